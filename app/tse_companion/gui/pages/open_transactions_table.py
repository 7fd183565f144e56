"""The table of open transactions: what stands in it, and how a row is chosen.

Choosing is not selecting: the selection is where the keyboard is, a chosen row carries a check
mark and is what will be cancelled.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from tse_companion.domain.cancelling import RowOutcome
from tse_companion.domain.models import ClientState
from tse_companion.domain.open_transactions import Cause, OpenTransaction, Why
from tse_companion.gui import i18n
from tse_companion.gui.grouped_table import GroupedTable
from tse_companion.gui.pages.open_words import (
    ago_words,
    amount_word,
    cause_explained,
    cause_word,
    outcome_word,
    span_words,
    type_word,
    why_explained,
    why_word,
)
from tse_companion.gui.table_model import Column, Group

_AGE = 3  # the column


@dataclass(frozen=True, slots=True)
class OpenRow:
    """One open transaction as the page shows it.

    ``why`` says whether the rules choose it, ``is_chosen`` whether it will be cancelled.
    ``outcome`` is what a run made of it, None while no run has to do with it.
    """

    key: str  # of the transaction; here, as rows are told apart by it all the time
    tx: OpenTransaction
    why: Why
    cause: Cause = Cause.UNKNOWN
    is_chosen: bool = False
    outcome: RowOutcome | None = None

    @property
    def till(self) -> str:
        return self.tx.client_serial_number

    @property
    def is_deregistered(self) -> bool:
        return self.tx.client_state is ClientState.DEREGISTERED

    @property
    def is_closed(self) -> bool:
        """Whether a run has found or made it so."""
        return self.outcome in (RowOutcome.CANCELLED, RowOutcome.ALREADY_CLOSED)

    @property
    def is_choosable(self) -> bool:
        """Whether it can be cancelled at all."""
        return self.why is not Why.NOT_CANCELLABLE and not self.is_closed

    @property
    def is_by_rule(self) -> bool:
        """Whether the rules let it be chosen together with others."""
        return self.why is Why.STUCK and self.is_choosable

    @property
    def is_till_at_work(self) -> bool:
        """Whether its till has signed something just now."""
        return self.why in (Why.TOUCHED, Why.TILL_ACTIVE)

    @property
    def is_risky(self) -> bool:
        """Chosen although the rules advise against it: a till may be using it."""
        return self.is_chosen and self.why is not Why.STUCK


class OpenTable(GroupedTable[OpenRow]):
    """The table. ``toggled`` carries the rows on which Space was pressed or whose box was clicked,
    and whether they are meant as a group.

    ``clock`` is the service's time; ages are told by it.
    """

    toggled = Signal(object, bool)

    def __init__(
        self, clock: Callable[[], float] = time.time, parent: QWidget | None = None
    ) -> None:
        super().__init__(columns(clock), parent)
        self.horizontalHeader().setStretchLastSection(True)
        self.sortByColumn(_AGE, Qt.SortOrder.DescendingOrder)  # the oldest first
        self.box_pressed.connect(self._on_box)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            rows, is_group = self.meant()
            if rows and not event.isAutoRepeat():
                self.toggled.emit(rows, is_group)
            return
        super().keyPressEvent(event)

    def _on_box(self, pressed: OpenRow | Group[OpenRow]) -> None:
        if isinstance(pressed, Group):
            self.toggled.emit(pressed.rows, True)
        else:
            self.toggled.emit((pressed,), False)


def columns(clock: Callable[[], float]) -> Sequence[Column[OpenRow]]:
    """What stands in the table, the most telling first: the rest may need scrolling."""
    return (
        Column(
            lambda: "",
            lambda row: "",
            sort=lambda row: not row.is_chosen,
            mark=_box,
            spoken=_chosen_word,
            tip=_chosen_word,
            width=40,
            is_searched=False,
        ),
        Column(
            lambda: QCoreApplication.translate("OpenTable", "No."),
            lambda row: str(row.tx.number),
            sort=lambda row: row.tx.number,
            width=58,
            is_number=True,
        ),
        Column(
            lambda: QCoreApplication.translate("OpenTable", "Till"),
            lambda row: row.till,
            mark=lambda row: ("skip", "muted") if row.is_deregistered else None,
            spoken=_till_spoken,
            tip=_till_spoken,
            width=118,
        ),
        Column(
            lambda: QCoreApplication.translate("OpenTable", "Open for"),
            lambda row: span_words(clock() - row.tx.time_start),
            sort=lambda row: -row.tx.time_start,
            width=96,
            is_number=True,
            is_searched=False,
        ),
        Column(
            lambda: QCoreApplication.translate("OpenTable", "State"),
            _state_word,
            mark=_state_mark,
            tip=_state_tip,
            width=160,
        ),
        Column(
            lambda: QCoreApplication.translate("OpenTable", "Type"),
            lambda row: type_word(row.tx.process_type),
            width=96,
        ),
        Column(
            lambda: QCoreApplication.translate("OpenTable", "Amount"),
            lambda row: amount_word(row.tx.amount),
            sort=lambda row: row.tx.amount,
            width=82,
            is_number=True,
        ),
        Column(
            lambda: QCoreApplication.translate("OpenTable", "Started"),
            lambda row: i18n.moment(row.tx.time_start),
            sort=lambda row: row.tx.time_start,
            tip=lambda row: i18n.exact(row.tx.time_start),
            width=142,
            is_searched=False,
        ),
        Column(
            lambda: QCoreApplication.translate("OpenTable", "Last activity"),
            lambda row: ago_words(clock() - row.tx.last_activity),
            sort=lambda row: row.tx.last_activity,
            tip=lambda row: i18n.exact(row.tx.last_activity),
            width=124,
            is_searched=False,
        ),
        Column(
            lambda: QCoreApplication.translate("OpenTable", "Rev."),
            lambda row: i18n.number(row.tx.latest_revision),
            sort=lambda row: row.tx.latest_revision,
            hint=lambda: QCoreApplication.translate(
                "OpenTable", "Revision: how often the till has written this transaction."
            ),
            width=48,
            is_number=True,
            is_searched=False,
        ),
        Column(
            lambda: QCoreApplication.translate("OpenTable", "Cause"),
            lambda row: cause_word(row.cause),
            tip=lambda row: cause_explained(row.cause),
            width=72,
        ),
    )


OUTCOME_MARKS: dict[RowOutcome, tuple[str, str]] = {
    RowOutcome.PENDING: ("wait", "muted"),
    RowOutcome.CANCELLED: ("ok", "ok"),
    RowOutcome.ALREADY_CLOSED: ("ok", "ok"),
    RowOutcome.SKIPPED_IN_USE: ("warn", "warn"),
    RowOutcome.SKIPPED: ("skip", "muted"),
    RowOutcome.FAILED: ("bad", "bad"),
    RowOutcome.UNKNOWN: ("unknown", "warn"),
}


def _box(row: OpenRow) -> tuple[str, str] | None:
    if not row.is_choosable:
        return None
    return ("box-checked", "accent") if row.is_chosen else ("box", "outline")


def _chosen_word(row: OpenRow) -> str:
    if not row.is_choosable:
        return QCoreApplication.translate("OpenTable", "cannot be chosen")
    if row.is_chosen:
        return QCoreApplication.translate("OpenTable", "chosen")
    return QCoreApplication.translate("OpenTable", "not chosen")


def _till_spoken(row: OpenRow) -> str:
    if not row.is_deregistered:
        return row.till
    return QCoreApplication.translate("OpenTable", "{till} (deregistered)").format(till=row.till)


def _state_word(row: OpenRow) -> str:
    return why_word(row.why) if row.outcome is None else outcome_word(row.outcome)


def _state_tip(row: OpenRow) -> str:
    return why_explained(row.why) if row.outcome is None else outcome_word(row.outcome)


def _state_mark(row: OpenRow) -> tuple[str, str] | None:
    if row.outcome is not None:
        return OUTCOME_MARKS[row.outcome]
    match row.why:
        case Why.STUCK:
            return None
        case Why.CHECKING:
            return ("unknown", "muted")
        case Why.NOT_CANCELLABLE:
            return ("lock", "muted")
        case _:
            return ("warn", "warn")
