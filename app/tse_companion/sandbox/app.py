"""The sandbox as one ASGI callable, to be reached in memory or through a listener.

The loop only moves bytes and waits; parsing, signing and SQLite happen in one worker thread, so
that neither an fsync nor a signature holds up a window that shares the loop.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.utils import formatdate
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from tse_companion.sandbox import scenarios as named
from tse_companion.sandbox.clock import Clock, SeededClock
from tse_companion.sandbox.control import Control, block_pin
from tse_companion.sandbox.database import Database
from tse_companion.sandbox.faults import ConnectionCut, Fault, FaultBoard, FaultKind
from tse_companion.sandbox.identity import Identity
from tse_companion.sandbox.knock import Knock, is_control_path
from tse_companion.sandbox.signde import operations
from tse_companion.sandbox.signde.errors import Answer, Download, ServiceError
from tse_companion.sandbox.signde.service import Call, Service

if TYPE_CHECKING:
    from tse_companion.sandbox.side_door import SideDoor

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
T = TypeVar("T")

MAX_BODY = 1_000_000  # bytes
_PATIENCE = 16_000_000  # more than that is not even read to its end
_ROOT = "root secret"
_REQUEST_ID_MAX = 100


@dataclass(frozen=True, slots=True)
class _Encoded:
    """An answer as bytes; a large one comes in parts."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""
    download: Download | None = None


class SandboxApp:
    """One sandbox with its state.

    ``state`` is a SQLite file, or ``None`` for memory only. The seed fixes credentials, ids, keys
    and the starting time of a new state; a state file that exists keeps its own credentials.
    Raises ``StateUnreadable`` for a file that cannot be used and ``UnknownScenario``.
    """

    def __init__(
        self,
        state: Path | None,
        *,
        seed: int | None = None,
        scenarios: Sequence[str] = (),
        clock: Clock | None = None,
    ) -> None:
        chosen = [named.parse(text) for text in scenarios]
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="sandbox")
        try:
            database, root, latest, thread = self._worker.submit(_open, state, seed).result()
        except BaseException:
            self._worker.shutdown(wait=False)
            raise
        if clock is None:
            clock = Clock() if seed is None else SeededClock(seed, not_before=latest)
        identity = Identity(root)
        self._database = database
        self._faults = FaultBoard(identity.chance)
        self._service = Service(database, identity, clock)
        self._identity = identity
        self._seen = 0
        self._side_door: SideDoor | None = None  # made when somebody knocks
        self.api_key = identity.own.api_key
        self.api_secret = identity.own.api_secret
        self.control = Control(self._service, self._faults, self._worker, thread, clock)
        try:
            for scenario in chosen:
                scenario.start(self.control)
        except BaseException:
            self.close()
            raise

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request as the middleware, which serves everything.

        Raises :class:`ConnectionCut` where a fault breaks it off.
        """
        await self._answer(scope, receive, send, is_backend=False)

    async def backend(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The same as the backend host, which refuses what only the middleware serves."""
        await self._answer(scope, receive, send, is_backend=True)

    async def aclose(self) -> None:
        """Finish the change in hand and let go of the state; a second call does nothing."""
        try:
            await self._work(self._database.close)
        except RuntimeError:  # shut down before
            return
        self._worker.shutdown()

    def close(self) -> None:
        """The same without a loop."""
        try:
            self._worker.submit(self._database.close).result()
        except RuntimeError:  # shut down before
            return
        self._worker.shutdown()

    # --- one request -------------------------------------------------------------------------

    async def _answer(
        self, scope: Scope, receive: Receive, send: Send, *, is_backend: bool
    ) -> None:
        if scope["type"] != "http":
            raise ValueError(f"the sandbox does not speak {scope['type']}")
        headers = {name.decode("latin-1"): value for name, value in scope["headers"]}
        request_id = self._request_id(headers)
        try:
            if is_control_path(scope["path"]):
                encoded = await self._control(scope, headers, receive)
            else:
                encoded = await self._serve(scope, headers, receive, request_id, is_backend)
        except _HungUp:
            return
        await self._send(receive, send, encoded, request_id)

    async def _control(
        self, scope: Scope, headers: Mapping[str, bytes], receive: Receive
    ) -> _Encoded:
        from tse_companion.sandbox.side_door import SideDoor

        if self._side_door is None:
            self._side_door = SideDoor(self.control)
        body = await _read_body(receive)
        peer = scope.get("client")
        knock = Knock(
            method=scope["method"],
            path=scope["path"],
            headers={name: value.decode("latin-1") for name, value in headers.items()},
            peer=None if peer is None else peer[0],
            body=body,
        )
        door = self._side_door
        return await self._work(lambda: _encode(door.answer(knock)))

    async def _serve(
        self,
        scope: Scope,
        headers: Mapping[str, bytes],
        receive: Receive,
        request_id: str,
        is_backend: bool,
    ) -> _Encoded:
        begun = time.perf_counter()
        found = operations.match(scope["method"], scope["path"])
        operation = None if found is None else found.operation
        encoded: _Encoded | None = None
        faults: tuple[Fault, ...] = ()
        try:
            body = await _read_body(receive)
            if found is None:  # choice unknown-path
                encoded = _encode(_plain(404, "there is nothing at this path"))
            elif body is None:
                encoded = _encode(_plain(413, "the body is larger than 1 MB"))
            elif operation is None:
                allow = (("allow", ", ".join(found.methods)),)
                encoded = _encode(_plain(405, "this path does not take that method", allow))
            else:
                call = Call(
                    operation=operation,
                    path=found.path,
                    query=scope["query_string"].decode("latin-1"),
                    body=body,
                    authorization=headers.get("authorization", b"").decode("latin-1"),
                    is_backend=is_backend,
                )
                faults = self._faults.strike(operation.name, self._body_state(call))
                with self._service.holding(call, is_slow=any(f.seconds for f in faults)) as call:
                    encoded = await self._carry_out(call, faults)
        finally:
            # Before the answer leaves: whoever has it in hand finds the request noted.
            self.control.saw(
                None if operation is None else operation.name,
                scope["method"],
                scope["path"],
                None if encoded is None else encoded.status,
                begun,
                request_id,
                faults,
            )
        return encoded

    async def _carry_out(self, call: Call, faults: tuple[Fault, ...]) -> _Encoded:
        await self._wait(faults, after=False)
        for fault in faults:
            match fault.kind:
                case FaultKind.LOST_BEFORE:
                    raise ConnectionCut("before the change")
                case FaultKind.STATUS if not fault.after:
                    return _encode(_refusal(fault))
                case FaultKind.UNAUTHORIZED:
                    await self._work(self._change, self._service.revoke_tokens)
                case FaultKind.PIN_BLOCKED:
                    tss_id = call.path.get("tss_id", "").lower()
                    await self._work(self._change, partial(block_pin, self._service, tss_id))
                case _:
                    pass
        encoded = await self._work(lambda: _encode(self._service.answer(call)))
        await self._wait(faults, after=True)
        for fault in faults:
            if fault.kind is FaultKind.LOST_AFTER:
                raise ConnectionCut("after the change")
            if fault.kind is FaultKind.STATUS and fault.after:
                return _encode(_refusal(fault))
        return encoded

    async def _wait(self, faults: Iterable[Fault], *, after: bool) -> None:
        seconds = sum(f.seconds for f in faults if f.kind is FaultKind.LATENCY and f.after == after)
        if seconds:
            await self.control.clock.sleep(seconds)

    async def _work(self, function: Callable[..., T], *args: Any) -> T:
        return await asyncio.wrap_future(self._worker.submit(function, *args))

    def _change(self, work: Callable[[], None]) -> None:
        with self._database.change():
            work()

    async def _send(self, receive: Receive, send: Send, encoded: _Encoded, request_id: str) -> None:
        download = encoded.download
        size = len(encoded.body) if download is None else download.size
        lines = (
            *encoded.headers,
            ("content-length", str(size)),
            ("request-id", request_id),
            ("date", formatdate(int(self.control.clock.time()), usegmt=True)),
        )
        await send(
            {
                "type": "http.response.start",
                "status": encoded.status,
                "headers": [(name.encode(), value.encode()) for name, value in lines],
            }
        )
        if download is not None:
            while part := await self._work(next, download.parts, b""):
                if await _has_hung_up(receive):
                    return
                await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": encoded.body})

    def _body_state(self, call: Call) -> str | None:
        if not any(fault.body_state for fault in self._faults.waiting()):
            return None  # large bodies are not parsed on the loop without need
        try:
            document = json.loads(call.body)
        except (ValueError, RecursionError):
            return None
        found = document.get("state") if isinstance(document, dict) else None
        return found if isinstance(found, str) else None

    def _request_id(self, headers: Mapping[str, bytes]) -> str:
        """Choice ``request-id``."""
        for name in ("x-request-id", "request-id"):
            given = headers.get(name, b"").decode("latin-1")
            if 0 < len(given) <= _REQUEST_ID_MAX and given.isascii() and given.isprintable():
                return given
        self._seen += 1
        return self._identity.uuid("request", str(self._seen), str(self._service.now))


