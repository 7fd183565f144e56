"""Taking a TSE out of service, through the window and by keyboard."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from gui.looking import cut_texts, nameless, settle, shown_words, speak, sticking_out
from gui.tss_stage import TseStage, tse_shop
from gui.wizard_stage import GuiWorld, named, open_dialogs
from services.steps import PIN, entries
from services.test_disable import open_one, plant_export
from tse_companion.domain.models import Env, TssState
from tse_companion.gui import theme
from tse_companion.gui.disable_dialog import DisableDialog
from tse_companion.gui.widgets import Text
from tse_companion.services.disable import DisableCheck, check_disable

REASON = "replaced by a new TSE"


async def begin(shop: TseStage) -> None:
    await shop.show("tss")
    await shop.press("tss_disable")
    assert isinstance(shop.dialog(), DisableDialog)


async def fill_in(shop: TseStage) -> None:
    """Type what is asked for and press the verb."""
    serial = world_serial(shop)
    verb = shop.part(QPushButton, "disable_verb")
    shop.fill("disable_serial", serial[:-1])
    shop.fill("disable_reason", REASON)
    assert not verb.isEnabled()
    shop.fill("disable_serial", serial.upper())
    assert verb.isEnabled()
    await shop.press("disable_verb")


def world_serial(shop: TseStage) -> str:
    details = shop.tss.page.details
    assert details is not None
    return details.tss.serial_number[-8:]


async def give_pin(shop: TseStage) -> None:
    shop.stage.type(PIN.reveal())
    await shop.stage.enter()


def state(shop: TseStage) -> TssState:
    return shop.world.control.tss(shop.tss_id).state


async def test_the_whole_way(world: GuiWorld) -> None:
    async with tse_shop(world, pin=False) as shop:
        await open_one(shop.session, shop.tss_id)
        await begin(shop)
        texts = shop.texts()
        assert "Transactions that are open: 1." in texts
        assert "The service knows no completed export" in texts
        assert "Tills registered with it: 1." in texts
        await fill_in(shop)
        assert "Take it out of service all the same?" in shop.texts()
        assert "Transactions that are open: 1." in shop.texts()  # what is lost is named again
        named(shop.dialog(), "Take it out of service all the same").click()
        await shop.stage.settle()
        await give_pin(shop)
        assert state(shop) is TssState.DISABLED
        assert "The TSE is out of service for good." in shop.texts()
        assert "Nothing can be signed with it any more." in shop.texts()
        assert not shop.tss.page._disable.isVisible()
        move = next(e for e in await entries(shop.session) if e.operation == "updateTss")
        assert (move.target_state, move.note) == ("DISABLED", REASON)
        assert shop.session.admin_mode is not None and not shop.session.admin_mode.is_open
        await shop.show("overview")
        assert "Sales are no longer signed." in shop.texts()


async def test_it_can_be_left_at_each_question(world: GuiWorld) -> None:
    async with tse_shop(world, pin=False) as shop:
        await begin(shop)
        shop.stage.key(Qt.Key.Key_Escape)
        await shop.stage.settle()
        await begin(shop)
        await fill_in(shop)
        await shop.stage.enter()  # the safe button is the default
        assert not open_dialogs()
        await begin(shop)
        await fill_in(shop)
        named(shop.dialog(), "Take it out of service all the same").click()
        await shop.stage.settle()
        shop.stage.key(Qt.Key.Key_Escape)  # the PIN
        await shop.stage.settle()
        assert not open_dialogs() and state(shop) is TssState.INITIALIZED
        assert world.sent("updateTss") == 2  # of making it
        assert shop.tss.work.error is None


async def test_enter_walks_through_the_fields_to_the_verb(world: GuiWorld) -> None:
    async with tse_shop(world) as shop:
        await begin(shop)
        assert shop.part(QLineEdit, "disable_serial").hasFocus()
        shop.stage.type(world_serial(shop))
        await shop.stage.enter()
        assert shop.part(QLineEdit, "disable_reason").hasFocus()
        await shop.stage.enter()  # it is still missing
        assert shop.part(QLineEdit, "disable_serial").hasFocus()
        await shop.stage.enter()
        shop.stage.type(REASON)
        await shop.stage.enter()
        assert shop.part(QPushButton, "disable_verb").hasFocus()
        await shop.stage.enter()
        assert "Take it out of service all the same?" in shop.texts()
        shop.stage.key(Qt.Key.Key_Escape)
        await shop.stage.settle()


async def to_the_pin(shop: TseStage) -> None:
    await begin(shop)
    await fill_in(shop)
    named(shop.dialog(), "Take it out of service all the same").click()
    await shop.stage.settle()
    assert "after that the TSE is taken out of service for good" in shop.texts()
    assert "Selling goes on" not in shop.texts()
    assert shop.part(QPushButton, "admin_pin_ok").text() == "Take out of service"


async def test_the_last_question_says_what_follows_and_enter_leaves_it(world: GuiWorld) -> None:
    async with tse_shop(world) as shop:
        await to_the_pin(shop)
        assert named(shop.dialog(), "Leave it in service").hasFocus()
        await shop.stage.enter()
        assert not open_dialogs() and state(shop) is TssState.INITIALIZED
        await to_the_pin(shop)
        shop.stage.tab_to("admin_pin_kept")
        shop.stage.key(Qt.Key.Key_Space)  # another PIN than the kept one
        shop.stage.tab_to("admin_pin")
        await shop.stage.enter()
        assert open_dialogs() and state(shop) is TssState.INITIALIZED
        await give_pin(shop)
        assert state(shop) is TssState.DISABLED


async def test_an_export_of_today_still_asks_because_nobody_checked_it(world: GuiWorld) -> None:
    async with tse_shop(world) as shop:
        plant_export(world, shop.tss_id, 3600)
        await begin(shop)
        assert "The last export was asked for on" in shop.texts()
        assert "cannot check the file of an export" in shop.texts()
        await fill_in(shop)
        assert "cannot check the file of an export" in shop.texts()
        shop.stage.key(Qt.Key.Key_Escape)
        await shop.stage.settle()


async def test_an_export_that_is_missing_can_be_made_first(world: GuiWorld) -> None:
    async with tse_shop(world) as shop:
        await begin(shop)
        await shop.press("disable_export")
        assert not open_dialogs() and state(shop) is TssState.INITIALIZED
        assert shop.stage.window.current_page == "exports"
        plant_export(world, shop.tss_id, 3600)
        await begin(shop)
        export = shop.dialog().findChild(QPushButton, "disable_export")
        assert export is not None and not export.isVisible()
        shop.stage.key(Qt.Key.Key_Escape)
        await shop.stage.settle()


async def test_one_never_in_service_asks_once(world: GuiWorld) -> None:
    async with tse_shop(world, state=TssState.UNINITIALIZED, pin=False) as shop:
        await begin(shop)
        assert "there is nothing to export" in shop.texts()
        await fill_in(shop)
        await give_pin(shop)
        assert state(shop) is TssState.DISABLED


async def sure(shop: TseStage) -> None:
    """Through every question with the PIN from the vault."""
    await begin(shop)
    await fill_in(shop)
    named(shop.dialog(), "Take it out of service all the same").click()
    await shop.stage.settle()
    if open_dialogs():
        await shop.press("admin_pin_ok")


async def test_what_goes_wrong_is_told_and_the_tse_stays(world: GuiWorld) -> None:
    async with tse_shop(world) as shop:
        world.control.fault("listExports", "status", code="E_ACCESS_DENIED")
        await shop.show("tss")
        await shop.press("tss_disable")
        shop.assert_told(shop.tss.work, "E_ACCESS_DENIED")
        for fault, code in (
            ({"kind": "status", "code": "E_ADMIN_PIN_BLOCKED"}, "E_ADMIN_PIN_BLOCKED"),
            ({"kind": "status", "status": 401, "times": None}, "admin_mode_ended"),
            ({"kind": "lost_before", "times": None}, "answer_lost"),
        ):
            made = world.control.fault("updateTss", **fault)
            await sure(shop)
            shop.assert_told(shop.tss.work, code)
            world.control.clear(made)
            assert state(shop) is TssState.INITIALIZED
        world.control.fault("updateTss", "lost_after")
        await sure(shop)
        assert state(shop) is TssState.DISABLED
        assert "The TSE is out of service for good." in shop.texts()


async def test_what_came_up_meanwhile_is_told(world: GuiWorld) -> None:
    async with tse_shop(world) as shop:
        await begin(shop)
        await open_one(shop.session, shop.tss_id)
        await fill_in(shop)
        named(shop.dialog(), "Take it out of service all the same").click()
        await shop.stage.settle()
        await shop.press("admin_pin_ok")
        shop.assert_told(shop.tss.work, "disable_unconfirmed")
        assert state(shop) is TssState.INITIALIZED


# --- the dialog alone ----------------------------------------------------------------------------


@pytest.fixture
async def check(world: GuiWorld) -> DisableCheck:
    async with tse_shop(world) as shop:
        await open_one(shop.session, shop.tss_id)
        return await check_disable(shop.session, shop.tss_id, time.time())


async def test_live_asks_for_more_and_it_looks_right(check: DisableCheck, qtbot: QtBot) -> None:
    from dataclasses import replace

    live = replace(check, tss=replace(check.tss, env=Env.LIVE))
    dialog = DisableDialog(None, live)
    qtbot.addWidget(dialog)
    dialog.show()
    settle(dialog)
    assert any("ELSTER" in word for word in shown_words(dialog))
    fields = {
        name: dialog.findChild(QLineEdit, f"disable_{name}")
        for name in ("serial", "reason", "live")
    }
    serial, reason, word = fields["serial"], fields["reason"], fields["live"]
    assert serial is not None and reason is not None and word is not None
    serial.setText(check.tss.serial_number[-8:])
    reason.setText(REASON)
    verb = dialog.findChild(QPushButton, "disable_verb")
    assert verb is not None and not verb.isEnabled()
    word.setText("LIVE")
    assert verb.isEnabled()
    for percent in (100, 200):
        theme.current().set_look(text_percent=percent)
        speak("de")
        dialog.fit()
        settle(dialog)
        assert cut_texts(dialog) == [] and sticking_out(dialog) == [] and nameless(dialog) == []
    assert any("§ 146a" in text.text() for text in dialog.findChildren(Text))
