"""An encrypted file for machines without a password store: AES-GCM, key from Argon2id."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tse_companion.domain.credentials import Secret
from tse_companion.errors import (
    PassphraseNeeded,
    PassphraseWrong,
    VaultProblem,
    VaultRefused,
    VaultUnreliable,
)
from tse_companion.store.files import replace, sync_file, write_durably
from tse_companion.store.secrets.places import ACCOUNT, Place, check_length
from tse_companion.store.secrets.problems import guarded

if TYPE_CHECKING:
    from tse_companion.store.secrets.ring import Cost, Ring


class FileVault:
    """The vault file ``path``, opened with ``passphrase``; made where it is missing.

    PassphraseNeeded for an empty passphrase, PassphraseWrong at once for a wrong one,
    VaultProblem for a file that is damaged (it is left as it is). Opening takes half a second on
    purpose, the rest is quick. ``cost`` may be lowered in tests only.

    Every change is made in a copy, read back there, and renamed over the file: killed at any
    moment, the file holds every secret it held before.
    """

    def __init__(self, path: Path, passphrase: Secret, *, cost: Cost | None = None) -> None:
        # One passphrase, typed on a Mac and on Windows, must be the same bytes.
        self._passphrase = Secret(unicodedata.normalize("NFC", passphrase.reveal()))
        if not self._passphrase.reveal().strip():
            raise PassphraseNeeded()
        self._path = path
        self._cost = cost
        self._keys: dict[bytes, bytes] = {}  # by salt; no more secret than the passphrase
        self._lock = threading.Lock()
        self.label = path.name
        guarded(self._open)

    def put(self, place: Place, secret: Secret) -> None:
        """Write, and read back before it counts; VaultUnreliable if something else came back."""
        check_length(secret)

        def change(ring: Ring) -> None:
            ring.set_password(place.service, ACCOUNT, secret.reveal())
            kept = ring.get_password(place.service, ACCOUNT)
            if not isinstance(kept, str) or not secret.same_as(Secret(kept)):
                raise VaultUnreliable()

        guarded(lambda: self._change(change))

    def get(self, place: Place) -> Secret | None:
        """The secret, or None where there is none."""

        def read() -> str | None:
            with self._lock:
                text: str | None = self._ring(self._path).get_password(place.service, ACCOUNT)
                return text

        text = guarded(read)
        return None if text is None else Secret(text)

    def delete(self, place: Place) -> None:
        """Remove it; nothing happens where there is none."""
        if self.get(place) is not None:
            guarded(lambda: self._change(lambda ring: ring.delete_password(place.service, ACCOUNT)))

    def _open(self) -> None:
        from tse_companion.store.secrets.ring import is_vault

        with self._lock:
            self._copy.unlink(missing_ok=True)  # left by a kill; the file itself is whole
            content = self._read()
            if content:
                if not is_vault(content.decode("ascii", "replace")):
                    raise VaultProblem(kind="damaged")
                if not self._ring(self._path).is_opened():
                    raise PassphraseWrong()
                return
        self._change(lambda ring: ring.begin())

    def _change(self, change: Callable[[Ring], None]) -> None:
        with self._lock:
            try:
                write_durably(self._copy, self._read())
                change(self._ring(self._copy))
                sync_file(self._copy)
                replace(self._copy, self._path)
            except OSError as error:
                raise VaultRefused(number=error.errno) from None
            finally:
                self._copy.unlink(missing_ok=True)

    @property
    def _copy(self) -> Path:
        return self._path.with_name(self._path.name + ".new")

    def _read(self) -> bytes:
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return b""

    def _ring(self, path: Path) -> Ring:
        from tse_companion.store.secrets.ring import Cost, Ring

        return Ring(path, self._passphrase.reveal(), self._cost or Cost(), self._keys)
