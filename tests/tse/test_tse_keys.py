"""Keys, curves and plain ECDSA."""

from __future__ import annotations

import hashlib

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given
from hypothesis import strategies as st

from tse_companion.tse import der
from tse_companion.tse.keys import (
    ALGORITHMS,
    CURVES,
    SignatureInvalid,
    SigningKey,
    read_public_key,
    serial_of,
    verify_signature,
)
from tse_companion.tse.messages import ALGORITHM_OIDS

SHA256 = "ecdsa-plain-SHA256"
MESSAGE = b"what was signed"
KEY = SigningKey.from_seed(b"keys")
SIGNATURE = KEY.sign(MESSAGE)

CURVE_OIDS = {
    "secp256r1": "1.2.840.10045.3.1.7",
    "secp384r1": "1.3.132.0.34",
    "secp521r1": "1.3.132.0.35",
    "brainpoolP256r1": "1.3.36.3.3.2.8.1.1.7",
    "brainpoolP384r1": "1.3.36.3.3.2.8.1.1.11",
    "brainpoolP512r1": "1.3.36.3.3.2.8.1.1.13",
}
# Generators, points that are on their curve for certain.
SECP256K1_POINT = bytes.fromhex(
    "0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
    "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"
)
SECP224R1_POINT = bytes.fromhex(
    "04b70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21"
    "bd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34"
)


def spki(curve_oid: str, point: bytes) -> bytes:
    """A SubjectPublicKeyInfo for a point on a named curve."""
    algorithm = der.element(0x30, der.oid("1.2.840.10045.2.1") + der.oid(curve_oid))
    return der.element(0x30, algorithm + der.element(0x03, b"\x00" + point))


def category(public_key: bytes, signature: bytes, algorithm: str = SHA256) -> str:
    with pytest.raises(SignatureInvalid) as caught:
        verify_signature(public_key, algorithm, MESSAGE, signature)
    return caught.value.category


def pair(r: int, s: int, size: int = 32) -> bytes:
    return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def split(signature: bytes) -> tuple[int, int]:
    half = len(signature) // 2
    return int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big")


def test_both_lists_name_the_same_algorithms() -> None:
    assert set(ALGORITHMS) == set(ALGORITHM_OIDS)
    assert set(CURVES) == set(CURVE_OIDS)


@pytest.mark.parametrize("curve", CURVES)
@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_every_hash_goes_with_every_curve(curve: str, algorithm: str) -> None:
    key = SigningKey.from_seed(b"pairs", curve)
    signature = key.sign(MESSAGE, algorithm)
    assert len(signature) == 2 * CURVES[curve].size
    assert signature == key.sign(MESSAGE, algorithm)
    verify_signature(key.point, algorithm, MESSAGE, signature)
    with pytest.raises(SignatureInvalid):
        verify_signature(key.point, algorithm, MESSAGE + b".", signature)


@pytest.mark.parametrize("curve", CURVES)
def test_order_and_curve_are_right(curve: str) -> None:
    """r and s reach up to the order: the negated s verifies, the order itself does not."""
    key = SigningKey.from_seed(b"order", curve)
    order, size = CURVES[curve].order, CURVES[curve].size
    r, s = split(key.sign(MESSAGE))
    verify_signature(key.point, SHA256, MESSAGE, pair(r, order - s, size))
    for bad_r, bad_s in ((0, s), (r, 0), (0, 0), (order, s), (r, order), (r, 256**size - 1)):
        assert category(key.point, pair(bad_r, bad_s, size)) == "bad_signature"
    assert read_public_key(key.point).curve.name == curve
    last = SigningKey.from_bytes((order - 1).to_bytes(size, "big"), curve)
    assert last.curve.name == curve
    for outside in (0, order):
        with pytest.raises(ValueError):
            SigningKey.from_bytes(outside.to_bytes(size, "big"), curve)


@pytest.mark.parametrize("curve", CURVES)
def test_same_seed_same_key(curve: str) -> None:
    key = SigningKey.from_seed(b"seed", curve)
    again = SigningKey.from_seed(b"seed", curve)
    other = SigningKey.from_seed(b"other", curve)
    assert key.point == again.point != other.point
    assert SigningKey.from_bytes(key.to_bytes(), curve).point == key.point
    assert len(key.to_bytes()) == CURVES[curve].size


def test_fresh_keys_differ() -> None:
    assert SigningKey.generate().point != SigningKey.generate().point
    assert SigningKey.generate("brainpoolP256r1").curve.name == "brainpoolP256r1"


def test_key_does_not_show_itself() -> None:
    assert KEY.to_bytes().hex() not in repr(KEY)
    assert str(int.from_bytes(KEY.to_bytes(), "big")) not in repr(KEY)


