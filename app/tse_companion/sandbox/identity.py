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
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Account:
    """One API key and whose it is. Resources belong to the account that made them."""

    name: str
    env: str
    organization_id: str
    api_key: str
    api_secret: str = field(repr=False)


class Identity:
    """The accounts behind one sandbox, and everything that is random elsewhere.

    ``own`` is the one that is announced; ``live`` is the same organisation in LIVE, ``other``
    a second organisation. No account sees what another one made.
    """

    def __init__(self, root: bytes) -> None:
        self._root = root
        self._token_key = self.derive("tokens")
        self._issued = itertools.count()
        organization = self.uuid("organization")
        self.own = Account(
            "own",
            "TEST",
            organization,
            f"test_{self._letters('api key', 25).lower()}_sandbox",
            self._letters("api secret", 43),
        )
        live = Account(
            "live",
            "LIVE",
            organization,
            f"live_{self._letters('live api key', 25).lower()}_sandbox",
            self._letters("live api secret", 43),
        )
        other = Account(
            "other",
            "TEST",
            self.uuid("other organization"),
            f"test_{self._letters('other api key', 25).lower()}_sandbox",
            self._letters("other api secret", 43),
        )
        self.accounts: Mapping[str, Account] = {a.name: a for a in (self.own, live, other)}

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

    def chance(self, number: int) -> float:
        """At least 0 and below 1, always the same for the same number."""
        return int.from_bytes(self.derive("chance", str(number))[:6]) / 2**48

    def account_of(self, api_key: str, api_secret: str) -> Account | None:
        """The account with these credentials, or ``None``; in constant time."""
        found = None
        for account in self.accounts.values():
            key_right = same(api_key, account.api_key)
            secret_right = same(api_secret, account.api_secret)
            if key_right & secret_right:
                found = account
        return found

    def issue(self, account: Account, now: int, epoch: int) -> TokenPair:
        """New tokens; they die at their time or when the epoch moves on."""
        access_until, refresh_until = now + ACCESS_SECONDS, now + REFRESH_SECONDS
        return TokenPair(
            access=self._token(account, "access", access_until, epoch),
            access_expires_at=access_until,
            refresh=self._token(account, "refresh", refresh_until, epoch),
            refresh_expires_at=refresh_until,
        )

    def bearer(self, token: str, kind: str, now: int, epoch: int) -> Account | None:
        """Whose token this is, if it is ours, of this kind (``access``, ``refresh``) and alive."""
        signed, _, signature = token.rpartition(".")
        if not same(signature, self._sign(signed)):
            return None
        claims = _claims(signed)
        if claims["kind"] != kind or claims["epoch"] != epoch or now >= claims["exp"]:
            return None
        return self.accounts[claims.get("account", "own")]

    def _token(self, account: Account, kind: str, expires_at: int, epoch: int) -> str:
        claims = {
            "env": account.env,
            "organization_id": account.organization_id,
            "account": account.name,
            "kind": kind,
            "epoch": epoch,
            "exp": expires_at,
            "jti": next(self._issued),
        }
        signed = f"{_base64(json.dumps(_HEADER))}.{_base64(json.dumps(claims))}"
        return f"{signed}.{self._sign(signed)}"

    def _sign(self, text: str) -> str:
        digest = hmac.digest(self._token_key, text.encode("utf-8", "replace"), "sha256")
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def _letters(self, label: str, count: int) -> str:
        stream = self.derive(label, "0") + self.derive(label, "1")
        return "".join(_LETTERS[byte % len(_LETTERS)] for byte in stream[:count])


def same(given: str, right: str) -> bool:
    """Equal or not, in a time that does not depend on where they differ."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), right.encode())


def _base64(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


@lru_cache(maxsize=64)
def _claims(signed: str) -> Mapping[str, Any]:
    """The claims of a token whose signature is ours, so that they are well formed."""
    claims: Mapping[str, Any] = json.loads(
        base64.urlsafe_b64decode(_padded(signed.partition(".")[2]))
    )
    return claims


def _padded(text: str) -> str:
    return text + "=" * (-len(text) % 4)
