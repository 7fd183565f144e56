"""The dry run: what would happen to each chosen transaction, asked before anything is sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from tse_companion.domain.cancelling import Action, Planned
from tse_companion.gui.dialogs import Dialog
from tse_companion.gui.pages.open_words import span_words, why_explained, why_word
from tse_companion.gui.tables import Column, Table
from tse_companion.gui.widgets import (
    Banner,
    CheckBox,
    Field,
    Flow,
    HBox,
    Mark,
    MarkKind,
    Text,
    button,
)

REASON_MOST = 200  # characters
_NAMED = 8  # risky ones that are named beside the table


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One line of the dry run. ``is_risky``: cancelled although a till may be using it."""

    key: str
    planned: Planned
    is_done: bool
    is_risky: bool


@dataclass(frozen=True, slots=True)
class PlanAnswer:
    """Why, and whether deregistered tills are registered for it."""

    reason: str
    register_again: bool


def _plan_row(planned: Planned) -> PlanRow:
    is_done = not planned.action.is_leaving
    return PlanRow(planned.tx.key, planned, is_done, is_done and planned.is_explicit)


_MARKS: dict[Action, tuple[MarkKind, str]] = {
    Action.CANCEL: ("ok", "ok"),
    Action.REGISTER_CANCEL_DEREGISTER: ("ok", "ok"),
    Action.LEAVE_DEREGISTERED: ("skip", "muted"),
    Action.LEAVE_NOT_CANCELLABLE: ("skip", "muted"),
}
_OF_OLD_TILLS = (Action.LEAVE_DEREGISTERED, Action.REGISTER_CANCEL_DEREGISTER)


