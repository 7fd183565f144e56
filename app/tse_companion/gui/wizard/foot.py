"""The foot of the wizard: its buttons and what is happening, parted from the page above."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from tse_companion.gui import theme
from tse_companion.gui.widgets import BusyLine, Button, HBox


class Foot(QWidget):
    """One row where it has room, else two: words and buttons are never cut."""

    def __init__(self, leave: Button, busy: BusyLine, back: Button, go_on: Button) -> None:
        super().__init__()
        self._parts = (leave, busy, back, go_on)
        self._whole = HBox(self, gap=12, margin=(32, 14, 32, 14))
        left, right = HBox(gap=12), HBox(gap=12)
        left.addWidget(leave)
        left.addWidget(busy, 1)
        right.addStretch(1)
        right.addWidget(back)
        right.addWidget(go_on)
        self._whole.addLayout(left, 1)
        self._whole.addLayout(right)

    def arrange(self) -> None:
        """Words or visibility of a button have changed."""
        px = theme.current().px
        needed = sum(
            part.minimumSizeHint().width() + px(12)
            for part in self._parts
            if not part.isHidden() or part.sizePolicy().retainSizeWhenHidden()
        )
        fits = needed + px(64) <= self.width()
        self._whole.setDirection(
            QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        color = theme.current().color
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("surface"))
        painter.fillRect(0, 0, self.width(), 1, color("line"))
        painter.end()
