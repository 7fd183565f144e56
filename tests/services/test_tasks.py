"""Owned work: it has an end, its failures are heard, and threads do not hold the program."""

from __future__ import annotations

import asyncio
import gc
import threading
import weakref
from collections.abc import AsyncIterator

import pytest
from PySide6.QtWidgets import QApplication

from tse_companion.services.tasks import Background, BackgroundClosed, DaemonExecutor, Tasks


class Heard(list[BaseException]):
    """What ``on_error`` was told."""


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
async def tasks(heard: Heard) -> AsyncIterator[Tasks]:
    tasks = Tasks(heard.append)
    yield tasks
    await tasks.aclose()


@pytest.fixture
async def background() -> AsyncIterator[Background]:
    background = Background()
    yield background
    assert await background.aclose() == ()


async def fail() -> None:
    raise ValueError("text")


async def until(event: asyncio.Event) -> str:
    await event.wait()
    return "result"


# --- tasks -----------------------------------------------------------------------------------


async def test_runs_and_ends(tasks: Tasks, heard: Heard) -> None:
    event = asyncio.Event()
    assert tasks.start(until(event), name="refresh")
    assert tasks.is_running("refresh")
    assert tasks.names == ("refresh",)
    event.set()
    await tasks.finish()
    assert not tasks.is_running("refresh")
    assert heard == []


async def test_failure_is_heard_once(tasks: Tasks, heard: Heard) -> None:
    tasks.start(fail(), name="refresh")
    await tasks.finish()
    assert [type(error) for error in heard] == [ValueError]


async def test_task_is_not_collected(tasks: Tasks) -> None:
    never: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    done = asyncio.Event()

    async def wait(future: weakref.ref[asyncio.Future[None]]) -> None:
        own = future()
        assert own is not None
        await own
        done.set()

    tasks.start(wait(weakref.ref(never)), name="wait")
    await asyncio.sleep(0)
    gc.collect()
    never.set_result(None)
    await asyncio.wait_for(done.wait(), 1)


async def test_double_click(tasks: Tasks) -> None:
    event = asyncio.Event()
    assert tasks.start(until(event), name="create", once=True)
    assert not tasks.start(until(event), name="create", once=True)
    assert tasks.names == ("create",)
    event.set()
    await tasks.finish()
    assert tasks.start(until(event), name="create", once=True)


async def test_restart_replaces(tasks: Tasks, heard: Heard) -> None:
    stopped = asyncio.Event()

    async def old() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()

    tasks.start(old(), name="search")
    await asyncio.sleep(0)
    event = asyncio.Event()
    tasks.start(until(event), name="search", restart=True)
    await asyncio.wait_for(stopped.wait(), 1)
    assert tasks.names == ("search",)
    event.set()
    await tasks.finish()
    assert heard == []


async def test_finish_waits_for_what_tasks_start(tasks: Tasks) -> None:
    order: list[str] = []

    async def second() -> None:
        order.append("second")

    async def first() -> None:
        tasks.start(second(), name="second")
        order.append("first")

    tasks.start(first(), name="first")
    await tasks.finish()
    assert order == ["first", "second"]


async def test_close_cancels_and_starts_nothing_more(tasks: Tasks, heard: Heard) -> None:
    tasks.start(until(asyncio.Event()), name="wait")
    assert await tasks.aclose() == ()
    assert tasks.names == ()
    assert not tasks.start(fail(), name="late")
    with pytest.raises(asyncio.CancelledError):
        await tasks.shielded(fail(), name="late")
    assert await tasks.aclose() == ()
    assert heard == []


async def test_close_names_what_does_not_end(tasks: Tasks) -> None:
    release = asyncio.Event()

    async def stubborn() -> None:
        while not release.is_set():
            try:
                await release.wait()
            except asyncio.CancelledError:
                continue

    tasks.start(stubborn(), name="stubborn")
    await asyncio.sleep(0)
    assert await tasks.aclose(grace=0.01) == ("stubborn",)
    release.set()
    await tasks.finish()


async def test_task_closes_its_own_owner(tasks: Tasks) -> None:
    closed = asyncio.Event()

    async def stop() -> None:
        await tasks.finish()
        await tasks.aclose()
        closed.set()

    tasks.start(stop(), name="stop")
    await asyncio.wait_for(closed.wait(), 1)


async def test_shielded_gives_result_or_failure(tasks: Tasks, heard: Heard) -> None:
    event = asyncio.Event()
    event.set()
    assert await tasks.shielded(until(event), name="write") == "result"
    with pytest.raises(ValueError, match="text"):
        await tasks.shielded(fail(), name="write")
    assert heard == []
    assert tasks.names == ()


async def test_write_outlives_its_caller(tasks: Tasks, heard: Heard) -> None:
    window = Tasks(heard.append)
    event, written = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        await event.wait()
        written.set()

    window.start(tasks.shielded(write(), name="write"), name="page")
    await asyncio.sleep(0)
    await window.aclose()
    assert tasks.is_running("write")
    event.set()
    await tasks.finish()
    assert written.is_set()
    assert heard == []


async def test_failure_after_the_caller_left_is_heard(tasks: Tasks, heard: Heard) -> None:
    window = Tasks(heard.append)
    event = asyncio.Event()

    async def write() -> None:
        await event.wait()
        raise ValueError("text")

    window.start(tasks.shielded(write(), name="write"), name="page")
    await asyncio.sleep(0)
    await window.aclose()
    event.set()
    await tasks.finish()
    assert [type(error) for error in heard] == [ValueError]


