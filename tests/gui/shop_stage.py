"""A start of the program at a shop that is there: planted in the sandbox, open on screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from gui.wizard_stage import BASE_URL, GuiWorld, Stage, staged
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import Env
from tse_companion.sandbox import scenarios
from tse_companion.sandbox.shops.planting import PIN as PIN
from tse_companion.sandbox.shops.planting import Garden
from tse_companion.sandbox.signde.service import Service
from tse_companion.store.secrets import Kind
from tse_companion.store.secrets.places import Place
from tse_companion.store.settings import Settings, SettingsFile, Site

SITE_ID = "5d3a0001-0000-4000-8000-0000000000aa"


TILLS = ("TERRASSE-1", "THEKE-1", "THEKE-2", "THEKE-ALT")
OPEN = (2, 1, 0, 3)  # transactions at each of them


def plant(
    world: GuiWorld,
    scenario: str | None = None,
    *,
    env: Env = Env.TEST,
    tills: Sequence[str] = TILLS,
) -> str:
    """Make the shop, and what the program knows of it; returns the id of its TSS.

    Without a scenario it is a café as that of ``shop``, but made in no time.
    """
    if scenario is None:
        world.control.seed(lambda service: _small_cafe(service, tills))
    else:
        scenarios.parse(scenario).start(world.control)
    (tss_id,) = world.control.tss_ids()
    world.staged.env = env
    site = Site(SITE_ID, "Café Morgenrot", "service", BASE_URL, env=env.value, tss_id=tss_id)
    SettingsFile(world.folders.settings).save(Settings(sites=(site,), current_site=site.id))
    world.vault.put(Place(SITE_ID, Kind.API_KEY), Secret(world.sandbox.api_key))
    world.vault.put(Place(SITE_ID, Kind.API_SECRET), Secret(world.sandbox.api_secret))
    return tss_id


def _small_cafe(service: Service, tills: Sequence[str]) -> None:
    """Tills with a few open transactions each; the last one is deregistered."""
    begin = service.clock.time() - 86_400
    with Garden(service, "small cafe", begin=begin) as garden:
        clients = garden.set_up("Cafe Morgenrot", tills)
        for client_id, count in zip(clients, OPEN, strict=False):
            for _ in range(count):
                garden.clock.advance(60)
                garden.write(garden.new_transaction(), 1, "ACTIVE", client_id)
        if clients:
            garden.deregister(clients[-1])


@asynccontextmanager
async def at_shop(world: GuiWorld, page: str) -> AsyncIterator[Stage]:
    """One start of the program with this page open and at rest."""
    async with staged(world) as stage:
        await stage.begin()
        stage.window.show_page(page)
        await stage.settle()
        yield stage
