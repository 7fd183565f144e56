"""The text of a receipt's QR code, version V0 (DSFinV-K Annex I): building and taking apart.

``V0;client;process type;process data;transaction;counter;start;log time;algorithm;time
format;signature;public key``. Process data may hold semicolons, nothing else may.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from tse_companion.tse.log_time import TIME_FORMATS, LogTime, TimeFormat

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TIME = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\.([0-9]{3})Z"
)
_TIME_START = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:")
_NUMBER = re.compile(r"[0-9]{1,19}")
_VERSION = re.compile(r"V[0-9]+;")
_LEFT, _RIGHT = 3, 8  # fields before and after the process data
_MAX_TEXT = 8000  # characters; the largest QR symbol holds 7089


class QrTextMalformed(ValueError):
    """The text is no QR code text of a receipt; ``category`` is a word of the findings list.

    ``parts`` are the twelve fields as printed when the text could be split at all.
    """

    def __init__(self, category: str, parts: tuple[str, ...] = ()) -> None:
        super().__init__(category)
        self.category = category
        self.parts = parts


@dataclass(frozen=True, slots=True)
class QrFields:
    """The fields of one code, as printed; ``signature`` and ``public_key`` are base64."""

    client_id: str
    process_type: str
    process_data: str
    transaction_number: int
    signature_counter: int
    start: str
    log_time: str
    algorithm: str
    log_time_format: TimeFormat
    signature: str
    public_key: str


def iso_time(unix: int, millis: int = 0) -> str:
    """UTC with milliseconds, as the code wants it: ``2025-01-01T11:13:25.000Z``."""
    moment = _EPOCH + timedelta(seconds=unix)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{millis:03}Z"


def read_time(text: str, time_format: TimeFormat = "unixTime") -> LogTime:
    """The moment a field of the code names; raises QrTextMalformed (``bad_time``)."""
    found = _TIME.fullmatch(text)
    if found is None:
        raise QrTextMalformed("bad_time")
    year, month, day, hour, minute, second, millis = (int(part) for part in found.groups())
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError as error:
        raise QrTextMalformed("bad_time") from error
    return LogTime((moment - _EPOCH) // timedelta(seconds=1), time_format, millis)


def build_qr_text(fields: QrFields) -> str:
    """The text to print; raises ValueError if a field would change the others' places."""
    parts = (
        fields.client_id,
        fields.process_type,
        fields.process_data,
        str(fields.transaction_number),
        str(fields.signature_counter),
        fields.start,
        fields.log_time,
        fields.algorithm,
        fields.log_time_format,
        fields.signature,
        fields.public_key,
    )
    if any(";" in part for index, part in enumerate(parts) if index != _LEFT - 1):
        raise ValueError("only process data may hold a semicolon")
    return ";".join(("V0", *parts))


def parse_qr_text(text: str) -> QrFields:
    """The fields of a code; surrounding white space is what hand scanners add.

    Raises QrTextMalformed. Says nothing about the signature.
    """
    parts = _split(text.strip() if len(text) <= _MAX_TEXT else "")
    client_id, process_type, process_data, number, counter, start, log_time = parts[:7]
    algorithm, time_format, signature, public_key = parts[7:]
    try:
        if not (_NUMBER.fullmatch(number) and _NUMBER.fullmatch(counter)):
            raise QrTextMalformed("bad_number")
        known = next((name for name in TIME_FORMATS if name == time_format), None)
        read_time(start)
        moment = read_time(log_time, known or "unixTime")
        if known is None:
            raise QrTextMalformed("unknown_time_format")
        try:
            moment.encoded()
        except ValueError as error:
            raise QrTextMalformed("bad_time") from error
        if is_hex_signature(signature):
            raise QrTextMalformed("bad_base64")
        for field in (signature, public_key):
            decode_base64(field)
    except QrTextMalformed as error:
        # A receipt's data never hold a semicolon: then a field too many is the likelier fault.
        surplus = ";" in process_data and process_type.casefold() == "kassenbeleg-v1"
        raise QrTextMalformed("bad_field_count" if surplus else error.category, parts) from error
    return QrFields(
        client_id,
        process_type,
        process_data,
        int(number),
        int(counter),
        start,
        log_time,
        algorithm,
        known,
        signature,
        public_key,
    )


def decode_base64(text: str) -> bytes:
    """Standard alphabet with padding and nothing else; raises QrTextMalformed."""
    try:
        return base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise QrTextMalformed("bad_base64") from error


def _split(text: str) -> tuple[str, ...]:
    """The eleven fields after the version."""
    if not text.startswith("V0;"):
        known = _VERSION.match(text) and text.count(";") >= _LEFT
        raise QrTextMalformed("unsupported_version" if known else "not_a_tse_code")
    parts = text.split(";")
    if len(parts) < _LEFT + 1 + _RIGHT or _is_shifted(parts):
        raise QrTextMalformed("bad_field_count")
    return (*parts[1:_LEFT], ";".join(parts[_LEFT:-_RIGHT]), *parts[-_RIGHT:])


def _is_shifted(parts: list[str]) -> bool:
    """Whether a field is missing or too many on the right: the two times, which no process data
    look like, then stand in a wrong place."""
    looks = [bool(_TIME_START.match(part)) for part in parts]
    pairs = [index for index, pair in enumerate(pairwise(looks)) if all(pair)]
    return bool(pairs) and pairs[-1] != len(parts) - _RIGHT + 2


def is_hex_signature(text: str) -> bool:
    """Whether this is a signature printed in hexadecimal; such text is base64 only by accident."""
    digits = re.fullmatch(r"[0-9A-F]+|[0-9a-f]+", text) is not None
    # All zero bytes are one repeated letter in base64, and no signature in hexadecimal.
    return len(text) in (128, 192, 256, 264) and digits and len(set(text)) > 4
