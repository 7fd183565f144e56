"""Codes into words: what failed, what it means for the till, and what to do now.

Every function returns the language in force; call it again when the language changes. The
tables are read when the first failure needs them, not at the program's start.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from tse_companion.domain.credentials import PIN_MAX, PIN_MIN, PinFlaw
from tse_companion.domain.models import ClientState, Env, TssState, TxState
from tse_companion.domain.serials import SERIAL_MAX, SerialFlaw
from tse_companion.errors import AppError, Outcome
from tse_companion.gui import i18n
from tse_companion.gui.marks import QT_TRANSLATE_NOOP
from tse_companion.gui.wording.lookup import failure_table as failure_table
from tse_companion.gui.wording.lookup import failure_texts


@dataclass(frozen=True, slots=True)
class Words:
    """A failure in words: ``title`` what did not work, ``meaning`` for the till, ``remedy``.

    ``error`` is what they were made from, to be told again when the language changes.
    """

    title: str
    meaning: str
    remedy: str
    error: AppError | None = field(default=None, compare=False, repr=False)


def words(error: AppError) -> Words:
    """The words for a failure, never the text of the exception."""
    title, meaning, remedy = failure_texts(error)
    parts = [_tr(meaning)]
    if error.outcome is Outcome.UNKNOWN:
        parts.append(
            _tr(
                QT_TRANSLATE_NOOP(
                    "Texts",
                    "It is not certain yet whether the change was made: we look at the service "
                    "first, before anything is repeated.",
                )
            )
        )
    return Words(_tr(title), " ".join(parts), " ".join([_tr(remedy), *_more(error)]), error)


def finding_word(category: str) -> str:
    """What the check of a QR code found, in one sentence."""
    from tse_companion.gui.wording.findings import FINDINGS

    return _tr(FINDINGS.get(category, FINDINGS["not_a_tse_code"]))


def warning_word(warning: str) -> str:
    """What is odd about a valid QR code, in one sentence; the name itself if it is a new one."""
    from tse_companion.gui.wording.findings import WARNINGS

    return _tr(WARNINGS[warning]) if warning in WARNINGS else warning


def operation_word(operation: str, state: str | None = None) -> str:
    """What an entry of the journal did, ``state`` being the one it asked for; the operation's
    name itself if it is a new one."""
    from tse_companion.gui.wording.operations import CHANGES, OPERATIONS

    said = CHANGES.get((operation, state)) if state else None
    said = said or OPERATIONS.get(operation)
    return operation if said is None else QCoreApplication.translate("Operations", said)


def operation_words() -> dict[tuple[str, str | None], str]:
    """All that the journal's entries can be called, by operation and the state it asks for."""
    from tse_companion.gui.wording.operations import CHANGES, OPERATIONS

    known = (*((operation, None) for operation in OPERATIONS), *CHANGES)
    return {(operation, state): operation_word(operation, state) for operation, state in known}


def outcome_word(outcome: str | None) -> str:
    """How an entry of the journal ended; None while nobody knows."""
    from tse_companion.gui.wording.operations import OUTCOMES

    return QCoreApplication.translate("Operations", OUTCOMES[outcome or "open"])


def notice_word(kind: str, facts: Mapping[str, int]) -> str:
    """What a shop should see to, in one sentence with its numbers."""
    from tse_companion.gui.wording.notices import notice_text

    said = QCoreApplication.translate("Notices", notice_text(kind, facts))
    shown = {name: i18n.number(value) for name, value in facts.items()}
    if "until" in facts:
        shown["until"] = i18n.day(facts["until"])
    return said.format(**shown)


def notice_action_word(kind: str) -> str:
    """The button that leads to where it is solved."""
    from tse_companion.gui.wording.notices import ACTIONS

    return QCoreApplication.translate("Notices", ACTIONS[kind])


def export_error_words(exception: str | None) -> str:
    """Why an export failed, what that means for the till, and what to do now."""
    from tse_companion.gui.wording.export_errors import export_error_texts

    texts = export_error_texts(exception)
    return " ".join(QCoreApplication.translate("ExportErrors", text) for text in texts)


def pin_flaw_word(flaw: PinFlaw) -> str:
    """Why a PIN is refused, and what a better one looks like."""
    return _tr(_PIN_FLAWS[flaw]).format(least=PIN_MIN, most=PIN_MAX)


