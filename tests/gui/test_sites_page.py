"""Several shops in the real window: named, removed, brought back, taken along, kept apart."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QRadioButton

from gui import looking
from gui.light_shop import plant_lightly
from gui.shop_stage import PIN, SITE_ID, at_shop, plant
from gui.wizard_stage import BASE_URL, GuiWorld, Stage, staged, until
from tse_companion.domain.credentials import Secret
from tse_companion.gui import theme
from tse_companion.gui.pages.sites import SitesPage
from tse_companion.gui.switcher import ShopSwitch
from tse_companion.services.admin_mode import admin_mode
from tse_companion.services.setup.flow import Step
from tse_companion.services.sites import Kind, kept_secrets
from tse_companion.store.secrets.places import Place
from tse_companion.store.settings import SettingsFile, Site

# The screen without a screen knows no other windows in front of it.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

OTHER = Site("5d3a0001-0000-4000-8000-0000000000bb", "Eisdiele", "service", BASE_URL, env="TEST")


@pytest.fixture
async def two(world: GuiWorld) -> str:
    """Two shops: one with everything in the vault, one that came without keys."""
    tss_id = plant_lightly(world)
    add(world, OTHER)
    world.vault.put(Place(tss_id, Kind.ADMIN_PUK), Secret("THE-PUK-12"))
    return tss_id


@pytest.fixture
async def real(world: GuiWorld) -> str:
    """The same, and the TSS of the first one is there."""
    tss_id = plant(world)
    add(world, OTHER)
    world.vault.put(Place(tss_id, Kind.ADMIN_PUK), world.control.tss(tss_id).puk)
    return tss_id


def add(world: GuiWorld, site: Site) -> None:
    """A further shop in the settings."""
    file = SettingsFile(world.folders.settings)
    file.save(replace(file.load(), sites=(*file.load().sites, site)))


@asynccontextmanager
async def at(world: GuiWorld, page: str) -> AsyncIterator[Stage]:
    """One start of the program with this page open; no failure may reach the reporter."""
    async with at_shop(world, page) as stage:
        yield stage
        assert stage.reported == []


def page_of(stage: Stage) -> SitesPage:
    page = stage.window.page("sites")
    assert isinstance(page, SitesPage)
    return page


def listed(stage: Stage) -> list[list[str]]:
    """The table as it is read: name, environment, state, what is kept, note."""
    model = page_of(stage)._table.rows
    columns = range(model.columnCount())
    return [
        [model.index(row, column).data() for column in columns] for row in range(model.rowCount())
    ]


async def press(stage: Stage, name: str) -> None:
    """Reach a button by Tab and press it by Space."""
    stage.tab_to(name)
    stage.key(Qt.Key.Key_Space)
    await stage.settle()


async def choose(stage: Stage, name: str) -> None:
    """Walk in the table with the arrow keys until this shop is the current one."""
    stage.tab_to("sites_table")
    table = page_of(stage)._table
    for _ in range(table.rows.rowCount()):
        stage.key(Qt.Key.Key_Up)
    for _ in range(table.rows.rowCount()):
        if table.currentIndex().siblingAtColumn(0).data() == name:
            stage.key(Qt.Key.Key_Space)
            return
        stage.key(Qt.Key.Key_Down)
    raise AssertionError(f"{name!r} is not in the table")


async def back(stage: Stage) -> None:
    """The window takes the keyboard back, as a system's window manager lets it."""
    stage.window.activateWindow()
    await until(stage.window.isActiveWindow)


def say_file(path: Path) -> None:
    """Choose a file in the dialog that is open."""
    (dialog,) = [d for d in looking_dialogs() if isinstance(d, QFileDialog)]
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(str(path))
    dialog.accept()


def looking_dialogs() -> list[object]:
    from gui.wizard_stage import open_dialogs

    return list(open_dialogs())


# --- the list --------------------------------------------------------------------------------


async def test_the_list_tells_what_is_kept_and_seen(world: GuiWorld, real: str) -> None:
    async with at(world, "sites") as stage:
        assert listed(stage) == [
            ["Café Morgenrot", "Test", "in service", "API key, PUK", "shown now"],
            ["Eisdiele", "Test", "not seen yet", "nothing", "needs its API key"],
        ]
        stage.tab_to("sites_search")
        stage.type("eis")
        assert [line[0] for line in listed(stage)] == ["Eisdiele"]
        stage.type("x")
        assert "No shop matches." in stage.shown_texts(page_of(stage))


