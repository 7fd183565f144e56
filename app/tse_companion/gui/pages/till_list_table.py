"""The lines of a list of tills: what would become of each, and what has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tse_companion.domain.serials import forbidden_characters
from tse_companion.domain.till_lists import Fate, PlannedTill
from tse_companion.gui import i18n
from tse_companion.gui.tables import Column
from tse_companion.gui.texts import serial_flaw_word, words

if TYPE_CHECKING:
    from tse_companion.errors import AppError
    from tse_companion.services.till_batch import RowResult

_FATE_MARKS: dict[Fate, tuple[str, str]] = {
    Fate.REGISTER: ("plus", "accent"),
    Fate.REGISTER_AGAIN: ("plus", "accent"),
    Fate.ALREADY: ("ok", "ok"),
    Fate.TWICE: ("skip", "muted"),
    Fate.FLAWED: ("bad", "bad"),
    Fate.COLUMNS: ("bad", "bad"),
    Fate.UNCLEAR: ("unknown", "muted"),
    Fate.NO_ROOM: ("warn", "warn"),
}
# By value, as the services are loaded when they are first needed.
DONE = frozenset({"registered", "registered_again", "already"})
_OUTCOME_MARKS: dict[str, tuple[str, str]] = {
    "running": ("wait", "accent"),
    "registered": ("ok", "ok"),
    "registered_again": ("ok", "ok"),
    "already": ("ok", "ok"),
    "failed": ("bad", "bad"),
    "unknown": ("unknown", "warn"),
}


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line: what would become of it, and what has."""

    planned: PlannedTill
    result: RowResult | None = None

    @property
    def key(self) -> str:
        return self.planned.key

    @property
    def outcome(self) -> str:
        return "" if self.result is None else self.result.outcome.value


def columns() -> tuple[Column[ListRow], ...]:
    """What stands in the table, for each line of the list."""
    return (
        Column(
            lambda: QCoreApplication.translate("TillListTable", "Line"),
            lambda row: i18n.number(row.planned.listed.line),
            sort=lambda row: row.planned.listed.line,
            width=90,
            is_number=True,
        ),
        Column(
            lambda: QCoreApplication.translate("TillListTable", "Kassen-ID"),
            lambda row: row.planned.listed.serial_number,
            tip=lambda row: row.planned.listed.serial_number,
            width=200,
        ),
        Column(
            lambda: QCoreApplication.translate("TillListTable", "What happens"),
            _row_words,
            mark=_mark,
            tip=_row_words,
            width=480,
        ),
        Column(
            lambda: QCoreApplication.translate("TillListTable", "Kept with it"),
            _metadata_words,
            tip=_metadata_words,
        ),
    )


def _row_words(row: ListRow) -> str:
    planned = row.planned
    match row.outcome:
        case "running":
            return QCoreApplication.translate("TillListTable", "is being registered …")
        case "registered":
            return QCoreApplication.translate("TillListTable", "registered")
        case "registered_again":
            return QCoreApplication.translate("TillListTable", "registered again")
        case "already":
            return QCoreApplication.translate("TillListTable", "was registered already")
        case "failed":
            assert row.result is not None
            return _failure_title(row.result.error)
        case "unknown":
            return QCoreApplication.translate(
                "TillListTable", "not certain; looked at when this goes on"
            )
    match planned.fate:
        case Fate.REGISTER:
            return QCoreApplication.translate("TillListTable", "will be registered")
        case Fate.REGISTER_AGAIN:
            return QCoreApplication.translate(
                "TillListTable", "deregistered now; will be registered again"
            )
        case Fate.ALREADY:
            return QCoreApplication.translate(
                "TillListTable", "registered already; nothing happens"
            )
        case Fate.TWICE:
            return QCoreApplication.translate("TillListTable", "left out: an earlier line has it")
        case Fate.UNCLEAR:
            return QCoreApplication.translate(
                "TillListTable", "left out: a till in a state we do not know has it"
            )
        case Fate.NO_ROOM:
            return QCoreApplication.translate("TillListTable", "left out: no room at this TSE")
        case Fate.COLUMNS:
            return QCoreApplication.translate(
                "TillListTable", "left out: the further columns are too long, too many or unnamed"
            )
    characters = forbidden_characters(planned.listed.serial_number)
    return serial_flaw_word(planned.flaws[0], characters=characters)


def _mark(row: ListRow) -> tuple[str, str]:
    return _OUTCOME_MARKS.get(row.outcome) or _FATE_MARKS[row.planned.fate]


def _metadata_words(row: ListRow) -> str:
    return ", ".join(f"{key}: {value}" for key, value in row.planned.listed.metadata.items())


def _failure_title(error: AppError | None) -> str:
    return "" if error is None else words(error).title
