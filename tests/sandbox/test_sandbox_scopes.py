"""Lists over one TSS, one client and everything: scope, filters, order, pages (section 6)."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.shop import Shop, new_id, receipt
from tse_companion.domain.models import TssState
from tse_companion.sandbox.clock import FakeClock


def ids(page: dict[str, Any]) -> list[str]:
    return [item["_id"] for item in page["data"]]


@pytest.fixture
def made() -> list[str]:
    """The ids of the chain's transactions, oldest first."""
    return []


@pytest.fixture
async def chain(till: Shop, clock: FakeClock, made: list[str]) -> Shop:
    """Two TSS with a client each; three transactions at the first, two at the second."""
    for tss_id, client_id, count in (
        (till.tss_id, till.client_id, 3),
        (new_id(), new_id(), 2),
    ):
        till.tss_id, till.client_id = tss_id, client_id
        if count == 2:
            await till.set_up()
        for _ in range(count):
            clock.advance(1)
            tx_id = new_id()
            await till.start(tx_id)
            made.append(tx_id)
    return till


async def test_all_transactions(chain: Shop, made: list[str]) -> None:
    page = await chain.ok("GET", "/tx?order_by=time_start")
    assert page["_type"] == "TRANSACTION_LIST"
    assert (ids(page), page["count"]) == (made, 5)
    assert {item["tss_id"] for item in page["data"]} != {chain.tss_id}
    back = await chain.ok("GET", "/tx?order_by=time_start&order=desc")
    assert ids(back) == made[::-1]
    by_number = await chain.ok("GET", "/tx?order_by=number")
    assert [item["number"] for item in by_number["data"]] == [1, 1, 2, 2, 3]
    for item in page["data"]:
        path = f"/tss/{item['tss_id']}/tx/{item['_id']}"
        assert await chain.ok("GET", path) == item


@pytest.mark.parametrize(
    "states",
    [
        "states[0]=FINISHED&states[1]=CANCELLED",
        "states%5B0%5D=FINISHED&states%5B1%5D=CANCELLED",
        "states[]=CANCELLED&states[]=FINISHED",
        "states=FINISHED&states=CANCELLED",
        "states[7]=FINISHED&states[]=CANCELLED&states=FINISHED",
    ],
)
async def test_states_in_every_array_form(chain: Shop, made: list[str], states: str) -> None:
    first, second = made[3:]
    await chain.finish(first)
    await chain.ok("PUT", chain.tx(second, 2), chain.wish("CANCELLED", schema=receipt()))
    for path in ("/tx", f"{chain.tss}/tx", f"{chain.client}/tx"):
        page = await chain.ok("GET", f"{path}?{states}&order_by=number")
        assert (ids(page), page["count"]) == ([first, second], 2)
        assert (await chain.ok("GET", f"{path}?states=FINISHED"))["count"] == 1


async def test_pages_meet_without_gap(chain: Shop, made: list[str]) -> None:
    for order in ("asc", "desc"):
        seen: list[str] = []
        for offset in range(0, 7, 2):
            query = f"order_by=time_start&order={order}&limit=2&offset={offset}"
            page = await chain.ok("GET", f"/tx?{query}")
            assert page["count"] == 5
            seen += ids(page)
        assert seen == (made if order == "asc" else made[::-1])


async def test_transactions_of_a_client_are_those_of_the_newest_revision(till: Shop) -> None:
    first, second = till.client_id, new_id()
    await till.open_admin()
    till.client_id = second
    await till.register("KASSE-2")
    stays, goes = new_id(), new_id()
    till.client_id = first
    await till.start(stays)
    await till.start(goes)
    till.client_id = second
    await till.finish(goes)
    of_first = f"{till.tss}/client/{first}/tx"
    of_second = f"{till.tss}/client/{second}/tx"
    assert ids(await till.ok("GET", of_first)) == [stays]
    page = await till.ok("GET", of_second)
    assert ids(page) == [goes]
    assert page["data"][0]["state"] == "FINISHED"
    assert (await till.ok("GET", f"{of_second}?states[0]=ACTIVE"))["count"] == 0


