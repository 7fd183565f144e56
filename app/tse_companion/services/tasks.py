"""Work that has an owner: tasks on the loop, and threads for calls that block.

The loop knows tasks only weakly and qasync's own executor keeps the program alive at exit, so
every task belongs to a :class:`Tasks` and every blocking call to a lane of :class:`Background`.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import queue
import threading
from collections.abc import Callable, Coroutine
from typing import Any, Generic, ParamSpec, TypeVar, TypeVarTuple, Unpack

P = ParamSpec("P")
T = TypeVar("T")
Ts = TypeVarTuple("Ts")

GENERAL = "general"  # the lane of calls that say nothing else


class Tasks:
    """Owns every background task of one window, dialog or wizard, or of the whole program.

    ``on_error`` hears of every exception that nobody awaits.
    """

    def __init__(self, on_error: Callable[[BaseException], None]) -> None:
        self._on_error = on_error
        self._live: dict[asyncio.Task[Any], str] = {}
        self._awaited: set[asyncio.Task[Any]] = set()
        self._closed = False

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the tasks that are running, oldest first."""
        return tuple(self._live.values())

    def is_running(self, name: str) -> bool:
        """Whether a task of this name has not ended yet."""
        return name in self._live.values()

    def start(
        self,
        work: Coroutine[Any, Any, object],
        *,
        name: str,
        restart: bool = False,
        once: bool = False,
    ) -> bool:
        """Run ``work`` in the background; False when it was dropped.

        ``restart`` cancels those of the same name first. ``once`` drops the new one while one of
        the same name runs: a double click sends one request. Nothing starts after ``aclose``.
        """
        if self._closed or (once and self.is_running(name)):
            work.close()
            return False
        if restart:
            self.cancel(name)
        self._own(work, name)
        return True

    async def shielded(self, work: Coroutine[Any, Any, T], *, name: str) -> T:
        """The result of ``work``, which goes on to its end even if the caller is cancelled.

        For changes at the service: the window may close, the write may not stop half-way. Once
        the caller is gone an exception goes to ``on_error``. After ``aclose`` nothing starts and
        the caller is cancelled.
        """
        if self._closed:
            work.close()
            raise asyncio.CancelledError
        task = self._own(work, name)
        self._awaited.add(task)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if task.done() and not task.cancelled() and (error := task.exception()) is not None:
                self._on_error(error)  # it failed in the very moment the caller left
            raise
        finally:
            self._awaited.discard(task)

    def cancel(self, name: str) -> None:
        """Ask all tasks of this name to stop."""
        for task in [t for t, n in self._live.items() if n == name]:
            task.cancel()

    async def finish(self) -> None:
        """Wait until no task is left, cancelling none; a task may start others meanwhile."""
        while others := self._others():
            await asyncio.wait(others)

    async def aclose(self, grace: float = 3.0) -> tuple[str, ...]:
        """Cancel everything and start nothing more; safe to call twice.

        Names of tasks that had not ended after ``grace`` seconds.
        """
        self._closed = True
        others = self._others()
        for task in others:
            task.cancel()
        if others:
            await asyncio.wait(others, timeout=grace)
        return tuple(self._live[task] for task in others if task in self._live)

    def _own(self, work: Coroutine[Any, Any, T], name: str) -> asyncio.Task[T]:
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._live[task] = name
        task.add_done_callback(self._finished)
        return task

    def _others(self) -> tuple[asyncio.Task[Any], ...]:
        # A task that closes its own owner must not wait for itself.
        current = asyncio.current_task()
        return tuple(task for task in self._live if task is not current)

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._live.pop(task, None)
        if task in self._awaited or task.cancelled():
            return
        if (error := task.exception()) is not None:
            self._on_error(error)


class BackgroundClosed(RuntimeError):
    """A blocking call was asked for after the threads had been told to end."""


