"""Several shops in the real window: listed, named, removed and brought back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QRadioButton

from gui import looking
from gui.light_shop import plant_lightly
from gui.shop_stage import SITE_ID
from gui.sites_stage import (
    add,
    at,
    back,
    choose,
    listed,
    page_of,
    press,
    shown,
)
from gui.wizard_stage import BASE_URL, GuiWorld, Stage, until
from tse_companion.gui import theme
from tse_companion.gui.switcher import ShopSwitch
from tse_companion.services.sites import kept_secrets
from tse_companion.store.settings import Site

# The screen without a screen knows no other windows in front of it.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


# --- the list --------------------------------------------------------------------------------


async def test_the_list_tells_what_is_kept_and_seen(world: GuiWorld, real_shops: str) -> None:
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


async def test_reached_from_the_switch_and_from_support(world: GuiWorld, two_shops: str) -> None:
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


async def test_a_shop_is_renamed_everywhere_at_once(world: GuiWorld, two_shops: str) -> None:
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


async def test_a_shop_is_forgotten_and_brought_back(world: GuiWorld, two_shops: str) -> None:
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
        said = "“Café Morgenrot” is removed. Its secrets are kept"
        assert said in stage.shown_texts(page_of(stage))
        assert listed(stage)[0][4] == "removed; secrets kept"
        stage.key(Qt.Key.Key_Escape)
        await stage.settle()
        assert said in stage.shown_texts(page_of(stage))
        for key in ("overview", "sites"):
            stage.window.show_page(key)
            await stage.settle()
        assert said not in stage.shown_texts(page_of(stage))  # no news any more
        await back(stage)
        assert "Eisdiele" in stage.window.windowTitle()
        assert listed(stage)[0][4] == "removed; secrets kept"
        page_of(stage)._table.clearSelection()
        assert why_not(stage, "sites_open") == "Select one shop in the table first."
        await choose(stage, "Café Morgenrot")
        assert why_not(stage, "sites_open") == "This shop is removed. Bring it back first."
        assert why_not(stage, "sites_back") == ""
        assert await kept_secrets(stage.desk, stage.desk.settings.removed[0])
        await choose(stage, "Café Morgenrot")
        await press(stage, "sites_back")
        assert listed(stage)[0][3:] == ["API key, PUK", ""]
        await choose(stage, "Café Morgenrot")
        await stage.enter()  # opens it
        assert stage.window.current_page == "overview"
        assert "Café Morgenrot" in stage.window.windowTitle()
        assert "This TSE no longer exists." in shown(stage)


async def test_the_puk_goes_only_when_the_name_was_typed(world: GuiWorld, two_shops: str) -> None:
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
        stage.key(Qt.Key.Key_Return)  # not yet, and nothing is lost
        stage.type("rot")
        stage.key(Qt.Key.Key_Return)
        assert stage.tab_to("remove_ok") == []
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


async def test_a_batch_that_is_not_ended_keeps_the_shop(world: GuiWorld, two_shops: str) -> None:
    from services.test_notices import open_batch

    async with at(world, "sites") as stage:
        await open_batch(stage.desk, SITE_ID, two_shops)
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
        assert why_not(stage, "sites_edit") == "Not for the practice shop."
        assert why_not(stage, "sites_back").startswith("Only for a shop that was removed")
        assert why_not(stage, "sites_export") == ""
        await press(stage, "sites_remove")
        (dialog,) = stage.dialogs()
        assert dialog.windowTitle() == "Start practising afresh?"
        stage.key(Qt.Key.Key_Escape)
        await stage.settle()
        assert len(stage.desk.settings.sites) == 2


def why_not(stage: Stage, name: str) -> str:
    button = page_of(stage).findChild(QPushButton, name)
    assert button is not None
    return button.toolTip()


# --- looks -----------------------------------------------------------------------------------


async def test_it_fits_every_text_size(world: GuiWorld, two_shops: str) -> None:
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
