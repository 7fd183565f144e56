"""Intention, call, outcome: the one way anything is changed at the service.

The journal row with the ids we chose is on disk before the request leaves. After a lost answer
the service is looked at before the outcome is called unknown. What the answer brings only once
is kept (and read back) before the row says done. A write outlives the page that asked for it: it
runs as a task of the desk, and closing the program waits for it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from tse_companion import logs
from tse_companion.errors import AppError, Outcome
from tse_companion.store.batches import RowMark

if TYPE_CHECKING:
    from tse_companion.services.desk import Session

T = TypeVar("T")


@dataclass(slots=True)
class ForRow(Generic[T]):
    """The row of a batch that a change belongs to, and what to write down once it is done.

    ``entry`` is the journal's entry, once it is there.
    """

    batch_id: str
    position: int
    done: Callable[[T], RowMark]
    entry: int | None = None


async def perform(
    session: Session,
    operation: str,
    call: Callable[[], Awaitable[T]],
    *,
    tss_id: str,
    target_id: str | None = None,
    revision: int | None = None,
    state: str | None = None,
    note: str | None = None,
    look: Callable[[], Awaitable[T | None]] | None = None,
    keep: Callable[[T], Awaitable[None]] | None = None,
    row: ForRow[T] | None = None,
) -> T:
    """Do one change and return its answer.

    ``state`` is the one that is asked for, where the operation knows several; ``note`` is for
    whoever reads the journal: a reason, the serial number of a till.
    ``look`` is asked where the outcome is unknown: what it finds is the answer; when it finds
    None, or fails itself, the outcome stays unknown and the first error is the caller's.
    ``keep`` is given the answer before the journal says done; if it fails the outcome is unknown
    and its error is the caller's. ``row`` is written down together with the entry, as the row of
    a batch. Cancelling the caller does not cancel the change.
    """
    return await session.desk.writes.shielded(
        _in_three_parts(
            session, operation, call, tss_id, target_id, revision, state, note, look, keep, row
        ),
        name=operation,
    )


async def _in_three_parts(
    session: Session,
    operation: str,
    call: Callable[[], Awaitable[T]],
    tss_id: str,
    target_id: str | None,
    revision: int | None,
    state: str | None,
    note: str | None,
    look: Callable[[], Awaitable[T | None]] | None,
    keep: Callable[[T], Awaitable[None]] | None,
    row: ForRow[T] | None,
) -> T:
    journal = session.desk.journal
    entry = await journal.intend(
        site_id=session.site.id,
        operation=operation,
        tss_id=tss_id,
        target_id=target_id,
        revision=revision,
        note=note,
        target_state=state,
        row=None if row is None else (row.batch_id, row.position),
    )
    if row is not None:
        row.entry = entry
    try:
        result = await _answer(call, look)
        if keep is not None:
            await _kept(keep, result)
    except AppError as error:
        try:
            await journal.conclude(
                entry, error.outcome.value, code=error.code, request_id=error.request_id
            )
        except AppError as problem:  # an entry without an outcome counts as unknown
            logs.event("journal_failed", error=problem)
        raise
    except BaseException:
        await journal.conclude(entry, Outcome.UNKNOWN.value, code="unexpected")
        raise
    await journal.conclude(entry, "done", mark=None if row is None else row.done(result))
    return result


async def _answer(
    call: Callable[[], Awaitable[T]], look: Callable[[], Awaitable[T | None]] | None
) -> T:
    try:
        return await call()
    except AppError as error:
        if error.outcome is Outcome.NOT_DONE or look is None:
            raise
        try:
            found = await look()
        except AppError as problem:
            logs.event("look_failed", error=problem)
            found = None
        if found is None:
            raise
        return found


async def _kept(keep: Callable[[T], Awaitable[None]], result: T) -> None:
    try:
        await keep(result)
    except AppError as error:
        error.outcome = Outcome.UNKNOWN  # the service has done it, whatever failed here
        raise
