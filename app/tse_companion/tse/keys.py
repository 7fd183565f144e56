"""Keys, curves and plain ECDSA (BSI TR-03111, permitted curves of TR-03116-5).

The algorithm's name fixes the hash, not the curve. The curve of a bare point is the permitted
one of that size whose equation the point satisfies.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

DEFAULT_ALGORITHM = "ecdsa-plain-SHA256"

_HASHES: Final[Mapping[str, type[hashes.HashAlgorithm]]] = {
    "ecdsa-plain-SHA256": hashes.SHA256,
    "ecdsa-plain-SHA384": hashes.SHA384,
    "ecdsa-plain-SHA512": hashes.SHA512,
    "ecdsa-plain-SHA3-256": hashes.SHA3_256,
    "ecdsa-plain-SHA3-384": hashes.SHA3_384,
    "ecdsa-plain-SHA3-512": hashes.SHA3_512,
}
ALGORITHMS: Final[tuple[str, ...]] = tuple(_HASHES)


@dataclass(frozen=True, slots=True)
class Curve:
    """A permitted curve; ``size`` is the byte length of a coordinate and of r and s."""

    name: str
    implementation: ec.EllipticCurve
    order: int

    @property
    def size(self) -> int:
        return (self.implementation.key_size + 7) // 8


_PERMITTED: Final[tuple[Curve, ...]] = (
    Curve(
        "secp256r1",
        ec.SECP256R1(),
        0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    ),
    Curve(
        "secp384r1",
        ec.SECP384R1(),
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
    ),
    Curve(
        "secp521r1",
        ec.SECP521R1(),
        0x01FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFA51868783BF2F966B7FCC0148F709A5D03BB5C9B8899C47AEBB6FB71E91386409,
    ),
    Curve(
        "brainpoolP256r1",
        ec.BrainpoolP256R1(),
        0xA9FB57DBA1EEA9BC3E660A909D838D718C397AA3B561A6F7901E0E82974856A7,
    ),
    Curve(
        "brainpoolP384r1",
        ec.BrainpoolP384R1(),
        0x8CB91E82A3386D280F5D6F7E50E641DF152F7109ED5456B31F166E6CAC0425A7CF3AB6AF6B7FC3103B883202E9046565,
    ),
    Curve(
        "brainpoolP512r1",
        ec.BrainpoolP512R1(),
        0xAADD9DB8DBE9C48B3FD4E6AE33C9FC07CB308DB3B3C9D20ED6639CCA70330870553E5C414CA92619418661197FAC10471DB1D381085DDADDB58796829CA90069,
    ),
)
CURVES: Final[Mapping[str, Curve]] = {curve.name: curve for curve in _PERMITTED}
# Known to the library, so that a point on one of them can be called by its fault.
_FORBIDDEN: Final[tuple[ec.EllipticCurve, ...]] = (
    ec.SECP256K1(),
    ec.SECP224R1(),
    ec.SECP192R1(),
)


class SignatureInvalid(ValueError):
    """Not to be accepted; ``category`` is a word of the findings list."""

    def __init__(self, category: str) -> None:
        super().__init__(category)
        self.category = category


# --- verifying -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key on a permitted curve. ``form`` tells how it was written: ``point`` or ``spki``."""

    curve: Curve
    point: bytes
    form: str
    implementation: ec.EllipticCurvePublicKey

    @property
    def serial(self) -> bytes:
        """SHA-256 of the uncompressed point: the TSE's serial number, in both forms."""
        return hashlib.sha256(self.point).digest()


@functools.lru_cache(maxsize=64)
def read_public_key(data: bytes) -> PublicKey:
    """The key in ``data``: an uncompressed point or a DER SubjectPublicKeyInfo.

    Raises SignatureInvalid: ``bad_public_key`` or ``curve_not_permitted``. The last ones are
    remembered, because an archive holds thousands of messages of one key.
    """
    if data[:1] == b"\x30":
        return _from_spki(data)
    if data[:1] != b"\x04":
        raise SignatureInvalid("bad_public_key")
    for curve in _PERMITTED:
        if len(data) == 1 + 2 * curve.size:
            try:
                key = ec.EllipticCurvePublicKey.from_encoded_point(curve.implementation, data)
            except ValueError:
                continue
            return PublicKey(curve, data, "point", key)
    for forbidden in _FORBIDDEN:
        try:
            ec.EllipticCurvePublicKey.from_encoded_point(forbidden, data)
        except (ValueError, UnsupportedAlgorithm):
            continue
        raise SignatureInvalid("curve_not_permitted")
    raise SignatureInvalid("bad_public_key")


def _from_spki(data: bytes) -> PublicKey:
    try:
        key = serialization.load_der_public_key(data)
    except UnsupportedAlgorithm as error:
        raise SignatureInvalid("curve_not_permitted") from error
    except ValueError as error:
        raise SignatureInvalid("bad_public_key") from error
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise SignatureInvalid("bad_public_key")
    return from_library(key, "spki")


def from_library(key: ec.EllipticCurvePublicKey, form: str) -> PublicKey:
    """The key, if its curve is permitted; raises SignatureInvalid (``curve_not_permitted``)."""
    for curve in _PERMITTED:
        if curve.implementation.name == key.curve.name:
            return PublicKey(curve, _point_of(key), form, key)
    raise SignatureInvalid("curve_not_permitted")