def test_what_is_not_permitted_is_not_signed_with() -> None:
    with pytest.raises(KeyError):
        KEY.sign(MESSAGE, "ecdsa-plain-SHA1")
    with pytest.raises(KeyError):
        SigningKey.generate("secp256k1")


@pytest.mark.parametrize("curve", CURVES)
def test_spki_is_the_same_key(curve: str) -> None:
    key = SigningKey.from_seed(b"spki", curve)
    encoded = spki(CURVE_OIDS[curve], key.point)
    verify_signature(encoded, SHA256, MESSAGE, key.sign(MESSAGE))
    assert serial_of(encoded) == serial_of(key.point) == key.serial
    assert key.serial == hashlib.sha256(key.point).digest()
    assert key.serial_hex == key.serial.hex()
    assert read_public_key(encoded).form == "spki"
    assert read_public_key(key.point).form == "point"


def test_der_signature() -> None:
    r, s = split(SIGNATURE)
    encoded = der.element(0x30, der.integer(r) + der.integer(s))
    verify_signature(KEY.point, SHA256, MESSAGE, encoded)
    for wrong in (der.element(0x30, der.integer(r) + der.integer(0)), _of(r, KEY.curve.order + s)):
        assert category(KEY.point, wrong) == "bad_signature"
    for broken in (encoded[:-1], encoded + b"\0", b"\x30", b"\x30\x00", _of(-r, s)):
        assert category(KEY.point, broken) in ("bad_signature_length", "bad_signature")


def _of(r: int, s: int) -> bytes:
    return der.element(0x30, der.integer(r) + der.integer(s))


@pytest.mark.parametrize("signature", [b"", b"\0", SIGNATURE[:-1], SIGNATURE + b"\0", bytes(96)])
def test_signature_length(signature: bytes) -> None:
    assert category(KEY.point, signature) == "bad_signature_length"


@pytest.mark.parametrize(
    "algorithm",
    ["ecdsa-plain-SHA1", "ecdsa-plain-SHA224", "ecdsa-plain-sha256", "ecsdsa-plain-SHA256", ""],
)
def test_unknown_algorithm(algorithm: str) -> None:
    assert category(KEY.point, SIGNATURE, algorithm) == "unknown_algorithm"


def _rsa() -> bytes:
    key = rsa.generate_private_key(65537, 1024).public_key()
    return key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


@pytest.mark.parametrize(
    ("public_key", "wanted"),
    [
        (b"", "bad_public_key"),
        (b"\x04", "bad_public_key"),
        (KEY.point[:-1], "bad_public_key"),
        (KEY.point + b"\0", "bad_public_key"),
        (KEY.point[:-1] + bytes((KEY.point[-1] ^ 1,)), "bad_public_key"),  # on no curve
        (b"\x04" + bytes(64), "bad_public_key"),
        (bytes((2 + KEY.point[-1] % 2,)) + KEY.point[1:33], "bad_public_key"),  # compressed
        (b"\0", "bad_public_key"),
        (b"\x30\x00", "bad_public_key"),
        (spki(CURVE_OIDS["secp256r1"], KEY.point)[:-1], "bad_public_key"),
        (spki(CURVE_OIDS["brainpoolP256r1"], KEY.point), "bad_public_key"),
        (_rsa(), "bad_public_key"),
        (SECP256K1_POINT, "curve_not_permitted"),
        (SECP224R1_POINT, "curve_not_permitted"),
        (spki("1.3.132.0.10", SECP256K1_POINT), "curve_not_permitted"),
        (spki("1.3.132.0.33", SECP224R1_POINT), "curve_not_permitted"),
        (spki("1.3.36.3.3.2.8.1.1.1", b"\x04" + bytes(40)), "curve_not_permitted"),
    ],
)
def test_keys_that_are_refused(public_key: bytes, wanted: str) -> None:
    assert category(public_key, SIGNATURE) == wanted


def test_key_of_another_device() -> None:
    assert category(SigningKey.from_seed(b"other").point, SIGNATURE) == "bad_signature"


@given(st.binary(max_size=200), st.binary(max_size=200), st.sampled_from(ALGORITHMS))
def test_any_bytes(public_key: bytes, signature: bytes, algorithm: str) -> None:
    for key, value in ((public_key, SIGNATURE), (KEY.point, signature), (public_key, signature)):
        with pytest.raises(SignatureInvalid):
            verify_signature(key, algorithm, MESSAGE, value)


@given(st.integers(0, 511))
def test_any_bit_of_the_signature(bit: int) -> None:
    broken = bytearray(SIGNATURE)
    broken[bit // 8] ^= 1 << bit % 8
    assert category(KEY.point, bytes(broken)) == "bad_signature"
