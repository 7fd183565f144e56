"""The signed bytes of a log message: building them, and reading them from a log file.

Source: BSI TR-03151 v1.0.1 (version 2, all devices seen so far), TR-03151-1 v1.1 (version 3).
What is signed is the content of the outer SEQUENCE from version to log time: neither the
SEQUENCE's own tag and length nor the signature element.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tse_companion.tse import der
from tse_companion.tse.log_time import LogTime, TimeFormat
from tse_companion.tse.oids import ALGORITHM_OIDS, KIND_OIDS, SERIAL_SIZE
from tse_companion.tse.parsed_log import MalformedLog, Operation, ParsedLog, parse_log

__all__ = [
    "ALGORITHM_OIDS",
    "AuditMessage",
    "LogTime",
    "MalformedLog",
    "Operation",
    "ParsedLog",
    "SystemMessage",
    "TimeFormat",
    "TransactionMessage",
    "log_file",
    "parse_log",
    "system_data",
]

_CONTEXT = 0x80
_CONSTRUCTED = 0x20


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
                der.oid(KIND_OIDS["transaction"]),
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
                der.oid(KIND_OIDS["system"]),
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
                der.oid(KIND_OIDS["audit"]),
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
    if len(serial) != SERIAL_SIZE:
        raise ValueError("serial number is not 32 bytes")
    if algorithm not in ALGORITHM_OIDS:
        raise ValueError("algorithm not permitted")
    return der.element(der.OCTETS, serial) + der.element(
        der.SEQUENCE, der.oid(ALGORITHM_OIDS[algorithm])
    )
