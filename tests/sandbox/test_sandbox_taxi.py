"""``dsfinvtw_v1``: taximeters and odometers (contract section 5)."""

from __future__ import annotations

import base64
import copy
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.shop import Shop, new_id, raw
from tse_companion.sandbox.signde import process_data
from tse_companion.sandbox.signde.errors import ServiceError
from tse_companion.tse.verify import verify_qr_text

MOMENT = 1_767_600_000  # 2026-01-05T08:00:00Z

POWER: dict[str, Any] = {
    "system": {"meter_type": "TAXIMETER", "manufacturer": "Meter & Co", "model": "M 1"},
    "counter_unit": {
        "total_kilometers": "1000.000",
        "total_kilometers_with_passengers": "900.125",
        "total_passenger_transfers": "77",
        "total_surcharge_or_base_amount": "-1.50",
        "total_billed_amount": "2000.00",
    },
    "generic_data": {
        "constant": "1024",
        "last_backup": MOMENT,
        "vehicle_id": "B-TX 77",
        "local_time": MOMENT + 3600,
        "tariff_id": "0",
    },
}
TRIP: dict[str, Any] = {
    "meter_type": "ODOMETER",
    "vehicle_id": "B-TX 77",
    "tariff_id": "Nacht",
    "trip_type": "TARIFF",
    "trip_data": {
        "trip_start": MOMENT,
        "trip_end": MOMENT + 600,
        "distance_traveled": "7.250",
        "fare": "20.00",
        "surcharge": "1.50",
        "total_billed": "21.50",
    },
    "amounts_per_vat_rate": [
        {"vat_rate": "REDUCED_1", "amount": "20.00"},
        {"vat_rate": "NORMAL", "amount": "1.00"},
        {"vat_rate": "NORMAL", "amount": "0.50"},
    ],
    "amounts_per_payment_type": {
        "non_cash": [{"amount": "11.50"}],
        "cash": [
            {"amount": "5.00"},
            {"amount": "5.00", "currency_code": "CHF"},
            {"amount": "0.00"},
        ],
    },
}
LOGON = {"type": "LOGON", "driver_id": "Fahrer 7"}
READING = {"kilometer_reading": "1007.250"}

KINDS: dict[str, tuple[str, Any, str]] = {
    "power_up": (
        "Einschalten-V1",
        POWER,
        "T_Meter & Co_M 1^1000.000_900.125_77_-1.50_2000.00"
        "^1024_2026-01-05T08:00:00.000Z_B-TX 77_2026-01-05T09:00:00.000Z_0",
    ),
    "power_off": ("Ausschalten-V1", POWER, "T_Meter & Co_M 1^1000.000"),
    "driver_status": ("Fahrer-V1", LOGON, "LOGON_Fahrer 7"),
    "trip_receipt": (
        "Fahrtbeleg-V1",
        TRIP,
        "W_B-TX 77_Nacht_TARIFF"
        "^2026-01-05T08:00:00.000Z_2026-01-05T08:10:00.000Z_7.250_20.00_1.50_21.50"
        "^1.50_20.00_0.00^5.00:Bar_5.00:Bar:CHF_11.50:Unbar",
    ),
    "empty_trip": ("Frei-V1", READING, "1007.250"),
    "break": ("Pause-V1", READING, "1007.250"),
    "other": ("SonstigerVorgangTW", "Wartung; Öl", "Wartung; Öl"),
}
STARTS_EMPTY = ("power_up", "power_off", "driver_status", "trip_receipt")


def taxi(kind: str, part: Any) -> dict[str, Any]:
    return {"dsfinvtw_v1": {kind: part}}


def first_part(kind: str) -> Any:
    return {} if kind in STARTS_EMPTY else KINDS[kind][1]


