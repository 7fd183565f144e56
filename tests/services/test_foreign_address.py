"""Secrets kept for one address never reach another, whatever a file with shops says."""

from __future__ import annotations

import json
from collections.abc import MutableMapping
from dataclasses import replace
from typing import Any

import pytest

from services.conftest import World
from services.steps import make_tss, puk_of
from tse_companion.api.transport import Transport
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import TssState
from tse_companion.errors import PukMissing
from tse_companion.sandbox.app import SandboxApp
from tse_companion.services import admin, keys, sites
from tse_companion.services.admin_mode import admin_mode
from tse_companion.services.desk import MIDDLEWARE_URL, Desk, Session
from tse_companion.services.profiles import FORMAT, import_shops, plan_import
from tse_companion.services.setup.service import SetupService
from tse_companion.store.secrets import Kind, Place
from tse_companion.store.settings import Settings, Site

EVIL_URL = "https://evil.test/api/v2"
PIN = Secret("MARKED-PIN-7QX")
HOME = Site("5d3a0004-0000-4000-8000-000000000004", "Café", "service", MIDDLEWARE_URL, env="TEST")


class Evil:
    """A service that behaves, knows the same TSS, and writes down every byte it is sent."""

    def __init__(self) -> None:
        self.sandbox = SandboxApp(None, seed=8)
        self.heard: list[bytes] = []

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        self.heard += [repr(scope["headers"]).encode(), scope["path"].encode()]

        async def listening() -> Any:
            message = await receive()
            self.heard.append(message.get("body", b""))
            return message

        await self.sandbox(scope, listening, send)


@pytest.fixture
async def evil(world: World, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The foreign service; all others are the world's own."""
    made = Evil()

    def transport(base_url: str, **more: Any) -> Transport:
        app = made if base_url == EVIL_URL else world.sandbox
        return Transport(base_url, **{**more, "asgi_app": app})

    monkeypatch.setattr("tse_companion.services.desk.Transport", transport)
    yield made
    await made.sandbox.aclose()


async def kept_at_home(world: World, desk: Desk) -> str:
    """A shop at the usual address with everything in the vault; returns its TSS."""
    key, secret = Secret(world.sandbox.api_key), Secret(world.sandbox.api_secret)
    await desk.save_settings(desk.settings.with_site(HOME))
    session = await sites.give_keys(desk, HOME, key, secret)
    tss_id = await make_tss(session)
    await keys.change_pin(session, tss_id, PIN, keep=True, puk=puk_of(world, tss_id))
    await desk.keep_site(replace(session.site, tss_id=tss_id))
    return tss_id


async def same_tss(evil: Evil, desk: Desk, tss_id: str) -> Session:
    """The shop that the file brings, with the keys that a person typed for it."""
    shop = {"name": "Café neu", "base_url": EVIL_URL, "tss_id": tss_id}
    content = json.dumps({"format": FORMAT, "version": 1, "shops": [shop]}).encode()
    assert await import_shops(desk, plan_import(content, desk.settings)) == 1
    (site,) = [s for s in desk.settings.sites if s.base_url == EVIL_URL]
    with pytest.raises(KeyError):
        await desk.connect(site)  # no key that is kept is tried
    typed = Secret(evil.sandbox.api_key), Secret(evil.sandbox.api_secret)
    probe = await desk.open(replace(site, tss_id=None), keys_of(evil))
    await probe.client.create_tss(tss_id)
    await probe.client.update_tss(tss_id, TssState.UNINITIALIZED)
    await probe.client.aclose()
    return await sites.give_keys(desk, site, *typed)


def keys_of(evil: Evil) -> Any:
    from tse_companion.api.signde import ApiCredentials

    return ApiCredentials(Secret(evil.sandbox.api_key), Secret(evil.sandbox.api_secret))


async def use_everything(session: Session, tss_id: str) -> None:
    """Whatever takes a secret out of the vault by itself."""
    assert await admin_mode(session).kept_pin() is None
    assert await keys.kept_puk(session, tss_id) is None
    assert await keys.reveal_puk(session, tss_id) is None
    assert await keys.reveal_pin(session, tss_id) is None
    with pytest.raises(PukMissing):
        await keys.change_pin(session, tss_id, Secret("ANOTHER-1"), keep=True)
    assert await keys.settle_pin(session, tss_id) is False
    setup = SetupService(session.desk)
    setup.session, setup.account = session, await session.client.authenticate()
    assert not any(choice.puk_in_vault for choice in (await setup.look()).choices)
    await setup.choose(tss_id)
    assert not setup.has_pin and not setup.draft.puk_in_vault
    with pytest.raises(PukMissing):
        await setup.puk()


def assert_unheard(world: World, evil: Evil, tss_id: str) -> None:
    everything = b"\n".join(evil.heard)
    assert evil.sandbox.api_key.encode() in everything  # the ear works
    for secret in (
        PIN.reveal(),
        puk_of(world, tss_id).reveal(),
        world.sandbox.api_key,
        world.sandbox.api_secret,
    ):
        assert secret.encode() not in everything


@pytest.mark.parametrize("forgotten", ["unlisted", "removed"])
async def test_a_file_leads_no_kept_secret_to_its_address(
    world: World, evil: Evil, forgotten: str
) -> None:
    async with world.desk() as desk:
        tss_id = await kept_at_home(world, desk)
        if forgotten == "unlisted":
            await desk.disconnect(HOME.id)
            await desk.save_settings(Settings())
        else:
            await sites.remove(desk, HOME.id)
            # As if it had been removed by a version that kept no list of these.
            await desk.save_settings(replace(desk.settings, removed=()))
        before = dict(world.vault.kept)
        await use_everything(await same_tss(evil, desk, tss_id), tss_id)
        for place, secret in before.items():
            assert world.vault.kept[place].same_as(secret)  # and nothing is written over
        home = await desk.safe_of(HOME)
        assert await home.get(tss_id, Kind.ADMIN_PUK) is not None  # where it belongs it is found
    assert_unheard(world, evil, tss_id)


async def test_a_shop_whose_address_was_changed_asks_for_its_keys(world: World, evil: Evil) -> None:
    async with world.desk() as desk:
        tss_id = await kept_at_home(world, desk)
        await desk.disconnect(HOME.id)
        moved = replace(HOME, base_url=EVIL_URL, tss_id=tss_id)
        await desk.save_settings(desk.settings.with_site(moved))
        with pytest.raises(KeyError):
            await desk.connect(moved)
        assert await sites.kept_secrets(desk, moved) == frozenset()
    assert evil.heard == []


async def test_a_pin_for_the_foreign_service_is_kept_beside(world: World, evil: Evil) -> None:
    """Setting one there changes nothing of what is kept for the usual address."""
    other = Secret("OTHER-PIN-1")
    async with world.desk() as desk:
        tss_id = await kept_at_home(world, desk)
        await desk.disconnect(HOME.id)
        await desk.save_settings(Settings())
        session = await same_tss(evil, desk, tss_id)
        puk = evil.sandbox.control.tss(tss_id).puk
        await keys.change_pin(session, tss_id, other, keep=True, puk=puk)
        await admin.close_left_open(session, tss_id)
        assert (await admin_mode(session).kept_pin() or PIN).same_as(other)
        await sites.remove(desk, session.site.id, delete_secrets=True)
        assert not [p for p in world.vault.kept if "@" in p.owner]
    assert world.vault.kept[Place(tss_id, Kind.ADMIN_PIN)].same_as(PIN)
    assert_unheard(world, evil, tss_id)
