"""Pages about the till: which one, what will be done, and doing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QWidget

from tse_companion.domain.models import ClientState, Env
from tse_companion.domain.serials import SERIAL_MAX, SerialFlaw, forbidden_characters, serial_flaws
from tse_companion.errors import (
    AppError,
    PinAttemptsUsed,
    PinMissing,
    PinRefused,
    PukMissing,
    PukRefused,
)
from tse_companion.gui.naming import site_name
from tse_companion.gui.texts import serial_flaw_word, words
from tse_companion.gui.widgets import (
    Banner,
    Card,
    ChoiceCard,
    Field,
    StepList,
    StepState,
    Text,
    VBox,
)
from tse_companion.gui.wizard.facts import Fact
from tse_companion.gui.wizard.page import WizardPage, in_order
from tse_companion.services.setup.flow import PinSource, Step

if TYPE_CHECKING:
    from tse_companion.domain.models import Client
    from tse_companion.services.setup.work import WorkReport

LIVE_WORD = "LIVE"
PIN_TROUBLES = (PinRefused, PinMissing, PukRefused, PukMissing)


class TillPage(WizardPage):
    """One of the tills that exist, or a new one with its Kassen-ID."""

    step = Step.TILL

    def build(self) -> None:
        self._holder = QWidget()
        self._list = VBox(self._holder, gap=8)
        self._new = ChoiceCard(icon="plus")
        self._new.setObjectName("till_new")
        self._list.addWidget(self._new)
        self.body.addWidget(self._holder)
        self._serial = Field()
        self._serial.editor.setObjectName("serial_number")
        self._serial.changed.connect(self._on_typed)
        self.body.addWidget(self._serial)
        card = Card(gap=4, margin=16)
        self._preview_caption = Text("caption")
        self._preview = Text("mono")
        card.body.addWidget(self._preview_caption)
        card.body.addWidget(self._preview)
        self._preview_card = card
        self.body.addWidget(card)
        self._permanent = Banner("info")
        self.body.addWidget(self._permanent)
        self._group = QButtonGroup(self)
        self._group.addButton(self._new)
        self._group.buttonToggled.connect(lambda *_: self._arrange())
        self._cards: dict[str, ChoiceCard] = {}
        self._clients: dict[str, Client] = {}
        self._flaw: SerialFlaw | None = None
        self._new.setChecked(True)
        self.say(self._new.set_title, lambda: self.tr("Register a new till"))
        self.say(
            self._new.set_explanation,
            lambda: self.tr("It gets a Kassen-ID of its own. The admin PIN is needed."),
        )
        self.say(self._serial.set_label, lambda: self.tr("Kassen-ID (serial number of the till)"))
        self.say(
            self._serial.set_hint,
            lambda: self.tr(
                "As the till shows or prints it, for example KASSE-1. Letters, digits, blank and "
                "' ( ) + , - . : = ?  At most {n} characters."
            ).format(n=SERIAL_MAX),
        )
        self.say(self._serial.set_error, self._flaw_words)
        self.say(self._preview_caption.setText, lambda: self.tr("On every receipt it will say"))
        self.say(self._permanent.set_title, lambda: self.tr("A Kassen-ID is for ever"))
        self.say(
            self._permanent.set_text,
            lambda: self.tr(
                "It is signed into every receipt and reported to the tax office. It cannot be "
                "changed or given to another till later; the till must be set to the very same "
                "one."
            ),
        )

    def title(self) -> str:
        return self.tr("The till")

    def lead(self) -> str:
        return self.tr("Every till that uses this TSE is registered with its Kassen-ID.")

    def is_complete(self) -> bool:
        return self.chosen() is not None or bool(self._serial.text())

    def questions(self) -> Sequence[QWidget]:
        return [self._serial.editor, *self._cards.values(), self._new]

    async def enter(self) -> None:
        self._show(await self.setup.tills())
        if not self._serial.text():
            self._serial.set_text(self.setup.draft.serial_number)

    async def leave(self) -> bool | Step:
        chosen = self.chosen()
        if chosen is not None:
            await self.setup.choose_till(chosen)
            return True
        serial = self._serial.text()
        own = self.setup.draft.client_id
        taken = frozenset(c.serial_number for c in self._clients.values() if c.id != own)
        self._tell(serial_flaws(serial, taken=taken))
        if self._flaw is not None:
            return False
        await self.setup.choose_serial(serial)
        return True

    def chosen(self) -> Client | None:
        """The existing till that was chosen, or None for a new one."""
        for client_id, card in self._cards.items():
            if card.isChecked():
                return self._clients[client_id]
        return None

    def fill(self, serial: str) -> None:
        """Ask for a new till, as the command line does."""
        self._new.setChecked(True)
        self._serial.set_text(serial)

    def _show(self, clients: tuple[Client, ...]) -> None:
        for card in self._cards.values():
            self._group.removeButton(card)
            self._list.removeWidget(card)
            card.deleteLater()
        self._cards = {}
        self._clients = {client.id: client for client in clients}
        for index, client in enumerate(clients):
            card = ChoiceCard()
            card.setObjectName(f"till_{client.id}")
            self._group.addButton(card)
            self._list.insertWidget(index, card)
            card.show()  # at once: the keyboard looks for it
            self._cards[client.id] = card
        in_order(*self._cards.values(), self._new)
        draft = self.setup.draft
        if draft.client_id in self._cards:
            self._cards[draft.client_id].setChecked(True)
        self._holder.setVisible(bool(clients))
        self.retranslate()
        self._arrange()

    def retranslate(self) -> None:
        super().retranslate()
        for client_id, card in self._cards.items():
            client = self._clients[client_id]
            card.set_title(client.serial_number)
            card.set_explanation(
                self.tr("Registered; nothing is changed.")
                if client.state is ClientState.REGISTERED
                else self.tr("Deregistered; it will be registered again. The admin PIN is needed.")
            )

    def _arrange(self) -> None:
        new = self._new.isChecked()
        for widget in (self._serial, self._preview_card, self._permanent):
            widget.setVisible(new)
        self.changed.emit()

    def _on_typed(self, serial: str) -> None:
        self._tell(serial_flaws(serial) if serial else ())
        self._preview.setText(f"Kassen-ID: {serial or '…'}")
        self.changed.emit()

    def _tell(self, flaws: Sequence[SerialFlaw]) -> None:
        self._flaw = next(iter(flaws), None)
        self._serial.set_error(self._flaw_words())

    def _flaw_words(self) -> str:
        if self._flaw is None:
            return ""
        return serial_flaw_word(self._flaw, characters=forbidden_characters(self._serial.text()))


class ReviewPage(WizardPage):
    """What is about to happen, in words; the last page before it does."""

    step = Step.REVIEW

    def build(self) -> None:
        card = Card(gap=16)
        self._rows = {name: Fact() for name in ("shop", "till", "tss", "pin", "puk")}
        for row in self._rows.values():
            card.body.addWidget(row)
        self.body.addWidget(card)
        self._typed = Field()
        self._typed.editor.setObjectName("live_word")
        self._typed.changed.connect(self.changed)
        self.body.addWidget(self._typed)
        rows = self._rows
        self.say(rows["shop"].set_caption, lambda: self.tr("Shop"))
        self.say(rows["tss"].set_caption, lambda: self.tr("TSE"))
        self.say(rows["till"].set_caption, lambda: self.tr("Kassen-ID"))
        self.say(rows["pin"].set_caption, lambda: self.tr("Admin PIN"))
        self.say(rows["puk"].set_caption, lambda: self.tr("PUK"))
        self.say(
            self._typed.set_label,
            lambda: self.tr("Live operation: type {word} to confirm").format(word=LIVE_WORD),
        )

    def title(self) -> str:
        return self.tr("Everything right?")

    def lead(self) -> str:
        return self.tr(
            "Next the TSE is put into service and the till is registered. Both are final."
        )

    def next_words(self) -> str:
        return self.tr("Put into service now")

    def is_complete(self) -> bool:
        live = self.setup.draft.env is Env.LIVE
        return not live or self._typed.text().strip() == LIVE_WORD

    async def enter(self) -> None:
        self._typed.setVisible(self.setup.draft.env is Env.LIVE)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        session = self.setup.session
        if session is None:
            return
        draft, rows = self.setup.draft, self._rows
        rows["shop"].set_value(site_name(session.site))
        rows["tss"].set_value(draft.tss_id or "")
        rows["till"].set_value(draft.serial_number)
        rows["pin"].set_value(
            self.tr("The one that is known")
            if draft.pin_source is PinSource.KNOWN
            else self.tr("A new one is set")
        )
        rows["puk"].set_value(
            self.tr("Kept on this computer and confirmed from paper")
            if draft.puk_confirmed
            else self.tr("Kept on this computer")
            if draft.puk_in_vault
            else self.tr("Not on this computer")
        )


class WorkPage(WizardPage):
    """The work as a visible list; it can be run again until everything is done."""

    step = Step.WORK

    def build(self) -> None:
        card = Card()
        self._steps = StepList()
        card.body.addWidget(self._steps)
        self.body.addWidget(card)
        self._is_done = False
        self._detour: Step | None = None  # the page whose answer was not right
        self._reports: dict[str, WorkReport] = {}

    def title(self) -> str:
        return self.tr("Ready") if self._is_done else self.tr("Putting into service")

    def lead(self) -> str:
        if self._is_done:
            return self.tr("The TSE is ready for use and the till is registered.")
        return self.tr(
            "The first step can take half a minute. You may close the window: what is under way "
            "is finished first, and the next start goes on with the rest."
        )

    def next_words(self) -> str:
        if self._is_done:
            return ""
        if self._detour is Step.PIN:
            return self.tr("Enter the PIN again")
        return self.tr("Try again")

    async def enter(self) -> None:
        self._reports = {}
        self._is_done = False
        self.retranslate()
        self.view.loaded()
        await self._work()

    async def leave(self) -> bool | Step:
        if self._is_done:
            return True
        if self._detour is not None:
            return self._detour
        await self._work()
        return False

    async def _work(self) -> None:
        self._detour = None
        try:
            await self.setup.work(self._on_report)
        except AppError as error:
            self._detour = self._way_out(error)
            raise
        self._is_done = True
        self.changed.emit()

    def _way_out(self, error: AppError) -> Step | None:
        """Where to put right what the same attempt would fail at again."""
        deploy = self._reports.get("deploy")
        if isinstance(error, PukMissing) and deploy is not None and deploy.state.value == "failed":
            return Step.CREATE  # not prepared yet: the service shows the PUK once more
        blocked = isinstance(error, PinAttemptsUsed) or error.code == "E_ADMIN_PIN_BLOCKED"
        if blocked or isinstance(error, PIN_TROUBLES):
            self.setup.drop_pin(blocked=blocked)
            return Step.PIN
        return None

    def _on_report(self, report: WorkReport) -> None:
        self._reports[report.work.value] = report
        self._show(report)
        self.view.set_busy_words(self._names()[report.work.value])

    def retranslate(self) -> None:
        super().retranslate()
        self._steps.set_steps(list(self._names().items()))
        for key in self._names():
            if key in self._reports:
                self._show(self._reports[key])
            else:
                self._steps.set_state(key, StepState.WAITING)

    def _show(self, report: WorkReport) -> None:
        key = report.work.value
        match report.state.value:
            case "running":
                self._steps.set_state(key, StepState.RUNNING)
            case "done":
                self._steps.set_state(key, StepState.DONE, seconds=report.seconds)
            case "already":
                self._steps.set_state(key, StepState.DONE, self.tr("was so already"))
            case _:
                self._steps.set_state(
                    key, StepState.FAILED, _short(report.error), seconds=report.seconds
                )

    def _names(self) -> dict[str, str]:
        return {
            "deploy": self.tr("Prepare the TSE"),
            "set_pin": self.tr("Set the admin PIN"),
            "log_in": self.tr("Log in as admin"),
            "initialize": self.tr("Put the TSE into service"),
            "register": self.tr("Register the till"),
            "log_out": self.tr("Log out"),
            "check": self.tr("Read everything back"),
        }


def _short(error: AppError | None) -> str:
    return words(error).title if error is not None else ""


PAGES: tuple[type[WizardPage], ...] = (TillPage, ReviewPage, WorkPage)
