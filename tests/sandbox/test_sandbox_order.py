"""The order of checks (section 12): of two things that are wrong, the first one is told.

Each step adds what the step before it asked for.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from sandbox.contract import JudgedTransport
from sandbox.shop import BASE_URL, PIN, Shop, new_id, raw, receipt
from tse_companion.domain.models import TssState
from tse_companion.sandbox.clock import FakeClock
from tse_companion.sandbox.signde.operations import OPERATIONS
from tse_companion.sandbox.signde.service import Operation

MIDDLEWARE_ONLY = {
    "authenticateAdmin",
    "logoutAdmin",
    "changeAdminPin",
    "updateTss",
    "createClient",
    "updateClient",
    "upsertTransaction",
}


@pytest.fixture
async def backend(till: Shop) -> AsyncIterator[Shop]:
    """The same sandbox as the backend host shows it; with no token."""
    transport = JudgedTransport(httpx.ASGITransport(till.app.backend), lambda request_id: False)
    async with httpx.AsyncClient(transport=transport, base_url=BASE_URL) as http:
        yield Shop(http, till.app, till.tss_id, till.client_id, till.puk)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.name)
async def test_backend_serves_what_is_not_for_the_middleware(
    backend: Shop, operation: Operation
) -> None:
    name, method = operation.name, operation.method
    path = operation.template.removeprefix("/api/v2").format(
        tss_id=backend.tss_id,
        client_id=backend.client_id,
        tx_id_or_number="1",
        export_id=new_id(),
    )
    # Without a token and with nonsense in the body: the host is looked at first.
    answer = await backend.call(method, path, content=b"nonsense")
    if name in MIDDLEWARE_ONLY:
        assert answer.status_code == 432
        document = answer.json()
        assert document["code"] == "E_USE_MIDDLEWARE"
        assert "error" not in document
    else:
        assert answer.status_code == (400 if name == "authenticateApi" else 401)
    assert answer.headers["request-id"]


async def test_both_hosts_show_the_same_world(till: Shop, backend: Shop) -> None:
    await backend.log_in()
    tx_id = new_id()
    await till.start(tx_id)
    assert await backend.ok("GET", backend.tss) == await till.ok("GET", till.tss)
    assert (await backend.ok("GET", backend.tx(tx_id)))["number"] == 1
    await backend.ok("PATCH", f"{backend.tss}/metadata", {"a": "1"})
    created = await backend.ok("PUT", f"/tss/{new_id()}", {})
    assert created["state"] == "CREATED"


async def test_order_for_transactions(shop: Shop, clock: FakeClock) -> None:
    token = shop.http.headers.pop("Authorization")
    path, wrong = shop.tx(new_id(), 1), {"state": "ACTIVE"}
    await shop.refused("E_UNAUTHORIZED", 401, "PUT", path, wrong)
    shop.http.headers["Authorization"] = token
    await shop.refused("E_FAILED_SCHEMA_VALIDATION", 400, "PUT", path, wrong)
    # From here on the body is well formed, but the client is unknown and the data no base64.
    body = shop.wish(schema=raw(process_data="?"))
    await shop.refused("E_TSS_NOT_FOUND", 404, "PUT", path, body)
    await shop.create()
    control = shop.app.control
    control.end_certificate(shop.tss_id)
    control.lock(100)
    control.put_state(shop.tss_id, TssState.DEFECTIVE)
    await shop.refused("E_TSS_DEFECTIVE", 423, "PUT", path, body)
    control.put_state(shop.tss_id, TssState.CREATED)
    await shop.refused("E_CERTIFICATE_EXPIRED", 423, "PUT", path, body)
    shop.tss_id = new_id()
    await shop.create()
    path = shop.tx(new_id(), 1)
    await shop.refused("E_TSS_LOCKED", 503, "PUT", path, body)
    control.lock(0)
    await shop.refused("E_TSS_NOT_INITIALIZED", 400, "PUT", path, body)
    await shop.move("UNINITIALIZED")
    await shop.set_pin()
    await shop.open_admin()
    await shop.move("INITIALIZED")
    await shop.refused("E_CLIENT_NOT_FOUND", 400, "PUT", path, body)
    await shop.register()
    await shop.refused("E_PARSER", 400, "PUT", path, body)
    control.limits.active_transactions = 0
    body = shop.wish("FINISHED", schema=receipt())
    await shop.refused("E_TX_UPSERT", 400, "PUT", path, body)
    await shop.refused("E_TX_LIMIT_REACHED", 400, "PUT", path, shop.wish())


async def test_order_for_clients(shop: Shop) -> None:
    body = {"serial_number": " nowhere legal_ "}
    await shop.refused("E_FAILED_SCHEMA_VALIDATION", 400, "PUT", shop.client, {"serial": 1})
    await shop.refused("E_TSS_NOT_FOUND", 404, "PUT", shop.client, body)
    await shop.create()
    shop.app.control.lock(100, shop.tss_id)
    await shop.refused("E_TSS_LOCKED", 503, "PUT", shop.client, body)
    shop.app.control.lock(0, shop.tss_id)
    await shop.refused("E_TSS_NOT_INITIALIZED", 400, "PUT", shop.client, body)
    await shop.move("UNINITIALIZED")
    await shop.set_pin()
    await shop.open_admin()
    await shop.move("INITIALIZED")
    await shop.close_admin()
    await shop.refused("E_UNAUTHORIZED", 401, "PUT", shop.client, body)
    await shop.open_admin()
    await shop.refused("E_ILLEGAL_CLIENT_SERIAL", 400, "PUT", shop.client, body)


async def test_order_for_the_pin(shop: Shop) -> None:
    path = f"{shop.tss}/admin/auth"
    await shop.refused("E_FAILED_SCHEMA_VALIDATION", 400, "POST", path, {"admin_pin": "1"})
    body = {"admin_pin": PIN}
    await shop.refused("E_TSS_NOT_FOUND", 404, "POST", path, body)
    await shop.create()
    shop.app.control.lock(100)
    await shop.refused("E_TSS_LOCKED", 503, "POST", path, body)
    shop.app.control.lock(0)
    await shop.refused("E_ADMIN_PIN_BLOCKED", 423, "POST", path, body)


async def test_order_for_the_state_of_a_tss(shop: Shop) -> None:
    body = {"state": "INITIALIZED", "description": "ä"}
    await shop.refused("E_FAILED_SCHEMA_VALIDATION", 400, "PATCH", shop.tss, body)
    body = {"state": "INITIALIZED"}
    await shop.refused("E_TSS_NOT_FOUND", 404, "PATCH", shop.tss, body)
    await shop.create()
    await shop.refused("E_ILLEGAL_TSS_STATE_CHANGE", 400, "PATCH", shop.tss, body)
    await shop.move("UNINITIALIZED")
    await shop.refused("E_ADMIN_PIN_BLOCKED", 423, "PATCH", shop.tss, body)
    await shop.set_pin()
    await shop.refused("E_UNAUTHORIZED", 401, "PATCH", shop.tss, body)
