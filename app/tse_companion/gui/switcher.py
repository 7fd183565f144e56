"""The shop at the head of the sidebar: which one is shown, and a menu with the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu

from tse_companion.gui import icons, theme
from tse_companion.gui.i18n import Translated
from tse_companion.gui.sidebar_button import SidebarButton
from tse_companion.gui.widgets import BadgeKind
from tse_companion.gui.widgets.text import Paragraph

KEYS = "Ctrl+K"
_MOST = 12  # shops in the menu; the page lists and searches all
_LINES = 2  # of a long name; the header shows it whole
_MARKS: dict[BadgeKind, tuple[str, str]] = {
    "test": ("test", "warn"),
    "live": ("live", "accent"),
    "practice": ("practice", "practice"),
    "none": ("shop", "muted"),
}


@dataclass(frozen=True, slots=True)
class ShopEntry:
    """One shop to choose. ``name`` is what people call it."""

    id: str
    name: str
    badge: BadgeKind = "none"


class ShopSwitch(Translated, SidebarButton):
    """Opens the menu of shops. ``chosen`` carries an id, or nothing for a further shop;
    ``manage_requested`` asks for the page that lists all of them."""

    chosen = Signal(str)
    manage_requested = Signal()

    def __init__(self) -> None:
        super().__init__(44)
        self._shops: tuple[ShopEntry, ...] = ()
        self._current = ShopEntry("", "")
        self._menu: QMenu | None = None
        self.setObjectName("shop_switch")
        self.clicked.connect(lambda: self.open_menu())
        self.say(self.setAccessibleName, self._spoken)
        self.say(self.setToolTip, self._tip)

    def set_shops(self, shops: Sequence[ShopEntry], current: str) -> None:
        """The shops to choose from, and the one that is shown."""
        self._shops = tuple(shops)
        known = (shop for shop in self._shops if shop.id == current)
        self._current = next(known, ShopEntry("", ""))
        self.retranslate()
        self._restyle()

    @property
    def menu_shown(self) -> QMenu | None:
        """The menu while it is open."""
        menu = self._menu
        return menu if menu is not None and menu.isVisible() else None

    def open_menu(self) -> None:
        """Open the menu below the button, the shop that is shown marked in it."""
        self._close_menu()
        menu = self._menu = QMenu(self)
        menu.setObjectName("shop_menu")
        menu.setAccessibleName(self.tr("Shops"))
        first = self._fill(menu)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        # From here the arrow keys walk on; without it the first press would only mark something.
        menu.setActiveAction(first)

    def _fill(self, menu: QMenu) -> QAction:
        """The entries; returns the one that is marked first."""
        group = QActionGroup(menu)
        marked: QAction | None = None
        for shop in self._listed():
            action = menu.addAction(self._entry_words(shop))
            action.setCheckable(True)
            action.setChecked(shop.id == self._current.id)
            icon, token = _MARKS[shop.badge]
            look = theme.current()
            action.setIcon(icons.icon(icon, look.px(16), look.color(token).name()))
            action.triggered.connect(lambda _=False, key=shop.id: self.chosen.emit(key))
            group.addAction(action)
            if shop.id == self._current.id:
                marked = action
        menu.addSeparator()
        more = menu.addAction(self.tr("Another shop …"))
        more.triggered.connect(lambda: self.chosen.emit(""))
        manage = menu.addAction(self.tr("Manage shops …"))
        manage.triggered.connect(self.manage_requested)
        return marked or menu.actions()[0]

    def _listed(self) -> tuple[ShopEntry, ...]:
        """Not too many for one menu; the one that is shown is always among them."""
        if len(self._shops) <= _MOST:
            return self._shops
        some = self._shops[: _MOST - 1]
        return some if self._current in some else (*some, self._current)

    def _entry_words(self, shop: ShopEntry) -> str:
        name = shop.name.replace("&", "&&")
        word = self._environment(shop.badge)
        return self.tr("{shop} ({environment})").format(shop=name, environment=word)

    def _environment(self, badge: BadgeKind) -> str:
        return {
            "test": self.tr("Test"),
            "live": self.tr("Live"),
            "practice": self.tr("Practice"),
            "none": self.tr("environment not known"),
        }[badge]

    def _spoken(self) -> str:
        shop = self._current
        return self.tr("Shop: {shop}, {environment}. Choose another one").format(
            shop=shop.name, environment=self._environment(shop.badge)
        )

    def _tip(self) -> str:
        keys = QKeySequence(KEYS).toString(QKeySequence.SequenceFormat.NativeText)
        return self.tr("{shop} – another shop: {keys}").format(shop=self._current.name, keys=keys)

    def _close_menu(self) -> None:
        if self._menu is not None:
            self._menu.close()
            self._menu.deleteLater()
            self._menu = None

    # painting --------------------------------------------------------------------------------

    def heightForWidth(self, width: int) -> int:
        room = self._room(width)
        return self._height(self._paragraph(room).height(room), 18)

    def sizeHint(self) -> QSize:
        width = theme.current().px(88 if self._narrow else 200)
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        px, color = look.px, look.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        lit = self.underMouse() or self.isDown() or self.menu_shown is not None
        painter.setPen(color("line"))
        painter.setBrush(color("accent_soft" if lit else "surface"))
        painter.drawRoundedRect(box, px(8), px(8))
        icon, token = _MARKS[self._current.badge]
        room = self._room(self.width())
        words = self._paragraph(room)
        side, small = px(20), px(14)
        if self._narrow:
            left = (self.width() - side - px(4) - small) / 2
            mark, arrow = QPointF(left, px(6)), QPointF(left + side + px(4), px(6) + px(3))
            at = QRect(px(4), px(6) + side + px(2), room, self.height())
            align = Qt.AlignmentFlag.AlignHCenter
        else:
            mark = QPointF(px(10), (self.height() - side) / 2)
            arrow = QPointF(self.width() - px(10) - small, (self.height() - small) / 2)
            high = words.height(room)
            at = QRect(px(10) + side + px(10), (self.height() - high) // 2, room, high)
            align = Qt.AlignmentFlag.AlignLeft
        icons.draw(painter, icon, QRectF(mark.x(), mark.y(), side, side), color(token))
        icons.draw(
            painter, "chevron-down", QRectF(arrow.x(), arrow.y(), small, small), color("muted")
        )
        words.paint(painter, at, color("text"), align)
        self._paint_ring(painter)
        painter.end()

    def _room(self, width: int) -> int:
        """How wide the name may be."""
        px = theme.current().px
        beside = px(8) if self._narrow else px(10) + px(20) + px(10) + px(8) + px(14) + px(10)
        return max(px(40), width - beside)

    def _paragraph(self, room: int) -> Paragraph:
        """The name, cut at the end of its second line."""
        look = theme.current()
        font = look.font("caption" if self._narrow else "strong")
        name = self._current.name or self.tr("Choose a shop")
        whole = Paragraph(name, font, 1.25)
        most = round(whole.line * _LINES) + 1
        if whole.height(room) <= most:
            return whole
        least, longest = 1, len(name)
        while least < longest:  # the longest beginning that fits
            middle = (least + longest + 1) // 2
            if Paragraph(name[:middle].rstrip() + "…", font, 1.25).height(room) <= most:
                least = middle
            else:
                longest = middle - 1
        return Paragraph(name[:least].rstrip() + "…", font, 1.25)
