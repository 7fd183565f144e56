"""Colours, sizes and fonts: the one place that says how the program looks.

Everything is derived from two inputs, the colour scheme and the text size, and follows both at
run time: ``current().changed`` is emitted and every part of the kit restyles itself.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from tse_companion.gui import stylesheet
from tse_companion.paths import resources

Scheme = Literal["system", "light", "dark"]
FontRole = Literal["title", "heading", "strong", "body", "caption", "mono"]

_DESIGN_FONT_PX = 14  # all sizes in the code are for this body font
_BODY_POINTS = 13.0 if sys.platform == "darwin" else 10.5  # points are 1/72 inch on macOS
_SIZES: dict[FontRole, float] = {
    "title": 26 / 14,
    "heading": 17 / 14,
    "strong": 1.0,
    "body": 1.0,
    "caption": 12.5 / 14,
    "mono": 13 / 14,
}


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour in use. Text on its ground reaches WCAG AA (4.5), outlines reach 3.0."""

    window: str
    sidebar: str
    surface: str
    raised: str  # menus, tool tips, the hovered row
    line: str  # hairlines that carry no meaning
    outline: str  # borders of controls
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    accent_soft: str  # ground of the chosen one
    focus: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    on_bad: str
    practice: str
    practice_soft: str


LIGHT = Tokens(
    window="#f5f7f8",
    sidebar="#ebeff1",
    surface="#ffffff",
    raised="#ffffff",
    line="#dde3e7",
    outline="#7d8a94",
    text="#16212a",
    muted="#52616c",
    disabled="#8d99a2",
    accent="#0b6b78",
    accent_hover="#095a65",
    accent_pressed="#074a54",
    on_accent="#ffffff",
    accent_soft="#e0f1f3",
    focus="#16212a",
    ok="#1a7544",
    ok_soft="#e4f4ea",
    warn="#875400",
    warn_soft="#fdf2d8",
    bad="#b3261e",
    bad_soft="#fcebe9",
    on_bad="#ffffff",
    practice="#6541a8",
    practice_soft="#efe9fa",
)

DARK = Tokens(
    window="#11171b",
    sidebar="#0c1114",
    surface="#1a2227",
    raised="#242e34",
    line="#2b363d",
    outline="#75858f",
    text="#e9eef1",
    muted="#a5b3bc",
    disabled="#6c7a83",
    accent="#57c4d1",
    accent_hover="#7ad2dc",
    accent_pressed="#3fb1bf",
    on_accent="#06272c",
    accent_soft="#14363b",
    focus="#f4f8fa",
    ok="#74d69c",
    ok_soft="#16301f",
    warn="#f0c052",
    warn_soft="#33290f",
    bad="#ff8f85",
    bad_soft="#3b1b18",
    on_bad="#3b0906",
    practice="#c2a8f5",
    practice_soft="#2b2240",
)


class Theme(QObject):
    """The look in force. ``changed`` follows every change of colours or sizes."""

    changed = Signal()

    def __init__(
        self, app: QApplication, scheme: Scheme = "system", text_percent: int = 100
    ) -> None:
        super().__init__(app)
        self._app = app
        self._wish: Scheme = scheme
        self._percent = _within(text_percent)
        load_font("Inter-Regular.otf")
        load_font("Inter-SemiBold.otf")
        # A person who enlarged the system's font wants it here, too.
        self._points = max(_BODY_POINTS, app.font().pointSizeF())
        self.tokens = self._wanted_tokens()
        self.scale = 1.0
        if scheme != "system":
            self._tell_system()
        app.styleHints().colorSchemeChanged.connect(self._on_system_scheme)
        self._apply()

    @property
    def is_dark(self) -> bool:
        return self.tokens is DARK

    @property
    def scheme(self) -> Scheme:
        """What the person asked for."""
        return self._wish

    @property
    def text_percent(self) -> int:
        return self._percent

    def set_look(self, *, scheme: Scheme | None = None, text_percent: int | None = None) -> None:
        """Change the colour scheme, the text size (100 to 200), or both, at once."""
        wish = self._wish if scheme is None else scheme
        percent = self._percent if text_percent is None else _within(text_percent)
        if (wish, percent) == (self._wish, self._percent):
            return
        self._wish, self._percent = wish, percent
        self._tell_system()
        self._apply()

    def px(self, design: float) -> int:
        """Pixels for a length given at the design's font size; at least 1 unless zero."""
        return max(1, round(design * self.scale)) if design else 0

    def font(self, role: FontRole = "body") -> QFont:
        """The font of a role at the text size in force."""
        if role == "mono":
            load_font("JetBrainsMono-Regular.ttf")
            font = QFont(["JetBrains Mono", "Consolas", "Menlo", "DejaVu Sans Mono"])
            # Ligatures would join -> and !=; ids are read character by character.
            font.setFeature(QFont.Tag("calt"), 0)
        else:
            font = QFont(["Inter", "Segoe UI", "Helvetica Neue", "DejaVu Sans"])
        font.setPointSizeF(self._points * self._percent / 100 * _SIZES[role])
        strong = role in ("title", "heading", "strong")
        # Said in either case: what a font leaves open it would inherit from the widget around it.
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        if role == "title":
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98.5)
        return font

    def color(self, token: str) -> QColor:
        """A token's colour by its name."""
        return QColor(getattr(self.tokens, token))

    def _wanted_tokens(self) -> Tokens:
        if self._wish == "system":
            dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        else:
            dark = self._wish == "dark"
        return DARK if dark else LIGHT

    def _tell_system(self) -> None:
        # Title bars and native dialogs go along.
        hints = self._app.styleHints()
        if self._wish == "system":
            hints.unsetColorScheme()
        else:
            dark = self._wish == "dark"
            hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)

    def _on_system_scheme(self) -> None:
        if self._wanted_tokens() is not self.tokens:
            self._apply()

    def _apply(self) -> None:
        self.tokens = self._wanted_tokens()
        body = self.font("body")
        self.scale = QFontInfo(body).pixelSize() / _DESIGN_FONT_PX
        self._app.setFont(body)
        self._app.setPalette(_palette(self.tokens))
        self._app.setStyleSheet(stylesheet.build(self.tokens, self.px))
        self.changed.emit()


def install(app: QApplication, *, scheme: Scheme = "system", text_percent: int = 100) -> Theme:
    """Give the application its look; where it has one already, change it to this."""
    if _current:
        _current[0].set_look(scheme=scheme, text_percent=text_percent)
    else:
        _current.append(Theme(app, scheme, text_percent))
    return _current[0]


_current: list[Theme] = []


def current() -> Theme:
    """The theme of the running application."""
    if not _current:
        app = QGuiApplication.instance()
        if not isinstance(app, QApplication):
            raise RuntimeError("the look needs a QApplication")
        return install(app)
    return _current[0]


def _within(percent: int) -> int:
    return max(100, min(200, percent))


@cache
def load_font(file: str) -> None:
    """Make a bundled font known to Qt, once: each new one lets all text be measured again."""
    QFontDatabase.addApplicationFont(str(resources() / "fonts" / file))


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.window,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.bad,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.Light: tokens.raised,
        role.Midlight: tokens.line,
        role.Mid: tokens.line,
        role.Dark: tokens.outline,
        role.Shadow: tokens.outline,
    }
    palette = QPalette()
    for name, value in colours.items():
        palette.setColor(name, QColor(value))
    grey = QColor(tokens.disabled)
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, grey)
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(tokens.line))
    return palette
