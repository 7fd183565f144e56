"""How long the program takes, as ratios to what it could take at best.

``pytest -m benchmark`` runs them and prints one table at the end; the other tests leave them out,
because two at a time on the same cores measure each other. Only nonsense fails here: a busy
machine must not.

- start: until the main window is idle, against an empty QMainWindow; the two take turns.
- set-up: from the press on the connect page to the signed receipt, against the sum of what the
  service takes for the requests; by the services alone, and through the window.
- stalls: the longest time the loop did not turn, by page; ``busy`` is the part in which its own
  thread had the processor, the rest is other programs or a thread of ours.
- receipt: layout, QR code and PDF, against the bare QR code and an empty page.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from benchmarks.table import LATENCY, PASSPHRASE, Note, Row, SlowService, median
from gui.printing_samples import signed_content
from services.conftest import World
from tse_companion.api.transport import Transport
from tse_companion.domain.credentials import PukChallenge, Secret
from tse_companion.gui.printing.papers import Paper
from tse_companion.gui.printing.qr import qr_matrix
from tse_companion.gui.printing.receipt_layout import receipt_document
from tse_companion.gui.printing.render import to_pdf
from tse_companion.services.receipts import sample_order
from tse_companion.services.setup.flow import PinSource
from tse_companion.services.setup.service import SetupService

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(300)]

Table = list[Row | Note]


# --- start -----------------------------------------------------------------------------------


def moments(environment: dict[str, str], count: int, *arguments: str) -> list[tuple[float, float]]:
    """Start a program; wall and processor seconds to each of the moments it tells of."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.starts", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        told = []
        for _ in range(count):
            busy = float(process.stdout.readline())
            told.append((time.perf_counter() - began, busy))
        process.kill()
    return told


def test_start(table: Table, runs: int, environment: dict[str, str], tmp_path: Path) -> None:
    found: list[list[float]] = []
    for number in range(runs + 1):
        (bare,) = moments(environment, 1, "bare")
        window, page = moments(environment, 2, "program", str(tmp_path / f"data-{number}"))
        if number:  # the first one wrote the byte code
            found.append([*bare, *window, *page])
    bare_wall, bare_busy, wall, busy, page_wall, _ = map(median, zip(*found, strict=True))
    against = "a bare QMainWindow"
    table.append(Row("start: main window", wall, against, bare_wall, "1.5"))
    table.append(Row("start: main window, processor", busy, f"{against}, processor", bare_busy))
    table.append(Row("start: first page of the wizard", page_wall, against, bare_wall))
    assert 0 < bare_wall < wall < page_wall


# --- set-up ----------------------------------------------------------------------------------


async def set_up(setup: SetupService, service: SlowService) -> None:
    """From the connect page to the signed receipt."""
    await setup.connect(
        name="Backstube",
        base_url=service.base_url,
        key=Secret(service.api_key),
        secret=Secret(service.api_secret),
    )
    await setup.look()
    await setup.choose_new()
    await setup.create()
    puk = await setup.puk()
    challenge = PukChallenge.draw(puk)
    await setup.confirm_puk(
        challenge, "".join(puk.reveal()[position - 1] for position in challenge.positions)
    )
    setup.choose_pin(Secret("KX73-MQ9P"), source=PinSource.NEW, keep=True)
    await setup.choose_serial("KASSE-1")
    await setup.work(lambda _: None)
    await setup.sign_test_receipt(sample_order())


