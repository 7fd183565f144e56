from __future__ import annotations

import asyncio

import httpx
import pytest

from api import fakes
from api.calls import CALLS, OPERATIONS, PIN_CALLS, answering
from api.fakes import CLIENT_ID, NOW, TSS_ID, Seen, bench, lost, refusal, reply
from tse_companion.errors import AnswerLost, ApiRefused, Outcome


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
