"""Failures about the list of shops and the files it comes from and goes to."""

from __future__ import annotations

from tse_companion.gui.marks import QT_TRANSLATE_NOOP

SHOPS: dict[str, tuple[str, str, str]] = {
    "file_unreadable": (
        QT_TRANSLATE_NOOP("Texts", "The file could not be read"),
        QT_TRANSLATE_NOOP("Texts", "Nothing was changed, and the tills are not affected."),
        QT_TRANSLATE_NOOP(
            "Texts", "Check that the file is there and that you may open it, then choose it again."
        ),
    ),
    "profile_unusable": (
        QT_TRANSLATE_NOOP("Texts", "This file holds no shops that can be added"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "It was not made by TSE Companion, or it was changed afterwards. Nothing was added, "
            "and the tills are not affected.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts", "Export the shops again on the other computer and take that file."
        ),
    ),
    "profile_newer": (
        QT_TRANSLATE_NOOP("Texts", "This file comes from a newer version of TSE Companion"),
        QT_TRANSLATE_NOOP("Texts", "Nothing was added, and the tills are not affected."),
        QT_TRANSLATE_NOOP(
            "Texts", "Use the newer version here, too, or set the shop up with its API key."
        ),
    ),
    "shop_busy": (
        QT_TRANSLATE_NOOP("Texts", "This shop cannot be removed now"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Cancelling open transactions was begun for it and is not ended. Nothing was removed; "
            "the tills go on selling.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts", "End it on the page “Open transactions” first, then remove the shop."
        ),
    ),
    "cancel_run_busy": (
        QT_TRANSLATE_NOOP("Texts", "Open transactions of this TSE are being cancelled already"),
        QT_TRANSLATE_NOOP(
            "Texts", "A second run was not begun. The first one goes on; the tills go on selling."
        ),
        QT_TRANSLATE_NOOP("Texts", "Wait until it has ended, or stop it, then try again."),
    ),
}
