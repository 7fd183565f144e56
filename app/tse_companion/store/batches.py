"""Batches of cancellations in the journal: who confirmed what, and how each one ended.

A batch is on the disk as a whole before its first request leaves. After that every row carries
the journal entry of its request, so that the next start knows which ones may have been sent.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from tse_companion.domain.cancelling import Action, RowOutcome, SkipReason
from tse_companion.domain.models import TxState
from tse_companion.domain.open_transactions import Why
from tse_companion.errors import Outcome

SCHEMA = """
CREATE TABLE batches (
    batch_id TEXT PRIMARY KEY,
    site_id TEXT NOT NULL,
    tss_id TEXT NOT NULL,
    tss_serial_number TEXT NOT NULL,
    reason TEXT NOT NULL,
    user TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    finished_at INTEGER
) WITHOUT ROWID;
CREATE TABLE batch_rows (
    batch_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    tx_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    client_id TEXT NOT NULL,
    client_serial_number TEXT NOT NULL,
    time_start INTEGER NOT NULL,
    last_activity INTEGER NOT NULL,
    process_type TEXT,
    revision INTEGER NOT NULL,
    action TEXT NOT NULL,
    why TEXT NOT NULL,
    outcome TEXT NOT NULL,
    skip_reason TEXT,
    new_state TEXT,
    signature_counter INTEGER,
    finished_at INTEGER,
    code TEXT,
    request_id TEXT,
    entry INTEGER,
    PRIMARY KEY (batch_id, position)
) WITHOUT ROWID;
CREATE TABLE batch_tills (
    batch_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    client_serial_number TEXT NOT NULL,
    state TEXT NOT NULL,
    newest INTEGER,
    PRIMARY KEY (batch_id, client_id)
) WITHOUT ROWID"""
_BATCH = "batch_id, site_id, tss_id, tss_serial_number, reason, user, created_at, finished_at"
_ROW = (
    "batch_id, position, tx_id, number, client_id, client_serial_number, time_start, "
    "last_activity, process_type, revision, action, why, outcome, skip_reason, new_state, "
    "signature_counter, finished_at, code, request_id, entry"
)

Writing = Callable[[Outcome], AbstractContextManager[sqlite3.Connection]]
Reading = Callable[[], AbstractContextManager[sqlite3.Connection]]


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One transaction of a batch: as it was confirmed, and what became of it.

    ``why`` other than STUCK: chosen by the person against the rules, with a warning. Before, it
    was ACTIVE at ``revision``. ``entry`` is the journal entry of the request that may have left.
    """

    position: int
    tx_id: str
    number: int
    client_id: str
    client_serial_number: str
    time_start: int
    last_activity: int
    process_type: str | None
    revision: int
    action: Action
    why: Why
    outcome: RowOutcome = RowOutcome.PENDING
    skip_reason: SkipReason | None = None
    new_state: TxState | None = None
    signature_counter: int | None = None
    finished_at: int | None = None
    code: str | None = None
    request_id: str | None = None
    entry: int | None = None

    @property
    def key(self) -> str:
        return self.tx_id

    @property
    def is_explicit(self) -> bool:
        """Whether a person chose it against the rules."""
        return self.why is not Why.STUCK

    @property
    def was_sent(self) -> bool:
        """Whether a cancellation of it may have reached the service."""
        return self.entry is not None


class TillState(StrEnum):
    """Where a till stands that a batch registers for its transactions."""

    REGISTERING = "registering"  # it may be registered: the request was about to leave
    DONE = "done"  # it is as it was before
    IN_USE = "in_use"  # it has begun to sell meanwhile: it stays registered


