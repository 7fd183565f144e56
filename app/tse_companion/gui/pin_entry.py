"""A PIN typed by a person: a new one twice and judged, or a known one once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tse_companion.domain.credentials import (
    PIN_MIN,
    PinFlaw,
    Secret,
    generate_pin,
    pin_flaws,
)
from tse_companion.gui.i18n import Translated
from tse_companion.gui.texts import pin_flaw_word
from tse_companion.gui.widgets import Flow, SecretField, VBox, button


class PinEntry(Translated, QWidget):
    """One or two fields, and a button that makes a good PIN. ``changed`` follows every edit,
    ``entered`` says that Enter was pressed in one of them."""

    changed = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None, *, gap: int = 16) -> None:
        super().__init__(parent)
        self._is_new = True
        self._flaw: PinFlaw | None = None
        self._differs = False
        self._pin = SecretField()
        self._pin.editor.setObjectName("pin")
        self._again = SecretField()
        self._again.editor.setObjectName("pin_again")
        self._make = button("quiet", icon="dice")
        self._make.setObjectName("pin_generate")
        self._make.clicked.connect(lambda: self.fill(generate_pin()))
        column = VBox(self, gap=gap)
        for field in (self._pin, self._again):
            field.changed.connect(self._on_typed)
            field.entered.connect(self.entered)
            column.addWidget(field)
        row = Flow()
        row.addWidget(self._make)
        column.addLayout(row)
        self.say(
            self._pin.set_label,
            lambda: self.tr("New admin PIN") if self._is_new else self.tr("Admin PIN"),
        )
        self.say(
            self._pin.set_hint,
            lambda: (
                self.tr("At least {n} letters or digits. Not a birthday, not 123456.").format(
                    n=PIN_MIN
                )
                if self._is_new
                else ""
            ),
        )
        self.say(self._pin.set_error, lambda: pin_flaw_word(self._flaw) if self._flaw else "")
        self.say(self._again.set_label, lambda: self.tr("The same PIN again"))
        self.say(
            self._again.set_error,
            lambda: self.tr("The two entries differ.") if self._differs else "",
        )
        self.say(self._make.setText, lambda: self.tr("Make a good one for me"))

    def set_new(self, is_new: bool) -> None:
        """A new PIN is asked for twice, a known one once."""
        self._is_new = is_new
        self._again.setVisible(is_new)
        self._make.setVisible(is_new)
        self.retranslate()

    @property
    def is_filled(self) -> bool:
        """Whether enough was typed to go on."""
        if self._is_new:
            return bool(self._pin.text()) and bool(self._again.text())
        return len(self.pin().reveal()) >= PIN_MIN

    @property
    def is_empty(self) -> bool:
        return not self._pin.text() and not self._again.text()

    def pin(self) -> Secret:
        """What was typed into the first field."""
        return self._pin.secret()

    def judge(self, puk: Secret | None) -> bool:
        """Whether a new PIN may be used; what is wrong is said at its field."""
        self._flaw = next(iter(pin_flaws(self.pin(), puk=puk)), None)
        self._differs = self._flaw is None and not self.pin().same_as(self._again.secret())
        self.retranslate()
        return self._flaw is None and not self._differs

    def fill(self, pin: Secret) -> None:
        """Fill in a PIN twice, readable."""
        self._pin.show_secret(pin)
        self._again.show_secret(pin)

    def clear(self) -> None:
        """Forget what was typed."""
        self._pin.clear()
        self._again.clear()

    def _on_typed(self) -> None:
        if self._flaw is not None or self._differs:
            self._flaw, self._differs = None, False
            self.retranslate()
        self.changed.emit()