async def test_failure_in_the_moment_the_caller_leaves(tasks: Tasks, heard: Heard) -> None:
    window = Tasks(heard.append)
    answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def write() -> None:
        await answer

    async def page() -> None:
        await tasks.shielded(write(), name="write")

    window.start(page(), name="page")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    answer.set_exception(ValueError("text"))
    await asyncio.sleep(0)  # the write wakes up and fails; the page has not heard of it yet
    window.cancel("page")
    await window.finish()
    await tasks.finish()
    assert [type(error) for error in heard] == [ValueError]


async def test_close_reaches_who_waits(tasks: Tasks) -> None:
    window = Tasks(lambda error: None)
    ended = asyncio.Event()

    async def page() -> None:
        try:
            await tasks.shielded(until(asyncio.Event()), name="write")
        finally:
            ended.set()

    window.start(page(), name="page")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await tasks.aclose()
    await window.finish()
    assert ended.is_set()


# --- threads ---------------------------------------------------------------------------------


async def test_result_and_failure(background: Background) -> None:
    assert await background.run(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        await background.run(divmod, 7, 0)


async def test_stop_iteration_does_not_vanish(background: Background) -> None:
    with pytest.raises(RuntimeError, match="StopIteration"):
        await background.run(next, iter(()))


async def test_lanes_are_daemons_of_their_own(background: Background) -> None:
    one = await background.run(threading.current_thread)
    same = await background.run(threading.current_thread)
    other = await background.run(threading.current_thread, lane="journal")
    assert one is same
    assert one is not other
    assert one.daemon
    assert other.daemon
    assert other.name == "background-journal"


async def test_slow_lane_does_not_hold_another(background: Background) -> None:
    release = threading.Event()
    slow = asyncio.ensure_future(background.run(release.wait, lane="vault"))
    assert await background.run(pow, 2, 3, lane="journal") == 8
    assert not slow.done()
    release.set()
    assert await slow is True


async def test_one_lane_keeps_the_order(background: Background) -> None:
    order: list[int] = []
    await asyncio.gather(*(background.run(order.append, number) for number in range(50)))
    assert order == list(range(50))


async def test_cancelled_before_it_began(background: Background) -> None:
    release, calls = threading.Event(), list[str]()
    first = asyncio.ensure_future(background.run(release.wait))
    second = asyncio.ensure_future(background.run(calls.append, "second"))
    await asyncio.sleep(0)
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second
    release.set()
    await first
    await background.run(calls.append, "third")
    assert calls == ["third"]


@pytest.mark.parametrize("fails", [False, True])
async def test_cancelled_while_it_runs(background: Background, fails: bool) -> None:
    begun, release, ended = threading.Event(), threading.Event(), threading.Event()

    def call() -> None:
        begun.set()
        release.wait()
        ended.set()
        if fails:
            raise ValueError("text")

    running = asyncio.ensure_future(background.run(call))
    assert await background.run(begun.wait, lane="other")
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    release.set()
    assert await background.run(ended.is_set)


async def test_close_lets_lanes_finish_their_work() -> None:
    background, done = Background(), list[int]()
    release = threading.Event()
    jobs = [asyncio.ensure_future(background.run(release.wait))]
    jobs += [asyncio.ensure_future(background.run(done.append, n)) for n in range(3)]  # type: ignore[arg-type]
    thread = asyncio.ensure_future(background.run(threading.current_thread))
    await asyncio.sleep(0)
    release.set()
    assert await background.aclose() == ()
    await asyncio.gather(*jobs)
    assert done == [0, 1, 2]
    (await thread).join(5)
    assert not (await thread).is_alive()
    assert await background.aclose() == ()
    with pytest.raises(BackgroundClosed):
        await background.run(pow, 2, 3)


async def test_close_does_not_wait_for_ever() -> None:
    background, release = Background(), threading.Event()
    stuck = asyncio.ensure_future(background.run(release.wait, lane="vault"))
    await background.run(pow, 2, 3)
    assert await background.aclose(grace=0.01) == ("vault",)
    assert await background.aclose(grace=0.01) == ("vault",)
    release.set()
    assert await stuck is True
    assert await background.aclose() == ()


def test_loop_that_is_gone() -> None:
    background, release = Background(), threading.Event()
    threads: list[threading.Thread] = []

    def call() -> None:
        threads.append(threading.current_thread())
        release.wait()

    async def leave() -> None:
        running = asyncio.ensure_future(background.run(call))
        while not threads:
            await background.run(bool, lane="other")
        running.cancel()
        await background.aclose(grace=0.01)

    asyncio.run(leave())
    release.set()
    threads[0].join(5)
    assert not threads[0].is_alive()


async def test_result_is_not_kept(background: Background) -> None:
    class Large:
        pass

    large = await background.run(Large)
    await background.run(bool)
    seen = weakref.ref(large)
    del large
    gc.collect()
    assert seen() is None


async def test_on_the_window_s_loop(qapp: QApplication) -> None:
    background, tasks = Background(), Tasks(lambda error: None)
    release, results = threading.Event(), list[int]()

    async def work() -> None:
        results.append(await background.run(pow, 2, 10))

    tasks.start(work(), name="work")
    await tasks.finish()
    assert results == [1024]
    with pytest.raises(ZeroDivisionError):
        await background.run(divmod, 1, 0)
    stuck = asyncio.ensure_future(background.run(release.wait, lane="vault"))
    await asyncio.sleep(0)
    assert await background.aclose(grace=0.01) == ("vault",)
    release.set()
    assert await stuck is True
    assert await background.aclose() == ()


async def test_the_daemon_executor_gives_results_and_failures() -> None:
    loop = asyncio.get_running_loop()
    executor = DaemonExecutor()

    def fail() -> None:
        raise ValueError

    assert await loop.run_in_executor(executor, lambda: threading.current_thread().daemon)
    with pytest.raises(ValueError):
        await loop.run_in_executor(executor, fail)
