"""The desk: settings, sessions, the practice service and its reset, and the end."""

from __future__ import annotations

import asyncio
import functools
from dataclasses import replace

import pytest

from services.conftest import SITE, World
from services.steps import Gate, make_tss, quiet, written
from services.test_setup_service import to_work
from tse_companion.api.signde import ApiCredentials
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import Env, TssState
from tse_companion.errors import (
    AddressUnsafe,
    ApiRefused,
    NoConnection,
    SettingsUnwritable,
    VaultLocked,
)
from tse_companion.sandbox.app import SandboxApp
from tse_companion.services.desk import Practice, env_of, new_id
from tse_companion.services.setup.service import SetupService
from tse_companion.services.vaults import Vaults
from tse_companion.services.writes import perform
from tse_companion.store.secrets import FileVault, Kind, Place, owner_at
from tse_companion.store.secrets.ring import Cost
from tse_companion.store.settings import Site

SHOP = Site(
    "5d3a0002-0000-4000-8000-000000000002", "Café", "service", "https://service.test/api/v2"
)
KEYS = ApiCredentials(Secret("a key"), Secret("a secret"))


# --- settings --------------------------------------------------------------------------------


async def test_settings_hold_at_once_and_after_a_restart(world: World) -> None:
    async with world.desk() as desk:
        await desk.save_settings(replace(desk.settings, theme="dark"))
        await desk.keep_site(SHOP)
        await desk.keep_site(replace(SHOP, env="LIVE"))
        await desk.keep_site(SITE)
        assert desk.settings.theme == "dark"
    async with world.desk() as desk:
        assert desk.settings.theme == "dark"
        assert desk.settings.sites == (replace(SHOP, env="LIVE"), SITE)
        assert desk.settings.site() == SITE


async def test_settings_that_change_at_the_same_time_do_not_undo_each_other(world: World) -> None:
    async with world.desk() as desk:
        await asyncio.gather(*(desk.keep_site(replace(SHOP, id=new_id())) for _ in range(8)))
        assert len(desk.settings.sites) == 8
    async with world.desk() as desk:
        assert len(desk.settings.sites) == 8


async def test_a_shop_changes_whatever_else_became_of_it(world: World) -> None:
    async with world.session() as session:
        desk = session.desk
        await desk.keep_site(SHOP)
        await desk.keep_site(SITE)
        await asyncio.gather(
            desk.change_site(SITE.id, name="Backstube Süd"),
            desk.change_shop_settings(SITE.id, paper="a4"),
            desk.change_shop_settings(SHOP.id, paper="58", cancel_older_than=3600),
            desk.change_site("gone", name="nobody"),
            desk.change_shop_settings("gone", paper="58"),
        )
        assert session.site.name == "Backstube Süd"
        assert session.site.own.paper == "a4"
        assert session.site == desk.settings.site()
    async with world.desk() as desk:
        assert [s.own.paper for s in desk.settings.sites] == ["58", "a4"]
        assert desk.settings.current_site == SITE.id


async def test_settings_that_cannot_be_written_are_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise SettingsUnwritable

    async with world.desk() as desk:
        monkeypatch.setattr(desk._settings_file, "save", full)
        with pytest.raises(SettingsUnwritable):
            await desk.keep_site(SHOP)


def test_environment_of_a_site() -> None:
    assert env_of(SHOP) is Env.UNKNOWN
    assert env_of(replace(SHOP, env="LIVE")) is Env.LIVE


# --- sessions --------------------------------------------------------------------------------


async def test_a_site_has_one_session_however_often_it_is_asked_for(world: World) -> None:
    async with world.desk() as desk:
        first, *others = await asyncio.gather(*(desk.connect(SITE) for _ in range(4)))
        assert all(other is first for other in others)
        assert desk.sessions() == (first,)
        await desk.keep_site(replace(SITE, env="TEST"))
        assert first.site.env == "TEST"


async def test_keys_come_from_the_vault(world: World) -> None:
    async with world.desk() as desk:
        with pytest.raises(KeyError):
            await desk.connect(SHOP)
        world.vault.kept[Place(owner_at(SHOP.base_url, SHOP.id), Kind.API_KEY)] = KEYS.key
        with pytest.raises(KeyError):
            await desk.connect(SHOP)
        world.vault.kept[Place(owner_at(SHOP.base_url, SHOP.id), Kind.API_SECRET)] = KEYS.secret
        session = await desk.connect(SHOP)
        assert session.client._credentials == KEYS


