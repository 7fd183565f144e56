"""The sandbox's time. Every form can be moved; only the fake one stands still by itself."""

from __future__ import annotations

import asyncio
import hashlib
import time

END = 253_402_300_800
"""Dates and certificates end with the year 9999."""

_DAY = 86_400
_FIRST_START = 1_767_600_000  # 2026-01-05 08:00 UTC: a seeded sandbox begins on or after this


class Clock:
    """Real time, plus whatever :meth:`advance` added. Unix seconds."""

    def __init__(self) -> None:
        self._moved = 0.0

    def time(self) -> float:
        """Now, in Unix seconds."""
        return time.time() + self._moved

    def advance(self, seconds: float) -> None:
        """Move the time forward; it never goes back, because log times must not."""
        if seconds < 0:
            raise ValueError("the clock only moves forward")
        if not self.time() + seconds < END:
            raise ValueError("the clock ends with the year 9999")
        self._moved += seconds

    async def sleep(self, seconds: float) -> None:
        """Let ``seconds`` pass without blocking the loop."""
        await asyncio.sleep(seconds)


class SeededClock(Clock):
    """Begins at a moment the seed fixes and runs at real speed from there."""

    def __init__(self, seed: int, *, not_before: float = 0) -> None:
        super().__init__()
        digest = hashlib.sha256(f"clock {seed}".encode()).digest()
        start = _FIRST_START + (digest[0] % 28) * _DAY
        self._start = max(float(start), not_before)
        self._begun = time.monotonic()

    def time(self) -> float:
        return self._start + (time.monotonic() - self._begun) + self._moved


class FakeClock(Clock):
    """Stands still until it is moved; waiting moves it and takes no time."""

    def __init__(self, start: float = _FIRST_START) -> None:
        super().__init__()
        self._start = float(start)

    def time(self) -> float:
        return self._start + self._moved

    async def sleep(self, seconds: float) -> None:
        self.advance(seconds)
        await asyncio.sleep(0)  # others get their turn, as in a real wait
