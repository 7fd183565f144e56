"""Asking for the API key of a shop that is there: after an import, or when it was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

from tse_companion.domain.credentials import Secret
from tse_companion.errors import AppError
from tse_companion.gui.dialogs import Dialog, shown
from tse_companion.gui.naming import site_name
from tse_companion.gui.texts import words
from tse_companion.gui.widgets import Banner, SecretField, Text, VBox, button

if TYPE_CHECKING:
    from tse_companion.gui.main_window import MainWindow
    from tse_companion.services.desk import Desk, Site


async def ask_for_keys(window: MainWindow, desk: Desk, site: Site) -> bool:
    """Ask until the service takes the keys; False when the person cancelled.

    Then they are in the vault, and the shop has its session.
    """
    from tse_companion.gui.passphrase import open_vault
    from tse_companion.services.desk import MIDDLEWARE_URL
    from tse_companion.services.sites import give_keys

    error: AppError | None = None
    key = Secret("")
    while True:
        strange = "" if site.base_url == MIDDLEWARE_URL else site.base_url
        dialog = KeysDialog(window, site_name(site), address=strange, key=key, error=error)
        if await shown(dialog) != QDialog.DialogCode.Accepted:
            return False
        if not await open_vault(window, desk, site.kind):
            return False
        key = dialog.key
        window.set_status(QCoreApplication.translate("Keys", "Trying the API key …"), busy=True)
        try:
            await give_keys(desk, site, dialog.key, dialog.secret)
        except AppError as problem:
            error = problem
        else:
            return True
        finally:
            window.set_status("")


class KeysDialog(Dialog):
    """API key and secret of one shop. After acceptance ``key`` and ``secret`` hold them.

    ``address`` is shown where it is not the usual one: the key goes there.
    """

    def __init__(
        self,
        parent: QWidget | None,
        shop: str,
        *,
        address: str = "",
        key: Secret | None = None,
        error: AppError | None = None,
    ) -> None:
        super().__init__("info", parent)
        self.key, self.secret = key or Secret(""), Secret("")
        self._failure, self._warning = Banner("bad"), Banner("warn")
        self._key = SecretField()
        self._secret = SecretField()
        note = Text("caption")
        self._key.set_text(self.key.reveal())
        for name, field in (("keys_key", self._key), ("keys_secret", self._secret)):
            field.editor.setObjectName(name)
            field.changed.connect(self._look)
        fields = VBox(gap=14, margin=(0, 8, 0, 0))
        for widget in (self._failure, self._warning, self._key, self._secret, note):
            fields.addWidget(widget)
        self.body.addLayout(fields)
        self._failure.setVisible(error is not None)
        self._warning.setVisible(bool(address))
        cancel = self.add_button(button("plain"))
        cancel.clicked.connect(self.reject)
        self._ok = self.add_button(button("primary"))
        self._ok.setObjectName("keys_ok")
        self._ok.setDefault(True)
        self._ok.clicked.connect(self.accept)
        if error is not None:
            self.say(self._failure.set_title, lambda: words(error).title)
            self.say(self._failure.set_text, lambda: words(error).remedy)
        self.say(self.set_title, lambda: self.tr("API key of “{shop}”").format(shop=shop))
        self.say(
            self.set_text,
            lambda: self.tr(
                "Without it this computer cannot ask the service how the TSE is doing. Your tills "
                "have keys of their own and go on selling."
            ),
        )
        self.say(self._warning.set_title, lambda: self._address_words(address))
        self.say(
            self._warning.set_text,
            lambda: self.tr("This is not fiskaly's usual address. Only go on if you know it."),
        )
        self.say(self._key.set_label, lambda: self.tr("API key"))
        self.say(self._secret.set_label, lambda: self.tr("API secret"))
        self.say(
            note.setText,
            lambda: self.tr("fiskaly dashboard → your organisation → API keys."),
        )
        self.say(cancel.setText, lambda: self.tr("Cancel"))
        self.say(self._ok.setText, lambda: self.tr("Connect"))
        self._look()
        (self._secret if self._key.text() else self._key).setFocus()

    def accept(self) -> None:
        # Taken before the dialog hides, for then the field forgets it.
        self.key = self._key.secret()
        self.secret = self._secret.secret()
        super().accept()

    def _address_words(self, address: str) -> str:
        return self.tr("Key and secret are sent to {address}").format(address=address)

    def _look(self) -> None:
        self._ok.setEnabled(bool(self._key.text().strip() and self._secret.text().strip()))
        self.fit()
