"""The table of open transactions: what stands in it, in words, and how a row is chosen.

Choosing is not selecting: the selection is where the keyboard is, a chosen row carries a check
mark and is what will be cancelled.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from tse_companion.domain.cancelling import RowOutcome
from tse_companion.domain.models import ClientState
from tse_companion.domain.open_transactions import TAXI_TYPES, Cause, OpenTransaction, Why
from tse_companion.gui import i18n
from tse_companion.gui.tables import ROW, Column, Table

_AGE = 3  # the column
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


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
    def is_risky(self) -> bool:
        """Chosen although the rules advise against it: a till may be using it."""
        return self.is_chosen and self.why is not Why.STUCK


class OpenTable(Table[OpenRow]):
    """The table. ``toggled`` carries the rows on which Space was pressed or whose box was clicked.

    ``clock`` is the service's time; ages are told by it.
    """

    toggled = Signal(object)

    def __init__(
        self, clock: Callable[[], float] = time.time, parent: QWidget | None = None
    ) -> None:
        super().__init__(columns(clock), parent)
        self.horizontalHeader().setStretchLastSection(True)
        self.sortByColumn(_AGE, Qt.SortOrder.DescendingOrder)  # the oldest first

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            # Who comes by Tab has a current row that is not selected yet.
            at = self.currentIndex()
            rows = self.selected() or ((at.data(ROW),) if at.isValid() else ())
            if rows and not event.isAutoRepeat():
                self.toggled.emit(rows)
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).column() == 0:
            self.mousePressEvent(event)  # two quick clicks on a box are two clicks
        else:
            super().mouseDoubleClickEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index: QModelIndex = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        is_left = event.button() is Qt.MouseButton.LeftButton
        if index.isValid() and index.column() == 0 and plain and is_left:
            self.toggled.emit((index.data(ROW),))


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
            width=124,
        ),
        Column(
            lambda: QCoreApplication.translate("OpenTable", "Open for"),
            lambda row: span_words(clock() - row.tx.time_start),
            sort=lambda row: -row.tx.time_start,
            width=98,
            is_number=True,
            is_searched=False,
        ),
        Column(
            lambda: QCoreApplication.translate("OpenTable", "State"),
            _state_word,
            mark=_state_mark,
            tip=_state_tip,
            width=152,
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
            width=84,
            is_number=True,
        ),
        Column(
            lambda: QCoreApplication.translate("OpenTable", "Started"),
            lambda row: i18n.moment(row.tx.time_start),
            sort=lambda row: row.tx.time_start,
            width=142,
            is_searched=False,
        ),
        Column(
            lambda: QCoreApplication.translate("OpenTable", "Last activity"),
            lambda row: ago_words(clock() - row.tx.last_activity),
            sort=lambda row: row.tx.last_activity,
            tip=lambda row: i18n.moment(row.tx.last_activity),
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
            width=64,
        ),
    )


# --- words -----------------------------------------------------------------------------------


def span_words(seconds: float) -> str:
    """How long, in the two units that tell most: 4 d 3 h."""
    whole = max(0, int(seconds))
    if whole < _HOUR:
        return QCoreApplication.translate("OpenTable", "{minutes} min").format(
            minutes=i18n.number(whole // _MINUTE)
        )
    if whole < _DAY:
        return QCoreApplication.translate("OpenTable", "{hours} h {minutes} min").format(
            hours=i18n.number(whole // _HOUR), minutes=i18n.number(whole % _HOUR // _MINUTE)
        )
    return QCoreApplication.translate("OpenTable", "{days} d {hours} h").format(
        days=i18n.number(whole // _DAY), hours=i18n.number(whole % _DAY // _HOUR)
    )


def ago_words(seconds: float) -> str:
    """How long ago, in the unit that tells most."""
    whole = max(0, int(seconds))
    if whole < _HOUR:
        words = QCoreApplication.translate("OpenTable", "{count} min ago")
        return words.format(count=i18n.number(whole // _MINUTE))
    if whole < _DAY:
        words = QCoreApplication.translate("OpenTable", "{count} h ago")
        return words.format(count=i18n.number(whole // _HOUR))
    words = QCoreApplication.translate("OpenTable", "{count} d ago")
    return words.format(count=i18n.number(whole // _DAY))


def amount_word(amount: Decimal | None) -> str:
    """The amount in euros, or a dash where it is not known."""
    return "–" if amount is None else f"{i18n.number(float(amount), 2)} €"


def type_word(process_type: str | None) -> str:
    """What kind of business it is; a type of the shop's own stays as it is."""
    match process_type:
        case None | "":
            return QCoreApplication.translate("OpenTable", "nothing yet")
        case "Kassenbeleg-V1":
            return QCoreApplication.translate("OpenTable", "receipt")
        case "Bestellung-V1":
            return QCoreApplication.translate("OpenTable", "order")
        case "SonstigerVorgang":
            return QCoreApplication.translate("OpenTable", "other")
    if process_type in TAXI_TYPES:
        return QCoreApplication.translate("OpenTable", "taxi meter")
    return process_type


