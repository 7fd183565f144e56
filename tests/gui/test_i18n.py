"""German and English at run time: texts, Qt's own texts, dates and numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QTimeZone
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


def test_exact_times_name_their_zone(qapp: QApplication) -> None:
    summer = MOMENT - 180 * 86_400
    speak("de")
    assert i18n.exact(MOMENT) == "31.12.2026, 14:03:27 MEZ"
    assert i18n.exact(summer) == "04.07.2026, 15:03:27 MESZ"
    speak("en")
    assert i18n.exact(MOMENT) == "31/12/2026, 14:03:27 CET"
    assert i18n.exact(summer) == "04/07/2026, 15:03:27 CEST"


@pytest.mark.parametrize(
    ("zone", "said"),
    [("Europe/Berlin", "CET"), ("UTC", "UTC"), ("UTC-03:30", "UTC-03:30"), ("UTC+05", "UTC+05:00")],
)
def test_a_zone_without_a_name_of_ours_is_its_offset(
    qapp: QApplication, zone: str, said: str
) -> None:
    speak("en")
    stamp = QDateTime.fromSecsSinceEpoch(MOMENT, QTimeZone(zone.encode()))
    assert i18n._zone(stamp) == said


def test_what_a_person_reads_is_never_in_utc() -> None:
    """Files that other programs read are, and say so; nothing else asks for it."""
    gui = Path(i18n.__file__).parent
    users = {
        path.relative_to(gui).as_posix()
        for path in gui.rglob("*.py")
        if "i18n.utc(" in path.read_text(encoding="utf-8")
    }
    # The journal's table, and what "copy" takes along for support.
    assert users == {"journal_desk.py", "dialogs.py"}


@pytest.mark.parametrize("language", ["de", "en"])
def test_utc_says_so(qapp: QApplication, language: str) -> None:
    speak("de" if language == "de" else "en")
    assert i18n.utc(MOMENT) == "2026-12-31 13:03:27 UTC"


def test_numbers_are_written_the_language_s_way(qapp: QApplication) -> None:
    speak("de")
    assert (i18n.number(2000), i18n.number(1.5, 1)) == ("2.000", "1,5")
    speak("en")
    assert (i18n.number(2000), i18n.number(1.5, 1)) == ("2,000", "1.5")


def test_a_marked_literal_is_itself() -> None:
    assert QT_TRANSLATE_NOOP("Texts", "Till") == "Till"


def test_nouns_inside_a_sentence_keep_their_capital() -> None:
    assert i18n.sentence("endgültig außer Betrieb") == "Endgültig außer Betrieb"
    assert i18n.sentence("") == ""
