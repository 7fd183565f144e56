"""Waiting without holding the loop up: a pause that lasts, limits that end early, threads."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncIterator, Callable
from typing import TypeVar

T = TypeVar("T")


async def pause(seconds: float) -> None:
    """Wait at least so long; Qt's coarse timers fire up to 5 % early."""
    end = time.monotonic() + seconds
    left = seconds
    while left > 0:
        await asyncio.sleep(left)
        left = end - time.monotonic()


class TimeLimits:
    """Time limits of what is under way; all of them can be brought forward to now."""

    def __init__(self) -> None:
        self._running: set[asyncio.Timeout] = set()
        self._none_left = asyncio.Event()
        self._none_left.set()

    @contextlib.asynccontextmanager
    async def limit(self, seconds: float) -> AsyncIterator[Callable[[], None]]:
        """Raises ``TimeoutError`` where the body takes longer, or when :meth:`end` is called.

        What it yields lets the time begin anew, unless it is over already.
        """
        loop = asyncio.get_running_loop()

        def renew() -> None:
            if (limit.when() or 0.0) > loop.time():
                limit.reschedule(loop.time() + seconds)

        async with asyncio.timeout(seconds) as limit:
            self._running.add(limit)
            self._none_left.clear()
            try:
                yield renew
            finally:
                self._running.discard(limit)
                if not self._running:
                    self._none_left.set()

    async def end(self) -> None:
        """Let everything under way time out now; returns when nothing is left."""
        now = asyncio.get_running_loop().time()
        for limit in self._running:
            limit.reschedule(now)
        await self._none_left.wait()


async def in_thread(work: Callable[[], T]) -> T:
    """What ``work`` returns or raises, done in a daemon thread of its own.

    The loop's own executor would hold the program at exit.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def succeed(result: T) -> None:
        if not done.done():
            done.set_result(result)

    def fail(problem: Exception) -> None:
        if not done.done():
            done.set_exception(problem)

    def run() -> None:
        # A closed loop has nobody left who waits.
        with contextlib.suppress(RuntimeError):
            try:
                result = work()
            except Exception as problem:
                loop.call_soon_threadsafe(fail, problem)
            else:
                loop.call_soon_threadsafe(succeed, result)

    threading.Thread(target=run, name="http-client", daemon=True).start()
    return await done
