"""The set-up when things go wrong: what is told, what is closed, and that it can be finished."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from services.conftest import World
from services.steps import Gate, cancelled_at, quiet, written
from services.test_setup_service import PIN, assert_ready, resumed, states, to_work
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import TssState
from tse_companion.errors import (
    AnswerLost,
    ApiRefused,
    NoConnection,
    Outcome,
    TssUnknown,
)
from tse_companion.services.setup.flow import PinSource, Step
from tse_companion.services.setup.service import SetupService
from tse_companion.services.setup.work import WorkReport, WorkState
from tse_companion.store.secrets import Kind, Place

OTHER_PIN = Secret("ANOTHER-77X")


# --- every refusal on the way ----------------------------------------------------------------

ADMIN_STATES = ("E_CERTIFICATE_EXPIRED", "E_TSS_DEFECTIVE", "E_TSS_LOCKED")
REFUSALS: list[tuple[str, str, int, str]] = [
    *(("deploy", "updateTss", 1, code) for code in (*ADMIN_STATES, "E_TSS_EVICTED")),
    *(("set_pin", "changeAdminPin", 1, code) for code in (*ADMIN_STATES, "E_TSS_NOT_FOUND")),
    *(("log_in", "authenticateAdmin", 1, code) for code in (*ADMIN_STATES, "E_ADMIN_PIN_BLOCKED")),
    *(
        ("initialize", "updateTss", 2, code)
        for code in (*ADMIN_STATES, "E_ADMIN_PIN_BLOCKED", "E_ILLEGAL_TSS_STATE_CHANGE")
    ),
    *(
        ("register", "createClient", 1, code)
        for code in (*ADMIN_STATES, "E_CLIENT_LIMIT_REACHED", "E_CLIENT_CONFLICT")
    ),
]


@pytest.mark.parametrize(("line", "operation", "nth", "code"), REFUSALS)
async def test_a_refusal_is_shown_in_its_line_and_leaves_nothing_open(
    world: World, line: str, operation: str, nth: int, code: str
) -> None:
    async with world.setup() as setup:
        await to_work(setup)
        world.control.fault(operation, "status", nth=nth, code=code, times=3)
        reports: list[WorkReport] = []
        with pytest.raises(ApiRefused) as refused:
            await setup.work(reports.append)
        assert (refused.value.code, refused.value.outcome) == (code, Outcome.NOT_DONE)
        failed = reports[-1]
        assert (failed.work, failed.state, failed.error) == (line, WorkState.FAILED, refused.value)
        session, tss_id = setup.session, setup.draft.tss_id or ""
        assert session is not None
        assert (operation, "not_done") in await written(session, tss_id)
        assert not world.control.tss(tss_id).admin_logged_in
        assert await setup.attempts_left() == 3
        world.control.clear()
        await setup.work(quiet)
    assert_ready(world)


async def test_a_failure_nobody_expected_ends_its_line(world: World) -> None:
    async with world.setup() as setup:
        await to_work(setup)
        client: Any = setup.session and setup.session.client

        async def broken(*_: object, **__: object) -> None:
            raise ZeroDivisionError

        original, client.create_client = client.create_client, broken
        reports: list[WorkReport] = []
        with pytest.raises(ZeroDivisionError):
            await setup.work(reports.append)
        assert states(reports)["register"] is WorkState.FAILED
        assert reports[-1].error is None
        assert not world.control.tss(setup.draft.tss_id or "").admin_logged_in
        client.create_client = original
        await setup.work(quiet)
    assert_ready(world)


async def test_a_logout_that_fails_is_told_and_made_up_for(world: World) -> None:
    async with world.setup() as setup:
        await to_work(setup)
        world.control.fault("logoutAdmin", "lost_before", times=3)
        reports: list[WorkReport] = []
        with pytest.raises(AnswerLost):
            await setup.work(reports.append)
        assert states(reports)["log_out"] is WorkState.FAILED
    async with world.setup() as setup:
        assert await resumed(setup) is Step.RECEIPT
        assert not world.control.tss(setup.draft.tss_id or "").admin_logged_in
    assert_ready(world)


async def test_what_is_read_back_never_hides_that_it_is_unknown(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def offline(*_: object) -> None:
        raise NoConnection

    async with world.setup() as setup:
        await to_work(setup)
        assert setup.session is not None
        client = setup.session.client
        world.control.fault("updateTss", "lost_after", times=3)
        retrieve, times = client.retrieve_tss, 0

        async def then_offline(tss_id: str) -> Any:
            nonlocal times
            times += 1
            return await (retrieve(tss_id) if times == 1 else offline())

        with monkeypatch.context() as patch:
            patch.setattr(client, "retrieve_tss", then_offline)
            with pytest.raises(AnswerLost) as lost:
                await setup.work(quiet)
        assert lost.value.outcome is Outcome.UNKNOWN
        await setup.work(quiet)
    assert_ready(world)


# --- a page that is left in the middle -------------------------------------------------------

WRITES = [
    ("update_tss", 1, "updateTss"),
    ("change_admin_pin", 1, "changeAdminPin"),
    ("authenticate_admin", 1, "authenticateAdmin"),
    ("update_tss", 2, "updateTss"),
    ("create_client", 1, "createClient"),
    ("logout_admin", 1, "logoutAdmin"),
]


@pytest.mark.parametrize(("method", "nth", "operation"), WRITES)
@pytest.mark.parametrize("same_start", [True, False])
async def test_leaving_the_page_ends_the_change_and_closes_admin_mode(
    world: World, method: str, nth: int, operation: str, same_start: bool
) -> None:
    async with world.setup() as setup:
        await to_work(setup)
        assert setup.session is not None
        client, gate = setup.session.client, Gate()
        monkey = gate.before(getattr(client, method), nth=nth)
        setattr(client, method, monkey)
        work = setup.work(quiet)
        if same_start:
            await leave(gate, setup, work)
            again = SetupService(setup.desk)
            await resumed(again)
            await go_on(again)
        else:
            await leave(gate, setup, work)
        done = [o for o, outcome in await written(setup.session) if outcome == "done"]
        assert operation in done
        tss = world.control.tss(setup.draft.tss_id or "")
        assert not tss.admin_logged_in
    if not same_start:
        async with world.setup() as setup:
            await resumed(setup)
            await go_on(setup)
    assert_ready(world)
    assert world.sent("createClient") == 1
    assert world.sent("changeAdminPin") == 1


async def leave(gate: Gate, setup: SetupService, work: Any) -> None:
    """Leave the page while its change is under way; the change ends later."""
    task = asyncio.ensure_future(work)
    await gate.entered.wait()
    task.cancel()
    await asyncio.sleep(0)
    gate.open()
    await asyncio.wait([task])
    assert task.cancelled()
    await setup.desk.writes.finish()


async def go_on(setup: SetupService) -> None:
    if not setup.has_pin:
        setup.choose_pin(PIN, source=PinSource.NEW, keep=True)
    if setup.draft.needs_pin:
        await setup.work(quiet)


async def test_closing_while_the_tss_is_created_still_keeps_its_puk(world: World) -> None:
    async with world.setup() as setup:
        await setup.practise()
        await setup.choose_new()
        assert setup.session is not None
        client, gate = setup.session.client, Gate()
        client.create_tss = gate.before(client.create_tss)  # type: ignore[method-assign]
        async with cancelled_at(gate, setup.create()):
            pass
    # The program has ended, and with it the change: the PUK is in the vault.
    (tss_id,) = world.control.tss_ids()
    assert world.vault.kept[Place(tss_id, Kind.ADMIN_PUK)].same_as(world.control.tss(tss_id).puk)
    async with world.setup() as setup:
        assert await resumed(setup) is Step.KEEP_PUK


# --- creating --------------------------------------------------------------------------------


async def test_a_creation_without_an_answer_is_not_called_undone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def offline(*_: object) -> None:
        raise NoConnection

    async with world.setup() as setup:
        await setup.practise()
        await setup.choose_new()
        assert setup.session is not None
        world.control.fault("createTss", "lost_after", times=3)
        with monkeypatch.context() as patch:
            patch.setattr(setup.session.client, "retrieve_tss", offline)
            with pytest.raises(AnswerLost) as lost:
                await setup.create()
        assert lost.value.outcome is Outcome.UNKNOWN
        await setup.create()
        await setup.puk()
    assert len(world.control.tss_ids()) == 1


@pytest.mark.parametrize("has_puk", [True, False])
async def test_a_tss_beyond_created_is_gone_on_with_only_if_its_puk_is_kept(
    world: World, has_puk: bool
) -> None:
    async with world.setup() as setup:
        await setup.practise()
        await setup.choose_new()
        await setup.create()
        assert setup.session is not None
        tss_id = setup.draft.tss_id or ""
        await setup.session.client.update_tss(tss_id, TssState.UNINITIALIZED)
        if has_puk:
            await setup.create()
            assert setup.draft.tss_state is TssState.UNINITIALIZED
        else:
            world.vault.kept.clear()
            with pytest.raises(ApiRefused) as refused:
                await setup.create()
            assert refused.value.code == "E_TSS_CONFLICT"


@pytest.mark.parametrize(
    "code",
    [
        "E_TSS_LIMIT_REACHED",
        "E_TSS_LIMIT_PER_DAY_REACHED",
        "E_BOOTSTRAP_FILE_NOT_AVAILABLE",
        "E_SMAERS_GATEWAY_CAPACITIES_DEPLETED",
        "E_ACCESS_DENIED",
    ],
)
async def test_a_creation_that_is_refused_can_be_asked_for_again(world: World, code: str) -> None:
    async with world.setup() as setup:
        await setup.practise()
        await setup.choose_new()
        first = setup.draft.tss_id
        world.control.fault("createTss", "status", code=code, times=3)
        with pytest.raises(ApiRefused) as refused:
            await setup.create()
        assert (refused.value.code, refused.value.outcome) == (code, Outcome.NOT_DONE)
        world.control.clear()
        await setup.create()
    assert world.control.tss_ids() == (first,)


async def test_a_tss_that_is_not_seen_any_more_is_not_made_a_second_time(world: World) -> None:
    async with world.setup() as setup:
        await to_work(setup)
    world.control.fault("retrieveTss", "status", code="E_TSS_NOT_FOUND", times=None)
    creations = world.sent("createTss")
    async with world.setup() as setup:
        with pytest.raises(TssUnknown):
            await resumed(setup)
    assert world.sent("createTss") == creations


async def test_a_finished_set_up_leaves_no_other_to_go_on_with(world: World) -> None:
    async with world.setup() as setup:
        await to_work(setup)
        world.control.fault("createTss", "status", code="E_TSS_LIMIT_REACHED")
        again = SetupService(setup.desk)
        await again.practise()
        await again.choose_new()
        with pytest.raises(ApiRefused):
            await again.create()
        assert len(await setup.desk.journal.open_setups()) == 2
        await setup.work(quiet)
        await setup.finish()
        assert await setup.desk.journal.open_setups() == ()
    assert_ready(world)
