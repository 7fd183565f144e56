"""Every error code of section 11: what provokes it, or why it cannot occur.

The table is checked against the contract for completeness, and each provocation is carried out.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest

from sandbox.contract import DOCUMENT, contract
from sandbox.shop import BASE_URL, PIN, Shop, new_id, raw, receipt
from tse_companion.domain.models import TssState
from tse_companion.sandbox.app import MAX_BODY
from tse_companion.sandbox.clock import FakeClock
from tse_companion.sandbox.signde.choices import Limits
from tse_companion.sandbox.signde.errors import STATUS

TABLE_OF_CODES = DOCUMENT.with_name("sign-de-v2.md")

Provoke = Callable[[Shop], Awaitable[httpx.Response]]
Key = tuple[str | None, int]

PROVOKED: dict[Key, Provoke] = {}

# What no request brings about. Each can still be made to appear by a fault of that code.
IMPOSSIBLE: dict[Key, str] = {
    ("E_AVAILABLE_ON_TEST_ONLY", 423): "there is no experimental feature, in TEST or in LIVE",
    ("E_CSPL_NOT_FOUND", 404): "an unused component of the document, internal to the service",
    ("E_LATEST_TX_REVISION_NOT_FOUND", 404): "a transaction and its newest revision are stored"
    " in one change, so a list never misses one",
    ("E_LOG_NOT_FOUND", 404): "a revision and its signed log are stored in one change, and a"
    " foreign key holds them together",
    ("E_MIDDLEWARE_PENDING_REQUEST", 444): "an unused component of the document, without a"
    " condition",
    ("ERROR_IDENTIFY_ERS", 502): "there is no gateway between the sandbox and its device",
    ("SMAERS_GATEWAY_ERROR_PRECONDITION_UNEXPORTED_LOGS", 502): "there is no gateway between the"
    " sandbox and its device",
    (None, 499): "said of a caller that hung up, so nobody is there to be told; see"
    " test_a_caller_that_hangs_up_early_changes_nothing",
}


def provokes(code: str | None, status: int) -> Callable[[Provoke], Provoke]:
    """Enter this function into the table."""

    def enter(function: Provoke) -> Provoke:
        assert (code, status) not in PROVOKED
        PROVOKED[code, status] = function
        return function

    return enter


async def write(shop: Shop, revision: int | None = 1, **more: Any) -> httpx.Response:
    return await shop.call("PUT", shop.tx(new_id(), revision), shop.wish(**more))


# --- who asks, and where ---------------------------------------------------------------------


@provokes("E_UNAUTHORIZED", 401)
async def _(shop: Shop) -> httpx.Response:
    shop.app.control.revoke_tokens()
    return await shop.call("GET", "/tss")


@provokes("E_ACCESS_DENIED", 403)
async def _(shop: Shop) -> httpx.Response:
    await shop.log_in("other")
    return await shop.call("GET", shop.tss)


@provokes("E_USE_MIDDLEWARE", 432)
async def _(shop: Shop) -> httpx.Response:
    transport = httpx.ASGITransport(shop.app.backend)
    async with httpx.AsyncClient(transport=transport, base_url=BASE_URL) as backend:
        return await backend.put(shop.tx(new_id(), 1), json=shop.wish())


@provokes("E_FAILED_SCHEMA_VALIDATION", 400)
async def _(shop: Shop) -> httpx.Response:
    return await write(shop, state="OPEN")


@provokes(None, 413)
async def _(shop: Shop) -> httpx.Response:
    return await shop.call("PUT", shop.tss, content=b" " * (MAX_BODY + 1))


@provokes(None, 429)
async def _(shop: Shop) -> httpx.Response:
    for _ in range(20):
        await shop.ok("GET", f"{shop.tss}/tx")
    return await shop.call("GET", f"{shop.tss}/tx")


# --- PIN and PUK -----------------------------------------------------------------------------


@provokes("E_ADMIN_LOGIN_FAILED", 401)
async def _(shop: Shop) -> httpx.Response:
    return await shop.call("POST", f"{shop.tss}/admin/auth", {"admin_pin": "wrong-1"})


@provokes("E_ADMIN_PIN_BLOCKED", 423)
async def _(shop: Shop) -> httpx.Response:
    for _ in range(5):
        await shop.call("POST", f"{shop.tss}/admin/auth", {"admin_pin": "wrong-1"})
    return await shop.call("POST", f"{shop.tss}/admin/auth", {"admin_pin": PIN})


@provokes("E_CHANGE_ADMIN_PIN_FAILED", 400)
async def _(shop: Shop) -> httpx.Response:
    body = {"admin_puk": "0000000000x", "new_admin_pin": PIN}
    return await shop.call("PATCH", f"{shop.tss}/admin", body)


# --- TSS -------------------------------------------------------------------------------------


@provokes("E_TSS_NOT_FOUND", 404)
async def _(shop: Shop) -> httpx.Response:
    return await shop.call("GET", f"/tss/{new_id()}")


@provokes("E_TSS_CONFLICT", 409)
async def _(shop: Shop) -> httpx.Response:
    return await shop.call("PUT", shop.tss, {})


@provokes("E_TSS_LIMIT_REACHED", 403)
async def _(shop: Shop) -> httpx.Response:
    for _ in range(4):
        await shop.ok("PUT", f"/tss/{new_id()}", {})
    return await shop.call("PUT", f"/tss/{new_id()}", {})


@provokes("E_TSS_LIMIT_PER_DAY_REACHED", 403)
async def _(shop: Shop) -> httpx.Response:
    """In LIVE no smaller limit comes first."""
    await shop.log_in("live")
    shop.app.control.limits.tss_per_day = 1
    await shop.ok("PUT", f"/tss/{new_id()}", {})
    return await shop.call("PUT", f"/tss/{new_id()}", {})


@provokes("E_BOOTSTRAP_FILE_NOT_AVAILABLE", 503)
async def _(shop: Shop) -> httpx.Response:
    shop.app.control.conditions.no_capacity = "E_BOOTSTRAP_FILE_NOT_AVAILABLE"
    return await shop.call("PUT", f"/tss/{new_id()}", {})


@provokes("E_SMAERS_GATEWAY_CAPACITIES_DEPLETED", 503)
async def _(shop: Shop) -> httpx.Response:
    shop.app.control.conditions.no_capacity = "E_SMAERS_GATEWAY_CAPACITIES_DEPLETED"
    return await shop.call("PUT", f"/tss/{new_id()}", {})


@provokes("E_ILLEGAL_TSS_STATE_CHANGE", 400)
async def _(shop: Shop) -> httpx.Response:
    return await shop.call("PATCH", shop.tss, {"state": "UNINITIALIZED"})


@provokes("E_TSS_NOT_INITIALIZED", 400)
async def _(shop: Shop) -> httpx.Response:
    shop.tss_id = new_id()
    await shop.create()
    return await write(shop)


@provokes("E_TSS_DISABLED", 400)
async def _(shop: Shop) -> httpx.Response:
    await shop.open_admin()
    await shop.move("DISABLED")
    return await write(shop)


@provokes("E_TSS_DEFECTIVE", 423)
async def _(shop: Shop) -> httpx.Response:
    shop.app.control.put_state(shop.tss_id, TssState.DEFECTIVE)
    return await write(shop)


@provokes("E_TSS_DELETED", 423)
async def _(shop: Shop) -> httpx.Response:
    shop.app.control.clock.advance(15 * 86_400)
    shop.app.control.clean_up()
    await shop.log_in()
    return await write(shop)


@provokes("E_TSS_EVICTED", 423)
async def _(shop: Shop) -> httpx.Response:
    shop.tss_id = new_id()
    await shop.create()
    shop.app.control.clock.advance(92 * 86_400)
    await shop.log_in()
    return await shop.call("PATCH", shop.tss, {"state": "UNINITIALIZED"})


@provokes("E_CERTIFICATE_EXPIRED", 423)
async def _(shop: Shop) -> httpx.Response:
    shop.app.control.clock.advance(366 * 86_400)
    await shop.log_in()
    return await write(shop)


@provokes("E_TSS_LOCKED", 503)
async def _(shop: Shop) -> httpx.Response:
    shop.app.control.lock(30)
    return await write(shop)


# --- clients ---------------------------------------------------------------------------------


@provokes("E_CLIENT_CONFLICT", 409)
async def _(shop: Shop) -> httpx.Response:
    await shop.open_admin()
    return await shop.call("PUT", shop.client, {"serial_number": "KASSE-2"})


@provokes("E_CLIENT_DEREGISTERED", 400)
async def _(shop: Shop) -> httpx.Response:
    await shop.open_admin()
    await shop.ok("PATCH", shop.client, {"state": "DEREGISTERED"})
    return await write(shop)


@provokes("E_CLIENT_LIMIT_REACHED", 403)
async def _(shop: Shop) -> httpx.Response:
    await shop.open_admin()
    shop.app.control.limits.registered_clients = 1
    return await shop.call("PUT", f"{shop.tss}/client/{new_id()}", {"serial_number": "KASSE-2"})


@provokes("E_CLIENT_NOT_FOUND", 400)
async def _(shop: Shop) -> httpx.Response:
    return await write(shop, client_id=new_id())


@provokes("E_CLIENT_NOT_FOUND", 404)
async def _(shop: Shop) -> httpx.Response:
    return await shop.call("GET", f"{shop.tss}/client/{new_id()}")


@provokes("E_ILLEGAL_CLIENT_SERIAL", 400)
async def _(shop: Shop) -> httpx.Response:
    await shop.open_admin()
    return await shop.call("PUT", f"{shop.tss}/client/{new_id()}", {"serial_number": "KASSE-1"})


# --- transactions ----------------------------------------------------------------------------


@provokes("E_PARSER", 400)
async def _(shop: Shop) -> httpx.Response:
    return await write(shop, schema=raw(process_data="?"))


@provokes("E_PENDING_TX_CONFLICT", 409)
async def _(shop: Shop) -> httpx.Response:
    clock, tx_id = HeldClock(), new_id()
    shop.app.control.clock = clock
    shop.app.control.fault("upsertTransaction", "latency", seconds=9)
    async with asyncio.TaskGroup() as group:
        group.create_task(shop.start(tx_id))
        await clock.arrived.wait()
        answer = await shop.call("PUT", shop.tx(tx_id, 1), shop.wish())
        clock.go_on.set()
    return answer


class HeldClock(FakeClock):
    """Waiting lasts until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived, self.go_on = asyncio.Event(), asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        self.arrived.set()
        await self.go_on.wait()