def _point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )


@dataclass(frozen=True, slots=True)
class Verifier:
    """Checks one signature against several candidate messages."""

    key: PublicKey
    form: str  # "plain" or "der"
    _der: bytes
    _hash: hashes.HashAlgorithm

    @classmethod
    def prepare(cls, public_key: bytes, algorithm: str, signature: bytes) -> Verifier:
        """Everything that can be refused before looking at a message.

        Raises SignatureInvalid: ``unknown_algorithm``, ``bad_public_key``,
        ``curve_not_permitted``, ``bad_signature_length``, or ``bad_signature`` for r or s out
        of range.
        """
        if algorithm not in _HASHES:
            raise SignatureInvalid("unknown_algorithm")
        key = read_public_key(public_key)
        r, s, form = _read_signature(signature, key.curve.size)
        if not (0 < r < key.curve.order and 0 < s < key.curve.order):
            raise SignatureInvalid("bad_signature")
        return cls(key, form, encode_dss_signature(r, s), _HASHES[algorithm]())

    def proves(self, signed: bytes) -> bool:
        """Whether this signature belongs to ``signed``."""
        try:
            self.key.implementation.verify(self._der, signed, ec.ECDSA(self._hash))
        except InvalidSignature:
            return False
        return True


def _read_signature(signature: bytes, size: int) -> tuple[int, int, str]:
    if len(signature) == 2 * size:
        r, s = signature[:size], signature[size:]
        return int.from_bytes(r, "big"), int.from_bytes(s, "big"), "plain"
    if signature[:1] == b"\x30":
        try:
            r_value, s_value = decode_dss_signature(signature)
        except ValueError as error:
            raise SignatureInvalid("bad_signature_length") from error
        return r_value, s_value, "der"
    raise SignatureInvalid("bad_signature_length")


def verify_signature(public_key: bytes, algorithm: str, signed: bytes, signature: bytes) -> None:
    """Returns when ``signature`` proves ``signed``; raises SignatureInvalid with the category.

    (r, n−s) verifies as well as (r, s): never use signature bytes to tell messages apart.
    """
    if not Verifier.prepare(public_key, algorithm, signature).proves(signed):
        raise SignatureInvalid("bad_signature")


def serial_of(public_key: bytes) -> bytes:
    """The TSE serial number (32 bytes) of a point or SPKI; raises SignatureInvalid."""
    return read_public_key(public_key).serial


# --- signing ---------------------------------------------------------------------------------


class SigningKey:
    """A private key of a practice TSE. Signatures are deterministic (RFC 6979)."""

    __slots__ = ("_key", "curve", "point")

    def __init__(self, key: ec.EllipticCurvePrivateKey) -> None:
        public = from_library(key.public_key(), "point")
        self._key = key
        self.curve = public.curve
        self.point = public.point

    @classmethod
    def generate(cls, curve: str = "secp256r1") -> SigningKey:
        """A fresh random key; raises KeyError for a curve that is not permitted."""
        return cls(ec.generate_private_key(CURVES[curve].implementation))

    @classmethod
    def from_seed(cls, seed: bytes, curve: str = "secp256r1") -> SigningKey:
        """Always the same key for the same seed; for practice and tests only.

        The private value is the hash of the seed (SHA-256, -384 or -512 by the curve's size),
        hashed again until it fits the group order.
        """
        chosen = CURVES[curve]
        name = {32: "sha256", 48: "sha384"}.get(chosen.size, "sha512")
        digest = hashlib.new(name, seed).digest()
        while not 0 < int.from_bytes(digest, "big") < chosen.order:
            digest = hashlib.new(name, digest).digest()
        return cls.from_bytes(digest, curve)

    @classmethod
    def from_bytes(cls, scalar: bytes, curve: str = "secp256r1") -> SigningKey:
        """The key with this private value; raises ValueError if it is out of range."""
        value = int.from_bytes(scalar, "big")
        return cls(ec.derive_private_key(value, CURVES[curve].implementation))

    def to_bytes(self) -> bytes:
        """The private value, big-endian. It is as secret as the state file it goes to."""
        return self._key.private_numbers().private_value.to_bytes(self.curve.size, "big")

    def sign(self, message: bytes, algorithm: str = DEFAULT_ALGORITHM) -> bytes:
        """Plain signature r ‖ s; raises KeyError for an algorithm that is not permitted."""
        scheme = ec.ECDSA(_HASHES[algorithm](), deterministic_signing=True)
        r, s = decode_dss_signature(self._key.sign(message, scheme))
        return r.to_bytes(self.curve.size, "big") + s.to_bytes(self.curve.size, "big")

    @property
    def serial(self) -> bytes:
        """The TSE serial number: SHA-256 of the point."""
        return hashlib.sha256(self.point).digest()

    @property
    def serial_hex(self) -> str:
        """The serial number as the service writes it: 64 lower-case hex digits."""
        return self.serial.hex()

    @property
    def library_key(self) -> ec.EllipticCurvePrivateKey:
        """For certificates; stays inside this package."""
        return self._key

    def __repr__(self) -> str:
        return f"SigningKey({self.curve.name}, {self.serial_hex[:8]}…)"
