"""A TSS in all its details: certificate, checks, and the light."""

from __future__ import annotations

import base64
import time
from dataclasses import replace

import pytest

from services.conftest import World
from tse_companion.domain.expiry import DAY, ExpiryLight
from tse_companion.errors import ApiRefused
from tse_companion.services.desk import Session
from tse_companion.services.tss_details import Check, details_of, read_details
from tse_companion.tse.keys import SigningKey

OTHER = SigningKey.from_seed(b"another")


async def test_what_is_read(session: Session, tss_id: str) -> None:
    details = await read_details(session, tss_id, time.time())
    assert details.tss.id == tss_id
    assert (details.serial_check, details.key_check) == (Check.AGREES, Check.AGREES)
    certificate = details.certificate
    assert certificate is not None
    assert details.tss.serial_number in certificate.subject
    assert "Sub CA" in certificate.issuer
    assert certificate.curve == "secp256r1"
    assert certificate.issuers == ()  # the service gives no more than its own
    assert certificate.not_after - details.now == pytest.approx(365 * DAY, abs=120)
    assert details.light is ExpiryLight.GOOD


async def test_the_light_follows_the_services_clock(
    world: World, session: Session, tss_id: str
) -> None:
    world.control.clock.advance(340 * DAY)
    details = await read_details(session, tss_id, time.time())
    assert details.light is ExpiryLight.SOON
    world.control.clock.advance(30 * DAY)
    details = await read_details(session, tss_id, time.time())
    assert details.light is ExpiryLight.EXPIRED


async def test_a_chain_is_checked_as_far_as_it_is_given(
    world: World, session: Session, tss_id: str
) -> None:
    tss = await session.client.retrieve_tss(tss_id)
    own = base64.b64decode(tss.certificate)
    parts = [base64.encodebytes(c).decode() for c in (own, *world.control.chain)]
    pem = "".join(
        f"-----BEGIN CERTIFICATE-----\n{part}-----END CERTIFICATE-----\n" for part in parts
    )
    certificate = details_of(replace(tss, certificate=pem), 0, 0).certificate
    assert certificate is not None
    assert [issuer.signed for issuer in certificate.issuers] == [True, True]


async def test_what_does_not_agree_is_told(session: Session, tss_id: str) -> None:
    tss = await session.client.retrieve_tss(tss_id)
    wrong = replace(tss, serial_number="0" * 64)
    assert details_of(wrong, 0, 0).serial_check is Check.DIFFERS
    foreign = base64.b64encode(OTHER.point).decode()
    swapped = details_of(replace(tss, public_key=foreign), 0, 0)
    assert (swapped.serial_check, swapped.key_check) == (Check.DIFFERS, Check.DIFFERS)
    unreadable = details_of(replace(tss, public_key="?", certificate="?"), 0, 0)
    assert unreadable.certificate is None
    assert unreadable.light is ExpiryLight.UNKNOWN
    checks = (unreadable.serial_check, unreadable.key_check)
    assert checks == (Check.UNREADABLE, Check.UNREADABLE)


async def test_a_tss_that_is_not_there(session: Session) -> None:
    with pytest.raises(ApiRefused, match="E_TSS_NOT_FOUND"):
        await read_details(session, "0b6b3f2e-0000-4000-8000-000000000009", 0)
