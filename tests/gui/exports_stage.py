"""The exports page of a café in the real window, driven by the keyboard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QTableView

from gui.looking import shown_words
from gui.shop_stage import at_shop, plant
from gui.wizard_stage import GuiWorld, Stage, named, turns, until
from tse_companion.errors import AppError
from tse_companion.gui import paper_jobs
from tse_companion.gui.exports_desk import WATCH, ExportsDesk
from tse_companion.gui.texts import words


class Shop:
    """The exports page of a café, at rest."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.world = stage.world
        found = stage.controller.page_desk("exports")
        assert isinstance(found, ExportsDesk)
        self.desk = found
        self.page = found.page
        (self.session,) = stage.desk.sessions()

    @property
    def table(self) -> QTableView:
        found = self.page.findChild(QTableView, "exports_table")
        assert found is not None
        return found

    def column(self, number: int) -> list[str]:
        model = self.table.model()
        return [str(model.index(row, number).data()) for row in range(model.rowCount())]

    @property
    def states(self) -> list[str]:
        return self.column(0)

    def can(self, name: str) -> bool:
        found = self.page.findChild(QPushButton, f"exports_{name}")
        assert found is not None
        return found.isEnabled()

    def tip(self, name: str) -> str:
        found = self.page.findChild(QPushButton, f"exports_{name}")
        assert found is not None
        return found.toolTip()

    def words(self) -> str:
        return "\n".join(shown_words(next(iter(self.stage.dialogs()), self.page)))

    async def press(self, name: str) -> None:
        """Tab to a button and press it by the keyboard."""
        self.stage.tab_to(f"exports_{name}")
        self.stage.key(Qt.Key.Key_Space)
        await turns()
        await self.stage.settle()

    async def confirm(self, verb: str) -> None:
        """Tab from the safe answer to this one."""
        (dialog,) = self.stage.dialogs()
        wanted = named(dialog, verb)
        while QApplication.focusWidget() is not wanted:
            self.stage.key(Qt.Key.Key_Tab)
        self.stage.key(Qt.Key.Key_Space)
        await turns()
        await self.stage.settle()
        await self.come_back()

    async def leave(self, key: Qt.Key = Qt.Key.Key_Escape) -> None:
        """Give a dialog its safe answer."""
        self.stage.key(key)
        await turns()
        await self.stage.settle()
        await self.come_back()

    async def come_back(self) -> None:
        """To the window once a dialog is gone, which every window manager does by itself."""
        self.stage.window.activateWindow()
        await turns()

    async def begin(self) -> None:
        await self.press("begin")
        await self.confirm("Make the export")

    async def ended(self) -> None:
        """Until the watch has seen the end."""
        await until(lambda: not self.is_watched)
        await self.stage.settle()

    @property
    def is_watched(self) -> bool:
        """Whether somebody looks how it stands."""
        return self.stage.controller.tasks.is_running(f"{WATCH}-{self.session.site.id}")

    async def select(self, row: int = 0) -> None:
        """By keyboard: the arrow keys in the table."""
        self.table.setFocus()
        self.table.setCurrentIndex(self.table.model().index(row, 0))
        await turns()

    def assert_told(self, code: str) -> None:
        """The page says what failed, what it means and what to do."""
        error: AppError | None = self.desk.work.error
        assert error is not None and error.code == code, error
        said, shown = words(error), self.words()
        for sentence in (said.title, said.meaning, said.remedy):
            assert sentence in shown
        assert code not in shown


@asynccontextmanager
async def at_exports(world: GuiWorld) -> AsyncIterator[Shop]:
    """The page of a café whose TSS has signed; pauses move the service's clock."""
    if not world.control.tss_ids():
        plant(world)
    world.when_pausing = world.control.clock.advance
    async with at_shop(world, "exports") as stage:
        yield Shop(stage)
        assert stage.reported == []


def choose(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> list[str]:
    """What the person answers in the system's own dialog; the names that were suggested."""
    suggested: list[str] = []

    async def ask(_: object, name: str) -> Path | None:
        suggested.append(name)
        return path

    monkeypatch.setattr(paper_jobs, "ask_for_file", ask)
    return suggested


def content(path: Path) -> bytes:
    return path.read_bytes()


def files_in(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


async def ready(shop: Shop) -> None:
    """An export with a file, selected."""
    await shop.begin()
    await shop.ended()
    await shop.select()
