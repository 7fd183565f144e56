"""Shows pages as they will be on paper, as wide as there is room, never enlarged."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from tse_companion.gui import theme
from tse_companion.gui.i18n import Translated
from tse_companion.gui.printing.draw import Document, Sheet
from tse_companion.gui.printing.papers import DOTS_PER_MM
from tse_companion.gui.printing.render import to_image

_PIXELS_PER_MM = 4.2  # a little larger than life, for reading at arm's length
_GAP = 16


class Preview(Translated, QWidget):
    """The pages of a document, below each other. Empty until there is one.

    The text on the pages is the widget's accessible description.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._scaled: dict[tuple[int, int], QImage] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say(self.setAccessibleName, lambda: self.tr("Preview"))
        theme.current().changed.connect(self.updateGeometry)

    def set_document(self, document: Document | None) -> None:
        """Show this document, or nothing."""
        self._document = document
        self._scaled.clear()
        self.setAccessibleDescription(document.words() if document else "")
        self.updateGeometry()
        self.update()

    def document(self) -> Document | None:
        """What is shown."""
        return self._document

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        shown = [self._size(sheet, width).height() for sheet in self._sheets()]
        return sum(shown) + _GAP * max(0, len(shown) - 1)

    def sizeHint(self) -> QSize:
        width = self._wanted_width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(160), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        y = 0
        for number, sheet in enumerate(self._sheets()):
            size = self._size(sheet, self.width())
            box = QRectF((self.width() - size.width()) // 2, y, size.width(), size.height())
            if box.intersects(QRectF(event.rect())):
                painter.drawImage(box, self._picture(number, sheet, size))
                # Paper is white in the dark, too; the edge keeps it apart from a white page.
                painter.setPen(QPen(theme.current().color("line"), 1))
                painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
            y += size.height() + _GAP
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._scaled.clear()
        super().changeEvent(event)

    def _wanted_width(self) -> int:
        widest = max((sheet.width for sheet in self._sheets()), default=0)
        return theme.current().px(widest / DOTS_PER_MM * _PIXELS_PER_MM)

    def _sheets(self) -> tuple[Sheet, ...]:
        return self._document.sheets if self._document is not None else ()

    def _size(self, sheet: Sheet, room: int) -> QSize:
        width = min(room, self._wanted_width())
        return QSize(width, round(width * sheet.height / sheet.width))

    def _picture(self, number: int, sheet: Sheet, size: QSize) -> QImage:
        """The page at the resolution of the screen, made once when it comes into sight."""
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(size.width() * ratio), round(size.height() * ratio))
        key = (number, wanted.width())
        if key not in self._scaled:
            self._scaled[key] = to_image(sheet).scaled(
                wanted,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        return self._scaled[key]
