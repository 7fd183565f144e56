"""The frame of every page: its content scrolls and keeps a width that reads well."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from tse_companion.gui import theme
from tse_companion.gui.widgets.layouts import HBox, Margin, VBox

READABLE = 920


class ScrollArea(QScrollArea):
    """A page that scrolls down rather than clip; put its parts into ``body``.

    ``width`` is the most the content takes, in design pixels; 0 lets it fill the page.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        width: int = READABLE,
        gap: int = 16,
        margin: Margin = (32, 24, 32, 32),
    ) -> None:
        super().__init__(parent)
        self._width = width
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # The page's controls take the focus, not the frame around them.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        ground.setObjectName("page_body")
        self._column = QWidget()
        self.body = VBox(self._column, gap=gap)
        row = HBox(ground, gap=0, margin=margin)
        row.addWidget(self._column, 1)
        row.addStretch(0)
        self.setWidget(ground)
        self._restyle()
        theme.current().changed.connect(self._restyle)

    def _restyle(self) -> None:
        if self._width:
            self._column.setMaximumWidth(theme.current().px(self._width))
