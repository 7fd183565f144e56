"""Goods, sums and the schema member of one receipt."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tse_companion.domain.models import Env, Signature, Transaction, TransactionLog, TxState
from tse_companion.domain.receipt import (
    VAT_PERCENT,
    Payment,
    PaymentType,
    ReceiptType,
    VatRate,
    receipt_process_data,
)
from tse_companion.domain.receipt_content import (
    Business,
    Item,
    amounts_per_vat_rate,
    paid_in_full,
    receipt_content,
    receipt_schema,
    sample_business,
    sample_items,
    total,
    utc_text,
    vat_lines,
)

START = 1_735_730_000  # 2025-01-01T11:13:20Z
FINISHED = Transaction(
    id="8c1f9a3e-5f0e-4f8e-9a55-0e6f3d1c2b4a",
    number=200,
    state=TxState.FINISHED,
    revision=2,
    latest_revision=2,
    tss_id="0d9a54b2-74c4-4e4b-93a8-4a5a0ac70aa1",
    tss_serial_number="ab" * 32,
    client_id="f5c3c7b0-86a4-4a8e-b5a0-3b3f2f7f1c55",
    client_serial_number="KASSE-1",
    env=Env.TEST,
    time_start=START,
    time_end=START + 5,
    log=TransactionLog("Finish", START + 5, "unixTime"),
    signature=Signature("c2ln", "ecdsa-plain-SHA256", 128, "a2V5"),
    qr_code_data="V0;KASSE-1;…",
)

amounts = st.decimals("-9999.99", "9999.99", places=2)
items = st.lists(
    st.builds(
        Item,
        quantity=st.decimals("-99", "99", places=3),
        text=st.text(max_size=20),
        unit_price=amounts,
        vat_rate=st.sampled_from(VatRate),
    ),
    max_size=12,
)


def item(price: str, rate: VatRate = VatRate.NORMAL, quantity: str = "1") -> Item:
    return Item(Decimal(quantity), "Ware", Decimal(price), rate)


# --- amounts ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quantity", "price", "amount"),
    [
        ("2", "3.20", "6.40"),
        ("0.375", "3.95", "1.48"),
        ("3", "0.005", "0.02"),  # half a cent is rounded up, once per line
        ("-1", "4.99", "-4.99"),
        ("0", "4.99", "0.00"),
    ],
)
def test_amount_of_an_item_is_rounded_to_the_cent(quantity: str, price: str, amount: str) -> None:
    assert item(price, quantity=quantity).amount == Decimal(amount)


def test_sums_per_key_stand_in_the_fixed_order() -> None:
    goods = (
        item("1.00", VatRate.NULL),
        item("2.00", VatRate.REDUCED_1),
        item("3.00", VatRate.NORMAL),
        item("4.00", VatRate.REDUCED_1),
    )
    found = [(part.vat_rate, part.amount) for part in amounts_per_vat_rate(goods)]
    assert found == [
        (VatRate.NORMAL, Decimal("3.00")),
        (VatRate.REDUCED_1, Decimal("6.00")),
        (VatRate.NULL, Decimal("1.00")),
    ]


@pytest.mark.parametrize(
    ("rate", "gross", "net", "tax"),
    [
        (VatRate.NORMAL, "11.90", "10.00", "1.90"),
        (VatRate.REDUCED_1, "10.70", "10.00", "0.70"),
        (VatRate.SPECIAL_RATE_1, "107.80", "100.00", "7.80"),  # the law, not the label 10.7
        (VatRate.SPECIAL_RATE_2, "105.50", "100.00", "5.50"),
        (VatRate.NULL, "5.00", "5.00", "0.00"),
        (VatRate.NORMAL, "-11.90", "-10.00", "-1.90"),
        (VatRate.NORMAL, "0.01", "0.01", "0.00"),
    ],
)
def test_net_and_tax_come_from_the_gross_sum(rate: VatRate, gross: str, net: str, tax: str) -> None:
    (line,) = vat_lines([item(gross, rate)])
    assert (line.net, line.tax, line.percent) == (Decimal(net), Decimal(tax), VAT_PERCENT[rate])


@given(items)
def test_everything_adds_up(goods: list[Item]) -> None:
    lines = vat_lines(goods)
    assert sum((line.gross for line in lines), Decimal(0)) == total(goods)
    for line in lines:
        assert line.net + line.tax == line.gross
        assert line.net == line.net.quantize(Decimal("0.01"))
        assert abs(line.net) <= abs(line.gross)


# --- what is sent ----------------------------------------------------------------------------


def test_schema_of_a_training() -> None:
    goods = sample_items()
    assert receipt_schema(ReceiptType.TRAINING, goods, paid_in_full(goods)) == {
        "standard_v1": {
            "receipt": {
                "receipt_type": "TRAINING",
                "amounts_per_vat_rate": [
                    {"vat_rate": "NORMAL", "amount": "6.40"},
                    {"vat_rate": "REDUCED_1", "amount": "3.50"},
                ],
                "amounts_per_payment_type": [
                    {"payment_type": "CASH", "amount": "9.90", "currency_code": "EUR"}
                ],
            }
        }
    }


@given(items, st.sampled_from(ReceiptType))
def test_every_amount_has_the_form_the_contract_asks_for(
    goods: list[Item], kind: ReceiptType
) -> None:
    payments = paid_in_full(goods, PaymentType.NON_CASH)
    schema = receipt_schema(kind, goods, payments)
    standard = schema["standard_v1"]
    assert isinstance(standard, dict)
    receipt = standard["receipt"]
    assert receipt["receipt_type"] == kind
    parts = receipt["amounts_per_vat_rate"] + receipt["amounts_per_payment_type"]
    assert all(re.fullmatch(r"-?\d+\.\d{2}", part["amount"]) for part in parts)
    rates = [part["vat_rate"] for part in receipt["amounts_per_vat_rate"]]
    assert len(rates) == len(set(rates))


@given(items)
def test_what_is_signed_is_what_is_printed(goods: list[Item]) -> None:
    data = receipt_process_data(
        ReceiptType.RECEIPT, amounts_per_vat_rate(goods), paid_in_full(goods)
    )
    sums = [Decimal(text) for text in data.split("^")[1].split("_")]
    printed = {line.vat_rate: line.gross for line in vat_lines(goods)}
    assert sums == [printed.get(rate, Decimal(0)) for rate in VatRate]


def test_nothing_is_paid_for_nothing() -> None:
    assert paid_in_full([item("1.00"), item("-1.00")]) == ()


# --- the receipt -----------------------------------------------------------------------------


def test_content_of_a_receipt() -> None:
    goods = sample_items()
    berlin = timezone(timedelta(hours=1))
    content = receipt_content(
        sample_business(),
        goods,
        [*paid_in_full(goods), Payment(PaymentType.NON_CASH, Decimal("0.00"))],
        ReceiptType.TRAINING,
        FINISHED,
        zone=berlin,
        first_order=START - 60,
    )
    assert content.total == Decimal("9.90")
    assert content.payments == paid_in_full(goods)  # nothing paid by card is not mentioned
    assert content.started_at.isoformat() == "2025-01-01T12:13:20+01:00"
    assert content.issued_at.isoformat() == "2025-01-01T12:13:25+01:00"
    assert content.tse_start == "2025-01-01T11:13:20.000Z"
    assert content.tse_stop == "2025-01-01T11:13:25.000Z"
    assert content.first_order == "2025-01-01T11:12:20.000Z"
    assert content.qr_code_data == "V0;KASSE-1;…"
    assert content.env is Env.TEST
    assert content.is_training
    assert not content.is_real_sale


@pytest.mark.parametrize(
    ("env", "kind", "is_practice", "is_real"),
    [
        (Env.LIVE, ReceiptType.RECEIPT, False, True),
        (Env.LIVE, ReceiptType.ANNULATION, False, True),
        (Env.LIVE, ReceiptType.TRAINING, False, False),
        (Env.LIVE, ReceiptType.RECEIPT, True, False),
        (Env.TEST, ReceiptType.RECEIPT, False, False),
        (Env.UNKNOWN, ReceiptType.RECEIPT, False, False),
    ],
)
def test_only_a_sale_in_live_is_real(
    env: Env, kind: ReceiptType, is_practice: bool, is_real: bool
) -> None:
    transaction = replace(FINISHED, env=env)
    content = receipt_content(
        sample_business(), [], [], kind, transaction, is_practice=is_practice, zone=UTC
    )
    assert content.is_real_sale is is_real


def test_an_open_transaction_has_no_receipt() -> None:
    with pytest.raises(ValueError, match="finished"):
        receipt_content(
            sample_business(), [], [], ReceiptType.RECEIPT, replace(FINISHED, time_end=None)
        )


def test_the_machine_s_zone_is_the_default() -> None:
    content = receipt_content(sample_business(), [], [], ReceiptType.RECEIPT, FINISHED)
    assert content.issued_at.timestamp() == START + 5
    assert content.issued_at.utcoffset() == timedelta(hours=1)


@given(st.integers(0, 4_000_000_000))
def test_tse_times_are_spelled_as_in_the_code(unix: int) -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z", utc_text(unix))


@pytest.mark.parametrize(
    ("business", "complete"),
    [
        (sample_business(), True),
        (Business("", "Straße 1", "Stadt"), False),
        (Business("Laden", "  ", "Stadt"), False),
        (Business("Laden", "Straße 1", "Stadt", tax_number=None), True),
    ],
)
def test_a_business_needs_name_and_address(business: Business, complete: bool) -> None:
    assert business.is_complete is complete


def test_samples_use_both_common_rates() -> None:
    assert {sample.vat_rate for sample in sample_items()} == {VatRate.NORMAL, VatRate.REDUCED_1}
