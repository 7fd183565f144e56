"""PIN and PUK after the set-up: kept, proven, changed, shown; never lost and never tried twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.conftest import World
from services.steps import PIN, WRONG, entries, make_tss, outcome_of_login, puk_of, written
from tse_companion.domain.credentials import OUR_LIMIT, Secret
from tse_companion.domain.models import TssState
from tse_companion.errors import (
    ApiRefused,
    AppError,
    JournalUnwritable,
    NoConnection,
    Outcome,
    PinAttemptsUsed,
    PinNotSet,
    PinOutcomeUnknown,
    PinRefused,
    PukMissing,
    PukProven,
    PukRefused,
    VaultLocked,
    VaultMissing,
    VaultProblem,
    VaultRefused,
    VaultTooLong,
    VaultUnreliable,
)
from tse_companion.services.admin_mode import admin_mode
from tse_companion.services.desk import Session
from tse_companion.services.keys import (
    PukStanding,
    change_pin,
    forget_pin,
    keep_pin,
    keep_puk,
    look_at_keys,
    puk_standing,
    reveal_pin,
    reveal_puk,
    settle_pin,
)
from tse_companion.services.setup.work import pending
from tse_companion.store.secrets import Kind, Place

NEW = Secret("NEW-PIN-42")
FOREIGN = Secret("9876543210")
PROBLEMS = [
    VaultMissing(),
    VaultLocked(),
    VaultRefused(),
    VaultUnreliable(),
    VaultTooLong(),
    VaultProblem(),
]


@pytest.fixture
async def kept(world: World, session: Session, tss_id: str) -> str:
    """A TSS whose PUK and PIN are in the vault."""
    await session.safe.put(tss_id, Kind.ADMIN_PUK, puk_of(world, tss_id))
    await session.safe.put(tss_id, Kind.ADMIN_PIN, PIN)
    return tss_id


def in_vault(world: World, owner: str, kind: Kind) -> str | None:
    secret = world.vault.kept.get(Place(owner, kind))
    return None if secret is None else secret.reveal()


# --- how they stand ----------------------------------------------------------------------------


async def test_how_they_stand(world: World, session: Session, kept: str) -> None:
    keys = await look_at_keys(session, kept)
    assert (keys.puk, keys.pin_kept, keys.pin_in_doubt) == (PukStanding.PROVEN, True, False)
    assert (keys.pin_proven_at, keys.attempts_left) == (None, OUR_LIMIT)
    assert keys.store == "Memory"
    await outcome_of_login(session, kept)
    await keep_pin(session, kept, PIN)
    keys = await look_at_keys(session, kept)
    login = next(e for e in await entries(session) if e.outcome == "done")
    assert keys.pin_proven_at == login.concluded_at
    await forget_pin(session, kept)
    assert not (await look_at_keys(session, kept)).pin_kept
    assert not world.control.tss(kept).admin_logged_in


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda p: p.code)
async def test_a_vault_that_fails_is_told(
    world: World, session: Session, kept: str, problem: VaultProblem
) -> None:
    before = len(world.control.requests)
    world.vault.problem = problem
    for work in (
        look_at_keys(session, kept),
        reveal_puk(session, kept),
        change_pin(session, kept, NEW, keep=True),
        keep_puk(session, kept, FOREIGN),
        forget_pin(session, kept),
        settle_pin(session, kept),
    ):
        with pytest.raises(type(problem)):
            await work
    assert len(world.control.requests) == before  # nothing reached the service


# --- showing -----------------------------------------------------------------------------------


async def test_that_it_was_shown_is_in_the_journal_before(
    world: World, session: Session, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = await reveal_puk(session, kept)
    assert shown is not None and shown.same_as(puk_of(world, kept))
    assert await reveal_pin(session, kept) is not None
    assert await written(session) == [("revealPuk", "done"), ("revealPin", "done")]
    assert puk_of(world, kept).reveal() not in repr(await entries(session))

    async def full(**_: object) -> int:
        raise JournalUnwritable

    monkeypatch.setattr(session.desk.journal, "intend", full)
    with pytest.raises(JournalUnwritable):
        await reveal_puk(session, kept)


# --- changing the PIN ----------------------------------------------------------------------------


@pytest.mark.parametrize("blocked", [False, True])
async def test_the_pin_is_changed_with_the_kept_puk(
    world: World, session: Session, kept: str, blocked: bool
) -> None:
    if blocked:
        world.control.block_pin(kept)
        for _ in range(OUR_LIMIT):
            await outcome_of_login(session, kept)
    await change_pin(session, kept, NEW, keep=True)
    assert in_vault(world, kept, Kind.ADMIN_PIN) == NEW.reveal()
    assert in_vault(world, pending(kept), Kind.ADMIN_PIN) is None
    assert await outcome_of_login(session, kept, NEW) == "in"
    assert (await look_at_keys(session, kept)).attempts_left == OUR_LIMIT


async def test_a_pin_that_is_not_kept_takes_the_old_one_away(
    world: World, session: Session, kept: str
) -> None:
    await change_pin(session, kept, NEW, keep=False)
    assert in_vault(world, kept, Kind.ADMIN_PIN) is None
    assert NEW.reveal() not in [secret.reveal() for secret in world.vault.kept.values()]


async def test_a_puk_from_paper_is_kept_once_it_is_proven(
    world: World, session: Session, tss_id: str
) -> None:
    with pytest.raises(PukMissing):
        await change_pin(session, tss_id, NEW, keep=False)
    with pytest.raises(PukRefused):
        await change_pin(session, tss_id, NEW, keep=True, puk=FOREIGN)
    assert world.vault.kept == {}
    await change_pin(session, tss_id, NEW, keep=False, puk=puk_of(world, tss_id))
    assert in_vault(world, tss_id, Kind.ADMIN_PUK) == puk_of(world, tss_id).reveal()
    assert await puk_standing(session, tss_id) is PukStanding.PROVEN


async def test_a_refused_puk_leaves_the_kept_one(world: World, session: Session, kept: str) -> None:
    with pytest.raises(PukRefused):
        await change_pin(session, kept, NEW, keep=True, puk=FOREIGN)
    assert in_vault(world, kept, Kind.ADMIN_PUK) == puk_of(world, kept).reveal()
    assert in_vault(world, kept, Kind.ADMIN_PIN) == PIN.reveal()
    assert len(world.vault.kept) == 2


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
    world: World, session: Session, kept: str, status: int, code: str | None
) -> None:
    sent = world.sent("changeAdminPin")
    world.control.fault("changeAdminPin", "status", status=status, code=code)
    with pytest.raises(PukRefused):
        await change_pin(session, kept, NEW, keep=True)
    assert world.sent("changeAdminPin") == sent + 1


@pytest.mark.parametrize("code", ["E_TSS_DEFECTIVE", "E_TSS_LOCKED", "E_CERTIFICATE_EXPIRED"])
async def test_another_refusal_leaves_everything(
    world: World, session: Session, kept: str, code: str
) -> None:
    before = dict(world.vault.kept)
    world.control.fault("changeAdminPin", "status", code=code)
    with pytest.raises(ApiRefused, match=code):
        await change_pin(session, kept, NEW, keep=True)
    assert world.vault.kept == before


async def test_a_lost_answer_is_settled_by_one_login(
    world: World, session: Session, tss_id: str
) -> None:
    puk = puk_of(world, tss_id)
    await keep_puk(session, tss_id, puk)
    logins = world.sent("authenticateAdmin")
    world.control.fault("changeAdminPin", "lost_after")
    await change_pin(session, tss_id, NEW, keep=True)
    assert world.sent("authenticateAdmin") == logins + 1
    assert in_vault(world, tss_id, Kind.ADMIN_PIN) == NEW.reveal()
    assert await puk_standing(session, tss_id) is PukStanding.PROVEN
    assert not world.control.tss(tss_id).admin_logged_in  # and out again


async def test_one_that_never_arrived_is_not_set(world: World, session: Session, kept: str) -> None:
    world.control.fault("changeAdminPin", "lost_before")
    with pytest.raises(PinNotSet):
        await change_pin(session, kept, NEW, keep=True)
    assert in_vault(world, kept, Kind.ADMIN_PIN) == PIN.reveal()
    assert in_vault(world, pending(kept), Kind.ADMIN_PIN) is None


@pytest.mark.parametrize("arrived", [True, False])
async def test_what_stays_unknown_is_settled_later(
    world: World, session: Session, tss_id: str, arrived: bool
) -> None:
    kind = "lost_after" if arrived else "lost_before"
    world.control.fault("changeAdminPin", kind)
    world.control.fault("authenticateAdmin", "lost_before")
    sent = world.sent("changeAdminPin")
    with pytest.raises(PinOutcomeUnknown) as unknown:
        await change_pin(session, tss_id, NEW, keep=True, puk=puk_of(world, tss_id))
    assert unknown.value.outcome is Outcome.UNKNOWN
    assert world.sent("changeAdminPin") == sent + 1  # never a second one by the program
    assert (await look_at_keys(session, tss_id)).pin_in_doubt
    assert await settle_pin(session, tss_id) is arrived
    assert not (await look_at_keys(session, tss_id)).pin_in_doubt
    assert (in_vault(world, tss_id, Kind.ADMIN_PIN) == NEW.reveal()) is arrived
    assert (in_vault(world, tss_id, Kind.ADMIN_PUK) is not None) is arrived
    assert not world.control.tss(tss_id).admin_logged_in


async def test_a_pin_that_was_blocked_since_settles_nothing(
    world: World, session: Session, tss_id: str
) -> None:
    world.control.fault("changeAdminPin", "lost_after")
    world.control.fault("authenticateAdmin", "lost_before")
    with pytest.raises(PinOutcomeUnknown):
        await change_pin(session, tss_id, NEW, keep=True, puk=puk_of(world, tss_id))
    world.control.fault("authenticateAdmin", "status", code="E_ADMIN_PIN_BLOCKED")
    with pytest.raises(ApiRefused, match="E_ADMIN_PIN_BLOCKED"):
        await settle_pin(session, tss_id)
    assert (await look_at_keys(session, tss_id)).pin_in_doubt
    assert in_vault(world, pending(tss_id), Kind.ADMIN_PUK) is not None
    await change_pin(session, tss_id, NEW, keep=True, puk=puk_of(world, tss_id))
    assert not (await look_at_keys(session, tss_id)).pin_in_doubt


async def test_nothing_to_settle(session: Session, kept: str) -> None:
    assert await settle_pin(session, kept) is False


async def test_offline_nothing_is_sent(
    world: World, session: Session, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def offline(*_: object) -> None:
        raise NoConnection

    before = dict(world.vault.kept)
    monkeypatch.setattr(session.client, "change_admin_pin", offline)
    with pytest.raises(NoConnection):
        await change_pin(session, kept, NEW, keep=True)
    assert world.vault.kept == before


@pytest.mark.parametrize(
    "state", [TssState.CREATED, TssState.DEFECTIVE, TssState.DELETED, TssState.EVICTED]
)
async def test_where_no_pin_can_be_set(world: World, session: Session, state: TssState) -> None:
    tss_id = await make_tss(session, TssState.CREATED)
    if state is not TssState.CREATED:
        world.control.put_state(tss_id, state)
    with pytest.raises(AppError):
        await change_pin(session, tss_id, NEW, keep=True, puk=puk_of(world, tss_id))
    assert world.vault.kept == {}


async def test_a_vault_that_fails_after_the_change_is_told_as_unknown(
    world: World, session: Session, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = session.safe.put

    async def failing(owner: str, kind: Kind, secret: Secret) -> None:
        if owner == kept and kind is Kind.ADMIN_PIN:
            raise VaultRefused
        await put(owner, kind, secret)

    monkeypatch.setattr(session.safe, "put", failing)
    with pytest.raises(VaultRefused) as told:
        await change_pin(session, kept, NEW, keep=True)
    assert told.value.outcome is Outcome.UNKNOWN
    assert in_vault(world, pending(kept), Kind.ADMIN_PIN) == NEW.reveal()


async def test_admin_mode_that_a_person_opened_stays_open(
    world: World, session: Session, kept: str
) -> None:
    session.site = replace(session.site, tss_id=kept)
    mode = admin_mode(session)
    await mode.enter(PIN)
    world.control.fault("changeAdminPin", "lost_after")
    await change_pin(session, kept, NEW, keep=True)
    assert mode.is_open and world.control.tss(kept).admin_logged_in
    await mode.leave()


# --- keeping -------------------------------------------------------------------------------------


async def test_only_a_proven_pin_is_kept(world: World, session: Session, tss_id: str) -> None:
    with pytest.raises(PinRefused):
        await keep_pin(session, tss_id, WRONG)
    assert world.vault.kept == {}
    await keep_pin(session, tss_id, PIN)
    assert in_vault(world, tss_id, Kind.ADMIN_PIN) == PIN.reveal()
    for _ in range(OUR_LIMIT):
        await outcome_of_login(session, tss_id)
    with pytest.raises(PinAttemptsUsed):
        await keep_pin(session, tss_id, PIN)


async def test_a_puk_from_paper_is_unproven_until_it_was_used(
    world: World, session: Session, tss_id: str
) -> None:
    await keep_puk(session, tss_id, FOREIGN)
    assert await puk_standing(session, tss_id) is PukStanding.UNPROVEN
    await keep_puk(session, tss_id, puk_of(world, tss_id))  # the first one was mistyped
    assert await puk_standing(session, tss_id) is PukStanding.UNPROVEN
    await change_pin(session, tss_id, NEW, keep=False)
    assert await puk_standing(session, tss_id) is PukStanding.PROVEN
    with pytest.raises(PukProven):
        await keep_puk(session, tss_id, FOREIGN)
    assert in_vault(world, tss_id, Kind.ADMIN_PUK) == puk_of(world, tss_id).reveal()
    assert FOREIGN.reveal() not in repr(await entries(session))


async def test_the_old_puk_is_put_back_when_the_new_one_cannot_be_kept(
    world: World, session: Session, tss_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await keep_puk(session, tss_id, FOREIGN)
    put = world.vault.put

    def unreliable(place: Place, secret: Secret) -> None:
        put(place, secret)
        if place.owner == tss_id and not secret.same_as(FOREIGN):
            raise VaultUnreliable

    monkeypatch.setattr(world.vault, "put", unreliable)
    with pytest.raises(VaultUnreliable):
        await keep_puk(session, tss_id, Secret("1234509876"))
    assert in_vault(world, tss_id, Kind.ADMIN_PUK) == FOREIGN.reveal()
    assert len(world.vault.kept) == 1
