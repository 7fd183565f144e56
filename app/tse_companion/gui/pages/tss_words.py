"""What a TSE's state and the end of its certificate mean, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from tse_companion.domain.expiry import ExpiryLight
from tse_companion.domain.models import TssState
from tse_companion.gui.i18n import QT_TRANSLATE_NOOP
from tse_companion.gui.texts import tss_state_explained, tss_state_word
from tse_companion.gui.widgets import BannerKind, MarkKind

# Where a certificate that has run out decides; everywhere else the state does.
_ALIVE = frozenset({TssState.UNINITIALIZED, TssState.INITIALIZED})

_NEXT: dict[TssState, str] = {
    TssState.CREATED: QT_TRANSLATE_NOOP(
        "TssWords",
        "Go on with the set-up from the overview. A TSE that stays unused for three months is "
        "given back.",
    ),
    TssState.UNINITIALIZED: QT_TRANSLATE_NOOP(
        "TssWords",
        "Go on with the set-up from the overview: it sets the PIN and puts the TSE into service.",
    ),
    TssState.INITIALIZED: QT_TRANSLATE_NOOP("TssWords", "Nothing has to be done."),
    TssState.DISABLED: QT_TRANSLATE_NOOP(
        "TssWords",
        "Nothing can be signed with it any more. Keep its exports as long as your books. To sell "
        "on, set up a new TSE and register the tills there.",
    ),
    TssState.DELETED: QT_TRANSLATE_NOOP(
        "TssWords",
        "Nothing of it is left at the service. To test on, set up a new TSE.",
    ),
    TssState.DEFECTIVE: QT_TRANSLATE_NOOP(
        "TssWords",
        "Set up a new TSE and register every till there anew. Until then your receipts must say "
        "that the TSE has failed. Exports of the old one may still be possible: secure them first.",
    ),
    TssState.EVICTED: QT_TRANSLATE_NOOP(
        "TssWords", "It has signed nothing, so nothing is lost. Set up a new TSE when you need one."
    ),
    TssState.UNKNOWN: QT_TRANSLATE_NOOP(
        "TssWords", "Install the newest TSE Companion, or ask support what this state means."
    ),
}
_EXPIRED = (
    QT_TRANSLATE_NOOP("TssWords", "certificate run out"),
    QT_TRANSLATE_NOOP("TssWords", "It no longer signs, and it cannot be administered any more."),
    QT_TRANSLATE_NOOP(
        "TssWords",
        "Set up a new TSE and register every till there anew. Until then your receipts must say "
        "that the TSE has failed.",
    ),
)
_LIGHTS: dict[ExpiryLight, tuple[MarkKind, str]] = {
    ExpiryLight.GOOD: ("ok", QT_TRANSLATE_NOOP("TssWords", "There is plenty of time.")),
    ExpiryLight.NOTICE: (
        "info",
        QT_TRANSLATE_NOOP(
            "TssWords",
            "Half a year or less: a successor belongs into your planning. A certificate cannot "
            "be renewed; a new TSE takes over.",
        ),
    ),
    ExpiryLight.PLAN: (
        "warn",
        QT_TRANSLATE_NOOP(
            "TssWords", "Three months or less: choose the day on which a new TSE takes over."
        ),
    ),
    ExpiryLight.SOON: (
        "warn",
        QT_TRANSLATE_NOOP(
            "TssWords", "A month or less: set up the new TSE now and move the tills to it."
        ),
    ),
    ExpiryLight.URGENT: (
        "bad",
        QT_TRANSLATE_NOOP(
            "TssWords", "A week or less: change to a new TSE today, or sales go unsigned."
        ),
    ),
    ExpiryLight.EXPIRED: (
        "bad",
        QT_TRANSLATE_NOOP("TssWords", "It has run out: nothing is signed any more."),
    ),
    ExpiryLight.UNKNOWN: (
        "unknown",
        QT_TRANSLATE_NOOP("TssWords", "The certificate cannot be read, so its end is not known."),
    ),
}


def situation_words(state: TssState, light: ExpiryLight) -> tuple[str, str, str]:
    """The state in a few words, what it means, and what to do next."""
    if light is ExpiryLight.EXPIRED and state in _ALIVE:
        word, meaning, advice = (_tr(source) for source in _EXPIRED)
        return word, meaning, advice
    if state is TssState.INITIALIZED and light not in (ExpiryLight.GOOD, ExpiryLight.UNKNOWN):
        return tss_state_word(state), tss_state_explained(state), light_words(light)
    return tss_state_word(state), tss_state_explained(state), _tr(_NEXT[state])


def situation_kind(state: TssState, light: ExpiryLight) -> BannerKind:
    """Good, to be looked after, or lost for signing."""
    if state is TssState.INITIALIZED:
        mark = light_mark(light)
        return "ok" if mark in ("info", "unknown") else mark  # type: ignore[return-value]
    if state in _ALIVE or state is TssState.CREATED:
        return "bad" if light is ExpiryLight.EXPIRED and state in _ALIVE else "warn"
    return "info" if state is TssState.UNKNOWN else "bad"


def light_mark(light: ExpiryLight) -> MarkKind:
    """The symbol of a stage."""
    return _LIGHTS[light][0]


def light_words(light: ExpiryLight) -> str:
    """What a stage asks for."""
    return _tr(_LIGHTS[light][1])


def _tr(source: str) -> str:
    return QCoreApplication.translate("TssWords", source)
