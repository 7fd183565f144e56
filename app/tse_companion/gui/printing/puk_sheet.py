"""The sealed sheet: the PUK on paper, folded so that it cannot be read without breaking a seal.

Three panels. The lowest is folded up over the PUK in the middle, the uppermost backwards, so that
its label stays outside and the PUK lies between two layers.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect

from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import Env
from tse_companion.gui import i18n
from tse_companion.gui.printing.draw import (
    Bar,
    Document,
    Face,
    Frame,
    Mark,
    Words,
    advance,
    line_height,
    wrapped,
)
from tse_companion.gui.printing.flow import Flow
from tse_companion.gui.printing.sheets import (
    A4,
    BODY,
    HEADING,
    MONO,
    SMALL,
    TITLE,
    SheetWords,
    fact,
    numbered,
)

_PANEL = (A4.height or 0) // 3
_TOP = 90
_GROUP = 4
_GAP, _GROUP_GAP = 8, 32
_SIDES = (100, 80, 60, 46, 36)  # of a cell, the largest that fits first
_CELLS_HEIGHT = 460


@dataclass(frozen=True, slots=True)
class PukSheetView:
    """What the sealed sheet shows. ``made_at`` is in Unix seconds."""

    site_name: str
    tss_id: str
    env: Env
    puk: Secret
    made_at: int
    is_practice: bool = False


def puk_document(view: PukSheetView) -> Document:
    """The sealed sheet on A4, in the language in force. The document holds the PUK in clear."""
    return PukSheet(view).document()


class PukSheet(QObject):
    """Fills the sealed sheet."""

    def __init__(self, view: PukSheetView) -> None:
        super().__init__()
        self._view = view
        self._shared = SheetWords()

    def document(self) -> Document:
        """The finished page. Its title and all text but the PUK itself are free of secrets."""
        page = Flow(A4.margin, A4.printable)
        for number, fill in enumerate((self._outside, self._secret, self._advice)):
            panel = page.part(A4.printable)
            panel.gap(_TOP if number != 1 else _TOP - 10)
            fill(panel)
            page.y = number * _PANEL
            page.place(panel, 0)
        for mark in (
            *self._fold(_PANEL, self.tr("Fold backwards here")),
            *self._fold(2 * _PANEL, self.tr("Fold forwards here")),
            *self._seal(),
        ):
            page.add(mark)
        sheets = page.sheets(A4.width, A4.height)
        title = self.tr("Sealed sheet {site}").format(site=self._view.site_name)
        return Document(title, A4.edge, A4.width - A4.edge, sheets, is_roll=False)

    def _outside(self, flow: Flow) -> None:
        view = self._view
        if (text := self._shared.banner(view.env, view.is_practice)) is not None:
            flow.banner(text, Face(26, 700), padding=6)
            flow.gap(16)
        flow.text(self.tr("Admin PUK: keep sealed"), TITLE)
        flow.gap(8)
        flow.text(
            self.tr("Open only when the admin PIN of this TSE is blocked or forgotten."), BODY
        )
        flow.gap(20)
        width = flow.width - 400
        fact(flow, self.tr("Shop"), wrapped(view.site_name, BODY, width)[:2])
        fact(flow, self.tr("TSE ID"), [view.tss_id], MONO)
        environment = self._shared.environment(view.env, view.is_practice)
        fact(flow, self.tr("Environment"), [environment])
        fact(flow, self.tr("Date"), [i18n.day(view.made_at)])
        flow.gap(56)
        self._signature(flow)

    def _signature(self, flow: Flow) -> None:
        width = 560
        flow.add(Bar(QRect(flow.left, flow.y, width, 2)))
        flow.gap(8)
        flow.text(self.tr("Sealed by (name, signature)"), SMALL, width=width)

    def _secret(self, flow: Flow) -> None:
        flow.text(self.tr("Admin PUK"), HEADING)
        flow.gap(20)
        add_cells(flow, self._view.puk)
        flow.gap(16)
        flow.text(
            self.tr(
                "The small numbers count the characters; the program asks for some of them by "
                "number. A zero has a mark inside, the letter O has none."
            ),
            SMALL,
        )

    def _advice(self, flow: Flow) -> None:
        flow.text(self.tr("Fold and seal"), HEADING)
        flow.gap(12)
        for number, step in enumerate(
            (
                self.tr("Fold this lowest third upwards, over the PUK."),
                self.tr("Fold the uppermost third backwards: its label stays outside, readable."),
                self.tr(
                    "Stick the seal around the marked edge, sign across it, and close both sides "
                    "with tape; or put the sheet into an envelope and seal that."
                ),
                self.tr(
                    "Lock it away, apart from the tills. If the seal is found broken, others may "
                    "know the PUK, and it cannot be changed: ask for a new API key and set a new "
                    "admin PIN."
                ),
            ),
            1,
        ):
            numbered(flow, number, step)
        flow.gap(8)
        flow.text(
            self.tr(
                "The service gives this PUK out once. Without PUK and PIN the TSE cannot be "
                "managed any more, and nobody can restore them."
            ),
            Face(BODY.size, 600),
        )

    def _fold(self, y: int, words: str) -> list[Mark]:
        """A dashed line from edge to edge, its name at the left."""
        name = Face(18)
        length = advance(words, name)
        text = QRect(A4.margin, y - line_height(name) // 2, length, line_height(name))
        gap = QRect(text).adjusted(-12, 0, 12, 0)
        dashes = [
            Bar(QRect(x, y - 1, 20, 2))
            for x in range(A4.edge, A4.width - A4.edge - 20, 40)
            if x + 20 <= gap.left() or x > gap.right()
        ]
        return [*dashes, Words(text, words, name)]

    def _seal(self) -> list[Mark]:
        """Where the seal goes: across the fold between label and PUK, on the right."""
        words = self.tr("Seal around this edge")
        name = Face(20)
        width, height = 360, 150
        box = QRect(A4.margin + A4.printable - width, _PANEL - height - 14, width, height)
        lines = wrapped(words, name, width - 40)
        top = box.top() + (height - len(lines) * line_height(name)) // 2
        marks: list[Mark] = [Frame(box, 2)]
        for number, line in enumerate(lines):
            length = advance(line, name)
            x = box.left() + (width - length) // 2
            y = top + number * line_height(name)
            marks.append(Words(QRect(x, y, length, line_height(name)), line, name))
        return marks


def add_cells(flow: Flow, puk: Secret) -> None:
    """The PUK in cells as large as the panel allows, four to the group, each numbered below."""
    text = puk.reveal()
    index = Face(20)
    for side in _SIDES:
        group = _GROUP * side + (_GROUP - 1) * _GAP
        per_row = _GROUP * ((flow.width + _GROUP_GAP) // (group + _GROUP_GAP))
        row_height = side + line_height(index) + 20
        if -(-len(text) // per_row) * row_height <= _CELLS_HEIGHT:
            break
    letter = Face(side * 6 // 10, 700, mono=True)
    for start in range(0, len(text), per_row):
        for place, character in enumerate(text[start : start + per_row]):
            x = flow.left + place * (side + _GAP) + place // _GROUP * (_GROUP_GAP - _GAP)
            cell = QRect(x, flow.y, side, side)
            flow.add(Frame(cell, 2))
            flow.add(_centred(character, letter, cell))
            below = QRect(x, flow.y + side + 4, side, line_height(index))
            flow.add(_centred(str(start + place + 1), index, below))
        flow.gap(row_height)


def _centred(text: str, face: Face, box: QRect) -> Words:
    length, height = advance(text, face), line_height(face)
    x = box.left() + (box.width() - length) // 2
    return Words(QRect(x, box.top() + (box.height() - height) // 2, length, height), text, face)
