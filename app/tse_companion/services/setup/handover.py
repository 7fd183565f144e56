"""What the person takes away from a set-up."""

from __future__ import annotations

import time
from dataclasses import dataclass

from tse_companion.domain.models import Client, Tss
from tse_companion.services.desk import Session
from tse_companion.services.lists import all_clients
from tse_companion.services.tss import validity
from tse_companion.store.settings import Site


@dataclass(frozen=True, slots=True)
class HandOver:
    """What the hand-over sheet shows; no secrets. Times are Unix seconds."""

    site: Site
    tss: Tss
    tills: tuple[Client, ...]
    validity: tuple[int, int] | None  # of the certificate; None if it is unreadable
    made_at: int


async def hand_over(session: Session, tss_id: str) -> HandOver:
    """The TSS and its tills as the service shows them now."""
    tss = await session.client.retrieve_tss(tss_id)
    tills = await all_clients(session.client, tss_id)
    valid = await session.desk.background.run(validity, tss.certificate)
    return HandOver(session.site, tss, tills, valid, int(time.time()))
