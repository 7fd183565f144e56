"""What the tills page asks and tells in dialogs: registering, deregistering, details."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tse_companion.domain.models import ClientState
from tse_companion.domain.serials import SERIAL_MAX, SerialFlaw, forbidden_characters, serial_flaws
from tse_companion.gui import i18n
from tse_companion.gui.dialogs import DetailsDialog, Dialog
from tse_companion.gui.texts import client_state_word, env_word, serial_flaw_word
from tse_companion.gui.widgets import (
    Banner,
    Card,
    CheckBox,
    Field,
    Flow,
    Text,
    button,
)

if TYPE_CHECKING:
    from tse_companion.services.clients import Till


class RegisterTillDialog(Dialog):
    """Asks for the Kassen-ID of a new till; :meth:`serial_number` has it after acceptance.

    ``known`` are the tills of the TSS by serial number. With ``is_live`` the person confirms
    that it is for ever.
    """

    def __init__(
        self,
        parent: QWidget | None,
        known: Mapping[str, ClientState],
        *,
        is_live: bool,
        serial_number: str = "",
    ) -> None:
        super().__init__("info", parent)
        self._known = known
        self._is_live = is_live
        self._serial = Field()
        self._serial.editor.setObjectName("register_serial")
        self._serial.changed.connect(self._look)
        card = Card(gap=4, margin=16)
        caption, self._preview = Text("caption"), Text("mono")
        card.body.addWidget(caption)
        card.body.addWidget(self._preview)
        permanent = Banner("info")
        self._sure = CheckBox()
        self._sure.setObjectName("register_sure")
        self._sure.setVisible(is_live)
        self._sure.toggled.connect(self._look)
        self.body.addSpacing(4)
        for widget in (self._serial, self._sure, card, permanent):
            self.body.addWidget(widget)
        cancel = self.add_button(button("plain"))
        cancel.clicked.connect(self.reject)
        self._ok = self.add_button(button("primary"))
        self._ok.setObjectName("register_ok")
        self._ok.setDefault(True)
        self._ok.clicked.connect(self.accept)
        self.say(self.set_title, lambda: self.tr("Register a till"))
        self.say(self._serial.set_label, lambda: self.tr("Kassen-ID (serial number of the till)"))
        self.say(
            self._serial.set_hint,
            lambda: self.tr(
                "As the till shows or prints it, for example KASSE-1. Letters, digits, blank and "
                "' ( ) + , - . : = ?  At most {n} characters."
            ).format(n=SERIAL_MAX),
        )
        self.say(self._serial.set_error, self._flaw_words)
        self.say(caption.setText, lambda: self.tr("On every receipt it will say"))
        self.say(permanent.set_title, lambda: self.tr("A Kassen-ID can never be changed"))
        self.say(
            permanent.set_text,
            lambda: self.tr(
                "It is signed into every receipt and reported to the tax office. No other till "
                "can ever have it. The till itself must be set to the very same one."
            ),
        )
        self.say(
            self._sure.setText,
            lambda: self.tr("I have compared it with the till; it is right and stays for good."),
        )
        self.say(cancel.setText, lambda: self.tr("Cancel"))
        self.say(self._ok.setText, lambda: self.tr("Register the till"))
        self._serial.set_text(serial_number)
        self._look()
        self._serial.setFocus()

    def serial_number(self) -> str:
        return self._serial.text()

    def _flaws(self) -> tuple[SerialFlaw, ...]:
        return serial_flaws(self.serial_number(), taken=frozenset(self._known))

    def _look(self) -> None:
        serial = self.serial_number()
        self._preview.setText(f"Kassen-ID: {serial or '…'}")
        self._serial.set_error(self._flaw_words())
        sure = not self._is_live or self._sure.isChecked()
        self._ok.setEnabled(sure and not self._flaws())
        self.fit()

    def _flaw_words(self) -> str:
        serial = self.serial_number()
        flaw = next(iter(self._flaws()), None) if serial else None  # emptiness is no mistake yet
        if flaw is None:
            return ""
        if flaw is SerialFlaw.TAKEN and self._known[serial] is ClientState.DEREGISTERED:
            return self.tr(
                "A deregistered till of this TSE has this Kassen-ID. Close this question, select "
                "that till in the list and press “Register again”."
            )
        return serial_flaw_word(flaw, characters=forbidden_characters(serial))


class Way(StrEnum):
    """What the person chose when a till is to be deregistered."""

    CANCEL = "cancel"
    OPEN_FIRST = "open_first"
    DEREGISTER = "deregister"


class DeregisterDialog(Dialog):
    """Asks before a till is taken out of use; :attr:`way` says what was chosen.

    While transactions of it are open, dealing with them first is the way that is offered.
    """

    def __init__(self, parent: QWidget | None, serial_number: str, *, open_count: int) -> None:
        super().__init__("warn", parent)
        self.way = Way.CANCEL
        cancel = self.add_button(button("plain"))
        cancel.clicked.connect(self.reject)
        go = self.add_button(button("danger"))
        go.setObjectName("deregister_ok")
        go.clicked.connect(lambda: self._choose(Way.DEREGISTER))
        self.say(
            self.set_title,
            lambda: self.tr("Deregister the till {name}?").format(name=serial_number),
        )
        self.say(
            self.set_text,
            lambda: self.tr(
                "From that moment it cannot sign: sell nothing at it any more. It keeps its "
                "Kassen-ID and can be registered again at any time."
            ),
        )
        self.say(cancel.setText, lambda: self.tr("Cancel"))
        if not open_count:
            self.say(go.setText, lambda: self.tr("Deregister"))
            cancel.setDefault(True)
            cancel.setFocus()
            return
        warning = Banner("warn")
        self.body.addSpacing(4)
        self.body.addWidget(warning)
        first = self.add_button(button("primary"))
        first.setObjectName("deregister_open_first")
        first.clicked.connect(lambda: self._choose(Way.OPEN_FIRST))
        first.setDefault(True)
        first.setFocus()
        self.say(
            warning.set_title,
            lambda: self.tr("%Ln transaction(s) of this till are still open", "", open_count),
        )
        self.say(
            warning.set_text,
            lambda: self.tr(
                "What is open stays open and takes up room at the TSE. Afterwards the till can "
                "neither finish nor cancel it; it would have to be registered again for that."
            ),
        )
        self.say(go.setText, lambda: self.tr("Deregister all the same"))
        self.say(first.setText, lambda: self.tr("Look at them first"))

    def _choose(self, way: Way) -> None:
        self.way = way
        self.accept()


class TillDetailsDialog(DetailsDialog):
    """Everything the service says about a till, to copy; ``wants_edit`` after acceptance."""

    def __init__(self, parent: QWidget | None, till: Till) -> None:
        super().__init__("info", parent)
        self._till = till
        client = till.client
        self.body.addSpacing(8)
        self.say(self.set_title, lambda: self.tr("Till {name}").format(name=client.serial_number))
        self.add_fact(lambda: self.tr("Kassen-ID"), lambda: client.serial_number)
        self.add_fact(lambda: self.tr("State"), lambda: client_state_word(client.state))
        self.add_fact(lambda: self.tr("First registered"), lambda: i18n.exact(client.time_creation))
        if (changed := client.time_update) is not None:
            self.add_fact(lambda: self.tr("Last changed"), lambda: i18n.exact(changed))
        if (active := till.last_activity) is not None:
            self.add_fact(lambda: self.tr("Last activity"), lambda: i18n.exact(active))
        if (count := till.open_transactions) is not None:
            self.add_fact(lambda: self.tr("Open transactions"), lambda: i18n.number(count))
        self.add_fact(lambda: self.tr("Environment"), lambda: env_word(client.env))
        self.add_fact(lambda: self.tr("Id at the service"), lambda: client.id)
        self.add_fact(lambda: self.tr("Id of the TSE"), lambda: client.tss_id)
        head = Text("strong")
        self.body.addSpacing(8)
        self.body.addWidget(head)
        self.say(head.setText, lambda: self.tr("Entries of your own"))
        if not client.metadata:
            none = Text("body", tone="muted")
            self.body.addWidget(none)
            self.say(none.setText, lambda: self.tr("There is no entry yet."))
        for key, value in client.metadata.items():
            self.add_fact(partial(str, key), partial(str, value))
        line = Flow(top=4)
        edit = button("plain")
        edit.setObjectName("details_edit")
        edit.clicked.connect(self.accept)
        line.addWidget(edit)
        self.body.addLayout(line)
        self.add_close()
        self.say(edit.setText, lambda: self.tr("Edit the entries …"))
