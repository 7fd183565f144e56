"""The keyboard stays near what was pressed, and Tab walks as the eye does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.looking import shown
from gui.shop_stage import at_shop, plant
from gui.wizard_stage import GuiWorld, Stage
from tse_companion.gui.keyboard import FocusKeeper, give_focus

NAMES = ("above", "one", "two", "below")


class Page(QWidget):
    """Four buttons; the middle two are of the page that keeps the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.room = QWidget()
        self.above, self.one, self.two, self.below = (QPushButton(name) for name in NAMES)
        inner = QVBoxLayout(self.room)
        inner.addWidget(self.one)
        inner.addWidget(self.two)
        outer = QVBoxLayout(self)
        for widget in (self.above, self.room, self.below):
            outer.addWidget(widget)
        self.keeper = FocusKeeper(self.room)

    def switch(self, enabled: bool, *buttons: QPushButton) -> None:
        with self.keeper.watch():
            for made in buttons:
                made.setEnabled(enabled)


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[Page]:
    made = Page()
    shown(qtbot, made)
    made.two.setFocus()
    yield made


def test_what_waited_gets_it_back(page: Page) -> None:
    page.switch(False, page.one, page.two)
    assert not page.two.hasFocus()
    page.switch(False, page.one)  # told twice
    page.switch(True, page.one, page.two)
    assert page.two.hasFocus()


def test_not_from_a_person_who_has_gone_elsewhere(page: Page) -> None:
    page.switch(False, page.two)
    page.above.setFocus()
    page.switch(True, page.two)
    assert page.above.hasFocus()


def test_it_is_sent_as_soon_as_it_can_go(page: Page) -> None:
    page.keeper.send(page.one)
    assert page.one.hasFocus()
    page.switch(False, page.two)
    page.keeper.send(page.two)
    assert page.one.hasFocus()
    page.switch(True, page.two)
    assert page.two.hasFocus()


def test_a_hidden_page_does_not_take_it(page: Page) -> None:
    page.room.hide()
    page.above.setFocus()
    page.keeper.send(page.two)
    assert page.above.hasFocus() and QApplication.focusWidget() is page.above


def test_the_one_before_stands_in(page: Page) -> None:
    page.two.setEnabled(False)
    went = QApplication.focusWidget()
    give_focus(page.two, instead_of=went, page=page.room)
    assert page.one.hasFocus()
    page.above.setFocus()
    give_focus(page.two, instead_of=went, page=page.room)  # the person is elsewhere
    assert page.above.hasFocus()
    for made in (page.above, page.one, page.below):
        made.setEnabled(False)
    give_focus(page.two, instead_of=None, page=page.room)
    assert not page.two.hasFocus()


def test_the_one_after_stands_in_rather_than_one_outside_the_page(page: Page) -> None:
    page.one.setFocus()
    page.one.setEnabled(False)
    page.above.setFocus()
    give_focus(page.one, instead_of=page.above, page=page.room)
    assert page.two.hasFocus()
    page.two.setEnabled(False)
    page.below.setFocus()
    give_focus(page.one, instead_of=page.below, page=page.room)
    assert page.below.hasFocus()


def walk(stage: Stage, count: int) -> list[str]:
    """Where Tab comes to."""
    found = []
    for _ in range(count):
        stage.key(Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
        assert at is not None
        found.append(at.objectName() or at.accessibleName())
    return found


async def test_tab_walks_as_the_eye_does(world: GuiWorld) -> None:
    plant(world)
    async with at_shop(world, "overview") as stage:
        stage.tab_to("tss_details")
        assert walk(stage, 3) == ["notice_puk_missing", "shop_switch", "Overview"]
        stage.window.show_page("open")
        await stage.settle()
        stage.tab_to("open_again")
        assert walk(stage, 3) == ["All ages: 6", "All tills: 6", "open_search"]
        for page, name in (("tills", "tills_refresh"), ("open", "open_again")):
            stage.window.show_page(page)
            await stage.settle()
            stage.tab_to(name)
            stage.key(Qt.Key.Key_Space)
            await stage.settle()
            at = QApplication.focusWidget()
            assert at is not None and at.objectName() == name


async def test_a_page_that_comes_up_has_the_keyboard_at_its_entry(world: GuiWorld) -> None:
    plant(world)
    async with at_shop(world, "overview") as stage:
        for number, name in ((2, "Tills"), (5, "Exports"), (1, "Overview")):
            # From the sidebar, and from the page that has been there before.
            stage.key(getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier)
            await stage.settle()
            assert name_at(stage) == name
        stage.tab_to("tss_details")
        stage.key(Qt.Key.Key_Space)
        await stage.settle()
        assert stage.window.current_page == "tss"
        assert name_at(stage) == "Overview"  # that page lies under it


def name_at(stage: Stage) -> str:
    at = QApplication.focusWidget()
    assert at is not None and at.window() is stage.window
    return at.accessibleName()
