"""Whose key it is: no shop's secret is overwritten, and no key of another shop is taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from services.conftest import World
from services.steps import Gate, cancelled_at, make_tss, quiet
from services.test_setup_service import PIN, confirm_puk, resumed
from tse_companion.api.transport import Transport
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import Account, Env, TssState
from tse_companion.errors import (
    AddressUnsafe,
    ApiRefused,
    EnvironmentChanged,
    TssUnusable,
    VaultLocked,
)
from tse_companion.services import sites
from tse_companion.services.setup import apart
from tse_companion.services.setup.flow import Goal, PinSource, Step
from tse_companion.services.setup.service import SetupService
from tse_companion.services.setup.work import pending
from tse_companion.store.secrets import Kind, Place, owner_at

URL = "https://service.test/api/v2"

Keys = Callable[[str], dict[str, Any]]


@pytest.fixture
def keys(world: World, monkeypatch: pytest.MonkeyPatch) -> Keys:
    """What a person types for one of the sandbox's accounts; the service answers in memory."""

    def in_memory(base_url: str, **more: Any) -> Transport:
        return Transport(base_url, **{**more, "asgi_app": world.sandbox})

    monkeypatch.setattr("tse_companion.services.desk.Transport", in_memory)

    def typed(name: str) -> dict[str, Any]:
        account = world.control.accounts[name]
        return {
            "name": f"Shop {name}",
            "base_url": URL,
            "key": Secret(account.api_key),
            "secret": Secret(account.api_secret),
        }

    return typed


def kept(world: World, setup: SetupService) -> tuple[str, str]:
    """Key and secret in the vault of the site the set-up works on."""
    assert setup.session is not None
    site_id = owner_at(URL, setup.session.site.id)
    places = (Place(site_id, Kind.API_KEY), Place(site_id, Kind.API_SECRET))
    key, secret = (world.vault.kept[place].reveal() for place in places)
    return key, secret


async def half_made(setup: SetupService, typed: dict[str, Any]) -> str:
    await setup.connect(**typed)
    await setup.look()
    await setup.choose_new()
    await setup.create()
    return setup.draft.tss_id or ""


async def test_key_and_secret_are_kept_once_the_service_took_them(world: World, keys: Keys) -> None:
    async with world.setup() as setup:
        setup.choose_goal(Goal.SET_UP)
        account = await setup.connect(**keys("own"))
        assert account == Account(Env.TEST, world.control.accounts["own"].organization_id)
        assert setup.after_connect() is Step.INVENTORY
        site = setup.desk.settings.site()
        assert site is not None
        assert (site.name, site.env, site.organization_id) == (
            "Shop own",
            "TEST",
            account.organization_id,
        )
        own = world.control.accounts["own"]
        assert kept(world, setup) == (own.api_key, own.api_secret)
    async with world.desk() as desk:
        again = desk.settings.site()
        assert again is not None
        session = await desk.connect(again)
        assert (await session.client.authenticate()).env is Env.TEST


async def test_a_wrong_secret_is_kept_nowhere(world: World, keys: Keys) -> None:
    async with world.setup() as setup:
        with pytest.raises(ApiRefused) as refused:
            await setup.connect(**{**keys("own"), "secret": Secret("wrong")})
        assert refused.value.operation == "authenticateApi"
        assert world.vault.kept == {}
        assert setup.desk.settings.sites == ()
        assert setup.desk.sessions() == ()
        await setup.connect(**keys("own"))


async def test_an_unsafe_address_gets_no_key(world: World, keys: Keys) -> None:
    async with world.setup() as setup:
        setup_keys = {**keys("own"), "base_url": "ftp://service.test/api/v2"}
        with pytest.raises(AddressUnsafe):
            await setup.connect(**setup_keys)
    assert world.control.requests == ()
    assert world.vault.kept == {}


async def test_a_second_shop_leaves_the_first_one_s_keys_alone(world: World, keys: Keys) -> None:
    async with world.setup() as setup:
        first = await half_made(setup, keys("own"))
        mine = kept(world, setup)
        other = SetupService(setup.desk)
        second = await half_made(other, keys("other"))
        assert kept(world, setup) == mine
        assert kept(world, other) != mine
        assert len(setup.desk.settings.sites) == 2
        assert first != second
    async with world.setup() as setup:
        records = {r.tss_id: r for r in await setup.desk.journal.open_setups()}
        assert await setup.resume(records[first]) is Step.KEEP_PUK
        assert await SetupService(setup.desk).resume(records[second]) is Step.KEEP_PUK


