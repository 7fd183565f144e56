"""So many calls a minute and no more: what the service allows for lists (contract section 1).

Every try counts, repeats too. A call counts from before it leaves until a minute after its answer
came, so that slow answers and another clock cannot make it one too many. Who keeps the calls
beyond the end of the program (:class:`Kept`) lets the next run of it count them, too.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Protocol

from tse_companion.api.waiting import pause as really_pause

LIST_CALLS = 20
MINUTE = 60.0
_MARGIN = 1.0  # seconds
_STEP = 1.0  # seconds; who waits is told so often how long it still takes

Told = Callable[[float], object]


class Kept(Protocol):
    """Remembers calls from one run of the program to the next. Raises nothing expected."""

    async def ages(self, tss_id: str) -> Sequence[float]:
        """How many seconds ago the calls of earlier runs were, as far as they still count."""

    async def note(self, tss_id: str, ages: Sequence[float]) -> None:
        """These are the calls that count now."""


class CallBudget:
    """The calls of one kind to one TSS. ``monotonic`` is in seconds."""

    def __init__(
        self,
        limit: int = LIST_CALLS,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        pause: Callable[[float], Awaitable[None]] = really_pause,
        tss_id: str = "",
        kept: Kept | None = None,
    ) -> None:
        self._tss_id = tss_id
        self._kept = kept
        self._recalling = asyncio.Lock()
        self._is_recalled = kept is None
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
        await self._recall()
        while (wait := self.wait) > 0:
            if told is not None:
                told(wait)
            await self._pause(min(wait, _STEP))
        self._under_way += 1
        try:
            await self._keep()
            yield
        finally:
            self._under_way -= 1
            self._ended.append(self._monotonic())
            await self._keep()

    async def _recall(self) -> None:
        """Count what earlier runs of the program have asked."""
        async with self._recalling:
            if self._kept is not None and not self._is_recalled:
                now = self._monotonic()
                ages = sorted(await self._kept.ages(self._tss_id), reverse=True)
                self._ended.extendleft(now - age for age in reversed(ages))
                self._is_recalled = True

    async def _keep(self) -> None:
        if self._kept is not None:
            now = self._monotonic()
            ages = [now - ended for ended in self._ended]
            await self._kept.note(self._tss_id, ages + [0.0] * self._under_way)


class Budgets:
    """One budget for each TSS, the same for all clients of the program."""

    def __init__(
        self,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        pause: Callable[[float], Awaitable[None]] = really_pause,
        kept: Kept | None = None,
    ) -> None:
        self._monotonic = monotonic
        self._pause = pause
        self._kept = kept
        self._budgets: dict[str, CallBudget] = {}

    def of(self, tss_id: str) -> CallBudget:
        """The budget of this TSS."""
        tss_id = tss_id.lower()
        if tss_id not in self._budgets:
            self._budgets[tss_id] = CallBudget(
                monotonic=self._monotonic, pause=self._pause, tss_id=tss_id, kept=self._kept
            )
        return self._budgets[tss_id]
