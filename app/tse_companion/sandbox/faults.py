"""What can be made to go wrong, request by request.

A fault waits for requests of its operation, lets some pass (``nth``), hits a number of them
(``times``), each perhaps with a ``probability`` only, and is then used up.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

ANY = "*"


class FaultKind(StrEnum):
    """How a request is disturbed."""

    LATENCY = "latency"  # wait ``seconds``, before the change or ``after`` it
    LOST_BEFORE = "lost_before"  # the connection breaks, nothing has changed
    LOST_AFTER = "lost_after"  # the change is done, the answer never arrives
    STATUS = "status"  # answer ``status`` instead, or ``after`` the change was done
    UNAUTHORIZED = "unauthorized"  # every token issued so far is dead from this request on
    PIN_BLOCKED = "pin_blocked"  # the PIN of this TSS is blocked from this request on


class ConnectionCut(ConnectionResetError):
    """The sandbox broke the connection instead of answering.

    In memory it surfaces through ``httpx.ASGITransport`` as it is; the listener turns it into a
    broken connection.
    """


@dataclass(eq=False, slots=True)
class Fault:
    """One disturbance and how often it still strikes.

    ``seconds`` belongs to latency; ``status``, ``code``, ``message`` and ``retry_after`` to the
    answer of ``STATUS``. ``body_state`` restricts it to requests whose body has this ``state``.
    ``skip`` requests pass first, then ``left`` are hit (``None``: all), each with the given
    probability.
    """

    operation: str
    kind: FaultKind
    skip: int
    left: int | None
    seconds: float = 0
    status: int = 503
    code: str | None = None
    message: str = "a fault of the sandbox"
    retry_after: int | None = None
    after: bool = False
    body_state: str | None = None
    probability: float = 1
    id: int = 0  # given by the board

    @property
    def is_used_up(self) -> bool:
        """Whether it will never strike again."""
        return self.left == 0

    def strikes(self, operation: str, body_state: str | None, chance: Callable[[], float]) -> bool:
        """Count this request, and tell whether it is hit; ``chance`` is asked where it decides."""
        if self.is_used_up or self.operation not in (ANY, operation):
            return False
        if self.body_state is not None and self.body_state != body_state:
            return False
        if self.skip:
            self.skip -= 1
            return False
        if self.probability < 1 and chance() >= self.probability:
            return False
        if self.left is not None:
            self.left -= 1
        return True


class FaultBoard:
    """All faults that are set. Safe to change from any thread.

    ``chance`` gives a number of at least 0 and below 1 for each number; the same one gives the
    same, so that a seeded sandbox fails the same way in every run.
    """

    def __init__(self, chance: Callable[[int], float]) -> None:
        self._lock = threading.Lock()
        self._faults: list[Fault] = []
        self._chance = chance
        self._drawn = itertools.count()
        self._set = itertools.count(1)

    def add(self, fault: Fault) -> None:
        """Set a fault."""
        with self._lock:
            fault.id = next(self._set)
            self._faults.append(fault)

    def clear(self, fault: Fault | None = None) -> None:
        """Remove one fault, or all of them."""
        with self._lock:
            self._faults = [] if fault is None else [f for f in self._faults if f is not fault]

    def waiting(self) -> tuple[Fault, ...]:
        """The faults that have not been used up."""
        with self._lock:
            return tuple(self._faults)

    def strike(self, operation: str, body_state: str | None) -> tuple[Fault, ...]:
        """The faults that hit this request; those used up are dropped."""
        with self._lock:
            hit = tuple(f for f in self._faults if f.strikes(operation, body_state, self._draw))
            self._faults = [f for f in self._faults if not f.is_used_up]
        return hit

    def _draw(self) -> float:
        return self._chance(next(self._drawn))
