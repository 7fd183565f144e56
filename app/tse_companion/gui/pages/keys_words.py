"""How PIN and PUK stand, line by line in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tse_companion.domain.credentials import OUR_LIMIT
from tse_companion.domain.models import TssState
from tse_companion.domain.states import WITH_ADMIN
from tse_companion.gui import i18n
from tse_companion.gui.widgets import MarkKind

if TYPE_CHECKING:
    from tse_companion.services.keys import Keys

Line = tuple[MarkKind, str]


@dataclass(frozen=True, slots=True)
class KeysView:
    """What the page shows. ``way`` is how the owner is asked before a secret is shown, by its
    value; ``state`` is None while the service has not said it."""

    keys: Keys
    way: str
    user: str = ""
    state: TssState | None = None

    @property
    def can_set_pin(self) -> bool:
        return self.state is None or self.state in WITH_ADMIN


def puk_line(view: KeysView) -> Line:
    """Whether a PUK is kept, and whether it is the right one."""
    match view.keys.puk.value:
        case "proven":
            kind: MarkKind = "ok"
            said = QCoreApplication.translate(
                "KeysPage", "The PUK is kept in “{store}”, and it is the right one."
            )
        case "unproven":
            kind = "warn"
            said = QCoreApplication.translate(
                "KeysPage",
                "A PUK from paper is kept in “{store}”. Whether it is right shows only when a new "
                "PIN is set with it.",
            )
        case _:
            kind = "warn"
            said = QCoreApplication.translate(
                "KeysPage",
                "No PUK is kept here. Without one a forgotten PIN means a new TSE: add it from the "
                "sealed sheet.",
            )
    return kind, said.format(store=view.keys.store)


def pin_line(view: KeysView) -> Line:
    """Whether the PIN is kept, and still the right one as far as the program knows."""
    if view.keys.pin_refused_at is not None:
        said = QCoreApplication.translate(
            "KeysPage",
            "The service refused the PIN that is kept here, on {moment}. It was probably changed "
            "elsewhere. The program does not try it any more.",
        )
        advice = QCoreApplication.translate(
            "KeysPage", "Keep the right PIN here, or set a new one below."
        )
        lines = (said.format(moment=i18n.moment(view.keys.pin_refused_at)), _if_set(view, advice))
        return "bad", " ".join(filter(None, lines))
    if view.keys.pin_kept:
        said = QCoreApplication.translate("KeysPage", "The admin PIN is kept in “{store}”.")
        return "ok", said.format(store=view.keys.store)
    return "info", QCoreApplication.translate(
        "KeysPage", "The admin PIN is not kept here: you are asked for it each time."
    )


def proof_line(view: KeysView) -> Line:
    """When the service last took the PIN."""
    at = view.keys.pin_proven_at
    if at is None:
        return "unknown", QCoreApplication.translate(
            "KeysPage", "The service has not yet taken a PIN from this computer."
        )
    said = QCoreApplication.translate("KeysPage", "The service last took a PIN on {moment}.")
    return "ok", said.format(moment=i18n.moment(at))


def attempts_line(view: KeysView) -> Line:
    """How many logins are left before the program stops."""
    left = view.keys.attempts_left
    if left == 0:
        stopped = QCoreApplication.translate(
            "KeysPage",
            "No attempt left: the program sends no PIN any more, so that the service does not "
            "block it.",
        )
        advice = QCoreApplication.translate("KeysPage", "Set a new PIN below.")
        return "bad", " ".join(filter(None, (stopped, _if_set(view, advice))))
    said = QCoreApplication.translate(
        "KeysPage", "Wrong PINs that may still be entered before the program stops: {n}"
    )
    return ("ok" if left == OUR_LIMIT else "warn"), said.format(n=left)


def _if_set(view: KeysView, advice: str) -> str:
    """The advice, where the state of the TSS allows to follow it."""
    return advice if view.can_set_pin else ""


LINES = (puk_line, pin_line, proof_line, attempts_line)


def how_words(view: KeysView) -> str:
    """What is asked before a secret is shown."""
    match view.way:
        case "practice":
            return QCoreApplication.translate(
                "KeysPage", "Practice: a plain question comes before they are shown."
            )
        case "passphrase":
            return QCoreApplication.translate(
                "KeysPage",
                "The passphrase of the encrypted file is asked before they are shown.",
            )
        case "password" | "system":
            return QCoreApplication.translate(
                "KeysPage",
                "The password of {user} on this computer is asked before they are shown.",
            ).format(user=view.user)
        case "none":
            return QCoreApplication.translate(
                "KeysPage",
                "It cannot be confirmed here who is at the keyboard, so neither is shown. The "
                "program uses them all the same; on paper the PUK stands on the sealed sheet.",
            )
        case _:
            return ""