def _open(path: Path | None, seed: int | None) -> tuple[Database, bytes, int, int]:
    database = Database(path)
    root = database.meta(_ROOT)
    if root is None:
        root = Identity.root_for(seed)
        with database.change():
            database.set_meta(_ROOT, root)
    return database, root, database.latest_log_time(), threading.get_ident()


class _HungUp(Exception):
    """The caller left before the request was complete; nothing may come of it."""


async def _has_hung_up(receive: Receive) -> bool:
    """Whether the caller has left by now; after the body there is nothing else to receive."""
    try:
        async with asyncio.timeout(0):
            return bool((await receive())["type"] == "http.disconnect")
    except TimeoutError:
        return False


async def _read_body(receive: Receive) -> bytes | None:
    """The whole body, or ``None`` when it is too large."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise _HungUp
        part = message.get("body", b"")
        size += len(part)
        if size <= MAX_BODY:
            parts.append(part)
        if not message.get("more_body", False) or size > _PATIENCE:
            return b"".join(parts) if size <= MAX_BODY else None


def _plain(status: int, message: str, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    answer = ServiceError(status, None, message).answer()
    return Answer(answer.status, answer.document, headers)


def _refusal(fault: Fault) -> Answer:
    return ServiceError(
        fault.status, fault.code, fault.message, retry_after=fault.retry_after
    ).answer()


def _encode(answer: Answer) -> _Encoded:
    if answer.download is not None:
        kind = ("content-type", answer.download.media_type)
        return _Encoded(answer.status, (kind, *answer.headers), download=answer.download)
    if answer.document is None:
        return _Encoded(answer.status, answer.headers)
    text = json.dumps(answer.document, ensure_ascii=False, separators=(",", ":"))
    kind = ("content-type", "application/json; charset=utf-8")
    return _Encoded(answer.status, (kind, *answer.headers), text.encode())
