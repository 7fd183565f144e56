"""The receipts page of a shop that cannot sign, in the window."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from gui.tss_stage import tse_shop
from gui.wizard_stage import GuiWorld
from tse_companion.errors import NoConnection
from tse_companion.gui.texts import words


async def test_offline_nothing_is_said_about_tills(world: GuiWorld) -> None:
    async with tse_shop(world) as shop:
        world.network.is_down = True
        await shop.show("receipts")
        assert words(NoConnection()).title in shop.texts()
        assert "No till is registered" not in shop.texts()
        assert not shop.part(QPushButton, "receipt_sign").isEnabled()
        world.network.is_down = False
        await shop.show("overview")
        await shop.show("receipts")
        await shop.press("receipt_sign")
        assert "Signed, and the signature is proven." in shop.texts()
