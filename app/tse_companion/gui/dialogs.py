"""Dialogs: opened and awaited, never executed; the safe button is the default and Escape."""

from __future__ import annotations

import asyncio
import platform
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QLayout, QLineEdit, QPushButton, QWidget

from tse_companion import __version__
from tse_companion.errors import AppError
from tse_companion.gui import i18n, theme
from tse_companion.gui.i18n import Translated
from tse_companion.gui.texts import Words, words
from tse_companion.gui.widgets import (
    Button,
    CopyRow,
    Field,
    Flow,
    HBox,
    Mark,
    MarkKind,
    ScrollArea,
    Text,
    VBox,
    button,
)

_LEAST, _WIDTH = 360, 520  # design pixels


async def shown(dialog: QDialog) -> int:
    """Open modally and await the answer; cancelling the task closes the dialog."""
    answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def finish(code: int) -> None:
        if not answer.done():
            answer.set_result(code)

    dialog.finished.connect(finish)
    QDialog.open(dialog)
    try:
        return await answer
    finally:
        dialog.close()
        dialog.deleteLater()


class Dialog(Translated, QDialog):
    """A dialog of ours: symbol, title, words, ``body`` for more, and buttons below.

    It is as tall as its words need, up to the screen, and scrolls beyond that. Without buttons
    of its own it has none; add them with :meth:`add_button`. One with a table in it takes more
    room by another ``WIDTH``.
    """

    WIDTH = _WIDTH  # design pixels

    def __init__(self, kind: MarkKind = "info", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._title = Text("heading")
        self._text = Text("body")
        self._text.hide()
        self._scroll = ScrollArea(width=0, gap=8, margin=(24, 24, 24, 4))
        top = HBox(gap=14)
        top.addWidget(Mark(kind, size=28), 0, Qt.AlignmentFlag.AlignTop)
        self.body = VBox(gap=8)
        self.body.addWidget(self._title)
        self.body.addWidget(self._text)
        top.addLayout(self.body, 1)
        self._scroll.body.addLayout(top)
        self._scroll.body.addStretch(1)
        whole = VBox(self, gap=0)
        whole.addWidget(self._scroll, 1)
        self._scroll.verticalScrollBar().rangeChanged.connect(lambda *_: self.update())
        foot = VBox(gap=0, margin=(24, 12, 24, 20))
        self._buttons = Flow(gap=8, end=True)
        foot.addLayout(self._buttons)
        whole.addLayout(foot)
        self._answers: tuple[Button, Button] | None = None
        theme.current().changed.connect(self._fit_soon)

    def set_title(self, text: str) -> None:
        self._title.setText(text)
        self.setWindowTitle(text)

    def set_text(self, text: str) -> None:
        self._text.setText(text)
        self._text.setVisible(bool(text))

    def add_button(self, added: Button) -> Button:
        """Put a button at the right end of the foot."""
        self._buttons.addWidget(added)
        return added

    def set_answers(self, safe: Button, verb: Button) -> None:
        """What leaves the question, which is the default, and what says yes to it.

        Enter in a text field presses neither: it goes on to what is still to be answered.
        """
        safe.clicked.connect(self.reject)
        verb.clicked.connect(self.accept)
        safe.setDefault(True)
        self._answers = (safe, verb)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.focusWidget()
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.isAutoRepeat():
            return  # a key held down answers one question, not the next one, too
        elif isinstance(at, QPushButton):
            at.click()  # else Enter on the verb would press the default
        elif self._answers is not None and isinstance(at, QLineEdit):
            self._go_on_from(at, self._answers[1])  # else what was typed would be thrown away
        else:
            super().keyPressEvent(event)

    def _go_on_from(self, field: QLineEdit, verb: Button) -> None:
        """To the verb once it can be pressed, until then to the next field."""
        fields = [one for one in self.findChildren(QLineEdit) if one.isVisible()]
        after = fields[(fields.index(field) + 1) % len(fields)]
        (verb if verb.isEnabled() else after).setFocus(Qt.FocusReason.TabFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        super().showEvent(event)
        if (at := self.focusWidget()) is not None:
            around = at.parentWidget()
            # Of a field also its label, and what is said below it.
            self.bring_into_view(around if isinstance(around, Field) else at)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._fit_soon()

    def _fit_soon(self) -> None:
        """Once everything in it has taken its new look or language."""
        if self.isVisible():
            QTimer.singleShot(0, self, self.fit)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._scroll.verticalScrollBar().maximum() > 0:
            # What scrolls ends at a line, and not just somewhere in a word.
            below = self._scroll.geometry().bottom() + 1
            painter = QPainter(self)
            painter.fillRect(0, below, self.width(), 1, theme.current().color("line"))
            painter.end()

    def fit(self) -> None:
        """Take the size that the content needs, within the screen."""
        look = theme.current()
        room = self.screen().availableGeometry()
        width = min(look.px(self.WIDTH), room.width() - look.px(32))
        foot = self._buttons.heightForWidth(width - look.px(48)) + look.px(36)
        most = room.height() - look.px(48) - foot
        content = self._scroll.widget()
        if content is not None:
            # What has just changed inside is not known to the layouts further out yet.
            for layout in content.findChildren(QLayout):
                layout.invalidate()
            for part in content.findChildren(QWidget):
                if part.layout() is not None:
                    part.updateGeometry()  # its parent's layout remembers how tall it was
        height = content.heightForWidth(width) if content is not None else 0
        self.setMinimumWidth(min(look.px(_LEAST), width))
        if height <= most:
            # A bar that once was needed takes the width that it needs to stay.
            self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.resize(width, min(height, most) + foot)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        over = self.frameGeometry().bottom() - room.bottom()
        if self.isVisible() and over > 0:  # it grew while it was open
            self.move(self.x(), max(room.top(), self.y() - over))

    def bring_into_view(self, widget: QWidget) -> None:
        """Scroll to something that has just come up, once it has its place."""
        QTimer.singleShot(0, widget, lambda: self._scroll.ensureWidgetVisible(widget))


class DetailsDialog(Dialog):
    """What is known of one thing, fact by fact, to read out and to copy."""

    def fact(self, caption: Callable[[], str], value: Callable[[], str]) -> CopyRow:
        """One of them; whoever makes it puts it into a layout."""
        row = CopyRow()
        self.say(row.set_caption, caption)
        self.say(row.set_value, value)
        return row

    def add_fact(self, caption: Callable[[], str], value: Callable[[], str]) -> None:
        """One of them, below those that are there."""
        self.body.addWidget(self.fact(caption, value))

    def add_close(self) -> None:
        """The button that Enter presses, and Escape as well."""
        close = self.add_button(button("primary"))
        close.setObjectName("details_close")
        close.setDefault(True)
        close.clicked.connect(self.reject)
        close.setFocus()
        self.say(close.setText, lambda: QCoreApplication.translate("DetailsDialog", "Close"))


class ErrorDialog(Dialog):
    """A failure: what did not work, what it means for the till, what to do now.

    "Details" opens what support asks for: code, time, request id, version; all of it together
    can be copied. The text of the exception is nowhere.
    """

    def __init__(self, error: AppError, parent: QWidget | None = None) -> None:
        super().__init__("bad", parent)
        self._error = error
        self._at = int(time.time())
        self._meaning = Text("body")
        self._remedy = Text("strong")
        self.body.addWidget(self._meaning)
        self.body.addWidget(self._remedy)
        self._details = QWidget()
        self._rows = VBox(self._details, gap=4, margin=(0, 12, 0, 0))
        self._details.hide()
        self.body.addWidget(self._details)
        self._add_details()
        self._more = self.add_button(button("quiet"))
        self._more.clicked.connect(self._on_more)
        self._close = self.add_button(button("primary"))
        self._close.setDefault(True)
        self._close.clicked.connect(self.accept)
        self.say(self.set_title, lambda: self._words.title)
        self.say(self._meaning.setText, lambda: self._words.meaning)
        self.say(self._remedy.setText, lambda: self._words.remedy)
        self.say(self._close.setText, lambda: self.tr("Close"))
        self.say(
            self._more.setText,
            lambda: self.tr("Details") if self._details.isHidden() else self.tr("Hide details"),
        )

    @property
    def _words(self) -> Words:
        return words(self._error)

    def details(self) -> str:
        """The lines that "copy" takes along, in English whatever the window speaks."""
        lines = {
            "code": self._error.code,
            "outcome": self._error.outcome.value,
            "time": i18n.utc(self._at),
            "request": self._error.request_id,
            "operation": self._error.facts.get("operation"),
            "status": self._error.facts.get("status"),
            "version": f"TSE Companion {__version__}, {platform.system()} {platform.release()}",
        }
        return "\n".join(f"{name}: {value}" for name, value in lines.items() if value is not None)

    def _add_details(self) -> None:
        code = CopyRow()
        code.set_value(self._error.code)
        self.say(code.set_caption, lambda: self.tr("Code"))
        at = CopyRow()
        self.say(at.set_value, lambda: i18n.exact(self._at))
        self.say(at.set_caption, lambda: self.tr("Time"))
        self._rows.addWidget(code)
        self._rows.addWidget(at)
        if self._error.request_id:
            request = CopyRow()
            request.set_value(self._error.request_id)
            self.say(request.set_caption, lambda: self.tr("Request id"))
            self._rows.addWidget(request)
        self._copy = button("plain", icon="copy")
        self._copy.clicked.connect(self._on_copy)
        self.say(self._copy.setText, lambda: self.tr("Copy everything for support"))
        row = Flow(top=8)
        row.addWidget(self._copy)
        self._rows.addLayout(row)

    def _on_more(self) -> None:
        self._details.setVisible(self._details.isHidden())
        self.retranslate()
        self.fit()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details())
        self._copy.set_icon("check")
        self._copy.setText(self.tr("Copied"))


class ConfirmDialog(Dialog):
    """A question whose button carries the verb. Cancel is the default and Escape.

    With ``typed`` the verb is pressable only once exactly this text was typed.
    """

    def __init__(
        self,
        *,
        title: str,
        text: str,
        verb: str,
        danger: bool = False,
        cancel: str = "",
        typed: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("warn" if danger else "info", parent)
        self._typed = typed
        self.set_title(title)
        self.set_text(text)
        self._cancel = self.add_button(button("plain"))
        self._verb = self.add_button(button("danger" if danger else "primary", verb))
        self.set_answers(self._cancel, self._verb)
        self._cancel.setFocus()
        self.say(self._cancel.setText, lambda: cancel or self.tr("Cancel"))
        if typed is not None:
            field = Field()
            self.say(
                field.set_label,
                lambda: self.tr("Type “{text}” to confirm").format(text=typed),
            )
            field.changed.connect(self._on_typed)
            self.body.addWidget(field)
            self._verb.setEnabled(False)
            field.setFocus()

    def _on_typed(self, text: str) -> None:
        self._verb.setEnabled(text.strip() == self._typed)


async def confirm(
    parent: QWidget | None,
    *,
    title: str,
    text: str,
    verb: str,
    danger: bool = False,
    cancel: str = "",
    typed: str | None = None,
) -> bool:
    """Whether the person pressed the verb. All words come translated."""
    dialog = ConfirmDialog(
        title=title,
        text=text,
        verb=verb,
        danger=danger,
        cancel=cancel,
        typed=typed,
        parent=parent,
    )
    return await shown(dialog) == QDialog.DialogCode.Accepted
