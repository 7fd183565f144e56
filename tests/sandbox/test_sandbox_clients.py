"""Clients: creation, states, serial numbers, limits (contract section 4)."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.shop import Shop, new_id
from tse_companion.sandbox.clock import FakeClock


async def test_created_client(shop: Shop, clock: FakeClock) -> None:
    await shop.initialize()
    created = await shop.ok(
        "PUT", shop.client, {"serial_number": "KASSE-1", "metadata": {"place": "front"}}
    )
    assert created == {
        "_id": shop.client_id,
        "_type": "CLIENT",
        "_env": "TEST",
        "_version": "2.2.2",
        "tss_id": shop.tss_id,
        "serial_number": "KASSE-1",
        "state": "REGISTERED",
        "time_creation": int(clock.time()),
        "metadata": {"place": "front"},
    }
    shown = await shop.ok("GET", shop.client)
    assert shown == {**created, "time_update": int(clock.time())}


async def test_creating_the_same_client_again_signs_nothing(shop: Shop) -> None:
    await shop.initialize()
    first = await shop.register()
    before = shop.app.control.tss(shop.tss_id).signature_counter
    assert await shop.register() == first
    assert shop.app.control.tss(shop.tss_id).signature_counter == before


async def test_client_id_is_taken_for_ever(shop: Shop) -> None:
    await shop.initialize()
    await shop.register()
    other_serial = {"serial_number": "KASSE-2"}
    await shop.refused("E_CLIENT_CONFLICT", 409, "PUT", shop.client, other_serial)
    first_client = shop.client_id
    shop.tss_id = new_id()
    await shop.initialize()
    path = f"{shop.tss}/client/{first_client}"
    await shop.refused("E_CLIENT_CONFLICT", 409, "PUT", path, {"serial_number": "KASSE-1"})


async def test_serial_is_taken_within_the_tss_only(shop: Shop) -> None:
    await shop.initialize()
    await shop.register()
    other = f"{shop.tss}/client/{new_id()}"
    answer = await shop.refused(
        "E_ILLEGAL_CLIENT_SERIAL", 400, "PUT", other, {"serial_number": "KASSE-1"}
    )
    assert "taken" in answer.json()["message"]
    shop.tss_id, shop.client_id = new_id(), new_id()
    await shop.initialize()
    await shop.register()


@pytest.mark.parametrize(
    "serial", ["", " ", " A", "A ", "\tA", "A\n", "ä", "A_1", "A;B", "x" * 71, "A\u00a0"]
)
async def test_illegal_serials(shop: Shop, serial: str) -> None:
    await shop.initialize()
    body = {"serial_number": serial}
    await shop.refused("E_ILLEGAL_CLIENT_SERIAL", 400, "PUT", shop.client, body)


@pytest.mark.parametrize("serial", ["x", "x" * 70, "A B", "ERS 1/2", "a'(b)+,-./:=?0"])
async def test_legal_serials(shop: Shop, serial: str) -> None:
    await shop.initialize()
    assert (await shop.register(serial))["serial_number"] == serial


@pytest.mark.parametrize(
    "body",
    [{}, {"serial_number": 1}, {"serial_number": None}, {"serial_number": "A", "state": "x"}, []],
)
async def test_malformed_creations(shop: Shop, body: Any) -> None:
    await shop.initialize()
    await shop.refused("E_FAILED_SCHEMA_VALIDATION", 400, "PUT", shop.client, body)


async def test_creation_needs_an_initialized_tss_and_the_admin(shop: Shop) -> None:
    body = {"serial_number": "KASSE-1"}
    await shop.refused("E_TSS_NOT_FOUND", 404, "PUT", shop.client, body)
    await shop.create()
    await shop.refused("E_TSS_NOT_INITIALIZED", 400, "PUT", shop.client, body)
    await shop.move("UNINITIALIZED")
    await shop.set_pin()
    await shop.open_admin()
    await shop.refused("E_TSS_NOT_INITIALIZED", 400, "PUT", shop.client, body)
    await shop.move("INITIALIZED")
    await shop.close_admin()
    await shop.refused("E_UNAUTHORIZED", 401, "PUT", shop.client, body)
    await shop.open_admin()
    await shop.register()
    await shop.move("DISABLED")
    await shop.refused("E_TSS_DISABLED", 400, "PUT", shop.client, body)
    await shop.refused("E_TSS_DISABLED", 400, "PATCH", shop.client, {"state": "REGISTERED"})


async def test_deregistering_and_back(shop: Shop, clock: FakeClock) -> None:
    await shop.initialize()
    await shop.register()
    clock.advance(5)
    for state in ("DEREGISTERED", "REGISTERED", "DEREGISTERED"):
        before = shop.app.control.tss(shop.tss_id).signature_counter
        changed = await shop.ok("PATCH", shop.client, {"state": state})
        assert (changed["state"], changed["time_update"]) == (state, int(clock.time()))
        assert shop.app.control.tss(shop.tss_id).signature_counter == before + 1
        again = await shop.ok("PATCH", shop.client, {"state": state, "metadata": {"a": state}})
        assert again["metadata"] == {"a": state}
        assert shop.app.control.tss(shop.tss_id).signature_counter == before + 1


async def test_updating_needs_the_admin_and_a_client(till: Shop) -> None:
    body = {"state": "DEREGISTERED"}
    await till.refused("E_UNAUTHORIZED", 401, "PATCH", till.client, body)
    await till.open_admin()
    unknown = f"{till.tss}/client/{new_id()}"
    await till.refused("E_CLIENT_NOT_FOUND", 404, "PATCH", unknown, body)
    await till.refused("E_CLIENT_NOT_FOUND", 404, "GET", unknown)
    for wrong in ({}, {"state": "GONE"}, {"state": "REGISTERED", "serial_number": "B"}):
        await till.refused("E_FAILED_SCHEMA_VALIDATION", 400, "PATCH", till.client, wrong)
    elsewhere = f"/tss/{new_id()}/client/{till.client_id}"
    await till.refused("E_TSS_NOT_FOUND", 404, "GET", elsewhere)
    await till.refused("E_TSS_NOT_FOUND", 404, "PATCH", elsewhere, body)


async def test_a_client_of_another_tss_is_not_found(till: Shop) -> None:
    first_client = till.client_id
    till.tss_id = new_id()
    await till.create()
    await till.refused("E_CLIENT_NOT_FOUND", 404, "GET", f"{till.tss}/client/{first_client}")


async def test_client_limit(shop: Shop) -> None:
    shop.app.control.limits.registered_clients = 2
    await shop.initialize()
    assert (await shop.ok("GET", shop.tss))["max_number_registered_clients"] == 2
    await shop.register("KASSE-1")
    second, third = f"{shop.tss}/client/{new_id()}", f"{shop.tss}/client/{new_id()}"
    await shop.ok("PUT", second, {"serial_number": "KASSE-2"})
    body = {"serial_number": "KASSE-3"}
    await shop.refused("E_CLIENT_LIMIT_REACHED", 403, "PUT", third, body)
    await shop.register("KASSE-1")  # a repeat is no new one
    await shop.ok("PATCH", shop.client, {"state": "DEREGISTERED"})
    await shop.ok("PUT", third, body)
    back = {"state": "REGISTERED"}
    await shop.refused("E_CLIENT_LIMIT_REACHED", 403, "PATCH", shop.client, back)
    await shop.ok("PATCH", shop.client, {"state": "DEREGISTERED", "metadata": {"a": "b"}})
