"""What is there already: the TSS of the account, and whether another may be made."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from tse_companion.domain.models import Account, Env, Tss
from tse_companion.domain.states import COUNTED_IN_TEST, TEST_TSS_LIMIT, can_be_set_up
from tse_companion.services.desk import Session
from tse_companion.services.lists import all_tss
from tse_companion.services.tss import validity
from tse_companion.store.secrets import Kind


@dataclass(frozen=True, slots=True)
class TssChoice:
    """One TSS of the account as the inventory shows it."""

    tss: Tss
    puk_in_vault: bool
    tills: int | None
    is_expired: bool = False  # its certificate has run out
    used_by: str | None = None  # another shop of this program that works with it

    @property
    def usable(self) -> bool:
        """Whether the set-up can start from it or go on with it."""
        return can_be_set_up(self.tss.state) and not self.is_expired


@dataclass(frozen=True, slots=True)
class Inventory:
    """What is there already. ``counted`` of ``limit`` are used; no limit in LIVE."""

    account: Account
    choices: tuple[TssChoice, ...]
    counted: int
    limit: int | None

    @property
    def can_create(self) -> bool:
        return self.limit is None or self.counted < self.limit


async def take_inventory(session: Session, account: Account) -> Inventory:
    """Every TSS of the account that was not wiped, usable and newest ones first."""
    found = await all_tss(session.client)
    now = time.time() + (session.client.clock_offset or 0.0)
    sites = session.desk.settings.sites
    others = {site.tss_id: site.name for site in sites if site.id != session.site.id}
    over = await session.desk.background.run(_run_out, found, now)
    choices = [
        TssChoice(
            tss,
            await session.safe.get(tss.id, Kind.ADMIN_PUK) is not None,
            tss.number_registered_clients,
            tss.id in over,
            others.get(tss.id),
        )
        for tss in found
    ]
    choices.sort(key=lambda c: (not c.usable, -c.tss.time_creation))
    return Inventory(
        account=account,
        choices=tuple(choices),
        counted=sum(t.state in COUNTED_IN_TEST for t in found),
        limit=TEST_TSS_LIMIT if account.env is Env.TEST else None,
    )


def _run_out(found: Iterable[Tss], now: float) -> frozenset[str]:
    """The ids of those whose certificate has run out."""
    alive = [tss for tss in found if can_be_set_up(tss.state)]
    ends = {tss.id: validity(tss.certificate) for tss in alive}
    return frozenset(tss_id for tss_id, valid in ends.items() if valid and now >= valid[1])
