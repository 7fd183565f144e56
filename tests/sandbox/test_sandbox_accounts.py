"""Whose is what: a second organisation, LIVE beside TEST, and lists of one's own things only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from sandbox.shop import PIN, Shop, client_for, new_id, receipt
from tse_companion.sandbox.signde.operations import OPERATIONS


@pytest.fixture
async def other(till: Shop) -> AsyncIterator[Shop]:
    """Another organisation's client, looking at the till's TSS."""
    async with client_for(till.app) as http:
        shop = Shop(http, till.app, till.tss_id, till.client_id)
        await shop.log_in("other")
        yield shop


@pytest.fixture
async def live(till: Shop) -> AsyncIterator[Shop]:
    """The same organisation with its LIVE key, and a TSS of its own."""
    async with client_for(till.app) as http:
        shop = Shop(http, till.app)
        await shop.log_in("live")
        yield shop


BODIES: dict[str, Any] = {
    "authenticateAdmin": {"admin_pin": PIN},
    "logoutAdmin": {},
    "changeAdminPin": {"admin_puk": "0123456789", "new_admin_pin": PIN},
    "updateTss": {"state": "DISABLED"},
    "createClient": {"serial_number": "X"},
    "updateClient": {"state": "DEREGISTERED"},
    "upsertTransaction": {"state": "ACTIVE", "client_id": new_id()},
}
TSS_BOUND = [o for o in OPERATIONS if "{tss_id}" in o.template and o.name != "createTss"]


@pytest.mark.parametrize("operation", TSS_BOUND, ids=lambda o: o.name)
async def test_every_operation_denies_access_to_strangers(other: Shop, operation: Any) -> None:
    path = operation.template.removeprefix("/api/v2").format(
        tss_id=other.tss_id,
        client_id=other.client_id,
        tx_id_or_number=new_id(),
        export_id=new_id(),
    )
    body = BODIES.get(operation.name, {} if operation.method in ("PATCH", "PUT") else None)
    before = other.inside()
    await other.refused("E_ACCESS_DENIED", 403, operation.method, path, body)
    assert other.inside() == before


async def test_a_stranger_cannot_create_what_exists_nor_get_its_puk(shop: Shop) -> None:
    await shop.create()
    async with client_for(shop.app) as http:
        stranger = Shop(http, shop.app, shop.tss_id)
        await stranger.log_in("other")
        await stranger.refused("E_TSS_CONFLICT", 409, "PUT", stranger.tss, {})


async def test_client_ids_are_unique_over_organisations(till: Shop, other: Shop) -> None:
    other.tss_id = new_id()
    await other.initialize()
    body = {"serial_number": "KASSE-1"}
    await other.refused("E_CLIENT_CONFLICT", 409, "PUT", other.client, body)


@pytest.mark.parametrize("path", ["/tss", "/client", "/tx", "/export"])
async def test_lists_hold_ones_own(till: Shop, other: Shop, path: str) -> None:
    await till.start()
    await till.ok("PUT", f"{till.tss}/export/{new_id()}")
    assert (await till.ok("GET", path))["count"] == 1
    assert (await other.ok("GET", path))["count"] == 0


async def test_quotas_are_everyones_own(till: Shop, other: Shop, live: Shop) -> None:
    till.app.control.limits.active_tss = 1
    await till.refused("E_TSS_LIMIT_REACHED", 403, "PUT", f"/tss/{new_id()}", {})
    await other.ok("PUT", f"/tss/{new_id()}", {})
    # LIVE knows no such limit, but the one per day.
    till.app.control.limits.tss_per_day = 3
    for _ in range(3):
        await live.ok("PUT", f"/tss/{new_id()}", {})
    await live.refused("E_TSS_LIMIT_PER_DAY_REACHED", 403, "PUT", f"/tss/{new_id()}", {})


async def test_live_says_so_everywhere(live: Shop) -> None:
    key = live.app.control.accounts["live"]
    body = {"api_key": key.api_key, "api_secret": key.api_secret}
    claims = (await live.ok("POST", "/auth", body))["access_token_claims"]
    assert claims == {
        "env": "LIVE",
        "organization_id": live.app.control.accounts["own"].organization_id,
    }
    await live.set_up()
    tx_id = new_id()
    await live.start(tx_id)
    await live.ok("PUT", f"{live.tss}/export/{new_id()}")
    for path in (live.tss, "/tss", live.client, "/client", live.tx(tx_id), "/tx", "/export"):
        assert (await live.ok("GET", path))["_env"] == "LIVE"
    assert (await live.finish(tx_id, schema=receipt()))["_env"] == "LIVE"


async def test_test_and_live_do_not_see_each_other(till: Shop, live: Shop) -> None:
    await live.create()
    await till.refused("E_ACCESS_DENIED", 403, "GET", live.tss)
    await live.refused("E_ACCESS_DENIED", 403, "GET", till.tss)


async def test_a_refreshed_token_stays_with_its_account(live: Shop) -> None:
    key = live.app.control.accounts["live"]
    body = {"api_key": key.api_key, "api_secret": key.api_secret}
    tokens = await live.ok("POST", "/auth", body)
    again = await live.ok("POST", "/auth", {"refresh_token": tokens["refresh_token"]})
    assert again["access_token_claims"]["env"] == "LIVE"


async def test_secrets_of_one_key_do_not_open_another(stranger: Shop) -> None:
    accounts = stranger.app.control.accounts
    for key, secret in (("own", "other"), ("other", "live"), ("live", "own")):
        body = {"api_key": accounts[key].api_key, "api_secret": accounts[secret].api_secret}
        await stranger.refused(None, 401, "POST", "/auth", body)


def test_secrets_do_not_show_themselves(stranger: Shop) -> None:
    for account in stranger.app.control.accounts.values():
        assert account.api_secret not in repr(account)
