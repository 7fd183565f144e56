"""Tables as CSV the way German spreadsheets open them by a double click.

Semicolons, CRLF and a byte order mark; and no cell that a spreadsheet would run as a formula:
names, notes and serial numbers come from other people.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

Cell = str | int | None
# A spreadsheet evaluates what begins so (OWASP, "CSV injection"), also behind blanks and in the
# wide letters of East Asian fonts.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_bytes(head: Iterable[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    """The whole file, with the byte order mark."""
    return csv_text(head, rows).encode("utf-8-sig", "replace")


def csv_text(head: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
    """The whole table without the byte order mark; None is an empty cell."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(cell) for cell in head])
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    return text.getvalue()


def harmless(cell: Cell) -> str:
    """The cell's text, marked as text by an apostrophe where it would be run as a formula."""
    if cell is None:
        return ""
    if isinstance(cell, int):
        return str(cell)
    text = cell.replace("\0", "")  # no program reads a table with it
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA) else text
