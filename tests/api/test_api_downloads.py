"""Files are poured piece by piece, begun once, and never taken for whole where they are not."""

from __future__ import annotations

import asyncio
import gzip
import traceback
import tracemalloc
from email.utils import formatdate

import httpx
import pytest

from api.fakes import TSS_ID, TX_ID, bench, refusal, turns
from api.listeners import Handler, break_off, connected, hang_up, listening, open_connections
from tse_companion.api import operations as op
from tse_companion.api.request import Request
from tse_companion.api.transport import Transport
from tse_companion.api.waiting import TimeLimits
from tse_companion.errors import (
    AnswerLost,
    ApiRefused,
    AppError,
    DownloadBroken,
    FileUnwritable,
    NoConnection,
    Outcome,
)


class Pieces:
    """A body that comes piece by piece."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = iter(pieces)

    def __aiter__(self) -> Pieces:
        return self

    async def __anext__(self) -> bytes:
        for piece in self._pieces:
            return piece
        raise StopAsyncIteration


IDS = {"tss_id": TSS_ID, "export_id": TX_ID}
PIECE = b"x" * 65_536
TOTAL = 40 * len(PIECE)


class Bucket:
    """A sink that counts; ``error`` is what it meets at its second piece."""

    def __init__(self, error: AppError | None = None) -> None:
        self.begun = 0
        self.size: int | None = None
        self.content = b""
        self.taken = asyncio.Event()
        self._error = error

    async def begin(self, size: int | None) -> None:
        self.begun += 1
        self.size = size

    async def take(self, piece: bytes) -> None:
        if self._error is not None and self.content:
            raise self._error
        self.content += piece
        self.taken.set()


def file(bucket: Bucket) -> Request:
    return Request(op.RETRIEVE_EXPORT_FILE, IDS, sink=bucket)


async def failure(transport: Transport, bucket: Bucket) -> AppError:
    with pytest.raises(AppError) as caught:
        await transport.send(file(bucket))
    assert caught.value.outcome is Outcome.NOT_DONE
    return caught.value


async def give(_: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % TOTAL)
    for _piece in range(TOTAL // len(PIECE)):
        writer.write(PIECE)
        await writer.drain()


async def give_without_end(_: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"3\r\nabc\r\n")
        await writer.drain()
        await asyncio.sleep(0)


async def stop_after_a_piece(_: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\nabc")
    await writer.drain()
    await asyncio.Event().wait()


async def test_a_file_arrives_in_pieces_and_whole() -> None:
    bucket = Bucket()
    async with listening(give) as server, connected(server) as transport:
        answer = await transport.send(file(bucket))
    assert answer.json is None
    assert (bucket.begun, bucket.size, len(bucket.content)) == (1, TOTAL, TOTAL)


async def test_how_long_a_file_takes_does_not_set_the_clock_back() -> None:
    on = bench()
    date = formatdate(on.clock.now, usegmt=True)
    on.service.default = lambda _: httpx.Response(
        200, content=Pieces(PIECE), headers={"date": date}
    )

    class Slow(Bucket):
        async def take(self, piece: bytes) -> None:
            on.clock.now += 600
            await super().take(piece)

    await on.transport.send(file(Slow()))
    assert on.client.clock_offset == pytest.approx(0, abs=1)


async def test_its_memory_does_not_grow_with_the_file() -> None:
    most = 0

    async def give_much(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (20 * TOTAL))
        for _piece in range(20 * TOTAL // len(PIECE)):
            writer.write(PIECE)
            await writer.drain()

    class Sieve(Bucket):
        async def take(self, piece: bytes) -> None:
            nonlocal most
            most += len(piece)

    async with listening(give_much) as server, connected(server) as transport:
        await transport.send(file(Sieve()))  # what is loaded with the first request
        most = 0
        tracemalloc.start()
        await transport.send(file(Sieve()))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert most == 20 * TOTAL
    assert peak < TOTAL


@pytest.mark.parametrize("handler", [break_off, stop_after_a_piece])
async def test_one_that_breaks_off_or_stalls_is_told_and_not_begun_again(handler: Handler) -> None:
    bucket = Bucket()
    async with listening(handler) as server, connected(server, limit=0.05) as transport:
        error = await failure(transport, bucket)
        assert type(error) is DownloadBroken
        assert (server.requests, bucket.begun) == (1, 1)
        assert open_connections(transport) == []


async def test_a_cut_before_the_file_begins_is_tried_again() -> None:
    bucket = Bucket()

    async def first_cut(request: bytes, writer: asyncio.StreamWriter) -> None:
        await (hang_up if server.requests == 1 else give)(request, writer)

    async with listening(first_cut) as server, connected(server) as transport:
        await transport.send(file(bucket))
        assert (server.requests, bucket.begun) == (2, 1)
    bucket = Bucket()
    async with listening(hang_up) as server, connected(server) as transport:
        assert type(await failure(transport, bucket)) is AnswerLost
        assert (server.requests, bucket.begun) == (3, 0)


async def test_what_the_sink_meets_reaches_the_caller_without_the_request() -> None:
    on = bench()
    on.service.default = lambda _: httpx.Response(200, content=Pieces(b"abc", b"def", b"ghi"))
    full = FileUnwritable(path="export.tar")
    with pytest.raises(FileUnwritable) as caught:
        await on.client.fetch_export_file(TSS_ID, TX_ID, Bucket(full))
    assert caught.value is full
    assert len(on.service.asked) == 1
    told = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    frames = [frame for frame in told.stack if frame.name == "_exchange"]
    assert frames == []  # where the token is spelled out
    del told, frames
    await turns(5)  # what httpx had opened inside is closed by the loop


async def test_closing_ends_a_file_that_keeps_coming() -> None:
    bucket = Bucket()
    async with listening(give_without_end) as server, connected(server) as transport:
        async with asyncio.TaskGroup() as group:
            asking = group.create_task(failure(transport, bucket))
            await bucket.taken.wait()
            await transport.aclose()
        assert type(asking.result()) is DownloadBroken
        assert type(await failure(transport, bucket)) is NoConnection


async def test_cancelling_ends_it_and_frees_the_connection() -> None:
    bucket = Bucket()
    async with listening(give_without_end) as server, connected(server) as transport:
        task = asyncio.create_task(transport.send(file(bucket)))
        await bucket.taken.wait()
        task.cancel()
        await asyncio.wait([task])
        assert task.cancelled()
        assert open_connections(transport) == []


async def test_less_than_was_announced_is_not_whole() -> None:
    on = bench()
    on.service.default = lambda _: httpx.Response(
        200, content=Pieces(b"abc", b"def", b"ghi"), headers={"content-length": "10"}
    )
    with pytest.raises(DownloadBroken):
        await on.client.fetch_export_file(TSS_ID, TX_ID, Bucket())
    assert len(on.service.asked) == 1


async def test_a_file_is_asked_for_as_it_is_and_taken_compressed_all_the_same() -> None:
    on, bucket = bench(), Bucket()
    on.service.default = lambda _: httpx.Response(
        200, content=Pieces(gzip.compress(b"abc" * 1000)), headers={"content-encoding": "gzip"}
    )
    await on.client.fetch_export_file(TSS_ID, TX_ID, bucket)
    (seen,) = on.service.asked
    assert seen.call == f"GET /tss/{TSS_ID}/export/{TX_ID}/file"
    assert seen.headers["accept-encoding"] == "identity"
    assert (bucket.size, bucket.content) == (None, b"abc" * 1000)


async def test_a_refusal_is_none_of_the_sinks_business() -> None:
    on, bucket = bench(), Bucket()
    on.service.script = [
        refusal(401),
        refusal(404, "E_EXPORT_NOT_COMPLETED", {"retry-after": "60"}),
    ]
    with pytest.raises(ApiRefused) as caught:
        await on.client.fetch_export_file(TSS_ID, TX_ID, bucket)
    assert (caught.value.code, caught.value.retry_after) == ("E_EXPORT_NOT_COMPLETED", 60)
    assert (on.service.logins, bucket.begun) == (2, 0)


async def test_time_that_begins_anew_and_time_that_is_over() -> None:
    limits, loop = TimeLimits(), asyncio.get_running_loop()
    async with limits.limit(0.05) as renew:
        end = loop.time() + 0.15
        while loop.time() < end:
            renew()
            await asyncio.sleep(0)
    with pytest.raises(TimeoutError):
        async with limits.limit(60) as renew:
            ending = asyncio.create_task(limits.end())
            for _ in range(10):
                await asyncio.sleep(0)
                renew()
    await ending
