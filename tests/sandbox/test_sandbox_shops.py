"""Scenarios: each does what its line says, and the planted shops are what they promise."""

from __future__ import annotations

import base64
import itertools
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sandbox.shop import Shop, client_for, new_id
from tse_companion.domain.models import ClientState, TssState
from tse_companion.sandbox import scenarios
from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.clock import FakeClock
from tse_companion.sandbox.scenario_table import FAULTS, HABITS, LIFE, SHOPS
from tse_companion.sandbox.shops.lively import OLD_TILL, TILLS
from tse_companion.sandbox.shops.planting import PIN
from tse_companion.tse.keys import verify_signature
from tse_companion.tse.messages import log_file, parse_log
from tse_companion.tse.verify import verify_qr_text

DAY = 86_400


@pytest.fixture(scope="module")
def cafe() -> Iterator[SandboxApp]:
    """The shop of the scenario in full; tests only look at it."""
    app = SandboxApp(None, seed=3, scenarios=["shop"], clock=FakeClock())
    yield app
    app.close()


async def transactions(shop: Shop, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while True:
        path = f"/tx?order_by=number&offset={len(found)}{query}"
        page = await shop.ok("GET", path)
        found += page["data"]
        if len(found) == page["count"]:
            return found


async def test_the_cafe_as_its_clients_see_it(cafe: SandboxApp) -> None:
    now = cafe.control.clock.time()
    async with client_for(cafe) as http:
        shop = Shop(http, cafe)
        await shop.log_in()
        (tss,) = (await shop.ok("GET", "/tss"))["data"]
        assert (tss["state"], tss["description"]) == ("INITIALIZED", "Cafe Morgenrot")
        assert tss["number_active_transactions"] == 40
        assert tss["number_registered_clients"] == 3
        clients = (await shop.ok("GET", "/client"))["data"]
        states = {c["serial_number"]: c["state"] for c in clients}
        assert states == {**dict.fromkeys(TILLS, "REGISTERED"), OLD_TILL: "DEREGISTERED"}
        every = await transactions(shop)
    assert [tx["number"] for tx in every] == list(range(1, len(every) + 1))
    assert len(every) > 600
    still_open = [tx for tx in every if tx["state"] == "ACTIVE"]
    assert len(still_open) == 40
    ages = sorted(now - tx["time_start"] for tx in still_open)
    assert ages[0] < 3600
    assert ages[-1] > 5 * DAY
    assert len({int(age) // 3600 for age in ages}) > 20
    assert Counter(tx["client_serial_number"] for tx in still_open)[OLD_TILL] == 6
    # Stopped right after the start, left at a table, broken off: told apart by what is there.
    causes = Counter(
        (tx["revision"] > 1, next(iter(tx["schema"].get("standard_v1", {"": 0})), ""))
        for tx in still_open
    )
    assert causes == {(False, ""): 20, (True, "order"): 10, (True, "receipt"): 10}
    closed = [tx for tx in every if tx["state"] != "ACTIVE"]
    days = {tx["time_start"] // DAY for tx in closed}
    assert len(days) >= 7
    texts = Counter(
        base64.b64decode(tx["schema"]["raw"]["process_data"]).decode().partition("^")[0]
        for tx in closed
        if "receipt" in tx["schema"]["standard_v1"]
    )
    kinds = {"Beleg", "AVTraining", "AVBelegabbruch", "AVBelegstorno", "AVRechnung"}
    assert kinds <= set(texts)
    assert texts["AVTraining"] >= 18
    assert any("order" in tx["schema"]["standard_v1"] for tx in closed)
    codes = [tx["qr_code_data"] for tx in closed if tx["state"] == "FINISHED"]
    for code in codes[::10]:
        assert verify_qr_text(code).status == "valid"
    after = [tx for tx in every if tx["client_serial_number"] == OLD_TILL]
    assert max(tx["time_start"] for tx in after) < now - 3 * DAY


async def test_every_message_of_the_cafe_verifies_without_gap(cafe: SandboxApp) -> None:
    (tss_id,) = cafe.control.tss_ids()
    messages = cafe.control.signed_messages(tss_id)
    first, *_ = logs = [parse_log(log_file(m.signed, m.signature)) for m in messages]
    async with client_for(cafe) as http:
        shop = Shop(http, cafe)
        await shop.log_in()
        key = base64.b64decode((await shop.ok("GET", f"/tss/{tss_id}"))["public_key"])
    for log in logs:
        verify_signature(key, log.algorithm, log.signed, log.signature)
    counters = [log.counter for log in logs]
    assert counters == list(range(2, cafe.control.tss(tss_id).signature_counter + 1))
    times = [log.log_time.unix for log in logs]
    assert all(a <= b for a, b in itertools.pairwise(times))
    assert times[0] < cafe.control.clock.time() - 7 * DAY
    assert times[-1] <= cafe.control.clock.time()
    assert first.kind == "system"


async def test_the_pin_of_a_planted_shop_is_known(clock: FakeClock) -> None:
    app = SandboxApp(None, seed=3, scenarios=["clients-199=2"], clock=clock)
    (tss_id,) = app.control.tss_ids()
    pin = app.control.tss(tss_id).pin
    assert pin is not None
    assert pin.reveal() == PIN
    assert not app.control.tss(tss_id).admin_logged_in
    async with client_for(app) as http:
        shop = Shop(http, app, tss_id)
        await shop.log_in()
        await shop.open_admin(PIN)
        await shop.register("KASSE-003")
        assert (await shop.start())["number"] == 1
    app.close()


def test_a_shop_is_planted_once_for_a_state_file(tmp_path: Path, clock: FakeClock) -> None:
    names = ["shop=1", "open-2000=2", "clients-199=2"]
    first = SandboxApp(tmp_path / "state", seed=3, scenarios=names, clock=clock)
    before = [first.control.tss(tss_id).signature_counter for tss_id in first.control.tss_ids()]
    first.close()
    clock.advance(DAY)
    again = SandboxApp(tmp_path / "state", scenarios=names, clock=clock)
    after = [again.control.tss(tss_id).signature_counter for tss_id in again.control.tss_ids()]
    assert after == before
    planted = again.control.tss_ids()
    assert len(planted) == 3
    # After a reset it is another one, with keys of its own.
    again.control.reset()
    scenarios.parse("shop=1").start(again.control)
    (other,) = again.control.tss_ids()
    assert other != planted[0]
    again.close()


def test_the_same_seed_plants_the_same_shop(clock: FakeClock) -> None:
    def messages() -> list[bytes]:
        app = SandboxApp(None, seed=3, scenarios=["shop=1"], clock=clock)
        (tss_id,) = app.control.tss_ids()
        found = [m.signed + m.signature for m in app.control.signed_messages(tss_id)]
        app.close()
        return found

    assert messages() == messages()


@pytest.mark.slow
async def test_two_thousand_open_transactions(clock: FakeClock) -> None:
    app = SandboxApp(None, seed=3, scenarios=["open-2000"], clock=clock)
    (tss_id,) = app.control.tss_ids()
    view = app.control.tss(tss_id)
    assert view.active_transactions == 2000
    async with client_for(app) as http:
        shop = Shop(http, app, tss_id, view.clients[0].id)
        await shop.log_in()
        await shop.refused("E_TX_LIMIT_REACHED", 400, "PUT", shop.tx(new_id(), 1), shop.wish())
        await shop.ok("PUT", shop.tx(1, 2), shop.wish("CANCELLED", schema=empty()))
        assert (await shop.start())["number"] == 2001
    app.close()


def empty() -> dict[str, Any]:
    return {
        "standard_v1": {"receipt": {"receipt_type": "CANCELLATION", "amounts_per_vat_rate": []}}
    }


async def test_a_hundred_and_ninety_nine_clients(clock: FakeClock) -> None:
    app = SandboxApp(None, seed=3, scenarios=["clients-199"], clock=clock)
    (tss_id,) = app.control.tss_ids()
    view = app.control.tss(tss_id)
    assert [c.state for c in view.clients] == [ClientState.REGISTERED] * 199
    async with client_for(app) as http:
        shop = Shop(http, app, tss_id)
        await shop.log_in()
        await shop.open_admin(PIN)
        body = {"serial_number": "KASSE-200"}
        await shop.refused("E_CLIENT_LIMIT_REACHED", 403, "PUT", shop.client, body)
    app.close()


# --- what becomes of TSS, and how answers look -----------------------------------------------

Check = Callable[[Shop], Awaitable[Any]]


async def _creating_is(shop: Shop, code: str, status: int) -> None:
    await shop.refused(code, status, "PUT", f"/tss/{new_id()}", {})


async def _exporting_is(shop: Shop, code: str, status: int) -> None:
    await shop.refused(code, status, "PUT", f"{shop.tss}/export/{new_id()}")


async def _blocks(shop: Shop) -> None:
    await shop.ok("PUT", f"{shop.tss}/export/{new_id()}")
    await shop.refused("E_EXPORT_IN_PROGRESS", 409, "PUT", shop.tx(new_id(), 1), shop.wish())


async def _is_expired(shop: Shop) -> None:
    path = f"{shop.tss}/admin/logout"
    await shop.refused("E_CERTIFICATE_EXPIRED", 423, "POST", path, {})


async def _is_locked(shop: Shop) -> None:
    await shop.refused("E_TSS_LOCKED", 503, "POST", f"{shop.tss}/admin/logout", {})


async def _has_state(shop: Shop, state: str) -> None:
    assert (await shop.ok("GET", shop.tss))["state"] == state


async def _is_later(shop: Shop) -> None:
    assert shop.app.control.clock.time() >= FakeClock().time() + DAY


async def _is_short(shop: Shop) -> None:
    tss_id = new_id()
    created = await shop.ok("PUT", f"/tss/{tss_id}", {})
    until = shop.app.control.tss(tss_id).certificate_until
    assert until == created["time_creation"] + 60


async def _counts_with(shop: Shop, kind: type) -> None:
    for _ in range(2):
        counter = (await shop.ok("GET", shop.tx(1)))["signature"]["counter"]
        assert type(counter) is kind


async def _has_extra(shop: Shop) -> None:
    assert "x_flag" in await shop.ok("GET", shop.tss)


async def _continues(shop: Shop) -> None:
    key = shop.app.control.accounts["own"]
    body = {"api_key": key.api_key, "api_secret": key.api_secret}
    assert await shop.ok("POST", "/auth", body) == await shop.ok("POST", "/auth", body)


async def _is_pem(shop: Shop) -> None:
    assert (await shop.ok("GET", shop.tss))["certificate"].startswith("-----BEGIN")


async def _cleans_up(shop: Shop) -> None:
    assert shop.app.control.habits.weekly_clean_up


EFFECTS: dict[str, Check] = {
    "later": _is_later,
    "clean-up": lambda shop: _has_state(shop, "INITIALIZED"),
    "defective": lambda shop: _has_state(shop, "DEFECTIVE"),
    "certificate-expired": _is_expired,
    "short-certificates": _is_short,
    "locked": _is_locked,
    "no-bootstrap-file": lambda s: _creating_is(s, "E_BOOTSTRAP_FILE_NOT_AVAILABLE", 503),
    "no-capacity": lambda s: _creating_is(s, "E_SMAERS_GATEWAY_CAPACITIES_DEPLETED", 503),
    "exports-paused": lambda s: _exporting_is(s, "E_EXPORT_TEMPORARILY_UNAVAILABLE", 503),
    "exports-forbidden": lambda s: _exporting_is(s, "E_EXPORT_FORBIDDEN", 423),
    "blocking-exports": _blocks,
    "extra-members": _has_extra,
    "number-counters": lambda shop: _counts_with(shop, int),
    "text-counters": lambda shop: _counts_with(shop, str),
    "continued-session": _continues,
    "pem-certificates": _is_pem,
    "weekly-clean-up": _cleans_up,
}


@pytest.mark.parametrize("name", [s.name for s in (*LIFE, *HABITS)])
async def test_every_scenario_of_life_and_habits(clock: FakeClock, name: str) -> None:
    app = SandboxApp(None, seed=3, scenarios=["open-2000=1", name], clock=clock)
    async with client_for(app) as http:
        shop = Shop(http, app, app.control.tss_ids()[0])
        await shop.log_in()
        await EFFECTS[name](shop)
    app.close()


async def test_clean_up_after_two_idle_weeks(clock: FakeClock) -> None:
    names = ["clients-199=1", "later=15", "clean-up"]
    app = SandboxApp(None, seed=3, scenarios=names, clock=clock)
    (tss_id,) = app.control.tss_ids()
    assert app.control.tss(tss_id).state is TssState.DELETED
    app.close()


def test_overview_names_all_of_them() -> None:
    lines = scenarios.overview().splitlines()
    for scenario in (*SHOPS, *LIFE, *HABITS, *FAULTS):
        assert sum(line.split()[:1] == [scenario.name] for line in lines) == 1
    names = [scenario.name for scenario in scenarios.SCENARIOS]
    assert len(set(names)) == len(names)
    assert max(map(len, lines)) <= 100
