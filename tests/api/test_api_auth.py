from __future__ import annotations

import asyncio

import pytest

from api.fakes import NOW, turns
from tse_companion.api.auth import FRESH, MARGIN, TokenKeeper
from tse_companion.api.wire import Grant
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import Account, Env
from tse_companion.errors import ApiRefused, NoConnection, Outcome


class Login:
    """A login that waits until the test lets it end."""

    def __init__(self) -> None:
        self.now = NOW
        self.count = 0
        self.expires_at: int | None = int(NOW) + 86_400
        self.expires_in: int | None = None
        self.failure: Exception | None = None
        self.gate: asyncio.Event | None = None
        self.begun = asyncio.Event()

    async def __call__(self) -> Grant:
        self.count += 1
        self.begun.set()
        if self.gate is not None:
            await self.gate.wait()
        if self.failure is not None:
            raise self.failure
        account = Account(Env.TEST, f"org-{self.count}")
        return Grant(Secret(f"token-{self.count}"), account, self.expires_at, self.expires_in)

    def keeper(self) -> TokenKeeper:
        return TokenKeeper(self, server_now=lambda: self.now)


async def test_one_token_serves_until_shortly_before_its_end() -> None:
    login = Login()
    keeper = login.keeper()
    first = await keeper.current()
    login.now += 86_400 - MARGIN - 1
    assert await keeper.current() is first
    login.now += 1
    assert (await keeper.current()).reveal() == "token-2"


async def test_twenty_who_wait_share_one_login() -> None:
    login = Login()
    keeper = login.keeper()
    login.gate = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        waiting = [group.create_task(keeper.current()) for _ in range(20)]
        await login.begun.wait()
        login.gate.set()
    assert login.count == 1
    assert {token.result().reveal() for token in waiting} == {"token-1"}


async def test_twenty_who_wait_share_one_failure() -> None:
    login = Login()
    keeper = login.keeper()
    login.gate = asyncio.Event()
    login.failure = ApiRefused(status=401, api_code=None, operation="authenticateApi")

    async def ask() -> str:
        with pytest.raises(ApiRefused) as caught:
            await keeper.current()
        return caught.value.code

    async with asyncio.TaskGroup() as group:
        waiting = [group.create_task(ask()) for _ in range(20)]
        await login.begun.wait()
        login.gate.set()
    assert login.count == 1
    assert {code.result() for code in waiting} == {"http_401"}

    login.failure = None
    assert (await keeper.current()).reveal() == "token-2"


async def test_one_who_leaves_does_not_take_the_login_away_from_the_others() -> None:
    login = Login()
    keeper = login.keeper()
    login.gate = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        leaving = group.create_task(keeper.current())
        await login.begun.wait()
        staying = [group.create_task(keeper.current()) for _ in range(3)]
        await turns(1)
        leaving.cancel()
        login.gate.set()
    assert login.count == 2
    assert {token.result().reveal() for token in staying} == {"token-2"}


async def test_a_doubted_token_is_replaced_once() -> None:
    login = Login()
    keeper = login.keeper()
    old = await keeper.current()
    keeper.doubt(old)
    new = await keeper.current()
    keeper.doubt(old)  # a late answer to a request with the old one
    assert await keeper.current() is new
    assert login.count == 2


async def test_a_pin_request_gets_a_token_of_the_last_ten_minutes() -> None:
    login = Login()
    keeper = login.keeper()
    first = await keeper.current()
    login.now += FRESH
    assert await keeper.current(fresh=True) is first
    login.now += 1
    assert await keeper.current() is first
    assert (await keeper.current(fresh=True)).reveal() == "token-2"
    login.now -= 1  # the Date header counts whole seconds, so our idea of now may step back
    assert (await keeper.current(fresh=True)).reveal() == "token-2"
    login.now -= 3600  # the clock was set back: the age says nothing any more
    assert (await keeper.current(fresh=True)).reveal() == "token-3"


async def test_a_session_that_is_nearly_over_is_used_for_half_its_rest() -> None:
    login = Login()
    login.expires_at = int(NOW) + 20
    keeper = login.keeper()
    first = await keeper.current()
    login.now += 9
    assert await keeper.current() is first
    login.now += 1
    assert await keeper.current() is not first


@pytest.mark.parametrize(
    ("expires_at", "expires_in", "holds"),
    [
        (None, None, 10_000_000),
        (None, 1000, 1000 - MARGIN - 1),
        (int(NOW) - 5, None, 10_000_000),  # a clock is wrong: the 401 will tell
        (int(NOW) - 5, 1000, 1000 - MARGIN - 1),
    ],
)
async def test_an_end_that_is_missing_or_impossible(
    expires_at: int | None, expires_in: int | None, holds: float
) -> None:
    login = Login()
    login.expires_at, login.expires_in = expires_at, expires_in
    keeper = login.keeper()
    first = await keeper.current()
    login.now += holds
    assert await keeper.current() is first
    if expires_in is not None:
        login.now += 1
        assert await keeper.current() is not first


async def test_the_account_is_known_after_a_login_and_stays() -> None:
    login = Login()
    keeper = login.keeper()
    accounts = [keeper.account, await keeper.log_in()]
    assert accounts == [None, Account(Env.TEST, "org-1")]
    assert await keeper.log_in() == Account(Env.TEST, "org-2")
    login.failure = NoConnection()
    with pytest.raises(NoConnection) as caught:
        await keeper.log_in()
    assert caught.value.outcome is Outcome.NOT_DONE
    assert keeper.account == Account(Env.TEST, "org-2")
    assert (await keeper.current()).reveal() == "token-2"
