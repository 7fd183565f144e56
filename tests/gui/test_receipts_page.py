"""The page that asks for a test receipt and shows the last one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.printing_samples import signed_content
from tse_companion.domain.models import Env
from tse_companion.domain.receipt import Payment, PaymentType, ReceiptType, VatRate
from tse_companion.domain.receipt_content import Item, sample_items
from tse_companion.gui import i18n, theme
from tse_companion.gui.pages.receipt_items import ItemEditor, ItemRow, read_price, read_quantity
from tse_companion.gui.pages.receipts import ReceiptsPage, ReceiptWish, TillChoice
from tse_companion.gui.printing.draw import Document
from tse_companion.gui.printing.papers import Paper
from tse_companion.gui.printing.receipt_layout import prepare_receipt
from tse_companion.gui.texts import Words
from tse_companion.gui.widgets import Banner, Button, ChoiceCard, Field, Text

TILLS = (TillChoice("id-1", "Kasse 1"), TillChoice("id-2", "Kasse 2"))


@pytest.fixture
def page(qtbot: QtBot) -> ReceiptsPage:
    widget = ReceiptsPage()
    qtbot.addWidget(widget)
    widget.set_tills(TILLS)
    widget.set_environment(Env.TEST)
    widget.resize(1120, 700)
    widget.show()
    return widget


def find_button(page: QWidget, words: str) -> Button:
    (found,) = [b for b in page.findChildren(Button) if words in (b.text(), b.accessibleName())]
    return found


def card(page: ReceiptsPage, title: str) -> ChoiceCard:
    (found,) = [c for c in page.findChildren(ChoiceCard) if c.title() == title]
    return found


def field(page: QWidget, label: str, at: int = 0) -> Field:
    found = [f for f in page.findChildren(Field) if f.editor.accessibleName() == label]
    return found[at]


def shown_words(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(Text) if label.isVisible()]


def banners(page: ReceiptsPage) -> list[str]:
    return [b.accessibleName() for b in page.findChildren(Banner) if b.isVisible()]


# --- asking ----------------------------------------------------------------------------------


def test_the_defaults_can_be_signed_at_once(page: ReceiptsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.sign_requested) as signal:
        find_button(page, "Sign test receipt").click()
    assert signal.args == [
        ReceiptWish(
            "id-1",
            ReceiptType.TRAINING,
            sample_items(),
            (Payment(PaymentType.CASH, Decimal("9.90")),),
        )
    ]
    assert "Total: 9.90 €" in shown_words(page)


def test_everything_chosen_is_in_the_wish(page: ReceiptsPage) -> None:
    card(page, "Sale").setChecked(True)
    field(page, "Till").editor.setCurrentIndex(1)  # type: ignore[attr-defined]
    field(page, "Paid").editor.setCurrentIndex(1)  # type: ignore[attr-defined]
    field(page, "Goods").set_text("  Kuchen   vom Blech ")
    field(page, "Quantity").set_text("-0,5")
    field(page, "Gross price (€)").set_text("12.40")
    field(page, "VAT").editor.setCurrentIndex(4)  # type: ignore[attr-defined]
    assert page.wish() == ReceiptWish(
        "id-2",
        ReceiptType.RECEIPT,
        (
            Item(Decimal("-0.5"), "Kuchen vom Blech", Decimal("12.40"), VatRate.NULL),
            sample_items()[1],
        ),
        (Payment(PaymentType.NON_CASH, Decimal("-2.70")),),
    )
    assert "Total: -2.70 €" in shown_words(page)


@pytest.mark.parametrize(
    ("label", "typed", "error"),
    [
        ("Goods", "  ", "Name the goods."),
        ("Quantity", "0", "Such as 2"),
        ("Quantity", "zwei", "Such as 2"),
        ("Gross price (€)", "", "Such as 3.50"),
        ("Gross price (€)", "1.234,50", "Such as 3.50"),
        ("Gross price (€)", "1.005", "Such as 3.50"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    page: ReceiptsPage, label: str, typed: str, error: str
) -> None:
    field(page, label).set_text(typed)
    assert field(page, label).has_error
    assert error in shown_words(page)
    assert page.wish() is None
    assert not find_button(page, "Sign test receipt").isEnabled()
    assert "Total: please complete the goods" in shown_words(page)


def test_goods_are_added_and_removed(page: ReceiptsPage) -> None:
    editor = page.findChild(ItemEditor)
    assert isinstance(editor, ItemEditor)
    find_button(page, "More goods").click()
    assert len(editor.rows()) == 3
    assert "Name the goods." not in shown_words(page)  # not yet
    assert page.wish() is None
    field(page, "Goods", 2).set_text("Tee")
    wish = page.wish()
    assert wish is not None
    assert wish.items[2] == Item(Decimal(1), "Tee", Decimal("1.00"), VatRate.NORMAL)
    for _ in range(2):
        removers = [b for b in page.findChildren(Button) if "Remove" in b.accessibleName()]
        next(b for b in removers if b.isVisible()).click()
    assert [row.item() for row in editor.rows()] == [wish.items[2]]
    (last,) = editor.rows()[0].findChildren(Button)
    assert not last.isEnabled()  # a receipt needs goods


def test_there_is_an_end_to_the_goods(page: ReceiptsPage) -> None:
    more = find_button(page, "More goods")
    for _ in range(25):
        more.click()
    editor = page.findChild(ItemEditor)
    assert isinstance(editor, ItemEditor)
    assert len(editor.rows()) == 20
    assert not more.isEnabled()


def test_without_a_till_nothing_can_be_signed(page: ReceiptsPage) -> None:
    page.set_tills(())
    assert page.wish() is None
    assert "No till is registered here yet" in banners(page)
    page.set_tills(None)  # nobody knows
    assert page.wish() is None
    assert banners(page) == []
    page.set_tills(TILLS)
    assert page.wish() is not None
    assert banners(page) == []


def test_the_chosen_till_stays_chosen(page: ReceiptsPage) -> None:
    field(page, "Till").editor.setCurrentIndex(1)  # type: ignore[attr-defined]
    page.set_tills((TillChoice("id-0", "Kasse 0"), *TILLS))
    wish = page.wish()
    assert wish is not None
    assert wish.client_id == "id-2"
    page.set_tills(TILLS[:1])
    wish = page.wish()
    assert wish is not None
    assert wish.client_id == "id-1"


# --- environments ----------------------------------------------------------------------------


def test_a_real_sale_is_typed_out_each_time(page: ReceiptsPage, qtbot: QtBot) -> None:
    page.set_environment(Env.LIVE)
    assert page.wish() is not None  # a training is harmless
    label = "Type TURNOVER to sign a real sale"
    assert not field(page, label).isVisible()
    card(page, "Sale").setChecked(True)
    assert field(page, label).isVisible()
    sign = find_button(page, "Sign real sale")
    assert not sign.isEnabled()
    field(page, label).set_text("turn")
    assert not sign.isEnabled()
    field(page, label).set_text(" Turnover ")
    with qtbot.waitSignal(page.sign_requested) as signal:
        sign.click()
    assert signal.args[0].receipt_type is ReceiptType.RECEIPT
    assert field(page, label).text() == ""
    assert not sign.isEnabled()


def test_in_live_the_page_begins_with_training(page: ReceiptsPage) -> None:
    card(page, "Sale").setChecked(True)
    page.set_environment(Env.LIVE)
    assert card(page, "Training").isChecked()


@pytest.mark.parametrize(("env", "is_practice"), [(Env.TEST, False), (Env.TEST, True)])
def test_a_sale_that_is_no_turnover_needs_no_typing(
    page: ReceiptsPage, env: Env, is_practice: bool
) -> None:
    page.set_environment(env, is_practice=is_practice)
    card(page, "Sale").setChecked(True)
    wish = page.wish()
    assert wish is not None
    assert wish.receipt_type is ReceiptType.RECEIPT


def test_in_an_unknown_environment_only_trainings_are_signed(page: ReceiptsPage) -> None:
    card(page, "Sale").setChecked(True)
    page.set_environment(Env.UNKNOWN)
    assert not card(page, "Sale").isEnabled()
    wish = page.wish()
    assert wish is not None
    assert wish.receipt_type is ReceiptType.TRAINING


# --- showing ---------------------------------------------------------------------------------


def test_before_the_first_receipt_there_is_nothing_to_print(page: ReceiptsPage) -> None:
    assert page.document() is None
    assert "Nothing has been signed on this page yet." in shown_words(page)
    assert not find_button(page, "Print …").isVisible()


def test_the_receipt_is_shown_printed_and_saved(page: ReceiptsPage, qtbot: QtBot) -> None:
    content = signed_content()
    prepare_receipt(content)
    page.show_receipt(content)
    document = page.document()
    assert isinstance(document, Document)
    assert "Tasse Kaffee" in document.words()
    with qtbot.waitSignal(page.print_requested) as printed:
        find_button(page, "Print …").click()
    with qtbot.waitSignal(page.save_requested) as saved:
        find_button(page, "Save as PDF …").click()
    assert printed.args == saved.args == [document]
    page.show_receipt(None)
    assert page.document() is None
    assert not find_button(page, "Print …").isVisible()


def test_another_paper_lays_the_receipt_out_anew(page: ReceiptsPage, qtbot: QtBot) -> None:
    page.show_receipt(signed_content())
    page.show_done("Handed to the printer")
    with qtbot.waitSignal(page.paper_chosen) as signal:
        field(page, "Paper").editor.setCurrentIndex(2)  # type: ignore[attr-defined]
    assert signal.args == ["a4"]
    assert page.paper() is Paper.A4
    document = page.document()
    assert document is not None
    assert not document.is_roll
    assert banners(page) == []


@pytest.mark.parametrize("paper", list(Paper))
def test_the_page_begins_with_the_paper_of_the_settings(qtbot: QtBot, paper: Paper) -> None:
    page = ReceiptsPage(paper)
    qtbot.addWidget(page)
    assert page.paper() is paper


def test_a_code_that_does_not_fit_is_explained(page: ReceiptsPage) -> None:
    content = signed_content()
    page.show_receipt(
        replace(content, transaction=replace(content.transaction, qr_code_data="x" * 3000))
    )
    assert "No QR code fits safely on this paper" in banners(page)
    page.show_receipt(content)
    assert banners(page) == []


def test_preparing_leaves_what_is_too_large_to_the_layout() -> None:
    content = signed_content()
    for text in ("x" * 3000, None):
        prepare_receipt(
            replace(content, transaction=replace(content.transaction, qr_code_data=text))
        )


def test_while_busy_nothing_is_asked_twice(page: ReceiptsPage) -> None:
    page.show_receipt(signed_content())
    page.show_error(Words("Failed", "Why", "What now"))
    asked: list[object] = []
    page.sign_requested.connect(asked.append)
    page.set_busy("Signing …")
    assert banners(page) == []
    for words in ("Sign test receipt", "Print …", "Save as PDF …"):
        assert not find_button(page, words).isEnabled()
    find_button(page, "Sign test receipt").click()
    assert asked == []
    page.set_busy(None)
    find_button(page, "Sign test receipt").click()
    assert len(asked) == 1


def test_failures_and_successes_are_said(page: ReceiptsPage) -> None:
    page.show_receipt(signed_content())
    page.show_error(Words("The printer has stopped", "Nothing was printed.", "Check the paper."))
    assert banners(page) == ["The printer has stopped"]
    assert "Nothing was printed.\nCheck the paper." in shown_words(page)
    page.show_error(None)
    page.show_done("Handed to the printer Bondrucker")
    assert banners(page) == ["Handed to the printer Bondrucker"]
    page.show_done("")
    assert banners(page) == []


# --- reading what people type ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("3,50", "3.50"),
        ("3.5", "3.5"),
        (" 12 ", "12"),
        ("-4.99", "-4.99"),
        ("−4,99", "-4.99"),
        ("0", "0"),
        ("1234567,89", "1234567.89"),
    ],
)
def test_prices_with_comma_or_dot(typed: str, value: str) -> None:
    assert read_price(typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed", ["", "-", ",5", "3,", "3.505", "1.000,00", "1e3", "NaN", "3 50", "٣"]
)
def test_what_is_no_price(typed: str) -> None:
    assert read_price(typed) is None


@given(st.text(max_size=12))
def test_any_text_is_a_quantity_or_none(typed: str) -> None:
    value = read_quantity(typed)
    assert value is None or (value.is_finite() and value != 0)


# --- language, look, keyboard ----------------------------------------------------------------


def test_numbers_follow_the_language(qapp: QApplication, qtbot: QtBot) -> None:
    i18n.install(qapp, "de")
    row = ItemRow(sample_items()[0])
    qtbot.addWidget(row)
    assert "3,20" in [edit.text() for edit in row.findChildren(QLineEdit)]
    assert row.item() == sample_items()[0]


def test_all_editors_have_names(page: ReceiptsPage) -> None:
    QAccessible.setActive(True)
    page.show_receipt(signed_content())
    nameless = []
    for widget in page.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            interface = QAccessible.queryAccessibleInterface(widget)
            if interface is not None and not interface.text(QAccessible.Text.Name):
                nameless.append(widget)
    assert nameless == []


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("width", [640, 1120])
def test_nothing_is_cut_at_any_text_size(
    page: ReceiptsPage, qapp: QApplication, percent: int, width: int
) -> None:
    theme.current().set_look(text_percent=percent)
    page.show_receipt(signed_content())
    page.resize(width, 700)
    qapp.sendPostedEvents()
    assert page.horizontalScrollBar().maximum() == 0
    for words in page.findChildren(Text):
        if words.isVisible():
            assert words.height() >= words.heightForWidth(words.width()) - 1, words.text()
