"""Exports: asked for once and never twice, looked at politely, cancelled, and known again."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from services.conftest import World
from services.steps import Gate, cancelled_at, entries, written
from tse_companion.domain.models import ExportState, TssState
from tse_companion.errors import (
    AnswerLost,
    AnswerUnreadable,
    ApiRefused,
    AppError,
    NoConnection,
    Outcome,
)
from tse_companion.services import exports
from tse_companion.services.desk import Session, new_id
from tse_companion.services.notices import EXPORT_DAYS, NoticeBoard, NoticeKind
from tse_companion.services.tss import DAY, Overview


@pytest.fixture
async def shop(world: World, session: Session, tss_id: str) -> Session:
    """A shop with a TSS in service; pauses move the service's clock."""
    session.site = replace(session.site, tss_id=tss_id)
    world.when_pausing = world.control.clock.advance
    return session


async def states(session: Session) -> list[str]:
    return [known.export.state.value for known in (await exports.load(session)).exports]


async def ended(session: Session) -> exports.ExportList:
    """Watch until none is running any more, as the window does."""
    looks = 0
    while await exports.pause_before_next_look(session, await exports.load(session), looks):
        looks += 1
    return await exports.load(session)


# --- asked for ---------------------------------------------------------------------------------


async def test_asked_for_with_its_id_in_the_journal_first(world: World, shop: Session) -> None:
    begun = await exports.begin(shop)
    assert begun.state is ExportState.PENDING
    entry = (await entries(shop))[-1]
    assert (entry.operation, entry.outcome) == ("triggerExport", "done")
    assert entry.target_id == begun.id
    (request,) = [r for r in world.control.requests if r.operation == "triggerExport"]
    assert request.path.endswith(f"/export/{begun.id}")


async def test_an_export_from_its_beginning_to_its_end(world: World, shop: Session) -> None:
    begun = await exports.begin(shop)
    (known,) = (await exports.load(shop)).exports
    assert known.export.estimated_time_of_completion is not None
    found = await ended(shop)
    done = found.of(begun.id)
    assert done is not None and done.export.state is ExportState.COMPLETED
    assert done.is_complete and done.saved is None
    assert done.export.time_expiration is not None
    assert not await exports.pause_before_next_look(shop, found, 0)
    assert all(pause >= 5 for pause in world.pauses)
    assert found.of(new_id()) is None


async def test_the_newest_comes_first_and_those_of_others_hold_what_nobody_says(
    world: World, shop: Session
) -> None:
    assert shop.site.tss_id is not None
    other = await shop.client.trigger_export(shop.site.tss_id, new_id())
    await ended(shop)
    world.control.clock.advance(60)
    own = await exports.begin(shop)
    found = (await exports.load(shop)).exports
    assert [known.key for known in found] == [own.id, other.id]
    assert [known.is_complete for known in found] == [True, False]


async def test_a_lost_answer_is_repeated_under_the_same_id(world: World, shop: Session) -> None:
    world.control.fault("triggerExport", "lost_after")
    begun = await exports.begin(shop)
    paths = {r.path for r in world.control.requests if r.operation == "triggerExport"}
    assert len(paths) == 1 and world.sent("triggerExport") == 2
    assert [known.key for known in (await exports.load(shop)).exports] == [begun.id]
    assert (await written(shop))[-1] == ("triggerExport", "done")


async def test_answers_that_stay_lost_are_read_back(world: World, shop: Session) -> None:
    world.control.fault("triggerExport", "lost_after", times=None)
    begun = await exports.begin(shop)
    assert await states(shop) == ["PENDING"]
    assert (await entries(shop))[-1].target_id == begun.id
    assert (await written(shop))[-1] == ("triggerExport", "done")


async def test_what_stays_unknown_goes_on_under_its_own_id(world: World, shop: Session) -> None:
    world.control.fault("triggerExport", "lost_before", times=None)
    with pytest.raises(AnswerLost) as caught:
        await exports.begin(shop)
    assert caught.value.outcome is Outcome.UNKNOWN
    unknown = (await entries(shop))[-1]
    assert unknown.outcome == "unknown"
    world.control.clear()
    begun = await exports.begin(shop)
    assert begun.id == unknown.target_id
    assert await states(shop) == ["PENDING"]
    assert [e.outcome for e in await entries(shop)] == ["done", "done"]


