"""Pages to printers and files: PDF geometry, drivers with pages of their own, and failures."""

from __future__ import annotations

import asyncio
import re
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QColor, QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QWidget

from gui.printing_judges import READERS, code_of
from gui.printing_samples import signed_content
from tse_companion.errors import FileUnwritable, PrinterMissing, PrinterStopped, PrintFailed
from tse_companion.gui.printing.draw import Document, Sheet, Words
from tse_companion.gui.printing.output import (
    SystemSpooler,
    Target,
    divided,
    hand_over,
    place,
    print_document,
)
from tse_companion.gui.printing.papers import PAPERS, Paper
from tse_companion.gui.printing.receipt_layout import receipt_document
from tse_companion.gui.printing.render import page_layout, save_pdf, save_png, to_pdf

pytestmark = pytest.mark.usefixtures("qapp")
every_paper = pytest.mark.parametrize("paper", list(Paper))
CONTENT = signed_content()


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    found = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(float(width), float(height)) for width, height in found]


def page_contents(pdf: bytes) -> list[bytes]:
    streams = [pdf[found.end() :] for found in re.finditer(rb"stream\r?\n", pdf)]
    texts = []
    for stream in streams:
        try:
            texts.append(zlib.decompressobj().decompress(stream))
        except zlib.error:
            continue
    return [text for text in texts if b" cm\n" in text[:200]]


def drawn_modules(content: bytes) -> list[QRect]:
    """The rectangles of the one path on the page that has straight lines: the QR code."""
    number = rb"(-?[\d.]+)"
    corner = number + rb" " + number
    shape = re.compile(
        corner + rb" m\n" + corner + rb" l\n" + corner + rb" l\n" + corner + rb" l\n"
    )
    boxes = []
    for found in shape.finditer(content):
        values = [float(text) for text in found.groups()]
        assert all(value == int(value) for value in values)
        xs, ys = values[0::2], values[1::2]
        left, top = int(min(xs)), int(min(ys))
        boxes.append(QRect(left, top, int(max(xs)) - left, int(max(ys)) - top))
    return boxes


# --- PDF -------------------------------------------------------------------------------------


@every_paper
def test_the_pdf_is_as_large_as_the_paper(paper: Paper) -> None:
    document = receipt_document(CONTENT, paper)
    pdf = to_pdf(document)
    assert pdf.startswith(b"%PDF-")
    ((width, height),) = page_sizes(pdf)
    sheet = document.sheets[0]
    assert width == pytest.approx(sheet.width / 8 / 25.4 * 72, abs=0.6)  # whole points
    assert height == pytest.approx(sheet.height / 8 / 25.4 * 72, abs=0.6)


