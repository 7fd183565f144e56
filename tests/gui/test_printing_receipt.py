"""One receipt on three papers: complete, marked, inside the paper, and readable."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from gui.printing_judges import code_of, collisions, ink_outside, read_everywhere, strays
from gui.printing_samples import signed_content
from tse_companion.domain.models import Env
from tse_companion.domain.receipt import Payment, PaymentType, ReceiptType, VatRate
from tse_companion.domain.receipt_content import Business, Item, ReceiptContent
from tse_companion.gui.printing.draw import Document, Plate, Words
from tse_companion.gui.printing.papers import PAPERS, Paper
from tse_companion.gui.printing.receipt_layout import receipt_document
from tse_companion.tse.verify import verify_qr_text

pytestmark = pytest.mark.usefixtures("qapp")
every_paper = pytest.mark.parametrize("paper", list(Paper))

LONG_BUSINESS = Business(
    "Grundstücksverkehrsgenehmigungszuständigkeits-Feinkosthandlung Müller & Söhne GmbH & Co. KG",
    "Donaudampfschifffahrtsgesellschaftskapitänsweg 123a, Hinterhaus, 2. Obergeschoss links",
    "99999 Schmedeswurtherwesterdeich-Hinterdemhochwasserschutz",
    "123/4567/8901",
)
LONG_TILL = "ERS 12345678-1234-1234-1234-123456789012 (Kasse im Hof, hinten links)"


def item(text: str, price: str = "3.95", quantity: str = "1", rate: str = "NORMAL") -> Item:
    return Item(Decimal(quantity), text, Decimal(price), VatRate(rate))


def many_items() -> list[Item]:
    rates = list(VatRate)
    return [
        Item(
            Decimal("0.375") if i % 5 == 0 else Decimal(i % 4 - 1 or 12),
            f"Artikel {i}" + " mit einer recht langen Bezeichnung, die umbricht" * (i % 7 == 0),
            Decimal("3.95") * (i + 1),
            rates[i % 5],
        )
        for i in range(90)
    ]


HARD = {
    "plain": signed_content(is_practice=True),
    "many": signed_content(
        many_items(),
        business=LONG_BUSINESS,
        receipt_type=ReceiptType.RECEIPT,
        till=LONG_TILL,
        payments=[
            Payment(PaymentType.CASH, Decimal("10000.00")),
            Payment(PaymentType.CASH, Decimal("5.00"), "CHF"),
            Payment(PaymentType.NON_CASH, Decimal("123456.78")),
        ],
    ),
    "long": signed_content(
        [
            item("Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen " * 4),
            item("x" * 255, "1234567.89", "9876.543"),
            item("W" * 255, "0.01", "-99999.999", "NULL"),
            item("Zeile\neins\tund\rzwei"),
            item("é̂ä̈ \U0001f9c0 \U0001f468\u200d\U0001f469\u200d\U0001f467 漢字 Übermaß ÄÖÜ" * 6),
        ],
        business=LONG_BUSINESS,
        till=LONG_TILL,
        env=Env.LIVE,
    ),
    "empty": signed_content([], receipt_type=ReceiptType.ABORT),
    "huge sums": signed_content([item("Yacht", "98765432.10", "3"), item("Öl", "12345678.9")]),
    "first order": replace(signed_content(), first_order="2026-11-21T12:01:00.000Z"),
}


def texts(document: Document) -> list[str]:
    return document.words().split("\n")


def joined(document: Document) -> str:
    return "".join(document.words().split())


# --- geometry --------------------------------------------------------------------------------


@every_paper
@pytest.mark.parametrize("name", HARD)
def test_nothing_overlaps_and_nothing_leaves_the_paper(name: str, paper: Paper) -> None:
    document = receipt_document(HARD[name], paper)
    assert [pair for sheet in document.sheets for pair in collisions(sheet)] == []
    assert list(strays(document)) == []
    spec = PAPERS[paper]
    for sheet in document.sheets:
        assert sheet.width == spec.width
        for mark in sheet.marks:
            if isinstance(mark, Words):
                assert mark.box.left() >= spec.margin
                assert mark.box.right() < spec.margin + spec.printable


@every_paper
@pytest.mark.parametrize("name", ["plain", "first order", "huge sums"])
def test_all_ink_is_where_the_layout_says(name: str, paper: Paper) -> None:
    for sheet in receipt_document(HARD[name], paper).sheets:
        assert ink_outside(sheet).isEmpty()


any_items = st.lists(
    st.builds(
        Item,
        quantity=st.decimals("-99999", "99999", places=3),
        text=st.text(max_size=255),
        unit_price=st.decimals("-999999", "999999", places=2),
        vat_rate=st.sampled_from(VatRate),
    ),
    max_size=5,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    goods=any_items,
    name=st.text(max_size=200),
    street=st.text(max_size=100),
    city=st.text(max_size=100),
    paper=st.sampled_from(Paper),
)
def test_whatever_people_type_stays_inside(
    goods: list[Item], name: str, street: str, city: str, paper: Paper
) -> None:
    content = replace(HARD["plain"], business=Business(name, street, city), items=tuple(goods))
    document = receipt_document(content, paper)
    assert [pair for sheet in document.sheets for pair in collisions(sheet)] == []
    assert list(strays(document)) == []


def test_a_roll_is_as_long_as_its_content() -> None:
    short = receipt_document(HARD["plain"], Paper.ROLL_80)
    long = receipt_document(HARD["many"], Paper.ROLL_80)
    assert len(short.sheets) == len(long.sheets) == 1
    (sheet,) = short.sheets
    rest = sheet.height - max(mark.box.bottom() for mark in sheet.marks)
    assert 32 < rest < 64  # white for the cutter, no more
    assert long.sheets[0].height > 3 * sheet.height
    assert short.is_roll


def test_goods_that_need_more_pages_get_them() -> None:
    document = receipt_document(HARD["many"], Paper.A4)
    assert len(document.sheets) > 2
    assert not document.is_roll
    for number, sheet in enumerate(document.sheets, 1):
        words = [mark.text for mark in sheet.marks if isinstance(mark, Words)]
        assert f"Seite {number} von {len(document.sheets)}" in words
        assert words.count("TESTBETRIEB – kein Beleg") == 2
    # No line of goods is lost at the turn of a page.
    assert all(f"Artikel {i}" in document.words() for i in range(90))


# --- the code --------------------------------------------------------------------------------


@every_paper
@pytest.mark.parametrize("name", ["plain", "many", "first order"])
def test_the_printed_code_is_the_signed_text_and_verifies(name: str, paper: Paper) -> None:
    content = HARD[name]
    assert content.qr_code_data is not None
    wanted = content.qr_code_data.encode()
    for found in read_everywhere(receipt_document(content, paper)):
        assert found == [wanted]
        verdict = verify_qr_text(found[0].decode())
        assert (verdict.status, verdict.category) == ("valid", "ok")


@pytest.mark.parametrize(("paper", "dots"), [(Paper.ROLL_80, 5), (Paper.ROLL_58, 4), (Paper.A4, 4)])
def test_modules_are_whole_dots(paper: Paper, dots: int) -> None:
    code = code_of(receipt_document(HARD["plain"], paper))
    assert code is not None
    assert code.dots == dots
    assert code.box.width() == code.box.height() == code.matrix.full_size * dots


def test_a_code_that_is_too_large_is_replaced_by_the_reason() -> None:
    content = HARD["plain"]
    tx = replace(content.transaction, qr_code_data="x" * 1000)  # 121 modules
    large = replace(content, transaction=tx)
    narrow = receipt_document(large, Paper.ROLL_58)
    assert code_of(narrow) is None
    assert "Kein QR-Code: Er wäre auf diesem Papier feiner" in " ".join(texts(narrow))
    assert content.transaction.signature.value in joined(narrow)
    wide = code_of(receipt_document(large, Paper.ROLL_80))
    assert wide is not None
    assert wide.dots == 4
    for paper in Paper:
        endless = replace(content, transaction=replace(tx, qr_code_data="x" * 3000))
        assert code_of(receipt_document(endless, paper)) is None


@every_paper
def test_without_a_code_from_the_service_the_receipt_says_so(paper: Paper) -> None:
    content = replace(
        HARD["plain"], transaction=replace(HARD["plain"].transaction, qr_code_data=None)
    )
    document = receipt_document(content, paper)
    assert code_of(document) is None
    assert "Der Dienst hat keinen geliefert." in " ".join(texts(document))
    assert [pair for sheet in document.sheets for pair in collisions(sheet)] == []


# --- content ---------------------------------------------------------------------------------


@every_paper
def test_the_tse_block_is_complete_and_as_delivered(paper: Paper) -> None:
    content = HARD["first order"]
    tx = content.transaction
    document = receipt_document(content, paper)
    everything = joined(document)
    for label, value in (
        ("Transaktionsnummer", "4711"),
        ("Signaturzähler", "9453"),
        ("TSE-Erstbestellung", "2026-11-21T12:01:00.000Z"),
        ("TSE-Start", "2026-11-21T13:05:00.000Z"),
        ("TSE-Stop", "2026-11-21T13:05:09.000Z"),
        ("Kassen-ID", "Kasse 1"),
        ("Zeitformat", "unixTime"),
        ("Signaturalgorithmus", "ecdsa-plain-SHA256"),
        ("TSE-Seriennummer", tx.tss_serial_number),
        ("Prüfwert(Signatur)", tx.signature.value),
        ("ÖffentlicherSchlüssel", tx.signature.public_key),
    ):
        assert label + "".join(value.split()) in everything
    assert "TSE-Daten (Zeiten in UTC)" in texts(document)


@every_paper
def test_goods_sums_and_payments(paper: Paper) -> None:
    words = texts(receipt_document(HARD["plain"], paper))
    for expected in (
        "Musterladen",
        "Musterstraße 1",
        "12345 Musterstadt",
        "Tasse Kaffee",
        "Käsebrötchen",
        "6,40",
        "3,50",
        "9,90\u00a0€",
        "A\u00a0\u00a019\u00a0%",
        "5,38",
        "1,02",
        "B\u00a0\u00a07\u00a0%",
        "3,27",
        "0,23",
        "Bar",
        "21.11.2026\u00a0\u00a013:05:00",
        "21.11.2026\u00a0\u00a013:05:09",
    ):
        assert expected in words, expected
    assert "Steuernummer" not in " ".join(words)


def test_amounts_are_written_in_german() -> None:
    goods = [item("Gutschrift", "1234.5", "-1"), item("Käse", "20", "0.250", "REDUCED_1")]
    words = texts(receipt_document(signed_content(goods), Paper.ROLL_80))
    assert "−1.234,50" in words
    assert "0,25\u00a0×" in " ".join(words)
    assert "je 20,00" in words


def test_a_rate_of_zero_is_explained() -> None:
    words = texts(receipt_document(signed_content([item("Pfand", rate="NULL")]), Paper.ROLL_58))
    assert "E: ohne Umsatzsteuer" in words


def test_foreign_money_shows_its_code() -> None:
    words = texts(receipt_document(HARD["many"], Paper.ROLL_58))
    assert "5,00\u00a0CHF" in words
    assert "123.456,78\u00a0€" in words


@every_paper
@pytest.mark.parametrize(
    ("content", "banner", "environment"),
    [
        (signed_content(is_practice=True), "TRAINING – kein Beleg", "Übungsbetrieb"),
        (signed_content(), "TRAINING – kein Beleg", "Testbetrieb"),
        (signed_content(env=Env.LIVE), "TRAINING – kein Beleg", "Echtbetrieb"),
        (signed_content(env=Env.UNKNOWN), "TRAINING – kein Beleg", "Umgebung unbekannt"),
        (signed_content(receipt_type=ReceiptType.RECEIPT), "TESTBETRIEB – kein Beleg", None),
        (
            signed_content(receipt_type=ReceiptType.RECEIPT, is_practice=True),
            "ÜBUNGSBETRIEB – kein Beleg",
            None,
        ),
        (signed_content(receipt_type=ReceiptType.RECEIPT, env=Env.LIVE), None, "Echtbetrieb"),
    ],
)
def test_kind_and_environment_stand_at_top_and_bottom(
    content: ReceiptContent, banner: str | None, environment: str | None, paper: Paper
) -> None:
    document = receipt_document(content, paper)
    (sheet,) = document.sheets
    words = [mark for mark in sheet.marks if isinstance(mark, Words)]
    plates = [mark for mark in sheet.marks if isinstance(mark, Plate)]
    assert len(plates) == (2 if banner else 0)
    code = code_of(document)
    assert code is not None
    for expected in filter(None, (banner, environment)):
        places = [mark.box.top() for mark in words if mark.text == expected]
        assert len(places) == 2
        first_goods = next(mark.box.top() for mark in words if "Kaffee" in mark.text)
        assert places[0] < first_goods
        assert places[1] > code.box.bottom()


def test_the_document_is_named_after_the_transaction() -> None:
    assert receipt_document(HARD["plain"], Paper.A4).title == "Trainingsbeleg 4711"


def test_pages_do_not_show_their_text_in_repr(qapp: QApplication) -> None:
    document = receipt_document(HARD["plain"], Paper.ROLL_80)
    assert "Kaffee" not in repr(document)
    assert str(HARD["plain"].qr_code_data) not in repr(document)
