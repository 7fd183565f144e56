"""Log messages: what is built can be read, and reading survives everything."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tse_companion.tse import der
from tse_companion.tse.log_time import TIME_FORMATS, LogTime, read_log_time
from tse_companion.tse.messages import (
    ALGORITHM_OIDS,
    AuditMessage,
    MalformedLog,
    SystemMessage,
    TransactionMessage,
    log_file,
    parse_log,
    system_data,
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


def device(algorithm: str = "ecdsa-plain-SHA256") -> bytes:
    """Serial number and algorithm as they stand in every log."""
    return der.element(0x04, SERIAL) + der.element(0x30, der.oid(ALGORITHM_OIDS[algorithm]))


def with_data(element: bytes) -> bytes:
    """A log file whose process data element is ``element``."""
    signed = MESSAGE.signed_bytes()
    plain = der.element(0x82, MESSAGE.process_data)
    assert signed.count(plain) == 1
    return log_file(signed.replace(plain, element), SIGNATURE)


# --- round trips -----------------------------------------------------------------------------

counts = st.integers(0, 2**63 - 1)
algorithms = st.sampled_from(list(ALGORITHM_OIDS))
# Years that every format can hold; UTCTime ends in 2049.
log_times = st.builds(
    lambda unix, form, millis: LogTime(
        unix, form, millis if form == "generalizedTimeWithMilliseconds" else 0
    ),
    st.integers(0, 2524607999),
    st.sampled_from([name for name in TIME_FORMATS if name != "utcTimeWithSeconds"]),
    st.integers(0, 999),
)
texts = st.text(st.characters(codec="utf-8"), max_size=80)
transactions = st.builds(
    TransactionMessage,
    operation=st.sampled_from(["Start", "Update", "Finish"]),
    client_id=texts,
    process_data=st.binary(max_size=300),
    process_type=st.none() | texts,
    transaction_number=counts,
    serial=st.binary(min_size=32, max_size=32),
    counter=counts,
    log_time=log_times,
    algorithm=algorithms,
    version=st.sampled_from([2, 3]),
    external_data=st.none() | st.binary(max_size=40),
    internal_data=st.none() | st.binary(max_size=40),
)


@given(transactions, st.booleans(), st.binary(max_size=140))
@example(replace(MESSAGE, process_data=b"a\x00\x00b"), True, SIGNATURE)
def test_transaction_round_trip(
    message: TransactionMessage, indefinite: bool, signature: bytes
) -> None:
    signed = message.signed_bytes(indefinite=indefinite)
    parsed = parse_log(log_file(signed, signature))
    assert parsed.kind == "transaction"
    assert (parsed.signed, parsed.signature) == (signed, signature)
    assert parsed.step == message.operation
    assert parsed.is_indefinite is indefinite
    for name in (
        "version",
        "client_id",
        "process_data",
        "process_type",
        "transaction_number",
        "serial",
        "counter",
        "log_time",
        "algorithm",
        "external_data",
        "internal_data",
    ):
        assert getattr(parsed, name) == getattr(message, name), name


@given(
    st.text(st.characters(codec="ascii"), max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.binary(max_size=60)), max_size=5),
    counts,
    log_times,
    algorithms,
)
def test_system_round_trip(
    operation: str,
    items: list[tuple[int, bytes]],
    counter: int,
    log_time: LogTime,
    algorithm: str,
) -> None:
    data = system_data(items)
    signed = SystemMessage(operation, data, SERIAL, counter, log_time, algorithm).signed_bytes()
    parsed = parse_log(log_file(signed, SIGNATURE))
    assert (parsed.kind, parsed.operation, parsed.data) == ("system", operation, data)
    assert (parsed.counter, parsed.log_time) == (counter, log_time)
    assert (parsed.algorithm, parsed.signed, parsed.step) == (algorithm, signed, None)
    inner = [
        (found.tag & 0x1F, data[found.body : found.end])
        for found in der.elements(data, 0, len(data))
    ]
    assert inner == items


@given(st.binary(max_size=300), counts, log_times, algorithms)
def test_audit_round_trip(data: bytes, counter: int, log_time: LogTime, algorithm: str) -> None:
    signed = AuditMessage(data, SERIAL, counter, log_time, algorithm).signed_bytes()
    parsed = parse_log(log_file(signed, SIGNATURE))
    assert (parsed.kind, parsed.data, parsed.counter) == ("audit", data, counter)
    assert (parsed.serial, parsed.signed, parsed.signature) == (SERIAL, signed, SIGNATURE)


@pytest.mark.parametrize("size", [0, 1, 126, 127, 128, 255, 256, 65535, 65536])
def test_lengths_around_their_limits(size: int) -> None:
    message = replace(MESSAGE, process_data=b"x" * size)
    for indefinite in (False, True):
        signed = message.signed_bytes(indefinite=indefinite)
        assert parse_log(log_file(signed, SIGNATURE)).process_data == message.process_data


@pytest.mark.parametrize(
    ("value", "content"),
    [
        (0, "00"),
        (127, "7f"),
        (128, "0080"),
        (200, "00c8"),
        (256, "0100"),
        (-1, "ff"),
        (-129, "ff7f"),
    ],
)
def test_integers_are_as_short_as_can_be(value: int, content: str) -> None:
    assert der.integer_content(value).hex() == content
    assert der.integer_value(bytes.fromhex(content)) == value


# --- what the versions write -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "operation", "written"),
    [
        (2, "Start", b"StartTransaction"),
        (2, "Update", b"UpdateTransaction"),
        (2, "Finish", b"FinishTransaction"),
        (3, "Start", b"startTransaction"),
        (3, "Update", b"updateTransaction"),
        (3, "Finish", b"finishTransaction"),
    ],
)
def test_operation_is_spelled_by_version(version: int, operation: str, written: bytes) -> None:
    message = replace(MESSAGE, version=version, operation=operation)  # type: ignore[arg-type]
    signed = message.signed_bytes()
    assert signed.startswith(bytes((2, 1, version)))
    assert der.element(0x80, written) in signed


def test_process_type_may_be_blank_empty_or_absent() -> None:
    wanted = {" ": b"\x83\x01\x20", "": b"\x83\x00", None: b""}
    for process_type, element in wanted.items():
        message = replace(MESSAGE, process_data=b"", process_type=process_type)
        assert b"\x82\x00" + element + b"\x85" in message.signed_bytes()


@pytest.mark.parametrize(
    ("log_time", "element"),
    [
        (LogTime(1735730005), "020467752355"),
        (LogTime(1735730005, "utcTime"), b"\x17\x0d250101111325Z"),
        (LogTime(1735730005, "utcTimeWithSeconds"), b"\x17\x0d250101111325Z"),
        (LogTime(1735730005, "generalizedTime", 7), b"\x18\x0f20250101111325Z"),
        (
            LogTime(1735730005, "generalizedTimeWithMilliseconds", 7),
            b"\x18\x1320250101111325.007Z",
        ),
    ],
)
def test_log_time_as_written(log_time: LogTime, element: bytes | str) -> None:
    wanted = bytes.fromhex(element) if isinstance(element, str) else element
    assert log_time.encoded() == wanted
    assert replace(MESSAGE, log_time=log_time).signed_bytes().endswith(wanted)


def test_utc_time_without_seconds() -> None:
    minute = LogTime(1735729980, "utcTime")
    assert minute.encoded(without_seconds=True) == b"\x17\x0b2501011113Z"
    assert read_log_time(0x17, b"2501011113Z") == minute
    assert read_log_time(0x17, b"500101000000Z").unix < 0


@pytest.mark.parametrize("unix", [2524608000, -631152001, 10**15])
def test_moments_a_format_cannot_hold(unix: int) -> None:
    with pytest.raises(ValueError, match="year|calendar"):
        LogTime(unix, "utcTime").encoded()


def test_what_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="algorithm"):
        replace(MESSAGE, algorithm="ecdsa-plain-SHA1").signed_bytes()
    with pytest.raises(ValueError, match="serial"):
        replace(MESSAGE, serial=b"short").signed_bytes()
    with pytest.raises(ValueError, match="tag"):
        system_data([(31, b"")])


def test_version_3_system_log() -> None:
    """Tags of TR-03151-1: type, origin, user, data as a sequence, reserved."""
    signed = (
        der.integer(3)
        + der.oid("0.4.0.127.0.7.3.7.1.2")
        + der.element(0x80, b"updateTime")
        + der.element(0x81, b"integration-interface")
        + der.element(0x82, b"admin")
        + der.element(0xA3, der.integer(1) + der.integer(2))
        + der.element(0x84, b"")
        + device()
        + der.integer(3)
        + der.integer(1735730003)
    )
    parsed = parse_log(log_file(signed, SIGNATURE))
    assert (parsed.version, parsed.operation) == (3, "updateTime")
    assert (parsed.origin, parsed.triggered_by) == ("integration-interface", "admin")
    assert (parsed.data, parsed.internal_data) == (der.integer(1) + der.integer(2), b"")
    assert parsed.signed == signed


def test_unknown_names_are_shown() -> None:
    signed = SystemMessage("auditStart", b"", SERIAL, 1, LogTime(0)).signed_bytes()
    assert parse_log(log_file(signed, SIGNATURE)).operation == "auditStart"
    message = MESSAGE.signed_bytes().replace(b"FinishTransaction", b"Finish\xffransaction")
    parsed = parse_log(log_file(message, SIGNATURE))
    assert parsed.operation == "Finish\\xffransaction"
    assert parsed.step is None


def test_unknown_algorithm_is_shown_by_its_number() -> None:
    signed = MESSAGE.signed_bytes().replace(
        der.oid(ALGORITHM_OIDS[MESSAGE.algorithm]), der.oid("0.4.0.127.0.7.1.1.4.4.3")
    )
    assert parse_log(log_file(signed, SIGNATURE)).algorithm == "0.4.0.127.0.7.1.1.4.4.3"


def test_algorithm_parameters_are_let_pass() -> None:
    plain = der.element(0x30, der.oid(ALGORITHM_OIDS[MESSAGE.algorithm]))
    with_null = der.element(0x30, der.oid(ALGORITHM_OIDS[MESSAGE.algorithm]) + b"\x05\x00")
    signed = MESSAGE.signed_bytes().replace(plain, with_null)
    parsed = parse_log(log_file(signed, SIGNATURE))
    assert (parsed.algorithm, parsed.signed) == (MESSAGE.algorithm, signed)


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
    try:
        parse_log(data)
    except MalformedLog:
        pass


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
    try:
        parse_log(file)
    except MalformedLog:
        pass
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
