"""The receipts page of a shop that cannot sign, in the window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from gui.tss_stage import tse_shop
from gui.wizard_stage import GuiWorld
from tse_companion.domain.models import TssState
from tse_companion.errors import NoConnection
from tse_companion.gui.texts import tss_state_explained, tss_state_word, words


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


@pytest.mark.parametrize("state", [TssState.DISABLED, TssState.DEFECTIVE])
async def test_a_tse_that_has_ended_signs_nothing_and_says_why(
    world: GuiWorld, state: TssState
) -> None:
    async with tse_shop(world) as shop:
        await shop.show("receipts")
        assert shop.part(QPushButton, "receipt_sign").isEnabled()
        world.control.put_state(shop.tss_id, state)
        await shop.show("overview")
        await shop.show("receipts")
        said = shop.texts()
        assert tss_state_explained(state) in said
        assert "Receipts can be signed only while it is in service." in said
        sign = shop.part(QPushButton, "receipt_sign")
        assert not sign.isEnabled()
        assert tss_state_word(state) in sign.toolTip().lower()
