"""All about one open transaction, to look at and to copy."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from tse_companion.domain.open_transactions import Cause
from tse_companion.gui import i18n
from tse_companion.gui.dialogs import DetailsDialog
from tse_companion.gui.pages.open_transactions_table import OpenRow
from tse_companion.gui.pages.open_words import (
    amount_word,
    cause_explained,
    cause_word,
    outcome_word,
    span_words,
    type_word,
    why_explained,
    why_word,
)
from tse_companion.gui.texts import client_state_word
from tse_companion.gui.widgets import Flow, Text


class OpenDetails(DetailsDialog):
    """Every field of a transaction; the ids can be copied."""

    WIDTH = 640

    def __init__(
        self, row: OpenRow, clock: Callable[[], float], parent: QWidget | None = None
    ) -> None:
        super().__init__("info", parent)
        self._row = row
        self._clock = clock
        tx = row.tx.transaction
        number = tx.number
        self.say(self.set_title, lambda: self.tr("Transaction no. {number}").format(number=number))
        self.say(self.set_text, self._judgement)
        for caption, value in (
            (lambda: self.tr("Transaction ID"), lambda: tx.id),
            (lambda: self.tr("Client ID"), lambda: tx.client_id),
        ):
            self.add_fact(caption, value)
        facts = Flow(gap=12, stretch=True, least=220)
        for caption, value in (
            (lambda: self.tr("Till"), lambda: tx.client_serial_number),
            (lambda: self.tr("Till is"), lambda: client_state_word(row.tx.client_state)),
            (lambda: self.tr("Started"), lambda: self._moment(tx.time_start)),
            (lambda: self.tr("Last activity"), lambda: self._moment(tx.log.timestamp)),
            (lambda: self.tr("Type"), self._type),
            (lambda: self.tr("Amount"), lambda: amount_word(row.tx.amount)),
            (lambda: self.tr("Revision"), lambda: str(tx.latest_revision)),
            (lambda: self.tr("Signature counter"), lambda: str(tx.signature.counter)),
        ):
            facts.addWidget(self.fact(caption, value))
        self.body.addLayout(facts)
        for name, text in sorted(tx.metadata.items()):
            note = Text("body")
            note.setText(f"{name}: {text}")
            self.body.addWidget(note)
        if row.outcome is not None:
            result = Text("strong")
            outcome = row.outcome
            self.say(result.setText, lambda: outcome_word(outcome))
            self.body.addWidget(result)
        self.add_close()

    def _judgement(self) -> str:
        row = self._row
        lines = [f"{why_word(row.why)}: {why_explained(row.why)}"]
        if row.cause is not Cause.UNKNOWN:
            lines.append(f"{cause_word(row.cause)}: {cause_explained(row.cause)}")
        return "\n".join(lines)

    def _moment(self, unix: int) -> str:
        return f"{i18n.exact(unix)} ({span_words(self._clock() - unix)})"

    def _type(self) -> str:
        kind = self._row.tx.transaction.process_type
        return type_word(kind) if not kind else f"{type_word(kind)} ({kind})"
