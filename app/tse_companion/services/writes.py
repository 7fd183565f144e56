"""Intention, call, outcome: the one way anything is changed at the service.

The journal row with the ids we chose is on disk before the request leaves. What the answer
brings only once is kept (and read back) before the row says done. A write outlives the page that
asked for it: it runs as a task of the desk, and closing the program waits for it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from tse_companion.errors import AppError, Outcome

if TYPE_CHECKING:
    from tse_companion.services.desk import Session

T = TypeVar("T")


async def perform(
    session: Session,
    operation: str,
    call: Callable[[], Awaitable[T]],
    *,
    tss_id: str,
    target_id: str | None = None,
    revision: int | None = None,
    keep: Callable[[T], Awaitable[None]] | None = None,
) -> T:
    """Do one change and return its answer.

    ``keep`` is given the answer before the journal says done; if it fails the outcome stays
    unknown and the error is the caller's. Cancelling the caller does not cancel the change.
    """
    return await session.desk.writes.shielded(
        _in_three_parts(session, operation, call, tss_id, target_id, revision, keep),
        name=operation,
    )


async def _in_three_parts(
    session: Session,
    operation: str,
    call: Callable[[], Awaitable[T]],
    tss_id: str,
    target_id: str | None,
    revision: int | None,
    keep: Callable[[T], Awaitable[None]] | None,
) -> T:
    journal = session.desk.journal
    entry = await journal.intend(
        site_id=session.site.id,
        operation=operation,
        tss_id=tss_id,
        target_id=target_id,
        revision=revision,
    )
    changed = False
    try:
        result = await call()
        changed = True
        if keep is not None:
            await keep(result)
    except AppError as error:
        surely_not = error.outcome is Outcome.NOT_DONE and not changed
        await journal.conclude(
            entry,
            "not_done" if surely_not else "unknown",
            code=error.code,
            request_id=error.request_id,
        )
        raise
    except BaseException:
        await journal.conclude(entry, "unknown", code="unexpected")
        raise
    await journal.conclude(entry, "done")
    return result
