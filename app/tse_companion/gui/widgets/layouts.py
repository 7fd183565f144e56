"""Layouts whose gaps and margins grow with the text, and one that wraps."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QVBoxLayout, QWidget, QWidgetItem

from tse_companion.gui import theme

Margin = int | tuple[int, int, int, int]


class VBox(QVBoxLayout):
    """A column. ``gap`` and ``margin`` are design pixels; margins run left, top, right, bottom."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, margin: Margin = 0) -> None:
        super().__init__()
        self._gap, self._margin = gap, margin
        self._rescale()
        theme.current().changed.connect(self._rescale)
        if parent is not None:
            parent.setLayout(self)

    def _rescale(self) -> None:
        self.setSpacing(theme.current().px(self._gap))
        self.setContentsMargins(_margins(self._margin))


class HBox(QHBoxLayout):
    """A row. ``gap`` and ``margin`` are design pixels; margins run left, top, right, bottom."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, margin: Margin = 0) -> None:
        super().__init__()
        self._gap, self._margin = gap, margin
        self._rescale()
        theme.current().changed.connect(self._rescale)
        if parent is not None:
            parent.setLayout(self)

    def _rescale(self) -> None:
        self.setSpacing(theme.current().px(self._gap))
        self.setContentsMargins(_margins(self._margin))


class Flow(QLayout):
    """A row that wraps: items keep their width and go on in the next line.

    With ``stretch`` the items of a line share its width equally and lines have equal columns, as
    tiles do; ``least`` is then the smallest width of a tile in design pixels. ``end`` puts lines
    at the right edge. ``top`` is room above, taken only while something is shown.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        gap: int = 8,
        stretch: bool = False,
        least: int = 0,
        end: bool = False,
        top: int = 0,
    ) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap, self._stretch, self._least, self._end = gap, stretch, least, end
        self._top = top
        self.setContentsMargins(0, 0, 0, 0)
        theme.current().changed.connect(self.invalidate)
        if parent is not None:
            parent.setLayout(self)

    def addWidget(self, widget: QWidget) -> None:
        # The item is made here: of one that Qt makes, Python takes another at the same place in
        # memory for the same, and calls it deleted once that is.
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal if self._stretch else Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        gap = theme.current().px(self._gap)
        width = sum(self._width(item) for item in shown) + gap * max(0, len(shown) - 1)
        height = max((item.sizeHint().height() for item in shown), default=0)
        return QSize(width, height + self._room_above(shown))

    def minimumSize(self) -> QSize:
        size = QSize(0, 0)
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _room_above(self, shown: list[QLayoutItem]) -> int:
        return theme.current().px(self._top) if shown else 0

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _width(self, item: QLayoutItem) -> int:
        if self._stretch:
            return max(theme.current().px(self._least), item.minimumSize().width())
        return item.sizeHint().width()

    def _lines(self, width: int, gap: int) -> list[list[QLayoutItem]]:
        shown = self._shown()
        if self._stretch and shown:
            tile = max(self._width(item) for item in shown)
            columns = max(1, min(len(shown), (width + gap) // (tile + gap)))
            # Equal lines look calmer than a full one and a lonely tile.
            rows = -(-len(shown) // columns)
            columns = -(-len(shown) // rows)
            return [shown[i : i + columns] for i in range(0, len(shown), columns)]
        lines: list[list[QLayoutItem]] = []
        x = 0
        for item in shown:
            wide = self._width(item)
            if not lines or x + wide > width:
                lines.append([])
                x = 0
            lines[-1].append(item)
            x += wide + gap
        return lines

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        gap = theme.current().px(self._gap)
        lines = self._lines(rect.width(), gap)
        columns = max((len(line) for line in lines), default=1)
        y = rect.y() + self._room_above(self._shown())
        for number, line in enumerate(lines):
            if self._stretch:
                share = (rect.width() - gap * (columns - 1)) // columns
                widths = [share] * len(line)
            else:
                widths = [min(self._width(item), rect.width()) for item in line]
            height = max(
                item.heightForWidth(w) if item.hasHeightForWidth() else item.sizeHint().height()
                for item, w in zip(line, widths, strict=True)
            )
            if move:
                used = sum(widths) + gap * (len(line) - 1)
                x = rect.x() + (rect.width() - used if self._end else 0)
                for item, w in zip(line, widths, strict=True):
                    tall = height if self._stretch else item.sizeHint().height()
                    if not self._stretch and item.hasHeightForWidth():
                        tall = item.heightForWidth(w)
                    top = y + (height - tall) // 2
                    item.setGeometry(QRect(QPoint(x, top), QSize(w, tall)))
                    x += w + gap
            y += height + (gap if number < len(lines) - 1 else 0)
        return y - rect.y()


def _margins(margin: Margin) -> QMargins:
    sides = (margin,) * 4 if isinstance(margin, int) else margin
    left, top, right, bottom = (theme.current().px(side) for side in sides)
    return QMargins(left, top, right, bottom)
