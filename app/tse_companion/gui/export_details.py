"""Everything that is known of one export, to copy."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tse_companion.domain.exports import situation
from tse_companion.gui import i18n
from tse_companion.gui.dialogs import DetailsDialog
from tse_companion.gui.pages.export_words import (
    holds_explained,
    situation_explained,
    situation_word,
    size_word,
)

if TYPE_CHECKING:
    from tse_companion.services.exports import KnownExport


class ExportDetailsDialog(DetailsDialog):
    """One export; ``now`` is the service's clock."""

    def __init__(self, parent: QWidget | None, known: KnownExport, now: float) -> None:
        super().__init__("info", parent)
        export, saved = known.export, known.saved
        stands = situation(export, now)
        self.say(
            self.set_title, lambda: self.tr("Export: {state}").format(state=situation_word(stands))
        )
        self.say(self.set_text, lambda: situation_explained(known, now))
        self.body.addSpacing(8)
        self.add_fact(lambda: self.tr("Holds"), lambda: holds_explained(known))
        if saved is not None:
            self.add_fact(lambda: self.tr("Saved as"), lambda: saved.name)
            self.add_fact(lambda: self.tr("Saved"), lambda: i18n.exact(saved.at))
            self.add_fact(
                lambda: self.tr("Size"),
                lambda: self.tr("{size} ({bytes} bytes)").format(
                    size=size_word(saved.size), bytes=i18n.number(saved.size)
                ),
            )
            self.add_fact(lambda: self.tr("Checksum (SHA-256)"), lambda: saved.sha256)
        for caption, at in (
            (lambda: self.tr("Asked for"), export.time_request),
            (lambda: self.tr("Begun"), export.time_start),
            (lambda: self.tr("Ready by forecast"), export.estimated_time_of_completion),
            (lambda: self.tr("Ended"), export.time_end),
            (lambda: self.tr("Failed"), export.time_error),
            (lambda: self.tr("File kept until"), export.time_expiration),
        ):
            if at is not None:
                self.add_fact(caption, partial(i18n.exact, at))
        if export.exception is not None:
            self.add_fact(lambda: self.tr("Code"), lambda: export.exception or "")
        self.add_fact(lambda: self.tr("Id at the service"), lambda: export.id)
        self.add_fact(lambda: self.tr("Id of the TSE"), lambda: export.tss_id)
        self.add_close()
