"""The practice certificate authority, and reading the facts of any TSE certificate.

The authority signs certificates for practice devices the way a real one is built (root, sub CA,
device) but under names that nobody can mistake for a real one.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tse_companion.tse.keys import SignatureInvalid, SigningKey, from_library

DEVICE_NAME: Final = "TSE-Companion Practice TSE"
_ORGANIZATION: Final = "TSE-Companion Practice"
_NAMES: Final = {NameOID.SERIAL_NUMBER: "serialNumber", NameOID.DN_QUALIFIER: "dnQualifier"}
_CA_CURVE: Final = "secp384r1"
# Fixed, so that the same seed gives the same certificates on every day.
_CA_NOT_BEFORE: Final = datetime(2019, 1, 1, tzinfo=UTC)
_CA_NOT_AFTER: Final = datetime(2049, 12, 31, 23, 59, 59, tzinfo=UTC)


class TestAuthority:
    """A root and a sub CA that certify practice devices."""

    __test__ = False  # its name makes test runners curious

    def __init__(self, root: SigningKey, sub: SigningKey) -> None:
        self._root = root
        self._sub = sub
        root_certificate = _sign(_ca_builder("Root CA", root, None, root, path_length=1), root)
        sub_certificate = _sign(
            _ca_builder("Sub CA", sub, root_certificate.subject, root, path_length=0), root
        )
        self._issuer = sub_certificate.subject
        self.chain: tuple[bytes, ...] = (_der(sub_certificate), _der(root_certificate))
        """DER of the sub CA, then of the root."""

    @classmethod
    def generate(cls) -> TestAuthority:
        """One with fresh random keys."""
        return cls(SigningKey.generate(_CA_CURVE), SigningKey.generate(_CA_CURVE))

    @classmethod
    def from_seed(cls, seed: bytes) -> TestAuthority:
        """Always the same one for the same seed."""
        return cls(
            SigningKey.from_seed(seed + b"/root", _CA_CURVE),
            SigningKey.from_seed(seed + b"/sub", _CA_CURVE),
        )

    def to_state(self) -> dict[str, str]:
        """What :meth:`from_state` needs to bring it back; fit for JSON."""
        return {"root": self._root.to_bytes().hex(), "sub": self._sub.to_bytes().hex()}

    @classmethod
    def from_state(cls, state: Mapping[str, str]) -> TestAuthority:
        """The authority that was kept; raises KeyError or ValueError for a damaged state."""
        return cls(
            SigningKey.from_bytes(bytes.fromhex(state["root"]), _CA_CURVE),
            SigningKey.from_bytes(bytes.fromhex(state["sub"]), _CA_CURVE),
        )

    def issue(
        self,
        key: SigningKey,
        *,
        not_before: int,
        not_after: int,
        common_name: str = DEVICE_NAME,
    ) -> bytes:
        """The DER certificate of a practice device, valid between two Unix times.

        Its subject carries the TSE serial number, as real ones do.
        """
        subject = _name(common_name, key.serial_hex)
        builder = _builder(subject, self._issuer, key, self._sub, b"device")
        builder = builder.not_valid_before(datetime.fromtimestamp(not_before, UTC))
        builder = builder.not_valid_after(datetime.fromtimestamp(not_after, UTC))
        builder = builder.add_extension(x509.BasicConstraints(False, None), critical=True)
        builder = builder.add_extension(_usage(is_ca=False), critical=True)
        return _der(_sign(builder, self._sub))


def _ca_builder(
    role: str,
    key: SigningKey,
    issuer: x509.Name | None,
    issuer_key: SigningKey,
    *,
    path_length: int,
) -> x509.CertificateBuilder:
    subject = _name(f"{DEVICE_NAME} {role}", None)
    builder = _builder(subject, issuer or subject, key, issuer_key, role.encode())
    return (
        builder.not_valid_before(_CA_NOT_BEFORE)
        .not_valid_after(_CA_NOT_AFTER)
        .add_extension(x509.BasicConstraints(True, path_length), critical=True)
        .add_extension(_usage(is_ca=True), critical=True)
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, key: SigningKey, issuer_key: SigningKey, role: bytes
) -> x509.CertificateBuilder:
    public, issuer_public = key.library_key.public_key(), issuer_key.library_key.public_key()
    # X.509 wants a positive number of at most 20 bytes, unique per issuer.
    number = int.from_bytes(hashlib.sha256(role + key.point).digest()[:16], "big") | 1
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(number)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_public), critical=False
        )
    )


def _usage(*, is_ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_ca,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_ca,
        crl_sign=is_ca,
        encipher_only=False,
        decipher_only=False,
    )


def _name(common_name: str, serial: str | None) -> x509.Name:
    parts = [
        x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, _ORGANIZATION),
        x509.NameAttribute(NameOID.COUNTRY_NAME, "DE"),
    ]
    if serial is not None:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, serial))
    return x509.Name(parts)


def _sign(builder: x509.CertificateBuilder, key: SigningKey) -> x509.Certificate:
    return builder.sign(key.library_key, hashes.SHA384(), ecdsa_deterministic=True)


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)


# --- reading ---------------------------------------------------------------------------------


class CertificateUnreadable(ValueError):
    """These bytes are no X.509 certificate."""


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What a certificate says. Times are Unix seconds.

    ``key_serial_hex`` is the TSE serial number that follows from the key; it, ``public_key``
    (the point) and ``curve`` are ``None`` when the key is on no permitted curve.
    """

    subject: str
    issuer: str
    serial_hex: str
    not_before: int
    not_after: int
    is_ca: bool
    curve: str | None
    public_key: bytes | None
    key_serial_hex: str | None

    def is_valid_at(self, unix: int) -> bool:
        """Whether the certificate's time includes this moment."""
        return self.not_before <= unix <= self.not_after


