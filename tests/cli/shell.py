"""The command line in this process, with what it said."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from left_open.planting import LeftOpen
from tse_companion.cli.main import main
from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.control import Control


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)


class Shop:
    """A service behind a socket, and the command line on a data folder of its own."""

    def __init__(
        self,
        app: SandboxApp,
        base_url: str,
        data: Path,
        capsys: pytest.CaptureFixture[str],
        left: LeftOpen | None = None,
    ) -> None:
        self.left = left
        self.app, self.base_url, self.data, self._capsys = app, base_url, data, capsys

    @property
    def control(self) -> Control:
        return self.app.control

    @property
    def tss_id(self) -> str:
        """The only TSS there is."""
        (tss_id,) = self.control.tss_ids()
        return tss_id

    def local(self, command: str, *arguments: str) -> Said:
        """The command on the shops of this computer."""
        self._capsys.readouterr()
        try:
            code = main(["--data-dir", str(self.data), command, *arguments])
        except SystemExit as problem:  # the parser's own refusals
            code = int(str(problem.code))
        said = self._capsys.readouterr()
        return Said(code, said.out, said.err)

    def __call__(self, command: str, *arguments: str) -> Said:
        """The command on the service, named by its address."""
        where = ("--base-url", self.base_url, "--api-key", self.app.api_key)
        return self.local(command, *where, *arguments)
