"""The list of shops: what is kept of each, and what goes when one is removed."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from services.conftest import SITE, World
from services.steps import PIN, Gate, entries, make_tss
from services.test_desk import KEYS, SHOP
from tse_companion.domain.credentials import Secret
from tse_companion.errors import ApiRefused, EnvironmentChanged, VaultLocked, VaultRefused
from tse_companion.services import sites
from tse_companion.services.admin import may_be_open
from tse_companion.services.admin_mode import admin_mode
from tse_companion.services.desk import Desk, Session, new_id
from tse_companion.services.history import EntrySearch
from tse_companion.services.sites import Kind
from tse_companion.services.writes import perform
from tse_companion.store.secrets import Place, owner_at
from tse_companion.store.settings import Site
from tse_companion.store.setups import SetupRecord

TSS = "0e9b7a11-7c4e-4f0b-9a51-1f6d3c2b8e01"
CAFE = replace(SHOP, tss_id=TSS)


def place(owner: str, kind: Kind) -> Place:
    """Where the vault keeps it: this shop's service is not the usual one."""
    return Place(owner_at(SHOP.base_url, owner), kind)


def fill(world: World, site: Site) -> None:
    """Everything a vault can keep of a shop."""
    for owner, kinds in sites._places(site):
        for kind in kinds:
            world.vault.kept[place(owner, kind)] = Secret(f"{kind}")


async def kept(desk: Desk, site: Site = SHOP) -> frozenset[Kind]:
    return await sites.kept_secrets(desk, site) or frozenset()


async def test_what_is_listed(world: World) -> None:
    fill(world, CAFE)
    async with world.desk() as desk:
        await desk.keep_site(CAFE)
        await desk.keep_site(SITE)
        await desk.journal.remember(CAFE.id, "state", "DISABLED")
        await desk.journal.save_setup(SetupRecord("s", SITE.id, "t", "c", "x", "K"))
        cafe, practice = await sites.shops(desk)
        assert (cafe.site, cafe.is_current, cafe.is_removed) == (CAFE, False, False)
        assert (cafe.state, cafe.kept, cafe.has_open_setup) == ("DISABLED", frozenset(Kind), False)
        assert cafe.seen_at is not None
        assert (practice.is_current, practice.state, practice.kept) == (True, None, frozenset())
        assert practice.has_open_setup
        world.vault.problem = VaultLocked()
        assert [line.kept for line in await sites.shops(desk)] == [None, None]


async def test_another_name_and_its_settings(world: World) -> None:
    async with world.desk() as desk:
        await desk.keep_site(CAFE)
        await desk.keep_site(SITE)
        await sites.rename(desk, CAFE.id, "Café Süd", business_name="Süd GmbH")
        await sites.rename(desk, CAFE.id, "Café Süd", paper="58")
        changed = desk.settings.site(CAFE.id)
        assert changed is not None
        assert (changed.name, changed.own.business_name) == ("Café Süd", "Süd GmbH")
        assert changed.own.paper == "58"
        assert [(e.operation, e.note) for e in await desk.journal.entries()] == [
            ("changeSite", "Café Süd")
        ]
        assert desk.settings.current_site == SITE.id
        assert sites.is_name_taken(desk, SITE.id, "CAFÉ SÜD")
        assert not sites.is_name_taken(desk, CAFE.id, "CAFÉ SÜD")


# --- removing --------------------------------------------------------------------------------


async def test_a_shop_is_forgotten_and_brought_back_with_its_secrets(world: World) -> None:
    fill(world, CAFE)
    async with world.desk() as desk:
        await desk.keep_site(CAFE)
        await desk.journal.remember(CAFE.id, "state", "INITIALIZED")
        await sites.remove(desk, CAFE.id)
        assert desk.settings.site() is None
        (line,) = await sites.shops(desk)
        assert (line.is_removed, line.kept, line.state) == (True, frozenset(Kind), None)
        await sites.bring_back(desk, CAFE.id)
        assert (desk.settings.sites, desk.settings.removed) == ((CAFE,), ())
        assert len(world.vault.kept) == 6
        found = await desk.journal.search(EntrySearch(site_id=CAFE.id), limit=9)
        assert [(e.operation, e.outcome, e.note) for e in found] == [
            ("bringBackSite", "done", CAFE.name),
            ("removeSite", "done", CAFE.name),
        ]
        assert (await desk.journal.recall_all("name"))[CAFE.id].value == CAFE.name


