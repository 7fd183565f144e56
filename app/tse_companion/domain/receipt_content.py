"""What stands on one receipt: the goods, the sums, and the TSE's own data.

Content follows § 6 KassenSichV (in force since 2024). Only gross amounts per VAT key are signed;
net and tax are computed here from the gross sum and today's rate, once per key, so that the
printed sums always add up to the signed ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal

from tse_companion.domain.models import Env, Transaction
from tse_companion.domain.receipt import (
    CENT,
    VAT_PERCENT,
    Payment,
    PaymentType,
    ReceiptType,
    VatAmount,
    VatRate,
    money,
)


@dataclass(frozen=True, slots=True)
class Business:
    """Who issues the receipt; name and full address are required on paper."""

    name: str
    street: str
    city: str
    tax_number: str | None = None

    @property
    def is_complete(self) -> bool:
        """Whether name, street and city are all there."""
        return all(part.strip() for part in (self.name, self.street, self.city))


@dataclass(frozen=True, slots=True)
class Item:
    """One line of goods; ``unit_price`` is gross, in euros. A return has a negative quantity."""

    quantity: Decimal
    text: str
    unit_price: Decimal
    vat_rate: VatRate

    @property
    def amount(self) -> Decimal:
        """Quantity times price, gross, rounded to the cent."""
        return _cents(self.quantity * self.unit_price)


@dataclass(frozen=True, slots=True)
class VatLine:
    """Sum of one VAT key in euros; ``net`` + ``tax`` == ``gross``. ``percent`` is today's rate."""

    vat_rate: VatRate
    percent: Decimal
    gross: Decimal
    net: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True)
class ReceiptContent:
    """Everything that is printed on one receipt, finished and signed.

    ``issued_at`` and ``started_at`` are in the zone of the shop; ``tse_start`` and ``tse_stop``
    are UTC in the spelling of the QR code. ``qr_code_data`` is the service's text, untouched.
    """

    business: Business
    items: tuple[Item, ...]
    vat: tuple[VatLine, ...]
    total: Decimal
    payments: tuple[Payment, ...]
    receipt_type: ReceiptType
    transaction: Transaction
    is_practice: bool
    issued_at: datetime
    started_at: datetime
    tse_start: str
    tse_stop: str
    first_order: str | None = None

    @property
    def env(self) -> Env:
        """TEST or LIVE, as the transaction says."""
        return self.transaction.env

    @property
    def qr_code_data(self) -> str | None:
        """The text of the QR code, or None if the service sent none."""
        return self.transaction.qr_code_data

    @property
    def is_training(self) -> bool:
        """Whether this is a training and no receipt in the sense of the law."""
        return self.receipt_type is ReceiptType.TRAINING

    @property
    def is_real_sale(self) -> bool:
        """Whether this is turnover: LIVE and not a training."""
        return self.env is Env.LIVE and not self.is_practice and not self.is_training


def receipt_content(
    business: Business,
    items: Iterable[Item],
    payments: Iterable[Payment],
    receipt_type: ReceiptType,
    transaction: Transaction,
    *,
    is_practice: bool = False,
    zone: tzinfo | None = None,
    first_order: int | None = None,
) -> ReceiptContent:
    """The content of the receipt for a finished transaction.

    ``zone`` is the shop's time zone (default: this machine's). ``first_order`` is the time of the
    first order where orders were secured separately (Unix seconds). Raises ValueError for a
    transaction without an end.
    """
    if transaction.time_end is None:
        raise ValueError("a receipt needs a finished transaction")
    lines = tuple(items)
    return ReceiptContent(
        business=business,
        items=lines,
        vat=vat_lines(lines),
        total=total(lines),
        payments=tuple(p for p in payments if p.amount != 0),
        receipt_type=receipt_type,
        transaction=transaction,
        is_practice=is_practice,
        issued_at=_local(transaction.time_end, zone),
        started_at=_local(transaction.time_start, zone),
        tse_start=utc_text(transaction.time_start),
        tse_stop=utc_text(transaction.time_end),
        first_order=None if first_order is None else utc_text(first_order),
    )


def total(items: Iterable[Item]) -> Decimal:
    """Gross sum of all items, in euros."""
    return sum((item.amount for item in items), Decimal("0.00"))


def amounts_per_vat_rate(items: Iterable[Item]) -> tuple[VatAmount, ...]:
    """Gross sum of each VAT key that occurs, in the fixed order of the keys."""
    sums: dict[VatRate, Decimal] = {}
    for item in items:
        sums[item.vat_rate] = sums.get(item.vat_rate, Decimal("0.00")) + item.amount
    return tuple(VatAmount(rate, sums[rate]) for rate in VatRate if rate in sums)


def vat_lines(items: Iterable[Item]) -> tuple[VatLine, ...]:
    """Gross, net and tax of each VAT key that occurs, in the fixed order of the keys."""
    return tuple(_vat_line(part) for part in amounts_per_vat_rate(items))


def receipt_schema(
    receipt_type: ReceiptType, items: Iterable[Item], payments: Iterable[Payment]
) -> dict[str, object]:
    """The ``schema`` member of upsertTransaction for this receipt (contract section 5)."""
    return {
        "standard_v1": {
            "receipt": {
                "receipt_type": receipt_type.value,
                "amounts_per_vat_rate": [
                    {"vat_rate": part.vat_rate.value, "amount": money(part.amount)}
                    for part in amounts_per_vat_rate(items)
                ],
                "amounts_per_payment_type": [
                    {
                        "payment_type": payment.payment_type.value,
                        "amount": money(payment.amount),
                        "currency_code": payment.currency_code,
                    }
                    for payment in payments
                ],
            }
        }
    }


def paid_in_full(
    items: Iterable[Item], payment_type: PaymentType = PaymentType.CASH
) -> tuple[Payment, ...]:
    """One payment over the whole sum; none when the sum is zero."""
    amount = total(items)
    return (Payment(payment_type, amount),) if amount else ()


def sample_items() -> tuple[Item, ...]:
    """Goods for a test receipt: a few euros, with both common rates."""
    return (
        Item(Decimal(2), "Tasse Kaffee", Decimal("3.20"), VatRate.NORMAL),
        Item(Decimal(1), "Käsebrötchen", Decimal("3.50"), VatRate.REDUCED_1),
    )


def sample_business() -> Business:
    """A shop that is plainly invented, for practising before the own address is entered."""
    return Business("Musterladen", "Musterstraße 1", "12345 Musterstadt")


def utc_text(unix: int) -> str:
    """A TSE time as the QR code spells it: ``2025-01-01T11:13:25.000Z``."""
    return datetime.fromtimestamp(unix, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _vat_line(part: VatAmount) -> VatLine:
    percent = VAT_PERCENT[part.vat_rate]
    net = _cents(part.amount * 100 / (100 + percent))
    return VatLine(part.vat_rate, percent, part.amount, net, part.amount - net)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def _local(unix: int, zone: tzinfo | None) -> datetime:
    return datetime.fromtimestamp(unix, UTC).astimezone(zone)
