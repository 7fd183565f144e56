"""The page for several tills, driven as a person would."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from PySide6.QtWidgets import (
    QPlainTextEdit,
    QPushButton,
    QTableView,
)

from gui.looking import shown_words
from gui.shop_stage import at_shop
from gui.tills_stage import Shop
from gui.wizard_stage import GuiWorld
from tse_companion.gui.pages.till_list import TillListPage
from tse_companion.gui.till_list_desk import TillListDesk

LIST = (
    "serial_number;description\nTHEKE-1;Eingang\nTHEKE-ALT;alt\nGARTEN-1;Garten\nGARTEN_2;\n"
    "GARTEN-1;noch einmal\nBAR/1;\nBAR-2;Bar\n"
)
FATES = {
    2: "registered already; nothing happens",
    3: "deregistered now; will be registered again",
    4: "will be registered",
    5: "The underscore _ is not permitted; use a hyphen.",
    6: "left out: an earlier line has it",
    7: "The slash / is not permitted: the tax office's format forbids it.",
    8: "will be registered",
}


class Several(Shop):
    """The page for several tills of the same café."""

    def __init__(self, shop: Shop) -> None:
        super().__init__(shop.stage)
        found = shop.stage.controller.page_desk("till-list")
        assert isinstance(found, TillListDesk)
        self.list_desk = found
        self.list: TillListPage = found.page

    def words(self) -> str:
        return "\n".join(shown_words(next(iter(self.stage.dialogs()), self.list)))

    def told_code(self) -> str | None:
        """The code of the failure that is shown."""
        error = self.list_desk.failure.error
        return None if error is None else error.code

    def fates(self) -> dict[int, str]:
        """What the table says of each line."""
        view = self.list.findChild(QTableView)
        assert view is not None
        model = view.model()
        rows = range(model.rowCount())
        return {int(model.index(r, 0).data()): str(model.index(r, 2).data()) for r in rows}

    def button(self, name: str) -> QPushButton:
        found = self.list.findChild(QPushButton, f"till_list_{name}")
        assert found is not None
        return found

    async def check(self, text: str) -> None:
        """Type or paste it, and have it checked by keyboard."""
        self.stage.tab_to("till_list_text")
        edit = self.list.findChild(QPlainTextEdit)
        assert edit is not None
        edit.setPlainText(text)
        await self.press("till_list_check")

    def sent(self) -> int:
        return self.world.sent("createClient") + self.world.sent("updateClient")


@asynccontextmanager
async def several(world: GuiWorld) -> AsyncIterator[Several]:
    async with at_shop(world, "tills") as stage:
        shop = Shop(stage)
        await shop.press("tills_many")
        assert stage.window.current_page == "till-list"
        yield Several(shop)
        assert stage.reported == []
