"""Notices on the overview, where they lead, and what is told while the window is not seen."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QPushButton, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from gui import looking
from gui.shop_stage import PIN, SITE_ID, at_shop, plant
from gui.wizard_stage import GuiWorld, Stage, until
from services.steps import puk_of
from services.test_notices import open_batch
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import Env
from tse_companion.gui import theme
from tse_companion.gui.pages.notices import NoticeList, NoticeView
from tse_companion.gui.pages.overview import OverviewPage, OverviewView
from tse_companion.gui.texts import notice_action_word, notice_word
from tse_companion.gui.wording.notices import ACTIONS, NOTICES
from tse_companion.services.admin import log_in
from tse_companion.services.desk import new_id
from tse_companion.services.notices import NoticeKind
from tse_companion.services.setup.flow import Step
from tse_companion.store.secrets import Kind
from tse_companion.store.secrets.places import Place
from tse_companion.store.setups import SetupRecord

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def keep_puk(world: GuiWorld, tss_id: str) -> None:
    world.vault.put(Place(tss_id, Kind.ADMIN_PUK), puk_of(world, tss_id))


def notices(stage: Stage) -> list[str]:
    found = stage.controller.overview_page._notices
    return [] if found is None or found.isHidden() else [view.key for view in found.views]


def shown(stage: Stage) -> str:
    return stage.shown_texts(stage.controller.overview_page)


async def look(stage: Stage) -> None:
    stage.key(Qt.Key.Key_F5)
    await stage.settle()


async def test_calm_until_something_is_to_be_done(world: GuiWorld) -> None:
    tss_id = plant(world)
    keep_puk(world, tss_id)
    async with at_shop(world, "overview") as stage:
        await look(stage)
        assert notices(stage) == []
        assert "Nothing at the moment." in shown(stage)
        world.vault.kept.pop(Place(tss_id, Kind.ADMIN_PUK))
        await look(stage)  # a person who asks is not answered from memory
        assert notices(stage) == ["puk_missing"]
        assert "Nothing at the moment." not in shown(stage)
        assert (await stage.desk.journal.recall_all("state"))[SITE_ID].value == "INITIALIZED"
        assert stage.reported == []


async def test_each_leads_to_where_it_is_solved(world: GuiWorld) -> None:
    tss_id = plant(world)
    keep_puk(world, tss_id)
    async with at_shop(world, "overview") as stage:
        desk = stage.desk
        await desk.journal.save_setup(SetupRecord("s", SITE_ID, tss_id, new_id(), new_id(), ""))
        await open_batch(desk, SITE_ID, tss_id)
        await log_in(desk.sessions()[0], tss_id, Secret(PIN))
        await look(stage)
        assert notices(stage) == ["admin_open", "batch_open", "setup_open"]
        stage.tab_to("notice_admin_open")
        stage.key(Qt.Key.Key_Space)
        await stage.settle()
        assert not world.control.tss(tss_id).admin_logged_in
        assert notices(stage) == ["batch_open", "setup_open"]
        button = stage.controller.overview_page.findChild(QPushButton, "notice_batch_open")
        assert button is not None
        assert button.isVisible() is stage.window.has_page("open")
        stage.tab_to("notice_setup_open")
        stage.key(Qt.Key.Key_Space)
        await until(lambda: stage.controller.wizard is not None)
        await stage.settle()
        assert stage.step is not Step.WELCOME


async def test_refused_keys_can_be_replaced(world: GuiWorld) -> None:
    keep_puk(world, plant(world))
    async with at_shop(world, "overview") as stage:
        world.control.fault("retrieveTss", "status", status=401, times=2)
        await look(stage)
        assert notices(stage) == ["key_refused"]
        stage.tab_to("notice_key_refused")
        stage.key(Qt.Key.Key_Space)
        await until(stage.dialogs)
        assert "API key of" in stage.dialogs()[0].windowTitle()
        stage.key(Qt.Key.Key_Escape)
        await stage.settle()
        stage.controller.overview_page.keys_requested.emit()
        await until(stage.dialogs)
        stage.dialogs()[0].reject()
        await stage.settle()


# --- while nobody looks ----------------------------------------------------------------------


class FakeTray:
    """A system with a tray."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, is_there: bool) -> None:
        self.messages: list[tuple[str, str]] = []
        self.alerts = 0
        self.icons = 0
        monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: is_there)
        monkeypatch.setattr(QSystemTrayIcon, "showMessage", self._message)
        monkeypatch.setattr(QSystemTrayIcon, "show", self._show)
        monkeypatch.setattr(QSystemTrayIcon, "hide", self._hide)
        monkeypatch.setattr(QApplication, "alert", self._alert)

    def _message(self, title: str, text: str, kind: object, time: int) -> None:
        assert not isinstance(kind, QIcon)
        self.messages.append((title, text))

    def _alert(self, *_: object) -> None:
        self.alerts += 1

    def _show(self) -> None:
        self.icons += 1

    def _hide(self) -> None:
        self.icons -= 1


