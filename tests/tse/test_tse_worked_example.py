"""The worked example of the format notes, byte for byte."""

from __future__ import annotations

import base64
import hashlib

from tse_companion.tse.keys import SigningKey, verify_signature
from tse_companion.tse.messages import LogTime, TransactionMessage, log_file, parse_log
from tse_companion.tse.qrcode_text import QrFields, build_qr_text, iso_time, parse_qr_text
from tse_companion.tse.verify import verify_qr_text

KEY = SigningKey.from_seed(b"worked example key")
PROCESS_DATA = "Beleg^11.90_0.00_0.00_0.00_0.00^11.90:Bar"
FINISH = TransactionMessage(
    operation="Finish",
    client_id="KASSE-1",
    process_data=PROCESS_DATA.encode(),
    process_type="Kassenbeleg-V1",
    transaction_number=200,
    serial=KEY.serial,
    counter=128,
    log_time=LogTime(1735730005),
)
SIGNED = bytes.fromhex(
    "020102"
    "0609 04007f000703070101"
    "8011 46696e6973685472616e73616374696f6e"
    "8107 4b415353452d31"
    "8229 42656c65675e31312e39305f302e30305f302e30305f302e30305f302e30305e31312e39303a426172"
    "830e 4b617373656e62656c65672d5631"
    "8502 00c8"
    "0420 ebee0426200fe77e17e45b97a1fe3967134fd27f20079716a618317af3adbeae"
    "300c 060a 04007f00070101040103"
    "0202 0080"
    "0204 67752355"
)
SIGNATURE = bytes.fromhex(
    "eebd6b396d4f0f6fadd76410a15178735d2320f04d9f1bb06c47b08ee508f365"
    "e0dee73f77c5638af78075220d8433ba3da8d1aab53283a306fd516a55bf9d0a"
)


def test_key_follows_from_its_seed() -> None:
    assert KEY.to_bytes() == hashlib.sha256(b"worked example key").digest()
    assert KEY.point.hex() == (
        "046bd109a141b18e153f257638a47c40d84f947e4570ad9085f126acae8e93338a"
        "48c461c5e07250c364ba92063546e20a42500e45b34dca65516a517186312bb4"
    )
    assert KEY.serial_hex == "ebee0426200fe77e17e45b97a1fe3967134fd27f20079716a618317af3adbeae"


def test_signed_bytes() -> None:
    signed = FINISH.signed_bytes()
    assert signed == SIGNED
    assert len(signed) == 163
    assert (
        hashlib.sha256(signed).hexdigest()
        == "6c8e47f9c4270d31ecb6a7e832a5f063449c82056461e897e8a679965312c596"
    )


def test_signature_is_deterministic() -> None:
    assert KEY.sign(SIGNED) == SIGNATURE
    verify_signature(KEY.point, "ecdsa-plain-SHA256", SIGNED, SIGNATURE)


def test_log_file() -> None:
    file = log_file(SIGNED, SIGNATURE)
    assert len(file) == 232
    assert file[:3].hex() == "3081e5"
    assert file[166:168].hex() == "0440"
    parsed = parse_log(file)
    assert (parsed.signed, parsed.signature) == (SIGNED, SIGNATURE)
    assert (parsed.step, parsed.transaction_number, parsed.counter) == ("Finish", 200, 128)


def test_start_of_the_same_transaction() -> None:
    start = TransactionMessage(
        operation="Start",
        client_id="KASSE-1",
        process_data=b"",
        process_type=" ",
        transaction_number=200,
        serial=KEY.serial,
        counter=127,
        log_time=LogTime(1735730000),
    ).signed_bytes()
    assert b"\x80\x10StartTransaction\x81\x07KASSE-1\x82\x00\x83\x01\x20\x85\x02\x00\xc8" in start
    assert start.endswith(bytes.fromhex("02017f020467752350"))


def test_qr_text() -> None:
    fields = QrFields(
        client_id="KASSE-1",
        process_type="Kassenbeleg-V1",
        process_data=PROCESS_DATA,
        transaction_number=200,
        signature_counter=128,
        start=iso_time(1735730000),
        log_time=iso_time(1735730005),
        algorithm="ecdsa-plain-SHA256",
        log_time_format="unixTime",
        signature=base64.b64encode(SIGNATURE).decode(),
        public_key=base64.b64encode(KEY.point).decode(),
    )
    text = build_qr_text(fields)
    assert text == (
        f"V0;KASSE-1;Kassenbeleg-V1;{PROCESS_DATA};200;128;2025-01-01T11:13:20.000Z;"
        "2025-01-01T11:13:25.000Z;ecdsa-plain-SHA256;unixTime;"
        "7r1rOW1PD2+t12QQoVF4c10jIPBNnxuwbEewjuUI82Xg3uc/d8VjiveAdSINhDO6PajRqrUyg6MG/VFqVb+dCg==;"
        "BGvRCaFBsY4VPyV2OKR8QNhPlH5FcK2QhfEmrK6OkzOKSMRhxeByUMNkupIGNUbi"
        "CkJQDkWzTcplUWpRcYYxK7Q="
    )
    assert parse_qr_text(text) == fields
    verdict = verify_qr_text(text)
    assert (verdict.status, verdict.category, verdict.warnings) == ("valid", "ok", ())
    assert verdict.fields["tse_serial_number"] == KEY.serial_hex
