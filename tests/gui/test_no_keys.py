"""A shop whose keys are not on this computer: what its pages say then."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gui.sites_stage import OTHER, at
from gui.wizard_stage import GuiWorld, until


@pytest.mark.parametrize("key", ["tss", "pin", "receipts"])
async def test_the_page_sends_to_the_overview(world: GuiWorld, two_shops: str, key: str) -> None:
    async with at(world, "overview") as stage:
        stage.window.site_chosen.emit(OTHER.id)
        await until(stage.dialogs)
        stage.key(Qt.Key.Key_Escape)
        await stage.settle()
        stage.window.show_page(key)
        await stage.settle()
        said = stage.shown_texts(stage.window.page(key))
        assert "cannot be used at the moment. The overview says what is missing." in said
        assert "No till" not in said  # nobody has looked
        assert "locked" not in said  # nothing is: there are none
