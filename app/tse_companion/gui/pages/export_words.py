"""What is said about an export: how it stands, when it is ready, and what to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tse_companion.domain.exports import Situation, is_running, situation
from tse_companion.gui import i18n
from tse_companion.gui.texts import export_error_words

if TYPE_CHECKING:
    from tse_companion.gui.widgets import MarkKind
    from tse_companion.services.exports import KnownExport

NOTHING = "–"
MARKS: dict[Situation, tuple[MarkKind, str]] = {
    Situation.WAITING: ("wait", "muted"),
    Situation.WORKING: ("wait", "accent"),
    Situation.READY: ("ok", "ok"),
    Situation.EXPIRED: ("skip", "muted"),
    Situation.FAILED: ("bad", "bad"),
    Situation.CANCELLED: ("skip", "muted"),
    Situation.UNKNOWN: ("unknown", "muted"),
}


def situation_word(stands: Situation) -> str:
    """How it stands, in a few words."""
    return {
        Situation.WAITING: QCoreApplication.translate("ExportWords", "waiting"),
        Situation.WORKING: QCoreApplication.translate("ExportWords", "being made"),
        Situation.READY: QCoreApplication.translate("ExportWords", "ready"),
        Situation.EXPIRED: QCoreApplication.translate("ExportWords", "file deleted"),
        Situation.FAILED: QCoreApplication.translate("ExportWords", "failed"),
        Situation.CANCELLED: QCoreApplication.translate("ExportWords", "cancelled"),
        Situation.UNKNOWN: QCoreApplication.translate("ExportWords", "unknown state"),
    }[stands]


def situation_explained(known: KnownExport, now: float) -> str:
    """What that means, and what to do now."""
    export = known.export
    match situation(export, now):
        case Situation.WAITING:
            return QCoreApplication.translate(
                "ExportWords", "The service has taken it on and begins as soon as it can."
            )
        case Situation.WORKING:
            return QCoreApplication.translate(
                "ExportWords", "The service is putting the file together."
            )
        case Situation.READY if known.saved is not None:
            return saved_words(known)
        case Situation.READY if export.time_expiration is not None:
            return QCoreApplication.translate(
                "ExportWords",
                "Save the file before {moment}: then the service deletes it.",
            ).format(moment=i18n.moment(export.time_expiration))
        case Situation.READY:
            return QCoreApplication.translate(
                "ExportWords", "Save the file soon: the service does not keep it for ever."
            )
        case Situation.EXPIRED if known.saved is not None:
            return saved_words(known)
        case Situation.EXPIRED:
            return QCoreApplication.translate(
                "ExportWords",
                "The service has deleted the file. What was signed is still in the TSE: make a new "
                "export.",
            )
        case Situation.FAILED:
            return export_error_words(export.exception)
        case Situation.CANCELLED:
            return QCoreApplication.translate(
                "ExportWords", "It was cancelled and has no file. Make a new one when you like."
            )
        case Situation.UNKNOWN:
            return QCoreApplication.translate(
                "ExportWords",
                "The service names a state this version of the program does not know.",
            )


def saved_words(known: KnownExport) -> str:
    """Where the file is, and what was checked of it."""
    assert known.saved is not None
    said = QCoreApplication.translate(
        "ExportWords",
        "Saved on {moment} as “{name}”. It arrived whole; the signatures in it were not checked.",
    )
    return said.format(moment=i18n.moment(known.saved.at), name=known.saved.name)


def ready_word(known: KnownExport) -> str:
    """When it was ready, will be, or how it ended otherwise."""
    export = known.export
    if is_running(export):
        at = export.estimated_time_of_completion
        if at is None:
            return QCoreApplication.translate("ExportWords", "not known yet")
        said = QCoreApplication.translate("ExportWords", "about {moment}")
        return said.format(moment=i18n.moment(at))
    ended = export.time_error or export.time_end
    return NOTHING if ended is None else i18n.moment(ended)


def holds_word(known: KnownExport) -> str:
    """What is in it."""
    if known.is_complete:
        return QCoreApplication.translate("ExportWords", "everything")
    return QCoreApplication.translate("ExportWords", "not known")


def holds_explained(known: KnownExport) -> str:
    """What is in it, in a sentence."""
    if known.is_complete:
        said = QCoreApplication.translate(
            "ExportWords", "Everything that was signed up to {moment}."
        )
        return said.format(moment=i18n.moment(known.export.time_request))
    return QCoreApplication.translate(
        "ExportWords", "Another program asked for it; the service does not say what it holds."
    )


def size_word(size: int) -> str:
    """So many bytes, as people read them; number and unit stay in one line."""
    amount = float(size)
    for unit in ("B", "kB", "MB"):
        if amount < 1000:
            return f"{i18n.number(amount, 0 if unit == 'B' else 1)}\u00a0{unit}"
        amount /= 1000
    return f"{i18n.number(amount, 1)}\u00a0GB"
