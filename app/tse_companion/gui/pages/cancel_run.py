"""The card about a run of cancelling: how far it is, what came of it, and what can be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from tse_companion.domain.cancelling import RowOutcome
from tse_companion.gui import i18n
from tse_companion.gui.i18n import Translated
from tse_companion.gui.texts import Words
from tse_companion.gui.widgets import (
    Button,
    Card,
    Flow,
    Gauge,
    HBox,
    Mark,
    MarkKind,
    Spinner,
    Text,
    VBox,
    announce,
    button,
)


class RunState(StrEnum):
    """Where a run stands."""

    INTERRUPTED = "interrupted"  # found in the journal, of an earlier start of the program
    RUNNING = "running"
    PAUSED = "paused"
    STOPPING = "stopping"  # the one that is being written is waited for
    STOPPED = "stopped"  # by the person
    FAILED = "failed"  # by something that would fail the next one, too
    DONE = "done"


@dataclass(frozen=True, slots=True)
class RunView:
    """What the card shows. ``total`` are those to be cancelled; ``counts`` has those as well that
    were left alone on purpose. ``seconds_left`` is None while nobody can tell; so many other runs
    that were interrupted are ``waiting`` for their turn."""

    state: RunState
    total: int
    counts: Mapping[RowOutcome, int] = field(default_factory=dict)
    seconds_left: float | None = None
    begun: int | None = None
    user: str = ""
    reason: str = ""
    failure: Words | None = None
    tills_left: tuple[str, ...] = ()
    tills_in_use: tuple[str, ...] = ()
    waiting: int = 0

    @property
    def done(self) -> int:
        """How many have been dealt with, in whatever way."""
        return self.total - self.counts.get(RowOutcome.PENDING, 0)


_MARKS: dict[RunState, MarkKind] = {
    RunState.INTERRUPTED: "warn",
    RunState.PAUSED: "wait",
    RunState.STOPPED: "info",
    RunState.FAILED: "bad",
    RunState.DONE: "ok",
}
_AT_WORK = (RunState.RUNNING, RunState.STOPPING)
_AT_REST = (RunState.INTERRUPTED, RunState.STOPPED, RunState.FAILED, RunState.DONE)
_CAN_GO_ON = (RunState.INTERRUPTED, RunState.STOPPED, RunState.FAILED)


class RunCard(Translated, Card):
    """Shows a :class:`RunView`. The signals say which button was pressed."""

    paused = Signal()
    resumed = Signal()
    stopped = Signal()
    continued = Signal()  # an interrupted, stopped or failed one goes on
    given_up = Signal()
    report_requested = Signal(str)  # "pdf" or "csv"
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=10, margin=18)
        self._view = RunView(RunState.DONE, 0)
        self._lent: QWidget | None = None  # who has the keyboard while nothing can be done here
        self._mark, self._spinner = Mark("info"), Spinner()
        self._title, self._text = Text("strong"), Text("body")
        self._gauge = Gauge(warns=False)
        self._note = Text("caption")
        self._note.hide()
        row = HBox(gap=12)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._spinner, 0, Qt.AlignmentFlag.AlignTop)
        words = VBox(gap=4)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row.addLayout(words, 1)
        self.body.addLayout(row)
        self.body.addWidget(self._gauge)
        actions = Flow(gap=8)
        self._pause, self._resume = self._button("run_pause"), self._button("run_resume")
        self._stop, self._continue = self._button("run_stop"), self._button("run_continue")
        self._give_up = self._button("run_give_up")
        self._pdf = self._button("run_pdf", icon="save")
        self._csv = self._button("run_csv", icon="save")
        self._close = self._button("run_close")
        for shown in self.findChildren(Button):
            actions.addWidget(shown)
        self.body.addLayout(actions)
        self.body.addWidget(self._note)
        self._connect()
        self._say()
        self.hide()

    def tell(self, text: str) -> None:
        """A short word of success below the buttons."""
        self._note.setText(text)
        self._note.setVisible(bool(text))
        announce(self._note, text)

    def show_view(self, view: RunView | None) -> None:
        """Show this run; None takes the card away."""
        self.setVisible(view is not None)
        if view is None:
            return
        is_news = view.state is not self._view.state
        if is_news:
            self.tell("")
        self._view = view
        at_work = view.state in _AT_WORK
        self._spinner.setVisible(at_work)
        self._mark.setVisible(not at_work)
        self._mark.set_kind(_MARKS.get(view.state, "info"))
        if view.state is RunState.DONE and self._has_trouble():
            self._mark.set_kind("warn")
        self._gauge.set_amount(view.done, view.total)
        self._show_buttons()
        self.retranslate()
        if is_news:
            announce(self, f"{self._title.text()} {self._text.text()}")

    def take_focus(self) -> None:
        """The keyboard goes to the first thing that can be done here, as soon as there is one."""
        for shown in self.findChildren(Button):
            if shown.isVisible():
                shown.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self._lent = self.window().focusWidget()

    def _show_buttons(self) -> None:
        state = self._view.state
        at = self.window().focusWidget()  # also while another window is in front
        self._pause.setVisible(state is RunState.RUNNING)
        self._resume.setVisible(state is RunState.PAUSED)
        self._stop.setVisible(state in (RunState.RUNNING, RunState.PAUSED))
        self._continue.setVisible(state in _CAN_GO_ON)
        self._give_up.setVisible(state in _CAN_GO_ON)
        has_end = state in (RunState.DONE, RunState.STOPPED, RunState.FAILED)
        for shown in (self._pdf, self._csv):
            shown.setVisible(has_end)
        self._close.setVisible(state is RunState.DONE)
        self._close.set_kind("plain" if self._view.waiting else "quiet")
        lent, self._lent = self._lent, None
        is_gone = isinstance(at, Button) and at.isHidden() and self.isAncestorOf(at)
        if is_gone or (lent is not None and lent is at):  # nobody has moved it meanwhile
            self.take_focus()

    def _button(self, name: str, *, icon: str | None = None) -> Button:
        made = button("plain", icon=icon)
        made.setObjectName(name)
        made.setParent(self)
        return made

    def _connect(self) -> None:
        self._pause.clicked.connect(self.paused)
        self._resume.clicked.connect(self.resumed)
        self._stop.clicked.connect(self.stopped)
        self._continue.clicked.connect(self.continued)
        self._give_up.clicked.connect(self.given_up)
        self._pdf.clicked.connect(lambda: self.report_requested.emit("pdf"))
        self._csv.clicked.connect(lambda: self.report_requested.emit("csv"))
        self._close.clicked.connect(self.closed)

    def _say(self) -> None:
        self.say(self._title.setText, self._title_words)
        self.say(self._text.setText, self._text_words)
        self.say(self._gauge.setAccessibleName, self._title_words)
        self.say(self._pause.setText, lambda: self.tr("Pause"))
        self.say(self._resume.setText, lambda: self.tr("Go on"))
        self.say(self._stop.setText, lambda: self.tr("Stop"))
        self.say(self._continue.setText, lambda: self.tr("Continue with the rest"))
        self.say(self._give_up.setText, lambda: self.tr("Leave the rest open"))
        self.say(self._pdf.setText, lambda: self.tr("Save the report as PDF …"))
        self.say(self._csv.setText, lambda: self.tr("Save the report as CSV …"))
        self.say(self._close.setText, self._close_words)

    def _has_trouble(self) -> bool:
        counts = self._view.counts
        return bool(counts.get(RowOutcome.FAILED) or counts.get(RowOutcome.UNKNOWN))

    def _title_words(self) -> str:
        view = self._view
        fields = {"done": i18n.number(view.done), "total": i18n.number(view.total)}
        match view.state:
            case RunState.INTERRUPTED:
                return self.tr("Cancelling was interrupted: {done} of {total} done.").format(
                    **fields
                )
            case RunState.RUNNING:
                return self.tr("Cancelling: {done} of {total}").format(**fields)
            case RunState.PAUSED:
                return self.tr("Paused: {done} of {total}").format(**fields)
            case RunState.STOPPING:
                return self.tr("Stopping after the transaction that is being written …")
            case RunState.STOPPED:
                return self.tr("Stopped: {done} of {total}").format(**fields)
            case RunState.FAILED:
                return view.failure.title if view.failure else self.tr("The run has ended early")
            case RunState.DONE:
                return self.tr("Finished: {done} of {total}").format(**fields)

    def _close_words(self) -> str:
        if self._view.waiting:
            return self.tr("Go to the next interrupted run")
        return self.tr("Close")

    def _text_words(self) -> str:
        view = self._view
        parts: list[str] = []
        match view.state:
            case RunState.INTERRUPTED:
                began = "" if view.begun is None else i18n.moment(view.begun)
                said = self.tr("Begun on {moment} by {user}. Reason: {reason}").format(
                    moment=began, user=view.user or "–", reason=view.reason
                )
                parts = [said, *self._tills()]
            case RunState.RUNNING:
                parts = [self._time_words()]
            case RunState.FAILED if view.failure is not None:
                parts = [view.failure.meaning, view.failure.remedy, self.sentence()]
            case RunState.PAUSED | RunState.STOPPED | RunState.FAILED | RunState.DONE:
                parts = [self.sentence()]
        if view.waiting and view.state in _AT_REST:
            parts.append(
                self.tr(
                    "%n more run(s) were interrupted; their turn comes after this one.",
                    "",
                    view.waiting,
                )
            )
        return "\n".join(parts)

    def sentence(self) -> str:
        """What came of them so far, in one sentence, and what is still to be put right."""
        return " ".join((outcome_sentence(self._view.counts), *self._tills()))

    def _tills(self) -> Iterator[str]:
        """What is to be known of tills that were registered for it."""
        view = self._view
        if view.tills_left:
            said = self.tr("Still registered because of it: {tills}.")
            yield said.format(tills=", ".join(view.tills_left))
        if view.tills_in_use:
            said = self.tr("They sell again and stay registered: {tills}.")
            yield said.format(tills=", ".join(view.tills_in_use))

    def _time_words(self) -> str:
        left = self._view.seconds_left
        if left is None:
            return self.tr("One after another; tills can sign in between.")
        if left < 60:
            return self.tr("Less than a minute left; tills can sign in between.")
        return self.tr("About %n minute(s) left; tills can sign in between.", "", round(left / 60))


def outcome_sentence(counts: Mapping[RowOutcome, int]) -> str:
    """12 cancelled, 3 already closed, …: every kind there is, the cancelled always."""

    def n(*kinds: RowOutcome) -> int:
        return sum(counts.get(kind, 0) for kind in kinds)

    parts = [
        QCoreApplication.translate("RunCard", "{count} cancelled").format(
            count=i18n.number(n(RowOutcome.CANCELLED))
        )
    ]
    for text, count in (
        (
            QCoreApplication.translate("RunCard", "{count} already closed"),
            n(RowOutcome.ALREADY_CLOSED),
        ),
        (
            QCoreApplication.translate("RunCard", "{count} left alone because in use"),
            n(RowOutcome.SKIPPED_IN_USE),
        ),
        (QCoreApplication.translate("RunCard", "{count} left alone"), n(RowOutcome.SKIPPED)),
        (QCoreApplication.translate("RunCard", "{count} failed"), n(RowOutcome.FAILED)),
        (QCoreApplication.translate("RunCard", "{count} not certain"), n(RowOutcome.UNKNOWN)),
        (QCoreApplication.translate("RunCard", "{count} still open"), n(RowOutcome.PENDING)),
    ):
        if count:
            parts.append(text.format(count=i18n.number(count)))
    return ", ".join(parts) + "."
