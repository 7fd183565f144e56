"""Real sockets on loopback: what no transport in memory can show."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import httpx
import pytest

from api import fakes
from api.listeners import (
    PIN,
    READ,
    WRITE,
    Handler,
    answer,
    break_off,
    connected,
    failure,
    hang_up,
    listening,
    open_connections,
    say_nothing,
    stop_half_way,
    talk_nonsense,
)
from tse_companion.api.signde import SignDeClient
from tse_companion.api.transport import Transport
from tse_companion.api.waiting import in_thread, pause
from tse_companion.errors import (
    AnswerLost,
    NoConnection,
    Outcome,
)


async def test_requests_share_one_connection() -> None:
    async with listening(answer) as server, connected(server) as transport:
        for _ in range(3):
            assert (await transport.send(READ)).request_id == "svc-1"
        assert (server.connections, server.requests) == (1, 3)


CUT = [hang_up, break_off, talk_nonsense]


@pytest.mark.parametrize("handler", CUT)
async def test_a_cut_connection_leaves_a_write_unknown(handler: Handler) -> None:
    async with listening(handler) as server, connected(server) as transport:
        error = await failure(transport, WRITE)
        assert isinstance(error, AnswerLost)
        assert error.outcome is Outcome.UNKNOWN
        assert server.requests == 3


@pytest.mark.parametrize("handler", CUT)
async def test_a_cut_connection_leaves_a_read_without_effect(handler: Handler) -> None:
    async with listening(handler) as server, connected(server) as transport:
        error = await failure(transport, READ)
        assert isinstance(error, AnswerLost)
        assert error.outcome is Outcome.NOT_DONE
        assert server.requests == 3


@pytest.mark.parametrize("handler", [*CUT, say_nothing, stop_half_way])
async def test_a_pin_is_sent_once_over_a_bad_line(handler: Handler) -> None:
    async with listening(handler) as server, connected(server, limit=0.3) as transport:
        error = await failure(transport, PIN)
        assert isinstance(error, AnswerLost)
        assert error.outcome is Outcome.UNKNOWN
        assert server.requests == 1


@pytest.mark.parametrize("handler", [say_nothing, stop_half_way])
async def test_the_time_limit_covers_the_whole_answer(handler: Handler) -> None:
    async with listening(handler) as server, connected(server, limit=0.3) as transport:
        error = await failure(transport, WRITE)
        assert isinstance(error, AnswerLost)
        assert error.outcome is Outcome.UNKNOWN
        assert server.requests == 3
        assert open_connections(transport) == []


async def test_a_repeat_after_a_cut_succeeds_on_a_new_connection() -> None:
    async def first_cut(request: bytes, writer: asyncio.StreamWriter) -> None:
        await (hang_up if server.requests == 1 else answer)(request, writer)

    async with listening(first_cut) as server, connected(server) as transport:
        await transport.send(WRITE)
        assert (server.connections, server.requests) == (2, 2)


async def test_a_closed_port_means_nothing_was_sent() -> None:
    async with listening(answer) as server:
        pass
    async with connected(server) as transport:
        for request in (READ, WRITE, PIN):
            error = await failure(transport, request)
            assert type(error) is NoConnection
            assert error.outcome is Outcome.NOT_DONE


async def test_a_name_that_does_not_exist() -> None:
    async with listening(answer) as server:
        async with connected(server, scheme="https", host="nowhere.invalid") as transport:
            error = await failure(transport, WRITE)
        assert type(error) is NoConnection
        assert error.outcome is Outcome.NOT_DONE


async def test_a_cancelled_request_frees_lock_and_connection() -> None:
    received = asyncio.Event()

    async def hang_first(request: bytes, writer: asyncio.StreamWriter) -> None:
        if request.startswith(b"POST /api/v2/auth"):
            body = b'{"access_token":"t"}'
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        elif not received.is_set():
            received.set()
            await asyncio.Event().wait()
        else:
            await answer(request, writer)

    async with listening(hang_first) as server, connected(server) as transport:
        client = SignDeClient(transport, fakes.credentials())
        await client.authenticate()
        async with asyncio.TaskGroup() as group:
            hanging = group.create_task(client.logout_admin(fakes.TSS_ID))
            await received.wait()
            hanging.cancel()
        assert hanging.cancelled()
        await client.logout_admin(fakes.TSS_ID)
        assert open_connections(transport) == [True]


async def test_a_cancelled_request_is_cancelled_whatever_closing_raises() -> None:
    begun = asyncio.Event()
    tries = 0

    class Closing(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            nonlocal tries
            tries += 1
            begun.set()
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                raise httpx.ReadError("closed") from None
            raise AssertionError

    transport = Transport("http://127.0.0.1:1/api/v2", inner=Closing())
    asking = asyncio.ensure_future(transport.send(READ))
    await begun.wait()
    asking.cancel()
    await asyncio.wait([asking])
    assert asking.cancelled()
    assert tries == 1
    await transport.aclose()


async def test_closing_while_the_client_is_being_made(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go = threading.Event(), threading.Event()
    make = httpx.AsyncClient

    def slowly(**settings: Any) -> httpx.AsyncClient:
        begun.set()
        assert go.wait(5)
        return make(**settings)

    monkeypatch.setattr(httpx, "AsyncClient", slowly)
    async with listening(answer) as server, connected(server) as transport:
        async with asyncio.TaskGroup() as group:
            asking = group.create_task(failure(transport, WRITE))
            await in_thread(lambda: begun.wait(5))
            closing = group.create_task(transport.aclose())
            await fakes.turns(2)
            assert not closing.done()
            go.set()
        assert type(asking.result()) is NoConnection
        assert server.requests == 0


async def test_closing_while_connecting(monkeypatch: pytest.MonkeyPatch) -> None:
    connecting = asyncio.Event()

    async def never(*_: object, **__: object) -> None:
        connecting.set()
        await asyncio.Event().wait()

    monkeypatch.setattr("anyio.connect_tcp", never)
    async with listening(answer) as server, connected(server) as transport:
        async with asyncio.TaskGroup() as group:
            asking = group.create_task(failure(transport, WRITE))
            await connecting.wait()
            await transport.aclose()
        assert type(asking.result()) is NoConnection
        assert asking.result().outcome is Outcome.NOT_DONE
        assert server.requests == 0


async def test_closing_while_an_answer_is_awaited() -> None:
    received = asyncio.Event()

    async def hang(request: bytes, writer: asyncio.StreamWriter) -> None:
        received.set()
        await asyncio.Event().wait()

    async with listening(hang) as server, connected(server) as transport:
        async with asyncio.TaskGroup() as group:
            asking = group.create_task(failure(transport, WRITE))
            await received.wait()
            await transport.aclose()
        assert type(asking.result()) is AnswerLost
        assert asking.result().outcome is Outcome.UNKNOWN
        assert server.requests == 1


# --- waiting -----------------------------------------------------------------------------------


async def test_a_pause_lasts_although_timers_fire_early(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    now = 100.0

    async def early(seconds: float) -> None:
        nonlocal now
        waited.append(seconds)
        now += max(seconds * 0.9, 0.01)

    monkeypatch.setattr("tse_companion.api.waiting.asyncio.sleep", early)
    monkeypatch.setattr("tse_companion.api.waiting.time.monotonic", lambda: now)
    await pause(1.0)
    assert now >= 101.0
    assert len(waited) > 1
    waited.clear()
    await pause(0)
    assert waited == []


async def test_work_in_a_thread_hands_its_exception_over() -> None:
    def fail() -> int:
        raise ValueError("x")

    with pytest.raises(ValueError, match="x"):
        await in_thread(fail)


async def test_work_in_a_thread_may_be_abandoned() -> None:
    begun, go = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        go.wait(5)

    async with asyncio.TaskGroup() as group:
        task = group.create_task(in_thread(work))
        await in_thread(lambda: begun.wait(5))
        task.cancel()
    go.set()
    assert task.cancelled()
    await in_thread(lambda: None)
