"""Lists of tills: what is read from them, and what will become of each line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tse_companion.domain.models import Client, ClientState, Env
from tse_companion.domain.serials import SerialFlaw
from tse_companion.domain.till_lists import Fate, decoded, plan_list, read_list


def serials(text: str) -> list[tuple[int, str]]:
    return [(one.line, one.serial_number) for one in read_list(text)]


def till(serial: str, state: ClientState = ClientState.REGISTERED) -> Client:
    return Client(f"id-{serial}", serial, state, "tss", Env.TEST, 0)


# --- reading -----------------------------------------------------------------------------------


def test_one_serial_number_per_line() -> None:
    text = "\ufeffKASSE-1\r\n\r\n  KASSE-2\u00a0\nTheke 1, links; hinten\n"
    assert serials(text) == [(1, "KASSE-1"), (3, "KASSE-2"), (4, "Theke 1, links; hinten")]


@pytest.mark.parametrize("text", ["", " \n\t\n", "serial_number\n", "serial_number;description"])
def test_nothing_in_it(text: str) -> None:
    assert read_list(text) == ()


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("name", ["serial_number", "Kassen-ID", '"SERIENNUMMER"'])
def test_columns(sign: str, name: str) -> None:
    rows = ["description", name, "place"], ["Kasse am Eingang", "KASSE-1", ""], ["", "K2", "EG"]
    text = "\n".join(sign.join(row) for row in rows)
    one, two = read_list(text)
    assert (one.line, one.serial_number) == (2, "KASSE-1")
    assert one.metadata == {"description": "Kasse am Eingang"}
    assert (two.serial_number, two.metadata) == ("K2", {"place": "EG"})


def test_quotation_marks_and_lines_that_are_too_short_or_too_long() -> None:
    text = 'place;serial_number\n"EG; links";"K ""1"""\nEG\n;K2;x\n;;\n"EG;K3\n'
    one, short, long, stray = read_list(text)
    assert (one.serial_number, one.metadata) == ('K "1"', {"place": "EG; links"})
    assert (short.serial_number, short.has_surplus) == ("", False)
    assert (long.serial_number, long.has_surplus) == ("K2", True)
    assert (stray.line, stray.serial_number) == (6, "")


def test_a_single_column_is_not_split() -> None:
    assert serials('Kassen-ID\n"KASSE 1, EG"\nKASSE 2; OG\n') == [
        (2, "KASSE 1, EG"),
        (3, "KASSE 2; OG"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = "serial_number;description\r\nK1;Süd, Gebäude ß\r\n"
    (one,) = read_list(decoded(text.encode(encoding)))
    assert one.metadata == {"description": "Süd, Gebäude ß"}


@given(st.binary(max_size=300))
def test_any_file_is_read(data: bytes) -> None:
    plan_list(read_list(decoded(data)), (), room=3)


def test_a_cell_longer_than_any_may_be() -> None:
    text = "serial_number;description\n" + "K" * 200_000 + ";x\nK2;y"
    long, right = read_list(text)
    assert len(long.serial_number) > 70 and right.serial_number == "K2"


# --- judging -----------------------------------------------------------------------------------


def fates(text: str, *clients: Client, room: int | None = 99) -> list[Fate]:
    return [one.fate for one in plan_list(read_list(text), clients, room=room)]


def test_each_fate() -> None:
    known = (
        till("THERE"),
        till("AWAY", ClientState.DEREGISTERED),
        till("ODD", ClientState.UNKNOWN),
    )
    text = "NEW\nNEW\nTHERE\nTHERE\nAWAY\nODD\nA/B\nA_B\nthere"
    assert fates(text, *known) == [
        Fate.REGISTER,
        Fate.TWICE,
        Fate.ALREADY,
        Fate.TWICE,
        Fate.REGISTER_AGAIN,
        Fate.UNCLEAR,
        Fate.FLAWED,
        Fate.FLAWED,
        Fate.REGISTER,
    ]
    planned = plan_list(read_list("A/B_ü\nAWAY"), known, room=None)
    assert planned[0].flaws == (SerialFlaw.SLASH, SerialFlaw.UNDERSCORE, SerialFlaw.CHARACTER)
    assert planned[1].client is known[1]
    assert [one.key for one in planned] == ["000001", "000002"]


def test_a_line_without_a_serial_number() -> None:
    (one,) = plan_list(read_list("serial_number;place\n;EG"), (), room=9)
    assert one.flaws == (SerialFlaw.EMPTY,)


def test_no_more_than_the_tss_takes() -> None:
    known = (till("AWAY", ClientState.DEREGISTERED), till("THERE"))
    text = "K1\nA/B\nTHERE\nAWAY\nK2"
    assert fates(text, *known, room=2) == [
        Fate.REGISTER,
        Fate.FLAWED,
        Fate.ALREADY,
        Fate.REGISTER_AGAIN,
        Fate.NO_ROOM,
    ]
    assert fates(text, *known, room=0)[3:] == [Fate.NO_ROOM, Fate.NO_ROOM]
    assert fates(text, *known, room=None)[3:] == [Fate.REGISTER_AGAIN, Fate.REGISTER]


@pytest.mark.parametrize(
    "text",
    [
        "serial_number;" + "k" * 41 + "\nK1;x",
        "serial_number;place\nK1;" + "x" * 501,
        "serial_number;" + ";".join(f"k{n}" for n in range(41)) + "\nK1" + ";x" * 41,
        "serial_number;place\nK1;x;y",
        "serial_number;\nK1;x",
    ],
)
def test_columns_that_cannot_be_kept(text: str) -> None:
    assert fates(text) == [Fate.COLUMNS]
