"""keyrings.cryptfile with a path and a passphrase given, and no question at the terminal.

Argon2 costs half a second of two cores by intention. The backend pays it for each entry, because
each has its own salt; here one salt serves the file and its key is kept as long as the passphrase
is. A thief has to pay for each guess just the same. The file's format is the backend's.
"""

from __future__ import annotations

import base64
import configparser
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from Crypto.Cipher import AES
from keyrings.cryptfile.cryptfile import (
    DEFAULT_MEMORY_COST,
    DEFAULT_PARALLELISM,
    DEFAULT_TIME_COST,
    CryptFileKeyring,
)
from keyrings.cryptfile.escape import escape

_SECTION = escape("keyring-setting")
_CHECK = escape("password reference")
_SCHEME = "[Argon2] AES128.GCM"


@dataclass(frozen=True, slots=True)
class Cost:
    """Argon2id: passes, KiB of memory, lanes. The file does not say with which it was written."""

    time: int = DEFAULT_TIME_COST
    memory: int = DEFAULT_MEMORY_COST
    parallelism: int = DEFAULT_PARALLELISM


class Ring(CryptFileKeyring):  # type: ignore[misc]
    """One encrypted file; writes go straight to it, so the vault hands over a copy.

    ``keys`` maps salts to keys already derived from this passphrase, and gets the new ones.
    """

    def __init__(self, path: Path, passphrase: str, cost: Cost, keys: dict[bytes, bytes]) -> None:
        super().__init__()
        self.file_path = str(path)
        self._cost = cost
        self._keys = keys
        # The public setter would prove the passphrase again each time.
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

    def encrypt(self, password: bytes, assoc: bytes | None = None) -> bytes:
        """Like the backend's, with the file's salt and a nonce of its own for each entry."""
        salt = next(iter(self._keys), None) or os.urandom(16)
        cipher = self._create_cipher(self.keyring_key, salt)
        if assoc is not None:
            cipher.update(assoc)
        data, mac = cipher.encrypt_and_digest(password)
        entry = {"salt": salt, "data": data, "mac": mac, "nonce": cipher.nonce}
        return json.dumps({k: base64.b64encode(v).decode() for k, v in entry.items()}).encode()

    def _create_cipher(self, password: str, salt: bytes, nonce: bytes | None = None) -> Any:
        if salt not in self._keys:
            self._keys[salt] = hash_secret_raw(
                secret=password.encode(),
                salt=salt,
                time_cost=self._cost.time,
                memory_cost=self._cost.memory,
                parallelism=self._cost.parallelism,
                hash_len=16,
                type=Type.ID,
            )
        return AES.new(self._keys[salt], AES.MODE_GCM, nonce)


def is_vault(text: str) -> bool:
    """Whether this is such a file: it parses, has a check value, and is in our format."""
    config = configparser.RawConfigParser()
    try:
        config.read_string(text)
    except configparser.Error:
        return False
    return (
        config.has_option(_SECTION, _CHECK)
        and config.get(_SECTION, escape("scheme"), fallback="") == _SCHEME
    )
