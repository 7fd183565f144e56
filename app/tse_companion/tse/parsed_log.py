"""Reading log files: untrusted bytes in, what they say and what was signed out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from tse_companion.tse import der
from tse_companion.tse.log_time import LogTime, read_log_time
from tse_companion.tse.oids import ALGORITHMS_BY_OID, KINDS, SERIAL_SIZE, Kind

Operation = Literal["Start", "Update", "Finish"]

_CONTEXT = 0x80
_CONSTRUCTED = 0x20
_MAX_FILE = 1 << 20  # log messages are a few kB


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
    kind = KINDS.get(der.oid_value(walk.take(der.OID, "kind of log message")))
    if kind is None:
        raise der.DerError("unknown kind of log message")
    tagged = walk.take_tagged()
    serial = walk.take(der.OCTETS, "serial number")
    if len(serial) != SERIAL_SIZE:
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
    return ALGORITHMS_BY_OID.get(dotted, dotted)


def _count(content: bytes) -> int:
    value = der.integer_value(content)
    if value < 0:
        raise der.DerError("negative number")
    return value


def _shown(content: bytes) -> str:
    return content.decode("utf-8", "backslashreplace")


def _shown_or_none(content: bytes | None) -> str | None:
    return None if content is None else _shown(content)
