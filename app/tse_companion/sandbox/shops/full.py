"""TSS at their limits: 2000 open transactions, 199 registered clients."""

from __future__ import annotations

from tse_companion.sandbox.shops.planting import Garden
from tse_companion.sandbox.signde.service import Service

_MINUTE = 60


def open_transactions(service: Service, count: int) -> str:
    """A TSS with one till and so many open transactions, one a minute up to now.

    Returns its id. Call inside a change.
    """
    begin = service.clock.time() - (count + 5) * _MINUTE
    with Garden(service, f"open {count}", begin=begin) as garden:
        if not garden.is_planted:
            (till,) = garden.set_up("Stand am Wochenmarkt", ["MARKT-1"])
            for number in range(count):
                garden.until(begin + (number + 5) * _MINUTE)
                garden.write(garden.new_transaction(), 1, "ACTIVE", till)
    return garden.tss_id


def clients(service: Service, count: int) -> str:
    """A TSS with so many registered clients. Returns its id. Call inside a change."""
    with Garden(service, f"clients {count}", begin=service.clock.time() - _MINUTE) as garden:
        if not garden.is_planted:
            garden.set_up("Warenhaus", [f"KASSE-{number:03}" for number in range(1, count + 1)])
    return garden.tss_id
