"""A shop whose TSE is in service, made the short way, with its window open on the overview."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QWidget

from gui.wizard_stage import BASE_URL, GuiWorld, Stage, open_dialogs, staged, turns, type_into
from services.conftest import SITE
from services.steps import CLIENT_ID, PIN, make_tss, puk_of
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import TssState
from tse_companion.errors import AppError
from tse_companion.gui.keys_desk import KeysDesk
from tse_companion.gui.page_work import PageWork
from tse_companion.gui.texts import words
from tse_companion.gui.tss_desk import TssDesk
from tse_companion.services.desk import Session
from tse_companion.store.secrets import Kind

W = TypeVar("W", bound=QWidget)
_STOPS = 120  # every value that can be copied is two


class TseStage:
    """The window on one shop, and short ways to what is on it."""

    def __init__(self, stage: Stage, session: Session, tss_id: str) -> None:
        self.stage = stage
        self.session = session
        self.tss_id = tss_id

    @property
    def world(self) -> GuiWorld:
        return self.stage.world

    @property
    def tss(self) -> TssDesk:
        found = self.stage.controller.page_desk("tss")
        assert isinstance(found, TssDesk)
        return found

    @property
    def keys(self) -> KeysDesk:
        found = self.stage.controller.page_desk("pin")
        assert isinstance(found, KeysDesk)
        return found

    async def show(self, key: str) -> None:
        self.stage.window.show_page(key)
        await self.stage.settle()

    def page(self) -> QWidget:
        """The page that is up."""
        return self.stage.window.page(self.stage.window.current_page)

    def part(self, kind: type[W], name: str) -> W:
        """A visible widget of the dialog in front, or of the page."""
        room: QWidget = next(iter(open_dialogs()), self.page())
        found = room.findChild(kind, name)
        assert found is not None, f"no {name!r}"
        assert found.isVisible(), f"{name!r} is hidden"
        return found

    async def press(self, name: str) -> None:
        """Walk to a button by Tab and press it with the space bar."""
        button = self.part(QPushButton, name)
        assert button.isEnabled(), f"{name!r} is disabled"
        await self._come_back()
        for _ in range(_STOPS):
            if button.hasFocus():
                break
            self.stage.key(Qt.Key.Key_Tab)
        assert button.hasFocus(), f"Tab never reaches {name!r}"
        self.stage.key(Qt.Key.Key_Space)
        await self.stage.settle()

    async def enter(self) -> None:
        """The Enter key where the focus is, and what comes of it."""
        await self._come_back()
        await self.stage.enter()

    async def _come_back(self) -> None:
        if not open_dialogs():
            self.stage.window.activateWindow()  # as a window manager does when a dialog has gone
            await turns()

    def fill(self, name: str, text: str) -> None:
        field = self.part(QLineEdit, name)
        field.setFocus()
        field.clear()
        type_into(field, text)

    def texts(self, room: QWidget | None = None) -> str:
        """Everything that can be read on the page or in the dialog in front."""
        shown = room or next(iter(open_dialogs()), self.page())
        return "\n".join(t.text() for t in shown.findChildren(QLabel) if t.isVisible())

    def dialog(self) -> QDialog:
        (found,) = open_dialogs()
        return found

    def assert_told(self, work: PageWork, code: str) -> None:
        """The page shows this failure in its words, and no dialog is left open."""
        assert isinstance(work.error, AppError), "nothing failed"
        assert work.error.code == code
        said = words(work.error)
        texts = self.texts()
        assert said.title in texts and said.remedy in texts
        assert code not in texts
        assert not open_dialogs()
        assert self.stage.reported == []


@asynccontextmanager
async def tse_shop(
    world: GuiWorld,
    *,
    state: TssState = TssState.INITIALIZED,
    kind: str = "practice",
    puk: bool = True,
    pin: bool = True,
) -> AsyncIterator[TseStage]:
    """A start of the program on a shop; its PUK and PIN are in the vault if wanted."""
    async with world.session() as session:
        tss_id = await make_tss(session, state)
        if puk:
            await session.safe.put(tss_id, Kind.ADMIN_PUK, puk_of(world, tss_id))
        if pin:
            await session.safe.put(tss_id, Kind.ADMIN_PIN, PIN)
        site = replace(SITE, tss_id=tss_id, client_id=CLIENT_ID, env="TEST")
        if kind == "service":
            site = replace(site, kind="service", base_url=BASE_URL)
            await session.safe.put(site.id, Kind.API_KEY, Secret(world.sandbox.api_key))
            await session.safe.put(site.id, Kind.API_SECRET, Secret(world.sandbox.api_secret))
        await session.desk.keep_site(site)
    async with staged(world) as stage:
        stage.desk.presence = lambda: None
        await stage.begin()
        yield TseStage(stage, await stage.desk.connect(site), tss_id)
        assert stage.reported == []
