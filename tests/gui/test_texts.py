"""Every failure in words: complete, distinct, in both languages, and never an exception's text."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QApplication

from gui.looking import speak
from tse_companion import errors
from tse_companion.domain.credentials import PinFlaw
from tse_companion.domain.models import ClientState, Env, TssState, TxState
from tse_companion.domain.serials import SerialFlaw
from tse_companion.errors import (
    ApiRefused,
    AppError,
    FileUnwritable,
    Outcome,
    PinRefused,
    SignatureUnproven,
)
from tse_companion.gui import texts
from tse_companion.gui.texts import words
from tse_companion.gui.wording.findings import FINDINGS, WARNINGS


def all_codes(kind: type[AppError] = AppError) -> frozenset[str]:
    """Every code that an error of ours can carry."""
    own = frozenset(kind.codes or (kind.code,))
    return own.union(*(all_codes(child) for child in kind.__subclasses__()))


CODES = sorted(all_codes())


def failure(code: str) -> AppError:
    """A failure that carries this code."""
    error = AppError()
    error.code = code
    return error


def refused(code: str | None, operation: str, status: int = 401) -> ApiRefused:
    return ApiRefused(status=status, api_code=code, operation=operation)


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_words_in_both_languages(qapp: QApplication, code: str) -> None:
    speak("en")
    english = words(failure(code))
    speak("de")
    german = words(failure(code))
    for one, other in zip(
        (english.title, english.meaning, english.remedy),
        (german.title, german.meaning, german.remedy),
        strict=True,
    ):
        assert one and other
        assert one != other, "not translated"
        assert "{" not in one + other, "a field was not filled"
    assert not english.title.endswith((".", "!"))
    assert english.meaning.endswith(".")
    assert english.remedy.endswith(".")


def test_there_are_no_words_for_codes_that_do_not_exist() -> None:
    assert texts.failure_table().keys() == all_codes()


@pytest.mark.parametrize("part", [0, 1, 2], ids=["title", "meaning", "remedy"])
def test_no_two_failures_say_the_same(part: int) -> None:
    seen: dict[str, str] = {}
    for code, entry in texts.failure_table().items():
        assert entry[part] not in seen, f"{code} says what {seen[entry[part]]} says"
        seen[entry[part]] = code


def test_words_are_for_shop_owners(qapp: QApplication) -> None:
    technical = re.compile(r"\b(HTTP|JSON|exception|null|TSS|schema|middleware|ERS)\b|E_[A-Z]|_")
    for language in ("en", "de"):
        speak("de" if language == "de" else "en")
        for code in CODES:
            said = words(failure(code))
            text = f"{said.title} {said.meaning} {said.remedy}"
            assert not technical.search(text), f"{code}: {text}"


def test_an_unknown_outcome_says_so(qapp: QApplication) -> None:
    speak("en")
    error = errors.AnswerLost(outcome=Outcome.UNKNOWN)
    assert "not certain yet whether the change was made" in words(error).meaning
    assert "not certain" not in words(errors.AnswerLost()).meaning


@pytest.mark.parametrize(
    "code",
    ["E_TSS_LOCKED", "http_5xx", "http_499", "http_other", "ERROR_IDENTIFY_ERS", "answer_lost"],
)
def test_what_may_be_unknown_does_not_claim_that_nothing_changed(code: str) -> None:
    assert "Nothing was changed" not in " ".join(texts.failure_table()[code])


@pytest.mark.parametrize("code", ["E_UNAUTHORIZED", "E_ADMIN_LOGIN_FAILED", None])
def test_a_refused_login_means_pin_puk_or_key_by_where_it_happened(
    qapp: QApplication, code: str | None
) -> None:
    speak("en")
    assert "PIN was not accepted" in words(refused(code, "authenticateAdmin")).title
    assert "PUK was not accepted" in words(refused(code, "changeAdminPin")).title
    if code != "E_ADMIN_LOGIN_FAILED":
        assert "PIN" not in words(refused(code, "retrieveTss")).title


def test_facts_become_sentences(qapp: QApplication) -> None:
    speak("en")
    slow = ApiRefused(status=429, api_code=None, operation="listTss", retry_after=30.0)
    assert words(slow).remedy.endswith("The service asks you to wait 30 seconds.")
    assert "2 more attempts" in words(PinRefused(left=2)).remedy
    assert "one more attempt" in words(PinRefused(left=1)).remedy
    assert words(FileUnwritable(path="/tmp/receipt.pdf")).remedy.endswith("/tmp/receipt.pdf")
    assert "altered" in words(SignatureUnproven(category="bad_signature")).remedy
    speak("de")
    assert words(slow).remedy.endswith("30 Sekunden zu warten.")


def test_the_text_of_an_exception_is_never_shown(qapp: QApplication) -> None:
    error = AppError()
    error.args = ("marked-text",)
    said = words(error)
    assert "marked-text" not in f"{said.title}{said.meaning}{said.remedy}"


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_flaw_and_state_has_words(qapp: QApplication, language: str) -> None:
    speak("de" if language == "de" else "en")
    said = [texts.pin_flaw_word(flaw) for flaw in PinFlaw]
    said += [texts.serial_flaw_word(flaw, characters="ä%") for flaw in SerialFlaw]
    said += [texts.tss_state_word(state) for state in TssState]
    said += [texts.tss_state_explained(state) for state in TssState]
    said += [texts.client_state_word(state) for state in ClientState]
    said += [texts.tx_state_word(state) for state in TxState]
    said += [texts.env_word(env) for env in Env]
    assert all(said)
    assert not any("{" in text for text in said)
    assert "ä %" in texts.serial_flaw_word(SerialFlaw.CHARACTER, characters="ä%")
    assert "6" in texts.pin_flaw_word(PinFlaw.TOO_SHORT)


def test_states_use_the_words_of_the_law(qapp: QApplication) -> None:
    speak("de")
    assert texts.tss_state_word(TssState.INITIALIZED) == "betriebsbereit"
    assert texts.tss_state_word(TssState.DISABLED) == "endgültig außer Betrieb"
    assert texts.client_state_word(ClientState.REGISTERED) == "angemeldet"
    assert texts.tx_state_word(TxState.CANCELLED) == "abgebrochen"
    assert texts.env_word(Env.LIVE) == "Echtbetrieb"


def test_findings_have_words(qapp: QApplication) -> None:
    for language in ("en", "de"):
        speak("de" if language == "de" else "en")
        said = [texts.finding_word(category) for category in FINDINGS]
        assert len(set(said)) == len(FINDINGS)
        assert len({texts.warning_word(warning) for warning in WARNINGS}) == len(WARNINGS)
    assert texts.finding_word("something_new") == texts.finding_word("not_a_tse_code")
    assert texts.warning_word("something_new") == "something_new"


def test_every_category_the_check_can_give_has_words() -> None:
    from pathlib import Path

    from tse_companion import tse

    source = "".join(
        path.read_text(encoding="utf-8") for path in Path(tse.__path__[0]).glob("*.py")
    )
    for category in re.findall(r'(?:QrTextMalformed|SignatureInvalid)\(\s*"(\w+)"', source):
        assert category in FINDINGS, category
