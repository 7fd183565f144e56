"""The signed bytes of a log message: building them, and reading them from a log file.

Source: BSI TR-03151 v1.0.1 (version 2, all devices seen so far), TR-03151-1 v1.1 (version 3).
What is signed is the content of the outer SEQUENCE from version to log time: neither the
SEQUENCE's own tag and length nor the signature element.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from tse_companion.tse import der
from tse_companion.tse.log_time import LogTime, TimeFormat, read_log_time

__all__ = [
    "ALGORITHM_OIDS",
    "AuditMessage",
    "LogTime",
    "MalformedLog",
    "ParsedLog",
    "SystemMessage",
    "TimeFormat",
    "TransactionMessage",
    "log_file",
    "parse_log",
    "system_data",
]

Kind = Literal["transaction", "system", "audit"]
Operation = Literal["Start", "Update", "Finish"]

# The last arc is easy to confuse; published code with system and audit crossed exists.
_KIND_OIDS: Final[Mapping[Kind, str]] = {
    "transaction": "0.4.0.127.0.7.3.7.1.1",
    "system": "0.4.0.127.0.7.3.7.1.2",
    "audit": "0.4.0.127.0.7.3.7.1.3",
}
_KINDS: Final[Mapping[str, Kind]] = {oid: kind for kind, oid in _KIND_OIDS.items()}

# Permitted by TR-03116-5 and verifiable here; EC-Schnorr is not.
ALGORITHM_OIDS: Final[Mapping[str, str]] = {
    f"ecdsa-plain-{name}": f"0.4.0.127.0.7.1.1.4.1.{arc}"
    for name, arc in {
        "SHA256": 3,
        "SHA384": 4,
        "SHA512": 5,
        "SHA3-256": 9,
        "SHA3-384": 10,
        "SHA3-512": 11,
    }.items()
}
_ALGORITHMS: Final[Mapping[str, str]] = {oid: name for name, oid in ALGORITHM_OIDS.items()}

_CONTEXT = 0x80
_CONSTRUCTED = 0x20
_SERIAL_SIZE = 32
_MAX_FILE = 1 << 20  # log messages are a few kB


# --- building --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TransactionMessage:
    """A Start, Update or Finish before it is signed.

    ``process_type`` ``None`` leaves the element out; fiskaly V2 writes one blank for a Start
    without data. ``serial`` is the TSE's: SHA-256 of its public point.
    """

    operation: Operation
    client_id: str
    process_data: bytes
    process_type: str | None
    transaction_number: int
    serial: bytes
    counter: int
    log_time: LogTime
    algorithm: str = "ecdsa-plain-SHA256"
    version: Literal[2, 3] = 2
    external_data: bytes | None = None
    internal_data: bytes | None = None

    def signed_bytes(self, *, indefinite: bool = False, without_seconds: bool = False) -> bytes:
        """The bytes that are signed.

        ``indefinite`` writes the process data with indefinite length in one chunk, as some
        devices do. Raises ValueError for an unknown algorithm or an unrepresentable time.
        """
        operation = f"{self.operation}Transaction"
        if self.version == 3:
            operation = operation[0].lower() + operation[1:]
        if indefinite:
            chunk = der.element(der.OCTETS, self.process_data)
            data = bytes((_CONTEXT | _CONSTRUCTED | 2, 0x80)) + chunk + b"\0\0"
        else:
            data = _context(2, self.process_data)
        return b"".join(
            (
                der.integer(self.version),
                der.oid(_KIND_OIDS["transaction"]),
                _context(0, operation.encode()),
                _context(1, _text(self.client_id)),
                data,
                b"" if self.process_type is None else _context(3, _text(self.process_type)),
                b"" if self.external_data is None else _context(4, self.external_data),
                _context(5, der.integer_content(self.transaction_number)),
                b"" if self.internal_data is None else _context(6, self.internal_data),
                _device(self.serial, self.algorithm),
                der.integer(self.counter),
                self.log_time.encoded(without_seconds=without_seconds),
            )
        )


@dataclass(frozen=True, slots=True)
class SystemMessage:
    """A version 2 system log before it is signed; ``data`` comes from :func:`system_data`."""

    operation: str
    data: bytes
    serial: bytes
    counter: int
    log_time: LogTime
    algorithm: str = "ecdsa-plain-SHA256"

    def signed_bytes(self) -> bytes:
        """The bytes that are signed."""
        return b"".join(
            (
                der.integer(2),
                der.oid(_KIND_OIDS["system"]),
                _context(0, _text(self.operation)),
                _context(1, self.data),
                _device(self.serial, self.algorithm),
                der.integer(self.counter),
                self.log_time.encoded(),
            )
        )


@dataclass(frozen=True, slots=True)
class AuditMessage:
    """A version 2 audit log before it is signed."""

    data: bytes
    serial: bytes
    counter: int
    log_time: LogTime
    algorithm: str = "ecdsa-plain-SHA256"

    def signed_bytes(self) -> bytes:
        """The bytes that are signed."""
        return b"".join(
            (
                der.integer(2),
                der.oid(_KIND_OIDS["audit"]),
                _device(self.serial, self.algorithm),
                der.element(der.OCTETS, self.data),
                der.integer(self.counter),
                self.log_time.encoded(),
            )
        )


def system_data(items: Sequence[tuple[int, bytes]]) -> bytes:
    """The inner list of a system log: each ``(number, content)`` under that context tag (0-30)."""
    return b"".join(_context(number, content) for number, content in items)


def log_file(signed: bytes, signature: bytes) -> bytes:
    """A whole log file from the signed bytes and the plain signature r ‖ s."""
    return der.element(der.SEQUENCE, signed + der.element(der.OCTETS, signature))


def _context(number: int, content: bytes) -> bytes:
    if not 0 <= number <= 30:
        raise ValueError("context tag of more than one byte")
    return der.element(_CONTEXT | number, content)


def _text(text: str) -> bytes:
    # Text that came through a lossy channel must still give bytes: they just do not verify.
    return text.encode("utf-8", "surrogatepass")


def _device(serial: bytes, algorithm: str) -> bytes:
    if len(serial) != _SERIAL_SIZE:
        raise ValueError("serial number is not 32 bytes")
    if algorithm not in ALGORITHM_OIDS:
        raise ValueError("algorithm not permitted")
    return der.element(der.OCTETS, serial) + der.element(
        der.SEQUENCE, der.oid(ALGORITHM_OIDS[algorithm])
    )


# --- reading ---------------------------------------------------------------------------------


class MalformedLog(ValueError):
    """The file is no log message; ``reason`` says why, in English, for the details."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ParsedLog:
    """What a log file says, and the original bytes that were signed.

    ``operation`` is the name as written (also unknown ones), ``algorithm`` the permitted name or
    the dotted object identifier. Transaction logs fill the transaction's members; system logs
    fill ``data`` (version 3: the event data's content), ``origin`` and ``triggered_by``; audit
    logs fill ``data`` only.
    """

    kind: Kind
    version: int
    serial: bytes
    algorithm: str
    counter: int
    log_time: LogTime
    signed: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    operation: str = ""
    client_id: str | None = None
    process_data: bytes | None = None
    process_type: str | None = None
    transaction_number: int | None = None
    external_data: bytes | None = None
    internal_data: bytes | None = None
    is_indefinite: bool = False
    data: bytes | None = None
    origin: str | None = None
    triggered_by: str | None = None

    @property
    def step(self) -> Operation | None:
        """The transaction step, whatever the version's spelling."""
        return _STEPS.get(self.operation.casefold()) if self.kind == "transaction" else None


