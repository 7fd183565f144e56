"""What the tests of the window share: a world with a network, and a stage on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui.sites_stage import plant_real, plant_two
from gui.wizard_stage import GuiWorld, Stage, staged
from tse_companion.gui import i18n, theme
from tse_companion.services import desk as desk_module


@pytest.fixture
async def world(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[GuiWorld]:
    """A world whose every service is the sandbox; its language is English, its look light."""
    theme.install(qapp, scheme="light", text_percent=100)
    i18n.install(qapp, "en")
    made = GuiWorld(tmp_path / "data")
    monkeypatch.setattr(desk_module, "Transport", made.transport)
    yield made
    await made.sandbox.aclose()
    assert made.errors == []


@pytest.fixture
async def stage(world: GuiWorld) -> AsyncIterator[Stage]:
    """One start of the program; what reaches its reporter fails the test at the end."""
    async with staged(world) as made:
        yield made
        assert made.reported == []


@pytest.fixture
def two_shops(world: GuiWorld) -> str:
    """Two shops; the id of the first one's TSS, which the service does not know."""
    return plant_two(world)


@pytest.fixture
def real_shops(world: GuiWorld) -> str:
    """Two shops; the id of the first one's TSS."""
    return plant_real(world)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """An empty folder to save to."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder
