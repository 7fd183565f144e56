"""The page about PIN and PUK, through the window and by keyboard."""

from __future__ import annotations

import functools
import time
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from gui.looking import cut_texts, nameless, settle, speak, sticking_out
from gui.tss_stage import TseStage, tse_shop
from gui.wizard_stage import GuiWorld, named, open_dialogs
from services.steps import PIN, entries, outcome_of_login, puk_of
from services.test_presence import FakeSystem
from tse_companion.domain.credentials import OUR_LIMIT, Secret
from tse_companion.domain.models import TssState
from tse_companion.errors import (
    VaultLocked,
    VaultMissing,
    VaultProblem,
    VaultRefused,
    VaultTooLong,
    VaultUnreliable,
)
from tse_companion.gui import i18n, theme
from tse_companion.gui.texts import tss_state_explained
from tse_companion.gui.widgets import Revealed
from tse_companion.services.vaults import Vaults
from tse_companion.store.presence import Answer
from tse_companion.store.secrets import FileVault, Kind
from tse_companion.store.secrets.ring import Cost

NEW = "NEW-PIN-42"
OTHER = Secret("OTHER-PIN-77")  # set by somebody else
FOREIGN = "9876543210"
PROBLEMS = (VaultMissing, VaultLocked, VaultRefused, VaultUnreliable, VaultTooLong, VaultProblem)


def revealed(shop: TseStage) -> str:
    found = shop.page().findChild(QLabel, "revealed")
    assert found is not None
    return found.text() if found.isVisible() else ""


async def set_pin(shop: TseStage, pin: str = NEW, puk: str | None = None) -> None:
    """Fill the form in and send it."""
    if puk is not None:
        shop.fill("puk", puk)
    shop.fill("pin", pin)
    shop.fill("pin_again", pin)
    await shop.enter()


# --- how they stand ------------------------------------------------------------------------------


async def test_how_they_stand(world: GuiWorld) -> None:
    async with tse_shop(world) as shop:
        await shop.show("tss")
        await shop.press("tss_keys")
        assert shop.stage.window.current_page == "pin"
        texts = shop.texts()
        assert "The PUK is kept in “Memory”, and it is the right one." in texts
        assert "The admin PIN is kept in “Memory”." in texts
        assert "The service has not yet taken a PIN from this computer." in texts
        assert "before the program stops: 3" in texts
        shop.stage.window.go_back()
        assert shop.stage.window.current_page == "tss"
        for _ in range(OUR_LIMIT):
            await outcome_of_login(shop.session, shop.tss_id)
        await shop.show("pin")
        assert "No attempt left" in shop.texts()


async def test_offline_the_vault_can_still_be_seen(world: GuiWorld) -> None:
    async with tse_shop(world) as shop:
        world.network.is_down = True
        await shop.show("pin")
        shop.assert_told(shop.keys.work, "no_connection")
        assert "and it is the right one" in shop.texts()
        await set_pin(shop)
        shop.assert_told(shop.keys.work, "no_connection")
        world.network.is_down = False


async def test_where_no_pin_can_be_set(world: GuiWorld) -> None:
    async with tse_shop(world) as shop:
        for state in (TssState.CREATED, TssState.DISABLED, TssState.DEFECTIVE):
            world.control.put_state(shop.tss_id, state)
            await shop.show("tss")
            await shop.show("pin")
            assert tss_state_explained(state) in shop.texts()
            button = shop.page().findChild(QPushButton, "pin_set")
            assert button is not None and not button.isVisible()


async def test_a_vault_that_fails_is_told(world: GuiWorld) -> None:
    problems = (
        VaultMissing,
        VaultLocked,
        VaultRefused,
        VaultUnreliable,
        VaultTooLong,
        VaultProblem,
    )
    async with tse_shop(world) as shop:
        for problem in problems:
            world.vault.problem = problem()
            await shop.show("overview")
            await shop.show("pin")
            shop.assert_told(shop.keys.work, problem.code)
        world.vault.problem = None


