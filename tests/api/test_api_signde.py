from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from api import fakes
from api.fakes import CLIENT_ID, NOW, TSS_ID, TX_ID, Bench, Seen, bench, lost, refusal, reply, turns
from tse_companion.api.signde import PAGE, SignDeClient
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import (
    Account,
    ClientState,
    Env,
    Page,
    TssState,
    TxState,
)
from tse_companion.errors import AnswerLost, AnswerUnreadable, ApiRefused, AppError, Outcome

Call = Callable[[SignDeClient], Awaitable[Any]]

TSS = f"/tss/{TSS_ID}"
PAGING = "&order=asc&limit=100&offset=0&show_deleted="

# Each operation: how it is called, what must arrive, what comes back.
OPERATIONS: dict[str, tuple[Call, str, str, Any, Any]] = {
    "createTss": (lambda c: c.create_tss(TSS_ID), f"PUT {TSS}", "", {}, fakes.tss(admin_puk="p")),
    "createTss with metadata": (
        lambda c: c.create_tss(TSS_ID, metadata={"a": "b"}),
        f"PUT {TSS}",
        "",
        {"metadata": {"a": "b"}},
        fakes.tss(admin_puk="p"),
    ),
    "retrieveTss": (lambda c: c.retrieve_tss(TSS_ID), f"GET {TSS}", "", None, fakes.tss()),
    "listTss": (
        lambda c: c.list_tss(),
        "GET /tss",
        f"order_by=time_creation{PAGING}false",
        None,
        fakes.page("TSS_LIST", [fakes.tss()]),
    ),
    "listTss by state": (
        lambda c: c.list_tss(
            states=(TssState.CREATED, TssState.INITIALIZED),
            order_by="state",
            order="desc",
            limit=5,
            offset=10,
            show_deleted=True,
        ),
        "GET /tss",
        "states[0]=CREATED&states[1]=INITIALIZED&order_by=state&order=desc&limit=5&offset=10"
        "&show_deleted=true",
        None,
        fakes.page("TSS_LIST", []),
    ),
    "updateTss": (
        lambda c: c.update_tss(TSS_ID, TssState.INITIALIZED, description="Laden"),
        f"PATCH {TSS}",
        "",
        {"state": "INITIALIZED", "description": "Laden"},
        fakes.tss(),
    ),
    "updateTss to deploy": (
        lambda c: c.update_tss(TSS_ID, TssState.UNINITIALIZED),
        f"PATCH {TSS}",
        "",
        {"state": "UNINITIALIZED"},
        fakes.tss(state="UNINITIALIZED"),
    ),
    "changeAdminPin": (
        lambda c: c.change_admin_pin(TSS_ID, Secret(fakes.PUK), Secret(fakes.PIN)),
        f"PATCH {TSS}/admin",
        "",
        {"admin_puk": fakes.PUK, "new_admin_pin": fakes.PIN},
        None,
    ),
    "authenticateAdmin": (
        lambda c: c.authenticate_admin(TSS_ID, Secret(fakes.PIN)),
        f"POST {TSS}/admin/auth",
        "",
        {"admin_pin": fakes.PIN},
        None,
    ),
    "logoutAdmin": (
        lambda c: c.logout_admin(TSS_ID),
        f"POST {TSS}/admin/logout",
        "",
        {},
        None,
    ),
    "createClient": (
        lambda c: c.create_client(TSS_ID, CLIENT_ID, "Kasse 1"),
        f"PUT {TSS}/client/{CLIENT_ID}",
        "",
        {"serial_number": "Kasse 1"},
        fakes.client(),
    ),
    "retrieveClient": (
        lambda c: c.retrieve_client(TSS_ID, CLIENT_ID),
        f"GET {TSS}/client/{CLIENT_ID}",
        "",
        None,
        fakes.client(),
    ),
    "updateClient": (
        lambda c: c.update_client(TSS_ID, CLIENT_ID, ClientState.DEREGISTERED),
        f"PATCH {TSS}/client/{CLIENT_ID}",
        "",
        {"state": "DEREGISTERED"},
        fakes.client(state="DEREGISTERED", time_update=5),
    ),
    "listClients": (
        lambda c: c.list_clients(
            TSS_ID, state=ClientState.REGISTERED, serial_number="Kasse 1 & Café"
        ),
        f"GET {TSS}/client",
        f"state=REGISTERED&serial_number=Kasse 1 & Café&order_by=serial_number{PAGING}true",
        None,
        fakes.page("CLIENT_LIST", [fakes.client()]),
    ),
    "start": (
        lambda c: c.upsert_transaction(
            TSS_ID, TX_ID, tx_revision=1, state=TxState.ACTIVE, client_id=CLIENT_ID
        ),
        f"PUT {TSS}/tx/{TX_ID}",
        "tx_revision=1",
        {"state": "ACTIVE", "client_id": CLIENT_ID},
        fakes.transaction(),
    ),
    "finish": (
        lambda c: c.upsert_transaction(
            TSS_ID,
            TX_ID,
            tx_revision=2,
            state=TxState.FINISHED,
            client_id=CLIENT_ID,
            schema={"raw": {"process_type": "x", "process_data": "QQ=="}},
            metadata={"n": "1"},
        ),
        f"PUT {TSS}/tx/{TX_ID}",
        "tx_revision=2",
        {
            "state": "FINISHED",
            "client_id": CLIENT_ID,
            "schema": {"raw": {"process_type": "x", "process_data": "QQ=="}},
            "metadata": {"n": "1"},
        },
        fakes.transaction(state="FINISHED"),
    ),
    "retrieveTransaction": (
        lambda c: c.retrieve_transaction(TSS_ID, TX_ID),
        f"GET {TSS}/tx/{TX_ID}",
        "",
        None,
        fakes.transaction(),
    ),
    "retrieveTransaction by number": (
        lambda c: c.retrieve_transaction(TSS_ID, 7, tx_revision=1),
        f"GET {TSS}/tx/7",
        "tx_revision=1",
        None,
        fakes.transaction(),
    ),
    "listTransactions": (
        lambda c: c.list_transactions(TSS_ID, states=[TxState.ACTIVE]),
        f"GET {TSS}/tx",
        f"states[0]=ACTIVE&order_by=number{PAGING}true",
        None,
        fakes.page("TRANSACTION_LIST", [fakes.transaction()]),
    ),
}

