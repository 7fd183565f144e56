"""Receipt content: VAT keys, kinds of receipt, and the process data text that gets signed.

The text follows DSFinV-K Annex I; the mapping of the API's names is contract section 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

CENT = Decimal("0.01")
EURO = "EUR"


class ReceiptType(StrEnum):
    """The API's ``receipt_type``."""

    RECEIPT = "RECEIPT"
    TRAINING = "TRAINING"
    TRANSFER = "TRANSFER"
    ORDER = "ORDER"
    CANCELLATION = "CANCELLATION"
    ABORT = "ABORT"
    BENEFIT_IN_KIND = "BENEFIT_IN_KIND"
    INVOICE = "INVOICE"
    OTHER = "OTHER"
    ANNULATION = "ANNULATION"


# CANCELLATION is an abort, not a void; a completed sale is reversed with ANNULATION.
BON_TYPES: Mapping[ReceiptType, str] = {
    ReceiptType.RECEIPT: "Beleg",
    ReceiptType.TRAINING: "AVTraining",
    ReceiptType.TRANSFER: "AVTransfer",
    ReceiptType.ORDER: "AVBestellung",
    ReceiptType.CANCELLATION: "AVBelegabbruch",
    ReceiptType.ABORT: "AVBelegabbruch",
    ReceiptType.BENEFIT_IN_KIND: "AVSachbezug",
    ReceiptType.INVOICE: "AVRechnung",
    ReceiptType.OTHER: "AVSonstige",
    ReceiptType.ANNULATION: "AVBelegstorno",
}


class VatRate(StrEnum):
    """The API's ``vat_rate``, in the fixed order of the five sums."""

    NORMAL = "NORMAL"
    REDUCED_1 = "REDUCED_1"
    SPECIAL_RATE_1 = "SPECIAL_RATE_1"
    SPECIAL_RATE_2 = "SPECIAL_RATE_2"
    NULL = "NULL"


# Today's percentages by law (§ 12, § 24 UStG; SPECIAL_RATE_1 is 7.8 since 2025 although the API
# labels it 10.7). Only for showing a rate: what is signed is the gross amount per key.
VAT_PERCENT: Mapping[VatRate, Decimal] = {
    VatRate.NORMAL: Decimal(19),
    VatRate.REDUCED_1: Decimal(7),
    VatRate.SPECIAL_RATE_1: Decimal("7.8"),
    VatRate.SPECIAL_RATE_2: Decimal("5.5"),
    VatRate.NULL: Decimal(0),
}

# Deprecated numeric names the service still takes.
VAT_ALIASES: Mapping[str, VatRate] = {
    "19": VatRate.NORMAL,
    "7": VatRate.REDUCED_1,
    "10.7": VatRate.SPECIAL_RATE_1,
    "5.5": VatRate.SPECIAL_RATE_2,
    "0": VatRate.NULL,
}


class PaymentType(StrEnum):
    """The API's ``payment_type``."""

    CASH = "CASH"
    NON_CASH = "NON_CASH"


_PAYMENT_WORDS: Mapping[PaymentType, str] = {
    PaymentType.CASH: "Bar",
    PaymentType.NON_CASH: "Unbar",
}

PROCESS_TYPE_RECEIPT = "Kassenbeleg-V1"
PROCESS_TYPE_ORDER = "Bestellung-V1"
PROCESS_TYPE_OTHER = "SonstigerVorgang"


@dataclass(frozen=True, slots=True)
class VatAmount:
    """Gross amount of one VAT key, in euros."""

    vat_rate: VatRate
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment; ``currency_code`` is ISO 4217."""

    payment_type: PaymentType
    amount: Decimal
    currency_code: str = EURO


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of an order; ``price_per_unit`` is gross."""

    quantity: Decimal
    text: str
    price_per_unit: Decimal


def money(amount: Decimal) -> str:
    """Dot, exactly two decimals, minus sign only; further decimals are cut (Annex I)."""
    cut = amount.quantize(CENT, rounding=ROUND_DOWN)
    return f"{abs(cut) if cut == 0 else cut:f}"


def receipt_process_data(
    receipt_type: ReceiptType, amounts: Iterable[VatAmount], payments: Iterable[Payment]
) -> str:
    """``<type>^<five gross sums>^<payments>`` as it is signed.

    Equal VAT keys are added up, and so are payments of equal kind and currency; zero payments are
    left out. Cash stands before non-cash, and inside each EUR first, then the other currencies
    by name.
    """
    sums = dict.fromkeys(VatRate, Decimal(0))
    for item in amounts:
        sums[item.vat_rate] += item.amount
    paid: dict[tuple[PaymentType, str], Decimal] = {}
    for payment in payments:
        key = (payment.payment_type, payment.currency_code.upper())
        paid[key] = paid.get(key, Decimal(0)) + payment.amount
    order = sorted(paid, key=lambda k: (k[0] is PaymentType.NON_CASH, k[1] != EURO, k[1]))
    parts = [
        f"{money(paid[key])}:{_PAYMENT_WORDS[key[0]]}" + ("" if key[1] == EURO else f":{key[1]}")
        for key in order
        if paid[key] != 0
    ]
    return "^".join(
        (BON_TYPES[receipt_type], "_".join(money(v) for v in sums.values()), "_".join(parts))
    )


def order_process_data(lines: Iterable[OrderLine]) -> str:
    """One line per item, joined by CR, as it is signed (Annex I, Bestellung-V1)."""
    return "\r".join(
        '{};"{}";{}'.format(
            _shortest(line.quantity), line.text.replace('"', '""'), money(line.price_per_unit)
        )
        for line in lines
    )


def _shortest(quantity: Decimal) -> str:
    text = f"{quantity:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
