"""The header of our tables: which column they are sorted by, told beside its title."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from tse_companion.gui import theme

_PADDING = 8  # design pixels, as in the style sheet


class Header(QHeaderView):
    """Draws the arrow next to the words of its column: Qt puts it at the far end, where it seems
    to belong to the next one. It points up where the smallest comes first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        if self.isSortIndicatorShown() and section == self.sortIndicatorSection():
            self._paint_arrow(painter, rect, section)

    def _paint_arrow(self, painter: QPainter, rect: QRect, section: int) -> None:
        look, model = theme.current(), self.model()
        wide, high, gap, edge = look.px(8), look.px(4), look.px(6), look.px(_PADDING)
        words = str(model.headerData(section, self.orientation()) or "")
        side = model.headerData(section, self.orientation(), Qt.ItemDataRole.TextAlignmentRole)
        beyond = self.fontMetrics().horizontalAdvance(words) + (gap if words else 0)
        if side is not None and Qt.AlignmentFlag(side) & Qt.AlignmentFlag.AlignRight:
            left = max(rect.right() - edge - beyond - wide, rect.left() + 1)
        else:
            left = min(rect.left() + edge + beyond, rect.right() - wide - 1)
        top = rect.center().y() - high // 2
        tip, foot = (top, top + high)
        if self.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder:
            tip, foot = foot, tip
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("accent"), look.px(1.5)))
        painter.drawPolyline(
            QPolygonF(
                [QPointF(left, foot), QPointF(left + wide / 2, tip), QPointF(left + wide, foot)]
            )
        )
