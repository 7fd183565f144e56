"""The tills of a café in the real window, driven by the keyboard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTableView, QWidget

from gui.looking import shown_words
from gui.shop_stage import PIN, at_shop
from gui.wizard_stage import GuiWorld, Stage, turns
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import ClientState
from tse_companion.gui.pages.tills import TillsPage
from tse_companion.gui.texts import words
from tse_companion.gui.till_desk import TillDesk
from tse_companion.services.admin_mode import admin_mode

W = TypeVar("W", bound=QWidget)


class Shop:
    """The tills page of a café with three tills, one of old, and forty open transactions."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.world = stage.world
        found = stage.controller.page_desk("tills")
        assert isinstance(found, TillDesk)
        self.desk = found
        self.page: TillsPage = found.page
        (self.session,) = stage.desk.sessions()

    def find(self, kind: type[W], name: str) -> W:
        """The widget of this name, of the dialog in front or of the page."""
        for room in (*self.stage.dialogs(), self.page):
            widget = room.findChild(kind, name)
            if widget is not None:
                return widget
        raise AssertionError(f"no {name!r}")

    def can(self, name: str) -> bool:
        return self.find(QPushButton, name).isEnabled()

    @property
    def table(self) -> QTableView:
        return self.find(QTableView, "tills_table")

    def cells(self, column: int) -> list[str]:
        model = self.table.model()
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]

    def states(self) -> dict[str, str]:
        return dict(zip(self.cells(0), self.cells(1), strict=True))

    def words(self) -> str:
        """What can be read in the dialog in front, or on the page."""
        return "\n".join(shown_words(next(iter(self.stage.dialogs()), self.page)))

    def select(self, serial: str) -> None:
        """By keyboard: the arrow keys in the table."""
        self.table.setFocus()
        self.table.setCurrentIndex(self.table.model().index(self.cells(0).index(serial), 0))

    async def press(self, name: str) -> None:
        """Tab to a button and press it by the keyboard."""
        self.stage.tab_to(name)
        await self.key(Qt.Key.Key_Space)

    async def type(self, text: str) -> None:
        """Type where the focus is, then Enter."""
        self.stage.type(text)
        await self.key(Qt.Key.Key_Return)

    async def key(self, key: Qt.Key) -> None:
        self.stage.key(key)
        await turns()
        await self.stage.settle()
        if not self.stage.dialogs():
            await self.come_back()

    async def come_back(self) -> None:
        """To the window once a dialog is gone, which every window manager does by itself."""
        self.stage.window.activateWindow()
        await turns()

    async def register(self, serial: str) -> None:
        """The whole way up to the PIN."""
        await self.press("tills_register")
        await self.type(serial)

    async def open_admin_mode(self) -> None:
        """Past the dialog, as an earlier change would have done."""
        mode = admin_mode(self.session)
        await mode.enter(Secret(PIN))

    def client(self, serial: str) -> ClientState | None:
        """Its state at the service."""
        assert self.session.site.tss_id is not None
        clients = self.world.control.tss(self.session.site.tss_id).clients
        return next((c.state for c in clients if c.serial_number == serial), None)

    def assert_told(self, code: str) -> None:
        """The page says what failed, what it means and what to do."""
        error = self.desk.failure.error
        assert error is not None and error.code == code, error
        said, shown = words(error), self.words()
        for sentence in (said.title, said.meaning, said.remedy):
            assert sentence in shown
        assert code not in shown


@asynccontextmanager
async def at_tills(world: GuiWorld) -> AsyncIterator[Shop]:
    async with at_shop(world, "tills") as stage:
        yield Shop(stage)
        assert stage.reported == []
