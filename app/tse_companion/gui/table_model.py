"""What tables show: rows of frozen data under columns, sorted, searched, filtered and grouped.

A refresh changes only what differs, so that selection, focus and scroll position survive. Sorting
is by the real value behind a text; one role hands out the row itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from tse_companion.gui import icons, theme

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole + 1  # the row itself
GROUP = Qt.ItemDataRole.UserRole + 2  # the group, of a line that stands above its rows


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


@dataclass(frozen=True, slots=True)
class Group(Generic[R]):
    """A line above rows that belong together. ``rows`` are those that search and filters leave, in
    their order; while it ``is_folded`` they are not shown."""

    key: str
    name: str
    rows: tuple[R, ...]
    is_folded: bool
    grouping: Grouping[R]


@dataclass(frozen=True, slots=True)
class Grouping(Generic[R]):
    """How rows are put together. ``name`` says to which group a row belongs, ``place`` sorts the
    groups.

    On the line of a group stand its ``title``, a ``note``, and behind the ``mark`` a ``hint``
    (empty where there is none). ``box`` is the icon in front that chooses all of it, None where
    nothing can be chosen. ``spoken`` is all of that for a screen reader.
    """

    name: Callable[[R], str]
    place: Callable[[Group[R]], Any]
    title: Callable[[Group[R]], str]
    note: Callable[[Group[R]], str]
    hint: Callable[[Group[R]], str]
    mark: Callable[[Group[R]], tuple[str, str] | None]
    box: Callable[[Group[R]], tuple[str, str] | None]
    spoken: Callable[[Group[R]], str]


class RowModel(QAbstractTableModel, Generic[R]):
    """Rows under columns, sorted by one of them, less those that are searched or filtered away.

    With a grouping there are lines in between that stand for groups. ``arranged`` says that lines
    have come, gone or moved.

    Sorting is done here and not in a proxy: Qt would call back into Python twice for each
    comparison, which holds the window up for a third of a second at 2000 rows.
    """

    arranged = Signal()

    def __init__(self, columns: Sequence[Column[R]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._all: tuple[R, ...] = ()
        self._sorted: list[R] = []
        self._lines: list[R | Group[R]] = []  # as they stand in the view
        self._grouping: Grouping[R] | None = None
        self._folded: set[str] = set()
        self._sorted_by = 0
        self._descending = False
        self._search = ""
        self._wanted: Callable[[R], bool] | None = None
        theme.current().changed.connect(self._on_look)

    @property
    def rows(self) -> tuple[R, ...]:
        """Those that search and filters leave, in their order; also those of folded groups."""
        if self._grouping is None:
            return tuple(self._sorted)
        groups = (line for line in self._lines if isinstance(line, Group))
        return tuple(row for group in groups for row in group.rows)

    @property
    def all_rows(self) -> tuple[R, ...]:
        """All of them, also those that are searched or filtered away, as they were given."""
        return self._all

    def group_lines(self) -> tuple[int, ...]:
        """The numbers of the lines that stand for groups."""
        return tuple(i for i, line in enumerate(self._lines) if isinstance(line, Group))

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
        self._sorted = [values.get(row.key, row) for row in self._sorted]
        changed = []
        for i, line in enumerate(self._lines):
            if isinstance(line, Group):
                if any(row.key in values for row in line.rows):
                    rows = tuple(values.get(row.key, row) for row in line.rows)
                    self._lines[i] = replace(line, rows=rows)
                    changed.append(i)
            elif line.key in values:
                self._lines[i] = values[line.key]
                changed.append(i)
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

    def group_by(self, grouping: Grouping[R] | None) -> None:
        """Put the rows together in this way from now on; nothing is folded at first."""
        self._grouping = grouping
        self._folded.clear()
        self._arrange()

    def fold(self, group: Group[R], is_folded: bool) -> None:
        """Hide the rows of a group below its line, or show them again."""
        if is_folded:
            self._folded.add(group.key)
        else:
            self._folded.discard(group.key)
        self._arrange()

    def retell(self) -> None:
        """The words behind the cells have changed: language, time of day."""
        self._arrange()  # with the time some may have come to belong elsewhere
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)
        self._tell_changed([(0, len(self._lines) - 1)] if self._lines else [])

    def _bring_up_to_date(self) -> None:
        self._sorted = self._in_order()
        self._arrange()

    def _arrange(self) -> None:
        """Show the rows as they are sorted and grouped; only what differs is told to the view."""
        before = [line.key for line in self._lines]
        self._become(self._grouped())
        if before != [line.key for line in self._lines]:
            self.arranged.emit()

    def _grouped(self) -> list[R | Group[R]]:
        grouping = self._grouping
        if grouping is None:
            return list(self._sorted)
        members: dict[str, list[R]] = {}
        for row in self._sorted:
            members.setdefault(grouping.name(row), []).append(row)
        groups = []
        for name, rows in members.items():
            key = f"group {name}"  # a key of a row has no blank
            groups.append(Group(key, name, tuple(rows), key in self._folded, grouping))
        lines: list[R | Group[R]] = []
        for group in sorted(groups, key=grouping.place):
            lines.append(group)
            if not group.is_folded:
                lines += group.rows
        return lines

    def _become(self, wanted: list[R | Group[R]]) -> None:
        keys = {row.key for row in wanted}
        gone = [i for i, line in enumerate(self._lines) if line.key not in keys]
        for first, last in reversed(_runs(gone)):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._lines[first : last + 1]
            self.endRemoveRows()
        there = {line.key for line in self._lines}
        self._rearrange([line for line in wanted if line.key in there])
        new = [i for i, line in enumerate(wanted) if line.key not in there]
        for first, last in _runs(new):
            self.beginInsertRows(QModelIndex(), first, last)
            self._lines[first:first] = wanted[first : last + 1]
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

    def _rearrange(self, wanted: list[R | Group[R]]) -> None:
        """The lines that are there already: their new values, and their new order."""
        before = [line.key for line in self._lines]
        after = [line.key for line in wanted]
        values = {line.key: line for line in wanted}
        changed = [i for i, line in enumerate(self._lines) if values[line.key] != line]
        self._lines = [values[key] for key in before]
        self._tell_changed(_runs(changed))
        if before == after:
            return
        self.layoutAboutToBeChanged.emit()
        places = {key: number for number, key in enumerate(after)}
        old = self.persistentIndexList()
        new = [self.index(places[before[i.row()]], i.column()) for i in old]
        self._lines = wanted
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _tell_changed(self, runs: Sequence[tuple[int, int]]) -> None:
        for first, last in runs:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._lines[index.row()], self._columns[index.column()]
        if isinstance(row, Group):
            is_told = index.column() == 0 or role == GROUP
            return _group_data(row, role) if is_told else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.ToolTipRole:
                return column.tip(row) if column.tip else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return column.spoken(row) if column.spoken else column.text(row)
            case Qt.ItemDataRole.DecorationRole:
                mark = column.mark(row) if column.mark else None
                return None if mark is None else table_icon(*mark)
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
        if self._lines:
            last = self.index(len(self._lines) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.DecorationRole])


def table_icon(name: str, token: str) -> Any:
    """An icon of the size of a line."""
    look = theme.current()
    return icons.pixmap(name, look.px(18), look.color(token).name())


def _group_data(group: Group[R], role: int) -> Any:
    """What the line of a group says in its one cell."""
    said = group.grouping
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return said.title(group)
        case Qt.ItemDataRole.AccessibleTextRole:
            return said.spoken(group)
        case Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, (said.title(group), said.note(group), said.hint(group))))
    return group if role == GROUP else None


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each unbroken run of ascending numbers."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
