"""The text of the code: building, taking apart, and what is no such text."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tse_companion.tse.log_time import TIME_FORMATS
from tse_companion.tse.qrcode_text import (
    QrFields,
    QrTextMalformed,
    build_qr_text,
    decode_base64,
    is_hex_signature,
    iso_time,
    parse_qr_text,
    read_time,
)

FIELDS = QrFields(
    client_id="KASSE-1",
    process_type="Kassenbeleg-V1",
    process_data="Beleg^11.90_0.00_0.00_0.00_0.00^11.90:Bar",
    transaction_number=200,
    signature_counter=128,
    start="2025-01-01T11:13:20.000Z",
    log_time="2025-01-01T11:13:25.000Z",
    algorithm="ecdsa-plain-SHA256",
    log_time_format="unixTime",
    signature=base64.b64encode(bytes(range(64))).decode(),
    public_key=base64.b64encode(b"\x04" + bytes(range(64))).decode(),
)
TEXT = build_qr_text(FIELDS)
PARTS = TEXT.split(";")


def category(text: str) -> str:
    with pytest.raises(QrTextMalformed) as caught:
        parse_qr_text(text)
    return caught.value.category


def with_part(index: int, value: str) -> str:
    return ";".join((*PARTS[:index], value, *PARTS[index + 1 :]))


def test_twelve_fields() -> None:
    assert len(PARTS) == 12
    assert PARTS[:3] == ["V0", "KASSE-1", "Kassenbeleg-V1"]
    assert not TEXT.endswith(";")


def test_iso_time() -> None:
    assert iso_time(1735730005) == "2025-01-01T11:13:25.000Z"
    assert iso_time(0, 7) == "1970-01-01T00:00:00.007Z"


plain = st.text(st.characters(codec="utf-8", exclude_characters=";"), max_size=40)
moments = st.builds(iso_time, st.integers(0, 2524607999), st.integers(0, 999))
base64s = st.binary(max_size=140).map(lambda data: base64.b64encode(data).decode())


@given(
    st.builds(
        QrFields,
        client_id=plain,
        process_type=plain,
        process_data=st.text(st.characters(codec="utf-8"), max_size=120),
        transaction_number=st.integers(0, 10**19 - 1),
        signature_counter=st.integers(0, 10**19 - 1),
        start=moments,
        log_time=moments,
        algorithm=plain,
        log_time_format=st.sampled_from(TIME_FORMATS),
        signature=base64s,
        public_key=base64s,
    )
)
@example(replace(FIELDS, process_data='1;"Tasse Kaffee";2.00\r1;"Espresso";1.90'))
@example(replace(FIELDS, process_data=";;;;", process_type="SonstigerVorgang"))
def test_round_trip(fields: QrFields) -> None:
    text = build_qr_text(fields)
    # White space at the end is the scanner's: an empty key cannot be told from none.
    assert parse_qr_text(f" {text}\r\n") == fields


@pytest.mark.parametrize("name", ["client_id", "process_type", "algorithm", "signature"])
def test_semicolon_would_move_the_fields(name: str) -> None:
    with pytest.raises(ValueError, match="semicolon"):
        build_qr_text(replace(FIELDS, **{name: "a;b"}))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "V0", "v0" + TEXT[2:], "x" + TEXT, "_R1-AT1_A_B", "V0,a"])
def test_not_a_code(text: str) -> None:
    assert category(text) == "not_a_tse_code"


def test_text_longer_than_any_symbol() -> None:
    assert category(with_part(3, "x" * 10_000)) == "not_a_tse_code"


@pytest.mark.parametrize("version", ["V1", "V00", "V42"])
def test_other_version(version: str) -> None:
    assert category(version + TEXT[2:]) == "unsupported_version"


@pytest.mark.parametrize(
    "text",
    [
        "V0;",
        ";".join(PARTS[:-1]),
        ";".join(PARTS[:-2]),
        TEXT + ";",
        TEXT + ";x",
        TEXT + ";x;y",
        ";".join((*PARTS[:3], "1;2;3", *PARTS[4:-1])),  # key missing, hidden by the data
        ";".join((*PARTS[:7], "x", *PARTS[7:])) + ";x",
        ";".join((*PARTS[:8], "x", *PARTS[8:])),
        ";".join((*PARTS[:5], "x", *PARTS[5:])),
    ],
)
def test_field_count(text: str) -> None:
    assert category(text) == "bad_field_count"


@pytest.mark.parametrize("index", [4, 5])
@pytest.mark.parametrize(
    "value", ["", "x", "1x", "-1", "+1", "1.0", "1_0", " 1", "٣", "²", "1" * 20, "0x1"]
)
def test_numbers(index: int, value: str) -> None:
    assert category(with_part(index, value)) == "bad_number"


@pytest.mark.parametrize("index", [6, 7])
@pytest.mark.parametrize(
    "value",
    [
        "",
        "2025-01-01",
        "2025-01-01 11:13:25.000Z",
        "2025-01-01T11:13:25Z",
        "2025-01-01T11:13:25.0Z",
        "2025-01-01T11:13:25.000",
        "2025-01-01T11:13:25.000+00:00",
        "2025-01-01T13:13:25+02:00",
        "2025-13-01T11:13:25.000Z",
        "2025-02-29T11:13:25.000Z",
        "2025-01-01T24:00:00.000Z",
        "2025-01-01T11:13:60.000Z",
        "0000-01-01T11:13:25.000Z",
        "٢٠٢٥-01-01T11:13:25.000Z",
    ],
)
def test_times(index: int, value: str) -> None:
    assert category(with_part(index, value)) == "bad_time"


def test_time_that_its_format_cannot_hold() -> None:
    parts = with_part(7, "2051-01-01T11:13:25.000Z").split(";")
    parts[9] = "utcTime"
    assert category(";".join(parts)) == "bad_time"
    parts[9] = "generalizedTime"
    assert parse_qr_text(";".join(parts)).log_time_format == "generalizedTime"


@pytest.mark.parametrize("value", ["", "epoch", "unixtime", "UTCTime"])
def test_time_format(value: str) -> None:
    assert category(with_part(9, value)) == "unknown_time_format"


@pytest.mark.parametrize("index", [10, 11])
@pytest.mark.parametrize("value", ["!AAA", "AAA", "AA=A", "AAAA AAAA", "A-_A", "ä", "AAAA\nAAAA"])
def test_base64(index: int, value: str) -> None:
    assert category(with_part(index, value)) == "bad_base64"


def test_wrong_field_beside_an_order() -> None:
    """Orders may hold semicolons, so more than twelve parts are no fault of theirs."""
    parts = [*PARTS[:2], "Bestellung-V1", '1;"Espresso";1.90', *PARTS[4:]]
    assert parse_qr_text(";".join(parts)).process_data == '1;"Espresso";1.90'
    parts[5] = "12x"
    assert category(";".join(parts)) == "bad_number"
    parts[3] = "1;2;3;x"
    parts[2] = "Kassenbeleg-V1"
    assert category(";".join(parts)) == "bad_field_count"


def test_hexadecimal_signature() -> None:
    printed = bytes(range(64)).hex()
    for text in (printed, printed.upper()):
        assert is_hex_signature(text)
        assert category(with_part(10, text)) == "bad_base64"
    assert not is_hex_signature("A" * 128)  # base64 of zero bytes
    assert not is_hex_signature(printed[:-1])
    assert not is_hex_signature(FIELDS.signature)
    assert decode_base64("A" * 128) == bytes(96)


def test_parts_are_kept_for_the_report() -> None:
    with pytest.raises(QrTextMalformed) as caught:
        parse_qr_text(with_part(5, "12x"))
    assert caught.value.parts == tuple(with_part(5, "12x").split(";")[1:])


def test_read_time() -> None:
    moment = read_time("2025-01-01T11:13:25.007Z", "generalizedTimeWithMilliseconds")
    assert (moment.unix, moment.millis) == (1735730005, 7)


any_text = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)


@given(any_text)
@example("V0;" * 20)
@example("V0;\udcff;;;;;;;;;;")
def test_any_text(text: str) -> None:
    for candidate in (text, f"V0;{text}", with_part(3, text)):
        try:
            parse_qr_text(candidate)
        except QrTextMalformed as error:
            assert error.category


@given(st.integers(0, 11), any_text)
def test_any_field(index: int, value: str) -> None:
    try:
        parse_qr_text(with_part(index, value))
    except QrTextMalformed as error:
        assert error.category
