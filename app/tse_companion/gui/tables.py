"""Tables: a sorted, searched view of rows that stays calm, and the field to search it with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPalette,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QSizePolicy,
    QTableView,
    QToolTip,
    QWidget,
)

from tse_companion.gui import theme
from tse_companion.gui.i18n import Translated
from tse_companion.gui.table_header import Header
from tse_companion.gui.table_model import ROW as ROW
from tse_companion.gui.table_model import Column as Column
from tse_companion.gui.table_model import R, RowModel
from tse_companion.gui.widgets import Field, Text


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
        self.doubleClicked.connect(self._open)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        self._nothing = Text("body", tone="muted", parent=self.viewport())
        self._nothing.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for change in (self.rows.rowsInserted, self.rows.rowsRemoved):
            change.connect(self._tell_nothing)
        self._tell_nothing()
        self._restyle()
        theme.current().changed.connect(self._restyle)

    def set_nothing(self, text: str) -> None:
        """What stands in the place of the rows while there are none."""
        self._nothing.setText(text)
        self._tell_nothing()

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
        return tuple(row for index in indexes if (row := index.data(ROW)) is not None)

    def select(self, wanted: Callable[[R], bool]) -> None:
        """Select just these of the rows that are shown."""
        model = self.selectionModel()
        model.clearSelection()
        flags = QItemSelectionModel.SelectionFlag
        for number in range(self.rows.rowCount()):
            index = self.rows.index(number, 0)
            if (row := index.data(ROW)) is not None and wanted(row):
                model.select(index, flags.Select | flags.Rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if (row := index.data(ROW)) is not None:
            self.opened.emit(row)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_nothing()

    def _tell_nothing(self) -> None:
        text = self._nothing
        text.setVisible(bool(text.text()) and not self.rows.rowCount())
        edge = theme.current().px(8)
        width = max(0, self.viewport().width() - 2 * edge)
        text.setGeometry(edge, edge, width, text.heightForWidth(width))

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
        self._tell_nothing()


class SearchField(Translated, Field):
    """What is looked for in a table; Ctrl+F leads here from anywhere on ``page``."""

    def __init__(self, page: QWidget, name: str) -> None:
        edit = QLineEdit()
        edit.setObjectName(name)
        edit.setClearButtonEnabled(True)
        super().__init__(edit)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), page)
        find.activated.connect(edit.setFocus)
        self.say(self.set_label, lambda: self.tr("Search"))
