"""A receipt on A4: a letter with a table, on as many pages as the goods need.

The texts are German on purpose; see ``german.py``.
"""

from __future__ import annotations

from dataclasses import replace

from tse_companion.domain.receipt import EURO
from tse_companion.domain.receipt_content import Item, ReceiptContent
from tse_companion.gui.printing import german
from tse_companion.gui.printing.draw import Face, Sheet, advance, figures
from tse_companion.gui.printing.flow import Align, Cell, Flow
from tse_companion.gui.printing.papers import PaperSpec
from tse_companion.gui.printing.qr import QUIET_ZONE
from tse_companion.gui.printing.receipt_parts import (
    TSE_HEADING,
    add_vat_table,
    business_lines,
    caption,
    qr_part,
    tse_rows,
    value_lines,
    warning,
)

_TOP = 120
_FOOT = 230  # dots at the bottom that belong to the footer
_COLUMN_GAP = 28
_ALIGNS: tuple[Align, ...] = ("right", "left", "right", "center", "right")
_LABELS = 280  # dots for the names in the TSE block


def a4_sheets(content: ReceiptContent, spec: PaperSpec) -> tuple[Sheet, ...]:
    """The pages, each marked at top and bottom with kind and environment."""
    height = spec.height or 0
    head = Face(spec.body, 600)
    body, small = Face(spec.body), Face(spec.small)
    columns = _Columns(content, spec)

    def next_page(flow: Flow) -> None:
        _banner(flow, content, spec)
        flow.gap(30)
        columns.header(flow)

    flow = Flow(spec.margin, spec.printable, top=_TOP, bottom=height - _FOOT, on_new_page=next_page)
    _banner(flow, content, spec)
    flow.gap(50)
    _letter_head(flow, content, spec)
    flow.gap(50)
    columns.header(flow)
    for item in content.items:
        columns.line(flow, item)
    flow.rule(3, space=12)
    big = Face(spec.body + 8, 700)
    flow.pair("Summe", german.money_in(content.total, EURO), big)
    flow.gap(8)
    for payment in content.payments:
        value = german.money_in(payment.amount, payment.currency_code)
        flow.pair(german.PAYMENTS[payment.payment_type], value, body)
    flow.gap(40)
    flow.keep(lambda part: add_vat_table(part, content, small, gap=20), width=spec.printable // 2)
    flow.gap(40)
    flow.keep(lambda part: _tse(part, content, spec, head, small))
    return _with_footers(flow.sheets(spec.width, spec.height), content, spec)


class _Columns:
    """The table of goods: where its columns lie is measured once."""

    def __init__(self, content: ReceiptContent, spec: PaperSpec) -> None:
        text, numbers = Face(spec.body), figures(Face(spec.body))
        self._faces = (numbers, text, numbers, text, numbers)
        self._head = Face(spec.small, 600)
        rows = [self._cells(item) for item in content.items]
        names = ("Menge", "Bezeichnung", "Einzelpreis", "USt.", "Betrag")
        self._names = names
        widths = [
            max([advance(name, self._head), *(advance(row[i], face) for row in rows)])
            for i, (name, face) in enumerate(zip(names, self._faces, strict=True))
        ]
        widths[1] = spec.printable - sum(widths) + widths[1] - 4 * _COLUMN_GAP
        self._places = [sum(widths[:i]) + i * _COLUMN_GAP for i in range(5)]
        self._widths = widths

    def header(self, flow: Flow) -> None:
        self._row(flow, self._names, (self._head,) * 5)
        flow.rule(2, space=8)

    def line(self, flow: Flow, item: Item) -> None:
        self._row(flow, self._cells(item), self._faces)
        flow.gap(6)

    def _row(self, flow: Flow, texts: tuple[str, ...], faces: tuple[Face, ...]) -> None:
        places = zip(texts, self._places, self._widths, _ALIGNS, faces, strict=True)
        flow.row([Cell(*place) for place in places], faces[1])

    @staticmethod
    def _cells(item: Item) -> tuple[str, str, str, str, str]:
        return (
            german.plain_number(item.quantity),
            item.text,
            german.amount(item.unit_price),
            german.VAT_LETTERS[item.vat_rate],
            german.amount(item.amount),
        )


def _banner(flow: Flow, content: ReceiptContent, spec: PaperSpec) -> None:
    if (text := warning(content)) is not None:
        flow.banner(text, Face(spec.body + 2, 700))
        flow.gap(8)
    if (line := caption(content)) is not None:
        flow.text(line, Face(spec.small, 600), align="center")


def _letter_head(flow: Flow, content: ReceiptContent, spec: PaperSpec) -> None:
    half = (spec.printable - 60) // 2
    sender, facts = flow.part(half), flow.part(half)
    sender.text(content.business.name, Face(spec.body + 8, 700))
    for line in business_lines(content):
        sender.text(line, Face(spec.body))
    facts.text(german.KINDS[content.receipt_type], Face(spec.body + 8, 700))
    facts.gap(6)
    for label, moment in (
        ("Vorgangsbeginn", content.started_at),
        ("Vorgangsende", content.issued_at),
    ):
        facts.pair(label, german.moment(moment), Face(spec.small))
    flow.need(max(sender.y, facts.y))
    flow.place(sender, 0)
    flow.place(facts, spec.printable - half)
    flow.gap(max(sender.y, facts.y))


def _tse(flow: Flow, content: ReceiptContent, spec: PaperSpec, head: Face, small: Face) -> None:
    flow.text(TSE_HEADING, head)
    flow.gap(24)
    code = qr_part(content, spec.printable // 2, spec.qr_dots)
    # The quiet zone is white: shifted by it, the dark part lines up with the text.
    shift = QUIET_ZONE * code.dots
    left = height = 0
    if code.matrix is not None:
        picture = flow.part(code.matrix.full_size * code.dots)
        picture.code(code.matrix, code.dots, align="left")
        flow.gap(-shift)
        flow.place(picture, -shift)
        flow.gap(shift)
        left = picture.width - 2 * shift + 60
        height = picture.y - shift
    facts = flow.part(spec.printable - left)
    mono = Face(small.size, mono=True)
    for row in tse_rows(content):
        lines = value_lines(row, mono, facts.width - _LABELS)
        facts.labelled(row.label, lines, (replace(small, weight=500), mono), _LABELS)
        facts.gap(6)
    if code.matrix is None:
        facts.gap(12)
        facts.text(code.reason, replace(small, weight=600))
    flow.place(facts, left)
    flow.gap(max(height, facts.y))


def _with_footers(
    sheets: tuple[Sheet, ...], content: ReceiptContent, spec: PaperSpec
) -> tuple[Sheet, ...]:
    stamped = []
    for number, sheet in enumerate(sheets, 1):
        foot = Flow(spec.margin, spec.printable, top=sheet.height - _FOOT + 30)
        _banner(foot, content, spec)
        foot.gap(6)
        page = f"Seite {number} von {len(sheets)}"
        foot.text(page, Face(spec.small), align="center")
        (drawn,) = foot.sheets(sheet.width, sheet.height)
        stamped.append(replace(sheet, marks=sheet.marks + drawn.marks))
    return tuple(stamped)
