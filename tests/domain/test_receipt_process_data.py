"""The text that is signed for a receipt and for an order (DSFinV-K Annex I)."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tse_companion.domain.receipt import (
    BON_TYPES,
    VAT_ALIASES,
    VAT_PERCENT,
    OrderLine,
    Payment,
    PaymentType,
    ReceiptType,
    VatAmount,
    VatRate,
    money,
    order_process_data,
    receipt_process_data,
)

CASH, CARD = PaymentType.CASH, PaymentType.NON_CASH


def vat(rate: VatRate, amount: str) -> VatAmount:
    return VatAmount(rate, Decimal(amount))


def pay(kind: PaymentType, amount: str, currency: str = "EUR") -> Payment:
    return Payment(kind, Decimal(amount), currency)


def test_the_sample_of_the_standard() -> None:
    data = receipt_process_data(
        ReceiptType.RECEIPT,
        [vat(VatRate.REDUCED_1, "7.99"), vat(VatRate.NORMAL, "75.33")],
        [pay(CARD, "64.30"), pay(CASH, "5", "USD"), pay(CASH, "5", "CHF"), pay(CASH, "10")],
    )
    assert data == (
        "Beleg^75.33_7.99_0.00_0.00_0.00^10.00:Bar_5.00:Bar:CHF_5.00:Bar:USD_64.30:Unbar"
    )


def test_an_abort_has_five_zeros_and_no_payment() -> None:
    assert receipt_process_data(ReceiptType.ABORT, [], []) == (
        "AVBelegabbruch^0.00_0.00_0.00_0.00_0.00^"
    )


def test_equal_keys_and_payments_are_added_up_and_zero_payments_left_out() -> None:
    data = receipt_process_data(
        ReceiptType.TRAINING,
        [vat(VatRate.NULL, "1.00"), vat(VatRate.NULL, "0.50")],
        [pay(CASH, "1"), pay(CASH, "0.5", "eur"), pay(CARD, "0")],
    )
    assert data == "AVTraining^0.00_0.00_0.00_0.00_1.50^1.50:Bar"


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        (ReceiptType.CANCELLATION, "AVBelegabbruch"),  # an abort, whatever its name says
        (ReceiptType.ANNULATION, "AVBelegstorno"),
        (ReceiptType.TRAINING, "AVTraining"),
    ],
)
def test_words_for_kinds(kind: ReceiptType, word: str) -> None:
    assert receipt_process_data(kind, [], []).startswith(f"{word}^")


def test_every_kind_and_every_key_is_known() -> None:
    assert set(BON_TYPES) == set(ReceiptType)
    assert set(VAT_PERCENT) == set(VatRate)
    assert set(VAT_ALIASES.values()) == set(VatRate)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "0.00"),
        ("-0.001", "0.00"),  # no minus zero
        ("1.999", "1.99"),  # cut, not rounded
        ("-1.999", "-1.99"),
        ("1E+3", "1000.00"),
        ("12345678.9", "12345678.90"),
    ],
)
def test_money(amount: str, text: str) -> None:
    assert money(Decimal(amount)) == text


@given(st.decimals("-1000000", "1000000", places=5))
def test_money_never_grows_and_has_two_decimals(amount: Decimal) -> None:
    text = money(amount)
    assert re.fullmatch(r"-?\d+\.\d\d", text)
    assert abs(Decimal(text)) <= abs(amount)
    assert abs(Decimal(text) - amount) < Decimal("0.01")
    assert text != "-0.00"


payments = st.lists(
    st.builds(
        Payment,
        payment_type=st.sampled_from(PaymentType),
        amount=st.decimals("-500", "500", places=2),
        currency_code=st.sampled_from(["EUR", "CHF", "USD", "GBP"]),
    ),
    max_size=10,
)


@given(payments)
def test_payments_are_complete_unique_and_in_order(paid: list[Payment]) -> None:
    part = receipt_process_data(ReceiptType.RECEIPT, [], paid).split("^")[2]
    found = [text.split(":") for text in part.split("_")] if part else []
    keys = [(words[1] == "Unbar", len(words) > 2, words[2:]) for words in found]
    assert keys == sorted(keys)
    assert len({str(key) for key in keys}) == len(keys)
    assert sum((Decimal(w[0]) for w in found), Decimal(0)) == sum(
        (p.amount for p in paid), Decimal(0)
    )


def line(quantity: str, text: str, price: str) -> OrderLine:
    return OrderLine(Decimal(quantity), text, Decimal(price))


def test_the_order_of_the_standard() -> None:
    lines = [line("2", 'Eisbecher "Himbeere"', "3.99"), line("1.0", "Espresso", "1.9")]
    assert order_process_data(lines) == '2;"Eisbecher ""Himbeere""";3.99\r1;"Espresso";1.90'


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        ("10", "10"),
        ("100", "100"),
        ("0.375", "0.375"),
        ("0.500", "0.5"),
        ("-2", "-2"),
        ("0.000", "0"),
        ("-0.0", "0"),
        ("1E+2", "100"),
    ],
)
def test_quantities_are_as_short_as_possible(quantity: str, text: str) -> None:
    assert order_process_data([line(quantity, "x", "1")]).split(";")[0] == text


@given(st.decimals("-9999", "9999", places=5))
def test_quantities_keep_their_value(quantity: Decimal) -> None:
    text = order_process_data([OrderLine(quantity, "x", Decimal(1))]).split(";")[0]
    assert Decimal(text) == quantity
    assert not text.endswith(".")
    assert "." not in text or not text.endswith("0")
