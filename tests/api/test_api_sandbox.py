"""The client against the sandbox: in memory, and through a real socket."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from api import fakes
from api.shop import PIN, RECEIPT, Shop, opened
from tse_companion.api.signde import SignDeClient
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import (
    ClientState,
    Env,
    TssState,
    TxState,
)
from tse_companion.errors import AnswerLost, ApiRefused, AppError, NoConnection, Outcome


@pytest.fixture(params=["memory", "socket"])
async def shop(request: pytest.FixtureRequest) -> AsyncIterator[Shop]:
    async with opened(request.param) as shop:
        yield shop


async def test_every_operation_of_the_main_job(shop: Shop) -> None:
    client, tss_id = shop.client, shop.tss_id
    account = await client.authenticate()
    assert account.env is Env.TEST

    created = await shop.create()
    assert created.tss.state is TssState.CREATED
    again = await client.create_tss(tss_id)
    assert again.admin_puk.same_as(created.admin_puk)

    deployed = await client.update_tss(tss_id, TssState.UNINITIALIZED)
    assert deployed.state is TssState.UNINITIALIZED
    await client.change_admin_pin(tss_id, created.admin_puk, PIN)
    await client.authenticate_admin(tss_id, PIN)
    ready = await client.update_tss(tss_id, TssState.INITIALIZED, description="Laden 1")
    assert (ready.state, ready.description) == (TssState.INITIALIZED, "Laden 1")

    till = await client.create_client(tss_id, shop.client_id, "Kasse 1")
    assert till.state is ClientState.REGISTERED
    for state in (ClientState.DEREGISTERED, ClientState.REGISTERED):
        till = await client.update_client(tss_id, shop.client_id, state)
        assert till.state is state
    await client.logout_admin(tss_id)
    await client.logout_admin(tss_id)

    started = await shop.write(1, TxState.ACTIVE)
    assert (started.state, started.process_type) == (TxState.ACTIVE, None)
    open_ones = await client.list_transactions(tss_id, states=[TxState.ACTIVE])
    assert [t.id for t in open_ones.data] == [shop.tx_id]
    finished = await shop.write(2, TxState.FINISHED, RECEIPT)
    assert finished.process_type == "Kassenbeleg-V1"
    assert finished.qr_code_data is not None and finished.qr_code_data.startswith("V0;Kasse 1;")
    assert finished == await client.retrieve_transaction(tss_id, shop.tx_id)
    first = await client.retrieve_transaction(tss_id, started.number, tx_revision=1)
    assert first == replace(started, latest_revision=2)
    assert finished == await shop.write(2, TxState.FINISHED, RECEIPT)

    shown = await client.retrieve_tss(tss_id)
    assert (shown.number_registered_clients, shown.number_active_transactions) == (1, 0)
    assert shown.signature_counter == finished.signature.counter
    found = await client.list_tss(states=[TssState.INITIALIZED])
    assert [t.id for t in found.data] == [tss_id]
    assert (await client.list_tss(states=[TssState.DISABLED])).data == ()
    tills = await client.list_clients(tss_id, serial_number="Kasse 1")
    assert tills.data == (await client.retrieve_client(tss_id, shop.client_id),)

    labelled = await client.update_tss_metadata(tss_id, {"shop": "Mitte", "old": "x"})
    assert labelled == {"shop": "Mitte", "old": "x"}
    assert await client.update_tss_metadata(tss_id, {"old": ""}) == {"shop": "Mitte"}
    assert (await client.retrieve_tss(tss_id)).metadata == {"shop": "Mitte"}
    placed = await client.update_client_metadata(tss_id, shop.client_id, {"place": "Theke"})
    assert placed == (await client.retrieve_client(tss_id, shop.client_id)).metadata
    assert (await client.list_exports(tss_id)).data == ()

    assert client.account == account
    assert client.last_contact is not None
    assert shop.seen("authenticateApi") == 1
    assert shop.pauses == []


Step = Callable[[Shop], Awaitable[object]]


async def nothing(shop: Shop) -> None:
    await shop.client.authenticate()


async def deployed(shop: Shop) -> None:
    await shop.create()
    await shop.client.update_tss(shop.tss_id, TssState.UNINITIALIZED)


async def initialized(shop: Shop) -> None:
    await shop.open_admin()
    await shop.client.update_tss(shop.tss_id, TssState.INITIALIZED)


async def started(shop: Shop) -> None:
    await shop.set_up()
    await shop.write(1, TxState.ACTIVE)


# Every repeatable write: what comes before it, and the write.
WRITES: dict[str, tuple[str, Step, Step]] = {
    "create": ("createTss", nothing, lambda s: s.create()),
    "deploy": (
        "updateTss",
        Shop.create,
        lambda s: s.client.update_tss(s.tss_id, TssState.UNINITIALIZED),
    ),
    "initialize": (
        "updateTss",
        Shop.open_admin,
        lambda s: s.client.update_tss(s.tss_id, TssState.INITIALIZED, description="Laden"),
    ),
    "register": (
        "createClient",
        initialized,
        lambda s: s.client.create_client(s.tss_id, s.client_id, "Kasse 1"),
    ),
    "deregister": (
        "updateClient",
        Shop.set_up,
        lambda s: s.client.update_client(s.tss_id, s.client_id, ClientState.DEREGISTERED),
    ),
    "log out": ("logoutAdmin", Shop.open_admin, lambda s: s.client.logout_admin(s.tss_id)),
    "start": ("upsertTransaction", Shop.set_up, lambda s: s.write(1, TxState.ACTIVE)),
    "finish": ("upsertTransaction", started, lambda s: s.write(2, TxState.FINISHED, RECEIPT)),
    "cancel": ("upsertTransaction", started, lambda s: s.write(2, TxState.CANCELLED, RECEIPT)),
}


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("fault", ["lost_before", "lost_after"])
async def test_one_lost_answer_costs_one_repeat_and_nothing_else(
    shop: Shop, name: str, fault: str
) -> None:
    operation, prepare, write = WRITES[name]
    await prepare(shop)
    before = shop.seen(operation)
    shop.control.fault(operation, fault)
    await write(shop)
    assert shop.seen(operation) == before + 2
    assert shop.pauses == [0.5]
    async with opened("memory") as undisturbed:
        await prepare(undisturbed)
        await write(undisturbed)
        assert shop.signed() == undisturbed.signed()
    assert len(shop.control.tss_ids()) == 1


@pytest.mark.parametrize("name", WRITES)
async def test_three_lost_answers_leave_the_outcome_unknown(shop: Shop, name: str) -> None:
    operation, prepare, write = WRITES[name]
    await prepare(shop)
    shop.control.fault(operation, "lost_after", times=None)
    with pytest.raises(AnswerLost) as caught:
        await write(shop)
    assert caught.value.outcome is Outcome.UNKNOWN
    shop.control.clear()
    await write(shop)  # the same call again is safe


@pytest.mark.parametrize("name", WRITES)
async def test_a_dead_token_is_replaced_and_the_write_done_once(shop: Shop, name: str) -> None:
    operation, prepare, write = WRITES[name]
    await prepare(shop)
    before, logins = shop.seen(operation), shop.seen("authenticateApi")
    shop.control.fault(operation, "unauthorized")
    await write(shop)
    assert shop.seen(operation) == before + 2
    assert shop.seen("authenticateApi") == logins + 1


@pytest.mark.parametrize("name", WRITES)
async def test_a_refusal_that_passes_is_waited_for(shop: Shop, name: str) -> None:
    operation, prepare, write = WRITES[name]
    await prepare(shop)
    shop.control.fault(operation, "status", status=503, code="E_TSS_LOCKED", retry_after=9)
    shop.control.fault(operation, "status", status=429, nth=2, retry_after=4)
    await write(shop)
    assert shop.pauses == [9, 4]


async def set_pin(shop: Shop) -> None:
    await shop.client.change_admin_pin(shop.tss_id, shop.puk, PIN)


async def log_in(shop: Shop) -> None:
    await shop.client.authenticate_admin(shop.tss_id, PIN)


async def pin_set(shop: Shop) -> None:
    await deployed(shop)
    await set_pin(shop)


PIN_WRITES: dict[str, tuple[Step, Step]] = {
    "changeAdminPin": (deployed, set_pin),
    "authenticateAdmin": (pin_set, log_in),
}


@pytest.mark.parametrize("operation", PIN_WRITES)
@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ({"kind": "lost_before"}, Outcome.UNKNOWN),
        ({"kind": "lost_after"}, Outcome.UNKNOWN),
        ({"kind": "status", "status": 500}, Outcome.UNKNOWN),
        ({"kind": "status", "status": 502, "after": True}, Outcome.UNKNOWN),
        ({"kind": "status", "status": 503, "retry_after": 1}, Outcome.UNKNOWN),
        ({"kind": "status", "code": "E_TSS_LOCKED", "retry_after": 1}, Outcome.NOT_DONE),
        ({"kind": "status", "status": 429, "retry_after": 1}, Outcome.NOT_DONE),
        ({"kind": "unauthorized"}, Outcome.NOT_DONE),
    ],
)
async def test_a_pin_request_is_never_sent_twice(
    shop: Shop, operation: str, fault: dict[str, Any], outcome: Outcome
) -> None:
    prepare, write = PIN_WRITES[operation]
    await prepare(shop)
    before = shop.seen(operation)
    shop.control.fault(operation, **fault)
    with pytest.raises(AppError) as caught:
        await write(shop)
    assert caught.value.outcome is outcome
    assert shop.seen(operation) == before + 1
    assert shop.pauses == []
    await write(shop)  # by the person's decision, and with a token that works


async def test_wrong_pins_and_puks_come_as_what_they_are(shop: Shop) -> None:
    await pin_set(shop)
    logins = shop.seen("authenticateApi")
    codes: list[str] = []
    for habit in ("E_ADMIN_LOGIN_FAILED", "E_UNAUTHORIZED"):
        shop.control.habits.wrong_pin = habit
        with pytest.raises(ApiRefused) as caught:
            await shop.client.authenticate_admin(shop.tss_id, Secret("wrong-one"))
        codes.append(caught.value.code)
    assert codes == ["E_ADMIN_LOGIN_FAILED", "E_UNAUTHORIZED"]
    assert shop.control.tss(shop.tss_id).failures == 2
    with pytest.raises(ApiRefused) as caught:
        await shop.client.change_admin_pin(shop.tss_id, Secret("0000000000"), PIN)
    assert caught.value.code == "E_CHANGE_ADMIN_PIN_FAILED"
    shop.control.block_pin(shop.tss_id)
    with pytest.raises(ApiRefused) as caught:
        await log_in(shop)
    assert caught.value.code == "E_ADMIN_PIN_BLOCKED"
    # Only the ambiguous refusal cost a new token.
    assert shop.seen("authenticateApi") == logins + 1
    await set_pin(shop)
    await log_in(shop)


@pytest.mark.parametrize("answer", ["nothing", "object"])
async def test_answers_without_content(shop: Shop, answer: Any) -> None:
    shop.control.habits.empty_answer = answer
    await shop.set_up()
    await shop.client.logout_admin(shop.tss_id)


@pytest.mark.parametrize("form", ["observed", "number", "string"])
async def test_counters_in_every_form(shop: Shop, form: Any) -> None:
    shop.control.habits.counter = form
    await shop.set_up()
    first = await shop.write(1, TxState.ACTIVE)
    assert first == await shop.write(1, TxState.ACTIVE)


async def test_refusals_of_the_service_keep_their_code_and_request_id(shop: Shop) -> None:
    nowhere = str(uuid.uuid4())
    cases: list[tuple[str, Awaitable[object]]] = [
        ("E_TSS_NOT_FOUND", shop.client.retrieve_tss(nowhere)),
        ("E_CLIENT_CONFLICT", shop.client.create_client(shop.tss_id, shop.client_id, "Kasse 2")),
        ("E_ILLEGAL_CLIENT_SERIAL", shop.client.create_client(shop.tss_id, nowhere, "Kasse_2")),
        ("E_TSS_CONFLICT", shop.client.create_tss(shop.tss_id)),
        ("E_CLIENT_NOT_FOUND", shop.client.retrieve_client(shop.tss_id, nowhere)),
        ("E_TX_NOT_FOUND", shop.client.retrieve_transaction(shop.tss_id, nowhere)),
        ("E_TX_UPSERT", shop.write(5, TxState.ACTIVE)),
        ("E_FAILED_SCHEMA_VALIDATION", shop.client.list_tss(limit=1000)),
    ]
    await shop.set_up()
    for code, call in cases:
        with pytest.raises(ApiRefused) as caught:
            await call
        assert (caught.value.code, caught.value.outcome) == (code, Outcome.NOT_DONE)
        assert uuid.UUID(caught.value.request_id)


async def test_the_quota_of_five(shop: Shop) -> None:
    shop.control.fill_tss_quota()
    with pytest.raises(ApiRefused) as caught:
        await shop.create()
    assert caught.value.code == "E_TSS_LIMIT_REACHED"


async def test_a_list_page_by_page(shop: Shop) -> None:
    await shop.set_up()
    for number in range(2, 6):
        await shop.client.create_client(shop.tss_id, str(uuid.uuid4()), f"Kasse {number}")
    found: list[str] = []
    for offset in (0, 2, 4):
        page = await shop.client.list_clients(shop.tss_id, limit=2, offset=offset)
        found += [client.serial_number for client in page.data]
        assert page.count == 5
    assert found == [f"Kasse {n}" for n in range(1, 6)]


async def test_the_tokens_end_is_judged_by_the_services_clock(shop: Shop) -> None:
    await shop.create()
    offset = shop.client.clock_offset
    assert offset is not None and abs(offset) > 86_400  # the sandbox lives in another year
    shop.control.clock.advance(86_400 - 70)
    await shop.client.retrieve_tss(shop.tss_id)
    assert shop.seen("authenticateApi") == 1
    shop.control.clock.advance(20)
    await shop.client.retrieve_tss(shop.tss_id)  # tells us the time
    await shop.client.retrieve_tss(shop.tss_id)
    assert shop.seen("authenticateApi") == 2
    assert all(request.status == 200 for request in shop.control.requests)


async def test_after_a_login_with_the_wrong_key(shop: Shop) -> None:
    stranger = SignDeClient(shop.client._transport, fakes.credentials())
    with pytest.raises(ApiRefused) as caught:
        await stranger.authenticate()
    assert (caught.value.status, caught.value.operation) == (401, "authenticateApi")
    assert shop.seen("authenticateApi") == 1


async def test_closing_ends_it(shop: Shop) -> None:
    await shop.create()
    await shop.client.aclose()
    with pytest.raises(NoConnection):
        await shop.client.retrieve_tss(shop.tss_id)
