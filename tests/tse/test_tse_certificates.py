"""Certificates in a row, each signed by the next."""

from __future__ import annotations

import base64

import pytest

from tse_companion.tse.authority import CertificateUnreadable, TestAuthority
from tse_companion.tse.certificates import read_chain
from tse_companion.tse.keys import SigningKey

KEY = SigningKey.from_seed(b"device")
AUTHORITY = TestAuthority.from_seed(b"authority")
DEVICE = AUTHORITY.issue(KEY, not_before=1735689600, not_after=1767225599)


def pem(*certificates: bytes) -> str:
    return "".join(
        f"-----BEGIN CERTIFICATE-----\n{base64.encodebytes(c).decode()}-----END CERTIFICATE-----\n"
        for c in certificates
    )


def test_one_alone() -> None:
    for text in (base64.b64encode(DEVICE).decode(), pem(DEVICE)):
        chain = read_chain(text)
        assert chain.links == ()
        assert [c.key_serial_hex for c in chain.certificates] == [KEY.serial_hex]


def test_a_whole_chain_holds() -> None:
    chain = read_chain(pem(DEVICE, *AUTHORITY.chain))
    assert chain.links == (True, True)
    assert [c.is_ca for c in chain.certificates] == [False, True, True]


def test_a_foreign_issuer_is_found() -> None:
    foreign = TestAuthority.from_seed(b"another").chain
    assert read_chain(pem(DEVICE, *foreign)).links == (False, True)


@pytest.mark.parametrize("text", ["", "Käse", "QUJD", pem(b"ABC")])
def test_what_is_no_certificate_is_refused(text: str) -> None:
    with pytest.raises(CertificateUnreadable):
        read_chain(text)
