"""A value to take along: caption, text in fixed width, and a button that copies it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from tse_companion.gui import theme
from tse_companion.gui.i18n import Translated
from tse_companion.gui.widgets.buttons import Button
from tse_companion.gui.widgets.layouts import HBox, VBox
from tse_companion.gui.widgets.text import Text, breakable


class CopyRow(Translated, QWidget):
    """An id or path that people read out or copy. Never for secrets: it uses the clipboard."""

    SHOWN_MS = 2000

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = ""
        self._copied = False
        self._caption = Text("caption")
        self._text = Text("mono", selectable=True)
        self._caption.setBuddy(self._text)
        self._button = Button(icon="copy", kind="quiet")
        self._button.clicked.connect(self._on_copy)
        self._back = QTimer(self)
        self._back.setSingleShot(True)
        self._back.setInterval(self.SHOWN_MS)
        self._back.timeout.connect(self._on_back)
        column = VBox(self, gap=0)
        column.addWidget(self._caption)
        row = HBox(gap=4)
        column.addLayout(row)
        row.addWidget(self._text, 1000)
        row.addWidget(self._button)
        row.addStretch(1)
        self.say(self._button.set_label, self._words)
        theme.current().changed.connect(self._fit)

    def set_caption(self, text: str) -> None:
        self._caption.setText(text)
        self._text.setAccessibleName(text)
        self.retranslate()

    def set_value(self, value: str, shown: str | None = None) -> None:
        """The value that is copied, and how it is shown if that differs (grouped digits)."""
        self._value = value
        self._text.setText(breakable(value if shown is None else shown))
        self._button.setEnabled(bool(value))
        self._fit()

    def value(self) -> str:
        return self._value

    def _fit(self) -> None:
        # Keeps the button beside the value instead of at the far edge.
        metrics, lines = self._text.fontMetrics(), self._text.text().split("\n")
        wide = max(metrics.horizontalAdvance(line) for line in lines)
        self._text.setMaximumWidth(wide + theme.current().px(8))

    def _words(self) -> str:
        if self._copied:
            return self.tr("Copied")
        return self.tr("Copy {what}").format(what=self._caption.text())

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._value)
        self._copied = True
        self._button.set_icon("check")
        self.retranslate()
        self._back.start()

    def _on_back(self) -> None:
        self._copied = False
        self._button.set_icon("copy")
        self.retranslate()


def grouped(digits: str, size: int = 4) -> str:
    """Long hex or digits in groups, as people read them out."""
    return " ".join(digits[i : i + size] for i in range(0, len(digits), size))
