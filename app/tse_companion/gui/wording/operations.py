"""What the journal's entries are called; without Qt, for window and scripts."""

from __future__ import annotations

from tse_companion.gui.marks import QT_TRANSLATE_NOOP

# By the name of the operation: the service's own, then ours.
OPERATIONS: dict[str, str] = {
    "createTss": QT_TRANSLATE_NOOP("Operations", "Create a TSE"),
    "updateTss": QT_TRANSLATE_NOOP("Operations", "Change the state of the TSE"),
    "updateTssMetadata": QT_TRANSLATE_NOOP("Operations", "Change the entries kept with the TSE"),
    "authenticateAdmin": QT_TRANSLATE_NOOP("Operations", "Open admin mode"),
    "logoutAdmin": QT_TRANSLATE_NOOP("Operations", "End admin mode"),
    "changeAdminPin": QT_TRANSLATE_NOOP("Operations", "Set the PIN with the PUK"),
    "createClient": QT_TRANSLATE_NOOP("Operations", "Register a till"),
    "updateClient": QT_TRANSLATE_NOOP("Operations", "Register a till again or deregister it"),
    "updateClientMetadata": QT_TRANSLATE_NOOP("Operations", "Change the entries kept with a till"),
    "upsertTransaction": QT_TRANSLATE_NOOP("Operations", "Sign or cancel a transaction"),
    "updateTransactionMetadata": QT_TRANSLATE_NOOP(
        "Operations", "Change the entries kept with a transaction"
    ),
    "triggerExport": QT_TRANSLATE_NOOP("Operations", "Start a TSE export"),
    "cancelExport": QT_TRANSLATE_NOOP("Operations", "Stop a TSE export"),
    "revealPuk": QT_TRANSLATE_NOOP("Operations", "Show the PUK"),
    "revealPin": QT_TRANSLATE_NOOP("Operations", "Show the PIN"),
    "keepPin": QT_TRANSLATE_NOOP("Operations", "Keep the PIN on this computer"),
    "forgetPin": QT_TRANSLATE_NOOP("Operations", "Delete the PIN from this computer"),
    "provePuk": QT_TRANSLATE_NOOP("Operations", "Note that the service has taken the PUK"),
    "keepPuk": QT_TRANSLATE_NOOP("Operations", "Keep a PUK on this computer"),
    "addSite": QT_TRANSLATE_NOOP("Operations", "Add a shop"),
    "changeSite": QT_TRANSLATE_NOOP("Operations", "Change a shop's name or key"),
    "removeSite": QT_TRANSLATE_NOOP("Operations", "Remove a shop"),
    "bringBackSite": QT_TRANSLATE_NOOP("Operations", "Bring a shop back"),
    "deleteSecrets": QT_TRANSLATE_NOOP("Operations", "Remove a shop with its secrets"),
    "replaceTss": QT_TRANSLATE_NOOP("Operations", "Put a new TSE in the place of the old one"),
    "exportSites": QT_TRANSLATE_NOOP("Operations", "Export a shop"),
}
# By operation and the state that it asks for, where that says more than the operation alone.
CHANGES: dict[tuple[str, str], str] = {
    ("updateTss", "UNINITIALIZED"): QT_TRANSLATE_NOOP("Operations", "Prepare the TSE"),
    ("updateTss", "INITIALIZED"): QT_TRANSLATE_NOOP("Operations", "Put the TSE into service"),
    ("updateTss", "DISABLED"): QT_TRANSLATE_NOOP(
        "Operations", "Take the TSE out of service for good"
    ),
    ("updateClient", "REGISTERED"): QT_TRANSLATE_NOOP("Operations", "Register a till again"),
    ("updateClient", "DEREGISTERED"): QT_TRANSLATE_NOOP("Operations", "Deregister a till"),
    ("upsertTransaction", "ACTIVE"): QT_TRANSLATE_NOOP("Operations", "Begin a transaction"),
    ("upsertTransaction", "FINISHED"): QT_TRANSLATE_NOOP("Operations", "Finish a transaction"),
    ("upsertTransaction", "CANCELLED"): QT_TRANSLATE_NOOP("Operations", "Cancel a transaction"),
}
OUTCOMES: dict[str, str] = {
    "done": QT_TRANSLATE_NOOP("Operations", "done"),
    "not_done": QT_TRANSLATE_NOOP("Operations", "not done"),
    "unknown": QT_TRANSLATE_NOOP("Operations", "not certain"),
    "open": QT_TRANSLATE_NOOP("Operations", "interrupted"),
}