@pytest.mark.parametrize("kind", KINDS)
async def test_start_and_finish(till: Shop, kind: str) -> None:
    process_type, part, text = KINDS[kind]
    tx_id = new_id()
    started = await till.start(tx_id, schema=taxi(kind, first_part(kind)))
    assert started["schema"]["raw"]["process_type"] == process_type
    assert started["schema"]["dsfinvtw_v1"] == {kind: first_part(kind)}
    assert (started["schema"]["raw"]["process_data"] == "") == (kind in STARTS_EMPTY)
    finished = await till.finish(tx_id, schema=taxi(kind, part))
    signed = base64.b64decode(finished["schema"]["raw"]["process_data"]).decode()
    assert signed.startswith(text)
    assert kind == "power_off" or signed == text
    verdict = verify_qr_text(finished["qr_code_data"])
    assert (verdict.status, verdict.fields["process_data"]) == ("valid", signed)


async def test_repeats_are_repeats(till: Shop) -> None:
    """Also where the answer fills in a currency that the request left out."""
    tx_id = new_id()
    start = taxi("trip_receipt", {})
    for _ in range(2):
        assert (await till.start(tx_id, schema=start))["number"] == 1
    finished = [await till.finish(tx_id, schema=taxi("trip_receipt", TRIP)) for _ in range(2)]
    assert finished[0]["signature"]["value"] == finished[1]["signature"]["value"]
    shown = finished[0]["schema"]["dsfinvtw_v1"]["trip_receipt"]["amounts_per_payment_type"]
    assert shown["non_cash"] == [{"amount": "11.50", "currency_code": "EUR"}]
    assert till.app.control.tss(till.tss_id).signature_counter == 31


@pytest.mark.parametrize("kind", STARTS_EMPTY)
async def test_data_belongs_to_the_finish(till: Shop, kind: str) -> None:
    full = taxi(kind, KINDS[kind][1])
    body = till.wish(schema=full)
    await till.refused("E_FAILED_SCHEMA_VALIDATION", 400, "PUT", till.tx(new_id(), 1), body)
    tx_id = new_id()
    await till.start(tx_id, schema=taxi(kind, {}))
    body = till.wish("FINISHED", schema=taxi(kind, {}))
    await till.refused("E_FAILED_SCHEMA_VALIDATION", 400, "PUT", till.tx(tx_id, 2), body)
    await till.finish(tx_id, schema=full)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", ["ACTIVE", "CANCELLED"])
async def test_no_update_and_no_cancellation(till: Shop, kind: str, state: str) -> None:
    tx_id = new_id()
    await till.start(tx_id, schema=taxi(kind, first_part(kind)))
    for part in (first_part(kind), KINDS[kind][1]):
        body = till.wish(state, schema=taxi(kind, part))
        await till.refused("E_TX_UPSERT", 400, "PUT", till.tx(tx_id, 2), body)
    await till.finish(tx_id, schema=taxi(kind, KINDS[kind][1]))


async def test_type_rules_hold_for_taxis(till: Shop) -> None:
    tx_id = new_id()
    await till.start(tx_id, schema=taxi("trip_receipt", {}))
    body = till.wish("FINISHED", schema=taxi("power_up", POWER))
    await till.refused("E_TX_ILLEGAL_TYPE_CHANGE", 409, "PUT", till.tx(tx_id, 2), body)
    body = till.wish("FINISHED")
    await till.refused("E_TX_NO_TYPE_DEFINED", 409, "PUT", till.tx(tx_id, 2), body)
    # The same type as ready-made data is the same type.
    await till.finish(tx_id, schema=raw("Fahrtbeleg-V1"))


async def test_a_bare_start_can_become_a_trip(till: Shop) -> None:
    tx_id = new_id()
    await till.start(tx_id)
    await till.finish(tx_id, schema=taxi("trip_receipt", TRIP))


def changed(part: Any, change: Callable[[Any], object]) -> Any:
    copied = copy.deepcopy(part)
    change(copied)
    return copied