async def test_one_that_arrived_late_is_found_and_the_next_one_is_new(
    world: World, shop: Session
) -> None:
    world.control.fault("triggerExport", "lost_after", times=None)
    world.control.fault("retrieveExport", "lost_before", times=3)
    with pytest.raises(AppError):
        await exports.begin(shop)
    world.control.clear()
    cut_off = (await entries(shop))[-1]
    assert cut_off.outcome == "unknown"
    assert shop.site.tss_id is not None
    await shop.client.cancel_export(shop.site.tss_id, cut_off.target_id or "")
    begun = await exports.begin(shop)
    assert begun.id != cut_off.target_id
    assert [e.outcome for e in await entries(shop)] == ["done", "done"]


@pytest.mark.parametrize(
    ("hours", "is_the_same"), [(0, True), (0.5, True), (2, False)], ids=["running", "new", "old"]
)
async def test_one_that_arrived_late_is_the_one_that_is_wanted(
    world: World, shop: Session, monkeypatch: pytest.MonkeyPatch, hours: float, is_the_same: bool
) -> None:
    world.control.fault("triggerExport", "lost_after", times=None)
    world.control.fault("retrieveExport", "lost_before", times=3)
    with pytest.raises(AppError):
        await exports.begin(shop)
    world.control.clear()
    sent, then = world.sent("triggerExport"), time.time() + hours * 3600
    world.control.clock.advance(hours * 3600)
    monkeypatch.setattr("tse_companion.services.exports.time.time", lambda: then)
    cut_off = (await entries(shop))[-1]
    begun = await exports.begin(shop)
    assert (begun.id == cut_off.target_id) is is_the_same
    assert (world.sent("triggerExport") == sent) is is_the_same


async def test_a_later_start_finds_what_was_begun_and_settles_it(
    world: World, shop: Session
) -> None:
    world.control.fault("triggerExport", "lost_after", times=None)
    world.control.fault("retrieveExport", "lost_before", times=None)
    with pytest.raises(AnswerLost):
        await exports.begin(shop)
    world.control.clear()
    async with world.session() as again:
        again.site = shop.site
        (known,) = (await exports.load(again)).exports
        assert known.is_complete
        assert (await written(again))[-1] == ("triggerExport", "done")


REFUSALS = [
    (400, "E_PARAMETER_MISMATCH"),
    (403, "E_ACCESS_DENIED"),
    (404, "E_TSS_NOT_FOUND"),
    (409, "E_EXPORT_DUPLICATE_RATE_LIMITED"),
    (409, "E_TOO_MANY_EXPORTS"),
    (409, "E_TSS_ILLEGAL_STATE_TO_PERFORM_EXPORT"),
    (413, None),
    (423, "E_EXPORT_FORBIDDEN"),
    (423, "E_TSS_DELETED"),
    (429, None),
    (503, "E_EXPORT_TEMPORARILY_UNAVAILABLE"),
    (503, "E_TSS_LOCKED"),
]


@pytest.mark.parametrize(("status", "code"), REFUSALS)
async def test_a_refusal_is_told_and_nothing_was_begun(
    world: World, shop: Session, status: int, code: str | None
) -> None:
    world.control.fault("triggerExport", "status", status=status, code=code, times=None)
    with pytest.raises(ApiRefused) as caught:
        await exports.begin(shop)
    assert caught.value.code == (code or f"http_{status}")
    assert caught.value.outcome is Outcome.NOT_DONE
    assert await states(shop) == []
    assert (await written(shop))[-1] == ("triggerExport", "not_done")


async def test_the_service_itself_refuses_a_second_one_and_a_tss_without_data(
    world: World, shop: Session, tss_id: str
) -> None:
    await exports.begin(shop)
    with pytest.raises(ApiRefused) as caught:
        await exports.begin(shop)
    assert caught.value.code == "E_EXPORT_DUPLICATE_RATE_LIMITED"
    await ended(shop)
    world.control.put_state(tss_id, TssState.UNINITIALIZED)
    with pytest.raises(ApiRefused) as caught:
        await exports.begin(shop)
    assert caught.value.code == "E_TSS_ILLEGAL_STATE_TO_PERFORM_EXPORT"


