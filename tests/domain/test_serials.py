"""The rule for a Kassen-ID."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tse_companion.domain.serials import (
    SERIAL_MAX,
    SerialFlaw,
    forbidden_characters,
    serial_flaws,
)

PERMITTED = string.ascii_letters + string.digits + " '()+,-.:=?"


@pytest.mark.parametrize(
    ("serial", "flaws"),
    [
        ("Kasse 1", ()),
        ("ERS 0d9a54b2-74c4-4e4b-93a8-4a5a0ac70aa1", ()),
        ("K'(1)+2,3-4.5:6=7?", ()),
        ("x" * 70, ()),
        ("", (SerialFlaw.EMPTY,)),
        ("x" * 71, (SerialFlaw.TOO_LONG,)),
        (" Kasse", (SerialFlaw.EDGE_BLANK,)),
        ("Kasse ", (SerialFlaw.EDGE_BLANK,)),
        (" ", (SerialFlaw.EDGE_BLANK,)),
        ("Kasse/1", (SerialFlaw.SLASH,)),
        ("Kasse_1", (SerialFlaw.UNDERSCORE,)),
        ("Käse", (SerialFlaw.CHARACTER,)),
        ("Kasse;1", (SerialFlaw.CHARACTER,)),  # it would cut the QR code's text
        ("Kasse\u00a01", (SerialFlaw.CHARACTER,)),
        ("Kasse\t1", (SerialFlaw.CHARACTER,)),
        ("Kasse 1\n", (SerialFlaw.EDGE_BLANK, SerialFlaw.CHARACTER)),
        ("_/ü", (SerialFlaw.SLASH, SerialFlaw.UNDERSCORE, SerialFlaw.CHARACTER)),
    ],
)
def test_flaws_of_a_serial_number(serial: str, flaws: tuple[SerialFlaw, ...]) -> None:
    assert serial_flaws(serial) == flaws


def test_serial_numbers_are_for_ever() -> None:
    taken = frozenset({"Kasse 1"})
    assert serial_flaws("Kasse 1", taken=taken) == (SerialFlaw.TAKEN,)
    assert serial_flaws("Kasse 2", taken=taken) == ()


@given(st.text(alphabet=PERMITTED, min_size=1, max_size=SERIAL_MAX))
def test_permitted_characters_never_offend(serial: str) -> None:
    assert set(serial_flaws(serial)) <= {SerialFlaw.EDGE_BLANK}


@given(st.text(min_size=1, max_size=100))
def test_any_text_gets_an_answer(serial: str) -> None:
    flaws = serial_flaws(serial)
    assert len(set(flaws)) == len(flaws)
    if not flaws:
        assert len(serial) <= SERIAL_MAX
        assert set(serial) <= set(PERMITTED)
        assert serial == serial.strip()


@given(st.text(max_size=60))
def test_forbidden_characters_are_named_once(serial: str) -> None:
    named = forbidden_characters(serial)
    assert len(set(named)) == len(named)
    assert set(named) == set(serial) - set(PERMITTED) - set("/_")
