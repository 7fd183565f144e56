"""Several tills at once, and another shop meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import Qt

from gui.several_stage import Several, several
from gui.shop_stage import PIN, SITE_ID, plant
from gui.sites_stage import OTHER, add
from gui.wizard_stage import GuiWorld, until
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import ClientState
from tse_companion.services.admin_mode import admin_mode
from tse_companion.store.secrets import Kind, Place


@pytest.fixture
async def two_shops_page(world: GuiWorld) -> AsyncIterator[Several]:
    plant(world)
    add(world, OTHER)
    world.vault.put(Place(OTHER.id, Kind.API_KEY), Secret(world.sandbox.api_key))
    world.vault.put(Place(OTHER.id, Kind.API_SECRET), Secret(world.sandbox.api_secret))
    async with several(world) as made:
        yield made


@pytest.mark.parametrize("shown", ["till-list", "tills"])
async def test_turning_to_another_shop_ends_it_and_admin_mode_and_the_summary_waits(
    two_shops_page: Several, shown: str
) -> None:
    page = two_shops_page
    tss = page.world.control.tss
    await page.check("K1\nK2\nK3")
    await page.press("till_list_run")
    held = page.world.staged.hold("createClient")
    page.stage.type(PIN)
    page.stage.key(Qt.Key.Key_Return)
    await held.arrived.wait()
    mode = admin_mode(page.session)
    page.stage.window.show_page(shown)
    page.stage.window.site_chosen.emit(OTHER.id)
    await until(lambda: "Eisdiele" in page.stage.window.windowTitle())
    assert mode.is_open  # the line under way still needs it
    held.release()
    await until(lambda: not mode.is_open)
    await until(lambda: not tss(mode.tss_id).admin_logged_in)
    await page.stage.settle()
    assert page.world.sent("createClient") == 1
    page.stage.window.show_page("till-list")
    await page.stage.settle()
    assert page.fates() == {} and "Stopped" not in page.words()  # of the other shop
    page.stage.window.site_chosen.emit(SITE_ID)
    await until(lambda: "Morgenrot" in page.stage.window.windowTitle())
    await page.stage.settle()
    assert "Stopped. 2 tills are not registered yet." in page.words()
    assert page.fates()[1] == "registered" and page.fates()[2] == "will be registered"
    assert page.client("K1") is ClientState.REGISTERED and page.client("K2") is None
    await page.come_back()
    await page.press("till_list_run")
    await page.type(PIN)
    assert "Done. 3 tills can sign from now on." in page.words()
    assert page.world.sent("createClient") == 3


async def test_a_paused_one_keeps_admin_mode_open_for_nobody(two_shops_page: Several) -> None:
    page = two_shops_page
    await page.open_admin_mode()
    await page.check("K1\nK2")
    held = page.world.staged.hold("createClient")
    page.button("run").click()
    await held.arrived.wait()
    page.button("pause").click()
    held.release()
    await until(lambda: page.fates()[1] == "registered")
    mode = admin_mode(page.session)
    page.stage.window.show_page("overview")
    page.stage.window.site_chosen.emit(OTHER.id)
    await until(lambda: not mode.is_open)
    await until(lambda: not page.world.control.tss(mode.tss_id).admin_logged_in)
    page.stage.window.site_chosen.emit(SITE_ID)
    await until(lambda: "Morgenrot" in page.stage.window.windowTitle())
    page.stage.window.show_page("till-list")
    page.button("pause").click()  # go on
    await page.stage.settle()
    assert page.told_code() == "admin_mode_ended"
    assert "Stopped. 1 till is not registered yet." in page.words()
    assert page.world.sent("createClient") == 1


async def test_another_shop_while_the_pin_is_asked_for_begins_nothing(
    two_shops_page: Several,
) -> None:
    page = two_shops_page
    await page.check("K1")
    await page.press("till_list_run")
    page.stage.window.site_chosen.emit(OTHER.id)
    await until(lambda: "Eisdiele" in page.stage.window.windowTitle())
    await page.type(PIN)
    mode = admin_mode(page.session)
    assert page.world.sent("authenticateAdmin") == 1
    assert not mode.is_open and not page.world.control.tss(mode.tss_id).admin_logged_in
    assert page.world.sent("createClient") == 0 and page.fates() == {}
    assert not page.button("pause").isVisible()


async def test_the_shop_left_and_come_back_to_during_the_login_begins_nothing(
    two_shops_page: Several,
) -> None:
    page = two_shops_page
    await page.check("K1\nK2")
    await page.press("till_list_run")
    held = page.world.staged.hold("authenticateAdmin")
    page.stage.type(PIN)
    page.stage.key(Qt.Key.Key_Return)
    await held.arrived.wait()
    page.stage.window.site_chosen.emit(OTHER.id)
    await until(lambda: "Eisdiele" in page.stage.window.windowTitle())
    page.stage.window.site_chosen.emit(SITE_ID)
    await until(lambda: "Morgenrot" in page.stage.window.windowTitle())
    held.release()
    await page.stage.settle()
    assert page.world.sent("createClient") == 0 and page.fates() == {}
    assert not page.button("pause").isVisible()
    assert page.list_desk.run is None and page.button("check").isEnabled()
