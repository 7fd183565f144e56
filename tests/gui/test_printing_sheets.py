"""Hand-over sheet and sealed sheet: complete, free of secrets where they must be, and tidy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication

from gui.printing_judges import collisions, ink_outside, strays
from gui.printing_samples import START
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import Client, ClientState, Env, Tss, TssState
from tse_companion.gui.printing.draw import (
    Bar,
    Document,
    Face,
    Frame,
    Plate,
    Words,
    advance,
    even_lines,
    wrapped,
)
from tse_companion.gui.printing.flow import grouped
from tse_companion.gui.printing.hand_over_sheet import HandOver, hand_over_document
from tse_companion.gui.printing.puk_sheet import PukSheetView, puk_document
from tse_companion.gui.printing.render import to_pdf

pytestmark = pytest.mark.usefixtures("qapp")

DAY = 86_400
PUK = "aB3-dE0O1lI9"
TSS = Tss(
    id="0d9a54b2-74c4-4e4b-93a8-4a5a0ac70aa1",
    state=TssState.INITIALIZED,
    env=Env.LIVE,
    version="2",
    certificate="",
    serial_number="5453a8a591657e6a6df679a267ebf36c59251e9952a28baf57d6e5816337f5e5",
    public_key="",
    signature_algorithm="ecdsa-plain-SHA256",
    signature_timestamp_format="unixTime",
    max_number_registered_clients=199,
    max_number_active_transactions=2000,
    time_creation=START,
    bsi_certification_id="BSI-K-TR-0456-2021",
    time_init=START,
)


def till(number: int, state: ClientState = ClientState.REGISTERED) -> Client:
    return Client(
        id=f"f5c3c7b0-86a4-4a8e-b5a0-3b3f2f7f{number:04d}",
        serial_number=f"Kasse {number}",
        state=state,
        tss_id=TSS.id,
        env=Env.LIVE,
        time_creation=START,
    )


VIEW = HandOver(
    site_name="Café am Markt",
    tss=TSS,
    validity=(START, START + 1825 * DAY),
    tills=(till(1), till(2, ClientState.DEREGISTERED)),
    made_at=START + DAY,
)
SEALED = PukSheetView("Café am Markt", TSS.id, Env.LIVE, Secret(PUK), START)


def text(document: Document) -> str:
    return " ".join(document.words().split())


def assert_tidy(document: Document) -> None:
    assert [pair for sheet in document.sheets for pair in collisions(sheet)] == []
    assert list(strays(document)) == []


class LongWords(QTranslator):
    """Every text half as long again, as another language may need it."""

    def translate(
        self,
        context: str,
        sourceText: str | bytes,  # noqa: N803  Qt names it so
        disambiguation: str | bytes | None = None,
        n: int = -1,
    ) -> str:
        source = sourceText.decode() if isinstance(sourceText, bytes) else sourceText
        return source + " und so weiter"[: max(6, len(source) // 2)] * (len(source) // 20 + 1)


@pytest.fixture
def long_words(qapp: QApplication) -> Iterator[None]:
    translator = LongWords()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


# --- hand-over sheet -------------------------------------------------------------------------


def test_the_hand_over_sheet_holds_what_the_shop_needs() -> None:
    document = hand_over_document(VIEW)
    shown = text(document)
    for expected in (
        "Café am Markt · made on 22 November 2026",
        TSS.id,
        "5453 a8a5 9165 7e6a 6df6 79a2 67eb f36c 5925 1e99 52a2 8baf 57d6 e581 6337 f5e5",
        "21 November 2026 to 20 November 2031",
        "BSI-K-TR-0456-2021",
        "ecdsa-plain-SHA256, unixTime",
        "Live operation",
        "Kasse 1",
        till(1).id,
        "Kasse 2",
        "deregistered",
        "ELSTER within one month",
        "Page 1 of 1",
    ):
        assert expected in shown, expected
    assert len(document.sheets) == 1
    assert_tidy(document)


@pytest.mark.parametrize(
    ("env", "is_practice", "banner"),
    [
        (Env.TEST, False, "Test operation – not for real sales"),
        (Env.TEST, True, "Practice – not for real sales"),
        (Env.LIVE, True, "Practice – not for real sales"),
        (Env.UNKNOWN, False, "Environment unknown – not for real sales"),
    ],
)
def test_a_sheet_that_is_not_about_real_sales_says_so(
    env: Env, is_practice: bool, banner: str
) -> None:
    over = hand_over_document(replace(VIEW, tss=replace(TSS, env=env), is_practice=is_practice))
    sealed = puk_document(replace(SEALED, env=env, is_practice=is_practice))
    for document in (over, sealed):
        assert banner in text(document)
        assert any(isinstance(mark, Plate) for mark in document.sheets[0].marks)
        assert_tidy(document)
    assert "ELSTER" not in text(over)


def test_what_the_service_did_not_say_is_not_invented() -> None:
    bare = replace(TSS, bsi_certification_id=None, time_init=None)
    document = hand_over_document(replace(VIEW, tss=bare, tills=()))
    assert "not stated" in text(document)
    assert "In operation since" not in text(document)
    assert "No till is registered yet." in text(document)
    assert_tidy(document)


def test_many_tills_take_more_pages() -> None:
    tills = tuple(till(number) for number in range(1, 200))
    document = hand_over_document(replace(VIEW, tills=tills, tss=replace(TSS, env=Env.TEST)))
    assert len(document.sheets) > 3
    assert all(f"Kasse {number}" in text(document) for number in range(1, 200))
    for sheet in document.sheets:
        words = [mark.text for mark in sheet.marks if isinstance(mark, Words)]
        assert "Test operation – not for real sales" in words
    assert_tidy(document)


names = st.text(max_size=200)


@settings(max_examples=30)
@given(site=names, serial=st.text(max_size=70), bsi=names)
def test_whatever_people_type_stays_inside(site: str, serial: str, bsi: str) -> None:
    odd = replace(till(1), serial_number=serial)
    tss = replace(TSS, bsi_certification_id=bsi)
    assert_tidy(hand_over_document(replace(VIEW, site_name=site, tills=(odd,), tss=tss)))
    assert_tidy(puk_document(replace(SEALED, site_name=site, env=Env.TEST)))


@pytest.mark.usefixtures("long_words")
def test_longer_words_of_another_language_fit() -> None:
    over = hand_over_document(replace(VIEW, tss=replace(TSS, env=Env.TEST)))
    sealed = puk_document(replace(SEALED, env=Env.TEST))
    assert "und so weiter" in text(over)
    assert_tidy(over)
    assert_tidy(sealed)


# --- sealed sheet ----------------------------------------------------------------------------


def cells(document: Document) -> list[str]:
    frames = [mark.box for mark in document.sheets[0].marks if isinstance(mark, Frame)]
    words = [mark for mark in document.sheets[0].marks if isinstance(mark, Words)]
    return [mark.text for box in frames for mark in words if box.contains(mark.box)]


@pytest.mark.parametrize("length", [10, 12, 16, 24, 36, 64])
def test_the_puk_is_printed_whole_and_numbered(length: int) -> None:
    puk = "".join(chr(ord("A") + i % 26) for i in range(length))
    document = puk_document(replace(SEALED, puk=Secret(puk)))
    assert "".join(cells(document)).startswith(puk)
    numbers = [mark.text for mark in document.sheets[0].marks if isinstance(mark, Words)]
    assert all(str(place) in numbers for place in range(1, length + 1))
    assert_tidy(document)


def test_the_puk_lies_in_the_middle_third_alone() -> None:
    document = puk_document(SEALED)
    (sheet,) = document.sheets
    letters = [mark for mark in sheet.marks if isinstance(mark, Words) and mark.face.size > 55]
    assert "".join(mark.text for mark in letters) == PUK
    third = sheet.height / 3
    assert all(third < mark.box.top() and mark.box.bottom() < 2 * third for mark in letters)
    # Folds at both thirds, from edge to edge.
    for fold in (third, 2 * third):
        dashes = [m for m in sheet.marks if isinstance(m, Bar) and abs(m.box.y() - fold) < 2]
        assert len(dashes) > 25
    assert ink_outside(sheet).isEmpty()


def test_the_label_outside_names_shop_and_tse_and_not_the_puk() -> None:
    (sheet,) = puk_document(SEALED).sheets
    outside = [
        mark.text
        for mark in sheet.marks
        if isinstance(mark, Words) and mark.box.bottom() < sheet.height / 3
    ]
    for expected in ("Café am Markt", TSS.id, "Live operation", "21 November 2026"):
        assert expected in outside
    assert PUK not in "".join(outside)


def test_the_puk_shows_nowhere_but_on_the_page() -> None:
    document = puk_document(SEALED)
    assert PUK not in repr(document) + document.title + repr(SEALED)
    pdf = to_pdf(document)
    assert PUK.encode() not in pdf
    assert PUK not in pdf.decode("utf-16-be", "ignore")


def test_the_hand_over_sheet_has_no_place_for_a_secret() -> None:
    fields = {name for name in HandOver.__dataclass_fields__ if "puk" in name or "pin" in name}
    assert fields == set()
    assert PUK not in text(hand_over_document(VIEW))


# --- where lines break -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("eins zwei drei", ["eins", "zwei", "drei"]),
        ("nach § 146a", ["nach", "§\u00a0146a"]),
        ("AO Abs. 4 Nr. 3", ["AO", "Abs.\u00a04", "Nr.\u00a03"]),
        ("9,90\u00a0€", ["9,90\u00a0€"]),
        ("Hinter-Hof", ["Hinter-", "Hof"]),
        ("TSE-Daten", ["TSE-Daten"]),  # short beginnings are not parted
        ("  \n\t ", []),
        ("", []),
    ],
)
def test_lines_break_where_people_would(words: str, lines: list[str]) -> None:
    face = Face(24)
    narrow = max((advance(line, face) for line in lines), default=50)
    assert wrapped(words, face, narrow) == lines


@settings(max_examples=60)
@given(st.text(max_size=80), st.integers(40, 400))
def test_no_line_is_too_wide_and_nothing_is_lost(words: str, width: int) -> None:
    face = Face(24)
    lines = wrapped(words, face, width)
    assert "".join("".join(lines).split()) == "".join(words.split())
    # A single letter wider than the paper is all that may stick out.
    assert all(advance(line, face) <= width or len(line) < 20 for line in lines)


@given(st.text(alphabet="0123456789abcdef", min_size=1, max_size=200), st.integers(60, 700))
def test_long_values_are_cut_evenly(value: str, width: int) -> None:
    face = Face(20, mono=True)
    lines = even_lines(value, face, width)
    assert "".join(lines) == value
    assert all(advance(line, face) <= width for line in lines)
    assert len({len(line) for line in lines[:-1]}) <= 1
    assert "".join(grouped(value, face, width)).replace(" ", "") == value
