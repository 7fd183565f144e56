"""Open transactions in groups: what a group says, and how it is chosen as a whole."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui import looking
from gui.open_stage import ALL, CRASHED, OLD_TILL, PLAIN, STUCK, OpenStage, held_run, opened
from gui.wizard_stage import GuiWorld, click, until
from tse_companion.domain.open_transactions import Why
from tse_companion.gui.pages.open_filters import Chip
from tse_companion.gui.pages.open_transactions_table import OpenRow
from tse_companion.gui.table_model import GROUP, Group
from tse_companion.gui.tables import ROW
from tse_companion.store.settings import SettingsFile


def groups(open_: OpenStage) -> dict[str, Group[OpenRow]]:
    """Those in sight, by what they are called, in their order."""
    model = open_.page.table.rows
    lines = [model.index(number, 0) for number in model.group_lines()]
    return {line.data(): line.data(GROUP) for line in lines}


def go_to(open_: OpenStage, title: str) -> None:
    """Tab to the table and walk to the line of this group."""
    open_.stage.tab_to("open_table")
    table = open_.page.table
    open_.stage.key(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    while table.currentIndex().data() != title:
        before = table.currentIndex().row()
        open_.stage.key(Qt.Key.Key_Down)
        assert table.currentIndex().row() > before, f"no group {title!r}"


def spoken(open_: OpenStage) -> str:
    """What a screen reader says of the current line."""
    return str(open_.page.table.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))


def box(open_: OpenStage, title: str) -> str:
    """What its box looks like."""
    group = groups(open_)[title]
    found = group.grouping.box(group)
    return "" if found is None else found[0]


async def group_by(open_: OpenStage, *keys: Qt.Key) -> None:
    open_.stage.tab_to("open_groups")
    for key in keys:
        open_.stage.key(key)
    await open_.stage.settle()


async def test_tills_with_most_first_and_what_is_known_of_each(world: GuiWorld) -> None:
    async with opened(world) as open_:
        assert {title: len(group.rows) for title, group in groups(open_).items()} == {
            "THEKE-1": CRASHED + 1,
            "THEKE-2": 2,
            "THEKE-ALT": OLD_TILL,
        }
        go_to(open_, "THEKE-1")
        assert spoken(open_) == (
            "THEKE-1, 4 transactions · up to 1 d 16 h old · 3 chosen, presumably crashed, unfolded"
        )
        go_to(open_, "THEKE-ALT")
        said = "deregistered, cannot end them any more, unfolded"
        assert spoken(open_) == f"THEKE-ALT, 2 transactions · up to 2 d 12 h old · 2 chosen, {said}"
        open_.stage.key(Qt.Key.Key_Left)
        assert spoken(open_).endswith(", folded")
        # One that signs just now is told first of all.
        await open_.touch(open_.row(lambda row: row.till == "THEKE-2" and row.is_by_rule).tx)
        await open_.press("open_again")
        go_to(open_, "THEKE-2")
        assert "till at work" in spoken(open_)
        assert groups(open_)["THEKE-ALT"].is_folded


async def test_ages_with_the_oldest_first(world: GuiWorld) -> None:
    async with opened(world) as open_:
        await group_by(open_, Qt.Key.Key_Down)
        assert {title: len(group.rows) for title, group in groups(open_).items()} == {
            "1 to 7 days": ALL - 1,
            "1 to 24 hours": 1,
        }
        go_to(open_, "1 to 7 days")
        assert spoken(open_) == f"1 to 7 days, 7 transactions · 3 tills · {STUCK} chosen, unfolded"
        go_to(open_, "1 to 24 hours")
        assert spoken(open_) == "1 to 24 hours, 1 transaction · THEKE-2, unfolded"
        # With the time that passes it comes to belong to the others.
        young = open_.row(lambda row: row.why is Why.TOO_YOUNG)
        transport = open_.shop.session.client._transport
        transport.clock_offset = (transport.clock_offset or 0) + 23 * 3600
        open_.page.table.rows.retell()
        assert list(groups(open_)) == ["1 to 7 days"]
        assert young.key in {row.key for row in groups(open_)["1 to 7 days"].rows}


async def test_the_way_of_grouping_is_kept(world: GuiWorld) -> None:
    async with opened(world) as open_:
        await group_by(open_, Qt.Key.Key_Up)
        assert groups(open_) == {}
        starts = [row.tx.time_start for row in open_.in_sight()]
        assert starts == sorted(starts)  # the oldest stands first
    kept = SettingsFile(world.folders.settings).load().site()
    assert kept is not None
    assert kept.own.open_groups == "none"
    async with opened(world, None) as open_:
        assert groups(open_) == {}
        assert len(open_.in_sight()) == ALL


async def test_a_group_is_chosen_as_far_as_the_rules_allow(world: GuiWorld) -> None:
    async with opened(world) as open_:
        # Of THEKE-1 one of a taxi meter cannot be chosen, of THEKE-2 a young one is not.
        assert {title: box(open_, title) for title in groups(open_)} == {
            "THEKE-1": "box-checked",
            "THEKE-2": "box-some",
            "THEKE-ALT": "box-checked",
        }
        go_to(open_, "THEKE-1")
        open_.stage.key(Qt.Key.Key_Space)
        assert open_.count_chosen() == STUCK - CRASHED
        assert box(open_, "THEKE-1") == "box"
        open_.stage.key(Qt.Key.Key_Left)  # folded away they are chosen all the same
        open_.stage.key(Qt.Key.Key_Space)
        assert open_.count_chosen() == STUCK
        assert "not in sight" not in open_.texts()
        go_to(open_, "THEKE-2")
        open_.stage.key(Qt.Key.Key_Space)
        assert open_.count_chosen() == STUCK - 1
        open_.stage.key(Qt.Key.Key_Space)
        assert open_.count_chosen() == STUCK
        assert "1 transaction was left out" in open_.texts()
        # The young one is chosen by itself, with the warning, and left together with its group.
        young = open_.go_to(lambda row: row.why is Why.TOO_YOUNG)
        open_.stage.key(Qt.Key.Key_Space)
        assert "A till may be using 1 of the chosen transactions" in open_.texts()
        assert box(open_, "THEKE-2") == "box-checked"
        go_to(open_, "THEKE-2")
        open_.stage.key(Qt.Key.Key_Space)
        assert not open_.is_chosen(young)
        assert box(open_, "THEKE-2") == "box"


async def test_a_group_of_one_is_not_chosen_against_the_rules(world: GuiWorld) -> None:
    async with opened(world) as open_:
        await group_by(open_, Qt.Key.Key_Down)
        go_to(open_, "1 to 24 hours")
        assert box(open_, "1 to 24 hours") == ""
        open_.stage.key(Qt.Key.Key_Space)
        assert open_.count_chosen() == STUCK
        assert "1 transaction was left out" in open_.texts()


async def test_only_what_is_in_sight_of_a_group_is_chosen_with_it(world: GuiWorld) -> None:
    async with opened(world) as open_:
        await open_.press("open_none")
        await group_by(open_, Qt.Key.Key_Down)
        click(next(c for c in open_.page.findChildren(Chip) if c.key == "THEKE-1"))
        assert {title: len(group.rows) for title, group in groups(open_).items()} == {
            "1 to 7 days": CRASHED + 1
        }
        table = open_.page.table
        where = table.visualRect(table.rows.index(0, 0))
        where.setWidth(table.columnWidth(0))
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where.center())
        assert {row.till for row in open_.rows if row.is_chosen} == {"THEKE-1"}
        assert open_.count_chosen() == CRASHED
        assert not groups(open_)["1 to 7 days"].is_folded


async def test_looking_again_keeps_the_groups_as_they_are(world: GuiWorld) -> None:
    async with opened(world) as open_:
        go_to(open_, "THEKE-1")
        open_.stage.key(Qt.Key.Key_Return)
        row = open_.go_to(lambda row: row.is_deregistered)
        table = open_.page.table
        at = table.currentIndex().row()
        await open_.press("open_again")
        assert [group.is_folded for group in groups(open_).values()] == [True, False, False]
        assert table.currentIndex().row() == at
        assert table.currentIndex().data(ROW).key == row.key
        assert [selected.key for selected in table.selected()] == [row.key]


async def test_while_a_run_is_at_work_no_group_is_chosen(world: GuiWorld) -> None:
    async with opened(world) as open_:
        held = await held_run(open_)
        open_.stage.window.activateWindow()
        await until(open_.stage.window.isActiveWindow)
        go_to(open_, "THEKE-1")
        open_.stage.key(Qt.Key.Key_Space)
        assert open_.count_chosen() == STUCK
        held.release()
        await open_.stage.settle()
        # What is done cannot be chosen: its group has no box any more.
        assert box(open_, "THEKE-1") == ""
        assert f"{PLAIN} cancelled" in open_.texts()


async def test_groups_speak_german(world: GuiWorld) -> None:
    async with opened(world) as open_:
        go_to(open_, "THEKE-1")
        looking.speak("de")
        assert spoken(open_) == (
            "THEKE-1, 4 Vorgänge · bis zu 1 T 16 h alt · 3 ausgewählt, vermutlich abgestürzt, "
            "aufgeklappt"
        )
        assert looking.nameless(open_.stage.window) == []
