"""A listener on the loopback interface, for other programs and for tests of timeouts.

It listens elsewhere only when that is said in so many words: the sandbox is no service for a
network. A second port can show the view of the backend host.
"""

from __future__ import annotations

import asyncio
import ipaddress
import os
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from tse_companion.sandbox.app import Receive, SandboxApp, Scope, Send
from tse_companion.sandbox.faults import ConnectionCut
from tse_companion.sandbox.signde.operations import BASE

_BACKLOG = 128
_GRACE = 3  # seconds for requests in hand when the listener stops


class NotLoopback(ValueError):
    """The address is reachable from outside this machine."""


@dataclass(frozen=True, slots=True)
class Ready:
    """What a client needs to know, as soon as the listener takes connections.

    ``backend_url`` is there when a port shows the backend host's view.
    """

    base_url: str
    api_key: str
    api_secret: str
    backend_url: str | None = None


def serve(
    host: str,
    port: int,
    state: Path | None,
    seed: int | None,
    scenarios: Sequence[str],
    on_ready: Callable[[Ready], None],
    *,
    backend_port: int | None = None,
    is_public: bool = False,
) -> None:
    """Serve until SIGINT or SIGTERM. Port 0 takes a free one.

    Raises :class:`NotLoopback` unless ``is_public``, OSError for a port in use,
    ``StateUnreadable`` and ``UnknownScenario``.
    """
    with _listeners(host, port, backend_port, is_public=is_public) as listeners:
        app = SandboxApp(state, seed=seed, scenarios=scenarios)
        try:
            server = _Server(app, listeners, lambda: on_ready(_ready(app, listeners)))
            server.run(sockets=listeners)
        finally:
            app.close()


@contextmanager
def served(
    app: SandboxApp, host: str = "127.0.0.1", port: int = 0, *, backend_port: int | None = None
) -> Iterator[Ready]:
    """Serve ``app`` from a thread of its own while the block runs."""
    is_up = threading.Event()
    with _listeners(host, port, backend_port, is_public=False) as listeners:
        server = _Server(app, listeners, is_up.set)
        thread = threading.Thread(
            target=server.run, args=(listeners,), name="sandbox listener", daemon=True
        )
        thread.start()
        is_up.wait()
        try:
            yield _ready(app, listeners)
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def _listeners(
    host: str, port: int, backend_port: int | None, *, is_public: bool
) -> Iterator[list[socket.socket]]:
    """The sockets to listen on: the middleware's, and perhaps the backend's."""
    ports = (port,) if backend_port is None else (port, backend_port)
    with ExitStack() as stack:
        yield [
            stack.enter_context(_listening_socket(host, number, is_public=is_public))
            for number in ports
        ]


def _listening_socket(host: str, port: int, *, is_public: bool) -> socket.socket:
    address = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host)
    if not (address.is_loopback or is_public):
        raise NotLoopback(f"{host} is not a loopback address")
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    # With the protocol named, asyncio switches Nagle off; else each answer waits 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # on Windows the option lets others take over the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((str(address), port))
        listener.listen(_BACKLOG)
    except (OSError, OverflowError):
        listener.close()
        raise
    return listener


def _ready(app: SandboxApp, listeners: Sequence[socket.socket]) -> Ready:
    base_url, *backend_url = (_url(listener) for listener in listeners)
    return Ready(base_url, app.api_key, app.api_secret, *backend_url)


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}{BASE}"


class _Server(uvicorn.Server):
    def __init__(
        self,
        app: SandboxApp,
        listeners: Sequence[socket.socket],
        on_started: Callable[[], None],
    ) -> None:
        backend_ports = frozenset(listener.getsockname()[1] for listener in listeners[1:])
        cuttable = _Cuttable(app, backend_ports)
        super().__init__(
            uvicorn.Config(
                cuttable,
                http=cuttable.protocol,
                ws="none",
                loop="asyncio",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                date_header=False,  # the sandbox sends its own clock's
                timeout_graceful_shutdown=_GRACE,
            )
        )
        self._on_started = on_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self._on_started()


class _Cuttable:
    """The app with its :class:`ConnectionCut` turned into a broken connection."""

    def __init__(self, app: SandboxApp, backend_ports: frozenset[int]) -> None:
        self._app = app
        self._backend_ports = backend_ports
        connections: dict[Any, asyncio.Transport] = {}
        self._connections = connections

        class Protocol(H11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                connections[self.client] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                connections.pop(self.client, None)
                super().connection_lost(exc)

        self.protocol = Protocol

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_backend = scope["server"][1] in self._backend_ports
        view = self._app.backend if is_backend else self._app
        try:
            await view(scope, receive, send)
        except ConnectionCut:
            transport = self._connections.get(scope["client"])
            if transport is not None:
                transport.abort()
            # The server answers 500 for us unless it has noticed that nobody is there.
            while (await receive())["type"] != "http.disconnect":
                pass
