"""What the buttons in the sidebar have in common: they grow with their words and show a ring."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QFocusEvent, QPainter
from PySide6.QtWidgets import QPushButton, QSizePolicy

from tse_companion.gui import theme
from tse_companion.gui.widgets.buttons import paint_focus_ring, shows_ring


class SidebarButton(QPushButton):
    """As wide as the sidebar, as high as its words need; those who inherit paint it.

    ``least_height`` is in design pixels.
    """

    def __init__(self, least_height: int) -> None:
        super().__init__()
        self._least_height = least_height
        self._narrow = False
        self._ring = False
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.current().changed.connect(self._restyle)

    def set_narrow(self, narrow: bool) -> None:
        """The icon above small words instead of beside them."""
        self._narrow = narrow
        self._restyle()

    def hasHeightForWidth(self) -> bool:
        return True

    def minimumSizeHint(self) -> QSize:
        px = theme.current().px
        return QSize(px(48), px(self._least_height))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = shows_ring(event, self._ring)
        super().focusInEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def _height(self, words: int, padding: int) -> int:
        """What a height of ``words`` makes of the whole; ``padding`` where they stand beside."""
        px = theme.current().px
        if self._narrow:
            return px(6) + px(20) + px(2) + words + px(6)
        return max(px(self._least_height), words + px(padding))

    def _paint_ring(self, painter: QPainter) -> None:
        if self._ring and self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), theme.current().px(8))

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
