"""What a shop should see to, in words; without Qt, for window and scripts."""

from __future__ import annotations

from collections.abc import Mapping

from tse_companion.gui.marks import QT_TRANSLATE_NOOP

# By kind: the sentence, and the words of the button that leads there. Kinds with several
# sentences carry them by what they depend on.
NOTICES: dict[str, str] = {
    "key_refused": QT_TRANSLATE_NOOP(
        "Notices",
        "The service refuses the API key of this computer. The tills have keys of their own.",
    ),
    "certificate": QT_TRANSLATE_NOOP(
        "Notices", "The TSE's certificate ends on {until}, in {days} days. Plan a new TSE."
    ),
    "certificate_day": QT_TRANSLATE_NOOP(
        "Notices", "The TSE's certificate ends tomorrow at the latest ({until})."
    ),
    "certificate_over": QT_TRANSLATE_NOOP(
        "Notices", "The TSE's certificate ended on {until}. You need a new TSE."
    ),
    "open": QT_TRANSLATE_NOOP(
        "Notices", "{amount} of {limit} places for open transactions are taken ({percent} %)."
    ),
    "open_full": QT_TRANSLATE_NOOP(
        "Notices", "All {limit} places for open transactions are taken. No new sale can be signed."
    ),
    "tills": QT_TRANSLATE_NOOP(
        "Notices", "{amount} of {limit} places for tills are taken ({percent} %)."
    ),
    "tills_full": QT_TRANSLATE_NOOP(
        "Notices", "All {limit} places for tills are taken. Deregister one you no longer use."
    ),
    "admin_open": QT_TRANSLATE_NOOP(
        "Notices", "Admin mode may still be open from an earlier run. Nobody here uses it."
    ),
    "puk_missing": QT_TRANSLATE_NOOP(
        "Notices",
        "The PUK of this TSE is not kept on this computer. Without it a blocked PIN stays blocked.",
    ),
    "setup_open": QT_TRANSLATE_NOOP("Notices", "A set-up of this shop was begun and not finished."),
    "batch_open": QT_TRANSLATE_NOOP(
        "Notices", "Cancelling open transactions was interrupted. It can go on where it stopped."
    ),
    "export_overdue": QT_TRANSLATE_NOOP(
        "Notices", "The last complete TSE export is {days} days old. Make one at least every month."
    ),
    "export_never": QT_TRANSLATE_NOOP(
        "Notices", "No complete export of this TSE was ever made. Make one every month."
    ),
}
ACTIONS: dict[str, str] = {
    "key_refused": QT_TRANSLATE_NOOP("Notices", "Enter the API key …"),
    "certificate": QT_TRANSLATE_NOOP("Notices", "Show the TSE"),
    "open": QT_TRANSLATE_NOOP("Notices", "Show open transactions"),
    "tills": QT_TRANSLATE_NOOP("Notices", "Show the tills"),
    "admin_open": QT_TRANSLATE_NOOP("Notices", "End admin mode"),
    "puk_missing": QT_TRANSLATE_NOOP("Notices", "Add the PUK"),
    "setup_open": QT_TRANSLATE_NOOP("Notices", "Continue the set-up"),
    "batch_open": QT_TRANSLATE_NOOP("Notices", "Show open transactions"),
    "export_overdue": QT_TRANSLATE_NOOP("Notices", "Show exports"),
}


def notice_text(kind: str, facts: Mapping[str, int]) -> str:
    """The English source text of the sentence; its fields are still in braces."""
    match kind:
        case "certificate" if facts["days"] == 0:
            return NOTICES["certificate_over" if facts.get("over") else "certificate_day"]
        case "open" | "tills" if facts["amount"] >= facts["limit"]:
            return NOTICES[f"{kind}_full"]
        case "export_overdue" if not facts["last"]:
            return NOTICES["export_never"]
    return NOTICES[kind]