async def test_set_up_by_the_services(
    table: Table,
    runs: int,
    slow_services: Callable[[], AbstractContextManager[SlowService]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    requests = 0
    attempt = Transport._try

    async def counting(transport: Transport, *arguments: Any) -> Any:
        nonlocal requests
        requests += 1
        return await attempt(transport, *arguments)

    monkeypatch.setattr(Transport, "_try", counting)
    found = []
    for number in range(runs):
        world = World(tmp_path / f"data-{number}")
        with slow_services() as service:
            async with world.setup() as setup:
                await setup.desk.warm_up()
                began, requests = time.perf_counter(), 0
                await set_up(setup, service)
                found.append(time.perf_counter() - began)
        await world.sandbox.aclose()
    seconds = median(found)
    waited = requests * LATENCY
    table.append(
        Row("set-up: services alone", seconds, f"{requests} requests of 100 ms", waited, "1.1")
    )
    assert requests > 10
    assert waited < seconds < 20 * waited


def test_set_up_through_the_window(
    table: Table,
    runs: int,
    slow_services: Callable[[], AbstractContextManager[SlowService]],
    environment: dict[str, str],
    tmp_path: Path,
) -> None:
    results: list[dict[str, Any]] = []
    for number in range(runs):
        file, place = tmp_path / f"{number}.json", tmp_path / f"place-{number}"
        with slow_services() as service:
            subprocess.run(
                [
                    *(sys.executable, "-m", "benchmarks.set_ups", str(file), "self-check"),
                    *("--json", "--data-dir", str(place / "data"), "--out", str(place / "out")),
                    *("--base-url", service.base_url, "--api-key", service.api_key),
                ],
                env={
                    **environment,
                    "TSE_COMPANION_API_SECRET": service.api_secret,
                    "TSE_COMPANION_VAULT_PASSPHRASE": PASSPHRASE,
                },
                stdout=subprocess.DEVNULL,
                check=True,
            )
        results.append(json.loads(file.read_text("utf-8")))
    requests = results[0]["requests"]
    seconds, waited = median([r["seconds"] for r in results]), requests * LATENCY
    table.append(
        Row("set-up: through the window", seconds, f"{requests} requests of 100 ms", waited, "1.1")
    )
    table.extend(stalls(results))
    assert waited < seconds < 20 * waited


def stalls(results: list[dict[str, Any]]) -> list[Note]:
    """The longest one of each page, medians over the runs; ``where`` of the run in the middle."""
    notes, worked = [], []
    for phase in [stall["phase"] for stall in results[0]["stalls"]]:
        found = [s for r in results for s in r["stalls"] if s["phase"] == phase]
        found.sort(key=lambda stall: float(stall["seconds"]))
        middle = found[len(found) // 2]
        busy = median([s["busy"] for s in found])
        where = f", {middle['where']}" if middle["where"] else ""
        notes.append(
            Note(f"stall: {phase}", middle["seconds"], f"busy {busy * 1000:5.1f} ms{where}")
        )
        worked.append(Note("stall: longest, busy", busy, f"(aim 50 ms) {phase}"))
    longest = max(notes, key=lambda note: note.seconds)
    return [
        *notes,
        Note("stall: longest", longest.seconds, f"(aim 50 ms) {longest.what.partition(': ')[2]}"),
        max(worked, key=lambda note: note.seconds),
    ]


# --- receipt ---------------------------------------------------------------------------------


def test_receipt(table: Table, runs: int, qapp: QApplication) -> None:
    content = signed_content()
    text = content.qr_code_data or ""
    first = to_pdf(receipt_document(content, Paper.ROLL_80))
    assert first.startswith(b"%PDF")

    def bare() -> None:
        code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
        code.add_data(text.encode(), optimize=0)
        code.make(fit=True)
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A6))
        QPainter(writer).end()

    def whole() -> None:
        qr_matrix.cache_clear()
        to_pdf(receipt_document(content, Paper.ROLL_80))

    def in_the_window() -> None:  # where the code was made before, in a thread
        to_pdf(receipt_document(content, Paper.ROLL_80))

    baseline, seconds, rest = alternately(3 * runs, bare, whole, in_the_window)
    against = "bare QR code and empty PDF page"
    table.append(Row("receipt: layout, QR code and PDF", seconds, against, baseline))
    table.append(Row("receipt: the part on the window's thread", rest, against, baseline))
    assert seconds < 20 * baseline


def alternately(runs: int, *works: Callable[[], None]) -> list[float]:
    """The median time of each, measured in turns."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(runs):
        for work, found in zip(works, times, strict=True):
            began = time.perf_counter()
            work()
            found.append(time.perf_counter() - began)
    return [median(found) for found in times]