async def test_test_and_live_of_one_organisation_are_two_sites(world: World, keys: Keys) -> None:
    async with world.setup() as setup:
        await setup.connect(**keys("own"))
        account = await SetupService(setup.desk).connect(**keys("live"))
        assert account.env is Env.LIVE
        assert [site.env for site in setup.desk.settings.sites] == ["TEST", "LIVE"]


async def test_an_unfinished_site_of_the_same_organisation_is_used_again(
    world: World, keys: Keys
) -> None:
    async with world.setup() as setup:
        await setup.connect(**keys("own"))
        await SetupService(setup.desk).connect(**{**keys("own"), "name": "Backstube"})
        assert [site.name for site in setup.desk.settings.sites] == ["Backstube"]


@pytest.mark.parametrize("account", ["other", "live"])
async def test_an_interrupted_set_up_takes_no_key_of_another_shop(
    world: World, keys: Keys, account: str
) -> None:
    async with world.setup() as setup:
        tss_id = await half_made(setup, keys("own"))
        mine = kept(world, setup)
    creations = world.sent("createTss")
    async with world.setup() as setup:
        await resumed(setup)
        with pytest.raises(EnvironmentChanged):
            await setup.connect(**keys(account))
        assert kept(world, setup) == mine
        assert setup.desk.settings.sites[0].env == "TEST"
        await setup.connect(**keys("own"))
        assert setup.draft.tss_id == tss_id
        assert setup.after_connect() is Step.KEEP_PUK
    assert world.sent("createTss") == creations


async def test_without_keys_in_the_vault_they_are_asked_for_and_it_goes_on(
    world: World, keys: Keys
) -> None:
    async with world.setup() as setup:
        tss_id = await half_made(setup, keys("own"))
    for place in [p for p in world.vault.kept if p.kind is Kind.API_SECRET]:
        del world.vault.kept[place]
    async with world.setup() as setup:
        with pytest.raises(KeyError):
            await resumed(setup)
        setup.choose_goal(Goal.SET_UP)  # the welcome page once more
        await setup.connect(**keys("own"))
        assert setup.after_connect() is Step.KEEP_PUK
        assert setup.draft.tss_id == tss_id
        await confirm_puk(setup)
        setup.choose_pin(PIN, source=PinSource.NEW, keep=True)
        await setup.choose_serial("KASSE-1")
        await setup.work(quiet)
    assert world.control.tss_ids() == (tss_id,)


async def test_a_dead_tss_does_not_bar_the_way_to_a_new_one(world: World, keys: Keys) -> None:
    async with world.setup() as setup:
        dead = await half_made(setup, keys("own"))
    world.control.put_state(dead, TssState.EVICTED)
    async with world.setup() as setup:
        with pytest.raises(TssUnusable):
            await resumed(setup)
        setup.choose_goal(Goal.SET_UP)
        await setup.connect(**keys("own"))
        assert setup.after_connect() is Step.INVENTORY
        assert await half_made(setup, keys("own")) != dead


async def test_a_practice_set_up_does_not_take_a_real_key(world: World, keys: Keys) -> None:
    async with world.setup() as setup:
        await setup.practise()
        await setup.choose_new()
    async with world.setup() as setup:
        await resumed(setup)
        setup.choose_goal(Goal.SET_UP)
        await setup.connect(**keys("own"))
        assert setup.after_connect() is Step.INVENTORY
        assert setup.session is not None
        assert setup.session.site.kind == "service"
        assert [site.kind for site in setup.desk.settings.sites] == ["practice", "service"]


async def test_keys_that_cannot_be_kept_are_asked_for_again(world: World, keys: Keys) -> None:
    async with world.setup() as setup:
        world.vault.problem = VaultLocked()
        with pytest.raises(VaultLocked):
            await setup.connect(**keys("own"))
        world.vault.problem = None
        await setup.connect(**keys("own"))
        assert len(setup.desk.settings.sites) == 1
        kept(world, setup)


async def test_the_inventory_explains_the_limit_before_it_hits(world: World, keys: Keys) -> None:
    async with world.setup() as setup:
        await setup.connect(**keys("own"))
        assert setup.session is not None
        ready = await make_tss(setup.session)
        started = await make_tss(setup.session, TssState.CREATED)
        gone = await make_tss(setup.session, TssState.CREATED)
        world.control.put_state(gone, TssState.EVICTED)
        found = await setup.look()
        assert [choice.tss.id for choice in found.choices][-1] == gone
        assert {c.tss.id for c in found.choices if c.usable} == {ready, started}
        assert (found.counted, found.limit, found.can_create) == (2, 5, True)
        for _ in range(3):
            await make_tss(setup.session, TssState.CREATED)
        assert not (await setup.look()).can_create
        live = SetupService(setup.desk)
        await live.connect(**keys("live"))
        assert (await live.look()).limit is None


