"""A secret on the screen for half a minute, that no clipboard can take along."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from tse_companion.gui.i18n import Translated
from tse_companion.gui.widgets.buttons import Button
from tse_companion.gui.widgets.copying import grouped
from tse_companion.gui.widgets.layouts import Flow, VBox
from tse_companion.gui.widgets.text import Text

if TYPE_CHECKING:
    from tse_companion.domain.credentials import Secret


class Revealed(Translated, QWidget):
    """Shows one secret until its time is over, the person hides it, or the page is left.

    ``hidden_again`` is emitted then. Hidden while there is nothing to show.
    """

    SHOWN_S = 30
    hidden_again = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._monotonic = monotonic
        self._until = 0.0
        self._called: Callable[[], str] = str
        self._caption = Text("caption")
        self._text = Text("heading")
        self._text.setObjectName("revealed")
        self._left = Text("caption")
        self._hide = Button(icon="eye-off", kind="plain")
        self._hide.setObjectName("revealed_hide")
        self._hide.clicked.connect(self.conceal)
        column = VBox(self, gap=4)
        column.addWidget(self._caption)
        column.addWidget(self._text)
        row = Flow(gap=12, top=4)
        row.addWidget(self._hide)
        row.addWidget(self._left)
        column.addLayout(row)
        self._timer = QTimer(self)
        self._timer.setInterval(250)
        self._timer.timeout.connect(self._tick)
        self.say(self._caption.setText, lambda: self._called())
        self.say(self._text.setAccessibleName, lambda: self._called())
        self.say(self._hide.setText, lambda: self.tr("Hide it now"))
        self.say(self._left.setText, self._left_words)
        self.hide()

    @property
    def is_shown(self) -> bool:
        """Whether a secret can be read right now."""
        return self._timer.isActive()

    def show_secret(self, caption: Callable[[], str], secret: Secret) -> None:
        """Let it be read from now on; ``caption`` is what it is called."""
        self._called = caption
        self._text.setText(grouped(secret.reveal(), 5))
        self._text.setAccessibleDescription(" ".join(secret.reveal()))
        self._until = self._monotonic() + self.SHOWN_S
        self._timer.start()
        self.retranslate()
        self.show()
        self._hide.setFocus(Qt.FocusReason.OtherFocusReason)

    def conceal(self) -> None:
        """Take it off the screen; harmless when nothing is shown."""
        was_shown = self.is_shown
        self._timer.stop()
        self._text.setText("")
        self._text.setAccessibleDescription("")
        self.hide()
        if was_shown:
            self.hidden_again.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.conceal()

    def _tick(self) -> None:
        if self._monotonic() >= self._until:
            self.conceal()
        else:
            self._left.setText(self._left_words())

    def _left_words(self) -> str:
        seconds = max(0, round(self._until - self._monotonic()))
        return self.tr("Hidden again in %n second(s)", "", seconds)
