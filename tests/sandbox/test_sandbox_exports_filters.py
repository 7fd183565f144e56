"""Filters of exports: what they let through, and which are refused (contract section 7)."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.archives import Archive, exported, gaps, path, trigger
from sandbox.shop import Shop, new_id
from tse_companion.sandbox.clock import FakeClock

FIRST_DAY = 1_767_600_000  # when the clock begins


@pytest.fixture
async def busy(till: Shop, clock: FakeClock) -> Shop:
    """A till with four transactions, a hundred seconds apart; the third is another till's.

    Its numbers are 1 to 4, one is left open.
    """
    other = Shop(till.http, till.app, tss_id=till.tss_id)
    await other.open_admin()
    await other.register("KASSE-2")
    await other.close_admin()
    for shop in (till, till, other):
        clock.advance(100)
        tx_id = new_id()
        await shop.start(tx_id)
        await shop.finish(tx_id)
    clock.advance(100)
    await till.start()
    return till


def transactions(found: Archive) -> list[tuple[int | None, str | None]]:
    """Number and step of all logs; none for what belongs to no transaction."""
    return [(log.transaction_number, log.step) for log in found.logs]


def last(shop: Shop) -> int:
    return shop.app.control.tss(shop.tss_id).signature_counter


async def test_without_a_filter_everything_comes(busy: Shop, clock: FakeClock) -> None:
    found = await exported(busy, clock)
    assert found.counters == list(range(2, last(busy) + 1))
    assert {log.kind for log in found.logs} == {"system", "transaction"}


async def test_one_transaction(busy: Shop, clock: FakeClock) -> None:
    found = await exported(busy, clock, transaction_number=2)
    assert transactions(found) == [(2, "Start"), (2, "Finish")]
    found = await exported(busy, clock, transaction_number="0004")
    assert transactions(found) == [(4, "Start")]


@pytest.mark.parametrize(
    ("start", "end", "numbers"),
    [(2, 3, {2, 3}), (3, None, {3, 4}), (None, 2, {1, 2}), (2, 2, {2}), (0, 10**30, {1, 2, 3, 4})],
)
async def test_a_range_of_transactions(
    busy: Shop, clock: FakeClock, start: int | None, end: int | None, numbers: set[int]
) -> None:
    filters = {"start_transaction_number": start, "end_transaction_number": end}
    given = {name: value for name, value in filters.items() if value is not None}
    found = await exported(busy, clock, **given)
    assert {log.transaction_number for log in found.logs} == numbers
    assert {log.kind for log in found.logs} == {"transaction"}


@pytest.mark.parametrize(("start", "end"), [(30, 33), (30, None), (None, 30), (33, 33)])
async def test_a_range_of_counters(
    busy: Shop, clock: FakeClock, start: int | None, end: int | None
) -> None:
    filters = {"start_signature_counter": start, "end_signature_counter": end}
    given = {name: value for name, value in filters.items() if value is not None}
    found = await exported(busy, clock, **given)
    assert found.counters == list(range(start or 2, (end or last(busy)) + 1))


async def test_slices_of_counters_make_the_whole(busy: Shop, clock: FakeClock) -> None:
    first = await exported(busy, clock, end_signature_counter=20)
    middle = await exported(busy, clock, start_signature_counter=21, end_signature_counter=30)
    rest = await exported(busy, clock, start_signature_counter=31)
    counters = first.counters + middle.counters + rest.counters
    assert counters == (await exported(busy, clock)).counters
    assert gaps(counters) == []


async def test_a_range_of_dates_includes_both_ends(busy: Shop, clock: FakeClock) -> None:
    both = await exported(busy, clock, start_date=FIRST_DAY + 100, end_date=FIRST_DAY + 200)
    assert transactions(both) == [(1, "Start"), (1, "Finish"), (2, "Start"), (2, "Finish")]
    inside = await exported(busy, clock, start_date=FIRST_DAY + 101, end_date=FIRST_DAY + 200)
    assert transactions(inside) == [(2, "Start"), (2, "Finish")]
    early = await exported(busy, clock, end_date=FIRST_DAY)
    assert {log.kind for log in early.logs} == {"system"}


async def test_one_client(busy: Shop, clock: FakeClock) -> None:
    found = await exported(busy, clock, client_id=busy.client_id.upper())
    assert {log.transaction_number for log in found.logs} == {1, 2, 4}
    assert {log.client_id for log in found.logs} == {"KASSE-1"}


async def test_beside_a_client_other_filters_do_nothing(busy: Shop, clock: FakeClock) -> None:
    alone = await exported(busy, clock, client_id=busy.client_id)
    found = await exported(
        busy,
        clock,
        client_id=busy.client_id,
        transaction_number=77,
        end_date=0,
        start_signature_counter=9,
        end_signature_counter=3,
        maximum_number_records=1,
    )
    assert found.files == alone.files
    await trigger(busy, client_id=busy.client_id)
    await busy.refused(
        "E_EXPORT_DUPLICATE_RATE_LIMITED",
        409,
        "PUT",
        path(busy, new_id(), client_id=busy.client_id, end_date=0),
    )


@pytest.mark.parametrize(
    "filters",
    [
        {"transaction_number": 1, "start_transaction_number": 1},
        {"transaction_number": 1, "end_date": FIRST_DAY},
        {"transaction_number": 1, "start_signature_counter": 1},
        {"end_transaction_number": 1, "start_date": 0},
        {"start_transaction_number": 1, "end_signature_counter": 9},
        {"start_date": 0, "end_signature_counter": 9},
        {"start_date": 2, "end_date": 1},
        {"start_signature_counter": 3, "end_signature_counter": 2},
        {"start_transaction_number": 3, "end_transaction_number": 2},
    ],
)
async def test_filters_that_do_not_go_together(busy: Shop, filters: dict[str, Any]) -> None:
    await busy.refused("E_PARAMETER_MISMATCH", 400, "PUT", path(busy, new_id(), **filters))


@pytest.mark.parametrize(
    "filters",
    [
        {"transaction_number": ""},
        {"transaction_number": "-1"},
        {"transaction_number": "٣"},
        {"transaction_number": "²"},
        {"start_transaction_number": "1.0"},
        {"end_signature_counter": "x"},
        {"start_date": "2026-01-01"},
        {"start_date": "-1"},
        {"end_date": str(2**53)},
        {"maximum_number_records": 0},
        {"maximum_number_records": 1_000_001},
        {"maximum_number_records": 10**30},
        {"tx_number": 1},
        {"client_id": "a&client_id=b"},
    ],
)
async def test_filters_of_the_wrong_form(busy: Shop, filters: dict[str, Any]) -> None:
    wished = path(busy, new_id(), **filters)
    await busy.refused("E_FAILED_SCHEMA_VALIDATION", 400, "PUT", wished)


async def test_the_form_counts_beside_a_client_too(busy: Shop) -> None:
    wished = path(busy, new_id(), client_id=busy.client_id, transaction_number="x")
    await busy.refused("E_FAILED_SCHEMA_VALIDATION", 400, "PUT", wished)


@pytest.mark.parametrize("number", [0, 5, 10**30])
async def test_an_unknown_transaction(busy: Shop, number: int) -> None:
    wished = path(busy, new_id(), transaction_number=number)
    await busy.refused("E_TX_NOT_FOUND", 400, "PUT", wished)


async def test_an_unknown_client(busy: Shop) -> None:
    elsewhere = Shop(busy.http, busy.app)
    await elsewhere.set_up()
    for client_id in (new_id(), "KASSE-1", "", elsewhere.client_id):
        wished = path(busy, new_id(), client_id=client_id)
        await busy.refused("E_CLIENT_NOT_FOUND", 400, "PUT", wished)


async def test_a_refused_trigger_leaves_nothing_behind(busy: Shop) -> None:
    export_id = new_id()
    await busy.refused("E_TX_NOT_FOUND", 400, "PUT", path(busy, export_id, transaction_number=9))
    await busy.refused("E_EXPORT_NOT_FOUND", 404, "GET", path(busy, export_id))
    await busy.ok("PUT", path(busy, export_id))


# --- lists -----------------------------------------------------------------------------------


async def test_lists_of_exports(busy: Shop, clock: FakeClock) -> None:
    done = await trigger(busy)
    failed = await trigger(busy, end_date=1)
    clock.advance(100)
    cancelled = await trigger(busy)
    await busy.ok("DELETE", path(busy, cancelled["_id"]))
    working = await trigger(busy)
    clock.advance(2)
    pending = await trigger(busy, start_date=1)
    made = [done, failed, cancelled, working, pending]
    ids = [one["_id"] for one in made]

    async def listed(query: str = "", scope: str = busy.tss) -> list[str]:
        page = await busy.ok("GET", f"{scope}/export{query}")
        assert page["_type"] == "EXPORT_LIST"
        assert page["count"] >= len(page["data"])
        return [one["_id"] for one in page["data"]]

    assert await listed() == ids
    assert await listed("?order=desc") == ids[::-1]
    assert await listed("?limit=2&offset=1") == ids[1:3]
    assert await listed("?states[0]=PENDING&states[1]=WORKING") == ids[3:]
    assert await listed("?states[]=ERROR") == [failed["_id"]]
    assert await listed("?states=CANCELLED") == [cancelled["_id"]]
    states = await listed("?order_by=state")
    assert states == [ids[2], ids[0], ids[1], ids[4], ids[3]]  # by their names
    for order in ("time_request", "time_start", "time_end", "time_expiration", "time_error"):
        assert set(await listed(f"?order_by={order}")) == set(ids)
        newest = await busy.ok("GET", f"{busy.tss}/export?order_by={order}&order=desc&limit=1")
        shown = (await busy.ok("GET", f"{busy.tss}/export"))["data"]
        assert newest["data"][0].get(order) == max(one.get(order, 0) for one in shown)
    shown = (await busy.ok("GET", f"{busy.tss}/export?states=COMPLETED"))["data"]
    assert shown == [await busy.ok("GET", path(busy, done["_id"]))]
    assert await listed(scope="") == ids
    await busy.refused("E_FAILED_SCHEMA_VALIDATION", 400, "GET", "/export?order_by=number")
    await busy.refused("E_FAILED_SCHEMA_VALIDATION", 400, "GET", "/export?states=DONE")
    await busy.refused("E_TSS_NOT_FOUND", 404, "GET", f"/tss/{new_id()}/export")
