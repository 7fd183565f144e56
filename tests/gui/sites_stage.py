"""Two shops in the real window, and the ways of a person through the list of shops."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from gui.light_shop import plant_lightly
from gui.shop_stage import at_shop, plant
from gui.wizard_stage import BASE_URL, GuiWorld, Stage, until
from tse_companion.domain.credentials import Secret
from tse_companion.gui.pages.sites import SitesPage
from tse_companion.services.sites import Kind
from tse_companion.store.secrets.places import Place
from tse_companion.store.settings import SettingsFile, Site

OTHER = Site("5d3a0001-0000-4000-8000-0000000000bb", "Eisdiele", "service", BASE_URL, env="TEST")


def plant_two(world: GuiWorld) -> str:
    """Two shops: one with everything in the vault, one that came without keys."""
    tss_id = plant_lightly(world)
    add(world, OTHER)
    world.vault.put(Place(tss_id, Kind.ADMIN_PUK), Secret("THE-PUK-12"))
    return tss_id


def plant_real(world: GuiWorld) -> str:
    """The same, and the TSS of the first one is there."""
    tss_id = plant(world)
    add(world, OTHER)
    world.vault.put(Place(tss_id, Kind.ADMIN_PUK), world.control.tss(tss_id).puk)
    return tss_id


def add(world: GuiWorld, site: Site) -> None:
    """A further shop in the settings."""
    file = SettingsFile(world.folders.settings)
    file.save(replace(file.load(), sites=(*file.load().sites, site)))


@asynccontextmanager
async def at(world: GuiWorld, page: str) -> AsyncIterator[Stage]:
    """One start of the program with this page open; no failure may reach the reporter."""
    async with at_shop(world, page) as stage:
        yield stage
        assert stage.reported == []


def page_of(stage: Stage) -> SitesPage:
    page = stage.window.page("sites")
    assert isinstance(page, SitesPage)
    return page


def listed(stage: Stage) -> list[list[str]]:
    """The table as it is read: name, environment, state, what is kept, note."""
    model = page_of(stage)._table.rows
    columns = range(model.columnCount())
    return [
        [model.index(row, column).data() for column in columns] for row in range(model.rowCount())
    ]


async def press(stage: Stage, name: str) -> None:
    """Reach a button by Tab and press it by Space."""
    stage.tab_to(name)
    stage.key(Qt.Key.Key_Space)
    await stage.settle()


async def choose(stage: Stage, name: str) -> None:
    """Walk in the table with the arrow keys until this shop is the current one."""
    stage.tab_to("sites_table")
    table = page_of(stage)._table
    for _ in range(table.rows.rowCount()):
        stage.key(Qt.Key.Key_Up)
    for _ in range(table.rows.rowCount()):
        if table.currentIndex().siblingAtColumn(0).data() == name:
            stage.key(Qt.Key.Key_Space)
            return
        stage.key(Qt.Key.Key_Down)
    raise AssertionError(f"{name!r} is not in the table")


async def back(stage: Stage) -> None:
    """The window takes the keyboard back, as a system's window manager lets it."""
    stage.window.activateWindow()
    await until(stage.window.isActiveWindow)


def say_file(path: Path) -> None:
    """Choose a file in the dialog that is open."""
    (dialog,) = [d for d in looking_dialogs() if isinstance(d, QFileDialog)]
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(str(path))
    dialog.accept()


def looking_dialogs() -> list[object]:
    from gui.wizard_stage import open_dialogs

    return list(open_dialogs())


def shown(stage: Stage) -> str:
    return stage.shown_texts(stage.controller.overview_page)
