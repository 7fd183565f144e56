"""Twenty lists a minute for each TSS: counted for all callers, waited for, never exceeded."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from api.fakes import TSS_ID, FakeClock
from tse_companion.api.budget import LIST_CALLS, Budgets, CallBudget
from tse_companion.api.signde import ApiCredentials, SignDeClient
from tse_companion.api.transport import HttpSettings, Transport
from tse_companion.domain.credentials import Secret
from tse_companion.errors import ApiRefused

EMPTY = {"data": [], "count": 0, "_env": "TEST"}
CREDENTIALS = ApiCredentials(Secret("key"), Secret("secret"))


class Service:
    """Remembers when each list was asked for, and answers as told."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.lists: list[float] = []
        self.answers: list[Callable[[], httpx.Response | Exception]] = []

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/auth"):
            return httpx.Response(200, json={"access_token": "token"})
        self.lists.append(self.clock.now)
        answer = self.answers.pop(0)() if self.answers else httpx.Response(200, json=EMPTY)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def client(self, budgets: Budgets) -> SignDeClient:
        http = HttpSettings(
            wall=lambda: self.clock.now, monotonic=lambda: self.clock.now, pause=self.clock.pause
        )
        inner = httpx.MockTransport(self)
        transport = Transport("http://service.test/api/v2", http=http, inner=inner)
        return SignDeClient(transport, CREDENTIALS, budgets=budgets)

    @property
    def most_in_a_minute(self) -> int:
        return max(sum(at <= other < at + 60 for other in self.lists) for at in self.lists)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def service(clock: FakeClock) -> Service:
    return Service(clock)


@pytest.fixture
def budgets(clock: FakeClock) -> Budgets:
    return Budgets(monotonic=lambda: clock.now, pause=clock.pause)


async def listed(client: SignDeClient, times: int, **more: Any) -> None:
    for _ in range(times):
        await client.list_transactions(TSS_ID, **more)


async def test_the_twenty_first_waits_and_tells(
    clock: FakeClock, service: Service, budgets: Budgets
) -> None:
    client, told = service.client(budgets), list[float]()
    budget = client.list_budget(TSS_ID)
    began = clock.now
    assert (budget.left, budget.wait) == (20, 0)
    await listed(client, 20, waiting=told.append)
    assert (told, clock.now, budget.left) == ([], began, 0)
    await listed(client, 1, waiting=told.append)
    assert 60 <= clock.now - began <= 62
    assert told == sorted(told, reverse=True)
    assert len(told) >= 60 and told[0] <= 62
    await listed(client, 60)
    assert service.most_in_a_minute == LIST_CALLS
    await client.aclose()


async def test_all_clients_of_the_program_share_it(clock: FakeClock, service: Service) -> None:
    budgets = Budgets(monotonic=lambda: clock.now, pause=clock.pause)
    first, second = service.client(budgets), service.client(budgets)
    await listed(first, 12)
    await listed(second, 8)
    assert second.list_budget(TSS_ID.upper()).left == 0
    assert second.list_budget("another").left == 20
    await asyncio.gather(*(listed(client, 15) for client in (first, second)))
    assert service.most_in_a_minute == LIST_CALLS
    await first.aclose()
    await second.aclose()


async def test_repeats_count_too(clock: FakeClock, service: Service, budgets: Budgets) -> None:
    client = service.client(budgets)
    service.answers = [
        lambda: httpx.ReadError("gone"),
        lambda: httpx.Response(502),
        lambda: httpx.Response(200, json=EMPTY),
    ] * 15
    for _ in range(15):
        await client.list_transactions(TSS_ID)
    assert len(service.lists) == 45
    assert service.most_in_a_minute == LIST_CALLS
    await client.aclose()


@pytest.mark.parametrize(("given", "expected"), [("40", 40), (None, 60), ("0", 0)])
async def test_the_next_ones_wait_as_long_as_the_service_asks(
    clock: FakeClock, service: Service, budgets: Budgets, given: str | None, expected: float
) -> None:
    client = service.client(budgets)
    headers = {} if given is None else {"Retry-After": given}
    service.answers = [lambda: httpx.Response(429, headers=headers)] * 3
    with pytest.raises(ApiRefused) as refused:
        await client.list_transactions(TSS_ID)
    assert refused.value.status == 429
    service.answers = []
    began = clock.now
    assert client.list_budget(TSS_ID).wait == pytest.approx(expected)
    assert (client.list_budget(TSS_ID).left == 0) is bool(expected)
    await client.list_transactions(TSS_ID)
    assert clock.now - began == pytest.approx(expected, abs=1)
    await client.aclose()


async def test_calls_under_way_are_in_it(clock: FakeClock) -> None:
    async def pause(seconds: float) -> None:
        await clock.pause(seconds)
        await asyncio.sleep(0)

    budget = CallBudget(2, monotonic=lambda: clock.now, pause=pause)
    go = asyncio.Event()

    async def call() -> None:
        async with budget.turn():
            await go.wait()

    calls = [asyncio.ensure_future(call()) for _ in range(3)]
    for _ in range(5):
        await asyncio.sleep(0)
    assert budget.left == 0 and budget.wait == 1.0
    go.set()
    await asyncio.gather(*calls)
    assert clock.now > 60


async def test_who_gives_up_waiting_takes_nothing(clock: FakeClock) -> None:
    budget = CallBudget(1, monotonic=lambda: clock.now, pause=clock.pause)
    async with budget.turn():
        pass

    def give_up(_: float) -> None:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        async with budget.turn(give_up):
            raise AssertionError
    clock.now += 62
    assert budget.left == 1
