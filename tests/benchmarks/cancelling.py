"""A long cancellation against a slow service, on the window's kind of loop, with its pulse.

Run as ``python -m benchmarks.cancelling FILE DATA_DIR BASE_URL API_KEY TSS`` with the secret in
``TSE_COMPANION_API_SECRET``: lists the open transactions, cancels all of them that are a day old,
and writes what was measured to ``FILE`` as JSON. Times in seconds, memory in bytes.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from benchmarks.pulse import LONG, Pulse
from tse_companion.api.transport import Transport
from tse_companion.bootstrap.desk import build_desk, folders_for
from tse_companion.bootstrap.headless import Access, connect_service
from tse_companion.domain.credentials import Secret
from tse_companion.domain.open_transactions import CancelRules
from tse_companion.gui.collector import Collector
from tse_companion.services.desk import Desk
from tse_companion.services.tasks import Background, DaemonExecutor, Tasks
from tse_companion.services.transactions.batches import (
    create_batch,
    default_selection,
    dry_run,
    stored_batch,
)
from tse_companion.services.transactions.cancel_run import CancelRun
from tse_companion.services.transactions.listing import OpenList
from tse_companion.services.vaults import Vaults
from tse_companion.store.journal import Journal
from tse_companion.store.settings import SettingsFile

FIFTHS = 5


def resident() -> int:
    """Bytes of memory in use now; the most so far where the system does not say."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def summary(seconds: list[float]) -> dict[str, float]:
    """How long the loop stood still, at each beat."""
    return {
        "beats": len(seconds),
        "p99": sorted(seconds)[int(len(seconds) * 0.99)],
        "longest": max(seconds),
        "over_50_ms": sum(gap > LONG for gap in seconds),
    }


class Measured:
    """What is measured, and the counter round the one request path."""

    def __init__(self) -> None:
        self._pulse: Pulse | None = None
        self.tries = 0
        self.seconds: dict[str, float] = {}
        self.requests: dict[str, int] = {}
        self.memory: list[int] = []

    @property
    def pulse(self) -> Pulse:
        """Made when there is an application."""
        if self._pulse is None:
            self._pulse = Pulse()
        return self._pulse

    def install(self) -> None:
        measured, attempt = self, Transport._try

        async def counting(transport: Transport, *arguments: Any) -> Any:
            measured.tries += 1
            return await attempt(transport, *arguments)

        setattr(Transport, "_try", counting)  # noqa: B010 - mypy knows a method when it sees one

    async def phase(self, name: str, work: Any) -> Any:
        """Await ``work`` and keep how long it took and how many requests."""
        self.pulse.phase = name
        began, before = time.perf_counter(), self.tries
        result = await work
        self.seconds[name] = time.perf_counter() - began
        self.requests[name] = self.tries - before
        return result

    def result(self, cancelled: int) -> dict[str, Any]:
        return {
            "cancelled": cancelled,
            "seconds": self.seconds,
            "requests": self.requests,
            "memory": self.memory,
            "stalls": [asdict(stall) for stall in self.pulse.longest.values()],
            "gaps": {
                phase: {
                    "stood": summary([gap for gap, _ in beats]),
                    "busy": summary([min(gap, busy) for gap, busy in beats]),
                }
                for phase, beats in self.pulse.gaps.items()
            },
        }


async def cancel_all(desk: Desk, access: Access, measured: Measured) -> int:
    """The services' whole way, as the page goes it; how many are cancelled."""
    await desk.warm_up()
    session = await connect_service(desk, access)
    measured.pulse.start()
    loaded = await measured.phase("listing", OpenList(session).load(lambda _: None))
    rules = CancelRules()
    keys = default_selection(loaded.rows, loaded.till_last_signed, loaded.at, rules)
    planned = dry_run(
        loaded.rows, loaded.till_last_signed, loaded.at, rules, keys, register_again=False
    )
    batch = await create_batch(session, planned, "a benchmark")
    done = 0

    def on_row(_: object) -> None:
        nonlocal done
        done += 1
        if done % max(1, len(planned) // FIFTHS) == 0:
            measured.memory.append(resident())

    measured.memory.append(resident())
    run = CancelRun(session, batch, None)
    await measured.phase("cancelling", run.run(on_row))
    measured.pulse.stop()
    stored = await stored_batch(session, batch.batch_id)
    assert stored is not None
    return sum(row.outcome.value == "cancelled" for row in stored.rows)


async def whole(data_dir: Path, access: Access, measured: Measured) -> int:
    folders = folders_for(data_dir)
    folders.make()
    errors: list[BaseException] = []
    background, writes = Background(), Tasks(errors.append)
    journal = Journal(folders.journal)
    desk = build_desk(
        folders=folders,
        settings_file=SettingsFile(folders.settings),
        journal=journal,
        background=background,
        writes=writes,
        vaults=Vaults(folders, background, file_only=True, passphrase=Secret("benchmark")),
    )
    try:
        return await cancel_all(desk, access, measured)
    finally:
        await writes.finish()
        await desk.aclose()
        await background.run(journal.close, lane="journal")
        await background.aclose()
        assert errors == []


def main(file: str, data_dir: str, base_url: str, api_key: str, tss_id: str) -> None:
    app = QApplication([])
    Collector(app)  # garbage is collected as in the window
    measured = Measured()
    measured.install()
    secret = Secret(os.environ["TSE_COMPANION_API_SECRET"])
    access = Access(base_url, Secret(api_key), secret, tss_id)
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        runner.get_loop().set_default_executor(DaemonExecutor())
        cancelled = runner.run(whole(Path(data_dir), access, measured))
    Path(file).write_text(json.dumps(measured.result(cancelled)), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
