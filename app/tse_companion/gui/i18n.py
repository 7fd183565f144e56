"""German and English at run time: the catalogue in force and widgets that retell their texts.

English is the source text; its catalogue holds only singular and plural forms. Qt's own texts
(buttons of system dialogs, context menus) come from Qt's catalogue of the same language.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QDateTime,
    QEvent,
    QLibraryInfo,
    QLocale,
    Qt,
    QTimeZone,
    QTranslator,
)

from tse_companion.gui.marks import QT_TRANSLATE_NOOP as QT_TRANSLATE_NOOP
from tse_companion.paths import resources

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    _Base = QWidget
else:
    _Base = object

Language = Literal["de", "en"]
LanguageWish = Literal["system", "de", "en"]
T = TypeVar("T")

_LOCALES: dict[Language, QLocale] = {
    "de": QLocale(QLocale.Language.German, QLocale.Country.Germany),
    # The shop is in Germany: English words with 24-hour times and the day before the month.
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}
_GERMAN_ZONES = {"CET": "MEZ", "CEST": "MESZ"}
_installed: list[QTranslator] = []
_language: list[Language] = ["en"]


def system_language() -> Language:
    """German where the system speaks German, English everywhere else."""
    first = QLocale.system().uiLanguages()[:1]
    return "de" if first and first[0].split("-")[0].lower() == "de" else "en"


def resolve(wish: LanguageWish) -> Language:
    """The language that a setting stands for on this machine."""
    return system_language() if wish == "system" else wish


def language() -> Language:
    """The language in force."""
    return _language[0]


def install(app: QCoreApplication, chosen: Language) -> None:
    """Switch all texts, dates and numbers; open windows retell themselves at once."""
    QLocale.setDefault(_LOCALES[chosen])
    _language[0] = chosen
    fresh: list[QTranslator] = []
    # Qt speaks English by itself; ours has the plural forms.
    catalogues = [(str(resources() / "translations"), f"tse_companion_{chosen}")]
    if chosen == "de":
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        catalogues.insert(0, (qt, "qtbase_de"))
    for folder, file in catalogues:
        translator = QTranslator()
        if translator.load(file, folder):
            fresh.append(translator)
    before, _installed[:] = tuple(_installed), fresh
    for old in before:
        app.removeTranslator(old)
    for new in fresh:
        app.installTranslator(new)


class Translated(_Base):
    """Mixin for a widget whose texts follow the language.

    ``say`` registers a text where it is first shown::

        self.say(label.setText, lambda: self.tr("Till"))

    The getter holds the literal, so that it is found for translation, and may depend on the
    widget's data; ``retranslate`` runs all of them again.
    """

    _sayings: list[tuple[Callable[[str], object], Callable[[], str]]]

    def say(self, setter: Callable[[str], object], getter: Callable[[], str]) -> None:
        """Set a text now and again at every change of language."""
        if "_sayings" not in self.__dict__:
            self._sayings = []
        self._sayings.append((setter, getter))
        setter(getter())

    def retranslate(self) -> None:
        """Say everything again; call it when data behind the texts changed."""
        for setter, getter in self.__dict__.get("_sayings", ()):
            setter(getter())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


# Times. What a person reads is local time: short in tables and sentences, where an exact time is
# looked up with its zone. UTC is for files that other programs read, and says so there.


def day(unix: int) -> str:
    """A date for reading, in the machine's time zone: 21. November 2026."""
    pattern = "d. MMMM yyyy" if language() == "de" else "d MMMM yyyy"
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(unix).date(), pattern)


def file_day(unix: int) -> str:
    """A date for the name of a file, in the machine's time zone, sorted by itself: 2026-11-21."""
    return QDateTime.fromSecsSinceEpoch(unix).date().toString(Qt.DateFormat.ISODate)


def moment(unix: int) -> str:
    """Date and time for reading, in the machine's time zone: 21.11.2026, 14:03."""
    pattern = "dd.MM.yyyy, HH:mm" if language() == "de" else "dd/MM/yyyy, HH:mm"
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(unix), pattern)


def clock(unix: int) -> str:
    """Time of day with seconds, in the machine's time zone: 14:03:27."""
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(unix).time(), "HH:mm:ss")


def exact(unix: int) -> str:
    """Date and time to the second with the machine's time zone: 21.11.2026, 14:03:27 MEZ."""
    pattern = "dd.MM.yyyy, HH:mm:ss" if language() == "de" else "dd/MM/yyyy, HH:mm:ss"
    stamp = QDateTime.fromSecsSinceEpoch(unix)
    return f"{QLocale().toString(stamp, pattern)} {_zone(stamp)}"


def _zone(stamp: QDateTime) -> str:
    name, offset = stamp.timeZoneAbbreviation(), stamp.offsetFromUtc()
    if bytes(stamp.timeZone().id().data()) == b"Europe/Berlin":  # Windows has no short names
        name = "CEST" if offset == 7200 else "CET"
    if name in _GERMAN_ZONES:
        return _GERMAN_ZONES[name] if language() == "de" else name
    if not offset:
        return "UTC"
    hours, minutes = divmod(abs(offset) // 60, 60)
    return f"UTC{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}"


def utc(unix: int) -> str:
    """Date and time in UTC and marked so."""
    stamp = QDateTime.fromSecsSinceEpoch(unix, QTimeZone(QTimeZone.Initialization.UTC))
    return QLocale().toString(stamp, "yyyy-MM-dd HH:mm:ss") + " UTC"


def sentence(words: str) -> str:
    """These words at the beginning of a sentence; capitals inside them stay."""
    return words[:1].upper() + words[1:]


def number(value: float, decimals: int = 0) -> str:
    """A number in the language's way of writing."""
    if decimals:
        return QLocale().toString(float(value), "f", decimals)
    return QLocale().toString(int(value))
