"""The admin session of a TSS: logins are counted before they are sent, and every one is closed.

The service blocks a PIN after five failures. The program stops by itself after three, and a
login whose answer was lost counts as a failure until one succeeds: so it can never send a fifth.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tse_companion import logs
from tse_companion.domain.credentials import OUR_LIMIT, Secret
from tse_companion.errors import (
    ApiRefused,
    AppError,
    Outcome,
    PinAttemptsUsed,
    PinNotSet,
    PinOutcomeUnknown,
    PinRefused,
    PukRefused,
)
from tse_companion.services.desk import Session
from tse_companion.services.writes import perform

# A refused PIN comes as any of these (contract section 2). After a fresh token a 401 without a
# code can mean nothing else, and counting one too many is the safe mistake.
_PIN_REFUSALS = frozenset({"E_ADMIN_LOGIN_FAILED", "E_UNAUTHORIZED", "http_401"})
_PUK_REFUSALS = _PIN_REFUSALS | {"E_CHANGE_ADMIN_PIN_FAILED"}


async def attempts_left(session: Session, tss_id: str) -> int:
    """How many logins the program would still send for this TSS."""
    return max(0, OUR_LIMIT - await session.desk.journal.pin_attempts(tss_id))


async def log_in(session: Session, tss_id: str, pin: Secret) -> None:
    """Open admin mode.

    Raises ``PinAttemptsUsed`` without sending anything when three attempts are spent, and
    ``PinRefused`` with the attempts left when the service refuses the PIN.
    """
    journal = session.desk.journal
    if await attempts_left(session, tss_id) == 0:
        raise PinAttemptsUsed(limit=OUR_LIMIT)
    used = await journal.begin_pin_attempt(tss_id)
    try:
        await perform(
            session,
            "authenticateAdmin",
            lambda: session.client.authenticate_admin(tss_id, pin),
            tss_id=tss_id,
        )
    except ApiRefused as error:
        if error.code in _PIN_REFUSALS:
            raise PinRefused(left=max(0, OUR_LIMIT - used), request_id=error.request_id) from error
        if error.outcome is Outcome.NOT_DONE:
            await journal.withdraw_pin_attempt(tss_id)
        raise
    except AppError as error:
        if error.outcome is Outcome.NOT_DONE:
            await journal.withdraw_pin_attempt(tss_id)
        raise
    await journal.forget_pin_attempts(tss_id)


async def log_out(session: Session, tss_id: str) -> None:
    """End admin mode; harmless when nobody is logged in."""
    await perform(
        session, "logoutAdmin", lambda: session.client.logout_admin(tss_id), tss_id=tss_id
    )


@asynccontextmanager
async def admin_session(session: Session, tss_id: str, pin: Secret) -> AsyncIterator[None]:
    """Admin mode for the time of a ``with`` block, ended also when the block fails.

    A logout that fails is not the block's failure: the journal knows that admin mode may still
    be open, and :func:`close_left_open` ends it at the next start or at exit.
    """
    await log_in(session, tss_id, pin)
    try:
        yield
    finally:
        try:
            await log_out(session, tss_id)
        except AppError as error:
            logs.event("admin_left_open", code=error.code, outcome=error.outcome)


async def may_be_open(session: Session, tss_id: str) -> bool:
    """Whether, as far as the journal knows, admin mode is still open."""
    for entry in await session.desk.journal.entries(tss_id=tss_id):  # newest first
        if entry.operation == "logoutAdmin" and entry.outcome == "done":
            return False
        if entry.operation == "authenticateAdmin" and entry.outcome != "not_done":
            return True
    return False


async def close_left_open(session: Session, tss_id: str) -> None:
    """End an admin session that an interruption left open, if there may be one."""
    if await may_be_open(session, tss_id):
        await log_out(session, tss_id)


async def set_pin(session: Session, tss_id: str, puk: Secret, pin: Secret) -> bool:
    """Set, change or unblock the PIN with the PUK; the request is sent once.

    When its answer is lost, one login with the new PIN tells whether it took effect: then True is
    returned, because the admin is logged in now. If it did not, ``PinNotSet`` is raised.
    """
    journal = session.desk.journal
    try:
        await perform(
            session,
            "changeAdminPin",
            lambda: session.client.change_admin_pin(tss_id, puk, pin),
            tss_id=tss_id,
        )
    except ApiRefused as error:
        if error.code in _PUK_REFUSALS:
            raise PukRefused(request_id=error.request_id) from error
        if error.outcome is Outcome.NOT_DONE:
            raise
    except AppError as error:
        if error.outcome is Outcome.NOT_DONE:
            raise
    else:
        await journal.forget_pin_attempts(tss_id)
        return False
    if not await pin_is(session, tss_id, pin):
        raise PinNotSet
    return True


async def pin_is(session: Session, tss_id: str, pin: Secret) -> bool:
    """Whether this is the TSS's PIN, found out by one login; True leaves the admin logged in.

    Raises ``PinOutcomeUnknown`` when the login cannot tell either.
    """
    try:
        await log_in(session, tss_id, pin)
    except PinRefused:
        return False
    except ApiRefused as error:
        if error.code == "E_ADMIN_PIN_BLOCKED":
            return False
        raise
    except AppError as error:
        if error.outcome is Outcome.UNKNOWN:
            raise PinOutcomeUnknown(request_id=error.request_id) from error
        raise
    return True
