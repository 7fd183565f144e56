"""Checking one receipt's QR code: is it readable, and does its signature prove it?

A valid code proves that some key signed it. Whose key, only a known TSE or a certificate tells:
compare the field ``tse_serial_number``.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from tse_companion.tse.form import form_warnings
from tse_companion.tse.keys import SignatureInvalid, Verifier
from tse_companion.tse.log_time import LogTime
from tse_companion.tse.messages import TransactionMessage
from tse_companion.tse.qrcode_text import (
    QrFields,
    QrTextMalformed,
    decode_base64,
    is_hex_signature,
    parse_qr_text,
    read_time,
)

Status = Literal["valid", "invalid", "malformed"]

# The text does not say which form was signed; the likely one comes first.
_FORMS: Final[tuple[tuple[Literal[2, 3], bool], ...]] = (
    (2, False),
    (2, True),
    (3, False),
    (3, True),
)
_FIELD_NAMES: Final = (
    "client_id",
    "process_type",
    "process_data",
    "transaction_number",
    "signature_counter",
    "start",
    "log_time",
    "algorithm",
    "log_time_format",
    "signature",
    "public_key",
)
# The start is not signed. All that can be said is when it is unlikely: after the end, or so long
# before it that no sale stays open that long.
_LONGEST_SALE: Final = 31 * 24 * 3600


@dataclass(frozen=True, slots=True)
class QrVerdict:
    """What the check of one code found.

    ``malformed``: no check possible; ``invalid``: readable, not to be accepted; ``valid``:
    signature proven. ``category`` and ``warnings`` are words of the findings list.
    ``fields`` are the code's own, plus for a valid one ``tse_serial_number``, ``curve``,
    ``log_version``, ``process_data_encoding``, ``signature_form`` and ``key_form``.
    """

    status: Status
    category: str
    warnings: tuple[str, ...]
    fields: Mapping[str, str | int]


def verify_qr_text(text: str) -> QrVerdict:
    """The verdict on one code; never raises, whatever the text."""
    try:
        fields = parse_qr_text(text)
    except QrTextMalformed as error:
        return QrVerdict(
            "malformed",
            error.category,
            tuple(_malformed_warnings(error.parts)),
            dict(zip(_FIELD_NAMES, error.parts, strict=False)),
        )
    shown: dict[str, str | int] = {name: getattr(fields, name) for name in _FIELD_NAMES}
    try:
        verifier = Verifier.prepare(
            decode_base64(fields.public_key), fields.algorithm, decode_base64(fields.signature)
        )
        version, indefinite = _proven_form(fields, verifier)
    except SignatureInvalid as error:
        return QrVerdict("invalid", error.category, (), shown)
    shown |= {
        "tse_serial_number": verifier.key.serial.hex(),
        "curve": verifier.key.curve.name,
        "log_version": version,
        "process_data_encoding": "indefinite" if indefinite else "definite",
        "signature_form": verifier.form,
        "key_form": verifier.key.form,
    }
    return QrVerdict("valid", "ok", tuple(_valid_warnings(fields, verifier)), shown)


def _proven_form(fields: QrFields, verifier: Verifier) -> tuple[int, bool]:
    """Version and process data form that the signature proves; raises SignatureInvalid."""
    log_time = read_time(fields.log_time, fields.log_time_format)
    # Only a device that leaves out the seconds can have signed a minute without them.
    minutes = fields.log_time_format == "utcTime" and log_time.unix % 60 == 0
    for without_seconds, (version, indefinite) in itertools.product(
        (False, True) if minutes else (False,), _FORMS
    ):
        message = _message(fields, log_time, verifier.key.serial, version)
        signed = message.signed_bytes(indefinite=indefinite, without_seconds=without_seconds)
        if verifier.proves(signed):
            return version, indefinite
    raise SignatureInvalid("bad_signature")


def _message(
    fields: QrFields, log_time: LogTime, serial: bytes, version: Literal[2, 3]
) -> TransactionMessage:
    return TransactionMessage(
        operation="Finish",
        client_id=fields.client_id,
        process_data=fields.process_data.encode("utf-8", "surrogatepass"),
        process_type=fields.process_type,
        transaction_number=fields.transaction_number,
        serial=serial,
        counter=fields.signature_counter,
        log_time=log_time,
        algorithm=fields.algorithm,
        version=version,
    )


def _valid_warnings(fields: QrFields, verifier: Verifier) -> Iterator[str]:
    if verifier.form == "der":
        yield "signature_der_encoded"
    if verifier.key.form == "spki":
        yield "public_key_spki_encoded"
    yield from form_warnings(fields.process_type, fields.process_data)
    start, end = read_time(fields.start), read_time(fields.log_time)
    before = (end.unix - start.unix) * 1000 + end.millis - start.millis
    if not 0 <= before <= _LONGEST_SALE * 1000:
        yield "start_time_unprotected"


def _malformed_warnings(parts: tuple[str, ...]) -> Iterator[str]:
    """What a person could mend in a text that was typed from a printed receipt."""
    if not parts:
        return
    _, process_type, process_data, _, _, start, log_time, *_ = parts
    if any(_has_offset(time) for time in (start, log_time)):
        yield "time_not_utc"
    if is_hex_signature(parts[9]):
        yield "signature_hex"
    yield from form_warnings(process_type, process_data)


def _has_offset(time: str) -> bool:
    """Whether a local time with its distance from UTC was printed."""
    return len(time) > 6 and time[-3] == ":" and time[-6] in "+-"