async def test_clients_of_all_tss(chain: Shop) -> None:
    page = await chain.ok("GET", "/client?order_by=time_creation")
    assert (page["_type"], page["count"]) == ("CLIENT_LIST", 2)
    assert ids(page)[1] == chain.client_id
    assert len({item["tss_id"] for item in page["data"]}) == 2
    both = await chain.ok("GET", "/client?serial_number=KASSE-1")
    assert both["count"] == 2
    await chain.open_admin()
    await chain.ok("PATCH", chain.client, {"state": "DEREGISTERED"})
    gone = await chain.ok("GET", "/client?state=DEREGISTERED")
    assert ids(gone) == [chain.client_id]


async def test_deleted_resources_can_be_left_out_everywhere(chain: Shop) -> None:
    chain.app.control.put_state(chain.tss_id, TssState.DELETED)
    for path, count in (("/tx", 5), ("/client", 2)):
        assert (await chain.ok("GET", path))["count"] == count
        assert (await chain.ok("GET", f"{path}?show_deleted=true"))["count"] == count
    assert (await chain.ok("GET", "/tx?show_deleted=false"))["count"] == 3
    assert (await chain.ok("GET", "/client?show_deleted=false"))["count"] == 1
    assert (await chain.ok("GET", f"{chain.client}/tx"))["count"] == 2
    assert (await chain.ok("GET", f"{chain.client}/tx?show_deleted=false"))["count"] == 0


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=101",
        "limit=1.0",
        "offset=-1",
        "order=ASC",
        "show_deleted=yes",
        "show_deleted=True",
        "order_by=metadata",
        "order_by=position",
        "states=active",
        "states[0]=OPEN",
        "states[x]=ACTIVE",
        "tss_id=1",
        "limit=5&limit=5",
    ],
)
async def test_malformed_queries_in_every_scope(till: Shop, query: str) -> None:
    for path in ("/tx", "/client", f"{till.client}/tx"):
        await till.refused("E_FAILED_SCHEMA_VALIDATION", 400, "GET", f"{path}?{query}")


async def test_parameters_of_other_lists_are_unknown(till: Shop) -> None:
    for path in ("/client?states=REGISTERED", "/tx?state=ACTIVE", "/tx?serial_number=KASSE-1"):
        await till.refused("E_FAILED_SCHEMA_VALIDATION", 400, "GET", path)


async def test_lists_below_what_is_not_there(till: Shop) -> None:
    elsewhere = f"/tss/{new_id()}/client/{till.client_id}/tx"
    await till.refused("E_TSS_NOT_FOUND", 404, "GET", elsewhere)
    unknown = f"{till.tss}/client/{new_id()}/tx"
    await till.refused("E_CLIENT_NOT_FOUND", 404, "GET", unknown)


async def test_only_the_list_of_one_tss_is_limited(till: Shop) -> None:
    till.app.control.limits.list_transactions_per_minute = 1
    await till.ok("GET", f"{till.tss}/tx")
    answer = await till.refused(None, 429, "GET", f"{till.tss}/tx")
    assert answer.headers["retry-after"] == "61"
    for path in ("/tx", f"{till.client}/tx", f"{till.tss}/client", "/tss"):
        for _ in range(3):
            await till.ok("GET", path)


async def test_quotas_of_long_ago_are_forgotten(till: Shop, clock: FakeClock) -> None:
    service = till.app._service
    for number in range(1200):
        service.limit_rate("listTransactions", str(number), 20)
        clock.advance(0.1)
    assert len(service._recent_calls) < 1000
    await till.ok("GET", f"{till.tss}/tx")


async def test_a_page_holds_a_hundred_at_most(till: Shop) -> None:
    for _ in range(101):
        await till.start()
    page = await till.ok("GET", "/tx?order_by=number")
    assert (len(page["data"]), page["count"]) == (100, 101)
    rest = await till.ok("GET", "/tx?order_by=number&offset=100&limit=100")
    assert [item["number"] for item in rest["data"]] == [101]