_STEPS: Final[Mapping[str, Operation]] = {
    "starttransaction": "Start",
    "updatetransaction": "Update",
    "finishtransaction": "Finish",
}


def parse_log(data: bytes) -> ParsedLog:
    """What the log file ``data`` says; raises MalformedLog, whatever the bytes are.

    Lengths are accepted as they stand, shortest or not: the original bytes are what counts.
    """
    try:
        return _parse(data)
    except der.DerError as error:
        raise MalformedLog(str(error)) from error


def _parse(data: bytes) -> ParsedLog:
    if len(data) > _MAX_FILE:
        raise der.DerError("larger than any log message")
    outer = der.read(data, 0, len(data))
    if outer.tag != der.SEQUENCE:
        raise der.DerError("no sequence")
    if outer.end != len(data):
        raise der.DerError("bytes after the end")
    walk = _Walk(data, outer.body, outer.end)
    version = der.integer_value(walk.take(der.INTEGER, "version"))
    if version not in (2, 3):
        raise der.DerError("unknown version")
    kind = _KINDS.get(der.oid_value(walk.take(der.OID, "kind of log message")))
    if kind is None:
        raise der.DerError("unknown kind of log message")
    tagged = walk.take_tagged()
    serial = walk.take(der.OCTETS, "serial number")
    if len(serial) != _SERIAL_SIZE:
        raise der.DerError("serial number is not 32 bytes")
    algorithm = _algorithm(walk.take(der.SEQUENCE, "signature algorithm"))
    audit_data = walk.take(der.OCTETS, "audit data") if kind == "audit" else None
    counter = _count(walk.take(der.INTEGER, "signature counter"))
    log_time = read_log_time(*walk.take_any("log time"))
    signed = data[outer.body : walk.at]
    signature = walk.take(der.OCTETS, "signature")
    if walk.at != outer.end:
        raise der.DerError("element after the signature")
    common = (kind, version, serial, algorithm, counter, log_time, signed, signature)
    if kind == "audit":
        tagged.finish(())
        return ParsedLog(*common, data=audit_data)
    if kind == "system":
        return _system(common, tagged)
    parsed = ParsedLog(
        *common,
        operation=_shown(tagged.need(0)),
        client_id=_shown(tagged.need(1)),
        process_data=tagged.need(2),
        process_type=_shown_or_none(tagged.get(3)),
        external_data=tagged.get(4),
        transaction_number=_count(tagged.need(5)),
        internal_data=tagged.get(6),
        is_indefinite=tagged.is_indefinite,
    )
    tagged.finish(range(7))
    return parsed


