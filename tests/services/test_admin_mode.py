"""One PIN for many changes, and an end by itself."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from services.conftest import World
from services.steps import CLIENT_ID, PIN, WRONG, Gate
from tse_companion.domain.models import ClientState
from tse_companion.errors import AdminModeEnded, PinRefused, VaultLocked
from tse_companion.services import sites
from tse_companion.services.admin_mode import IDLE, AdminMode, admin_mode
from tse_companion.services.desk import Session
from tse_companion.services.keys import keep_pin
from tse_companion.store.secrets import Kind


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now

    async def pause(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def mode(session: Session, tss_id: str, clock: Clock) -> AdminMode:
    session.site = replace(session.site, tss_id=tss_id)
    session.admin_mode = AdminMode(session, tss_id, monotonic=clock)
    return admin_mode(session)


async def deregister(mode: AdminMode) -> None:
    async with mode.at_work():
        await mode.session.client.update_client(mode.tss_id, CLIENT_ID, ClientState.DEREGISTERED)


async def test_one_login_for_many_changes(world: World, mode: AdminMode, clock: Clock) -> None:
    assert not mode.is_open
    before = world.sent("authenticateAdmin")
    await mode.enter(PIN)
    for _ in range(3):
        clock.now += IDLE - 1
        await deregister(mode)
        assert mode.seconds_left == IDLE
    assert world.sent("authenticateAdmin") == before + 1
    await mode.leave()
    assert not mode.is_open and mode.seconds_left == 0
    assert not world.control.tss(mode.tss_id).admin_logged_in


async def test_closed_by_itself_after_five_idle_minutes(
    world: World, mode: AdminMode, clock: Clock
) -> None:
    await mode.enter(PIN)
    begun = clock.now
    await mode.watch(clock.pause)
    assert clock.now - begun == pytest.approx(IDLE, abs=1.5)
    assert not mode.is_open
    assert world.sent("logoutAdmin") >= 1
    assert not world.control.tss(mode.tss_id).admin_logged_in


async def test_never_closed_while_a_change_is_under_way(
    world: World, mode: AdminMode, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await mode.enter(PIN)
    gate = Gate()
    client = mode.session.client
    monkeypatch.setattr(client, "update_client", gate.before(client.update_client))
    watching = asyncio.ensure_future(mode.watch(clock.pause))
    changing = asyncio.ensure_future(deregister(mode))
    await gate.entered.wait()
    clock.now += 2 * IDLE
    for _ in range(5):
        await asyncio.sleep(0)
    assert mode.is_open and mode.seconds_left == IDLE
    gate.open()
    await changing
    assert mode.is_open
    await watching
    assert not mode.is_open


async def test_nothing_is_asked_while_it_is_not_open(world: World, mode: AdminMode) -> None:
    before = len(world.control.requests)
    with pytest.raises(AdminModeEnded):
        await deregister(mode)
    assert len(world.control.requests) == before


async def test_ended_by_the_service(mode: AdminMode) -> None:
    await mode.enter(PIN)
    await mode.session.client.logout_admin(mode.tss_id)  # another program at the same TSS
    with pytest.raises(AdminModeEnded):
        await deregister(mode)
    assert not mode.is_open


async def test_a_wrong_pin_opens_nothing(mode: AdminMode) -> None:
    with pytest.raises(PinRefused):
        await mode.enter(WRONG)
    assert not mode.is_open


async def test_a_kept_pin_that_was_refused_is_not_tried_again(
    world: World, mode: AdminMode
) -> None:
    """Else a script with a stale PIN uses up in three nights what a person has left."""
    session, tss_id = mode.session, mode.tss_id
    await session.safe.put(tss_id, Kind.ADMIN_PIN, WRONG)
    assert await mode.kept_pin() == WRONG
    with pytest.raises(PinRefused):
        await mode.enter(WRONG)
    assert await mode.kept_pin() is None
    assert await admin_mode(replace(session, admin_mode=None)).kept_pin() is None  # a later start
    await mode.enter(PIN)  # typed; it says nothing about the kept one
    assert await mode.kept_pin() is None
    await keep_pin(session, tss_id, PIN)
    assert await mode.kept_pin() == PIN


async def test_a_kept_pin_that_holds_after_all_is_used_again(world: World, mode: AdminMode) -> None:
    session, tss_id = mode.session, mode.tss_id
    await session.safe.put(tss_id, Kind.ADMIN_PIN, PIN)
    world.control.fault("authenticateAdmin", "status", status=401, code="E_ADMIN_LOGIN_FAILED")
    with pytest.raises(PinRefused):
        await mode.enter(PIN)
    assert await mode.kept_pin() is None
    await mode.enter(PIN)  # typed by a person
    assert await mode.kept_pin() == PIN


async def test_a_refusal_is_about_one_tss(mode: AdminMode) -> None:
    """A shop whose TSS was replaced starts afresh."""
    session, tss_id = mode.session, mode.tss_id
    await session.safe.put(tss_id, Kind.ADMIN_PIN, WRONG)
    with pytest.raises(PinRefused):
        await mode.enter(WRONG)
    session.site = replace(session.site, tss_id="another")
    await session.safe.put("another", Kind.ADMIN_PIN, PIN)
    assert await admin_mode(session).kept_pin() == PIN


async def twin_of(session: Session) -> Session:
    """Another shop that works with the same TSS, so with the same PIN in the vault."""
    desk = session.desk
    twin = replace(session.site, id="5d3a0001-0000-4000-8000-000000000002", name="Kiosk")
    await desk.save_settings(desk.settings.with_site(session.site).with_site(twin))
    return await desk.connect(twin)


async def test_a_refusal_is_one_for_all_shops_of_a_tss(mode: AdminMode) -> None:
    session, tss_id = mode.session, mode.tss_id
    twin = await twin_of(session)
    await session.safe.put(tss_id, Kind.ADMIN_PIN, WRONG)
    with pytest.raises(PinRefused):
        await mode.enter(WRONG)
    assert await admin_mode(twin).kept_pin() is None
    await keep_pin(twin, tss_id, PIN)  # the right one, kept at the other shop
    assert await mode.kept_pin() == PIN
    assert await admin_mode(twin).kept_pin() == PIN


async def test_a_pin_proven_at_one_shop_is_used_again_at_the_other(
    world: World, mode: AdminMode
) -> None:
    session, tss_id = mode.session, mode.tss_id
    twin = await twin_of(session)
    await session.safe.put(tss_id, Kind.ADMIN_PIN, PIN)
    world.control.fault("authenticateAdmin", "status", status=401, code="E_ADMIN_LOGIN_FAILED")
    with pytest.raises(PinRefused):
        await mode.enter(PIN)
    await admin_mode(twin).enter(PIN)  # typed by a person
    await admin_mode(twin).leave()
    assert await mode.kept_pin() == PIN


async def test_a_refusal_outlives_the_shop_while_the_pin_does(mode: AdminMode) -> None:
    session, tss_id = mode.session, mode.tss_id
    desk, site = session.desk, session.site
    await desk.save_settings(desk.settings.with_site(site))
    await session.safe.put(tss_id, Kind.ADMIN_PIN, WRONG)
    with pytest.raises(PinRefused):
        await mode.enter(WRONG)
    await sites.remove(desk, site.id)
    await sites.bring_back(desk, site.id)
    back = await desk.connect(site)
    assert await back.safe.get(tss_id, Kind.ADMIN_PIN) == WRONG
    assert await admin_mode(back).kept_pin() is None


async def test_a_refusal_is_about_one_address(mode: AdminMode) -> None:
    """A TSS of the same id at another service has a PIN of its own."""
    session, tss_id = mode.session, mode.tss_id
    await session.safe.put(tss_id, Kind.ADMIN_PIN, WRONG)
    with pytest.raises(PinRefused):
        await mode.enter(WRONG)
    elsewhere = replace(session, safe=session.safe.at("https://other.test/api/v2"))
    elsewhere.admin_mode = None
    await elsewhere.safe.put(tss_id, Kind.ADMIN_PIN, PIN)
    assert await admin_mode(elsewhere).kept_pin() == PIN


async def test_a_vault_that_fails_does_not_hide_the_refusal(world: World, mode: AdminMode) -> None:
    world.vault.problem = VaultLocked()
    with pytest.raises(PinRefused):
        await mode.enter(WRONG)


async def test_a_typed_pin_that_is_wrong_says_nothing_about_the_kept_one(mode: AdminMode) -> None:
    await mode.session.safe.put(mode.tss_id, Kind.ADMIN_PIN, PIN)
    with pytest.raises(PinRefused):
        await mode.enter(WRONG)
    assert await mode.kept_pin() == PIN


async def test_the_mode_of_a_session_is_one(mode: AdminMode) -> None:
    assert admin_mode(mode.session) is mode
    mode.session.site = replace(mode.session.site, tss_id="another")
    assert admin_mode(mode.session) is not mode


async def test_turning_to_another_shop_ends_it(world: World, mode: AdminMode) -> None:
    await mode.enter(PIN)
    await mode.part()
    assert not mode.is_open
    assert not world.control.tss(mode.tss_id).admin_logged_in
    await mode.part()


async def test_a_run_under_way_in_the_shop_that_is_left_goes_on_to_its_end(
    world: World, mode: AdminMode, clock: Clock
) -> None:
    await mode.enter(PIN)
    watching = asyncio.ensure_future(mode.watch(clock.pause))
    with mode.held():
        await mode.part()
        for _ in range(5):
            await asyncio.sleep(0)
        await deregister(mode)
        assert mode.is_open
    begun = clock.now
    await watching
    assert clock.now - begun < 5
    assert not mode.is_open


async def test_coming_back_in_time_keeps_it_open(mode: AdminMode, clock: Clock) -> None:
    await mode.enter(PIN)
    begun = clock.now
    with mode.held():
        await mode.part()
    mode.stay()
    await mode.watch(clock.pause)
    assert clock.now - begun == pytest.approx(IDLE, abs=1.5)


async def test_of_two_shops_with_one_tss_the_last_one_logs_out(
    world: World, mode: AdminMode
) -> None:
    desk = mode.session.desk
    other = replace(mode.session.site, id="5d3a0001-0000-4000-8000-000000000002")
    theirs = admin_mode(await desk.connect(other))
    await mode.enter(PIN)
    await theirs.enter(PIN)
    await mode.leave()
    assert not mode.is_open and theirs.is_open
    assert world.control.tss(mode.tss_id).admin_logged_in
    await deregister(theirs)
    await theirs.leave()
    assert not world.control.tss(mode.tss_id).admin_logged_in
