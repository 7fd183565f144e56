"""A set-up through the window against a slow service, with a finger on the loop's pulse.

Run as ``python -m benchmarks.set_ups FILE ARGUMENTS…``: runs ``self-check`` with ``ARGUMENTS``
and writes what was measured to ``FILE`` as JSON. The time runs from the press on the connect
page until the signed receipt is on the screen. What only the self-check does (pictures, files)
is left out. The vault file is opened and the program has warmed up before, as it would be when a
person has typed the key.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Awaitable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from benchmarks.pulse import Pulse
from tse_companion.api.transport import Transport
from tse_companion.bootstrap import Program
from tse_companion.cli.main import main
from tse_companion.gui import self_check
from tse_companion.gui.self_check import SelfCheck
from tse_companion.gui.wizard.view import WizardView
from tse_companion.services.setup.flow import Step


class Clocks:
    """Put round the self-check and the one request path, in this process only."""

    def __init__(self) -> None:
        self.pulse = Pulse()
        self.began = self.ended = 0.0
        self.requests = self.counted = 0

    def install(self) -> None:
        clocks = self
        timed, page, attempt = SelfCheck._timed, SelfCheck._page, Transport._try

        async def timing(check: SelfCheck, name: str, work: Awaitable[Any]) -> Any:
            if not clocks.pulse.phase:
                clocks.pulse.start()
            clocks.pulse.phase = name
            return await timed(check, name, work)

        async def paging(check: SelfCheck, wizard: WizardView, step: Step) -> None:
            if step is Step.CONNECT:
                clocks.pulse.phase = "opening the vault file"
                await wizard.setup.desk.vaults.safe("service")
                assert isinstance(check._program, Program)
                assert check._program.controller is not None
                await check._program.controller.tasks.finish()
                clocks.pulse.phase = step.value
                clocks.began, clocks.requests = time.perf_counter(), 0
            await page(check, wizard, step)

        async def trying(transport: Transport, *arguments: Any) -> Any:
            clocks.requests += 1
            return await attempt(transport, *arguments)

        async def looking(_: SelfCheck, name: str, __: QWidget) -> None:
            if name == "receipt-done":  # the signed receipt is there to be seen
                clocks.ended, clocks.counted = time.perf_counter(), clocks.requests

        patches: dict[type, dict[str, Any]] = {
            SelfCheck: {"_timed": timing, "_page": paging, "_picture": looking},
            Transport: {"_try": trying},
        }
        for owner, by_name in patches.items():
            for name, patch in by_name.items():
                setattr(owner, name, patch)
        for name in ("save_pdf", "save_png"):
            setattr(self_check, name, lambda *_: None)

    def result(self) -> dict[str, Any]:
        """What was measured; times in seconds."""
        return {
            "seconds": self.ended - self.began,
            "requests": self.counted,
            "stalls": [asdict(stall) for stall in self.pulse.longest.values()],
        }


if __name__ == "__main__":
    clocks = Clocks()
    clocks.install()
    code = main(sys.argv[2:])
    Path(sys.argv[1]).write_text(json.dumps(clocks.result()), "utf-8")
    sys.exit(code)
