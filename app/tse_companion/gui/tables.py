"""Tables: rows of frozen data behind a sorted, searched view that stays calm.

A refresh changes only what differs, so that selection, focus and scroll position survive. Sorting
is by the real value behind a text; one role hands out the row itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QSizePolicy,
    QTableView,
    QToolTip,
    QWidget,
)

from tse_companion.gui import icons, theme
from tse_companion.gui.i18n import Translated
from tse_companion.gui.table_header import Header
from tse_companion.gui.widgets import Field

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole + 1  # the row itself


class Keyed(Protocol):
    """A row: frozen, and the same one as before where its ``key`` is."""

    @property
    def key(self) -> str: ...


R = TypeVar("R", bound=Keyed)


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column. ``title`` and ``text`` are asked again when the language changes.

    ``sort`` is the real value behind the text (the text itself without it); ``mark`` names an
    icon and the colour token it is drawn in; ``spoken`` is what a screen reader says where the
    text alone does not tell; ``hint`` explains a title that has to be short; ``width`` is in
    design pixels, 0 takes what is left. What is not ``is_searched`` a search passes by: its text
    costs more than it helps.
    """

    title: Callable[[], str]
    text: Callable[[R], str]
    sort: Callable[[R], Any] | None = None
    mark: Callable[[R], tuple[str, str] | None] | None = None
    spoken: Callable[[R], str] | None = None
    tip: Callable[[R], str] | None = None
    hint: Callable[[], str] | None = None
    width: int = 0
    is_number: bool = False
    is_searched: bool = True