def serial_flaw_word(flaw: SerialFlaw, *, characters: str = "") -> str:
    """Why a Kassen-ID is refused; ``characters`` are the forbidden ones it holds."""
    return _tr(_SERIAL_FLAWS[flaw]).format(most=SERIAL_MAX, characters=" ".join(characters))


def tss_state_word(state: TssState) -> str:
    """The state of a TSE in a few words."""
    return _tr(_TSS_STATES[state])


def tss_state_explained(state: TssState) -> str:
    """What the state means for the person who wants to sell."""
    return _tr(_TSS_MEANINGS[state])


def no_access_sentence() -> str:
    """Why a page knows nothing of the shop: its keys are locked, or there are none here."""
    return _tr(
        QT_TRANSLATE_NOOP(
            "Texts",
            "The keys of this shop cannot be used at the moment. The overview says what is "
            "missing.",
        )
    )


def client_state_word(state: ClientState) -> str:
    """The state of a till."""
    return _tr(_CLIENT_STATES[state])


def tx_state_word(state: TxState) -> str:
    """The state of a transaction."""
    return _tr(_TX_STATES[state])


def env_word(env: Env) -> str:
    """Test or live."""
    return _tr(_ENVS[env])


def _more(error: AppError) -> list[str]:
    """Sentences from the facts of this very failure."""
    facts, more = error.facts, list[str]()
    seconds = facts.get("retry_after")
    if isinstance(seconds, int | float) and seconds >= 1:
        more.append(
            _tr(
                QT_TRANSLATE_NOOP("Texts", "The service asks you to wait {seconds} seconds.")
            ).format(seconds=i18n.number(seconds))
        )
    left = facts.get("left")
    if isinstance(left, int):
        one = QT_TRANSLATE_NOOP("Texts", "You have one more attempt before we stop.")
        many = QT_TRANSLATE_NOOP("Texts", "You have {left} more attempts before we stop.")
        more.append(_tr(one if left == 1 else many).format(left=left))
    if isinstance(path := facts.get("path"), str):
        more.append(_tr(QT_TRANSLATE_NOOP("Texts", "The file: {path}")).format(path=path))
    if isinstance(where := facts.get("where"), str):
        more.append(
            _tr(QT_TRANSLATE_NOOP("Texts", "The place in the file: {where}")).format(where=where)
        )
    if isinstance(category := facts.get("category"), str):
        more.append(
            _tr(QT_TRANSLATE_NOOP("Texts", "The check says: {finding}")).format(
                finding=finding_word(category)
            )
        )
    return more


def _tr(source: str) -> str:
    return QCoreApplication.translate("Texts", source)


