"""The tills of a TSS: listed, registered once and never twice, taken out of use and back."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from services.conftest import World
from services.steps import CLIENT_ID, PIN, Gate, cancelled_at, entries, written
from tse_companion.domain.models import Client, ClientState, TssState, TxState
from tse_companion.errors import AdminModeEnded, AnswerLost, ApiRefused, AppError, Outcome
from tse_companion.services import clients
from tse_companion.services.admin_mode import AdminMode, admin_mode
from tse_companion.services.clients import Counts, How, TillList
from tse_companion.services.desk import Session

SERIAL = "KASSE-2"


@pytest.fixture
async def mode(session: Session, tss_id: str) -> AdminMode:
    """Admin mode of a TSS with the till KASSE-1, open."""
    session.site = replace(session.site, tss_id=tss_id)
    made = admin_mode(session)
    await made.enter(PIN)
    return made


async def serials(session: Session) -> dict[str, str]:
    """Serial number and state of each till."""
    found = (await clients.load(session)).clients
    return {client.serial_number: client.state.value for client in found}


async def first(session: Session) -> Client:
    return (await clients.load(session)).clients[0]


# --- listing -----------------------------------------------------------------------------------


async def test_all_tills_and_how_many_more_there_may_be(world: World, mode: AdminMode) -> None:
    world.control.limits.registered_clients = 3
    await clients.register(mode, SERIAL)
    await clients.deregister(mode, await first(mode.session))
    found = await clients.load(mode.session)
    assert await serials(mode.session) == {"KASSE-1": "DEREGISTERED", SERIAL: "REGISTERED"}
    assert (found.registered, found.room) == (1, 2)
    # None is open at the whole TSS, so none is at any till: nothing more is asked.
    assert [till.open_transactions for till in found.tills] == [0, 0]
    assert [till.last_activity for till in found.tills] == [None, None]
    assert world.sent("listTransactions") == 0


async def test_before_the_tss_counts_the_list_is_counted(mode: AdminMode) -> None:
    found = await clients.load(mode.session)
    uncounted = TillList(replace(found.tss, number_registered_clients=None), found.tills, 0.0)
    assert uncounted.registered == 1
    full = TillList(replace(found.tss, max_number_registered_clients=0), found.tills, 0.0)
    assert full.room == 0


async def test_open_transactions_of_each_till(world: World, mode: AdminMode) -> None:
    session = mode.session
    other = (await clients.register(mode, SERIAL)).client
    for number in range(3):
        tx_id = f"2c8d0e33-5a7b-4d69-9e15-63f2a10b8c{number:02}"
        await session.client.upsert_transaction(
            mode.tss_id, tx_id, tx_revision=1, state=TxState.ACTIVE, client_id=CLIENT_ID
        )
    found = await clients.load(session)
    assert {till.open_transactions for till in found.tills} == {None}
    counted = found.counted(Counts({CLIENT_ID: 3}, {CLIENT_ID: 1_790_000_000}))
    by_id = {till.key: till for till in counted.tills}
    assert (by_id[CLIENT_ID].open_transactions, by_id[CLIENT_ID].last_activity) == (
        3,
        1_790_000_000,
    )
    assert (by_id[other.id].open_transactions, by_id[other.id].last_activity) == (0, None)
    assert await clients.count_open(session, CLIENT_ID) == 3
    assert await clients.count_open(session, other.id) == 0


# --- registering -------------------------------------------------------------------------------


async def test_registered_with_its_id_in_the_journal_first(mode: AdminMode) -> None:
    done = await clients.register(mode, SERIAL, metadata={"place": "Theke"})
    assert done.how is How.NEW
    assert done.client.metadata == {"place": "Theke"}
    entry = (await entries(mode.session))[-1]
    assert (entry.operation, entry.outcome) == ("createClient", "done")
    assert (entry.target_id, entry.note) == (done.client.id, SERIAL)


async def test_a_lost_answer_is_repeated_identically(world: World, mode: AdminMode) -> None:
    world.control.fault("createClient", "lost_after")
    done = await clients.register(mode, SERIAL)
    assert done.how is How.NEW
    paths = [r.path for r in world.control.requests if r.operation == "createClient"]
    assert len(paths) == 3 and paths[-1] == paths[-2]  # the first one made KASSE-1
    assert await serials(mode.session) == {"KASSE-1": "REGISTERED", SERIAL: "REGISTERED"}


async def test_answers_that_stay_lost_are_read_back(world: World, mode: AdminMode) -> None:
    world.control.fault("createClient", "lost_after", times=None)
    done = await clients.register(mode, SERIAL)
    assert done.client.serial_number == SERIAL
    assert (await written(mode.session))[-1] == ("createClient", "done")


async def interrupted(world: World, mode: AdminMode, kind: str) -> str:
    """An attempt whose end nobody knows; the id it chose."""
    world.control.fault("createClient", kind, times=None)
    world.control.fault("retrieveClient", "lost_before", times=None)
    with pytest.raises(AnswerLost) as caught:
        await clients.register(mode, SERIAL)
    assert caught.value.outcome is Outcome.UNKNOWN
    world.control.clear()
    entry = (await entries(mode.session))[-1]
    assert entry.outcome == "unknown" and entry.target_id is not None
    return entry.target_id


@pytest.mark.parametrize(("kind", "how"), [("lost_after", How.ALREADY), ("lost_before", How.NEW)])
async def test_an_attempt_that_was_cut_off_is_gone_on_with_by_its_id(
    world: World, mode: AdminMode, kind: str, how: How
) -> None:
    chosen = await interrupted(world, mode, kind)
    done = await clients.register(mode, SERIAL)
    assert (done.client.id, done.how) == (chosen, how)
    assert len((await clients.load(mode.session)).tills) == 2
    # Looking at the list settles what the first attempt left open.
    assert await mode.session.desk.journal.unfinished(mode.tss_id) == ()


async def test_one_that_was_cut_off_and_deregistered_since_is_registered_again(
    world: World, mode: AdminMode
) -> None:
    chosen = await interrupted(world, mode, "lost_after")
    await mode.session.client.update_client(mode.tss_id, chosen, ClientState.DEREGISTERED)
    done = await clients.register(mode, SERIAL, metadata={"place": "Theke"})
    assert (done.client.id, done.how) == (chosen, How.AGAIN)
    assert done.client.state is ClientState.REGISTERED
    assert done.client.metadata == {"place": "Theke"}


async def test_one_under_way_is_not_settled_by_looking(
    world: World, mode: AdminMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = mode.session.client
    gate = Gate()
    create = client.create_client

    async def answered_late(*args: object, **kwargs: object) -> object:
        made = await create(*args, **kwargs)  # type: ignore[arg-type]
        gate.entered.set()
        await gate._opened.wait()
        return made

    monkeypatch.setattr(client, "create_client", answered_late)
    task = asyncio.ensure_future(clients.register(mode, SERIAL))
    await gate.entered.wait()
    assert len((await clients.load(mode.session)).tills) == 2
    assert (await entries(mode.session))[-1].outcome is None
    gate.open()
    await task
    assert (await entries(mode.session))[-1].outcome == "done"


async def test_a_till_that_somebody_else_registered_meanwhile(mode: AdminMode) -> None:
    done = await clients.register(mode, "KASSE-1")
    assert (done.client.id, done.how) == (CLIENT_ID, How.ALREADY)


async def test_a_till_that_is_deregistered_comes_back(mode: AdminMode) -> None:
    await clients.deregister(mode, await first(mode.session))
    done = await clients.register(mode, "KASSE-1")
    assert (done.client.id, done.how) == (CLIENT_ID, How.AGAIN)
    assert await serials(mode.session) == {"KASSE-1": "REGISTERED"}


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("E_CLIENT_CONFLICT", 409),
        ("E_ILLEGAL_CLIENT_SERIAL", 400),
        ("E_CLIENT_LIMIT_REACHED", 403),
        ("E_TSS_DISABLED", 400),
        ("E_TSS_DEFECTIVE", 423),
        ("E_TSS_DELETED", 423),
        ("E_CERTIFICATE_EXPIRED", 423),
        ("E_ACCESS_DENIED", 403),
    ],
)
async def test_refusals_change_nothing_and_are_told(
    world: World, mode: AdminMode, code: str, status: int
) -> None:
    world.control.fault("createClient", "status", code=code, status=status)
    with pytest.raises(ApiRefused) as caught:
        await clients.register(mode, SERIAL)
    assert (caught.value.code, caught.value.outcome) == (code, Outcome.NOT_DONE)
    assert (await written(mode.session))[-1] == ("createClient", "not_done")
    assert await serials(mode.session) == {"KASSE-1": "REGISTERED"}


async def test_the_limit_of_the_tss(world: World, mode: AdminMode) -> None:
    world.control.limits.registered_clients = 1
    with pytest.raises(ApiRefused) as caught:
        await clients.register(mode, SERIAL)
    assert caught.value.code == "E_CLIENT_LIMIT_REACHED"


@pytest.mark.parametrize("state", [TssState.DEFECTIVE, TssState.DELETED, TssState.EVICTED])
async def test_a_tss_that_is_gone(world: World, mode: AdminMode, state: TssState) -> None:
    world.control.put_state(mode.tss_id, state)
    till = await first(mode.session)
    with pytest.raises(ApiRefused) as caught:
        await clients.register(mode, SERIAL)
    assert caught.value.status == 423
    with pytest.raises(ApiRefused) as caught:
        await clients.deregister(mode, till)
    assert caught.value.status == 423


async def test_without_admin_mode_nothing_is_asked(world: World, mode: AdminMode) -> None:
    await mode.leave()
    before = world.sent("createClient")
    with pytest.raises(AdminModeEnded):
        await clients.register(mode, SERIAL)
    assert world.sent("createClient") == before


async def test_a_caller_that_leaves_does_not_stop_it(
    mode: AdminMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, client = Gate(), mode.session.client
    monkeypatch.setattr(client, "create_client", gate.before(client.create_client))
    async with cancelled_at(gate, clients.register(mode, SERIAL)):
        pass
    await mode.session.desk.writes.finish()
    assert SERIAL in await serials(mode.session)


# --- deregistering -----------------------------------------------------------------------------


async def test_out_of_use_and_back(mode: AdminMode) -> None:
    till = await first(mode.session)
    off = await clients.deregister(mode, till)
    assert off.state is ClientState.DEREGISTERED
    assert (await clients.register_again(mode, off)).state is ClientState.REGISTERED
    done = [e for e in await entries(mode.session) if e.operation == "updateClient"]
    assert [(e.target_id, e.note, e.outcome) for e in done] == [(CLIENT_ID, "KASSE-1", "done")] * 2
    assert [e.target_state for e in done] == ["DEREGISTERED", "REGISTERED"]


async def test_a_deregistration_whose_answers_are_lost_is_read_back(
    world: World, mode: AdminMode
) -> None:
    till = await first(mode.session)
    world.control.fault("updateClient", "lost_after", times=None)
    assert (await clients.deregister(mode, till)).state is ClientState.DEREGISTERED
    world.control.clear()
    world.control.fault("updateClient", "lost_before", times=None)
    with pytest.raises(AppError) as caught:
        await clients.register_again(mode, till)
    assert caught.value.outcome is Outcome.UNKNOWN
    assert await serials(mode.session) == {"KASSE-1": "DEREGISTERED"}


async def test_a_till_that_is_not_there(mode: AdminMode) -> None:
    stranger = replace(await first(mode.session), id=CLIENT_ID.replace("1b", "2b"))
    with pytest.raises(ApiRefused) as caught:
        await clients.deregister(mode, stranger)
    assert caught.value.code == "E_CLIENT_NOT_FOUND"


async def test_no_room_for_one_that_comes_back(world: World, mode: AdminMode) -> None:
    till = await clients.deregister(mode, await first(mode.session))
    await clients.register(mode, SERIAL)
    world.control.limits.registered_clients = 1
    with pytest.raises(ApiRefused) as caught:
        await clients.register_again(mode, till)
    assert caught.value.code == "E_CLIENT_LIMIT_REACHED"
