"""Hands pages to a printer through the system's own dialog.

A spooler accepts a job and may still lose it without a word (a queue that rejects jobs reports
success to Qt), so the state is asked before, and the outcome is "handed to the printer", never
"printed".
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from tse_companion.errors import PrinterMissing, PrinterStopped, PrintFailed
from tse_companion.gui.printing.draw import Document, Sheet
from tse_companion.gui.printing.flow import moved
from tse_companion.gui.printing.papers import DOTS_PER_INCH, DOTS_PER_MM
from tse_companion.gui.printing.render import page_layout, paint

_FOREIGN_MARGIN = 10 * DOTS_PER_MM  # around a roll's content on a sheet of office paper
_TROUBLE = (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a document goes: a printer by its name, or a file the person chose instead."""

    name: str
    is_file: bool = False


class Spooler(Protocol):
    """What is asked of the printing system; tests put another in its place."""

    def names(self) -> list[str]:
        """All printers that are installed."""

    def is_stopped(self, name: str) -> bool:
        """Whether this printer's queue does not take or pass on jobs."""

    async def choose(self, printer: QPrinter, parent: QWidget | None) -> Target | None:
        """Let the person choose printer and options; None when they cancel."""


class SystemSpooler:
    """The printers of this machine, and the system's print dialog."""

    def names(self) -> list[str]:
        return QPrinterInfo.availablePrinterNames()

    def is_stopped(self, name: str) -> bool:
        return QPrinterInfo.printerInfo(name).state() in _TROUBLE

    async def choose(self, printer: QPrinter, parent: QWidget | None) -> Target | None:
        dialog = QPrintDialog(printer, parent)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, False)
        answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def finish(code: int) -> None:
            if not answer.done():
                answer.set_result(code)

        def open_dialog() -> None:
            if not answer.done():
                QDialog.open(dialog)

        dialog.finished.connect(finish)
        # Where the dialog is the system's own, opening it blocks: it must not run in a task.
        QTimer.singleShot(0, dialog, open_dialog)
        try:
            if await answer != QDialog.DialogCode.Accepted:
                return None
            if printer.outputFileName():
                return Target(printer.outputFileName(), is_file=True)
            return Target(printer.printerName())
        finally:
            dialog.close()
            dialog.deleteLater()


async def print_document(
    document: Document, parent: QWidget | None = None, *, spooler: Spooler | None = None
) -> Target | None:
    """Ask for a printer and hand the document to it.

    Returns where it went, or None when the person cancelled. Raises PrinterMissing,
    PrinterStopped or PrintFailed; then nothing was handed over.
    """
    system = spooler or SystemSpooler()
    if not system.names():
        raise PrinterMissing
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(document.title)
    printer.setCreator("TSE Companion")
    printer.setPageLayout(page_layout(document.sheets[0]))
    target = await system.choose(printer, parent)
    if target is None:
        return None
    if not target.is_file:
        if target.name not in system.names():
            raise PrinterMissing(printer=target.name)
        if system.is_stopped(target.name):
            raise PrinterStopped(printer=target.name)
    hand_over(document, printer, name=target.name)
    return target


def hand_over(document: Document, printer: QPrinter, *, name: str) -> None:
    """Draw the document on a printer that was chosen. Raises PrintFailed.

    Where the driver does not offer a page as long as the roll, the pages are divided between
    lines; a code is never divided or scaled by a fraction.
    """
    printer.setFullPage(True)
    printer.setPageLayout(page_layout(document.sheets[0]))
    page = printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter)
    placed = place(document, int(page.width() * DOTS_PER_MM), int(page.height() * DOTS_PER_MM))
    if placed is None:
        raise PrintFailed(printer=name, reason="paper_too_narrow")
    painter = QPainter()
    if not painter.begin(printer):
        raise PrintFailed(printer=name, reason="no_page")
    try:
        for number, sheet in enumerate(placed):
            if number and not printer.newPage():
                raise PrintFailed(printer=name, reason="no_page")
            paint(painter, sheet, _scale(printer.resolution()))
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    if printer.printerState() in _TROUBLE:
        raise PrintFailed(printer=name, reason="aborted")


def _scale(resolution: int) -> float:
    scale = resolution / DOTS_PER_INCH
    # "203 dpi" are 203.2: there, one dot is one dot.
    return float(round(scale)) if abs(scale - round(scale)) < 0.01 else scale


def place(document: Document, width: int, height: int) -> tuple[Sheet, ...] | None:
    """The document on the pages a driver really offers, in dots; None if they are too narrow."""
    wanted = document.sheets[0].width
    if width > wanted + DOTS_PER_MM:
        dx = dy = _FOREIGN_MARGIN
    elif width >= wanted - DOTS_PER_MM:
        dx = dy = 0
    else:
        # Some drivers of receipt printers call the printable width the paper.
        room = width - (document.right - document.left)
        if room < 0:
            return None
        dx, dy = room // 2 - document.left, 0
    return tuple(
        replace(part, marks=tuple(moved(mark, dx, dy) for mark in part.marks))
        for sheet in document.sheets
        for part in divided(sheet, height - 2 * dy)
    )


def divided(sheet: Sheet, height: int) -> tuple[Sheet, ...]:
    """One long page in parts of at most ``height`` dots, cut where no mark is.

    A mark that is taller than a page keeps its place at the top of one.
    """
    if sheet.height <= height + DOTS_PER_MM:  # page sizes are rounded to whole points
        return (sheet,)
    pages: list[Sheet] = []
    rest = sorted(sheet.marks, key=lambda mark: mark.box.top())
    while rest:
        top = rest[0].box.top()
        cut = max(_clear_cut([mark.box for mark in rest], top + height), top + 1)
        here = [mark for mark in rest if mark.box.top() < cut]
        rest = [mark for mark in rest if mark.box.top() >= cut]
        marks = tuple(moved(mark, 0, -top) for mark in here)
        pages.append(Sheet(sheet.width, height, marks))
    return tuple(pages)


def _clear_cut(boxes: list[QRect], wanted: int) -> int:
    """The lowest line at or above ``wanted`` that runs through no box."""
    cut = wanted
    while crossed := [box.top() for box in boxes if box.top() < cut < box.top() + box.height()]:
        cut = min(crossed)
    return cut
