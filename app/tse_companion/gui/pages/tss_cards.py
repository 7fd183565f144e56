"""The cards of the page about the TSE; each shows one side of :class:`TssDetails`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tse_companion.gui import i18n
from tse_companion.gui.i18n import Translated
from tse_companion.gui.pages.facts import Fact
from tse_companion.gui.texts import env_word
from tse_companion.gui.widgets import Card, Flow, Gauge, Text, VBox, button, grouped

if TYPE_CHECKING:
    from tse_companion.services.tss_details import TssDetails

Getter = Callable[[], str]
Value = Callable[["TssDetails"], str]


class DetailsCard(Translated, Card):
    """A card with a heading. ``show_details`` brings it up to date."""

    def __init__(self, heading: Getter) -> None:
        super().__init__(gap=16)
        self._details: TssDetails | None = None
        head = Text("heading")
        self.body.addWidget(head)
        self.say(head.setText, heading)

    def show_details(self, details: TssDetails) -> None:
        """Show this side of the TSS."""
        self._details = details
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        if self._details is not None:
            self.fill(self._details)

    def fill(self, details: TssDetails) -> None:
        """What is no single text: marks, gauges, lists."""

    def fact(
        self,
        caption: Getter,
        value: Value,
        meaning: Getter | None = None,
        *,
        shown: Callable[[str], str] | None = None,
    ) -> Fact:
        """One more fact. Its value is asked for again when the language changes; ``shown`` makes
        what is seen of what is copied."""
        made = Fact()
        self.say(made.set_caption, caption)
        if meaning is not None:
            self.say(made.set_meaning, meaning)

        def tell(text: str) -> None:
            made.set_value(text, None if shown is None else shown(text))

        self.say(tell, lambda: "" if self._details is None else value(self._details))
        return made

    def add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self.body.addWidget(widget)

    def in_columns(self, *widgets: QWidget) -> None:
        """Side by side where there is room."""
        row = Flow(gap=20, stretch=True, least=260)
        for widget in widgets:
            row.addWidget(widget)
        self.body.addLayout(row)


class IdentityCard(DetailsCard):
    """Which TSE this is."""

    def __init__(self) -> None:
        super().__init__(lambda: self.tr("Which TSE this is"))
        self.add(
            self.fact(
                lambda: self.tr("Serial number of the TSE"),
                lambda d: d.tss.serial_number,
                lambda: self.tr(
                    "Stands on every receipt; the tax office asks for it when the TSE is reported."
                ),
                shown=grouped,
            ),
            self.fact(
                lambda: self.tr("TSE id"),
                lambda d: d.tss.id,
                lambda: self.tr("The name the service and your till software use for it."),
            ),
            self.fact(
                lambda: self.tr("Description"),
                lambda d: d.tss.description or "",
                lambda: self.tr(
                    "Was given when the TSE went into service and cannot be changed afterwards. "
                    "For notes there are entries of your own, below."
                ),
            ),
        )
        self.in_columns(
            self.fact(
                lambda: self.tr("BSI certification"),
                lambda d: d.tss.bsi_certification_id or "",
                lambda: self.tr("The number under which the Federal Office has certified it."),
            ),
            self.fact(
                lambda: self.tr("Environment"),
                lambda d: env_word(d.tss.env),
                self._env_meaning,
            ),
        )

    def _env_meaning(self) -> str:
        match "" if self._details is None else self._details.tss.env.value:
            case "TEST":
                return self.tr("Nothing signed here counts as turnover.")
            case "LIVE":
                return self.tr("Everything signed here is for the tax office.")
            case _:
                return ""


class CountersCard(DetailsCard):
    """How much it has signed, and how much room is left."""

    def __init__(self) -> None:
        super().__init__(lambda: self.tr("Counters"))
        self.in_columns(
            self.fact(
                lambda: self.tr("Signature counter"),
                lambda d: _count(d.tss.signature_counter),
                lambda: self.tr("Number of the last signature over anything, sales or not."),
            ),
            self.fact(
                lambda: self.tr("Transaction counter"),
                lambda d: _count(d.tss.transaction_counter),
                lambda: self.tr("Number of the last transaction that was begun."),
            ),
        )
        self._tills, tills = self._amount(lambda: self.tr("Tills registered"))
        self._open, active = self._amount(lambda: self.tr("Open transactions"))
        self.in_columns(tills, active)

    def fill(self, details: TssDetails) -> None:
        tss = details.tss
        self._tell(self._tills, tss.number_registered_clients, tss.max_number_registered_clients)
        self._tell(self._open, tss.number_active_transactions, tss.max_number_active_transactions)

    def _amount(self, caption: Getter) -> tuple[tuple[Text, Gauge], QWidget]:
        whole, head, words, gauge = QWidget(), Text("caption"), Text("body"), Gauge()
        column = VBox(whole, gap=6)
        for widget in (head, words, gauge):
            column.addWidget(widget)
        column.addStretch(1)
        self.say(head.setText, caption)
        self.say(gauge.setAccessibleName, caption)
        return (words, gauge), whole

    def _tell(self, shown: tuple[Text, Gauge], amount: int | None, limit: int) -> None:
        words, gauge = shown
        gauge.set_amount(amount or 0, limit)
        gauge.setVisible(amount is not None)
        if amount is None:
            words.setText(self.tr("at most {limit}").format(limit=i18n.number(limit)))
            return
        words.setText(
            self.tr("{amount} of {limit}").format(
                amount=i18n.number(amount), limit=i18n.number(limit)
            )
        )


class LifeCard(DetailsCard):
    """When it became what it is."""

    def __init__(self) -> None:
        super().__init__(lambda: self.tr("Its life so far"))
        self.in_columns(
            self.fact(lambda: self.tr("Created"), lambda d: _when(d.tss.time_creation)),
            self.fact(lambda: self.tr("Prepared"), lambda d: _when(d.tss.time_uninit)),
            self.fact(
                lambda: self.tr("In service since"),
                lambda d: _when(d.tss.time_init),
                lambda: self.tr("The day to report as the beginning of its use."),
            ),
            self.fact(
                lambda: self.tr("Out of service since"),
                lambda d: _when(d.tss.time_disable),
                lambda: self.tr("The day to report as the end of its use."),
            ),
            self.fact(lambda: self.tr("Defective since"), lambda d: _when(d.tss.time_defective)),
        )


class TechnicalCard(DetailsCard):
    """What auditors and till makers ask for."""

    def __init__(self) -> None:
        super().__init__(lambda: self.tr("For auditors and till makers"))
        self.in_columns(
            self.fact(lambda: self.tr("Signature algorithm"), lambda d: d.tss.signature_algorithm),
            self.fact(lambda: self.tr("Time format"), lambda d: d.tss.signature_timestamp_format),
            self.fact(lambda: self.tr("State at the service"), lambda d: d.tss.state.value),
            self.fact(lambda: self.tr("Version of the service"), lambda d: d.tss.version),
        )
        self.add(
            self.fact(
                lambda: self.tr("Public key"),
                lambda d: d.tss.public_key,
                lambda: self.tr(
                    "Whoever has it can check the signatures; nobody can sign with it."
                ),
                shown=_ends,
            ),
            self.fact(
                lambda: self.tr("Certificate"),
                lambda d: "".join(d.tss.certificate.split()),
                lambda: self.tr("Only its ends are shown; all of it is copied."),
                shown=_ends,
            ),
        )


class EntriesCard(DetailsCard):
    """What people have noted at this TSE."""

    def __init__(self) -> None:
        super().__init__(lambda: self.tr("Entries of your own"))
        self._none = Text("body", tone="muted")
        self._list = VBox(gap=12)
        self._facts: list[Fact] = []
        self.edit = button("plain")
        self.edit.setObjectName("tss_metadata")
        row = Flow()
        row.addWidget(self.edit)
        self.add(self._none)
        self.body.addLayout(self._list)
        self.body.addLayout(row)
        self.say(self._none.setText, lambda: self.tr("There is no entry yet."))
        self.say(self.edit.setText, lambda: self.tr("Edit the entries …"))

    def fill(self, details: TssDetails) -> None:
        for fact in self._facts:
            self._list.removeWidget(fact)
            fact.hide()
            fact.deleteLater()
        self._facts = []
        for key, value in sorted(details.tss.metadata.items()):
            fact = Fact()
            self._facts.append(fact)
            self._list.addWidget(fact)  # first, or it would be a window for a moment
            fact.set_caption(key)
            fact.set_value(value)
        self._none.setVisible(not self._facts)


def _ends(text: str) -> str:
    """Beginning and end of what nobody reads out."""
    return text if len(text) <= 48 else f"{text[:28]} … {text[-12:]}"


def _count(counter: int | None) -> str:
    return "" if counter is None else str(counter)


def _when(unix: int | None) -> str:
    return "" if unix is None else i18n.exact(unix)
