"""A shop whose TSE has ended gets a new one through the real window, by keyboard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton, QTableView

from gui.exports_stage import Shop, choose, ready
from gui.looking import cut_texts, nameless, settle, speak, sticking_out
from gui.shop_stage import SITE_ID, at_shop, plant
from gui.sites_stage import OTHER
from gui.tss_stage import tse_shop
from gui.wizard_stage import GuiWorld, Stage, killed, named, staged, turns, until
from services.steps import Gate
from tse_companion.domain.models import Env, TssState
from tse_companion.gui import theme
from tse_companion.services import sites
from tse_companion.services.setup.flow import Step
from tse_companion.store.secrets import Kind, Place


async def press_renew(stage: Stage, name: str = "overview_renew") -> None:
    stage.tab_to(name)
    stage.key(Qt.Key.Key_Space)
    await stage.settle()


async def on_to(stage: Stage, goal: Step) -> None:
    """By keyboard from the inventory on, where a new one is chosen already."""
    while stage.step is not goal:
        before = stage.step
        if before in (Step.CREATE, Step.REVIEW) and stage.field("live_word").isVisible():
            assert not stage.next.isEnabled()
            stage.type("LIVE")
        elif before is not Step.INVENTORY:
            await stage.answer()
        await stage.enter()
        if before is Step.RECEIPT and stage.step is before:
            await stage.enter()
        assert stage.wizard.error is None, stage.wizard.error
        assert stage.step is not before, f"stuck at {before}"


def shop_tss(stage: Stage) -> str | None:
    site = stage.desk.settings.site(SITE_ID)
    assert site is not None
    return site.tss_id


async def test_from_the_overview_to_the_tills_of_the_new_one(world: GuiWorld) -> None:
    old = plant(world, env=Env.LIVE)
    world.vault.put(Place(old, Kind.ADMIN_PUK), world.control.tss(old).puk)
    async with at_shop(world, "tills") as stage:  # what is shown of the old one must go
        world.control.put_state(old, TssState.DISABLED)
        stage.window.show_page("overview")
        stage.key(Qt.Key.Key_F5)
        await stage.settle()
        await press_renew(stage)
        stage.expect(Step.INVENTORY)
        texts = stage.shown_texts()
        assert "A new TSE for this shop" in texts
        card = stage.find(QRadioButton, "tss_new")
        assert "may cost money every month" in card.accessibleDescription()
        assert not stage.button("wizard_back").isVisible()
        await on_to(stage, Step.REVIEW)
        assert shop_tss(stage) == old  # not before the new one is in service
        await on_to(stage, Step.DONE)
        new = shop_tss(stage)
        assert new is not None and new != old
        texts = stage.shown_texts()
        assert "The tills have to be registered anew" in texts
        assert stage.next.text() == "To the tills"
        await stage.enter()
        assert stage.controller.wizard is None
        assert stage.window.current_page == "tills"
        table = stage.window.page("tills").findChild(QTableView, "tills_table")
        assert table is not None
        rows = range(table.model().rowCount())
        assert [table.model().index(row, 0).data() for row in rows] == ["KASSE-1"]
        assert [s.tss_id for s in stage.desk.settings.sites] == [new]
        assert stage.reported == []
    for tss_id in (old, new):
        assert world.vault.kept[Place(tss_id, Kind.ADMIN_PUK)].same_as(
            world.control.tss(tss_id).puk
        )
    assert world.sent("createTss") == 1


async def to_the_exports(stage: Stage) -> None:
    """By keyboard, out of the wizard."""
    button = named(stage.wizard, "To the exports")
    while QApplication.focusWidget() is not button:
        stage.key(Qt.Key.Key_Tab)
    await stage.enter()
    assert stage.controller.wizard is None
    assert stage.window.current_page == "exports"


async def renew_again(stage: Stage) -> None:
    stage.window.show_page("overview")
    await stage.settle()
    await press_renew(stage)
    stage.expect(Step.INVENTORY)


async def test_the_export_of_the_old_one_comes_first(
    world: GuiWorld, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """From the warning to the exports, made and saved there, and back without a warning."""
    old = plant(world)
    world.control.put_state(old, TssState.DISABLED)
    world.when_pausing = world.control.clock.advance
    async with staged(world) as stage:
        await stage.begin()
        await press_renew(stage)
        assert "The old TSE is not exported completely" in stage.shown_texts()
        assert "Make a complete export first" in stage.shown_texts()
        await to_the_exports(stage)
        shop = Shop(stage)
        await ready(shop)
        await renew_again(stage)
        assert "The export of the old TSE is not saved" in stage.shown_texts()
        assert "Save the file of the export first." in stage.shown_texts()
        await to_the_exports(stage)
        await shop.select()
        choose(monkeypatch, tmp_path / "old.tar")
        await shop.press("save")
        assert (tmp_path / "old.tar").exists()
        await renew_again(stage)
        assert "not exported" not in stage.shown_texts()
        assert stage.reported == []
    assert world.sent("createTss") == 0


async def test_one_that_makes_no_export_any_more_is_told_apart(world: GuiWorld) -> None:
    old = plant(world)
    world.control.put_state(old, TssState.DEFECTIVE)
    async with staged(world) as stage:
        await stage.begin()
        await press_renew(stage)
        assert "The service makes no more exports of it." in stage.shown_texts()
        assert stage.find(QRadioButton, "tss_new").isChecked()  # it goes on all the same
        assert stage.next.isEnabled()


async def test_from_the_page_of_the_tse(world: GuiWorld) -> None:
    async with tse_shop(world) as shop:
        await shop.show("tss")
        renew = shop.page().findChild(QPushButton, "tss_renew")
        assert renew is not None
        for state in TssState:
            if state is TssState.UNKNOWN:
                continue
            world.control.put_state(shop.tss_id, state)
            await shop.press("tss_refresh")
            dead = state in (
                TssState.DISABLED,
                TssState.DEFECTIVE,
                TssState.EVICTED,
                TssState.DELETED,
            )
            assert renew.isVisible() is dead, state
        world.control.put_state(shop.tss_id, TssState.INITIALIZED)
        world.control.end_certificate(shop.tss_id)
        await shop.press("tss_refresh")
        await shop.press("tss_renew")
        shop.stage.expect(Step.INVENTORY)
        card = shop.stage.find(QRadioButton, f"tss_{shop.tss_id}")
        assert not card.isEnabled()  # though its state still says that it is ready


@pytest.mark.parametrize("step", [Step.CREATE, Step.KEEP_PUK, Step.REVIEW])
async def test_cut_off_it_goes_on_and_the_shop_keeps_the_old_one(
    world: GuiWorld, step: Step
) -> None:
    old = plant(world)
    world.control.put_state(old, TssState.DEFECTIVE)
    async with killed(world) as stage:
        await stage.begin()
        await press_renew(stage)
        await on_to(stage, step)
        begun = stage.wizard.setup.draft.tss_id
    async with staged(world) as stage:
        await stage.begin()
        assert shop_tss(stage) == old
        assert stage.wizard.setup.draft.tss_id == begun
        await stage.do("wizard_leave")
        assert stage.window.current_page == "overview"
        await press_renew(stage)  # the same again, not another one
        assert stage.wizard.setup.draft.tss_id == begun
        await on_to(stage, Step.DONE)
        assert shop_tss(stage) == begun
        assert stage.reported == []
    assert world.sent("createTss") == 1


@asynccontextmanager
async def being_left(
    world: GuiWorld, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Stage, Gate]]:
    """The wizard is left after a renewal, and the gate holds back the end of the old session."""
    old = plant(world)
    world.control.put_state(old, TssState.DISABLED)
    gate = Gate()
    monkeypatch.setattr(f"{sites.__name__}.end_session", gate.before(sites.end_session))
    async with staged(world) as stage:
        await stage.begin()
        await press_renew(stage)
        await on_to(stage, Step.DONE)
        stage.key(Qt.Key.Key_Return)
        await gate.entered.wait()
        yield stage, gate
        assert stage.reported == []


async def test_while_it_is_left_nothing_is_offered_about_the_old_one(
    world: GuiWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with being_left(world, monkeypatch) as (stage, gate):
        overview = stage.controller.overview_page
        renew = overview.findChild(QPushButton, "overview_renew")
        assert renew is not None and not renew.isVisible()
        assert "We are asking the service" in stage.shown_texts(overview)
        sent = world.sent("retrieveTss")
        stage.key(Qt.Key.Key_F5)
        await turns()
        assert world.sent("retrieveTss") == sent
        gate.open()
        await stage.settle()
        assert stage.window.current_page == "tills"


async def test_a_new_wizard_waits_until_the_last_one_is_left(
    world: GuiWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with being_left(world, monkeypatch) as (stage, gate):
        stage.window.site_chosen.emit("")  # another shop, as the choice of shops asks for it
        await turns()
        assert stage.controller.wizard is None
        gate.open()
        await stage.settle()
        stage.expect(Step.WELCOME)


async def test_a_wizard_that_waits_is_not_opened_at_the_program_s_end(
    world: GuiWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with being_left(world, monkeypatch) as (stage, _):
        stage.window.site_chosen.emit("")
        await turns()
        await stage.controller.aclose()
        assert stage.controller.wizard is None


async def test_a_shop_chosen_while_the_wizard_is_left_stays(
    world: GuiWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with being_left(world, monkeypatch) as (stage, gate):
        await stage.desk.save_settings(stage.desk.settings.with_site(OTHER))
        stage.window.site_chosen.emit(OTHER.id)
        await until(stage.dialogs)  # it asks for its key
        stage.key(Qt.Key.Key_Escape)
        gate.open()
        await stage.settle()
        assert stage.dialogs() == []  # and not once more
        assert stage.window.current_page == "overview"
        overview = stage.shown_texts(stage.controller.overview_page)
        assert "This shop still needs its API key." in overview


async def test_one_that_has_recovered_meanwhile_is_not_replaced(world: GuiWorld) -> None:
    old = plant(world)
    world.control.put_state(old, TssState.DEFECTIVE)
    async with staged(world) as stage:
        await stage.begin()
        stage.tab_to("overview_renew")
        world.control.put_state(old, TssState.INITIALIZED)
        stage.key(Qt.Key.Key_Space)
        await until(lambda: stage.controller.wizard is None)
        await stage.settle()
        assert "ready" in stage.shown_texts(stage.controller.overview_page)
    assert world.changes() == []


async def test_without_a_connection_it_says_so_and_can_be_tried_again(world: GuiWorld) -> None:
    old = plant(world)
    world.control.put_state(old, TssState.DISABLED)
    async with staged(world) as stage:
        await stage.begin()
        stage.tab_to("overview_renew")
        world.network.is_down = True
        stage.key(Qt.Key.Key_Space)
        await stage.settle()
        stage.assert_told("no_connection")
        assert not stage.button("wizard_back").isVisible()
        world.network.is_down = False
        assert stage.next.text() == "Try again"
        await stage.enter()
        stage.expect(Step.INVENTORY)
        assert stage.wizard.error is None
    assert world.changes() == []


async def test_a_begun_one_that_has_ended_too_is_told(world: GuiWorld) -> None:
    old = plant(world)
    world.control.put_state(old, TssState.DISABLED)
    async with killed(world) as stage:
        await stage.begin()
        await press_renew(stage)
        await on_to(stage, Step.PIN)
        begun = stage.wizard.setup.draft.tss_id or ""
    world.control.put_state(begun, TssState.DEFECTIVE)
    async with staged(world) as stage:
        await stage.begin()
        stage.expect(Step.INVENTORY)
        stage.assert_told("tss_unusable")
        await on_to(stage, Step.CREATE)
        assert stage.wizard.setup.draft.tss_id not in (old, begun)


async def test_nothing_is_cut_and_everything_has_a_name(world: GuiWorld) -> None:
    old = plant(world)
    world.control.put_state(old, TssState.DISABLED)
    async with staged(world) as stage:
        await stage.begin()
        stage.window.resize(1366, 768)
        theme.current().set_look(text_percent=200)
        speak("de")
        settle(stage.window)
        assert cut_texts(stage.window) == sticking_out(stage.window) == []
        await press_renew(stage)
        settle(stage.window)
        assert cut_texts(stage.window) == sticking_out(stage.window) == []
        assert nameless(stage.window) == []
        await on_to(stage, Step.DONE)
        settle(stage.window)
        assert cut_texts(stage.window) == sticking_out(stage.window) == []
