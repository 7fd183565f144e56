"""So many calls a minute and no more: what the service allows for lists (contract section 1).

Every try counts, repeats too. A call counts from before it leaves until a minute after its answer
came, so that slow answers and another clock cannot make it one too many.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from tse_companion.api.waiting import pause as really_pause

LIST_CALLS = 20
MINUTE = 60.0
_MARGIN = 1.0  # seconds
_STEP = 1.0  # seconds; who waits is told so often how long it still takes

Told = Callable[[float], object]


class CallBudget:
    """The calls of one kind to one TSS. ``monotonic`` is in seconds."""

    def __init__(
        self,
        limit: int = LIST_CALLS,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        pause: Callable[[float], Awaitable[None]] = really_pause,
    ) -> None:
        self._limit = limit
        self._monotonic = monotonic
        self._pause = pause
        self._ended: deque[float] = deque()
        self._under_way = 0
        self._held_until = float("-inf")

    @property
    def left(self) -> int:
        """How many calls can be made without waiting."""
        now = self._monotonic()
        while self._ended and self._ended[0] <= now - MINUTE - _MARGIN:
            self._ended.popleft()
        if now < self._held_until:
            return 0
        return max(0, self._limit - len(self._ended) - self._under_way)

    @property
    def wait(self) -> float:
        """Seconds until the next call may be made."""
        if self.left:
            return 0.0
        now = self._monotonic()
        wait = self._held_until - now
        if len(self._ended) + self._under_way >= self._limit:
            # With all of them under way, nobody knows.
            free = self._ended[0] + MINUTE + _MARGIN - now if self._ended else _STEP
            wait = max(wait, free)
        return wait

    def hold(self, seconds: float) -> None:
        """The service asked for so much patience."""
        self._held_until = max(self._held_until, self._monotonic() + seconds)

    @asynccontextmanager
    async def turn(self, told: Told | None = None) -> AsyncIterator[None]:
        """Round each try; waits for its turn and tells every second how long it still takes."""
        while (wait := self.wait) > 0:
            if told is not None:
                told(wait)
            await self._pause(min(wait, _STEP))
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self._ended.append(self._monotonic())


class Budgets:
    """One budget for each TSS, the same for all clients of the program."""

    def __init__(
        self,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        pause: Callable[[float], Awaitable[None]] = really_pause,
    ) -> None:
        self._monotonic = monotonic
        self._pause = pause
        self._budgets: dict[str, CallBudget] = {}

    def of(self, tss_id: str) -> CallBudget:
        """The budget of this TSS."""
        tss_id = tss_id.lower()
        if tss_id not in self._budgets:
            self._budgets[tss_id] = CallBudget(monotonic=self._monotonic, pause=self._pause)
        return self._budgets[tss_id]
