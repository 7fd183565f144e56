"""The catalogues are complete, fresh and compiled; nothing on screen escapes translation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import translations

import tse_companion

SOURCE = Path(tse_companion.__file__).parent
GUI = sorted((SOURCE / "gui").rglob("*.py"))
CALLS = {"tr", "translate", "QT_TRANSLATE_NOOP"}


def test_catalogues_are_up_to_date_and_compiled() -> None:
    assert translations.stale() == [], "run packaging/translations.py update"
    assert translations.main(["check"]) == 0


def test_every_text_is_translated() -> None:
    for catalogue in translations.CATALOGUES:
        assert translations.unfinished(catalogue) == []
    assert len(translations.entries(translations.CATALOGUE)) > 500


def test_named_fields_survive_translation() -> None:
    for catalogue in translations.CATALOGUES:
        for context, source, words in translations.entries(catalogue):
            fields = re.findall(r"\{\w+\}", source)
            assert sorted(set(fields)) == sorted(set(re.findall(r"\{\w+\}", words or ""))), (
                context,
                source,
            )
            assert ("%n" in source) == ("%n" in (words or "")), source


def test_german_uses_german_quotation_marks_and_the_polite_form() -> None:
    familiar = re.compile(r"\b(du|dein|deine|dir|dich|euer|eure)\b", re.IGNORECASE)
    for context, source, words in translations.entries(translations.CATALOGUE):
        assert words is not None
        assert '"' not in words, (context, source)
        assert "“" not in words or "„" in words, (context, source)
        assert not familiar.search(words), (context, source)
        assert "stornier" not in words.casefold(), "a transaction is cancelled: abbrechen"
        assert "TSS" not in words, "shop owners say TSE"


def test_german_ends_as_the_english_does() -> None:
    for context, source, words in translations.entries(translations.CATALOGUE):
        assert words is not None
        for sign in (".", "…", ":", "?"):
            assert source.endswith(sign) == words.endswith(sign) or words.endswith("Min."), (
                context,
                source,
                words,
            )


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = node.func.id if isinstance(node.func, ast.Name) else name
            # Painters and strings have a translate of their own, with one argument or two numbers.
            other = name == "translate" and "QCoreApplication" not in ast.unparse(node.func)
            if name in CALLS and not (other and isinstance(node.func, ast.Attribute)):
                yield node


@pytest.mark.parametrize("path", GUI, ids=lambda path: str(path.relative_to(SOURCE)))
def test_only_literals_are_translated(path: Path) -> None:
    """lupdate reads literals; a name or an f-string would never be translated."""
    # These translate what their tables mark with QT_TRANSLATE_NOOP.
    if path.name in ("texts.py", "reasons.py", "tss_words.py", "open_words.py"):
        return
    for call in calls(ast.parse(path.read_text(encoding="utf-8"))):
        wanted = call.args[:1] if len(call.args) < 2 else call.args[:2]
        for argument in wanted:
            assert isinstance(argument, ast.Constant), (path, call.lineno)
            assert isinstance(argument.value, str), (path, call.lineno)


@pytest.mark.parametrize("path", GUI, ids=lambda path: str(path.relative_to(SOURCE)))
def test_translation_functions_have_no_other_names(path: Path) -> None:
    """An alias is not found by lupdate, and a helper hides its literals from it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Attribute):
            names = {target.id for target in node.targets if isinstance(target, ast.Name)}
            if node.value.attr in CALLS:
                assert names <= {node.value.attr}, (path, node.lineno)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            literal = bool(node.args) and isinstance(node.args[0], ast.Constant)
            assert node.func.id != "_tr" or not literal, (path, node.lineno)


SETTERS = {
    "setText",
    "setWindowTitle",
    "setToolTip",
    "setAccessibleName",
    "setAccessibleDescription",
    "setPlaceholderText",
    "set_label",
    "set_hint",
    "set_error",
    "set_title",
    "set_text",
    "set_action",
    "set_caption",
    "set_explanation",
    "set_status",
}


@pytest.mark.parametrize("path", GUI, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_word_reaches_the_screen_untranslated(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr in SETTERS and node.args and isinstance(node.args[0], ast.Constant):
            value = node.args[0].value
            assert not (isinstance(value, str) and re.search(r"[A-Za-z]{2}", value)), (
                path,
                node.lineno,
            )
