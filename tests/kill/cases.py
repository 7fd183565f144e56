"""One case: kill the program at a point, start it again, and look at what came of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from kill.program import COST, Point, Run, points
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import ClientState, TssState
from tse_companion.paths import Folders
from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.views import TssView
from tse_companion.store.journal import Journal
from tse_companion.store.secrets import FileVault, Kind, Place, owner_at
from tse_companion.store.secrets.ring import Cost
from tse_companion.store.settings import SettingsFile

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "a passphrase of the tests"


class Answering:
    """A Python module as a process that answers each line with a line; safe to share."""

    def __init__(self, module: str) -> None:
        path = os.pathsep.join(str(ROOT / folder) for folder in ("app", "tests"))
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"},
        )

    def ask(self, line: str) -> str:
        """Its answer; raises ``EOFError`` when it has ended instead."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._lock:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        if not answer:
            raise EOFError(f"it ended with {self._process.wait()}")
        return answer

    def close(self) -> None:
        """End it and wait until it has ended."""
        with self._process:
            if self._process.stdin is not None:
                self._process.stdin.close()
            self._process.wait()


@dataclass(frozen=True, slots=True)
class Shop:
    """One data folder, its sandbox in the other process, and the program that works on both."""

    folder: Path
    services: Answering
    program: Answering

    @property
    def folders(self) -> Folders:
        return Folders.below(self.folder / "data")

    @property
    def state(self) -> Path:
        return self.folder / "sandbox.sqlite"

    def run(self, name: str, kill: Point | None = None) -> tuple[int, tuple[Point, ...]]:
        """One run of the program against the running sandbox: its exit code and its points."""
        access = json.loads((self.folder / "access.json").read_text("utf-8"))
        trace = self.folder / f"{name}.trace"
        data, out = self.folder / "data", self.folder / "out"
        order = Run(
            arguments=(
                "self-check",
                *("--json", "--data-dir", str(data), "--out", str(out)),
                *("--base-url", access["base_url"], "--api-key", access["api_key"]),
            ),
            environment={
                "TSE_COMPANION_API_SECRET": access["api_secret"],
                "TSE_COMPANION_VAULT_PASSPHRASE": PASSPHRASE,
            },
            trace=str(trace),
            output=str(self.folder / f"{name}.output"),
            kill=kill,
        )
        code = int(self.program.ask(json.dumps(asdict(order))))
        return code, points(trace)

    def open(self) -> None:
        """Start the sandbox."""
        self.folder.mkdir()
        (self.folder / "access.json").write_text(self.services.ask(f"open {self.state}"), "utf-8")

    def close(self) -> None:
        """Stop the sandbox; its state file can be looked into afterwards."""
        self.services.ask(f"close {self.state}")


def died_and_lived(shop: Shop, point: Point, expected: tuple[Point, ...]) -> list[str]:
    """Kill the program at ``point``, start it again; what is wrong then, in words.

    ``expected`` are the points of an undisturbed run up to this one.
    """
    shop.open()
    try:
        code, came = shop.run("killed", point)
        if code >= 0 and os.name == "posix":
            return [f"it was not killed but ended with {code}"]
        if came != expected:
            return [f"it died at {came[-1:]} after {len(came)} points, not {len(expected)}"]
        code, _ = shop.run("again")
    finally:
        shop.close()
    found = faults(shop)
    if code != 0:
        output = (shop.folder / "again.output").read_text("utf-8", "replace")
        found.insert(0, f"the second run ended with {code}: {output[-600:]}")
    return found


def faults(shop: Shop) -> list[str]:
    """What is not as a complete set-up must be: at the service, in the vault, in the journal."""
    with closing(SandboxApp(shop.state)) as sandbox:
        views = [sandbox.control.tss(tss_id) for tss_id in sandbox.control.tss_ids()]
        credentials = {Kind.API_KEY: sandbox.api_key, Kind.API_SECRET: sandbox.api_secret}
    if len(views) != 1:
        return [f"{len(views)} TSS"]
    return [*_at_the_service(views[0]), *_kept(shop.folders, views[0], credentials)]


def _at_the_service(tss: TssView) -> list[str]:
    found = []
    if tss.state is not TssState.INITIALIZED:
        found.append(f"the TSS is {tss.state}")
    states = [client.state for client in tss.clients]
    if states != [ClientState.REGISTERED]:
        found.append(f"clients are {states}")
    if tss.admin_logged_in:
        found.append("the admin is logged in")
    if tss.active_transactions:
        found.append("a transaction is open")
    if tss.failures:
        found.append(f"{tss.failures} logins failed")
    return found


def _kept(folders: Folders, tss: TssView, credentials: dict[Kind, str]) -> list[str]:
    found = []
    site = SettingsFile(folders.settings).load().site()
    if site is None or site.tss_id != tss.id or site.client_id not in {c.id for c in tss.clients}:
        return ["the shop in the settings is another one"]
    vault = FileVault(folders.vault, Secret(PASSPHRASE), cost=Cost(*COST))
    for owner, kind, right in (
        (site.id, Kind.API_KEY, Secret(credentials[Kind.API_KEY])),
        (site.id, Kind.API_SECRET, Secret(credentials[Kind.API_SECRET])),
        (tss.id, Kind.ADMIN_PUK, tss.puk),
        (tss.id, Kind.ADMIN_PIN, tss.pin),
    ):
        kept = vault.get(Place(owner_at(site.base_url, owner), kind))
        if kept is None or right is None or not kept.same_as(right):
            found.append(f"{kind} in the vault is {'missing' if kept is None else 'wrong'}")
    with closing(Journal(folders.journal)) as journal:
        if journal.open_setups():
            found.append("the journal has an open set-up")
        if journal.pin_attempts(tss.id):
            found.append("the journal counts failed logins")
    return found
