"""Whether process data keep the form of DSFinV-K Annex I.

The form says nothing about the signature: real codes break it and still verify. So it is looked
at separately and gives warnings only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

RECEIPT: Final = "Kassenbeleg-V1"
_TYPES: Final = (RECEIPT, "Bestellung-V1", "SonstigerVorgang")
_VAT_SLOTS: Final = 5

_EXACT = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{2}")
_READABLE = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,4})?")
_DECIMAL_COMMA = re.compile(r"-?[0-9]+,[0-9]{1,2}")
_PAYMENT_KIND = re.compile(r"(?:Bar|Unbar)(?::([A-Z]{3}))?")


def form_warnings(process_type: str, process_data: str) -> tuple[str, ...]:
    """Words of the warnings list for what is unusual; empty when the form is kept."""
    return tuple(dict.fromkeys(_warnings(process_type, process_data)))


def _warnings(process_type: str, process_data: str) -> Iterator[str]:
    folded = process_type.casefold()
    if process_type not in _TYPES and folded in (name.casefold() for name in _TYPES):
        yield "process_type_spelling"
    if folded != RECEIPT.casefold():
        return
    parts = process_data.split("^")
    if len(parts) != 3:
        yield "amount_format"
        return
    slots = parts[1].split("_")
    payments = [payment.partition(":") for payment in parts[2].split("_") if parts[2]]
    amounts = [*slots, *(amount for amount, _, _ in payments)]
    kinds = [_PAYMENT_KIND.fullmatch(kind) for _, _, kind in payments]
    if not all(_EXACT.fullmatch(amount) for amount in amounts) or None in kinds:
        yield "amount_format"
    if len(slots) != _VAT_SLOTS:
        yield "vat_slot_count"
    if any(kind is None or kind[1] not in (None, "EUR") for kind in kinds):
        return  # foreign money cannot be added up, unreadable payments even less
    taxed = _sum(slots)
    paid = _sum([amount for amount, _, _ in payments])
    if taxed is not None and paid is not None and taxed != paid:
        yield "sum_of_taxes_differs_from_payments"


def _sum(amounts: list[str]) -> Decimal | None:
    values = [_amount(text) for text in amounts]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


def _amount(text: str) -> Decimal | None:
    """The amount as a person would read it, or None."""
    if _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    text = text.replace(",", "")
    return Decimal(text) if _READABLE.fullmatch(text) else None
