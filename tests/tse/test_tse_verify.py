"""Verdicts on codes: published ones, generated ones, altered ones."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tse_companion.tse import der
from tse_companion.tse.keys import ALGORITHMS, CURVES, SigningKey
from tse_companion.tse.log_time import TIME_FORMATS, LogTime, TimeFormat
from tse_companion.tse.messages import TransactionMessage
from tse_companion.tse.qrcode_text import QrFields, build_qr_text, iso_time
from tse_companion.tse.verify import verify_qr_text

KEY = SigningKey.from_seed(b"codes")


def spelled(verdict: Any) -> tuple[str, str, tuple[str, ...]]:
    return verdict.status, verdict.category, verdict.warnings


def test_published_and_tampered_codes(reference_data: Path) -> None:
    codes = json.loads((reference_data / "qr_codes.json").read_text(encoding="utf-8"))
    assert len(codes) > 80
    facts = ("curve", "signature_form", "key_form", "log_version", "process_data_encoding")
    for code in codes:
        verdict = verify_qr_text(code["qr"])
        warnings = tuple(code.get("warnings", ()))
        if code["id"] == "crlf-suffix":  # the same code as "dfka", listed without its warning
            warnings = ("signature_der_encoded",)
        assert spelled(verdict) == (code["expected"], code["category"], warnings), code["id"]
        if verdict.status == "valid":
            wanted = {name: code[name] for name in facts}
            assert {name: verdict.fields[name] for name in facts} == wanted, code["id"]


@pytest.mark.parametrize("curve", CURVES)
@pytest.mark.parametrize(("version", "indefinite"), [(2, False), (2, True), (3, False), (3, True)])
def test_every_form_on_every_curve(
    make_fields: Any, curve: str, version: Literal[2, 3], indefinite: bool
) -> None:
    key = SigningKey.from_seed(b"forms", curve)
    for algorithm in ALGORITHMS[:3] if curve == "secp256r1" else ALGORITHMS[3:5]:
        fields = make_fields(key, version=version, indefinite=indefinite, algorithm=algorithm)
        verdict = verify_qr_text(build_qr_text(fields))
        assert spelled(verdict) == ("valid", "ok", ())
        assert verdict.fields["log_version"] == version
        assert verdict.fields["process_data_encoding"] == (
            "indefinite" if indefinite else "definite"
        )
        assert verdict.fields["curve"] == curve
        assert verdict.fields["tse_serial_number"] == key.serial_hex


@pytest.mark.parametrize("time_format", TIME_FORMATS)
def test_every_time_format(make_fields: Any, time_format: TimeFormat) -> None:
    fields = make_fields(KEY, log_time=LogTime(1735730005, time_format, 7))
    assert spelled(verify_qr_text(build_qr_text(fields))) == ("valid", "ok", ())
    moved = replace(fields, log_time=iso_time(1735730005, 8))
    status = "invalid" if time_format == "generalizedTimeWithMilliseconds" else "valid"
    assert verify_qr_text(build_qr_text(moved)).status == status


@pytest.mark.parametrize("version", [2, 3])
def test_utc_time_without_seconds(make_fields: Any, version: Literal[2, 3]) -> None:
    minute = LogTime(1735729980, "utcTime")
    fields = make_fields(KEY, version=version, log_time=minute, without_seconds=True)
    assert verify_qr_text(build_qr_text(fields)).status == "valid"
    later = replace(fields, log_time=iso_time(1735729981))
    assert verify_qr_text(build_qr_text(later)).category == "bad_signature"


@pytest.mark.parametrize(
    "data",
    [
        '1;"Tasse Kaffee";2.00\r1;"Espresso";1.90',
        '-1;"Brötchen ""groß""";0.35',
        "",
        ";",
        "a\n;b" * 30,
    ],
)
def test_orders_hold_semicolons(make_fields: Any, data: str) -> None:
    fields = make_fields(KEY, process_type="Bestellung-V1", process_data=data)
    verdict = verify_qr_text(build_qr_text(fields) + "\r\n")
    assert spelled(verdict) == ("valid", "ok", ())
    assert verdict.fields["process_data"] == data


def test_other_encodings_are_warned_of(make_fields: Any) -> None:
    fields = make_fields(KEY)
    signature = base64.b64decode(fields.signature)
    r, s = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
    algorithm = der.element(0x30, der.oid("1.2.840.10045.2.1") + der.oid("1.2.840.10045.3.1.7"))
    other = replace(
        fields,
        signature=base64.b64encode(der.element(0x30, der.integer(r) + der.integer(s))).decode(),
        public_key=base64.b64encode(
            der.element(0x30, algorithm + der.element(0x03, b"\0" + KEY.point))
        ).decode(),
    )
    verdict = verify_qr_text(build_qr_text(other))
    assert spelled(verdict) == ("valid", "ok", ("signature_der_encoded", "public_key_spki_encoded"))
    assert (verdict.fields["signature_form"], verdict.fields["key_form"]) == ("der", "spki")
    assert verdict.fields["tse_serial_number"] == KEY.serial_hex


@pytest.mark.parametrize(
    ("start", "warned"),
    [
        (iso_time(1735730005), False),
        (iso_time(1735730005, 1), True),  # after the end
        (iso_time(1735730006), True),
        (iso_time(1735730005 - 30 * 86400), False),
        (iso_time(1735730005 - 32 * 86400), True),
        (iso_time(978307200), True),
    ],
)
def test_start_is_not_signed(make_fields: Any, start: str, warned: bool) -> None:
    verdict = verify_qr_text(build_qr_text(make_fields(KEY, start=start)))
    assert spelled(verdict) == ("valid", "ok", ("start_time_unprotected",) if warned else ())


