"""Support: which version, where the files are, and how the program looks and speaks."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl, Signal, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from tse_companion import __version__
from tse_companion.gui import i18n, theme
from tse_companion.gui.i18n import LanguageWish, Translated
from tse_companion.gui.theme import Scheme
from tse_companion.gui.widgets import (
    ActionCard,
    Card,
    Choice,
    CopyRow,
    Field,
    Flow,
    ScrollArea,
    Text,
    button,
)

PERCENTS = (100, 125, 150, 175, 200)
_LANGUAGES: tuple[LanguageWish, ...] = ("system", "de", "en")
_SCHEMES: tuple[Scheme, ...] = ("system", "light", "dark")


@dataclass(frozen=True, slots=True)
class SupportView:
    """What the page shows: the choices in force and the folders in use."""

    data_folder: Path
    log_folder: Path
    language: LanguageWish = "system"
    scheme: Scheme = "system"
    text_percent: int = 100


class SupportPage(Translated, ScrollArea):
    """Look, language and facts for support.

    What the person chooses takes effect at once; ``language_chosen``, ``scheme_chosen`` and
    ``text_percent_chosen`` tell it so that it is kept. ``practice_reset_requested`` asks to
    throw the practice TSE away; ``journal_requested`` and ``sites_requested`` ask for the pages
    of these names.
    """

    language_chosen = Signal(str)
    scheme_chosen = Signal(str)
    text_percent_chosen = Signal(int)
    practice_reset_requested = Signal()
    journal_requested = Signal()
    sites_requested = Signal()

    def __init__(self, view: SupportView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._title = Text("title")
        self.say(self._title.setText, lambda: self.tr("Support"))
        self.body.addWidget(self._title)
        self.body.addWidget(self._look_card())
        self.body.addWidget(self._lists_card())
        self.body.addWidget(self._folder_card())
        self.body.addWidget(self._practice_card())
        self.body.addWidget(self._version_card())
        self.body.addStretch(1)

    def version_words(self) -> str:
        """Program, Qt and system, as support asks for them."""
        return (
            f"TSE Companion {__version__} · Qt {qVersion()} · Python {platform.python_version()}"
            f" · {platform.system()} {platform.release()}"
        )

    def _look_card(self) -> Card:
        card = Card(gap=16)
        head = Text("heading")
        self.say(head.setText, lambda: self.tr("Language and look"))
        card.body.addWidget(head)
        self._language = self._choice(_LANGUAGES, self._view.language)
        self._scheme = self._choice(_SCHEMES, self._view.scheme)
        self._percent = self._choice(PERCENTS, self._view.text_percent)
        self._language.currentIndexChanged.connect(self._on_language)
        self._scheme.currentIndexChanged.connect(self._on_scheme)
        self._percent.currentIndexChanged.connect(self._on_percent)
        row = Flow(gap=20, stretch=True, least=220)
        for choice, label in (
            (self._language, lambda: self.tr("Language")),
            (self._scheme, lambda: self.tr("Colours")),
            (self._percent, lambda: self.tr("Text size")),
        ):
            field = Field(choice)
            self.say(field.set_label, label)
            row.addWidget(field)
        card.body.addLayout(row)
        self._name_choices()
        return card

    def _lists_card(self) -> Card:
        journal, sites = button("plain", icon="journal"), button("plain", icon="shop")
        journal.setObjectName("support_journal")
        sites.setObjectName("support_sites")
        journal.clicked.connect(self.journal_requested)
        sites.clicked.connect(self.sites_requested)
        self.say(journal.setText, lambda: self.tr("Open the journal"))
        self.say(sites.setText, lambda: self.tr("Manage shops"))
        card = ActionCard(journal, sites)
        self.say(card.set_title, lambda: self.tr("Journal and shops"))
        self.say(
            card.set_text,
            lambda: self.tr(
                "The journal tells what this program changed, when and by whom. The list of shops "
                "is where you rename, remove and take shops along."
            ),
        )
        return card

    def _folder_card(self) -> Card:
        card = Card(gap=8)
        head = Text("heading")
        self.say(head.setText, lambda: self.tr("Folders"))
        card.body.addWidget(head)
        data, log = CopyRow(), CopyRow()
        data.set_value(str(self._view.data_folder))
        log.set_value(str(self._view.log_folder))
        self.say(data.set_caption, lambda: self.tr("Settings and journal"))
        self.say(log.set_caption, lambda: self.tr("Log files"))
        card.body.addWidget(data)
        card.body.addWidget(log)
        note = Text("caption")
        self.say(
            note.setText,
            lambda: self.tr("The log holds no PIN, PUK, key or receipt; you may send it on."),
        )
        card.body.addWidget(note)
        open_log = button("plain", icon="folder")
        self.say(open_log.setText, lambda: self.tr("Open the log folder"))
        open_log.clicked.connect(self._on_open_log)
        row = Flow(top=4)
        row.addWidget(open_log)
        card.body.addLayout(row)
        return card

    def _practice_card(self) -> Card:
        reset = button("plain", icon="trash")
        self.say(reset.setText, lambda: self.tr("Start practising afresh …"))
        reset.clicked.connect(self.practice_reset_requested)
        card = ActionCard(reset)
        self.say(card.set_title, lambda: self.tr("Practice TSE"))
        self.say(
            card.set_text,
            lambda: self.tr(
                "Lives on this computer and keeps what you practised. You can throw it away and "
                "begin afresh at any time."
            ),
        )
        return card

    def _version_card(self) -> Card:
        card = Card(gap=8)
        head = Text("heading")
        self.say(head.setText, lambda: self.tr("Version"))
        card.body.addWidget(head)
        row = CopyRow()
        row.set_value(self.version_words())
        self.say(row.set_caption, lambda: self.tr("For your message to support"))
        card.body.addWidget(row)
        return card

    def _choice(self, values: Sequence[object], chosen: object) -> Choice:
        choice = Choice()
        for value in values:
            choice.addItem("", value)
        choice.setCurrentIndex(max(0, choice.findData(chosen)))
        return choice

    def _name_choices(self) -> None:
        # A language is named in itself, so that one who is lost finds it.
        for choice, words in (
            (self._language, (lambda: self.tr("As the system"), _german, _english)),
            (
                self._scheme,
                (
                    lambda: self.tr("As the system"),
                    lambda: self.tr("Light"),
                    lambda: self.tr("Dark"),
                ),
            ),
        ):
            for index, getter in enumerate(words):
                self.say(_item(choice, index), getter)
        for index, percent in enumerate(PERCENTS):
            self._percent.setItemText(index, f"{percent} %")

    def _on_language(self) -> None:
        wish: LanguageWish = self._language.currentData()
        app = QCoreApplication.instance()
        if app is not None:
            i18n.install(app, i18n.resolve(wish))
        self.language_chosen.emit(wish)

    def _on_scheme(self) -> None:
        wish: Scheme = self._scheme.currentData()
        theme.current().set_look(scheme=wish)
        self.scheme_chosen.emit(wish)

    def _on_percent(self) -> None:
        percent: int = self._percent.currentData()
        theme.current().set_look(text_percent=percent)
        self.text_percent_chosen.emit(percent)

    def _on_open_log(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._view.log_folder)))


def _item(choice: Choice, index: int) -> Callable[[str], None]:
    return lambda words: choice.setItemText(index, words)


def _german() -> str:
    return "Deutsch"


def _english() -> str:
    return "English"
