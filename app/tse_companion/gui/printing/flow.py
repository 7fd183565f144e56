"""Fills pages from top to bottom: paragraphs, rows, label and value, rules, banners, codes.

On a roll the page grows with its content. On sheets of fixed height a part that no longer fits
begins the next page, whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from PySide6.QtCore import QRect

from tse_companion.gui.printing.draw import (
    BLACK,
    WHITE,
    Bar,
    Code,
    Face,
    Frame,
    Mark,
    Plate,
    Sheet,
    Words,
    advance,
    ascent,
    line_height,
    wrapped,
)
from tse_companion.gui.printing.qr import Matrix

Align = Literal["left", "center", "right"]
M = TypeVar("M", bound=Mark)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row: text, where its column lies (from the flow's left edge), how it stands."""

    text: str
    x: int
    width: int
    align: Align = "left"
    face: Face | None = None


class Flow:
    """Places marks below each other between ``left`` and ``left + width``.

    ``bottom`` is where a page ends; None lets it grow. ``on_new_page`` draws what stands on top
    of every further page.
    """

    def __init__(
        self,
        left: int,
        width: int,
        *,
        top: int = 0,
        bottom: int | None = None,
        on_new_page: Callable[[Flow], None] | None = None,
    ) -> None:
        self.left = left
        self.width = width
        self.y = top
        self._top = top
        self._bottom = bottom
        self._on_new_page = on_new_page
        self._marks: list[Mark] = []
        self._done: list[tuple[tuple[Mark, ...], int]] = []

    # --- pages -------------------------------------------------------------------------------

    def need(self, height: int) -> None:
        """Begin the next page unless ``height`` dots are left on this one."""
        if self._bottom is None or self.y + height <= self._bottom or not self._marks:
            return
        self._done.append((tuple(self._marks), self.y))
        self._marks, self.y = [], self._top
        if self._on_new_page is not None:
            self._on_new_page(self)

    def add(self, mark: Mark) -> None:
        """Put a mark where it says, without moving on."""
        self._marks.append(mark)

    def keep(self, fill: Callable[[Flow], None], *, x: int = 0, width: int | None = None) -> None:
        """Place what ``fill`` draws as one part that no page break divides."""
        part = self.part(width if width is not None else self.width)
        fill(part)
        self.need(part.y)
        self.place(part, x)
        self.y += part.y

    def part(self, width: int) -> Flow:
        """A flow of its own, to be placed later."""
        return Flow(0, width)

    def place(self, part: Flow, x: int) -> None:
        """Put a finished part here, ``x`` dots from the left edge, without moving on."""
        self._marks.extend(moved(mark, self.left + x, self.y) for mark in part._marks)

    def sheets(self, width: int, height: int | None, *, margin: int = 0) -> tuple[Sheet, ...]:
        """The finished pages; on a roll the length is what was used plus ``margin``."""
        pages = [*self._done, (tuple(self._marks), self.y)]
        return tuple(Sheet(width, height or used + margin, marks) for marks, used in pages)

    # --- what stands on them -----------------------------------------------------------------

    def gap(self, dots: int) -> None:
        """Leave room."""
        self.y += dots

    def text(
        self, text: str, face: Face, *, align: Align = "left", width: int | None = None
    ) -> None:
        """A paragraph."""
        self.lines(wrapped(text, face, width or self.width), face, align=align)

    def lines(self, lines: Iterable[str], face: Face, *, align: Align = "left") -> None:
        """Lines that are broken already."""
        for line in lines:
            self.need(line_height(face))
            self._line(line, face, 0, self.width, align, self.y)
            self.y += line_height(face)

    def row(self, cells: Sequence[Cell], face: Face) -> None:
        """Cells side by side, each wrapped in its column, their first lines on one base line."""
        columns = [
            (cell, cell.face or face, wrapped(cell.text, cell.face or face, cell.width))
            for cell in cells
        ]
        base = max(ascent(own) for _, own, _ in columns)
        height = max(
            base - ascent(own) + len(lines) * line_height(own) for _, own, lines in columns
        )
        self.need(height)
        for cell, own, lines in columns:
            for number, line in enumerate(lines):
                y = self.y + base - ascent(own) + number * line_height(own)
                self._line(line, own, cell.x, cell.width, cell.align, y)
        self.y += height

    def pair(self, label: str, value: str, face: Face, value_face: Face | None = None) -> None:
        """Label on the left and value on the right, below each other where one line is short."""
        own = value_face or face
        if advance(label, face) + face.size + advance(value, own) <= self.width:
            # Both stand on one base line although their types differ.
            base = max(ascent(face), ascent(own))
            drop, own_drop = base - ascent(face), base - ascent(own)
            height = max(drop + line_height(face), own_drop + line_height(own))
            self.need(height)
            self._line(label, face, 0, self.width, "left", self.y + drop)
            self._line(value, own, 0, self.width, "right", self.y + own_drop)
            self.y += height
        else:
            self.block(label, wrapped(value, own, self.width), face, own)

    def block(
        self, label: str, lines: Sequence[str], face: Face, value_face: Face | None = None
    ) -> None:
        """A label and below it its lines."""
        self.need(line_height(face) + line_height(value_face or face))
        self.text(label, face)
        self.lines(lines, value_face or face)

    def labelled(
        self, label: str, lines: Sequence[str], faces: tuple[Face, Face], column: int
    ) -> None:
        """A label and, in a column ``column`` dots from the left, its lines."""
        face, own = faces
        names = wrapped(label, face, column - face.size)
        base = max(ascent(face), ascent(own))
        drop, own_drop = base - ascent(face), base - ascent(own)
        height = max(
            drop + len(names) * line_height(face), own_drop + len(lines) * line_height(own)
        )
        self.need(height)
        for number, line in enumerate(names):
            y = self.y + drop + number * line_height(face)
            self._line(line, face, 0, column, "left", y)
        for number, line in enumerate(lines):
            y = self.y + own_drop + number * line_height(own)
            self._line(line, own, column, self.width - column, "left", y)
        self.y += height

    def rule(self, thickness: int = 2, *, space: int = 10) -> None:
        """A line across, with room above and below."""
        self.need(thickness + 2 * space)
        self.y += space
        self.add(Bar(QRect(self.left, self.y, self.width, thickness)))
        self.y += thickness + space

    def banner(self, text: str, face: Face, *, padding: int = 10) -> None:
        """White on black across the whole width, a little smaller where that saves a line."""
        for size in range(face.size, face.size * 4 // 5, -1):
            if advance(text, replace(face, size=size)) <= self.width - 2 * padding:
                face = replace(face, size=size)
                break
        lines = wrapped(text, face, self.width - 2 * padding)
        height = len(lines) * line_height(face) + 2 * padding
        self.need(height)
        self.add(Plate(QRect(self.left, self.y, self.width, height)))
        for number, line in enumerate(lines):
            y = self.y + padding + number * line_height(face)
            self._line(line, face, padding, self.width - 2 * padding, "center", y, WHITE)
        self.y += height

    def code(self, matrix: Matrix, dots: int, *, align: Align = "center") -> None:
        """A QR code with its quiet zone."""
        side = matrix.full_size * dots
        self.need(side)
        self.add(Code(QRect(self._x(side, 0, self.width, align), self.y, side, side), matrix, dots))
        self.y += side

    def frame(self, fill: Callable[[Flow], None], *, padding: int, stroke: int) -> None:
        """What ``fill`` draws, in a box across the whole width."""
        part = self.part(self.width - 2 * padding)
        fill(part)
        height = part.y + 2 * padding
        self.need(height)
        self.add(Frame(QRect(self.left, self.y, self.width, height), stroke))
        self.y += padding
        self.place(part, padding)
        self.y += part.y + padding

    def _line(
        self, text: str, face: Face, x: int, width: int, align: Align, y: int, ink: str = BLACK
    ) -> None:
        length = advance(text, face)
        box = QRect(self._x(length, x, width, align), y, length, line_height(face))
        self.add(Words(box, text, face, ink))

    def _x(self, length: int, x: int, width: int, align: Align) -> int:
        room = {"left": 0, "center": (width - length) // 2, "right": width - length}[align]
        return self.left + x + room


def moved(mark: M, dx: int, dy: int) -> M:
    """The same mark elsewhere."""
    return replace(mark, box=mark.box.translated(dx, dy))


def grouped(hexadecimal: str, face: Face, width: int, *, group: int = 4) -> list[str]:
    """A serial number in groups of four, in lines of equal numbers of groups."""
    groups = [hexadecimal[i : i + group] for i in range(0, len(hexadecimal), group)]
    per_line = len(groups)
    while per_line > 1 and advance(" ".join(groups[:per_line]), face) > width:
        per_line = -(-per_line // 2)
    return [" ".join(groups[i : i + per_line]) for i in range(0, len(groups), per_line)]
