"""Shops are taken to another computer without their secrets, and kept apart from each other."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from gui.shop_stage import PIN, SITE_ID
from gui.sites_stage import (
    OTHER,
    at,
    listed,
    page_of,
    press,
    say_file,
    shown,
)
from gui.wizard_stage import GuiWorld, staged, until
from tse_companion.domain.credentials import Secret
from tse_companion.services.admin_mode import admin_mode
from tse_companion.services.setup.flow import Step
from tse_companion.services.sites import Kind
from tse_companion.store.secrets.places import Place
from tse_companion.store.settings import SettingsFile

# The screen without a screen knows no other windows in front of it.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


# --- files -----------------------------------------------------------------------------------


async def test_shops_are_taken_to_another_computer(
    world: GuiWorld, two_shops: str, tmp_path: Path
) -> None:
    path = tmp_path / "shops.json"
    async with at(world, "sites") as stage:
        stage.tab_to("sites_export")
        stage.key(Qt.Key.Key_Space)
        await until(stage.dialogs)
        say_file(path)
        await stage.settle()
        assert "2 shops exported as “shops.json”." in stage.shown_texts(page_of(stage))
    content = path.read_text(encoding="utf-8")
    for secret in world.vault.kept.values():
        assert secret.reveal() not in content
    elsewhere = GuiWorld(tmp_path / "elsewhere")
    elsewhere.sandbox.close()
    elsewhere.network.sandbox = world.staged
    async with staged(elsewhere) as stage:
        await stage.begin()
        await stage.do("wizard_leave")
        stage.window.show_page("sites")
        await stage.settle()
        stage.tab_to("sites_import")
        stage.key(Qt.Key.Key_Space)
        await until(stage.dialogs)
        say_file(path)
        await until(lambda: any(d.windowTitle() == "Add 2 shops?" for d in stage.dialogs()))
        await stage.enter()
        assert [line[0] for line in listed(stage)] == ["Café Morgenrot", "Eisdiele"]
        assert "2 shops added." in stage.shown_texts(page_of(stage))
        assert stage.desk.settings.site(SITE_ID) is None  # no id comes from a file


async def test_a_file_that_is_not_ours_is_told(
    world: GuiWorld, two_shops: str, tmp_path: Path
) -> None:
    path = tmp_path / "shops.json"
    path.write_text(json.dumps({"format": "else"}), encoding="utf-8")
    async with at(world, "sites") as stage:
        stage.tab_to("sites_import")
        stage.key(Qt.Key.Key_Space)
        await until(stage.dialogs)
        say_file(path)
        await stage.settle()
        assert "This file holds no shops that can be added" in stage.shown_texts(page_of(stage))
        assert stage.reported == []


async def test_keys_are_asked_for_and_tried(world: GuiWorld, real_shops: str) -> None:
    file = SettingsFile(world.folders.settings)
    imported = replace(
        OTHER, tss_id=real_shops, id="5d3a0001-0000-4000-8000-0000000000dd", name="Neu"
    )
    file.save(replace(file.load(), sites=(imported,), current_site=imported.id))
    async with staged(world) as stage:
        await stage.begin()
        (dialog,) = stage.dialogs()
        assert dialog.windowTitle() == "API key of “Neu”"
        stage.type("wrong")
        stage.tab_to("keys_secret")
        stage.type("wrong too")
        stage.key(Qt.Key.Key_Return)
        await until(lambda: stage.dialogs() and stage.dialogs()[0] is not dialog)
        (dialog,) = stage.dialogs()
        dialog.activateWindow()
        await until(dialog.isActiveWindow)
        texts = stage.shown_texts(dialog)
        assert "Check API key and API secret." in texts
        for name, secret in (
            ("keys_key", world.sandbox.api_key),
            ("keys_secret", world.sandbox.api_secret),
        ):
            stage.tab_to(name)
            stage.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            stage.type(secret)
        await stage.enter()
        assert stage.dialogs() == []
        assert "can" in shown(stage) or "ready" in shown(stage)
        assert world.vault.kept[Place(imported.id, Kind.API_KEY)].same_as(
            Secret(world.sandbox.api_key)
        )
        assert stage.reported == []


# --- kept apart ------------------------------------------------------------------------------


async def test_turning_to_another_shop_ends_admin_mode_and_clears_the_pages(
    world: GuiWorld, real_shops: str
) -> None:
    for kind, secret in (
        (Kind.API_KEY, world.sandbox.api_key),
        (Kind.API_SECRET, world.sandbox.api_secret),
    ):
        world.vault.put(Place(OTHER.id, kind), Secret(secret))
    async with at(world, "receipts") as stage:
        session = stage.desk.sessions()[0]
        mode = admin_mode(session)
        await mode.enter(Secret(PIN))
        house = stage.controller._house
        assert house is not None
        house.admin.badge.watch(mode)
        stage.controller.tasks.start(mode.watch(), name="admin-mode", once=True)
        assert house.admin.badge.isVisible()
        stage.window.site_chosen.emit(OTHER.id)
        await until(lambda: not mode.is_open)
        await stage.settle()
        assert not house.admin.badge.isVisible()
        assert not world.control.tss(real_shops).admin_logged_in
        assert "Eisdiele" in stage.window.windowTitle()
        assert stage.desk.settings.current_site == OTHER.id
        desk = stage.controller.receipt_desk
        assert desk._session is not session
        assert desk.page._till.count() == 0  # no till of the other shop can be chosen


async def test_a_look_at_the_shop_before_does_not_show_up_late(
    world: GuiWorld, real_shops: str
) -> None:
    async with at(world, "overview") as stage:
        held = world.staged.hold("retrieveTss")
        stage.controller.refresh()
        await held.arrived.wait()
        stage.window.site_chosen.emit(OTHER.id)
        await until(stage.dialogs)
        stage.key(Qt.Key.Key_Escape)
        held.release()
        await stage.settle()
        assert "This shop still needs its API key." in shown(stage)
        assert "199" not in shown(stage)


async def test_another_shop_opens_the_wizard(world: GuiWorld, two_shops: str) -> None:
    async with at(world, "sites") as stage:
        await press(stage, "sites_add")
        stage.expect(Step.WELCOME)
