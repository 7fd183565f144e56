"""CSV that a German spreadsheet opens, and that it runs nothing of."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tse_companion.services.csv_text import csv_bytes, csv_text, harmless

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u00a0=1", "＝1"]


def test_semicolons_mark_and_line_ends() -> None:
    content = csv_bytes(["Kasse", "Nr."], [["Café; „Anna“", 7], [None, -3]])
    assert content == '\ufeffKasse;Nr.\r\n"Café; „Anna“";7\r\n;-3\r\n'.encode()


@pytest.mark.parametrize("formula", FORMULAS)
def test_nothing_is_run_as_a_formula(formula: str) -> None:
    assert harmless(formula) == f"'{formula}"
    (row,) = csv.reader(io.StringIO(csv_text([formula], []), newline=""), delimiter=";")
    assert row == [f"'{formula}"]


def test_half_a_character_does_no_harm() -> None:
    assert csv_bytes(["a\ud800\0b"], []) == b"\xef\xbb\xbfa?b\r\n"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_every_text_comes_back(cells: list[str]) -> None:
    text = csv_text(cells, [])
    (row,) = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    assert row == [harmless(cell) for cell in cells]
