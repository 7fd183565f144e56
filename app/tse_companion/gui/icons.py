"""The program's own line icons, drawn in whatever colour is asked for.

The files in ``resources/icons`` are plain SVG in a small subset (path with absolute commands
M L H V C Z, circle, rect, line, polyline). They are read here rather than by QtSvg, whose import
alone would cost a tenth of the start. A test draws every one of them with both.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from tse_companion.paths import resources

GRID = 24.0
STROKE = 1.75
_ELEMENT = re.compile(r"<(path|circle|rect|line|polyline)\b([^>]*)/>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_TOKEN = re.compile(r"[A-Za-z]|-?\d*\.?\d+")


@cache
def shape(name: str) -> tuple[QPainterPath, QPainterPath]:
    """The icon's lines and its filled parts on a grid of 24 by 24."""
    text = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    lines, fills = QPainterPath(), QPainterPath()
    for kind, attributes in _ELEMENT.findall(text):
        given = dict(_ATTRIBUTE.findall(attributes))
        target = fills if given.get("fill") == "currentColor" else lines
        _ADD[kind](target, given)
    return lines, fills


def draw(painter: QPainter, name: str, box: QRectF, color: QColor) -> None:
    """Draw an icon into a square."""
    lines, fills = shape(name)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / GRID, box.height() / GRID)
    pen = QPen(color, STROKE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(lines, pen)
    painter.fillPath(fills, color)
    painter.restore()


@lru_cache(maxsize=256)
def pixmap(name: str, size: int, color: str, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture of ``size`` logical pixels."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw(painter, name, QRectF(0, 0, size, size), QColor(color))
    painter.end()
    return picture


def icon(name: str, size: int, color: str) -> QIcon:
    """An icon for Qt's own controls, sharp on ordinary and on dense screens."""
    result = QIcon(pixmap(name, size, color))
    result.addPixmap(pixmap(name, size, color, 2.0))
    return result


def program_icon() -> QIcon:
    """The program's own sign for title bars and task switchers."""
    result = QIcon()
    for size in (16, 32, 64, 256):
        picture = QPixmap(size, size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        draw_sign(painter, QRectF(0, 0, size, size), QColor("#0b6b78"), QColor("#ffffff"))
        painter.end()
        result.addPixmap(picture)
    return result


def draw_sign(painter: QPainter, box: QRectF, ground: QColor, ink: QColor) -> None:
    """The program's sign: a shield on a rounded square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    radius = box.width() * 0.24
    painter.drawRoundedRect(box, radius, radius)
    inset = box.width() * 0.16
    draw(painter, "tse", box.adjusted(inset, inset, -inset, -inset), ink)
    painter.restore()


def _path(target: QPainterPath, given: dict[str, str]) -> None:
    tokens = _TOKEN.findall(given["d"])
    command, i = "M", 0

    def take(count: int) -> list[float]:
        nonlocal i
        values = [float(t) for t in tokens[i : i + count]]
        i += count
        return values

    while i < len(tokens):
        if tokens[i].isalpha():
            command = tokens[i]
            i += 1
        here = target.currentPosition()
        match command:
            case "M":
                target.moveTo(QPointF(*take(2)))
                command = "L"
            case "L":
                target.lineTo(QPointF(*take(2)))
            case "H":
                target.lineTo(QPointF(take(1)[0], here.y()))
            case "V":
                target.lineTo(QPointF(here.x(), take(1)[0]))
            case "C":
                a, b, c, d, e, f = take(6)
                target.cubicTo(a, b, c, d, e, f)
            case "Z":
                target.closeSubpath()
            case _:
                raise ValueError(f"icon command {command}")


def _circle(target: QPainterPath, given: dict[str, str]) -> None:
    radius = float(given["r"])
    target.addEllipse(QPointF(float(given["cx"]), float(given["cy"])), radius, radius)


def _rect(target: QPainterPath, given: dict[str, str]) -> None:
    x, y, w, h = (float(given[k]) for k in ("x", "y", "width", "height"))
    radius = float(given.get("rx", "0"))
    target.addRoundedRect(QRectF(x, y, w, h), radius, radius)


def _line(target: QPainterPath, given: dict[str, str]) -> None:
    target.moveTo(float(given["x1"]), float(given["y1"]))
    target.lineTo(float(given["x2"]), float(given["y2"]))


def _polyline(target: QPainterPath, given: dict[str, str]) -> None:
    numbers = [float(t) for t in _TOKEN.findall(given["points"])]
    points = [QPointF(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    target.moveTo(points[0])
    for point in points[1:]:
        target.lineTo(point)


_ADD = {"path": _path, "circle": _circle, "rect": _rect, "line": _line, "polyline": _polyline}
