"""What is on a page: words, bars, frames and codes, each with its place in printer dots.

Nothing here paints. A page is plain data, so the same list becomes a picture, a PDF and a print,
and a test can prove that nothing overlaps or leaves the paper. Texts are kept out of ``repr``:
the sealed sheet carries the PUK.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from PySide6.QtCore import QRect, QTextBoundaryFinder
from PySide6.QtGui import QFont, QFontMetricsF

from tse_companion.gui import theme
from tse_companion.gui.printing.qr import Matrix

_TEXT_FAMILIES = ["Inter", "Segoe UI", "Helvetica Neue", "DejaVu Sans"]
_MONO_FAMILIES = ["JetBrains Mono", "Consolas", "Menlo", "DejaVu Sans Mono"]
BLACK = "black"
WHITE = "white"

_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")  # where a line may break: not at a fixed blank
_HYPHENS = re.compile(r"(?<=[^\W_]{4}-)(?=[^\W_])")  # TSE-Daten stays whole
_GLUED = re.compile(r"(?:(?<=§)|(?<=Abs\.)|(?<=Nr\.)) (?=\d)")  # § 146a Abs. 4

_WEIGHTS = {
    400: ("Regular", QFont.Weight.Normal),
    500: ("Medium", QFont.Weight.Medium),
    600: ("SemiBold", QFont.Weight.DemiBold),
    700: ("Bold", QFont.Weight.Bold),
}


@dataclass(frozen=True, slots=True)
class Face:
    """A type: ``size`` in dots, weight 400 to 700, proportional or monospaced."""

    size: int
    weight: int = 400
    mono: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text. ``box`` holds it from ascender to descender and over its whole advance."""

    box: QRect
    text: str = field(repr=False)
    face: Face
    ink: str = BLACK


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle: a rule, or a mark."""

    box: QRect


@dataclass(frozen=True, slots=True)
class Plate:
    """A black area that white words stand on."""

    box: QRect


@dataclass(frozen=True, slots=True)
class Frame:
    """A hollow rectangle, ``stroke`` dots thick, around other things."""

    box: QRect
    stroke: int


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code, ``dots`` to the module; ``box`` includes the quiet zone."""

    box: QRect
    matrix: Matrix = field(repr=False)
    dots: int


Mark = Words | Bar | Plate | Frame | Code


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its size in dots and what is on it, in reading order."""

    width: int
    height: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Pages of one paper.

    ``left`` and ``right`` bound the width that a printer reaches; ``title`` names the document in
    the print queue and as a file.
    """

    title: str
    left: int
    right: int
    sheets: tuple[Sheet, ...]
    is_roll: bool

    def words(self) -> str:
        """All text line by line, as a screen reader reads it."""
        return "\n".join(
            mark.text for sheet in self.sheets for mark in sheet.marks if isinstance(mark, Words)
        )


@lru_cache(maxsize=128)
def font(face: Face) -> QFont:
    """The Qt font of a face; one pixel of it is one dot."""
    theme.load_font(_file(face))
    made = QFont(_MONO_FAMILIES if face.mono else _TEXT_FAMILIES)
    made.setPixelSize(face.size)
    made.setWeight(_WEIGHTS[face.weight][1])
    # Unhinted advances are the same on every device, so the layout holds for screen and printer.
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleHint(QFont.StyleHint.Monospace if face.mono else QFont.StyleHint.SansSerif)
    # No ligatures in serial numbers. And a glyph that stands in for another, such as the higher
    # dash among capitals, leaves no text in a PDF that could be searched or read out.
    for feature in ("calt", "liga"):
        made.setFeature(QFont.Tag.fromString(feature), 0)
    return made


def _file(face: Face) -> str:
    if face.mono:
        return f"JetBrainsMono-{'Bold' if face.weight >= 600 else 'Regular'}.ttf"
    return f"Inter-{_WEIGHTS[face.weight][0]}.otf"


@lru_cache(maxsize=128)
def _metrics(face: Face) -> QFontMetricsF:
    return QFontMetricsF(font(face))


def figures(face: Face) -> Face:
    """The type for sums beside this one: as tall, and digit under digit.

    The proportional face has such digits, too, but as stand-in glyphs; see :func:`font`.
    """
    return replace(face, mono=True)


def line_height(face: Face) -> int:
    """Dots from ascender to descender."""
    metrics = _metrics(face)
    return math.ceil(metrics.ascent()) + math.ceil(metrics.descent())


def ascent(face: Face) -> int:
    """Dots from the top of a line's box down to its base line."""
    return math.ceil(_metrics(face).ascent())


def advance(text: str, face: Face) -> int:
    """Width of a line of text in dots."""
    return math.ceil(_metrics(face).horizontalAdvance(text))


def wrapped(text: str, face: Face, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` dots.

    Lines break at blanks and behind hyphens; a word that is too long breaks inside.
    """
    lines: list[str] = []
    line = ""
    for word in filter(None, _BLANKS.split(_GLUED.sub("\u00a0", text))):
        blank = " "
        for piece in _HYPHENS.split(word):
            candidate = f"{line}{blank}{piece}" if line else piece
            blank = ""
            if advance(candidate, face) <= width:
                line = candidate
                continue
            if line:
                lines.append(line)
            *full, line = broken(piece, face, width)
            lines.extend(full)
    return [*lines, line] if line else lines


def broken(word: str, face: Face, width: int) -> list[str]:
    """``word`` cut between characters into pieces of at most ``width`` dots, nothing added."""
    pieces: list[str] = []
    while advance(word, face) > width:
        cut = _cut(word, face, width)
        pieces.append(word[:cut])
        word = word[cut:]
    return [*pieces, word] if word else pieces


def even_lines(code: str, face: Face, width: int) -> list[str]:
    """A long value of a monospaced face in lines of equal length, nothing added or lost."""
    count = max(1, len(broken(code, face, width)))
    length = -(-len(code) // count)
    return [code[i : i + length] for i in range(0, len(code), length)]


def _cut(word: str, face: Face, width: int) -> int:
    # Qt counts in UTF-16; a letter and its accents stay together.
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, word)
    fitting = 0
    while (place := finder.toNextBoundary()) != -1:
        cut = len(word.encode("utf-16-le")[: 2 * place].decode("utf-16-le"))
        if fitting and advance(word[:cut], face) > width:
            break
        fitting = cut
    return fitting
