"""Pages onto a painter: as a picture of 203 dpi, as PDF, or on a printer of any resolution.

A dot becomes ``scale`` device pixels. Codes are never scaled by a fraction: a module is a whole
number of pixels and begins on one, because printers round and scanners notice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMarginsF,
    QPointF,
    QRect,
    QSaveFile,
    QSizeF,
)
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageWriter,
    QPageLayout,
    QPageSize,
    QPainter,
    QPainterPath,
    QPdfWriter,
)

from tse_companion.errors import FileUnwritable
from tse_companion.gui.printing.draw import (
    WHITE,
    Code,
    Document,
    Frame,
    Sheet,
    Words,
    ascent,
    font,
)
from tse_companion.gui.printing.papers import DOTS_PER_INCH, DOTS_PER_MM
from tse_companion.gui.printing.qr import QUIET_ZONE

_PDF_STEP = 10  # device units of the PDF per dot: whole dots stay whole numbers
_DOTS_PER_METRE = 1000 * DOTS_PER_MM
_BLACK = QColor("black")
_WHITE = QColor("white")


def paint(painter: QPainter, sheet: Sheet, scale: float = 1.0) -> None:
    """Draw one page with its upper left corner at the painter's origin.

    The painter must be without a transformation of its own; ``scale`` is device pixels per dot.
    """
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for mark in sheet.marks:
        if isinstance(mark, Code):
            _paint_code(painter, mark, scale)
            continue
        painter.save()
        painter.scale(scale, scale)
        if isinstance(mark, Words):
            painter.setFont(font(mark.face))
            painter.setPen(_WHITE if mark.ink == WHITE else _BLACK)
            base = QPointF(mark.box.x(), mark.box.y() + ascent(mark.face))
            painter.drawText(base, mark.text)
        elif isinstance(mark, Frame):
            for side in _sides(mark):
                painter.fillRect(side, _BLACK)
        else:
            painter.fillRect(mark.box, _BLACK)
        painter.restore()


def _sides(frame: Frame) -> tuple[QRect, ...]:
    box, stroke = frame.box, frame.stroke
    return (
        QRect(box.x(), box.y(), box.width(), stroke),
        QRect(box.x(), box.y() + box.height() - stroke, box.width(), stroke),
        QRect(box.x(), box.y() + stroke, stroke, box.height() - 2 * stroke),
        QRect(box.x() + box.width() - stroke, box.y() + stroke, stroke, box.height() - 2 * stroke),
    )


def _paint_code(painter: QPainter, code: Code, scale: float) -> None:
    module = max(1, int(code.dots * scale + 1e-6))
    # What rounding down leaves over goes to the quiet zone, evenly.
    spare = code.box.width() * scale - module * code.matrix.full_size
    left = round(code.box.x() * scale + spare / 2) + QUIET_ZONE * module
    top = round(code.box.y() * scale + spare / 2) + QUIET_ZONE * module
    # One path, so that no viewer shows seams between the rows.
    path = QPainterPath()
    for run in code.matrix.runs:
        path.addRect(left + run.x * module, top + run.y * module, run.width * module, module)
    path.setFillRule(path.fillRule().WindingFill)
    painter.fillPath(path, _BLACK)


def to_image(sheet: Sheet) -> QImage:
    """The page as a thermal printer of 203 dpi shows it: one pixel to the dot."""
    image = QImage(sheet.width, sheet.height, QImage.Format.Format_Grayscale8)
    image.setDotsPerMeterX(_DOTS_PER_METRE)
    image.setDotsPerMeterY(_DOTS_PER_METRE)
    image.fill(_WHITE)
    painter = QPainter(image)
    try:
        paint(painter, sheet)
    finally:
        painter.end()
    return image


def to_pdf(document: Document) -> bytes:
    """The document as PDF: paper size as it is, a roll as long as its content."""
    data = QByteArray()
    for _ in _pages(document, data):
        pass
    return bytes(data.data())


def _pages(document: Document, data: QByteArray) -> Iterator[None]:
    """Write the PDF into ``data``, a page at each step."""
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(document.title)
    writer.setCreator("TSE Companion")
    writer.setResolution(round(DOTS_PER_INCH * _PDF_STEP))
    writer.setPageLayout(page_layout(document.sheets[0]))
    painter = QPainter(writer)
    try:
        for number, sheet in enumerate(document.sheets):
            if number:
                writer.setPageLayout(page_layout(sheet))
                writer.newPage()
            paint(painter, sheet, _PDF_STEP)
            yield
    finally:
        painter.end()


def page_layout(sheet: Sheet) -> QPageLayout:
    """Page size of a sheet, without margins: the marks bring their own."""
    size = QPageSize(
        QSizeF(sheet.width / DOTS_PER_MM, sheet.height / DOTS_PER_MM),
        QPageSize.Unit.Millimeter,
        "",
        QPageSize.SizeMatchPolicy.ExactMatch,
    )
    return QPageLayout(
        size, QPageLayout.Orientation.Portrait, QMarginsF(), QPageLayout.Unit.Millimeter
    )


def save_pdf(document: Document, path: Path) -> None:
    """Write the PDF whole or not at all. Raises FileUnwritable."""
    _save(path, to_pdf(document))


async def save_long_pdf(document: Document, path: Path) -> None:
    """As :func:`save_pdf`, for many pages: the window lives on between them."""
    data = QByteArray()
    for _ in _pages(document, data):
        await asyncio.sleep(0)
    _save(path, bytes(data.data()))


def save_png(document: Document, path: Path) -> None:
    """Write the first page as a picture of 203 dpi. Raises FileUnwritable."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(to_image(document.sheets[0]))
    _save(path, bytes(data.data()))


def _save(path: Path, data: bytes) -> None:
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise FileUnwritable(path=str(path))
    if file.write(data) != len(data) or not file.commit():
        raise FileUnwritable(path=str(path))