CALLS = {name: entry[0] for name, entry in OPERATIONS.items()}
WRITES = {n: c for n, c in CALLS.items() if not n.startswith(("list", "retrieve"))}
PIN_CALLS = ("changeAdminPin", "authenticateAdmin")


def answering(name: str) -> httpx.Response:
    answer = OPERATIONS[name][4]
    return httpx.Response(200) if answer is None else reply(answer)


@pytest.mark.parametrize("name", OPERATIONS)
async def test_each_operation_sends_what_the_contract_says(name: str) -> None:
    call, expected, query, body, _ = OPERATIONS[name]
    on = bench()
    on.service.default = lambda _: answering(name)
    await call(on.client)
    (seen,) = on.service.asked
    assert seen.call == expected
    assert "&".join(f"{k}={v}" for k, v in seen.query) == query
    assert seen.body == body
    assert seen.headers["authorization"] == f"Bearer {fakes.TOKEN}-1"
    assert seen.headers["accept"] == "application/json"
    assert seen.headers["user-agent"].startswith("tse-companion/")
    assert ("content-type" in seen.headers) == (body is not None)


async def test_the_login_sends_key_and_secret_and_no_token() -> None:
    on = bench()
    accounts = [on.client.account, await on.client.authenticate(), on.client.account]
    assert accounts == [None, Account(Env.TEST, "org-1"), Account(Env.TEST, "org-1")]
    (seen,) = on.service.seen
    assert seen.call == "POST /auth"
    assert seen.body == {"api_key": fakes.API_KEY, "api_secret": fakes.API_SECRET}
    assert "authorization" not in seen.headers
    await on.client.authenticate()
    assert on.service.logins == 2


