"""The world the window is staged in: a sandbox whose door can be held, and a network to cut."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from services.conftest import World
from tse_companion.api.transport import HttpSettings, Transport
from tse_companion.domain.models import Env
from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.signde import operations


class Held:
    """One request that waits at the service's door."""

    def __init__(self) -> None:
        self.arrived = asyncio.Event()
        self._open = asyncio.Event()

    async def wait(self) -> None:
        self.arrived.set()
        await self._open.wait()

    def release(self) -> None:
        self._open.set()


class StagedSandbox(SandboxApp):
    """The sandbox with a door that can be held, and with another environment when asked."""

    env = Env.TEST

    def __init__(self, state: Path | None = None) -> None:
        super().__init__(state, seed=7)
        self._held: dict[str, Held] = {}

    def hold(self, operation: str) -> Held:
        """The next request of this operation waits, before it changes anything."""
        held = self._held[operation] = Held()
        return held

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        found = operations.match(scope["method"], scope["path"])
        name = found.operation.name if found and found.operation else ""
        if (held := self._held.pop(name, None)) is not None:
            await held.wait()

        async def passed_on(message: MutableMapping[str, Any]) -> None:
            if self.env is not Env.TEST and "body" in message:
                # As long as the other word, so that the length of the answer stays true.
                message["body"] = message["body"].replace(b'"TEST"', b'"LIVE"')
            await send(message)

        await super().__call__(scope, receive, passed_on)


class Network:
    """What lies between the program and every service: here the sandbox, or nothing."""

    def __init__(self, sandbox: StagedSandbox) -> None:
        self.sandbox = sandbox
        self.is_down = False

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        if self.is_down:
            import httpx

            raise httpx.ConnectError("no route")
        await self.sandbox(scope, receive, send)


class GuiWorld(World):
    """A world whose services are all the sandbox, also those with an address of their own."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.sandbox.close()
        self.staged = StagedSandbox()
        self.sandbox = self.staged
        self.control = self.sandbox.control
        self.network = Network(self.staged)

    def changes(self) -> list[str]:
        """The operations of all requests that change something, in the order they came."""
        return [
            request.operation or ""
            for request in self.control.requests
            if request.method != "GET" and request.operation != "authenticateApi"
        ]

    def transport(
        self, base_url: str, *, http: HttpSettings | None = None, asgi_app: Any = None
    ) -> Transport:
        """What stands in for the transport of a desk: it leads to the sandbox."""
        if asgi_app is None:
            Transport(base_url)  # what it says against an address, it says here, too
        return Transport(base_url, http=http, asgi_app=self.network)
