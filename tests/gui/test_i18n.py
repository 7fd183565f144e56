"""German and English at run time: texts, Qt's own texts, dates and numbers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.looking import speak
from tse_companion.gui import i18n
from tse_companion.gui.i18n import QT_TRANSLATE_NOOP, Translated

MOMENT = 1_798_722_207  # 31 December 2026, 13:03:27 UTC


class SecretField(Translated, QWidget):
    """Named like a class of the program, so that its catalogue holds the texts."""

    def __init__(self) -> None:
        super().__init__()
        self.label = QLabel(self)
        self.typed = False
        self.say(self.label.setText, self.words)

    def words(self) -> str:
        return self.tr("Hide what was typed") if self.typed else self.tr("Show what was typed")


class Heir(SecretField):
    """Finds the texts of the class it comes from."""


@pytest.mark.parametrize("kind", [SecretField, Heir])
def test_open_windows_retell_themselves(qtbot: QtBot, kind: type[SecretField]) -> None:
    widget = kind()
    qtbot.addWidget(widget)
    assert widget.label.text() == "Show what was typed"
    speak("de")
    assert widget.label.text() == "Eingabe zeigen"
    widget.typed = True
    widget.retranslate()
    assert widget.label.text() == "Eingabe verbergen"
    speak("en")
    assert widget.label.text() == "Hide what was typed"
    assert i18n.language() == "en"


def test_children_deep_inside_retell_themselves(qtbot: QtBot) -> None:
    outer, inner = QWidget(), QWidget()
    inner.setParent(outer)
    widget = SecretField()
    widget.setParent(inner)
    qtbot.addWidget(outer)
    speak("de")
    assert widget.label.text() == "Eingabe zeigen"


def test_a_widget_without_words_is_left_in_peace(qtbot: QtBot) -> None:
    class Plain(Translated, QWidget):
        pass

    widget = Plain()
    qtbot.addWidget(widget)
    speak("de")
    widget.retranslate()


def test_qt_speaks_german_too(qapp: QApplication) -> None:
    speak("de")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    speak("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        (["de-DE", "de"], "de"),
        (["de-AT"], "de"),
        (["DE"], "de"),
        (["en-GB", "de"], "en"),
        (["fr-FR"], "en"),
        ([], "en"),
    ],
)
def test_the_system_language_is_the_default(
    monkeypatch: pytest.MonkeyPatch, languages: list[str], expected: str
) -> None:
    monkeypatch.setattr(QLocale, "uiLanguages", lambda self: languages)
    assert i18n.system_language() == expected
    assert i18n.resolve("system") == expected
    assert i18n.resolve("de") == "de"
    assert i18n.resolve("en") == "en"


def test_times_are_written_the_language_s_way(qapp: QApplication) -> None:
    speak("de")
    assert i18n.day(MOMENT) == "31. Dezember 2026"
    assert i18n.moment(MOMENT) == "31.12.2026, 14:03"
    speak("en")
    assert i18n.day(MOMENT) == "31 December 2026"
    assert i18n.moment(MOMENT) == "31/12/2026, 14:03"
    assert i18n.clock(MOMENT) == "14:03:27"


@pytest.mark.parametrize("language", ["de", "en"])
def test_signed_times_are_in_utc_and_say_so(qapp: QApplication, language: str) -> None:
    speak("de" if language == "de" else "en")
    assert i18n.utc(MOMENT) == "2026-12-31 13:03:27 UTC"


def test_numbers_are_written_the_language_s_way(qapp: QApplication) -> None:
    speak("de")
    assert (i18n.number(2000), i18n.number(1.5, 1)) == ("2.000", "1,5")
    speak("en")
    assert (i18n.number(2000), i18n.number(1.5, 1)) == ("2,000", "1.5")


def test_a_marked_literal_is_itself() -> None:
    assert QT_TRANSLATE_NOOP("Texts", "Till") == "Till"