_PIN_FLAWS: dict[PinFlaw, str] = {
    PinFlaw.TOO_SHORT: QT_TRANSLATE_NOOP("Texts", "Too short: use at least {least} characters."),
    PinFlaw.TOO_LONG: QT_TRANSLATE_NOOP("Texts", "Too long: use at most {most} characters."),
    PinFlaw.CHARACTERS: QT_TRANSLATE_NOOP(
        "Texts", "Use only digits, the letters A to Z and the hyphen; every keyboard has them."
    ),
    PinFlaw.ONE_CHARACTER: QT_TRANSLATE_NOOP(
        "Texts", "The same character over and over is guessed at once."
    ),
    PinFlaw.SEQUENCE: QT_TRANSLATE_NOOP(
        "Texts", "A sequence such as 123456 is among the first that are tried."
    ),
    PinFlaw.REPEATED: QT_TRANSLATE_NOOP(
        "Texts", "A short pattern that repeats itself is easy to guess."
    ),
    PinFlaw.DATE: QT_TRANSLATE_NOOP(
        "Texts", "This looks like a date, and birthdays are tried early."
    ),
    PinFlaw.COMMON: QT_TRANSLATE_NOOP("Texts", "This is one of the most used PINs of all."),
    PinFlaw.PART_OF_PUK: QT_TRANSLATE_NOOP(
        "Texts", "This is a part of the PUK: who knows one would know both."
    ),
}
_SERIAL_FLAWS: dict[SerialFlaw, str] = {
    SerialFlaw.EMPTY: QT_TRANSLATE_NOOP("Texts", "The till needs a Kassen-ID."),
    SerialFlaw.TOO_LONG: QT_TRANSLATE_NOOP("Texts", "Too long: use at most {most} characters."),
    SerialFlaw.EDGE_BLANK: QT_TRANSLATE_NOOP(
        "Texts", "There is a blank at the start or the end; take it out."
    ),
    SerialFlaw.SLASH: QT_TRANSLATE_NOOP(
        "Texts", "The slash / is not permitted: the tax office's format forbids it."
    ),
    SerialFlaw.UNDERSCORE: QT_TRANSLATE_NOOP(
        "Texts", "The underscore _ is not permitted; use a hyphen."
    ),
    SerialFlaw.CHARACTER: QT_TRANSLATE_NOOP("Texts", "Not permitted: {characters}"),
    SerialFlaw.TAKEN: QT_TRANSLATE_NOOP(
        "Texts",
        "Another till of this TSE has this Kassen-ID. It is never free again, even after a till "
        "was deregistered.",
    ),
}
_TSS_STATES: dict[TssState, str] = {
    TssState.CREATED: QT_TRANSLATE_NOOP("Texts", "created"),
    TssState.UNINITIALIZED: QT_TRANSLATE_NOOP("Texts", "prepared, not yet in service"),
    TssState.INITIALIZED: QT_TRANSLATE_NOOP("Texts", "in service"),
    TssState.DISABLED: QT_TRANSLATE_NOOP("Texts", "out of service for good"),
    TssState.DELETED: QT_TRANSLATE_NOOP("Texts", "deleted (test only)"),
    TssState.DEFECTIVE: QT_TRANSLATE_NOOP("Texts", "defective"),
    TssState.EVICTED: QT_TRANSLATE_NOOP("Texts", "released unused"),
    TssState.UNKNOWN: QT_TRANSLATE_NOOP("Texts", "unknown state"),
}
_TSS_MEANINGS: dict[TssState, str] = {
    TssState.CREATED: QT_TRANSLATE_NOOP(
        "Texts", "It exists, but was never prepared. The set-up can continue if its PUK is known."
    ),
    TssState.UNINITIALIZED: QT_TRANSLATE_NOOP(
        "Texts", "It is prepared and waits for its PIN and for being put into service."
    ),
    TssState.INITIALIZED: QT_TRANSLATE_NOOP("Texts", "It signs for every till registered with it."),
    TssState.DISABLED: QT_TRANSLATE_NOOP("Texts", "It was retired; only exports are possible."),
    TssState.DELETED: QT_TRANSLATE_NOOP(
        "Texts", "The weekly clean-up of the test environment took it away."
    ),
    TssState.DEFECTIVE: QT_TRANSLATE_NOOP("Texts", "It is broken and has to be replaced."),
    TssState.EVICTED: QT_TRANSLATE_NOOP(
        "Texts", "It stood unused for three months and was given back."
    ),
    TssState.UNKNOWN: QT_TRANSLATE_NOOP(
        "Texts", "The service names a state this version of the program does not know."
    ),
}
_CLIENT_STATES: dict[ClientState, str] = {
    ClientState.REGISTERED: QT_TRANSLATE_NOOP("Texts", "registered"),
    ClientState.DEREGISTERED: QT_TRANSLATE_NOOP("Texts", "deregistered"),
    ClientState.UNKNOWN: QT_TRANSLATE_NOOP("Texts", "unknown state"),
}
_TX_STATES: dict[TxState, str] = {
    TxState.ACTIVE: QT_TRANSLATE_NOOP("Texts", "open"),
    TxState.FINISHED: QT_TRANSLATE_NOOP("Texts", "finished"),
    TxState.CANCELLED: QT_TRANSLATE_NOOP("Texts", "cancelled"),
    TxState.UNKNOWN: QT_TRANSLATE_NOOP("Texts", "unknown state"),
}
_ENVS: dict[Env, str] = {
    Env.TEST: QT_TRANSLATE_NOOP("Texts", "Test"),
    Env.LIVE: QT_TRANSLATE_NOOP("Texts", "Live"),
    Env.UNKNOWN: QT_TRANSLATE_NOOP("Texts", "unknown environment"),
}
