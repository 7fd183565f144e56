"""The main window: pages at the left, site and environment always in sight, one page at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QSizePolicy, QStackedWidget, QWidget

from tse_companion.gui import theme
from tse_companion.gui.i18n import Translated
from tse_companion.gui.sidebar import Ground, NavButton, Sidebar
from tse_companion.gui.widgets import (
    Badge,
    BadgeKind,
    HBox,
    Spinner,
    Text,
    VBox,
    announce,
    button,
)
from tse_companion.paths import APP_NAME

if TYPE_CHECKING:
    from tse_companion.gui.switcher import ShopEntry, ShopSwitch

_NARROW_BELOW = 860  # window width in design pixels
_START = (1120, 740)


@dataclass(slots=True)
class _Page:
    button: NavButton
    make: Callable[[], QWidget]
    widget: QWidget | None = None
    under: str | None = None  # the page it is reached from, if it has no entry of its own


class MainWindow(Translated, QMainWindow):
    """The frame. It knows nothing of the pages but their names.

    ``close_requested`` asks for the end of the program: the window itself stays until
    :meth:`finish` is called. ``page_shown`` carries the key of the page that came up,
    ``site_chosen`` the id of a shop, or nothing for a further one; ``sites_requested`` asks for
    the list of shops. ``seen_again`` says that the window has come back to the person.
    """

    close_requested = Signal()
    site_chosen = Signal(str)
    sites_requested = Signal()
    seen_again = Signal()
    page_shown = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._pages: dict[str, _Page] = {}
        self._current = ""
        self._site = ""
        self._may_close = False
        self._switch: ShopSwitch | None = None  # made with the first shop, not before the picture
        self._whole: QWidget | None = None
        self._build()
        self.say(self.setWindowTitle, self._window_words)
        theme.current().changed.connect(self._arrange)
        self._take_first_size()

    def add_page(
        self,
        key: str,
        icon: str,
        title_getter: Callable[[], str],
        widget: QWidget | Callable[[], QWidget],
        *,
        under: str | None = None,
    ) -> None:
        """Add a page at the end of the sidebar; the first one is shown.

        ``title_getter`` is asked again when the language changes. A function instead of a
        widget is called when the page is first opened. A page ``under`` another one has no entry:
        the other's stays marked, and a button in the header leads back to it.
        """
        make = _already(widget) if isinstance(widget, QWidget) else widget
        if under is not None:
            self._pages[key] = _Page(self._pages[under].button, make, under=under)
            return
        entry = NavButton(icon)
        number = sum(page.under is None for page in self._pages.values()) + 1
        page = self._pages[key] = _Page(entry, make)
        self.say(entry.set_words, title_getter)
        entry.clicked.connect(lambda: self.show_page(key))
        self._side.add(entry)
        shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
        shortcut.activated.connect(lambda: self.show_page(key))
        entry.setToolTip(shortcut.key().toString(QKeySequence.SequenceFormat.NativeText))
        if key == "support":
            QShortcut(QKeySequence(Qt.Key.Key_F1), self).activated.connect(
                lambda: self.show_page(key)
            )
        if not self._current:
            self._show(key, page)

    def show_page(self, key: str) -> None:
        """Bring a page up; nothing happens while something takes the whole window."""
        if self._whole is None and key != self._current:
            self._show(key, self._pages[key])

    def has_page(self, key: str) -> bool:
        return key in self._pages

    def go_back(self) -> None:
        """From a page under another one back to that."""
        under = self._pages[self._current].under if self._current else None
        if under is not None:
            self.show_page(under)

    def add_to_header(self, widget: QWidget) -> None:
        """Something that is in sight on every page, beside the environment."""
        self._header_row.insertWidget(self._header_row.count() - 1, widget)

    @property
    def current_page(self) -> str:
        return self._current

    def page(self, key: str) -> QWidget:
        """The widget of a page, made now if it was not yet."""
        page = self._pages[key]
        if page.widget is None:
            page.widget = page.make()
            self._stack.addWidget(page.widget)
        return page.widget

    def set_site(self, name: str, badge: BadgeKind) -> None:
        """Which shop this is about, and which world it lives in."""
        self._site = name
        self._badge.set_kind(badge)
        self.retranslate()

    def set_sites(self, sites: Sequence[ShopEntry], current: str) -> None:
        """The shops to choose from, and the one that is shown; none takes the choice away.

        Choosing emits ``site_chosen``; its last but one entry, another shop, carries an empty id.
        """
        switch = self._switch or self._make_switch()
        switch.set_shops(sites, current)
        switch.setVisible(bool(sites))

    def _make_switch(self) -> ShopSwitch:
        from tse_companion.gui.switcher import KEYS, ShopSwitch

        switch = self._switch = ShopSwitch()
        switch.chosen.connect(self.site_chosen)
        switch.manage_requested.connect(self.sites_requested)
        self._side.add_switch(switch)
        QShortcut(QKeySequence(KEYS), self).activated.connect(self._on_switch_keys)
        return switch

    def _on_switch_keys(self) -> None:
        if self._whole is None and self._switch is not None and self._switch.isVisible():
            self._switch.open_menu()

    def set_environment(self, badge: BadgeKind) -> None:
        """Another world for the same site."""
        self._badge.set_kind(badge)
        self.retranslate()

    def show_whole(self, widget: QWidget) -> None:
        """Give the window below the header to one widget, such as the wizard."""
        if self._whole is not None:
            self.leave_whole()
        self._whole = widget
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        self._side.hide()
        self._arrange_header()

    def leave_whole(self) -> None:
        """Back to the pages; the widget is taken out, not deleted."""
        if self._whole is None:
            return
        self._stack.removeWidget(self._whole)
        self._whole.setParent(None)
        self._whole = None
        self._side.show()
        self._arrange_header()
        if self._current:
            self._stack.setCurrentWidget(self.page(self._current))

    def set_status(self, text: str, *, busy: bool = False) -> None:
        """A line at the window's foot; empty takes it away."""
        self._status_words.setText(text)
        self._status_spinner.setVisible(busy)
        self._status.setVisible(bool(text))
        announce(self._status, text)

    def say_waiting(self) -> None:
        """Tell that the window closes as soon as a change under way has been written."""
        self.set_status(
            self.tr("A change is still being written. The window closes when it is done."),
            busy=True,
        )

    def finish(self) -> None:
        """Really close."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            super().closeEvent(event)
            return
        event.ignore()
        self.close_requested.emit()

    def changeEvent(self, event: QEvent) -> None:
        turned = (QEvent.Type.ActivationChange, QEvent.Type.WindowStateChange)
        if event.type() in turned and not self.is_out_of_sight:
            self.seen_again.emit()
        super().changeEvent(event)

    @property
    def is_out_of_sight(self) -> bool:
        """Hidden or minimised: what happens on its pages is not seen."""
        return not self.isVisible() or self.isMinimized()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _build(self) -> None:
        self._side = Sidebar()
        self._site_words = Text("strong", wrap=False)
        self._site_words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._badge = Badge()
        self._header = Ground("surface", edge="bottom")
        row = HBox(self._header, gap=12, margin=(32, 10, 24, 10))
        self._back = button("quiet", icon="arrow-left")
        self._back.clicked.connect(self.go_back)
        self._back.hide()
        back = QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self)
        back.activated.connect(self.go_back)
        row.addWidget(self._back)
        row.addWidget(self._site_words, 1)
        row.addWidget(self._badge)
        self._header_row = row
        self._stack = QStackedWidget()
        self._status = Ground("accent_soft", edge="top")
        self._status_spinner = Spinner()
        self._status_words = Text("body")
        foot = HBox(self._status, gap=10, margin=(32, 8, 24, 8))
        foot.addWidget(self._status_spinner, 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self._status_words, 1)
        self._status.hide()
        middle = QWidget()
        column = VBox(middle, gap=0)
        column.addWidget(self._header)
        column.addWidget(self._stack, 1)
        column.addWidget(self._status)
        whole = QWidget()
        across = HBox(whole, gap=0)
        across.addWidget(self._side)
        across.addWidget(middle, 1)
        self.setCentralWidget(whole)
        self.say(self._site_words.setText, lambda: self._site or APP_NAME)
        self.say(self._back.set_label, lambda: self.tr("Back"))

    def _arrange_header(self) -> None:
        page = self._pages.get(self._current)
        is_under = page is not None and page.under is not None
        self._back.setVisible(is_under and self._whole is None)

    def _show(self, key: str, page: _Page) -> None:
        self._current = key
        page.button.setChecked(True)
        self._stack.setCurrentWidget(self.page(key))
        self._arrange_header()
        self.retranslate()
        self.page_shown.emit(key)
        self._bring_keyboard(page.button)

    def _bring_keyboard(self, entry: NavButton) -> None:
        """To the entry of the page, unless the keyboard is on the page or in a dialog already."""
        at = self.focusWidget()
        if self.isVisible() and (at is None or self._side.isAncestorOf(at)):
            entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def _window_words(self) -> str:
        parts = [self._site, self._badge.word(), APP_NAME]
        return " – ".join(part for part in parts if part)

    def _take_first_size(self) -> None:
        look = theme.current()
        room = self.screen().availableGeometry()
        width = min(look.px(_START[0]), round(room.width() * 0.96))
        height = min(look.px(_START[1]), round(room.height() * 0.94))
        self.setMinimumSize(min(680, room.width()), min(400, room.height()))
        self.resize(width, height)

    def _arrange(self) -> None:
        # As tall without badge and way back as with them.
        self._header.setMinimumHeight(theme.current().px(57))
        self._side.set_narrow(self.width() < theme.current().px(_NARROW_BELOW))


def _already(widget: QWidget) -> Callable[[], QWidget]:
    return lambda: widget
