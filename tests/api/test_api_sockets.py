"""Real sockets on loopback: what no transport in memory can show."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from api import fakes
from tse_companion.api import operations as op
from tse_companion.api.request import Request
from tse_companion.api.signde import SignDeClient
from tse_companion.api.transport import SYSTEM_PROXY, HttpSettings, Transport
from tse_companion.api.waiting import in_thread, pause
from tse_companion.domain.credentials import Secret
from tse_companion.errors import (
    AnswerLost,
    AppError,
    CertificateUntrusted,
    NoConnection,
    Outcome,
    ProxyProblem,
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


async def test_closing_while_the_client_is_being_made() -> None:
    async with listening(answer) as server, connected(server) as transport:
        async with asyncio.TaskGroup() as group:
            asking = group.create_task(failure(transport, WRITE))
            await fakes.turns(1)
            group.create_task(transport.aclose())
        assert type(asking.result()) is NoConnection
        assert server.requests == 0


# --- proxies -------------------------------------------------------------------------------------


def refusing_proxy(status: bytes) -> Handler:
    async def refuse(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n")

    return refuse


@pytest.mark.parametrize("status", [b"407 Proxy Authentication Required", b"502 Bad Gateway"])
async def test_a_proxy_that_refuses(status: bytes) -> None:
    async with listening(refusing_proxy(status)) as server:
        proxy = f"http://me:{fakes.MARK}@127.0.0.1:{server.port}"
        async with connected(
            server, scheme="https", host="service.invalid", proxy=proxy
        ) as transport:
            error = await failure(transport, WRITE)
        assert type(error) is ProxyProblem
        assert error.outcome is Outcome.NOT_DONE
        assert server.requests == 1
        assert fakes.MARK not in repr(vars(error))


async def test_a_proxy_that_hangs_up() -> None:
    async with listening(hang_up) as server:
        async with connected(
            server,
            scheme="https",
            host="service.invalid",
            proxy=f"http://127.0.0.1:{server.port}",
        ) as transport:
            error = await failure(transport, WRITE)
        assert type(error) is ProxyProblem
        assert error.outcome is Outcome.NOT_DONE


async def test_a_proxy_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    async with listening(answer) as server:
        pass
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{server.port}")
    async with connected(server, scheme="https", host="service.invalid") as transport:
        error = await failure(transport, WRITE)
    assert type(error) is ProxyProblem
    assert error.outcome is Outcome.NOT_DONE


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "nonsense", "http://[::1"])
async def test_a_proxy_that_cannot_be_used(proxy: str) -> None:
    async with listening(answer) as server:
        async with connected(
            server, scheme="https", host="service.invalid", proxy=proxy
        ) as transport:
            error = await failure(transport, READ)
        assert type(error) is ProxyProblem


async def test_this_computer_is_reached_without_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with listening(answer) as server, connected(server) as transport:
        await transport.send(READ)
        assert server.requests == 1


# --- certificates ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for 127.0.0.1, with its key in the same file."""
    import datetime
    import ipaddress

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "loopback")])
    now = datetime.datetime.now(datetime.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "loopback.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


def server_side(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


async def test_an_unknown_certificate_is_not_trusted(certificate: Path) -> None:
    async with (
        listening(answer, server_side(certificate)) as server,
        connected(server, scheme="https") as transport,
    ):
        error = await failure(transport, PIN)
        assert type(error) is CertificateUntrusted
        assert error.outcome is Outcome.NOT_DONE
        assert server.requests == 0


@pytest.mark.parametrize(
    ("host", "trusted"), [("127.0.0.1", True), ("localhost", False)], ids=["right", "other"]
)
async def test_the_systems_certificates_decide(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, host: str, trusted: bool
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    async with (
        listening(answer, server_side(certificate)) as server,
        connected(server, scheme="https", host=host) as transport,
    ):
        if trusted:
            await transport.send(READ)
        else:
            error = await failure(transport, READ)
            assert type(error) is CertificateUntrusted
            assert server.requests == 0


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
    import threading

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
