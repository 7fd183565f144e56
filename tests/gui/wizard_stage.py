"""A window with its controller on a sandbox in memory, driven as a person drives it.

Keys go to the window and reach whatever has the focus; nothing of the program is called behind
its back but ``begin``.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QWidget

from gui.staged_world import GuiWorld as GuiWorld
from gui.staged_world import Held as Held
from gui.staged_world import Network as Network
from gui.staged_world import StagedSandbox as StagedSandbox
from tse_companion.errors import AppError
from tse_companion.gui.admin_gate import WATCH
from tse_companion.gui.controller import Controller
from tse_companion.gui.exports_desk import WATCH as EXPORTS_WATCH
from tse_companion.gui.main_window import MainWindow
from tse_companion.gui.texts import words
from tse_companion.gui.wizard.page import WizardPage
from tse_companion.gui.wizard.view import WizardView
from tse_companion.services.desk import Desk
from tse_companion.services.setup.flow import Step

W = TypeVar("W", bound=QWidget)
BASE_URL = "https://kassensichv-middleware.fiskaly.com/api/v2"
PATIENCE = 10.0  # seconds until a condition that never comes fails the test
PIN = "KX73-MQ9P"


class Stage:
    """One start of the program. ``reported`` holds what reached the reporter."""

    def __init__(
        self,
        world: GuiWorld,
        desk: Desk,
        window: MainWindow,
        controller: Controller,
        reported: list[BaseException],
    ) -> None:
        self.world = world
        self.desk = desk
        self.window = window
        self.controller = controller
        self.reported = reported

    @classmethod
    def on(cls, world: GuiWorld, desk: Desk) -> Stage:
        """A window of its own on this desk."""
        reported: list[BaseException] = []
        window = MainWindow()
        controller = Controller(window, reported.append)
        controller.take(desk)
        window.show()
        window.activateWindow()
        return cls(world, desk, window, controller, reported)

    # where it stands -------------------------------------------------------------------------

    @property
    def wizard(self) -> WizardView:
        assert self.controller.wizard is not None, "the wizard is not open"
        return self.controller.wizard

    @property
    def page(self) -> WizardPage:
        page = self.wizard.current
        assert page is not None
        return page

    @property
    def step(self) -> Step:
        return self.page.step

    def expect(self, step: Step) -> None:
        """This page is shown."""
        assert self.step is step, f"{self.step} is shown ({self.wizard.error!r})"

    @property
    def tss_id(self) -> str:
        (tss_id,) = self.world.control.tss_ids()
        return tss_id

    def find(self, kind: type[W], name: str, parent: QWidget | None = None) -> W:
        """The widget of this name; the page's own before any other."""
        for room in (parent,) if parent is not None else (self.page, self.wizard):
            found = room.findChild(kind, name)
            if found is not None:
                return found
        raise AssertionError(f"no {kind.__name__} {name!r}")

    def field(self, name: str) -> QLineEdit:
        return self.find(QLineEdit, name)

    def button(self, name: str) -> QPushButton:
        return self.find(QPushButton, name)

    @property
    def next(self) -> QPushButton:
        return self.button("wizard_next")

    def shown_texts(self, parent: QWidget | None = None) -> str:
        """Every word that can be read."""
        room = parent if parent is not None else self.wizard
        return "\n".join(t.text() for t in room.findChildren(QLabel) if t.isVisibleTo(room))

    def dialogs(self) -> list[QDialog]:
        """What is open over the window."""
        return open_dialogs()

    # doing -----------------------------------------------------------------------------------

    async def begin(self, *, practise: bool = False) -> None:
        await self.controller.begin(practise=practise)
        await self.settle()

    async def settle(self) -> None:
        """Until nothing is under way any more, or a dialog waits for its answer."""
        for _ in range(2):  # the second time for what hung on a timer of zero seconds
            while (names := self._at_work()) and not open_dialogs():
                await something(names)
            await turns()

    def _at_work(self) -> tuple[str, ...]:
        wizard = self.controller.wizard
        names = self.controller.tasks.names + (wizard.tasks.names if wizard is not None else ())
        # The watch over admin mode lasts as long as that does, that over an export as long as it.
        return tuple(name for name in names if not name.startswith((WATCH, EXPORTS_WATCH)))

    def press(self, name: str) -> None:
        """Click with the mouse."""
        click(self.button(name))

    async def do(self, name: str) -> None:
        """Click and wait for what comes of it."""
        self.press(name)
        await self.settle()

    async def go_on(self) -> None:
        await self.do("wizard_next")

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """A key pressed where the keyboard is, or in the window in front."""
        # Not into the window's handle: that would run a nested loop, from which no task returns.
        target, room = QApplication.focusWidget(), front(self.window)
        if target is None or target.window() is not room:
            target = room
        QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)

    def type(self, text: str) -> None:
        """Text typed where the focus is."""
        widget = QApplication.focusWidget()
        assert widget is not None
        type_into(widget, text)

    def fill(self, name: str, text: str) -> None:
        """Text typed into a field, in place of what is there."""
        field = self.field(name)
        assert field.isVisible()
        assert field.isEnabled()
        field.setFocus()
        field.clear()
        type_into(field, text)

    async def enter(self) -> None:
        """The Enter key, and what comes of it."""
        self.key(Qt.Key.Key_Return)
        await self.settle()

    def tab_to(self, name: str) -> list[str]:
        """Tab on until this widget has the focus; the names that were passed."""
        passed: list[str] = []
        for _ in range(30):
            focus = QApplication.focusWidget()
            if focus is not None and focus.objectName() == name:
                return passed
            passed.append(focus.objectName() if focus is not None else "")
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {name!r}: {passed}")

    # the whole way ---------------------------------------------------------------------------

    async def to(self, goal: Step) -> None:
        """Through the practice set-up by the shortest way, up to a page."""
        while self.step is not goal:
            before = self.step
            await self.answer()
            await self.go_on()
            if before is Step.RECEIPT and self.step is before:
                await self.go_on()
            assert self.wizard.error is None, self.wizard.error
            assert self.step is not before, f"stuck at {before}"

    async def answer(self) -> None:
        """Fill in the page that is open."""
        from PySide6.QtWidgets import QRadioButton

        match self.step:
            case Step.WELCOME:
                self.find(QRadioButton, "goal_practise").click()
            case Step.CONNECT:
                self.fill("site_name", "Café Anna")
                self.fill("api_key", self.world.sandbox.api_key)
                self.fill("api_secret", self.world.sandbox.api_secret)
            case Step.INVENTORY:
                self.find(QRadioButton, "tss_new").click()
            case Step.KEEP_PUK:
                self.fill("puk_characters", await self.puk_answer())
            case Step.PIN:
                if not self.wizard.setup.has_pin:
                    for name in ("pin", "pin_again"):
                        if self.field(name).isVisible():
                            self.fill(name, PIN)
            case Step.TILL:
                if self.field("serial_number").isVisible():
                    self.fill("serial_number", "KASSE-1")
            case _:
                return

    async def puk_answer(self) -> str:
        """The four characters that are asked for."""
        from tse_companion.gui.wizard.keys import KeepPukPage

        page = self.page
        assert isinstance(page, KeepPukPage)
        assert page.challenge is not None
        puk = (await self.wizard.setup.puk()).reveal()
        return "".join(puk[p - 1] for p in page.challenge.positions)

    def assert_told(self, error: AppError | str) -> None:
        """The page shows this failure in the right words, and nothing of the exception."""
        shown = self.wizard.error
        assert shown is not None, "no failure is shown"
        expected = error if isinstance(error, str) else error.code
        assert shown.code == expected, f"{shown.code} is shown"
        said = words(shown)
        texts = self.shown_texts()
        for sentence in (said.title, said.meaning, said.remedy):
            assert sentence in texts
        assert shown.code not in texts
        assert type(shown).__name__ not in texts
        assert self.reported == []


