"""What the command line says about failures and about a shop: the window's texts, in English."""

from __future__ import annotations

from tse_companion.errors import AppError, Outcome
from tse_companion.gui.pages.reasons import reason_texts
from tse_companion.gui.wording.lookup import failure_texts

_UNCERTAIN = "It is not certain whether the change was made: look before you repeat it."


def failure_words(error: AppError) -> str:
    """What did not work, what it means and what to do, with the code that support looks up."""
    title, meaning, remedy = failure_texts(error)
    uncertain = [_UNCERTAIN] if error.outcome is Outcome.UNKNOWN else []
    return " ".join([f"{title}.", meaning, *uncertain, remedy, _reference(error)])


def interruption_words(error: AppError) -> str:
    """What ended a run of many changes and what to do. What a failure means is told of a single
    one, often that nothing was changed: here others were made before."""
    title, _, remedy = failure_texts(error)
    return f"{title}. {remedy} {_reference(error)}"


def reason_sentence(reason: str) -> str:
    """The one sentence at the top of the overview."""
    return reason_texts(reason)[0]


def _reference(error: AppError) -> str:
    request = f", request {error.request_id}" if error.request_id else ""
    return f"({error.code}{request})"