@dataclass(frozen=True, slots=True)
class BatchTill:
    """A deregistered till that a batch has registered again, or was about to.

    ``newest`` is the number of the TSS's newest transaction before that.
    """

    client_id: str
    client_serial_number: str
    state: TillState
    newest: int | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """One confirmed cancellation of many. Times are Unix seconds of this computer's clock."""

    batch_id: str
    site_id: str
    tss_id: str
    tss_serial_number: str
    reason: str
    user: str = ""
    created_at: int = 0
    finished_at: int | None = None
    rows: tuple[BatchRow, ...] = ()
    tills: tuple[BatchTill, ...] = ()

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def left(self) -> tuple[BatchRow, ...]:
        """Rows whose end is not known yet."""
        return tuple(row for row in self.rows if not row.outcome.is_final)

    @property
    def tills_left(self) -> tuple[BatchTill, ...]:
        """Tills that may still be registered because of this batch."""
        return tuple(till for till in self.tills if till.state is TillState.REGISTERING)

    def count(self, outcome: RowOutcome) -> int:
        return sum(row.outcome is outcome for row in self.rows)


@dataclass(frozen=True, slots=True)
class RowMark:
    """What to write down about one row of a batch; the time is the journal's.

    PENDING says that nothing of it has reached the service, or that it is certain to have done
    nothing there: its entry is forgotten.
    """

    batch_id: str
    position: int
    outcome: RowOutcome
    skip_reason: SkipReason | None = None
    new_state: TxState | None = None
    signature_counter: int | None = None
    code: str | None = None
    request_id: str | None = None


class Batches:
    """The part of the journal that keeps batches; made by ``Journal``, raises what it raises."""

    def __init__(
        self, writing: Writing, reading: Reading, now: Callable[[], int], user: str
    ) -> None:
        self._writing = writing
        self._reading = reading
        self._now = now
        self._user = user

    def begin(self, batch: Batch) -> Batch:
        """Store a new batch with its rows; all on the disk, or nothing. Gives back what is."""
        created = self._now()
        with self._writing(Outcome.NOT_DONE) as db:
            db.execute(
                f"INSERT INTO batches ({_BATCH}) VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",  # noqa: S608
                (
                    batch.batch_id,
                    batch.site_id,
                    batch.tss_id,
                    batch.tss_serial_number,
                    batch.reason,
                    self._user,
                    created,
                ),
            )
            db.executemany(
                f"INSERT INTO batch_rows ({_ROW}) "  # noqa: S608
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (_values(batch.batch_id, row) for row in batch.rows),
            )
            return _batch(db, batch.batch_id)

    def mark(self, mark: RowMark) -> None:
        """Write down how it stands with a row."""
        with self._writing(Outcome.UNKNOWN) as db:
            self.put(db, mark)

    def put(self, db: sqlite3.Connection, mark: RowMark) -> None:
        """The same inside a change that is being written."""
        db.execute(
            "UPDATE batch_rows SET outcome = ?, skip_reason = ?, new_state = ?, "
            "signature_counter = ?, finished_at = ?, code = ?, request_id = ?, "
            "entry = CASE WHEN ? THEN NULL ELSE entry END "
            "WHERE batch_id = ? AND position = ?",
            (
                mark.outcome,
                mark.skip_reason,
                mark.new_state,
                mark.signature_counter,
                self._now() if mark.outcome.is_final else None,
                mark.code,
                mark.request_id,
                mark.outcome is RowOutcome.PENDING,
                mark.batch_id,
                mark.position,
            ),
        )

    def sending(self, db: sqlite3.Connection, row: tuple[str, int], entry: int) -> None:
        """A request for this row is about to leave, inside a change that is being written."""
        db.execute(
            "UPDATE batch_rows SET entry = ? WHERE batch_id = ? AND position = ?", (entry, *row)
        )

    def till(self, batch_id: str, till: BatchTill) -> None:
        """Write down where a till stands; on the disk when this returns."""
        with self._writing(Outcome.NOT_DONE) as db:
            db.execute(
                "INSERT INTO batch_tills "
                "(batch_id, client_id, client_serial_number, state, newest) "
                "VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (batch_id, client_id) DO UPDATE SET state = excluded.state, "
                "newest = excluded.newest",
                (batch_id, till.client_id, till.client_serial_number, till.state, till.newest),
            )

    def end(self, batch_id: str) -> None:
        """Nothing of this batch is left to do."""
        with self._writing(Outcome.UNKNOWN) as db:
            db.execute(
                "UPDATE batches SET finished_at = ? WHERE batch_id = ? AND finished_at IS NULL",
                (self._now(), batch_id),
            )

    def abandon(self, batch_id: str) -> None:
        """Rows that were not begun are skipped from now on."""
        with self._writing(Outcome.NOT_DONE) as db:
            db.execute(
                "UPDATE batch_rows SET outcome = ?, skip_reason = ?, finished_at = ? "
                "WHERE batch_id = ? AND outcome = ? AND entry IS NULL",
                (
                    RowOutcome.SKIPPED,
                    SkipReason.STOPPED,
                    self._now(),
                    batch_id,
                    RowOutcome.PENDING,
                ),
            )

    def get(self, batch_id: str) -> Batch | None:
        """One batch, or None."""
        with self._reading() as db:
            found = db.execute("SELECT 1 FROM batches WHERE batch_id = ?", (batch_id,)).fetchone()
            return None if found is None else _batch(db, batch_id)

    def unfinished(self, site_id: str) -> tuple[Batch, ...]:
        """Batches of this site that were begun and not ended, oldest first."""
        with self._reading() as db:
            ids = db.execute(
                "SELECT batch_id FROM batches WHERE site_id = ? AND finished_at IS NULL "
                "ORDER BY created_at, batch_id",
                (site_id,),
            ).fetchall()
            return tuple(_batch(db, batch_id) for (batch_id,) in ids)

    def newest(self, site_id: str, limit: int) -> tuple[Batch, ...]:
        """The newest batches of this site, newest first."""
        with self._reading() as db:
            ids = db.execute(
                "SELECT batch_id FROM batches WHERE site_id = ? "
                "ORDER BY created_at DESC, batch_id LIMIT ?",
                (site_id, limit),
            ).fetchall()
            return tuple(_batch(db, batch_id) for (batch_id,) in ids)


