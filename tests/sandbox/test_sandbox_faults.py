"""Faults and named scenarios: what strikes, when, how often, and what has changed by then."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.shop import PIN, Shop, client_for, new_id
from tse_companion.domain.models import TssState
from tse_companion.sandbox import scenarios
from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.clock import Clock, FakeClock
from tse_companion.sandbox.faults import ConnectionCut, FaultKind
from tse_companion.sandbox.scenario_table import FAULTS
from tse_companion.sandbox.scenarios import UnknownScenario
from tse_companion.sandbox.signde.operations import NAMES


async def test_answer_lost_after_the_change(till: Shop) -> None:
    till.app.control.fault("upsertTransaction", FaultKind.LOST_AFTER)
    tx_id = new_id()
    with pytest.raises(ConnectionCut):
        await till.start(tx_id)
    assert till.app.control.requests[-1].status is None
    again = await till.start(tx_id)
    assert again["number"] == 1
    assert again["signature"]["counter"] == "30"  # a repeat: it had happened


async def test_answer_lost_before_the_change(till: Shop) -> None:
    till.app.control.fault("upsertTransaction", "lost_before")
    tx_id = new_id()
    with pytest.raises(ConnectionCut):
        await till.start(tx_id)
    assert (await till.start(tx_id))["signature"]["counter"] == 30  # fresh: it had not


async def test_a_cut_looks_like_a_broken_connection() -> None:
    assert issubclass(ConnectionCut, ConnectionResetError)


async def test_nth_and_times(shop: Shop) -> None:
    shop.app.control.fault("listTss", "status", nth=2, times=2, status=500)
    seen = [(await shop.call("GET", "/tss")).status_code for _ in range(4)]
    assert seen == [200, 500, 500, 200]
    assert shop.app.control.faults() == ()


async def test_faults_that_never_end_can_be_cleared(shop: Shop) -> None:
    control = shop.app.control
    broken = control.fault("*", "status", times=None, status=500)
    control.fault("listTss", "status", nth=3)
    for _ in range(2):
        await shop.refused(None, 500, "GET", "/tss")
    control.clear(broken)
    assert len(control.faults()) == 1
    control.clear()
    for _ in range(3):
        await shop.ok("GET", "/tss")


@pytest.mark.parametrize(
    "wrong",
    [
        {"operation": "sellIceCream"},
        {"kind": "meteor"},
        {"nth": 0},
        {"times": 0},
    ],
)
async def test_impossible_faults_are_refused(sandbox: SandboxApp, wrong: dict[str, Any]) -> None:
    wish = {"operation": "listTss", "kind": "status", **wrong}
    with pytest.raises(ValueError):
        sandbox.control.fault(**wish)


@pytest.mark.parametrize("retry_after", [None, 7])
@pytest.mark.parametrize("after", [False, True])
async def test_server_errors(till: Shop, retry_after: int | None, after: bool) -> None:
    till.app.control.fault(
        "upsertTransaction",
        "status",
        status=503,
        code="E_TSS_LOCKED",
        retry_after=retry_after,
        after=after,
    )
    path = till.tx(new_id(), 1)
    answer = await till.refused("E_TSS_LOCKED", 503, "PUT", path, till.wish())
    assert answer.headers.get("retry-after") == (None if retry_after is None else "7")
    assert answer.json()["error"] == "Service Unavailable"
    assert till.app.control.tss(till.tss_id).transaction_counter == int(after)


async def test_a_code_brings_its_own_status(shop: Shop) -> None:
    shop.app.control.fault("createTss", "status", code="E_PENDING_TX_CONFLICT")
    await shop.refused("E_PENDING_TX_CONFLICT", 409, "PUT", shop.tss, {})
    shop.app.control.fault("createTss", "status")
    await shop.refused(None, 503, "PUT", shop.tss, {})


async def test_statuses_without_a_name(shop: Shop) -> None:
    shop.app.control.fault("listTss", "status", status=499)
    document = (await shop.refused(None, 499, "GET", "/tss")).json()
    assert "error" not in document


async def test_token_dies_mid_way_and_stays_dead(till: Shop) -> None:
    till.app.control.fault("upsertTransaction", "unauthorized", nth=2)
    tx_id = new_id()
    await till.start(tx_id)
    path = till.tx(tx_id, 1)
    for _ in range(2):
        await till.refused("E_UNAUTHORIZED", 401, "PUT", path, till.wish())
    await till.log_in()
    await till.start(tx_id)


async def test_pin_blocked_at_login(till: Shop) -> None:
    till.app.control.fault("authenticateAdmin", "pin_blocked")
    path = f"{till.tss}/admin/auth"
    for _ in range(2):
        await till.refused("E_ADMIN_PIN_BLOCKED", 423, "POST", path, {"admin_pin": PIN})
    await till.set_pin()
    await till.open_admin()


async def test_pin_can_be_blocked_directly(till: Shop) -> None:
    till.app.control.block_pin(till.tss_id)
    view = till.app.control.tss(till.tss_id)
    assert (view.is_pin_blocked, view.failures) == (True, 5)
    till.app.control.block_pin(new_id())  # nothing to block


async def test_latency_passes_on_the_clock(till: Shop, clock: FakeClock) -> None:
    till.app.control.fault("*", "latency", seconds=2, times=None)
    till.app.control.fault("upsertTransaction", "latency", seconds=5, after=True)
    begun = clock.time()
    started = await till.start()
    assert started["time_start"] == int(begun) + 2
    assert clock.time() == begun + 7


async def test_latency_does_not_hold_up_others() -> None:
    """The slow request waits for us, and meanwhile another one is answered."""
    arrived, go_on = asyncio.Event(), asyncio.Event()

    class Waiting(FakeClock):
        async def sleep(self, seconds: float) -> None:
            arrived.set()
            await go_on.wait()

    app = SandboxApp(None, clock=Waiting())
    async with client_for(app) as http, asyncio.TaskGroup() as group:
        shop = Shop(http, app)
        await shop.log_in()
        app.control.fault("createTss", "latency", seconds=60)
        slow = group.create_task(shop.create())
        await arrived.wait()
        assert (await shop.ok("GET", "/tss"))["count"] == 0
        go_on.set()
        assert (await slow)["state"] == "CREATED"
    await app.aclose()


async def test_a_caller_that_gives_up_waiting_changes_nothing() -> None:
    class Endless(FakeClock):
        async def sleep(self, seconds: float) -> None:
            await asyncio.Event().wait()

    app = SandboxApp(None, clock=Endless())
    async with client_for(app) as http:
        shop = Shop(http, app)
        await shop.log_in()
        app.control.fault("createTss", "latency", seconds=60)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await shop.create()
    assert app.control.tss_ids() == ()
    assert app.control.requests[-1].status is None
    await app.aclose()


# --- named scenarios -------------------------------------------------------------------------


@pytest.fixture
def begin(request: pytest.FixtureRequest, clock: FakeClock) -> Callable[..., SandboxApp]:
    def make(*names: str) -> SandboxApp:
        app = SandboxApp(None, seed=1, scenarios=names, clock=clock)
        request.addfinalizer(app.close)
        return app

    return make


Begin = Callable[..., SandboxApp]


async def test_slow_personalisation(begin: Begin, clock: FakeClock) -> None:
    app = begin("slow-personalisation")
    async with client_for(app) as http:
        shop = Shop(http, app)
        await shop.log_in()
        await shop.create()
        begun = clock.time()
        moved = await shop.move("UNINITIALIZED")
        assert clock.time() == begun + 30
        assert moved["time_uninit"] == moved["time_creation"] + 30
        await shop.set_pin()
        await shop.open_admin()
        await shop.move("INITIALIZED")
        assert clock.time() == begun + 30
        await shop.refused(
            "E_FAILED_SCHEMA_VALIDATION", 400, "PATCH", shop.tss, content=b"not JSON"
        )


async def test_quota_reached(begin: Begin) -> None:
    app = begin("tss-quota")
    async with client_for(app) as http:
        shop = Shop(http, app)
        await shop.log_in()
        assert (await shop.ok("GET", "/tss?states[0]=CREATED"))["count"] == 5
        await shop.refused("E_TSS_LIMIT_REACHED", 403, "PUT", shop.tss, {})
    states = {app.control.tss(tss_id).state for tss_id in app.control.tss_ids()}
    assert states == {TssState.CREATED}


async def test_pin_blocked_scenario(begin: Begin) -> None:
    app = begin("pin-blocked=2")
    async with client_for(app) as http:
        shop = Shop(http, app)
        await shop.log_in()
        await shop.set_up()
        body = {"admin_pin": PIN}
        await shop.refused("E_ADMIN_PIN_BLOCKED", 423, "POST", f"{shop.tss}/admin/auth", body)


async def test_lost_answers_by_name(begin: Begin) -> None:
    app = begin("lost-after:createTss", "lost-before:updateTss=2", "latency=0.5")
    async with client_for(app) as http:
        shop = Shop(http, app)
        await shop.log_in()
        with pytest.raises(ConnectionCut):
            await shop.create()
        assert (await shop.create())["state"] == "CREATED"
        await shop.move("UNINITIALIZED")
        with pytest.raises(ConnectionCut):
            await shop.move("UNINITIALIZED")
    assert len(app.control.tss_ids()) == 1


@pytest.mark.parametrize(
    ("name", "status", "code", "retry_after", "has_happened"),
    [
        ("server-error:createTss", 503, "E_TSS_LOCKED", None, False),
        ("maintenance:createTss=9", 503, "E_TSS_LOCKED", "9", False),
        ("too-many-requests:createTss", 429, None, "2", False),
        ("token-expired:createTss", 401, "E_UNAUTHORIZED", None, False),
        ("bad-gateway:createTss", 502, "ERROR_IDENTIFY_ERS", None, True),
    ],
)
async def test_refusing_scenarios(
    begin: Begin,
    name: str,
    status: int,
    code: str | None,
    retry_after: str | None,
    has_happened: bool,
) -> None:
    app = begin(name)
    async with client_for(app) as http:
        shop = Shop(http, app)
        await shop.log_in()
        answer = await shop.refused(code, status, "PUT", shop.tss, {})
        assert answer.headers.get("retry-after") == retry_after
        assert bool(app.control.tss_ids()) == has_happened
        await shop.log_in()
        await shop.create()


@pytest.mark.parametrize("scenario", FAULTS, ids=lambda s: s.name)
async def test_every_fault_can_be_chosen(begin: Begin, scenario: scenarios.Scenario) -> None:
    app = begin(scenario.name, f"{scenario.name}:listTss=3")
    assert {fault.operation for fault in app.control.faults()} == {scenario.operation, "listTss"}
    assert scenario.operation in ("*", *NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "meteor",
        "latency=",
        "latency=x",
        "latency=1.1.1",
        "lost-after=0",
        "shop=301",
        "open-2000=100001",
        "latency:sellIceCream",
    ],
)
def test_unknown_scenarios(text: str) -> None:
    with pytest.raises(UnknownScenario):
        SandboxApp(None, scenarios=[text])


async def test_real_clock_waits_and_can_be_moved() -> None:
    clock = Clock()
    before = clock.time()
    await clock.sleep(0)
    clock.advance(100)
    assert clock.time() >= before + 100


async def test_unknown_tss_has_no_view(sandbox: SandboxApp) -> None:
    with pytest.raises(KeyError):
        sandbox.control.tss(new_id())


async def test_chain_is_there_for_verifiers(sandbox: SandboxApp) -> None:
    sub, root = sandbox.control.chain
    assert sub != root
