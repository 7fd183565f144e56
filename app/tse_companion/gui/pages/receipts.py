"""Receipts: sign a test receipt, look at it, print it or save it as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QWidget

from tse_companion.domain.models import Env, TssState
from tse_companion.domain.receipt import Payment, PaymentType, ReceiptType
from tse_companion.domain.receipt_content import (
    Item,
    ReceiptContent,
    paid_in_full,
    sample_items,
    total,
)
from tse_companion.gui import i18n
from tse_companion.gui.i18n import Translated
from tse_companion.gui.keyboard import FocusKeeper
from tse_companion.gui.pages.receipt_items import ItemEditor
from tse_companion.gui.printing.draw import Code, Document
from tse_companion.gui.printing.papers import Paper
from tse_companion.gui.printing.preview import Preview
from tse_companion.gui.printing.receipt_layout import receipt_document
from tse_companion.gui.texts import Words, no_access_sentence, tss_state_explained, tss_state_word
from tse_companion.gui.widgets import (
    Banner,
    BusyLine,
    Card,
    Choice,
    ChoiceCard,
    Field,
    Flow,
    ScrollArea,
    Text,
    VBox,
    button,
)


@dataclass(frozen=True, slots=True)
class TillChoice:
    """A till that can sign: its id at the service and the serial number people know."""

    client_id: str
    serial_number: str


@dataclass(frozen=True, slots=True)
class ReceiptWish:
    """What the person asks to have signed."""

    client_id: str
    receipt_type: ReceiptType
    items: tuple[Item, ...]
    payments: tuple[Payment, ...]


class ReceiptsPage(Translated, ScrollArea):
    """Asks for a test receipt and shows the last one.

    ``sign_requested`` carries a :class:`ReceiptWish`, ``print_requested`` and ``save_requested``
    the :class:`Document` on the chosen paper, ``paper_chosen`` the paper's value.
    """

    sign_requested = Signal(object)
    print_requested = Signal(object)
    save_requested = Signal(object)
    paper_chosen = Signal(str)

    def __init__(self, paper: Paper = Paper.ROLL_80, parent: QWidget | None = None) -> None:
        super().__init__(parent, width=1180)
        self._env, self._state = Env.UNKNOWN, TssState.UNKNOWN
        self._is_practice = False
        self._is_busy = self._is_locked = self._are_tills_known = False
        self._keyboard = FocusKeeper(self)
        self._content: ReceiptContent | None = None
        self._document: Document | None = None
        self._title = Text("title")
        self.say(self._title.setText, lambda: self.tr("Receipts"))
        self.body.addWidget(self._title)
        self._failure = Banner("bad")
        self._failure.hide()
        self.body.addWidget(self._failure)
        halves = Flow(gap=20, stretch=True, least=400)
        self._receipt = QWidget()
        for half, fill in (
            (QWidget(), self._fill_order),
            (self._receipt, lambda column: self._fill_receipt(column, paper)),
        ):
            column = VBox(half, gap=16)
            fill(column)
            column.addStretch(1)
            halves.addWidget(half)
        self.body.addLayout(halves)
        self.body.addStretch(1)
        self._refresh()

    # --- what others tell the page -----------------------------------------------------------

    def show_locked(self, locked: bool) -> None:
        """Whether the shop cannot be asked, its keys being locked or missing."""
        self._is_locked = locked
        self._refresh()

    def set_tills(
        self, tills: Sequence[TillChoice] | None, state: TssState = TssState.INITIALIZED
    ) -> None:
        """The tills that can sign while their TSE is in this state, None while nobody knows; the
        chosen one stays chosen if it is still there."""
        self._are_tills_known, self._state = tills is not None, state
        chosen = self._till.currentData()
        self._till.clear()
        for till in tills or ():
            self._till.addItem(till.serial_number, till.client_id)
        self._till.setCurrentIndex(max(0, self._till.findData(chosen)) if tills else -1)
        self._refresh()

    def set_environment(self, env: Env, *, is_practice: bool = False) -> None:
        """Which world the receipts are signed in. Without a known one only trainings are."""
        self._env, self._is_practice = env, is_practice
        self._sale.setEnabled(env is not Env.UNKNOWN)
        if env is Env.UNKNOWN or self._must_confirm():
            self._training.setChecked(True)
        self._confirm.set_text("")
        self.retranslate()
        self._refresh()

    def set_busy(self, text: str | None) -> None:
        """Something is under way, in words; None when it has ended. Nothing is signed twice."""
        self._is_busy = text is not None
        if text is None:
            self._busy.stop()
        else:
            self._failure.hide()
            self._done.hide()
            self._busy.start(text)
        with self._keyboard.watch():
            self._refresh()

    def show_receipt(self, content: ReceiptContent | None) -> None:
        """Show this receipt as the last one; make its code beforehand with prepare_receipt."""
        self._content = content
        self._lay_out()
        self._refresh()
        if content is not None:
            self._reveal(self._print)

    def show_error(self, words: Words | None) -> None:
        """What failed, what it means and what to do; None takes the message away."""
        self._failure.setVisible(words is not None)
        if words is not None:
            self._failure.set_title(words.title)
            self._failure.set_text(f"{words.meaning}\n{words.remedy}")
            self._reveal(self._failure)

    def show_done(self, text: str) -> None:
        """A short word of success beside the receipt, such as where it was handed to."""
        self._done.set_title(text)
        self._done.setVisible(bool(text))

    def document(self) -> Document | None:
        """The last receipt on the chosen paper."""
        return self._document

    def set_paper(self, paper: Paper) -> None:
        """The paper of this shop; nothing is emitted."""
        with QSignalBlocker(self._paper):
            self._paper.setCurrentIndex(self._paper.findData(paper.value))

    def paper(self) -> Paper:
        """The paper that is chosen."""
        return Paper(self._paper.currentData())

    def wish(self) -> ReceiptWish | None:
        """What would be signed now, or None while something is missing."""
        items = self._goods.items()
        client_id = self._till.currentData()
        works = self._state is TssState.INITIALIZED
        if items is None or client_id is None or not works or not self._is_confirmed():
            return None
        payments = paid_in_full(items, PaymentType(self._payment.currentData()))
        kind = ReceiptType.RECEIPT if self._sale.isChecked() else ReceiptType.TRAINING
        return ReceiptWish(client_id, kind, items, payments)

    # --- building ----------------------------------------------------------------------------

    def _fill_order(self, column: VBox) -> None:
        card = Card(gap=16)
        head = Text("heading")
        self.say(head.setText, lambda: self.tr("Sign a test receipt"))
        card.body.addWidget(head)
        self._obstacle = Banner("warn")
        self._obstacle.hide()
        self.say(self._obstacle.set_title, lambda: self._obstacle_words()[0])
        self.say(self._obstacle.set_text, lambda: self._obstacle_words()[1])
        card.body.addWidget(self._obstacle)
        self._add_kinds(card.body)
        self._till, self._payment = Choice(), Choice()
        self._till.currentIndexChanged.connect(self._refresh)
        row = Flow(gap=12, stretch=True, least=180)
        till_field, payment_field = Field(self._till), Field(self._payment)
        self.say(till_field.set_label, lambda: self.tr("Till"))
        self.say(payment_field.set_label, lambda: self.tr("Paid"))
        row.addWidget(till_field)
        row.addWidget(payment_field)
        card.body.addLayout(row)
        self._payment.addItem("", PaymentType.CASH.value)
        self._payment.addItem("", PaymentType.NON_CASH.value)
        self.say(lambda text: self._payment.setItemText(0, text), lambda: self.tr("in cash"))
        self.say(lambda text: self._payment.setItemText(1, text), lambda: self.tr("without cash"))
        self._goods = ItemEditor(sample_items())
        self._goods.changed.connect(self._refresh)
        self._goods.added.connect(self._reveal)
        card.body.addWidget(self._goods)
        self._sum = Text("strong")
        self.say(self._sum.setText, self._sum_words)
        card.body.addWidget(self._sum)
        self._add_signing(card.body)
        column.addWidget(card)

    def _add_kinds(self, column: VBox) -> None:
        self._training, self._sale = ChoiceCard(), ChoiceCard()
        self._kinds = QButtonGroup(self)
        for choice in (self._training, self._sale):
            self._kinds.addButton(choice)
            column.addWidget(choice)
        self._training.setChecked(True)
        self._sale.setEnabled(False)
        self._sale.toggled.connect(self._refresh)
        self.say(self._training.set_title, lambda: self.tr("Training"))
        self.say(
            self._training.set_explanation,
            lambda: self.tr("Signed like a sale and marked as training. It is no turnover."),
        )
        self.say(self._sale.set_title, lambda: self.tr("Sale"))
        self.say(self._sale.set_explanation, self._sale_words)
        self._confirm = Field(QLineEdit())
        self._confirm.changed.connect(self._refresh)
        self.say(
            self._confirm.set_label,
            lambda: self.tr("Type {word} to sign a real sale").format(word=self._word()),
        )
        self.say(
            self._confirm.set_hint,
            lambda: self.tr("It becomes part of the shop's books and cannot be taken back."),
        )
        column.addWidget(self._confirm)

    def _add_signing(self, column: VBox) -> None:
        self._sign = button("primary", icon="receipt")
        self._sign.setObjectName("receipt_sign")
        self._sign.clicked.connect(self._on_sign)
        self.say(self._sign.setText, self._sign_words)
        row = Flow(gap=12)
        row.addWidget(self._sign)
        column.addLayout(row)
        self._busy = BusyLine(keep_room=False)
        column.addWidget(self._busy)

    def _fill_receipt(self, column: VBox, paper: Paper) -> None:
        card = Card(gap=16)
        head = Text("heading")
        self.say(head.setText, lambda: self.tr("Last signed receipt"))
        card.body.addWidget(head)
        self._nothing = Text("body", tone="muted")
        self.say(
            self._nothing.setText,
            lambda: self.tr("Nothing has been signed on this page yet."),
        )
        card.body.addWidget(self._nothing)
        self._actions = QWidget()
        parts = VBox(self._actions, gap=16)
        self._paper = Choice()
        for kind in Paper:
            self._paper.addItem("", kind.value)
        self._paper.setCurrentIndex(self._paper.findData(paper.value))
        self._paper.currentIndexChanged.connect(self._on_paper)
        self.say(self._name_papers, lambda: "")
        field = Field(self._paper)
        self.say(field.set_label, lambda: self.tr("Paper"))
        parts.addWidget(field)
        self._print, self._save = button("plain", icon="print"), button("plain", icon="save")
        self._print.clicked.connect(lambda: self.print_requested.emit(self._document))
        self._save.clicked.connect(lambda: self.save_requested.emit(self._document))
        self.say(self._print.setText, lambda: self.tr("Print …"))
        self.say(self._save.setText, lambda: self.tr("Save as PDF …"))
        row = Flow(gap=12)
        row.addWidget(self._print)
        row.addWidget(self._save)
        parts.addLayout(row)
        self._done = Banner("ok")
        self._done.hide()
        parts.addWidget(self._done)
        self._no_code = Banner("warn")
        self.say(self._no_code.set_title, lambda: self.tr("No QR code fits safely on this paper"))
        self.say(
            self._no_code.set_text,
            lambda: self.tr(
                "Its dots would be too fine to scan. The receipt carries all TSE data as text "
                "instead, which the law accepts as well."
            ),
        )
        self._no_code.hide()
        parts.addWidget(self._no_code)
        self._preview = Preview()
        parts.addWidget(self._preview)
        card.body.addWidget(self._actions)
        column.addWidget(card)

    # --- words -------------------------------------------------------------------------------

    def _obstacle_words(self) -> tuple[str, str]:
        """Why nothing can be signed here, and what can be done; empty where nobody knows of any."""
        if self._is_locked:
            return self.tr("Nothing can be signed now"), no_access_sentence()
        if self._are_tills_known and self._state is not TssState.INITIALIZED:
            word = tss_state_word(self._state)
            return (
                i18n.sentence(word),
                f"{tss_state_explained(self._state)} "
                + self.tr("Receipts can be signed only while it is in service."),
            )
        if self._are_tills_known and not self._till.count():
            return (
                self.tr("No till is registered here yet"),
                self.tr("Register a till first; then it can sign receipts."),
            )
        return "", ""

    def _sale_words(self) -> str:
        if self._must_confirm():
            return self.tr("A real, signed turnover of this shop. Only if you know why.")
        return self.tr("Signed as an ordinary sale of the test system. It is no turnover.")

    def _sum_words(self) -> str:
        items = self._goods.items()
        if items is None:
            return self.tr("Total: please complete the goods")
        return self.tr("Total: {amount} €").format(amount=i18n.number(float(total(items)), 2))

    def _sign_words(self) -> str:
        is_real = self._sale.isChecked() and self._must_confirm()
        return self.tr("Sign real sale") if is_real else self.tr("Sign test receipt")

    def _word(self) -> str:
        # What is typed to confirm a real sale; one word in capital letters.
        return self.tr("TURNOVER")

    def _name_papers(self, _: str) -> None:
        for number, words in enumerate(
            (self.tr("Receipt roll 80 mm"), self.tr("Receipt roll 58 mm"), self.tr("A4"))
        ):
            self._paper.setItemText(number, words)

    # --- state -------------------------------------------------------------------------------

    def _must_confirm(self) -> bool:
        """Whether a sale would be turnover."""
        return self._env is Env.LIVE and not self._is_practice

    def _is_confirmed(self) -> bool:
        if not self._sale.isChecked() or not self._must_confirm():
            return True
        return self._confirm.text().strip().casefold() == self._word().casefold()

    def _refresh(self) -> None:
        title, text = self._obstacle_words()
        self._obstacle.set_title(title)
        self._obstacle.set_text(text)
        self._obstacle.setVisible(bool(title))
        self._confirm.setVisible(self._sale.isChecked() and self._must_confirm())
        self._sum.setText(self._sum_words())
        self._sign.setText(self._sign_words())
        self._sign.setEnabled(not self._is_busy and self.wish() is not None)
        self._sign.setToolTip(title)
        has_receipt = self._document is not None
        self._nothing.setVisible(not has_receipt)
        self._actions.setVisible(has_receipt)
        for action in (self._print, self._save):
            action.setEnabled(has_receipt and not self._is_busy)

    def _reveal(self, widget: QWidget) -> None:
        # What is new has its place only after the layout has run.
        QTimer.singleShot(0, widget, lambda: self.ensureWidgetVisible(widget))

    def _on_sign(self) -> None:
        wish = self.wish()
        if wish is not None and not self._is_busy:
            # Each real sale is confirmed on its own.
            self._confirm.set_text("")
            self.sign_requested.emit(wish)

    def _on_paper(self) -> None:
        self._lay_out()
        self.paper_chosen.emit(self.paper().value)

    def _lay_out(self) -> None:
        self._done.hide()
        content = self._content
        self._document = None if content is None else receipt_document(content, self.paper())
        self._no_code.setVisible(self._document is not None and not _has_code(self._document))
        self._preview.set_document(self._document)


def _has_code(document: Document) -> bool:
    return any(isinstance(mark, Code) for sheet in document.sheets for mark in sheet.marks)