@pytest.mark.parametrize("removed_before", [False, True])
async def test_its_secrets_go_only_on_purpose(world: World, removed_before: bool) -> None:
    other = replace(SHOP, id=new_id(), tss_id=new_id())
    for site in (CAFE, other):
        fill(world, site)
    async with world.desk() as desk:
        await desk.keep_site(other)
        await desk.keep_site(CAFE)
        await desk.journal.save_setup(SetupRecord("s", CAFE.id, "t", "c", "x", "K"))
        await desk.journal.save_setup(SetupRecord("o", other.id, "t", "c", "x", "K"))
        if removed_before:
            await sites.remove(desk, CAFE.id)
        removal = await sites.look_at_removal(desk, CAFE.id)
        assert (removal.puk_would_go, removal.has_open_setup) == (True, True)
        await sites.remove(desk, CAFE.id, delete_secrets=True)
        assert desk.settings.sites == (other,)
        assert desk.settings.removed == ()
        assert desk.settings.site() == other
        assert set(world.vault.kept) == {
            place(owner, kind) for owner, kinds in sites._places(other) for kind in kinds
        }
        assert [r.setup_id for r in await desk.journal.open_setups()] == ["o"]
        assert (await desk.journal.entries())[0].operation == "deleteSecrets"
        with pytest.raises(KeyError):
            await sites.remove(desk, CAFE.id)


async def test_the_puk_stays_for_another_shop_with_the_same_tss(world: World) -> None:
    twin = replace(CAFE, id=new_id(), name="Zwilling")
    for site in (CAFE, twin):
        fill(world, site)
    async with world.desk() as desk:
        await desk.keep_site(CAFE)
        await desk.keep_site(twin)
        removal = await sites.look_at_removal(desk, CAFE.id)
        assert (removal.shared, removal.puk_would_go) == ("Zwilling", False)
        await sites.remove(desk, CAFE.id, delete_secrets=True)
        assert await sites.kept_secrets(desk, twin) == frozenset(Kind)
        assert await sites.kept_secrets(desk, CAFE) == frozenset({Kind.ADMIN_PIN, Kind.ADMIN_PUK})


async def test_a_puk_that_waits_to_be_confirmed_counts_and_goes_with_the_others(
    world: World,
) -> None:
    """It came from paper, its answer was lost: it may be the only copy on this computer."""
    waiting = place(f"{TSS}.pending", Kind.ADMIN_PUK)
    world.vault.kept[waiting] = Secret("1234567890")
    async with world.desk() as desk:
        await desk.keep_site(CAFE)
        assert (await sites.look_at_removal(desk, CAFE.id)).puk_would_go
        await sites.remove(desk, CAFE.id)
        assert waiting in world.vault.kept
        await sites.remove(desk, CAFE.id, delete_secrets=True)
    assert world.vault.kept == {}


async def test_the_puk_of_a_set_up_that_is_not_ended_is_named_before_it_goes(
    world: World,
) -> None:
    """The shop has no TSS yet, but the vault has its PUK, and the set-up would be forgotten."""
    puk = place(TSS, Kind.ADMIN_PUK)
    world.vault.kept[puk] = Secret("1234567890")
    async with world.desk() as desk:
        await desk.keep_site(SHOP)
        await desk.journal.save_setup(SetupRecord("s", SHOP.id, TSS, "c", "x", "K"))
        removal = await sites.look_at_removal(desk, SHOP.id)
        assert removal.kept == frozenset({Kind.ADMIN_PUK}) and removal.puk_would_go
        await sites.remove(desk, SHOP.id)
        assert puk in world.vault.kept
        await sites.remove(desk, SHOP.id, delete_secrets=True)
    assert world.vault.kept == {}


