"""Log messages: what is built can be read, and reading survives everything."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tse_companion.tse import der
from tse_companion.tse.log_time import TIME_FORMATS, LogTime, read_log_time
from tse_companion.tse.messages import (
    ALGORITHM_OIDS,
    AuditMessage,
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
    with pytest.raises(ValueError, match=r"year|calendar"):
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
