"""What judges a page: two independent readers of QR codes, and geometry."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Callable, Iterator
from typing import cast

import zxingcpp
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from tse_companion.gui.printing.draw import Code, Document, Frame, Mark, Plate, Sheet, Words
from tse_companion.gui.printing.render import to_image

Reader = Callable[[QImage], list[bytes]]


def line(image: QImage, y: int) -> bytes:
    """One line of a grey picture, one byte to the pixel."""
    return bytes(cast("memoryview", image.constScanLine(y)))[: image.width()]


def grey(image: QImage) -> bytes:
    """The picture's pixels, one byte each, without padding."""
    plain = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return b"".join(line(plain, y) for y in range(plain.height()))


def read_with_zxing(image: QImage) -> list[bytes]:
    pixels = memoryview(grey(image)).cast("B", (image.height(), image.width()))
    return [found.bytes for found in zxingcpp.read_barcodes(pixels)]


def _zbar() -> list[Reader]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pyzbar import pyzbar
    except ImportError:  # the library behind it is not on this machine
        return []

    def read(image: QImage) -> list[bytes]:
        picture = (grey(image), image.width(), image.height())
        found = pyzbar.decode(picture, symbols=[pyzbar.ZBarSymbol.QRCODE])
        return [symbol.data for symbol in found]

    return [read]


READERS: tuple[Reader, ...] = (read_with_zxing, *_zbar())


def read_everywhere(document: Document) -> list[list[bytes]]:
    """What each reader finds on all pages together."""
    images = [to_image(sheet) for sheet in document.sheets]
    return [[text for image in images for text in read(image)] for read in READERS]


def collisions(sheet: Sheet) -> list[tuple[Mark, Mark]]:
    """Pairs of marks that cover each other, unless one is made to carry the other."""
    return [
        (one, other)
        for one, other in itertools.combinations(sheet.marks, 2)
        if one.box.intersects(other.box) and not _carries(one, other) and not _carries(other, one)
    ]


def _carries(one: Mark, other: Mark) -> bool:
    if isinstance(one, Plate):
        return isinstance(other, Words) and other.ink == "white" and one.box.contains(other.box)
    if isinstance(one, Frame):
        inner = one.box.adjusted(one.stroke, one.stroke, -one.stroke, -one.stroke)
        return inner.contains(other.box)
    return False


def strays(document: Document) -> Iterator[Mark]:
    """Marks outside the width that a printer reaches, or beyond the page."""
    for sheet in document.sheets:
        reach = QRect(document.left, 0, document.right - document.left, sheet.height)
        yield from (mark for mark in sheet.marks if not reach.contains(mark.box))


def ink_outside(sheet: Sheet) -> QRect:
    """Bounds of all ink that no mark's box explains; empty when text stays in its box."""
    image = to_image(sheet)
    painter = QPainter(image)
    for mark in sheet.marks:
        # A letter may reach a dot beyond its advance.
        spare = 1 if isinstance(mark, Words) else 0
        painter.fillRect(mark.box.adjusted(-spare, 0, spare, 0), QColor("white"))
    painter.end()
    pixels, width = grey(image), image.width()
    dark = [i for i, value in enumerate(pixels) if value < 250]
    if not dark:
        return QRect()
    columns = [i % width for i in dark]
    left, top = min(columns), dark[0] // width
    return QRect(left, top, max(columns) - left + 1, dark[-1] // width - top + 1)


def code_of(document: Document) -> Code | None:
    """The one QR code of a document."""
    codes = [m for sheet in document.sheets for m in sheet.marks if isinstance(m, Code)]
    assert len(codes) <= 1
    return codes[0] if codes else None
