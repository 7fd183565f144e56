"""What the inventory says where the TSE that is replaced is not exported and saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tse_companion.domain.disabling import DisableFinding

if TYPE_CHECKING:
    from tse_companion.services.setup.last_export import LastExport


def title_of(missing: LastExport) -> str:
    """What is the matter."""
    if missing.finding is DisableFinding.EXPORT_NOT_VERIFIED:
        return QCoreApplication.translate("LastExport", "The export of the old TSE is not saved")
    return QCoreApplication.translate("LastExport", "The old TSE is not exported completely")


def text_of(missing: LastExport) -> str:
    """Why it matters, and what to do now."""
    why = QCoreApplication.translate(
        "LastExport",
        "Once the shop has changed over, this program exports only the new TSE. Without an export "
        "you cannot show the tax office what the old one signed.",
    )
    return f"{why}\n{_what_to_do(missing)}"


def _what_to_do(missing: LastExport) -> str:
    if missing.finding is DisableFinding.EXPORT_NOT_VERIFIED:
        return QCoreApplication.translate("LastExport", "Save the file of the export first.")
    if missing.can_be_made:
        return QCoreApplication.translate(
            "LastExport", "Make a complete export first and save its file."
        )
    return QCoreApplication.translate(
        "LastExport",
        "The service makes no more exports of it. Save the files of those that are there first.",
    )
