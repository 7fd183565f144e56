"""Log files from elsewhere: indefinite lengths, broken ones, and hostile ones."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tse_companion.tse import der
from tse_companion.tse.messages import (
    LogTime,
    MalformedLog,
    TransactionMessage,
    log_file,
    parse_log,
)

SERIAL = bytes(range(32))
SIGNATURE = bytes(64)
MESSAGE = TransactionMessage(
    operation="Finish",
    client_id="KASSE-1",
    process_data=b"Beleg^1.00_0.00_0.00_0.00_0.00^1.00:Bar",
    process_type="Kassenbeleg-V1",
    transaction_number=7,
    serial=SERIAL,
    counter=19,
    log_time=LogTime(1735730005),
)


def with_data(element: bytes) -> bytes:
    """A log file whose process data element is ``element``."""
    signed = MESSAGE.signed_bytes()
    plain = der.element(0x82, MESSAGE.process_data)
    assert signed.count(plain) == 1
    return log_file(signed.replace(plain, element), SIGNATURE)


# --- indefinite lengths ----------------------------------------------------------------------

CHUNK = der.element(0x04, b"a\x00\x00b")


@pytest.mark.parametrize(
    ("element", "data"),
    [
        (b"\xa2\x80" + CHUNK + b"\0\0", b"a\0\0b"),
        (b"\xa2\x80" + CHUNK + CHUNK + b"\0\0", b"a\0\0ba\0\0b"),  # two chunks, as one device
        (b"\xa2\x80\0\0", b""),
        (b"\xa2\x80\x04\0\0\0", b""),
        (der.element(0xA2, CHUNK + CHUNK), b"a\0\0ba\0\0b"),
        (b"\xa2\x80\x24\x80" + CHUNK + b"\0\0" + CHUNK + b"\0\0", b"a\0\0ba\0\0b"),
        (b"\xa2\x80" + der.element(0x24, CHUNK + CHUNK) + b"\0\0", b"a\0\0ba\0\0b"),
        (der.element(0xA2, b"\x24\x80" + CHUNK + b"\0\0"), b"a\0\0b"),
    ],
)
def test_chunks_are_joined_and_signed_as_they_stand(element: bytes, data: bytes) -> None:
    file = with_data(element)
    parsed = parse_log(file)
    assert parsed.process_data == data
    assert element in parsed.signed
    assert parsed.transaction_number == MESSAGE.transaction_number
    assert log_file(parsed.signed, parsed.signature) == file


@pytest.mark.parametrize(
    "element",
    [
        b"\xa2\x80" + CHUNK,  # no end mark
        b"\xa2\x80\x04\x80" + CHUNK + b"\0\0",  # primitive with indefinite length
        b"\xa2\x80\x0c\x01a\0\0",  # no octet string
        b"\xa2\x80" + b"\x24\x80" * 20 + b"\0\0" * 21,  # deeper than any device
        der.element(0xA2, CHUNK)[:-1],
        b"\x82\x80" + CHUNK + b"\0\0",
    ],
)
def test_broken_chunks(element: bytes) -> None:
    with pytest.raises(MalformedLog):
        parse_log(with_data(element))


@pytest.mark.parametrize("position", ["operation", "outer"])
def test_indefinite_length_elsewhere(position: str) -> None:
    signed = MESSAGE.signed_bytes()
    if position == "outer":
        file = b"\x30\x80" + signed + der.element(0x04, SIGNATURE) + b"\0\0"
    else:
        operation = der.element(0x80, b"FinishTransaction")
        file = log_file(signed.replace(operation, b"\xa0\x80" + CHUNK + b"\0\0"), SIGNATURE)
    with pytest.raises(MalformedLog):
        parse_log(file)


# --- hostile input ---------------------------------------------------------------------------

SIGNED = MESSAGE.signed_bytes()


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"\x30",
        b"\x30\x00",
        b"\x31" + log_file(SIGNED, SIGNATURE)[1:],
        log_file(SIGNED, SIGNATURE) + b"\x00",
        log_file(SIGNED, SIGNATURE)[:-1],
        der.element(0x30, SIGNED),
        der.element(0x30, SIGNED + der.element(0x04, SIGNATURE) + b"\x04\x00"),
        log_file(SIGNED.replace(b"\x02\x01\x02\x06", b"\x02\x01\x04\x06"), SIGNATURE),
        log_file(SIGNED.replace(b"\x07\x01\x01\x80", b"\x07\x01\x04\x80"), SIGNATURE),
        log_file(SIGNED.replace(der.element(0x85, b"\x07"), b""), SIGNATURE),
        log_file(SIGNED.replace(der.element(0x85, b"\x07"), b"\x85\x01\x80"), SIGNATURE),
        log_file(SIGNED.replace(der.element(0x85, b"\x07"), b"\x85\x00"), SIGNATURE),
        log_file(SIGNED.replace(der.element(0x85, b"\x07"), b"\x88\x01\x07"), SIGNATURE),
        log_file(SIGNED.replace(der.element(0x85, b"\x07"), b"\x81\x01\x07"), SIGNATURE),
        log_file(SIGNED.replace(b"\x04\x20" + SERIAL, b"\x04\x1f" + SERIAL[1:]), SIGNATURE),
        log_file(SIGNED.replace(b"\x02\x01\x13", b"\x02\x01\xff"), SIGNATURE),
        log_file(SIGNED.replace(b"\x02\x01\x13", b"\x02\x11" + b"\x01" * 17), SIGNATURE),
        log_file(SIGNED[:-6] + b"\x17\x0d251301111325Z", SIGNATURE),
        log_file(SIGNED[:-6] + b"\x17\x0d250101111325X", SIGNATURE),
        log_file(SIGNED[:-6] + b"\x18\x0f00000101111325Z", SIGNATURE),
        log_file(SIGNED[:-6] + b"\x05\x00", SIGNATURE),
        log_file(SIGNED.replace(b"\x30\x0c\x06\x0a", b"\x30\x0c\x05\x0a"), SIGNATURE),
        b"\x30\x89" + b"\xff" * 40,
        b"\x30\x84\xff\xff\xff\xff",
        b"\x1f\x81\x01\x00",
    ],
)
def test_malformed(file: bytes) -> None:
    with pytest.raises(MalformedLog) as caught:
        parse_log(file)
    assert caught.value.reason


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    with contextlib.suppress(MalformedLog):
        parse_log(data)


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 255)), min_size=1, max_size=6))
def test_any_change_of_a_good_file(changes: list[tuple[int, int]]) -> None:
    file = bytearray(log_file(MESSAGE.signed_bytes(indefinite=True), SIGNATURE))
    for at, value in changes:
        file[at % len(file)] = value
    try:
        parsed = parse_log(bytes(file))
    except MalformedLog:
        return
    assert parsed.signed in bytes(file)


@given(st.integers(0, 300))
def test_any_cut_of_a_good_file(size: int) -> None:
    file = log_file(MESSAGE.signed_bytes(indefinite=True), SIGNATURE)
    if size < len(file):
        with pytest.raises(MalformedLog):
            parse_log(file[:size])


@pytest.mark.parametrize(
    "data",
    [
        b"\x24\x80" * 300_000,
        b"\x04\x00" * 300_000,
        b"\x04\x01\x00" * 200_000,
        b"\x24\x00" * 300_000,
    ],
)
def test_large_hostile_files_cost_little(data: bytes) -> None:
    file = with_data(b"\xa2\x80" + data + b"\0\0")
    began = time.process_time()
    with contextlib.suppress(MalformedLog):
        parse_log(file)
    assert time.process_time() - began < 2.0


def test_size_is_limited() -> None:
    with pytest.raises(MalformedLog, match="larger"):
        parse_log(bytes(2 << 20))


def test_object_identifiers() -> None:
    for dotted in ("0.4.0.127.0.7.3.7.1.1", "1.2.840.10045.2.1", "2.999.1"):
        encoded = der.oid(dotted)
        assert der.oid_value(encoded[2:]) == dotted
    for broken in (b"", b"\x81", b"\x81" * 40):
        with pytest.raises(der.DerError):
            der.oid_value(broken)