@provokes("E_TX_ILLEGAL_TYPE_CHANGE", 409)
async def _(shop: Shop) -> httpx.Response:
    await shop.start(schema=raw("Bestellung-V1"))
    return await shop.call("PUT", shop.tx(1, 2), shop.wish("FINISHED", schema=receipt()))


@provokes("E_TX_NO_TYPE_DEFINED", 409)
async def _(shop: Shop) -> httpx.Response:
    await shop.start()
    return await shop.call("PUT", shop.tx(1, 2), shop.wish("FINISHED"))


@provokes("E_TX_LIMIT_REACHED", 400)
async def _(shop: Shop) -> httpx.Response:
    shop.app.control.limits.active_transactions = 1
    await shop.start()
    return await write(shop)


@provokes("E_TX_NOT_FOUND", 400)
async def _(shop: Shop) -> httpx.Response:
    return await shop.call("PUT", f"{shop.tss}/export/{new_id()}?transaction_number=7")


@provokes("E_TX_NOT_FOUND", 404)
async def _(shop: Shop) -> httpx.Response:
    return await shop.call("GET", shop.tx(7))


@provokes("E_TX_REVISION_NOT_FOUND", 400)
async def _(shop: Shop) -> httpx.Response:
    await shop.start()
    return await shop.call("GET", shop.tx(1, 2))


