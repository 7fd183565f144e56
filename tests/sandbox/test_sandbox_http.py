"""What goes over the wire whatever the operation: ids, dates, sizes, JSON, unknown paths."""

from __future__ import annotations

import asyncio
import uuid
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest

from sandbox.shop import Shop, client_for
from tse_companion.sandbox.app import MAX_BODY, SandboxApp
from tse_companion.sandbox.clock import FakeClock


async def test_every_answer_has_a_request_id(stranger: Shop) -> None:
    seen = set()
    for path in ("/tss", "/nothing", "/auth"):
        answer = await stranger.call("GET", path)
        seen.add(str(uuid.UUID(answer.headers["request-id"])))
    assert len(seen) == 3


@pytest.mark.parametrize("name", ["X-Request-Id", "request-id"])
async def test_request_id_of_the_caller_is_kept(shop: Shop, name: str) -> None:
    answer = await shop.call("GET", "/tss", headers={name: "till-7/42"})
    assert answer.headers["request-id"] == "till-7/42"
    assert shop.app.control.requests[-1].request_id == "till-7/42"


@pytest.mark.parametrize("given", ["", "x" * 101, "a\tb"])
async def test_strange_request_ids_are_replaced(shop: Shop, given: str) -> None:
    answer = await shop.call("GET", "/tss", headers={"X-Request-Id": given})
    assert answer.headers["request-id"] not in ("", given)


async def test_date_is_the_sandbox_own(shop: Shop, clock: FakeClock) -> None:
    clock.advance(3600)
    answer = await shop.call("GET", "/tss")
    assert parsedate_to_datetime(answer.headers["date"]).timestamp() == int(clock.time())


async def test_unknown_paths_and_methods(shop: Shop) -> None:
    for path in ("/", "/nothing", "/tss/", f"{shop.tss}/admin/auth/more"):
        await shop.refused(None, 404, "GET", path)
    answer = await shop.refused(None, 405, "DELETE", shop.tss)
    assert answer.headers["allow"] == "GET, PATCH, PUT"
    outside = await shop.http.get("http://sandbox/api/v1/tss")
    assert outside.status_code == 404


async def test_body_above_one_megabyte(shop: Shop) -> None:
    body = b'{"metadata": {}}' + b" " * MAX_BODY
    await shop.refused(None, 413, "PUT", shop.tss, content=body)
    await shop.ok("PUT", shop.tss, content=body[:MAX_BODY])
    assert len(shop.app.control.tss_ids()) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"\xff",
        b'{"metadata": {"a": NaN}}',
        b'{"metadata": ' + b"9" * 5000 + b"}",
        b'{"metadata": {"a": "\\ud800"}}',
        b'{"metadata": {"\\udfff": "a"}}',
        b"[" * 100_000,
        b'{"metadata": ' + b"[" * 200 + b"]" * 200 + b"}",
    ],
)
async def test_broken_bodies(shop: Shop, body: bytes) -> None:
    await shop.refused("E_FAILED_SCHEMA_VALIDATION", 400, "PUT", shop.tss, content=body)


async def test_no_body_is_an_empty_object(shop: Shop) -> None:
    await shop.ok("PUT", shop.tss)
    await shop.refused("E_FAILED_SCHEMA_VALIDATION", 400, "PATCH", shop.tss)


async def test_requests_are_remembered_without_their_content(shop: Shop) -> None:
    await shop.create()
    await shop.call("GET", "/nothing")
    created, unknown = list(shop.app.control.requests)[-2:]
    assert (created.operation, created.method, created.status) == ("createTss", "PUT", 200)
    assert created.path == f"/api/v2{shop.tss}"
    assert created.time == shop.app.control.clock.time()
    assert (unknown.operation, unknown.status) == (None, 404)
    assert shop.puk not in repr(shop.app.control.requests)


async def test_many_requests_at_once_are_carried_out_one_by_one(till: Shop) -> None:
    answers = await asyncio.gather(*(till.start() for _ in range(20)))
    assert sorted(answer["number"] for answer in answers) == list(range(1, 21))
    counters = [answer["signature"]["counter"] for answer in answers]
    assert sorted(counters) == list(range(30, 50))


async def test_a_caller_that_hangs_up_early_changes_nothing(sandbox: SandboxApp) -> None:
    scope = {
        "type": "http",
        "method": "PUT",
        "path": "/api/v2/tss/00000000-0000-4000-8000-000000000001",
        "query_string": b"",
        "headers": [],
    }
    arriving = iter([{"type": "http.request", "body": b"{", "more_body": True}])

    async def receive() -> dict[str, Any]:
        return next(arriving, {"type": "http.disconnect"})

    async def send(message: Any) -> None:
        raise AssertionError("nobody is there to answer")

    await sandbox(scope, receive, send)
    assert sandbox.control.requests[-1].status is None


async def test_a_body_without_end_is_not_read_to_its_end(sandbox: SandboxApp) -> None:
    read = 0
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        nonlocal read
        read += MAX_BODY
        return {"type": "http.request", "body": b" " * MAX_BODY, "more_body": True}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "PUT",
        "path": "/api/v2/tss/00000000-0000-4000-8000-000000000001",
        "query_string": b"",
        "headers": [],
    }
    await sandbox(scope, receive, send)
    assert sent[0]["status"] == 413
    assert read < 20 * MAX_BODY


async def test_other_protocols_are_not_spoken(sandbox: SandboxApp) -> None:
    async def unused(*_: Any) -> Any:
        raise AssertionError

    with pytest.raises(ValueError, match="websocket"):
        await sandbox({"type": "websocket"}, unused, unused)


async def test_closing_twice_is_harmless(clock: FakeClock) -> None:
    app = SandboxApp(None, clock=clock)
    await app.aclose()
    await app.aclose()


async def test_the_same_seed_gives_the_same_bytes() -> None:
    async def life(seed: int) -> list[bytes]:
        app = SandboxApp(None, seed=seed, clock=FakeClock())
        answers: list[bytes] = []

        async def keep(answer: httpx.Response) -> None:
            answers.append(await answer.aread() + answer.headers["request-id"].encode())

        async with client_for(app) as http:
            http.event_hooks = {"response": [keep]}
            shop = Shop(http, app, tss_id=str(uuid.UUID(int=1)), client_id=str(uuid.UUID(int=2)))
            await shop.log_in()
            await shop.set_up()
            tx_id = str(uuid.UUID(int=3))
            await shop.start(tx_id)
            await shop.finish(tx_id)
        await app.aclose()
        return answers

    first, again, other = await life(7), await life(7), await life(8)
    assert first == again
    assert all(a != b for a, b in zip(first, other, strict=True))
