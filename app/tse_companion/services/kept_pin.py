"""The PIN in the vault, which the program takes from there by itself while the service takes it.

A kept PIN that was refused – somewhere else another one was set – is never tried again by itself:
that would use up the attempts. It stays in the vault until the right one takes its place. Shops
that share a TSS share its PIN in the vault, and so what is remembered of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tse_companion import logs
from tse_companion.domain.credentials import Secret
from tse_companion.errors import AppError
from tse_companion.store.secrets import Kind

if TYPE_CHECKING:
    from tse_companion.services.desk import Session

_REFUSED = "kept_pin_refused"  # remembered of a TSS, under the name that it has in the vault
_YES, _NO = "yes", ""


async def usable(session: Session, tss_id: str) -> Secret | None:
    """The kept PIN, unless the service has refused it; raises ``VaultProblem``."""
    if await refused_at(session, tss_id) is not None:
        return None
    return await session.safe.get(tss_id, Kind.ADMIN_PIN)


async def refused_at(session: Session, tss_id: str) -> int | None:
    """When the service refused the PIN that is kept, in Unix seconds; None where it did not."""
    memo = await session.desk.journal.recall(session.safe.name_of(tss_id), _REFUSED)
    return memo.at if memo is not None and memo.value == _YES else None


async def keep(session: Session, tss_id: str, pin: Secret) -> None:
    """Keep this PIN, which the service has taken; raises ``VaultProblem``."""
    await session.safe.put(tss_id, Kind.ADMIN_PIN, pin)
    await _forget_refusal(session, tss_id)


async def note_login(session: Session, tss_id: str, pin: Secret, *, is_right: bool) -> None:
    """Remember what a login has shown about the kept PIN, if it was with that one.

    A failure is only logged: how the login ended is what the caller has to hear.
    """
    try:
        if is_right and await refused_at(session, tss_id) is None:
            return
        kept = await session.safe.get(tss_id, Kind.ADMIN_PIN)
        if kept is None or not kept.same_as(pin):
            return
        if is_right:
            await _forget_refusal(session, tss_id)
        else:
            await _note_refusal(session, tss_id, _YES)
    except AppError as problem:
        logs.event("refusal_not_kept", error=problem)


async def _forget_refusal(session: Session, tss_id: str) -> None:
    if await refused_at(session, tss_id) is not None:
        await _note_refusal(session, tss_id, _NO)


async def _note_refusal(session: Session, tss_id: str, value: str) -> None:
    await session.desk.journal.remember(session.safe.name_of(tss_id), _REFUSED, value)
