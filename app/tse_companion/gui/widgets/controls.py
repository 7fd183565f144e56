"""Controls that are a choice: check box and radio button whose words wrap, a list that opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QRadioButton, QSizePolicy, QWidget

from tse_companion.gui import icons, theme
from tse_companion.gui.widgets.buttons import paint_focus_ring, shows_ring
from tse_companion.gui.widgets.cards import paint_radio
from tse_companion.gui.widgets.text import Paragraph

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton

    _Base = QAbstractButton
else:
    _Base = object


class _Marked(_Base):
    """Mixin for a mark with words that wrap beside it; the mark is painted by the class."""

    _ring: bool

    def _begin(self) -> None:
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
        px = look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words = self._words()
        room = self.width() - self._left() - px(4)
        height = words.height(room)
        top = (self.height() - height) // 2
        side = px(18)
        at = QRectF(px(4), top + (words.line - side) / 2, side, side)
        self._paint_mark(painter, at.adjusted(0.75, 0.75, -0.75, -0.75))
        ink = look.color("text" if self.isEnabled() else "disabled")
        words.paint(painter, QRect(self._left(), top, room, height), ink)
        if self._ring and self.hasFocus():
            # Round mark and words, not the empty room beside them.
            wide = min(self.width(), self._left() + words.natural_width() + px(8))
            paint_focus_ring(painter, QRectF(0, 0, wide, self.height()), px(6))
        painter.end()

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        """Draw the mark for the state of the moment."""
        raise AssertionError("each kind has a mark of its own")

    def _left(self) -> int:
        px = theme.current().px
        return px(4) + px(18) + px(10)

    def _words(self) -> Paragraph:
        return Paragraph(self.text().replace("&&", "&"), theme.current().font("body"))

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class CheckBox(_Marked, QCheckBox):
    """A check box that grows with the text size and wraps its words."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._begin()

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        look = theme.current()
        fill = look.color("accent" if self.isEnabled() else "disabled")
        empty = look.color("outline" if self.isEnabled() else "line")
        painter.setPen(QPen(fill if self.isChecked() else empty, look.px(1.5)))
        painter.setBrush(fill if self.isChecked() else look.color("surface"))
        painter.drawRoundedRect(box, look.px(4), look.px(4))
        if self.isChecked():
            icons.draw(painter, "check", box.adjusted(1, 1, -1, -1), look.color("on_accent"))


class RadioButton(_Marked, QRadioButton):
    """A radio button that grows with the text size and wraps its words."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._begin()

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        paint_radio(painter, box, chosen=self.isChecked(), enabled=self.isEnabled())


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
