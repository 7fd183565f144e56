"""The sidebar: the program's name and one button per page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from tse_companion.gui import icons, theme
from tse_companion.gui.sidebar_button import SidebarButton
from tse_companion.gui.widgets import HBox, ScrollArea, Text, VBox
from tse_companion.gui.widgets.text import Paragraph
from tse_companion.paths import APP_NAME

if TYPE_CHECKING:
    from tse_companion.gui.switcher import ShopSwitch

_FULL, _NARROW = 224, 112  # widths in design pixels


class Ground(QWidget):
    """A plain area in a token's colour with a hairline at one edge."""

    def __init__(self, token: str, edge: str) -> None:
        super().__init__()
        self._token, self._edge = token, edge
        theme.current().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        color = theme.current().color
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(self._token))
        line = QRect(self.rect())
        match self._edge:
            case "bottom":
                line.setTop(line.bottom())
            case "top":
                line.setBottom(line.top())
            case _:
                line.setLeft(line.right())
        painter.fillRect(line, color("line"))
        painter.end()


class Sidebar(Ground):
    """The sidebar: the program's name and one button per page."""

    def __init__(self) -> None:
        super().__init__("sidebar", edge="right")
        self._sign = _Sign()
        self._name = Text("strong", APP_NAME, wrap=False)
        scroll = ScrollArea(width=0, margin=(12, 12, 12, 12), gap=4)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Wheel and keyboard still scroll; a bar would take the words' room.
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nav = scroll.body
        self._nav.addStretch(1)
        column = VBox(self, gap=0)
        self._head = QWidget()
        head = HBox(self._head, gap=10, margin=(20, 16, 12, 8))
        head.addWidget(self._sign)
        head.addWidget(self._name, 1)
        column.addWidget(self._head)
        # What stands above the pages: the shop they are about.
        self._top = QWidget()
        self._top.hide()
        HBox(self._top, gap=0, margin=(12, 8, 12, 0))
        column.addWidget(self._top)
        column.addWidget(scroll, 1)
        self._narrow = False
        self._switch: ShopSwitch | None = None
        self._restyle()
        theme.current().changed.connect(self._restyle)

    def add(self, entry: NavButton) -> None:
        """Put a page's button below the others."""
        entry.set_narrow(self._narrow)
        self._nav.insertWidget(self._nav.count() - 1, entry)
        self._order_keys()

    def add_switch(self, switch: ShopSwitch) -> None:
        """Put the choice of shops above the pages; Tab comes to it first."""
        layout = self._top.layout()
        assert layout is not None
        layout.addWidget(switch)
        self._switch = switch
        self._order_keys()
        self._top.show()
        switch.set_narrow(self._narrow)

    def _order_keys(self) -> None:
        """From the choice of shops to the pages' buttons, whenever either has come."""
        before: QWidget | None = self._switch
        for number in range(self._nav.count()):
            item = self._nav.itemAt(number)
            entry = item.widget() if item is not None else None
            if before is not None and entry is not None:
                QWidget.setTabOrder(before, entry)
                before = entry

    def set_narrow(self, narrow: bool) -> None:
        """Icons above small words instead of beside them."""
        if narrow != self._narrow:
            self._narrow = narrow
            # Larger text has no room to spare: the pages come first.
            self._head.setVisible(not narrow)
            for entry in self.findChildren(NavButton):
                entry.set_narrow(narrow)
            if self._switch is not None:
                self._switch.set_narrow(narrow)
            self._restyle()

    def _restyle(self) -> None:
        self.setFixedWidth(theme.current().px(_NARROW if self._narrow else _FULL))


class _Sign(QWidget):
    """The program's sign beside its name."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        side = theme.current().px(28)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        color = theme.current().color
        painter = QPainter(self)
        icons.draw_sign(painter, QRectF(self.rect()), color("accent"), color("on_accent"))
        painter.end()


class NavButton(SidebarButton):
    """One page in the sidebar; arrow keys walk among them."""

    def __init__(self, icon: str) -> None:
        super().__init__(40)
        self._icon = icon
        self._words = ""
        self.setCheckable(True)
        self.setAutoExclusive(True)

    def set_words(self, words: str) -> None:
        """What the page is called."""
        self._words = words
        self.setAccessibleName(words)
        self._restyle()

    def heightForWidth(self, width: int) -> int:
        px = theme.current().px
        room = max(px(40), width - (px(4) if self._narrow else px(58)))
        return self._height(self._paragraph().height(room), 16)

    def sizeHint(self) -> QSize:
        width = theme.current().px((_NARROW if self._narrow else _FULL) - 24)
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        px, color = look.px, look.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        chosen = self.isChecked()
        if chosen or self.underMouse():
            painter.setBrush(color("accent_soft" if chosen else "line"))
            painter.drawRoundedRect(box, px(8), px(8))
        if chosen:
            # Not by colour alone: the chosen page carries a bar.
            painter.setBrush(color("accent"))
            bar = QRectF(0, box.height() * 0.25, px(3), box.height() * 0.5)
            painter.drawRoundedRect(bar, px(1.5), px(1.5))
        ink = color("accent" if chosen else "muted")
        words = self._paragraph()
        side = px(20)
        if self._narrow:
            at = QPointF((self.width() - side) / 2, px(6))
            room = QRect(px(2), px(6) + side + px(2), self.width() - px(4), self.height())
            align = Qt.AlignmentFlag.AlignHCenter
        else:
            at = QPointF(px(14), (self.height() - side) / 2)
            left = px(14) + side + px(12)
            width = self.width() - left - px(12)
            high = words.height(width)
            room = QRect(left, (self.height() - high) // 2, width, high)
            align = Qt.AlignmentFlag.AlignLeft
        icons.draw(painter, self._icon, QRectF(at.x(), at.y(), side, side), ink)
        words.paint(painter, room, color("text"), align)
        self._paint_ring(painter)
        painter.end()

    def _paragraph(self) -> Paragraph:
        look = theme.current()
        if self._narrow:
            return Paragraph(self._words, look.font("caption"), 1.25)
        return Paragraph(self._words, look.font("strong" if self.isChecked() else "body"), 1.3)
