"""The frame: pages, environment always in sight, closing in order, a fast first picture."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.looking import cut_texts, lengthen, nameless, settle, shown_words, speak, sticking_out
from tse_companion.gui import theme
from tse_companion.gui.main_window import MainWindow
from tse_companion.gui.pages.overview import OverviewPage
from tse_companion.gui.pages.support import SupportPage, SupportView
from tse_companion.gui.sidebar import NavButton
from tse_companion.gui.widgets import Badge, BadgeKind, Button, button

NAMES = {
    "overview": ("overview", "Overview"),
    "receipts": ("receipt", "Receipts"),
    "support": ("support", "Support"),
}


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The main window with its real pages and one stand-in, shown."""
    made = MainWindow()
    receipts = QWidget()
    QVBoxLayout(receipts).addWidget(button("plain", "Print"))
    pages = {
        "overview": OverviewPage(),
        "receipts": receipts,
        "support": SupportPage(SupportView(tmp_path, tmp_path / "logs")),
    }
    for key, (icon, _) in NAMES.items():
        made.add_page(key, icon, title(key), pages[key])
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    settle(made)
    yield made
    made.finish()
    made.deleteLater()


def title(key: str) -> Callable[[], str]:
    context = "Controller" if key == "overview" else "Rooms"
    return lambda: QCoreApplication.translate(context, NAMES[key][1])


def entries(window: MainWindow) -> list[NavButton]:
    return window.findChildren(NavButton)


def test_the_first_page_is_shown_and_others_by_click(window: MainWindow) -> None:
    assert window.current_page == "overview"
    shown: list[str] = []
    window.page_shown.connect(shown.append)
    entries(window)[1].click()
    assert window.current_page == "receipts"
    assert window.page("receipts").isVisible()
    assert not window.page("overview").isVisible()
    window.show_page("receipts")
    assert shown == ["receipts"]


