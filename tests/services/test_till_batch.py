"""Many tills, one after the other: each has its result, and stopping loses nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from services.conftest import World
from services.steps import PIN, entries
from services.test_clients import mode as mode
from services.test_clients import serials
from tse_companion.domain.models import ClientState
from tse_companion.domain.till_lists import PlannedTill, plan_list, read_list
from tse_companion.errors import AdminModeEnded, AnswerLost, AppError
from tse_companion.services import clients
from tse_companion.services.admin_mode import AdminMode
from tse_companion.services.till_batch import RegisterRun, RowOutcome, RowResult

LIST = "serial_number;place\nKASSE-1;EG\nKASSE-2;EG\nA/B;\nKASSE-3;OG\nKASSE-4;\n"


async def dry_run(mode: AdminMode, text: str = LIST) -> Sequence[PlannedTill]:
    found = await clients.load(mode.session)
    return plan_list(read_list(text), found.clients, room=found.room)


def outcomes(run: RegisterRun) -> list[RowOutcome]:
    return [run.results[till.key].outcome for till in run.wanted if till.key in run.results]


async def test_every_line_has_its_result(mode: AdminMode) -> None:
    off = await clients.deregister(mode, (await clients.load(mode.session)).clients[0])
    told: list[RowResult] = []
    run = RegisterRun(await dry_run(mode))
    await run.run(mode, told.append)
    registered, again = RowOutcome.REGISTERED, RowOutcome.REGISTERED_AGAIN
    assert outcomes(run) == [again, registered, registered, registered]
    assert [news.outcome for news in told[::2]] == [RowOutcome.RUNNING] * 4
    assert (run.finished, len(run.wanted)) == (4, 4)
    there = {c.serial_number: c for c in (await clients.load(mode.session)).clients}
    assert sorted(there) == ["KASSE-1", "KASSE-2", "KASSE-3", "KASSE-4"]
    assert there["KASSE-1"].id == off.id and there["KASSE-1"].metadata == {"place": "EG"}
    assert there["KASSE-3"].metadata == {"place": "OG"} and there["KASSE-4"].metadata == {}
    assert {till.fate.value for till in await dry_run(mode)} == {"already", "flawed"}


async def test_a_refusal_of_one_line_is_its_result(world: World, mode: AdminMode) -> None:
    world.control.fault("createClient", "status", code="E_ILLEGAL_CLIENT_SERIAL", status=400)
    run = RegisterRun(await dry_run(mode))
    await run.run(mode, lambda _: None)
    registered = RowOutcome.REGISTERED
    assert outcomes(run) == [RowOutcome.FAILED, registered, registered]
    failed = run.results[run.wanted[0].key].error
    assert failed is not None and failed.code == "E_ILLEGAL_CLIENT_SERIAL"
    await run.run(mode, lambda _: None)  # what has a result is not tried again
    assert world.sent("createClient") == 1 + 3


@pytest.mark.parametrize("code", ["E_CLIENT_LIMIT_REACHED", "E_CERTIFICATE_EXPIRED"])
async def test_what_would_hit_every_line_ends_the_run(
    world: World, mode: AdminMode, code: str
) -> None:
    world.control.fault("createClient", "status", code=code, nth=2)
    run = RegisterRun(await dry_run(mode))
    with pytest.raises(AppError) as caught:
        await run.run(mode, lambda _: None)
    assert caught.value.code == code
    assert outcomes(run) == [RowOutcome.REGISTERED]
    await run.run(mode, lambda _: None)
    assert outcomes(run) == [RowOutcome.REGISTERED] * 3


async def test_admin_mode_that_ends_in_the_middle(mode: AdminMode) -> None:
    run = RegisterRun(await dry_run(mode))

    def leave(result: RowResult) -> None:
        if result.outcome is RowOutcome.REGISTERED:
            mode._until = None

    with pytest.raises(AdminModeEnded):
        await run.run(mode, leave)
    assert run.finished == 1
    await mode.enter(PIN)
    await run.run(mode, lambda _: None)
    assert run.finished == 3


async def test_an_unknown_end_is_looked_at_when_going_on(world: World, mode: AdminMode) -> None:
    world.control.fault("createClient", "lost_after", times=None)
    world.control.fault("retrieveClient", "lost_before", times=None)
    run = RegisterRun(await dry_run(mode))
    with pytest.raises(AnswerLost):
        await run.run(mode, lambda _: None)
    assert outcomes(run) == [RowOutcome.UNKNOWN]
    world.control.clear()
    await run.run(mode, lambda _: None)
    registered = RowOutcome.REGISTERED
    assert outcomes(run) == [RowOutcome.ALREADY, registered, registered]
    assert len(await serials(mode.session)) == 4


async def test_after_a_kill_the_same_list_goes_on(world: World, mode: AdminMode) -> None:
    run = RegisterRun(await dry_run(mode))

    def stop(result: RowResult) -> None:
        if result.outcome is RowOutcome.REGISTERED:
            run.stop()

    await run.run(mode, stop)
    assert run.finished == 1
    again = RegisterRun(await dry_run(mode))
    assert len(again.wanted) == 2
    await again.run(mode, lambda _: None)
    created = [e.note for e in await entries(mode.session) if e.operation == "createClient"]
    assert created == ["KASSE-2", "KASSE-3", "KASSE-4"]
    assert set((await serials(mode.session)).values()) == {ClientState.REGISTERED}


async def test_a_pause_holds_it_after_the_line_under_way(mode: AdminMode) -> None:
    run = RegisterRun(await dry_run(mode))
    paused = asyncio.Event()

    def pause(result: RowResult) -> None:
        if result.outcome is RowOutcome.REGISTERED and not paused.is_set():
            run.pause()
            paused.set()

    task = asyncio.ensure_future(run.run(mode, pause))
    await paused.wait()
    for _ in range(5):
        await asyncio.sleep(0)
    assert run.is_paused and run.finished == 1
    run.resume()
    await task
    assert run.finished == 3


async def test_stopping_a_paused_run(mode: AdminMode) -> None:
    run = RegisterRun(await dry_run(mode))
    run.pause()
    task = asyncio.ensure_future(run.run(mode, lambda _: None))
    await asyncio.sleep(0)
    run.stop()
    await task
    assert run.results == {}


async def test_whoever_leaves_in_the_middle_of_a_line(
    mode: AdminMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    from services.steps import Gate, cancelled_at

    gate, client = Gate(), mode.session.client
    monkeypatch.setattr(client, "create_client", gate.before(client.create_client))
    run = RegisterRun(await dry_run(mode))
    async with cancelled_at(gate, run.run(mode, lambda _: None)):
        assert run.results == {}
    await mode.session.desk.writes.finish()
    assert "KASSE-2" in await serials(mode.session)
