"""Open transactions: how old, how much, why probably left, and may a till still be using them?

Nothing here knows the service. Times and ages are Unix seconds of the service's clock.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tse_companion.domain.models import ClientState, Transaction
from tse_companion.domain.receipt import (
    PROCESS_TYPE_ORDER,
    PROCESS_TYPE_OTHER,
    PROCESS_TYPE_RECEIPT,
    ReceiptType,
)

# Taximeters and odometers: the service takes a start and a finish only (contract section 5).
TAXI_TYPES = frozenset(
    {
        "Einschalten-V1",
        "Ausschalten-V1",
        "Fahrer-V1",
        "Fahrtbeleg-V1",
        "Frei-V1",
        "Pause-V1",
        "SonstigerVorgangTW",
    }
)
CRASH_SIZE = 3  # so many of one till within one minute were not opened by a person
CRASH_SECONDS = 60
PARKED_AFTER = 3600

_RECEIPT = re.compile(r"\w{1,40}\^((?:-?\d{1,18}\.\d{2}_){4}-?\d{1,18}\.\d{2})\^.*", re.DOTALL)
_ORDER_LINE = re.compile(r'(-?\d{1,18}(?:\.\d{1,5})?);"[^"]*(?:""[^"]*)*";(-?\d{1,18}\.\d{2})')


@dataclass(frozen=True, slots=True)
class OpenTransaction:
    """The newest revision of an ACTIVE transaction, and its till. Made by :func:`opened`.

    ``amount`` is gross, in euros; None where the type has none or nobody has said it yet.
    """

    transaction: Transaction
    client_state: ClientState = ClientState.UNKNOWN
    amount: Decimal | None = None

    @property
    def key(self) -> str:
        """The ``tx_id``: what rows are told apart by."""
        return self.transaction.id

    @property
    def number(self) -> int:
        return self.transaction.number

    @property
    def client_id(self) -> str:
        return self.transaction.client_id

    @property
    def client_serial_number(self) -> str:
        return self.transaction.client_serial_number

    @property
    def time_start(self) -> int:
        return self.transaction.time_start

    @property
    def last_activity(self) -> int:
        """When its newest revision was signed."""
        return self.transaction.log.timestamp

    @property
    def latest_revision(self) -> int:
        return self.transaction.latest_revision

    @property
    def process_type(self) -> str | None:
        """None until a revision has said what it is about."""
        return known_type(self.transaction)

    @property
    def is_cancellable(self) -> bool:
        """Whether the service can cancel this kind at all."""
        return self.process_type not in TAXI_TYPES

    def age(self, now: float) -> float:
        """Seconds since its start."""
        return max(0.0, now - self.time_start)


def opened(
    transaction: Transaction, client_state: ClientState = ClientState.UNKNOWN
) -> OpenTransaction:
    """The row for this transaction, its amount worked out."""
    return OpenTransaction(transaction, client_state, amount_of(transaction))


def known_type(transaction: Transaction) -> str | None:
    """The process type; None for none yet, which some answers show as an empty text."""
    return (transaction.process_type or "").strip() or None


# --- what is it worth ------------------------------------------------------------------------


def amount_of(transaction: Transaction) -> Decimal | None:
    """The gross sum in the signed text of a receipt or an order; None where there is none."""
    try:
        text = base64.b64decode(transaction.process_data or "", validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    match known_type(transaction):
        case "Kassenbeleg-V1":
            found = _RECEIPT.fullmatch(text)
            return sum(map(Decimal, found[1].split("_")), Decimal(0)) if found else None
        case "Bestellung-V1":
            return _order_sum(text)
    return None


def _order_sum(text: str) -> Decimal | None:
    """The lines stand one behind the other, but a text may itself hold line ends."""
    total, at = Decimal(0), 0
    while found := _ORDER_LINE.match(text, at):
        total += Decimal(found[1]) * Decimal(found[2])
        at = found.end()
        if at == len(text):
            return total
        if text[at] not in "\r\n":
            return None
        at += 2 if text.startswith("\r\n", at) else 1
    return None


# --- may a till still be using it? -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CancelRules:
    """When a transaction counts as stuck; all in seconds."""

    older_than: int = 86_400
    untouched_for: int = 900
    till_quiet_for: int = 900


class Why(StrEnum):
    """What speaks for or against cancelling; only STUCK ones are selected by default."""

    STUCK = "stuck"
    TOO_YOUNG = "too_young"
    TOUCHED = "recently_touched"
    TILL_ACTIVE = "till_active"
    CHECKING = "checking_till"  # not known yet whether its till is at work
    NOT_CANCELLABLE = "not_cancellable"  # taxi data: the service cannot cancel it


def judge(
    tx: OpenTransaction,
    *,
    till_last_signed: int | None,
    now: float,
    rules: CancelRules,
    is_activity_known: bool = True,
) -> Why:
    """Whether it is stuck, or what speaks most clearly against it.

    ``till_last_signed``: when its till last signed anything, as far as known.
    ``is_activity_known``: False while nobody has looked what the tills have signed lately.
    """
    if not tx.is_cancellable:
        return Why.NOT_CANCELLABLE
    if now - tx.last_activity < rules.untouched_for:
        return Why.TOUCHED
    if tx.age(now) <= rules.older_than:
        return Why.TOO_YOUNG
    if till_last_signed is not None and now - till_last_signed < rules.till_quiet_for:
        return Why.TILL_ACTIVE
    return Why.STUCK if is_activity_known else Why.CHECKING


def last_signed(transactions: Iterable[Transaction]) -> dict[str, int]:
    """By client id, when these transactions' newest revisions were signed at the latest."""
    found: dict[str, int] = {}
    for transaction in transactions:
        client_id, signed = transaction.client_id, transaction.log.timestamp
        found[client_id] = max(signed, found.get(client_id, 0))
    return found


