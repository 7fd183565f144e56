"""Pages about a new TSS and its PUK: create it, keep the key to everything."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QTimer

from tse_companion.domain.credentials import (
    PukChallenge,
)
from tse_companion.domain.models import Env
from tse_companion.gui.widgets import (
    Banner,
    Card,
    CopyRow,
    Field,
    Flow,
    Text,
    button,
    grouped,
)
from tse_companion.gui.wizard.page import WizardPage
from tse_companion.services.setup.flow import Step

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
        self._is_wrong = False
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
        self.say(self._typed.set_error, self._wrong_words)
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
        self._tell_wrong(True)
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
        self._tell_wrong(False)
        self.changed.emit()

    def _tell_wrong(self, is_wrong: bool) -> None:
        self._is_wrong = is_wrong
        self._typed.set_error(self._wrong_words())

    def _wrong_words(self) -> str:
        if not self._is_wrong:
            return ""
        return self.tr("That is not what the sheet says. Count the characters once more.")

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


PAGES: tuple[type[WizardPage], ...] = (CreatePage, KeepPukPage)
