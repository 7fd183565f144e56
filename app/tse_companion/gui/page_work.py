"""What is asked on a page, one thing at a time, its failures told there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tse_companion.errors import AppError
from tse_companion.gui.keyboard import give_focus
from tse_companion.gui.texts import Words, words
from tse_companion.gui.widgets import ScrollArea, announce

if TYPE_CHECKING:
    from tse_companion.services.tasks import Tasks


def bring_news(page: ScrollArea, banner: QWidget, text: str) -> None:
    """Let a banner that has just come up be seen and heard, wherever the page was scrolled to."""
    announce(banner, text)
    # Once it has its place in the layout.
    QTimer.singleShot(0, banner, lambda: page.ensureWidgetVisible(banner))


def start_at_top(page: ScrollArea) -> None:
    """The page is opened anew: it shows its beginning, and the keyboard begins there."""
    if (inside := page.focusWidget()) is not None:
        inside.clearFocus()
    page.verticalScrollBar().setValue(0)


class FailingPage(Protocol):
    """A page that can say what has failed."""

    def show_error(self, words: Words | None, /) -> None: ...


class TellingPage(FailingPage, Protocol):
    """A page that can say how something goes."""

    def show_done(self, text: str) -> None: ...
    def set_busy(self, text: str | None) -> None: ...


class PageFailure:
    """The failure that a page shows; ``error`` is None while there is none."""

    def __init__(self, tasks: Tasks, page: FailingPage, name: str) -> None:
        self._tasks = tasks
        self._page = page
        self._name = name
        self.error: AppError | None = None

    def tell(self, error: AppError | None) -> None:
        """Show this failure; None takes the one that is shown away."""
        self.error = error
        self._page.show_error(None if error is None else words(error))

    def ask_about(self, parent: QWidget) -> None:
        """Show the details of the last failure."""
        self._tasks.start(self._explain(parent), name=f"{self._name}-failure", once=True)

    async def _explain(self, parent: QWidget) -> None:
        from tse_companion.gui.dialogs import ErrorDialog, shown

        if self.error is not None:
            await shown(ErrorDialog(self.error, parent))


class PageWork(PageFailure):
    """Runs a desk's work for the shop that is shown. ``error`` is the last failure, until
    something new begins. What ends once another shop is shown is not told there."""

    def __init__(self, tasks: Tasks, page: TellingPage, name: str) -> None:
        super().__init__(tasks, page, name)
        self._telling = page
        self._shop = ""

    def turn_to(self, shop: str) -> None:
        """The page shows this shop from now on; how it went at the one before is nobody's news."""
        self._shop = shop
        self.tell(None)
        self._telling.show_done("")
        self._telling.set_busy(None)

    def run(
        self,
        work: Callable[[], Awaitable[str | None]],
        busy: str,
        name: str,
        *,
        restart: bool = False,
        keep_done: bool = False,
    ) -> None:
        """Start ``work``, saying ``busy``, and at its end what it returns.

        A second one of this name for the same shop is dropped meanwhile, or with ``restart``
        takes the place of the first. With ``keep_done`` the success that was told before stays.
        """
        told = self._told(work, busy, self._shop, keep_done=keep_done)
        self._tasks.start(told, name=self._full(name), once=not restart, restart=restart)

    def cancel(self, name: str) -> None:
        """Stop the work of this name for the shop that is shown."""
        self._tasks.cancel(self._full(name))

    def _full(self, name: str) -> str:
        return f"{self._name}-{name}-{self._shop}"

    async def _told(
        self, work: Callable[[], Awaitable[str | None]], busy: str, shop: str, *, keep_done: bool
    ) -> None:
        self.tell(None)
        if not keep_done:
            self._telling.show_done("")
        pressed = QApplication.focusWidget()
        self._telling.set_busy(busy)
        took_focus = pressed is not None and not pressed.isEnabled()
        put_to = QApplication.focusWidget()
        try:
            said = await work()
            if said and shop == self._shop:
                self._telling.show_done(said)
        except AppError as error:
            if shop == self._shop:
                self.tell(error)
        finally:
            if shop == self._shop:
                self._telling.set_busy(None)
            # A button that waited has lost the keyboard; it gets it back, unless the person has
            # gone elsewhere meanwhile.
            is_there = QApplication.focusWidget() in (None, put_to)
            page = self._telling
            if took_focus and pressed is not None and is_there and isinstance(page, QWidget):
                give_focus(pressed, instead_of=put_to, page=page)
