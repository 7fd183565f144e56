"""Out of use and back, and what is known of a till, in the real window."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton

from gui.open_stage import OpenStage
from gui.shop_stage import PIN, plant
from gui.tills_stage import Shop, at_tills
from gui.wizard_stage import GuiWorld, click, named, until
from services.steps import entries
from tse_companion.domain.models import ClientState, Env
from tse_companion.gui.pages.open_filters import Chip
from tse_companion.gui.widgets import CopyRow
from tse_companion.services.admin_mode import admin_mode


@pytest.fixture
async def shop(world: GuiWorld) -> AsyncIterator[Shop]:
    plant(world)
    async with at_tills(world) as made:
        yield made


@pytest.fixture
async def till(shop: Shop) -> str:
    """A till without open transactions, selected, admin mode open."""
    await shop.open_admin_mode()
    await shop.register("THEKE-3")
    shop.select("THEKE-3")
    return "THEKE-3"


# --- out of use ----------------------------------------------------------------------------------


async def test_out_of_use_and_back_by_keyboard(shop: Shop, till: str) -> None:
    await shop.press("tills_deregister")
    said = shop.words()
    assert "Deregister the till THEKE-3?" in said and "it cannot sign" in said
    assert "still open" not in said
    await shop.press("deregister_ok")
    assert shop.client(till) is ClientState.DEREGISTERED
    assert "“THEKE-3” is deregistered and cannot sign any more." in shop.words()
    assert shop.states()[till] == "deregistered" and "3 of 199" in shop.words()
    assert not shop.can("tills_deregister")
    await shop.press("tills_again")
    assert shop.client(till) is ClientState.REGISTERED
    assert "“THEKE-3” is registered again" in shop.words()
    notes = [e.note for e in await entries(shop.session) if e.operation == "updateClient"]
    assert notes == [till, till]


async def test_enter_and_escape_leave_it_registered(shop: Shop, till: str) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        await shop.press("tills_deregister")
        await shop.key(key)
        assert shop.stage.dialogs() == []
        assert shop.find(QPushButton, "tills_deregister").hasFocus()
    assert shop.world.sent("updateClient") == 0


async def test_open_transactions_are_dealt_with_first(shop: Shop) -> None:
    shop.select("TERRASSE-1")
    count = shop.cells(4)[shop.cells(0).index("TERRASSE-1")]
    await shop.press("tills_deregister")
    assert f"{count} transactions of this till are still open" in shop.words()
    await shop.key(Qt.Key.Key_Return)  # the way that is offered
    assert shop.client("TERRASSE-1") is ClientState.REGISTERED
    # Exactly those are in sight; the others are one chip away.
    assert shop.stage.window.current_page == "open"
    open_ = OpenStage(shop.stage)
    assert [row.till for row in open_.in_sight()] == ["TERRASSE-1"] * int(count)
    chips = {chip.key: chip for chip in open_.page.findChildren(Chip) if chip.isVisible()}
    assert chips["TERRASSE-1"].isChecked()
    click(chips[""])
    assert len(open_.in_sight()) == len(open_.rows) > int(count)


async def test_open_transactions_do_not_forbid_it(shop: Shop) -> None:
    await shop.open_admin_mode()
    shop.select("TERRASSE-1")
    await shop.press("tills_deregister")
    await shop.press("deregister_ok")
    assert shop.client("TERRASSE-1") is ClientState.DEREGISTERED
    # What is open at it stays known, and that the till cannot close it is marked.
    selected = shop.page.selected()
    assert selected is not None and selected.open_transactions
    index = shop.table.model().index(shop.cells(0).index("TERRASSE-1"), 1)
    assert "cannot be closed" in str(index.data(Qt.ItemDataRole.ToolTipRole))
    assert "cannot be closed" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))


async def test_waiting_for_the_twenty_lists_can_be_given_up(shop: Shop, till: str) -> None:
    assert shop.session.site.tss_id is not None
    budget = shop.session.client.list_budget(shop.session.site.tss_id)
    budget.hold(3600)
    button = shop.find(QPushButton, "tills_deregister")
    button.click()
    await until(lambda: "asks for a pause" in shop.words())
    named(shop.page, "Cancel").click()
    await shop.stage.settle()
    assert shop.stage.dialogs() == [] and shop.can("tills_deregister")


@pytest.mark.parametrize("name", ["tills_deregister", "tills_again"])
async def test_refusals_are_told(shop: Shop, name: str) -> None:
    await shop.open_admin_mode()
    shop.select("TERRASSE-1" if name == "tills_deregister" else "THEKE-ALT")
    for code, status in {
        "E_CLIENT_LIMIT_REACHED": 403,
        "E_CLIENT_NOT_FOUND": 404,
        "E_TSS_DELETED": 423,
    }.items():
        shop.world.control.fault("updateClient", "status", code=code, status=status)
        await shop.press(name)
        if name == "tills_deregister":
            await shop.press("deregister_ok")
        shop.assert_told(code)


async def test_admin_mode_that_the_service_ended(shop: Shop, till: str) -> None:
    await shop.session.client.logout_admin(admin_mode(shop.session).tss_id)
    await shop.press("tills_deregister")
    await shop.press("deregister_ok")
    shop.assert_told("admin_mode_ended")
    assert shop.client(till) is ClientState.REGISTERED
    await shop.press("tills_deregister")
    await shop.press("deregister_ok")
    await shop.type(PIN)
    assert shop.client(till) is ClientState.DEREGISTERED


async def test_done_even_where_the_list_cannot_be_read_then(shop: Shop, till: str) -> None:
    await shop.press("tills_deregister")
    shop.world.control.fault("listClients", "status", status=500, times=None)
    await shop.press("deregister_ok")
    assert "“THEKE-3” is deregistered and cannot sign any more." in shop.words()
    assert shop.desk.failure.error is not None


async def test_what_ends_at_a_shop_that_was_left_is_not_told(shop: Shop, till: str) -> None:
    await shop.press("tills_deregister")
    held = shop.world.staged.hold("updateClient")
    shop.world.control.fault("updateClient", "status", code="E_TSS_DELETED")
    shop.find(QPushButton, "deregister_ok").click()
    await held.arrived.wait()
    shop.desk.open(None)
    held.release()
    await shop.stage.settle()
    assert shop.desk.failure.error is None and shop.cells(0) == []
    shop.desk.open(shop.session)
    await shop.stage.settle()
    assert len(shop.cells(0)) == 5 and shop.can("tills_register")


async def test_in_live_registering_again_is_asked(world: GuiWorld) -> None:
    plant(world, env=Env.LIVE)
    async with at_tills(world) as shop:
        await shop.open_admin_mode()
        shop.select("THEKE-ALT")
        await shop.press("tills_again")
        assert "It must be the same till as before" in shop.words()
        await shop.key(Qt.Key.Key_Escape)
        assert shop.client("THEKE-ALT") is ClientState.DEREGISTERED
        await shop.press("tills_again")
        shop.stage.key(Qt.Key.Key_Tab)
        await shop.key(Qt.Key.Key_Space)
        assert shop.client("THEKE-ALT") is ClientState.REGISTERED


# --- details -------------------------------------------------------------------------------------


async def test_everything_about_it_can_be_copied(shop: Shop) -> None:
    shop.select("THEKE-ALT")
    await shop.key(Qt.Key.Key_Return)  # in the table
    (dialog,) = shop.stage.dialogs()
    rows = {
        row.findChildren(type(row._caption))[0].text(): row for row in dialog.findChildren(CopyRow)
    }
    assert rows["Kassen-ID"].value() == "THEKE-ALT"
    assert rows["State"].value() == "deregistered"
    assert rows["Open transactions"].value() == "3"
    assert rows["Id of the TSE"].value() == shop.session.site.tss_id
    assert {"First registered", "Last changed", "Last activity", "Environment"} <= set(rows)
    assert rows["Last activity"].value().endswith((" CET", " CEST"))  # local, and said so
    copy = rows["Id at the service"].findChild(QPushButton)
    assert copy is not None
    copy.setFocus()
    await shop.key(Qt.Key.Key_Space)
    selected = shop.page.selected()
    assert selected is not None
    assert QGuiApplication.clipboard().text() == selected.key
    await shop.key(Qt.Key.Key_Escape)


async def test_entries_are_edited_without_the_pin(shop: Shop) -> None:
    shop.select("THEKE-1")
    await shop.press("tills_details")
    assert "There is no entry yet." in shop.words()
    await shop.press("details_edit")
    await shop.press("metadata_add")
    shop.stage.type("place")
    shop.stage.tab_to("metadata_value")
    shop.stage.type("Eingang")
    await shop.press("metadata_save")
    assert "Eingang" in shop.words()  # the details are there again
    await shop.key(Qt.Key.Key_Escape)
    selected = shop.page.selected()
    assert selected is not None and selected.client.metadata == {"place": "Eingang"}
    assert shop.world.changes() == ["updateClientMetadata"]
    # Taking it away again, and a failure that is told in the editor.
    shop.world.control.fault("updateClientMetadata", "status", code="E_TSS_DELETED")
    await shop.press("tills_details")
    await shop.press("details_edit")
    await shop.press("metadata_remove")
    await shop.press("metadata_save")
    assert "deleted" in shop.words()
    assert shop.find(QPushButton, "metadata_save").isEnabled()
    await shop.press("metadata_save")
    assert "There is no entry yet." in shop.words()
    await shop.key(Qt.Key.Key_Escape)
    assert shop.find(QLineEdit, "tills_search").isVisible()