# --- the address is corrected --------------------------------------------------------------------

NEW_URL = "https://other.test/api/v2"


async def puk_at(setup: SetupService, base_url: str, tss_id: str) -> bool:
    """Whether the shop with this address finds a PUK of this TSS."""
    (site,) = [s for s in setup.desk.settings.sites if s.base_url == base_url]
    safe = await setup.desk.safe_of(site)
    return await safe.get(tss_id, Kind.ADMIN_PUK) is not None


async def test_a_set_up_whose_puk_is_kept_stays_at_its_address(world: World, keys: Keys) -> None:
    typed = {**keys("own"), "base_url": NEW_URL}
    async with world.setup() as setup:
        first = await half_made(setup, keys("own"))
        await setup.connect(**typed)
        assert setup.after_connect() is Step.INVENTORY
        assert setup.draft.tss_id is None
        assert setup.stayed is not None
        names = [(site.name, site.base_url) for site in setup.desk.settings.sites]
        assert names == [("Shop own (service.test)", URL), ("Shop own", NEW_URL)]
        assert (setup.stayed.name, setup.stayed.base_url) == names[0]
        assert await puk_at(setup, URL, first)
        await setup.choose_new()
        await setup.create()
        second = setup.draft.tss_id or ""
        assert second != first
        assert await puk_at(setup, NEW_URL, second)
    async with world.setup() as setup:  # both go on, each where it was
        records = {r.tss_id: r for r in await setup.desk.journal.open_setups()}
        for tss_id in (first, second):
            again = SetupService(setup.desk)
            assert await again.resume(records[tss_id]) is Step.KEEP_PUK
            assert (await again.puk()).same_as(world.control.tss(tss_id).puk)


async def test_a_puk_that_waits_to_be_confirmed_counts_as_well(world: World, keys: Keys) -> None:
    async with world.setup() as setup:
        tss_id = await half_made(setup, keys("own"))
        assert setup.session is not None
        puk = await setup.puk()
        await setup.session.safe.put(pending(tss_id), Kind.ADMIN_PUK, puk)
        await setup.session.safe.delete(tss_id, Kind.ADMIN_PUK)
        await setup.connect(**{**keys("own"), "base_url": NEW_URL, "name": "Kiosk"})
        # Names that differ already are left as they are.
        assert [site.name for site in setup.desk.settings.sites] == ["Shop own", "Kiosk"]


async def test_where_nothing_is_kept_the_set_up_moves(world: World, keys: Keys) -> None:
    async with world.setup() as setup:
        await setup.connect(**keys("own"))
        await setup.choose_new()
        chosen = setup.draft.tss_id
        await setup.connect(**{**keys("own"), "base_url": NEW_URL})
        assert [site.base_url for site in setup.desk.settings.sites] == [NEW_URL]
        assert (setup.draft.tss_id, setup.stayed) == (chosen, None)


async def test_keys_that_fail_at_the_new_address_change_nothing(world: World, keys: Keys) -> None:
    async with world.setup() as setup:
        tss_id = await half_made(setup, keys("own"))
        before = setup.desk.settings.sites
        with pytest.raises(ApiRefused):
            await setup.connect(**{**keys("own"), "base_url": NEW_URL, "secret": Secret("wrong")})
        assert setup.desk.settings.sites == before
        assert (setup.draft.tss_id, setup.stayed) == (tss_id, None)
        await setup.connect(**keys("own"))  # the right address after all
        assert setup.after_connect() is Step.KEEP_PUK


async def test_cut_off_at_the_new_address_the_old_one_goes_on(
    world: World, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = {**keys("own"), "base_url": NEW_URL}
    async with world.setup() as setup:
        tss_id = await half_made(setup, keys("own"))
        gate = Gate()
        # Right after the new shop was written down, before anything else.
        with monkeypatch.context() as patch:
            patch.setattr(f"{apart.__name__}.rename", gate.before(sites.rename))
            async with cancelled_at(gate, setup.connect(**typed)):
                pass
    async with world.setup() as setup:
        assert await resumed(setup) is Step.KEEP_PUK
        assert (setup.draft.tss_id, setup.draft.puk_in_vault) == (tss_id, True)
        await setup.connect(**typed)  # and may be moved once more, to the same shop
        assert [site.base_url for site in setup.desk.settings.sites] == [URL, NEW_URL]
