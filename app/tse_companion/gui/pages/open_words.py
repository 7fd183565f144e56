"""What the table of open transactions and its dialogs say: ages, amounts, causes, outcomes."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from tse_companion.domain.cancelling import RowOutcome
from tse_companion.domain.open_transactions import TAXI_TYPES, Cause, Why
from tse_companion.gui import i18n
from tse_companion.gui.marks import QT_TRANSLATE_NOOP

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


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
    return _tr(_CAUSES[cause][0]) if cause in _CAUSES else "–"


def cause_explained(cause: Cause) -> str:
    """What points to that cause, in a sentence."""
    nothing = QT_TRANSLATE_NOOP("OpenTable", "Nothing points to a cause.")
    return _tr(_CAUSES[cause][1] if cause in _CAUSES else nothing)


def why_word(why: Why) -> str:
    """What the rules say about it."""
    return _tr(_WHYS[why][0])


def why_explained(why: Why) -> str:
    """What makes the rules say so, in a sentence."""
    return _tr(_WHYS[why][1])


def outcome_word(outcome: RowOutcome) -> str:
    """What a run has made of it."""
    return _tr(_OUTCOMES[outcome])


def _tr(source: str) -> str:
    return QCoreApplication.translate("OpenTable", source)


_CAUSES: dict[Cause, tuple[str, str]] = {
    Cause.CRASH: (
        QT_TRANSLATE_NOOP("OpenTable", "crash"),
        QT_TRANSLATE_NOOP(
            "OpenTable",
            "Several of this till began within one minute: it presumably crashed or was "
            "switched off.",
        ),
    ),
    Cause.PARKED: (
        QT_TRANSLATE_NOOP("OpenTable", "parked"),
        QT_TRANSLATE_NOOP(
            "OpenTable", "Alone, old, and with data: somebody presumably parked it and forgot it."
        ),
    ),
    Cause.DEREGISTERED: (
        QT_TRANSLATE_NOOP("OpenTable", "old till"),
        QT_TRANSLATE_NOOP("OpenTable", "Its till was deregistered and cannot end it any more."),
    ),
}
_WHYS: dict[Why, tuple[str, str]] = {
    Why.STUCK: (
        QT_TRANSLATE_NOOP("OpenTable", "left behind"),
        QT_TRANSLATE_NOOP("OpenTable", "Old, long untouched, and its till has not signed of late."),
    ),
    Why.TOO_YOUNG: (
        QT_TRANSLATE_NOOP("OpenTable", "still young"),
        QT_TRANSLATE_NOOP(
            "OpenTable", "Younger than the age you have set; its till may be using it."
        ),
    ),
    Why.TOUCHED: (
        QT_TRANSLATE_NOOP("OpenTable", "just changed"),
        QT_TRANSLATE_NOOP("OpenTable", "Changed within the last 15 minutes; its till is using it."),
    ),
    Why.TILL_ACTIVE: (
        QT_TRANSLATE_NOOP("OpenTable", "till at work"),
        QT_TRANSLATE_NOOP(
            "OpenTable", "Its till has signed within the last 15 minutes and may still be using it."
        ),
    ),
    Why.CHECKING: (
        QT_TRANSLATE_NOOP("OpenTable", "being checked"),
        QT_TRANSLATE_NOOP("OpenTable", "It is not known yet whether its till is at work."),
    ),
    Why.NOT_CANCELLABLE: (
        QT_TRANSLATE_NOOP("OpenTable", "not cancellable"),
        QT_TRANSLATE_NOOP(
            "OpenTable", "Transactions of taxi meters can only be ended by the taxi meter."
        ),
    ),
}
_OUTCOMES: dict[RowOutcome, str] = {
    RowOutcome.PENDING: QT_TRANSLATE_NOOP("OpenTable", "waiting"),
    RowOutcome.CANCELLED: QT_TRANSLATE_NOOP("OpenTable", "cancelled"),
    RowOutcome.ALREADY_CLOSED: QT_TRANSLATE_NOOP("OpenTable", "already closed"),
    RowOutcome.SKIPPED_IN_USE: QT_TRANSLATE_NOOP("OpenTable", "in use, left alone"),
    RowOutcome.SKIPPED: QT_TRANSLATE_NOOP("OpenTable", "left alone"),
    RowOutcome.FAILED: QT_TRANSLATE_NOOP("OpenTable", "failed"),
    RowOutcome.UNKNOWN: QT_TRANSLATE_NOOP("OpenTable", "not certain"),
}