_Common = tuple[Kind, int, bytes, str, int, LogTime, bytes, bytes]


def _system(common: _Common, tagged: _Tagged) -> ParsedLog:
    # Version 2 holds the octets under 1, version 3 a sequence under 3; both under tags that
    # later editions may extend, so further ones are let pass.
    operation = _shown(tagged.need(0))
    if common[1] == 2:
        return ParsedLog(
            *common, operation=operation, data=tagged.need(1), internal_data=tagged.get(2)
        )
    return ParsedLog(
        *common,
        operation=operation,
        origin=_shown_or_none(tagged.get(1)),
        triggered_by=_shown_or_none(tagged.get(2)),
        data=tagged.need(3),
        internal_data=tagged.get(4),
    )


class _Tagged:
    """The context-tagged elements between kind and serial number."""

    def __init__(self, found: Mapping[int, bytes], is_indefinite: bool) -> None:
        self._found = found
        self.is_indefinite = is_indefinite

    def get(self, number: int) -> bytes | None:
        return self._found.get(number)

    def need(self, number: int) -> bytes:
        if number not in self._found:
            raise der.DerError(f"element {number} missing")
        return self._found[number]

    def finish(self, allowed: Sequence[int]) -> None:
        if any(number not in allowed for number in self._found):
            raise der.DerError("unknown element")


class _Walk:
    """Takes elements from left to right; positions decide, because tags repeat."""

    def __init__(self, data: bytes, at: int, limit: int) -> None:
        self._data = data
        self._limit = limit
        self.at = at

    def take_any(self, what: str) -> tuple[int, bytes]:
        if self.at >= self._limit:
            raise der.DerError(f"{what} missing")
        found = der.read(self._data, self.at, self._limit)
        self.at = found.end
        return found.tag, self._data[found.body : found.end]

    def take(self, tag: int, what: str) -> bytes:
        found, content = self.take_any(what)
        if found != tag:
            raise der.DerError(f"{what} missing")
        return content

    def take_tagged(self) -> _Tagged:
        found: dict[int, bytes] = {}
        is_indefinite = False
        last = -1
        while self.at < self._limit and self._data[self.at] & 0xC0 == _CONTEXT:
            tag = self._data[self.at]
            number = tag & 0x1F
            if number <= last:
                raise der.DerError("elements out of order")
            last = number
            if tag == _CONTEXT | _CONSTRUCTED | 2:
                is_indefinite = der.header(self._data, self.at, self._limit).end is None
                found[number], self.at = der.joined_octets(self._data, self.at, self._limit)
            else:
                found[number] = self.take_any("element")[1]
        return _Tagged(found, is_indefinite)


def _algorithm(content: bytes) -> str:
    first = der.read(content, 0, len(content))
    if first.tag != der.OID:
        raise der.DerError("signature algorithm without a name")
    for _ in der.elements(content, first.end, len(content)):
        pass  # parameters are allowed, and must at least be elements
    dotted = der.oid_value(content[first.body : first.end])
    return _ALGORITHMS.get(dotted, dotted)


def _count(content: bytes) -> int:
    value = der.integer_value(content)
    if value < 0:
        raise der.DerError("negative number")
    return value


def _shown(content: bytes) -> str:
    return content.decode("utf-8", "backslashreplace")


def _shown_or_none(content: bytes | None) -> str | None:
    return None if content is None else _shown(content)
