"""The shop at the head of the sidebar, and the menu that opens from it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from gui.looking import cut_texts, nameless, settle, speak, sticking_out
from tse_companion.gui import theme
from tse_companion.gui.main_window import MainWindow
from tse_companion.gui.sidebar import NavButton
from tse_companion.gui.switcher import ShopEntry, ShopSwitch

# The screen without a screen knows no other windows in front of it.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LONG = "Bäckerei und Konditorei Müller-Lüdenscheidt am Marktplatz in Oberhausen"
SHOPS = (
    ShopEntry("a", "Café Nord & Süd", "live"),
    ShopEntry("b", LONG, "test"),
    ShopEntry("c", "Practice shop", "practice"),
    ShopEntry("d", "Neu"),
)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow()
    for key in ("overview", "receipts"):
        made.add_page(key, "overview", lambda: "Overview", QWidget())
    made.set_site("Café Nord & Süd", "live")
    made.set_sites(SHOPS, "a")
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    settle(made)
    yield made
    made.finish()
    made.deleteLater()


def switch_of(window: MainWindow) -> ShopSwitch:
    switch = window.findChild(ShopSwitch)
    assert switch is not None
    return switch


def opened(window: MainWindow) -> QMenu:
    menu = switch_of(window).menu_shown
    assert menu is not None
    return menu


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_there_is_no_choice_before_the_first_shop(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    window.add_page("overview", "overview", lambda: "Overview", QWidget())
    window.show()
    assert window.findChild(ShopSwitch) is None
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    window.set_sites((), "")
    assert not switch_of(window).isVisible()
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert switch_of(window).menu_shown is None
    window.finish()


def test_by_keyboard(window: MainWindow) -> None:
    heard: list[str] = []
    window.site_chosen.connect(heard.append)
    window.sites_requested.connect(lambda: heard.append("manage"))
    for steps in (0, 1, 4, 5):
        QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        menu = opened(window)
        for _ in range(steps):
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
        assert switch_of(window).menu_shown is None
    assert heard == ["a", "b", "", "manage"]
    switch_of(window).setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(switch_of(window), Qt.Key.Key_Space)
    QTest.keyClick(opened(window), Qt.Key.Key_Escape)
    assert switch_of(window).menu_shown is None
    assert len(heard) == 4
    QTest.keyClick(switch_of(window), Qt.Key.Key_Tab)
    assert window.focusWidget() is window.findChildren(NavButton)[0]
    QTest.keyClick(window.findChildren(NavButton)[0], Qt.Key.Key_Backtab)
    assert window.focusWidget() is switch_of(window)


def test_what_the_menu_says(window: MainWindow) -> None:
    switch_of(window).click()
    menu = opened(window)
    assert texts(menu) == [
        "Café Nord && Süd (Live)",
        f"{LONG} (Test)",
        "Practice shop (Practice)",
        "Neu (environment not known)",
        "Another shop …",
        "Manage shops …",
    ]
    assert [a.isChecked() for a in menu.actions()][:4] == [True, False, False, False]
    assert menu.activeAction() is menu.actions()[0]
    menu.close()
    speak("de")
    switch_of(window).click()
    assert texts(opened(window))[-2:] == ["Weiteres Geschäft …", "Geschäfte verwalten …"]
    assert "Echtbetrieb" in switch_of(window).accessibleName()
    opened(window).close()


def test_many_shops_are_left_to_the_page(window: MainWindow) -> None:
    many = [ShopEntry(str(n), f"Shop {n}", "live") for n in range(40)]
    window.set_sites(many, "33")
    switch_of(window).click()
    listed = texts(opened(window))
    assert len(listed) == 12 + 2
    assert listed[11] == "Shop 33 (Live)"
    assert opened(window).activeAction().text() == "Shop 33 (Live)"
    opened(window).close()
    window.set_sites(many, "3")
    switch_of(window).click()
    assert len(texts(opened(window))) == 11 + 2
    opened(window).close()


def test_a_shop_that_is_not_listed(window: MainWindow) -> None:
    window.set_sites(SHOPS, "else")
    switch_of(window).click()
    assert opened(window).activeAction() is opened(window).actions()[0]
    opened(window).close()


def test_the_wizard_hides_it(window: MainWindow) -> None:
    wizard = QWidget()
    window.show_whole(wizard)
    assert not switch_of(window).isVisible()
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert switch_of(window).menu_shown is None
    window.leave_whole()
    assert switch_of(window).isVisible()
    wizard.deleteLater()


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("shop", ["a", "b"])
def test_it_fits_every_text_size(window: MainWindow, percent: int, shop: str) -> None:
    theme.current().set_look(text_percent=percent)
    window.set_sites(SHOPS, shop)
    window.resize(1366, 768)
    settle(window)
    switch = switch_of(window)
    assert switch.height() == switch.heightForWidth(switch.width())
    assert switch.height() <= theme.current().px(70)
    assert cut_texts(window) == []
    assert sticking_out(window) == []
    assert nameless(window) == []


def test_focus_and_mouse_are_seen(window: MainWindow) -> None:
    switch, entry = switch_of(window), window.findChild(NavButton)
    assert entry is not None
    entry.setFocus()
    calm = switch.grab().toImage()
    switch.setFocus(Qt.FocusReason.TabFocusReason)
    assert switch.grab().toImage() != calm
    switch.clearFocus()
    QTest.mouseMove(switch)
    switch.setDown(True)
    assert switch.grab().toImage() != calm
    switch.setDown(False)
