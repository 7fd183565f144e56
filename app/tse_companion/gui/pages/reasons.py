"""Why a shop can sell or cannot: a sentence, and what is behind it."""

from __future__ import annotations

from tse_companion.gui.marks import QT_TRANSLATE_NOOP

_NOT_KNOWN = (
    QT_TRANSLATE_NOOP("OverviewPage", "It is not known whether this shop can sell."),
    QT_TRANSLATE_NOOP("OverviewPage", "Ask the service again."),
)
_REASONS: dict[str, tuple[str, str]] = {
    "ready": (
        QT_TRANSLATE_NOOP("OverviewPage", "Your shop can sell."),
        QT_TRANSLATE_NOOP("OverviewPage", "The TSE is in service and signs every sale."),
    ),
    "ready_test": (
        QT_TRANSLATE_NOOP("OverviewPage", "Everything is ready – in the test environment."),
        QT_TRANSLATE_NOOP(
            "OverviewPage",
            "The TSE signs, but nothing signed here counts. For real sales you need a TSE in the "
            "live environment.",
        ),
    ),
    "ready_practice": (
        QT_TRANSLATE_NOOP("OverviewPage", "Everything is ready – for practising."),
        QT_TRANSLATE_NOOP(
            "OverviewPage",
            "The practice TSE on this computer signs. Try anything you like: nothing here counts "
            "and nothing can break.",
        ),
    ),
    "certificate_soon": (
        QT_TRANSLATE_NOOP("OverviewPage", "Your shop can sell, but not for long."),
        QT_TRANSLATE_NOOP(
            "OverviewPage",
            "The certificate of the TSE runs out soon. Set up a new TSE in good time; the old one "
            "then stops signing by itself.",
        ),
    ),
    "open_many": (
        QT_TRANSLATE_NOOP("OverviewPage", "Your shop can sell. Open transactions are piling up."),
        QT_TRANSLATE_NOOP(
            "OverviewPage",
            "A till begins transactions and does not end them. When the limit is reached no new "
            "sale can be signed.",
        ),
    ),
    "tills_many": (
        QT_TRANSLATE_NOOP("OverviewPage", "Your shop can sell. There is no room for another till."),
        QT_TRANSLATE_NOOP(
            "OverviewPage",
            "Every place for a till at this TSE is taken. Deregister a till you no longer use "
            "before you add one.",
        ),
    ),
    "not_set_up": (
        QT_TRANSLATE_NOOP("OverviewPage", "This shop cannot sell yet."),
        QT_TRANSLATE_NOOP("OverviewPage", "The TSE is not in service. The set-up takes you there."),
    ),
    "no_till": (
        QT_TRANSLATE_NOOP("OverviewPage", "This shop cannot sell yet."),
        QT_TRANSLATE_NOOP(
            "OverviewPage", "The TSE is in service, but no till is registered with it."
        ),
    ),
    "certificate_expired": (
        QT_TRANSLATE_NOOP("OverviewPage", "Sales are no longer signed."),
        QT_TRANSLATE_NOOP(
            "OverviewPage",
            "The certificate of the TSE has run out. You need a new TSE; until then your receipts "
            "must say that the TSE has failed.",
        ),
    ),
    "open_full": (
        QT_TRANSLATE_NOOP("OverviewPage", "No new sale can be signed."),
        QT_TRANSLATE_NOOP(
            "OverviewPage",
            "The limit of open transactions is reached. Restart the tills so that they end what "
            "they have begun.",
        ),
    ),
    "out_of_service": (
        QT_TRANSLATE_NOOP("OverviewPage", "Sales are no longer signed."),
        QT_TRANSLATE_NOOP(
            "OverviewPage",
            "This TSE has been taken out of service for good. Set up a new one to go on selling.",
        ),
    ),
    "defective": (
        QT_TRANSLATE_NOOP("OverviewPage", "Sales are no longer signed."),
        QT_TRANSLATE_NOOP(
            "OverviewPage",
            "The service reports this TSE as defective. Set up a new one and register your tills "
            "there.",
        ),
    ),
    "gone": (
        QT_TRANSLATE_NOOP("OverviewPage", "This TSE no longer exists."),
        QT_TRANSLATE_NOOP(
            "OverviewPage",
            "The service has released or deleted it. Set up a new one to go on selling.",
        ),
    ),
    "state_unknown": (
        QT_TRANSLATE_NOOP("OverviewPage", "It is not clear whether this shop can sell."),
        QT_TRANSLATE_NOOP(
            "OverviewPage",
            "The service reports a state this program does not know. A newer version of TSE "
            "Companion may know it.",
        ),
    ),
    "offline": (
        QT_TRANSLATE_NOOP("OverviewPage", "No connection to the service just now."),
        QT_TRANSLATE_NOOP(
            "OverviewPage",
            "Whether the tills can sign depends on their own connection. We look again every "
            "minute.",
        ),
    ),
    "busy": (
        QT_TRANSLATE_NOOP("OverviewPage", "The service asks for a little patience."),
        QT_TRANSLATE_NOOP(
            "OverviewPage", "It is very busy or being maintained. We look again every minute."
        ),
    ),
    "locked": (
        QT_TRANSLATE_NOOP("OverviewPage", "The keys of this shop are locked."),
        QT_TRANSLATE_NOOP(
            "OverviewPage",
            "Look again to unlock them. Your tills have keys of their own and go on selling.",
        ),
    ),
    "no_keys": (
        QT_TRANSLATE_NOOP("OverviewPage", "This shop still needs its API key."),
        QT_TRANSLATE_NOOP(
            "OverviewPage",
            "On this computer there is none for it. With the key the program can ask how the TSE "
            "is doing; your tills have keys of their own and go on selling.",
        ),
    ),
    "refused": (
        QT_TRANSLATE_NOOP("OverviewPage", "The service does not let us look."),
        QT_TRANSLATE_NOOP(
            "OverviewPage",
            "The access of this computer was refused. Your tills have an access of their own: look "
            "at their receipts, and check the API key.",
        ),
    ),
    "checking": (
        QT_TRANSLATE_NOOP("OverviewPage", "One moment …"),
        QT_TRANSLATE_NOOP("OverviewPage", "We are asking the service how your TSE is doing."),
    ),
    "no_site": (
        QT_TRANSLATE_NOOP("OverviewPage", "Welcome. No shop is set up yet."),
        QT_TRANSLATE_NOOP(
            "OverviewPage",
            "Set up a TSE, connect one you already have, or practise first. You can stop at any "
            "time and lose nothing.",
        ),
    ),
}


def reason_texts(reason: str) -> tuple[str, str]:
    """The English source texts of both; needs no Qt."""
    return _REASONS.get(reason, _NOT_KNOWN)


def reason_words(reason: str) -> tuple[str, str]:
    """The sentence at the top and what is behind it. Unknown keys read as "not known"."""
    from PySide6.QtCore import QCoreApplication

    sentence, behind = reason_texts(reason)
    return (
        QCoreApplication.translate("OverviewPage", sentence),
        QCoreApplication.translate("OverviewPage", behind),
    )