async def test_no_puk_no_warning_about_it(world: World) -> None:
    async with world.desk() as desk:
        await desk.keep_site(CAFE)
        assert not (await sites.look_at_removal(desk, CAFE.id)).puk_would_go
        world.vault.problem = VaultLocked()  # then it cannot be ruled out
        assert (await sites.look_at_removal(desk, CAFE.id)).puk_would_go
        await desk.keep_site(SITE)
        assert not (await sites.look_at_removal(desk, SITE.id)).puk_would_go


async def test_a_vault_that_refuses_keeps_the_shop_and_the_puk(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(world, CAFE)
    delete = world.vault.delete

    def refuse(place: Place) -> None:
        if place.kind is Kind.ADMIN_PIN:
            raise VaultRefused
        delete(place)

    monkeypatch.setattr(world.vault, "delete", refuse)
    async with world.desk() as desk:
        await desk.keep_site(CAFE)
        with pytest.raises(VaultRefused):
            await sites.remove(desk, CAFE.id, delete_secrets=True)
        assert desk.settings.site() == CAFE
        assert await kept(desk, CAFE) == {Kind.ADMIN_PIN, Kind.ADMIN_PUK}
        assert (await desk.journal.entries())[0].code == "vault_refused"


async def test_admin_mode_ends_and_changes_are_waited_for(session: Session, tss_id: str) -> None:
    desk = session.desk
    await desk.keep_site(replace(SITE, tss_id=tss_id))
    mode = admin_mode(session)
    await mode.enter(PIN)
    gate = Gate()
    call = gate.before(lambda: session.client.update_tss_metadata(tss_id, {"a": "b"}))
    change = asyncio.ensure_future(perform(session, "updateTssMetadata", call, tss_id=tss_id))
    await gate.entered.wait()
    removing = asyncio.ensure_future(sites.remove(desk, SITE.id))
    while await may_be_open(session, tss_id):
        await desk.background.run(bool)
    assert not removing.done()
    gate.open()
    await removing
    await change
    assert desk.sessions() == ()
    assert not mode.is_open


# --- keys ------------------------------------------------------------------------------------


@pytest.fixture
async def shop(world: World, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A real shop without its keys, whose service is the sandbox."""
    from tse_companion.api.transport import Transport
    from tse_companion.services import desk as module

    monkeypatch.setattr(
        module, "Transport", lambda url, http, asgi_app: Transport(url, asgi_app=world.sandbox)
    )
    async with world.session() as session:
        tss_id = await make_tss(session)
    return replace(SHOP, tss_id=tss_id, env="TEST")


def keys(world: World) -> tuple[Secret, Secret]:
    return Secret(world.sandbox.api_key), Secret(world.sandbox.api_secret)


async def test_keys_for_a_shop_that_came_without(world: World, shop: Site) -> None:
    async with world.desk() as desk:
        await desk.save_settings(desk.settings.with_site(shop))
        session = await sites.give_keys(desk, shop, *keys(world))
        assert await desk.connect(shop) is session
        assert desk.settings.site() == session.site
        assert session.site.organization_id is not None
        assert await kept(desk) == {Kind.API_KEY, Kind.API_SECRET}
        assert (await entries(session))[-1].operation == "changeSite"


async def test_keys_that_fail_replace_nothing(world: World, shop: Site) -> None:
    async with world.desk() as desk:
        await desk.save_settings(desk.settings.with_site(shop))
        with pytest.raises(ApiRefused):
            await sites.give_keys(desk, shop, KEYS.key, KEYS.secret)
        for other in (
            replace(shop, env="LIVE"),
            replace(shop, organization_id=new_id()),
            replace(shop, tss_id=new_id()),
        ):
            with pytest.raises(EnvironmentChanged):
                await sites.give_keys(desk, other, *keys(world))
        world.control.fault("retrieveTss", "status", status=403, code="E_ACCESS_DENIED")
        with pytest.raises(ApiRefused):
            await sites.give_keys(desk, shop, *keys(world))
        assert await kept(desk) == frozenset()
        assert desk.sessions() == ()
        assert desk.settings.sites == (shop,)


async def test_keys_before_there_is_a_tss(world: World, shop: Site) -> None:
    async with world.desk() as desk:
        bare = replace(shop, tss_id=None)
        session = await sites.give_keys(desk, bare, *keys(world))
        assert session.site.env == "TEST"
