"""Metadata at its own paths: merging, limits, removal (contract section 8)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sandbox.shop import Shop, client_for, new_id, receipt
from tse_companion.domain.models import TssState
from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.clock import FakeClock

EXPORT = new_id()
TX = new_id()

RESOURCES: dict[str, Callable[[Shop], str]] = {
    "tss": lambda shop: shop.tss,
    "client": lambda shop: shop.client,
    "transaction": lambda shop: shop.tx(TX),
    "transaction by number": lambda shop: shop.tx(1),
    "export": lambda shop: f"{shop.tss}/export/{EXPORT}",
}


@pytest.fixture
async def full(till: Shop) -> Shop:
    """A till with one of each resource."""
    await till.start(TX)
    await till.finish(TX)
    await till.ok("PUT", f"{till.tss}/export/{EXPORT}")
    return till


@pytest.fixture(params=list(RESOURCES.values()), ids=list(RESOURCES))
def path(request: pytest.FixtureRequest, full: Shop) -> str:
    found: str = request.param(full)
    return found


async def test_writes_merge_and_answer_with_the_whole(full: Shop, path: str) -> None:
    assert await full.ok("GET", f"{path}/metadata") == {}
    assert "metadata" not in await full.ok("GET", path)
    assert await full.ok("PATCH", f"{path}/metadata", {"a": "1", "b": "2"}) == {"a": "1", "b": "2"}
    merged = await full.ok("PATCH", f"{path}/metadata", {"b": "3", "c": "ü;☕"})
    assert merged == {"a": "1", "b": "3", "c": "ü;☕"}
    assert await full.ok("GET", f"{path}/metadata") == merged
    assert (await full.ok("GET", path))["metadata"] == merged


@pytest.mark.parametrize("nothing", ["", None])
async def test_nothing_removes_a_key(full: Shop, path: str, nothing: str | None) -> None:
    await full.ok("PATCH", f"{path}/metadata", {"a": "1", "b": "2"})
    assert await full.ok("PATCH", f"{path}/metadata", {"a": nothing, "z": nothing}) == {"b": "2"}
    assert await full.ok("PATCH", f"{path}/metadata", {"b": nothing}) == {}
    assert await full.ok("PATCH", f"{path}/metadata", {}) == {}


async def test_limits(full: Shop, path: str) -> None:
    path = f"{path}/metadata"
    fullest = {f"{number:040}": "x" * 500 for number in range(40)}
    assert await full.ok("PATCH", path, fullest) == fullest
    wrong: list[Any] = [
        {"one more": "x"},
        {f"{number}": "x" for number in range(41)},
        {"k" * 41: "x"},
        {"k": "x" * 501},
        {"k": 1},
        {"k": {}},
        [],
        {"metadata": {"k": "x"}},
    ]
    for body in wrong:
        await full.refused("E_FAILED_SCHEMA_VALIDATION", 400, "PATCH", path, body)
    half = b'{"k": "\\ud800"}'
    await full.refused("E_FAILED_SCHEMA_VALIDATION", 400, "PATCH", path, content=half)
    assert await full.ok("GET", path) == fullest
    # In one request a place can be made free and taken.
    assert len(await full.ok("PATCH", path, {"one more": "x", f"{0:040}": ""})) == 40


async def test_no_session_is_needed_and_nothing_is_signed(full: Shop, path: str) -> None:
    before = full.inside()
    assert not full.app.control.tss(full.tss_id).admin_logged_in
    await full.ok("PATCH", f"{path}/metadata", {"a": "1"})
    assert full.inside() == before


@pytest.mark.parametrize("state", [TssState.DEFECTIVE, TssState.DELETED, TssState.EVICTED])
async def test_dead_tss_keep_their_metadata(full: Shop, path: str, state: TssState) -> None:
    full.app.control.put_state(full.tss_id, state)
    assert await full.ok("PATCH", f"{path}/metadata", {"a": "1"}) == {"a": "1"}
    assert await full.ok("GET", f"{path}/metadata") == {"a": "1"}


async def test_metadata_of_what_is_not_there(full: Shop) -> None:
    for below, code in (
        ("", "E_TSS_NOT_FOUND"),
        (f"/client/{new_id()}", "E_CLIENT_NOT_FOUND"),
        (f"/tx/{new_id()}", "E_TX_NOT_FOUND"),
        ("/tx/99", "E_TX_NOT_FOUND"),
        (f"/export/{new_id()}", "E_EXPORT_NOT_FOUND"),
    ):
        tss = f"/tss/{new_id()}" if not below else full.tss
        for method, body in (("GET", None), ("PATCH", {"a": "1"})):
            await full.refused(code, 404, method, f"{tss}{below}/metadata", body)
            unknown = f"/tss/{new_id()}{below}/metadata"
            await full.refused("E_TSS_NOT_FOUND", 404, method, unknown, body)


async def test_all_ways_to_write_meet_in_one_map(full: Shop) -> None:
    await full.open_admin()
    await full.ok("PATCH", full.client, {"state": "REGISTERED", "metadata": {"a": "1"}})
    await full.ok("PATCH", f"{full.client}/metadata", {"b": "2"})
    assert (await full.ok("GET", full.client))["metadata"] == {"a": "1", "b": "2"}
    tx_id = new_id()
    await full.start(tx_id, metadata={"a": "1"})
    await full.ok("PATCH", f"{full.tx(tx_id)}/metadata", {"b": "2"})
    finished = await full.finish(tx_id, metadata={"c": "3"})
    assert finished["metadata"] == {"a": "1", "b": "2", "c": "3"}
    # Metadata is no part of what tells a repeat from another request.
    again = await full.ok("PUT", full.tx(tx_id, 2), full.wish("FINISHED", schema=receipt()))
    assert again["metadata"] == finished["metadata"]


async def test_metadata_moves_the_time_of_a_client(full: Shop, clock: FakeClock) -> None:
    clock.advance(50)
    await full.ok("PATCH", f"{full.client}/metadata", {"a": "1"})
    assert (await full.ok("GET", full.client))["time_update"] == int(clock.time())


async def test_merged_overflow_is_refused_on_every_way(full: Shop) -> None:
    await full.ok("PATCH", f"{full.tss}/metadata", {str(n): "x" for n in range(40)})
    body = {"state": "INITIALIZED", "metadata": {"one more": "x"}}
    await full.refused("E_FAILED_SCHEMA_VALIDATION", 400, "PATCH", full.tss, body)


async def test_metadata_survives_a_restart(tmp_path: Any, clock: FakeClock) -> None:
    shop = None
    for expected in ({}, {"a": "ü"}):
        app = SandboxApp(tmp_path / "state", clock=clock)
        async with client_for(app) as http:
            shop = Shop(http, app) if shop is None else Shop(http, app, shop.tss_id)
            await shop.log_in()
            await shop.create()
            assert await shop.ok("GET", f"{shop.tss}/metadata") == expected
            await shop.ok("PATCH", f"{shop.tss}/metadata", {"a": "ü"})
        app.close()
