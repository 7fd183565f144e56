"""The rail at the left of the wizard: which chapters there are, and where one is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tse_companion.gui import icons, theme
from tse_companion.gui.i18n import Translated


class Rail(Translated, QWidget):
    """Numbered chapters; done ones carry a tick. It shows, it is no menu."""

    def __init__(self) -> None:
        super().__init__()
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.say(self.setAccessibleName, lambda: self.tr("Steps of the set-up"))
        self.say(self.setAccessibleDescription, lambda: self._names()[self._current])
        theme.current().changed.connect(self.updateGeometry)
        theme.current().changed.connect(self.update)

    def set_current(self, chapter: int) -> None:
        """The chapter that is open, from 0."""
        self._current = chapter
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        # Large text in a small window leaves no room for names: then the numbers are enough.
        px = theme.current().px
        return QSize(px(216 if self.window().width() >= px(900) else 72), 0)

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        px, color = look.px, look.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), color("sidebar"))
        painter.setPen(QPen(color("line"), 1))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        wide = self.width() >= px(200)
        row = min(px(48), max(px(30), (self.height() - px(48)) // 8))
        for index, name in enumerate(self._names()):
            top = px(32) + index * row
            self._paint_chapter(painter, index, name if wide else "", top, row)
        painter.end()

    def _paint_chapter(self, painter: QPainter, index: int, name: str, top: int, row: int) -> None:
        look = theme.current()
        px, color = look.px, look.color
        side = px(24)
        circle = QRectF(px(24), top + (row - side) / 2, side, side)
        done, here = index < self._current, index == self._current
        painter.setPen(Qt.PenStyle.NoPen)
        if done:
            icons.draw(painter, "ok", circle, color("accent"))
        else:
            if here:
                painter.setBrush(color("accent"))
            else:
                painter.setPen(QPen(color("outline"), max(1.0, px(1.25))))
                painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
            painter.setPen(color("on_accent" if here else "muted"))
            painter.setFont(look.font("caption"))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(index + 1))
        if name:
            painter.setPen(color("text" if here else "muted"))
            painter.setFont(look.font("strong" if here else "body"))
            left = px(24) + side + px(12)
            box = QRectF(left, top, self.width() - left - px(8), row)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(box, flags, name)

    def _names(self) -> tuple[str, ...]:
        return (
            self.tr("Welcome"),
            self.tr("Access"),
            self.tr("TSE and PUK"),
            self.tr("Admin PIN"),
            self.tr("Till"),
            self.tr("Put into service"),
            self.tr("Test receipt"),
            self.tr("Done"),
        )
