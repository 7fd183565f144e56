"""Can this shop sell right now? The verdict on every state, and calm when nobody answers."""

from __future__ import annotations

import base64
import functools
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.conftest import SITE, World
from services.steps import make_tss
from tse_companion.domain.models import Env, Tss, TssState
from tse_companion.errors import (
    AnswerLost,
    AnswerUnreadable,
    ApiRefused,
    AppError,
    CertificateUntrusted,
    NoConnection,
    ProxyProblem,
)
from tse_companion.services.desk import Session
from tse_companion.services.tss import DAY, EXPIRY_WARNING, Overview, Reason, Verdict, judge
from tse_companion.services.tss import validity as validity_of
from tse_companion.tse.authority import TestAuthority
from tse_companion.tse.keys import SigningKey

NOW = 1_790_000_000
YEAR = NOW + 365 * DAY

READY = Tss(
    id="0e9b7a11-7c4e-4f0b-9a51-1f6d3c2b8e01",
    state=TssState.INITIALIZED,
    env=Env.LIVE,
    version="2.2.2",
    certificate="",
    serial_number="ab" * 32,
    public_key="",
    signature_algorithm="ecdsa-plain-SHA256",
    signature_timestamp_format="unixTime",
    max_number_registered_clients=10,
    max_number_active_transactions=100,
    time_creation=NOW - DAY,
    number_registered_clients=1,
    number_active_transactions=0,
)

# --- the verdict -----------------------------------------------------------------------------

TABLE: list[tuple[str, dict[str, Any], int | None, Verdict, Reason]] = [
    ("ready", {}, YEAR, Verdict.OK, Reason.READY),
    ("ready in test", {"env": Env.TEST}, YEAR, Verdict.OK, Reason.READY_TEST),
    ("certificate unreadable", {}, None, Verdict.OK, Reason.READY),
    ("created", {"state": TssState.CREATED}, YEAR, Verdict.BAD, Reason.NOT_SET_UP),
    ("uninitialized", {"state": TssState.UNINITIALIZED}, YEAR, Verdict.BAD, Reason.NOT_SET_UP),
    ("disabled", {"state": TssState.DISABLED}, YEAR, Verdict.BAD, Reason.OUT_OF_SERVICE),
    ("defective", {"state": TssState.DEFECTIVE}, YEAR, Verdict.BAD, Reason.DEFECTIVE),
    ("deleted", {"state": TssState.DELETED}, YEAR, Verdict.BAD, Reason.GONE),
    ("evicted", {"state": TssState.EVICTED}, YEAR, Verdict.BAD, Reason.GONE),
    ("new state", {"state": TssState.UNKNOWN}, YEAR, Verdict.UNKNOWN, Reason.STATE_UNKNOWN),
    ("no till", {"number_registered_clients": 0}, YEAR, Verdict.BAD, Reason.NO_TILL),
    ("tills not told", {"number_registered_clients": None}, YEAR, Verdict.OK, Reason.READY),
    ("tills: one free", {"number_registered_clients": 9}, YEAR, Verdict.OK, Reason.READY),
    ("tills full", {"number_registered_clients": 10}, YEAR, Verdict.WARN, Reason.TILLS_MANY),
    ("open not told", {"number_active_transactions": None}, YEAR, Verdict.OK, Reason.READY),
    ("open: some", {"number_active_transactions": 79}, YEAR, Verdict.OK, Reason.READY),
    ("open: many", {"number_active_transactions": 80}, YEAR, Verdict.WARN, Reason.OPEN_MANY),
    ("open: all but one", {"number_active_transactions": 99}, YEAR, Verdict.WARN, Reason.OPEN_MANY),
    ("open: full", {"number_active_transactions": 100}, YEAR, Verdict.BAD, Reason.OPEN_FULL),
    ("expires in time", {}, NOW + EXPIRY_WARNING + 1, Verdict.OK, Reason.READY),
    ("expires soon", {}, NOW + EXPIRY_WARNING, Verdict.WARN, Reason.CERTIFICATE_SOON),
    ("last second", {}, NOW + 1, Verdict.WARN, Reason.CERTIFICATE_SOON),
    ("expired", {}, NOW, Verdict.BAD, Reason.CERTIFICATE_EXPIRED),
    (
        "expired and no till",
        {"number_registered_clients": 0},
        NOW - DAY,
        Verdict.BAD,
        Reason.CERTIFICATE_EXPIRED,
    ),
    (
        "expires soon, and full",
        {"number_active_transactions": 100},
        NOW + DAY,
        Verdict.BAD,
        Reason.OPEN_FULL,
    ),
    (
        "expired, and out of service",
        {"state": TssState.DISABLED},
        NOW - DAY,
        Verdict.BAD,
        Reason.OUT_OF_SERVICE,
    ),
]


