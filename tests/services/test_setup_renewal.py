"""A new TSS for a shop whose own has ended: never by accident, never at the cost of the old one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from services.conftest import SITE, World
from services.steps import CLIENT_ID, PIN, Gate, cancelled_at, make_tss, puk_of
from services.test_setup_service import confirm_puk
from tse_companion.domain.models import TssState
from tse_companion.errors import AppError, JournalUnwritable, SettingsUnwritable, TssUnusable
from tse_companion.services import exports, sites
from tse_companion.services.history import REPLACE_TSS
from tse_companion.services.setup import renewal
from tse_companion.services.setup.flow import Draft, PinSource, Step, previous_step
from tse_companion.services.setup.service import SetupService
from tse_companion.store.memory import Memory
from tse_companion.store.secrets import Kind, Place
from tse_companion.store.settings import SettingsFile

ENDS: dict[str, Callable[[World, str], object]] = {
    "disabled": lambda world, tss_id: world.control.put_state(tss_id, TssState.DISABLED),
    "defective": lambda world, tss_id: world.control.put_state(tss_id, TssState.DEFECTIVE),
    "evicted": lambda world, tss_id: world.control.put_state(tss_id, TssState.EVICTED),
    "deleted": lambda world, tss_id: world.control.put_state(tss_id, TssState.DELETED),
    "expired": lambda world, tss_id: world.control.end_certificate(tss_id),
}


async def own_tss(world: World) -> str:
    """A shop in service with PIN and PUK in the vault; returns its TSS."""
    async with world.session() as session:
        tss_id = await make_tss(session)
        await session.safe.put(tss_id, Kind.ADMIN_PUK, puk_of(world, tss_id))
        await session.safe.put(tss_id, Kind.ADMIN_PIN, PIN)
        await session.desk.keep_site(replace(SITE, tss_id=tss_id, client_id=CLIENT_ID, env="TEST"))
    return tss_id


async def renew(setup: SetupService) -> Step | None:
    site = setup.desk.settings.site()
    assert site is not None
    return await setup.renew(site)


async def to_work(setup: SetupService) -> str:
    """All pages from the inventory up to the work; the id of the new TSS."""
    await setup.look()
    await setup.choose_new()
    await setup.create()
    await confirm_puk(setup)
    setup.choose_pin(PIN, source=PinSource.NEW, keep=True)
    await setup.choose_serial("KASSE-1")
    assert setup.draft.tss_id is not None
    return setup.draft.tss_id


def shop_of(setup: SetupService) -> str | None:
    site = setup.desk.settings.site(SITE.id)
    return None if site is None else site.tss_id


@pytest.mark.parametrize("end", ENDS)
async def test_a_new_one_takes_the_place_of_one_that_has_ended(world: World, end: str) -> None:
    old = await own_tss(world)
    ENDS[end](world, old)
    before = {place: world.vault.kept[place] for place in world.vault.kept}
    async with world.setup() as setup:
        assert await renew(setup) is Step.INVENTORY
        assert previous_step(Step.INVENTORY, setup.draft) is None
        assert not any(c.usable for c in (await setup.look()).choices)
        new = await to_work(setup)
        assert shop_of(setup) == old  # until the new one is in service
        await setup.work(lambda _: None)
        assert shop_of(setup) == new != old
        await setup.finish()
        (entry,) = [e for e in await setup.desk.journal.entries() if e.operation == REPLACE_TSS]
        assert (entry.tss_id, entry.target_id, entry.outcome) == (new, old, "done")
        assert await renewal.former(setup.desk, SITE.id) == (old,)
    for place, secret in before.items():
        assert world.vault.kept[place].same_as(secret)  # of the old one, untouched
    assert world.vault.kept[Place(new, Kind.ADMIN_PUK)].same_as(puk_of(world, new))


async def test_one_that_works_is_never_replaced(world: World) -> None:
    old = await own_tss(world)
    async with world.setup() as setup:
        assert await renew(setup) is None
        assert shop_of(setup) == old
    assert world.sent("createTss") == 1


@pytest.mark.parametrize("fault", ["status", "lost_before"])
async def test_what_cannot_be_asked_is_not_called_ended(world: World, fault: str) -> None:
    await own_tss(world)
    refusal = {"status": 403, "code": "E_ACCESS_DENIED"} if fault == "status" else {}
    world.control.fault("retrieveTss", fault, times=9, **refusal)  # type: ignore[arg-type]
    async with world.setup() as setup:
        with pytest.raises(AppError):
            await renew(setup)


async def test_cut_off_anywhere_it_goes_on_with_the_same_one(world: World) -> None:
    old = await own_tss(world)
    world.control.put_state(old, TssState.DISABLED)
    async with world.setup() as setup:
        await renew(setup)
        new = await to_work(setup)
    async with world.setup() as setup:
        assert shop_of(setup) == old
        assert await renew(setup) is Step.PIN  # asked for anew, not begun anew
        assert (setup.draft.tss_id, setup.draft.replaces) == (new, old)
    async with world.setup() as setup:  # the next start goes on by itself
        (record,) = await setup.desk.journal.open_setups()
        assert await setup.resume(record) is Step.PIN
        assert setup.draft.replaces == old
        setup.choose_pin(PIN, source=PinSource.NEW, keep=True)
        await setup.work(lambda _: None)
    async with world.setup() as setup:  # taken over, and not ended
        (record,) = await setup.desk.journal.open_setups()
        assert await setup.resume(record) is Step.RECEIPT
        assert (shop_of(setup), setup.draft.replaces) == (new, old)
        await setup.finish()
        assert setup.has_replaced is False  # that was before
    assert world.sent("createTss") == 2


async def test_an_id_that_is_gone_is_not_used_again(world: World) -> None:
    """The set-up of the old one was never ended, and the service no longer knows it."""
    async with world.setup() as setup:
        await setup.practise()
        old = await to_work(setup)
        await setup.work(lambda _: None)
    world.control.clear()
    world.control.put_state(old, TssState.DELETED)
    async with world.setup() as setup:
        assert await renew(setup) is Step.INVENTORY
        assert await to_work(setup) != old


async def test_one_that_was_begun_and_has_ended_too_makes_room(world: World) -> None:
    old = await own_tss(world)
    world.control.put_state(old, TssState.DEFECTIVE)
    async with world.setup() as setup:
        await renew(setup)
        begun = await to_work(setup)
    world.control.put_state(begun, TssState.DEFECTIVE)
    async with world.setup() as setup:
        with pytest.raises(TssUnusable):
            await renew(setup)
        assert setup.draft == replace(
            Draft(), goal=setup.draft.goal, env=setup.draft.env, replaces=old
        )
        assert await renew(setup) is Step.INVENTORY
        assert await to_work(setup) not in (old, begun)


async def test_an_existing_one_may_take_over(world: World) -> None:
    old = await own_tss(world)
    async with world.session() as session:
        other = await make_tss(session, till=False)
    world.control.put_state(old, TssState.DEFECTIVE)
    async with world.setup() as setup:
        await renew(setup)
        (usable,) = [c for c in (await setup.look()).choices if c.usable]
        assert (usable.tss.id, usable.used_by) == (other, None)
        twin = replace(SITE, id="5d3a0001-0000-4000-8000-0000000000cc", name="Kiosk", tss_id=other)
        await setup.desk.save_settings(setup.desk.settings.with_site(twin))
        assert [c.used_by for c in (await setup.look()).choices if c.usable] == ["Kiosk"]
        await setup.choose(other)
        setup.choose_pin(PIN, source=PinSource.KNOWN, keep=True)
        await setup.choose_serial("KASSE-1")
        assert shop_of(setup) == old
        await setup.work(lambda _: None)
        assert shop_of(setup) == other
    assert world.sent("createTss") == 2


async def test_what_is_remembered_of_the_old_one_is_forgotten(world: World, tmp_path: Path) -> None:
    old = await own_tss(world)
    world.when_pausing = world.control.clock.advance
    async with world.session() as session:
        session.site = replace(session.site, tss_id=old)
        begun = await exports.begin(session)
        looks = 0
        while await exports.pause_before_next_look(session, await exports.load(session), looks):
            looks += 1
        saved = await exports.save(session, begun.id, tmp_path / "old.tar", lambda *_: None)
    world.control.put_state(old, TssState.DISABLED)
    async with world.setup() as setup:
        await setup.desk.journal.remember(SITE.id, "exports", "1 2")
        await renew(setup)
        await to_work(setup)
        await setup.work(lambda _: None)
        assert await setup.desk.journal.recall(SITE.id, "exports") is None
        # The file outlives the TSS, and so does what shows that it is still the same.
        kept = await setup.desk.journal.recall(SITE.id, "exports-saved")
        assert kept is not None
        assert saved.sha256 in kept.value


async def replacements(setup: SetupService) -> list[str | None]:
    """The outcome of each take-over in the journal."""
    found = await setup.desk.journal.entries()
    return [entry.outcome for entry in found if entry.operation == REPLACE_TSS]


async def test_leaving_the_page_does_not_cut_the_take_over_off(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = await own_tss(world)
    world.control.put_state(old, TssState.DISABLED)
    async with world.setup() as setup:
        await renew(setup)
        new = await to_work(setup)
        desk, gate = setup.desk, Gate()
        monkeypatch.setattr(desk, "keep_site", gate.before(desk.keep_site))
        async with cancelled_at(gate, setup.work(lambda _: None)):
            pass
        await desk.writes.finish()
        assert (shop_of(setup), setup.has_replaced) == (new, True)
        assert await replacements(setup) == ["done"]


async def test_a_take_over_cut_off_by_a_kill_is_completed(world: World) -> None:
    """The shop had changed over, and nobody had written down that it had."""
    old = await own_tss(world)
    world.control.put_state(old, TssState.DISABLED)
    async with world.setup() as setup:
        await renew(setup)
        new = await to_work(setup)
        await setup.work(lambda _: None)
        desk = setup.desk
        site = desk.settings.site()
        assert site is not None
        # As a kill right after the settings were saved leaves it, and of another shop, too.
        for site_id in (site.id, "5d3a0001-0000-4000-8000-0000000000cc"):
            await desk.journal.intend(
                site_id=site_id, operation=REPLACE_TSS, tss_id=new, target_id=old
            )
        await desk.journal.remember(SITE.id, "state", "DISABLED")
    async with world.setup() as setup:
        (record,) = await setup.desk.journal.open_setups()
        assert await setup.resume(record) is Step.RECEIPT
        await setup.finish()
        assert setup.has_replaced  # the pages must drop what they know of the old one
        assert await replacements(setup) == [None, "done", "done"]  # newest first
        assert await setup.desk.journal.recall(SITE.id, "state") is None


async def test_a_memory_that_stays_undoes_no_take_over(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = await own_tss(world)
    world.control.put_state(old, TssState.DISABLED)

    def full(*_: object, **__: object) -> None:
        raise JournalUnwritable

    monkeypatch.setattr(Memory, "forget", full)
    async with world.setup() as setup:
        await renew(setup)
        new = await to_work(setup)
        await setup.work(lambda _: None)
        assert (shop_of(setup), setup.has_replaced) == (new, True)
        assert await replacements(setup) == ["done"]


async def test_settings_that_cannot_be_written_leave_the_old_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = await own_tss(world)
    world.control.put_state(old, TssState.DISABLED)
    async with world.setup() as setup:
        await renew(setup)
        new = await to_work(setup)

        def full(*_: object) -> None:
            raise SettingsUnwritable

        with monkeypatch.context() as patch:
            patch.setattr(SettingsFile, "save", full)
            with pytest.raises(SettingsUnwritable):
                await setup.work(lambda _: None)
        assert setup.has_replaced is False
        assert await replacements(setup) == ["not_done"]
        await setup.work(lambda _: None)
        assert (shop_of(setup), setup.has_replaced) == (new, True)
        assert await replacements(setup) == ["done", "not_done"]


async def test_removing_the_shop_with_its_secrets_removes_those_of_the_old_one(
    world: World,
) -> None:
    old = await own_tss(world)
    world.control.put_state(old, TssState.DISABLED)
    async with world.setup() as setup:
        await renew(setup)
        new = await to_work(setup)
        await setup.work(lambda _: None)
        await setup.finish()
        assert Place(old, Kind.ADMIN_PUK) in world.vault.kept
        await sites.remove(setup.desk, SITE.id, delete_secrets=True)
    assert not [place for place in world.vault.kept if place.owner in (old, new)]
