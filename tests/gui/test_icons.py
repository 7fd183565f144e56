"""Every icon file is in the small subset we draw, and drawn as Qt's own SVG reader draws it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from tse_companion.gui import icons
from tse_companion.paths import resources

FILES = sorted((resources() / "icons").glob("*.svg"))
SIDE = 48


def picture() -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    return image


def difference(one: QImage, other: QImage) -> int:
    """Pixels that are clearly not the same."""
    return sum(
        abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness()) > 96
        for x in range(SIDE)
        for y in range(SIDE)
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_drawn_as_the_file_says(qapp: QApplication, file: Path) -> None:
    ours, theirs = picture(), picture()
    painter = QPainter(ours)
    icons.draw(painter, file.stem, QRectF(0, 0, SIDE, SIDE), QColor("black"))
    painter.end()
    text = file.read_text(encoding="utf-8").replace("currentColor", "black")
    painter = QPainter(theirs)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, SIDE, SIDE))
    painter.end()
    assert difference(ours, picture()) > 20
    assert difference(ours, theirs) <= 3


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nothing_in_a_file_is_overlooked(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert set(re.findall(r"<(\w+)", text)) <= {"svg", "path", "circle", "rect", "line", "polyline"}
    for path in re.findall(r' d="([^"]*)"', text):
        assert set(re.findall(r"[A-Za-z]", path)) <= set("MLHVCZ")


def test_every_icon_named_in_the_source_exists() -> None:
    source = Path(icons.__file__).parent
    named = {
        name
        for path in source.rglob("*.py")
        for name in re.findall(r'icon="([a-z-]+)"', path.read_text(encoding="utf-8"))
    }
    assert named <= {file.stem for file in FILES}


def test_the_program_has_a_sign_in_every_size(qapp: QApplication) -> None:
    sizes = {size.width() for size in icons.program_icon().availableSizes()}
    assert {16, 32, 64, 256} <= sizes