class Background:
    """Runs blocking calls off the window's thread, in named lanes of one thread each.

    Calls of one lane run one after another in the order given, so what must stay in order (the
    journal) has its own lane and is never behind a slow one. The threads are daemons: a password
    store that never answers cannot keep the program from ending.
    """

    def __init__(self) -> None:
        self._lanes: dict[str, _Lane] = {}
        self._ends: dict[asyncio.Future[None], str] = {}
        self._closed = False

    async def run(self, call: Callable[[Unpack[Ts]], T], *args: *Ts, lane: str = GENERAL) -> T:
        """What ``call(*args)`` returns or raises, without blocking the loop.

        A caller that is cancelled returns at once: a call that has not begun is dropped, one that
        has begun runs to its end unheard.
        """
        if self._closed:
            raise BackgroundClosed(lane)
        loop = asyncio.get_running_loop()
        job = _Job(loop, lambda: call(*args))
        if lane not in self._lanes:
            self._lanes[lane] = _Lane(lane)
        self._lanes[lane].jobs.put(job)
        return await job.answer

    async def aclose(self, grace: float = 3.0) -> tuple[str, ...]:
        """Let each lane do what it was given, then end it; safe to call twice.

        Names of lanes that were still busy after ``grace`` seconds; the program may end anyway.
        """
        if not self._closed:
            self._closed = True
            loop = asyncio.get_running_loop()
            for name, lane in self._lanes.items():
                last = _Job[None](loop, lambda: None)
                self._ends[last.answer] = name
                lane.jobs.put(last)
                lane.jobs.put(None)
        if self._ends:
            await asyncio.wait(tuple(self._ends), timeout=grace)
        return tuple(name for end, name in self._ends.items() if not end.done())


class DaemonExecutor(concurrent.futures.ThreadPoolExecutor):
    """One daemon thread for each call: for what asyncio itself sends to threads.

    A pool by name only, because asyncio's own loop takes nothing else.

    That is the look-up of host names. A name server that hangs must not hold up the program's end,
    as the usual executors do.
    """

    def submit(
        self, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> concurrent.futures.Future[T]:
        """The call's result, as a future of ``concurrent.futures``."""
        answer: concurrent.futures.Future[T] = concurrent.futures.Future()

        def work() -> None:
            if not answer.set_running_or_notify_cancel():
                return
            try:
                result = call(*args, **kwargs)
            except BaseException as error:  # the caller decides, not this thread
                answer.set_exception(error)
            else:
                answer.set_result(result)

        threading.Thread(target=work, name="look-up", daemon=True).start()
        return answer


class _Job(Generic[T]):
    """One call, and the future its caller awaits."""

    def __init__(self, loop: asyncio.AbstractEventLoop, call: Callable[[], T]) -> None:
        self.answer: asyncio.Future[T] = loop.create_future()
        self._loop = loop
        self._call = call

    def work(self) -> None:
        """Do the call in this thread and hand its result to the loop."""
        if self.answer.cancelled():
            return
        try:
            result = self._call()
        except BaseException as error:  # the caller decides, not this thread
            self._deliver(self._fail, error)
        else:
            self._deliver(self._succeed, result)

    def _deliver(self, put: Callable[[Any], None], value: object) -> None:
        # A closed loop has nobody left who waits.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(put, value)

    def _succeed(self, result: T) -> None:
        if not self.answer.done():
            self.answer.set_result(result)

    def _fail(self, error: BaseException) -> None:
        if self.answer.done():
            return
        if isinstance(error, StopIteration):  # futures refuse it: it would end the coroutine
            error = RuntimeError("StopIteration")
        self.answer.set_exception(error)


class _Lane(threading.Thread):
    """One daemon thread that works off its jobs in order until it gets None."""

    def __init__(self, name: str) -> None:
        super().__init__(name=f"background-{name}", daemon=True)
        self.jobs: queue.SimpleQueue[_Job[Any] | None] = queue.SimpleQueue()
        self.start()

    def run(self) -> None:
        while (job := self.jobs.get()) is not None:
            job.work()
            del job  # else its result lives on until the next one comes
