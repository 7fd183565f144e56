"""One receipt on a roll of 80 or 58 mm, or on A4, as pages of marks in printer dots.

The texts are German on purpose; see ``german.py``.
"""

from __future__ import annotations

from contextlib import suppress

from tse_companion.domain.receipt import EURO
from tse_companion.domain.receipt_content import ReceiptContent
from tse_companion.errors import QrTooLarge
from tse_companion.gui.printing import german
from tse_companion.gui.printing.draw import Document, Face, advance, figures
from tse_companion.gui.printing.flow import Cell, Flow
from tse_companion.gui.printing.papers import DOTS_PER_MM, PAPERS, Paper, PaperSpec
from tse_companion.gui.printing.qr import qr_matrix
from tse_companion.gui.printing.receipt_a4 import a4_sheets
from tse_companion.gui.printing.receipt_parts import (
    TSE_HEADING,
    add_tse_rows,
    add_vat_table,
    business_lines,
    caption,
    qr_part,
    warning,
)

_FEED = 6 * DOTS_PER_MM  # white before the cutter


def prepare_receipt(content: ReceiptContent) -> None:
    """Make the receipt's QR code, which takes time; call it away from the window's thread.

    :func:`receipt_document` then finds it made. A code too large for any symbol is left to it.
    """
    if content.qr_code_data is not None:
        with suppress(QrTooLarge):
            qr_matrix(content.qr_code_data)


def receipt_document(content: ReceiptContent, paper: Paper) -> Document:
    """The receipt on this paper. Without a QR code that fits, the reason stands in its place."""
    spec = PAPERS[paper]
    sheets = (
        a4_sheets(content, spec)
        if paper is Paper.A4
        else _roll(content, spec).sheets(spec.width, None, margin=_FEED)
    )
    return Document(
        title=f"{german.KINDS[content.receipt_type]} {content.transaction.number}",
        left=spec.edge,
        right=spec.width - spec.edge,
        sheets=sheets,
        is_roll=spec.height is None,
    )


def _roll(content: ReceiptContent, spec: PaperSpec) -> Flow:
    flow = Flow(spec.margin, spec.printable, top=2 * DOTS_PER_MM)
    body, small = Face(spec.body, spec.weight), Face(spec.small, spec.weight)
    _banner(flow, content, spec)
    flow.gap(14)
    flow.text(content.business.name, Face(spec.body + 8, 700), align="center")
    for line in business_lines(content):
        flow.text(line, body, align="center")
    flow.gap(14)
    _head(flow, content, spec)
    flow.rule()
    _goods(flow, content, body, small)
    flow.rule(3)
    _sums(flow, content, spec)
    flow.rule()
    add_vat_table(flow, content, small, gap=14)
    flow.rule()
    flow.text(TSE_HEADING, Face(spec.small + 2, 700))
    flow.gap(6)
    add_tse_rows(flow, content, small, space=5)
    flow.gap(8)
    part = qr_part(content, spec.printable, spec.qr_dots)
    if part.matrix is None:
        flow.gap(8)
        flow.text(part.reason, Face(spec.small, 600))
        flow.gap(16)
    else:
        flow.code(part.matrix, part.dots)
    _banner(flow, content, spec)
    return flow


def _banner(flow: Flow, content: ReceiptContent, spec: PaperSpec) -> None:
    if (text := warning(content)) is not None:
        flow.banner(text, Face(spec.body + 4, 700))
        flow.gap(6)
    if (line := caption(content)) is not None:
        flow.text(line, Face(spec.small, 600), align="center")


def _head(flow: Flow, content: ReceiptContent, spec: PaperSpec) -> None:
    small = Face(spec.small, spec.weight)
    flow.text(german.KINDS[content.receipt_type], Face(spec.body, 700))
    flow.gap(4)
    for label, moment in (
        ("Vorgangsbeginn", content.started_at),
        ("Vorgangsende", content.issued_at),
    ):
        flow.pair(label, german.moment(moment), small)


def _goods(flow: Flow, content: ReceiptContent, body: Face, small: Face) -> None:
    numbers = figures(body)
    gap = body.size // 2
    letter = advance("M", body)
    amounts = max((advance(german.amount(i.amount), numbers) for i in content.items), default=0)
    counts = [german.times(item.quantity) for item in content.items]
    count = max((advance(text, body) for text in counts), default=0) + gap // 2
    # Where a quantity is very long it stands in the text, not in a column of its own.
    in_text = count > flow.width // 6
    indent = 0 if in_text else count
    text_width = flow.width - indent - letter - amounts - 2 * gap
    for number, (item, times) in enumerate(zip(content.items, counts, strict=True)):
        if number:
            flow.gap(6)
        name = f"{times} {item.text}" if in_text else item.text
        flow.row(
            [
                *([] if in_text else [Cell(times, 0, count)]),
                Cell(name, indent, text_width),
                Cell(
                    german.amount(item.amount),
                    indent + text_width + gap,
                    amounts,
                    "right",
                    numbers,
                ),
                Cell(german.VAT_LETTERS[item.vat_rate], flow.width - letter, letter, "right"),
            ],
            body,
        )
        if item.quantity != 1:
            each = Cell(f"je {german.amount(item.unit_price)}", indent, flow.width - indent)
            flow.row([each], small)


def _sums(flow: Flow, content: ReceiptContent, spec: PaperSpec) -> None:
    big, body = Face(spec.body + 8, 700), Face(spec.body, spec.weight)
    flow.pair("Summe", german.money_in(content.total, EURO), big)
    flow.gap(6)
    for payment in content.payments:
        value = german.money_in(payment.amount, payment.currency_code)
        flow.pair(german.PAYMENTS[payment.payment_type], value, body)
