"""What the table of exports shows of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tse_companion.domain.exports import Situation, situation
from tse_companion.gui import i18n
from tse_companion.gui.pages.export_words import (
    MARKS,
    NOTHING,
    holds_explained,
    holds_word,
    ready_word,
    situation_explained,
    situation_word,
    size_word,
)
from tse_companion.gui.tables import Column

if TYPE_CHECKING:
    from tse_companion.services.exports import KnownExport

ASKED = 1  # the column


def columns(clock: Callable[[], float]) -> Sequence[Column[KnownExport]]:
    """What stands in the table; ``clock`` is the service's."""

    def stands(known: KnownExport) -> Situation:
        return situation(known.export, clock())

    return (
        Column(
            lambda: QCoreApplication.translate("ExportsTable", "State"),
            lambda known: situation_word(stands(known)),
            mark=lambda known: MARKS[stands(known)],
            tip=lambda known: situation_explained(known, clock()),
            width=170,
        ),
        Column(
            lambda: QCoreApplication.translate("ExportsTable", "Asked for"),
            lambda known: i18n.moment(known.export.time_request),
            sort=lambda known: known.export.time_request,
            width=160,
        ),
        Column(
            lambda: QCoreApplication.translate("ExportsTable", "End"),
            ready_word,
            sort=_ready,
            width=190,
        ),
        Column(
            lambda: QCoreApplication.translate("ExportsTable", "Holds"),
            holds_word,
            tip=holds_explained,
            width=120,
        ),
        Column(
            lambda: QCoreApplication.translate("ExportsTable", "File kept until"),
            _kept,
            sort=lambda known: known.export.time_expiration,
            width=170,
        ),
        Column(
            lambda: QCoreApplication.translate("ExportsTable", "Saved here"),
            _saved,
            tip=_saved,
        ),
    )


def _ready(known: KnownExport) -> int | None:
    export = known.export
    return export.time_error or export.time_end or export.estimated_time_of_completion


def _kept(known: KnownExport) -> str:
    until = known.export.time_expiration
    return NOTHING if until is None else i18n.moment(until)


def _saved(known: KnownExport) -> str:
    if known.saved is None:
        return NOTHING
    return f"{size_word(known.saved.size)} · {known.saved.name}"
