"""Secrets keep to themselves; PIN rules; the question for parts of the PUK."""

from __future__ import annotations

import copy
import json
import logging
import pickle
import string
import traceback

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tse_companion.domain.credentials import (
    OUR_LIMIT,
    PIN_MAX,
    PIN_MIN,
    PUK_MIN,
    SERVICE_LIMIT,
    PinFlaw,
    PukChallenge,
    Secret,
    generate_pin,
    pin_flaws,
)

MARK = "marked-secret-7f3a"
letters = string.ascii_letters + string.digits + "-"


# --- Secret ----------------------------------------------------------------------------------


def test_a_secret_shows_itself_in_no_way_of_printing() -> None:
    secret = Secret(MARK)
    shown = [
        repr(secret),
        str(secret),
        f"{secret}",
        f"{secret!r:>40}",
        f"{secret:>40}",
        "{}".format(secret),  # noqa: UP032
        "%s %r" % (secret, secret),  # noqa: UP031
        repr([secret]),
        repr({"pin": secret}),
    ]
    assert all(MARK not in text for text in shown)
    assert secret.reveal() == MARK


def test_a_secret_does_not_reach_the_log(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("test").error("pin is %s", Secret(MARK))
    assert MARK not in caplog.text


def test_a_secret_is_not_in_a_traceback() -> None:
    try:
        raise ValueError(Secret(MARK))
    except ValueError as error:
        assert MARK not in "".join(traceback.format_exception(error))


@pytest.mark.parametrize("leak", [pickle.dumps, copy.copy, copy.deepcopy, json.dumps, vars])
def test_a_secret_is_not_carried_away(leak: object) -> None:
    with pytest.raises(TypeError):
        leak(Secret(MARK))  # type: ignore[operator]


@given(st.text(), st.text())
def test_same_as_compares_the_text(one: str, other: str) -> None:
    assert Secret(one).same_as(Secret(one))
    assert Secret(one).same_as(Secret(other)) is (one == other)
    assert Secret(one) != Secret(one)  # not by accident


def test_an_empty_secret_is_false() -> None:
    assert not Secret("")
    assert Secret("0")


# --- PIN -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pin", "flaws"),
    [
        ("", (PinFlaw.TOO_SHORT,)),
        ("12345", (PinFlaw.TOO_SHORT,)),
        ("é1", (PinFlaw.TOO_SHORT, PinFlaw.CHARACTERS)),
        ("a" * 33, (PinFlaw.TOO_LONG,)),
        ("39 1857", (PinFlaw.CHARACTERS,)),
        ("köln47", (PinFlaw.CHARACTERS,)),
        ("٣٩١٨٥٧", (PinFlaw.CHARACTERS,)),  # digits, yet not those on the keyboard
        ("111111", (PinFlaw.ONE_CHARACTER,)),
        ("aAaAaA", (PinFlaw.ONE_CHARACTER,)),
        ("123456", (PinFlaw.SEQUENCE,)),
        ("987654", (PinFlaw.SEQUENCE,)),
        ("567890", (PinFlaw.SEQUENCE,)),
        ("109876", (PinFlaw.SEQUENCE,)),
        ("ABCDEF", (PinFlaw.SEQUENCE,)),
        ("121212", (PinFlaw.REPEATED,)),
        ("ab3ab3", (PinFlaw.REPEATED,)),
        ("Passwort", (PinFlaw.COMMON,)),
        ("kasse123", (PinFlaw.COMMON,)),
        ("159753", (PinFlaw.COMMON,)),
        ("241226", (PinFlaw.DATE,)),
        ("24121970", (PinFlaw.DATE,)),
        ("19701224", (PinFlaw.DATE,)),
        ("701224", (PinFlaw.DATE,)),
        ("19701324", ()),  # no 13th month
        ("391857", ()),
        ("391-857", ()),
        ("Kiosk-47", ()),
        ("24131826", ()),  # no 13th month
    ],
)
def test_pin_flaws(pin: str, flaws: tuple[PinFlaw, ...]) -> None:
    assert pin_flaws(Secret(pin)) == flaws