# --- why was it left? ------------------------------------------------------------------------


class Cause(StrEnum):
    """A guess, for whoever looks into it."""

    CRASH = "crash"  # several of one till in one minute
    PARKED = "parked"  # alone, old, with something on it
    DEREGISTERED = "deregistered_till"
    UNKNOWN = "unknown"


def causes(rows: Iterable[OpenTransaction], now: float) -> Mapping[str, Cause]:
    """The likely cause of each, by key."""
    found: dict[str, Cause] = {}
    by_till: dict[str, list[OpenTransaction]] = {}
    for row in rows:
        by_till.setdefault(row.client_id, []).append(row)
    for till in by_till.values():
        till.sort(key=lambda row: (row.time_start, row.number))
        crowded = _crowded([row.time_start for row in till], CRASH_SIZE)
        company = _crowded([row.time_start for row in till], 2)
        for at, row in enumerate(till):
            if row.client_state is ClientState.DEREGISTERED:
                cause = Cause.DEREGISTERED
            elif at in crowded:
                cause = Cause.CRASH
            elif at not in company and row.process_type and row.age(now) > PARKED_AFTER:
                cause = Cause.PARKED
            else:
                cause = Cause.UNKNOWN
            found[row.key] = cause
    return found


def _crowded(starts: list[int], size: int) -> set[int]:
    """Places in this sorted list where so many lie within one minute."""
    crowded: set[int] = set()
    for first in range(len(starts) - size + 1):
        if starts[first + size - 1] - starts[first] < CRASH_SECONDS:
            crowded.update(range(first, first + size))
    return crowded


# --- what would cancel it? -------------------------------------------------------------------


def cancel_schema(transaction: Transaction) -> Mapping[str, Any] | None:
    """The ``schema`` member that fits its type, without amounts; None: cannot be cancelled.

    The type is fixed by the first revision that has one (contract section 5).
    """
    process_type = known_type(transaction)
    if process_type is None or process_type == PROCESS_TYPE_RECEIPT:
        receipt = {
            "receipt_type": ReceiptType.ABORT.value,
            "amounts_per_vat_rate": [],
            "amounts_per_payment_type": [],
        }
        return {"standard_v1": {"receipt": receipt}}
    if process_type == PROCESS_TYPE_ORDER:
        return {"standard_v1": {"order": {"line_items": []}}}
    if process_type == PROCESS_TYPE_OTHER:
        return {"standard_v1": {"other": {}}}
    if process_type in TAXI_TYPES:
        return None
    # As it came, blanks included: the type must be the very same.
    return {"raw": {"process_type": transaction.process_type, "process_data": ""}}