def certificate_facts(data: bytes | str) -> CertificateFacts:
    """The facts of a certificate given as DER, PEM, or base64 of DER (as the service sends it).

    Raises CertificateUnreadable.
    """
    try:
        certificate = _load(data)
        facts = CertificateFacts(
            subject=certificate.subject.rfc4514_string(_NAMES),
            issuer=certificate.issuer.rfc4514_string(_NAMES),
            serial_hex=f"{certificate.serial_number:x}",
            not_before=int(certificate.not_valid_before_utc.timestamp()),
            not_after=int(certificate.not_valid_after_utc.timestamp()),
            is_ca=_is_ca(certificate),
            curve=None,
            public_key=None,
            key_serial_hex=None,
        )
    except ValueError as error:
        raise CertificateUnreadable("no certificate") from error
    return _with_key(facts, certificate)


def _with_key(facts: CertificateFacts, certificate: x509.Certificate) -> CertificateFacts:
    try:
        key = certificate.public_key()
        if not isinstance(key, ec.EllipticCurvePublicKey):
            return facts
        public = from_library(key, "spki")
    except (SignatureInvalid, UnsupportedAlgorithm, ValueError):
        return facts
    return CertificateFacts(
        facts.subject,
        facts.issuer,
        facts.serial_hex,
        facts.not_before,
        facts.not_after,
        facts.is_ca,
        public.curve.name,
        public.point,
        public.serial.hex(),
    )


def _load(data: bytes | str) -> x509.Certificate:
    raw = data.encode("ascii") if isinstance(data, str) else data
    if raw.lstrip().startswith(b"-----BEGIN"):
        return x509.load_pem_x509_certificate(raw)
    if raw[:1] == b"\x30":
        return x509.load_der_x509_certificate(raw)
    try:
        return x509.load_der_x509_certificate(
            base64.b64decode(b"".join(raw.split()), validate=True)
        )
    except binascii.Error as error:
        raise CertificateUnreadable("no certificate") from error


def _is_ca(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, x509.DuplicateExtension):
        return False
