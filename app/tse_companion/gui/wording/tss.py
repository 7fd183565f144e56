"""The TSE, its tills and its transactions."""

from tse_companion.gui.marks import QT_TRANSLATE_NOOP

# code: (what did not work, what it means for the till, what to do now)
TSS: dict[str, tuple[str, str, str]] = {
    "E_TSS_NOT_FOUND": (
        QT_TRANSLATE_NOOP("Texts", "The service does not know this TSE"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "With this access no such TSE can be seen. A till that relies on it cannot sign.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Check that the API key belongs to the right organisation and to the right "
            "environment.",
        ),
    ),
    "E_TSS_CONFLICT": (
        QT_TRANSLATE_NOOP("Texts", "This TSE already exists"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "A TSE with the same id is there and further along in its set-up. No second one was "
            "made.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Go back to the list and continue with the TSE that exists."),
    ),
    "E_TSS_DEFECTIVE": (
        QT_TRANSLATE_NOOP("Texts", "The TSE is defective"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "It can no longer sign. You may go on selling, but every receipt must show the TSE "
            "failure and the outage has to be noted.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Set up a new TSE and register your tills there without delay. Keep an export of the "
            "old one.",
        ),
    ),
    "E_TSS_DELETED": (
        QT_TRANSLATE_NOOP("Texts", "This test TSE was deleted"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The service clears its test environment every week. Real sales are not affected.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Set up a new test TSE."),
    ),
    "E_TSS_DISABLED": (
        QT_TRANSLATE_NOOP("Texts", "This TSE is out of service for good"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "It signs no more sales and nobody can bring it back. Its data can still be exported.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Set up a new TSE and register your tills there."),
    ),
    "E_TSS_EVICTED": (
        QT_TRANSLATE_NOOP("Texts", "This TSE was released because nobody used it"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "It stood ready for three months and signed nothing, so no sale is missing.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Set up a new TSE when you are ready to use it."),
    ),
    "E_ILLEGAL_TSS_STATE_CHANGE": (
        QT_TRANSLATE_NOOP("Texts", "The TSE cannot take this step now"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "It is in another state than expected, perhaps because someone else changed it. This "
            "request changed nothing.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Look at the TSE again; the set-up goes on from where it really stands.",
        ),
    ),
    "E_TSS_LIMIT_PER_DAY_REACHED": (
        QT_TRANSLATE_NOOP("Texts", "No more TSEs can be created today"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The daily number for your organisation is used up. Tills that already run are not "
            "affected.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Try again tomorrow; the set-up keeps its place."),
    ),
    "E_TSS_LIMIT_REACHED": (
        QT_TRANSLATE_NOOP("Texts", "Five test TSEs are already in use"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The test environment allows no more at once. No new one was created.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Continue with one of them, or take one you no longer need out of service.",
        ),
    ),
    "E_TSS_LOCKED": (
        QT_TRANSLATE_NOOP("Texts", "The service is maintaining this TSE"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "As long as this lasts, sales may stay unsigned; your till shows it on the receipt.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Try again in a few minutes."),
    ),
    "E_TSS_NOT_INITIALIZED": (
        QT_TRANSLATE_NOOP("Texts", "The TSE is not in service yet"),
        QT_TRANSLATE_NOOP("Texts", "Until then it takes no tills and signs no sales."),
        QT_TRANSLATE_NOOP("Texts", "Finish the set-up of this TSE first."),
    ),
    "E_CERTIFICATE_EXPIRED": (
        QT_TRANSLATE_NOOP("Texts", "The certificate of the TSE has run out"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The TSE does not sign any more. Go on selling; the receipts must show the TSE failure "
            "until a new one works.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Set up a new TSE today and register your tills there. A certificate cannot be "
            "renewed.",
        ),
    ),
    "E_BOOTSTRAP_FILE_NOT_AVAILABLE": (
        QT_TRANSLATE_NOOP("Texts", "The service cannot hand out a TSE right now"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Its store of prepared TSEs is empty for the moment. None was created.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Try again in a few minutes. You do not have to enter anything again.",
        ),
    ),
    "E_SMAERS_GATEWAY_CAPACITIES_DEPLETED": (
        QT_TRANSLATE_NOOP("Texts", "The service has no room for another TSE right now"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "All of its signing units are taken. No TSE was created; tills that already run are "
            "not affected.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Try again later, best outside business hours."),
    ),
    "E_CLIENT_CONFLICT": (
        QT_TRANSLATE_NOOP("Texts", "This till is already known to the service"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "A till with the same id exists or is just being registered, perhaps by an earlier "
            "attempt. No second one was made.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Look at the list of tills. If yours is missing there, register it once more.",
        ),
    ),
    "E_CLIENT_DEREGISTERED": (
        QT_TRANSLATE_NOOP("Texts", "This till is deregistered"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Its sales are not signed until it is registered again. Other tills are not affected.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Register the till again under the same Kassen-ID."),
    ),
    "E_CLIENT_LIMIT_REACHED": (
        QT_TRANSLATE_NOOP("Texts", "There is no room for another till at this TSE"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Every place is taken. The tills already registered go on selling.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Deregister a till you no longer use, or set up a second TSE."),
    ),
    "E_CLIENT_NOT_FOUND": (
        QT_TRANSLATE_NOOP("Texts", "The service does not know this till"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "It was never registered with this TSE, or it belongs to another one. Here it cannot "
            "sign.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Look at the list of tills and register the till with this TSE.",
        ),
    ),
    "E_ILLEGAL_CLIENT_SERIAL": (
        QT_TRANSLATE_NOOP("Texts", "The service refuses this Kassen-ID"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "It holds a character that is not permitted, or another till of this TSE has it "
            "already. The till was not registered.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Choose another Kassen-ID. It stays with the till for good."),
    ),
    "E_TX_LIMIT_REACHED": (
        QT_TRANSLATE_NOOP("Texts", "Too many transactions are open"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The limit of the TSE is reached: no new sale can be signed until some of them are "
            "closed.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Let the tills finish what they have begun, for example by restarting them, and try "
            "again.",
        ),
    ),
    "E_TX_UPSERT": (
        QT_TRANSLATE_NOOP("Texts", "The transaction has moved on meanwhile"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "It was changed or closed elsewhere, so this step was refused and signed nothing.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Look at its present state before you decide what to do."),
    ),
    "E_PENDING_TX_CONFLICT": (
        QT_TRANSLATE_NOOP("Texts", "This transaction is still being worked on"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The same transaction was sent a moment ago. It is not signed twice.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Wait a few seconds and look at the transaction again."),
    ),
    "E_TX_NOT_FOUND": (
        QT_TRANSLATE_NOOP("Texts", "The service does not know this transaction"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "It was not begun at this TSE, so there is nothing to close here.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Check that the right TSE is chosen, then look again."),
    ),
    "E_TX_REVISION_NOT_FOUND": (
        QT_TRANSLATE_NOOP("Texts", "This version of the transaction does not exist"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "It was changed fewer times than was asked for. What was signed stays valid.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Open the latest version of the transaction."),
    ),
    "E_LATEST_TX_REVISION_NOT_FOUND": (
        QT_TRANSLATE_NOOP("Texts", "The service cannot find the latest version of a transaction"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "This is a fault inside the service. Sales are signed as usual; only the list is "
            "incomplete.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Try again later. If it stays, send the request id to fiskaly's support.",
        ),
    ),
    "E_TX_ILLEGAL_TYPE_CHANGE": (
        QT_TRANSLATE_NOOP("Texts", "A transaction cannot change its kind"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "It was begun as another kind of business event. What has been signed so far stays "
            "valid.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Finish it the way it was begun, and begin a new one for the rest.",
        ),
    ),
    "E_TX_NO_TYPE_DEFINED": (
        QT_TRANSLATE_NOOP("Texts", "The transaction cannot be finished without content"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The service was not told what the sale was, or the transaction is closed already. "
            "Nothing new was signed.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Look at the transaction: if it is still open, finish it with its amounts.",
        ),
    ),
    "E_LOG_NOT_FOUND": (
        QT_TRANSLATE_NOOP("Texts", "The log of this transaction is not kept for a quick look"),
        QT_TRANSLATE_NOOP("Texts", "The sale itself was signed; its log message is in the TSE."),
        QT_TRANSLATE_NOOP("Texts", "Make an export: it holds every log message."),
    ),
    "http_423": (
        QT_TRANSLATE_NOOP("Texts", "The TSE is locked for this step"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The service gives no reason that we know. Nothing was changed; the next receipt of "
            "your till shows whether sales are signed.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Look at the state of the TSE on the overview, then try again."),
    ),
}
