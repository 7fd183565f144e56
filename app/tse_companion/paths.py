"""Where the program's files lie: its own resources, and the folder it writes to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

APP_NAME = "TSE Companion"
APP_ID = "tse-companion"

_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """The folder with fonts, icons and translations: inside the wheel, or the source tree's."""
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "resources"


@dataclass(frozen=True, slots=True)
class Folders:
    """Everything the program writes lies below ``data``; ``logs`` may be elsewhere by custom."""

    data: Path
    logs: Path

    @classmethod
    def below(cls, root: Path) -> Folders:
        """All in one folder, as ``--data-dir`` asks."""
        return cls(data=root, logs=root / "logs")

    @property
    def settings(self) -> Path:
        return self.data / "settings.json"

    @property
    def journal(self) -> Path:
        return self.data / "journal.sqlite"

    @property
    def vault(self) -> Path:
        """The encrypted file that stands in where the system has no password store."""
        return self.data / "vault.cfg"

    @property
    def practice(self) -> Path:
        """State of the built-in practice TSE."""
        return self.data / "practice.sqlite"

    @property
    def practice_vault(self) -> Path:
        """Keys of the practice TSE; they open nothing real."""
        return self.data / "practice-vault.cfg"

    @property
    def list_calls(self) -> Path:
        """When the service was last asked for lists, which it allows only so often."""
        return self.data / "list-calls.json"

    @property
    def lock(self) -> Path:
        return self.data / "in-use.lock"

    def make(self) -> None:
        """Create the folders; on POSIX only the user may look inside."""
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.logs.mkdir(parents=True, exist_ok=True, mode=0o700)
