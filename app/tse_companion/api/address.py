"""Which addresses a service may have: https, or plain http to this very computer."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from tse_companion.errors import AddressUnsafe


@dataclass(frozen=True, slots=True)
class Address:
    """A checked base address. ``loopback``: this computer's own, which no proxy can reach."""

    url: str
    host: str
    loopback: bool


def checked_address(base_url: str, *, in_memory: bool = False) -> Address:
    """The address, without a slash at its end; raises ``AddressUnsafe``.

    Keys and PINs travel to it, so plain http is for loopback only, or for an address that is
    never connected to (``in_memory``). User names, queries and fragments are refused.
    """
    parts = _split(base_url)
    if parts is None:
        raise AddressUnsafe
    scheme, host, bare = parts
    loopback = is_loopback(host)
    safe = scheme == "https" or (scheme == "http" and (loopback or in_memory))
    if not (host and bare and safe):
        raise AddressUnsafe
    return Address(base_url.rstrip("/"), host, loopback)


def is_loopback(host: str) -> bool:
    """Whether this host name or IP address is this computer's own."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _split(base_url: str) -> tuple[str, str, bool] | None:
    try:
        parts = urlsplit(base_url)
        port = parts.port  # raises where it is no number
    except ValueError:
        return None
    extras = (parts.username, parts.password, parts.query, parts.fragment)
    return parts.scheme, parts.hostname or "", port != 0 and not any(extras)
