"""All open transactions, in few calls, whatever the tills do meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from services.open_shop import LIST, RULES, Shop, loaded, open_shop
from tse_companion.api.signde import ApiCredentials, SignDeClient
from tse_companion.api.transport import Transport
from tse_companion.domain.cancelling import default_selection
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import ClientState
from tse_companion.domain.open_transactions import OpenTransaction, Why, judge
from tse_companion.errors import ApiRefused, AppError
from tse_companion.services.desk import PRACTICE_URL, Session, new_id
from tse_companion.services.transactions.listing import Loaded, Loading, OpenList


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    async with open_shop(tmp_path / "data") as shop:
        yield shop


def selected(found: Loaded) -> list[int]:
    """Numbers of those chosen by default."""
    keys = default_selection(
        found.rows,
        found.till_last_signed,
        found.at,
        RULES,
        is_activity_known=found.is_clock_known,
    )
    return [row.number for row in found.rows if row.key in keys]


def why(found: Loaded, row: OpenTransaction) -> Why:
    last = found.till_last_signed.get(row.client_id)
    return judge(row, till_last_signed=last, now=found.at, rules=RULES)


async def test_all_there_is_to_know_about_each(shop: Shop) -> None:
    ids = shop.plant(("KASSE-1", "KASSE-2"), ("empty", "receipt", "order"), dead=("KASSE-2",))
    async with shop.session() as session:
        seen: list[Loading] = []
        found = await OpenList(session).load(seen.append)
    assert [row.key for row in found.rows] == ids
    assert [row.number for row in found.rows] == [1, 2, 3]
    assert [row.amount for row in found.rows] == [None, Decimal("21.42"), Decimal("5.00")]
    assert [row.latest_revision for row in found.rows] == [1, 2, 3]
    assert [row.client_state for row in found.rows] == [
        ClientState.REGISTERED,
        ClientState.DEREGISTERED,
        ClientState.REGISTERED,
    ]
    assert (found.total, found.is_complete, found.at) == (3, True, int(shop.clock.time()))
    assert (seen[-1].loaded, seen[-1].total, seen[-1].rows) == (3, 3, found.rows)
    assert selected(found) == [1, 2, 3]


async def test_without_the_service_s_clock_nothing_is_chosen(shop: Shop) -> None:
    """A computer whose clock is a month ahead would call everything old and quiet."""
    shop.plant()

    async def timeless(scope: Any, receive: Any, send: Any) -> None:
        async def without_date(message: Any) -> None:
            heads = [head for head in message.get("headers", ()) if head[0].lower() != b"date"]
            await send({**message, "headers": heads} if heads else message)

        await shop.world.sandbox(scope, receive, without_date)

    async with shop.session() as session:
        assert selected(await loaded(session)) == [1, 2, 3, 4, 5]
        credentials = ApiCredentials(
            Secret(shop.world.sandbox.api_key), Secret(shop.world.sandbox.api_secret)
        )
        transport = Transport(PRACTICE_URL, asgi_app=timeless)
        await session.client.aclose()
        session.client = SignDeClient(transport, credentials)
        found = await loaded(session)
        assert (len(found.rows), found.is_clock_known, selected(found)) == (5, False, [])


async def test_none_at_all(shop: Shop) -> None:
    shop.plant(kinds=())
    async with shop.session() as session:
        found = await loaded(session)
    assert (found.total, found.rows, found.till_last_signed, found.is_complete) == (0, (), {}, True)
    assert shop.sent(LIST) == 1


async def test_a_till_at_work_is_left_alone(shop: Shop) -> None:
    shop.plant(("KASSE-1", "KASSE-2"), ("empty",) * 4)
    shop.sales(1, "KASSE-2")  # closed: only the list of closed ones shows it
    async with shop.session() as session:
        shop.clock.advance(899)
        found = await loaded(session)
        assert selected(found) == [1, 3]
        assert why(found, found.rows[1]) is Why.TILL_ACTIVE
        shop.clock.advance(2)
        assert selected(await loaded(session)) == [1, 2, 3, 4]


async def test_a_till_that_opens_one_is_at_work(shop: Shop) -> None:
    ids = shop.plant(kinds=("empty",) * 3)
    await shop.touch(ids[2])
    async with shop.session() as session:
        found = await loaded(session)
    assert [why(found, row) for row in found.rows] == [
        Why.TILL_ACTIVE,
        Why.TILL_ACTIVE,
        Why.TOUCHED,
    ]
    assert shop.sent(LIST) == 1  # nothing more has to be known


async def test_many_sales_of_one_till_do_not_hide_another(shop: Shop) -> None:
    shop.plant(("KASSE-1", "KASSE-2", "KASSE-3"), ("empty",) * 2)
    shop.sales(1, "KASSE-2")
    shop.sales(100, "KASSE-3")
    async with shop.session() as session:
        found = await loaded(session)
    assert selected(found) == [1]
    assert shop.sent(LIST) == 3


# --- two thousand ----------------------------------------------------------------------------


async def test_two_thousand_in_twenty_calls(shop: Shop) -> None:
    shop.plant(kinds=("empty",) * 2000, apart=1)
    seen: list[Loading] = []
    async with shop.session() as session:
        began = shop.clock.time()
        found = await OpenList(session).load(seen.append)
        assert shop.clock.time() == began
        assert shop.sent(LIST) == 20
        assert (found.total, len(found.rows), found.is_complete) == (2000, 2000, True)
        # The signature counter proves that no till signed anything: no call is needed for that.
        assert len(selected(found)) == 2000
        assert [one.loaded for one in seen[:3]] == [100, 200, 300]
        # Now an admin session has been signed: it could have been a till.
        await shop.admin_was_here()
        del seen[:]
        shop.clock.advance(120)
        found = await OpenList(session).load(seen.append)
    waited = [one.waiting for one in seen if one.waiting]
    assert shop.clock.time() - began == pytest.approx(120 + 61, abs=2)
    assert len(waited) > 55 and waited == sorted(waited, reverse=True)
    assert all(one.loaded == 2000 for one in seen if one.waiting)
    assert len(selected(found)) == 2000
    assert shop.most_lists_in_a_minute == 20
    assert not [seen for seen in shop.control.requests if seen.status == 429]


# --- the list moves while it is read ---------------------------------------------------------

Meanwhile = Callable[[int], Awaitable[None]]


def disturbed(session: Session, meanwhile: Meanwhile) -> None:
    """``meanwhile`` happens before each list, with its place in the order."""
    client = session.client
    really, lists = client.list_transactions, 0

    async def listed(*args: Any, **more: Any) -> Any:
        nonlocal lists
        await meanwhile(lists)
        lists += 1
        return await really(*args, **more)

    client.list_transactions = listed  # type: ignore[method-assign]


@pytest.mark.parametrize(
    ("closed", "calls"),
    [(5, 4), (10, 5), (60, 4), (95, 4)],
    ids=["within the overlap", "just beyond it", "many", "nearly a page"],
)
async def test_what_is_closed_before_us_hides_nothing(shop: Shop, closed: int, calls: int) -> None:
    ids = shop.plant(kinds=("empty",) * 250, apart=1)

    async def meanwhile(place: int) -> None:
        if place == 1:
            shop.close(ids[:closed])

    async with shop.session() as session:
        disturbed(session, meanwhile)
        found = await loaded(session)
    assert {row.key for row in found.rows} >= set(ids[closed:])
    assert found.total == 250 - closed
    assert shop.sent(LIST) == calls


async def test_what_is_opened_and_closed_behind_us_does_no_harm(shop: Shop) -> None:
    ids = shop.plant(kinds=("empty",) * 195, apart=1)

    async def meanwhile(place: int) -> None:
        if place == 1:
            shop.close(ids[150:160])
            for _ in range(20):
                await shop.open(new_id())

    async with shop.session() as session:
        disturbed(session, meanwhile)
        found = await loaded(session)
    assert {row.key for row in found.rows} >= {*ids[:150], *ids[160:]}
    assert len(found.rows) == found.total == 205 and found.is_complete


async def test_when_all_is_closed_in_between_the_load_ends(shop: Shop) -> None:
    ids = shop.plant(kinds=("empty",) * 350, apart=1)

    async def meanwhile(place: int) -> None:
        if place:
            shop.close(ids[100 * place - 100 : 100 * place])

    async with shop.session() as session:
        disturbed(session, meanwhile)
        found = await loaded(session)
    assert shop.sent(LIST) < 12
    assert found.total < 100


# --- what may go wrong -----------------------------------------------------------------------


async def test_too_many_requests_are_waited_for(shop: Shop) -> None:
    shop.plant()
    shop.control.fault(LIST, "status", status=429, retry_after=45)
    seen: list[Loading] = []
    async with shop.session() as session:
        began = shop.clock.time()
        found = await OpenList(session).load(seen.append)
    assert len(found.rows) == 5
    assert shop.clock.time() - began == pytest.approx(45, abs=2)
    assert next(one.waiting for one in seen if one.waiting) == pytest.approx(45, abs=1)


async def test_a_service_that_never_has_time_is_told(shop: Shop) -> None:
    shop.plant()
    shop.control.fault(LIST, "status", status=429, retry_after=45, times=None)
    async with shop.session() as session:
        with pytest.raises(ApiRefused) as refused:
            await loaded(session)
    assert refused.value.status == 429
    assert shop.sent(LIST) == 3


@pytest.mark.parametrize(
    ("kind", "status", "code", "expected"),
    [
        ("status", 403, "E_ACCESS_DENIED", "E_ACCESS_DENIED"),
        ("status", 401, "E_UNAUTHORIZED", "E_UNAUTHORIZED"),
        ("status", 404, "E_TSS_NOT_FOUND", "E_TSS_NOT_FOUND"),
        ("status", 500, None, "http_5xx"),
        ("lost_before", None, None, "answer_lost"),
    ],
)
async def test_a_failure_is_the_caller_s(
    shop: Shop, kind: str, status: int | None, code: str | None, expected: str
) -> None:
    shop.plant()
    shop.control.fault(LIST, kind, status=status, code=code, times=None)
    async with shop.session() as session:
        with pytest.raises(AppError) as failed:
            await loaded(session)
    assert failed.value.code == expected


async def test_without_totals_the_pages_tell(shop: Shop) -> None:
    shop.plant(kinds=("empty",) * 120, apart=1)
    shop.control.habits.absent = ("number_active_transactions", "signature_counter")
    async with shop.session() as session:
        found = await loaded(session)
    assert (len(found.rows), found.total, found.is_complete) == (120, 120, True)


async def test_a_count_of_the_page_alone_is_not_the_total(shop: Shop) -> None:
    shop.plant(kinds=("empty",) * 120, apart=1)
    async with shop.session() as session:
        really = session.client.list_transactions

        async def listed(*args: Any, **more: Any) -> Any:
            page = await really(*args, **more)
            return replace(page, count=len(page.data))

        session.client.list_transactions = listed  # type: ignore[method-assign]
        found = await loaded(session)
    assert len(found.rows) == 120 and shop.sent(LIST) == 3
