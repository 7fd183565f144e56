"""A café with three tills: days of sales, orders and trainings, and what was left open.

Forty transactions are open: tills that stopped right after the start, tables that nobody has
paid yet, receipts broken off half way, trainings left behind, and what an old till took with
it when it was deregistered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tse_companion.sandbox.shops.planting import Garden
from tse_companion.sandbox.signde.service import Service

TILLS = ("THEKE-1", "THEKE-2", "TERRASSE-1")
OLD_TILL = "THEKE-ALT"

_HOUR, _DAY = 3600, 86_400
_OPENS, _CLOSES = 7 * _HOUR, 18 * _HOUR  # UTC
_SALES_A_DAY = 30  # per till

# Name, price in cents, VAT key.
_MENU = (
    ("Brezel", 110, "REDUCED_1"),
    ("Käsebrötchen", 345, "REDUCED_1"),
    ("Apfelkuchen", 390, "REDUCED_1"),
    ("Roggenbrot 1 kg", 520, "REDUCED_1"),
    ("Tasse Kaffee", 280, "NORMAL"),
    ("Milchkaffee", 390, "NORMAL"),
    ("Apfelschorle", 320, "NORMAL"),
    ('Tee "Morgenrot"', 310, "NORMAL"),
)
_KINDS = ("RECEIPT",) * 30 + ("INVOICE", "ANNULATION", "BENEFIT_IN_KIND", "TRANSFER")
_OPEN = {"stopped": 14, "table": 10, "broken off": 6, "training": 4, "old till": 6}

Schema = dict[str, Any]
Happening = tuple[float, Callable[[], object]]


def cafe(service: Service, days: int) -> str:
    """The café after so many days. Returns the id of its TSS. Call inside a change."""
    now = service.clock.time()
    with Garden(service, "cafe", begin=now - (days + 1) * _DAY) as garden:
        if not garden.is_planted:
            *tills, old = garden.set_up("Cafe Morgenrot", [*TILLS, OLD_TILL])
            cafe_ = _Cafe(garden, tills, old, begin=now - days * _DAY, end=now - _HOUR / 60)
            for moment, happen in sorted(cafe_.life(), key=lambda happening: happening[0]):
                garden.until(moment)
                happen()
    return garden.tss_id


@dataclass(frozen=True, slots=True)
class _Cafe:
    garden: Garden
    tills: list[str]
    old: str
    begin: float
    end: float

    def life(self) -> Iterator[Happening]:
        """All that happens, in no order."""
        given_up = self.begin + (self.end - self.begin) / 2
        yield given_up, lambda: self.garden.deregister(self.old)
        for till in self.tills:
            yield from self._business(till, self.end)
        yield from self._business(self.old, given_up)
        yield from self._left_open(given_up)

    def _business(self, till: str, end: float) -> Iterator[Happening]:
        dice = self.garden.dice
        first_day = int(self.begin) // _DAY
        for day in range(first_day, int(end) // _DAY + 1):
            for _ in range(_SALES_A_DAY):
                start = day * _DAY + dice.number(_OPENS, _CLOSES)
                length = dice.number(4, 90)
                if self.begin < start and start + length < end:
                    yield from self._sale(till, start, length)
            training = day * _DAY + _OPENS - dice.number(300, 1200)
            if self.begin < training and training + 60 < end:
                schema = self._receipt("TRAINING")
                yield from self._visit(till, training, training + 60, "FINISHED", schema)

    def _sale(self, till: str, start: int, length: int) -> Iterator[Happening]:
        kind = self.garden.dice.number(1, 20)
        if kind == 1:  # the guest has left
            schema = _receipt("CANCELLATION", [], None)
            yield from self._visit(till, start, start + length, "CANCELLED", schema)
        elif kind <= 4:  # for the kitchen
            yield from self._visit(till, start, start, "FINISHED", self._order())
        else:
            schema = self._receipt(self.garden.dice.pick(_KINDS))
            yield from self._visit(till, start, start + length, "FINISHED", schema)

    def _visit(
        self, till: str, start: float, end: float, target: str, schema: Schema
    ) -> Iterator[Happening]:
        tx_id = self.garden.new_transaction()
        yield start, lambda: self.garden.write(tx_id, 1, "ACTIVE", till)
        yield end, lambda: self.garden.write(tx_id, 2, target, till, schema=schema)

    def _left_open(self, given_up: float) -> Iterator[Happening]:
        """Ages from minutes to the whole time, the old till's before it was given up."""
        causes = [cause for cause, count in _OPEN.items() for _ in range(count)]
        dice = self.garden.dice
        for number, cause in enumerate(causes):
            is_old = cause == "old till"
            end = given_up - 600 if is_old else self.end - 600
            # The cube brings most of them near to now, as in a shop that looks after them.
            share = (number * 7 % len(causes)) / len(causes)
            start = int(end - (end - self.begin) * share**3)
            till = self.old if is_old else dice.pick(self.tills)
            yield from self._forgotten(till, start, cause)

    def _forgotten(self, till: str, start: int, cause: str) -> Iterator[Happening]:
        tx_id = self.garden.new_transaction()
        more = {"metadata": {"table": str(self.garden.dice.number(1, 24))}}
        if cause == "table":
            yield start, lambda: self.garden.write(tx_id, 1, "ACTIVE", till, **more)
            rounds = [self._order() for _ in range(self.garden.dice.number(1, 3))]
            for revision, order in enumerate(rounds, 2):
                yield start + 120 * revision, _update(self.garden, tx_id, revision, till, order)
            return
        yield start, lambda: self.garden.write(tx_id, 1, "ACTIVE", till)
        if cause in ("broken off", "training"):
            receipt = self._receipt("TRAINING" if cause == "training" else "RECEIPT")
            yield start + 30, _update(self.garden, tx_id, 2, till, receipt)

    def _items(self) -> list[tuple[int, tuple[str, int, str]]]:
        dice = self.garden.dice
        return [(dice.number(1, 3), dice.pick(_MENU)) for _ in range(dice.number(1, 4))]

    def _order(self) -> Schema:
        lines = [
            {"quantity": str(count), "text": name, "price_per_unit": _euros(cents)}
            for count, (name, cents, _) in self._items()
        ]
        return {"standard_v1": {"order": {"line_items": lines}}}

    def _receipt(self, kind: str) -> Schema:
        sums: dict[str, int] = {}
        sign = -1 if kind == "ANNULATION" else 1
        for count, (_, cents, vat) in self._items():
            sums[vat] = sums.get(vat, 0) + sign * count * cents
        return _receipt(kind, list(sums.items()), self.garden.dice.pick(("CASH", "NON_CASH")))


def _update(
    garden: Garden, tx_id: str, revision: int, till: str, schema: Schema
) -> Callable[[], object]:
    return lambda: garden.write(tx_id, revision, "ACTIVE", till, schema=schema)


def _receipt(kind: str, sums: list[tuple[str, int]], payment: str | None) -> Schema:
    amounts = [{"vat_rate": vat, "amount": _euros(cents)} for vat, cents in sums]
    total = sum(cents for _, cents in sums)
    paid = [{"payment_type": payment, "amount": _euros(total)}] if payment else []
    content = {
        "receipt_type": kind,
        "amounts_per_vat_rate": amounts,
        "amounts_per_payment_type": paid,
    }
    return {"standard_v1": {"receipt": content}}


def _euros(cents: int) -> str:
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02}"
