"""The tills in the real window, on the sandbox: each story by keyboard, each failure in words."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QProgressBar,
    QPushButton,
)

from gui.looking import cut_texts, nameless, speak, sticking_out
from gui.shop_stage import PIN, plant
from gui.tills_stage import Shop, at_tills
from gui.wizard_stage import GuiWorld, turns
from services.steps import entries
from tse_companion.domain.models import ClientState, Env, TssState
from tse_companion.errors import AdminModeEnded
from tse_companion.gui import theme
from tse_companion.gui.dialogs import ErrorDialog
from tse_companion.gui.texts import words


@pytest.fixture
async def shop(world: GuiWorld) -> AsyncIterator[Shop]:
    plant(world)
    async with at_tills(world) as made:
        yield made


# --- looking -------------------------------------------------------------------------------------


async def test_the_list(world: GuiWorld) -> None:
    plant(world, "shop=1")
    async with at_tills(world) as shop:
        assert_cafe(shop)


def assert_cafe(shop: Shop) -> None:
    assert shop.states() == {
        "TERRASSE-1": "registered",
        "THEKE-1": "registered",
        "THEKE-2": "registered",
        "THEKE-ALT": "deregistered",
    }
    assert "3 of 199 tills registered" in shop.words()
    gauge = shop.page.findChild(QProgressBar)
    assert gauge is not None and (gauge.value(), gauge.maximum()) == (3, 199)
    counts = [int(cell) for cell in shop.cells(4)]
    assert sum(counts) == 40 and counts[3] == 6
    assert "not known" not in shop.cells(3)
    # Counted unasked, but with two lists and only once for each opening.
    assert shop.world.sent("listTransactions") == 2
    assert not shop.find(QPushButton, "tills_count").isVisible()


async def test_searched_filtered_and_sorted(shop: Shop) -> None:
    shop.stage.tab_to("tills_search")
    shop.stage.type("theke")
    assert len(shop.cells(0)) == 3
    shop.stage.type("x")
    assert shop.cells(0) == [] and "No till matches." in shop.words()
    shop.find(QLineEdit, "tills_search").clear()
    combo = shop.find(QComboBox, "tills_filter")
    combo.setFocus()
    await shop.key(Qt.Key.Key_Down)
    assert "THEKE-ALT" not in shop.cells(0)
    await shop.key(Qt.Key.Key_Down)
    assert shop.cells(0) == ["THEKE-ALT"]
    await shop.key(Qt.Key.Key_Down)
    assert shop.cells(0) == ["TERRASSE-1", "THEKE-1", "THEKE-ALT"]
    combo.setCurrentIndex(0)
    shop.table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    counts = [int(cell) for cell in shop.cells(4)]
    assert counts == sorted(counts, reverse=True)


async def test_read_anew_by_key_keeps_the_selection(shop: Shop) -> None:
    shop.select("THEKE-2")
    before = shop.world.sent("listClients")
    await shop.key(Qt.Key.Key_F5)
    assert shop.world.sent("listClients") > before
    selected = shop.page.selected()
    assert selected is not None and selected.client.serial_number == "THEKE-2"


async def test_many_open_ones_are_counted_when_asked(
    world: GuiWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(world, "open-2000=150")
    async with at_tills(world) as shop:
        assert world.sent("listTransactions") == 0
        assert shop.cells(4) == ["not known"] and shop.cells(3) == ["not known"]
        assert "is not known yet" in shop.words()
        held = world.staged.hold("listTransactions")
        shop.stage.tab_to("tills_count")
        shop.stage.key(Qt.Key.Key_Space)
        await held.arrived.wait()
        assert "Counting" in shop.words() or "counted" in shop.words()
        shop.stage.key(Qt.Key.Key_Space)  # the same button gives up now
        held.release()
        await shop.stage.settle()
        assert shop.cells(4) == ["not known"]
        await shop.press("tills_count")
        assert shop.cells(4) == ["150"]


async def test_without_a_connection_the_last_list_stays(shop: Shop) -> None:
    shop.world.network.is_down = True
    await shop.key(Qt.Key.Key_F5)
    shop.assert_told("no_connection")
    assert len(shop.cells(0)) == 4
    failure = next(b for b in shop.page.findChildren(QPushButton) if b.text() == "Details")
    failure.setFocus()
    await shop.key(Qt.Key.Key_Space)
    (dialog,) = shop.stage.dialogs()
    assert isinstance(dialog, ErrorDialog)
    await shop.key(Qt.Key.Key_Escape)
    shop.world.network.is_down = False
    await shop.key(Qt.Key.Key_F5)
    assert shop.desk.failure.error is None and failure.isVisible() is False


@pytest.mark.parametrize("state", [TssState.DISABLED, TssState.DEFECTIVE])
async def test_a_tse_that_is_not_in_service(world: GuiWorld, state: TssState) -> None:
    world.control.put_state(plant(world), state)
    async with at_tills(world) as shop:
        assert "only while it is in service" in shop.words()
        shop.select("THEKE-ALT")
        for name in ("tills_register", "tills_many", "tills_deregister", "tills_again"):
            assert not shop.can(name)
            assert why_not(shop, name) == "Only while the TSE is in service."
        assert shop.can("tills_details") and why_not(shop, "tills_details") == ""


async def test_what_cannot_be_pressed_says_why(shop: Shop) -> None:
    for name in ("tills_details", "tills_deregister", "tills_again"):
        assert why_not(shop, name) == "Select a till in the table first."
    shop.select("THEKE-1")
    assert why_not(shop, "tills_deregister") == ""
    assert why_not(shop, "tills_again") == "This till is registered already."
    shop.select("THEKE-ALT")
    assert why_not(shop, "tills_deregister") == "This till is not registered."
    assert why_not(shop, "tills_again") == ""


def why_not(shop: Shop, name: str) -> str:
    return shop.find(QPushButton, name).toolTip()


async def test_no_till_yet(world: GuiWorld) -> None:
    plant(world, tills=())
    async with at_tills(world) as shop:
        assert "0 of 199 tills registered" in shop.words()
        assert "No till has been registered with this TSE yet." in shop.words()
        await shop.open_admin_mode()
        await shop.register("KASSE-1")
        assert shop.states() == {"KASSE-1": "registered"}


# --- registering ---------------------------------------------------------------------------------


async def test_registered_by_keyboard_alone(shop: Shop) -> None:
    await shop.press("tills_register")
    assert "A Kassen-ID can never be changed" in shop.words()
    shop.stage.type("THEKE-3")
    assert "Kassen-ID: THEKE-3" in shop.words()
    await shop.key(Qt.Key.Key_Return)
    await shop.type(PIN)
    assert "“THEKE-3” is registered and can sign from now on." in shop.words()
    assert shop.states()["THEKE-3"] == "registered"
    assert "4 of 199 tills registered" in shop.words()
    selected = shop.page.selected()
    assert selected is not None and selected.client.serial_number == "THEKE-3"
    assert selected.open_transactions == 0
    entry = next(e for e in await entries(shop.session) if e.operation == "createClient")
    assert (entry.note, entry.target_id, entry.outcome) == ("THEKE-3", selected.key, "done")
    # The PIN is not asked again, and the lists of transactions are spared.
    lists = shop.world.sent("listTransactions")
    await shop.register("THEKE-4")
    assert shop.client("THEKE-4") is ClientState.REGISTERED
    assert shop.world.sent("authenticateAdmin") == 1
    assert shop.world.sent("listTransactions") == lists


RULE = {
    "A/B": "slash",
    "A_B": "underscore",
    "KÄSE": "Not permitted: Ä",
    " A": "blank at the start",
    "K" * 71: "Too long",
    "THEKE-1": "Another till of this TSE has this Kassen-ID",
    "THEKE-ALT": "press “Register again”",
}


async def test_the_rule_is_told_while_typing(shop: Shop) -> None:
    await shop.press("tills_register")
    field = shop.find(QLineEdit, "register_serial")
    assert not shop.can("register_ok")
    for typed, reason in RULE.items():
        field.clear()
        shop.stage.type(typed)
        assert reason in shop.words()
        await shop.key(Qt.Key.Key_Return)
        assert len(shop.stage.dialogs()) == 1  # nothing comes of Enter
    await shop.key(Qt.Key.Key_Escape)
    assert shop.stage.dialogs() == []
    assert "createClient" not in shop.world.changes()


async def test_in_live_its_permanence_is_confirmed(world: GuiWorld) -> None:
    plant(world, env=Env.LIVE)
    async with at_tills(world) as shop:
        await shop.press("tills_register")
        shop.stage.type("THEKE-3")
        assert not shop.can("register_ok")
        shop.stage.tab_to("register_sure")
        shop.stage.key(Qt.Key.Key_Space)
        assert shop.find(QCheckBox, "register_sure").isChecked()
        await shop.press("register_ok")
        await shop.type(PIN)
        assert shop.client("THEKE-3") is ClientState.REGISTERED


REFUSALS = {
    "E_CLIENT_CONFLICT": 409,
    "E_ILLEGAL_CLIENT_SERIAL": 400,
    "E_CLIENT_LIMIT_REACHED": 403,
    "E_TSS_DEFECTIVE": 423,
    "E_TSS_LOCKED": 423,
    "E_CERTIFICATE_EXPIRED": 423,
}


async def test_refusals_are_told_and_what_was_typed_is_kept(shop: Shop) -> None:
    await shop.open_admin_mode()
    for code, status in REFUSALS.items():
        shop.world.control.fault("createClient", "status", code=code, status=status)
        await shop.press("tills_register")
        if not shop.find(QLineEdit, "register_serial").text():
            shop.stage.type("THEKE-3")
        await shop.key(Qt.Key.Key_Return)
        shop.assert_told(code)
        assert shop.client("THEKE-3") is None
    await shop.press("tills_register")
    assert shop.find(QLineEdit, "register_serial").text() == "THEKE-3"
    await shop.key(Qt.Key.Key_Return)
    assert shop.client("THEKE-3") is ClientState.REGISTERED
    assert shop.desk.failure.error is None


async def test_the_limit_of_199(world: GuiWorld) -> None:
    plant(world, "clients-199")
    async with at_tills(world) as shop:
        assert "199 of 199 tills registered" in shop.words()
        assert len(shop.cells(0)) == 199
        await shop.register("KASSE-200")
        await shop.type(PIN)
        shop.assert_told("E_CLIENT_LIMIT_REACHED")


async def test_an_interrupted_registration_is_found_again(shop: Shop) -> None:
    control = shop.world.control
    control.fault("createClient", "lost_after", times=None)
    control.fault("retrieveClient", "lost_before", times=None)
    await shop.register("THEKE-3")
    await shop.type(PIN)
    shop.assert_told("answer_lost")
    control.clear()
    # The next look at the list finds the till; trying again finds it, too, and makes no second.
    await shop.press("tills_register")
    await shop.key(Qt.Key.Key_Return)
    assert "was registered already; no second till was made" in shop.words()
    assert list(shop.states()).count("THEKE-3") == 1
    assert await shop.session.desk.journal.unfinished(shop.session.site.tss_id or "") == ()


async def test_pressed_twice_sends_one_request(shop: Shop) -> None:
    await shop.register("THEKE-3")
    await shop.type(PIN)
    shop.select("THEKE-3")
    held = shop.world.staged.hold("updateClient")
    button = shop.find(QPushButton, "tills_deregister")
    button.click()
    button.click()
    await shop.stage.settle()
    ok = shop.find(QPushButton, "deregister_ok")
    ok.click()
    ok.click()
    await held.arrived.wait()
    assert not shop.can("tills_deregister") and not shop.can("tills_register")
    held.release()
    await shop.stage.settle()
    assert shop.world.sent("updateClient") == 1


async def test_the_window_s_end_waits_for_the_change(world: GuiWorld) -> None:
    plant(world)
    async with at_tills(world) as shop:
        await shop.register("THEKE-3")
        held = world.staged.hold("createClient")
        shop.stage.type(PIN)
        shop.stage.key(Qt.Key.Key_Return)
        await held.arrived.wait()
        await shop.stage.controller.aclose()
        assert shop.stage.desk.writes.names == ("createClient",)
        held.release()
        await shop.stage.desk.writes.finish()
        assert shop.client("THEKE-3") is ClientState.REGISTERED
        last = next(e for e in await entries(shop.session) if e.operation == "createClient")
        assert last.outcome == "done"


async def test_cancelled_at_each_question(shop: Shop) -> None:
    await shop.press("tills_register")
    await shop.key(Qt.Key.Key_Escape)
    await shop.register("THEKE-3")
    await shop.key(Qt.Key.Key_Escape)  # at the PIN
    assert shop.world.changes() == []
    assert shop.can("tills_register") and shop.desk.failure.error is None
    # Not where Qt puts it while the button waits.
    assert shop.find(QPushButton, "tills_register").hasFocus()


async def test_another_page_keeps_the_keyboard_when_a_change_ends(shop: Shop) -> None:
    await shop.register("THEKE-3")
    held = shop.world.staged.hold("createClient")
    shop.stage.type(PIN)
    shop.stage.key(Qt.Key.Key_Return)
    await held.arrived.wait()
    await shop.come_back()
    shop.stage.window.show_page("support")
    shop.stage.tab_to("support_sites")
    at = QApplication.focusWidget()
    held.release()
    await shop.stage.settle()
    assert shop.client("THEKE-3") is ClientState.REGISTERED
    assert at is not None and at.hasFocus()


# --- looks ---------------------------------------------------------------------------------------


async def test_nothing_is_cut_and_everything_has_a_name(shop: Shop) -> None:
    shop.stage.window.resize(1366, 768)
    shop.select("THEKE-1")
    for percent, language in ((100, "en"), (200, "de")):
        theme.current().set_look(text_percent=percent)
        speak(language)  # type: ignore[arg-type]
        shop.page.show_error(words(AdminModeEnded()))
        shop.page.show_done("x")
        await turns()
        assert cut_texts(shop.page) == sticking_out(shop.page) == nameless(shop.page) == []
        for name in ("tills_register", "tills_details", "tills_deregister"):
            shop.find(QPushButton, name).click()
            await turns()
            await shop.stage.settle()
            (dialog,) = shop.stage.dialogs()
            await turns()
            assert cut_texts(dialog) == sticking_out(dialog) == nameless(dialog) == []
            assert dialog.height() <= 768 and dialog.width() <= 1366
            dialog.reject()
            await shop.stage.settle()
