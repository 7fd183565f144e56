"""What becomes of a TSS without a request: certificates, eviction, clean-up, maintenance."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.shop import PIN, Shop, client_for, new_id, receipt
from tse_companion.domain.models import TssState
from tse_companion.sandbox.clock import FakeClock
from tse_companion.sandbox.signde.conditions import NoCapacity
from tse_companion.sandbox.signde.life import DAY, EVICTED_AFTER
from tse_companion.tse.authority import certificate_facts
from tse_companion.tse.messages import log_file, parse_log

WEEK = 7 * DAY


async def later(shop: Shop, clock: FakeClock, seconds: float) -> None:
    """Time passes, and the token is renewed."""
    clock.advance(seconds)
    await shop.log_in()


# --- certificates ----------------------------------------------------------------------------


async def expired(shop: Shop) -> None:
    """Every operation that needs the certificate is refused, and the others are not."""
    tx_id = new_id()
    for method, path, body in (
        ("POST", "/admin/auth", {"admin_pin": PIN}),
        ("POST", "/admin/logout", {}),
        ("PATCH", "/admin", {"admin_puk": shop.puk, "new_admin_pin": PIN}),
        ("PATCH", "", {"state": "DISABLED"}),
        ("PUT", f"/client/{new_id()}", {"serial_number": "KASSE-9"}),
        ("PATCH", f"/client/{shop.client_id}", {"state": "REGISTERED"}),
        ("PUT", f"/tx/{tx_id}?tx_revision=1", shop.wish()),
        ("DELETE", f"/export/{new_id()}", None),
    ):
        await shop.refused("E_CERTIFICATE_EXPIRED", 423, method, shop.tss + path, body)
    for path in ("", "/client", "/tx", "/metadata"):
        await shop.ok("GET", shop.tss + path)
    await shop.ok("PUT", f"{shop.tss}/export/{new_id()}")


async def test_certificates_run_out_after_a_year(till: Shop, clock: FakeClock) -> None:
    shown = await till.ok("GET", till.tss)
    end = certificate_facts(shown["certificate"]).not_after
    assert end == shown["time_creation"] + 365 * DAY
    await later(till, clock, end - clock.time())
    await till.start()  # its last second
    clock.advance(1)
    await expired(till)


async def test_certificates_can_be_ended(till: Shop) -> None:
    await till.start()
    before = await till.ok("GET", till.tss)
    till.app.control.end_certificate(till.tss_id)
    after = await till.ok("GET", till.tss)
    assert after["serial_number"] == before["serial_number"]
    facts = certificate_facts(after["certificate"])
    assert facts.key_serial_hex == after["serial_number"]
    # What was signed was signed in time.
    logs = [
        parse_log(log_file(message.signed, message.signature)).log_time.unix
        for message in till.app.control.signed_messages(till.tss_id)
    ]
    assert facts.not_before <= min(logs) <= max(logs) <= facts.not_after
    await expired(till)


async def test_certificates_can_be_short(shop: Shop, clock: FakeClock) -> None:
    shop.app.control.limits.certificate_seconds = 60
    await shop.set_up()
    clock.advance(60)
    await shop.start()
    clock.advance(1)
    await expired(shop)


# --- eviction and clean-up -------------------------------------------------------------------


async def test_created_tss_are_evicted_after_three_months(shop: Shop, clock: FakeClock) -> None:
    await shop.create()
    deployed = new_id()
    await shop.ok("PUT", f"/tss/{deployed}", {})
    await shop.ok("PATCH", f"/tss/{deployed}", {"state": "UNINITIALIZED"})
    await later(shop, clock, EVICTED_AFTER - 1)
    assert (await shop.ok("GET", shop.tss))["state"] == "CREATED"
    await later(shop, clock, 3600)
    assert (await shop.ok("GET", shop.tss))["state"] == "EVICTED"
    assert (await shop.ok("GET", f"/tss/{deployed}"))["state"] == "UNINITIALIZED"
    await shop.refused("E_TSS_EVICTED", 423, "PATCH", shop.tss, {"state": "UNINITIALIZED"})
    await shop.refused("E_TSS_CONFLICT", 409, "PUT", shop.tss, {})
    assert (await shop.ok("GET", "/tss?states[0]=EVICTED"))["count"] == 1


async def states(shop: Shop) -> dict[str, str]:
    return {tss["_id"]: tss["state"] for tss in (await shop.ok("GET", "/tss"))["data"]}


async def three_lives(shop: Shop, clock: FakeClock) -> tuple[str, str, str]:
    """One TSS disabled, one idle for 14 days, one that has signed since."""
    await shop.initialize()
    disabled = shop.tss_id
    await shop.move("DISABLED")
    shop.tss_id = idle = new_id()
    await shop.set_up()
    await later(shop, clock, 14 * DAY)
    shop.tss_id, shop.client_id = new_id(), new_id()
    await shop.set_up()
    await later(shop, clock, DAY)
    return disabled, idle, shop.tss_id


async def test_clean_up_takes_what_is_disabled_or_idle(shop: Shop, clock: FakeClock) -> None:
    disabled, idle, busy = await three_lives(shop, clock)
    async with client_for(shop.app) as http:
        live = Shop(http, shop.app)
        await live.log_in("live")
        await live.initialize()
        await live.move("DISABLED")
        assert shop.app.control.clean_up() == 2
        assert (await live.ok("GET", live.tss))["state"] == "DISABLED"
    assert await states(shop) == {disabled: "DELETED", idle: "DELETED", busy: "INITIALIZED"}
    assert shop.app.control.clean_up() == 0
    gone = f"/tss/{idle}"
    for method, path, body in (
        ("PATCH", "", {"state": "DISABLED"}),
        ("POST", "/admin/auth", {"admin_pin": PIN}),
        ("PUT", "/tx/1?tx_revision=1", shop.wish()),
        ("PUT", f"/export/{new_id()}", None),
        ("DELETE", f"/export/{new_id()}", None),
    ):
        await shop.refused("E_TSS_DELETED", 423, method, gone + path, body)


async def test_clean_up_comes_on_sundays_when_asked_for(shop: Shop, clock: FakeClock) -> None:
    shop.app.control.habits.weekly_clean_up = True
    disabled, idle, busy = await three_lives(shop, clock)
    # The fake clock begins on a Monday; fifteen days later it is Tuesday.
    assert (await states(shop))[disabled] == "DELETED"
    assert (await states(shop))[idle] == "INITIALIZED"
    await later(shop, clock, 5 * DAY)
    assert await states(shop) == {disabled: "DELETED", idle: "DELETED", busy: "INITIALIZED"}


async def test_practice_data_stays_otherwise(till: Shop, clock: FakeClock) -> None:
    await till.open_admin()
    await till.move("DISABLED")
    await later(till, clock, 10 * WEEK)
    assert (await till.ok("GET", till.tss))["state"] == "DISABLED"


# --- maintenance and capacity ----------------------------------------------------------------


async def test_maintenance_of_one_tss(till: Shop, clock: FakeClock) -> None:
    till.app.control.lock(90, till.tss_id)
    tx_id = new_id()
    requests: tuple[tuple[str, str, Any], ...] = (
        ("POST", "/admin/auth", {"admin_pin": PIN}),
        ("POST", "/admin/logout", {}),
        ("PATCH", "/admin", {"admin_puk": till.puk, "new_admin_pin": PIN}),
        ("PATCH", "", {"state": "INITIALIZED"}),
        ("PUT", f"/client/{till.client_id}", {"serial_number": "KASSE-1"}),
        ("PATCH", f"/client/{till.client_id}", {"state": "REGISTERED"}),
        ("PUT", f"/tx/{tx_id}?tx_revision=1", till.wish()),
        ("PUT", f"/export/{new_id()}", None),
    )
    before = till.inside()
    for method, path, body in requests:
        answer = await till.refused("E_TSS_LOCKED", 503, method, till.tss + path, body)
        assert answer.headers["retry-after"] == "90"
    assert till.inside() == before
    other = new_id()
    await till.ok("PUT", f"/tss/{other}", {})
    await till.ok("PATCH", f"/tss/{other}", {"state": "UNINITIALIZED"})
    clock.advance(90)
    await till.start(tx_id)


async def test_maintenance_everywhere(till: Shop) -> None:
    till.app.control.lock(90)
    await till.refused("E_TSS_LOCKED", 503, "PUT", till.tx(new_id(), 1), till.wish())
    await till.ok("GET", till.tss)
    till.app.control.lock(0)
    await till.start()


@pytest.mark.parametrize(
    "code", ["E_BOOTSTRAP_FILE_NOT_AVAILABLE", "E_SMAERS_GATEWAY_CAPACITIES_DEPLETED"]
)
async def test_no_capacity(shop: Shop, code: NoCapacity) -> None:
    first = await shop.create()
    shop.app.control.conditions.no_capacity = code
    answer = await shop.refused(code, 503, "PUT", f"/tss/{new_id()}", {})
    assert answer.headers["retry-after"] == "60"
    assert await shop.create() == first  # a repeat is no new one
    shop.app.control.conditions.no_capacity = None
    await shop.ok("PUT", f"/tss/{new_id()}", {})


async def test_five_hundred_tss_a_day(shop: Shop, clock: FakeClock) -> None:
    shop.app.control.limits.active_tss = 600
    shop.app.control.limits.tss_per_day = 2
    for _ in range(2):
        await shop.ok("PUT", f"/tss/{new_id()}", {})
    await shop.refused("E_TSS_LIMIT_PER_DAY_REACHED", 403, "PUT", shop.tss, {})
    await later(shop, clock, DAY)
    await shop.create()


async def test_dead_tss_can_still_be_read(till: Shop) -> None:
    tx_id = new_id()
    await till.start(tx_id)
    finished = await till.finish(tx_id, schema=receipt())
    for state in (TssState.DEFECTIVE, TssState.EVICTED, TssState.DELETED):
        till.app.control.put_state(till.tss_id, state)
        shown = await till.ok("GET", till.tx(tx_id))
        assert shown["qr_code_data"] == finished["qr_code_data"]
        for path in (till.tss, till.client, f"{till.tss}/client", f"{till.tss}/tx"):
            await till.ok("GET", path)
