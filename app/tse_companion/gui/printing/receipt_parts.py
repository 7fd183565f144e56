"""The parts of a receipt that look alike on every paper: sums per rate, TSE data, QR code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from tse_companion.domain.receipt import VatRate
from tse_companion.domain.receipt_content import ReceiptContent
from tse_companion.errors import QrTooLarge
from tse_companion.gui.printing import german
from tse_companion.gui.printing.draw import Face, advance, even_lines, figures, wrapped
from tse_companion.gui.printing.flow import Cell, Flow, grouped
from tse_companion.gui.printing.qr import Matrix, fit_dots, qr_matrix

TSE_HEADING = "TSE-Daten (Zeiten in UTC)"
_VAT_HEAD = ("USt.", "Netto", "Steuer", "Brutto")


class Shape(Enum):
    """How a value may be broken into lines."""

    WORDS = auto()
    HEX = auto()
    BASE64 = auto()


@dataclass(frozen=True, slots=True)
class TseRow:
    """One value of the TSE block."""

    label: str
    value: str
    shape: Shape = Shape.WORDS


@dataclass(frozen=True, slots=True)
class QrPart:
    """The code and its dots per module, or why there is none."""

    matrix: Matrix | None
    dots: int
    reason: str


def tse_rows(content: ReceiptContent) -> tuple[TseRow, ...]:
    """All that an audit needs besides the goods, in plain text (§ 6 KassenSichV, Annex I).

    Times and signature stand as the service delivers them.
    """
    tx = content.transaction
    first = (TseRow("TSE-Erstbestellung", content.first_order),) if content.first_order else ()
    return (
        TseRow("Transaktionsnummer", str(tx.number)),
        TseRow("Signaturzähler", str(tx.signature.counter)),
        *first,
        TseRow("TSE-Start", content.tse_start),
        TseRow("TSE-Stop", content.tse_stop),
        TseRow("Kassen-ID", tx.client_serial_number),
        TseRow("Zeitformat", tx.log.timestamp_format),
        TseRow("Signaturalgorithmus", tx.signature.algorithm),
        TseRow("TSE-Seriennummer", tx.tss_serial_number, Shape.HEX),
        TseRow("Prüfwert (Signatur)", tx.signature.value, Shape.BASE64),
        TseRow("Öffentlicher Schlüssel", tx.signature.public_key, Shape.BASE64),
    )


def add_tse_rows(flow: Flow, content: ReceiptContent, face: Face, *, space: int) -> None:
    """The TSE block: short values on the right, long ones on lines of their own."""
    mono = Face(face.size, mono=True)
    for number, row in enumerate(tse_rows(content)):
        if number:
            flow.gap(space)
        if row.shape is Shape.WORDS:
            flow.pair(row.label, row.value, face, mono)
        else:
            flow.block(row.label, value_lines(row, mono, flow.width), face, mono)


def value_lines(row: TseRow, mono: Face, width: int) -> list[str]:
    """A value of the TSE block in lines of at most ``width`` dots, no character added or lost
    but the blanks between the groups of a serial number."""
    if row.shape is Shape.HEX:
        return grouped(row.value, mono, width)
    if row.shape is Shape.BASE64:
        return even_lines(row.value, mono, width)
    return wrapped(row.value, mono, width)


def qr_part(content: ReceiptContent, printable: int, wanted: int) -> QrPart:
    """The receipt's QR code for this width, or the sentence that stands in its place."""
    if content.qr_code_data is None:
        return QrPart(None, 0, "Kein QR-Code: Der Dienst hat keinen geliefert.")
    try:
        matrix = qr_matrix(content.qr_code_data)
        return QrPart(matrix, fit_dots(matrix.size, printable, wanted), "")
    except QrTooLarge:
        reason = (
            "Kein QR-Code: Er wäre auf diesem Papier feiner als drei Druckpunkte je Modul "
            "und damit nicht sicher lesbar. Alle TSE-Daten stehen im Klartext auf diesem Beleg."
        )
        return QrPart(None, 0, reason)


def add_vat_table(flow: Flow, content: ReceiptContent, face: Face, *, gap: int) -> None:
    """Net, tax and gross per rate; below each other where the columns would not fit."""
    numbers, bold = figures(face), Face(face.size, 600)
    rows = [
        (
            f"{german.VAT_LETTERS[line.vat_rate]}\u00a0\u00a0{german.percent(line.percent)}",
            german.amount(line.net),
            german.amount(line.tax),
            german.amount(line.gross),
        )
        for line in content.vat
    ]
    column_faces = (face, numbers, numbers, numbers)
    widths = [
        max([advance(_VAT_HEAD[i], bold), *(advance(row[i], own) for row in rows)])
        for i, own in enumerate(column_faces)
    ]
    if widths[0] + 3 * (max(widths[1:]) + gap) > flow.width:
        for row in rows:
            flow.text(row[0], bold)
            for label, value in zip(_VAT_HEAD[1:], row[1:], strict=True):
                flow.pair(label, value, face, numbers)
    else:
        column = (flow.width - widths[0]) // 3
        for row in (_VAT_HEAD, *rows):
            is_head = row is _VAT_HEAD
            cells = [
                Cell(text, flow.width - (3 - i) * column, column, "right")
                for i, text in enumerate(row[1:])
            ]
            name = Cell(row[0], 0, widths[0], face=bold if is_head else face)
            flow.row([name, *cells], bold if is_head else numbers)
    if any(line.vat_rate is VatRate.NULL for line in content.vat):
        flow.gap(4)
        flow.text(f"{german.VAT_LETTERS[VatRate.NULL]}: ohne Umsatzsteuer", face)


def environment(content: ReceiptContent) -> str:
    """The world this receipt belongs to."""
    return german.PRACTICE if content.is_practice else german.ENVIRONMENTS[content.env]


def caption(content: ReceiptContent) -> str | None:
    """The line below the banner: the environment, unless the banner says it."""
    return None if warning(content) and not content.is_training else environment(content)


def warning(content: ReceiptContent) -> str | None:
    """What stands at top and bottom of everything that is not a real sale."""
    if content.is_training:
        return german.TRAINING
    if content.is_real_sale:
        return None
    return f"{environment(content).upper()} – kein Beleg"


def business_lines(content: ReceiptContent) -> list[str]:
    """Address and tax number, below the name."""
    business = content.business
    tax = [f"Steuernummer {business.tax_number}"] if business.tax_number else []
    return [line for line in (business.street, business.city, *tax) if line.strip()]
