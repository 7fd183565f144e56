"""How numbers, dates and the fixed words of a receipt are written in German.

A receipt is a document of German law and is printed in German whatever language the window
speaks. Its words are therefore data, like the words of the law, and not part of the catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from tse_companion.domain.models import Env
from tse_companion.domain.receipt import CENT, EURO, PaymentType, ReceiptType, VatRate

MINUS = "−"  # as wide as a digit in the bundled fonts, unlike the hyphen

# Letters at the goods that lead to the table of rates.
VAT_LETTERS: Mapping[VatRate, str] = {
    VatRate.NORMAL: "A",
    VatRate.REDUCED_1: "B",
    VatRate.SPECIAL_RATE_1: "C",
    VatRate.SPECIAL_RATE_2: "D",
    VatRate.NULL: "E",
}

PAYMENTS: Mapping[PaymentType, str] = {PaymentType.CASH: "Bar", PaymentType.NON_CASH: "Unbar"}

KINDS: Mapping[ReceiptType, str] = {
    ReceiptType.RECEIPT: "Beleg",
    ReceiptType.TRAINING: "Trainingsbeleg",
    ReceiptType.TRANSFER: "Übertragung",
    ReceiptType.ORDER: "Bestellung",
    ReceiptType.CANCELLATION: "Belegabbruch",
    ReceiptType.ABORT: "Belegabbruch",
    ReceiptType.BENEFIT_IN_KIND: "Sachbezug",
    ReceiptType.INVOICE: "Rechnung",
    ReceiptType.OTHER: "Sonstiger Vorgang",
    ReceiptType.ANNULATION: "Stornobeleg",
}

TRAINING = "TRAINING – kein Beleg"

ENVIRONMENTS: Mapping[Env, str] = {
    Env.TEST: "Testbetrieb",
    Env.LIVE: "Echtbetrieb",
    Env.UNKNOWN: "Umgebung unbekannt",
}
PRACTICE = "Übungsbetrieb"


def amount(value: Decimal) -> str:
    """``1.234,50`` with two decimals and a true minus sign."""
    cents = value.quantize(CENT, rounding=ROUND_HALF_UP)
    return _german(f"{abs(cents):,.2f}", cents < 0)


def plain_number(value: Decimal) -> str:
    """``2``, ``0,375``: as few decimals as possible."""
    text = f"{abs(value):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return _german(text, value < 0)


def percent(value: Decimal) -> str:
    """``19 %``, ``7,8 %``; the blank does not break."""
    return f"{plain_number(value)}\u00a0%"


def money_in(value: Decimal, currency: str) -> str:
    """An amount with its currency: the sign for euros, the code for all others."""
    return f"{amount(value)}\u00a0{'€' if currency == EURO else currency}"


def times(quantity: Decimal) -> str:
    """``2 ×``; the blank does not break."""
    return f"{plain_number(quantity)}\u00a0×"


def moment(when: datetime) -> str:
    """``21.11.2026  14:05:09``; the blanks do not break."""
    return when.strftime("%d.%m.%Y\u00a0\u00a0%H:%M:%S")


def _german(text: str, is_negative: bool) -> str:
    swapped = text.translate(str.maketrans(",.", ".,"))
    return MINUS + swapped if is_negative else swapped
