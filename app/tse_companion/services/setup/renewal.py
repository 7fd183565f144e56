"""A new TSS for a shop whose own has ended: when there may be one, and how it takes over.

Until the new one is in service the shop keeps the old one. What the vault keeps of the old one
stays there: it lies under that TSS, and nothing of the new one is written over it.
"""

from __future__ import annotations

import time
from dataclasses import replace

from tse_companion import logs
from tse_companion.errors import AppError
from tse_companion.services.desk import Desk, Session
from tse_companion.services.exports import SAVED
from tse_companion.services.history import REPLACE_TSS, EntrySearch
from tse_companion.services.tss import Overview
from tse_companion.store.journal import Entry

_MOST = 100  # replacements of one shop; each TSS lasts for years
_LASTING = (SAVED,)  # by which files of a former TSS are known to be the same


async def has_ended(session: Session) -> bool:
    """Whether the shop's TSS signs no more and never will; raises what asking raises."""
    status = await Overview(session).look(time.time())
    if status.error is not None:
        raise status.error
    return status.has_ended


async def take_over(session: Session, tss_id: str, client_id: str | None) -> bool:
    """The shop works with this TSS and till from now on; whether it had another TSS before, which
    is written down then.

    One that was cut off when the shop had changed over already is completed. To be shielded: half
    of it is of no use.
    """
    desk, site = session.desk, session.site
    fresh = replace(site, tss_id=tss_id, client_id=client_id)
    if site.tss_id in (None, tss_id):
        await desk.keep_site(fresh)
        cut_off = [e for e in await desk.journal.unfinished(tss_id) if _is_of(e, site.id)]
        for begun in cut_off:
            await _complete(desk, begun.id, site.id)
        return bool(cut_off)
    entry = await desk.journal.intend(
        site_id=site.id, operation=REPLACE_TSS, tss_id=tss_id, target_id=site.tss_id
    )
    try:
        await desk.keep_site(fresh)
    except AppError as error:
        await desk.journal.conclude(entry, error.outcome.value, code=error.code)
        raise
    await _complete(desk, entry, site.id)
    return True


def _is_of(entry: Entry, site_id: str) -> bool:
    return (entry.operation, entry.site_id) == (REPLACE_TSS, site_id)


async def _complete(desk: Desk, entry: int, site_id: str) -> None:
    """The shop has changed over: say so, and forget what was about the TSS before."""
    await desk.journal.conclude(entry, "done")
    try:
        await desk.journal.forget_memory(site_id, but=_LASTING)
    except AppError as error:  # all of it is looked at anew, sooner or later
        logs.event("memory_not_forgotten", error=error)


async def former(desk: Desk, site_id: str) -> tuple[str, ...]:
    """The TSS this shop has had before its present one, the last one first."""
    entries = await _replacements(desk, site_id)
    return tuple(dict.fromkeys(e.target_id for e in entries if e.target_id is not None))


async def replaced_by(desk: Desk, site_id: str, tss_id: str) -> str | None:
    """The TSS whose place in the shop this one takes or has taken."""
    site = desk.settings.site(site_id)
    if site is not None and site.tss_id not in (None, tss_id):
        return site.tss_id
    entries = await _replacements(desk, site_id)
    return next((entry.target_id for entry in entries if entry.tss_id == tss_id), None)


async def _replacements(desk: Desk, site_id: str) -> tuple[Entry, ...]:
    wanted = EntrySearch(site_id=site_id, operation=REPLACE_TSS)
    found = await desk.journal.search(wanted, limit=_MOST)
    return tuple(entry for entry in found if entry.outcome != "not_done")
