"""``dsfinvtw_v1``: what taximeters and odometers send (contract section 5).

The contract names the parts and their forms, not the text they become. Choice ``taxi-text``: the
parts in the contract's order, joined by ``_``, groups of parts by ``^`` - the characters that
identifiers must not hold -, times in ISO form, an empty object as no text at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tse_companion.domain.receipt import (
    EURO,
    Payment,
    PaymentType,
    ReceiptType,
    money,
    receipt_process_data,
)
from tse_companion.sandbox.signde import schema
from tse_companion.sandbox.signde.errors import violation
from tse_companion.tse.qrcode_text import iso_time

_MONEY = re.compile(r"-?[0-9]{1,16}\.[0-9]{2}")
_KILOMETERS = re.compile(r"[0-9]{1,16}\.[0-9]{3}")
_TRANSFERS = re.compile(r"[0-9]{1,20}")
_CONSTANT = re.compile(r"[0-9]{1,10}")
_NAME = re.compile(r"[^_/^]+")
_CURRENCY = re.compile(r"[a-zA-Z]{3}")
_PREFIX = {"TAXIMETER": "T", "ODOMETER": "W"}
_VAT_RATES = ("NORMAL", "REDUCED_1", "NULL")
_OTHER_TEXT = 512

Reader = Callable[[Any, str], str]


@dataclass(frozen=True, slots=True)
class TaxiData:
    """What one request carries; ``is_empty`` for ``{}``, which most kinds start with."""

    process_type: str
    text: str
    shown: dict[str, Any]
    is_empty: bool
    starts_empty: bool


def read(value: object, where: str) -> TaxiData:
    """The content of ``dsfinvtw_v1``; refused where it breaks the schema."""
    given = schema.members(value, where, optional=tuple(_KINDS))
    if len(given) != 1:
        raise violation(f"{where} must have exactly one of {', '.join(_KINDS)}")
    (kind, part), *_ = given.items()
    process_type, reader, starts_empty = _KINDS[kind]
    is_empty = starts_empty and part == {}
    text = "" if is_empty else reader(part, f"{where}.{kind}")
    return TaxiData(process_type, text, {kind: part}, is_empty, starts_empty)


def _power(value: Any, where: str) -> str:
    status = schema.members(value, where, required=("system", "counter_unit", "generic_data"))
    return "^".join(
        (
            _parts(status["system"], f"{where}.system", _SYSTEM),
            _parts(status["counter_unit"], f"{where}.counter_unit", _COUNTER_UNIT),
            _parts(status["generic_data"], f"{where}.generic_data", _GENERIC_DATA),
        )
    )


def _driver(value: Any, where: str) -> str:
    return _parts(value, where, _DRIVER)


def _kilometers(value: Any, where: str) -> str:
    return _parts(value, where, {"kilometer_reading": _matching(_KILOMETERS)})


def _other(value: Any, where: str) -> str:
    return schema.text(value, where, most=_OTHER_TEXT)


def _trip(value: Any, where: str) -> str:
    trip = schema.members(
        value,
        where,
        required=(*_TRIP, "trip_data", "amounts_per_vat_rate"),
        optional=("amounts_per_payment_type",),
    )
    return "^".join(
        (
            _parts({name: trip[name] for name in _TRIP}, where, _TRIP),
            _parts(trip["trip_data"], f"{where}.trip_data", _TRIP_DATA),
            _sums(trip["amounts_per_vat_rate"], f"{where}.amounts_per_vat_rate"),
            _payments(
                trip.get("amounts_per_payment_type", {}), f"{where}.amounts_per_payment_type"
            ),
        )
    )


def _sums(value: Any, where: str) -> str:
    sums = dict.fromkeys(_VAT_RATES, Decimal(0))
    for at, item in enumerate(schema.items(value, where)):
        row = schema.members(item, f"{where}[{at}]", required=("vat_rate", "amount"))
        rate = schema.one_of(row["vat_rate"], f"{where}[{at}].vat_rate", _VAT_RATES)
        sums[rate] += Decimal(_matching(_MONEY)(row["amount"], f"{where}[{at}].amount"))
    return "_".join(money(amount) for amount in sums.values())


def _payments(value: Any, where: str) -> str:
    given = schema.members(value, where, optional=("cash", "non_cash"))
    payments = []
    for name, rows in given.items():
        for at, item in enumerate(schema.items(rows, f"{where}.{name}")):
            place = f"{where}.{name}[{at}]"
            row = schema.members(item, place, required=("amount",), optional=("currency_code",))
            row.setdefault("currency_code", EURO)  # comes back as it does for receipts
            currency = _matching(_CURRENCY)(row["currency_code"], f"{place}.currency_code")
            amount = Decimal(_matching(_MONEY)(row["amount"], f"{place}.amount"))
            payments.append(Payment(PaymentType[name.upper()], amount, currency))
    return receipt_process_data(ReceiptType.RECEIPT, (), payments).rpartition("^")[2]


# --- parts -----------------------------------------------------------------------------------


def _parts(value: Any, where: str, forms: dict[str, Reader]) -> str:
    given = schema.members(value, where, required=tuple(forms))
    return "_".join(form(given[name], f"{where}.{name}") for name, form in forms.items())


def _matching(pattern: re.Pattern[str], most: int | None = None) -> Reader:
    return lambda value, where: schema.text(value, where, most=most, pattern=pattern)


def _text(most: int) -> Reader:
    return lambda value, where: schema.text(value, where, most=most)


def _word(*allowed: str) -> Reader:
    return lambda value, where: schema.one_of(value, where, allowed)


def _meter(value: Any, where: str) -> str:
    return _PREFIX[schema.one_of(value, where, tuple(_PREFIX))]


def _moment(value: Any, where: str) -> str:
    unix = schema.integer(value, where)
    try:
        return iso_time(unix)
    except (ValueError, OverflowError, OSError):
        return str(unix)  # years of more than four digits have no form


_SYSTEM: dict[str, Reader] = {
    "meter_type": _meter,
    "manufacturer": _text(50),
    "model": _text(50),
}
_COUNTER_UNIT: dict[str, Reader] = {
    "total_kilometers": _matching(_KILOMETERS),
    "total_kilometers_with_passengers": _matching(_KILOMETERS),
    "total_passenger_transfers": _matching(_TRANSFERS),
    "total_surcharge_or_base_amount": _matching(_MONEY),
    "total_billed_amount": _matching(_MONEY),
}
_GENERIC_DATA: dict[str, Reader] = {
    "constant": _matching(_CONSTANT),
    "last_backup": _moment,
    "vehicle_id": _matching(_NAME, 20),
    "local_time": _moment,
    "tariff_id": _matching(_NAME, 50),
}
_DRIVER: dict[str, Reader] = {
    "type": _word("LOGON", "LOGOFF"),
    "driver_id": _matching(_NAME, 40),
}
_TRIP: dict[str, Reader] = {
    "meter_type": _meter,
    "vehicle_id": _matching(_NAME, 20),
    "tariff_id": _matching(_NAME, 50),
    "trip_type": _word("TARIFF", "OTHER"),
}
_TRIP_DATA: dict[str, Reader] = {
    "trip_start": _moment,
    "trip_end": _moment,
    "distance_traveled": _matching(_KILOMETERS),
    "fare": _matching(_MONEY),
    "surcharge": _matching(_MONEY),
    "total_billed": _matching(_MONEY),
}

# Process type, how it is read, and whether it starts with an empty object.
_KINDS: dict[str, tuple[str, Reader, bool]] = {
    "power_up": ("Einschalten-V1", _power, True),
    "power_off": ("Ausschalten-V1", _power, True),
    "driver_status": ("Fahrer-V1", _driver, True),
    "trip_receipt": ("Fahrtbeleg-V1", _trip, True),
    "empty_trip": ("Frei-V1", _kilometers, False),
    "break": ("Pause-V1", _kilometers, False),
    "other": ("SonstigerVorgangTW", _other, False),
}