def test_form_is_reported_after_the_signature(make_fields: Any) -> None:
    fields = make_fields(
        KEY,
        process_type="KassenBeleg-V1",
        process_data="Beleg^3,000.00_0.0_0.00_0.00^2,900.00:Bar",
    )
    assert spelled(verify_qr_text(build_qr_text(fields))) == (
        "valid",
        "ok",
        (
            "process_type_spelling",
            "amount_format",
            "vat_slot_count",
            "sum_of_taxes_differs_from_payments",
        ),
    )
    altered = replace(fields, client_id="KASSE-2")
    assert spelled(verify_qr_text(build_qr_text(altered))) == ("invalid", "bad_signature", ())


def test_text_typed_from_a_printed_receipt(make_fields: Any) -> None:
    fields = make_fields(KEY)
    printed = replace(
        fields,
        start="2025-01-01T12:13:20+01:00",
        log_time="2025-01-01T12:13:25+01:00",
        signature=base64.b64decode(fields.signature).hex().upper(),
    )
    verdict = verify_qr_text(build_qr_text(printed))
    assert spelled(verdict) == ("malformed", "bad_time", ("time_not_utc", "signature_hex"))
    assert verdict.fields["client_id"] == "KASSE-1"
    only_hex = replace(fields, signature=printed.signature)
    assert spelled(verify_qr_text(build_qr_text(only_hex))) == (
        "malformed",
        "bad_base64",
        ("signature_hex",),
    )


@pytest.mark.parametrize(
    ("changes", "category"),
    [
        ({"algorithm": "ecdsa-plain-SHA1"}, "unknown_algorithm"),
        ({"algorithm": "ecdsa-plain-SHA512"}, "bad_signature"),
        ({"log_time_format": "utcTime"}, "bad_signature"),
        ({"client_id": "KASSE-2"}, "bad_signature"),
        ({"client_id": "KASSE-\ud800"}, "bad_signature"),
        ({"process_type": "Kassenbeleg-V2"}, "bad_signature"),
        ({"process_data": "Beleg^1.90_0.00_0.00_0.00_0.00^1.90:Bar"}, "bad_signature"),
        ({"process_data": "\udcff"}, "bad_signature"),
        ({"transaction_number": 201}, "bad_signature"),
        ({"signature_counter": 2**63}, "bad_signature"),
        ({"log_time": iso_time(1735730006)}, "bad_signature"),
        ({"log_time": "0001-01-01T00:00:00.000Z"}, "bad_signature"),
        ({"signature": ""}, "bad_signature_length"),
        ({"signature": base64.b64encode(bytes(64)).decode()}, "bad_signature"),
        ({"signature": base64.b64encode(bytes(63)).decode()}, "bad_signature_length"),
        ({"public_key": ""}, "bad_public_key"),
        (
            {"public_key": base64.b64encode(SigningKey.from_seed(b"x").point).decode()},
            "bad_signature",
        ),
    ],
)
def test_not_to_be_accepted(make_fields: Any, changes: dict[str, Any], category: str) -> None:
    fields = replace(make_fields(KEY), **changes)
    assert spelled(verify_qr_text(build_qr_text(fields))) == ("invalid", category, ())


SIGNED = TransactionMessage(
    operation="Finish",
    client_id="KASSE-1",
    process_data=b"Beleg^11.90_0.00_0.00_0.00_0.00^11.90:Bar",
    process_type="Kassenbeleg-V1",
    transaction_number=200,
    serial=KEY.serial,
    counter=128,
    log_time=LogTime(1735730005),
).signed_bytes()


def test_any_signed_byte_breaks_the_proof() -> None:
    from tse_companion.tse.keys import Verifier

    verifier = Verifier.prepare(KEY.point, "ecdsa-plain-SHA256", KEY.sign(SIGNED))
    assert verifier.proves(SIGNED)
    for at in range(len(SIGNED)):
        altered = bytearray(SIGNED)
        altered[at] ^= 1
        assert not verifier.proves(bytes(altered)), at


@given(st.data())
@settings(max_examples=60)
def test_any_changed_character_of_the_signed_fields(data: st.DataObject) -> None:
    fields = QrFields(
        "KASSE-1",
        "Kassenbeleg-V1",
        "Beleg^11.90_0.00_0.00_0.00_0.00^11.90:Bar",
        200,
        128,
        iso_time(1735730000),
        iso_time(1735730005),
        "ecdsa-plain-SHA256",
        "unixTime",
        base64.b64encode(KEY.sign(SIGNED)).decode(),
        base64.b64encode(KEY.point).decode(),
    )
    text = build_qr_text(fields)
    assert verify_qr_text(text).status == "valid"
    at = data.draw(st.integers(0, len(text) - 1))
    new = data.draw(st.characters(codec="utf-8"))
    altered = text[:at] + new + text[at + 1 :]
    unsigned = text.index(fields.start) <= at < text.index(fields.start) + len(fields.start)
    # Leading zeros of a number, the log time's milliseconds and the last bits of base64 mean
    # nothing; all else does.
    millis = text.index(fields.log_time) + len("2025-01-01T11:13:25.")
    padding = {text.index(end) + len(end) - 3 for end in (fields.signature, fields.public_key)}
    padding |= {place + 1 for place in padding}
    if altered != text and not unsigned and at not in {millis, millis + 1, millis + 2, *padding}:
        assert verify_qr_text(altered).status != "valid"


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=300))
def test_any_text(text: str) -> None:
    assert verify_qr_text(text).status == "malformed"
