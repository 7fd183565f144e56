"""Words on the screen: a label that knows its role."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from tse_companion.gui import theme
from tse_companion.gui.theme import FontRole


class Text(QLabel):
    """A wrapping label in one of the type roles, plain text only.

    ``tone`` is the name of a colour token; captions are muted unless told otherwise.
    ``wrap=False`` is for short words in rows. ``selectable`` lets people mark and copy.
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
        self._role = role
        self._tone = tone or ("muted" if role == "caption" else "text")
        # Text from a service is never taken for markup.
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
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

    def set_tone(self, tone: str) -> None:
        """Another colour token for the text."""
        self._tone = tone
        self._restyle()

    def _restyle(self) -> None:
        look = theme.current()
        self.setFont(look.font(self._role))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(look.color(self._tone)))
        self.setPalette(palette)