async def test_reached_from_the_switch_and_from_support(world: GuiWorld, two: str) -> None:
    async with at(world, "overview") as stage:
        stage.key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        switch = stage.window.findChild(ShopSwitch)
        assert switch is not None
        assert switch.menu_shown is not None
        switch.menu_shown.close()
        switch.manage_requested.emit()
        await back(stage)
        assert stage.window.current_page == "sites"
        stage.window.show_page("support")
        await stage.settle()
        await press(stage, "support_sites")
        assert stage.window.current_page == "sites"
        stage.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        assert stage.window.current_page == "support"


async def test_a_shop_is_renamed_everywhere_at_once(world: GuiWorld, two: str) -> None:
    async with at(world, "sites") as stage:
        await choose(stage, "Café Morgenrot")
        await press(stage, "sites_edit")
        (dialog,) = stage.dialogs()
        ok = dialog.findChild(QPushButton, "site_ok")
        assert ok is not None
        stage.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        stage.type("EISDIELE")
        assert not ok.isEnabled()
        assert "Another shop is called so." in stage.shown_texts(dialog)
        stage.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        stage.type("x" * 81)
        assert "Too long" in stage.shown_texts(dialog)
        stage.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        stage.key(Qt.Key.Key_Delete)
        assert "A shop needs a name." in stage.shown_texts(dialog)
        stage.type("Café Abendrot")
        stage.tab_to("site_business")
        stage.type("Abendrot GmbH")
        await stage.enter()
        assert "Café Abendrot" in stage.window.windowTitle()
        assert listed(stage)[0][0] == "Café Abendrot"
        assert "Saved: “Café Abendrot”." in stage.shown_texts(page_of(stage))
        site = stage.desk.settings.site()
        assert site is not None
        assert site.own.business_name == "Abendrot GmbH"
        assert stage.controller.site == site


# --- removing --------------------------------------------------------------------------------


async def test_a_shop_is_forgotten_and_brought_back(world: GuiWorld, two: str) -> None:
    async with at(world, "sites") as stage:
        await choose(stage, "Café Morgenrot")
        await press(stage, "sites_remove")
        (dialog,) = stage.dialogs()
        assert "The tills go on selling." in stage.shown_texts(dialog)
        stage.tab_to("remove_ok")  # by itself it keeps the secrets
        stage.key(Qt.Key.Key_Space)
        await until(lambda: stage.dialogs() and stage.dialogs()[0] is not dialog)
        # The other shop is shown now; it came without keys and asks for them.
        assert "Eisdiele" in stage.dialogs()[0].windowTitle()
        stage.key(Qt.Key.Key_Escape)
        await stage.settle()
        await back(stage)
        assert "Eisdiele" in stage.window.windowTitle()
        assert listed(stage)[0][4] == "removed; secrets kept"
        assert await kept_secrets(stage.desk, stage.desk.settings.removed[0])
        await choose(stage, "Café Morgenrot")
        await press(stage, "sites_back")
        assert listed(stage)[0][3:] == ["API key, PUK", ""]
        await choose(stage, "Café Morgenrot")
        await stage.enter()  # opens it
        assert stage.window.current_page == "overview"
        assert "Café Morgenrot" in stage.window.windowTitle()
        assert "This TSE no longer exists." in shown(stage)


def shown(stage: Stage) -> str:
    return stage.shown_texts(stage.controller.overview_page)


async def test_the_puk_goes_only_when_the_name_was_typed(world: GuiWorld, two: str) -> None:
    async with at(world, "sites") as stage:
        await choose(stage, "Café Morgenrot")
        await press(stage, "sites_remove")
        (dialog,) = stage.dialogs()
        delete = dialog.findChild(QRadioButton, "remove_delete")
        ok = dialog.findChild(QPushButton, "remove_ok")
        field = dialog.findChild(QLineEdit, "remove_name")
        assert delete is not None and ok is not None and field is not None
        assert ok.isEnabled() and not field.isVisible()
        stage.tab_to("remove_keep")
        stage.key(Qt.Key.Key_Down)
        assert delete.isChecked() and not ok.isEnabled()
        assert "Without the PUK the PIN can never be set again" in stage.shown_texts(dialog)
        stage.tab_to("remove_name")
        stage.type("Café Morgen")
        assert not ok.isEnabled()
        stage.type("rot")
        stage.tab_to("remove_ok")
        stage.key(Qt.Key.Key_Space)
        await until(lambda: stage.dialogs() and stage.dialogs()[0] is not dialog)
        stage.key(Qt.Key.Key_Escape)
        await stage.settle()
        assert world.vault.kept == {}
        assert [line[0] for line in listed(stage)] == ["Eisdiele"]
        assert "its secrets are deleted" in stage.shown_texts(page_of(stage))


