"""The QR code: any text, whole dots, readable by two independent readers."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from gui.printing_judges import READERS, Reader, line
from tse_companion.errors import QrTooLarge
from tse_companion.gui.printing.draw import Code, Sheet
from tse_companion.gui.printing.qr import Matrix, fit_dots, qr_matrix
from tse_companion.gui.printing.render import paint


def picture(matrix: Matrix, dots: int, scale: float = 1.0) -> QImage:
    side = matrix.full_size * dots
    sheet = Sheet(side, side, (Code(QRect(0, 0, side, side), matrix, dots),))
    size = int(side * scale)
    image = QImage(size, size, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint(painter, sheet, scale)
    painter.end()
    return image


# zbar guesses the character set of what is not ASCII, so only the first judge sees such texts.
@settings(max_examples=25)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=300))
def test_any_text_comes_back_byte_for_byte(qapp: QApplication, text: str) -> None:
    assert READERS[0](picture(qr_matrix(text), 3)) == [text.encode()]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("length", [1, 327, 443, 700])
def test_both_readers_agree(qapp: QApplication, read: Reader, length: int) -> None:
    text = ("V0;Kasse 1;Beleg^11.90_0.00\r" * 40)[:length]
    assert read(picture(qr_matrix(text), 4)) == [text.encode()]


@pytest.mark.parametrize(
    ("length", "modules"),
    [(327, 69), (331, 69), (332, 73), (362, 73), (363, 77), (412, 77), (450, 81)],
)
def test_real_lengths_give_the_symbols_of_the_standard(length: int, modules: int) -> None:
    assert qr_matrix("x" * length).size == modules


def test_runs_are_merged_and_do_not_touch() -> None:
    matrix = qr_matrix("V0;Kasse 1")
    rows: dict[int, list[tuple[int, int]]] = {}
    for run in matrix.runs:
        assert run.width > 0
        rows.setdefault(run.y, []).append((run.x, run.x + run.width))
    for spans in rows.values():
        assert spans == sorted(spans)
        assert all(end < start for (_, end), (start, _) in pairwise(spans))
    assert rows[0][0] == (0, 7)  # the finder's upper edge


def test_a_code_is_made_once() -> None:
    assert qr_matrix("made once") is qr_matrix("made once")


def test_more_than_any_code_holds() -> None:
    with pytest.raises(QrTooLarge):
        qr_matrix("x" * 2332)
    assert qr_matrix("x" * 2331).size == 177


@pytest.mark.parametrize(
    ("modules", "printable", "wanted", "dots"),
    [
        (81, 576, 5, 5),
        (81, 384, 4, 4),
        (88, 384, 4, 4),
        (89, 384, 4, 3),
        (101, 384, 4, 3),  # 700 bytes on the narrow roll
        (101, 576, 5, 5),
        (120, 384, 4, 3),
        (21, 576, 5, 5),  # never larger than wanted
    ],
)
def test_whole_dots_that_fit(modules: int, printable: int, wanted: int, dots: int) -> None:
    assert fit_dots(modules, printable, wanted) == dots


@given(st.integers(21, 177), st.integers(100, 2000), st.integers(3, 8), st.integers(1, 3))
def test_a_code_never_leaves_the_paper(
    modules: int, printable: int, wanted: int, minimum: int
) -> None:
    try:
        dots = fit_dots(modules, printable, wanted, minimum)
    except QrTooLarge:
        assert (modules + 8) * minimum > printable
    else:
        assert minimum <= dots <= wanted
        assert (modules + 8) * dots <= printable


@pytest.mark.parametrize("dpi", [180, 203, 203.2, 300, 360, 600, 1200])
def test_a_module_is_whole_on_every_device(qapp: QApplication, dpi: float) -> None:
    matrix = qr_matrix("V0;Kasse 1;" + "x" * 350)
    scale = dpi / 203.2
    image = picture(matrix, 4, scale)
    module = int(4 * scale + 1e-6)
    # The finder's dark frame is seven modules wide, wherever the code begins.
    dark = [(x, y) for y in range(image.height()) for x in [line(image, y).find(b"\x00")] if x >= 0]
    left, top = min(x for x, _ in dark), dark[0][1]
    row = [image.pixelColor(x, top).value() for x in range(left, image.width())]
    assert row[: 7 * module] == [0] * (7 * module)
    assert row[7 * module : 8 * module] == [255] * module
    assert all(read(image) == [("V0;Kasse 1;" + "x" * 350).encode()] for read in READERS)


def test_the_library_is_imported_with_the_first_code() -> None:
    program = (
        "import sys\n"
        "import tse_companion.gui.printing.receipt_layout, tse_companion.gui.printing.output\n"
        "assert not [name for name in sys.modules if name.split('.')[0] in ('qrcode', 'PIL')]\n"
    )
    place = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", program], check=True, timeout=50, env=place)
