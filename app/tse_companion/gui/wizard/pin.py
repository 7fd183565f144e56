"""The page about the admin PIN: a new one, or one that is known."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QWidget

from tse_companion.domain.credentials import PUK_MIN, Secret
from tse_companion.gui.pin_entry import PinEntry
from tse_companion.gui.widgets import (
    Banner,
    CheckBox,
    RadioButton,
    SecretField,
    Text,
    VBox,
)
from tse_companion.gui.wizard.page import WizardPage
from tse_companion.services.setup.flow import PinSource, Step


class PinPage(WizardPage):
    """The admin PIN: a new one, entered twice, or one that is known."""

    step = Step.PIN

    def build(self) -> None:
        self._kept = Banner("info")
        self._kept.hide()
        self.body.addWidget(self._kept)
        self._sources = QWidget()
        sources = VBox(self._sources, gap=8)
        self._group = QButtonGroup(self)
        self._known = RadioButton()
        self._new = RadioButton()
        for name, radio in (("known", self._known), ("new", self._new)):
            radio.setObjectName(f"pin_{name}")
            self._group.addButton(radio)
            sources.addWidget(radio)
        self.body.addWidget(self._sources)
        self._puk = SecretField()
        self._puk.editor.setObjectName("pin_puk")
        self._entry = PinEntry()
        self._keep = CheckBox()
        self._keep.setObjectName("pin_keep")
        self._keep.setChecked(True)
        self._keep_note = Text("caption")
        self._left = Text("caption")
        self.body.addWidget(self._puk)
        self.body.addWidget(self._entry)
        self.body.addWidget(self._left)
        self.body.addWidget(self._keep)
        self.body.addWidget(self._keep_note)
        self._attempts = 0
        self._puk.changed.connect(self.changed)
        self._entry.changed.connect(self.changed)
        self._group.buttonToggled.connect(lambda *_: self._arrange())
        self._say_all()

    def _say_all(self) -> None:
        self.say(self._known.setText, lambda: self.tr("I know the admin PIN"))
        self.say(self._new.setText, lambda: self.tr("Set a new admin PIN with the PUK"))
        self.say(self._puk.set_label, lambda: self.tr("PUK"))
        self.say(
            self._puk.set_hint,
            lambda: self.tr("From the sheet that was made when this TSE was created."),
        )
        self.say(self._keep.setText, lambda: self.tr("Keep the PIN on this computer"))
        self.say(
            self._keep_note.setText,
            lambda: self.tr(
                "In the same protected place as the PUK. Without it you are asked each time; "
                "tills do not need it for selling."
            ),
        )
        self.say(self._left.setText, self._left_words)
        self.say(self._kept.set_title, lambda: self.tr("A PIN is kept on this computer"))
        self.say(
            self._kept.set_text,
            lambda: self.tr("It is used. Fill in the fields only if you want another one."),
        )

    def title(self) -> str:
        return self.tr("The admin PIN")

    def lead(self) -> str:
        return self.tr(
            "Registering a till or taking the TSE out of service needs this PIN. Selling does not."
        )

    @property
    def _is_new(self) -> bool:
        return self._new.isChecked()

    def is_complete(self) -> bool:
        if self._uses_kept():
            return True
        if self._is_new:
            has_puk = self._puk.isHidden() or len(self._puk.secret().reveal()) >= PUK_MIN
            return has_puk and self._entry.is_filled
        return self._entry.is_filled and self._attempts > 0

    async def enter(self) -> None:
        draft = self.setup.draft
        fresh = draft.creating and not draft.pin_set
        self._attempts = await self.setup.attempts_left()
        self._sources.setVisible(not fresh)
        known = draft.pin_source is PinSource.KNOWN and self._attempts > 0 and not fresh
        (self._known if known else self._new).setChecked(True)
        self._known.setEnabled(self._attempts > 0)
        self._kept.setVisible(self.setup.has_pin)
        self._arrange()

    async def leave(self) -> bool | Step:
        if self._uses_kept():
            return True
        pin = self._entry.pin()
        if self._is_new:
            if not self._puk.isHidden():
                self.setup.enter_puk(self._puk.secret())
            if not self._entry.judge(await self.setup.puk()):
                return False
        source = PinSource.NEW if self._is_new else PinSource.KNOWN
        self.setup.choose_pin(pin, source=source, keep=self._keep.isChecked())
        return True

    def closed(self) -> None:
        self._puk.clear()
        self._entry.clear()

    def fill(self, pin: Secret) -> None:
        """Fill in a PIN twice, as the command line does."""
        self._entry.fill(pin)

    def _uses_kept(self) -> bool:
        return self.setup.has_pin and self._entry.is_empty

    def _arrange(self) -> None:
        new = self._is_new
        self._entry.set_new(new)
        self._puk.setVisible(new and not self.setup.draft.puk_in_vault)
        self._left.setVisible(not new)
        self.retranslate()
        self.changed.emit()

    def _left_words(self) -> str:
        if self._attempts == 0:
            return self.tr(
                "Three wrong PINs were entered. The program stops here so that the PIN is not "
                "blocked; set a new one with the PUK."
            )
        return self.tr("%n attempt(s) left before the program stops.", "", self._attempts)


PAGES: tuple[type[WizardPage], ...] = (PinPage,)