async def test_a_wrong_key_is_reported_as_the_logins_failure() -> None:
    on = bench()
    on.service.login = lambda _: refusal(401)
    with pytest.raises(ApiRefused) as caught:
        await on.client.retrieve_tss(TSS_ID)
    assert (caught.value.operation, caught.value.code) == ("authenticateApi", "http_401")
    assert on.service.calls == []


async def test_results_are_domain_objects() -> None:
    on = bench()
    on.service.script = [
        reply(fakes.tss(admin_puk=fakes.PUK, state="CREATED")),
        reply(fakes.page("TSS_LIST", [fakes.tss()], count=9)),
        reply(fakes.client()),
        reply(fakes.transaction()),
    ]
    created = await on.client.create_tss(TSS_ID)
    assert created.tss.state is TssState.CREATED
    assert created.admin_puk.reveal() == fakes.PUK
    found = await on.client.list_tss()
    assert isinstance(found, Page)
    assert (found.count, found.env, found.data[0].id) == (9, Env.TEST, TSS_ID)
    client = await on.client.create_client(TSS_ID, CLIENT_ID, "Kasse 1")
    assert client.state is ClientState.REGISTERED
    started = await on.client.upsert_transaction(
        TSS_ID, TX_ID, tx_revision=1, state=TxState.ACTIVE, client_id=CLIENT_ID
    )
    assert (started.number, started.signature.counter) == (7, 32)


@pytest.mark.parametrize("name", [n for n in OPERATIONS if n not in (*PIN_CALLS, "logoutAdmin")])
async def test_an_unreadable_answer_names_the_member_and_its_outcome(name: str) -> None:
    on = bench()
    on.service.default = lambda _: reply({"data": [{}]}, headers={"request-id": "svc-9"})
    with pytest.raises(AnswerUnreadable) as caught:
        await CALLS[name](on.client)
    error = caught.value
    assert error.facts["field"]
    assert error.request_id == "svc-9"
    assert error.outcome is (Outcome.UNKNOWN if name in WRITES else Outcome.NOT_DONE)
    assert error.__cause__ is None and error.__context__ is None


@pytest.mark.parametrize("name", [n for n in OPERATIONS if OPERATIONS[n][4] and "list" not in n])
async def test_an_answer_about_something_else_is_not_taken(name: str) -> None:
    on = bench()
    other = "99999999-9999-4999-8999-999999999999"
    on.service.default = lambda _: reply({**OPERATIONS[name][4], "_id": other, "number": 8})
    with pytest.raises(AnswerUnreadable) as caught:
        await CALLS[name](on.client)
    assert caught.value.facts["field"] == "_id"


async def test_ids_may_differ_in_case() -> None:
    on = bench()
    on.service.default = lambda _: reply(fakes.tss())
    assert (await on.client.retrieve_tss(TSS_ID.upper())).id == TSS_ID


# --- tokens ------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [None, "E_UNAUTHORIZED", "E_SOMETHING_NEW"])
@pytest.mark.parametrize("name", [n for n in OPERATIONS if n not in PIN_CALLS])
async def test_a_refused_token_is_renewed_and_the_request_replayed_once(
    name: str, code: str | None
) -> None:
    on = bench()
    on.service.script = [refusal(401, code), answering(name)]
    await CALLS[name](on.client)
    first, second = on.service.asked
    assert first.headers["authorization"] == f"Bearer {fakes.TOKEN}-1"
    assert second.headers["authorization"] == f"Bearer {fakes.TOKEN}-2"
    assert (first.call, first.query, first.content) == (second.call, second.query, second.content)
    assert on.clock.pauses == []