@every_paper
def test_modules_in_the_pdf_are_vectors_of_whole_dots_and_readable(paper: Paper) -> None:
    document = receipt_document(CONTENT, paper)
    code = code_of(document)
    assert code is not None
    (content,) = page_contents(to_pdf(document))
    # One unit is a tenth of a dot; the page is turned upside down by a factor of 72 / 2032.
    assert content.splitlines()[1].startswith(b"0.03543307")
    boxes = drawn_modules(content)
    assert len(boxes) == len(code.matrix.runs)
    left, top = min(b.x() for b in boxes), min(b.y() for b in boxes)
    module = 10 * code.dots
    assert all(
        (b.x() - left) % module == (b.y() - top) % module == b.width() % module == 0
        and b.height() == module
        for b in boxes
    )
    assert (left, top) == (
        10 * (code.box.x() + 4 * code.dots),
        10 * (code.box.y() + 4 * code.dots),
    )
    # Drawn again from the PDF alone, it reads as what was signed.
    size = code.matrix.full_size * 4
    image = QImage(size, size, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    for b in boxes:
        x, y = (b.x() - left) // module + 4, (b.y() - top) // module + 4
        painter.fillRect(4 * x, 4 * y, 4 * b.width() // module, 4, QColor("black"))
    painter.end()
    assert all(read(image) == [(CONTENT.qr_code_data or "").encode()] for read in READERS)


@every_paper
def test_all_text_in_the_pdf_can_be_searched_and_read_out(paper: Paper) -> None:
    pdf = to_pdf(receipt_document(CONTENT, paper))
    tables = re.findall(rb"beginbfrange\n(.*?)endbfrange", pdf, re.DOTALL)
    assert len(tables) >= 3  # one for each font
    for table in tables:
        lists = re.findall(rb"\[(.*?)\]", table, re.DOTALL)
        # A glyph that only stands in for a character would be listed as 0000.
        assert lists
        assert all(b"<0000>" not in glyphs for glyphs in lists)


def test_files_are_written_whole(tmp_path: Path) -> None:
    document = receipt_document(CONTENT, Paper.ROLL_80)
    pdf, png = tmp_path / "Beleg ä.pdf", tmp_path / "receipt.png"
    save_pdf(document, pdf)
    save_png(document, png)
    assert pdf.read_bytes().startswith(b"%PDF-")
    image = QImage(str(png))
    assert (image.width(), image.height()) == (640, document.sheets[0].height)
    assert image.dotsPerMeterX() == 8000
    assert all(read(image) == [(CONTENT.qr_code_data or "").encode()] for read in READERS)


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    document = receipt_document(CONTENT, Paper.ROLL_80)
    path = tmp_path / "missing" / "receipt.pdf"
    for save in (save_pdf, save_png):
        with pytest.raises(FileUnwritable) as caught:
            save(document, path)
        assert caught.value.facts == {"path": str(path)}
    assert list(tmp_path.rglob("*.pdf")) == []


# --- pages that drivers offer ----------------------------------------------------------------


def inside(document: Document, width: int, height: int) -> bool:
    pages = place(document, width, height)
    assert pages is not None
    return all(
        QRect(0, 0, width, height + 8).contains(mark.box) for page in pages for mark in page.marks
    )


@every_paper
def test_the_wanted_page_is_left_alone(paper: Paper) -> None:
    document = receipt_document(CONTENT, paper)
    sheet = document.sheets[0]
    assert place(document, sheet.width - 1, sheet.height - 3) == document.sheets


@pytest.mark.parametrize("paper", [Paper.ROLL_80, Paper.ROLL_58])
def test_a_page_as_narrow_as_the_printable_width_will_do(paper: Paper) -> None:
    document = receipt_document(CONTENT, paper)
    assert inside(document, PAPERS[paper].printable, document.sheets[0].height)


def test_a_wide_receipt_is_not_forced_on_narrow_paper() -> None:
    assert place(receipt_document(CONTENT, Paper.ROLL_80), 464, 5000) is None


@pytest.mark.parametrize("height", [900, 1200, 2376])
def test_a_long_roll_on_short_pages_is_cut_between_lines(height: int) -> None:
    document = receipt_document(CONTENT, Paper.ROLL_80)
    assert inside(document, 1680, height)
    (sheet,) = document.sheets
    parts = divided(sheet, height)
    assert sorted(words_on(parts)) == sorted(words_on(document.sheets))
    assert len(parts) >= sheet.height // height
    codes = [mark for part in parts for mark in part.marks if not isinstance(mark, Words)]
    assert len(codes) == len([m for m in sheet.marks if not isinstance(m, Words)])


def test_a_mark_taller_than_the_page_does_not_stop_the_rest() -> None:
    (sheet,) = receipt_document(CONTENT, Paper.ROLL_80).sheets
    parts = divided(sheet, 100)
    assert sum(len(part.marks) for part in parts) == len(sheet.marks)


def words_on(sheets: tuple[Sheet, ...]) -> list[str]:
    return [mark.text for sheet in sheets for mark in sheet.marks if isinstance(mark, Words)]


# --- printers --------------------------------------------------------------------------------


class FakeSpooler:
    """A spooler with one printer that writes into a file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.installed = ["Bondrucker"]
        self.stopped: set[str] = set()
        self.answer: Target | None = Target("Bondrucker")
        self.asked = 0

    def names(self) -> list[str]:
        return self.installed

    def is_stopped(self, name: str) -> bool:
        return name in self.stopped

    async def choose(self, printer: QPrinter, parent: QWidget | None) -> Target | None:
        self.asked += 1
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.file))
        return self.answer


@pytest.fixture
def spooler(tmp_path: Path) -> FakeSpooler:
    return FakeSpooler(tmp_path / "job.pdf")


@every_paper
async def test_a_document_reaches_the_printer(
    qapp: QApplication, spooler: FakeSpooler, paper: Paper
) -> None:
    document = receipt_document(CONTENT, paper)
    assert await print_document(document, spooler=spooler) == Target("Bondrucker")
    pdf = spooler.file.read_bytes()
    ((width, height),) = page_sizes(pdf)
    assert width == pytest.approx(document.sheets[0].width / 8 / 25.4 * 72, abs=0.6)
    assert height == pytest.approx(document.sheets[0].height / 8 / 25.4 * 72, abs=0.6)
    code = code_of(document)
    assert code is not None
    boxes = drawn_modules(page_contents(pdf)[0])
    assert len(boxes) == len(code.matrix.runs)
    assert len({box.height() for box in boxes}) == 1


async def test_all_pages_reach_the_printer(qapp: QApplication, spooler: FakeSpooler) -> None:
    document = receipt_document(signed_content(list(CONTENT.items) * 60), Paper.A4)
    await print_document(document, spooler=spooler)
    assert len(page_sizes(spooler.file.read_bytes())) == len(document.sheets) > 2


async def test_without_a_printer_nothing_is_asked(qapp: QApplication, spooler: FakeSpooler) -> None:
    spooler.installed = []
    with pytest.raises(PrinterMissing):
        await print_document(receipt_document(CONTENT, Paper.ROLL_80), spooler=spooler)
    assert spooler.asked == 0


async def test_a_cancelled_dialog_prints_nothing(qapp: QApplication, spooler: FakeSpooler) -> None:
    spooler.answer = None
    document = receipt_document(CONTENT, Paper.ROLL_80)
    assert await print_document(document, spooler=spooler) is None
    assert not spooler.file.exists()


async def test_a_stopped_queue_gets_no_job(qapp: QApplication, spooler: FakeSpooler) -> None:
    spooler.stopped = {"Bondrucker"}
    with pytest.raises(PrinterStopped) as caught:
        await print_document(receipt_document(CONTENT, Paper.ROLL_80), spooler=spooler)
    assert caught.value.facts == {"printer": "Bondrucker"}
    assert not spooler.file.exists()


async def test_a_printer_that_went_away(qapp: QApplication, spooler: FakeSpooler) -> None:
    spooler.answer = Target("Alter Drucker")
    with pytest.raises(PrinterMissing) as caught:
        await print_document(receipt_document(CONTENT, Paper.ROLL_80), spooler=spooler)
    assert caught.value.facts == {"printer": "Alter Drucker"}


async def test_printing_into_a_file_needs_no_queue(
    qapp: QApplication, spooler: FakeSpooler
) -> None:
    spooler.answer = Target(str(spooler.file), is_file=True)
    spooler.stopped = {"Bondrucker"}
    target = await print_document(receipt_document(CONTENT, Paper.A4), spooler=spooler)
    assert target == spooler.answer
    assert spooler.file.exists()


@pytest.mark.qt_log_ignore("Returned false")
def test_a_page_that_cannot_begin_is_a_failure(tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "missing" / "job.pdf"))
    with pytest.raises(PrintFailed) as caught:
        hand_over(receipt_document(CONTENT, Paper.A4), printer, name="Bondrucker")
    assert caught.value.facts == {"printer": "Bondrucker", "reason": "no_page"}


class NarrowPrinter(QPrinter):
    """A printer whose driver insists on paper of 58 mm."""

    def pageLayout(self) -> QPageLayout:
        return page_layout(receipt_document(CONTENT, Paper.ROLL_58).sheets[0])


def test_paper_that_is_too_narrow_is_a_failure(tmp_path: Path) -> None:
    printer = NarrowPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "job.pdf"))
    with pytest.raises(PrintFailed) as caught:
        hand_over(receipt_document(CONTENT, Paper.ROLL_80), printer, name="Bondrucker")
    assert caught.value.facts == {"printer": "Bondrucker", "reason": "paper_too_narrow"}
    assert not (tmp_path / "job.pdf").exists()


class DialogShown(QObject):
    """Waits until the system's print dialog is on the screen."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._dialog: asyncio.Future[QPrintDialog] = asyncio.get_running_loop().create_future()
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_new = event.type() == QEvent.Type.Show and not self._dialog.done()
        if is_new and isinstance(watched, QPrintDialog):
            self._dialog.set_result(watched)
        return False

    async def dialog(self) -> QPrintDialog:
        try:
            return await asyncio.wait_for(self._dialog, 5)
        finally:
            self._app.removeEventFilter(self)


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen screen's own complaint
@pytest.mark.parametrize("is_accepted", [True, False])
async def test_the_system_s_dialog_is_opened_not_executed(
    qapp: QApplication, is_accepted: bool
) -> None:
    printer = QPrinter()
    shown = DialogShown(qapp)
    choosing = asyncio.ensure_future(SystemSpooler().choose(printer, None))
    dialog = await shown.dialog()
    assert not choosing.done()
    printer.setOutputFileName("receipt.pdf")
    dialog.done(int(is_accepted))
    assert await choosing == (Target("receipt.pdf", is_file=True) if is_accepted else None)


@pytest.mark.qt_log_ignore("propagateSizeHints")
async def test_cancelling_the_task_closes_the_dialog(qapp: QApplication) -> None:
    shown = DialogShown(qapp)
    choosing = asyncio.ensure_future(SystemSpooler().choose(QPrinter(), None))
    await shown.dialog()
    choosing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await choosing
    assert _open_print_dialogs() == []


@pytest.mark.qt_log_ignore("propagateSizeHints")
async def test_cancelling_at_once_opens_no_dialog(qapp: QApplication) -> None:
    choosing = asyncio.ensure_future(SystemSpooler().choose(QPrinter(), None))
    await asyncio.wait([choosing], timeout=0)
    choosing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await choosing
    qapp.sendPostedEvents()
    assert _open_print_dialogs() == []


def _open_print_dialogs() -> list[QPrintDialog]:
    windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, QPrintDialog)]
    return [window for window in windows if window.isVisible()]


def test_the_system_is_asked_for_its_printers(qapp: QApplication) -> None:
    spooler = SystemSpooler()
    assert all(isinstance(name, str) for name in spooler.names())
    assert spooler.is_stopped("no printer of this name")
