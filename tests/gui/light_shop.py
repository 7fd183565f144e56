"""A shop whose TSS the service does not know: quickly there, for what needs no TSS."""

from __future__ import annotations

from gui.shop_stage import SITE_ID
from gui.wizard_stage import BASE_URL, GuiWorld
from tse_companion.domain.credentials import Secret
from tse_companion.store.secrets import Kind
from tse_companion.store.secrets.places import Place
from tse_companion.store.settings import Settings, SettingsFile, Site

TSS_ID = "0e9b7a11-7c4e-4f0b-9a51-1f6d3c2b8e01"


def plant_lightly(world: GuiWorld) -> str:
    """What the program knows of the shop, with its keys in the vault; the id of its TSS."""
    site = Site(SITE_ID, "Café Morgenrot", "service", BASE_URL, env="TEST", tss_id=TSS_ID)
    SettingsFile(world.folders.settings).save(Settings(sites=(site,), current_site=site.id))
    world.vault.put(Place(SITE_ID, Kind.API_KEY), Secret(world.sandbox.api_key))
    world.vault.put(Place(SITE_ID, Kind.API_SECRET), Secret(world.sandbox.api_secret))
    return TSS_ID