async def test_a_locked_vault_opens_no_session(world: World) -> None:
    async with world.desk() as desk:
        world.vault.problem = VaultLocked()
        with pytest.raises(VaultLocked):
            await desk.connect(SHOP)
        assert desk.sessions() == ()


@pytest.mark.parametrize(
    "address",
    [
        "http://service.test/api/v2",
        "http://127.0.0.1:80@service.test/api/v2",
        "http://localhost.service.test/api/v2",
        "ftp://127.0.0.1/api/v2",
        "",
    ],
)
async def test_keys_go_to_no_unsafe_address(world: World, address: str) -> None:
    async with world.desk() as desk:
        with pytest.raises(AddressUnsafe):
            await desk.open(replace(SHOP, base_url=address), KEYS)


async def test_trying_keys_out_leaves_the_session_alone(world: World) -> None:
    async with world.session() as session:
        tried = await session.desk.open(SITE)
        assert tried is not session
        await tried.client.aclose()
        assert await session.desk.connect(SITE) is session
        await session.client.authenticate()


async def test_a_session_is_replaced_only_when_its_changes_have_ended(world: World) -> None:
    async with world.session() as session:
        desk, gate = session.desk, Gate()
        tss_id = new_id()
        call = gate.before(lambda: session.client.create_tss(tss_id))
        change = asyncio.ensure_future(perform(session, "createTss", call, tss_id=tss_id))
        await gate.entered.wait()
        adopting = asyncio.ensure_future(desk.adopt(await desk.open(SITE)))
        await desk.background.run(bool)
        assert not adopting.done()
        gate.open()
        await adopting
        assert (await change).tss.state is TssState.CREATED
        with pytest.raises(NoConnection):  # the old one is closed
            await session.client.retrieve_tss(tss_id)
        assert await desk.connect(SITE) is not session


async def test_two_shops_with_one_tss_change_it_one_after_the_other(world: World) -> None:
    async with world.session() as session:
        tss_id = await make_tss(session)
        other, before = await session.desk.open(SITE), world.sent("logoutAdmin")
        async with session.client._turns.of(tss_id.upper()):
            change = asyncio.ensure_future(other.client.logout_admin(tss_id))
            for _ in range(3):  # reading does not wait
                await other.client.retrieve_tss(tss_id)
            assert world.sent("logoutAdmin") == before
        await change
        assert world.sent("logoutAdmin") == before + 1
        await other.client.aclose()


async def test_disconnecting_twice_is_harmless(world: World) -> None:
    async with world.session() as session:
        await session.desk.disconnect(SITE.id)
        await session.desk.disconnect(SITE.id)
        assert session.desk.sessions() == ()


async def test_waiting_between_repeats_is_that_of_the_settings(world: World) -> None:
    async with world.session() as session:
        world.control.fault("listTss", "status", status=503, retry_after=7, times=2)
        await session.client.list_tss()
        assert world.pauses == [7.0, 7.0]


async def test_closing_while_a_change_is_under_way(world: World) -> None:
    """The stages of the program's end, with a request that takes its time."""
    async with world.session() as session:
        desk, gate, tss_id = session.desk, Gate(), new_id()
        call = gate.before(lambda: session.client.create_tss(tss_id))
        change = asyncio.ensure_future(perform(session, "createTss", call, tss_id=tss_id))
        await gate.entered.wait()
        change.cancel()  # its page is gone
        ending = asyncio.ensure_future(desk.writes.finish())
        await desk.background.run(bool)
        assert not ending.done()
        gate.open()
        await ending
        assert await written(session) == [("createTss", "done")]
    assert world.control.tss_ids() == (tss_id,)


# --- the practice service --------------------------------------------------------------------


