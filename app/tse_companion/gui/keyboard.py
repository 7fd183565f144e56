"""The keyboard stays near what was pressed, also while that has to wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

_NEAR = 40  # widgets between a button and the control before it, at most


def give_focus(widget: QWidget, *, instead_of: QWidget | None, page: QWidget) -> None:
    """The keyboard goes to this widget, or to the nearest one of its page that can have it: one
    before it, else one after it.

    To another one only if the keyboard is still where Qt has put it meanwhile.
    """
    for at in (widget, *_along(widget, page, back=True), *_along(widget, page, back=False)):
        free = at.isVisible() and at.isEnabled() and at.focusProxy() is None
        if free and at.focusPolicy() & Qt.FocusPolicy.TabFocus:
            if at is widget or QApplication.focusWidget() in (None, instead_of):
                at.setFocus(Qt.FocusReason.OtherFocusReason)
            return


def _along(widget: QWidget, page: QWidget, *, back: bool) -> Iterator[QWidget]:
    """Where the keyboard would walk from here without leaving the page."""
    at: QWidget | None = widget
    for _ in range(_NEAR):
        if at is not None:
            at = at.previousInFocusChain() if back else at.nextInFocusChain()
        if at is None or not page.isAncestorOf(at):
            return
        yield at


class FocusKeeper:
    """Brings the keyboard back to a control of this page that had to wait.

    A control that is switched off loses it to whatever Qt finds next, often outside the page.
    """

    def __init__(self, page: QWidget) -> None:
        self._page = page
        self._waits: QWidget | None = None
        self._put_to: QWidget | None = None

    @contextmanager
    def watch(self) -> Iterator[None]:
        """What is switched off and on inside takes the keyboard along."""
        before = self._page.window().focusWidget()
        yield
        if before is not None and self._page.isAncestorOf(before) and not before.isEnabled():
            self._waits, self._put_to = before, self._page.window().focusWidget()
        elif self._waits is not None and self._waits.isEnabled():
            if self._page.window().focusWidget() in (None, self._put_to):
                give_focus(self._waits, instead_of=self._put_to, page=self._page)
            self._waits = None

    def send(self, widget: QWidget) -> None:
        """The keyboard goes there, as soon as it can; not from another page that is shown."""
        if not self._page.isVisible():
            return
        if widget.isEnabled():
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._waits, self._put_to = widget, self._page.window().focusWidget()