def cause_word(cause: Cause) -> str:
    """Why it was presumably left open."""
    match cause:
        case Cause.CRASH:
            return QCoreApplication.translate("OpenTable", "crash")
        case Cause.PARKED:
            return QCoreApplication.translate("OpenTable", "parked")
        case Cause.DEREGISTERED:
            return QCoreApplication.translate("OpenTable", "old till")
        case _:
            return "–"


def cause_explained(cause: Cause) -> str:
    match cause:
        case Cause.CRASH:
            return QCoreApplication.translate(
                "OpenTable",
                "Several of this till began within one minute: it presumably crashed or was "
                "switched off.",
            )
        case Cause.PARKED:
            return QCoreApplication.translate(
                "OpenTable",
                "Alone, old, and with data: somebody presumably parked it and forgot it.",
            )
        case Cause.DEREGISTERED:
            return QCoreApplication.translate(
                "OpenTable", "Its till was deregistered and cannot end it any more."
            )
        case _:
            return QCoreApplication.translate("OpenTable", "Nothing points to a cause.")


def why_word(why: Why) -> str:
    """What the rules say about it."""
    match why:
        case Why.STUCK:
            return QCoreApplication.translate("OpenTable", "left behind")
        case Why.TOO_YOUNG:
            return QCoreApplication.translate("OpenTable", "still young")
        case Why.TOUCHED:
            return QCoreApplication.translate("OpenTable", "just changed")
        case Why.TILL_ACTIVE:
            return QCoreApplication.translate("OpenTable", "till at work")
        case Why.CHECKING:
            return QCoreApplication.translate("OpenTable", "being checked")
        case Why.NOT_CANCELLABLE:
            return QCoreApplication.translate("OpenTable", "not cancellable")


def why_explained(why: Why) -> str:
    match why:
        case Why.STUCK:
            return QCoreApplication.translate(
                "OpenTable", "Old, long untouched, and its till has not signed of late."
            )
        case Why.TOO_YOUNG:
            return QCoreApplication.translate(
                "OpenTable", "Younger than the age you have set; its till may be using it."
            )
        case Why.TOUCHED:
            return QCoreApplication.translate(
                "OpenTable", "Changed within the last 15 minutes; its till is using it."
            )
        case Why.TILL_ACTIVE:
            return QCoreApplication.translate(
                "OpenTable",
                "Its till has signed within the last 15 minutes and may still be using it.",
            )
        case Why.CHECKING:
            return QCoreApplication.translate(
                "OpenTable", "It is not known yet whether its till is at work."
            )
        case Why.NOT_CANCELLABLE:
            return QCoreApplication.translate(
                "OpenTable", "Transactions of taxi meters can only be ended by the taxi meter."
            )


def outcome_word(outcome: RowOutcome) -> str:
    """What a run has made of it."""
    match outcome:
        case RowOutcome.PENDING:
            return QCoreApplication.translate("OpenTable", "waiting")
        case RowOutcome.CANCELLED:
            return QCoreApplication.translate("OpenTable", "cancelled")
        case RowOutcome.ALREADY_CLOSED:
            return QCoreApplication.translate("OpenTable", "already closed")
        case RowOutcome.SKIPPED_IN_USE:
            return QCoreApplication.translate("OpenTable", "in use, left alone")
        case RowOutcome.SKIPPED:
            return QCoreApplication.translate("OpenTable", "left alone")
        case RowOutcome.FAILED:
            return QCoreApplication.translate("OpenTable", "failed")
        case RowOutcome.UNKNOWN:
            return QCoreApplication.translate("OpenTable", "not certain")


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
