"""Habits of real answers that can be switched, and writes that are still pending."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from sandbox.shop import Shop, client_for, new_id, receipt
from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.clock import FakeClock
from tse_companion.tse.authority import certificate_facts


def credentials(shop: Shop) -> dict[str, str]:
    return {"api_key": shop.app.api_key, "api_secret": shop.app.api_secret}


async def test_a_repeated_login_can_go_on_with_the_session(shop: Shop, clock: FakeClock) -> None:
    fresh = await shop.ok("POST", "/auth", credentials(shop))
    assert (await shop.ok("POST", "/auth", credentials(shop))) != fresh
    shop.app.control.habits.session = "continued"
    first = await shop.ok("POST", "/auth", credentials(shop))
    clock.advance(1000)
    aged = await shop.ok("POST", "/auth", credentials(shop))
    assert aged["access_token"] == first["access_token"]
    assert aged["refresh_token"] == first["refresh_token"]
    assert aged["access_token_expires_in"] == first["access_token_expires_in"] - 1000
    assert aged["access_token_expires_at"] == first["access_token_expires_at"]
    renewed = await shop.ok("POST", "/auth", {"refresh_token": aged["refresh_token"]})
    assert renewed["access_token"] != aged["access_token"]
    assert renewed["access_token_expires_in"] == 86_400
    clock.advance(86_400)
    after = await shop.ok("POST", "/auth", credentials(shop))
    assert after["access_token_expires_in"] == 86_400


async def test_a_continued_session_ends_with_its_tokens(shop: Shop) -> None:
    shop.app.control.habits.session = "continued"
    first = await shop.ok("POST", "/auth", credentials(shop))
    shop.app.control.revoke_tokens()
    after = await shop.ok("POST", "/auth", credentials(shop))
    assert after["access_token"] != first["access_token"]
    other = shop.app.control.accounts["other"]
    body = {"api_key": other.api_key, "api_secret": other.api_secret}
    assert (await shop.ok("POST", "/auth", body))["access_token"] != after["access_token"]


async def test_certificates_as_pem(shop: Shop) -> None:
    bare = (await shop.create())["certificate"]
    shop.app.control.habits.certificate = "pem"
    pem = (await shop.ok("GET", shop.tss))["certificate"]
    assert pem.startswith("-----BEGIN CERTIFICATE-----\n")
    assert max(map(len, pem.splitlines())) == 64
    assert certificate_facts(pem) == certificate_facts(bare)


async def test_extra_members_everywhere_but_in_metadata(till: Shop) -> None:
    till.app.control.habits.extra_members = True
    tx_id = new_id()
    started = await till.start(tx_id, metadata={"a": "1"})
    page = await till.ok("GET", "/tx")
    refusal = (await till.call("GET", till.tx(99))).json()
    login = await till.ok("POST", "/auth", credentials(till))
    tss = await till.ok("GET", till.tss)
    for resource in (
        started,
        started["log"],
        started["signature"],
        page,
        page["data"][0],
        refusal,
        login,
        login["access_token_claims"],
        tss,
    ):
        assert resource["x_flag"] is True
    assert started["metadata"] == await till.ok("GET", f"{till.tx(tx_id)}/metadata") == {"a": "1"}
    till.app.control.habits.extra_members = False
    assert "x_flag" not in await till.ok("GET", till.tx(tx_id))


async def test_members_can_be_absent(till: Shop) -> None:
    habits = till.app.control.habits
    habits.absent = ("qr_code_data", "schema", "access_token_claims.organization_id", "a.b", "code")
    tx_id = new_id()
    await till.start(tx_id, metadata={"schema": "kept"})
    finished = await till.finish(tx_id)
    assert {"qr_code_data", "schema"}.isdisjoint(finished)
    (listed,) = (await till.ok("GET", f"{till.tss}/tx"))["data"]
    assert "schema" not in listed
    assert listed["metadata"] == await till.ok("GET", f"{till.tx(tx_id)}/metadata")
    assert listed["metadata"] == {"schema": "kept"}
    login = await till.ok("POST", "/auth", credentials(till))
    assert login["access_token_claims"] == {"env": "TEST"}
    assert "code" not in (await till.call("GET", till.tx(99))).json()
    habits.absent = ()
    assert "qr_code_data" in await till.ok("GET", till.tx(tx_id))


# --- pending ---------------------------------------------------------------------------------


class HeldClock(FakeClock):
    """Waiting lasts until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived, self.go_on = asyncio.Event(), asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        self.arrived.set()
        await self.go_on.wait()


@pytest.fixture
async def held() -> AsyncIterator[Shop]:
    app = SandboxApp(None, clock=HeldClock())
    async with client_for(app) as http:
        shop = Shop(http, app)
        await shop.log_in()
        await shop.set_up()
        yield shop
    await app.aclose()


@pytest.mark.parametrize("after", [False, True])
async def test_a_transaction_in_hand_is_pending_for_others(held: Shop, after: bool) -> None:
    clock = held.app.control.clock
    assert isinstance(clock, HeldClock)
    tx_id = new_id()
    held.app.control.fault("upsertTransaction", "latency", seconds=9, after=after)
    async with asyncio.TaskGroup() as group:
        slow = group.create_task(held.start(tx_id))
        await clock.arrived.wait()
        for path in (held.tx(tx_id, 1), held.tx(tx_id.upper(), 1)):
            await held.refused("E_PENDING_TX_CONFLICT", 409, "PUT", path, held.wish())
        assert (await held.start())["number"] == (2 if after else 1)  # another one is served
        clock.go_on.set()
        number = (await slow)["number"]
    again = await held.start(tx_id)
    assert again["number"] == number


async def test_pending_is_told_after_the_client_is_checked(held: Shop) -> None:
    clock = held.app.control.clock
    assert isinstance(clock, HeldClock)
    tx_id = new_id()
    held.app.control.fault("upsertTransaction", "latency", seconds=9)
    async with asyncio.TaskGroup() as group:
        slow = group.create_task(held.start(tx_id))
        await clock.arrived.wait()
        body: dict[str, Any] = {"state": "ACTIVE", "client_id": new_id()}
        await held.refused("E_CLIENT_NOT_FOUND", 400, "PUT", held.tx(tx_id, 1), body)
        clock.go_on.set()
        await slow


async def test_a_client_in_hand_is_pending_for_others(held: Shop) -> None:
    clock = held.app.control.clock
    assert isinstance(clock, HeldClock)
    await held.open_admin()
    path, body = f"{held.tss}/client/{new_id()}", {"serial_number": "KASSE-2"}
    held.app.control.fault("createClient", "latency", seconds=9)
    async with asyncio.TaskGroup() as group:
        slow = group.create_task(held.ok("PUT", path, body))
        await clock.arrived.wait()
        await held.refused("E_CLIENT_CONFLICT", 409, "PUT", path, body)
        clock.go_on.set()
        created = await slow
    assert await held.ok("PUT", path, body) == created


async def test_a_caller_that_gave_up_leaves_nothing_pending(held: Shop) -> None:
    tx_id = new_id()
    held.app.control.fault("upsertTransaction", "latency", seconds=9)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await held.start(tx_id)
    assert (await held.start(tx_id))["number"] == 1
    await held.finish(tx_id, schema=receipt())
