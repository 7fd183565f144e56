"""What the person sees first, how the shop is looked at, and what is kept of their choices."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from gui import looking
from gui.wizard_stage import GuiWorld, Stage, click, named, staged, until
from tse_companion.errors import VaultLocked
from tse_companion.gui import i18n, theme
from tse_companion.gui.controller import REFRESH_MS
from tse_companion.gui.pages.support import SupportPage
from tse_companion.services.setup.flow import Step
from tse_companion.store.settings import SettingsFile


@asynccontextmanager
async def shop(world: GuiWorld, *, practise: bool = False) -> AsyncIterator[Stage]:
    """A start of the program on a shop that is set up."""
    async with staged(world) as stage:
        await stage.begin(practise=practise)
        if not practise:
            await stage.go_on()
            await stage.answer()
            await stage.go_on()
        await stage.to(Step.DONE)
        await stage.go_on()
        assert stage.reported == []
    async with staged(world) as stage:
        await stage.begin()
        yield stage


def overview_of(stage: Stage) -> str:
    return stage.shown_texts(stage.controller.overview_page)


# --- the first thing --------------------------------------------------------------------------


async def test_a_new_data_folder_begins_with_the_welcome(stage: Stage) -> None:
    await stage.begin()
    stage.expect(Step.WELCOME)
    assert stage.window.windowTitle() == "TSE Companion"


async def test_practising_begins_without_a_question(stage: Stage) -> None:
    await stage.begin(practise=True)
    stage.expect(Step.INVENTORY)
    assert "Practice" in stage.window.windowTitle()


async def test_a_shop_begins_with_its_overview(world: GuiWorld) -> None:
    async with shop(world) as stage:
        assert stage.controller.wizard is None
        assert stage.window.current_page == "overview"
        assert "Café Anna" in stage.window.windowTitle()
        assert "199" in overview_of(stage)  # the limit that the TSS itself names
        assert stage.reported == []


async def test_asked_to_practise_a_shop_practises(world: GuiWorld) -> None:
    async with shop(world) as stage:
        pass
    async with staged(world) as stage:
        await stage.begin(practise=True)
        stage.expect(Step.INVENTORY)


async def test_a_shop_whose_keys_are_gone_asks_for_them(world: GuiWorld) -> None:
    async with shop(world):
        pass
    world.vault.kept.clear()
    async with staged(world) as stage:
        await stage.begin()
        (dialog,) = stage.dialogs()
        assert dialog.windowTitle() == "API key of “Café Anna”"
        stage.key(Qt.Key.Key_Escape)
        await stage.settle()
        assert stage.controller.wizard is None
        assert "This shop still needs its API key." in overview_of(stage)
        assert stage.reported == []


async def test_a_vault_that_is_locked_can_be_asked_again(world: GuiWorld) -> None:
    async with shop(world):
        pass
    world.vault.problem = VaultLocked()
    async with staged(world) as stage:
        await stage.begin()
        assert [type(e) for e in stage.reported] == [VaultLocked]
        assert stage.controller.wizard is None
        world.vault.problem = None
        stage.controller.refresh()
        await stage.settle()
        assert stage.controller.site is not None
        assert "Café Anna" in stage.window.windowTitle()
        assert "199" in overview_of(stage)


# --- looking at the shop ----------------------------------------------------------------------


async def test_a_look_at_a_time(world: GuiWorld) -> None:
    async with shop(world) as stage:
        before = world.sent("retrieveTss")
        held = world.staged.hold("retrieveTss")
        stage.controller.refresh()
        stage.controller.refresh()
        await held.arrived.wait()
        stage.controller.refresh()
        held.release()
        await stage.settle()
        assert world.sent("retrieveTss") == before + 1


async def test_it_looks_once_a_minute_by_itself(world: GuiWorld) -> None:
    async with shop(world) as stage:
        timer = next(t for t in stage.window.findChildren(QTimer) if t.interval() == REFRESH_MS)
        assert timer.isActive()
        before = world.sent("retrieveTss")
        timer.setInterval(0)
        await until(lambda: world.sent("retrieveTss") > before)
        timer.setInterval(REFRESH_MS)
        await stage.settle()
        stage.controller.open_wizard()
        assert not timer.isActive()
        await stage.settle()


async def test_without_a_connection_it_stays_calm(world: GuiWorld) -> None:
    async with shop(world) as stage:
        world.network.is_down = True
        stage.controller.refresh()
        await stage.settle()
        assert stage.reported == []
        assert stage.dialogs() == []
        told = overview_of(stage)
        assert "connection" in told
        assert "199" in told  # what was seen last is still there
        world.network.is_down = False
        stage.controller.refresh()
        await stage.settle()
        assert "connection" not in overview_of(stage)


async def test_a_refusal_is_told_on_the_page(world: GuiWorld) -> None:
    async with shop(world) as stage:
        world.control.fault("retrieveTss", "status", status=403, code="E_ACCESS_DENIED")
        stage.controller.refresh()
        await stage.settle()
        assert stage.reported == []
        assert "The service does not let us look." in overview_of(stage)


async def test_leaving_the_wizard_without_a_shop(stage: Stage) -> None:
    await stage.begin()
    await stage.do("wizard_leave")
    assert stage.controller.wizard is None
    assert stage.controller.site is None
    stage.controller.overview_page.setup_requested.emit()
    await stage.settle()
    stage.expect(Step.WELCOME)


# --- what is kept -----------------------------------------------------------------------------


def support_of(stage: Stage) -> SupportPage:
    page = stage.window.page("support")
    assert isinstance(page, SupportPage)
    return page


async def test_language_look_and_size_are_kept(world: GuiWorld) -> None:
    async with shop(world, practise=True) as stage:
        page = support_of(stage)
        page.language_chosen.emit("de")
        page.scheme_chosen.emit("dark")
        page.text_percent_chosen.emit(150)
        await stage.settle()
        kept = SettingsFile(world.folders.settings).load()
        assert (kept.language, kept.theme, kept.text_percent) == ("de", "dark", 150)
        assert kept.sites == stage.desk.settings.sites


async def test_the_whole_window_follows_the_language(world: GuiWorld, qapp: QApplication) -> None:
    async with shop(world, practise=True) as stage:
        for key in ("overview", "receipts", "support"):
            stage.window.show_page(key)
            await stage.settle()
        i18n.install(qapp, "de")
        support_of(stage).language_chosen.emit("de")
        await stage.settle()
        assert "Übungs" in stage.window.windowTitle()
        assert "Practice" not in "\n".join(looking.shown_words(stage.window))
        i18n.install(qapp, "en")
        support_of(stage).language_chosen.emit("en")
        await stage.settle()
        assert "Practice shop" in stage.window.windowTitle()


async def test_dark_and_large_on_every_page(world: GuiWorld) -> None:
    async with shop(world, practise=True) as stage:
        stage.window.resize(1366, 768)
        theme.current().set_look(scheme="dark", text_percent=200)
        for key in ("overview", "receipts", "support"):
            stage.window.show_page(key)
            await stage.settle()
            looking.settle(stage.window)
            assert looking.cut_texts(stage.window) == [], key
            assert looking.nameless(stage.window) == [], key


# --- practising afresh ------------------------------------------------------------------------


@pytest.mark.parametrize("sure", [True, False])
async def test_practising_afresh_asks_first(world: GuiWorld, sure: bool) -> None:
    async with shop(world, practise=True) as stage:
        support_of(stage).practice_reset_requested.emit()
        await until(stage.dialogs)
        (dialog,) = stage.dialogs()
        click(named(dialog, "Throw the practice TSE away" if sure else "Cancel"))
        await stage.settle()
        practice = [s for s in stage.desk.settings.sites if s.kind == "practice"]
        assert bool(practice) is not sure
        if sure:
            stage.expect(Step.WELCOME)
        else:
            assert stage.controller.wizard is None


async def test_practising_afresh_leaves_a_shop_alone(world: GuiWorld) -> None:
    async with shop(world) as stage:
        site = stage.desk.settings.site()
        support_of(stage).practice_reset_requested.emit()
        await until(stage.dialogs)
        click(named(stage.dialogs()[0], "Throw the practice TSE away"))
        await stage.settle()
        assert stage.desk.settings.site() == site
        assert stage.controller.wizard is None
