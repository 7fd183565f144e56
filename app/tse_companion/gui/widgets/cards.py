"""Surfaces: cards, banners, and cards that are a choice."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QRadioButton, QSizePolicy, QWidget

from tse_companion.gui import icons, theme
from tse_companion.gui.widgets.buttons import Button, shows_ring
from tse_companion.gui.widgets.layouts import Flow, HBox, VBox
from tse_companion.gui.widgets.text import Paragraph, Text

BannerKind = Literal["info", "ok", "warn", "bad"]


class Card(QFrame):
    """A calm surface for things that belong together; put them into ``body``."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 12, margin: int = 24) -> None:
        super().__init__(parent)
        self.body = VBox(self, gap=gap, margin=margin)
        theme.current().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(look.color("surface"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, look.px(12), look.px(12))
        painter.end()


class ActionCard(Card):
    """A title, what it is about, and buttons for what can be done."""

    def __init__(self, *actions: Button, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=8)
        self._title, self._text = Text("heading"), Text("body", tone="muted")
        row = Flow(top=8)
        for action in actions:
            row.addWidget(action)
        self.body.addWidget(self._title)
        self.body.addWidget(self._text)
        self.body.addLayout(row)

    def set_title(self, text: str) -> None:
        """What the card is called."""
        self._title.setText(text)

    def set_text(self, text: str) -> None:
        """What one should know before pressing a button."""
        self._text.setText(text)


class Banner(QFrame):
    """A message in the page: symbol, title, text and perhaps one thing to do.

    ``acted`` is emitted when the button was pressed. An empty title or text takes no room.
    """

    acted = Signal()

    def __init__(self, kind: BannerKind = "info", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: BannerKind = kind
        self._mark = Mark(kind)
        self._title = Text("strong")
        self._text = Text("body")
        self._action = Button()
        self._title.hide()
        self._text.hide()
        self._action.hide()
        self._action.clicked.connect(self.acted)
        row = HBox(self, gap=12, margin=(16, 14, 16, 14))
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        words = VBox(gap=2)
        words.addWidget(self._title)
        words.addWidget(self._text)
        under = Flow(gap=8, top=8)
        under.addWidget(self._action)
        words.addLayout(under)
        row.addLayout(words, 1)
        theme.current().changed.connect(self.update)

    def set_kind(self, kind: BannerKind) -> None:
        self._kind = kind
        self._mark.set_kind(kind)
        self.update()

    def set_title(self, text: str) -> None:
        self._title.setText(text)
        self._title.setVisible(bool(text))
        self.setAccessibleName(text)

    def set_text(self, text: str) -> None:
        self._text.setText(text)
        self._text.setVisible(bool(text))

    def set_action(self, text: str) -> None:
        """Words on the button; empty takes the button away."""
        self._action.setText(text)
        self._action.setVisible(bool(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        ground = "accent_soft" if self._kind == "info" else f"{self._kind}_soft"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(ground))
        painter.drawRoundedRect(QRectF(self.rect()), look.px(10), look.px(10))
        painter.end()


MarkKind = Literal[
    "info",
    "ok",
    "warn",
    "bad",
    "unknown",
    "wait",
    "skip",
    "offline",
    "test",
    "live",
    "practice",
]
_TONES: dict[MarkKind, str] = {
    "info": "accent",
    "ok": "ok",
    "warn": "warn",
    "bad": "bad",
    "unknown": "muted",
    "wait": "disabled",
    "skip": "muted",
    "offline": "muted",
    "test": "warn",
    "live": "accent",
    "practice": "practice",
}


class Mark(QWidget):
    """The symbol of a state in its colour. The word stands beside it, never the mark alone."""

    def __init__(
        self, kind: MarkKind = "info", *, size: int = 20, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kind: MarkKind = kind
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.updateGeometry)
        theme.current().changed.connect(self.update)

    def set_kind(self, kind: MarkKind) -> None:
        self._kind = kind
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.current().px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = min(self.width(), self.height())
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        icons.draw(painter, self._kind, box, theme.current().color(_TONES[self._kind]))
        painter.end()


class ChoiceCard(QRadioButton):
    """One of several big options: a title and an explanation that wraps.

    Cards with the same parent exclude each other, arrow keys walk among them, as with any radio
    button. ``toggled`` tells the choice.
    """

    def __init__(
        self,
        title: str = "",
        explanation: str = "",
        *,
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self._explanation = ""
        self._icon = icon
        self._ring = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._restyle()
        theme.current().changed.connect(self._restyle)
        self.set_explanation(explanation)

    def set_title(self, text: str) -> None:
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_explanation(self, text: str) -> None:
        self._explanation = text
        self.setAccessibleDescription(text)
        self.updateGeometry()
        self.update()

    def title(self) -> str:
        return self.text().replace("&&", "&")

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = shows_ring(event, self._ring)
        super().focusInEvent(event)

    def sizeHint(self) -> QSize:
        width = theme.current().px(320)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(160), theme.current().px(56))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        title, text = self._boxes(width)
        bottom = text.bottom() if self._explanation else title.bottom()
        return bottom + 1 + theme.current().px(16)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        px, color = look.px, look.color
        chosen, enabled = self.isChecked(), self.isEnabled()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ringed = self._ring and self.hasFocus()
        # The ring takes the place of the edge: two lines round one card are one too many.
        edge = "focus" if ringed else "accent" if chosen else "outline" if enabled else "line"
        width = float(px(3 if ringed else 2)) if ringed or chosen else 1.0
        inner = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(color(edge), width))
        over = self.underMouse() and enabled
        painter.setBrush(color("accent_soft" if chosen or over else "surface"))
        painter.drawRoundedRect(inner, px(10), px(10))
        title, text = self._boxes(self.width())
        side = px(18)
        line = self._paragraphs()[0].line
        at = QRectF(px(16) + 1, title.top() + (line - side) / 2, side, side)
        paint_radio(painter, at.adjusted(1, 1, -1, -1), chosen=chosen, enabled=enabled)
        heading, below = self._paragraphs()
        heading.paint(painter, title, color("text" if enabled else "disabled"))
        below.paint(painter, text, color("muted" if enabled else "disabled"))
        if self._icon:
            side = px(24)
            box = QRectF(self.width() - px(16) - side, px(16), side, side)
            icons.draw(painter, self._icon, box, color("accent" if enabled else "disabled"))
        painter.end()

    def _boxes(self, width: int) -> tuple[QRect, QRect]:
        """Where title and explanation stand in a card of this width."""
        px = theme.current().px
        left = px(16) + px(18) + px(12)
        right = px(16) + (px(24) + px(12) if self._icon else 0)
        room = max(px(60), width - left - right)
        heading, below = self._paragraphs()
        title = QRect(left, px(14), room, heading.height(room))
        return title, QRect(left, title.bottom() + 1 + px(2), room, below.height(room))

    def _paragraphs(self) -> tuple[Paragraph, Paragraph]:
        look = theme.current()
        return (
            Paragraph(self.title(), look.font("strong")),
            Paragraph(self._explanation, look.font("body")),
        )

    def _restyle(self) -> None:
        self.setFont(theme.current().font("strong"))
        self.updateGeometry()
        self.update()


def paint_radio(painter: QPainter, circle: QRectF, *, chosen: bool, enabled: bool) -> None:
    """The round mark of one option among several."""
    look = theme.current()
    token = ("accent" if chosen else "outline") if enabled else "disabled"
    painter.setBrush(look.color("surface"))
    painter.setPen(QPen(look.color(token), max(1.5, look.px(1.5))))
    painter.drawEllipse(circle)
    if chosen:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(token))
        inset = circle.width() * 0.25
        painter.drawEllipse(circle.adjusted(inset, inset, -inset, -inset))
