"""PIN and PUK after the set-up: what is kept, whether it is proven, and every change to it.

A PUK can be proven in one way only: the service takes it when a PIN is set. One that was typed
from paper counts as unproven until then, and never takes the place of one that is proven.
"""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from tse_companion.domain.credentials import Secret
from tse_companion.errors import (
    AppError,
    Outcome,
    PinOutcomeUnknown,
    PinRefused,
    PukMissing,
    PukProven,
    VaultProblem,
)
from tse_companion.services import admin, kept_pin
from tse_companion.services.desk import Session
from tse_companion.services.setup.work import pending
from tse_companion.services.writes import perform
from tse_companion.store.secrets import Kind

KEEP_PUK, KEEP_PIN, FORGET_PIN = "keepPuk", "keepPin", "forgetPin"
PROVE_PUK = "provePuk"  # the answer was lost, and a login showed that the service took it


class PukStanding(StrEnum):
    """What is known of the PUK in the vault."""

    MISSING = "missing"
    UNPROVEN = "unproven"  # typed from paper, not yet used
    PROVEN = "proven"  # the service gave it to us or has taken it


@dataclass(frozen=True, slots=True)
class Keys:
    """How PIN and PUK stand. Times are Unix seconds.

    ``pin_refused_at``: when the service refused the PIN that is kept, which is not tried since.
    ``pin_in_doubt``: a PIN was sent and its outcome is not known; it is still in the vault.
    """

    puk: PukStanding
    pin_kept: bool
    pin_refused_at: int | None
    pin_in_doubt: bool
    pin_proven_at: int | None
    attempts_left: int
    store: str


async def look_at_keys(session: Session, tss_id: str) -> Keys:
    """How they stand now, from vault and journal; the service is not asked. Raises
    ``VaultProblem`` and what the journal raises."""
    safe, journal = session.safe, session.desk.journal
    proven = await journal.newest(tss_id, (admin.LOG_IN, admin.CHANGE_PIN))
    pin_kept = await safe.get(tss_id, Kind.ADMIN_PIN) is not None
    return Keys(
        puk=await puk_standing(session, tss_id),
        pin_kept=pin_kept,
        pin_refused_at=await kept_pin.refused_at(session, tss_id) if pin_kept else None,
        pin_in_doubt=await safe.get(pending(tss_id), Kind.ADMIN_PIN) is not None,
        pin_proven_at=None if proven is None else proven.concluded_at,
        attempts_left=await admin.attempts_left(session, tss_id),
        store=safe.label,
    )


async def puk_standing(session: Session, tss_id: str) -> PukStanding:
    """What is known of the PUK in the vault."""
    if await session.safe.get(tss_id, Kind.ADMIN_PUK) is None:
        return PukStanding.MISSING
    typed = await session.desk.journal.newest(tss_id, (KEEP_PUK,))
    used = await session.desk.journal.newest(tss_id, (admin.CHANGE_PIN, PROVE_PUK, "createTss"))
    if typed is not None and (used is None or used.id < typed.id):
        return PukStanding.UNPROVEN
    return PukStanding.PROVEN


async def kept_puk(session: Session, tss_id: str) -> Secret | None:
    """The PUK of the vault, to work with; raises ``VaultProblem``."""
    return await session.safe.get(tss_id, Kind.ADMIN_PUK)


async def reveal_puk(session: Session, tss_id: str) -> Secret | None:
    """The PUK for the eyes of a person who has confirmed who they are.

    That it was shown is in the journal before it is.
    """
    return await perform(
        session, "revealPuk", lambda: session.safe.get(tss_id, Kind.ADMIN_PUK), tss_id=tss_id
    )


async def reveal_pin(session: Session, tss_id: str) -> Secret | None:
    """As :func:`reveal_puk`, for the PIN."""
    return await perform(
        session, "revealPin", lambda: session.safe.get(tss_id, Kind.ADMIN_PIN), tss_id=tss_id
    )


# changing the PIN ------------------------------------------------------------------------------


async def change_pin(
    session: Session, tss_id: str, pin: Secret, *, keep: bool, puk: Secret | None = None
) -> None:
    """Set, change or unblock the PIN with the PUK of the vault, or with ``puk`` from paper.

    With ``keep`` the PIN is in the vault before it is sent. A PUK from paper is written beside the
    kept one and takes its place when the service has taken it. Raises ``PukMissing``, and what
    :func:`admin.set_pin` raises; goes on to its end when the caller is cancelled.
    """
    work = _change_pin(session, tss_id, pin, puk, keep=keep)
    await session.desk.writes.shielded(work, name="change-pin")


