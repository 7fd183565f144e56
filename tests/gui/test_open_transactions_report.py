"""The printed report on a batch: complete, honest about the environment, and tidy."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from gui.looking import lengthen
from gui.printing_judges import collisions, strays
from gui.printing_samples import START
from tse_companion.domain.models import Env
from tse_companion.gui.printing.cancel_report import CancelReport, CancelReportSheet, ReportLine
from tse_companion.gui.printing.draw import Document, Plate

pytestmark = pytest.mark.usefixtures("qapp")

LINES = tuple(
    ReportLine(4711 + n, "Kasse 1", START + n, "open", "cancelled", 815 + n, "cancelled")
    for n in range(3)
)
VIEW = CancelReport(
    site_name="Café am Markt",
    tss_id="0d9a54b2-74c4-4e4b-93a8-4a5a0ac70aa1",
    tss_serial_number="5453a8a591657e6a6df679a267ebf36c59251e9952a28baf57d6e5816337f5e5",
    env=Env.LIVE,
    is_practice=False,
    begun=START,
    made_at=START + 60,
    user="anna",
    reason="Till crashed",
    sums="3 cancelled.",
    lines=LINES,
)


def document(view: CancelReport) -> Document:
    return CancelReportSheet(view).document


def text(made: Document) -> str:
    return " ".join(made.words().split())


def assert_tidy(made: Document) -> None:
    assert [pair for sheet in made.sheets for pair in collisions(sheet)] == []
    assert list(strays(made)) == []


def test_it_holds_what_the_records_need() -> None:
    made = document(VIEW)
    for expected in (
        "Café am Markt",
        "Till crashed",
        "anna",
        VIEW.tss_id,
        "5453 a8a5 9165",
        "21/11/2026",
        "4711 Kasse 1",
        "open → cancelled 815 cancelled",
        "3 cancelled.",
        "Live operation",
        "Page 1 of 1",
    ):
        assert expected in text(made), expected
    assert not any(isinstance(mark, Plate) for mark in made.sheets[0].marks)
    assert_tidy(made)


@pytest.mark.parametrize(
    ("env", "is_practice", "banner"),
    [
        (Env.TEST, False, "Test operation – not for real sales"),
        (Env.TEST, True, "Practice – not for real sales"),
    ],
)
def test_on_each_page_it_says_what_is_not_real(env: Env, is_practice: bool, banner: str) -> None:
    made = document(replace(VIEW, env=env, is_practice=is_practice, lines=LINES * 40))
    assert len(made.sheets) > 2
    for sheet in made.sheets:
        assert banner in "\n".join(getattr(mark, "text", "") for mark in sheet.marks)
    assert text(made).count("4712") == 40
    assert_tidy(made)


def test_what_is_not_known_is_not_invented() -> None:
    line = ReportLine(1, "Kasse 1", START, "open", "open", None, "left alone")
    made = document(replace(VIEW, tss_serial_number="", user="", lines=(line,)))
    assert "open → open – left alone" in text(made)
    assert "Serial number" not in text(made)
    assert_tidy(made)


@settings(max_examples=6)
@given(words=st.text(max_size=80), till=st.text(max_size=70))
def test_whatever_people_type_stays_inside(words: str, till: str) -> None:
    line = replace(LINES[0], till=till, outcome=words)
    assert_tidy(document(replace(VIEW, site_name=words, reason=words, lines=(line,) * 2)))


def test_longer_words_fit(qapp: QApplication) -> None:
    translator = lengthen(qapp)
    try:
        assert_tidy(document(replace(VIEW, env=Env.TEST)))
    finally:
        qapp.removeTranslator(translator)


def test_many_lines_are_filled_in_steps() -> None:
    sheet = CancelReportSheet(replace(VIEW, lines=LINES * 20))
    assert len(list(sheet.steps())) > 6
    assert len(sheet.document.sheets) > 1
