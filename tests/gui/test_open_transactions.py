"""The page of open transactions: reading, sorting, filtering, choosing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui import looking
from gui.open_stage import ALL, CRASHED, OLD_TILL, STUCK, many, opened
from gui.wizard_stage import GuiWorld, click, until
from tse_companion.domain.models import ClientState
from tse_companion.domain.open_transactions import Cause, Why
from tse_companion.errors import AnswerUnreadable
from tse_companion.gui import theme
from tse_companion.gui.pages.open_filters import Chip, Chips
from tse_companion.gui.tables import ROW
from tse_companion.gui.texts import no_access_sentence, words
from tse_companion.gui.widgets import Banner, Choice
from tse_companion.store.settings import SettingsFile

# --- reading ----------------------------------------------------------------------------------


async def test_all_are_shown_and_only_what_is_left_behind_is_chosen(world: GuiWorld) -> None:
    async with opened(world) as open_:
        assert f"Loaded {ALL} of {ALL}" in open_.texts()
        assert len(open_.rows) == ALL
        assert {row.why for row in open_.rows if row.is_chosen} == {Why.STUCK}
        assert open_.count_chosen() == STUCK
        assert f"{STUCK} transactions chosen." in open_.texts()
        old = [row for row in open_.rows if row.is_deregistered]
        assert {row.tx.client_state for row in old} == {ClientState.DEREGISTERED}
        assert len(old) == OLD_TILL
        assert sum(row.cause is Cause.CRASH for row in open_.rows) == CRASHED
        # Till by till, the one with most to cancel first; of each the oldest first.
        seen = open_.in_sight()
        tills = list(dict.fromkeys(row.till for row in seen))
        assert tills == ["THEKE-1", "THEKE-ALT", "THEKE-2"]
        starts = [(tills.index(row.till), row.tx.time_start) for row in seen]
        assert starts == sorted(starts)


async def test_nothing_open_is_said_calmly(world: GuiWorld) -> None:
    async with opened(world, many(0)) as open_:
        assert "Nothing is open" in open_.texts()
        assert not open_.page.table.isVisible()
        banner = next(b for b in open_.page.findChildren(Banner) if b.isVisible())
        assert banner.height() <= banner.heightForWidth(banner.width())  # as tall as its words


async def test_a_list_that_was_just_read_is_not_read_again_by_itself(world: GuiWorld) -> None:
    async with opened(world) as open_:
        before = world.sent("listTransactions")
        open_.stage.window.show_page("overview")
        await open_.show()
        assert world.sent("listTransactions") == before
        open_.stage.key(Qt.Key.Key_F5)
        await open_.stage.settle()
        assert world.sent("listTransactions") > before


async def test_looking_again_keeps_choice_selection_and_place(world: GuiWorld) -> None:
    async with opened(world, many(60)) as open_:
        young = open_.go_to(lambda row: row.tx.number == 20)
        open_.stage.key(Qt.Key.Key_Space)
        table = open_.page.table
        table.verticalScrollBar().setValue(200)
        at = table.verticalScrollBar().value()
        await open_.press("open_again")
        assert at > 0
        assert table.verticalScrollBar().value() == at
        assert [row.key for row in table.selected()] == [young.key]
        assert table.currentIndex().data(ROW).key == young.key
        assert [row.key for row in open_.rows if row.is_chosen] == [young.key]


async def test_waiting_is_told_and_can_be_stopped(world: GuiWorld) -> None:
    async with opened(world) as open_:
        session = open_.shop.session
        assert session.site.tss_id is not None
        session.client.list_budget(session.site.tss_id).hold(5.0)
        open_.page.refresh_requested.emit()
        told = "Waiting 5 s because the service allows 20 list calls a minute."
        await until(lambda: told in open_.texts())
        assert not open_.find(QPushButton, "open_cancel").isEnabled()
        await open_.press("open_stop")
        assert len(open_.rows) == ALL  # what was known stays
        assert open_.count_chosen() == STUCK


async def test_without_a_connection_it_stays_calm(world: GuiWorld) -> None:
    async with opened(world) as open_:
        world.network.is_down = True
        await open_.press("open_again")
        assert open_.stage.dialogs() == []
        told = open_.texts()
        assert words(open_.shop.error or AnswerUnreadable()).title in told
        assert "What you see below is from" in told
        assert len(open_.rows) == ALL
        world.network.is_down = False
        await open_.press("open_again")
        assert "What you see below is from" not in open_.texts()
        assert open_.count_chosen() == STUCK


async def test_a_refusal_is_told_in_words(world: GuiWorld) -> None:
    async with opened(world) as open_:
        for status, code in ((403, "E_ACCESS_DENIED"), (423, "E_TSS_LOCKED")):
            fault = world.control.fault(
                "listTransactions", "status", status=status, code=code, times=None
            )
            await open_.press("open_again")
            error = open_.shop.error
            assert error is not None
            assert error.code == code
            said = words(error)
            for sentence in (said.title, said.meaning, said.remedy):
                assert sentence in open_.texts()
            assert code not in open_.texts()
            world.control.clear(fault)
        world.control.fault("listTransactions", "unauthorized", times=None)
        await open_.press("open_again")
        assert open_.shop.error is not None
        assert words(open_.shop.error).title in open_.texts()


async def test_a_shop_whose_keys_are_not_at_hand_shows_nothing(world: GuiWorld) -> None:
    async with opened(world) as open_:
        open_.desk.open(None)
        assert open_.rows == ()
        assert not open_.page.table.isVisible()
        said = open_.texts()
        assert no_access_sentence() in said
        assert "Loaded" not in said and "Nothing is open" not in said  # that was of another one
        assert not open_.page._again.isEnabled()
        open_.page.toggled.emit((), False)
        open_.page.choosing.cancel_requested.emit()
        assert open_.stage.dialogs() == []


# --- filtering --------------------------------------------------------------------------------


def chip(room: QWidget, text: str) -> Chip:
    return next(c for c in room.findChildren(Chip) if c.text() == text and c.isVisible())


async def test_chips_count_and_filter(world: GuiWorld) -> None:
    async with opened(world) as open_:
        page = open_.page
        counts = {c.text(): c.count for c in page.findChildren(Chip)}
        assert counts == {
            "All ages": 8,
            "Over 1 hour": 8,
            "Over 24 hours": 7,
            "Over 7 days": 0,
            "All tills": 8,
            "THEKE-1": 4,
            "THEKE-2": 2,
            "THEKE-ALT": 2,
        }
        click(chip(page, "THEKE-1"))
        assert {row.till for row in page.table.rows.rows} == {"THEKE-1"}
        assert "not in sight" in open_.texts()
        # Arrow keys walk among the chips.
        open_.stage.key(Qt.Key.Key_Right)
        assert {row.till for row in page.table.rows.rows} == {"THEKE-2"}
        click(chip(page, "Over 24 hours"))
        assert len(open_.in_sight()) == 1
        click(chip(page, "All tills"))
        assert len(open_.in_sight()) == 7
        click(chip(page, "All ages"))
        open_.type_into("open_search", "theke-alt")
        await until(lambda: len(open_.in_sight()) == OLD_TILL)
        assert open_.count_chosen() == STUCK  # searching chooses nothing


async def test_a_till_that_was_asked_for_is_kept_to_while_there_may_be_some(
    world: GuiWorld,
) -> None:
    async with opened(world) as open_:
        open_.type_into("open_search", "theke-1")
        before = world.sent("listTransactions")
        open_.desk.show_till("THEKE-2")  # what was searched before does not hide them
        assert {row.till for row in open_.in_sight()} == {"THEKE-2"}
        open_.desk.show_till("THEKE-9")  # not in the list that is known: it is read again
        assert open_.in_sight() == ()
        assert chip(open_.page, "THEKE-9").isChecked()
        held = world.staged.hold("listTransactions")
        await held.arrived.wait()
        assert open_.in_sight() == ()
        held.release()
        await open_.stage.settle()
        assert world.sent("listTransactions") > before
        assert len(open_.in_sight()) == ALL
        assert "THEKE-9" not in {c.key for c in open_.page.findChildren(Chip) if c.isVisible()}


def test_many_tills_end_in_a_list(qtbot: QtBot) -> None:
    chips = Chips()
    looking.shown(qtbot, chips, 900)
    heard: list[str] = []
    chips.chosen.connect(heard.append)
    chips.set_kinds([("", "All", 9), *((f"K{n}", f"K{n}", 9 - n) for n in range(9))], "")
    (more,) = chips.findChildren(Choice)
    assert more.isVisible()
    assert [more.itemText(n) for n in range(1, more.count())] == ["K6 (3)", "K7 (2)", "K8 (1)"]
    more.activated.emit(1)
    assert (heard, chips.current) == (["K6"], "K6")
    click(chip(chips, "K2"))
    assert (heard, chips.current) == (["K6", "K2"], "K2")
    assert more.currentIndex() == 0
    assert looking.nameless(chips) == []


# --- choosing ---------------------------------------------------------------------------------


async def test_another_age_chooses_anew_and_is_kept(world: GuiWorld) -> None:
    async with opened(world) as open_:
        open_.stage.tab_to("open_age")
        open_.stage.key(Qt.Key.Key_Down)  # 48 hours
        await open_.stage.settle()
        assert open_.count_chosen() == OLD_TILL
        kept = SettingsFile(world.folders.settings).load().site()
        assert kept is not None
        assert kept.own.cancel_older_than == 48 * 3600


async def test_a_young_one_is_chosen_by_itself_with_a_warning(world: GuiWorld) -> None:
    async with opened(world) as open_:
        young = open_.go_to(lambda row: row.why is Why.TOO_YOUNG)
        open_.stage.key(Qt.Key.Key_Space)
        assert open_.is_chosen(young)
        told = open_.texts()
        assert "A till may be using 1 of the chosen transactions" in told
        assert f"no. {young.tx.number} of THEKE-2, open for 2 h" in told
        open_.stage.key(Qt.Key.Key_Space)
        assert not open_.is_chosen(young)
        assert "A till may be using" not in open_.texts()


async def test_with_others_a_young_one_is_left_out(world: GuiWorld) -> None:
    async with opened(world) as open_:
        await open_.press("open_none")
        assert open_.count_chosen() == 0
        assert not open_.find(QPushButton, "open_cancel").isEnabled()
        open_.stage.tab_to("open_table")
        open_.stage.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        open_.stage.key(Qt.Key.Key_Space)
        assert open_.count_chosen() == STUCK
        assert "1 transaction was left out" in open_.texts()
        open_.stage.key(Qt.Key.Key_Space)  # all are chosen that can be
        assert open_.count_chosen() == 0
        await open_.press("open_rule")
        assert open_.count_chosen() == STUCK
        assert "left out" not in open_.texts()


async def test_what_cannot_be_pressed_says_why(world: GuiWorld) -> None:
    async with opened(world) as open_:
        cancel = open_.find(QPushButton, "open_cancel")
        assert cancel.toolTip() == ""
        await open_.press("open_none")
        assert cancel.toolTip() == "No transaction is chosen."
        open_.page.choosing.set_free(False)
        assert cancel.toolTip().startswith("Not while the list is loaded")
        open_.page.choosing.set_free(True)
        open_.go_to(lambda row: row.is_deregistered)
        open_.stage.key(Qt.Key.Key_Space)
        await open_.press("open_cancel")  # its till cannot cancel it
        go = open_.find(QPushButton, "plan_go")
        assert go.toolTip() == "None of them can be cancelled this way."
        open_.stage.key(Qt.Key.Key_Escape)
        await open_.stage.settle()


async def test_a_taxi_meter_cannot_be_chosen(world: GuiWorld) -> None:
    async with opened(world) as open_:
        taxi = open_.go_to(lambda row: row.why is Why.NOT_CANCELLABLE)
        open_.stage.key(Qt.Key.Key_Space)
        assert not open_.shop.rows[taxi.key].is_chosen
        model = open_.page.table.rows
        at = open_.page.table.currentIndex().row()
        role = Qt.ItemDataRole.AccessibleTextRole
        assert model.index(at, 0).data(role) == "cannot be chosen"
        assert model.index(at, 4).data(Qt.ItemDataRole.ToolTipRole).endswith("by the taxi meter.")


async def test_a_click_on_the_box_chooses(world: GuiWorld) -> None:
    async with opened(world) as open_:
        table = open_.page.table
        line = next(n for n in range(table.rows.rowCount()) if table.rows.index(n, 0).data(ROW))
        first = table.rows.index(line, 0).data(ROW)
        assert first.is_chosen
        box = table.visualRect(table.rows.index(line, 0)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box)
        assert [row for row in open_.rows if row.why is Why.STUCK and not row.is_chosen] == [
            open_.shop.rows[first.key]
        ]
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box)
        await open_.stage.settle()
        assert open_.count_chosen() == STUCK  # a double click is no look at the details here
        assert open_.stage.dialogs() == []


async def test_enter_shows_all_about_it(world: GuiWorld) -> None:
    async with opened(world) as open_:
        row = open_.go_to(lambda row: row.why is Why.TOO_YOUNG)
        open_.stage.key(Qt.Key.Key_Return)
        await open_.stage.settle()
        (dialog,) = open_.stage.dialogs()
        told = open_.texts(dialog)
        for expected in (row.key, row.tx.client_id, "THEKE-2", "12.50 €", "Kassenbeleg-V1"):
            assert expected in told
        assert looking.nameless(dialog) == []
        open_.stage.key(Qt.Key.Key_Return)
        await open_.stage.settle()
        assert open_.stage.dialogs() == []


# --- language and look ------------------------------------------------------------------------


async def test_it_follows_language_and_look(world: GuiWorld, qapp: QApplication) -> None:
    async with opened(world) as open_:
        window = open_.stage.window
        window.resize(1366, 768)
        for scheme, percent in (("light", 100), ("dark", 200)):
            theme.current().set_look(scheme=scheme, text_percent=percent)  # type: ignore[arg-type]
            looking.speak("de")
            looking.settle(window)
            assert looking.cut_texts(window) == []
            assert looking.nameless(window) == []
        said = "\n".join(label.text() for label in open_.page.findChildren(QLabel))
        assert "Offene Vorgänge" in said
        assert "transaction" not in said