@pytest.mark.parametrize("pin", ["ABC123", "abc123", "9ABC12", "ABC124"])
def test_a_pin_is_no_part_of_the_puk(pin: str) -> None:
    flaws = pin_flaws(Secret(pin), puk=Secret("x9aBC123zz"))
    assert (PinFlaw.PART_OF_PUK in flaws) is (pin.casefold() in "x9abc123zz")


@given(st.text(alphabet=letters, min_size=PIN_MIN, max_size=PIN_MAX))
def test_length_and_characters_alone_never_offend(pin: str) -> None:
    bad = {PinFlaw.TOO_SHORT, PinFlaw.TOO_LONG, PinFlaw.CHARACTERS}
    assert not bad & set(pin_flaws(Secret(pin)))


@given(st.text())
def test_any_text_gets_an_answer(pin: str) -> None:
    flaws = pin_flaws(Secret(pin))
    assert len(flaws) == len(set(flaws))
    if len(pin) < PIN_MIN:
        assert flaws[0] is PinFlaw.TOO_SHORT


@given(st.sampled_from(string.digits), st.integers(PIN_MIN, 12), st.sampled_from([1, -1]))
def test_runs_of_digits_are_refused_wherever_they_begin(first: str, length: int, step: int) -> None:
    pin = "".join(str((int(first) + step * i) % 10) for i in range(length))
    assert pin_flaws(Secret(pin)) == (PinFlaw.SEQUENCE,)


@given(st.text(alphabet=letters, min_size=2, max_size=5), st.integers(3, 5))
def test_repetitions_are_refused(part: str, times: int) -> None:
    pin = part * times
    assume(PIN_MIN <= len(pin) <= PIN_MAX)
    assert {PinFlaw.REPEATED, PinFlaw.ONE_CHARACTER} & set(pin_flaws(Secret(pin)))


@given(st.integers(PIN_MIN, PIN_MAX))
def test_generated_pins_pass_and_look_like_nothing_else(length: int) -> None:
    pin = generate_pin(length)
    assert pin_flaws(pin) == ()
    assert len(pin.reveal()) == length
    assert not set("0O1I") & set(pin.reveal())


def test_generated_pins_differ() -> None:
    assert len({generate_pin().reveal() for _ in range(200)}) == 200


def test_we_stop_before_the_service_does() -> None:
    assert OUR_LIMIT < SERVICE_LIMIT - 1


# --- the question for parts of the PUK -------------------------------------------------------


@given(st.text(alphabet=letters, min_size=PUK_MIN, max_size=40), st.data())
def test_the_right_characters_meet_the_challenge(puk: str, data: st.DataObject) -> None:
    secret = Secret(puk)
    challenge = PukChallenge.draw(secret)
    assert list(challenge.positions) == sorted(set(challenge.positions))
    assert len(challenge.positions) == 4
    assert challenge.positions[0] >= 1 and challenge.positions[-1] <= len(puk)
    right = "".join(puk[place - 1] for place in challenge.positions)
    assert challenge.is_met(secret, right)
    assert challenge.is_met(secret, right.swapcase())
    assert challenge.is_met(secret, " " + " ".join(right) + "\n")
    wrong = data.draw(st.text(alphabet=letters, max_size=6))
    assert challenge.is_met(secret, wrong) is (wrong.casefold() == right.casefold())


def test_answers_outside_ascii_are_simply_wrong() -> None:
    challenge = PukChallenge((1, 2, 3, 4))
    assert not challenge.is_met(Secret("ABCDEFGHIJ"), "ÄBCD")
    assert not challenge.is_met(Secret("ABCDEFGHIJ"), "")


def test_challenges_differ() -> None:
    puk = Secret("0123456789ABCDEF")
    assert len({PukChallenge.draw(puk).positions for _ in range(60)}) > 30
