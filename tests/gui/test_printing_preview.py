"""The widget that shows pages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from gui.printing_samples import signed_content
from tse_companion.gui import theme
from tse_companion.gui.printing.papers import Paper
from tse_companion.gui.printing.preview import Preview
from tse_companion.gui.printing.receipt_layout import receipt_document

CONTENT = signed_content()


@pytest.fixture
def preview(qtbot: QtBot) -> Preview:
    widget = Preview()
    qtbot.addWidget(widget)
    return widget


def test_an_empty_preview_takes_no_room(preview: Preview) -> None:
    assert preview.document() is None
    assert preview.sizeHint() == QSize(0, 0)
    preview.resize(100, 100)
    assert not preview.grab().isNull()


@pytest.mark.parametrize("paper", list(Paper))
def test_a_page_keeps_its_shape_and_is_never_enlarged(preview: Preview, paper: Paper) -> None:
    document = receipt_document(CONTENT, paper)
    preview.set_document(document)
    sheet = document.sheets[0]
    for width in (200, 400, 5000):
        shown = min(width, preview.sizeHint().width())
        assert preview.heightForWidth(width) == round(shown * sheet.height / sheet.width)
    wide = preview.sizeHint().width()
    assert wide == theme.current().px(sheet.width / 8 * 4.2)


def test_paper_is_white_in_the_dark(preview: Preview) -> None:
    theme.current().set_look(scheme="dark")
    preview.set_document(receipt_document(CONTENT, Paper.ROLL_80))
    preview.resize(preview.sizeHint())
    picture = preview.grab().toImage()
    assert picture.pixelColor(picture.width() // 2, 4) == QColor("white")


def test_all_pages_are_shown_below_each_other(preview: Preview) -> None:
    document = receipt_document(signed_content(list(CONTENT.items) * 60), Paper.A4)
    preview.set_document(document)
    one = round(400 * 2376 / 1680)
    assert preview.heightForWidth(400) == len(document.sheets) * (one + 16) - 16
    preview.resize(400, preview.heightForWidth(400))
    assert not preview.grab().isNull()


def test_the_text_is_there_for_a_screen_reader(preview: Preview) -> None:
    preview.set_document(receipt_document(CONTENT, Paper.ROLL_58))
    assert preview.accessibleName() == "Preview"
    assert "Tasse Kaffee" in preview.accessibleDescription()
    preview.set_document(None)
    assert preview.accessibleDescription() == ""
