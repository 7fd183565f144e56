"""``cancel-open`` as a process of its own, against a service of this one."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tse_companion.sandbox.app import Receive, SandboxApp, Scope, Send
from tse_companion.sandbox.serve import Ready, served

ROOT = Path(__file__).resolve().parents[2]
CHOICE = ("--older-than", "24h", "--reason", "left by a crash", "--yes")


def started(module: str, *arguments: str, secret: str = "", **how: Any) -> subprocess.Popen[str]:
    """A module of ours as a process, its standard streams in our hands."""
    path = os.pathsep.join(str(ROOT / folder) for folder in ("app", "tests"))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}
    if secret:
        environment["TSE_COMPANION_API_SECRET"] = secret
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment,
        **how,
    )


def cancelling(app: SandboxApp, base_url: str, folder: Path, *choice: str) -> Any:
    """The command on its way; its report goes to a new file in ``folder``."""
    report = folder / f"report-{len(list(folder.glob('report-*')))}.csv"
    return started(
        "tse_companion",
        *("cancel-open", "--json", "--data-dir", str(folder / "data"), "--report", str(report)),
        *("--base-url", base_url, "--api-key", app.api_key, *(choice or CHOICE)),
        secret=app.api_secret,
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, dict[str, Any], str]:
    """Exit code, document and messages, once it has ended."""
    out, err = process.communicate(timeout=50)
    assert out, err
    document: dict[str, Any] = json.loads(out)
    return process.returncode, document, err


class Meddling:
    """The service, with somebody who acts just before a write of a transaction is carried out.

    ``meddle`` gets the id of the transaction and is called in a thread. ``listing`` is set once
    a list is asked for, which is answered when ``may_list`` is; ``written`` once the first write
    was answered.
    """

    def __init__(self, app: SandboxApp, meddle: Callable[[str], object] = lambda _: None) -> None:
        self._app = app
        self._meddle = meddle
        self.backend = app.backend
        self.api_key, self.api_secret = app.api_key, app.api_secret
        self.listing = threading.Event()
        self.may_list = threading.Event()
        self.may_list.set()
        self.written = threading.Event()

    @contextlib.contextmanager
    def served(self) -> Iterator[Ready]:
        """Behind a socket."""
        asgi: Any = self
        with served(asgi) as ready:
            yield ready

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].endswith("/tx"):
            self.listing.set()
            await asyncio.to_thread(self.may_list.wait)
        is_write = scope["method"] == "PUT" and "/tx/" in scope["path"]
        if is_write:
            await asyncio.to_thread(self._meddle, scope["path"].rpartition("/")[2])
        await self._app(scope, receive, send)
        if is_write:
            self.written.set()
