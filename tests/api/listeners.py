"""Small servers on loopback that answer, cut, stall or talk nonsense."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from api import fakes
from tse_companion.api import operations as op
from tse_companion.api.request import Request
from tse_companion.api.transport import SYSTEM_PROXY, HttpSettings, Transport
from tse_companion.domain.credentials import Secret
from tse_companion.errors import (
    AppError,
)

Handler = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]

READ = Request(op.RETRIEVE_TSS, {"tss_id": fakes.TSS_ID})
WRITE = Request(
    op.UPSERT_TRANSACTION, {"tss_id": fakes.TSS_ID, "tx_id_or_number": fakes.TX_ID}, body={}
)
PIN = Request(op.AUTHENTICATE_ADMIN, {"tss_id": fakes.TSS_ID}, body={"x": Secret(fakes.PIN)})


class Listener:
    """A server of one kind of answer; counts connections and requests."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler
        self.port = 0
        self.connections = 0
        self.requests = 0
        self.tasks: set[asyncio.Task[None]] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.tasks.add(task)
        self.connections += 1
        try:
            while not writer.is_closing():
                head = await reader.readuntil(b"\r\n\r\n")
                length = head.lower().partition(b"content-length:")[2].split(b"\r\n")[0]
                body = await reader.readexactly(int(length or b"0"))
                self.requests += 1
                await self.handler(head + body, writer)
                await writer.drain()
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            writer.close()
            self.tasks.discard(task)


@asynccontextmanager
async def listening(handler: Handler, tls: ssl.SSLContext | None = None) -> AsyncIterator[Listener]:
    listener = Listener(handler)
    before = asyncio.all_tasks()
    server = await asyncio.start_server(listener.serve, "127.0.0.1", 0, ssl=tls)
    listener.port = server.sockets[0].getsockname()[1]
    try:
        yield listener
    finally:
        server.close()
        for task in tuple(listener.tasks):
            task.cancel()
        # A TLS handshake that the other side broke off is a task of its own.
        while others := asyncio.all_tasks() - before:
            await asyncio.wait(others)
        await asyncio.get_running_loop().shutdown_default_executor()


@asynccontextmanager
async def connected(
    listener: Listener,
    *,
    limit: float = 5.0,
    scheme: str = "http",
    host: str = "127.0.0.1",
    port: int | None = None,
    proxy: str | None = SYSTEM_PROXY,
) -> AsyncIterator[Transport]:
    clock = fakes.FakeClock()
    settings = HttpSettings(
        proxy=proxy, patience=limit / op.RETRIEVE_TSS.timeout, pause=clock.pause
    )
    transport = Transport(f"{scheme}://{host}:{port or listener.port}/api/v2", http=settings)
    try:
        yield transport
    finally:
        await transport.aclose()


async def failure(transport: Transport, request: Request) -> AppError:
    with pytest.raises(AppError) as caught:
        await transport.send(request)
    assert caught.value.__cause__ is None and caught.value.__context__ is None
    return caught.value


async def answer(_: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nRequest-Id: svc-1\r\n\r\n{}")


async def hang_up(_: bytes, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def break_off(_: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n{"_id":')
    await writer.drain()
    writer.close()


async def talk_nonsense(_: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(b"SSH-2.0-OpenSSH_9.2p1\r\n\r\n")


async def say_nothing(_: bytes, writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


async def stop_half_way(_: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n{")
    await writer.drain()
    await asyncio.Event().wait()


def open_connections(transport: Transport) -> list[bool]:
    """For each connection of the pool whether it is idle."""
    pool = getattr(getattr(transport._client, "_transport"), "_pool")  # noqa: B009
    return [connection.is_idle() for connection in pool.connections]