@provokes("E_TX_UPSERT", 400)
async def _(shop: Shop) -> httpx.Response:
    return await write(shop, 2)


# --- exports ---------------------------------------------------------------------------------


async def export(shop: Shop, query: str = "") -> httpx.Response:
    return await shop.call("PUT", f"{shop.tss}/export/{new_id()}{query}")


@provokes("E_TSS_ILLEGAL_STATE_TO_PERFORM_EXPORT", 409)
async def _(shop: Shop) -> httpx.Response:
    shop.tss_id = new_id()
    await shop.create()
    return await export(shop)


@provokes("E_DUPLICATE_EXPORT", 400)
async def _(shop: Shop) -> httpx.Response:
    path = f"{shop.tss}/export/{new_id()}"
    await shop.ok("PUT", path)
    return await shop.call("PUT", path)


@provokes("E_EXPORT_DUPLICATE_RATE_LIMITED", 409)
async def _(shop: Shop) -> httpx.Response:
    await export(shop)
    return await export(shop)


@provokes("E_TOO_MANY_EXPORTS", 409)
async def _(shop: Shop) -> httpx.Response:
    for number in range(10):
        await export(shop, f"?end_signature_counter={20 + number}")
    return await export(shop)


@provokes("E_PARAMETER_MISMATCH", 400)
async def _(shop: Shop) -> httpx.Response:
    return await export(shop, "?start_date=1&start_signature_counter=1")


