"""keyrings.cryptfile with a path and a passphrase given, and no question at the terminal."""

from __future__ import annotations

import configparser
from dataclasses import dataclass
from pathlib import Path

from keyrings.cryptfile.cryptfile import (
    DEFAULT_MEMORY_COST,
    DEFAULT_PARALLELISM,
    DEFAULT_TIME_COST,
    CryptFileKeyring,
)

_OWN_SECTION = "keyring_2Dsetting"  # keyring-setting, as the backend escapes it
_CHECK = "password_20reference"


@dataclass(frozen=True, slots=True)
class Cost:
    """Argon2id: passes, KiB of memory, lanes. The file does not say with which it was written."""

    time: int = DEFAULT_TIME_COST
    memory: int = DEFAULT_MEMORY_COST
    parallelism: int = DEFAULT_PARALLELISM


class Ring(CryptFileKeyring):  # type: ignore[misc]
    """One encrypted file; writes go straight to it, so the vault hands over a copy."""

    def __init__(self, path: Path, passphrase: str, cost: Cost) -> None:
        super().__init__()
        self.file_path = str(path)
        self.time_cost = cost.time
        self.memory_cost = cost.memory
        self.parallelism = cost.parallelism
        # The public setter proves the passphrase each time, which costs as much as the work.
        self._keyring_key = passphrase

    def begin(self) -> None:
        """Write the check value and the format into an empty file."""
        self._init_file()

    def is_opened(self) -> bool:
        """Whether the passphrase opens the check value."""
        try:
            self._unlock()
        except ValueError:
            return False
        return True


def is_vault(text: str) -> bool:
    """Whether this is such a file: it parses and has a check value."""
    config = configparser.RawConfigParser()
    try:
        config.read_string(text)
    except configparser.Error:
        return False
    return config.has_option(_OWN_SECTION, _CHECK)
