"""Asking for the passphrase of the encrypted file, where there is no password store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from tse_companion.domain.credentials import Secret
from tse_companion.errors import PassphraseWrong
from tse_companion.gui.dialogs import Dialog, shown
from tse_companion.gui.widgets import SecretField, button

if TYPE_CHECKING:
    from tse_companion.services.desk import Desk

PASSPHRASE_MIN = 10


class PassphraseDialog(Dialog):
    """One passphrase; a new one is entered twice. ``secret`` holds it after acceptance."""

    def __init__(self, parent: QWidget | None, *, is_new: bool, wrong: bool = False) -> None:
        super().__init__("info", parent)
        self._is_new = is_new
        self._is_wrong = wrong
        self._differs = False
        self.secret: Secret | None = None
        self._first = SecretField()
        self._first.editor.setObjectName("passphrase")
        self._again = SecretField()
        self._again.editor.setObjectName("passphrase_again")
        self._again.setVisible(is_new)
        for field in (self._first, self._again):
            self.body.addWidget(field)
            field.changed.connect(self._on_typed)
        cancel = self.add_button(button("plain"))
        cancel.clicked.connect(self.reject)
        self._ok = self.add_button(button("primary"))
        self._ok.setObjectName("passphrase_ok")
        self._ok.setDefault(True)
        self._ok.clicked.connect(self._on_ok)
        self.say(self.set_title, self._title_words)
        self.say(self.set_text, self._lead_words)
        self.say(self._first.set_label, lambda: self.tr("Passphrase"))
        self.say(self._again.set_label, lambda: self.tr("The same passphrase again"))
        self.say(cancel.setText, lambda: self.tr("Cancel"))
        self.say(self._ok.setText, lambda: self.tr("Continue"))
        self.say(
            self._first.set_error,
            lambda: self.tr("That passphrase does not open the file.") if self._is_wrong else "",
        )
        self.say(
            self._again.set_error,
            lambda: self.tr("The two entries differ.") if self._differs else "",
        )
        self._look()
        self._first.setFocus()

    def _title_words(self) -> str:
        if self._is_new:
            return self.tr("Choose a passphrase for your keys")
        return self.tr("Open your keys")

    def _lead_words(self) -> str:
        if self._is_new:
            return self.tr(
                "This computer has no password store, so the program keeps PUK, PIN and API key "
                "in an encrypted file. The passphrase opens it; nobody can recover it for you. "
                "At least {n} characters, several words are best."
            ).format(n=PASSPHRASE_MIN)
        return self.tr("PUK, PIN and API key lie in an encrypted file. Its passphrase opens it.")

    def _on_typed(self) -> None:
        self._is_wrong = self._differs = False
        self.retranslate()
        self._look()

    def _look(self) -> None:
        least = PASSPHRASE_MIN if self._is_new else 1
        self._ok.setEnabled(len(self._first.secret().reveal()) >= least)

    def _on_ok(self) -> None:
        given = self._first.secret()
        if self._is_new and not given.same_as(self._again.secret()):
            self._differs = True
            self.retranslate()
            self.fit()
            return
        self.secret = given
        self.accept()


async def open_vault(parent: QWidget, desk: Desk, site_kind: str) -> bool:
    """Make sure the vault is open, asking for a passphrase where one is needed.

    False when the person cancelled; raises ``VaultProblem`` when the vault is broken.
    """
    from tse_companion.services.vaults import VaultNeed

    if site_kind == "practice":
        return True  # it brings its own passphrase
    wrong = False
    while (need := await desk.vaults.need(site_kind)) is not VaultNeed.NOTHING:
        dialog = PassphraseDialog(parent, is_new=need is VaultNeed.NEW_FILE, wrong=wrong)
        if await shown(dialog) != QDialog.DialogCode.Accepted or dialog.secret is None:
            return False
        try:
            await desk.vaults.unlock(dialog.secret)
        except PassphraseWrong:
            wrong = True
    return True
