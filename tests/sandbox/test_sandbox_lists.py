"""Pages of lists: filters, order, paging, rate limit (contract sections 1 and 6)."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.shop import Shop, new_id
from tse_companion.domain.models import TssState
from tse_companion.sandbox.clock import FakeClock


def ids(page: dict[str, Any]) -> list[str]:
    return [item["_id"] for item in page["data"]]


async def three_tss(shop: Shop, clock: FakeClock) -> list[str]:
    made = []
    for _ in range(3):
        shop.tss_id = new_id()
        await shop.create()
        made.append(shop.tss_id)
        clock.advance(10)
    return made


async def test_list_of_tss(shop: Shop, clock: FakeClock) -> None:
    made = await three_tss(shop, clock)
    await shop.move("UNINITIALIZED")
    page = await shop.ok("GET", "/tss?order_by=time_creation")
    assert ids(page) == made
    assert {key: page[key] for key in page if key != "data"} == {
        "count": 3,
        "_type": "TSS_LIST",
        "_env": "TEST",
        "_version": "2.2.2",
    }
    assert page["data"][2] == await shop.ok("GET", shop.tss)
    backwards = await shop.ok("GET", "/tss?order_by=time_creation&order=desc")
    assert ids(backwards) == made[::-1]


async def test_pages(shop: Shop, clock: FakeClock) -> None:
    made = await three_tss(shop, clock)
    first = await shop.ok("GET", "/tss?limit=2")
    rest = await shop.ok("GET", "/tss?limit=2&offset=2")
    beyond = await shop.ok("GET", "/tss?offset=9")
    assert (ids(first), ids(rest), ids(beyond)) == (made[:2], made[2:], [])
    assert [page["count"] for page in (first, rest, beyond)] == [3, 3, 3]


@pytest.mark.parametrize(
    "query",
    [
        "states[0]=CREATED&states[1]=UNINITIALIZED",
        "states%5B0%5D=CREATED&states%5B1%5D=UNINITIALIZED",
        "states[]=CREATED&states[]=UNINITIALIZED",
        "states=CREATED&states=UNINITIALIZED",
        "states[0]=CREATED&states[1]=UNINITIALIZED&states[2]=CREATED",
    ],
)
async def test_forms_of_arrays(shop: Shop, clock: FakeClock, query: str) -> None:
    made = await three_tss(shop, clock)
    await shop.move("UNINITIALIZED")
    shop.app.control.put_state(made[0], TssState.DEFECTIVE)
    assert ids(await shop.ok("GET", f"/tss?{query}")) == made[1:]


async def test_orders_of_tss(shop: Shop, clock: FakeClock) -> None:
    made = await three_tss(shop, clock)
    shop.tss_id = made[1]
    shop.puk = shop.app.control.tss(made[1]).puk.reveal()
    await shop.move("UNINITIALIZED")
    for order_by in ("description", "state", "time_creation", "time_init", "time_disable"):
        page = await shop.ok("GET", f"/tss?order_by={order_by}")
        assert page["count"] == 3
    assert ids(await shop.ok("GET", "/tss?order_by=state"))[-1] == made[1]


async def test_deleted_resources_can_be_left_out(till: Shop) -> None:
    await till.start()
    till.app.control.put_state(till.tss_id, TssState.DELETED)
    for path in ("/tss", f"{till.tss}/client", f"{till.tss}/tx"):
        assert (await till.ok("GET", path))["count"] == 1
        assert (await till.ok("GET", f"{path}?show_deleted=true"))["count"] == 1
        hidden = await till.ok("GET", f"{path}?show_deleted=false")
        assert (hidden["count"], hidden["data"]) == (0, [])


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=101",
        "limit=-1",
        "limit=x",
        "limit=",
        "limit[0]=1",
        "limit=1&limit=2",
        "offset=-1",
        "order=up",
        "order_by=number_of_shoes",
        "show_deleted=1",
        "states=OPEN",
        "states[0]=",
        "organization=x",
        "order_by=%FF",
    ],
)
async def test_malformed_queries(till: Shop, query: str) -> None:
    for path in ("/tss", f"{till.tss}/tx", f"{till.tss}/client"):
        await till.refused("E_FAILED_SCHEMA_VALIDATION", 400, "GET", f"{path}?{query}")


async def test_lists_of_an_unknown_tss(shop: Shop) -> None:
    for path in ("client", "tx"):
        await shop.refused("E_TSS_NOT_FOUND", 404, "GET", f"{shop.tss}/{path}")


async def test_undeclared_query_parameters_are_refused_everywhere(till: Shop) -> None:
    for method, path in (("GET", till.tss), ("POST", "/auth"), ("GET", till.client)):
        path = f"{path}?more=1"
        await till.refused("E_FAILED_SCHEMA_VALIDATION", 400, method, path)


async def test_list_of_clients(till: Shop, clock: FakeClock) -> None:
    await till.open_admin()
    first, second = till.client_id, new_id()
    clock.advance(5)
    till.client_id = second
    await till.register("ANNEX 9")
    await till.ok("PATCH", till.client, {"state": "DEREGISTERED"})
    page = await till.ok("GET", f"{till.tss}/client?order_by=serial_number")
    assert page["_type"] == "CLIENT_LIST"
    assert ids(page) == [second, first]
    assert page["data"][0] == await till.ok("GET", till.client)
    by_time = await till.ok("GET", f"{till.tss}/client?order_by=time_creation")
    assert ids(by_time) == [first, second]
    only = await till.ok("GET", f"{till.tss}/client?state=REGISTERED")
    assert ids(only) == [first]
    found = await till.ok("GET", f"{till.tss}/client?serial_number=ANNEX+9")
    assert ids(found) == [second]
    assert (await till.ok("GET", f"{till.tss}/client?serial_number=ANNEX"))["count"] == 0


async def test_list_of_transactions(till: Shop) -> None:
    made = [new_id() for _ in range(3)]
    for tx_id in made:
        await till.start(tx_id)
    finished = await till.finish(made[1])
    path = f"{till.tss}/tx"
    page = await till.ok("GET", f"{path}?order_by=number&order=desc")
    assert page["_type"] == "TRANSACTION_LIST"
    assert ids(page) == made[::-1]
    assert page["data"][1]["qr_code_data"] == finished["qr_code_data"]
    active = await till.ok("GET", f"{path}?states[0]=ACTIVE&order_by=number")
    assert (ids(active), active["count"]) == ([made[0], made[2]], 2)
    closed = await till.ok("GET", f"{path}?states[0]=FINISHED&states[1]=CANCELLED")
    assert ids(closed) == [made[1]]
    for order_by in ("state", "time_start", "time_end"):
        assert (await till.ok("GET", f"{path}?order_by={order_by}"))["count"] == 3


async def test_twenty_lists_of_transactions_a_minute(till: Shop, clock: FakeClock) -> None:
    path = f"{till.tss}/tx"
    for _ in range(20):
        await till.ok("GET", path)
        clock.advance(1)
    answer = await till.refused(None, 429, "GET", path)
    wait = int(answer.headers["retry-after"])
    assert 0 < wait <= 41
    clock.advance(wait - 2)
    await till.refused(None, 429, "GET", path)
    clock.advance(2)
    await till.ok("GET", path)
    other = new_id()
    await till.ok("PUT", f"/tss/{other}", {})
    await till.ok("GET", f"/tss/{other}/tx")  # every TSS has its own quota
