"""The ``schema`` of a transaction: strict reading, and the text that gets signed (section 5)."""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from typing import Any

from tse_companion.domain.receipt import (
    EURO,
    PROCESS_TYPE_ORDER,
    PROCESS_TYPE_OTHER,
    PROCESS_TYPE_RECEIPT,
    VAT_ALIASES,
    OrderLine,
    Payment,
    PaymentType,
    ReceiptType,
    VatAmount,
    VatRate,
    order_process_data,
    receipt_process_data,
)
from tse_companion.sandbox.signde import schema, taxi_data
from tse_companion.sandbox.signde.errors import refused, violation
from tse_companion.sandbox.signde.taxi_data import TaxiData

_AMOUNT = re.compile(r"-?[0-9]+\.[0-9]{2,5}")
_QUANTITY = re.compile(r"-?[0-9]+(\.[0-9]{1,5})?")
_CURRENCY = re.compile(r"[a-zA-Z]{3}")
_ORDER_TEXT = 255
_SCHEMAS = ("standard_v1", "dsfinvtw_v1", "raw")

# Bodies end at 1 MB, so no sum in them needs more digits; arithmetic is exact below that.
_EXACT = Context(prec=1_000_100)


@dataclass(frozen=True, slots=True)
class Content:
    """What one revision says. ``shown`` is the ``schema`` of the answer.

    ``process_data`` is ``None`` when raw data was not base64: a refusal of its own that comes
    after the checks of TSS and client.
    """

    process_type: str
    process_data: bytes | None
    shown: dict[str, Any]
    taxi: TaxiData | None = None

    def check_step(self, *, is_start: bool) -> None:
        """400 for taxi data where a start has to be empty, and for none at a finish."""
        if self.taxi is not None and self.taxi.starts_empty and self.taxi.is_empty != is_start:
            wanted = "must be empty at the start" if is_start else "must carry data at the finish"
            raise violation(f"body.schema.dsfinvtw_v1 {wanted}")

    def to_sign(self) -> bytes:
        """The process data, or 400 E_PARSER."""
        if self.process_data is None:
            raise refused("E_PARSER", "schema.raw.process_data is not base64")
        return self.process_data


def read(value: object) -> Content:
    """The content of a request's ``schema``; refused where it breaks the schema."""
    where = "body.schema"
    given = schema.members(value, where, optional=_SCHEMAS)
    if len(given) != 1:
        raise violation(f"{where} must have exactly one of {', '.join(_SCHEMAS)}")
    if "raw" in given:
        return _raw(given["raw"], f"{where}.raw")
    if "dsfinvtw_v1" in given:
        with localcontext(_EXACT):
            taxi = taxi_data.read(given["dsfinvtw_v1"], f"{where}.dsfinvtw_v1")
        return _content(taxi.process_type, taxi.text, {"dsfinvtw_v1": taxi.shown}, taxi)
    where = f"{where}.standard_v1"
    standard = schema.members(given["standard_v1"], where, optional=("receipt", "order", "other"))
    if len(standard) != 1:
        raise violation(f"{where} must have exactly one of receipt, order, other")
    (kind, part), *_ = standard.items()
    with localcontext(_EXACT):
        process_type, text, shown = _STANDARD[kind](part, f"{where}.{kind}")
    return _content(process_type, text, {"standard_v1": {kind: shown}})


def _content(
    process_type: str, text: str, shown: dict[str, Any], taxi: TaxiData | None = None
) -> Content:
    data = text.encode()
    raw = {"process_type": process_type, "process_data": base64.b64encode(data).decode()}
    return Content(process_type, data, {**shown, "raw": raw}, taxi)


def _raw(value: object, where: str) -> Content:
    raw = schema.members(value, where, required=("process_type", "process_data"))
    process_type = schema.text(raw["process_type"], f"{where}.process_type")
    text = schema.text(raw["process_data"], f"{where}.process_data")
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        data = None
    return Content(process_type, data, {"raw": raw})


def _receipt(value: object, where: str) -> tuple[str, str, dict[str, Any]]:
    receipt = schema.members(
        value,
        where,
        required=("receipt_type", "amounts_per_vat_rate"),
        optional=("amounts_per_payment_type",),
    )
    receipt_type = ReceiptType(
        schema.one_of(receipt["receipt_type"], f"{where}.receipt_type", tuple(ReceiptType))
    )
    amounts = _rows(receipt, "amounts_per_vat_rate", where, ("vat_rate", "amount"))
    vat = [
        VatAmount(_vat_rate(row["vat_rate"], at), _decimal(row["amount"], at))
        for row, at in amounts
    ]
    shown = dict(receipt)
    payments: list[Payment] = []
    if "amounts_per_payment_type" in receipt:
        rows = _rows(
            receipt,
            "amounts_per_payment_type",
            where,
            ("payment_type", "amount"),
            ("currency_code",),
        )
        payments = [_payment(row, at) for row, at in rows]
        shown["amounts_per_payment_type"] = [{"currency_code": EURO, **row} for row, _ in rows]
    return PROCESS_TYPE_RECEIPT, receipt_process_data(receipt_type, vat, payments), shown


def _payment(row: dict[str, Any], where: str) -> Payment:
    kind = schema.one_of(row["payment_type"], f"{where}.payment_type", tuple(PaymentType))
    currency = schema.text(
        row.get("currency_code", EURO), f"{where}.currency_code", pattern=_CURRENCY
    )
    return Payment(PaymentType(kind), _decimal(row["amount"], where), currency)


def _vat_rate(value: object, where: str) -> VatRate:
    name = schema.one_of(value, f"{where}.vat_rate", (*VatRate, *VAT_ALIASES))
    return VAT_ALIASES[name] if name in VAT_ALIASES else VatRate(name)


def _order(value: object, where: str) -> tuple[str, str, dict[str, Any]]:
    order = schema.members(value, where, required=("line_items",))
    rows = _rows(order, "line_items", where, ("quantity", "text", "price_per_unit"))
    lines = [
        OrderLine(
            Decimal(schema.text(row["quantity"], f"{at}.quantity", pattern=_QUANTITY)),
            schema.text(row["text"], f"{at}.text", most=_ORDER_TEXT),
            Decimal(schema.text(row["price_per_unit"], f"{at}.price_per_unit", pattern=_AMOUNT)),
        )
        for row, at in rows
    ]
    return PROCESS_TYPE_ORDER, order_process_data(lines), order


def _other(value: object, where: str) -> tuple[str, str, dict[str, Any]]:
    if not isinstance(value, dict):
        raise violation(f"{where} must be an object")
    # Choice other-text.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return PROCESS_TYPE_OTHER, text, value


_STANDARD = {"receipt": _receipt, "order": _order, "other": _other}


def _rows(
    parent: dict[str, Any],
    name: str,
    where: str,
    required: tuple[str, ...],
    optional: tuple[str, ...] = (),
) -> list[tuple[dict[str, Any], str]]:
    return [
        (
            schema.members(item, f"{where}.{name}[{at}]", required=required, optional=optional),
            f"{where}.{name}[{at}]",
        )
        for at, item in enumerate(schema.items(parent[name], f"{where}.{name}"))
    ]


def _decimal(value: object, where: str) -> Decimal:
    return Decimal(schema.text(value, f"{where}.amount", pattern=_AMOUNT))
