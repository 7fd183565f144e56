"""The admin session of a TSS: logins are counted before they are sent, and every one is closed.

The service blocks a PIN after five failures. The program stops by itself after three, and a
login whose answer was lost counts as a failure until one succeeds: so it can never send a fifth.
"""

from __future__ import annotations

from tse_companion import logs
from tse_companion.domain.credentials import OUR_LIMIT, Secret
from tse_companion.errors import (
    ApiRefused,
    AppError,
    JournalUnwritable,
    Outcome,
    PinAttemptsUsed,
    PinNotSet,
    PinOutcomeUnknown,
    PinRefused,
    PukRefused,
)
from tse_companion.services import kept_pin
from tse_companion.services.desk import Session
from tse_companion.services.writes import perform

LOG_IN, LOG_OUT, CHANGE_PIN = "authenticateAdmin", "logoutAdmin", "changeAdminPin"

# A refused PIN comes as any of these (contract section 2). After a fresh token a 401 without a
# code can mean nothing else, and counting one too many is the safe mistake.
_PIN_REFUSALS = frozenset({"E_ADMIN_LOGIN_FAILED", "E_UNAUTHORIZED", "http_401"})
_PUK_REFUSALS = _PIN_REFUSALS | {"E_CHANGE_ADMIN_PIN_FAILED"}


async def attempts_left(session: Session, tss_id: str) -> int:
    """How many logins the program would still send for this TSS."""
    return max(0, OUR_LIMIT - await session.desk.journal.pin_attempts(tss_id))


async def log_in(session: Session, tss_id: str, pin: Secret) -> None:
    """Open admin mode. Once begun it is counted to its end, also when the caller is cancelled.

    Raises ``PinAttemptsUsed`` without sending anything when three attempts are spent, and
    ``PinRefused`` with the attempts left when the service refuses the PIN.
    """
    await session.desk.writes.shielded(_counted_login(session, tss_id, pin), name=LOG_IN)


async def _counted_login(session: Session, tss_id: str, pin: Secret) -> None:
    journal = session.desk.journal
    # Counted first and compared then: two logins at once cannot both be the third.
    used = await journal.begin_pin_attempt(tss_id)
    if used > OUR_LIMIT:
        await journal.withdraw_pin_attempt(tss_id)
        raise PinAttemptsUsed(limit=OUR_LIMIT)
    try:
        await perform(
            session,
            LOG_IN,
            lambda: session.client.authenticate_admin(tss_id, pin),
            tss_id=tss_id,
        )
    except AppError as error:
        if _is_refusal(error, LOG_IN, _PIN_REFUSALS):
            await kept_pin.note_login(session, tss_id, pin, is_right=False)
            raise PinRefused(left=OUR_LIMIT - used, request_id=error.request_id) from error
        if error.outcome is Outcome.NOT_DONE:
            await journal.withdraw_pin_attempt(tss_id)
        raise
    await journal.forget_pin_attempts(tss_id)
    await kept_pin.note_login(session, tss_id, pin, is_right=True)


def _is_refusal(error: AppError, operation: str, codes: frozenset[str]) -> bool:
    """Whether the PIN or PUK itself was refused, and not the access token before it."""
    return isinstance(error, ApiRefused) and error.operation == operation and error.code in codes


async def log_out(session: Session, tss_id: str) -> None:
    """End admin mode; harmless when nobody is logged in."""

    async def call() -> None:
        await session.client.logout_admin(tss_id)

    try:
        await perform(session, LOG_OUT, call, tss_id=tss_id)
    except JournalUnwritable:
        # A full disk must not leave admin mode open.
        await session.desk.writes.shielded(call(), name=LOG_OUT)


async def may_be_open(session: Session, tss_id: str) -> bool:
    """Whether, as far as the journal knows, admin mode is still open."""
    for entry in await session.desk.journal.entries(tss_id=tss_id):  # newest first
        if entry.operation == LOG_OUT and entry.outcome == "done":
            return False
        if entry.operation == LOG_IN and entry.outcome != "not_done":
            return True
    return False


async def close_left_open(session: Session, tss_id: str) -> None:
    """End admin mode if it may be open, after a failure or an interruption.

    A failure of its own is not the caller's: the journal still knows, and the next start or exit
    tries again. Once begun it goes on to its end, also when the caller is cancelled.
    """

    async def close() -> None:
        try:
            # A login still under way is in the journal, and the client sends one after the other.
            if await may_be_open(session, tss_id):
                await log_out(session, tss_id)
        except AppError as error:
            logs.event("admin_left_open", error=error)

    await session.desk.writes.shielded(close(), name=LOG_OUT)


async def close_all_left_open(session: Session) -> None:
    """The same for every TSS that this site has logged in to; for the program's end."""
    entries = await session.desk.journal.entries()
    logins = (e for e in entries if e.site_id == session.site.id and e.operation == LOG_IN)
    for tss_id in dict.fromkeys(e.tss_id for e in logins if e.tss_id is not None):
        await close_left_open(session, tss_id)


async def set_pin(session: Session, tss_id: str, puk: Secret, pin: Secret) -> bool:
    """Set, change or unblock the PIN with the PUK; the request is sent once.

    When its answer is lost, one login with the new PIN tells whether it took effect: then True is
    returned, because the admin is logged in now. Raises ``PukRefused``, ``PinNotSet`` when it
    did not take effect, and ``PinOutcomeUnknown``.
    """
    journal = session.desk.journal
    try:
        await perform(
            session,
            CHANGE_PIN,
            lambda: session.client.change_admin_pin(tss_id, puk, pin),
            tss_id=tss_id,
            keep=lambda _: journal.forget_pin_attempts(tss_id),
        )
    except AppError as error:
        if _is_refusal(error, CHANGE_PIN, _PUK_REFUSALS):
            raise PukRefused(request_id=error.request_id) from error
        if error.outcome is Outcome.NOT_DONE:
            raise
    else:
        return False
    if not await pin_is(session, tss_id, pin):
        raise PinNotSet
    return True


async def pin_is(session: Session, tss_id: str, pin: Secret) -> bool:
    """Whether this is the TSS's PIN, found out by one login; True leaves the admin logged in.

    Raises ``PinOutcomeUnknown`` when no login can tell.
    """
    try:
        await log_in(session, tss_id, pin)
    except PinRefused:
        return False
    except AppError as error:
        if error.code == "E_ADMIN_PIN_BLOCKED":
            return False
        raise PinOutcomeUnknown(outcome=Outcome.UNKNOWN, request_id=error.request_id) from error
    return True
