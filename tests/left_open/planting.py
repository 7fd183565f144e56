"""A café in which something of every kind was left open, and a look at what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tse_companion.domain.models import TxState
from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.shops.planting import Garden
from tse_companion.sandbox.signde import state
from tse_companion.sandbox.signde.service import Service
from tse_companion.sandbox.signde.state import TxRow

HOUR = 3600
QUIET_TILL, BUSY_TILL, OLD_TILL = "THEKE-1", "TERRASSE-1", "THEKE-ALT"
_ABORTED: dict[str, Any] = {
    "receipt_type": "RECEIPT",
    "amounts_per_vat_rate": [{"vat_rate": "NORMAL", "amount": "2.80"}],
    "amounts_per_payment_type": [{"payment_type": "CASH", "amount": "2.80"}],
}
_ITEM = {"quantity": "1", "text": "Tasse Kaffee", "price_per_unit": "2.80"}
SCHEMAS: tuple[dict[str, Any] | None, ...] = (
    None,  # stopped right after the start
    {"standard_v1": {"receipt": _ABORTED}},
    {"standard_v1": {"order": {"line_items": [_ITEM]}}},
    {"raw": {"process_type": "Hausbon-V3", "process_data": "QQ=="}},
)


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """The ids of what is open, by what the rules say about it at an age of 24 hours."""

    tss_id: str
    stuck: tuple[str, ...]
    too_young: tuple[str, ...]
    touched: tuple[str, ...]
    till_active: tuple[str, ...]
    deregistered: tuple[str, ...]

    @property
    def others(self) -> frozenset[str]:
        """All that must not be cancelled by age."""
        return frozenset(self.too_young + self.touched + self.till_active + self.deregistered)


def leave_open(service: Service, stuck: int = 8, *, deregistered: int = 1) -> LeftOpen:
    """Plant it, a few days of it in the past; call inside a change."""
    now = service.clock.time()
    with Garden(service, "left open", begin=now - 72 * HOUR) as garden:
        quiet, busy, old = garden.set_up("Cafe", [QUIET_TILL, BUSY_TILL, OLD_TILL])

        def start(till: str, schema: dict[str, Any] | None = None) -> str:
            tx_id = garden.new_transaction()
            garden.write(tx_id, 1, "ACTIVE", till)
            if schema is not None:
                garden.write(tx_id, 2, "ACTIVE", till, schema=schema)
            return tx_id

        gone = tuple(start(old) for _ in range(deregistered))
        garden.deregister(old)
        left = []
        for number in range(stuck):
            garden.until(now - 72 * HOUR + number * 40 * HOUR / max(1, stuck))
            left.append(start(quiet, SCHEMAS[number % len(SCHEMAS)]))
        touched, parked = start(busy), start(busy)
        garden.until(now - 2 * HOUR)
        young = (start(quiet), start(quiet, SCHEMAS[1]))
        garden.until(now - HOUR / 12)
        garden.write(touched, 2, "ACTIVE", busy, schema=SCHEMAS[2])
    return LeftOpen(garden.tss_id, tuple(left), young, (touched,), (parked,), gone)


def transactions(sandbox: SandboxApp) -> dict[str, TxRow]:
    """Every transaction as the service holds it, by id."""

    def read(service: Service) -> dict[str, TxRow]:
        rows = service.connection.execute("SELECT * FROM tx ORDER BY position").fetchall()
        return {row["id"]: state.read(TxRow, row) for row in rows}

    return sandbox.control.seed(read)


def cancelled(sandbox: SandboxApp) -> frozenset[str]:
    """The ids of what is CANCELLED."""
    return frozenset(
        tx_id for tx_id, row in transactions(sandbox).items() if row.state is TxState.CANCELLED
    )
