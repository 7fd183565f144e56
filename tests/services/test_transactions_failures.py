"""Whatever goes wrong in a run: of one transaction, of the service for a while, or for good."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from services.open_shop import GET, PUT, Shop, batch_of, open_shop, outcomes
from services.steps import entries
from tse_companion.domain.models import TssState
from tse_companion.errors import ApiRefused, AppError, JournalUnwritable, NoConnection, Outcome
from tse_companion.services.desk import Session
from tse_companion.services.transactions.batches import open_batches
from tse_companion.services.transactions.cancel_one import Severity, severity
from tse_companion.services.transactions.cancel_run import (
    CancelRun,
    RowResult,
    RunEnd,
    RunState,
)


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    async with open_shop(tmp_path / "data") as shop:
        yield shop


async def run(work: CancelRun) -> tuple[RunEnd, list[str]]:
    results: list[RowResult] = []
    end = await work.run(results.append)
    return end, [one.outcome.value for one in results]


async def finished(session: Session, work: CancelRun, ids: list[str], shop: Shop) -> None:
    """The cause is gone: the next run does what is left, each once."""
    shop.control.clear()
    end, _ = await run(work)
    assert end == RunEnd(RunState.FINISHED)
    assert await open_batches(session) == ()
    assert await shop.states(ids) == [("CANCELLED", 2)] * len(ids)
    assert [e for e in await entries(session) if e.outcome is None] == []


# --- the end for all of them -----------------------------------------------------------------

ENDS = [
    (401, "E_UNAUTHORIZED"),
    (403, "E_ACCESS_DENIED"),
    (404, "E_TSS_NOT_FOUND"),
    (400, "E_TSS_DISABLED"),
    (400, "E_TSS_NOT_INITIALIZED"),
    (409, "E_EXPORT_IN_PROGRESS"),
    (423, "E_CERTIFICATE_EXPIRED"),
    (423, "E_TSS_DEFECTIVE"),
    (423, "E_TSS_DELETED"),
    (423, "E_TSS_EVICTED"),
    (423, None),
    (429, None),
    (432, "E_USE_MIDDLEWARE"),
    (503, "E_TSS_LOCKED"),
]


@pytest.mark.parametrize(("status", "code"), ENDS)
@pytest.mark.parametrize("operation", [GET, PUT])
async def test_what_holds_for_all_ends_the_run(
    shop: Shop, operation: str, status: int, code: str | None
) -> None:
    ids = shop.plant(kinds=("empty",) * 3)
    async with shop.session() as session:
        work = CancelRun(session, await batch_of(session))
        nth = 3 if operation == GET and status != 401 else 2
        shop.control.fault(operation, "status", status=status, code=code, nth=nth, times=None)
        end, _ = await run(work)
        assert (end.state, end.left) == (RunState.INTERRUPTED, 3 - (nth - 1))
        assert isinstance(end.error, ApiRefused) and end.error.status == status
        assert list(outcomes(work.batch).values())[nth - 1] == "pending"
        assert not work.batch.rows[-1].was_sent
        await finished(session, work, ids, shop)


async def test_a_token_that_ran_out_is_renewed_on_the_way(shop: Shop) -> None:
    shop.plant(kinds=("empty",) * 3)
    async with shop.session() as session:
        work = CancelRun(session, await batch_of(session))
        shop.control.fault(PUT, "unauthorized", nth=2)
        assert (await run(work))[0] == RunEnd(RunState.FINISHED)


async def test_a_tss_that_breaks_in_the_middle(shop: Shop) -> None:
    shop.plant(kinds=("empty",) * 4)
    async with shop.session() as session:
        work = CancelRun(session, await batch_of(session))

        def broken(result: RowResult) -> None:
            shop.control.put_state(shop.tss_id, TssState.DEFECTIVE)

        end = await work.run(broken)
    assert end.error is not None and end.error.code == "E_TSS_DEFECTIVE"
    assert list(outcomes(work.batch).values()) == ["cancelled"] + ["pending"] * 3


@pytest.mark.parametrize("operation", ["retrieve_transaction", "upsert_transaction"])
async def test_no_connection_ends_the_run_at_once(shop: Shop, operation: str) -> None:
    ids = shop.plant(kinds=("empty",) * 3)
    async with shop.session() as session:
        work = CancelRun(session, await batch_of(session))
        really = getattr(session.client, operation)

        async def unplugged(*_: object, **__: object) -> object:
            raise NoConnection

        setattr(session.client, operation, unplugged)
        end, results = await run(work)
        assert (end.state, end.left, results) == (RunState.INTERRUPTED, 3, ["pending"])
        assert isinstance(end.error, NoConnection)
        setattr(session.client, operation, really)
        await finished(session, work, ids, shop)


# --- trouble that may pass -------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["lost_before", "lost_after", "502"])
@pytest.mark.parametrize("operation", [GET, PUT])
async def test_one_lost_answer_is_made_up_for(shop: Shop, operation: str, kind: str) -> None:
    ids = shop.plant(kinds=("empty",) * 3)
    async with shop.session() as session:
        work = CancelRun(session, await batch_of(session))
        lose(shop, operation, kind, nth=2)
        assert (await run(work))[0] == RunEnd(RunState.FINISHED)
    assert await shop.states(ids) == [("CANCELLED", 2)] * 3


def lose(shop: Shop, operation: str, kind: str, **more: int | None) -> None:
    name, status = ("status", 502) if kind == "502" else (kind, None)
    shop.control.fault(operation, name, status=status, after=True, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["lost_after", "502"])
async def test_what_was_done_without_any_answer_is_found(shop: Shop, kind: str) -> None:
    ids = shop.plant(kinds=("empty",) * 3)
    async with shop.session() as session:
        work = CancelRun(session, await batch_of(session))
        lose(shop, PUT, kind, nth=2, times=3)
        end, results = await run(work)
        assert (end, results) == (RunEnd(RunState.FINISHED), ["cancelled"] * 3)
        assert work.batch.rows[1].signature_counter
        assert {e.outcome for e in await entries(session)} == {"done"}
    assert await shop.states(ids) == [("CANCELLED", 2)] * 3


async def test_what_was_not_done_is_left_for_later_and_the_next_one_tried(shop: Shop) -> None:
    ids = shop.plant(kinds=("empty",) * 4)
    async with shop.session() as session:
        work = CancelRun(session, await batch_of(session))
        shop.control.fault(PUT, "lost_before", nth=2, times=3)
        end, results = await run(work)
        assert results == ["cancelled", "pending", "cancelled", "cancelled"]
        assert (end.state, end.left) == (RunState.INTERRUPTED, 1)
        assert end.error is not None and end.error.code == "answer_lost"
        assert [row.was_sent for row in work.batch.rows] == [True, False, True, True]
        assert [e.outcome for e in await entries(session)] == ["done", "not_done", "done", "done"]
        await finished(session, work, ids, shop)


@pytest.mark.parametrize("operation", [GET, PUT])
async def test_three_in_a_row_are_enough(shop: Shop, operation: str) -> None:
    ids = shop.plant(kinds=("empty",) * 6)
    async with shop.session() as session:
        work = CancelRun(session, await batch_of(session))
        shop.control.fault(operation, "status", status=500, times=None)
        end, results = await run(work)
        assert (end.state, end.left, results) == (RunState.INTERRUPTED, 6, ["pending"] * 3)
        await finished(session, work, ids, shop)


async def test_an_answer_nobody_can_read_is_looked_at(shop: Shop) -> None:
    ids = shop.plant(kinds=("empty",) * 2)
    async with shop.session() as session:
        work = CancelRun(session, await batch_of(session))
        shop.control.habits.absent = ("signature.counter",)
        end, results = await run(work)
        assert (end.state, end.left, results) == (RunState.INTERRUPTED, 2, ["pending"] * 2)
        assert end.error is not None and end.error.code == "answer_unreadable"
        shop.control.habits.absent = ()
        await finished(session, work, ids, shop)


# --- nobody knows ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["lost_before", "lost_after"])
async def test_an_unknown_end_is_read_back_before_anything_else(shop: Shop, kind: str) -> None:
    ids = shop.plant(kinds=("empty",) * 2)
    async with shop.session() as session:
        work = CancelRun(session, await batch_of(session))
        shop.control.fault(PUT, kind, times=3)
        shop.control.fault(GET, "status", status=500, nth=2, times=None)
        end, results = await run(work)
        assert (end.state, end.left) == (RunState.INTERRUPTED, 2)
        assert results[0] == "unknown"
        assert work.batch.rows[0].was_sent
    async with shop.session() as session:  # after a restart
        shop.control.clear()
        (batch,) = await open_batches(session)
        sent = shop.sent(PUT)
        work = CancelRun(session, batch)
        _, results = await run(work)
        first = ["cancelled"] if kind == "lost_after" else ["pending", "cancelled"]
        assert sorted(results) == sorted([*first, "cancelled"])
        assert shop.sent(PUT) - sent == (1 if kind == "lost_after" else 2)
        assert {e.outcome for e in await entries(session)} <= {"done", "not_done"}
        await finished(session, work, ids, shop)


async def test_an_unknown_end_stays_unknown_while_nobody_answers(shop: Shop) -> None:
    ids = shop.plant(kinds=("empty",))
    async with shop.session() as session:
        work = CancelRun(session, await batch_of(session))
        shop.control.fault(PUT, "lost_after", times=3)
        shop.control.fault(GET, "lost_before", nth=2, times=None)
        await run(work)
        for ending in (work.run, work.abandon):
            end = await ending()
            assert (end.state, end.left) == (RunState.INTERRUPTED, 1)
        assert outcomes(work.batch) == {ids[0]: "unknown"}
        shop.control.clear()
        end = await work.abandon()
        assert end == RunEnd(RunState.FINISHED)
        assert outcomes(work.batch) == {ids[0]: "cancelled"}


async def test_a_till_finished_what_was_unknown(shop: Shop) -> None:
    ids = shop.plant(kinds=("empty",))
    async with shop.session() as session:
        work = CancelRun(session, await batch_of(session))
        shop.control.fault(PUT, "lost_before", times=3)
        shop.control.fault(GET, "status", status=500, nth=2, times=None)
        await run(work)
        shop.control.clear()
        shop.close(ids)
        end, results = await run(work)
        assert (end, results) == (RunEnd(RunState.FINISHED), ["already_closed"])
        assert [e.outcome for e in await entries(session)] == ["not_done"]


# --- one of them alone -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "E_CLIENT_DEREGISTERED"),
        (400, "E_CLIENT_NOT_FOUND"),
        (400, "E_FAILED_SCHEMA_VALIDATION"),
        (400, "E_PARSER"),
        (404, None),
        (409, "E_TX_ILLEGAL_TYPE_CHANGE"),
        (409, "E_TX_NO_TYPE_DEFINED"),
        (413, None),
    ],
)
async def test_a_refusal_of_one_is_told_and_the_others_go_on(
    shop: Shop, status: int, code: str | None
) -> None:
    ids = shop.plant(kinds=("empty",) * 3)
    async with shop.session() as session:
        work = CancelRun(session, await batch_of(session))
        shop.control.fault(PUT, "status", status=status, code=code, nth=2)
        end, results = await run(work)
        assert (end, results) == (RunEnd(RunState.FINISHED), ["cancelled", "failed", "cancelled"])
        row = work.batch.rows[1]
        assert row.code == (code or f"http_{status}") and row.request_id
        assert [e.outcome for e in await entries(session)] == ["done", "not_done", "done"]
    assert (await shop.states(ids))[1] == ("ACTIVE", 1)


async def test_one_that_is_gone_has_failed(shop: Shop) -> None:
    shop.plant(kinds=("empty",) * 2)
    async with shop.session() as session:
        work = CancelRun(session, await batch_of(session))
        shop.control.fault(GET, "status", code="E_TX_NOT_FOUND", times=1)
        end, results = await run(work)
        assert (end, results) == (RunEnd(RunState.FINISHED), ["failed", "cancelled"])


async def test_refused_after_a_lost_answer_and_not_done(shop: Shop) -> None:
    shop.plant(kinds=("empty",) * 2)
    async with shop.session() as session:
        work = CancelRun(session, await batch_of(session))
        shop.control.fault(PUT, "lost_before")
        shop.control.fault(PUT, "status", status=400, code="E_PARSER", nth=2)
        end, results = await run(work)
        assert (end, results) == (RunEnd(RunState.FINISHED), ["failed", "cancelled"])


# --- the journal -----------------------------------------------------------------------------


class Disk:
    """Fills up at the ``nth`` call of one of the journal's methods."""

    def __init__(self, nth: int) -> None:
        self.left = nth
        self.is_full = True

    def before(self, call: Callable[..., object]) -> Callable[..., object]:
        def limited(*args: object, **more: object) -> object:
            self.left -= 1
            if self.is_full and self.left <= 0:
                raise sqlite3.OperationalError("database or disk is full")
            return call(*args, **more)

        return limited