@pytest.mark.parametrize(
    "schema",
    [
        {"dsfinvtw_v1": {}},
        {"dsfinvtw_v1": []},
        {"dsfinvtw_v1": {"power_up": {}, "break": READING}},
        {**taxi("power_up", {}), **raw()},
        taxi("tip", {}),
        taxi("power_up", []),
        taxi("power_up", {"system": {}}),
        taxi("power_up", changed(POWER, lambda p: p.pop("system"))),
        taxi("power_up", changed(POWER, lambda p: p["system"].update(meter_type="CLOCK"))),
        taxi("power_up", changed(POWER, lambda p: p["system"].update(model="m" * 51))),
        taxi("power_up", changed(POWER, lambda p: p["system"].update(more="m"))),
        taxi("power_up", changed(POWER, lambda p: p["generic_data"].update(constant="1" * 11))),
        taxi("power_up", changed(POWER, lambda p: p["generic_data"].update(vehicle_id="a_b"))),
        taxi("power_up", changed(POWER, lambda p: p["generic_data"].update(vehicle_id="a/b"))),
        taxi("power_up", changed(POWER, lambda p: p["generic_data"].update(vehicle_id=""))),
        taxi("power_up", changed(POWER, lambda p: p["generic_data"].update(vehicle_id="v" * 21))),
        taxi("power_up", changed(POWER, lambda p: p["generic_data"].update(last_backup="1"))),
        taxi("power_up", changed(POWER, lambda p: p["generic_data"].update(last_backup=-1))),
        taxi("power_up", changed(POWER, lambda p: p["generic_data"].update(last_backup=2**53))),
        taxi("power_up", changed(POWER, lambda p: p["generic_data"].update(last_backup=True))),
        taxi("power_up", changed(POWER, lambda p: p["generic_data"].update(last_backup=1.0))),
        taxi("driver_status", {"type": "LUNCH", "driver_id": "7"}),
        taxi("driver_status", {"type": "LOGON"}),
        taxi("driver_status", {"type": "LOGON", "driver_id": "d" * 41}),
        taxi("trip_receipt", changed(TRIP, lambda t: t.pop("amounts_per_vat_rate"))),
        taxi("trip_receipt", changed(TRIP, lambda t: t.update(trip_type="HOME"))),
        taxi("trip_receipt", changed(TRIP, lambda t: t["trip_data"].update(fare="1.5"))),
        taxi("trip_receipt", changed(TRIP, lambda t: t["trip_data"].update(fare="1" * 17 + ".00"))),
        taxi("trip_receipt", changed(TRIP, lambda t: t["trip_data"].update(trip_start=None))),
        taxi("trip_receipt", changed(TRIP, lambda t: t["trip_data"].update(distance_traveled="1"))),
        taxi(
            "trip_receipt",
            {**TRIP, "amounts_per_vat_rate": [{"vat_rate": "SPECIAL_RATE_1", "amount": "1.00"}]},
        ),
        taxi("trip_receipt", {**TRIP, "amounts_per_payment_type": {"card": []}}),
        taxi("trip_receipt", {**TRIP, "amounts_per_payment_type": {"cash": [{"amount": "1"}]}}),
        taxi(
            "trip_receipt",
            {
                **TRIP,
                "amounts_per_payment_type": {"cash": [{"amount": "1.00", "currency_code": "€"}]},
            },
        ),
        taxi("empty_trip", {}),
        taxi("break", {"kilometer_reading": "7"}),
        taxi("break", {"kilometer_reading": "-7.000"}),
        taxi("other", {}),
        taxi("other", "x" * 513),
    ],
)
def test_malformed_taxi_data(schema: dict[str, Any]) -> None:
    with pytest.raises(ServiceError) as caught:
        process_data.read(copy.deepcopy(schema))
    assert caught.value.code == "E_FAILED_SCHEMA_VALIDATION"


def test_years_beyond_every_calendar() -> None:
    far = changed(POWER, lambda p: p["generic_data"].update(last_backup=2**53 - 1))
    data = process_data.read(taxi("power_up", far)).process_data
    assert data is not None
    assert b"_9007199254740991_" in data or b"^1024_9007199254740991_" in data