@pytest.fixture
def in_file(world: World, monkeypatch: pytest.MonkeyPatch) -> list[SandboxApp]:
    """The practice service and its vault in their files, as the program makes them."""
    opened: list[SandboxApp] = []
    cheap = functools.partial(FileVault, cost=Cost(time=1, memory=8, parallelism=1))
    monkeypatch.setattr("tse_companion.services.vaults.FileVault", cheap)

    async def open_practice() -> Practice:
        sandbox = SandboxApp(world.folders.practice)
        opened.append(sandbox)

        async def reset() -> None:
            await sandbox.aclose()
            for file in world.folders.data.glob(f"{world.folders.practice.name}*"):
                file.unlink()

        return Practice(
            asgi_app=sandbox,
            credentials=ApiCredentials(Secret(sandbox.api_key), Secret(sandbox.api_secret)),
            passphrase=Secret(sandbox.api_secret),
            aclose=sandbox.aclose,
            reset=reset,
        )

    world.open_practice = open_practice
    world.make_vaults = lambda background: Vaults(world.folders, background, file_only=True)
    return opened


async def test_practising_goes_on_after_a_restart(world: World, in_file: list[SandboxApp]) -> None:
    async with world.setup() as setup:
        await to_work(setup)
        await setup.work(quiet)
        await setup.finish()
        tss_id = setup.draft.tss_id
    async with world.desk() as desk:
        site = desk.settings.site()
        assert site is not None
        assert site.tss_id == tss_id
        session = await desk.connect(site)
        assert (await session.client.retrieve_tss(tss_id or "")).state is TssState.INITIALIZED
        assert await session.safe.get(tss_id or "", Kind.ADMIN_PUK) is not None
        assert len(in_file) == 2
        assert await desk.practice() is await desk.practice()
        assert len(in_file) == 2


async def test_a_reset_throws_away_all_that_was_practised_and_nothing_else(
    world: World, in_file: list[SandboxApp]
) -> None:
    async with world.setup() as setup:
        await to_work(setup)
        await setup.work(quiet)
        await setup.finish()
        again = SetupService(setup.desk)  # another one that is only begun
        await again.practise()
        await again.choose_new()
        desk, old = setup.desk, world.folders.practice_vault.read_bytes()
        await desk.keep_site(SHOP)
        await desk.reset_practice()
        assert desk.settings.sites == (SHOP,)
        assert desk.settings.site() == SHOP
        assert desk.sessions() == ()
        assert await desk.journal.open_setups() == ()
        assert not world.folders.practice_vault.exists()
        fresh = SetupService(desk)
        assert (await fresh.practise()).choices == ()
        await fresh.choose_new()
        await fresh.create()
        assert (await fresh.puk()).reveal()
        assert world.folders.practice_vault.read_bytes() != old
        assert in_file[0].api_secret != in_file[1].api_secret


async def test_a_reset_of_the_current_shop_leaves_another_one_current(
    world: World, in_file: list[SandboxApp]
) -> None:
    async with world.desk() as desk:
        await desk.keep_site(SHOP)
        await desk.keep_site(SITE)
        await desk.connect(SITE)
        await desk.reset_practice()
        assert desk.settings.site() == SHOP
    async with world.desk() as desk:
        await desk.keep_site(SITE)
        await desk.save_settings(replace(desk.settings, sites=(SITE,)))
        await desk.reset_practice()
        assert desk.settings.site() is None


async def test_a_reset_waits_for_a_change_under_way(
    world: World, in_file: list[SandboxApp]
) -> None:
    async with world.session() as session:
        desk, gate = session.desk, Gate()
        await desk.keep_site(SITE)
        call = gate.before(lambda: session.client.create_tss(SITE.id))
        change = asyncio.ensure_future(perform(session, "createTss", call, tss_id=SITE.id))
        await gate.entered.wait()
        reset = asyncio.ensure_future(desk.reset_practice())
        await desk.background.run(bool)
        assert world.folders.practice.exists()
        gate.open()
        await asyncio.gather(change, reset)
        assert not world.folders.practice.exists()


async def test_a_reset_that_fails_can_be_done_again(
    world: World, in_file: list[SandboxApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with world.session() as session:
        desk = session.desk
        await desk.keep_site(SITE)
        tss_id = await make_tss(session)
        practice = await desk.practice()

        async def held_open() -> None:
            await practice.aclose()
            raise PermissionError  # a virus scanner, on Windows

        object.__setattr__(practice, "reset", held_open)
        with pytest.raises(PermissionError):
            await desk.reset_practice()
        again = await desk.connect(SITE)  # the service is there as it was
        assert (await again.client.retrieve_tss(tss_id)).state is TssState.INITIALIZED
        await desk.reset_practice()
        with pytest.raises(ApiRefused):
            await (await desk.connect(SITE)).client.retrieve_tss(tss_id)
