"""Colours people can read, sizes that follow the text, and a look that follows the system."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication

from tse_companion.gui import theme
from tse_companion.gui.theme import DARK, LIGHT, Tokens

GROUNDS = ("window", "sidebar", "surface", "raised")


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio."""

    def luminance(name: str) -> float:
        color = QColor(name)
        parts = (color.redF(), color.greenF(), color.blueF())
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_stands_out_from_its_ground(tokens: Tokens) -> None:
    pairs = [(ink, ground) for ink in ("text", "muted", "accent") for ground in GROUNDS]
    pairs += [("ok", "ok_soft"), ("warn", "warn_soft"), ("bad", "bad_soft"), ("bad", "surface")]
    pairs += [("practice", "practice_soft"), ("on_bad", "bad"), ("accent", "accent_soft")]
    pairs += [("text", f"{kind}_soft") for kind in ("ok", "warn", "bad", "accent", "practice")]
    pairs += [("on_accent", a) for a in ("accent", "accent_hover", "accent_pressed")]
    pairs += [("muted", "accent_soft")]
    low = {
        pair: round(ratio, 2)
        for pair in pairs
        if (ratio := contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1]))) < 4.5
    }
    assert low == {}


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_outlines_and_the_focus_ring_can_be_seen(tokens: Tokens) -> None:
    for ground in GROUNDS:
        assert contrast(tokens.outline, getattr(tokens, ground)) >= 3, ground
        assert contrast(tokens.focus, getattr(tokens, ground)) >= 7, ground


def test_sizes_follow_the_text(qapp: QApplication) -> None:
    look = theme.current()
    look.set_look(text_percent=100)
    before = look.px(16), QFontInfo(look.font("body")).pixelSize()
    look.set_look(text_percent=200)
    after = look.px(16), QFontInfo(look.font("body")).pixelSize()
    assert after == (before[0] * 2, before[1] * 2)
    assert look.px(0) == 0
    assert look.px(0.1) == 1


def test_text_size_stays_within_what_the_pages_bear(qapp: QApplication) -> None:
    look = theme.current()
    look.set_look(text_percent=900)
    assert look.text_percent == 200
    look.set_look(text_percent=10)
    assert look.text_percent == 100


def test_an_unchanged_look_costs_nothing(qapp: QApplication) -> None:
    look = theme.current()
    look.set_look(scheme="light", text_percent=100)
    told: list[int] = []
    look.changed.connect(lambda: told.append(1))
    look.set_look(scheme="light", text_percent=100)
    assert told == []
    look.set_look(scheme="dark")
    assert told == [1]
    assert look.is_dark


def test_the_system_is_followed_only_when_asked_to(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = theme.current()
    look.set_look(scheme="system")
    dark = Qt.ColorScheme.Dark
    monkeypatch.setattr(type(qapp.styleHints()), "colorScheme", lambda self: dark)
    qapp.styleHints().colorSchemeChanged.emit(dark)
    after_dark = look.is_dark
    look.set_look(scheme="light")
    qapp.styleHints().colorSchemeChanged.emit(dark)
    assert (after_dark, look.is_dark) == (True, False)
    monkeypatch.undo()
    look.set_look(scheme="light")


def test_the_bundled_fonts_are_used(qapp: QApplication) -> None:
    look = theme.current()
    assert QFontInfo(look.font("body")).family() == "Inter"
    assert QFontInfo(look.font("strong")).weight() == 600
    assert QFontInfo(look.font("mono")).family() == "JetBrains Mono"
