"""A listener on the loopback interface, for other programs and for tests of timeouts.

It never listens anywhere else: the sandbox is no service for a network.
"""

from __future__ import annotations

import asyncio
import ipaddress
import os
import socket
import threading
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from tse_companion.sandbox.app import Receive, SandboxApp, Send
from tse_companion.sandbox.faults import ConnectionCut
from tse_companion.sandbox.signde.operations import BASE

_BACKLOG = 128
_GRACE = 3  # seconds for requests in hand when the listener stops


class NotLoopback(ValueError):
    """The address is reachable from outside this machine."""


@dataclass(frozen=True, slots=True)
class Ready:
    """What a client needs to know, as soon as the listener takes connections."""

    base_url: str
    api_key: str
    api_secret: str


def serve(
    host: str,
    port: int,
    state: Path | None,
    seed: int | None,
    scenarios: Sequence[str],
    on_ready: Callable[[Ready], None],
) -> None:
    """Serve until SIGINT or SIGTERM. Port 0 takes a free one.

    Raises :class:`NotLoopback`, OSError for a port in use, ``StateUnreadable`` and
    ``UnknownScenario``.
    """
    with _listening_socket(host, port) as listener:
        app = SandboxApp(state, seed=seed, scenarios=scenarios)
        try:
            server = _Server(app, lambda: on_ready(_ready(app, listener)))
            server.run(sockets=[listener])
        finally:
            app.close()


@contextmanager
def served(app: SandboxApp, host: str = "127.0.0.1", port: int = 0) -> Iterator[Ready]:
    """Serve ``app`` from a thread of its own while the block runs."""
    is_up = threading.Event()
    with _listening_socket(host, port) as listener:
        server = _Server(app, is_up.set)
        thread = threading.Thread(
            target=server.run, args=([listener],), name="sandbox listener", daemon=True
        )
        thread.start()
        is_up.wait()
        try:
            yield _ready(app, listener)
        finally:
            server.should_exit = True
            thread.join()


def _listening_socket(host: str, port: int) -> socket.socket:
    address = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host)
    if not address.is_loopback:
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


def _ready(app: SandboxApp, listener: socket.socket) -> Ready:
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    return Ready(f"http://{shown}:{port}{BASE}", app.api_key, app.api_secret)


class _Server(uvicorn.Server):
    def __init__(self, app: SandboxApp, on_started: Callable[[], None]) -> None:
        cuttable = _Cuttable(app)
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

    def __init__(self, app: SandboxApp) -> None:
        self._app = app
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

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except ConnectionCut:
            transport = self._connections.get(scope["client"])
            if transport is not None:
                transport.abort()
            # The server answers 500 for us unless it has noticed that nobody is there.
            while (await receive())["type"] != "http.disconnect":
                pass
