"""A start of the program at a shop that is there: planted in the sandbox, open on screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from gui.wizard_stage import BASE_URL, GuiWorld, Stage, staged
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import Env
from tse_companion.sandbox import scenarios
from tse_companion.sandbox.shops.planting import PIN as PIN
from tse_companion.store.secrets import Kind
from tse_companion.store.secrets.places import Place
from tse_companion.store.settings import Settings, SettingsFile, Site

SITE_ID = "5d3a0001-0000-4000-8000-0000000000aa"


def plant(world: GuiWorld, scenario: str = "shop=1", *, env: Env = Env.TEST) -> str:
    """Make the shop, and what the program knows of it; returns the id of its TSS."""
    scenarios.parse(scenario).start(world.control)
    (tss_id,) = world.control.tss_ids()
    world.staged.env = env
    site = Site(SITE_ID, "Café Morgenrot", "service", BASE_URL, env=env.value, tss_id=tss_id)
    SettingsFile(world.folders.settings).save(Settings(sites=(site,), current_site=site.id))
    world.vault.put(Place(SITE_ID, Kind.API_KEY), Secret(world.sandbox.api_key))
    world.vault.put(Place(SITE_ID, Kind.API_SECRET), Secret(world.sandbox.api_secret))
    return tss_id


@asynccontextmanager
async def at_shop(world: GuiWorld, page: str) -> AsyncIterator[Stage]:
    """One start of the program with this page open and at rest."""
    async with staged(world) as stage:
        await stage.begin()
        stage.window.show_page(page)
        await stage.settle()
        yield stage
