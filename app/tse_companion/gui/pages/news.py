"""A page that tells what has failed and what has just been done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tse_companion.gui.i18n import Translated
from tse_companion.gui.page_work import bring_news
from tse_companion.gui.texts import Words, words
from tse_companion.gui.widgets import Banner, ScrollArea
from tse_companion.gui.widgets.scrolling import READABLE


class NewsPage(Translated, ScrollArea):
    """Two banners, placed by ``add_news``; ``failure_asked`` wants more about the failure."""

    failure_asked = Signal()

    def __init__(self, parent: QWidget | None = None, *, width: int = READABLE) -> None:
        super().__init__(parent, width=width)
        self._failure, self._done = Banner("bad"), Banner("ok")
        for banner in (self._failure, self._done):
            banner.hide()
        self._failure.acted.connect(self.failure_asked)
        self._told: Words | None = None
        self.say(self._failure.set_action, lambda: self.tr("Details"))
        self.say(self._tell_again, lambda: "")

    def add_news(self) -> None:
        """Here the page shows them, while there is something to tell."""
        self.body.addWidget(self._failure)
        self.body.addWidget(self._done)

    def show_error(self, told: Words | None, /) -> None:
        """What failed, what it means and what to do; None takes the message away."""
        self._told = told
        self._failure.setVisible(told is not None)
        if told is not None:
            self._done.hide()
            self._fill(told)
            bring_news(self, self._failure, told.title)

    def show_done(self, text: str) -> None:
        """A sentence about what has just been done; empty takes it away."""
        self._done.set_title(text)
        self._done.setVisible(bool(text))
        if text:
            bring_news(self, self._done, text)

    def _fill(self, told: Words) -> None:
        self._failure.set_title(told.title)
        self._failure.set_text(f"{told.meaning}\n{told.remedy}")

    def _tell_again(self, _: str) -> None:
        if self._told is not None and self._told.error is not None:
            self._fill(words(self._told.error))
