"""The list below the verdict: what should be seen to, each with the way to the page for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from tse_companion.gui.i18n import Translated
from tse_companion.gui.widgets import Button, Card, Flow, HBox, Mark, MarkKind, Text, VBox, button


@dataclass(frozen=True, slots=True)
class NoticeView:
    """One notice. ``sentence`` and ``action`` are asked again when the language changes;
    ``target`` is what the button asks for, empty for no button."""

    key: str
    severity: MarkKind
    sentence: Callable[[], str]
    action: Callable[[], str]
    target: str = ""


class NoticeList(Translated, Card):
    """All notices, the worst first. ``opened`` carries the target of the one that was pressed."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=8, margin=20)
        self._views: tuple[NoticeView, ...] = ()
        self._rows: list[NoticeRow] = []
        self._title = Text("heading")
        self._calm = Text("body", tone="muted")
        self.body.addWidget(self._title)
        self.body.addWidget(self._calm)
        self._column = VBox(gap=4)
        self.body.addLayout(self._column)
        self.say(self._title.setText, lambda: self.tr("What needs doing"))
        self.say(self._calm.setText, lambda: self.tr("Nothing at the moment."))

    @property
    def views(self) -> tuple[NoticeView, ...]:
        return self._views

    def show_notices(self, views: Sequence[NoticeView]) -> None:
        """Show these. A row that stays keeps the keyboard."""
        self._views = tuple(views)
        self._calm.setVisible(not views)
        while len(self._rows) > len(views):
            self._rows.pop().bury()
        while len(self._rows) < len(views):
            row = NoticeRow()
            row.opened.connect(self.opened)
            self._column.addWidget(row)
            self._rows.append(row)
        for row, view in zip(self._rows, views, strict=True):
            row.show_view(view)

    def follow(self, before: QWidget) -> None:
        """Tab comes from this widget to the rows, one after another."""
        for row in self._rows:
            before = row.come_after(before)


class NoticeRow(Translated, QWidget):
    """One line of the list."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._view: NoticeView | None = None
        self._mark = Mark()
        self._text = Text("body")
        self._button: Button = button("plain")
        self._button.clicked.connect(self._on_clicked)
        row = HBox(self, gap=12, margin=(0, 8, 0, 8))
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        words = VBox(gap=0)
        words.addWidget(self._text)
        under = Flow(gap=8, top=6)
        under.addWidget(self._button)
        words.addLayout(under)
        row.addLayout(words, 1)
        self.say(self._text.setText, lambda: self._view.sentence() if self._view else "")
        self.say(self._button.setText, lambda: self._view.action() if self._view else "")
        self.say(self._mark.setAccessibleName, self._mark_words)

    def show_view(self, view: NoticeView) -> None:
        """Show this one in the same row."""
        self._view = view
        self._mark.set_kind(view.severity)
        self._button.setVisible(bool(view.target))
        self._button.setObjectName(f"notice_{view.key}")
        self.retranslate()
        # Read out with the button, which alone would not say what it is about.
        self._button.setAccessibleDescription(view.sentence())

    def come_after(self, before: QWidget) -> QWidget:
        """Tab comes from that widget to the button; returns the button."""
        QWidget.setTabOrder(before, self._button)
        return self._button

    def bury(self) -> None:
        self.hide()
        self.setParent(None)
        self.deleteLater()

    def _mark_words(self) -> str:
        severity = self._view.severity if self._view else "info"
        return {
            "bad": self.tr("Not possible"),
            "warn": self.tr("Attention"),
        }.get(severity, self.tr("For your information"))

    def _on_clicked(self) -> None:
        if self._view is not None:
            self.opened.emit(self._view.target)
