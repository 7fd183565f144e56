from __future__ import annotations

import asyncio
import os
import subprocess
import sys

import httpx
import pytest

from api import fakes
from api.calls import CALLS, OPERATIONS, PIN_CALLS, WRITES, answering
from api.fakes import CLIENT_ID, TSS_ID, TX_ID, Bench, Seen, bench, refusal, reply, turns
from tse_companion.domain.models import (
    Account,
    ClientState,
    Env,
    ExportState,
    Page,
    TssState,
    TxState,
)
from tse_companion.errors import AnswerUnreadable, ApiRefused, AppError, Outcome


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


async def test_metadata_and_exports_are_domain_objects() -> None:
    on = bench()
    on.service.script = [
        reply({"shop": "Mitte", "odd": 7}),
        reply(fakes.page("EXPORT_LIST", [fakes.export(), fakes.export(state="NEW")])),
        reply(fakes.export(state="ERROR", time_error=7, exception="E_TOO_MANY_RECORDS")),
        reply(fakes.export(state="WORKING", time_start=5, estimated_time_of_completion=9)),
    ]
    assert await on.client.update_tss_metadata(TSS_ID, {"shop": "Mitte"}) == {"shop": "Mitte"}
    done, odd = (await on.client.list_exports(TSS_ID)).data
    assert (done.state, done.time_end) == (ExportState.COMPLETED, 1_700_000_360)
    assert odd.state is ExportState.UNKNOWN
    failed = await on.client.retrieve_export(TSS_ID, TX_ID)
    assert (failed.time_error, failed.exception) == (7, "E_TOO_MANY_RECORDS")
    working = await on.client.retrieve_export(TSS_ID, TX_ID)
    assert (working.time_start, working.estimated_time_of_completion) == (5, 9)


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


# A map of metadata has no members of its own that could be missing.
NAMED = [n for n in OPERATIONS if n not in (*PIN_CALLS, "logoutAdmin") and "Metadata" not in n]


@pytest.mark.parametrize("name", NAMED)
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


@pytest.mark.parametrize("name", [n for n in OPERATIONS if "_id" in (OPERATIONS[n][4] or ())])
async def test_an_answer_about_something_else_is_not_taken(name: str) -> None:
    on = bench()
    other = "99999999-9999-4999-8999-999999999999"
    on.service.default = lambda _: reply({**OPERATIONS[name][4], "_id": other, "number": 8})
    with pytest.raises(AnswerUnreadable) as caught:
        await CALLS[name](on.client)
    assert caught.value.facts["field"] == "_id"


async def test_a_till_that_stayed_as_it_was_has_not_been_changed() -> None:
    on = bench()
    on.service.default = lambda _: reply(fakes.client(state="REGISTERED"))
    with pytest.raises(AnswerUnreadable) as caught:
        await CALLS["updateClient"](on.client)
    assert (caught.value.facts["field"], caught.value.outcome) == ("state", Outcome.UNKNOWN)


async def test_ids_may_differ_in_case() -> None:
    on = bench()
    on.service.default = lambda _: reply(fakes.tss())
    assert (await on.client.retrieve_tss(TSS_ID.upper())).id == TSS_ID


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
