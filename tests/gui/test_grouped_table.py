"""Groups in a table: lines that fold, stay where they were, and answer to mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from gui.looking import shown
from tse_companion.gui import theme
from tse_companion.gui.grouped_table import GroupedTable
from tse_companion.gui.table_model import GROUP, ROW, Column, Group, Grouping, RowModel


@dataclass(frozen=True, slots=True)
class Cake:
    key: str
    shelf: str
    price: int = 0


COLUMNS: tuple[Column[Cake], ...] = (
    Column(lambda: "", lambda c: "", mark=lambda c: ("box", "outline"), width=40),
    Column(lambda: "Cake", lambda c: c.key, width=300),
    Column(lambda: "Price", lambda c: str(c.price), sort=lambda c: c.price, width=300),
)


def by(name: Callable[[Cake], str]) -> Grouping[Cake]:
    return Grouping(
        name=name,
        place=lambda group: (-len(group.rows), group.name),
        title=lambda group: f"Shelf {group.name}",
        note=lambda group: f"{len(group.rows)} cakes",
        hint=lambda group: "cold" if group.name == "x" else "",
        mark=lambda group: ("info", "muted"),
        box=lambda group: ("box", "outline") if group.name == "x" else None,
        spoken=lambda group: f"{group.name}, {group.is_folded}",
    )


BY_SHELF = by(lambda cake: cake.shelf)
CAKES = (
    Cake("a", "x", 3),
    Cake("b", "y", 9),
    Cake("c", "x", 1),
    Cake("d", "y", 2),
    Cake("e", "x", 2),
    Cake("f", "z", 5),
)


def lines(model: RowModel[Cake]) -> str:
    """x(abc) stands for the group x with its three rows, x-3 for a folded one of three."""
    told = ""
    for number in range(model.rowCount()):
        index = model.index(number, 0)
        group: Group[Cake] | None = index.data(GROUP)
        if group is None:
            told += index.data(ROW).key
        else:
            told += f" {group.name}-{len(group.rows)}" if group.is_folded else f" {group.name}:"
    return told.strip()


def made(qtbot: QtBot, height: int = 600) -> GroupedTable[Cake]:
    table: GroupedTable[Cake] = GroupedTable(COLUMNS)
    table.setAccessibleName("Cakes")
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    table.update_rows(CAKES)
    table.rows.group_by(BY_SHELF)
    shown(qtbot, table, 500, height)
    return table


def at(table: GroupedTable[Cake], number: int, x: int) -> QPoint:
    """A place on this line, in what is in sight of it."""
    return QPoint(x, table.rowViewportPosition(number) + table.rowHeight(number) // 2)


# --- the model --------------------------------------------------------------------------------


def test_sorting_stays_within_the_groups(qapp: QApplication) -> None:
    model = RowModel(COLUMNS)
    model.update_rows(CAKES)
    model.sort(1)
    model.group_by(BY_SHELF)
    assert lines(model) == "x:ace y:bd z:f"
    model.sort(2, Qt.SortOrder.DescendingOrder)
    assert lines(model) == "x:aec y:bd z:f"
    assert "".join(cake.key for cake in model.rows) == "aecbdf"
    model.group_by(None)
    assert lines(model) == "bfadec"


def test_a_search_leaves_no_empty_group(qapp: QApplication) -> None:
    model = RowModel(COLUMNS)
    model.update_rows(CAKES)
    model.sort(1)
    model.group_by(BY_SHELF)
    model.search("b")
    assert lines(model) == "y:b"
    model.search("")
    model.filter(lambda cake: cake.price > 2)
    assert lines(model) == "x:a y:b z:f"


def test_what_is_folded_stays_so_and_counts_on(qapp: QApplication) -> None:
    model = RowModel(COLUMNS)
    model.update_rows(CAKES)
    model.sort(1)
    model.group_by(BY_SHELF)
    model.fold(model.index(0, 0).data(GROUP), True)
    assert lines(model) == "x-3 y:bd z:f"
    assert len(model.rows) == 6  # folded is not filtered away
    model.update_rows((*CAKES, Cake("g", "x"), Cake("h", "z")))
    assert lines(model) == "x-4 y:bd z:fh"
    model.search("b")
    model.search("")
    assert lines(model) == "x-4 y:bd z:fh"
    model.group_by(by(lambda cake: "all"))  # other groups begin unfolded
    assert lines(model) == "all:abcdefgh"


def test_other_values_reach_the_group_and_move_nothing(qapp: QApplication) -> None:
    model = RowModel(COLUMNS)
    model.update_rows(CAKES)
    model.sort(1)
    model.group_by(BY_SHELF)
    model.fold(model.index(4, 0).data(GROUP), True)
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    model.change_rows([Cake("a", "y", 100), Cake("b", "y", 0)])
    assert lines(model) == "x:ace y-2 z:f"
    assert told == [(0, 1), (4, 4)]
    assert model.index(0, 0).data(GROUP).rows[0].price == 100
    assert model.index(4, 0).data(GROUP).rows[0].price == 0
    model.retell()  # by then it belongs elsewhere
    assert lines(model) == "y-3 x:ce z:f"


def test_cells_of_a_group(qapp: QApplication) -> None:
    model = RowModel(COLUMNS)
    model.update_rows(CAKES)
    model.group_by(BY_SHELF)
    role, first, other = Qt.ItemDataRole, model.index(0, 0), model.index(0, 2)
    assert first.data() == "Shelf x"
    assert first.data(role.AccessibleTextRole) == "x, False"
    assert first.data(role.ToolTipRole) == "Shelf x\n3 cakes\ncold"
    assert (first.data(ROW), first.data(role.DecorationRole)) == (None, None)
    assert (other.data(), other.data(ROW)) == (None, None)
    assert other.data(GROUP) is first.data(GROUP)


cakes = st.dictionaries(
    st.sampled_from("abcdefghij"), st.tuples(st.sampled_from("xyz"), st.integers(0, 3))
).map(lambda d: tuple(Cake(key, shelf, price) for key, (shelf, price) in d.items()))


@given(
    steps=st.lists(
        st.tuples(cakes, st.booleans(), st.sampled_from(["", "x", "y"]), st.sampled_from("  ab"))
    )
)
def test_any_change_is_told_as_qt_wants_it(
    qapp: QApplication, steps: list[tuple[tuple[Cake, ...], bool, str, str]]
) -> None:
    table: GroupedTable[Cake] = GroupedTable(COLUMNS)
    model = table.rows
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    for rows, is_grouped, toggled, text in steps:
        if is_grouped is not bool(model.group_lines()):
            model.group_by(BY_SHELF if is_grouped else None)
        model.search(text)
        model.sort(2)
        model.update_rows(rows)
        for number in model.group_lines():
            group = model.index(number, 0).data(GROUP)
            if group.name == toggled:
                model.fold(group, not group.is_folded)
                break
        kept = [row for row in rows if not text.strip() or text in row.key]
        assert {row.key: row for row in model.rows} == {row.key: row for row in kept}
        groups = [model.index(number, 0).data(GROUP) for number in model.group_lines()]
        assert {row for group in groups for row in group.rows} == set(kept if groups else ())
        for number in range(model.rowCount()):
            is_line = number in model.group_lines()
            assert table.columnSpan(number, 0) == (len(COLUMNS) if is_line else 1)
    table.deleteLater()


# --- the view ---------------------------------------------------------------------------------


def test_the_keyboard_folds_and_walks_as_in_a_tree(qtbot: QtBot) -> None:
    table = made(qtbot)
    opened: list[Cake] = []
    table.opened.connect(opened.append)
    table.setCurrentIndex(table.rows.index(0, 0))

    def press(*keys: Qt.Key) -> tuple[str, int]:
        for key in keys:
            QTest.keyClick(table, key)
        return lines(table.rows), table.currentIndex().row()

    key = Qt.Key
    assert press(key.Key_Left) == ("x-3 y:bd z:f", 0)
    assert press(key.Key_Left) == ("x-3 y:bd z:f", 0)
    assert press(key.Key_Right) == ("x:ace y:bd z:f", 0)
    assert press(key.Key_Right) == ("x:ace y:bd z:f", 1)
    assert press(key.Key_Down, key.Key_Left) == ("x:ace y:bd z:f", 0)
    assert press(key.Key_Return) == ("x-3 y:bd z:f", 0)
    assert press(key.Key_Down, key.Key_Enter) == ("x-3 y-2 z:f", 1)
    assert opened == []
    # In other columns the arrows walk as ever, and over the lines of groups, too.
    assert press(key.Key_Return, key.Key_Down, key.Key_Right, key.Key_Right, key.Key_Left)[1] == 2
    assert table.currentIndex().column() == 1
    assert press(key.Key_Up, key.Key_Right)[1] == 2
    assert press(key.Key_Down, key.Key_Down, key.Key_Return)[0] == "x-3 y:bd z-1"


def test_the_mouse_folds_and_finds_the_boxes(qtbot: QtBot) -> None:
    table = made(qtbot)
    pressed: list[Cake | Group[Cake]] = []
    table.box_pressed.connect(pressed.append)
    button, view = Qt.MouseButton.LeftButton, table.viewport()
    QTest.mouseClick(view, button, pos=at(table, 0, 200))
    assert lines(table.rows) == "x-3 y:bd z:f"
    # A double click is one wish.
    QTest.mouseDClick(view, button, pos=at(table, 0, 200))
    assert lines(table.rows) == "x-3 y:bd z:f"
    QTest.mouseClick(view, button, pos=at(table, 1, 20))
    QTest.mouseClick(view, button, pos=at(table, 2, 20))
    assert [p.key for p in pressed] == ["group y", "b"]
    # The line stays in sight when the columns scroll, and so does its box.
    table.horizontalScrollBar().setValue(60)
    QTest.mouseClick(view, button, pos=at(table, 1, 20))
    QTest.mouseClick(view, button, pos=at(table, 2, 20))
    assert [p.key for p in pressed[2:]] == ["group y"]
    QTest.mouseClick(view, Qt.MouseButton.RightButton, pos=at(table, 1, 200))
    QTest.mouseClick(view, button, Qt.KeyboardModifier.ShiftModifier, at(table, 1, 200))
    assert lines(table.rows) == "x-3 y:bd z:f"


def test_what_a_key_is_meant_for(qtbot: QtBot) -> None:
    table = made(qtbot)

    def meant() -> tuple[str, bool]:
        rows, has_group = table.meant()
        return "".join(row.key for row in rows), has_group

    assert meant() == ("ace", True)  # where the keyboard came in
    table.setCurrentIndex(table.rows.index(1, 0))
    assert meant() == ("a", False)
    QTest.keyClick(table, Qt.Key.Key_Up)
    assert meant() == ("ace", True)
    QTest.keyClick(table, Qt.Key.Key_Left)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert meant() == ("acebd", True)  # b is in its group
    assert [cake.key for cake in table.selected()] == ["b"]
    table.select(lambda cake: cake.shelf == "y")
    assert meant() == ("bd", False)


def test_a_refresh_keeps_the_line_selection_and_scroll(qtbot: QtBot) -> None:
    table = made(qtbot, 300)
    many = tuple(Cake(f"{n:03}", "xyz"[n % 3], n) for n in range(90))
    table.update_rows(many)
    table.rows.fold(table.rows.index(0, 0).data(GROUP), True)
    table.setCurrentIndex(table.rows.index(1, 0))  # the line of y
    table.verticalScrollBar().setValue(150)
    table.update_rows([replace(cake, price=cake.price + 1) for cake in many[5:]])
    assert table.currentIndex().data(GROUP).name == "y"  # which is the last one now
    assert table.verticalScrollBar().value() == 150
    assert " x-28 " in lines(table.rows)
    table.setCurrentIndex(table.rows.index(40, 0))
    key = table.currentIndex().data(ROW).key
    table.update_rows(many)
    assert table.currentIndex().data(ROW).key == key
    assert [cake.key for cake in table.selected()] == [key]


@pytest.mark.parametrize("percent", [100, 200])
def test_a_line_says_what_there_is_room_for(qtbot: QtBot, percent: int) -> None:
    theme.current().set_look(text_percent=percent)
    table = made(qtbot)
    table.setCurrentIndex(table.rows.index(0, 0))
    pictures = [table.grab().toImage()]
    schemes: tuple[theme.Scheme, ...] = ("dark", "light")
    for scheme in schemes:
        theme.current().set_look(scheme=scheme, text_percent=percent)
        pictures.append(table.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2]
    table.rows.fold(table.rows.index(0, 0).data(GROUP), True)
    assert table.grab().toImage() != pictures[2]
    table.resize(90, 200)  # no room for words
    assert not table.grab().toImage().isNull()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_line_can_be_read_in_full(qtbot: QtBot) -> None:
    table = made(qtbot)
    where = at(table, 0, 200)
    event = QHelpEvent(QEvent.Type.ToolTip, where, table.viewport().mapToGlobal(where))
    QApplication.sendEvent(table.viewport(), event)
    assert QToolTip.text() == "Shelf x\n3 cakes\ncold"
    QToolTip.hideText()
