"""A question with its answer: label, editor, hint and error in one piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from tse_companion.gui import theme
from tse_companion.gui.i18n import Translated
from tse_companion.gui.widgets.buttons import Button
from tse_companion.gui.widgets.cards import Mark
from tse_companion.gui.widgets.layouts import HBox, VBox
from tse_companion.gui.widgets.speech import announce
from tse_companion.gui.widgets.text import Text

if TYPE_CHECKING:
    from tse_companion.domain.credentials import Secret


class Field(QWidget):
    """Label above, editor, then a hint or what is wrong with the answer.

    ``changed`` carries the text of a line edit, ``entered`` says that Enter was pressed in it;
    other editors have signals of their own.
    """

    changed = Signal(str)
    entered = Signal()

    def __init__(self, editor: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor if editor is not None else QLineEdit()
        self._hint_words = ""
        self._error_words = ""
        self._label = Text("strong")
        self._label.setBuddy(self.editor)
        self._row = HBox(gap=8)
        self._row.addWidget(self.editor, 1)
        self._note = Text("caption")
        self._mark = Mark("bad", size=16)
        self._mark.hide()
        self._note.hide()
        under = HBox(gap=6)
        under.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        under.addWidget(self._note, 1)
        column = VBox(self, gap=6)
        column.addWidget(self._label)
        column.addLayout(self._row)
        column.addLayout(under)
        self.setFocusProxy(self.editor)
        policy = self.editor.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        self.editor.setSizePolicy(policy)
        if isinstance(self.editor, QLineEdit):
            self.editor.textChanged.connect(self.changed)
            self.editor.returnPressed.connect(self.entered)

    def set_label(self, text: str) -> None:
        self._label.setText(text)
        self.editor.setAccessibleName(text)

    def set_hint(self, text: str) -> None:
        """Where to find the answer or how it should look; shown while nothing is wrong."""
        self._hint_words = text
        self._tell()

    def set_error(self, text: str | None) -> None:
        """What is wrong with the answer; None when nothing is."""
        news = text or ""
        if news != self._error_words:
            announce(self.editor, news)
        self._error_words = news
        self._tell()

    @property
    def has_error(self) -> bool:
        return bool(self._error_words)

    def text(self) -> str:
        """The answer of a line edit."""
        return self.editor.text() if isinstance(self.editor, QLineEdit) else ""

    def set_text(self, text: str) -> None:
        if isinstance(self.editor, QLineEdit):
            self.editor.setText(text)

    def add_beside(self, widget: QWidget) -> None:
        """Something that belongs beside the editor, such as a button."""
        self._row.addWidget(widget)

    def _tell(self) -> None:
        flawed = bool(self._error_words)
        words = self._error_words or self._hint_words
        self._note.setText(words)
        self._note.set_tone("bad" if flawed else "muted")
        self._note.setVisible(bool(words))
        self._mark.setVisible(flawed)
        self.editor.setAccessibleDescription(words)
        if self.editor.property("flawed") != flawed:
            self.editor.setProperty("flawed", flawed)
            style = self.editor.style()
            style.unpolish(self.editor)
            style.polish(self.editor)


class SecretField(Translated, Field):
    """A field for a PIN, PUK, key or passphrase.

    Masked until the person looks; what was typed cannot be copied, cut or dragged out of it.
    With ``clear_when_hidden`` leaving the page empties it.
    """

    def __init__(self, parent: QWidget | None = None, *, clear_when_hidden: bool = True) -> None:
        self._edit = _SecretEdit()
        super().__init__(self._edit, parent)
        self._clear_when_hidden = clear_when_hidden
        self._eye = Button(icon="eye", kind="quiet")
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._on_looked)
        self.add_beside(self._eye)
        self.say(self._eye.set_label, self._eye_words)

    def secret(self) -> Secret:
        """What was typed, without blanks at its ends."""
        from tse_companion.domain.credentials import Secret

        return Secret(self._edit.text().strip())

    def clear(self) -> None:
        """Empty the field and mask it again."""
        self._edit.clear()
        self._eye.setChecked(False)

    def show_secret(self, secret: Secret) -> None:
        """Fill in a secret the program made, readable, so that the person can note it."""
        self._edit.setText(secret.reveal())
        self._eye.setChecked(True)

    def hideEvent(self, event: QHideEvent) -> None:
        # A minimised window hides its children, too; only leaving the page clears.
        if self._clear_when_hidden and not event.spontaneous():
            self.clear()
        super().hideEvent(event)

    def _eye_words(self) -> str:
        return (
            self.tr("Hide what was typed")
            if self._eye.isChecked()
            else self.tr("Show what was typed")
        )

    def _on_looked(self, looking: bool) -> None:
        self._edit.set_masked(not looking)
        self._eye.set_icon("eye-off" if looking else "eye")
        self.retranslate()


class _SecretEdit(QLineEdit):
    """A line edit that gives nothing to clipboard, drag or input history."""

    def __init__(self) -> None:
        super().__init__()
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        # Selecting is copying where the system has a selection clipboard.
        self.selectionChanged.connect(self._on_selection)
        self.set_masked(True)
        theme.current().changed.connect(self._restyle)

    def set_masked(self, masked: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Password if masked else QLineEdit.EchoMode.Normal)
        self._restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(
            QKeySequence.StandardKey.Cut
        ):
            return
        super().keyPressEvent(event)

    def _on_selection(self) -> None:
        if self.echoMode() is QLineEdit.EchoMode.Normal and self.hasSelectedText():
            self.deselect()

    def _restyle(self) -> None:
        masked = self.echoMode() is QLineEdit.EchoMode.Password
        self.setFont(theme.current().font("body" if masked else "mono"))