async def test_a_token_refused_twice_is_the_end() -> None:
    on = bench()
    on.service.default = lambda _: refusal(401, "E_UNAUTHORIZED")
    with pytest.raises(ApiRefused) as caught:
        await on.client.create_client(TSS_ID, CLIENT_ID, "Kasse 1")
    assert caught.value.code == "E_UNAUTHORIZED"
    assert caught.value.outcome is Outcome.NOT_DONE
    assert (len(on.service.asked), on.service.logins) == (2, 2)


@pytest.mark.parametrize("name", OPERATIONS)
async def test_a_refused_pin_renews_no_token(name: str) -> None:
    on = bench()
    on.service.default = lambda _: refusal(401, "E_ADMIN_LOGIN_FAILED")
    with pytest.raises(ApiRefused) as caught:
        await CALLS[name](on.client)
    assert caught.value.code == "E_ADMIN_LOGIN_FAILED"
    assert (len(on.service.asked), on.service.logins) == (1, 1)
    on.service.default = lambda _: reply(fakes.tss())
    await on.client.retrieve_tss(TSS_ID)
    assert on.service.logins == 1


@pytest.mark.parametrize("name", PIN_CALLS)
async def test_after_an_ambiguous_401_the_next_pin_request_has_a_new_token(name: str) -> None:
    on = bench()
    on.service.script = [refusal(401, "E_UNAUTHORIZED")]
    with pytest.raises(ApiRefused):
        await CALLS[name](on.client)
    assert on.service.logins == 1
    await CALLS[name](on.client)
    assert on.service.logins == 2
    assert on.service.asked[1].headers["authorization"] == f"Bearer {fakes.TOKEN}-2"


@pytest.mark.parametrize("name", PIN_CALLS)
async def test_a_pin_request_renews_an_old_token_before_it_is_sent(name: str) -> None:
    on = bench()
    await on.client.authenticate()
    on.clock.now += 601
    await CALLS[name](on.client)
    assert on.service.logins == 2
    assert len(on.service.asked) == 1


async def test_twenty_refused_at_once_renew_the_token_once() -> None:
    on = bench()
    gate = asyncio.Event()

    async def refuse_the_first(seen: Seen) -> httpx.Response:
        if seen.headers["authorization"].endswith("-1"):
            if len(on.service.asked) == 20:
                gate.set()
            await gate.wait()
            return refusal(401)
        return reply(fakes.tss())

    on.service.default = refuse_the_first
    async with asyncio.TaskGroup() as group:
        for _ in range(20):
            group.create_task(on.client.retrieve_tss(TSS_ID))
    assert on.service.logins == 2
    assert len(on.service.asked) == 40


async def test_a_login_that_fails_after_a_lost_answer_leaves_the_outcome_unknown() -> None:
    on = bench()

    def cut_and_lock_out(_: Seen) -> Exception:
        on.service.login = lambda _: refusal(401)
        on.clock.now = NOW + 86_400
        return lost()

    on.service.default = cut_and_lock_out
    with pytest.raises(AnswerLost) as caught:
        await on.client.create_tss(TSS_ID)
    assert caught.value.outcome is Outcome.UNKNOWN
    assert len(on.service.asked) == 1


# --- one write at a time -------------------------------------------------------------------------


class Turnstile:
    """Lets requests in and says how many were inside at once."""

    def __init__(self, on: Bench, *, crowd: int = 1) -> None:
        self.inside = 0
        self.most = 0
        self.crowd = crowd  # so many must be inside for ``entered``
        self.gate = asyncio.Event()
        self.entered = asyncio.Event()
        on.service.default = self

    async def __call__(self, seen: Seen) -> httpx.Response:
        self.inside += 1
        self.most = max(self.most, self.inside)
        if self.inside == self.crowd:
            self.entered.set()
        try:
            await self.gate.wait()
        finally:
            self.inside -= 1
        return httpx.Response(200, json=fakes.tss(_id=seen.path.split("/")[2]))


