"""Controls that are a choice: a check box whose words wrap, a list that opens."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QWidget

from tse_companion.gui import icons, theme
from tse_companion.gui.widgets.buttons import paint_focus_ring, shows_ring
from tse_companion.gui.widgets.text import Paragraph


class CheckBox(QCheckBox):
    """A check box that grows with the text size and wraps its words."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._ring = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.current().changed.connect(self._restyle)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        px = theme.current().px
        return max(px(28), self._words().height(width - self._left() - px(4)) + px(8))

    def sizeHint(self) -> QSize:
        px = theme.current().px
        width = min(self._left() + self._words().natural_width() + px(4), px(520))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = self._left() + self._words().longest_word() + theme.current().px(4)
        return QSize(width, theme.current().px(28))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = shows_ring(event, self._ring)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        px, color = look.px, look.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        enabled, checked = self.isEnabled(), self.isChecked()
        words = self._words()
        room = self.width() - self._left() - px(4)
        height = words.height(room)
        top = (self.height() - height) // 2
        side = px(18)
        first = words.line
        box = QRectF(px(4), top + (first - side) / 2, side, side).adjusted(0.5, 0.5, -0.5, -0.5)
        fill = "accent" if enabled else "disabled"
        painter.setPen(QPen(color(fill if checked else "outline" if enabled else "line"), 1.5))
        painter.setBrush(color(fill if checked else "surface"))
        painter.drawRoundedRect(box, px(4), px(4))
        if checked:
            icons.draw(painter, "check", box.adjusted(1, 1, -1, -1), color("on_accent"))
        words.paint(
            painter,
            QRect(self._left(), top, room, height),
            color("text" if enabled else "disabled"),
        )
        if self._ring and self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), px(6))
        painter.end()

    def _left(self) -> int:
        px = theme.current().px
        return px(4) + px(18) + px(10)

    def _words(self) -> Paragraph:
        return Paragraph(self.text().replace("&&", "&"), theme.current().font("body"))

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class Choice(QComboBox):
    """A list that opens. The wheel only turns it while it has the focus, never while scrolling."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        theme.current().changed.connect(self.updateGeometry)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = theme.current()
        painter = QPainter(self)
        side = look.px(16)
        at = QRectF(self.width() - side - look.px(10), (self.height() - side) / 2, side, side)
        icons.draw(
            painter, "chevron-down", at, look.color("muted" if self.isEnabled() else "disabled")
        )
        painter.end()