@pytest.mark.parametrize(
    ("changes", "until", "verdict", "reason"),
    [line[1:] for line in TABLE],
    ids=[line[0] for line in TABLE],
)
def test_the_verdict(
    changes: dict[str, Any], until: int | None, verdict: Verdict, reason: Reason
) -> None:
    assert judge(replace(READY, **changes), until, NOW) == (verdict, reason)


@given(
    st.builds(
        functools.partial(replace, READY),
        state=st.sampled_from(TssState),
        env=st.sampled_from(Env),
        number_registered_clients=st.none() | st.integers(0, 300),
        number_active_transactions=st.none() | st.integers(0, 3000),
        max_number_registered_clients=st.integers(0, 300),
        max_number_active_transactions=st.integers(0, 3000),
    ),
    st.none() | st.integers(NOW - 2 * YEAR, YEAR),
)
def test_it_never_says_yes_where_the_service_would_say_no(tss: Tss, until: int | None) -> None:
    verdict, _ = judge(tss, until, NOW)
    if verdict in (Verdict.OK, Verdict.WARN):
        assert tss.state is TssState.INITIALIZED
        assert until is None or until > NOW
        assert tss.number_registered_clients != 0
        assert (tss.number_active_transactions or 0) < tss.max_number_active_transactions


def test_the_end_of_a_certificate_is_read_from_it() -> None:
    authority, key = TestAuthority.from_seed(b"overview"), SigningKey.from_seed(b"overview")
    der = authority.issue(key, not_before=NOW - DAY, not_after=NOW + DAY)
    assert validity_of(base64.b64encode(der).decode()) == (NOW - DAY, NOW + DAY)
    assert validity_of("no certificate") is None
    assert validity_of("") is None


# --- looking ---------------------------------------------------------------------------------


async def overview_of(session: Session, tss_id: str | None) -> Overview:
    session.site = replace(SITE, env="TEST", tss_id=tss_id)
    return Overview(session)


async def test_a_shop_that_can_sell(session: Session, tss_id: str) -> None:
    overview = await overview_of(session, tss_id)
    status = await overview.look(NOW)
    assert (status.verdict, status.reason) == (Verdict.OK, Reason.READY_TEST)
    assert (status.env, status.checked_at, status.error) == (Env.TEST, NOW, None)
    assert status.tss is not None
    assert status.tss.number_registered_clients == 1
    assert status.certificate_until is not None


async def test_before_a_tss_is_chosen_nothing_is_asked(world: World, session: Session) -> None:
    status = await (await overview_of(session, None)).look(NOW)
    assert (status.verdict, status.reason) == (Verdict.BAD, Reason.NOT_SET_UP)
    assert (status.tss, status.checked_at) == (None, None)
    assert world.sent("retrieveTss") == 0


async def test_a_tss_without_a_till(session: Session) -> None:
    tss_id = await make_tss(session, till=False)
    status = await (await overview_of(session, tss_id)).look(NOW)
    assert (status.verdict, status.reason) == (Verdict.BAD, Reason.NO_TILL)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (TssState.DEFECTIVE, Reason.DEFECTIVE),
        (TssState.EVICTED, Reason.GONE),
        (TssState.DELETED, Reason.GONE),
    ],
)
async def test_what_the_service_did_to_the_tss(
    world: World, session: Session, tss_id: str, state: TssState, reason: Reason
) -> None:
    world.control.put_state(tss_id, state)
    status = await (await overview_of(session, tss_id)).look(NOW)
    assert (status.verdict, status.reason) == (Verdict.BAD, reason)


async def test_a_tss_the_service_does_not_know(session: Session, tss_id: str) -> None:
    overview = await overview_of(session, "0e9b7a11-7c4e-4f0b-9a51-1f6d3c2b8e01")
    status = await overview.look(NOW)
    assert (status.verdict, status.reason, status.tss) == (Verdict.BAD, Reason.GONE, None)
    assert status.checked_at == NOW


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        (0, Reason.READY_TEST),
        (336, Reason.CERTIFICATE_SOON),
        (366, Reason.CERTIFICATE_EXPIRED),
    ],
)
async def test_the_service_s_clock_judges_the_certificate(
    world: World, days: int, reason: Reason
) -> None:
    world.wall = lambda: 946_684_800.0  # the year 2000, as after a dead battery
    async with world.session() as session:
        overview = await overview_of(session, await make_tss(session))
        world.control.clock.advance(days * DAY)
        status = await overview.look(world.wall())
        assert status.reason is reason
        assert status.checked_at == world.wall()


