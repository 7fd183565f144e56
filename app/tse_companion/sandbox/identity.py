"""Credentials, tokens and keys of one sandbox, all derived from one root secret.

The root lies in the state file, so whoever can read that file can read every secret of the
sandbox. That is meant: it guards nothing but practice data, and a state file must go on working
after a restart. The same root gives the same key, secret, PUKs and signing keys.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import itertools
import json
import secrets
import string
import uuid
from dataclasses import dataclass

ACCESS_SECONDS = 24 * 3600
REFRESH_SECONDS = 48 * 3600

_LETTERS = string.ascii_letters + string.digits
_HEADER = {"alg": "HS256", "typ": "JWT"}


@dataclass(frozen=True, slots=True)
class TokenPair:
    """One answer to a login; times in Unix seconds."""

    access: str
    access_expires_at: int
    refresh: str
    refresh_expires_at: int


class Identity:
    """The account behind one sandbox: its API key, and everything that is random elsewhere."""

    def __init__(self, root: bytes) -> None:
        self._root = root
        self._issued = itertools.count()
        self.organization_id = self.uuid("organization")
        self.api_key = f"test_{self._letters('api key', 25).lower()}_sandbox"
        self.api_secret = self._letters("api secret", 43)

    @staticmethod
    def root_for(seed: int | None) -> bytes:
        """A root secret: fixed by the seed, or random without one."""
        if seed is None:
            return secrets.token_bytes(32)
        return hashlib.sha256(f"sandbox seed {seed}".encode()).digest()

    def derive(self, *labels: str) -> bytes:
        """32 bytes that belong to these labels; the same every time."""
        return hmac.digest(self._root, "\0".join(labels).encode(), "sha256")

    def uuid(self, *labels: str) -> str:
        """A version 4 UUID that belongs to these labels."""
        return str(uuid.UUID(bytes=self.derive("uuid", *labels)[:16], version=4))

    def puk(self, *labels: str) -> str:
        """Ten digits, the form that generated PUKs have."""
        return f"{int.from_bytes(self.derive('puk', *labels)) % 10**10:010}"

    def knows(self, api_key: str, api_secret: str) -> bool:
        """Whether both credentials are right, in constant time."""
        key_right = same(api_key, self.api_key)
        secret_right = same(api_secret, self.api_secret)
        return key_right & secret_right

    def issue(self, now: int, epoch: int) -> TokenPair:
        """New tokens; they die at their time or when the epoch moves on."""
        access_until, refresh_until = now + ACCESS_SECONDS, now + REFRESH_SECONDS
        return TokenPair(
            access=self._token("access", access_until, epoch),
            access_expires_at=access_until,
            refresh=self._token("refresh", refresh_until, epoch),
            refresh_expires_at=refresh_until,
        )

    def accepts(self, token: str, kind: str, now: int, epoch: int) -> bool:
        """Whether the token is ours, of this kind (``access``, ``refresh``) and still alive."""
        signed, _, signature = token.rpartition(".")
        if not same(signature, self._sign(signed)):
            return False
        # The signature is ours, so what it covers is well formed.
        claims = json.loads(base64.urlsafe_b64decode(_padded(signed.partition(".")[2])))
        return bool(claims["kind"] == kind and claims["epoch"] == epoch and now < claims["exp"])

    def _token(self, kind: str, expires_at: int, epoch: int) -> str:
        claims = {
            "env": "TEST",
            "organization_id": self.organization_id,
            "kind": kind,
            "epoch": epoch,
            "exp": expires_at,
            "jti": next(self._issued),
        }
        signed = f"{_base64(json.dumps(_HEADER))}.{_base64(json.dumps(claims))}"
        return f"{signed}.{self._sign(signed)}"

    def _sign(self, text: str) -> str:
        digest = hmac.digest(self.derive("tokens"), text.encode("utf-8", "replace"), "sha256")
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def _letters(self, label: str, count: int) -> str:
        stream = self.derive(label, "0") + self.derive(label, "1")
        return "".join(_LETTERS[byte % len(_LETTERS)] for byte in stream[:count])


def same(given: str, right: str) -> bool:
    """Equal or not, in a time that does not depend on where they differ."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), right.encode())


def _base64(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def _padded(text: str) -> str:
    return text + "=" * (-len(text) % 4)
