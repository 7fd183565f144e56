"""A batch at work: one transaction after the other, to be paused, resumed and stopped.

While one cancellation is under way, the next transaction is read already: reads may overlap, two
writes at one TSS never do. Whatever ends the run, what is left is in the journal, and another run
of the same batch goes on there: what may have been sent is read back before anything is sent.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, replace
from enum import StrEnum

from tse_companion.domain.cancelling import Action, RowOutcome, SkipReason
from tse_companion.domain.models import Transaction
from tse_companion.errors import AdminModeEnded, AppError, CancelRunBusy
from tse_companion.services.admin_mode import AdminMode
from tse_companion.services.desk import Session
from tse_companion.services.transactions.batches import Batch, BatchRow, stored_batch
from tse_companion.services.transactions.cancel_one import CancelOne as CancelOne
from tse_companion.services.transactions.cancel_one import RowResult as RowResult
from tse_companion.services.transactions.cancel_one import Severity, TurnEnd, severity
from tse_companion.services.transactions.cancel_tills import CancelTills
from tse_companion.store.batches import Batches

_TROUBLES = 3  # in a row: then it is not the transactions
_FRESH = 2.0  # seconds; what was read ahead and is older is read again

OnRow = Callable[[RowResult], object]


class RunState(StrEnum):
    """What a run is doing. PAUSED and STOPPED hold as soon as the request under way has ended."""

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"  # nothing is left
    STOPPED = "stopped"  # by the person; the rest is still PENDING
    INTERRUPTED = "interrupted"  # by a failure; another run goes on


@dataclass(frozen=True, slots=True)
class RunEnd:
    """How a run ended. ``left``: transactions without an end; ``tills_left``: serial numbers of
    tills that are still registered because of it; ``tills_in_use``: of those that stay so because
    they have begun to sell. ``error`` says what interrupted it."""

    state: RunState
    left: int = 0
    tills_left: tuple[str, ...] = ()
    error: AppError | None = None
    tills_in_use: tuple[str, ...] = ()


class CancelRun:
    """Runs one stored batch; may be run again until nothing is left."""

    def __init__(
        self,
        session: Session,
        batch: Batch,
        admin: AdminMode | None = None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.batch = batch  # as it stands in the journal at the end of each run
        self.state = RunState.READY
        self.on_state: Callable[[RunState], object] = _nobody  # is told of every change
        self._session = session
        self._admin = admin
        self._monotonic = monotonic
        self._going = asyncio.Event()
        self._going.set()
        self._stopping = False
        self._left: dict[str, BatchRow] = {}
        self._troubles = 0
        self._error: AppError | None = None
        self._ahead: _Ahead | None = None

    @property
    def is_at_work(self) -> bool:
        """Whether a run is under way, paused or not."""
        return self.state in (RunState.RUNNING, RunState.PAUSED)

    def pause(self) -> None:
        """Send nothing more until :meth:`resume`; the request under way is not held up."""
        self._going.clear()

    def resume(self) -> None:
        self._going.set()

    def stop(self) -> None:
        """End after the request under way; tills that were registered are deregistered again."""
        self._stopping = True
        self._going.set()

    async def run(self, on_row: OnRow | None = None) -> RunEnd:
        """Cancel what is left, telling each result; returns when nothing is, or it had to end.

        Cancelling the task loses nothing: what was sent goes on to its end, and the next run
        finds it in the journal. Raises ``CancelRunBusy`` while another run is at work at this TSS.
        """
        return await self._worked(on_row or _nobody, abandon=False)

    async def abandon(self, on_row: OnRow | None = None) -> RunEnd:
        """End the batch here: what was never sent is skipped for good.

        What may have been sent is read back, and tills are deregistered again. Raises as
        :meth:`run`.
        """
        return await self._worked(on_row or _nobody, abandon=True)

    # --- inside ------------------------------------------------------------------------------

    async def _worked(self, on_row: OnRow, *, abandon: bool) -> RunEnd:
        running, tss_id = self._session.desk.running, self.batch.tss_id.lower()
        if tss_id in running:  # of this batch or another one, in this session or another one
            raise CancelRunBusy
        self._stopping, self._troubles, self._error = False, 0, None
        running[tss_id] = self.batch.batch_id
        self._become(RunState.RUNNING)
        # A person who turns to another shop meanwhile does not take admin mode from this one.
        held = nullcontext() if self._admin is None else self._admin.held()
        try:
            with held:
                return await self._work(on_row, abandon=abandon)
        except AppError as error:  # the journal cannot be read or written
            self._become(RunState.INTERRUPTED)
            return RunEnd(self.state, len(self._left), error=error)
        finally:
            del running[tss_id]
            if self.state in (RunState.RUNNING, RunState.PAUSED):  # the task was cancelled
                self._become(RunState.STOPPED)

    async def _work(self, on_row: OnRow, *, abandon: bool) -> RunEnd:
        self.batch = await stored_batch(self._session, self.batch.batch_id) or self.batch
        self._left = {row.key: row for row in self.batch.left}
        one = CancelOne(self._session, self.batch)
        tills = CancelTills(self._session, self.batch, self._admin)
        await self._settle(one, on_row)
        if abandon:
            await self._skip_the_rest(on_row)
        else:
            await self._cancel(one, self._rows(_is_plain), on_row)
            await self._cancel_of_tills(one, tills, on_row)
        for till in tills.left:
            await self._give_back(tills, till.client_id)
        if not self._left and not tills.left:
            await self._session.desk.journal.batches(Batches.end, self.batch.batch_id)
            state = RunState.FINISHED
        elif self._error is not None and not (self._stopping and not self._is_over):
            state = RunState.INTERRUPTED
        else:
            state = RunState.STOPPED
        self.batch = await stored_batch(self._session, self.batch.batch_id) or self.batch
        self._become(state)
        serials = tuple(till.client_serial_number for till in tills.left)
        error = None if state is RunState.FINISHED else self._error
        return RunEnd(state, len(self._left), serials, error, tuple(tills.in_use))

    async def _settle(self, one: CancelOne, on_row: OnRow) -> None:
        """First of all: what became of those that may have been sent?"""
        for row in self._rows(lambda row: row.was_sent):
            if not await self._goes_on():
                return
            end = await one.settle(row)
            self._heard(row, end, on_row)
            if end.result.outcome is RowOutcome.PENDING and end.error is None:
                self._left[row.key] = replace(row, outcome=RowOutcome.PENDING, entry=None)

    async def _cancel(
        self,
        one: CancelOne,
        rows: Sequence[BatchRow],
        on_row: OnRow,
        at_work: Callable[[], AbstractAsyncContextManager[None]] = nullcontext,
    ) -> None:
        self._ahead = None
        for row, following in itertools.zip_longest(rows, rows[1:]):
            if not await self._goes_on():
                return
            newest = None
            if self._ahead is not None and self._monotonic() - self._ahead.at < _FRESH:
                newest = self._ahead.newest
            async with at_work():
                end, self._ahead = await asyncio.gather(
                    one.cancel(row, newest), self._read_ahead(one, following)
                )
            self._heard(row, end, on_row)

    async def _skip_the_rest(self, on_row: OnRow) -> None:
        await self._session.desk.journal.batches(Batches.abandon, self.batch.batch_id)
        for row in self._rows(lambda row: not row.was_sent):
            del self._left[row.key]
            on_row(RowResult(row.key, RowOutcome.SKIPPED, SkipReason.STOPPED))

    async def _cancel_of_tills(self, one: CancelOne, tills: CancelTills, on_row: OnRow) -> None:
        rows = self._rows(lambda row: not row.was_sent and not _is_plain(row))
        for client_id, group in itertools.groupby(rows, key=lambda row: row.client_id):
            if not await self._goes_on():
                return
            await self._cancel_of_till(one, tills, client_id, tuple(group), on_row)

    async def _cancel_of_till(
        self,
        one: CancelOne,
        tills: CancelTills,
        client_id: str,
        rows: Sequence[BatchRow],
        on_row: OnRow,
    ) -> None:
        try:
            await tills.lend(client_id, rows[0].client_serial_number)
        except AppError as error:
            if severity(error) is not Severity.ROW:
                self._met(error)
                return
            for row in rows:
                self._heard(row, await one.fail(row, error), on_row)
        else:
            try:
                await self._cancel(one, rows, on_row, lambda: tills.at_work(client_id))
            except AdminModeEnded as error:  # in a long pause
                self._met(error)
        await self._give_back(tills, client_id)

    async def _give_back(self, tills: CancelTills, client_id: str) -> None:
        if self._is_over:
            return  # it could only fail the same way; the next run does it
        try:
            await tills.give_back(client_id)
        except AppError as error:
            self._error = error

    # --- what is left, and whether to go on --------------------------------------------------

    def _rows(self, wanted: Callable[[BatchRow], bool]) -> tuple[BatchRow, ...]:
        return tuple(row for row in self._left.values() if wanted(row))

    @property
    def _is_over(self) -> bool:
        """Whether a failure has ended the run."""
        error = self._error
        return error is not None and (
            severity(error) is Severity.END or self._troubles >= _TROUBLES
        )

    async def _goes_on(self) -> bool:
        if not self._going.is_set() and not self._is_over:
            self._become(RunState.PAUSED)
            await self._going.wait()
            self._become(RunState.RUNNING)
            self._ahead = None  # a pause may be long
        return not self._stopping and not self._is_over

    def _become(self, state: RunState) -> None:
        self.state = state
        self.on_state(state)

    def _heard(self, row: BatchRow, end: TurnEnd, on_row: OnRow) -> None:
        if end.result.outcome.is_final:
            self._left.pop(row.key, None)
            self._troubles = 0
        elif end.error is not None:
            self._met(end.error)
        on_row(end.result)

    def _met(self, error: AppError) -> None:
        self._error = error
        self._troubles += 1

    async def _read_ahead(self, one: CancelOne, row: BatchRow | None) -> _Ahead | None:
        """The next one's newest revision; what fails here is asked again when its turn comes."""
        if row is None or self._stopping or not self._going.is_set():
            return None
        try:
            return _Ahead(await one.read(row), self._monotonic())
        except AppError:
            return None


@dataclass(frozen=True, slots=True)
class _Ahead:
    newest: Transaction
    at: float


def _is_plain(row: BatchRow) -> bool:
    return row.action is Action.CANCEL and not row.was_sent


def _nobody(_: object) -> None:
    """Nobody wants to know."""
