"""One case of a cancellation: kill it at a point, go on with it, and look at what came of it."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kill.cases import Answering
from kill.program import Point, Run, points
from left_open.planting import LeftOpen, leave_open, transactions
from tse_companion.domain.models import TxState
from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.signde.state import TxRow

CHOICE = ("--older-than", "24h", "--reason", "left by a crash", "--yes")


@dataclass(frozen=True, slots=True)
class Template:
    """A state file of the sandbox with transactions left open, to be copied for each case."""

    state: Path
    left: LeftOpen
    before: dict[str, TxRow]

    @classmethod
    def planted(cls, state: Path, stuck: int) -> Template:
        with closing(SandboxApp(state)) as sandbox:
            left = sandbox.control.seed(lambda service: leave_open(service, stuck))
            return cls(state, left, transactions(sandbox))


@dataclass(frozen=True, slots=True)
class Case:
    """One folder with a data folder, its sandbox in the other process, and the program."""

    folder: Path
    template: Template
    services: Answering
    program: Answering

    @property
    def state(self) -> Path:
        return self.folder / "sandbox.sqlite"

    def open(self) -> None:
        """Start the sandbox on a copy of the template."""
        self.folder.mkdir()
        shutil.copyfile(self.template.state, self.state)
        (self.folder / "access.json").write_text(self.services.ask(f"open {self.state}"), "utf-8")

    def close(self) -> None:
        """Stop the sandbox; its state file can be looked into afterwards."""
        self.services.ask(f"close {self.state}")

    def run(
        self, name: str, *arguments: str, kill: Point | None = None
    ) -> tuple[int, tuple[Point, ...]]:
        """One run of ``cancel-open`` against the running sandbox: exit code and points."""
        access = json.loads((self.folder / "access.json").read_text("utf-8"))
        trace = self.folder / f"{name}.trace"
        order = Run(
            arguments=(
                *("cancel-open", "--json", "--data-dir", str(self.folder / "data")),
                *("--base-url", access["base_url"], "--api-key", access["api_key"]),
                *("--report", str(self.folder / f"{name}.csv")),
                *arguments,
            ),
            environment={"TSE_COMPANION_API_SECRET": access["api_secret"]},
            trace=str(trace),
            output=str(self.folder / f"{name}.output"),
            kill=kill,
            commits=True,
        )
        code = int(self.program.ask(json.dumps(asdict(order))))
        return code, points(trace)

    def output(self, name: str) -> str:
        """All that a run said."""
        return (self.folder / f"{name}.output").read_text("utf-8", "replace")

    def document(self, name: str) -> dict[str, Any]:
        """What a run has put on its standard output."""
        lines = [line for line in self.output(name).splitlines() if line.startswith("{")]
        found: dict[str, Any] = json.loads(lines[-1])
        return found


def died_and_went_on(case: Case, point: Point) -> list[str]:
    """Kill it at ``point``, go on with it; what is wrong then, in words."""
    case.open()
    try:
        code, came = case.run("killed", *CHOICE, kill=point)
        if code >= 0 and os.name == "posix":
            return [f"it was not killed but ended with {code}: {case.output('killed')[-600:]}"]
        if came[-1] != point:
            return [f"it died at {came[-1:]}"]
        code, _ = case.run("resumed", "--resume", "--yes")
        found = [f"resuming ended with {code}"] if code else []
        if not found and case.document("resumed")["selected"] == 0:
            # It died before anything was confirmed, so there is nothing to go on with.
            code, _ = case.run("again", *CHOICE)
            found = [f"the second run ended with {code}"] if code else []
    finally:
        case.close()
    found += faults(case)
    if found:
        found += [case.output(name)[-900:] for name in ("resumed", "again") if _ran(case, name)]
    return found


def _ran(case: Case, name: str) -> bool:
    return (case.folder / f"{name}.output").exists()


def faults(case: Case) -> list[str]:
    """What is not as it must be: exactly the chosen ones are cancelled, each once."""
    template, found = case.template, []
    with closing(SandboxApp(case.state)) as sandbox:
        after = transactions(sandbox)
        signed = len(sandbox.control.signed_messages(template.left.tss_id))
        is_open = sandbox.control.tss(template.left.tss_id).admin_logged_in
    for tx_id, row in after.items():
        was = template.before[tx_id]
        if tx_id not in template.left.stuck:
            if row != was:
                found.append(f"{was.number} was not chosen, and is {row.state}")
        elif (row.state, row.latest_revision) != (TxState.CANCELLED, was.latest_revision + 1):
            found.append(f"{was.number} is {row.state} at revision {row.latest_revision}")
    with closing(SandboxApp(template.state)) as sandbox:
        signed -= len(sandbox.control.signed_messages(template.left.tss_id))
    if signed != len(template.left.stuck):
        found.append(f"{signed} messages were signed for {len(template.left.stuck)} transactions")
    if is_open:
        found.append("the admin is logged in")
    return found
