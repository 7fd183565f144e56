"""Tables stay calm: what differs changes, and nothing else moves."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from gui.looking import nameless, shown, speak
from tse_companion.gui import theme
from tse_companion.gui.table_model import ROW, Column, RowModel
from tse_companion.gui.tables import Table
from tse_companion.gui.widgets import Text


@dataclass(frozen=True, slots=True)
class Cake:
    key: str
    name: str
    price: int | None = 0


COLUMNS: tuple[Column[Cake], ...] = (
    Column(lambda: "Cake", lambda c: c.name, tip=lambda c: c.key),
    Column(
        lambda: "Price",
        lambda c: f"{c.price} €",
        sort=lambda c: c.price,
        mark=lambda c: ("warn", "warn") if c.price and c.price > 9 else None,
        spoken=lambda c: f"{c.price} euros",
        width=120,
        is_number=True,
    ),
)
CAKES = (Cake("a", "Apfel", 10), Cake("b", "birne", 9), Cake("c", "Ceviche", None))


def table(qtbot: QtBot, cakes: tuple[Cake, ...] = CAKES) -> Table[Cake]:
    made: Table[Cake] = Table(COLUMNS)
    made.setAccessibleName("Cakes")
    made.update_rows(cakes)
    shown(qtbot, made)
    return made


def names(model: RowModel[Cake]) -> list[str]:
    return [cake.name for cake in model.rows]


def test_cells(qapp: QApplication) -> None:
    model = RowModel(COLUMNS)
    model.update_rows(CAKES)
    role = Qt.ItemDataRole
    name, price = model.index(0, 0), model.index(0, 1)
    assert (name.data(), price.data()) == ("Apfel", "10 €")
    assert name.data(role.AccessibleTextRole) == "Apfel"
    assert price.data(role.AccessibleTextRole) == "10 euros"
    assert (name.data(role.ToolTipRole), price.data(role.ToolTipRole)) == ("a", None)
    assert name.data(role.DecorationRole) is None
    assert not price.data(role.DecorationRole).isNull()
    assert price.data(role.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert name.data(ROW) is CAKES[0]
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Price"
    assert model.headerData(2, Qt.Orientation.Horizontal) is None
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_sorted_by_value_and_what_is_not_known_first(qapp: QApplication) -> None:
    model = RowModel(COLUMNS)
    model.update_rows(CAKES)
    assert names(model) == ["Apfel", "birne", "Ceviche"]
    model.sort(1)
    assert names(model) == ["Ceviche", "birne", "Apfel"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert names(model) == ["Apfel", "birne", "Ceviche"]
    model.sort(-1)
    assert names(model) == ["Apfel", "birne", "Ceviche"]


def test_search_and_filter(qapp: QApplication) -> None:
    model = RowModel(COLUMNS)
    model.update_rows(CAKES)
    model.search(" BIR ")
    assert names(model) == ["birne"]
    model.search("10")
    assert names(model) == ["Apfel"]
    model.search("")
    model.filter(lambda cake: cake.price is not None)
    assert names(model) == ["Apfel", "birne"]
    assert model.all_rows == CAKES
    model.filter(None)
    assert len(model.rows) == 3


cakes = st.dictionaries(
    st.sampled_from("abcdefghij"), st.tuples(st.sampled_from("xyz"), st.integers(0, 3))
).map(lambda d: tuple(Cake(key, name, price) for key, (name, price) in d.items()))


@given(steps=st.lists(st.tuples(cakes, st.integers(0, 1), st.booleans(), st.sampled_from("xy "))))
def test_any_change_is_told_as_qt_wants_it(
    qapp: QApplication, steps: list[tuple[tuple[Cake, ...], int, bool, str]]
) -> None:
    model = RowModel(COLUMNS)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    for rows, column, descending, text in steps:
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        model.sort(column, order)
        model.search(text)
        model.update_rows(rows)
        kept = [r for r in rows if not text.strip() or text in r.name]
        assert {r.key: r for r in model.rows} == {r.key: r for r in kept}
        values = [(r.name if column == 0 else r.price) for r in model.rows]
        assert values == sorted(values, reverse=descending)  # type: ignore[type-var]


def test_a_refresh_keeps_selection_current_row_and_scroll(qtbot: QtBot) -> None:
    many = tuple(Cake(f"{n:03}", f"Cake {n:03}", n) for n in range(200))
    view = table(qtbot, many)
    view.setCurrentIndex(view.rows.index(120, 0))
    view.verticalScrollBar().setValue(900)
    at = view.verticalScrollBar().value()
    view.update_rows([replace(c, price=500 - (c.price or 0)) for c in many[50:]] + [Cake("x", "A")])
    assert [c.key for c in view.selected()] == ["120"]
    assert view.currentIndex().data(ROW).key == "120"
    assert view.verticalScrollBar().value() == at
    view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert [c.key for c in view.selected()] == ["120"]


def test_other_values_leave_every_row_at_its_place(qapp: QApplication) -> None:
    model = RowModel(COLUMNS)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.update_rows(CAKES)
    model.filter(lambda cake: cake.key != "c")
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    model.change_rows([Cake("a", "Zwetschge", 1), Cake("c", "Crumble"), Cake("x", "nobody")])
    assert names(model) == ["Zwetschge", "birne"]
    assert told == [(0, 0)]
    assert [cake.name for cake in model.all_rows] == ["Zwetschge", "birne", "Crumble"]
    model.change_rows([])
    model.sort(0)
    assert names(model) == ["birne", "Zwetschge"]


def test_choosing(qtbot: QtBot) -> None:
    view = table(qtbot)
    with qtbot.waitSignal(view.chosen):
        view.select(lambda cake: cake.key != "b")
    assert [c.key for c in view.selected()] == ["a", "c"]


def test_enter_and_double_click_open_a_row(qtbot: QtBot) -> None:
    view = table(qtbot)
    opened: list[Cake] = []
    view.opened.connect(opened.append)
    view.setCurrentIndex(QModelIndex())
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened == []
    view.setCurrentIndex(view.rows.index(1, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    view.doubleClicked.emit(view.rows.index(0, 1))
    assert [c.key for c in opened] == ["b", "a"]


def test_it_grows_with_the_text_and_speaks_anew(qtbot: QtBot) -> None:
    view = table(qtbot)
    before = view.rowHeight(0), view.columnWidth(1)
    theme.current().set_look(text_percent=200)
    assert (view.rowHeight(0), view.columnWidth(1)) > before
    with qtbot.waitSignals([view.rows.headerDataChanged, view.rows.dataChanged]):
        speak("de")
    assert nameless(view) == []


@pytest.mark.parametrize("many", [True, False])
def test_one_or_many(qtbot: QtBot, many: bool) -> None:
    view: Table[Cake] = Table(COLUMNS, many=many)
    view.update_rows(CAKES)
    shown(qtbot, view)
    view.selectAll()
    assert len(view.selected()) == (3 if many else 0)


def ask_tip(table: Table[Cake], row: int, column: int) -> str:
    """What is said of a cell when the mouse rests on it."""
    at = table.visualRect(table.rows.index(row, column)).center()
    where = table.viewport().mapToGlobal(at)
    QApplication.sendEvent(table.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, where))
    return QToolTip.text() if QToolTip.isVisible() else ""


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_what_is_cut_short_can_be_read_in_full(qtbot: QtBot) -> None:
    made = table(qtbot, (Cake("a", "Apfel", 10**30), Cake("b", "Birne", 1)))
    assert ask_tip(made, 1, 1) == ""  # first: a tip takes its time to go
    assert ask_tip(made, 0, 1) == f"{10**30} €"
    assert ask_tip(made, 0, 0) == "a"  # a tip of its own
    QToolTip.hideText()


def test_the_arrow_stands_beside_its_title(qtbot: QtBot) -> None:
    made = table(qtbot)
    header = made.horizontalHeader()
    pictures = []
    for column in (0, 1):
        for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
            made.sortByColumn(column, order)
            pictures.append(header.grab().toImage())
    assert all(a != b for n, a in enumerate(pictures) for b in pictures[:n])
    # Whatever the order: the last pixels of a column, next to the following title, stay free.
    edge = header.sectionPosition(1) - 4
    for picture in pictures:
        colours = {picture.pixel(x, picture.height() // 2) for x in range(edge, edge + 8)}
        assert len(colours) == 1


def test_no_column_gets_narrower_than_the_least(qtbot: QtBot) -> None:
    made: Table[Cake] = Table(COLUMNS, least=150)
    qtbot.addWidget(made)
    for percent in (100, 200, 100):
        theme.current().set_look(text_percent=percent)
        assert made.columnWidth(1) == theme.current().px(150)


def test_a_short_title_is_explained() -> None:
    model: RowModel[Cake] = RowModel(
        (Column(lambda: "Pr.", lambda c: "", hint=lambda: "Price"), COLUMNS[0])
    )
    tip = Qt.ItemDataRole.ToolTipRole
    across = Qt.Orientation.Horizontal
    assert [model.headerData(n, across, tip) for n in (0, 1)] == ["Price", None]


def test_where_there_are_no_rows_it_says_why(qtbot: QtBot) -> None:
    made = table(qtbot, ())
    (said,) = (text for text in made.findChildren(Text) if text.parent() is made.viewport())
    assert not said.isVisible()  # nothing to say yet
    made.set_nothing("No cake is left.")
    assert said.isVisible() and said.text() == "No cake is left."
    assert made.viewport().rect().contains(said.geometry())
    made.update_rows(CAKES)
    assert not said.isVisible()
    made.rows.search("no such cake")
    assert said.isVisible()
    made.rows.search("")
    assert not said.isVisible()
