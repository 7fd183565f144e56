"""Everything there is to know about one TSS, its certificate read and its serial number checked."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from enum import StrEnum

from tse_companion.domain.expiry import ExpiryLight, expiry_light
from tse_companion.domain.models import Tss
from tse_companion.domain.states import has_ended
from tse_companion.services.desk import Session


class Check(StrEnum):
    """Whether two things that must agree do."""

    AGREES = "agrees"
    DIFFERS = "differs"
    UNREADABLE = "unreadable"  # one of them could not be read


@dataclass(frozen=True, slots=True)
class Issuer:
    """A certificate above the TSS's own. ``signed`` the one below it, as far as we can tell."""

    subject: str
    not_after: int
    signed: bool


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the certificate says; times are Unix seconds."""

    subject: str
    issuer: str
    serial_hex: str
    not_before: int
    not_after: int
    curve: str | None
    issuers: tuple[Issuer, ...] = ()


@dataclass(frozen=True, slots=True)
class TssDetails:
    """One look at a TSS. ``now`` is the service's clock at that moment, ``at`` ours.

    ``serial_check``: the serial number is the hash of the public key. ``key_check``: the
    certificate is about that same key. ``certificate`` is None where it cannot be read.
    """

    tss: Tss
    certificate: Certificate | None
    serial_check: Check
    key_check: Check
    now: float
    at: float

    @property
    def light(self) -> ExpiryLight:
        """How near the end of the certificate is."""
        until = None if self.certificate is None else self.certificate.not_after
        return expiry_light(until, self.now)

    @property
    def has_ended(self) -> bool:
        """Whether it signs no more and never will: a new TSS takes its place."""
        return has_ended(self.tss.state, is_expired=self.light is ExpiryLight.EXPIRED)


async def read_details(session: Session, tss_id: str, now: float) -> TssDetails:
    """Ask the service and read the certificate; ``now`` is our clock."""
    tss = await session.client.retrieve_tss(tss_id)
    service_now = now + (session.client.clock_offset or 0.0)
    return await session.desk.background.run(details_of, tss, service_now, now)


def details_of(tss: Tss, now: float, at: float) -> TssDetails:
    """The same of a TSS that was read already. Takes a few milliseconds."""
    from tse_companion.tse.authority import CertificateUnreadable
    from tse_companion.tse.certificates import read_chain

    point = _point(tss)
    serial_check = _agree(_serial(point), tss.serial_number.lower())
    try:
        chain = read_chain(tss.certificate)
    except CertificateUnreadable:
        return TssDetails(tss, None, serial_check, Check.UNREADABLE, now, at)
    own, *above = chain.certificates
    certificate = Certificate(
        subject=own.subject,
        issuer=own.issuer,
        serial_hex=own.serial_hex,
        not_before=own.not_before,
        not_after=own.not_after,
        curve=own.curve,
        issuers=tuple(
            Issuer(facts.subject, facts.not_after, signed)
            for facts, signed in zip(above, chain.links, strict=True)
        ),
    )
    return TssDetails(tss, certificate, serial_check, _agree(own.public_key, point), now, at)


def _agree(one: bytes | str | None, other: bytes | str | None) -> Check:
    if one is None or other is None:
        return Check.UNREADABLE
    return Check.AGREES if one == other else Check.DIFFERS


def _point(tss: Tss) -> bytes | None:
    from tse_companion.tse.keys import SignatureInvalid, read_public_key

    try:
        return read_public_key(base64.b64decode(tss.public_key, validate=True)).point
    except (SignatureInvalid, binascii.Error, ValueError):
        return None


def _serial(point: bytes | None) -> str | None:
    from tse_companion.tse.keys import serial_of

    return None if point is None else serial_of(point).hex()
