"""Pages about the keys of a TSS: create it, keep its PUK, choose the admin PIN."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QWidget

from tse_companion.domain.credentials import (
    PIN_MIN,
    PUK_MIN,
    PukChallenge,
    Secret,
    generate_pin,
    pin_flaws,
)
from tse_companion.domain.models import Env
from tse_companion.gui.texts import pin_flaw_word
from tse_companion.gui.widgets import (
    Banner,
    Card,
    CopyRow,
    Field,
    Flow,
    SecretField,
    Text,
    VBox,
    button,
    grouped,
)
from tse_companion.gui.wizard.page import WizardPage
from tse_companion.services.setup.flow import PinSource, Step

LIVE_WORD = "LIVE"


class CreatePage(WizardPage):
    """The one page that makes a TSS. Its id is chosen already, so a repetition makes no second."""

    step = Step.CREATE

    def build(self) -> None:
        card = Card()
        self._what = Text("body")
        card.body.addWidget(self._what)
        self._id = CopyRow()
        card.body.addWidget(self._id)
        self.body.addWidget(card)
        self._typed = Field()
        self._typed.editor.setObjectName("live_word")
        self._typed.changed.connect(self.changed)
        self.body.addWidget(self._typed)
        self.say(
            self._what.setText,
            lambda: self.tr(
                "The service makes a new TSE and shows its PUK, the key to everything. The PUK "
                "is kept on this computer at once, before anything else happens. It takes a few "
                "seconds."
            ),
        )
        self.say(self._id.set_caption, lambda: self.tr("Id of the new TSE, chosen now"))
        self.say(
            self._typed.set_label,
            lambda: self.tr("Live operation: type {word} to confirm").format(word=LIVE_WORD),
        )
        self.say(
            self._typed.set_hint,
            lambda: self.tr("A live TSE is part of your contract and may cost money every month."),
        )

    def title(self) -> str:
        return self.tr("Create the TSE")

    def lead(self) -> str:
        return self.tr(
            "If the connection breaks here, simply press the button again: it stays one TSE."
        )

    def next_words(self) -> str:
        return self.tr("Create the TSE")

    def is_complete(self) -> bool:
        live = self.setup.draft.env is Env.LIVE
        return not live or self._typed.text().strip() == LIVE_WORD

    async def enter(self) -> None:
        self._id.set_value(self.setup.draft.tss_id or "")
        self._typed.setVisible(self.setup.draft.env is Env.LIVE)

    async def leave(self) -> bool | Step:
        self.view.set_busy_words(self.tr("The TSE is being created …"))
        await self.setup.create()
        return True


class KeepPukPage(WizardPage):
    """The PUK on paper: shown on purpose, and four of its characters are asked for."""

    step = Step.KEEP_PUK
    SHOWN_MS = 30_000

    def build(self) -> None:
        self._kept = Banner("ok")
        self.body.addWidget(self._kept)
        card = Card()
        self._why = Text("body")
        card.body.addWidget(self._why)
        self._puk = Text("heading")
        self._puk.setObjectName("puk")
        card.body.addWidget(self._puk)
        row = Flow(gap=8)
        self._show = button("plain", icon="eye")
        self._print = button("plain", icon="print")
        self._save = button("plain", icon="save")
        for name, widget in (("show", self._show), ("print", self._print), ("save", self._save)):
            widget.setObjectName(f"puk_{name}")
            row.addWidget(widget)
        card.body.addLayout(row)
        self.body.addWidget(card)
        self._typed = Field()
        self._typed.editor.setObjectName("puk_characters")
        self._typed.changed.connect(self._on_typed)
        self.body.addWidget(self._typed)
        self._hide = QTimer(self)
        self._hide.setSingleShot(True)
        self._hide.setInterval(self.SHOWN_MS)
        self._hide.timeout.connect(self._mask)
        self._shown = False
        self._challenge: PukChallenge | None = None
        self._show.clicked.connect(self._on_show)
        self._print.clicked.connect(lambda: self._start(self._print_sheet))
        self._save.clicked.connect(lambda: self._start(self._save_sheet))
        self.say(self._kept.set_title, lambda: self.tr("The PUK is kept on this computer"))
        self.say(self._kept.set_text, self._where)
        self.say(
            self._why.setText,
            lambda: self.tr(
                "The service shows it only now. Whoever has the PUK can set a new admin PIN; "
                "without it a forgotten PIN means a new TSE. Print the sheet, fold it, put it "
                "where you keep contracts, and not at the till."
            ),
        )
        self.say(self._show.setText, self._show_words)
        self.say(self._print.setText, lambda: self.tr("Print the sealed sheet …"))
        self.say(self._save.setText, lambda: self.tr("Save it as PDF …"))
        self.say(self._puk.setAccessibleName, lambda: self.tr("PUK"))
        self.say(self._typed.set_label, self._question)
        self.say(
            self._typed.set_hint,
            lambda: self.tr(
                "From the paper, not from the screen. The first character is number 1."
            ),
        )

    def title(self) -> str:
        return self.tr("Keep the PUK")

    def lead(self) -> str:
        return self.tr("A copy on paper protects you when this computer breaks.")

    def is_complete(self) -> bool:
        return len("".join(self._typed.text().split())) == 4

    async def enter(self) -> None:
        self._challenge = PukChallenge.draw(await self.setup.puk())
        self._mask()
        self._typed.set_text("")
        self.retranslate()

    async def leave(self) -> bool | Step:
        assert self._challenge is not None
        if await self.setup.confirm_puk(self._challenge, self._typed.text()):
            return True
        self._typed.set_error(
            self.tr("That is not what the sheet says. Count the characters once more.")
        )
        return False

    def closed(self) -> None:
        self._typed.set_text("")
        self._mask()

    @property
    def challenge(self) -> PukChallenge | None:
        """Which characters are asked for."""
        return self._challenge

    def fill(self, characters: str) -> None:
        """Type the four characters, as the command line does."""
        self._typed.set_text(characters)

    def _where(self) -> str:
        session = self.setup.session
        label = session.safe.label if session is not None else ""
        return self.tr("Written to “{store}” and read back.").format(store=label)

    def _question(self) -> str:
        if self._challenge is None:
            return ""
        first, second, third, fourth = self._challenge.positions
        return self.tr("Characters {a}, {b}, {c} and {d} of the PUK").format(
            a=first, b=second, c=third, d=fourth
        )

    def _show_words(self) -> str:
        return self.tr("Hide the PUK") if self._shown else self.tr("Show the PUK")

    def _on_typed(self) -> None:
        self._typed.set_error(None)
        self.changed.emit()

    def _on_show(self) -> None:
        if self._shown:
            self._mask()
        else:
            self._start(self._reveal)

    def _start(self, work: Callable[[], Awaitable[None]]) -> None:
        self.view.start_work(work)

    async def _reveal(self) -> None:
        puk = await self.setup.puk()
        self._puk.setText(grouped(puk.reveal(), 5))
        self._shown = True
        self._hide.start()
        self.retranslate()

    def _mask(self) -> None:
        self._hide.stop()
        self._shown = False
        self._puk.setText("●●●●●  ●●●●●")
        self.retranslate()

    async def _print_sheet(self) -> None:
        from tse_companion.gui import paper_jobs

        document = paper_jobs.puk_document(self.setup, await self.setup.puk())
        await paper_jobs.print_paper(self.view, document)

    async def _save_sheet(self) -> None:
        from tse_companion.gui import paper_jobs

        document = paper_jobs.puk_document(self.setup, await self.setup.puk())
        await paper_jobs.save_paper(self.view, document, self.tr("Sealed sheet"))


class PinPage(WizardPage):
    """The admin PIN: a new one, entered twice, or one that is known."""

    step = Step.PIN

    def build(self) -> None:
        self._kept = Banner("info")
        self._kept.hide()
        self.body.addWidget(self._kept)
        self._sources = QWidget()
        sources = VBox(self._sources, gap=8)
        self._group = QButtonGroup(self)
        self._known = QRadioButton()
        self._new = QRadioButton()
        for name, radio in (("known", self._known), ("new", self._new)):
            radio.setObjectName(f"pin_{name}")
            self._group.addButton(radio)
            sources.addWidget(radio)
        self.body.addWidget(self._sources)
        self._puk = SecretField()
        self._puk.editor.setObjectName("pin_puk")
        self._pin = SecretField()
        self._pin.editor.setObjectName("pin")
        self._again = SecretField()
        self._again.editor.setObjectName("pin_again")
        self._make = button("quiet", icon="dice")
        self._make.setObjectName("pin_generate")
        self._keep = QCheckBox()
        self._keep.setObjectName("pin_keep")
        self._keep.setChecked(True)
        self._keep_note = Text("caption")
        self._left = Text("caption")
        for widget in (self._puk, self._pin, self._again):
            self.body.addWidget(widget)
        row = Flow()
        row.addWidget(self._make)
        self.body.addLayout(row)
        self.body.addWidget(self._left)
        self.body.addWidget(self._keep)
        self.body.addWidget(self._keep_note)
        self._attempts = 0
        for field in (self._puk, self._pin, self._again):
            field.changed.connect(self._on_typed)
        self._group.buttonToggled.connect(lambda *_: self._arrange())
        self._make.clicked.connect(self._on_make)
        self._say_all()

    def _say_all(self) -> None:
        self.say(self._known.setText, lambda: self.tr("I know the admin PIN"))
        self.say(self._new.setText, lambda: self.tr("Set a new admin PIN with the PUK"))
        self.say(self._puk.set_label, lambda: self.tr("PUK"))
        self.say(
            self._puk.set_hint,
            lambda: self.tr("From the sheet that was made when this TSE was created."),
        )
        self.say(self._pin.set_label, self._pin_label)
        self.say(
            self._pin.set_hint,
            lambda: (
                self.tr("At least {n} letters or digits. Not a birthday, not 123456.").format(
                    n=PIN_MIN
                )
                if self._is_new
                else ""
            ),
        )
        self.say(self._again.set_label, lambda: self.tr("The same PIN again"))
        self.say(self._make.setText, lambda: self.tr("Make a good one for me"))
        self.say(self._keep.setText, lambda: self.tr("Keep the PIN on this computer"))
        self.say(
            self._keep_note.setText,
            lambda: self.tr(
                "In the same protected place as the PUK. Without it you are asked each time; "
                "tills do not need it for selling."
            ),
        )
        self.say(self._left.setText, self._left_words)
        self.say(self._kept.set_title, lambda: self.tr("A PIN is kept on this computer"))
        self.say(
            self._kept.set_text,
            lambda: self.tr("It is used. Fill in the fields only if you want another one."),
        )

    def title(self) -> str:
        return self.tr("The admin PIN")

    def lead(self) -> str:
        return self.tr(
            "Registering a till or taking the TSE out of service needs this PIN. Selling does not."
        )

    @property
    def _is_new(self) -> bool:
        return self._new.isChecked()

    def is_complete(self) -> bool:
        if self._uses_kept():
            return True
        if self._is_new:
            has_puk = self._puk.isHidden() or len(self._puk.secret().reveal()) >= PUK_MIN
            return has_puk and bool(self._pin.text()) and bool(self._again.text())
        return len(self._pin.secret().reveal()) >= PIN_MIN and self._attempts > 0

    async def enter(self) -> None:
        draft = self.setup.draft
        fresh = draft.creating and not draft.pin_set
        self._attempts = await self.setup.attempts_left()
        self._sources.setVisible(not fresh)
        known = draft.pin_source is PinSource.KNOWN and self._attempts > 0 and not fresh
        (self._known if known else self._new).setChecked(True)
        self._known.setEnabled(self._attempts > 0)
        self._kept.setVisible(self.setup.has_pin)
        self._arrange()

    async def leave(self) -> bool | Step:
        if self._uses_kept():
            return True
        pin = self._pin.secret()
        if self._is_new:
            if not self._puk.isHidden():
                self.setup.enter_puk(self._puk.secret())
            flaws = pin_flaws(pin, puk=await self.setup.puk())
            if flaws:
                self._pin.set_error(pin_flaw_word(flaws[0]))
                return False
            if not pin.same_as(self._again.secret()):
                self._again.set_error(self.tr("The two entries differ."))
                return False
        source = PinSource.NEW if self._is_new else PinSource.KNOWN
        self.setup.choose_pin(pin, source=source, keep=self._keep.isChecked())
        return True

    def closed(self) -> None:
        for field in (self._puk, self._pin, self._again):
            field.clear()

    def fill(self, pin: Secret) -> None:
        """Fill in a PIN twice, as the command line does."""
        self._pin.show_secret(pin)
        self._again.show_secret(pin)

    def _uses_kept(self) -> bool:
        return self.setup.has_pin and not self._pin.text() and not self._again.text()

    def _arrange(self) -> None:
        new = self._is_new
        self._again.setVisible(new)
        self._make.setVisible(new)
        self._puk.setVisible(new and not self.setup.draft.puk_in_vault)
        self._left.setVisible(not new)
        self.retranslate()
        self.changed.emit()

    def _pin_label(self) -> str:
        return self.tr("New admin PIN") if self._is_new else self.tr("Admin PIN")

    def _left_words(self) -> str:
        if self._attempts == 0:
            return self.tr(
                "Three wrong PINs were entered. The program stops here so that the PIN is not "
                "blocked; set a new one with the PUK."
            )
        return self.tr("%n attempt(s) left before the program stops.", "", self._attempts)

    def _on_typed(self) -> None:
        self._pin.set_error(None)
        self._again.set_error(None)
        self.changed.emit()

    def _on_make(self) -> None:
        self.fill(generate_pin())


PAGES: tuple[type[WizardPage], ...] = (CreatePage, KeepPukPage, PinPage)
