"""The one request path: limits, repeats, request id, clock offset, log line.

``httpx`` lives here and nowhere else. It is imported and its client is built in a thread at the
first request, because both together hold the loop up for half a second. One time limit covers a
whole try: the limits inside httpx would leave two dead timers behind per request under qasync.

Nothing that leaves this module carries a request: errors are raised where no foreign exception
is being handled, so headers and bodies hang on none of them.
"""

from __future__ import annotations

import asyncio
import importlib
import re
import ssl
import time
import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tse_companion import __version__, logs
from tse_companion.api import wire
from tse_companion.api.address import checked_address
from tse_companion.api.operations import Operation
from tse_companion.api.request import Answer, Request, Sink, Tokens
from tse_companion.api.retry import (
    Attempt,
    delay_before_retry,
    http_date,
    may_have_happened,
    retry_after_seconds,
)
from tse_companion.api.tries import Reply, Silence, answered, lost, read_whole, token_refused
from tse_companion.api.waiting import TimeLimits, in_thread, pause
from tse_companion.domain.credentials import Secret
from tse_companion.errors import (
    AnswerLost,
    ApiRefused,
    AppError,
    CertificateUntrusted,
    DownloadBroken,
    NoConnection,
    Outcome,
    ProxyProblem,
)

if TYPE_CHECKING:
    import httpx

SYSTEM_PROXY = "system"  # whatever the system or the environment says
_KEEP_ALIVE = 30.0  # seconds; older idle connections may have died on the way unnoticed
_REQUEST_ID = re.compile(r"[\w.:/+=-]{1,128}", re.ASCII)


@dataclass(frozen=True, slots=True)
class HttpSettings:
    """How to reach the service; times in seconds.

    ``proxy`` is ``SYSTEM_PROXY``, an address, or None for none. ``patience`` stretches every
    time limit. The rest is replaced in tests.
    """

    proxy: str | None = field(default=SYSTEM_PROXY, repr=False)  # may hold a password
    connect_timeout: float = 10.0
    patience: float = 1.0
    wall: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic
    pause: Callable[[float], Awaitable[None]] = pause