def test_pages_are_reached_by_keyboard(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.current_page == "receipts"
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.current_page == "support"
    first = entries(window)[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    ringed = first.grab().toImage()
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert window.current_page == "overview"
    first.clearFocus()
    assert first.grab().toImage() != ringed


def test_tab_visits_everything_and_comes_back(window: MainWindow) -> None:
    window.show_page("support")
    first = entries(window)[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = []
    while (widget := QApplication.focusWidget()) is not None and widget not in seen:
        seen.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert len(seen) >= 8
    assert all(w.isVisible() for w in seen)
    assert QApplication.focusWidget() is first


@pytest.mark.parametrize("key", list(NAMES))
def test_every_control_has_a_name(window: MainWindow, key: str) -> None:
    window.show_page(key)
    settle(window)
    assert nameless(window) == []


@pytest.mark.parametrize(
    ("badge", "word"), [("test", "Test"), ("live", "Live"), ("practice", "Practice")]
)
def test_site_and_environment_are_always_in_sight(
    window: MainWindow, badge: BadgeKind, word: str
) -> None:
    window.set_site("Bakery", badge)
    assert window.windowTitle() == f"Bakery – {word} – TSE Companion"
    for key in NAMES:
        window.show_page(key)
        assert window.findChildren(Badge)[0].isVisible()
        assert {"Bakery", word} <= set(shown_words(window))
    window.set_environment("none")
    assert window.windowTitle() == "Bakery – TSE Companion"
    window.set_site("", "none")
    assert window.windowTitle() == "TSE Companion"


def test_the_language_changes_in_the_open_window(window: MainWindow) -> None:
    window.set_site("Bäckerei", "live")
    speak("de")
    assert window.windowTitle() == "Bäckerei – Echtbetrieb – TSE Companion"
    assert [entry.accessibleName() for entry in entries(window)] == ["Übersicht", "Belege", "Hilfe"]
    window.show_page("support")
    assert "Schriftgröße" in shown_words(window)
    speak("en")
    assert "Text size" in shown_words(window)


def test_closing_is_asked_for_and_done_later(window: MainWindow) -> None:
    asked: list[int] = []
    window.close_requested.connect(lambda: asked.append(1))
    assert not window.close()
    assert window.isVisible()
    assert asked == [1]
    window.say_waiting()
    settle(window)
    words = " ".join(shown_words(window))
    assert "A change is still being written. The window closes when it is done." in words
    window.finish()
    assert not window.isVisible()
    assert asked == [1]


def test_the_status_line_comes_and_goes(window: MainWindow) -> None:
    window.set_status("Handed to the printer.")
    assert "Handed to the printer." in shown_words(window)
    window.set_status("")
    assert "Handed to the printer." not in shown_words(window)


def test_the_wizard_takes_the_whole_window(window: MainWindow) -> None:
    wizard, other = QWidget(), QWidget()
    window.show_whole(wizard)
    assert wizard.isVisible()
    assert not entries(window)[0].isVisible()
    window.show_page("support")
    assert window.current_page == "overview"
    window.show_whole(other)
    assert other.isVisible()
    assert wizard.parent() is None
    window.leave_whole()
    window.leave_whole()
    assert entries(window)[0].isVisible()
    assert window.page("overview").isVisible()
    wizard.deleteLater()
    other.deleteLater()


def test_a_page_may_be_made_when_it_is_opened(window: MainWindow) -> None:
    made: list[QWidget] = []

    def make() -> QWidget:
        made.append(QWidget())
        return made[-1]

    window.add_page("tills", "till", lambda: "Tills", make)
    assert made == []
    window.show_page("tills")
    window.show_page("overview")
    window.show_page("tills")
    assert len(made) == 1


def test_the_sidebar_narrows_before_the_page_does(window: MainWindow) -> None:
    window.resize(1120, 740)
    settle(window)
    wide = entries(window)[0].width()
    window.resize(700, 600)
    settle(window)
    assert entries(window)[0].width() < wide
    assert cut_texts(window) == []
    window.resize(1120, 740)
    settle(window)
    assert entries(window)[0].width() == wide


def test_a_page_added_to_a_narrow_sidebar_is_narrow(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(700, 600)
    settle(window)
    window.add_page("tills", "till", lambda: "Tills", QWidget())
    qtbot.waitUntil(lambda: entries(window)[-1].isVisible())
    settle(window)
    heights = {entry.height() for entry in entries(window)}
    assert len(heights) == 1


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("key", list(NAMES))
def test_nothing_is_cut_on_the_smallest_screen(
    window: MainWindow, key: str, language: str, percent: int
) -> None:
    theme.current().set_look(text_percent=percent)
    speak("de" if language == "de" else "en")
    window.set_site("Bäckerei und Konditorei Müller-Lüdenscheidt", "practice")
    window.resize(1366, 768)
    window.show_page(key)
    settle(window)
    assert (window.width(), window.height()) == (1366, 768)
    assert cut_texts(window) == []
    assert sticking_out(window) == []


def test_words_may_be_forty_per_cent_longer(window: MainWindow, qapp: QApplication) -> None:
    translator = lengthen(qapp)
    try:
        for percent in (100, 200):
            theme.current().set_look(text_percent=percent)
            window.resize(1366, 768)
            for key in NAMES:
                window.show_page(key)
                settle(window)
                assert cut_texts(window) == []
                assert sticking_out(window) == []
    finally:
        qapp.removeTranslator(translator)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange)


def test_the_choices_on_the_support_page_take_effect_and_are_told(window: MainWindow) -> None:
    page = window.page("support")
    assert isinstance(page, SupportPage)
    told: list[object] = []
    page.language_chosen.connect(told.append)
    page.scheme_chosen.connect(told.append)
    page.text_percent_chosen.connect(told.append)
    page.practice_reset_requested.connect(lambda: told.append("reset"))
    page._language.setCurrentIndex(page._language.findData("de"))
    page._scheme.setCurrentIndex(page._scheme.findData("dark"))
    page._percent.setCurrentIndex(page._percent.findData(150))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange)
    assert told == ["de", "dark", 150]
    assert theme.current().is_dark
    assert page._scheme.itemText(2) == "Dunkel"
    assert page._language.itemText(1) == "Deutsch"
    window.show_page("support")
    reset = next(b for b in page.findChildren(type(button())) if "neu beginnen" in b.text())
    reset.click()
    assert told[-1] == "reset"


def test_the_log_folder_is_opened_by_the_system(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtGui import QDesktopServices

    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    window.show_page("support")
    page = window.page("support")
    next(b for b in page.findChildren(type(button())) if "log folder" in b.text()).click()
    assert len(opened) == 1
    assert opened[0].endswith("logs")


def test_the_first_picture_needs_nothing_heavy() -> None:
    heavy = (
        "httpx keyring cryptography qrcode starlette ssl asyncio PySide6.QtSvg PySide6.QtNetwork"
    )
    code = (
        "import sys\n"
        "from tse_companion.gui import application\n"
        "from tse_companion.gui.main_window import MainWindow\n"
        "from tse_companion.gui.pages.overview import OverviewPage\n"
        "app = application.create(language='de')\n"
        "window = MainWindow()\n"
        "window.add_page('overview', 'overview', lambda: 'Overview', OverviewPage())\n"
        "window.show()\n"
        "window.grab()\n"
        f"print(*(m for m in {heavy.split()!r} if m in sys.modules))\n"
        "window.finish()\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(theme.__file__).parents[2])},
    )
    assert run.stdout.strip() == ""


# --- pages under other pages ------------------------------------------------------------------


def test_a_page_under_another_leads_back(window: MainWindow) -> None:
    window.add_page("details", "tse", lambda: "Details", QWidget(), under="overview")
    assert len(entries(window)) == len(NAMES)
    back = next(b for b in window.findChildren(Button) if b.accessibleName() == "Back")
    assert back.isHidden()
    window.show_page("details")
    assert window.current_page == "details"
    assert entries(window)[0].isChecked()
    assert not back.isHidden()
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert window.current_page == "overview"
    assert back.isHidden()
    window.go_back()
    assert window.current_page == "overview"
    window.show_page("details")
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.current_page == "overview"
