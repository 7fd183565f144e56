"""Buttons: one clear primary, plain ones beside it, a red one for what cannot be undone."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from tse_companion.gui import icons, theme

ButtonKind = Literal["primary", "plain", "danger", "quiet"]
_SILENT = {Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason}


class Button(QPushButton):
    """A push button that paints itself.

    Kinds: ``primary`` filled with the accent (one per page), ``plain`` outlined, ``danger`` red,
    ``quiet`` text only. An icon-only button has no text and must be given an accessible name;
    use :meth:`set_label` for it, which also sets the tool tip.
    """

    def __init__(
        self,
        text: str = "",
        kind: ButtonKind = "plain",
        *,
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind: ButtonKind = kind
        self._icon = icon
        self._ring = False
        self._measured: tuple[tuple[object, ...], QSize] | None = None  # what for, and the size
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self._restyle()
        theme.current().changed.connect(self._restyle)

    def set_kind(self, kind: ButtonKind) -> None:
        self._kind = kind
        self.update()

    def set_icon(self, name: str | None) -> None:
        """Another icon of our own set."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_label(self, words: str) -> None:
        """The name of an icon-only button, for screen readers and as tool tip."""
        self.setAccessibleName(words)
        self.setToolTip(words)

    def sizeHint(self) -> QSize:
        """Measured once: layouts ask for it very often."""
        content = (self.text(), self._kind, self._icon)
        if self._measured is None or self._measured[0] != content:
            self._measured = content, self._needed()
        return self._measured[1]

    def _needed(self) -> QSize:
        px = theme.current().px
        height = max(px(36), self.fontMetrics().height() + px(16))
        if not self.text():
            return QSize(height, height)
        # Without an edge a button needs less room around its words.
        around = px(24 if self._kind == "quiet" else 32)
        width = self.fontMetrics().horizontalAdvance(self.text()) + around
        if self._icon:
            width += px(18 + 8) - px(4)
        return QSize(width if self._kind == "quiet" else max(width, px(88)), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = shows_ring(event, self._ring)
        super().focusInEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_content(painter)
        painter.end()

    def _restyle(self) -> None:
        self._measured = None
        self.setFont(theme.current().font("strong"))
        self.updateGeometry()
        self.update()

    def _colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        """Ground, outline and text for the state of the moment."""
        look = theme.current()
        color = look.color
        over = self.underMouse() and self.isEnabled()
        down = self.isDown() or self.isChecked()
        if not self.isEnabled():
            flat = self._kind == "quiet"
            return (None if flat else color("line"), None, color("disabled"))
        match self._kind:
            case "primary":
                name = "accent_pressed" if down else "accent_hover" if over else "accent"
                return color(name), None, color("on_accent")
            case "danger":
                ground = color("bad")
                if down or over:
                    ground = ground.darker(120 if down else 110)
                return ground, None, color("on_bad")
            case "quiet":
                ground_name = "line" if down else "accent_soft" if over else None
                return (color(ground_name) if ground_name else None), None, color("accent")
            case _:
                ground_name = "line" if down else "accent_soft" if over else "surface"
                return color(ground_name), color("outline"), color("text")

    def _paint_ground(self, painter: QPainter) -> None:
        look = theme.current()
        ground, outline, _ = self._colours()
        radius = look.px(7)
        box = QRectF(self.rect())
        if self._ring and self.hasFocus():
            paint_focus_ring(painter, box, radius)
            box = box.adjusted(*(d * look.px(3.5) for d in (1, 1, -1, -1)))
            radius = max(2, radius - look.px(3))
        painter.setPen(QPen(outline, 1) if outline else Qt.PenStyle.NoPen)
        painter.setBrush(ground or Qt.BrushStyle.NoBrush)
        if outline:
            box = box.adjusted(0.5, 0.5, -0.5, -0.5)
        if ground or outline:
            painter.drawRoundedRect(box, radius, radius)

    def _paint_content(self, painter: QPainter) -> None:
        px = theme.current().px
        *_, ink = self._colours()
        text = self.text().replace("&&", "&")
        size = px(18)
        gap = px(8) if text and self._icon else 0
        wide = self.fontMetrics().horizontalAdvance(text)
        whole = wide + gap + (size if self._icon else 0)
        x = (self.width() - whole) / 2
        if self._icon:
            at = QPointF(x, (self.height() - size) / 2)
            icons.draw(painter, self._icon, QRectF(at.x(), at.y(), size, size), ink)
        painter.setPen(ink)
        painter.setFont(self.font())
        left = round(x + (size + gap if self._icon else 0))
        box = QRect(left, 0, wide + 2, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def button(kind: ButtonKind = "plain", text: str = "", *, icon: str | None = None) -> Button:
    """A new button of a kind; texts that follow the language go through ``say``."""
    return Button(text, kind, icon=icon)


def shows_ring(event: QFocusEvent, before: bool) -> bool:
    """Whether a control that gains the focus shows the ring: by keyboard yes, by mouse no.

    Coming back to the window changes nothing.
    """
    if event.reason() is Qt.FocusReason.ActiveWindowFocusReason:
        return before
    return event.reason() not in _SILENT


def paint_focus_ring(painter: QPainter, box: QRectF, radius: float) -> None:
    """The ring that shows where the keyboard is, inside ``box``."""
    look = theme.current()
    width = max(2.0, look.px(2))
    half = width / 2
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.color("focus"), width))
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)