@asynccontextmanager
async def staged(world: GuiWorld) -> AsyncIterator[Stage]:
    """One start of the program, ended as the program ends."""
    async with world.desk() as desk:
        stage = Stage.on(world, desk)
        try:
            yield stage
        finally:
            stage.controller.stop_asking()
            await stage.controller.aclose()
            await _gone(stage)


@asynccontextmanager
async def killed(world: GuiWorld) -> AsyncIterator[Stage]:
    """One start of the program, cut off at the end of the block wherever it is."""
    async with world.desk() as desk:
        stage = Stage.on(world, desk)
        try:
            yield stage
        finally:
            await desk.writes.aclose(0)
            stage.controller.stop_asking()
            await stage.controller.aclose()
            await _gone(stage)


async def _gone(stage: Stage) -> None:
    stage.window.finish()
    stage.window.deleteLater()
    await turns()


# --- waiting, looking, pressing ------------------------------------------------------------------


async def turns(count: int = 3) -> None:
    """Let the loop turn: events that are posted arrive, layouts settle."""
    for _ in range(count):
        await asyncio.sleep(0)


async def something(names: tuple[str, ...]) -> None:
    """Until one of these tasks has ended or another window has come to the front."""
    loop = asyncio.get_running_loop()
    changed: asyncio.Future[None] = loop.create_future()

    def notice(*_: object) -> None:
        if not changed.done():
            changed.set_result(None)

    others = [task for task in asyncio.all_tasks() if task.get_name() in names]
    if not others:  # one has just ended and its owner has not heard of it yet
        await turns(1)
        return
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.focusWindowChanged.connect(notice)
    for task in others:
        task.add_done_callback(notice)
    try:
        async with asyncio.timeout(PATIENCE):
            await changed
    finally:
        app.focusWindowChanged.disconnect(notice)
        for task in others:
            task.remove_done_callback(notice)


async def until(condition: Callable[[], object]) -> None:
    """Let the loop turn until the condition holds."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never came"
        await asyncio.sleep(0)


def open_dialogs() -> list[QDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]


def front(window: QWidget) -> QWidget:
    """The dialog over the window, or the window itself."""
    return next(iter(open_dialogs()), window)


def click(widget: QWidget) -> None:
    """One click of the mouse into its middle."""
    assert widget.isVisible()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def type_into(widget: QWidget, text: str) -> None:
    """Key by key; QTest knows no letters beyond ASCII."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(
                widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            )


def named(parent: QWidget, text: str) -> QPushButton:
    """The visible button that carries these words."""
    for found in parent.findChildren(QPushButton):
        if found.text() == text and found.isVisible():
            return found
    raise AssertionError(f"no button {text!r}")


def focusables(parent: QWidget) -> Iterator[QWidget]:
    """Everything below that can be reached by Tab."""
    for widget in parent.findChildren(QWidget):
        reachable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if reachable and widget.isVisible() and widget.isEnabled() and not widget.focusProxy():
            yield widget
