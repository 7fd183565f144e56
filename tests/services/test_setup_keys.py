"""PUK and PIN in the set-up: what is kept, what is asked for again, what is never stored."""

from __future__ import annotations

import pytest

from services.conftest import World
from services.steps import WRONG, make_tss, quiet
from services.test_setup_service import PIN, assert_ready, confirm_puk, resumed, to_work
from tse_companion.domain.credentials import Secret
from tse_companion.errors import (
    ApiRefused,
    AppError,
    PinAttemptsUsed,
    PinMissing,
    PinOutcomeUnknown,
    PinRefused,
    PukRefused,
)
from tse_companion.services import admin
from tse_companion.services.setup.flow import PinSource
from tse_companion.services.setup.work import pending
from tse_companion.store.secrets import Kind, Place

OTHER_PIN = Secret("ANOTHER-77X")


async def half_made(world: World) -> tuple[str, Secret]:
    """A TSS in service without a till, made on another computer; its id and PUK."""
    async with world.setup() as setup:
        await to_work(setup)
        world.control.fault("createClient", "status", code="E_ILLEGAL_CLIENT_SERIAL")
        with pytest.raises(ApiRefused):
            await setup.work(quiet)
        tss_id, puk = setup.draft.tss_id or "", await setup.puk()
    world.vault.kept.clear()
    world.folders.journal.unlink()
    return tss_id, puk


async def test_a_typing_error_never_becomes_the_puk(world: World) -> None:
    tss_id, puk = await half_made(world)
    place = Place(tss_id, Kind.ADMIN_PUK)
    async with world.setup() as setup:
        await setup.practise()
        await setup.choose(tss_id)
        await setup.choose_serial("KASSE-1")
        setup.enter_puk(Secret("0000000000"))
        setup.choose_pin(OTHER_PIN, source=PinSource.NEW, keep=True)
        with pytest.raises(PukRefused):
            await setup.work(quiet)
        assert place not in world.vault.kept
        assert not setup.draft.puk_in_vault  # so it is asked for again
        setup.enter_puk(puk)
        setup.choose_pin(OTHER_PIN, source=PinSource.NEW, keep=True)
        await setup.work(quiet)
    assert world.vault.kept[place].same_as(puk)
    assert_ready(world)


async def test_a_puk_in_the_vault_that_is_refused_can_be_typed(world: World) -> None:
    async with world.setup() as setup:
        await to_work(setup)
        place = Place(setup.draft.tss_id or "", Kind.ADMIN_PUK)
        right, world.vault.kept[place] = world.vault.kept[place], Secret("9999999999")
        with pytest.raises(PukRefused):
            await setup.work(quiet)
        assert not setup.draft.puk_in_vault
        setup.enter_puk(right)
        await setup.work(quiet)
    assert_ready(world)


async def test_spent_attempts_and_an_unknown_change_leave_the_puk_s_way(world: World) -> None:
    async with world.setup() as setup:
        await to_work(setup)
        world.control.fault("changeAdminPin", "lost_before")
        world.control.fault("authenticateAdmin", "lost_before", times=3)
        with pytest.raises(PinOutcomeUnknown):
            await setup.work(quiet)
        assert setup.session is not None
        for _ in range(2):
            with pytest.raises(AppError):
                await admin.log_in(setup.session, setup.draft.tss_id or "", PIN)
        assert await setup.attempts_left() == 0
        await setup.work(quiet)
    assert_ready(world)


async def test_known_pins_are_asked_for_three_times_and_the_puk_opens_again(world: World) -> None:
    tss_id, puk = await half_made(world)
    before = world.sent("authenticateAdmin")
    async with world.setup() as setup:
        await setup.practise()
        await setup.choose(tss_id)
        await setup.choose_serial("KASSE-1")
        for _ in range(3):
            setup.choose_pin(Secret("WRONG-PIN"), source=PinSource.KNOWN, keep=True)
            with pytest.raises(PinRefused):
                await setup.work(quiet)
        with pytest.raises(PinAttemptsUsed):
            await setup.work(quiet)
        assert world.sent("authenticateAdmin") == before + 3
        assert Place(tss_id, Kind.ADMIN_PIN) not in world.vault.kept  # never one that is wrong
        setup.enter_puk(puk)
        setup.choose_pin(OTHER_PIN, source=PinSource.NEW, keep=True)
        await setup.work(quiet)
    assert_ready(world)


async def test_a_pin_that_is_not_to_be_kept_is_nowhere(world: World) -> None:
    async with world.setup() as setup:
        await to_work(setup)
        tss_id = setup.draft.tss_id or ""
        world.control.fault("changeAdminPin", "status", code="E_TSS_LOCKED")
        with pytest.raises(ApiRefused):
            await setup.work(quiet)
        assert Place(pending(tss_id), Kind.ADMIN_PIN) in world.vault.kept
        setup.choose_pin(OTHER_PIN, source=PinSource.NEW, keep=False)
        world.control.fault("createClient", "status", code="E_CLIENT_CONFLICT")
        with pytest.raises(ApiRefused):
            await setup.work(quiet)
    assert {place.kind for place in world.vault.kept} == {Kind.ADMIN_PUK}
    async with world.setup() as setup:
        await resumed(setup)
        assert not setup.has_pin  # an older one is not taken for it
        setup.choose_pin(OTHER_PIN, source=PinSource.KNOWN, keep=False)
        await setup.work(quiet)
    assert {place.kind for place in world.vault.kept} == {Kind.ADMIN_PUK}


async def test_a_known_pin_is_forgotten_on_request(world: World) -> None:
    async with world.setup() as setup:
        await to_work(setup)
        await setup.work(quiet)
        tss_id = setup.draft.tss_id or ""
        await setup.choose(tss_id)
        await setup.choose_serial("KASSE-2")
        setup.choose_pin(PIN, source=PinSource.KNOWN, keep=False)
        await setup.work(quiet)
    assert Place(tss_id, Kind.ADMIN_PIN) not in world.vault.kept


async def test_without_a_pin_none_is_sent(world: World) -> None:
    async with world.setup() as setup:
        await setup.practise()
        await setup.choose_new()
        await setup.create()
        await confirm_puk(setup)
        await setup.choose_serial("KASSE-1")
        with pytest.raises(PinMissing):
            await setup.work(quiet)
    assert world.sent("changeAdminPin") == world.sent("authenticateAdmin") == 0


async def test_a_kept_pin_that_was_refused_is_not_tried_by_a_set_up(world: World) -> None:
    async with world.session() as session:
        tss_id = await make_tss(session)
        await session.safe.put(tss_id, Kind.ADMIN_PIN, WRONG)
    async with world.setup() as setup:
        await setup.practise()
        await setup.choose(tss_id)
        assert setup.has_pin
        await setup.choose_serial("KASSE-2")
        with pytest.raises(PinRefused):
            await setup.work(quiet)
    async with world.setup() as setup:
        await setup.practise()
        await setup.choose(tss_id)
        assert not setup.has_pin  # it is asked for
        setup.choose_pin(PIN, source=PinSource.KNOWN, keep=True)
        await setup.work(quiet)
    async with world.setup() as setup:
        await setup.practise()
        await setup.choose(tss_id)
        assert setup.has_pin  # the right one is kept