class Transport:
    """Sends requests to one service; made by :func:`open_transport`."""

    def __init__(
        self,
        base_url: str,
        *,
        http: HttpSettings | None = None,
        asgi_app: Any | None = None,
        inner: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        in_memory = asgi_app is not None or inner is not None
        self._address = checked_address(base_url, in_memory=in_memory)
        self.clock_offset: float | None = None  # seconds the service's clock is ahead of ours
        self.last_contact: float | None = None  # our wall clock at the last answer of any kind
        self._http = http or HttpSettings()
        self._asgi_app = asgi_app
        self._inner = inner
        self._in_memory = in_memory
        self._client: httpx.AsyncClient | None = None
        self._opening = asyncio.Lock()
        self._tries = TimeLimits()
        self._closed = False

    def __repr__(self) -> str:
        return f"Transport({self.base_url!r})"

    @property
    def base_url(self) -> str:
        return self._address.url

    def server_now(self) -> float:
        """The service's clock, Unix seconds, as well as we know it."""
        return self._http.wall() + (self.clock_offset or 0.0)

    async def send(self, request: Request, tokens: Tokens | None = None) -> Answer:
        """Send, repeating the identical request where that is allowed and may help.

        A 401 costs one new token and one replay, except for PIN and PUK requests, where it may
        mean the PIN. Raises ``ApiRefused``, ``NoConnection`` and its kin, ``AnswerLost`` or
        ``AnswerUnreadable``. After a change that may have been made by *any* of the tries the
        outcome is UNKNOWN, whatever the last try met. A download that breaks off raises
        ``DownloadBroken`` and is not repeated.
        """
        operation = request.operation
        request_id = str(uuid.uuid4())
        maybe_done = False
        replayed = False
        number = 0
        while True:
            number += 1
            async with request.turn():
                token, problem = await self._token(operation, tokens)
                if problem is not None:
                    raise lost(operation, request_id) if maybe_done else problem
                result = await self._try(request, request_id, token)
            if isinstance(result, AppError):  # of the sink: that is no matter of the service
                raise result
            if isinstance(result, Silence):
                maybe_done = maybe_done or (result.sent and operation.changes)
                attempt = Attempt(number, operation.repeatable and not result.final, None)
                delay = delay_before_retry(attempt)
                if delay is None:
                    if maybe_done:
                        raise lost(operation, request_id)
                    raise result.kind(request_id=request_id, operation=operation.name)
            elif 200 <= result.status < 300:
                return answered(operation, result)
            else:
                api_code = wire.error_code(result.content)
                if token_refused(result.status, api_code) and tokens and token and not replayed:
                    tokens.doubt(token)
                    if operation.repeatable:
                        replayed = True
                        number -= 1
                        continue
                changed = may_have_happened(result.status, api_code)
                maybe_done = maybe_done or (changed and operation.changes)
                wait = retry_after_seconds(result.headers.get("retry-after"), now=self.server_now())
                attempt = Attempt(number, operation.repeatable, result.status, wait)
                delay = delay_before_retry(attempt)
                if delay is None:
                    raise ApiRefused(
                        status=result.status,
                        api_code=api_code,
                        operation=operation.name,
                        request_id=result.request_id,
                        retry_after=wait,
                        outcome=Outcome.UNKNOWN if maybe_done else Outcome.NOT_DONE,
                    )
            await self._http.pause(delay)

    async def aclose(self) -> None:
        """Close the connections; later requests fail without being sent.

        Tries under way end now, as if their time were up: httpx would let one that is still
        connecting go on, on a connection that nobody closes any more.
        """
        self._closed = True
        await self._tries.end()
        async with self._opening:
            client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    # one try -------------------------------------------------------------------------------

    async def _token(
        self, operation: Operation, tokens: Tokens | None
    ) -> tuple[Secret | None, AppError | None]:
        if tokens is None:
            return None, None
        try:
            return await tokens.current(fresh=not operation.repeatable), None
        except AppError as error:
            return None, error

    async def _try(
        self, request: Request, request_id: str, token: Secret | None
    ) -> Reply | Silence | AppError:
        began = self._http.monotonic()
        result = await self._exchange(request, request_id, token)
        logs.event(
            "request",
            method=request.operation.method,
            path=request.operation.path,
            status=result.status if isinstance(result, Reply) else None,
            code=None if isinstance(result, Reply) else _problem(result).code,
            duration_ms=round((self._http.monotonic() - began) * 1000),
            request_id=result.request_id if isinstance(result, Reply) else request_id,
        )
        return result

    async def _exchange(
        self, request: Request, request_id: str, token: Secret | None
    ) -> Reply | Silence | AppError:
        content = request.encoded()
        headers = {"X-Request-Id": request_id, "Accept": "application/json"}
        if request.sink is not None:
            headers |= {"Accept": "*/*", "Accept-Encoding": "identity"}
        if content is not None:
            headers["Content-Type"] = "application/json"
        if token is not None:
            headers["Authorization"] = f"Bearer {token.reveal()}"
        client = await self._opened()
        if isinstance(client, Silence):
            return client
        if self._closed:  # while the client was being made
            return Silence(NoConnection, final=True)
        probe = _Probe(self._address.host, sent=self._in_memory)
        is_pouring, body = False, None
        try:
            async with (
                self._tries.limit(request.operation.timeout * self._http.patience) as renew,
                client.stream(
                    request.operation.method,
                    self.base_url + request.target,
                    content=content,
                    headers=headers,
                    extensions={"trace": probe},
                ) as response,
            ):
                self._heard(response.headers.get("date"))
                if request.sink is not None and response.is_success:
                    is_pouring = True
                    await _pour(response, request.sink, renew)
                else:
                    body = await read_whole(response.aiter_bytes())
        except AppError as problem:
            return problem.with_traceback(None)  # its frames know the token
        except Exception as problem:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                # Closing a connection on the way out has failed: cancelled is cancelled, and a
                # failure of its own would be tried again.
                raise asyncio.CancelledError from None
            if is_pouring:
                return Silence(DownloadBroken, sent=True, final=True)
            return probe.explain(problem)
        given = response.headers.get("request-id", "")
        return Reply(
            status=response.status_code,
            request_id=given if _REQUEST_ID.fullmatch(given) else request_id,
            headers={name.lower(): value for name, value in response.headers.items()},
            content=body,
        )

    def _heard(self, date: str | None) -> None:
        self.last_contact = self._http.wall()
        theirs = http_date(date or "")
        if theirs is not None:
            # The header counts whole seconds, so on average it is half a second behind. It is
            # written when the answer begins: how long the request took does not matter, and how
            # long a file takes to arrive may not.
            self.clock_offset = theirs + 0.5 - self.last_contact

    # the client ------------------------------------------------------------------------------

    async def _opened(self) -> httpx.AsyncClient | Silence:
        async with self._opening:
            if self._closed:
                return Silence(NoConnection, final=True)
            if self._client is None:
                try:
                    self._client = await in_thread(self._build)
                except Exception as problem:
                    # Only a proxy can spoil it: of a kind not installed, or no address at all.
                    logs.event("http_client", error=problem)
                    return Silence(ProxyProblem, final=True)
            return self._client

    def _build(self) -> httpx.AsyncClient:
        """Runs in a thread."""
        import httpx

        headers = {"User-Agent": f"tse-companion/{__version__}"}
        limits = httpx.Timeout(None, connect=self._http.connect_timeout)
        inner = self._inner
        if self._asgi_app is not None:
            inner = httpx.ASGITransport(app=self._asgi_app)
        if inner is not None:
            return httpx.AsyncClient(transport=inner, timeout=limits, headers=headers)

        preload()
        import truststore

        # No proxy can reach this computer's own addresses.
        proxy = None if self._address.loopback else self._http.proxy
        return httpx.AsyncClient(
            verify=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            trust_env=proxy == SYSTEM_PROXY,
            proxy=None if proxy == SYSTEM_PROXY else proxy,
            timeout=limits,
            limits=httpx.Limits(max_connections=20, keepalive_expiry=_KEEP_ALIVE),
            headers=headers,
        )


def preload() -> None:
    """Import what the first request needs: for a thread, in a quiet moment before it."""
    import httpx  # noqa: F401
    import truststore  # noqa: F401

    # httpx would import these on the loop at the first request: 150 ms.
    importlib.import_module("anyio.streams.tls")
    importlib.import_module("anyio._backends._asyncio")


def open_transport(
    base_url: str, *, asgi_app: Any | None = None, proxy: str | None = SYSTEM_PROXY
) -> Transport:
    """A transport to ``base_url`` (ends in ``/api/v2``), or in memory to an ASGI application.

    Returns at once; nothing is imported or connected before the first request. Raises
    ``AddressUnsafe`` for anything but https and plain http to this very computer.
    """
    return Transport(base_url, http=HttpSettings(proxy=proxy), asgi_app=asgi_app)


class _Probe:
    """Watches one try from inside, to tell afterwards whether the request left."""

    def __init__(self, host: str, *, sent: bool) -> None:
        self._host = host
        self._sent = sent
        self._by_proxy = False

    async def __call__(self, name: str, info: Mapping[str, Any]) -> None:
        if name.endswith(".connect_tcp.started"):
            self._by_proxy = info["host"] != self._host
        elif name.endswith(".send_request_headers.started"):
            # The CONNECT to a proxy goes the same way, and is not yet our request.
            self._sent = self._sent or info["request"].method != b"CONNECT"

    def explain(self, problem: Exception) -> Silence:
        """What this exception means for the request."""
        import httpx

        never_left = (
            httpx.ConnectError,
            httpx.ConnectTimeout,
            httpx.PoolTimeout,
            httpx.ProxyError,
            httpx.UnsupportedProtocol,
            httpx.InvalidURL,
        )
        if self._sent and not isinstance(problem, never_left):
            return Silence(AnswerLost, sent=True)
        if _is_about_certificate(problem):
            return Silence(CertificateUntrusted, final=True)
        if isinstance(problem, httpx.ProxyError):
            # A password that is wrong three times locks an account.
            return Silence(ProxyProblem, final=True)
        return Silence(ProxyProblem if self._by_proxy else NoConnection)


def _problem(result: Silence | AppError) -> type[AppError] | AppError:
    return result.kind if isinstance(result, Silence) else result


def _is_about_certificate(problem: BaseException | None) -> bool:
    for _ in range(10):
        if problem is None:
            return False
        if isinstance(problem, ssl.SSLCertVerificationError):
            return True
        problem = problem.__cause__ or problem.__context__
    return False


async def _pour(response: httpx.Response, sink: Sink, renew: Callable[[], None]) -> None:
    """Give the sink the whole content; its time begins anew with each piece.

    Raises ``EOFError`` where another amount arrives than was announced.
    """
    announced = response.headers.get("content-length", "")
    size = int(announced) if announced.isdecimal() else None
    await sink.begin(None if "content-encoding" in response.headers else size)
    async for piece in response.aiter_bytes():
        renew()
        await sink.take(piece)
        renew()
    if size is not None and response.num_bytes_downloaded != size:
        raise EOFError
