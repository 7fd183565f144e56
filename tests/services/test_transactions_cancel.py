"""Cancelling a batch: each as it was confirmed, once, and never one that a till touched."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.open_shop import (
    LIST,
    PUT,
    REASON,
    RULES,
    Shop,
    batch_of,
    loaded,
    open_shop,
    outcomes,
    pausing,
    run,
)
from services.steps import Gate, cancelled_at, entries
from tse_companion.domain.models import TxState
from tse_companion.domain.open_transactions import Why
from tse_companion.errors import CancelRunBusy
from tse_companion.services.transactions.batches import (
    RowOutcome,
    SkipReason,
    create_batch,
    dry_run,
    open_batches,
    recent_batches,
    stored_batch,
)
from tse_companion.services.transactions.cancel_run import (
    CancelRun,
    RowResult,
    RunEnd,
    RunState,
)

CANCELLED, PENDING, SKIPPED = RowOutcome.CANCELLED, RowOutcome.PENDING, RowOutcome.SKIPPED


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    async with open_shop(tmp_path / "data") as shop:
        yield shop


# --- the good path ---------------------------------------------------------------------------


async def test_each_kind_is_cancelled_in_two_requests(shop: Shop) -> None:
    ids = shop.plant(kinds=("empty", "receipt", "order", "other", "raw"))
    counter = shop.control.tss(shop.tss_id).signature_counter
    async with shop.session() as session:
        batch = await batch_of(session)
        before = len(shop.control.requests)
        end, results = await run(session, batch)
        assert end == RunEnd(RunState.FINISHED)
        assert len(shop.control.requests) - before == 10
        assert [results[key] for key in ids] == [
            RowResult(key, CANCELLED, None, TxState.CANCELLED, counter + at)
            for at, key in enumerate(ids, 1)
        ]
        stored = await stored_batch(session, batch.batch_id)
        assert stored is not None and stored.is_finished and stored.left == ()
        assert await open_batches(session) == ()
        assert [one.batch_id for one in await recent_batches(session)] == [batch.batch_id]
        written = [one for one in await entries(session) if one.operation == PUT]
    assert await shop.states(ids) == [("CANCELLED", number) for number in (2, 3, 4, 3, 3)]
    assert [(e.target_id, e.outcome, e.note) for e in written] == [
        (key, "done", REASON) for key in ids
    ]
    assert [one.process_type for one in await shop.newest(ids)] == [
        "Kassenbeleg-V1",
        "Kassenbeleg-V1",
        "Bestellung-V1",
        "SonstigerVorgang",
        "Eigenes",
    ]


async def test_the_batch_says_who_and_why_before_anything_is_sent(shop: Shop) -> None:
    ids = shop.plant(kinds=("receipt",))
    async with shop.session() as session:
        batch = await batch_of(session)
        assert (batch.reason, batch.tss_id, batch.site_id) == (
            REASON,
            shop.tss_id,
            session.site.id,
        )
        assert batch.user and batch.created_at
        assert await open_batches(session) == (batch,)
        (row,) = batch.rows
        assert (row.key, row.revision, row.client_serial_number) == (ids[0], 2, "KASSE-1")
        assert (row.why, row.outcome, row.was_sent) == (Why.STUCK, PENDING, False)
    assert shop.sent(PUT) == 0


async def test_a_batch_needs_transactions_and_a_reason(shop: Shop) -> None:
    shop.plant()
    async with shop.session() as session:
        found = await loaded(session)
        keys = [row.key for row in found.rows]
        plan = dry_run(found.rows, found.till_last_signed, found.at, RULES, keys, False)
        for planned, reason in (((), REASON), (plan, "  ")):
            with pytest.raises(ValueError, match="reason"):
                await create_batch(session, planned, reason)


async def test_taxi_data_is_left_and_told(shop: Shop) -> None:
    ids = shop.plant(kinds=("taxi", "empty"))
    async with shop.session() as session:
        end, results = await run(session, batch := await batch_of(session))
        assert end.state is RunState.FINISHED and set(results) == {ids[1]}
        stored = await stored_batch(session, batch.batch_id)
    assert stored is not None
    assert outcomes(stored) == {ids[0]: "skipped", ids[1]: "cancelled"}
    assert stored.rows[0].skip_reason is SkipReason.NOT_CANCELLABLE
    assert (await shop.states(ids))[0] == ("ACTIVE", 2)


async def test_never_two_writes_at_once(shop: Shop) -> None:
    shop.plant(kinds=("empty",) * 6)
    async with shop.session() as session:
        client, at_once, most = session.client, 0, 0
        really = client.upsert_transaction

        async def counted(*args: object, **more: object) -> object:
            nonlocal at_once, most
            at_once += 1
            most = max(most, at_once)
            try:
                return await really(*args, **more)  # type: ignore[arg-type]
            finally:
                at_once -= 1

        client.upsert_transaction = counted  # type: ignore[method-assign, assignment]
        await run(session, await batch_of(session))
    assert most == 1


# --- pause, resume, stop ---------------------------------------------------------------------


async def test_pause_resume_stop_and_the_rest_later(shop: Shop) -> None:
    ids = shop.plant(kinds=("empty",) * 6)
    async with shop.session() as session:
        batch = await batch_of(session)
        work = CancelRun(session, batch)
        heard: list[str] = []
        paused = pausing(work)

        def on_row(result: RowResult) -> None:
            heard.append(result.key)
            if len(heard) == 2:
                work.pause()
            if len(heard) == 4:
                work.stop()

        running = asyncio.ensure_future(work.run(on_row))
        await paused.wait()
        assert (work.state, heard) == (RunState.PAUSED, ids[:2])
        with pytest.raises(CancelRunBusy):
            await work.run()
        await shop.touch(ids[2])  # a pause is long: what was read before it is not trusted
        work.resume()
        end = await running
        assert (end.state, end.left, end.error) == (RunState.STOPPED, 2, None)
        assert outcomes(work.batch) == dict(
            zip(
                ids,
                ["cancelled"] * 2 + ["skipped_in_use", "cancelled"] + ["pending"] * 2,
                strict=True,
            )
        )
        assert [one.batch_id for one in await open_batches(session)] == [batch.batch_id]
        assert work.batch.rows[2].skip_reason is SkipReason.TOUCHED
        end = await work.run()
        assert end == RunEnd(RunState.FINISHED)
    assert await shop.states(ids[4:]) == [("CANCELLED", 2)] * 2


async def test_one_run_at_a_time_at_one_tss(shop: Shop) -> None:
    """Not two of one batch, not two batches, not from two shops that share the TSS."""
    ids = shop.plant(kinds=("empty",) * 3)
    async with shop.session() as session:
        batch = await batch_of(session, ids[:2])
        work, second = CancelRun(session, batch), CancelRun(session, batch)
        twin = await session.desk.open(session.site)
        twin.site = replace(session.site, id="another shop")
        other = CancelRun(twin, await batch_of(twin, ids[2:]))
        paused = pausing(work)
        work.pause()
        running = asyncio.ensure_future(work.run())
        await paused.wait()
        for late in (second.run, second.abandon, other.run):
            with pytest.raises(CancelRunBusy):
                await late()
        with pytest.raises(CancelRunBusy):  # a batch that could not run would lie about
            await batch_of(session, ids[2:])
        assert (second.state, shop.sent(PUT)) == (RunState.READY, 0)
        work.resume()
        assert await running == RunEnd(RunState.FINISHED)
        assert await other.run() == RunEnd(RunState.FINISHED)
        await twin.client.aclose()
    assert shop.sent(PUT) == 3


async def test_a_paused_run_can_be_stopped(shop: Shop) -> None:
    shop.plant(kinds=("empty",) * 3)
    async with shop.session() as session:
        work = CancelRun(session, await batch_of(session))
        work.pause()
        paused = pausing(work)
        running = asyncio.ensure_future(work.run())
        await paused.wait()
        work.stop()
        assert await running == RunEnd(RunState.STOPPED, 3)
    assert shop.sent(PUT) == 0


async def test_the_rest_can_be_given_up(shop: Shop) -> None:
    ids = shop.plant(kinds=("empty",) * 4)
    async with shop.session() as session:
        work = CancelRun(session, await batch_of(session))
        results: list[RowResult] = []
        await work.run(lambda _: work.stop())
        end = await work.abandon(results.append)
        assert end == RunEnd(RunState.FINISHED)
        assert [(one.key, one.outcome, one.why) for one in results] == [
            (key, SKIPPED, SkipReason.STOPPED) for key in ids[1:]
        ]
        assert await open_batches(session) == ()
        assert outcomes(work.batch) == dict(zip(ids, ["cancelled"] + ["skipped"] * 3, strict=True))
    assert await shop.states(ids) == [("CANCELLED", 2)] + [("ACTIVE", 1)] * 3


# --- the program ends in between -------------------------------------------------------------


@pytest.mark.parametrize("nth", [1, 2, 3])
async def test_leaving_in_the_middle_loses_nothing(shop: Shop, nth: int) -> None:
    ids = shop.plant(kinds=("empty",) * 3)
    async with shop.session() as session:
        batch = await batch_of(session)
        gate, client = Gate(), session.client
        client.upsert_transaction = gate.before(  # type: ignore[method-assign]
            client.upsert_transaction, nth=nth
        )
        work = CancelRun(session, batch)
        async with cancelled_at(gate, work.run()):
            assert work.state is RunState.STOPPED
    # The request under way went on to its end; the row and its entry are as one.
    async with shop.session() as session:
        (left,) = await open_batches(session) or (None,)
        if nth == 3:
            assert left is not None and left.left == ()
        assert left is not None
        assert [row.outcome for row in left.rows] == [CANCELLED] * nth + [PENDING] * (3 - nth)
        end, _ = await run(session, left)
        assert end == RunEnd(RunState.FINISHED)
        assert await open_batches(session) == ()
    assert shop.sent(PUT) == 3
    assert await shop.states(ids) == [("CANCELLED", 2)] * 3


@pytest.mark.parametrize("moment", ["before the request", "after the answer"])
async def test_after_a_kill_each_is_cancelled_once(
    shop: Shop, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal stops taking anything at that moment, as after a kill."""
    ids = shop.plant(kinds=("empty",) * 3)
    async with shop.session() as session:
        batch = await batch_of(session)
        client, really, calls = session.client, session.client.upsert_transaction, 0
        dead = asyncio.Event()

        async def dying(*args: object, **more: object) -> object:
            nonlocal calls
            calls += 1
            if calls == 2 and moment == "before the request":
                dead.set()
                await asyncio.Event().wait()
            answer = await really(*args, **more)  # type: ignore[arg-type]
            if calls == 2:
                dead.set()
                await asyncio.Event().wait()
            return answer

        client.upsert_transaction = dying  # type: ignore[method-assign, assignment]
        running = asyncio.ensure_future(CancelRun(session, batch).run())
        await dead.wait()
        running.cancel()
        await asyncio.wait([running])
        # What a kill would do to the write that outlives the run.
        session.desk.writes.cancel(PUT)
        monkeypatch.setattr(session.desk.journal, "conclude", _never)
        await session.desk.writes.finish()
    async with shop.session() as session:
        (left,) = await open_batches(session)
        assert [row.was_sent for row in left.rows] == [True, True, False]
        assert [row.outcome for row in left.rows] == [CANCELLED, PENDING, PENDING]
        sent = shop.sent(PUT)
        end, results = await run(session, left)
        assert end == RunEnd(RunState.FINISHED)
        assert [results[key].outcome for key in ids[1:]] == [CANCELLED] * 2
        assert [e for e in await entries(session) if e.outcome in (None, "unknown")] == []
    assert shop.sent(PUT) - sent == (2 if moment == "before the request" else 1)
    assert await shop.states(ids) == [("CANCELLED", 2)] * 3


async def _never(*_: object, **__: object) -> None:
    await asyncio.sleep(0)


async def test_lists_are_not_needed_for_a_run(shop: Shop) -> None:
    shop.plant(kinds=("empty",) * 3)
    async with shop.session() as session:
        batch = await batch_of(session)
        lists = shop.sent(LIST)
        await run(session, batch)
    assert shop.sent(LIST) == lists
