"""Error codes of section 11, each with what provokes it: the table's working part."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from sandbox.shop import BASE_URL, PIN, Shop, new_id, raw, receipt
from tse_companion.domain.models import TssState
from tse_companion.sandbox.app import MAX_BODY
from tse_companion.sandbox.clock import FakeClock

Provoke = Callable[[Shop], Awaitable[httpx.Response]]
Key = tuple[str | None, int]

PROVOKED: dict[Key, Provoke] = {}


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