async def test_a_kept_pin_that_was_refused_is_said_so_until_the_right_one_is_kept(
    world: GuiWorld,
) -> None:
    """Set anew elsewhere: the program finds out by one login, and asks from then on."""
    async with tse_shop(world) as shop:
        await shop.session.client.change_admin_pin(shop.tss_id, puk_of(world, shop.tss_id), OTHER)
        assert await outcome_of_login(shop.session, shop.tss_id, PIN) == "pin_refused"
        await shop.show("pin")
        said = f"refused the PIN that is kept here, on {i18n.moment(int(time.time()))[:10]}"
        assert said in shop.texts()
        assert "The program does not try it any more" in shop.texts()
        assert "The admin PIN is kept in" not in shop.texts()
        sent = world.sent("authenticateAdmin")
        await shop.show("tss")
        await shop.press("tss_disable")
        shop.stage.key(Qt.Key.Key_Escape)
        await shop.stage.settle()
        assert world.sent("authenticateAdmin") == sent
        await shop.show("pin")
        await shop.press("keep_pin")
        shop.fill("secret", OTHER.reveal())
        shop.stage.key(Qt.Key.Key_Return)
        await shop.stage.settle()
        assert "The admin PIN is kept in “Memory”." in shop.texts()
        assert "refused" not in shop.texts()
        assert not shop.page().findChild(QPushButton, "keep_pin").isVisible()  # type: ignore[union-attr]


async def test_a_new_pin_takes_the_place_of_one_that_was_refused(world: GuiWorld) -> None:
    async with tse_shop(world) as shop:
        await shop.session.client.change_admin_pin(shop.tss_id, puk_of(world, shop.tss_id), OTHER)
        assert await outcome_of_login(shop.session, shop.tss_id, PIN) == "pin_refused"
        await shop.show("pin")
        await set_pin(shop)
        assert "The admin PIN is kept in “Memory”." in shop.texts()


# --- a new PIN -----------------------------------------------------------------------------------


async def test_a_new_pin_with_the_kept_puk(world: GuiWorld) -> None:
    async with tse_shop(world) as shop:
        await shop.show("pin")
        for weak, said in (("123456", "A sequence such as"), (NEW, "The two entries differ.")):
            shop.fill("pin", weak)
            shop.fill("pin_again", weak if weak != NEW else "OTHER-77")
            await shop.press("pin_set")
            assert said in shop.texts()
        assert world.sent("changeAdminPin") == 1  # of making it
        await set_pin(shop)
        assert "The new PIN holds." in shop.texts()
        # The button waits for another PIN now; the keyboard stays near it, on the page.
        focus = shop.page().focusWidget()
        assert focus is not None and focus.hasFocus()
        assert "The service last took a PIN on" in shop.texts()
        assert await outcome_of_login(shop.session, shop.tss_id, Secret(NEW)) == "in"
        assert shop.part(QLineEdit, "pin").text() == ""
        shop.part(QCheckBox, "pin_keep").click()
        await shop.press("pin_generate")
        made = shop.part(QLineEdit, "pin").text()
        await shop.press("pin_set")
        assert "It is not kept here" in shop.texts()
        assert "The admin PIN is not kept here" in shop.texts()
        assert await outcome_of_login(shop.session, shop.tss_id, Secret(made)) == "in"


async def test_a_blocked_pin_is_unblocked_with_the_puk_from_paper(world: GuiWorld) -> None:
    async with tse_shop(world, puk=False, pin=False) as shop:
        world.control.block_pin(shop.tss_id)
        await shop.show("pin")
        assert "No PUK is kept here." in shop.texts()
        await set_pin(shop, puk=FOREIGN)
        shop.assert_told(shop.keys.work, "puk_refused")
        assert "No PUK is kept here." in shop.texts()
        await set_pin(shop, puk=puk_of(world, shop.tss_id).reveal())
        assert "The new PIN holds." in shop.texts()
        assert "and it is the right one" in shop.texts()
        assert not world.control.tss(shop.tss_id).is_pin_blocked


async def test_what_the_service_says_against_it(world: GuiWorld) -> None:
    async with tse_shop(world) as shop:
        await shop.show("pin")
        for status, said, code in (
            (400, "E_CHANGE_ADMIN_PIN_FAILED", "puk_refused"),
            (401, "E_ADMIN_LOGIN_FAILED", "puk_refused"),
            (401, None, "puk_refused"),
            (503, "E_TSS_LOCKED", "E_TSS_LOCKED"),
            (423, "E_CERTIFICATE_EXPIRED", "E_CERTIFICATE_EXPIRED"),
        ):
            world.control.fault("changeAdminPin", "status", status=status, code=said)
            await set_pin(shop)
            shop.assert_told(shop.keys.work, code)
            assert shop.part(QLineEdit, "pin").text() == NEW  # to try again with
        assert await outcome_of_login(shop.session, shop.tss_id, PIN) == "in"


