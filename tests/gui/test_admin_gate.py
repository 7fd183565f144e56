"""The admin PIN: asked once, told when it is wrong, and over when the time is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from gui.looking import cut_texts, nameless, shown_words, sticking_out
from gui.shop_stage import PIN, at_shop, plant
from gui.wizard_stage import GuiWorld, Stage, named, turns, until
from tse_companion.domain.credentials import Secret
from tse_companion.errors import AppError, PinAttemptsUsed
from tse_companion.gui.admin_gate import AdminBadge, AdminGate, PinDialog
from tse_companion.gui.widgets import Mark
from tse_companion.services.admin_mode import IDLE, AdminMode
from tse_companion.services.desk import Session
from tse_companion.store.secrets import Kind
from tse_companion.store.secrets.places import Place

WRONG = "WRONG-PIN"


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Asked:
    """One question for admin mode, and what comes of it."""

    def __init__(self, stage: Stage, clock: Clock) -> None:
        house = stage.controller._house
        assert house is not None
        self.stage = stage
        self.world = stage.world
        self.gate: AdminGate = house.admin
        (self.session,) = stage.desk.sessions()
        assert self.session.site.tss_id is not None
        self.tss_id: str = self.session.site.tss_id
        self.session.admin_mode = AdminMode(self.session, self.tss_id, monotonic=clock)
        self.got: list[AdminMode | AppError | None] = []

    @property
    def badge(self) -> AdminBadge:
        return self.gate.badge

    @property
    def dialog(self) -> PinDialog:
        (found,) = self.stage.dialogs()
        assert isinstance(found, PinDialog)
        return found

    @property
    def logged_in(self) -> bool:
        return self.world.control.tss(self.tss_id).admin_logged_in

    @property
    def failures(self) -> int:
        return self.world.control.tss(self.tss_id).failures

    async def ask(self) -> None:
        """Ask for admin mode, until the question is there or answered."""
        self.stage.controller.tasks.start(self._ask(self.session), name="asked")
        await self.stage.settle()

    async def _ask(self, session: Session) -> None:
        try:
            self.got.append(await self.gate.open_for(session))
        except AppError as error:
            self.got.append(error)

    async def answer(self, pin: str) -> None:
        """Type it where the focus is, and Enter."""
        self.stage.type(pin)
        self.stage.key(Qt.Key.Key_Return)
        await turns()
        await self.stage.settle()

    def change(self) -> AdminMode:
        """The mode that the last question opened."""
        mode = self.got[-1]
        assert isinstance(mode, AdminMode)
        return mode


@asynccontextmanager
async def asking(world: GuiWorld, clock: Clock) -> AsyncIterator[Asked]:
    async with at_shop(world, "overview") as stage:
        yield Asked(stage, clock)
        assert stage.reported == []


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def asked(world: GuiWorld, clock: Clock) -> AsyncIterator[Asked]:
    plant(world)
    async with asking(world, clock) as made:
        yield made


def keep(world: GuiWorld, tss_id: str, pin: str) -> None:
    world.vault.put(Place(tss_id, Kind.ADMIN_PIN), Secret(pin))


async def test_asked_once_for_several_changes(asked: Asked, clock: Clock) -> None:
    assert not asked.badge.isVisible()
    await asked.ask()
    assert cut_texts(asked.dialog) == sticking_out(asked.dialog) == nameless(asked.dialog) == []
    await asked.answer(PIN)
    assert asked.logged_in and asked.badge.isVisible()
    sent = asked.world.sent("authenticateAdmin")
    for _ in range(3):
        clock.now += IDLE - 1
        async with asked.change().at_work():
            pass
        await asked.ask()
    assert asked.world.sent("authenticateAdmin") == sent
    assert asked.got == [asked.change()] * 4


async def test_a_short_pin_is_not_sent(asked: Asked) -> None:
    await asked.ask()
    ok = asked.dialog.findChild(QPushButton, "admin_pin_ok")
    assert isinstance(ok, QPushButton) and not ok.isEnabled()
    asked.stage.type(PIN[:5])
    assert not ok.isEnabled()
    asked.stage.type(PIN[5:])
    assert ok.isEnabled()


async def test_cancelled(asked: Asked) -> None:
    before = asked.world.sent("authenticateAdmin")
    await asked.ask()
    asked.stage.key(Qt.Key.Key_Escape)
    await asked.stage.settle()
    assert asked.got == [None]
    assert asked.world.sent("authenticateAdmin") == before
    assert not asked.badge.isVisible()


async def test_a_wrong_pin_is_told_and_counted(asked: Asked) -> None:
    await asked.ask()
    assert "3 attempts left before the program stops." in shown_words(asked.dialog)
    await asked.answer(WRONG)
    assert asked.failures == 1
    words = shown_words(asked.dialog)
    assert "The service refused this PIN." in words
    assert "2 attempts left before the program stops." in words
    assert WRONG not in words
    asked.stage.type("K")  # the complaint is about what was typed before
    assert "The service refused this PIN." not in shown_words(asked.dialog)
    await asked.answer(PIN[1:])
    assert asked.logged_in and asked.failures == 0


async def test_three_wrong_ones_stop_with_words(asked: Asked) -> None:
    await asked.ask()
    for _ in range(3):
        await asked.answer(WRONG)
    (error,) = asked.got
    assert isinstance(error, PinAttemptsUsed)
    assert asked.stage.dialogs() == []
    assert asked.failures == 3
    # Asking again sends nothing: the fifth would block the PIN.
    await asked.ask()
    assert isinstance(asked.got[-1], PinAttemptsUsed)
    assert asked.failures == 3
    assert not asked.badge.isVisible()


async def test_a_blocked_pin_is_the_caller_s_to_tell(asked: Asked) -> None:
    asked.world.control.block_pin(asked.tss_id)
    await asked.ask()
    await asked.answer(PIN)
    (error,) = asked.got
    assert isinstance(error, AppError) and error.code == "E_ADMIN_PIN_BLOCKED"


async def test_the_kept_pin_is_used_by_one_key(asked: Asked) -> None:
    keep(asked.world, asked.tss_id, PIN)
    await asked.ask()
    kept = asked.dialog.findChild(QCheckBox, "admin_pin_kept")
    field = asked.dialog.findChild(QLineEdit, "admin_pin")
    assert isinstance(kept, QCheckBox) and isinstance(field, QLineEdit)
    assert kept.isChecked() and not field.isVisible()
    assert PIN not in shown_words(asked.dialog)
    asked.stage.key(Qt.Key.Key_Return)
    await turns()
    await asked.stage.settle()
    assert asked.logged_in


async def test_another_one_than_the_kept_can_be_typed(asked: Asked) -> None:
    keep(asked.world, asked.tss_id, WRONG)
    await asked.ask()
    asked.stage.tab_to("admin_pin_kept")
    asked.stage.key(Qt.Key.Key_Space)
    await turns()
    asked.stage.tab_to("admin_pin")
    await asked.answer(PIN)
    assert asked.logged_in and asked.failures == 0


async def test_a_kept_pin_that_is_wrong_is_not_offered_again(asked: Asked) -> None:
    keep(asked.world, asked.tss_id, WRONG)
    await asked.ask()
    asked.stage.key(Qt.Key.Key_Return)
    await turns()
    await asked.stage.settle()
    kept = asked.dialog.findChild(QCheckBox, "admin_pin_kept")
    assert isinstance(kept, QCheckBox) and not kept.isVisible()
    assert "The service refused this PIN." in shown_words(asked.dialog)
    await asked.answer(PIN)
    assert asked.logged_in


async def test_without_a_vault_it_is_typed(asked: Asked) -> None:
    from tse_companion.errors import VaultLocked

    asked.world.vault.problem = VaultLocked()
    await asked.ask()
    await asked.answer(PIN)
    assert asked.logged_in


# --- the badge -----------------------------------------------------------------------------------


async def test_the_time_that_is_left_is_in_sight_on_every_page(asked: Asked, clock: Clock) -> None:
    await asked.ask()
    await asked.answer(PIN)
    window = asked.stage.window
    for left, words in ((IDLE, "5:00"), (299.4, "4:59"), (61, "1:01"), (8, "0:08")):
        clock.now = 1000 + IDLE - left
        asked.badge._tell()
        assert f"Admin mode {words}" in shown_words(asked.badge)
    for page in ("support", "receipts", "overview"):
        window.show_page(page)
        assert asked.badge.isVisible()
        assert cut_texts(asked.badge) == []
    await asked.stage.settle()


async def test_over_by_itself(asked: Asked, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tse_companion.services.admin_mode._TICK", 0.01)
    await asked.ask()
    await asked.answer(PIN)
    clock.now += IDLE + 1
    await until(lambda: not asked.logged_in)
    asked.badge._tell()
    assert not asked.badge.isVisible()
    await asked.ask()  # the next change asks again
    assert "Open admin mode" in shown_words(asked.dialog)


async def test_ended_by_its_button(asked: Asked) -> None:
    await asked.ask()
    await asked.answer(PIN)
    named(asked.badge, "End").click()
    await asked.stage.settle()
    assert not asked.logged_in
    asked.badge._tell()
    assert not asked.badge.isVisible()


async def test_the_mode_of_another_shop_ends_when_one_is_opened(asked: Asked, clock: Clock) -> None:
    await asked.ask()
    await asked.answer(PIN)
    first = asked.change()
    other = AdminMode(asked.session, asked.tss_id, monotonic=clock)
    await other.enter(Secret(PIN))
    asked.session.admin_mode = other
    await asked.ask()
    assert asked.badge.mode is other
    assert not first.is_open


async def test_the_program_s_end_logs_out(world: GuiWorld, clock: Clock) -> None:
    from tse_companion.services.admin import close_all_left_open

    tss_id = plant(world)
    async with asking(world, clock) as asked:
        await asked.ask()
        await asked.answer(PIN)
        # As bootstrap does it: the window's own work ends first, then each admin session.
        asked.stage.controller.stop_asking()
        await asked.stage.controller.aclose()
        for session in asked.stage.desk.sessions():
            await asyncio.wait_for(close_all_left_open(session), 3)
    assert not world.control.tss(tss_id).admin_logged_in


def test_the_last_attempt_is_a_warning(qtbot: QtBot) -> None:
    for left, kind in ((3, "info"), (2, "info"), (1, "warn")):
        dialog = PinDialog(None, left=left, refused=left < 3)
        qtbot.addWidget(dialog)
        mark = dialog.findChild(Mark)
        assert mark is not None and mark._kind == kind
