"""Shops in a file: no secret goes out with it, and nothing in it is trusted."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.conftest import SITE, World
from services.test_desk import SHOP
from tse_companion.domain.credentials import Secret
from tse_companion.errors import FileUnreadable, FileUnwritable, ProfileNewer, ProfileUnusable
from tse_companion.services import profiles
from tse_companion.services.desk import MIDDLEWARE_URL
from tse_companion.services.profiles import (
    ImportPlan,
    export_shops,
    import_shops,
    plan_import,
    read_shops,
    shops_document,
)
from tse_companion.store.secrets import Kind, Place
from tse_companion.store.settings import Settings, ShopSettings, Site

TSS = "0e9b7a11-7c4e-4f0b-9a51-1f6d3c2b8e01"
CAFE = Site(
    "5d3a0003-0000-4000-8000-000000000003",
    "Café „Ähre“",
    "service",
    MIDDLEWARE_URL,
    env="LIVE",
    organization_id="7d3a0003-0000-4000-8000-000000000003",
    tss_id=TSS,
    client_id="8d3a0003-0000-4000-8000-000000000003",
    own=ShopSettings("58", "Ähre", "Hauptstraße 1", "Köln", 7200, "age"),
)
NOTHING = Settings()


def document(*shops: dict[str, Any], **changes: Any) -> bytes:
    whole = {"format": profiles.FORMAT, "version": 1, "shops": list(shops)} | changes
    return json.dumps(whole).encode()


def one(**changes: Any) -> dict[str, Any]:
    return {"name": "Café", "base_url": MIDDLEWARE_URL} | changes


async def test_shops_travel_without_their_secrets(world: World, tmp_path: Path) -> None:
    path = tmp_path / "shops.json"
    secrets = {kind: f"SECRET-{kind.value}-7QX" for kind in Kind}
    async with world.desk() as desk:
        await desk.keep_site(CAFE)
        await desk.keep_site(SITE)
        for kind, secret in secrets.items():
            for owner in (CAFE.id, TSS):
                world.vault.kept[Place(owner, kind)] = Secret(secret)
        assert await export_shops(desk, desk.settings.sites, path) == 1
        (entry,) = await desk.journal.entries()
        assert (entry.operation, entry.outcome) == ("exportSites", "done")
    content = path.read_bytes()
    for secret in (*secrets.values(), *(kind.value for kind in Kind), CAFE.id, "practice"):
        assert secret.encode() not in content
    plan = plan_import(content, NOTHING)
    assert plan.new == (replace(CAFE, id=plan.new[0].id),)
    assert plan.new[0].id != CAFE.id
    assert plan.strange_addresses == ()


async def test_imported_shops_are_added_and_the_one_on_screen_stays(
    world: World, tmp_path: Path
) -> None:
    path = tmp_path / "shops.json"
    path.write_bytes(shops_document([CAFE, replace(SHOP, name="Laden")]))
    async with world.desk() as desk:
        await desk.keep_site(SITE)
        plan = await read_shops(desk, path)
        assert plan.strange_addresses == (SHOP.base_url,)
        assert await import_shops(desk, plan) == 2
        assert await import_shops(desk, plan) == 0  # twice is once
        assert [s.name for s in desk.settings.sites] == [SITE.name, CAFE.name, "Laden"]
        assert desk.settings.site() == SITE
        operations = [(e.operation, e.note) for e in await desk.journal.entries()]
        assert operations == [("addSite", "Laden"), ("addSite", CAFE.name)]
        again = await read_shops(desk, path)
        assert again == ImportPlan((), (), (CAFE.name, "Laden"))
    async with world.desk() as desk:
        assert len(desk.settings.sites) == 3


def test_nothing_that_is_there_is_overwritten() -> None:
    mine = replace(CAFE, name="Mine", own=ShopSettings())
    content = shops_document([CAFE])
    assert plan_import(content, Settings(sites=(mine,))) == ImportPlan((), (), (CAFE.name,))
    # Not even through another address: the vault keeps PIN and PUK under the TSS.
    strange = document(one(tss_id=TSS, base_url="https://evil.test/api/v2"))
    assert plan_import(strange, Settings(sites=(mine,))).new == ()
    assert plan_import(strange, Settings(removed=(mine,))) == ImportPlan((), (mine,), ())


async def test_a_removed_shop_comes_back_as_it_was(world: World) -> None:
    async with world.desk() as desk:
        await desk.keep_site(CAFE)
        await desk.keep_site(SITE)
        await desk.save_settings(desk.settings.without_site(CAFE.id, keep=True))
        plan = plan_import(shops_document([replace(CAFE, name="Else")]), desk.settings)
        assert await import_shops(desk, plan) == 1
        assert desk.settings.sites == (SITE, CAFE)
        assert desk.settings.removed == ()


BAD: dict[str, bytes] = {
    "JSON": b"{",
    "JSON ": b"\xff",
    "JSON  ": b"[" * 100_000,
    "JSON   ": b'{"format": 1, "format": 2}',
    "format": b"[]",
    "format ": document(format="else"),
    "version": document(version="1"),
    "version ": document(version=True),
    "version  ": document(version=0),
    "shops": document(),
    "shops ": document(shops={}),
    "shops  ": document(*[one()] * 1001),
    "more": document(one(), more=1),
    "shops[1]": document(shops=["x"]),
    "shops[1].api_key": document(one(api_key="k")),
    "shops[1].id": document(one(id=SITE.id)),
    "shops[1].name": document({"base_url": MIDDLEWARE_URL}),
    "shops[1].name ": document(one(name="  ")),
    "shops[1].name  ": document(one(name="a\nb")),
    "shops[1].name   ": document(one(name="x" * 201)),
    "shops[1].name    ": document(one(name="\u202egnirots")),
    "shops[1].base_url": document(one(base_url="http://evil.test")),
    "shops[1].base_url ": document(one(base_url="https://user:pw@evil.test")),
    "shops[1].base_url  ": document(one(base_url=7)),
    "shops[1].env": document(one(env="live")),
    "shops[1].env ": document(one(env=["LIVE"])),
    "shops[1].tss_id": document(one(tss_id="../../etc")),
    "shops[1].client_id": document(one(client_id=1)),
    "shops[2].tss_id": document(one(tss_id=TSS), one(name="B", tss_id=TSS.upper())),
    "shops[2].tss_id ": document(one(), one()),
    "shops[1].settings": document(one(settings=[])),
    "shops[1].settings.paper": document(one(settings={"paper": "a5"})),
    "shops[1].settings.open_groups": document(one(settings={"open_groups": "colour"})),
    "shops[1].settings.pin": document(one(settings={"pin": "1"})),
    "shops[1].settings.cancel_older_than": document(one(settings={"cancel_older_than": 1})),
    "shops[1].settings.cancel_older_than ": document(one(settings={"cancel_older_than": "1"})),
    "shops[1].settings.business_city": document(one(settings={"business_city": None})),
    "size": b" " * (profiles.SIZE_MAX + 1),
}


@pytest.mark.parametrize("where", BAD)
def test_a_file_is_read_strictly(where: str) -> None:
    with pytest.raises(ProfileUnusable) as caught:
        plan_import(BAD[where], NOTHING)
    assert caught.value.facts == {"where": where.strip()}


def test_a_newer_file_is_told_so() -> None:
    with pytest.raises(ProfileNewer):
        plan_import(document(version=2, anything=1), NOTHING)


def test_what_may_be_left_out() -> None:
    (site,) = plan_import(b"\xef\xbb\xbf" + document(one()), NOTHING).new
    assert site == Site(site.id, "Café", "service", MIDDLEWARE_URL)


@given(st.binary() | st.recursive(st.none() | st.text(), st.lists).map(str).map(str.encode))
def test_nothing_else_is_ever_raised(content: bytes) -> None:
    with pytest.raises(ProfileUnusable):
        plan_import(content, NOTHING)


async def test_files_that_cannot_be_had(world: World, tmp_path: Path) -> None:
    async with world.desk() as desk:
        with pytest.raises(FileUnreadable):
            await read_shops(desk, tmp_path / "absent.json")
        with pytest.raises(FileUnwritable):
            await export_shops(desk, [CAFE], tmp_path / "absent" / "shops.json")
        assert await desk.journal.entries() == ()