async def test_lost_answers(world: GuiWorld) -> None:
    async with tse_shop(world) as shop:
        await shop.show("pin")
        world.control.fault("changeAdminPin", "lost_before")
        await set_pin(shop)
        shop.assert_told(shop.keys.work, "pin_not_set")
        world.control.fault("changeAdminPin", "lost_after")
        await set_pin(shop)
        assert "The new PIN holds." in shop.texts()
        sent = world.sent("changeAdminPin")
        world.control.fault("changeAdminPin", "lost_after")
        world.control.fault("authenticateAdmin", "lost_before")
        await set_pin(shop, "THIRD-PIN-9")
        shop.assert_told(shop.keys.work, "pin_outcome_unknown")
        assert world.sent("changeAdminPin") == sent + 1  # never a second one by itself
        assert "It is not certain which PIN holds" in shop.texts()
        named(shop.page(), "Find out by one login").click()
        await shop.stage.settle()
        assert "Settled: the new PIN holds." in shop.texts()
        assert "It is not certain which PIN holds" not in shop.texts()


# --- keeping -------------------------------------------------------------------------------------


async def test_a_puk_from_paper_is_kept_unproven(world: GuiWorld) -> None:
    async with tse_shop(world, puk=False, pin=False) as shop:
        await shop.show("pin")
        await shop.press("add_puk")
        shop.stage.type("12345")
        assert not shop.part(QPushButton, "secret_ok").isEnabled()
        shop.stage.type("67890")
        await shop.stage.enter()
        assert "The PUK is kept, unproven." in shop.texts()
        assert "Whether it is right shows only when" in shop.texts()
        await shop.press("add_puk")  # it was mistyped
        assert "is overwritten" in shop.texts()
        shop.stage.type(puk_of(world, shop.tss_id).reveal())
        await shop.stage.enter()
        await set_pin(shop)
        assert "and it is the right one" in shop.texts()
        adding = shop.page().findChild(QPushButton, "add_puk")
        assert adding is not None and not adding.isVisible()


async def test_a_pin_is_kept_once_it_is_proven_and_forgotten_again(world: GuiWorld) -> None:
    async with tse_shop(world, pin=False) as shop:
        await shop.show("pin")
        await shop.press("keep_pin")
        shop.stage.type("WRONG-PIN")
        await shop.stage.enter()
        assert "The service refused the admin PIN" in shop.texts(shop.dialog())
        shop.stage.type(PIN.reveal())
        await shop.stage.enter()
        assert "kept on this computer." in shop.texts()
        assert "The admin PIN is kept in" in shop.texts()
        assert not world.control.tss(shop.tss_id).admin_logged_in
        await shop.press("forget_pin")
        named(shop.dialog(), "Forget the PIN").click()
        await shop.stage.settle()
        assert "The PIN is no longer kept here." in shop.texts()
        assert await outcome_of_login(shop.session, shop.tss_id, PIN) == "in"


# --- showing -------------------------------------------------------------------------------------


