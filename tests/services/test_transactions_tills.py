"""Deregistered tills: registered for their transactions, deregistered again, whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.open_shop import (
    PUT,
    REASON,
    Shop,
    admin_of,
    batch_of,
    open_shop,
    outcomes,
    pausing,
)
from services.steps import entries
from tse_companion.domain.models import ClientState
from tse_companion.errors import AdminModeEnded, NoConnection
from tse_companion.services.admin_mode import IDLE, AdminMode
from tse_companion.services.desk import Session, new_id
from tse_companion.services.transactions.batches import (
    Action,
    SkipReason,
    open_batches,
    stored_batch,
)
from tse_companion.services.transactions.cancel_run import (
    CancelRun,
    RowResult,
    RunEnd,
    RunState,
)
from tse_companion.store.batches import TillState

UPDATE = "updateClient"
TILLS = ("KASSE-1", "ALT-1", "ALT-2")
DEAD = TILLS[1:]


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    async with open_shop(tmp_path / "data") as shop:
        shop.plant(TILLS, ("empty",) * 6, dead=DEAD)
        yield shop


def tills(shop: Shop) -> list[str]:
    """Tills that are registered."""
    return [
        client.serial_number
        for client in shop.control.tss(shop.tss_id).clients
        if client.state is ClientState.REGISTERED
    ]


async def work_of(session: Session, admin: AdminMode | None = None) -> CancelRun:
    batch = await batch_of(session, register_again=True)
    return CancelRun(session, batch, admin or await admin_of(session))


async def test_each_is_registered_once_and_deregistered_again(shop: Shop) -> None:
    before = shop.sent(UPDATE)
    async with shop.session() as session:
        work = await work_of(session)
        assert [row.action for row in work.batch.rows] == [
            *[Action.CANCEL] * 2,
            *[Action.REGISTER_CANCEL_DEREGISTER] * 4,
        ]
        end = await work.run()
        assert end == RunEnd(RunState.FINISHED)
        assert set(outcomes(work.batch).values()) == {"cancelled"}
        assert tills(shop) == ["KASSE-1"]
        changes = [e for e in await entries(session) if e.operation in (UPDATE, PUT)]
        of = {client_id: serial for serial, client_id in shop.tills.items()}
        assert [of.get(e.target_id or "", "tx") for e in changes] == [
            "tx",
            "tx",
            *("ALT-1", "tx", "tx", "ALT-1"),
            *("ALT-2", "tx", "tx", "ALT-2"),
        ]
        assert [e.target_state for e in changes] == [
            *["CANCELLED"] * 2,
            *["REGISTERED", "CANCELLED", "CANCELLED", "DEREGISTERED"] * 2,
        ]
        assert {e.note for e in changes} == {
            REASON,
            f"ALT-1: {REASON}",
            f"ALT-2: {REASON}",
        }
        assert work.batch.tills_left == () and len(work.batch.tills) == 2
    assert shop.sent(UPDATE) - before == 4


async def test_left_alone_without_that_step(shop: Shop) -> None:
    async with shop.session() as session:
        work = CancelRun(session, await batch_of(session))
        assert await work.run() == RunEnd(RunState.FINISHED)
        left = [row for row in work.batch.rows if row.action is Action.LEAVE_DEREGISTERED]
    assert [row.skip_reason for row in left] == [SkipReason.DEREGISTERED] * 4
    assert shop.control.tss(shop.tss_id).active_transactions == 4


@pytest.mark.parametrize("mode", ["none", "closed"])
async def test_without_admin_mode_nothing_is_asked(shop: Shop, mode: str) -> None:
    async with shop.session() as session:
        batch = await batch_of(session, register_again=True)
        admin = None if mode == "none" else AdminMode(session, shop.tss_id)
        work = CancelRun(session, batch, admin)
        before = shop.sent(UPDATE)
        end = await work.run()
        assert (end.state, end.left, end.tills_left) == (RunState.INTERRUPTED, 4, ())
        assert isinstance(end.error, AdminModeEnded)
        assert shop.sent(UPDATE) == before
        work = CancelRun(session, work.batch, await admin_of(session))
        assert await work.run() == RunEnd(RunState.FINISHED)
    assert tills(shop) == ["KASSE-1"]


async def test_a_stop_deregisters_what_was_registered(shop: Shop) -> None:
    async with shop.session() as session:
        work = await work_of(session)
        heard: list[str] = []

        def third(result: RowResult) -> None:
            heard.append(result.key)
            if len(heard) == 3:
                assert tills(shop) == ["KASSE-1", "ALT-1"]
                work.stop()

        end = await work.run(third)
        assert end == RunEnd(RunState.STOPPED, 3)
        assert tills(shop) == ["KASSE-1"]
        assert await work.run() == RunEnd(RunState.FINISHED)
    assert tills(shop) == ["KASSE-1"]


async def test_a_failure_leaves_it_for_the_next_run(shop: Shop) -> None:
    async with shop.session() as session:
        work = await work_of(session)
        shop.control.fault(PUT, "status", status=423, code="E_TSS_DEFECTIVE", nth=4, times=None)
        end = await work.run()
        assert (end.state, end.left, end.tills_left) == (RunState.INTERRUPTED, 3, ("ALT-1",))
        assert tills(shop) == ["KASSE-1", "ALT-1"]
    shop.control.clear()
    async with shop.session() as session:
        (batch,) = await open_batches(session)
        assert [till.client_serial_number for till in batch.tills_left] == ["ALT-1"]
        end = await CancelRun(session, batch, await admin_of(session)).run()
        assert end == RunEnd(RunState.FINISHED)
        assert await open_batches(session) == ()
    assert tills(shop) == ["KASSE-1"]


@pytest.mark.parametrize("gives_up", [False, True])
async def test_one_that_sells_again_when_the_run_goes_on_stays_registered(
    shop: Shop, gives_up: bool
) -> None:
    """Else whoever sells there could not end the sale."""
    sale = new_id()
    async with shop.session() as session:
        work = await work_of(session)
        shop.control.fault(PUT, "status", status=423, code="E_TSS_DEFECTIVE", nth=4, times=None)
        end = await work.run()
        assert end.tills_left == ("ALT-1",)
        shop.control.clear()
        await shop.open(sale, "ALT-1")
        again = CancelRun(session, work.batch, session.admin_mode)
        end = await (again.abandon if gives_up else again.run)()
        assert end == RunEnd(RunState.FINISHED, tills_in_use=("ALT-1",))
        assert await open_batches(session) == ()
        assert again.batch.tills[0].state is TillState.IN_USE
    assert tills(shop) == ["KASSE-1", "ALT-1"]
    assert await shop.states([sale]) == [("ACTIVE", 1)]


async def test_giving_up_deregisters_too_and_needs_the_pin(shop: Shop) -> None:
    async with shop.session() as session:
        work = await work_of(session)
        shop.control.fault(PUT, "status", status=423, code="E_TSS_DEFECTIVE", nth=3, times=None)
        await work.run()
        shop.control.clear()
        assert tills(shop) == ["KASSE-1", "ALT-1"]
        end = await CancelRun(session, work.batch).abandon()
        assert (end.state, end.left, end.tills_left) == (RunState.INTERRUPTED, 0, ("ALT-1",))
        assert isinstance(end.error, AdminModeEnded)
        (batch,) = await open_batches(session)
        end = await CancelRun(session, batch, await admin_of(session)).abandon()
        assert end == RunEnd(RunState.FINISHED)
    assert tills(shop) == ["KASSE-1"]


@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize("kind", ["lost_before", "lost_after"])
async def test_lost_answers_of_a_registration(shop: Shop, kind: str, nth: int) -> None:
    """The answer to registering or deregistering never comes, however often it is asked."""
    async with shop.session() as session:
        work = await work_of(session)
        shop.control.fault(UPDATE, kind, nth=nth, times=3)
        end = await work.run()
        if kind == "lost_after" or nth == 2:  # what was left registered is tried again at the end
            assert end == RunEnd(RunState.FINISHED)
        else:
            assert end.state is RunState.INTERRUPTED
            assert end.error is not None and end.error.code == "answer_lost"
            assert await work.run() == RunEnd(RunState.FINISHED)
    assert tills(shop) == ["KASSE-1"]
    assert shop.control.tss(shop.tss_id).active_transactions == 0


async def test_killed_while_a_till_is_registered(shop: Shop) -> None:
    async with shop.session() as session:
        work = await work_of(session)
        entered = asyncio.Event()
        really, rows = session.client.upsert_transaction, 0

        async def third(*args: object, **more: object) -> object:
            nonlocal rows
            rows += 1
            if rows == 3:
                entered.set()
                await asyncio.Event().wait()
            return await really(*args, **more)  # type: ignore[arg-type]

        session.client.upsert_transaction = third  # type: ignore[method-assign, assignment]
        running = asyncio.ensure_future(work.run())
        await entered.wait()
        running.cancel()
        await asyncio.wait([running])
        session.desk.writes.cancel(PUT)
    assert tills(shop) == ["KASSE-1", "ALT-1"]
    async with shop.session() as session:
        (batch,) = await open_batches(session)
        assert [till.client_serial_number for till in batch.tills_left] == ["ALT-1"]
        end = await CancelRun(session, batch, await admin_of(session)).run()
        assert end == RunEnd(RunState.FINISHED)
    assert tills(shop) == ["KASSE-1"]
    assert shop.control.tss(shop.tss_id).active_transactions == 0


async def test_a_till_that_cannot_be_registered(shop: Shop) -> None:
    async with shop.session() as session:
        work = await work_of(session)
        shop.control.limits.registered_clients = 1
        end = await work.run()
        assert end == RunEnd(RunState.FINISHED)
        assert [(row.outcome.value, row.code) for row in work.batch.rows] == [
            *[("cancelled", None)] * 2,
            *[("failed", "E_CLIENT_LIMIT_REACHED")] * 4,
        ]
    assert tills(shop) == ["KASSE-1"]


async def test_a_till_that_somebody_registered_meanwhile_stays_so(shop: Shop) -> None:
    async with shop.session() as session:
        admin = await admin_of(session)
        work = await work_of(session, admin)
        client_id = shop.tills["ALT-1"]
        async with admin.at_work():
            await session.client.update_client(shop.tss_id, client_id, ClientState.REGISTERED)
        assert await work.run() == RunEnd(RunState.FINISHED)
    assert tills(shop) == ["KASSE-1", "ALT-1"]


async def test_admin_mode_lasts_while_its_transactions_are_cancelled(shop: Shop) -> None:
    async with shop.session() as session:
        admin = AdminMode(session, shop.tss_id, monotonic=shop.clock.time)
        session.admin_mode = admin
        work = await work_of(session)
        assert work._admin is admin

        def slow(_: RowResult) -> None:
            shop.clock.advance(IDLE - 1)

        assert await work.run(slow) == RunEnd(RunState.FINISHED)
        assert admin.is_open
    assert tills(shop) == ["KASSE-1"]


async def test_admin_mode_that_ended_in_a_pause_is_asked_for_again(shop: Shop) -> None:
    async with shop.session() as session:
        work = await work_of(session)
        admin, rows = session.admin_mode, 0
        assert admin is not None

        def third(_: RowResult) -> None:
            nonlocal rows
            rows += 1
            if rows == 3:
                work.pause()

        paused = pausing(work)
        running = asyncio.ensure_future(work.run(third))
        await paused.wait()
        await admin.leave()
        work.resume()
        end = await running
        assert (end.state, end.left, end.tills_left) == (RunState.INTERRUPTED, 3, ("ALT-1",))
        assert isinstance(end.error, AdminModeEnded)
        await admin_of(session)
        assert await work.run() == RunEnd(RunState.FINISHED)
    assert tills(shop) == ["KASSE-1"]


async def test_no_connection_before_the_registration(shop: Shop) -> None:
    async with shop.session() as session:
        work = await work_of(session)

        async def unplugged(*_: object) -> object:
            raise NoConnection

        session.client.retrieve_client = unplugged  # type: ignore[method-assign, assignment]
        end = await work.run()
        assert (end.state, end.left, end.tills_left) == (RunState.INTERRUPTED, 4, ())
        assert isinstance(end.error, NoConnection)
        stored = await stored_batch(session, work.batch.batch_id)
        assert stored is not None and stored.tills == ()
