"""What is kept, under which name, and what every vault promises."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from tse_companion.domain.credentials import Secret
from tse_companion.errors import VaultTooLong

ACCOUNT = "tse-companion"
# Windows takes 2560 bytes and keyring writes UTF-16; the same everywhere, so that a shop can
# move from one machine to another.
LONGEST = 1280


class Kind(StrEnum):
    """What a secret is for."""

    API_KEY = "api-key"
    API_SECRET = "api-secret"  # noqa: S105 - a name, not a secret
    ADMIN_PUK = "admin-puk"
    ADMIN_PIN = "admin-pin"


@dataclass(frozen=True, slots=True)
class Place:
    """Where one secret lies: ``owner`` is the id of a site (API) or of a TSS (PIN, PUK), with a
    mark for a service that is not the usual one."""

    owner: str
    kind: Kind

    @property
    def service(self) -> str:
        """A service name of its own: Windows moves entries about that share one."""
        return f"{ACCOUNT}/{self.owner}/{self.kind}"


def owner_at(address: str, owner: str) -> str:
    """What a site or TSS is called in the vault for a service that is not the usual one."""
    mark = hashlib.sha256(address.encode(errors="replace")).hexdigest()[:32]
    return f"{owner}@{mark}"


class Vault(Protocol):
    """Keeps secrets. All methods block and may ask the person to unlock: call them off the loop.

    All raise VaultProblem or one of its kinds; no exception holds a secret.
    """

    @property
    def label(self) -> str:
        """The store's own name, to say where the secrets are."""

    def put(self, place: Place, secret: Secret) -> None:
        """Write, then read back; VaultUnreliable if something else came back."""

    def get(self, place: Place) -> Secret | None:
        """The secret, or None where there is none."""

    def delete(self, place: Place) -> None:
        """Remove it; nothing happens where there is none."""


def check_length(secret: Secret) -> None:
    """Raise VaultTooLong above 1280 UTF-16 units."""
    units = len(secret.reveal().encode("utf-16-le", "surrogatepass")) // 2
    if units > LONGEST:
        raise VaultTooLong(units=units, limit=LONGEST)