@pytest.mark.parametrize(
    ("method", "left", "first"),
    [("sending", 3, "pending"), ("put", 3, "unknown")],
    ids=["before the request", "after the answer"],
)
async def test_a_full_disk_ends_the_run(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, method: str, left: int, first: str
) -> None:
    ids = shop.plant(kinds=("empty",) * 3)
    async with shop.session() as session:
        work = CancelRun(session, await batch_of(session))
        batches = session.desk.journal._journal.batches
        disk = Disk(1)
        monkeypatch.setattr(batches, method, disk.before(getattr(batches, method)))
        end, results = await run(work)
        assert (end.state, end.left, results) == (RunState.INTERRUPTED, left, [first])
        assert isinstance(end.error, JournalUnwritable)
        assert shop.sent(PUT) == (method == "put")
        disk.is_full = False
        await finished(session, work, ids, shop)
    assert shop.sent(PUT) == 3


async def test_a_skip_that_cannot_be_written_down_ends_it_too(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = shop.plant(kinds=("empty",) * 2)
    async with shop.session() as session:
        work = CancelRun(session, await batch_of(session))
        shop.close(ids)
        batches = session.desk.journal._journal.batches
        disk = Disk(1)
        monkeypatch.setattr(batches, "put", disk.before(batches.put))
        end, results = await run(work)
        assert (end.state, end.left, results) == (RunState.INTERRUPTED, 2, ["pending"])
        disk.is_full = False
        assert (await run(work))[1] == ["already_closed"] * 2


async def test_a_journal_that_cannot_be_read_interrupts(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.plant(kinds=("empty",) * 2)
    async with shop.session() as session:
        work = CancelRun(session, await batch_of(session))
        batches = session.desk.journal._journal.batches

        def broken(_: str) -> object:
            raise JournalUnwritable

        monkeypatch.setattr(type(batches), "get", lambda *_: broken(""))
        end = await work.run()
        assert (end.state, work.state) == (RunState.INTERRUPTED, RunState.INTERRUPTED)
        assert isinstance(end.error, JournalUnwritable)
    assert shop.sent(PUT) == 0


# --- how far a failure reaches ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (NoConnection(), Severity.END),
        (JournalUnwritable(outcome=Outcome.UNKNOWN), Severity.END),
        (ApiRefused(status=499, api_code=None, operation=PUT), Severity.TROUBLE),
        (
            ApiRefused(status=403, api_code="E_CLIENT_LIMIT_REACHED", operation=PUT),
            Severity.ROW,
        ),
    ],
)
def test_severity(error: AppError, expected: Severity) -> None:
    assert severity(error) is expected
