"""Batches in the journal: whole or not at all, and each row in step with its entry."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tse_companion.domain.cancelling import Action, RowOutcome, SkipReason
from tse_companion.domain.models import TxState
from tse_companion.domain.open_transactions import Why
from tse_companion.errors import JournalUnwritable, Outcome
from tse_companion.store.batches import Batch, BatchRow, BatchTill, RowMark, TillState
from tse_companion.store.journal import Journal

NOW = 1_767_225_600


class Clock:
    now = float(NOW)

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


@pytest.fixture
def journal(path: Path, clock: Clock) -> Iterator[Journal]:
    journal = Journal(path, clock=clock, user="someone")
    yield journal
    journal.close()


def row(position: int, **more: object) -> BatchRow:
    values: dict[str, object] = {
        "position": position,
        "tx_id": f"tx-{position}",
        "number": position + 10,
        "client_id": "client",
        "client_serial_number": "KASSE-1",
        "time_start": 100,
        "last_activity": 200,
        "process_type": None,
        "revision": 3,
        "action": Action.CANCEL,
        "why": Why.STUCK,
        **more,
    }
    return BatchRow(**values)  # type: ignore[arg-type]


def batch(count: int = 2, batch_id: str = "b-1", site_id: str = "site") -> Batch:
    rows = tuple(row(position) for position in range(count))
    return Batch(batch_id, site_id, "tss", "ab" * 32, "Stromausfall", rows=rows)


def test_a_batch_comes_back_as_it_was_stored(journal: Journal, path: Path) -> None:
    wanted = replace(
        batch(),
        rows=(
            row(0, process_type="Bestellung-V1", why=Why.TILL_ACTIVE),
            row(
                1,
                action=Action.LEAVE_DEREGISTERED,
                outcome=RowOutcome.SKIPPED,
                skip_reason=SkipReason.DEREGISTERED,
            ),
        ),
    )
    stored = journal.batches.begin(wanted)
    assert stored == replace(wanted, user="someone", created_at=NOW)
    other = Journal(path)
    assert other.batches.get("b-1") == stored
    assert other.batches.get("b-2") is None
    other.close()
    assert [one.is_explicit for one in stored.rows] == [True, False]
    assert stored.left == stored.rows[:1]
    assert (stored.count(RowOutcome.SKIPPED), stored.is_finished) == (1, False)


def test_two_thousand_rows_are_one_commit(journal: Journal) -> None:
    before = journal._db.total_changes
    commits: list[int] = []
    journal._db.set_trace_callback(lambda sql: commits.append(1) if sql == "COMMIT" else None)
    stored = journal.batches.begin(batch(2000))
    assert (len(stored.rows), len(commits)) == (2000, 1)
    assert journal._db.total_changes - before == 2001


def test_a_full_disk_leaves_no_half_batch(journal: Journal) -> None:
    journal.intend(site_id="s", operation="o")
    pages = journal._db.execute("PRAGMA page_count").fetchone()[0]
    journal._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(JournalUnwritable) as caught:
        journal.batches.begin(batch(2000))
    assert caught.value.outcome is Outcome.NOT_DONE
    journal._db.execute("PRAGMA max_page_count = 100000")
    assert journal.batches.unfinished("site") == ()
    journal.batches.begin(batch())


def intend(journal: Journal, position: int = 0) -> int:
    return journal.intend(
        site_id="site", operation="upsertTransaction", tss_id="tss", row=("b-1", position)
    )


def stored_row(journal: Journal, position: int = 0) -> BatchRow:
    found = journal.batches.get("b-1")
    assert found is not None
    return found.rows[position]


def test_a_row_knows_its_entry_before_the_request_leaves(journal: Journal) -> None:
    journal.batches.begin(batch())
    entry = intend(journal)
    assert [one.was_sent for one in (stored_row(journal), stored_row(journal, 1))] == [True, False]
    assert stored_row(journal).entry == entry


def test_entry_and_row_end_together(journal: Journal, clock: Clock) -> None:
    journal.batches.begin(batch())
    entry = intend(journal)
    clock.now += 5
    mark = RowMark(
        "b-1",
        0,
        RowOutcome.CANCELLED,
        new_state=TxState.CANCELLED,
        signature_counter=77,
        request_id="r-1",
    )
    journal.conclude(entry, "done", mark=mark)
    ended = stored_row(journal)
    assert (ended.outcome, ended.new_state, ended.signature_counter) == (
        RowOutcome.CANCELLED,
        TxState.CANCELLED,
        77,
    )
    assert (ended.finished_at, ended.request_id, ended.entry) == (NOW + 5, "r-1", entry)
    assert journal.unfinished() == ()


def test_neither_ends_where_one_cannot(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    journal.batches.begin(batch())
    entry = intend(journal)

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(journal.batches, "put", full)
    with pytest.raises(JournalUnwritable) as caught:
        journal.conclude(entry, "done", mark=RowMark("b-1", 0, RowOutcome.CANCELLED))
    assert caught.value.outcome is Outcome.UNKNOWN
    assert [one.outcome for one in journal.entries()] == [None]
    assert stored_row(journal).outcome is RowOutcome.PENDING


def test_a_pending_row_forgets_its_entry_and_an_unknown_one_does_not(journal: Journal) -> None:
    journal.batches.begin(batch())
    entry = intend(journal)
    journal.batches.mark(RowMark("b-1", 0, RowOutcome.UNKNOWN, code="answer_lost"))
    unknown = stored_row(journal)
    assert (unknown.entry, unknown.code, unknown.finished_at) == (entry, "answer_lost", None)
    journal.batches.mark(RowMark("b-1", 0, RowOutcome.PENDING))
    pending = stored_row(journal)
    assert (pending.entry, pending.outcome, pending.code) == (None, RowOutcome.PENDING, None)


def test_abandoned_are_those_never_sent(journal: Journal) -> None:
    journal.batches.begin(batch(3))
    intend(journal, 0)
    journal.batches.mark(RowMark("b-1", 1, RowOutcome.ALREADY_CLOSED))
    journal.batches.abandon("b-1")
    assert [stored_row(journal, at).outcome for at in range(3)] == [
        RowOutcome.PENDING,
        RowOutcome.ALREADY_CLOSED,
        RowOutcome.SKIPPED,
    ]
    assert stored_row(journal, 2).skip_reason is SkipReason.STOPPED


def test_tills(journal: Journal) -> None:
    journal.batches.begin(batch())
    till = BatchTill("client", "KASSE-1", TillState.REGISTERING)
    journal.batches.till("b-1", till)
    found = journal.batches.get("b-1")
    assert found is not None and found.tills == (till,) == found.tills_left
    journal.batches.till("b-1", replace(till, state=TillState.DONE))
    found = journal.batches.get("b-1")
    assert found is not None and found.tills_left == () and len(found.tills) == 1


def test_unfinished_and_newest_are_of_one_site(journal: Journal, clock: Clock) -> None:
    for number in range(3):
        journal.batches.begin(batch(1, f"b-{number}"))
        clock.now += 1
    journal.batches.begin(batch(1, "other", "elsewhere"))
    journal.batches.end("b-1")
    clock.now += 9
    journal.batches.end("b-1")
    assert [one.batch_id for one in journal.batches.unfinished("site")] == ["b-0", "b-2"]
    newest = journal.batches.newest("site", 2)
    assert [one.batch_id for one in newest] == ["b-2", "b-1"]
    assert (newest[1].finished_at, newest[1].is_finished) == (NOW + 3, True)
