"""Words on the screen: a label that knows its role, with lines set far enough apart to read."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from tse_companion.gui import theme
from tse_companion.gui.theme import FontRole

_LEADING: dict[FontRole, float] = {"title": 1.2, "heading": 1.3}
_READING = 1.45
_WIDEST = 560  # design pixels a paragraph asks for before it wraps
_NARROWEST = 320  # design pixels that every place has for a word
_WORD = 40  # letters of an id that stay together
_PIECE = 16


def breakable(text: str) -> str:
    """The same to the eye, with places where a very long word may go on in the next line."""
    return " ".join(
        word if len(word) <= _WORD else "\u200b".join(_pieces(word)) for word in text.split(" ")
    )


def _pieces(word: str) -> list[str]:
    return [word[at : at + _PIECE] for at in range(0, len(word), _PIECE)]


class Paragraph:
    """Wrapping plain text in one font, laid out once per width."""

    def __init__(self, text: str, font: QFont, leading: float = _READING) -> None:
        self._text = text.replace("\n", "\u2028")
        self._font = font
        self.line = round(QFontInfo(font).pixelSize() * leading)  # height of one line
        self._known: dict[int, int] = {}

    def height(self, width: int) -> int:
        """Pixels the text takes at this width; 0 for no text."""
        if width not in self._known:
            if len(self._known) > 32:
                self._known.clear()
            self._known[width] = self._laid(width).lineCount() * self.line if self._text else 0
        return self._known[width]

    def natural_width(self) -> int:
        """Pixels of the longest line without wrapping."""
        metrics = QFontMetricsF(self._font)
        return max(
            (int(metrics.horizontalAdvance(p)) + 2 for p in self._text.split("\u2028")), default=0
        )

    def longest_word(self) -> int:
        """Pixels below which a word would be broken; one that is wider than a dialog has room
        for may be."""
        metrics = QFontMetricsF(self._font)
        longest = max(
            (int(metrics.horizontalAdvance(w)) + 2 for w in self._text.split()), default=0
        )
        return min(longest, theme.current().px(_NARROWEST))

    def paint(
        self,
        painter: QPainter,
        box: QRect,
        color: QColor,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        """Draw from the top of ``box`` in its width."""
        layout = self._laid(box.width())
        painter.setPen(color)
        for i in range(layout.lineCount()):
            line = layout.lineAt(i)
            slack = box.width() - line.naturalTextWidth()
            shift = 0.0
            if align & Qt.AlignmentFlag.AlignHCenter:
                shift = slack / 2
            elif align & Qt.AlignmentFlag.AlignRight:
                shift = slack
            y = i * self.line + (self.line - line.height()) / 2
            line.draw(painter, QPointF(box.x() + shift, box.y() + y))

    def _laid(self, width: int) -> QTextLayout:
        layout = QTextLayout(self._text, self._font)
        layout.setTextOption(_wrapping())
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, 0))
        layout.endLayout()
        return layout


class Text(QLabel):
    """A wrapping label in one of the type roles, plain text only.

    ``tone`` is the name of a colour token; captions are muted unless told otherwise.
    ``wrap=False`` is for short words in rows; what does not fit ends in dots. ``selectable``
    lets people mark and copy.
    """

    def __init__(
        self,
        role: FontRole = "body",
        text: str = "",
        *,
        tone: str | None = None,
        wrap: bool = True,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role: FontRole = role
        self._tone = tone or ("muted" if role == "caption" else "text")
        # Qt's own label can be marked; ours has the better line height.
        self._own = not selectable
        self._laid: Paragraph | None = None
        # Text from a service is never taken for markup.
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self._restyle()
        theme.current().changed.connect(self._restyle)
        if text:
            self.setText(text)

    def setText(self, text: str) -> None:
        self._laid = None
        super().setText(text)

    def set_tone(self, tone: str) -> None:
        """Another colour token for the text."""
        if tone != self._tone:
            self._tone = tone
            self._restyle()

    def heightForWidth(self, width: int) -> int:
        if not self._own:
            return super().heightForWidth(width)
        return self._paragraph().height(width if self.wordWrap() else 100_000)

    def sizeHint(self) -> QSize:
        if not self._own:
            return super().sizeHint()
        width = self._paragraph().natural_width()
        if self.wordWrap():
            width = min(width, theme.current().px(_WIDEST))
        return QSize(width, self._paragraph().height(width))

    def minimumSizeHint(self) -> QSize:
        if not self._own:
            return super().minimumSizeHint()
        if not self.wordWrap():
            return self.sizeHint()
        return QSize(self._paragraph().longest_word(), self._paragraph().height(10_000))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._own:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        paragraph = self._paragraph()
        if not self.wordWrap() and paragraph.natural_width() > self.width():
            elide = Qt.TextElideMode.ElideRight
            short = self.fontMetrics().elidedText(self.text(), elide, self.width() - 2)
            paragraph = self._laid_out(short)
        height = paragraph.height(self.width())
        top = 0 if self.alignment() & Qt.AlignmentFlag.AlignTop else (self.height() - height) // 2
        ink = theme.current().color(self._tone if self.isEnabled() else "disabled")
        box = QRect(0, max(0, top), self.width(), height)
        paragraph.paint(painter, box, ink, self.alignment())
        painter.end()

    def _paragraph(self) -> Paragraph:
        if self._laid is None:
            self._laid = self._laid_out(self.text())
        return self._laid

    def _laid_out(self, text: str) -> Paragraph:
        leading = _LEADING.get(self._role, _READING)
        return Paragraph(text, theme.current().font(self._role), leading)

    def _restyle(self) -> None:
        look = theme.current()
        self._laid = None
        self.setFont(look.font(self._role))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, look.color(self._tone))
        self.setPalette(palette)
        self.updateGeometry()


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
