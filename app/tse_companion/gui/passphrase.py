"""Asking for the passphrase of the encrypted file, where there is no password store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from tse_companion.domain.credentials import Secret
from tse_companion.errors import PassphraseWrong
from tse_companion.gui.dialogs import shown
from tse_companion.gui.i18n import Translated
from tse_companion.gui.widgets import HBox, SecretField, Text, VBox, button

if TYPE_CHECKING:
    from tse_companion.services.desk import Desk

PASSPHRASE_MIN = 10


class PassphraseDialog(Translated, QDialog):
    """One passphrase; a new one is entered twice. ``secret`` holds it after acceptance."""

    def __init__(self, parent: QWidget | None, *, is_new: bool, wrong: bool = False) -> None:
        super().__init__(parent)
        self._is_new = is_new
        self.secret: Secret | None = None
        column = VBox(self, gap=16, margin=24)
        title, lead = Text("heading"), Text("body")
        self._first = SecretField()
        self._first.editor.setObjectName("passphrase")
        self._again = SecretField()
        self._again.editor.setObjectName("passphrase_again")
        for widget in (title, lead, self._first, self._again):
            column.addWidget(widget)
        self._again.setVisible(is_new)
        row = HBox(gap=12)
        row.addStretch(1)
        cancel, self._ok = button("plain"), button("primary")
        self._ok.setObjectName("passphrase_ok")
        cancel.clicked.connect(self.reject)
        self._ok.clicked.connect(self._on_ok)
        self._ok.setDefault(True)
        row.addWidget(cancel)
        row.addWidget(self._ok)
        column.addLayout(row)
        for field in (self._first, self._again):
            field.changed.connect(self._on_typed)
        self.say(self.setWindowTitle, lambda: self.tr("Passphrase"))
        self.say(title.setText, self._title)
        self.say(lead.setText, self._lead)
        self.say(self._first.set_label, lambda: self.tr("Passphrase"))
        self.say(self._again.set_label, lambda: self.tr("The same passphrase again"))
        self.say(cancel.setText, lambda: self.tr("Cancel"))
        self.say(self._ok.setText, lambda: self.tr("Continue"))
        if wrong:
            self._first.set_error(self.tr("That passphrase does not open the file."))
        self._on_typed(keep_error=wrong)

    def _title(self) -> str:
        if self._is_new:
            return self.tr("Choose a passphrase for your keys")
        return self.tr("Open your keys")

    def _lead(self) -> str:
        if self._is_new:
            return self.tr(
                "This computer has no password store, so the program keeps PUK, PIN and API key "
                "in an encrypted file. The passphrase opens it; nobody can recover it for you. "
                "At least {n} characters, several words are best."
            ).format(n=PASSPHRASE_MIN)
        return self.tr("PUK, PIN and API key lie in an encrypted file. Its passphrase opens it.")

    def _on_typed(self, _text: str = "", *, keep_error: bool = False) -> None:
        if not keep_error:
            self._first.set_error(None)
            self._again.set_error(None)
        least = PASSPHRASE_MIN if self._is_new else 1
        self._ok.setEnabled(len(self._first.text()) >= least)

    def _on_ok(self) -> None:
        given = self._first.secret()
        if self._is_new and not given.same_as(self._again.secret()):
            self._again.set_error(self.tr("The two entries differ."))
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
