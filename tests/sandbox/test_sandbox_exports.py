"""Exports on their way through simulated time, and what is refused (contract section 7)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sandbox.archives import TAKES, exported, fetch, judged, path, trigger
from sandbox.shop import BASE_URL, Shop, client_for, new_id
from tse_companion.domain.models import TssState
from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.clock import FakeClock

ALWAYS = {"_id", "_type", "_env", "_version", "tss_id", "state", "time_request"}


async def look(shop: Shop, export_id: str) -> Any:
    return await shop.ok("GET", path(shop, export_id))


async def refused_trigger(
    shop: Shop, code: str, status: int, export_id: str | None = None, /, **filters: str | int
) -> None:
    await shop.refused(code, status, "PUT", path(shop, export_id or new_id(), **filters))


async def test_an_export_moves_on_with_the_clock(till: Shop, clock: FakeClock) -> None:
    till.app.control.habits.export_kept_seconds = 1000
    export_id, now = new_id(), int(clock.time())
    pending = await till.ok("PUT", path(till, export_id), {})
    assert pending == {
        "_id": export_id,
        "_type": "EXPORT",
        "_env": "TEST",
        "_version": "2.2.2",
        "tss_id": till.tss_id,
        "state": "PENDING",
        "time_request": now,
        "estimated_time_of_completion": now + 6,
    }
    clock.advance(2)
    working = await look(till, export_id)
    assert working == {**pending, "state": "WORKING", "time_start": now + 2}
    clock.advance(4)
    completed = await look(till, export_id)
    assert set(completed) == ALWAYS | {"time_start", "time_end", "time_expiration"}
    assert completed["state"] == "COMPLETED"
    assert completed["time_end"] == now + 6
    assert completed["time_expiration"] == now + 1006
    clock.advance(5000)
    assert await look(till, export_id) == completed


async def test_more_records_take_longer(till: Shop, clock: FakeClock) -> None:
    till.app.control.habits.export_records_per_second = 1
    records = len(till.app.control.signed_messages(till.tss_id))
    made = await trigger(till)
    assert made["estimated_time_of_completion"] == made["time_request"] + 5 + records
    clock.advance(4 + records)
    assert (await look(till, made["_id"]))["state"] == "WORKING"
    clock.advance(1)
    assert (await look(till, made["_id"]))["state"] == "COMPLETED"


async def test_the_file_is_there_from_completion_to_expiration(
    till: Shop, clock: FakeClock
) -> None:
    till.app.control.habits.export_kept_seconds = 1000
    made = await trigger(till)
    file = f"{path(till, made['_id'])}/file"
    for seconds in (0, 2):
        clock.advance(seconds)
        early = await till.refused("E_EXPORT_NOT_COMPLETED", 404, "GET", file)
        assert early.headers["retry-after"] == "60"
        assert early.headers["content-type"].startswith("application/json")
    clock.advance(TAKES)
    first = await fetch(till, made["_id"])
    clock.advance(900)
    assert await fetch(till, made["_id"]) == first
    clock.advance(TAKES)
    await till.refused("E_EXPORT_NOT_FOUND", 404, "GET", file)
    assert (await look(till, made["_id"]))["state"] == "COMPLETED"


async def test_what_is_signed_after_the_trigger_is_left_to_the_next_one(
    till: Shop, clock: FakeClock
) -> None:
    made = await trigger(till)
    last = till.app.control.tss(till.tss_id).signature_counter
    await till.start()
    clock.advance(TAKES)
    assert judged(await fetch(till, made["_id"])).counters[-1] == last
    assert (await exported(till, clock)).counters[-1] == last + 1


@pytest.mark.parametrize("seconds", [0, 3])
async def test_a_cancelled_export_never_completes(
    till: Shop, clock: FakeClock, seconds: int
) -> None:
    made = await trigger(till)
    clock.advance(seconds)
    now = int(clock.time())
    cancelled = await till.ok("DELETE", path(till, made["_id"]))
    assert cancelled["state"] == "CANCELLED"
    assert cancelled["time_end"] == now
    assert ("time_start" in cancelled) == (seconds > 0)
    clock.advance(TAKES)
    assert await look(till, made["_id"]) == cancelled
    await till.refused("E_CANCEL_EXPORT", 400, "DELETE", path(till, made["_id"]))
    await till.refused("E_EXPORT_NOT_COMPLETED", 404, "GET", f"{path(till, made['_id'])}/file")


async def test_only_a_running_export_can_be_cancelled(till: Shop, clock: FakeClock) -> None:
    done = await trigger(till)
    failed = await trigger(till, start_signature_counter=900)
    clock.advance(TAKES)
    for made, state in ((done, "COMPLETED"), (failed, "ERROR")):
        await till.refused("E_CANCEL_EXPORT", 400, "DELETE", path(till, made["_id"]))
        assert (await look(till, made["_id"]))["state"] == state


async def test_what_goes_wrong_is_told_by_the_export(till: Shop, clock: FakeClock) -> None:
    habits, limits = till.app.control.habits, till.app.control.limits

    async def exception(**filters: str | int) -> str:
        made = await trigger(till, **filters)
        assert made["state"] == "PENDING"
        clock.advance(90_000)
        await till.log_in()
        failed = await look(till, made["_id"])
        assert set(failed) == ALWAYS | {"time_start", "time_error", "exception"}
        assert failed["state"] == "ERROR"
        assert made["estimated_time_of_completion"] == failed["time_error"]
        await till.refused("E_EXPORT_NOT_COMPLETED", 404, "GET", f"{path(till, made['_id'])}/file")
        return str(failed["exception"])

    assert await exception(end_date=5) == "E_NO_DATA_AVAILABLE"
    assert await exception(maximum_number_records=20) == "E_TOO_MANY_RECORDS"
    limits.export_records = 10
    assert await exception() == "E_TOO_MANY_RECORDS"
    limits.export_records = 1_000_000
    habits.export_exception = "E_INTERNAL"
    assert await exception() == "E_INTERNAL"
    habits.export_exception = ""
    habits.export_work_seconds = 86_401
    assert await exception() == "E_EXPORT_PROCESSING_TIMEOUT"


async def test_any_pace_can_be_set(till: Shop, clock: FakeClock) -> None:
    habits = till.app.control.habits
    habits.export_wait_seconds = habits.export_work_seconds = habits.export_records_per_second = 0
    assert (await trigger(till, start_signature_counter=9**9))["state"] == "ERROR"
    habits.export_wait_seconds = habits.export_kept_seconds = 10**30
    assert (await trigger(till))["estimated_time_of_completion"] < 10**12


async def test_exactly_as_many_records_as_allowed(till: Shop, clock: FakeClock) -> None:
    records = len(till.app.control.signed_messages(till.tss_id))
    found = await exported(till, clock, maximum_number_records=records)
    assert len(found.logs) == records


async def test_an_export_id_is_good_for_one_export(till: Shop, clock: FakeClock) -> None:
    made = await trigger(till)
    for _ in range(2):
        await refused_trigger(till, "E_DUPLICATE_EXPORT", 400, made["_id"])
        await refused_trigger(till, "E_DUPLICATE_EXPORT", 400, made["_id"].upper(), end_date=1)
        clock.advance(TAKES)
    assert (await look(till, made["_id"]))["time_request"] == made["time_request"]


async def test_the_same_filters_run_once_at_a_time(till: Shop, clock: FakeClock) -> None:
    code = "E_EXPORT_DUPLICATE_RATE_LIMITED"
    made = await trigger(till, start_signature_counter=2, end_signature_counter=9)
    # Written otherwise, they are the same.
    same: dict[str, str | int] = {"end_signature_counter": "09", "start_signature_counter": 2}
    await refused_trigger(till, code, 409, **same)
    await refused_trigger(till, code, 409, **same, maximum_number_records=1_000_000)
    await trigger(till, start_signature_counter=2, end_signature_counter=10)
    await trigger(till)
    await refused_trigger(till, code, 409)
    await till.ok("DELETE", path(till, made["_id"]))
    await trigger(till, **same)
    clock.advance(TAKES)
    await trigger(till, **same)


async def test_ten_exports_run_at_a_time(till: Shop, clock: FakeClock) -> None:
    made = [await trigger(till, start_date=number) for number in range(10)]
    await refused_trigger(till, "E_TOO_MANY_EXPORTS", 409, start_date=10)
    await refused_trigger(till, "E_EXPORT_DUPLICATE_RATE_LIMITED", 409, start_date=9)
    await till.ok("DELETE", path(till, made[3]["_id"]))
    await trigger(till, start_date=10)
    await refused_trigger(till, "E_TOO_MANY_EXPORTS", 409, start_date=11)
    clock.advance(TAKES)
    await trigger(till, start_date=11)


@pytest.mark.parametrize("suffix", ["", "/file"])
async def test_polling_is_limited_to_twelve_a_minute(
    till: Shop, clock: FakeClock, suffix: str
) -> None:
    made, other = await trigger(till), await trigger(till, start_date=1)
    clock.advance(TAKES)
    subject = path(till, made["_id"]) + suffix
    for _ in range(12):
        assert (await till.call("GET", subject)).status_code == 200
        clock.advance(1)
    limited = await till.refused(None, 429, "GET", subject)
    assert (await till.call("GET", path(till, other["_id"]) + suffix)).status_code == 200
    clock.advance(int(limited.headers["retry-after"]))
    assert (await till.call("GET", subject)).status_code == 200


# --- states of the TSS -----------------------------------------------------------------------


async def test_a_tss_is_exported_once_it_is_initialized(shop: Shop) -> None:
    await refused_trigger(shop, "E_TSS_NOT_FOUND", 404)
    code = "E_TSS_ILLEGAL_STATE_TO_PERFORM_EXPORT"
    await shop.create()
    await refused_trigger(shop, code, 409)
    await shop.move("UNINITIALIZED")
    await refused_trigger(shop, code, 409)
    await shop.set_pin()
    await shop.open_admin()
    await shop.move("INITIALIZED")
    await trigger(shop)


async def test_a_tss_is_exported_after_its_end(till: Shop, clock: FakeClock) -> None:
    await till.open_admin()
    await till.move("DISABLED")
    assert (await exported(till, clock)).logs[-1].operation == "disableSecureElement"
    till.app.control.put_state(till.tss_id, TssState.DEFECTIVE)
    made = await trigger(till)
    assert (await till.ok("DELETE", path(till, made["_id"])))["state"] == "CANCELLED"
    assert (await exported(till, clock)).logs


@pytest.mark.parametrize("state", [TssState.DELETED, TssState.EVICTED])
async def test_what_is_gone_is_not_exported(till: Shop, clock: FakeClock, state: TssState) -> None:
    done = await trigger(till)
    clock.advance(TAKES)
    running = await trigger(till)
    till.app.control.put_state(till.tss_id, state)
    await refused_trigger(till, f"E_TSS_{state}", 423)
    await till.refused(f"E_TSS_{state}", 423, "DELETE", path(till, running["_id"]))
    assert judged(await fetch(till, done["_id"])).logs  # reading goes on


async def test_exports_need_no_admin_session_and_tell_unknown_ones(till: Shop) -> None:
    await trigger(till)
    unknown = path(till, new_id())
    for method, subject in (("GET", unknown), ("GET", f"{unknown}/file"), ("DELETE", unknown)):
        await till.refused("E_EXPORT_NOT_FOUND", 404, method, subject)
    for suffix in ("", "/file", "/metadata"):
        elsewhere = f"/tss/{new_id()}/export/{new_id()}{suffix}"
        await till.refused("E_TSS_NOT_FOUND", 404, "GET", elsewhere)


async def test_a_trigger_has_no_body(till: Shop) -> None:
    await till.ok("PUT", path(till, new_id()), {})
    await till.refused(
        "E_FAILED_SCHEMA_VALIDATION", 400, "PUT", path(till, new_id()), {"metadata": {"a": "b"}}
    )


async def test_metadata_of_an_export(till: Shop) -> None:
    made = await trigger(till)
    subject = f"{path(till, made['_id'])}/metadata"
    assert await till.ok("GET", subject) == {}
    assert await till.ok("PATCH", subject, {"why": "audit", "who": "Jo"}) == {
        "why": "audit",
        "who": "Jo",
    }
    assert await till.ok("PATCH", subject, {"why": ""}) == {"who": "Jo"}
    assert await look(till, made["_id"]) == {**made, "metadata": {"who": "Jo"}}
    await till.refused("E_EXPORT_NOT_FOUND", 404, "GET", f"{path(till, new_id())}/metadata")


async def test_exports_outlive_the_program(tmp_path: Path, clock: FakeClock) -> None:
    file = tmp_path / "sandbox.sqlite"
    app = SandboxApp(file, seed=1, clock=clock)
    async with client_for(app) as http:
        shop = Shop(http, app)
        await shop.log_in()
        await shop.set_up()
        made, late = await trigger(shop), await trigger(shop, start_date=1)
        clock.advance(TAKES)
        before = await fetch(shop, made["_id"])
        await shop.start()
    await app.aclose()
    app = SandboxApp(file, clock=clock)
    async with client_for(app) as http:
        again = Shop(http, app, tss_id=shop.tss_id, client_id=shop.client_id)
        assert str(again.http.base_url).startswith(BASE_URL)
        await again.log_in()
        assert await fetch(again, made["_id"]) == before
        assert (await look(again, late["_id"]))["state"] == "COMPLETED"
        assert judged(await fetch(again, late["_id"])).counters == judged(before).counters
    await app.aclose()
