"""One transaction's turn: read the newest revision, decide, cancel, read back where needed.

A failure is told apart by what it means for the rest: of this transaction alone, a trouble that
may have passed at the next one, or the end of the run.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

from tse_companion import logs
from tse_companion.domain.cancelling import RowOutcome, SkipReason, Turn, turn
from tse_companion.domain.models import Transaction, TxState
from tse_companion.domain.open_transactions import cancel_schema
from tse_companion.errors import (
    AnswerLost,
    AnswerUnreadable,
    ApiRefused,
    AppError,
    JournalDamaged,
    JournalUnwritable,
    Outcome,
)
from tse_companion.services.desk import Session
from tse_companion.services.writes import ForRow, perform
from tse_companion.store.batches import Batch, Batches, BatchRow, RowMark

UPSERT = "upsertTransaction"
JOURNAL_FAILURES = (JournalUnwritable, JournalDamaged)

_CONFLICTS = frozenset({"E_TX_UPSERT", "E_PENDING_TX_CONFLICT"})
# The same answer would come for every other transaction of this TSS.
_OF_THE_TSS = frozenset(
    {
        "E_EXPORT_IN_PROGRESS",
        "E_TSS_DISABLED",
        "E_TSS_LOCKED",
        "E_TSS_NOT_FOUND",
        "E_TSS_NOT_INITIALIZED",
        "E_USE_MIDDLEWARE",
    }
)
_END_STATUS = frozenset({401, 403, 423, 429})
_PASSING_STATUS = frozenset({408, 444, 499})


class Severity(IntEnum):
    """How far a failure reaches."""

    ROW = 1  # this transaction only
    TROUBLE = 2  # perhaps the next one fares better
    END = 3  # no other one can fare better


def severity(error: AppError) -> Severity:
    """What this failure of one transaction means for the others."""
    if isinstance(error, AnswerLost | AnswerUnreadable):
        return Severity.TROUBLE
    if not isinstance(error, ApiRefused):
        return Severity.END  # no connection, no journal, no admin mode
    if error.code == "E_CLIENT_LIMIT_REACHED":
        return Severity.ROW  # of the one till that cannot be registered
    if error.code in _OF_THE_TSS or error.status in _END_STATUS:
        return Severity.END
    if error.status >= 500 or error.status in _PASSING_STATUS:
        return Severity.TROUBLE
    return Severity.ROW


@dataclass(frozen=True, slots=True)
class RowResult:
    """How it stands with one transaction of a batch. ``why`` says why it was skipped."""

    key: str
    outcome: RowOutcome
    why: SkipReason | None = None
    new_state: TxState | None = None
    signature_counter: int | None = None
    error_code: str | None = None
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class TurnEnd:
    """A result, and the failure that kept it from being final or made it FAILED."""

    result: RowResult
    error: AppError | None = None

    @property
    def severity(self) -> Severity:
        return Severity.ROW if self.error is None else severity(self.error)


class CancelOne:
    """The transactions of one batch, one at a time. Expected failures are part of the results."""

    def __init__(self, session: Session, batch: Batch) -> None:
        self._session = session
        self._batch = batch

    async def read(self, row: BatchRow) -> Transaction:
        """Its newest revision; raises what the client raises."""
        return await self._session.client.retrieve_transaction(self._batch.tss_id, row.tx_id)

    async def cancel(self, row: BatchRow, newest: Transaction | None = None) -> TurnEnd:
        """Cancel one that was never sent, if it is as it was confirmed.

        ``newest``: its newest revision, where it was read a moment ago.
        """
        try:
            newest = newest or await self.read(row)
            return await self._settled(row, newest) or await self._send(row, newest)
        except JOURNAL_FAILURES as error:
            return TurnEnd(_result(row, RowOutcome.PENDING, error=error), error)
        except AppError as error:
            return await self._not_done(row, error)

    async def settle(self, row: BatchRow) -> TurnEnd:
        """Read back one that may have been sent; PENDING when it was not done. Sends nothing."""
        try:
            end = await self._settled(row, await self.read(row))
            return end or await self._end(row, _result(row, RowOutcome.PENDING))
        except AppError as error:
            if severity(error) is Severity.ROW:
                return await self._not_done(row, error)
            return TurnEnd(_result(row, RowOutcome.UNKNOWN, error=error), error)

    async def fail(self, row: BatchRow, error: AppError) -> TurnEnd:
        """Nothing can be done for this one, for a reason that lies outside it."""
        return await self._end(row, _result(row, RowOutcome.FAILED, error=error), error)

    # --- inside ------------------------------------------------------------------------------

    async def _settled(self, row: BatchRow, newest: Transaction) -> TurnEnd | None:
        """The end that its newest revision is already; None where it can be cancelled."""
        match turn(newest, confirmed_revision=row.revision, sent=row.was_sent):
            case Turn.OURS:
                result = _result(row, RowOutcome.CANCELLED, newest=newest)
            case Turn.CLOSED:
                result = _result(row, RowOutcome.ALREADY_CLOSED, newest=newest)
            case Turn.TOUCHED:
                result = _result(row, RowOutcome.SKIPPED_IN_USE, SkipReason.TOUCHED, newest=newest)
            case Turn.GO if cancel_schema(newest) is None:
                result = _result(row, RowOutcome.SKIPPED, SkipReason.NOT_CANCELLABLE)
            case Turn.GO:
                return None
        return await self._end(row, result)

    async def _send(self, row: BatchRow, newest: Transaction) -> TurnEnd:
        client, tss_id, revision = self._session.client, self._batch.tss_id, row.revision + 1
        seen: Transaction | None = None

        async def look() -> Transaction | None:
            nonlocal seen
            seen = await self.read(row)
            is_ours = turn(seen, confirmed_revision=row.revision, sent=True) is Turn.OURS
            return seen if is_ours else None

        in_batch: ForRow[Transaction] = ForRow(
            self._batch.batch_id,
            row.position,
            lambda done: self._mark(row, _result(row, RowOutcome.CANCELLED, newest=done)),
        )

        async def ask() -> Transaction:
            done = await client.upsert_transaction(
                tss_id,
                row.tx_id,
                tx_revision=revision,
                state=TxState.CANCELLED,
                client_id=newest.client_id,
                schema=cancel_schema(newest),
            )
            if turn(done, confirmed_revision=row.revision, sent=True) is Turn.OURS:
                return done
            # A yes that shows something else, such as what a till has written, is no yes.
            raise AnswerUnreadable(outcome=Outcome.UNKNOWN, field="state", operation=UPSERT)

        try:
            done = await perform(
                self._session,
                UPSERT,
                ask,
                tss_id=tss_id,
                target_id=row.tx_id,
                revision=revision,
                state=TxState.CANCELLED,
                note=self._batch.reason,
                look=look,
                row=in_batch,
            )
        except AppError as error:
            if error.outcome is not Outcome.UNKNOWN:
                if error.code in _CONFLICTS:
                    return await self._conflict(row, error)
                raise
            row = replace(row, entry=in_batch.entry)
            if seen is None or isinstance(error, JOURNAL_FAILURES):
                return await self._end(row, _result(row, RowOutcome.UNKNOWN, error=error), error)
            return await self._settled(row, seen) or await self._not_done(row, error)
        return TurnEnd(_result(row, RowOutcome.CANCELLED, newest=done))

    async def _conflict(self, row: BatchRow, error: AppError) -> TurnEnd:
        """A till was quicker; what it did tells whether the work is done all the same."""
        try:
            newest = await self.read(row)
        except AppError as problem:
            logs.event("look_failed", error=problem)
        else:
            if newest.state in (TxState.CANCELLED, TxState.FINISHED):
                result = _result(row, RowOutcome.ALREADY_CLOSED, newest=newest)
                return await self._end(row, result)
        result = _result(row, RowOutcome.SKIPPED_IN_USE, SkipReason.CONFLICT, error=error)
        return await self._end(row, result)

    async def _not_done(self, row: BatchRow, error: AppError) -> TurnEnd:
        """It is certain that it was not cancelled: never again, or later."""
        is_over = severity(error) is Severity.ROW
        outcome = RowOutcome.FAILED if is_over else RowOutcome.PENDING
        return await self._end(row, _result(row, outcome, error=error), error)

    async def _end(
        self, row: BatchRow, result: RowResult, error: AppError | None = None
    ) -> TurnEnd:
        """Write the result down, and what it says about the request that may have left.

        Where the journal fails, nothing about the row is settled.
        """
        journal, mark = self._session.desk.journal, self._mark(row, result)
        try:
            if row.entry is None or result.outcome is RowOutcome.UNKNOWN:
                await journal.batches(Batches.mark, mark)
            else:
                is_done = result.outcome is RowOutcome.CANCELLED
                await journal.conclude(
                    row.entry,
                    "done" if is_done else Outcome.NOT_DONE.value,
                    code=result.error_code,
                    request_id=result.request_id,
                    mark=mark,
                )
        except JOURNAL_FAILURES as problem:
            outcome = RowOutcome.UNKNOWN if row.was_sent else RowOutcome.PENDING
            return TurnEnd(_result(row, outcome, error=problem), problem)
        return TurnEnd(result, error)

    def _mark(self, row: BatchRow, result: RowResult) -> RowMark:
        return RowMark(
            self._batch.batch_id,
            row.position,
            result.outcome,
            skip_reason=result.why,
            new_state=result.new_state,
            signature_counter=result.signature_counter,
            code=result.error_code,
            request_id=result.request_id,
        )


def _result(
    row: BatchRow,
    outcome: RowOutcome,
    why: SkipReason | None = None,
    *,
    newest: Transaction | None = None,
    error: AppError | None = None,
) -> RowResult:
    return RowResult(
        row.key,
        outcome,
        why,
        new_state=None if newest is None else newest.state,
        signature_counter=None if newest is None else newest.signature.counter,
        error_code=None if error is None else error.code,
        request_id=None if error is None else error.request_id,
    )