async def test_the_limits_are_the_tss_s_own(session: Session, tss_id: str) -> None:
    overview = await overview_of(session, tss_id)
    retrieve = session.client.retrieve_tss

    async def answer(tss_id: str) -> Tss:
        return replace(
            await retrieve(tss_id),
            max_number_registered_clients=1,
            max_number_active_transactions=4,
            number_active_transactions=3,
        )

    session.client.retrieve_tss = answer  # type: ignore[method-assign]
    assert (await overview.look(NOW)).reason is Reason.TILLS_MANY


# --- nobody answers, or somebody else does ---------------------------------------------------

SILENCES: list[AppError] = [
    NoConnection(),
    ProxyProblem(),
    CertificateUntrusted(),
    AnswerLost(),
    AnswerUnreadable(field="body"),  # the page of a hotel that wants a room number
]


@pytest.mark.parametrize("error", SILENCES, ids=lambda error: error.code)
@pytest.mark.parametrize("seen_before", [True, False])
async def test_being_offline_is_calm(
    session: Session, tss_id: str, error: AppError, seen_before: bool
) -> None:
    overview = await overview_of(session, tss_id)
    last = await overview.look(NOW) if seen_before else None
    retrieve = session.client.retrieve_tss

    async def silent(tss_id: str) -> Tss:
        raise error

    session.client.retrieve_tss = silent  # type: ignore[method-assign]
    status = await overview.look(NOW + 60)
    assert (status.verdict, status.reason) == (Verdict.UNKNOWN, Reason.OFFLINE)
    assert status.error is error
    assert status.env is Env.TEST
    assert status.tss == (last.tss if last else None)
    assert status.checked_at == (NOW if last else None)
    assert status.certificate_until == (last.certificate_until if last else None)
    session.client.retrieve_tss = retrieve  # type: ignore[method-assign]
    again = await overview.look(NOW + 120)
    assert (again.verdict, again.checked_at, again.error) == (Verdict.OK, NOW + 120, None)


@pytest.mark.parametrize("status", [429, 500, 502, 503])
async def test_a_busy_service_is_given_time(
    world: World, session: Session, tss_id: str, status: int
) -> None:
    overview = await overview_of(session, tss_id)
    await overview.look(NOW)
    world.control.fault("retrieveTss", "status", status=status, times=3)
    seen = await overview.look(NOW + 60)
    assert (seen.verdict, seen.reason, seen.checked_at) == (Verdict.UNKNOWN, Reason.BUSY, NOW)
    assert (await overview.look(NOW + 120)).verdict is Verdict.OK


@pytest.mark.parametrize(
    ("operation", "status", "code"),
    [
        ("retrieveTss", 403, "E_ACCESS_DENIED"),
        ("retrieveTss", 401, "E_UNAUTHORIZED"),
        ("retrieveTss", 418, None),
        ("authenticateApi", 401, None),
    ],
)
async def test_a_refusal_is_a_status_that_says_why(
    world: World, operation: str, status: int, code: str | None
) -> None:
    async with world.session() as session:
        tss_id = await make_tss(session)
    async with world.session() as session:
        overview = await overview_of(session, tss_id)
        fault = world.control.fault(operation, "status", status=status, code=code, times=None)
        seen = await overview.look(NOW)
        assert (seen.verdict, seen.reason) == (Verdict.UNKNOWN, Reason.REFUSED)
        assert isinstance(seen.error, ApiRefused)
        assert (seen.error.operation, seen.error.status) == (operation, status)
        assert seen.error.request_id
        world.control.clear(fault)
        assert (await overview.look(NOW)).verdict is Verdict.OK


async def test_looking_changes_nothing(world: World, session: Session, tss_id: str) -> None:
    overview = await overview_of(session, tss_id)
    before = len(world.control.requests)
    for minute in range(30):
        await overview.look(NOW + 60 * minute)
    looked = world.control.requests[before:]
    assert {request.operation for request in looked} == {"retrieveTss"}
    assert {request.status for request in looked} == {200}  # within every rate limit
    assert await session.desk.journal.entries() == ()