def _values(batch_id: str, row: BatchRow) -> tuple[str | int | None, ...]:
    return (
        batch_id,
        row.position,
        row.tx_id,
        row.number,
        row.client_id,
        row.client_serial_number,
        row.time_start,
        row.last_activity,
        row.process_type,
        row.revision,
        row.action,
        row.why,
        row.outcome,
        row.skip_reason,
        row.new_state,
        row.signature_counter,
        row.finished_at,
        row.code,
        row.request_id,
        row.entry,
    )


def _batch(db: sqlite3.Connection, batch_id: str) -> Batch:
    head = db.execute(
        f"SELECT {_BATCH} FROM batches WHERE batch_id = ?",  # noqa: S608
        (batch_id,),
    ).fetchone()
    rows = db.execute(
        f"SELECT {_ROW} FROM batch_rows WHERE batch_id = ? ORDER BY position",  # noqa: S608
        (batch_id,),
    ).fetchall()
    tills = db.execute(
        "SELECT client_id, client_serial_number, state, newest FROM batch_tills "
        "WHERE batch_id = ? "
        "ORDER BY client_serial_number",
        (batch_id,),
    ).fetchall()
    return replace(
        Batch(*head),
        rows=tuple(_row(*row[1:]) for row in rows),
        tills=tuple(
            BatchTill(client, serial, TillState(at), newest) for client, serial, at, newest in tills
        ),
    )


def _row(
    position: int,
    tx_id: str,
    number: int,
    client_id: str,
    client_serial_number: str,
    time_start: int,
    last_activity: int,
    process_type: str | None,
    revision: int,
    action: str,
    why: str,
    outcome: str,
    skip_reason: str | None,
    new_state: str | None,
    *rest: Any,
) -> BatchRow:
    return BatchRow(
        position,
        tx_id,
        number,
        client_id,
        client_serial_number,
        time_start,
        last_activity,
        process_type,
        revision,
        Action(action),
        Why(why),
        RowOutcome(outcome),
        None if skip_reason is None else SkipReason(skip_reason),
        None if new_state is None else TxState(new_state),
        *rest,
    )
