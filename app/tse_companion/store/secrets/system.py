"""The password store of the operating system, through keyring."""

from __future__ import annotations

import importlib
import secrets
from typing import TYPE_CHECKING

from tse_companion.domain.credentials import Secret
from tse_companion.errors import VaultMissing, VaultProblem, VaultUnreliable
from tse_companion.store.secrets.places import ACCOUNT, Kind, Place, check_length
from tse_companion.store.secrets.problems import guarded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keyring.backend import KeyringBackend

# keyring would take whatever is installed or configured: plain text files, the null backend, a
# chain of several. Only the operating system's own stores are for us.
ALLOWED: dict[str, str] = {
    "keyring.backends.Windows.WinVaultKeyring": "Windows Credential Manager",
    "keyring.backends.macOS.Keyring": "macOS Keychain",
    "keyring.backends.SecretService.Keyring": "Secret Service",
    "keyring.backends.libsecret.Keyring": "Secret Service",
    "keyring.backends.kwallet.DBusKeyring": "KWallet",
    "keyring.backends.kwallet.DBusKeyringKWallet4": "KWallet",
}


class SystemVault:
    """Windows Credential Manager, macOS Keychain, Secret Service or KWallet.

    ``prefer`` is the ``backend_name`` of an earlier run: on a desktop with two stores the secrets
    stay findable. VaultMissing where this machine has none. ``ring`` is for tests.
    """

    def __init__(self, *, prefer: str | None = None, ring: KeyringBackend | None = None) -> None:
        self._ring = choose_ring(prefer=prefer) if ring is None else ring
        self.backend_name = _name(type(self._ring))
        self.label = ALLOWED.get(self.backend_name, self.backend_name)

    def put(self, place: Place, secret: Secret) -> None:
        """Write, then read back; VaultUnreliable if something else came back."""
        check_length(secret)
        guarded(lambda: self._ring.set_password(place.service, ACCOUNT, secret.reveal()))
        kept = self.get(place)
        if kept is None or not kept.same_as(secret):
            raise VaultUnreliable()

    def get(self, place: Place) -> Secret | None:
        """The secret, or None where there is none."""
        text = guarded(lambda: self._ring.get_password(place.service, ACCOUNT))
        return None if text is None else Secret(text)

    def delete(self, place: Place) -> None:
        """Remove it; VaultUnreliable if it is still there afterwards."""
        if self.get(place) is None:
            return
        guarded(lambda: self._ring.delete_password(place.service, ACCOUNT))
        if self.get(place) is not None:
            raise VaultUnreliable()

    def probe(self) -> None:
        """Write, read and delete a throw-away value, to learn of trouble before it matters."""
        place = Place("probe", Kind.API_KEY)
        self.put(place, Secret(secrets.token_hex(8)))
        self.delete(place)


def choose_ring(
    names: Sequence[str] = tuple(ALLOWED), *, prefer: str | None = None
) -> KeyringBackend:
    """The best of the named backends that works here; VaultMissing if none does.

    Neither ``keyringrc.cfg`` nor ``PYTHON_KEYRING_BACKEND`` is asked.
    """
    working = [kind for name in names if (kind := _load(name)) is not None]
    if not working:
        raise VaultMissing()
    best = max(working, key=lambda kind: (_name(kind) == prefer, kind.priority))
    return guarded(best)


def system_vault_or_problem(
    *, prefer: str | None = None, probe: bool = False
) -> SystemVault | VaultProblem:
    """The system's vault, or the reason there is none; with ``probe`` it has been written to."""
    try:
        vault = SystemVault(prefer=prefer)
        if probe:
            vault.probe()
    except VaultProblem as problem:
        return problem
    return vault


def _load(name: str) -> type[KeyringBackend] | None:
    module, _, attribute = name.rpartition(".")
    try:
        kind: type[KeyringBackend] = getattr(importlib.import_module(module), attribute)
    except Exception:  # a backend of another system may fail in any way at import
        return None
    return kind if kind.viable else None


def _name(kind: type[KeyringBackend]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"