class RowModel(QAbstractTableModel, Generic[R]):
    """Rows under columns, sorted by one of them, less those that are searched or filtered away.

    Sorting is done here and not in a proxy: Qt would call back into Python twice for each
    comparison, which holds the window up for a third of a second at 2000 rows.
    """

    def __init__(self, columns: Sequence[Column[R]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._all: tuple[R, ...] = ()
        self._rows: list[R] = []
        self._sorted_by = 0
        self._descending = False
        self._search = ""
        self._wanted: Callable[[R], bool] | None = None
        theme.current().changed.connect(self._on_look)

    @property
    def rows(self) -> tuple[R, ...]:
        """Those that are shown, in their order."""
        return tuple(self._rows)

    @property
    def all_rows(self) -> tuple[R, ...]:
        """All of them, also those that are searched or filtered away, as they were given."""
        return self._all

    def row(self, number: int) -> R:
        return self._rows[number]

    def update_rows(self, fresh: Sequence[R]) -> None:
        """These are the rows from now on; only what differs is told to the view."""
        self._all = tuple(fresh)
        self._bring_up_to_date()

    def change_rows(self, fresh: Iterable[R]) -> None:
        """Other values for rows that are there; each keeps its place until the next sorting.

        For what changes often while people look at it: a mark set, the progress of a row.
        """
        values = {row.key: row for row in fresh}
        if not values:
            return
        self._all = tuple(values.get(row.key, row) for row in self._all)
        changed = [i for i, row in enumerate(self._rows) if row.key in values]
        for i in changed:
            self._rows[i] = values[self._rows[i].key]
        self._tell_changed(_runs(changed))

    def search(self, text: str) -> None:
        """Only rows that hold this text in any column, whatever its case."""
        self._search = text.strip().casefold()
        self._bring_up_to_date()

    def filter(self, wanted: Callable[[R], bool] | None) -> None:
        """Only rows of which this is true."""
        self._wanted = wanted
        self._bring_up_to_date()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self._columns):
            self._sorted_by = column
            self._descending = order is Qt.SortOrder.DescendingOrder
            self._bring_up_to_date()

    def retell(self) -> None:
        """The words behind the cells have changed: language, time of day."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)
        self._tell_changed([(0, len(self._rows) - 1)] if self._rows else [])

    def _bring_up_to_date(self) -> None:
        wanted = self._in_order()
        keys = {row.key for row in wanted}
        gone = [i for i, row in enumerate(self._rows) if row.key not in keys]
        for first, last in reversed(_runs(gone)):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
        there = {row.key for row in self._rows}
        self._rearrange([row for row in wanted if row.key in there])
        new = [i for i, row in enumerate(wanted) if row.key not in there]
        for first, last in _runs(new):
            self.beginInsertRows(QModelIndex(), first, last)
            self._rows[first:first] = wanted[first : last + 1]
            self.endInsertRows()

    def _in_order(self) -> list[R]:
        rows = [row for row in self._all if self._is_shown(row)]
        column = self._columns[self._sorted_by]
        value = column.sort or (lambda row: column.text(row).casefold())

        def place(row: R) -> tuple[bool, Any]:
            found = value(row)
            return found is not None, found  # what is not known comes first

        return sorted(rows, key=place, reverse=self._descending)

    def _is_shown(self, row: R) -> bool:
        if self._wanted is not None and not self._wanted(row):
            return False
        if not self._search:
            return True
        return any(
            self._search in column.text(row).casefold()
            for column in self._columns
            if column.is_searched
        )

    def _rearrange(self, wanted: list[R]) -> None:
        """The rows that are there already: their new values, and their new order."""
        before = [row.key for row in self._rows]
        after = [row.key for row in wanted]
        values = {row.key: row for row in wanted}
        changed = [i for i, row in enumerate(self._rows) if values[row.key] != row]
        self._rows = [values[key] for key in before]
        self._tell_changed(_runs(changed))
        if before == after:
            return
        self.layoutAboutToBeChanged.emit()
        places = {key: number for number, key in enumerate(after)}
        old = self.persistentIndexList()
        new = [self.index(places[before[i.row()]], i.column()) for i in old]
        self._rows = wanted
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _tell_changed(self, runs: Sequence[tuple[int, int]]) -> None:
        for first, last in runs:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.ToolTipRole:
                return column.tip(row) if column.tip else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return column.spoken(row) if column.spoken else column.text(row)
            case Qt.ItemDataRole.DecorationRole:
                mark = column.mark(row) if column.mark else None
                return None if mark is None else _icon(*mark)
            case Qt.ItemDataRole.TextAlignmentRole:
                side = (
                    Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
                )
                return side | Qt.AlignmentFlag.AlignVCenter
        if role == ROW:
            return row
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title()
        if role == Qt.ItemDataRole.ToolTipRole and column.hint is not None:
            return column.hint()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _on_look(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.DecorationRole])


class Table(QTableView, Generic[R]):
    """The view. ``opened`` carries the row on which Enter was pressed or that was double-clicked,
    ``chosen`` says that other rows are selected now. No column gets narrower than ``least``, in
    design pixels."""

    opened = Signal(object)
    chosen = Signal()

    def __init__(
        self,
        columns: Sequence[Column[R]],
        parent: QWidget | None = None,
        *,
        many: bool = True,
        least: int = 0,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._least = least
        self._least_rows = 0
        self.setHorizontalHeader(Header(self))
        self.rows: RowModel[R] = RowModel(columns, self)
        self.setModel(self.rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)  # Tab leaves the table, arrow keys walk in it
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for number, column in enumerate(self._columns):
            if not column.width:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW)))
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        self._restyle()
        theme.current().changed.connect(self._restyle)

    def fill_page(self, least_rows: int) -> None:
        """Take the room a page has left, and show so many rows where it has to scroll."""
        self._least_rows = least_rows
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._restyle()

    def update_rows(self, rows: Sequence[R]) -> None:
        """Show these rows; selection, current row and scroll position stay."""
        at = self.verticalScrollBar().value()
        self.rows.update_rows(rows)
        self.verticalScrollBar().setValue(at)

    def selected(self) -> tuple[R, ...]:
        """The selected rows, in the order shown."""
        indexes = sorted(self.selectionModel().selectedRows(), key=QModelIndex.row)
        return tuple(index.data(ROW) for index in indexes)

    def select(self, wanted: Callable[[R], bool]) -> None:
        """Select just these of the rows that are shown."""
        model = self.selectionModel()
        model.clearSelection()
        flags = QItemSelectionModel.SelectionFlag
        for number in range(self.rows.rowCount()):
            index = self.rows.index(number, 0)
            if wanted(index.data(ROW)):
                model.select(index, flags.Select | flags.Rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().data(ROW))
            return
        super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """What is cut short can be read in full, also where the column has no tip of its own."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            is_told = not index.isValid() or index.data(Qt.ItemDataRole.ToolTipRole)
            if not is_told and self.sizeHintForIndex(index).width() > self.columnWidth(
                index.column()
            ):
                QToolTip.showText(event.globalPos(), str(index.data()), self)
                return True
        return bool(super().viewportEvent(event))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.rows.retell()
        super().changeEvent(event)

    def _restyle(self) -> None:
        px = theme.current().px
        row = self.fontMetrics().height() + px(16)
        self.verticalHeader().setDefaultSectionSize(row)
        if self._least:  # before the widths, which it bounds
            self.horizontalHeader().setMinimumSectionSize(px(self._least))
        if self._least_rows:
            head = self.horizontalHeader().sizeHint().height()
            self.setMinimumHeight(head + self._least_rows * row)
        for number, column in enumerate(self._columns):
            if column.width:
                self.horizontalHeader().resizeSection(number, px(column.width))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Highlight, theme.current().color("accent_soft"))
        palette.setColor(QPalette.ColorRole.HighlightedText, theme.current().color("text"))
        self.setPalette(palette)


class SearchField(Translated, Field):
    """What is looked for in a table; Ctrl+F leads here from anywhere on ``page``. ``entered``
    says that Enter was pressed."""

    entered = Signal()

    def __init__(self, page: QWidget, name: str) -> None:
        edit = QLineEdit()
        edit.setObjectName(name)
        edit.setClearButtonEnabled(True)
        super().__init__(edit)
        edit.returnPressed.connect(self.entered)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), page)
        find.activated.connect(edit.setFocus)
        self.say(self.set_label, lambda: self.tr("Search"))


def _icon(name: str, token: str) -> Any:
    look = theme.current()
    return icons.pixmap(name, look.px(18), look.color(token).name())


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each unbroken run of ascending numbers."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
