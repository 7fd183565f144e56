"""Last pages: a signed test receipt on paper, and what to take away."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QWidget

from tse_companion.domain.models import Env
from tse_companion.domain.receipt import ReceiptType
from tse_companion.gui import i18n, paper_jobs
from tse_companion.gui.widgets import (
    Banner,
    Card,
    CopyRow,
    Flow,
    RadioButton,
    Text,
    VBox,
    button,
    grouped,
)
from tse_companion.gui.wizard.facts import Fact
from tse_companion.gui.wizard.page import WizardPage
from tse_companion.services.setup.flow import Goal, Step

if TYPE_CHECKING:
    from tse_companion.gui.printing.preview import Preview
    from tse_companion.services.receipts import SignedReceipt
    from tse_companion.services.setup.handover import HandOver


class ReceiptPage(WizardPage):
    """Sign a test receipt, look at it, print it."""

    step = Step.RECEIPT

    def build(self) -> None:
        self._kinds = QWidget()
        kinds = VBox(self._kinds, gap=8)
        self._group = QButtonGroup(self)
        self._training = RadioButton()
        self._real = RadioButton()
        for name, radio in (("training", self._training), ("receipt", self._real)):
            radio.setObjectName(f"kind_{name}")
            self._group.addButton(radio)
            kinds.addWidget(radio)
        self._training.setChecked(True)
        self.body.addWidget(self._kinds)
        self._skip = button("quiet")
        self._skip.setObjectName("receipt_skip")
        self._proven = Banner("ok")
        self.body.addWidget(self._proven)
        self._actions = QWidget()
        actions = Flow(self._actions, gap=8)
        self._print = button("plain", icon="print")
        self._save = button("plain", icon="save")
        for widget in (self._print, self._save):
            actions.addWidget(widget)
        self._print.setObjectName("receipt_print")
        self._save.setObjectName("receipt_save")
        self.body.addWidget(self._actions)
        self._sheet_holder = QWidget()
        self._sheet_box = VBox(self._sheet_holder)
        self.body.addWidget(self._sheet_holder)
        row = Flow()
        row.addWidget(self._skip)
        self.body.addLayout(row)
        self._preview: Preview | None = None
        self._signed: SignedReceipt | None = None
        self._skip.clicked.connect(lambda: self.view.show_step(Step.DONE))
        self._print.clicked.connect(lambda: self._start(self._print_receipt))
        self._save.clicked.connect(lambda: self._start(self._save_receipt))
        self.say(
            self._training.setText,
            lambda: self.tr("Training receipt: signed, and marked as no real sale"),
        )
        self.say(
            self._real.setText,
            lambda: self.tr("Ordinary receipt, as the till will sign it (test operation only)"),
        )
        self.say(self._skip.setText, lambda: self.tr("Go on without a test receipt"))
        self.say(self._proven.set_title, lambda: self.tr("Signed, and the signature is proven"))
        self.say(self._proven.set_text, self._proven_words)
        self.say(self._print.setText, lambda: self.tr("Print …"))
        self.say(self._save.setText, lambda: self.tr("Save as PDF …"))

    def title(self) -> str:
        return self.tr("A test receipt")

    def lead(self) -> str:
        if self._signed is not None:
            return self.tr("This is what your customers will get. Print it on the receipt printer.")
        return self.tr(
            "A coffee and a sandwich, signed by the new TSE. It proves that everything works."
        )

    def next_words(self) -> str:
        return "" if self._signed is not None else self.tr("Sign the test receipt")

    @property
    def signed(self) -> SignedReceipt | None:
        """The receipt, once it is signed and proven."""
        return self._signed

    async def enter(self) -> None:
        self._kinds.setVisible(self.setup.draft.env is Env.TEST and self._signed is None)
        self._arrange()

    async def leave(self) -> bool | Step:
        if self._signed is not None:
            return True
        from tse_companion.services.receipts import sample_order

        kind = ReceiptType.RECEIPT if self._real.isChecked() else ReceiptType.TRAINING
        self._signed = await self.setup.sign_test_receipt(sample_order(kind))
        await self._show()
        return False

    async def _show(self) -> None:
        from tse_companion.gui.printing.preview import Preview

        if self._preview is None:
            self._preview = Preview()
            self._sheet_box.addWidget(self._preview)
        assert self._signed is not None
        await paper_jobs.prepare(self.setup.desk, self._signed)
        self._preview.set_document(paper_jobs.receipt_document(self.setup.desk, self._signed))
        self._arrange()

    def _arrange(self) -> None:
        done = self._signed is not None
        for widget in (self._proven, self._actions, self._sheet_holder):
            widget.setVisible(done)
        self._kinds.setVisible(not done and self.setup.draft.env is Env.TEST)
        self._skip.setVisible(not done)
        self.retranslate()
        self.changed.emit()

    def _proven_words(self) -> str:
        if self._signed is None:
            return ""
        transaction = self._signed.transaction
        return self.tr("Transaction {number}, signature counter {counter}.").format(
            number=i18n.number(transaction.number),
            counter=i18n.number(transaction.signature.counter),
        )

    def _start(self, work: Callable[[], Awaitable[None]]) -> None:
        self.view.start_work(work)

    async def _print_receipt(self) -> None:
        assert self._signed is not None
        document = paper_jobs.receipt_document(self.setup.desk, self._signed)
        await paper_jobs.print_paper(self.view, document)

    async def _save_receipt(self) -> None:
        assert self._signed is not None
        document = paper_jobs.receipt_document(self.setup.desk, self._signed)
        await paper_jobs.save_paper(self.view, document, self.tr("Test receipt"))


class DonePage(WizardPage):
    """What was reached, and the sheet to hand over."""

    step = Step.DONE

    def build(self) -> None:
        self._handed: HandOver | None = None
        self._moved = Banner("warn")
        self._moved.hide()
        self.body.addWidget(self._moved)
        card = Card(gap=16)
        self._tss, self._serial = CopyRow(), CopyRow()
        self._tills, self._certificate, self._bsi = Fact(), Fact(), Fact()
        for row in (self._tills, self._certificate, self._bsi, self._tss, self._serial):
            card.body.addWidget(row)
        self.body.addWidget(card)
        flow = Flow(gap=8)
        self._save = button("plain", icon="save")
        self._print = button("plain", icon="print")
        self._save.setObjectName("handover_save")
        self._print.setObjectName("handover_print")
        flow.addWidget(self._save)
        flow.addWidget(self._print)
        self.body.addLayout(flow)
        self._next_steps = Text("body")
        self.body.addWidget(self._next_steps)
        self._save.clicked.connect(lambda: self.view.start_work(self._save_sheet))
        self._print.clicked.connect(lambda: self.view.start_work(self._print_sheet))
        self.say(self._tss.set_caption, lambda: self.tr("Id of the TSE"))
        self.say(self._serial.set_caption, lambda: self.tr("Serial number of the TSE"))
        self.say(self._certificate.set_caption, lambda: self.tr("Certificate valid until"))
        self.say(self._bsi.set_caption, lambda: self.tr("BSI certification"))
        self.say(self._tills.set_caption, lambda: self.tr("Tills"))
        self.say(self._save.setText, lambda: self.tr("Save the hand-over sheet …"))
        self.say(self._print.setText, lambda: self.tr("Print the hand-over sheet …"))
        self.say(self._moved.set_title, lambda: self.tr("The tills have to be registered anew"))
        self.say(self._moved.set_text, self._moved_words)
        self.say(self._next_steps.setText, self._next_words)

    def _moved_words(self) -> str:
        return self.tr(
            "Registered at the new TSE: {tills}. Register the others on the page that comes next, "
            "and enter the new TSE in each till. Keep the exports of the old TSE as long as your "
            "books; its PIN and PUK stay kept here, but they open nothing any more."
        ).format(tills=self._till_words())

    def _till_words(self) -> str:
        tills = () if self._handed is None else self._handed.tills
        return ", ".join(till.serial_number for till in tills)

    def _next_words(self) -> str:
        if self.setup.draft.goal is Goal.PRACTISE:
            return self.tr(
                "Everything works as it does for real, and nothing of it counts. When you are "
                "ready, set up the TSE of your shop."
            )
        if self.setup.draft.env is not Env.LIVE:
            return self.tr(
                "Next: enter the TSE and the Kassen-ID in the till's own settings and try them. "
                "What is signed in test operation does not count; a shop needs a live TSE."
            )
        return self.tr(
            "Next: enter the TSE and the Kassen-ID in the till's own settings, and report both "
            "to the tax office within one month (§ 146a (4) AO)."
        )

    def title(self) -> str:
        if self.setup.draft.goal is Goal.PRACTISE:
            return self.tr("Done. The practice TSE is ready.")
        if self.setup.draft.env is not Env.LIVE:
            return self.tr("Done. The test TSE is ready.")
        return self.tr("Done. This shop can sell.")

    def lead(self) -> str:
        return self.tr("The hand-over sheet holds everything the till and the tax adviser need.")

    def next_words(self) -> str:
        if self.setup.draft.replaces is not None:
            return self.tr("To the tills")
        return self.tr("To the overview")

    async def enter(self) -> None:
        self._handed = await self.setup.finish()
        self._moved.setVisible(self.setup.draft.replaces is not None)
        self.retranslate()

    @property
    def handed(self) -> HandOver | None:
        """What the sheet shows, once the page has loaded."""
        return self._handed

    def retranslate(self) -> None:
        super().retranslate()
        handed = self._handed
        if handed is None:
            return
        until = handed.validity[1] if handed.validity is not None else None
        self._tss.set_value(handed.tss.id)
        self._serial.set_value(handed.tss.serial_number, grouped(handed.tss.serial_number))
        self._certificate.set_value(i18n.day(until) if until else self.tr("not known"))
        self._bsi.set_value(handed.tss.bsi_certification_id or self.tr("not known"))
        self._tills.set_value(self._till_words())

    async def _save_sheet(self) -> None:
        assert self._handed is not None
        document = paper_jobs.hand_over_document(self._handed)
        await paper_jobs.save_paper(self.view, document, self.tr("Hand-over sheet"))

    async def _print_sheet(self) -> None:
        assert self._handed is not None
        await paper_jobs.print_paper(self.view, paper_jobs.hand_over_document(self._handed))


PAGES: tuple[type[WizardPage], ...] = (ReceiptPage, DonePage)
