"""Taking a TSS out of service: looked at twice, moved once, settled after a lost answer."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from services.conftest import World
from services.steps import CLIENT_ID, PIN, entries, make_tss
from tse_companion.domain.disabling import DisableFinding
from tse_companion.domain.expiry import DAY
from tse_companion.domain.models import TssState, TxState
from tse_companion.errors import (
    AdminModeEnded,
    AnswerLost,
    ApiRefused,
    DisableUnconfirmed,
    Outcome,
)
from tse_companion.sandbox.signde import state
from tse_companion.sandbox.signde.state import ExportRow, ExportState
from tse_companion.services import admin
from tse_companion.services.admin_mode import AdminMode, admin_mode
from tse_companion.services.desk import Session, new_id
from tse_companion.services.disable import check_disable, disable

F = DisableFinding


@pytest.fixture
async def mode(session: Session, tss_id: str) -> AdminMode:
    session.site = replace(session.site, tss_id=tss_id)
    mode = admin_mode(session)
    await mode.enter(PIN)
    return mode


async def open_one(session: Session, tss_id: str) -> None:
    await session.client.upsert_transaction(
        tss_id, new_id(), tx_revision=1, state=TxState.ACTIVE, client_id=CLIENT_ID
    )


def plant_export(world: World, tss_id: str, age: int) -> int:
    """A completed export that was asked for so many seconds ago; when that was."""
    at = int(world.control.clock.time()) - age
    row = ExportRow(tss_id, new_id(), ExportState.COMPLETED, {}, at, time_start=at, time_end=at)
    world.control.seed(lambda service: state.insert(service.connection, row))
    return at


async def end(session: Session, mode: AdminMode, *confirmed: DisableFinding) -> TssState:
    tss = await disable(
        session, mode, reason="  shop is\nclosing ", confirmed=confirmed, now=time.time()
    )
    return tss.state


async def test_what_is_found(world: World, session: Session, tss_id: str) -> None:
    check = await check_disable(session, tss_id, time.time())
    assert check.findings == (F.NO_EXPORT,)
    assert (check.tills, check.open_transactions, check.is_possible) == (1, 0, True)
    await open_one(session, tss_id)
    check = await check_disable(session, tss_id, time.time())
    assert check.findings == (F.OPEN_TRANSACTIONS, F.NO_EXPORT)
    assert not check.is_live


@pytest.mark.parametrize(
    ("age", "findings"),
    [
        (3600, (F.EXPORT_NOT_VERIFIED,)),
        (2 * DAY, (F.EXPORT_OLD, F.EXPORT_NOT_VERIFIED)),
    ],
)
async def test_an_export_has_an_age_and_was_never_checked_here(
    world: World,
    session: Session,
    tss_id: str,
    age: int,
    findings: tuple[DisableFinding, ...],
) -> None:
    exported_at = plant_export(world, tss_id, age)
    check = await check_disable(session, tss_id, time.time())
    assert (check.exported_at, check.findings) == (exported_at, findings)


async def test_out_of_service_and_logged_out(
    world: World, session: Session, mode: AdminMode
) -> None:
    assert await end(session, mode, F.NO_EXPORT) is TssState.DISABLED
    move = next(e for e in await entries(session) if e.operation == "updateTss")
    assert (move.outcome, move.target_state) == ("done", "DISABLED")
    assert move.note == "shop is closing"
    assert not mode.is_open
    assert not await admin.may_be_open(session, mode.tss_id)
    check = await check_disable(session, mode.tss_id, time.time())
    assert not check.is_possible
    assert await end(session, mode, F.NO_EXPORT) is TssState.DISABLED  # once more does nothing
    assert world.sent("updateTss") == 3  # two of the set-up, one of ours


async def test_what_came_up_meanwhile_must_be_confirmed(
    world: World, session: Session, mode: AdminMode
) -> None:
    await open_one(session, mode.tss_id)
    sent = world.sent("updateTss")
    for confirmed in ((), (F.NO_EXPORT,), (F.OPEN_TRANSACTIONS,)):
        with pytest.raises(DisableUnconfirmed):
            await end(session, mode, *confirmed)
    assert world.sent("updateTss") == sent
    assert await end(session, mode, F.NO_EXPORT, F.OPEN_TRANSACTIONS) is TssState.DISABLED


async def test_one_never_in_service_needs_no_export(session: Session) -> None:
    tss_id = await make_tss(session, TssState.UNINITIALIZED)
    session.site = replace(session.site, tss_id=tss_id)
    mode = admin_mode(session)
    await mode.enter(PIN)
    assert (await check_disable(session, tss_id, time.time())).findings == ()
    assert await end(session, mode) is TssState.DISABLED


async def test_a_lost_answer_is_looked_for(world: World, session: Session, mode: AdminMode) -> None:
    world.control.fault("updateTss", "lost_after")
    assert await end(session, mode, F.NO_EXPORT) is TssState.DISABLED


async def test_a_lost_request_stays_unknown(
    world: World, session: Session, mode: AdminMode
) -> None:
    world.control.fault("updateTss", "lost_before", times=None)
    with pytest.raises(AnswerLost) as lost:
        await end(session, mode, F.NO_EXPORT)
    assert lost.value.outcome is Outcome.UNKNOWN
    assert (await session.client.retrieve_tss(mode.tss_id)).state is TssState.INITIALIZED
    await mode.leave()


async def test_without_admin_mode_nothing_is_sent(
    world: World, session: Session, mode: AdminMode
) -> None:
    await mode.leave()
    sent = world.sent("updateTss")
    with pytest.raises(AdminModeEnded):
        await end(session, mode, F.NO_EXPORT)
    assert world.sent("updateTss") == sent


@pytest.mark.parametrize("code", ["E_ILLEGAL_TSS_STATE_CHANGE", "E_ADMIN_PIN_BLOCKED"])
async def test_a_refusal_is_the_callers(
    world: World, session: Session, mode: AdminMode, code: str
) -> None:
    world.control.fault("updateTss", "status", code=code)
    with pytest.raises(ApiRefused, match=code):
        await end(session, mode, F.NO_EXPORT)
    await mode.leave()