@provokes("E_EXPORT_FORBIDDEN", 423)
async def _(shop: Shop) -> httpx.Response:
    shop.app.control.conditions.no_exports = "E_EXPORT_FORBIDDEN"
    return await export(shop)


@provokes("E_EXPORT_TEMPORARILY_UNAVAILABLE", 503)
async def _(shop: Shop) -> httpx.Response:
    shop.app.control.conditions.no_exports = "E_EXPORT_TEMPORARILY_UNAVAILABLE"
    return await export(shop)


@provokes("E_EXPORT_IN_PROGRESS", 409)
async def _(shop: Shop) -> httpx.Response:
    shop.app.control.habits.exports_block_signing = True
    await export(shop)
    return await write(shop)


@provokes("E_EXPORT_NOT_FOUND", 404)
async def _(shop: Shop) -> httpx.Response:
    return await shop.call("GET", f"{shop.tss}/export/{new_id()}")


@provokes("E_EXPORT_NOT_COMPLETED", 404)
async def _(shop: Shop) -> httpx.Response:
    path = f"{shop.tss}/export/{new_id()}"
    await shop.ok("PUT", path)
    return await shop.call("GET", f"{path}/file")


@provokes("E_CANCEL_EXPORT", 400)
async def _(shop: Shop) -> httpx.Response:
    path = f"{shop.tss}/export/{new_id()}"
    await shop.ok("PUT", path)
    shop.app.control.clock.advance(3600)
    return await shop.call("DELETE", path)


# --- the checks ------------------------------------------------------------------------------

_ROW = re.compile(r"^\| (?P<code>[A-Z_0-9]+|–)(?: \[O\])? \| (?P<status>[0-9]{3}) \|", re.MULTILINE)


@pytest.fixture(autouse=True)
async def _its_own_clock(shop: Shop) -> AsyncIterator[None]:
    clock = shop.app.control.clock
    yield
    shop.app.control.clock = clock


@pytest.mark.parametrize("key", PROVOKED, ids=lambda key: f"{key[0]}-{key[1]}")
async def test_provocation(till: Shop, key: Key) -> None:
    code, status = key
    answer = await PROVOKED[key](till)
    document = answer.json()
    assert (document.get("code"), answer.status_code) == key, answer.text
    assert document["status_code"] == status
    assert document["message"]
    assert answer.headers["request-id"]
    assert answer.headers["content-type"].startswith("application/json")
    has_to_wait = status in (429, 503) or code == "E_EXPORT_NOT_COMPLETED"
    assert ("retry-after" in answer.headers) == has_to_wait
    if code == "E_EXPORT_NOT_COMPLETED":
        assert answer.headers["retry-after"] == "60"


@pytest.mark.parametrize("key", [k for k in IMPOSSIBLE if k[0]], ids=lambda key: f"{key[0]}")
async def test_what_cannot_occur_can_be_imitated(shop: Shop, key: Key) -> None:
    code, status = key
    shop.app.control.fault("listTss", "status", code=code)
    await shop.refused(code, status, "GET", "/tss")


@pytest.mark.skipif(not DOCUMENT.exists(), reason="the contract is not here")
def test_the_table_is_complete() -> None:
    text = TABLE_OF_CODES.read_text("utf-8")
    section = text.partition("\n## 11. ")[2].partition("\n## 12. ")[0]
    rows = {
        (None if row["code"] == "–" else row["code"], int(row["status"]))
        for row in _ROW.finditer(section)
    }
    assert len(rows) > 50
    assert PROVOKED.keys() | IMPOSSIBLE.keys() == rows
    assert not PROVOKED.keys() & IMPOSSIBLE.keys()
    judge = contract()
    assert judge is not None
    named = set(judge.document["x-error-catalog"])
    # E_PARSER was seen, but no document names it.
    assert named | {"E_PARSER"} == {code for code, _ in rows if code}


def test_limits_are_those_of_the_contract() -> None:
    """The table reaches some of them sooner."""
    limits = Limits()
    assert (limits.active_tss, limits.tss_per_day, limits.failed_logins) == (5, 500, 5)
    assert (limits.active_transactions, limits.registered_clients) == (2000, 199)
    assert (limits.running_exports, limits.export_records) == (10, 1_000_000)
    assert limits.list_transactions_per_minute == 20
    assert limits.export_reads_per_minute == 12


def test_statuses_are_those_of_the_table() -> None:
    table = PROVOKED.keys() | IMPOSSIBLE.keys()
    assert {code for code, _ in table if code} == set(STATUS)
    for code, status in STATUS.items():
        assert (code, status) in table
