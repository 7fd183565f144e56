"""Login, PIN and PUK, and the way to the service."""

from tse_companion.gui.marks import QT_TRANSLATE_NOOP

# code: (what did not work, what it means for the till, what to do now)
ACCESS: dict[str, tuple[str, str, str]] = {
    "E_ACCESS_DENIED": (
        QT_TRANSLATE_NOOP("Texts", "This access may not use the TSE"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The TSE belongs to another organisation, or the API key lacks the right. Your till "
            "goes on selling with its own access.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Look up in the fiskaly dashboard which organisation the API key belongs to, and enter "
            "the right key.",
        ),
    ),
    "E_UNAUTHORIZED": (
        QT_TRANSLATE_NOOP("Texts", "The service did not accept the login"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Nothing was changed. Your till goes on selling: it has a login of its own.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Check API key and API secret. If they were renewed in the dashboard, enter the new "
            "ones here.",
        ),
    ),
    "E_ADMIN_LOGIN_FAILED": (
        QT_TRANSLATE_NOOP("Texts", "The admin PIN was not accepted"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Sales are still signed; only changes to the TSE and its tills need the PIN. Every "
            "wrong entry counts: after five the service blocks the PIN.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Enter the PIN once more without haste. If you are not sure of it, set a new one with "
            "the PUK.",
        ),
    ),
    "E_ADMIN_PIN_BLOCKED": (
        QT_TRANSLATE_NOOP("Texts", "The admin PIN is blocked"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "No PIN was set yet, or a wrong one was entered five times. Sales are still signed; "
            "changes to the TSE and its tills have to wait.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Unblock it: set a new PIN with the PUK. The PUK is in this program's vault or on the "
            "sealed sheet.",
        ),
    ),
    "E_CHANGE_ADMIN_PIN_FAILED": (
        QT_TRANSLATE_NOOP("Texts", "The admin PUK was not accepted"),
        QT_TRANSLATE_NOOP("Texts", "The admin PIN stays as it was. Your till goes on selling."),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Compare the PUK with the sealed sheet. Each PUK belongs to exactly one TSE: make sure "
            "it is this one.",
        ),
    ),
    "http_401": (
        QT_TRANSLATE_NOOP("Texts", "The login is no longer valid"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The service does not recognise this program any more. The tills log in by themselves "
            "and go on selling.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Enter API key and API secret again."),
    ),
    "http_403": (
        QT_TRANSLATE_NOOP("Texts", "This access lacks the right for that step"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The service knows the API key but does not let it do this. Nothing was changed at the "
            "TSE.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Give the API key the right in the fiskaly dashboard, or use another key.",
        ),
    ),
    "no_connection": (
        QT_TRANSLATE_NOOP("Texts", "No connection to the service"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The request never left this computer, so nothing was changed. If your till uses the "
            "same network, it may not be able to sign either.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Check the network cable or Wi-Fi, then try again. Everything stays as you left it.",
        ),
    ),
    "proxy_problem": (
        QT_TRANSLATE_NOOP("Texts", "The proxy of this network does not let us through"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Nothing was sent to the service and nothing was changed. A till in the same network "
            "may be held up, too.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Ask whoever looks after the network to let this computer reach the service through "
            "the proxy.",
        ),
    ),
    "certificate_untrusted": (
        QT_TRANSLATE_NOOP("Texts", "The other side could not prove that it is the service"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The connection was ended before anything was sent: no login data left this computer. "
            "Your till decides for itself and goes on.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Check date and time of this computer. In a company network ask whether its security "
            "software opens encrypted connections.",
        ),
    ),
    "answer_lost": (
        QT_TRANSLATE_NOOP("Texts", "The answer of the service did not arrive"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The request was sent, then the connection broke or took too long. Your till is not "
            "affected by it.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Check the connection and look again. What was done already is found, not done twice.",
        ),
    ),
    "answer_unreadable": (
        QT_TRANSLATE_NOOP("Texts", "The answer of the service cannot be understood"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "It lacks something we rely on, or something else answered in its place. Your till "
            "works independently of this program.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Look for a newer version of TSE Companion. If there is none, send the details to "
            "support.",
        ),
    ),
    "http_other": (
        QT_TRANSLATE_NOOP("Texts", "The service gave an unusual answer"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Perhaps something on the way answered instead, such as the login page of a guest "
            "network. Your till is not part of it.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Open any web page to see whether the network asks for a login, then try again.",
        ),
    ),
    "http_429": (
        QT_TRANSLATE_NOOP("Texts", "Too many requests in a short time"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The service asks everyone using this access to slow down. Nothing was changed.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Wait a moment, then try again."),
    ),
    "http_499": (
        QT_TRANSLATE_NOOP("Texts", "The connection was closed before the service had answered"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The service noticed that the line went dead on our side. The tills have connections "
            "of their own.",
        ),
        QT_TRANSLATE_NOOP("Texts", "Check the connection of this computer and try again."),
    ),
    "http_5xx": (
        QT_TRANSLATE_NOOP("Texts", "The service has a fault at the moment"),
        QT_TRANSLATE_NOOP(
            "Texts",
            "The cause lies with the service, not with you. If your tills cannot sign either, go "
            "on selling; the receipts must then show the TSE failure.",
        ),
        QT_TRANSLATE_NOOP(
            "Texts",
            "Wait a few minutes and try again. The status page of fiskaly tells about larger "
            "outages.",
        ),
    ),
}