async def test_an_id_that_is_there_already_is_no_failure(world: World, shop: Session) -> None:
    """A proxy has repeated the request: the answer says that it is the second one."""
    world.control.fault("triggerExport", "status", code="E_DUPLICATE_EXPORT", after=True)
    begun = await exports.begin(shop)
    assert [known.key for known in (await exports.load(shop)).exports] == [begun.id]
    assert (await written(shop))[-1] == ("triggerExport", "done")


async def test_what_becomes_of_it_is_in_its_exception(world: World, shop: Session) -> None:
    world.control.habits.export_exception = "E_TOO_MANY_RECORDS"
    begun = await exports.begin(shop)
    failed = (await ended(shop)).of(begun.id)
    assert failed is not None
    assert (failed.export.state, failed.export.exception) == ("ERROR", "E_TOO_MANY_RECORDS")
    assert failed.export.time_error is not None


# --- cancelled ---------------------------------------------------------------------------------


async def test_a_running_one_is_cancelled(shop: Session) -> None:
    begun = await exports.begin(shop)
    assert (await exports.cancel(shop, begun.id)).state is ExportState.CANCELLED
    assert (await entries(shop))[-1].target_id == begun.id
    assert (await written(shop))[-1] == ("cancelExport", "done")


@pytest.mark.parametrize("times", [1, None])
async def test_a_cancellation_whose_answer_is_lost_is_read_back(
    world: World, shop: Session, times: int | None
) -> None:
    begun = await exports.begin(shop)
    world.control.fault("cancelExport", "lost_after", times=times)
    assert (await exports.cancel(shop, begun.id)).state is ExportState.CANCELLED
    assert (await written(shop))[-1] == ("cancelExport", "done")


async def test_a_yes_that_shows_something_else_is_no_yes(
    world: World, shop: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = await exports.begin(shop)
    monkeypatch.setattr(shop.client, "cancel_export", shop.client.retrieve_export)
    with pytest.raises(AnswerUnreadable) as caught:
        await exports.cancel(shop, begun.id)
    assert caught.value.outcome is Outcome.UNKNOWN
    assert (await written(shop))[-1] == ("cancelExport", "unknown")


async def test_one_that_was_quicker_is_told(shop: Session) -> None:
    begun = await exports.begin(shop)
    await ended(shop)
    with pytest.raises(ApiRefused) as caught:
        await exports.cancel(shop, begun.id)
    assert (caught.value.code, caught.value.outcome) == ("E_CANCEL_EXPORT", Outcome.NOT_DONE)
    assert await states(shop) == ["COMPLETED"]


async def test_cancelling_without_a_connection_is_unknown_or_not_done(
    world: World, shop: Session
) -> None:
    begun = await exports.begin(shop)
    world.control.fault("cancelExport", "lost_before", times=None)
    with pytest.raises(AnswerLost) as caught:
        await exports.cancel(shop, begun.id)
    assert caught.value.outcome is Outcome.UNKNOWN
    world.control.clear()
    assert await states(shop) == ["PENDING"]
    await shop.client.aclose()
    with pytest.raises(NoConnection):
        await exports.cancel(shop, begun.id)


# --- what it has to do with the notices ---------------------------------------------------------


async def test_a_completed_one_takes_the_notice_away(world: World, shop: Session) -> None:
    world.control.clock.advance((EXPORT_DAYS + 1) * DAY)
    board = NoticeBoard(shop)

    async def is_overdue() -> bool:
        now = time.time()
        status = await Overview(shop).look(now)
        assert status.tss is not None
        signing = replace(status, tss=replace(status.tss, transaction_counter=3))
        found = await board.look(signing, now)
        return NoticeKind.EXPORT_OVERDUE in {notice.kind for notice in found}

    assert await is_overdue()
    await exports.begin(shop)
    assert await is_overdue()
    await ended(shop)
    assert not await is_overdue()  # although the hour is not over


async def test_the_caller_may_go_and_the_export_is_begun_all_the_same(
    world: World, shop: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate()
    monkeypatch.setattr(shop.client, "trigger_export", gate.before(shop.client.trigger_export))
    async with cancelled_at(gate, exports.begin(shop)):
        pass
    await shop.desk.writes.finish()
    assert len((await exports.load(shop)).exports) == world.sent("triggerExport") == 1
