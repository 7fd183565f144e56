"""A service in a few lines: scripted answers, recorded requests, a clock that obeys."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from tse_companion.api.signde import ApiCredentials, SignDeClient
from tse_companion.api.transport import HttpSettings, Transport
from tse_companion.domain.credentials import Secret

BASE = "http://service.test/api/v2"
TSS_ID = "0e9b7a11-7c4e-4f0b-9a51-1f6d3c2b8e01"
CLIENT_ID = "1b7c9d22-3f6a-4c58-8d04-52e1f09a7b02"
TX_ID = "2c8d0e33-5a7b-4d69-9e15-63f2a10b8c03"

# Marked, so that a search finds them wherever they leak to.
API_KEY = "key-MARK-1"
API_SECRET = "secret-MARK-2"
PIN = "pin-MARK-3"
PUK = "puk-MARK-4567"
TOKEN = "token-MARK-5"
MARK = "MARK"

NOW = 1_790_000_000.0

Answering = Callable[["Seen"], "httpx.Response | Exception | Awaitable[httpx.Response]"]


@dataclass(frozen=True)
class Seen:
    """One request as the service saw it."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    content: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.content) if self.content else None

    @property
    def call(self) -> str:
        return f"{self.method} {self.path}"


class FakeClock:
    """Wall clock, monotonic clock and pauses in one; a pause takes no time."""

    def __init__(self) -> None:
        self.now = NOW
        self.pauses: list[float] = []

    def wall(self) -> float:
        return self.now

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


class Service:
    """Answers logins by itself, everything else as told; ``default`` answers the rest."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.logins = 0
        self.login: Answering = lambda _: reply(grant(f"{TOKEN}-{self.logins}"))
        self.script: list[Any] = []
        self.default: Answering = lambda _: reply({})

    @property
    def calls(self) -> list[str]:
        """What was asked, logins aside."""
        return [seen.call for seen in self.asked]

    @property
    def asked(self) -> list[Seen]:
        return [seen for seen in self.seen if seen.path != "/auth"]

    async def handle(self, request: httpx.Request) -> httpx.Response:
        seen = Seen(
            request.method,
            request.url.path.removeprefix("/api/v2"),
            tuple(request.url.params.multi_items()),
            dict(request.headers),
            await request.aread(),
        )
        self.seen.append(seen)
        if seen.path == "/auth":
            self.logins += 1
            step: Any = self.login
        elif self.script:
            step = self.script.pop(0)
        else:
            step = self.default
        result = step(seen) if callable(step) else step
        if isinstance(result, Awaitable):
            result = await result
        if isinstance(result, Exception):
            raise result
        assert isinstance(result, httpx.Response)
        return result


@dataclass
class Bench:
    """A client, its transport, the service behind it and the clock of all."""

    service: Service
    clock: FakeClock
    transport: Transport
    client: SignDeClient


async def turns(count: int) -> None:
    """Let everything else that is ready run, so many times."""
    loop = asyncio.get_running_loop()
    for _ in range(count):
        turn: asyncio.Future[None] = loop.create_future()
        loop.call_soon(turn.set_result, None)
        await turn


def bench(*, patience: float = 1.0) -> Bench:
    service, clock = Service(), FakeClock()
    settings = HttpSettings(
        patience=patience, wall=clock.wall, monotonic=clock.wall, pause=clock.pause
    )
    transport = Transport(BASE, http=settings, inner=httpx.MockTransport(service.handle))
    return Bench(service, clock, transport, SignDeClient(transport, credentials()))


def credentials() -> ApiCredentials:
    return ApiCredentials(Secret(API_KEY), Secret(API_SECRET))


def reply(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> httpx.Response:
    return httpx.Response(status, json=body, headers=headers)


def refusal(
    status: int, code: str | None = None, headers: Mapping[str, str] | None = None
) -> httpx.Response:
    body: dict[str, Any] = {"status_code": status, "error": "x", "message": f"text {MARK}"}
    if code is not None:
        body["code"] = code
    return reply(body, status, headers)


def lost() -> httpx.ReadError:
    return httpx.ReadError(f"cut {MARK}")


def unreachable() -> httpx.ConnectError:
    return httpx.ConnectError(f"no route {MARK}")


def grant(token: str = TOKEN, *, expires_at: float | None = NOW + 86_400) -> dict[str, Any]:
    body: dict[str, Any] = {
        "access_token": token,
        "access_token_claims": {"env": "TEST", "organization_id": "org-1"},
        "refresh_token": f"refresh-{MARK}",
    }
    if expires_at is not None:
        body["access_token_expires_at"] = int(expires_at)
    return body


def tss(**members: Any) -> dict[str, Any]:
    return {
        "_id": TSS_ID,
        "_type": "TSS",
        "_env": "TEST",
        "_version": "2.2.2",
        "state": "INITIALIZED",
        "certificate": "Y2VydA==",
        "serial_number": "ab" * 32,
        "public_key": "a2V5",
        "signature_algorithm": "ecdsa-plain-SHA256",
        "signature_timestamp_format": "unixTime",
        "transaction_data_encoding": "UTF-8",
        "max_number_registered_clients": 199,
        "max_number_active_transactions": 2000,
        "supported_update_variants": "SIGNED",
        "time_creation": 1_700_000_000,
        **members,
    }


def client(**members: Any) -> dict[str, Any]:
    return {
        "_id": CLIENT_ID,
        "_type": "CLIENT",
        "_env": "TEST",
        "_version": "2.2.2",
        "serial_number": "Kasse 1",
        "state": "REGISTERED",
        "tss_id": TSS_ID,
        "time_creation": 1_700_000_100,
        **members,
    }


def transaction(**members: Any) -> dict[str, Any]:
    return {
        "_id": TX_ID,
        "_type": "TRANSACTION",
        "_env": "TEST",
        "_version": "2.2.2",
        "number": 7,
        "state": "ACTIVE",
        "revision": 1,
        "latest_revision": 1,
        "tss_id": TSS_ID,
        "tss_serial_number": "ab" * 32,
        "client_id": CLIENT_ID,
        "client_serial_number": "Kasse 1",
        "time_start": 1_700_000_200,
        "log": {
            "operation": "Start",
            "timestamp": 1_700_000_200,
            "timestamp_format": "unixTime",
        },
        "signature": {
            "value": "c2ln",
            "algorithm": "ecdsa-plain-SHA256",
            "counter": "32",
            "public_key": "a2V5",
        },
        **members,
    }


def export(**members: Any) -> dict[str, Any]:
    return {
        "_id": TX_ID,
        "_type": "EXPORT",
        "_env": "TEST",
        "_version": "2.2.2",
        "state": "COMPLETED",
        "tss_id": TSS_ID,
        "time_request": 1_700_000_300,
        "time_end": 1_700_000_360,
        **members,
    }


def page(kind: str, items: list[dict[str, Any]], count: int | None = None) -> dict[str, Any]:
    return {
        "data": items,
        "count": len(items) if count is None else count,
        "_type": kind,
        "_env": "TEST",
        "_version": "2.2.2",
    }
