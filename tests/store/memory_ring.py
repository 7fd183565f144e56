"""A password store in memory that can go wrong in the ways real ones do; and a vault on it."""

from __future__ import annotations

from collections.abc import Callable

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from tse_companion.store.secrets import SystemVault


class MemoryRing(KeyringBackend):
    """``faults`` maps set, get or delete to what happens instead of the usual.

    A fault gets the text that is being written or was found, and returns the text to go on with,
    or raises.
    """

    priority = 1.0

    def __init__(self, **faults: Callable[[str | None], str | None]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.faults = faults

    def set_password(self, service: str, username: str, password: str) -> None:
        text = self._or_fault("set", password)
        if text is not None:
            self.kept[service, username] = text

    def get_password(self, service: str, username: str) -> str | None:
        return self._or_fault("get", self.kept.get((service, username)))

    def delete_password(self, service: str, username: str) -> None:
        if self._or_fault("delete", "") is None:
            return  # it says it did, and did not
        if (service, username) not in self.kept:
            raise PasswordDeleteError("not found")
        del self.kept[service, username]

    def _or_fault(self, name: str, text: str | None) -> str | None:
        return self.faults[name](text) if name in self.faults else text


def raising(error: Exception) -> Callable[[str | None], str | None]:
    """A fault that raises."""

    def fault(text: str | None) -> str | None:
        raise error

    return fault


class MemoryVault(SystemVault):
    """A vault that forgets everything at the end of the test; ``ring.kept`` shows what it has."""

    def __init__(self, ring: MemoryRing | None = None) -> None:
        self.ring = ring or MemoryRing()
        super().__init__(ring=self.ring)
