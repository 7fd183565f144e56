"""A till is alive: whoever writes first wins, and what a till has written is never cancelled."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.open_shop import GET, PUT, Shop, batch_of, open_shop, run
from services.steps import entries
from tse_companion.domain.models import Transaction, TxState
from tse_companion.errors import ApiRefused
from tse_companion.services.transactions.batches import RowOutcome, SkipReason
from tse_companion.services.transactions.cancel_run import RunEnd, RunState

CANCELLED, CLOSED = RowOutcome.CANCELLED, RowOutcome.ALREADY_CLOSED
IN_USE = RowOutcome.SKIPPED_IN_USE


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    async with open_shop(tmp_path / "data") as shop:
        yield shop


@pytest.mark.parametrize("explicit", [False, True], ids=["by the rules", "with the warning"])
@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (TxState.ACTIVE, (IN_USE, SkipReason.TOUCHED)),
        (TxState.FINISHED, (CLOSED, None)),
        (TxState.CANCELLED, (CLOSED, None)),
    ],
)
async def test_what_a_till_did_after_the_confirmation_stands(
    shop: Shop, state: TxState, expected: tuple[RowOutcome, SkipReason | None], explicit: bool
) -> None:
    ids = shop.plant(kinds=("receipt",) * 3)
    if explicit:
        await shop.touch(ids[2])  # its till has just been at work: only a warning lets it in
    async with shop.session() as session:
        batch = await batch_of(session)
        assert batch.rows[0].is_explicit is explicit
        touched = await shop.touch(ids[1], state)
        end, results = await run(session, batch)
    assert end.state is RunState.FINISHED
    assert (results[ids[1]].outcome, results[ids[1]].why) == expected
    assert results[ids[1]].new_state is state
    assert results[ids[1]].signature_counter == touched.signature.counter
    assert await shop.newest(ids[1:2]) == [touched]
    assert [results[key].outcome for key in (ids[0], ids[2])] == [CANCELLED, CANCELLED]
    # One that nobody touched was not written to, either.
    assert shop.sent(PUT) == 2 + 1 + explicit


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (TxState.ACTIVE, (IN_USE, SkipReason.TOUCHED)),
        (TxState.FINISHED, (CLOSED, None)),
    ],
)
async def test_a_yes_that_shows_what_a_till_wrote_is_no_cancellation(
    shop: Shop, state: TxState, expected: tuple[RowOutcome, SkipReason | None]
) -> None:
    """The contract leaves open what a revision that is there already is answered with."""
    ids = shop.plant(kinds=("receipt",) * 2)
    async with shop.session() as session:
        batch = await batch_of(session)
        really = session.client.upsert_transaction

        async def answered(*args: object, **more: object) -> Transaction:
            if args[1] == ids[0]:
                return await shop.touch(ids[0], state)
            return await really(*args, **more)  # type: ignore[arg-type]

        session.client.upsert_transaction = answered  # type: ignore[method-assign]
        end, results = await run(session, batch)
        assert end == RunEnd(RunState.FINISHED)
        assert (results[ids[0]].outcome, results[ids[0]].why) == expected
        assert results[ids[1]].outcome is CANCELLED
        assert [e.outcome for e in await entries(session)] == ["not_done", "done"]
    assert await shop.states(ids) == [(state.value, 3), ("CANCELLED", 3)]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (TxState.ACTIVE, (IN_USE, SkipReason.CONFLICT)),
        (TxState.FINISHED, (CLOSED, None)),
        (TxState.CANCELLED, (CLOSED, None)),
    ],
)
async def test_a_till_that_is_quicker_than_us_wins(
    shop: Shop, state: TxState, expected: tuple[RowOutcome, SkipReason | None]
) -> None:
    ids = shop.plant(kinds=("receipt",) * 2)
    async with shop.session() as session:
        batch = await batch_of(session)
        really = session.client.upsert_transaction

        async def late(*args: object, **more: object) -> object:
            """Between our look and our request."""
            if args[1] == ids[0]:
                await shop.touch(ids[0], state)
            return await really(*args, **more)  # type: ignore[arg-type]

        session.client.upsert_transaction = late  # type: ignore[method-assign, assignment]
        end, results = await run(session, batch)
        written = {e.target_id: e.outcome for e in await entries(session) if e.operation == PUT}
    assert end.state is RunState.FINISHED
    assert (results[ids[0]].outcome, results[ids[0]].why) == expected
    assert written == {ids[0]: "not_done", ids[1]: "done"}
    assert await shop.states(ids) == [(state.value, 3), ("CANCELLED", 3)]


async def test_another_write_under_way_is_a_till(shop: Shop) -> None:
    ids = shop.plant(kinds=("empty",) * 2)
    shop.control.fault(PUT, "status", code="E_PENDING_TX_CONFLICT")
    async with shop.session() as session:
        end, results = await run(session, await batch_of(session))
    assert end.state is RunState.FINISHED
    first = results[ids[0]]
    assert (first.outcome, first.why) == (IN_USE, SkipReason.CONFLICT)
    assert first.error_code == "E_PENDING_TX_CONFLICT" and first.request_id
    assert results[ids[1]].outcome is CANCELLED


async def test_a_conflict_that_cannot_be_looked_at_is_one(shop: Shop) -> None:
    ids = shop.plant(kinds=("empty",))
    shop.control.fault(PUT, "status", code="E_TX_UPSERT")
    async with shop.session() as session:
        batch = await batch_of(session)
        shop.control.fault(GET, "status", status=500, nth=2, times=3)
        end, results = await run(session, batch)
    assert (end.state, results[ids[0]].outcome) == (RunState.FINISHED, IN_USE)


@pytest.mark.parametrize("seed", range(3))
async def test_a_till_at_work_beside_us_loses_nothing(shop: Shop, seed: int) -> None:
    """Whoever writes first wins, and what the till has written is never cancelled."""
    ids = shop.plant(kinds=("receipt",) * 40, apart=1)
    dice = random.Random(seed)
    mine: dict[str, Transaction] = {}

    async def till(keys: list[str]) -> None:
        for key in keys:
            state = dice.choice([TxState.ACTIVE, TxState.FINISHED])
            try:
                mine[key] = await shop.touch(key, state)
            except ApiRefused as error:
                assert error.code == "E_TX_UPSERT"  # we were quicker

    async with shop.session() as session:
        batch = await batch_of(session)
        (end, results), _ = await asyncio.gather(run(session, batch), till(dice.sample(ids, 25)))
    assert end == RunEnd(RunState.FINISHED)
    for key, newest in zip(ids, await shop.newest(ids), strict=True):
        if key in mine:
            assert newest == mine[key]
            closed = newest.state is TxState.FINISHED
            assert results[key].outcome is (CLOSED if closed else IN_USE)
        else:
            assert (newest.state, newest.latest_revision) == (TxState.CANCELLED, 3)
            assert results[key].outcome is CANCELLED
    assert mine
