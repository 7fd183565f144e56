"""A fact for reading: what it is, and its value in words."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tse_companion.gui.widgets import Text, VBox


class Fact(QWidget):
    """Caption above, value below. For values that people copy there is ``CopyRow``."""

    def __init__(self) -> None:
        super().__init__()
        self._caption = Text("caption")
        self._value = Text("body")
        column = VBox(self, gap=2)
        column.addWidget(self._caption)
        column.addWidget(self._value)

    def set_caption(self, text: str) -> None:
        self._caption.setText(text)

    def set_value(self, text: str) -> None:
        self._value.setText(text)