async def test_the_last_shop_leaves_a_welcome(world: GuiWorld) -> None:
    plant_lightly(world)
    async with at(world, "sites") as stage:
        await choose(stage, "Café Morgenrot")
        await press(stage, "sites_remove")
        stage.tab_to("remove_ok")
        stage.key(Qt.Key.Key_Space)
        await stage.settle()
        assert stage.window.windowTitle() == "TSE Companion"
        assert stage.controller.site is None
        switch = stage.window.findChild(ShopSwitch)
        assert switch is not None
        assert not switch.isVisible()
        stage.window.show_page("overview")
        assert "No shop is set up yet." in shown(stage)


async def test_a_batch_that_is_not_ended_keeps_the_shop(world: GuiWorld, two: str) -> None:
    from services.test_notices import open_batch

    async with at(world, "sites") as stage:
        await open_batch(stage.desk, SITE_ID, two)
        await choose(stage, "Café Morgenrot")
        await press(stage, "sites_remove")
        assert stage.dialogs() == []
        assert "This shop cannot be removed now" in stage.shown_texts(page_of(stage))
        assert len(stage.desk.settings.sites) == 2


async def test_practising_is_begun_afresh_instead(world: GuiWorld) -> None:
    plant_lightly(world)
    add(world, Site("5d3a0001-0000-4000-8000-0000000000cc", "", "practice", BASE_URL))
    async with at(world, "sites") as stage:
        await choose(stage, "Practice shop")
        await press(stage, "sites_remove")
        (dialog,) = stage.dialogs()
        assert dialog.windowTitle() == "Start practising afresh?"
        stage.key(Qt.Key.Key_Escape)
        await stage.settle()
        assert len(stage.desk.settings.sites) == 2


# --- files -----------------------------------------------------------------------------------


async def test_shops_are_taken_to_another_computer(
    world: GuiWorld, two: str, tmp_path: Path
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


async def test_a_file_that_is_not_ours_is_told(world: GuiWorld, two: str, tmp_path: Path) -> None:
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


async def test_keys_are_asked_for_and_tried(world: GuiWorld, real: str) -> None:
    file = SettingsFile(world.folders.settings)
    imported = replace(OTHER, tss_id=real, id="5d3a0001-0000-4000-8000-0000000000dd", name="Neu")
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
    world: GuiWorld, real: str
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
        assert not world.control.tss(real).admin_logged_in
        assert "Eisdiele" in stage.window.windowTitle()
        assert stage.desk.settings.current_site == OTHER.id
        desk = stage.controller.receipt_desk
        assert desk._session is not session
        assert desk.page._till.count() == 0  # no till of the other shop can be chosen


async def test_a_look_at_the_shop_before_does_not_show_up_late(world: GuiWorld, real: str) -> None:
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


async def test_another_shop_opens_the_wizard(world: GuiWorld, two: str) -> None:
    async with at(world, "sites") as stage:
        await press(stage, "sites_add")
        stage.expect(Step.WELCOME)


# --- looks -----------------------------------------------------------------------------------


async def test_it_fits_every_text_size(world: GuiWorld, two: str) -> None:
    async with at(world, "sites") as stage:
        stage.window.resize(1366, 768)
        for percent, language in ((100, "de"), (200, "en"), (200, "de")):
            looking.speak("de" if language == "de" else "en")
            theme.current().set_look(text_percent=percent)
            page_of(stage).select(SITE_ID)
            looking.settle(stage.window)
            assert looking.cut_texts(stage.window) == []
            assert looking.sticking_out(stage.window) == []
            assert looking.nameless(stage.window) == []