async def _change_pin(
    session: Session, tss_id: str, pin: Secret, puk: Secret | None, *, keep: bool
) -> None:
    safe, beside = session.safe, pending(tss_id)
    used = puk or await safe.get(tss_id, Kind.ADMIN_PUK)
    if used is None:
        raise PukMissing
    try:
        if puk is not None:
            await safe.put(beside, Kind.ADMIN_PUK, puk)
        if keep:
            await safe.put(beside, Kind.ADMIN_PIN, pin)
        else:
            await safe.delete(beside, Kind.ADMIN_PIN)
        logged_in = await admin.set_pin(session, tss_id, used, pin)
    except AppError as error:
        if error.outcome is Outcome.NOT_DONE:  # what is not certain stays, to be settled later
            await _drop(session, beside)
        raise
    try:
        if puk is not None:
            await safe.put(tss_id, Kind.ADMIN_PUK, puk)
        await _pin_holds(session, tss_id, pin if keep else None)
        await safe.delete(beside, Kind.ADMIN_PUK)
        if logged_in:
            await _noted(session, PROVE_PUK, tss_id, _nothing)
    except VaultProblem as problem:
        problem.outcome = Outcome.UNKNOWN  # the PIN is set, whatever failed here
        raise
    finally:
        if logged_in and not _is_open(session):
            await admin.close_left_open(session, tss_id)


async def settle_pin(session: Session, tss_id: str) -> bool:
    """Find out by one login whether a PIN whose outcome is not known holds.

    The person asks for it: it costs an attempt when it does not hold. Raises
    ``PinOutcomeUnknown`` when it still cannot be told, and ``ApiRefused`` for a PIN that is
    blocked, whichever it is: then setting a new one settles it.
    """
    safe, beside = session.safe, pending(tss_id)
    pin = await safe.get(beside, Kind.ADMIN_PIN)
    if pin is None:
        return False
    try:
        await admin.log_in(session, tss_id, pin)
    except PinRefused:
        await _drop(session, beside)
        return False
    except AppError as error:
        if error.code == "E_ADMIN_PIN_BLOCKED":  # by somebody, since: no answer to the question
            raise
        raise PinOutcomeUnknown(outcome=Outcome.UNKNOWN, request_id=error.request_id) from error
    try:
        puk = await safe.get(beside, Kind.ADMIN_PUK)
        if puk is not None:
            await safe.put(tss_id, Kind.ADMIN_PUK, puk)
            await safe.delete(beside, Kind.ADMIN_PUK)
        await _pin_holds(session, tss_id, pin)
        await _noted(session, PROVE_PUK, tss_id, _nothing)
    finally:
        if not _is_open(session):
            await admin.close_left_open(session, tss_id)
    return True


async def _pin_holds(session: Session, tss_id: str, kept: Secret | None) -> None:
    """The service has taken a PIN: an older one in the vault is wrong from now on."""
    if kept is not None:
        await kept_pin.keep(session, tss_id, kept)
    else:
        await session.safe.delete(tss_id, Kind.ADMIN_PIN)
    await session.safe.delete(pending(tss_id), Kind.ADMIN_PIN)


async def _drop(session: Session, beside: str) -> None:
    """Best effort: what lies there takes no effect by itself."""
    for kind in (Kind.ADMIN_PIN, Kind.ADMIN_PUK):
        with contextlib.suppress(VaultProblem):
            await session.safe.delete(beside, kind)


async def _nothing() -> None:
    return None


def _is_open(session: Session) -> bool:
    return session.admin_mode is not None and session.admin_mode.is_open


# keeping and forgetting --------------------------------------------------------------------------


async def keep_pin(session: Session, tss_id: str, pin: Secret) -> None:
    """Keep a PIN that the person knows, once a login has proven it. Raises what
    :func:`admin.log_in` raises, and ``VaultProblem``."""

    async def work() -> None:
        await admin.log_in(session, tss_id, pin)
        try:
            await _noted(session, KEEP_PIN, tss_id, lambda: kept_pin.keep(session, tss_id, pin))
        finally:
            if not _is_open(session):
                await admin.close_left_open(session, tss_id)

    await session.desk.writes.shielded(work(), name="keep-pin")


async def forget_pin(session: Session, tss_id: str) -> None:
    """Take the PIN out of the vault; at the service nothing changes."""
    await _noted(session, FORGET_PIN, tss_id, lambda: session.safe.delete(tss_id, Kind.ADMIN_PIN))


async def keep_puk(session: Session, tss_id: str, puk: Secret) -> None:
    """Keep a PUK from paper, unproven. Raises ``PukProven`` where a proven one is kept.

    The new one is written and read back in another place first; when it cannot take its place
    the one that was there is put back.
    """
    await session.desk.writes.shielded(_keep_puk(session, tss_id, puk), name="keep-puk")


async def _keep_puk(session: Session, tss_id: str, puk: Secret) -> None:
    safe, beside = session.safe, f"{tss_id}.new"
    if await puk_standing(session, tss_id) is PukStanding.PROVEN:
        raise PukProven
    before = await safe.get(tss_id, Kind.ADMIN_PUK)

    async def take_its_place() -> None:
        try:
            await safe.put(tss_id, Kind.ADMIN_PUK, puk)
        except VaultProblem:
            if before is not None:
                await safe.put(tss_id, Kind.ADMIN_PUK, before)
            raise

    try:
        await safe.put(beside, Kind.ADMIN_PUK, puk)
        await _noted(session, KEEP_PUK, tss_id, take_its_place)
    finally:
        with contextlib.suppress(VaultProblem):
            await safe.delete(beside, Kind.ADMIN_PUK)


async def _noted(
    session: Session, operation: str, tss_id: str, work: Callable[[], Awaitable[None]]
) -> None:
    """In the journal, though the service hears nothing of it."""

    async def call() -> None:
        await work()

    await perform(session, operation, call, tss_id=tss_id)
