"""One fact on a page: what it is called, its value to copy, and what it means."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tse_companion.gui.i18n import Translated
from tse_companion.gui.widgets import CopyRow, HBox, Mark, MarkKind, Text, VBox


class Fact(Translated, QWidget):
    """A caption, the value with its copy button, and the meaning below. Hidden without a value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = CopyRow()
        self._meaning = Text("caption")
        self._meaning.hide()
        column = VBox(self, gap=0)
        column.addWidget(self._row)
        column.addWidget(self._meaning)
        column.addStretch(1)

    def set_caption(self, text: str) -> None:
        self._row.set_caption(text)

    def set_meaning(self, text: str) -> None:
        self._meaning.setText(text)
        self._meaning.setVisible(bool(text))

    def set_value(self, value: str, shown: str | None = None) -> None:
        """The value that is copied, and how it is shown where that differs."""
        self._row.set_value(value, shown)
        self.setVisible(bool(value))

    def value(self) -> str:
        return self._row.value()


class Verdict(QWidget):
    """A symbol and a sentence: what a check has found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = Mark("unknown")
        self._words = Text("body")
        row = HBox(self, gap=10)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)

    def set_kind(self, kind: MarkKind) -> None:
        self._mark.set_kind(kind)

    def set_text(self, text: str) -> None:
        self._words.setText(text)
        self.setVisible(bool(text))