async def test_practice_shows_them_after_a_plain_question(
    world: GuiWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with tse_shop(world) as shop:
        puk = puk_of(world, shop.tss_id).reveal()
        await shop.show("pin")
        clock = [1000.0]
        box = shop.page().findChild(Revealed)
        assert isinstance(box, Revealed)
        monkeypatch.setattr(box, "_monotonic", lambda: clock[0])
        await shop.press("show_puk")
        assert "opens nothing real" in shop.texts()
        shop.stage.key(Qt.Key.Key_Escape)
        await shop.stage.settle()
        assert revealed(shop) == "" and await entries(shop.session) == []
        await shop.press("show_puk")
        named(shop.dialog(), "Show it for 30 seconds").click()
        await shop.stage.settle()
        assert revealed(shop).replace(" ", "") == puk
        (entry,) = await entries(shop.session)
        assert (entry.operation, entry.outcome) == ("revealPuk", "done")
        QGuiApplication.clipboard().setText("before")
        label = shop.part(QLabel, "revealed")
        label.setFocus()
        QTest.keySequence(label, "Ctrl+A")
        QTest.keySequence(label, "Ctrl+C")
        assert QGuiApplication.clipboard().text() == "before"
        clock[0] += 29.9
        box._timer.timeout.emit()
        assert revealed(shop)
        clock[0] += 0.2
        box._timer.timeout.emit()
        assert revealed(shop) == "" and puk not in label.text()
        await shop.press("show_pin")
        named(shop.dialog(), "Show it for 30 seconds").click()
        await shop.stage.settle()
        assert revealed(shop).replace(" ", "") == PIN.reveal()
        await shop.show("overview")
        assert label.text() == ""  # leaving the page hides it
        log = (
            "".join(p.read_text() for p in world.folders.logs.glob("*"))
            if (world.folders.logs.exists())
            else ""
        )
        assert puk not in log


async def test_where_nobody_can_tell_nothing_is_shown(world: GuiWorld) -> None:
    async with tse_shop(world, kind="service") as shop:
        await shop.show("pin")
        assert "It cannot be confirmed here who is at the keyboard" in shop.texts()
        for name in ("show_puk", "show_pin"):
            button = shop.page().findChild(QPushButton, name)
            assert button is not None and not button.isVisible()
        shop.keys.page.puk_shown.emit()  # pressed in the very moment it went
        await shop.stage.settle()
        shop.assert_told(shop.keys.work, "presence_impossible")
        assert revealed(shop) == ""


async def test_the_password_of_the_computer_is_asked(world: GuiWorld) -> None:
    async with tse_shop(world, kind="service") as shop:
        system = FakeSystem(Answer.REFUSED, asks_itself=False)
        shop.stage.desk.presence = lambda: system
        await shop.show("pin")
        assert "The password of anna on this computer is asked" in shop.texts()
        await shop.press("show_puk")
        shop.stage.type("wrong")
        await shop.stage.enter()
        assert "This computer did not accept the password" in shop.texts(shop.dialog())
        assert shop.part(QLineEdit, "secret").text() == ""
        system.answer = Answer.CONFIRMED
        shop.stage.type("right")
        await shop.stage.enter()
        assert revealed(shop).replace(" ", "") == puk_of(world, shop.tss_id).reveal()
        await shop.press("revealed_hide")
        assert revealed(shop) == ""
        system.asks_itself = True  # as Windows does
        system.answer = Answer.CANCELLED
        await shop.press("show_puk")
        assert revealed(shop) == "" and not open_dialogs()
        assert shop.keys.work.error is None
        assert system.asked[-1][1] == "Show the PUK?"
        assert system.asked[-1][3] == int(shop.stage.window.winId())


async def test_the_passphrase_of_the_file_is_asked_again(
    world: GuiWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    cheap = functools.partial(FileVault, cost=Cost(time=1, memory=8, parallelism=1))
    monkeypatch.setattr("tse_companion.services.vaults.FileVault", cheap)
    world.make_vaults = lambda background: Vaults(
        world.folders, background, file_only=True, passphrase=Secret("correct horse")
    )
    async with tse_shop(world) as shop:
        # The shop of the file; the practice shop of this world has a vault of its own.
        site = replace(shop.session.site, kind="service")
        shop.session.safe = await shop.stage.desk.vaults.safe("service")
        await shop.session.safe.put(shop.tss_id, Kind.ADMIN_PUK, puk_of(world, shop.tss_id))
        shop.session.site = site
        await shop.show("pin")
        await shop.press("show_puk")
        shop.stage.type("something else")
        await shop.stage.enter()
        assert "The passphrase does not open the vault" in shop.texts(shop.dialog())
        shop.stage.type("correct horse")
        await shop.stage.enter()
        assert revealed(shop).replace(" ", "") == puk_of(world, shop.tss_id).reveal()


# --- looks ---------------------------------------------------------------------------------------


async def test_it_looks_right(world: GuiWorld) -> None:
    async with tse_shop(world, puk=False, pin=False) as shop:
        await shop.show("pin")
        page = shop.page()
        shop.keys.page.show_secret(is_puk=True, secret=Secret("W" * 24))
        for percent in (100, 200):
            theme.current().set_look(text_percent=percent)
            speak("de")
            shop.stage.window.resize(1366, 768)
            settle(shop.stage.window)
            settle(shop.stage.window)
            assert cut_texts(page) == [] and sticking_out(page) == [] and nameless(page) == []


def test_a_revealed_secret_ends_with_its_time(qtbot: QtBot) -> None:
    clock = [0.0]
    box = Revealed(monotonic=lambda: clock[0])
    qtbot.addWidget(box)
    box.show_secret(lambda: "PUK", Secret("1234567890"))
    with qtbot.waitSignal(box.hidden_again):
        clock[0] = Revealed.SHOWN_S
        box._timer.timeout.emit()
    assert not box.is_shown and box.isHidden()
