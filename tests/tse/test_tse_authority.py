"""The practice certificate authority and the facts of certificates."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from tse_companion.tse.authority import (
    CertificateUnreadable,
    TestAuthority,
    certificate_facts,
)
from tse_companion.tse.keys import CURVES, SigningKey

FROM, UNTIL = 1735689600, 1767225599
KEY = SigningKey.from_seed(b"device")
AUTHORITY = TestAuthority.from_seed(b"authority")
CERTIFICATE = AUTHORITY.issue(KEY, not_before=FROM, not_after=UNTIL)


def test_chain_holds_together() -> None:
    device, sub, root = (
        x509.load_der_x509_certificate(data) for data in (CERTIFICATE, *AUTHORITY.chain)
    )
    device.verify_directly_issued_by(sub)
    sub.verify_directly_issued_by(root)
    root.verify_directly_issued_by(root)
    lengths = [
        cert.extensions.get_extension_for_class(x509.BasicConstraints).value
        for cert in (device, sub, root)
    ]
    assert [(limits.ca, limits.path_length) for limits in lengths] == [
        (False, None),
        (True, 0),
        (True, 1),
    ]
    assert len({cert.serial_number for cert in (device, sub, root)}) == 3


def test_facts_of_a_device() -> None:
    facts = certificate_facts(CERTIFICATE)
    assert facts.key_serial_hex == KEY.serial_hex
    assert f"serialNumber={KEY.serial_hex}" in facts.subject
    assert "CN=TSE-Companion Practice TSE" in facts.subject
    assert "CN=TSE-Companion Practice TSE Sub CA" in facts.issuer
    assert (facts.not_before, facts.not_after) == (FROM, UNTIL)
    assert (facts.curve, facts.public_key, facts.is_ca) == ("secp256r1", KEY.point, False)
    assert [facts.is_valid_at(unix) for unix in (FROM - 1, FROM, UNTIL, UNTIL + 1)] == [
        False,
        True,
        True,
        False,
    ]


def test_facts_of_the_authorities() -> None:
    sub, root = (certificate_facts(data) for data in AUTHORITY.chain)
    assert sub.is_ca
    assert root.is_ca
    assert sub.issuer == root.subject == root.issuer
    assert certificate_facts(CERTIFICATE).issuer == sub.subject


def test_certificate_in_every_dress() -> None:
    plain = base64.b64encode(CERTIFICATE).decode()
    wrapped = "\n".join(plain[at : at + 64] for at in range(0, len(plain), 64))
    pem = f"-----BEGIN CERTIFICATE-----\n{wrapped}\n-----END CERTIFICATE-----\n"
    facts = certificate_facts(CERTIFICATE)
    for dress in (plain, wrapped, pem, "\n" + pem, plain.encode(), pem.encode()):
        assert certificate_facts(dress) == facts


def test_same_seed_same_certificates() -> None:
    again = TestAuthority.from_seed(b"authority")
    assert again.chain == AUTHORITY.chain
    assert again.issue(KEY, not_before=FROM, not_after=UNTIL) == CERTIFICATE
    assert TestAuthority.generate().chain != TestAuthority.generate().chain


def test_state_comes_back() -> None:
    made = TestAuthority.generate()
    back = TestAuthority.from_state(json.loads(json.dumps(made.to_state())))
    assert back.chain == made.chain
    for damaged in ({}, {"root": "00", "sub": "00"}, {"root": "x", "sub": "x"}):
        with pytest.raises((KeyError, ValueError)):
            TestAuthority.from_state(damaged)


@pytest.mark.parametrize("curve", CURVES)
def test_devices_on_every_curve(curve: str) -> None:
    key = SigningKey.from_seed(b"device", curve)
    facts = certificate_facts(AUTHORITY.issue(key, not_before=FROM, not_after=UNTIL))
    assert (facts.curve, facts.key_serial_hex) == (curve, key.serial_hex)


def _foreign(key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "foreign")])
    begin = datetime(2025, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=1))
        .sign(key, None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.DER)


def test_keys_that_no_device_may_have() -> None:
    for key in (ec.generate_private_key(ec.SECP256K1()), ed25519.Ed25519PrivateKey.generate()):
        facts = certificate_facts(_foreign(key))
        assert facts.subject == "CN=foreign"
        assert (facts.curve, facts.public_key, facts.key_serial_hex) == (None, None, None)
        assert not facts.is_ca


@pytest.mark.parametrize(
    "data",
    [b"", "", b"\x30\x00", "AAAA", "ä", "not base64!", CERTIFICATE[:-1], CERTIFICATE + b"\0"],
)
def test_unreadable(data: bytes | str) -> None:
    with pytest.raises(CertificateUnreadable):
        certificate_facts(data)


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    with pytest.raises(CertificateUnreadable):
        certificate_facts(data)
