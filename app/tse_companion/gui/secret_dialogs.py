"""Questions whose answer is a secret: a passphrase, a password, a PIN, a PUK."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

from tse_companion.errors import AppError, PassphraseWrong, PinRefused, PresenceRefused
from tse_companion.gui.dialogs import Dialog, confirm, shown
from tse_companion.gui.texts import words
from tse_companion.gui.widgets import SecretField, button

if TYPE_CHECKING:
    from tse_companion.domain.credentials import Secret
    from tse_companion.services.presence import Presence


@dataclass(frozen=True, slots=True)
class Question:
    """All words come translated. ``least`` characters make the verb pressable."""

    title: str
    text: str
    label: str
    verb: str
    least: int = 1
    hint: str = ""


class SecretDialog(Dialog):
    """One secret. After acceptance ``secret`` holds it; ``error`` is what was wrong before."""

    def __init__(self, parent: QWidget | None, question: Question, *, error: str = "") -> None:
        super().__init__("info", parent)
        self._least = question.least
        self._field = SecretField(clear_when_hidden=False)  # read after the dialog has closed
        self._field.editor.setObjectName("secret")
        self._field.set_label(question.label)
        self._field.set_hint(question.hint)
        self._field.set_error(error)
        self._field.changed.connect(self._on_typed)
        self.body.addWidget(self._field)
        cancel = self.add_button(button("plain"))
        cancel.setObjectName("secret_cancel")
        cancel.clicked.connect(self.reject)
        self._ok = self.add_button(button("primary", question.verb))
        self._ok.setObjectName("secret_ok")
        self._ok.setDefault(True)
        self._ok.clicked.connect(self.accept)
        self.set_title(question.title)
        self.set_text(question.text)
        self.say(cancel.setText, lambda: self.tr("Cancel"))
        self._look()
        self._field.setFocus()

    def take(self) -> Secret:
        """The secret; the field is empty afterwards."""
        secret = self._field.secret()
        self._field.clear()
        return secret

    def _on_typed(self) -> None:
        self._field.set_error(None)
        self._look()
        self.fit()

    def _look(self) -> None:
        self._ok.setEnabled(len(self._field.secret().reveal()) >= self._least)


async def ask_secret(
    parent: QWidget, question: Question, use: Callable[[Secret], Awaitable[object]]
) -> bool:
    """Ask, and ``use`` the answer; when ``use`` finds it wrong the question comes again.

    False when the person cancelled. Other failures are raised.
    """
    error = ""
    while True:
        dialog = SecretDialog(parent, question, error=error)
        if await shown(dialog) != QDialog.DialogCode.Accepted:
            return False
        try:
            await use(dialog.take())
        except (PassphraseWrong, PinRefused, PresenceRefused) as problem:
            error = _wrong(problem)
        else:
            return True


def _wrong(error: AppError) -> str:
    said = words(error)
    return f"{said.title}. {said.remedy}"


async def owner_is_here(parent: QWidget, presence: Presence, title: str) -> bool:
    """Whether the owner has confirmed that a secret may be shown; ``title`` asks which.

    False when they cancelled; raises ``PresenceImpossible`` where nobody can tell.
    """
    from tse_companion.services.presence import Way

    verb = QCoreApplication.translate("SecretDialog", "Show it for 30 seconds")
    way = await presence.way()
    match way:
        case Way.PRACTICE:
            text = QCoreApplication.translate(
                "SecretDialog",
                "This is the practice TSE: what you see opens nothing real. For a real TSE the "
                "program asks here who you are. That it was shown is noted in the journal.",
            )
            return await confirm(parent, title=title, text=text, verb=verb)
        case Way.SYSTEM:
            text = QCoreApplication.translate(
                "SecretDialog", "Confirm that you are {user}, the owner of this computer session."
            ).format(user=presence.user)
            return await presence.confirm(title=title, text=text, window=int(parent.winId()))
        case Way.NONE:
            return await presence.confirm()  # says that it is impossible
    if way is Way.PASSPHRASE:
        label = QCoreApplication.translate("SecretDialog", "Passphrase of the encrypted file")
    else:
        label = QCoreApplication.translate(
            "SecretDialog", "Password of {user} on this computer"
        ).format(user=presence.user)
    question = Question(
        title=title,
        text=QCoreApplication.translate(
            "SecretDialog",
            "Make sure that nobody looks on, also over a shared screen. That it was shown is noted "
            "in the journal.",
        ),
        label=label,
        verb=verb,
    )
    return await ask_secret(parent, question, presence.confirm)