@pytest.mark.parametrize("has_tray", [True, False])
async def test_news_reach_a_person_who_does_not_see_the_window_once(
    world: GuiWorld, monkeypatch: pytest.MonkeyPatch, has_tray: bool
) -> None:
    tss_id = plant(world, env=Env.LIVE)
    keep_puk(world, tss_id)
    tray = FakeTray(monkeypatch, is_there=has_tray)
    async with at_shop(world, "support") as stage:
        stage.window.showMinimized()
        await open_batch(stage.desk, SITE_ID, tss_id)
        for _ in range(3):
            stage.controller.refresh()
            await stage.settle()
        told = tray.messages if has_tray else [("", "")] * tray.alerts
        assert len(told) == 1
        if has_tray:
            assert told[0][0] == "Café Morgenrot"
            assert "Cancelling open transactions was interrupted." in told[0][1]
            assert tray.icons == 1
            desk = stage.controller._notices
            assert desk is not None
            desk.tray.opened.emit()
            assert not stage.window.isMinimized()
            assert stage.window.current_page == "overview"
            assert tray.icons <= 0  # nothing stays beside the clock
        stage.window.showNormal()
        world.vault.kept.pop(Place(tss_id, Kind.ADMIN_PUK))
        stage.controller.overview_page.refresh_requested.emit()
        await stage.settle()
        assert "puk_missing" in notices(stage)
        assert len(tray.messages) + tray.alerts == 1  # it is on screen, that is enough
        stage.window.showMinimized()
        stage.controller.refresh()
        await stage.settle()
        assert len(tray.messages) + tray.alerts == 1
        assert stage.reported == []


# --- the list --------------------------------------------------------------------------------

FACTS = {
    "until": 1_790_000_000,
    "days": 12,
    "amount": 85,
    "limit": 100,
    "percent": 85,
    "last": 1_780_000_000,
}


def views() -> list[NoticeView]:
    return [
        NoticeView(
            kind.value,
            ("bad", "warn", "info")[number % 3],
            partial(notice_word, kind.value, FACTS),
            partial(notice_action_word, kind.value),
            "tills" if number % 2 else "",
        )
        for number, kind in enumerate(NoticeKind)
    ]


def test_rows_come_and_go(qtbot: QtBot) -> None:
    page = OverviewPage()
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    asked: list[str] = []
    page.notice_opened.connect(asked.append)
    assert page.findChild(NoticeList) is None  # not before it is needed
    page.show_notices(views())
    found = page.findChild(NoticeList)
    assert found is not None
    qtbot.waitUntil(lambda: found._rows[-1].isVisible())
    looking.settle(page)
    assert len(found.findChildren(QPushButton)) == len(NoticeKind)
    buttons = [b for b in found.findChildren(QPushButton) if b.isVisible()]
    assert len(buttons) == len(NoticeKind) // 2
    buttons[0].click()
    assert asked == ["tills"]
    assert all(b.accessibleDescription() for b in buttons)
    looking.speak("de")
    assert "Achtung" in looking.shown_words(found)
    for percent in (100, 200):
        theme.current().set_look(text_percent=percent)
        looking.settle(page)
        assert looking.cut_texts(page) == []
        assert looking.sticking_out(page) == []
        assert looking.nameless(page) == []
    page.show_notices(())
    looking.settle(page)
    # Nothing to do is said only where the verdict asks for nothing either.
    for verdict in ("bad", "warn", "unknown"):
        page.show_view(OverviewView(verdict=verdict))
        assert found.isHidden()
    page.show_view(OverviewView(verdict="ok"))
    assert found.isVisible()
    assert "Im Moment nichts." in looking.shown_words(found)
    page.show_notices(None)
    assert found.isHidden()


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_notice_has_words(qapp: QApplication, language: str) -> None:
    looking.speak("de" if language == "de" else "en")
    assert set(ACTIONS) == {kind.value for kind in NoticeKind}
    said: set[str] = set()
    cases: list[dict[str, int]] = [
        FACTS,
        FACTS | {"days": 0, "amount": 100, "last": 0},
        FACTS | {"days": 0, "over": 1},
    ]
    for kind in NoticeKind:
        for facts in cases:
            sentence = notice_word(kind.value, facts)
            assert sentence.endswith(".") and "{" not in sentence
            said.add(sentence)
        assert notice_action_word(kind.value)
    assert len(said) >= len(NOTICES)  # all of them, and some with other numbers
