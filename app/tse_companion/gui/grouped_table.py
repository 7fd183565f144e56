"""A table whose rows stand in groups: a line above each that folds and chooses it as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from tse_companion.gui import theme
from tse_companion.gui.table_model import GROUP, ROW, Column, Group, R, table_icon
from tse_companion.gui.tables import Table
from tse_companion.gui.widgets import announce

_PADDING = 8  # design pixels, as in the style sheet
_GAP = 14  # between the words of a line


class GroupedTable(Table[R]):
    """The view. Enter or a click folds the group whose line it is, Left and Right as in a tree.

    The first column is that of the boxes; ``box_pressed`` carries the :class:`Group` or the row
    whose box was clicked.
    """

    box_pressed = Signal(object)

    def __init__(self, columns: Sequence[Column[R]], parent: QWidget | None = None) -> None:
        super().__init__(columns, parent)
        self._line = _GroupLine(self)
        self._lines: tuple[int, ...] = ()
        self.rows.arranged.connect(self._place_lines)
        # The words of a group stay in sight while the columns scroll.
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)

    def meant(self) -> tuple[tuple[R, ...], bool]:
        """What a key that is pressed now is about: the selected rows, else the current one, with
        all of a group whose line is among them; and whether there is such a line."""
        # Who comes by Tab has a current row that is not selected yet.
        indexes = self.selectionModel().selectedRows() or [self.currentIndex()]
        rows: dict[str, R] = {}
        has_group = False
        for index in sorted(indexes, key=QModelIndex.row):
            group = index.data(GROUP)
            has_group = has_group or group is not None
            found = (index.data(ROW),) if group is None else group.rows
            rows.update((row.key, row) for row in found if row is not None)
        return tuple(rows.values()), has_group

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not (plain and self._walk(at, event.key())):
            super().keyPressEvent(event)

    def _walk(self, at: QModelIndex, key: int) -> bool:
        """What the key means on this line; False for nothing of ours."""
        group = at.data(GROUP)
        match key:
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if group is not None:
                self._fold(group, not group.is_folded)
            case Qt.Key.Key_Left if group is not None:
                self._fold(group, True)
            case Qt.Key.Key_Right if group is not None and group.is_folded:
                self._fold(group, False)
            case Qt.Key.Key_Right if group is not None:
                self.setCurrentIndex(at.siblingAtRow(at.row() + 1))
            case Qt.Key.Key_Left if at.column() == 0:
                above = [number for number in self._lines if number < at.row()]
                if above:
                    self.setCurrentIndex(at.siblingAtRow(above[-1]))
            case _:
                return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        where = event.position().toPoint()
        index = self.indexAt(where)
        if event.modifiers() or event.button() is not Qt.MouseButton.LeftButton:
            return
        group = index.data(GROUP)
        # The line of a group does not scroll along with the columns.
        is_box = index.column() == 0 and (group is None or where.x() < self.columnWidth(0))
        if index.isValid() and is_box:
            self.box_pressed.emit(index.data(ROW) if group is None else group)
        elif group is not None:
            self._fold(group, not group.is_folded)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        where = event.position().toPoint()
        index = self.indexAt(where)
        if index.data(GROUP) is not None and where.x() >= self.columnWidth(0):
            return  # its first click has folded it
        if index.column() == 0:
            self.mousePressEvent(event)  # two quick clicks on a box are two clicks
        else:
            super().mouseDoubleClickEvent(event)

    def _fold(self, group: Group[R], is_folded: bool) -> None:
        if group.is_folded is not is_folded:
            self.rows.fold(group, is_folded)
            announce(self, fold_word(is_folded))

    def _place_lines(self) -> None:
        """Where the lines of groups are now, over all columns."""
        for number in self._lines:
            self.setItemDelegateForRow(number, None)  # type: ignore[arg-type]  # which Qt allows
        self.clearSpans()
        self._lines = self.rows.group_lines()
        for number in self._lines:
            self.setItemDelegateForRow(number, self._line)
            self.setSpan(number, 0, 1, self.rows.columnCount())


def fold_word(is_folded: bool) -> str:
    """Whether the rows of a group are in sight, for those who do not see it."""
    if is_folded:
        return QCoreApplication.translate("GroupedTable", "folded")
    return QCoreApplication.translate("GroupedTable", "unfolded")


class _GroupLine(QStyledItemDelegate):
    """Draws the line of a group: box, arrow, title, note and hint, as much as there is room for."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        group: Group[Any] = index.data(GROUP)
        said, look, state = group.grouping, theme.current(), option.state
        room = option.rect.intersected(self._table.viewport().rect())
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(room, look.color("accent_soft" if is_selected else "window"))
        painter.setPen(look.color("line"))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(look.color("accent"))
            painter.drawRect(room.adjusted(0, 0, -1, -1))
        left = room.left() + look.px(_PADDING)
        if (box := said.box(group)) is not None:
            self._draw_icon(painter, room, left, box)
        left = room.left() + self._table.columnWidth(0) + look.px(_PADDING)
        arrow = "chevron-right" if group.is_folded else "chevron-down"
        left = self._draw_icon(painter, room, left, (arrow, "muted"))
        painter.setFont(look.font("strong"))
        left = self._draw_words(painter, room, left, said.title(group), "text")
        painter.setFont(look.font("body"))
        left = self._draw_words(painter, room, left, said.note(group), "muted")
        if hint := said.hint(group):
            if (mark := said.mark(group)) is not None:
                left = self._draw_icon(painter, room, left, mark)
            self._draw_words(painter, room, left, hint, "text")
        painter.restore()

    def _draw_icon(self, painter: QPainter, room: QRect, left: int, icon: tuple[str, str]) -> int:
        """Draw it there; where the next part begins."""
        picture = table_icon(*icon)
        if left + picture.width() <= room.right():
            painter.drawPixmap(left, room.center().y() - picture.height() // 2 + 1, picture)
        return left + int(picture.width()) + theme.current().px(6)

    def _draw_words(self, painter: QPainter, room: QRect, left: int, words: str, token: str) -> int:
        """Draw them there, cut short at the edge; where the next part begins."""
        wide = room.right() - theme.current().px(_PADDING) - left
        if wide <= 0 or not words:
            return left
        painter.setPen(theme.current().color(token))
        metrics = painter.fontMetrics()
        cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, wide)
        at = QRect(left, room.top(), wide, room.height())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, cut)
        return left + metrics.horizontalAdvance(words) + theme.current().px(_GAP)
