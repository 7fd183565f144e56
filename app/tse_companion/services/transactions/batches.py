"""What a person confirmed to cancel: judged in a dry run, kept before anything is sent."""

from __future__ import annotations

from collections.abc import Sequence

from tse_companion.domain.cancelling import Action as Action
from tse_companion.domain.cancelling import Planned as Planned
from tse_companion.domain.cancelling import RowOutcome as RowOutcome
from tse_companion.domain.cancelling import SkipReason as SkipReason
from tse_companion.domain.cancelling import default_selection as default_selection
from tse_companion.domain.cancelling import dry_run as dry_run
from tse_companion.errors import CancelRunBusy
from tse_companion.services.desk import Session, new_id
from tse_companion.store.batches import Batch as Batch
from tse_companion.store.batches import Batches
from tse_companion.store.batches import BatchRow as BatchRow
from tse_companion.store.batches import BatchTill as BatchTill
from tse_companion.store.batches import TillState as TillState

_LEAVING = {
    Action.LEAVE_DEREGISTERED: SkipReason.DEREGISTERED,
    Action.LEAVE_NOT_CANCELLABLE: SkipReason.NOT_CANCELLABLE,
}


async def create_batch(session: Session, planned: Sequence[Planned], reason: str) -> Batch:
    """Keep what was confirmed; on the disk when this returns, and nothing has been sent.

    Those that are left alone are kept, too, for the report. Raises ``JournalUnwritable``, and
    ``CancelRunBusy`` while a run is at work at this TSS.
    """
    if not planned or not reason.strip():
        raise ValueError("a batch has transactions and a reason")
    if planned[0].tx.transaction.tss_id.lower() in session.desk.running:
        raise CancelRunBusy
    site_id, plan = session.site.id, tuple(planned)

    def begin(batches: Batches) -> Batch:
        """Off the window's thread: thousands of rows take their time."""
        first = plan[0].tx.transaction
        return batches.begin(
            Batch(
                batch_id=new_id(),
                site_id=site_id,
                tss_id=first.tss_id,
                tss_serial_number=first.tss_serial_number,
                reason=reason.strip(),
                rows=tuple(_row(position, one) for position, one in enumerate(plan)),
            )
        )

    return await session.desk.journal.batches(begin)


async def open_batches(session: Session) -> tuple[Batch, ...]:
    """Batches of this site that were begun and have something left to do, oldest first."""
    return await session.desk.journal.batches(Batches.unfinished, session.site.id)


async def recent_batches(session: Session, limit: int = 20) -> tuple[Batch, ...]:
    """The newest batches of this site, newest first, for their reports."""
    return await session.desk.journal.batches(Batches.newest, session.site.id, limit)


async def stored_batch(session: Session, batch_id: str) -> Batch | None:
    """A batch as it stands now, with the results so far."""
    return await session.desk.journal.batches(Batches.get, batch_id)


def _row(position: int, planned: Planned) -> BatchRow:
    tx, leaving = planned.tx, planned.action.is_leaving
    return BatchRow(
        position=position,
        tx_id=tx.key,
        number=tx.number,
        client_id=tx.client_id,
        client_serial_number=tx.client_serial_number,
        time_start=tx.time_start,
        last_activity=tx.last_activity,
        process_type=tx.process_type,
        revision=tx.latest_revision,
        action=planned.action,
        why=planned.why,
        outcome=RowOutcome.SKIPPED if leaving else RowOutcome.PENDING,
        skip_reason=_LEAVING.get(planned.action),
    )
