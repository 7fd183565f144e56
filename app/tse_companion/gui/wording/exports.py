"""Exports, and requests the service could not use."""

from tse_companion.gui.marks import QT_TRANSLATE_NOOP

# code: (what did not work, what it means for the till, what to do now)
EXPORTS: dict[str, tuple[str, str, str]] = {
    "download_broken": (
        QT_TRANSLATE_NOOP("Texts", "The file of the export did not arrive whole"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The connection broke off, or what came is no complete archive. Nothing was saved. The "
            "export still lies at the service, and your tills go on selling.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Check the connection and save the export once more."),
    ),
    "E_CANCEL_EXPORT": (
        QT_TRANSLATE_NOOP("Texts", "The export can no longer be cancelled"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "It has already ended by itself. Sales go on as before.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Look at the list again to see how it ended."),
    ),
    "E_DUPLICATE_EXPORT": (
        QT_TRANSLATE_NOOP("Texts", "This export was already started"),
        QT_TRANSLATE_NOOP("Texts", "The service keeps the first one and did not start it twice."),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Wait for it in the list of exports, or fetch it when it is done.",
        ),
    ),
    "E_EXPORT_DUPLICATE_RATE_LIMITED": (
        QT_TRANSLATE_NOOP("Texts", "An export with the same choice is running"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "A second one would bring the same data, so the service refuses it.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Wait until the first one is done and use its file."),
    ),
    "E_EXPORT_FORBIDDEN": (
        QT_TRANSLATE_NOOP("Texts", "The service does not allow this export"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "It gives no reason. The data stay stored at the service and sales are signed as "
            "usual.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Ask fiskaly's support and give them the request id from the details.",
        ),
    ),
    "E_EXPORT_IN_PROGRESS": (
        QT_TRANSLATE_NOOP("Texts", "An export is still running"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Until it is done the TSE does not take this step. Your tills can go on selling.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Try again later, best after closing time."),
    ),
    "E_EXPORT_NOT_COMPLETED": (
        QT_TRANSLATE_NOOP("Texts", "The export is not ready yet"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The service is still putting the file together. Nothing is lost.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Try again in a minute."),
    ),
    "E_EXPORT_NOT_FOUND": (
        QT_TRANSLATE_NOOP("Texts", "The service does not know this export"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Files of old exports are removed after a while. The data themselves are still in the "
            "TSE.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Start a new export."),
    ),
    "E_EXPORT_TEMPORARILY_UNAVAILABLE": (
        QT_TRANSLATE_NOOP("Texts", "The service has paused exports for the moment"),
        QT_TRANSLATE_NOOP("Texts", "The data are safe, and your tills do not notice the pause."),
        QT_TRANSLATE_NOOP("Texts", "Try again later today."),
    ),
    "E_TOO_MANY_EXPORTS": (
        QT_TRANSLATE_NOOP("Texts", "Ten exports are already running"),
        QT_TRANSLATE_NOOP("Texts", "The service takes no more at once. This one was not started."),
        QT_TRANSLATE_NOOP("Texts", "Wait until one of them is done, then start yours."),
    ),
    "E_TSS_ILLEGAL_STATE_TO_PERFORM_EXPORT": (
        QT_TRANSLATE_NOOP("Texts", "There is nothing to export from this TSE"),
        QT_TRANSLATE_NOOP("Texts", "Only a TSE that is or was in service holds signed data."),
        QT_TRANSLATE_NOOP("Texts", "Choose another TSE, or finish the set-up of this one first."),
    ),
    "E_PARAMETER_MISMATCH": (
        QT_TRANSLATE_NOOP("Texts", "These filters do not go together"),
        QT_TRANSLATE_NOOP("Texts", "The export was not started. Nothing at the TSE has changed."),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Choose either a period or a range of transactions, and try again.",
        ),
    ),
    "E_AVAILABLE_ON_TEST_ONLY": (
        QT_TRANSLATE_NOOP("Texts", "This is possible in the test environment only"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The service lets everybody try it out there and refuses it for a live TSE. Nothing "
            "was changed.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Go on without it, or repeat the step with a test TSE."),
    ),
    "E_CSPL_NOT_FOUND": (
        QT_TRANSLATE_NOOP("Texts", "The service cannot find an inner part of the TSE"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "This is a fault inside the service. The next receipt of your till shows whether it "
            "can still sign.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Report it to fiskaly's support with the request id from the details.",
        ),
    ),
    "E_FAILED_SCHEMA_VALIDATION": (
        QT_TRANSLATE_NOOP("Texts", "The service did not understand an entry"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Something does not have the form it expects. It refused the whole request, so nothing "
            "was changed.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Go back and check what you entered. If it looks right, send the details to support.",
        ),
    ),
    "E_PARSER": (
        QT_TRANSLATE_NOOP("Texts", "The service could not read the content of the sale"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "It signed nothing. Your till builds its sales by itself and is not affected.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "This is a fault of this program: please send the details to support.",
        ),
    ),
    "E_MIDDLEWARE_PENDING_REQUEST": (
        QT_TRANSLATE_NOOP("Texts", "Another request is still under way"),
        QT_TRANSLATE_NOOP("Texts", "The service takes one at a time and did not begin this one."),
        QT_TRANSLATE_NOOP("Texts", "Try again in a few seconds."),
    ),
    "E_USE_MIDDLEWARE": (
        QT_TRANSLATE_NOOP("Texts", "The service expects this request at another address"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "It was refused at the door; neither the TSE nor your till noticed it.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Check the address of the service for this shop. If you never changed it, update TSE "
            "Companion.",
        ),
    ),
    "ERROR_IDENTIFY_ERS": (
        QT_TRANSLATE_NOOP("Texts", "The service did not reach its signing unit"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "It tried several times and gave up. For a moment your till may have the same trouble.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Wait a minute, then try again."),
    ),
    "SMAERS_GATEWAY_ERROR_PRECONDITION_UNEXPORTED_LOGS": (
        QT_TRANSLATE_NOOP("Texts", "The signing unit is still busy with earlier log messages"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The service wants to store those first and put this request off. No log message is "
            "lost.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Try again in some minutes. If it stays, give fiskaly's support the request id.",
        ),
    ),
    "http_400": (
        QT_TRANSLATE_NOOP("Texts", "The service refused the request"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "It found something wrong with it and names no reason that we know. Nothing was "
            "changed.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Check your entries. If they are right, send the details to support.",
        ),
    ),
    "http_404": (
        QT_TRANSLATE_NOOP("Texts", "The service could not find what was asked for"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "It was removed meanwhile, or the address of the service is not right. Nothing was "
            "changed.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Look again. If everything seems to be missing, check the address of the service.",
        ),
    ),
    "http_409": (
        QT_TRANSLATE_NOOP("Texts", "The request collided with another one"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Somebody or something changed the same thing at the same time. This request was not "
            "carried out.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Look at the present state, then decide whether it is still needed.",
        ),
    ),
    "http_413": (
        QT_TRANSLATE_NOOP("Texts", "The request is too large for the service"),
        QT_TRANSLATE_NOOP("Texts", "It takes one megabyte at most. Nothing was signed."),
        QT_TRANSLATE_NOOP("Texts", "Use fewer or shorter lines and try again."),
    ),
}
