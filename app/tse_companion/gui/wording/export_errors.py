"""Why an export failed, in words; without Qt, for window and scripts."""

from __future__ import annotations

from tse_companion.gui.marks import QT_TRANSLATE_NOOP

_LATER = QT_TRANSLATE_NOOP("ExportErrors", "Make a new export later, best after closing time.")
_SUPPORT = QT_TRANSLATE_NOOP(
    "ExportErrors",
    "Make a new export. If it fails again, ask fiskaly's support and give them the id from the "
    "details.",
)
_NEW = QT_TRANSLATE_NOOP("ExportErrors", "Make a new complete export.")
_INSIDE = QT_TRANSLATE_NOOP("ExportErrors", "A fault inside the service ended the export.")
# By the service's own code (contract section 7): what has happened, and what to do now.
EXPORT_ERRORS: dict[str, tuple[str, str]] = {
    "E_UNEXPECTED": (_INSIDE, _SUPPORT),
    "E_INTERNAL": (_INSIDE, _SUPPORT),
    "E_ID_NOT_FOUND": (
        QT_TRANSLATE_NOOP("ExportErrors", "The service did not find what was to be exported."),
        _SUPPORT,
    ),
    "E_BAD_REQUEST": (
        QT_TRANSLATE_NOOP(
            "ExportErrors", "The service could not carry out what was chosen for this export."
        ),
        _NEW,
    ),
    "E_TRANSACTION_ID_NOT_FOUND": (
        QT_TRANSLATE_NOOP("ExportErrors", "The chosen transaction is not at this TSE."),
        _NEW,
    ),
    "E_NO_DATA_AVAILABLE": (
        QT_TRANSLATE_NOOP("ExportErrors", "The TSE has signed nothing that belongs into it."),
        QT_TRANSLATE_NOOP("ExportErrors", "Make an export once the TSE has signed something."),
    ),
    "E_TOO_MANY_RECORDS": (
        QT_TRANSLATE_NOOP(
            "ExportErrors", "There are more records than the service puts into one export."
        ),
        QT_TRANSLATE_NOOP(
            "ExportErrors",
            "This version of the program cannot split an export. Ask fiskaly's support how to get "
            "it in parts.",
        ),
    ),
    "E_ALREADY_PROCESSING": (
        QT_TRANSLATE_NOOP("ExportErrors", "Another export was being made at the same time."),
        QT_TRANSLATE_NOOP("ExportErrors", "Wait until none is being made, then make this one."),
    ),
    "E_LOGS_NOT_DELETED": (
        QT_TRANSLATE_NOOP(
            "ExportErrors", "The service could not tidy up after the export. No record is lost."
        ),
        _SUPPORT,
    ),
    "E_EXPORT_PROCESSING_TIMEOUT": (
        QT_TRANSLATE_NOOP("ExportErrors", "It took too long, and the service gave it up."),
        _LATER,
    ),
}
UNKNOWN_ERROR = (
    QT_TRANSLATE_NOOP("ExportErrors", "The service names no reason that we know."),
    _SUPPORT,
)
SELLING = QT_TRANSLATE_NOOP(
    "ExportErrors", "Your tills go on selling, and what was signed is still in the TSE."
)


def export_error_texts(exception: str | None) -> tuple[str, str, str]:
    """What has happened, what it means for the till, and what to do, as English source texts."""
    happened, remedy = EXPORT_ERRORS.get(exception or "", UNKNOWN_ERROR)
    return happened, SELLING, remedy
