"""Setting, changing and unblocking the PIN with the PUK: sent once, then looked at."""

from __future__ import annotations

import pytest

from services.conftest import World
from services.steps import (
    Gate,
    cancelled_at,
    entries,
    outcome_of_login,
    puk_of,
    written,
)
from tse_companion.domain.credentials import OUR_LIMIT, Secret
from tse_companion.errors import (
    ApiRefused,
    NoConnection,
    Outcome,
    PinNotSet,
    PinOutcomeUnknown,
    PukRefused,
)
from tse_companion.services import admin
from tse_companion.services.desk import Session

NEW = Secret("NEW-PIN-42")


async def test_setting_unblocks_and_begins_the_count_anew(
    world: World, session: Session, tss_id: str
) -> None:
    for _ in range(OUR_LIMIT):
        await outcome_of_login(session, tss_id)
    world.control.block_pin(tss_id)
    assert await admin.set_pin(session, tss_id, puk_of(world, tss_id), NEW) is False
    assert await admin.attempts_left(session, tss_id) == OUR_LIMIT
    await admin.log_in(session, tss_id, NEW)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "E_CHANGE_ADMIN_PIN_FAILED"),
        (401, "E_ADMIN_LOGIN_FAILED"),
        (401, "E_UNAUTHORIZED"),
        (401, None),
    ],
)
async def test_every_form_of_a_refused_puk(
    world: World, session: Session, tss_id: str, status: int, code: str | None
) -> None:
    before = world.sent("changeAdminPin")
    world.control.fault("changeAdminPin", "status", status=status, code=code)
    with pytest.raises(PukRefused) as refused:
        await admin.set_pin(session, tss_id, puk_of(world, tss_id), NEW)
    assert refused.value.outcome is Outcome.NOT_DONE
    assert world.sent("changeAdminPin") == before + 1
    (entry,) = await entries(session)
    assert (entry.outcome, entry.code) == ("not_done", code or f"http_{status}")


@pytest.mark.parametrize(
    "code",
    ["E_TSS_LOCKED", "E_TSS_DEFECTIVE", "E_CERTIFICATE_EXPIRED", "E_FAILED_SCHEMA_VALIDATION"],
)
async def test_another_refusal_is_not_blamed_on_the_puk(
    world: World, session: Session, tss_id: str, code: str
) -> None:
    world.control.fault("changeAdminPin", "status", code=code)
    with pytest.raises(ApiRefused) as refused:
        await admin.set_pin(session, tss_id, puk_of(world, tss_id), NEW)
    assert refused.value.code == code
    assert await written(session) == [("changeAdminPin", "not_done")]


@pytest.mark.parametrize("kind", ["lost_after", "status"])
async def test_a_lost_answer_is_looked_up_by_one_login(
    world: World, session: Session, tss_id: str, kind: str
) -> None:
    logins, changes = world.sent("authenticateAdmin"), world.sent("changeAdminPin")
    world.control.fault("changeAdminPin", kind, status=502, after=kind == "status")
    assert await admin.set_pin(session, tss_id, puk_of(world, tss_id), NEW) is True
    assert world.control.tss(tss_id).admin_logged_in
    assert world.sent("changeAdminPin") == changes + 1
    assert world.sent("authenticateAdmin") == logins + 1
    assert await written(session) == [("changeAdminPin", "unknown"), ("authenticateAdmin", "done")]


@pytest.mark.parametrize("blocked", [True, False])
async def test_a_login_proves_that_it_was_not_set(
    world: World, session: Session, tss_id: str, blocked: bool
) -> None:
    if blocked:
        world.control.block_pin(tss_id)
    world.control.fault("changeAdminPin", "lost_before")
    with pytest.raises(PinNotSet) as not_set:
        await admin.set_pin(session, tss_id, puk_of(world, tss_id), NEW)
    assert not_set.value.outcome is Outcome.NOT_DONE


async def test_when_no_login_can_tell_it_is_unknown(
    world: World, session: Session, tss_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def offline(*_: object) -> None:
        raise NoConnection

    puk = puk_of(world, tss_id)
    world.control.fault("changeAdminPin", "lost_after", times=None)
    world.control.fault("authenticateAdmin", "lost_after")
    with pytest.raises(PinOutcomeUnknown) as unknown:  # the login is lost as well
        await admin.set_pin(session, tss_id, puk, NEW)
    assert unknown.value.outcome is Outcome.UNKNOWN
    with monkeypatch.context() as patch:
        patch.setattr(session.client, "authenticate_admin", offline)
        with pytest.raises(PinOutcomeUnknown) as unknown:
            await admin.set_pin(session, tss_id, puk, NEW)
        assert unknown.value.outcome is Outcome.UNKNOWN
    for _ in range(OUR_LIMIT - 1):
        await outcome_of_login(session, tss_id)
    with pytest.raises(PinOutcomeUnknown) as unknown:  # none is left to look with
        await admin.set_pin(session, tss_id, puk, NEW)
    assert unknown.value.outcome is Outcome.UNKNOWN


async def test_a_change_that_outlives_its_page_still_forgets_the_count(
    world: World, session: Session, tss_id: str
) -> None:
    await outcome_of_login(session, tss_id)
    gate = Gate()
    session.client.change_admin_pin = gate.before(  # type: ignore[method-assign]
        session.client.change_admin_pin
    )
    async with cancelled_at(gate, admin.set_pin(session, tss_id, puk_of(world, tss_id), NEW)):
        pass
    await session.desk.writes.finish()
    assert await admin.attempts_left(session, tss_id) == OUR_LIMIT
    assert (await written(session))[-1] == ("changeAdminPin", "done")
