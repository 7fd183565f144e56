"""What the overview is made of: the card with the answer, and the tiles with the facts."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from tse_companion.gui import theme
from tse_companion.gui.widgets import Card, Flow, Gauge, HBox, Mark, MarkKind, Text, VBox

Verdict = Literal["ok", "warn", "bad", "unknown"]


class VerdictCard(QFrame):
    """The answer, large: symbol, sentence, reason, and what to do."""

    def __init__(self) -> None:
        super().__init__()
        self._kind: Verdict = "unknown"
        self._mark = Mark("unknown", size=44)
        self.title = Text("title")
        self.text = Text("body")
        row = HBox(self, gap=20, margin=(28, 28, 28, 28))
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        words = VBox(gap=6)
        words.addWidget(self.title)
        words.addWidget(self.text)
        self._actions = Flow(gap=12, top=14)
        words.addLayout(self._actions)
        row.addLayout(words, 1)
        theme.current().changed.connect(self.update)

    def add_actions(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._actions.addWidget(widget)

    def set_verdict(self, verdict: Verdict, mark: MarkKind) -> None:
        self._kind = verdict
        self._mark.set_kind(mark)
        self.update()

    def set_spoken(self, word: str) -> None:
        """What the symbol says, for those who do not see it."""
        self._mark.setAccessibleName(word)
        self._mark.setToolTip(word)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        ground = "surface" if self._kind == "unknown" else f"{self._kind}_soft"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.color("line") if self._kind == "unknown" else Qt.PenStyle.NoPen)
        painter.setBrush(look.color(ground))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, look.px(14), look.px(14))
        painter.end()


class Tile(Card):
    """One fact: caption, value with its symbol, and a note or a gauge."""

    def __init__(self, mark: MarkKind | None = "unknown", *, gauge: bool = False) -> None:
        super().__init__(gap=6, margin=20)
        self._caption = Text("caption")
        self._value = Text("heading")
        self._note = Text("caption")
        self._note.hide()
        self._mark = Mark(mark or "unknown")
        self._mark.setVisible(mark is not None)
        row = HBox(gap=8)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._value, 1)
        self._gauge = Gauge() if gauge else None
        self.body.addWidget(self._caption)
        self.body.addLayout(row)
        self.body.addWidget(self._note)
        if self._gauge is not None:
            self.body.addSpacing(theme.current().px(6))
            self.body.addWidget(self._gauge)
        self.body.addStretch(1)

    def set_mark(self, mark: MarkKind) -> None:
        self._mark.set_kind(mark)

    def set_caption(self, text: str) -> None:
        self._caption.setText(text)
        if self._gauge is not None:
            self._gauge.setAccessibleName(text)

    def set_value(self, text: str) -> None:
        self._value.setText(text)

    def set_note(self, text: str) -> None:
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def set_amount(self, amount: int | None, limit: int | None) -> None:
        if self._gauge is not None:
            self._gauge.set_amount(amount or 0, limit or 0)
            self._gauge.setVisible(amount is not None and bool(limit))