async def test_writes_to_one_tss_wait_for_each_other() -> None:
    on = bench()
    await on.client.authenticate()
    turnstile = Turnstile(on)
    async with asyncio.TaskGroup() as group:
        for _ in range(5):
            group.create_task(on.client.update_tss(TSS_ID.upper(), TssState.INITIALIZED))
            group.create_task(on.client.logout_admin(TSS_ID))
        await turnstile.entered.wait()
        await turns(20)
        assert turnstile.inside == 1
        turnstile.gate.set()
    assert turnstile.most == 1
    assert len(on.service.asked) == 10


async def test_reads_and_other_tss_do_not_wait() -> None:
    on = bench()
    await on.client.authenticate()
    turnstile = Turnstile(on, crowd=3)
    other = "3d9e1f44-6b8c-4e7a-8f26-74a3b21c9d04"
    async with asyncio.TaskGroup() as group:
        group.create_task(on.client.logout_admin(TSS_ID))
        group.create_task(on.client.logout_admin(other))
        group.create_task(on.client.retrieve_tss(TSS_ID))
        await turnstile.entered.wait()
        turnstile.gate.set()
    assert turnstile.most == 3


async def test_a_cancelled_write_makes_way() -> None:
    on = bench()
    await on.client.authenticate()
    turnstile = Turnstile(on)
    async with asyncio.TaskGroup() as group:
        first = group.create_task(on.client.logout_admin(TSS_ID))
        await turnstile.entered.wait()
        waiting = group.create_task(on.client.logout_admin(TSS_ID))
        last = group.create_task(on.client.logout_admin(TSS_ID))
        await turns(1)
        waiting.cancel()
        first.cancel()
        turnstile.gate.set()
    assert first.cancelled() and waiting.cancelled() and not last.cancelled()
    assert len(on.service.asked) == 2


async def test_a_failed_write_makes_way() -> None:
    on = bench()
    on.service.script = [refusal(423, "E_TSS_DEFECTIVE")]
    with pytest.raises(AppError):
        await on.client.logout_admin(TSS_ID)
    await on.client.logout_admin(TSS_ID)


# --- whole lists -------------------------------------------------------------------------------


@pytest.mark.parametrize("total", [0, 1, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE])
async def test_whole_lists_are_fetched_page_by_page(total: int) -> None:
    on = bench()
    items = [fakes.client(_id=f"c{i}") for i in range(total)]

    def serve(seen: Seen) -> httpx.Response:
        query = dict(seen.query)
        start = int(query["offset"])
        return reply(fakes.page("L", items[start : start + int(query["limit"])], total))

    on.service.default = serve
    found = [c.id async for c in on.client.every_client(TSS_ID, state=ClientState.REGISTERED)]
    assert found == [f"c{i}" for i in range(total)]
    assert len(on.service.asked) == total // PAGE + 1
    assert dict(on.service.asked[0].query)["order_by"] == "time_creation"


async def test_a_list_that_repeats_itself_for_ever_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tse_companion.api.signde._LONGEST_LIST", 3)
    on = bench()
    on.service.default = lambda _: reply(fakes.page("L", [fakes.transaction()] * PAGE))
    found = [t async for t in on.client.every_transaction(TSS_ID, states=[TxState.ACTIVE])]
    assert len(found) == 3 * PAGE


async def test_all_tss() -> None:
    on = bench()
    on.service.default = lambda _: reply(fakes.page("L", [fakes.tss()]))
    assert [t.id async for t in on.client.every_tss(states=[TssState.CREATED])] == [TSS_ID]


# --- start-up ----------------------------------------------------------------------------------


def test_importing_the_client_imports_no_httpx() -> None:
    code = (
        "import sys, tse_companion.api.signde, tse_companion.api.transport as t\n"
        "t.open_transport('https://service.test/api/v2')\n"
        "print([m for m in ('httpx', 'httpcore', 'anyio', 'truststore', 'PySide6') "
        "if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
