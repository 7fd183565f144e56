"""What the table of tills shows of each, and which of them it can be narrowed down to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tse_companion.domain.models import ClientState
from tse_companion.gui import i18n
from tse_companion.gui.tables import Column
from tse_companion.gui.texts import client_state_word

if TYPE_CHECKING:
    from tse_companion.services.clients import Till

_MARKS: dict[ClientState, tuple[str, str]] = {
    ClientState.REGISTERED: ("ok", "ok"),
    ClientState.DEREGISTERED: ("skip", "muted"),
    ClientState.UNKNOWN: ("unknown", "muted"),
}
FILTERS: dict[str, Callable[[Till], bool] | None] = {
    "all": None,
    "registered": lambda till: till.client.state is ClientState.REGISTERED,
    "deregistered": lambda till: till.client.state is ClientState.DEREGISTERED,
    "open": lambda till: bool(till.open_transactions),
}


def columns() -> tuple[Column[Till], ...]:
    """What stands in the table, for each till."""
    return (
        Column(
            lambda: QCoreApplication.translate("TillsTable", "Kassen-ID"),
            lambda till: till.client.serial_number,
            tip=lambda till: till.client.serial_number,
            width=210,
        ),
        Column(
            lambda: QCoreApplication.translate("TillsTable", "State"),
            lambda till: client_state_word(till.client.state),
            mark=lambda till: ("warn", "warn") if _is_stuck(till) else _MARKS[till.client.state],
            spoken=_spoken,
            tip=lambda till: _stuck_words() if _is_stuck(till) else "",
            width=150,
        ),
        Column(
            lambda: QCoreApplication.translate("TillsTable", "First registered"),
            lambda till: i18n.moment(till.client.time_creation),
            sort=lambda till: till.client.time_creation,
            tip=lambda till: i18n.exact(till.client.time_creation),
            width=160,
        ),
        Column(
            lambda: QCoreApplication.translate("TillsTable", "Last activity"),
            lambda till: _or_unknown(till.last_activity, i18n.moment),
            sort=lambda till: till.last_activity,
            tip=lambda till: _or_unknown(till.last_activity, i18n.exact),
            width=160,
        ),
        Column(
            lambda: QCoreApplication.translate("TillsTable", "Open transactions"),
            lambda till: _or_unknown(till.open_transactions, i18n.number),
            sort=lambda till: till.open_transactions,
            width=160,
            is_number=True,
        ),
        Column(
            lambda: QCoreApplication.translate("TillsTable", "Id at the service"),
            lambda till: till.key,
            tip=lambda till: till.key,
        ),
    )


def _is_stuck(till: Till) -> bool:
    """Open transactions that the till itself cannot close any more."""
    return bool(till.open_transactions) and till.client.state is not ClientState.REGISTERED


def _or_unknown(value: int | None, said: Callable[[int], str]) -> str:
    return QCoreApplication.translate("TillsTable", "not known") if value is None else said(value)


def _stuck_words() -> str:
    return QCoreApplication.translate(
        "TillsTable", "Its open transactions cannot be closed before it is registered again."
    )


def _spoken(till: Till) -> str:
    word = client_state_word(till.client.state)
    return f"{word}. {_stuck_words()}" if _is_stuck(till) else word
