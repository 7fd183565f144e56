"""What can come of asking the system who is there."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from tse_companion.domain.credentials import Secret


class Answer(StrEnum):
    """Only ``CONFIRMED`` opens anything."""

    CONFIRMED = "confirmed"
    REFUSED = "refused"  # a wrong password, or that of somebody else
    CANCELLED = "cancelled"
    IMPOSSIBLE = "impossible"  # the system cannot tell: no password, a policy, no service


class SystemPresence(Protocol):
    """A way to ask. ``check`` blocks, perhaps until the person has answered."""

    @property
    def asks_itself(self) -> bool:
        """Whether the system asks in a dialog of its own; else the password is given to check."""

    @property
    def user(self) -> str:
        """Whose password is meant, to say it."""

    def check(self, password: Secret | None, *, title: str, text: str, window: int) -> Answer:
        """``title`` and ``text`` are for the system's dialog over ``window`` (its handle)."""
