"""TSS: states, moves, fields, quotas (contract section 3)."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from sandbox.shop import PIN, Shop, new_id
from tse_companion.domain.models import TssState
from tse_companion.sandbox.clock import FakeClock
from tse_companion.tse.authority import certificate_facts
from tse_companion.tse.keys import serial_of

ALWAYS = {
    "_id",
    "_type",
    "_env",
    "_version",
    "state",
    "certificate",
    "public_key",
    "serial_number",
    "signature_algorithm",
    "signature_timestamp_format",
    "transaction_data_encoding",
    "supported_update_variants",
    "max_number_registered_clients",
    "max_number_active_transactions",
    "time_creation",
}
DEPLOYED = {
    "time_uninit",
    "bsi_certification_id",
    "signature_counter",
    "number_registered_clients",
    "number_active_transactions",
}


async def test_fields_appear_as_the_tss_moves_on(shop: Shop, clock: FakeClock) -> None:
    created = await shop.create()
    assert set(created) == {*ALWAYS, "admin_puk"}
    assert created["state"] == "CREATED"
    assert len(created["admin_puk"]) == 10
    assert set(await shop.ok("GET", shop.tss)) == ALWAYS
    clock.advance(10)
    moved = await shop.move("UNINITIALIZED")
    assert set(moved) == ALWAYS | DEPLOYED
    assert moved["time_uninit"] == moved["time_creation"] + 10
    assert moved["signature_counter"] == "24"
    await shop.set_pin()
    await shop.open_admin()
    clock.advance(10)
    moved = await shop.move("INITIALIZED")
    assert set(moved) == ALWAYS | DEPLOYED | {"time_init", "description"}
    assert moved["signature_counter"] == "27"
    assert moved["description"] == f"fiskaly sign cloud-TSE ({shop.tss_id})"
    await shop.register()
    await shop.start()
    moved = await shop.ok("GET", shop.tss)
    assert moved["transaction_counter"] == "1"
    assert (moved["number_registered_clients"], moved["number_active_transactions"]) == (1, 1)
    moved = await shop.move("DISABLED")
    assert moved["time_disable"] == moved["time_init"]
    assert moved["state"] == "DISABLED"
    assert moved["bsi_certification_id"] == "BSI-K-TR-0717-2025"
    assert moved["_env"] == "TEST"
    assert moved["_version"] == "2.2.2"


async def test_serial_key_and_certificate_belong_together(shop: Shop, clock: FakeClock) -> None:
    created = await shop.create()
    point = base64.b64decode(created["public_key"])
    facts = certificate_facts(created["certificate"])
    assert len(point) == 65
    assert created["serial_number"] == serial_of(point).hex() == facts.key_serial_hex
    assert facts.not_before == int(clock.time())
    assert facts.not_after == int(clock.time()) + 365 * 86_400


async def test_creating_again_while_created_gives_the_same_tss_and_puk(shop: Shop) -> None:
    first = await shop.create()
    assert await shop.create() == first
    assert await shop.ok("PUT", shop.tss.upper().replace("/TSS", "/tss")) == first
    assert len(shop.app.control.tss_ids()) == 1


async def test_creating_again_later_is_a_conflict(shop: Shop) -> None:
    await shop.create()
    await shop.move("UNINITIALIZED")
    await shop.refused("E_TSS_CONFLICT", 409, "PUT", shop.tss, {})


async def test_creating_again_merges_metadata(shop: Shop) -> None:
    await shop.ok("PUT", shop.tss, {"metadata": {"a": "1", "b": "2"}})
    again = await shop.ok("PUT", shop.tss, {"metadata": {"b": "", "c": "3"}})
    assert again["metadata"] == {"a": "1", "c": "3"}


# --- moves -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "target"),
    [
        ("CREATED", "INITIALIZED"),
        ("CREATED", "DISABLED"),
        ("INITIALIZED", "UNINITIALIZED"),
        ("DISABLED", "UNINITIALIZED"),
        ("DISABLED", "INITIALIZED"),
    ],
)
async def test_moves_that_do_not_exist(shop: Shop, before: str, target: str) -> None:
    if before == "CREATED":
        await shop.create()
    else:
        await shop.initialize()
        if before == "DISABLED":
            await shop.move("DISABLED")
    await shop.refused("E_ILLEGAL_TSS_STATE_CHANGE", 400, "PATCH", shop.tss, {"state": target})


async def test_an_uninitialized_tss_can_be_disabled(shop: Shop) -> None:
    await shop.create()
    await shop.move("UNINITIALIZED")
    await shop.set_pin()
    await shop.open_admin()
    moved = await shop.move("DISABLED")
    assert "time_init" not in moved
    assert not shop.app.control.tss(shop.tss_id).admin_logged_in


@pytest.mark.parametrize("state", ["UNINITIALIZED", "INITIALIZED", "DISABLED"])
async def test_repeating_a_move_changes_and_signs_nothing(shop: Shop, state: str) -> None:
    await shop.create()
    moved = await shop.move("UNINITIALIZED")
    await shop.set_pin()
    await shop.open_admin()
    if state != "UNINITIALIZED":
        moved = await shop.move("INITIALIZED")
    if state == "DISABLED":
        moved = await shop.move("DISABLED")
    moved = await shop.ok("GET", shop.tss)
    assert await shop.move(state) == moved


async def test_metadata_alone_needs_no_admin(till: Shop) -> None:
    moved = await till.move("INITIALIZED", metadata={"shop": "7"})
    assert moved["metadata"] == {"shop": "7"}
    assert moved["state"] == "INITIALIZED"


async def test_privileged_moves_need_the_admin(shop: Shop) -> None:
    await shop.create()
    await shop.move("UNINITIALIZED")
    for target in ("INITIALIZED", "DISABLED"):
        body = {"state": target}
        await shop.refused("E_ADMIN_PIN_BLOCKED", 423, "PATCH", shop.tss, body)
    await shop.set_pin()
    for target in ("INITIALIZED", "DISABLED"):
        await shop.refused("E_UNAUTHORIZED", 401, "PATCH", shop.tss, {"state": target})


async def test_description_is_set_once(shop: Shop) -> None:
    await shop.create()
    body = {"state": "UNINITIALIZED", "description": "Kiosk"}
    await shop.refused("E_FAILED_SCHEMA_VALIDATION", 400, "PATCH", shop.tss, body)
    await shop.move("UNINITIALIZED")
    await shop.set_pin()
    await shop.open_admin()
    moved = await shop.move("INITIALIZED", description="Kiosk am Markt (1)")
    assert moved["description"] == "Kiosk am Markt (1)"
    assert await shop.move("INITIALIZED", description="Kiosk am Markt (1)") == moved
    body = {"state": "INITIALIZED", "description": "Another"}
    await shop.refused("E_FAILED_SCHEMA_VALIDATION", 400, "PATCH", shop.tss, body)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"metadata": {}},
        {"state": "CREATED"},
        {"state": "DELETED"},
        {"state": None},
        {"state": ["INITIALIZED"]},
        {"state": "INITIALIZED", "more": 1},
        {"state": "INITIALIZED", "description": "ü"},
        {"state": "INITIALIZED", "description": "x" * 101},
        {"state": "INITIALIZED", "description": None},
        {"state": "INITIALIZED", "metadata": []},
        {"state": "INITIALIZED", "metadata": {"a": 1}},
        {"state": "INITIALIZED", "metadata": {"a": "x" * 501}},
        {"state": "INITIALIZED", "metadata": {"x" * 41: "a"}},
        {"state": "INITIALIZED", "metadata": {str(n): "a" for n in range(41)}},
    ],
)
async def test_malformed_updates(till: Shop, body: dict[str, Any]) -> None:
    before = await till.ok("GET", till.tss)
    await till.refused("E_FAILED_SCHEMA_VALIDATION", 400, "PATCH", till.tss, body)
    assert await till.ok("GET", till.tss) == before


async def test_metadata_stops_at_forty_entries_after_merging(till: Shop) -> None:
    await till.move("INITIALIZED", metadata={str(n): "a" for n in range(40)})
    body = {"state": "INITIALIZED", "metadata": {"one": "more"}}
    await till.refused("E_FAILED_SCHEMA_VALIDATION", 400, "PATCH", till.tss, body)
    moved = await till.move("INITIALIZED", metadata={"0": None, "one": "more"})
    assert len(moved["metadata"]) == 40


async def test_unknown_tss(shop: Shop) -> None:
    for method, body in (("GET", None), ("PATCH", {"state": "UNINITIALIZED"})):
        await shop.refused("E_TSS_NOT_FOUND", 404, method, shop.tss, body)


async def test_ids_must_be_uuids(shop: Shop) -> None:
    for method in ("GET", "PUT"):
        await shop.refused("E_FAILED_SCHEMA_VALIDATION", 400, method, "/tss/kiosk")
    await shop.ok("PUT", "/tss/6ba7b810-9dad-51d1-80b4-00c04fd430c8", {})  # version 5 passes


@pytest.mark.parametrize("body", [{"more": 1}, {"metadata": None}, [], "x", 1])
async def test_malformed_creations(shop: Shop, body: object) -> None:
    await shop.refused("E_FAILED_SCHEMA_VALIDATION", 400, "PUT", shop.tss, body)
    assert shop.app.control.tss_ids() == ()


# --- quotas ----------------------------------------------------------------------------------


async def test_five_active_tss_and_no_more(shop: Shop) -> None:
    await shop.initialize()
    for _ in range(4):
        await shop.ok("PUT", f"/tss/{new_id()}", {})
    sixth = f"/tss/{new_id()}"
    await shop.refused("E_TSS_LIMIT_REACHED", 403, "PUT", sixth, {})
    await shop.move("DISABLED")
    await shop.ok("PUT", sixth, {})
    await shop.ok("PUT", sixth, {})  # a repeat is no new one


async def test_daily_quota(shop: Shop, clock: FakeClock) -> None:
    shop.app.control.limits.tss_per_day = 2
    for _ in range(2):
        await shop.ok("PUT", f"/tss/{new_id()}", {})
    third = f"/tss/{new_id()}"
    await shop.refused("E_TSS_LIMIT_PER_DAY_REACHED", 403, "PUT", third, {})
    clock.advance(86_400)
    await shop.log_in()
    await shop.ok("PUT", third, {})


async def test_filled_quota(shop: Shop) -> None:
    await shop.create()
    shop.app.control.fill_tss_quota()
    shop.app.control.fill_tss_quota()
    assert len(shop.app.control.tss_ids()) == 5
    await shop.refused("E_TSS_LIMIT_REACHED", 403, "PUT", f"/tss/{new_id()}", {})


async def test_dead_tss_do_not_count(shop: Shop) -> None:
    await shop.create()
    shop.app.control.put_state(shop.tss_id, TssState.DELETED)
    shop.app.control.fill_tss_quota()
    assert len(shop.app.control.tss_ids()) == 6
    await shop.refused("E_TSS_CONFLICT", 409, "PUT", shop.tss, {})


async def test_reset_leaves_the_credentials_and_gives_new_keys(till: Shop) -> None:
    before = await till.ok("GET", till.tss)
    puk = till.puk
    till.app.control.reset()
    assert till.app.control.tss_ids() == ()
    await till.log_in()
    await till.set_up()
    after = await till.ok("GET", till.tss)
    assert after["serial_number"] != before["serial_number"]
    assert till.puk != puk
    await till.open_admin(PIN)
