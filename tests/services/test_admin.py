"""The admin session: counted before it is sent, never a fourth time, always closed."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from services.conftest import World
from services.steps import (
    PIN,
    WRONG,
    Gate,
    cancelled_at,
    entries,
    make_tss,
    outcome_of_login,
    puk_of,
    written,
)
from tse_companion.domain.credentials import OUR_LIMIT, Secret
from tse_companion.domain.models import TssState
from tse_companion.errors import (
    AnswerLost,
    ApiRefused,
    AppError,
    JournalUnwritable,
    Outcome,
    PinAttemptsUsed,
    PinRefused,
)
from tse_companion.services import admin
from tse_companion.services.desk import Session

NEW = Secret("NEW-PIN-42")


# --- logging in ------------------------------------------------------------------------------


async def test_a_good_login_and_its_end(world: World, session: Session, tss_id: str) -> None:
    await admin.log_in(session, tss_id, PIN)
    assert world.control.tss(tss_id).admin_logged_in
    assert await admin.may_be_open(session, tss_id)
    await admin.log_out(session, tss_id)
    assert not world.control.tss(tss_id).admin_logged_in
    assert not await admin.may_be_open(session, tss_id)
    assert await admin.attempts_left(session, tss_id) == OUR_LIMIT
    assert await written(session) == [("authenticateAdmin", "done"), ("logoutAdmin", "done")]


@pytest.mark.parametrize("code", ["E_ADMIN_LOGIN_FAILED", "E_UNAUTHORIZED", None])
async def test_every_form_of_a_refused_pin_counts(
    world: World, session: Session, tss_id: str, code: str | None
) -> None:
    for left in (2, 1, 0):
        world.control.fault("authenticateAdmin", "status", status=401, code=code)
        with pytest.raises(PinRefused) as refused:
            await admin.log_in(session, tss_id, PIN)
        assert refused.value.facts["left"] == left
        assert refused.value.outcome is Outcome.NOT_DONE
        assert refused.value.request_id == world.control.requests[-1].request_id
        assert await admin.attempts_left(session, tss_id) == left
    entry = (await entries(session))[-1]
    assert (entry.outcome, entry.code) == ("not_done", code or "http_401")
    assert not await admin.may_be_open(session, tss_id)


@pytest.mark.parametrize(
    "code",
    [
        "E_ACCESS_DENIED",
        "E_ADMIN_PIN_BLOCKED",
        "E_CERTIFICATE_EXPIRED",
        "E_FAILED_SCHEMA_VALIDATION",
        "E_TSS_DEFECTIVE",
        "E_TSS_DELETED",
        "E_TSS_EVICTED",
        "E_TSS_LOCKED",
        "E_TSS_NOT_FOUND",
        "E_USE_MIDDLEWARE",
    ],
)
async def test_a_refusal_that_is_not_about_the_pin_costs_nothing(
    world: World, session: Session, tss_id: str, code: str
) -> None:
    world.control.fault("authenticateAdmin", "status", code=code)
    with pytest.raises(ApiRefused) as refused:
        await admin.log_in(session, tss_id, PIN)
    assert (refused.value.code, refused.value.outcome) == (code, Outcome.NOT_DONE)
    assert await admin.attempts_left(session, tss_id) == OUR_LIMIT
    assert await written(session) == [("authenticateAdmin", "not_done")]


async def test_too_many_requests_cost_nothing(world: World, session: Session, tss_id: str) -> None:
    world.control.fault("authenticateAdmin", "status", status=429, retry_after=1)
    with pytest.raises(ApiRefused):
        await admin.log_in(session, tss_id, PIN)
    assert await admin.attempts_left(session, tss_id) == OUR_LIMIT
    assert world.sent("authenticateAdmin") == 2  # one to make the TSS, one now: not repeated


@pytest.mark.parametrize("kind", ["lost_before", "lost_after", "status"])
async def test_a_login_of_unknown_end_counts(
    world: World, session: Session, tss_id: str, kind: str
) -> None:
    before = world.sent("authenticateAdmin")
    world.control.fault("authenticateAdmin", kind, status=502)
    with pytest.raises(AppError) as lost:
        await admin.log_in(session, tss_id, PIN)
    assert lost.value.outcome is Outcome.UNKNOWN
    assert world.sent("authenticateAdmin") == before + 1
    assert await admin.attempts_left(session, tss_id) == OUR_LIMIT - 1
    assert await admin.may_be_open(session, tss_id)
    assert await written(session) == [("authenticateAdmin", "unknown")]


async def test_a_refused_key_is_not_a_refused_pin(world: World) -> None:
    async with world.session() as session:
        tss_id = await make_tss(session)
    async with world.session() as session:  # no token yet: it is asked for with the login
        world.control.fault("authenticateApi", "status", status=401, times=None)
        with pytest.raises(ApiRefused) as refused:
            await admin.log_in(session, tss_id, PIN)
        assert refused.value.operation == "authenticateApi"
        assert await admin.attempts_left(session, tss_id) == OUR_LIMIT
        with pytest.raises(ApiRefused) as refused:
            await admin.set_pin(session, tss_id, puk_of(world, tss_id), NEW)
        assert refused.value.operation == "authenticateApi"
        assert [outcome for _, outcome in await written(session)] == ["not_done", "not_done"]


# --- three, and no more ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "kinds",
    [
        ("wrong", "wrong", "wrong"),
        ("lost_after", "lost_after", "lost_after"),
        ("lost_before", "wrong", "status"),
        ("wrong", "status", "lost_after"),
    ],
)
async def test_the_program_stops_by_itself(
    world: World, session: Session, tss_id: str, kinds: tuple[str, ...]
) -> None:
    before = world.sent("authenticateAdmin")
    for kind in kinds:
        if kind != "wrong":
            world.control.fault("authenticateAdmin", kind, status=504)
        assert await outcome_of_login(session, tss_id) != "in"
    for pin in (WRONG, PIN):
        with pytest.raises(PinAttemptsUsed) as used:
            await admin.log_in(session, tss_id, pin)
        assert used.value.outcome is Outcome.NOT_DONE
    assert world.sent("authenticateAdmin") == before + OUR_LIMIT
    assert not world.control.tss(tss_id).is_pin_blocked
    assert len(await entries(session)) == OUR_LIMIT


async def test_the_count_outlives_the_program(world: World) -> None:
    async with world.session() as session:
        tss_id = await make_tss(session)
        for _ in range(2):
            assert await outcome_of_login(session, tss_id) == "pin_refused"
    async with world.session() as session:
        assert await admin.attempts_left(session, tss_id) == 1
        with pytest.raises(PinRefused) as refused:
            await admin.log_in(session, tss_id, WRONG)
        assert refused.value.facts["left"] == 0
    async with world.session() as session:
        assert await outcome_of_login(session, tss_id) == "pin_attempts_used"
    assert world.control.tss(tss_id).failures == OUR_LIMIT


async def test_a_good_login_begins_the_count_anew(
    world: World, session: Session, tss_id: str
) -> None:
    for _ in range(2):
        await outcome_of_login(session, tss_id)
    await admin.log_in(session, tss_id, PIN)
    assert await admin.attempts_left(session, tss_id) == OUR_LIMIT
    assert world.control.tss(tss_id).failures == 0


async def test_logins_at_the_same_time_share_the_three(
    world: World, session: Session, tss_id: str
) -> None:
    before = world.sent("authenticateAdmin")
    ends = await asyncio.gather(*(outcome_of_login(session, tss_id) for _ in range(6)))
    assert sorted(ends) == ["pin_attempts_used"] * 3 + ["pin_refused"] * 3
    assert world.sent("authenticateAdmin") == before + OUR_LIMIT
    assert await admin.attempts_left(session, tss_id) == 0


async def test_a_count_that_cannot_be_written_sends_nothing(
    world: World, session: Session, tss_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full_disk(*_: object) -> int:
        raise JournalUnwritable

    before = world.sent("authenticateAdmin")
    monkeypatch.setattr(session.desk.journal, "begin_pin_attempt", full_disk)
    with pytest.raises(JournalUnwritable):
        await admin.log_in(session, tss_id, PIN)
    assert world.sent("authenticateAdmin") == before


@pytest.mark.parametrize(("pin", "left"), [(PIN, OUR_LIMIT), (WRONG, OUR_LIMIT - 1)])
async def test_a_login_is_counted_to_its_end_without_its_page(
    world: World, tss_id: str, session: Session, pin: Secret, left: int
) -> None:
    gate = Gate()
    session.client.authenticate_admin = gate.before(  # type: ignore[method-assign]
        session.client.authenticate_admin
    )
    async with cancelled_at(gate, admin.log_in(session, tss_id, pin)):
        assert await admin.attempts_left(session, tss_id) == OUR_LIMIT - 1
    await session.desk.writes.finish()
    assert await admin.attempts_left(session, tss_id) == left
    assert [type(error) for error in world.errors] == ([PinRefused] if pin is WRONG else [])
    world.errors.clear()


# --- closing ---------------------------------------------------------------------------------


async def test_a_logout_that_is_lost_is_repeated_and_then_remembered(
    world: World, session: Session, tss_id: str
) -> None:
    await admin.log_in(session, tss_id, PIN)
    fault = world.control.fault("logoutAdmin", "lost_before", times=None)
    with pytest.raises(AnswerLost):
        await admin.log_out(session, tss_id)
    assert len(world.pauses) == 2
    assert await admin.may_be_open(session, tss_id)
    await admin.close_left_open(session, tss_id)  # tries, and keeps quiet
    assert await admin.may_be_open(session, tss_id)
    world.control.clear(fault)
    await admin.close_left_open(session, tss_id)
    assert not world.control.tss(tss_id).admin_logged_in
    sent = world.sent("logoutAdmin")
    await admin.close_left_open(session, tss_id)  # nothing to do any more
    assert world.sent("logoutAdmin") == sent


async def test_a_full_disk_does_not_leave_admin_mode_open(
    world: World, session: Session, tss_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full_disk(**_: object) -> int:
        raise JournalUnwritable

    await admin.log_in(session, tss_id, PIN)
    monkeypatch.setattr(session.desk.journal, "intend", full_disk)
    await admin.close_left_open(session, tss_id)
    assert not world.control.tss(tss_id).admin_logged_in


async def test_a_login_under_way_is_closed_after_it(
    world: World, session: Session, tss_id: str
) -> None:
    gate = Gate()
    client: Any = session.client
    client._transport.send = gate.before(client._transport.send)
    async with cancelled_at(gate, admin.log_in(session, tss_id, PIN)):
        closing = asyncio.ensure_future(admin.close_left_open(session, tss_id))
        await session.desk.background.run(bool, lane="journal")
    await closing
    assert not world.control.tss(tss_id).admin_logged_in
    assert await written(session) == [("authenticateAdmin", "done"), ("logoutAdmin", "done")]


async def test_closing_goes_on_when_its_caller_is_gone(
    world: World, session: Session, tss_id: str
) -> None:
    await admin.log_in(session, tss_id, PIN)
    gate = Gate()
    session.client.logout_admin = gate.before(  # type: ignore[method-assign]
        session.client.logout_admin
    )
    async with cancelled_at(gate, admin.close_left_open(session, tss_id)):
        pass
    await session.desk.writes.finish()
    assert not world.control.tss(tss_id).admin_logged_in


@pytest.mark.parametrize(
    ("story", "is_open"),
    [
        ([], False),
        (["in:done"], True),
        (["in:unknown"], True),
        (["in:killed"], True),
        (["in:not_done"], False),
        (["in:done", "out:done"], False),
        (["in:done", "out:unknown"], True),
        (["in:done", "out:not_done"], True),
        (["in:done", "out:killed"], True),
        (["in:done", "out:done", "in:not_done"], False),
        (["in:done", "out:done", "in:unknown"], True),
        (["in:unknown", "in:not_done"], True),
        (["in:done", "out:done", "other:done"], False),
    ],
)
async def test_what_the_journal_knows(session: Session, story: list[str], is_open: bool) -> None:
    names = {"in": admin.LOG_IN, "out": admin.LOG_OUT, "other": "updateTss"}
    for line in story:
        what, outcome = line.split(":")
        entry = await session.desk.journal.intend(
            site_id=session.site.id, operation=names[what], tss_id="a"
        )
        if outcome != "killed":
            await session.desk.journal.conclude(entry, outcome)
    assert await admin.may_be_open(session, "a") is is_open
    assert not await admin.may_be_open(session, "b")


async def test_the_end_closes_every_session_of_this_site(world: World, session: Session) -> None:
    mine = [await make_tss(session, TssState.UNINITIALIZED) for _ in range(3)]
    for tss_id in mine:
        await admin.log_in(session, tss_id, PIN)
    await admin.log_out(session, mine[1])
    foreign = await session.desk.journal.intend(
        site_id="another", operation=admin.LOG_IN, tss_id="another-tss"
    )
    await session.desk.journal.conclude(foreign, "done")
    sent = world.sent("logoutAdmin")
    await admin.close_all_left_open(session)
    assert [world.control.tss(tss_id).admin_logged_in for tss_id in mine] == [False] * 3
    assert world.sent("logoutAdmin") == sent + 2