class CancelDialog(Dialog):
    """Shows the plan and asks for a reason. After acceptance ``answer`` holds what was answered.

    ``plan`` is asked again when the person decides about deregistered tills. Where ``is_real``
    the number has to be typed: what is cancelled stays cancelled. ``before`` is what was answered
    to this question when it was asked already; it is told then that something has changed.
    """

    WIDTH = 760

    def __init__(
        self,
        plan: Callable[[bool], Sequence[Planned]],
        clock: Callable[[], float],
        *,
        is_real: bool,
        before: PlanAnswer | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("warn", parent)
        self._plan = plan
        self._is_real = is_real
        self._rows: tuple[PlanRow, ...] = ()
        self._counts: Counter[Action] = Counter()
        self._risky: tuple[PlanRow, ...] = ()
        self.count = 0  # how many would be cancelled
        self._lines: dict[Action, tuple[QWidget, Text]] = {}
        self._again = CheckBox()
        self._again.setObjectName("plan_register")
        self._table: Table[PlanRow] = Table(_columns(clock), many=False)
        self._warning, self._sure = Banner("warn"), CheckBox()
        self._sure.setObjectName("plan_sure")
        self._reason, self._typed = Field(QLineEdit()), Field(QLineEdit())
        self._news = Banner("info")
        if before is not None:
            self._again.setChecked(before.register_again)
            self._reason.set_text(before.reason)
        self._build()
        self._look()
        self._again.setVisible(any(p.action in _OF_OLD_TILLS for p in self.planned))
        self._news.setVisible(before is not None)
        self._reason.setFocus()

    @property
    def answer(self) -> PlanAnswer:
        """What stands in the fields now."""
        return PlanAnswer(" ".join(self._reason.text().split()), self._again.isChecked())

    @property
    def planned(self) -> tuple[Planned, ...]:
        """What was shown and confirmed."""
        return tuple(row.planned for row in self._rows)

    def _build(self) -> None:
        self.body.addWidget(self._news)
        for action in Action:
            line = QWidget()
            row = HBox(line, gap=8)
            row.addWidget(Mark(_MARKS[action][0]), 0, Qt.AlignmentFlag.AlignTop)
            words = Text("body")
            row.addWidget(words, 1)
            self._lines[action] = (line, words)
            self.body.addWidget(line)
            self.say(words.setText, self._line_words(action))
        self.body.addWidget(self._again)
        self.body.addWidget(self._warning)
        self.body.addWidget(self._sure)
        self._build_reason()
        head = Text("strong")
        self.say(head.setText, lambda: self.tr("What happens to each"))
        self.body.addWidget(head)
        self.body.addWidget(self._table)
        self._back, self._go = self.add_button(button("plain")), self.add_button(button("danger"))
        self.set_answers(self._back, self._go)
        self._go.setObjectName("plan_go")
        self._again.toggled.connect(self._look)
        self._sure.toggled.connect(self._judge)
        self._say()

    def _build_reason(self) -> None:
        editor = self._reason.editor
        assert isinstance(editor, QLineEdit)
        editor.setMaxLength(REASON_MOST)
        editor.setObjectName("plan_reason")
        self._typed.editor.setObjectName("plan_typed")
        self.body.addWidget(self._reason)
        offers = Flow(gap=4)
        for words in (
            lambda: self.tr("Till crashed"),
            lambda: self.tr("Till was replaced"),
            lambda: self.tr("Left open at closing time"),
        ):
            offer = button("quiet")
            offer.clicked.connect(self._offered(words))
            offers.addWidget(offer)
            self.say(offer.setText, words)
        self.body.addLayout(offers)
        self.body.addWidget(self._typed)
        self._typed.setVisible(self._is_real)
        self._reason.changed.connect(self._judge)
        self._typed.changed.connect(self._judge)

    def _say(self) -> None:
        self.say(self.set_title, self._title_words)
        self.say(
            self.set_text,
            lambda: self.tr(
                "Each is read anew just before it is cancelled; if a till has changed it in the "
                "meantime, it is left alone. What is cancelled stays cancelled: the TSE signs it."
            ),
        )
        self.say(self._news.set_title, lambda: self.tr("Something has changed since you confirmed"))
        self.say(
            self._news.set_text,
            lambda: self.tr("Look again at what would happen now. Nothing has been cancelled yet."),
        )
        self.say(
            self._again.setText,
            lambda: self.tr(
                "Also those of deregistered tills: register the till again, cancel, deregister it "
                "(asks for the admin PIN)"
            ),
        )
        self.say(self._table.setAccessibleName, lambda: self.tr("What happens to each"))
        self.say(self._warning.set_title, self._warning_words)
        self.say(self._warning.set_text, self._risky_words)
        self.say(
            self._sure.setText,
            lambda: self.tr("I have made sure that no till is using them any more"),
        )
        self.say(self._reason.set_label, lambda: self.tr("Reason"))
        self.say(
            self._reason.set_hint,
            lambda: self.tr("Needed. It stands in the journal and in the report for your records."),
        )
        self.say(
            self._typed.set_label,
            lambda: self.tr("Type {count} to confirm").format(count=self.count),
        )
        self.say(self._back.setText, lambda: self.tr("Back"))
        self.say(self._go.setText, lambda: self.tr("Cancel %Ln transaction(s)", "", self.count))
        self.say(self._go.setToolTip, self._missing_words)

    def _offered(self, words: Callable[[], str]) -> Callable[[], None]:
        def take() -> None:
            self._reason.set_text(words())
            self._reason.setFocus()

        return take

    def _look(self) -> None:
        """What would happen now."""
        self._rows = tuple(map(_plan_row, self._plan(self._again.isChecked())))
        self._counts = Counter(row.planned.action for row in self._rows)
        self._risky = tuple(row for row in self._rows if row.is_risky)
        self.count = sum(row.is_done for row in self._rows)
        self._table.update_rows(self._rows)
        for action, (line, _) in self._lines.items():
            line.setVisible(self._counts[action] > 0)
        self._warning.setVisible(bool(self._risky))
        self._sure.setVisible(bool(self._risky))
        height = self._table.verticalHeader().defaultSectionSize()
        self._table.setFixedHeight(height * (min(5, max(2, len(self._rows))) + 1) + height // 2)
        self.retranslate()
        self._judge()
        if self.isVisible():
            self.fit()

    def _judge(self) -> None:
        is_sure = self._sure.isHidden() or self._sure.isChecked()
        is_typed = not self._is_real or self._typed.text().strip() == str(self.count)
        self._go.setEnabled(bool(self.count and self.answer.reason and is_sure and is_typed))
        self._go.setToolTip(self._missing_words())

    # --- words -------------------------------------------------------------------------------

    def _title_words(self) -> str:
        return self.tr("Cancel %Ln transaction(s)?", "", self.count)

    def _missing_words(self) -> str:
        """What has to be answered before it can be pressed."""
        if self._go.isEnabled():
            return ""
        if not self.count:
            return self.tr("None of them can be cancelled this way.")
        if self._sure.isVisibleTo(self) and not self._sure.isChecked():
            return self.tr("Confirm first that no till is using them any more.")
        if not self.answer.reason:
            return self.tr("Give a reason first.")
        return self.tr("Type the number first.")

    def _line_words(self, action: Action) -> Callable[[], str]:
        def words() -> str:
            count = self._counts[action]
            match action:
                case Action.CANCEL:
                    return self.tr("%Ln transaction(s) will be cancelled.", "", count)
                case Action.REGISTER_CANCEL_DEREGISTER:
                    tills = ", ".join(
                        sorted(
                            {
                                row.planned.tx.client_serial_number
                                for row in self._rows
                                if row.planned.action is action
                            }
                        )
                    )
                    return self.tr(
                        "%Ln transaction(s) will be cancelled after registering their till again: "
                        "{tills}. It is deregistered afterwards.",
                        "",
                        count,
                    ).format(tills=tills)
                case Action.LEAVE_DEREGISTERED:
                    return self.tr(
                        "%Ln transaction(s) stay open: their till is deregistered.", "", count
                    )
            return self.tr(
                "%Ln transaction(s) stay open: only their taxi meter can end them.", "", count
            )

        return words

    def _warning_words(self) -> str:
        return self.tr("A till may be using %n of them", "", len(self._risky))

    def _risky_words(self) -> str:
        lines = [
            self.tr("No. {number} of {till}: {why}").format(
                number=row.planned.tx.number,
                till=row.planned.tx.client_serial_number,
                why=why_word(row.planned.why),
            )
            for row in self._risky[:_NAMED]
        ]
        if more := len(self._risky) - len(lines):
            lines.append(self.tr("and %n more, see the table", "", more))
        return "\n".join(lines)


def _columns(clock: Callable[[], float]) -> Sequence[Column[PlanRow]]:
    return (
        Column(
            lambda: QCoreApplication.translate("CancelPlan", "No."),
            lambda row: str(row.planned.tx.number),
            sort=lambda row: row.planned.tx.number,
            width=72,
            is_number=True,
        ),
        Column(
            lambda: QCoreApplication.translate("CancelPlan", "Till"),
            lambda row: row.planned.tx.client_serial_number,
            width=120,
        ),
        Column(
            lambda: QCoreApplication.translate("CancelPlan", "Open for"),
            lambda row: span_words(clock() - row.planned.tx.time_start),
            sort=lambda row: -row.planned.tx.time_start,
            width=96,
            is_number=True,
        ),
        Column(
            lambda: QCoreApplication.translate("CancelPlan", "What happens"),
            lambda row: action_word(row.planned.action),
            mark=_mark,
            tip=lambda row: why_explained(row.planned.why),
        ),
    )


def _mark(row: PlanRow) -> tuple[str, str]:
    return ("warn", "warn") if row.is_risky else _MARKS[row.planned.action]


def action_word(action: Action) -> str:
    """What would happen to one, in a few words."""
    match action:
        case Action.CANCEL:
            return QCoreApplication.translate("CancelPlan", "is cancelled")
        case Action.REGISTER_CANCEL_DEREGISTER:
            return QCoreApplication.translate(
                "CancelPlan", "till registered, cancelled, till deregistered"
            )
        case Action.LEAVE_DEREGISTERED:
            return QCoreApplication.translate("CancelPlan", "stays open: till deregistered")
    return QCoreApplication.translate("CancelPlan", "stays open: taxi meter")
