"""The overview: can this shop sell right now, and the six things behind the answer."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from tse_companion.gui import i18n, theme
from tse_companion.gui.i18n import Translated
from tse_companion.gui.widgets import (
    BadgeKind,
    Banner,
    BusyLine,
    Card,
    Flow,
    Gauge,
    HBox,
    Mark,
    MarkKind,
    ScrollArea,
    Text,
    VBox,
    button,
)

if TYPE_CHECKING:
    from tse_companion.domain.models import Env, TssState

Verdict = Literal["ok", "warn", "bad", "unknown"]
_DAY = 86_400
_SOON_DAYS = 30
_TELL_AGAIN_MS = 20_000

# By the value of the state, as its class is not needed for the first picture.
_STATE_MARKS: dict[str, MarkKind] = {
    "CREATED": "wait",
    "UNINITIALIZED": "wait",
    "INITIALIZED": "ok",
    "DISABLED": "bad",
    "DELETED": "bad",
    "DEFECTIVE": "bad",
    "EVICTED": "bad",
    "UNKNOWN": "unknown",
}
_BADGES: dict[str, BadgeKind] = {"TEST": "test", "LIVE": "live"}
# What is not known may still have a symbol that says why.
_REASON_MARKS: dict[str, MarkKind] = {
    "no_site": "info",
    "checking": "wait",
    "offline": "offline",
}


@dataclass(frozen=True, slots=True)
class OverviewView:
    """What the page shows. Times are Unix seconds; None means not known.

    ``reason`` is one of the keys of :meth:`OverviewPage.reason_words`. While ``offline`` the
    other values are the last ones known.
    """

    verdict: Verdict = "unknown"
    reason: str = "no_site"
    site_name: str = ""
    env: Env | None = None
    practice: bool = False
    tss_state: TssState | None = None
    certificate_not_after: int | None = None
    tills: int | None = None
    tills_max: int | None = None
    open_transactions: int | None = None
    open_transactions_max: int | None = None
    last_contact: int | None = None
    offline: bool = False

    @property
    def badge(self) -> BadgeKind:
        """The environment badge that belongs to this."""
        if self.practice:
            return "practice"
        return "none" if self.env is None else _BADGES.get(self.env.value, "none")


class OverviewPage(Translated, ScrollArea):
    """Shows an :class:`OverviewView`.

    ``refresh_requested`` asks for a new look (button or F5), ``setup_requested`` for the wizard.
    """

    refresh_requested = Signal()
    setup_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = OverviewView()
        self._build()
        self._clock = QTimer(self)
        self._clock.setInterval(_TELL_AGAIN_MS)
        self._clock.timeout.connect(self._tell_times)
        self.show_view(self._view)

    @property
    def view(self) -> OverviewView:
        return self._view

    def show_view(self, view: OverviewView) -> None:
        """Show this; the page keeps nothing of what it showed before."""
        self._view = view
        self._verdict.set_verdict(view.verdict, _REASON_MARKS.get(view.reason, view.verdict))
        known = view.tss_state is not None
        self._tiles.setVisible(known)
        self._offline.setVisible(view.offline and known)
        self._setup.setVisible(view.reason in ("no_site", "not_set_up", "no_till"))
        self._refresh.setVisible(view.reason != "no_site")
        self._state.set_mark(_STATE_MARKS[view.tss_state.value] if view.tss_state else "unknown")
        self._certificate.set_mark(self._certificate_mark())
        self._environment.set_mark("unknown" if view.badge == "none" else view.badge)
        self._contact.set_mark("offline" if view.offline else "ok")
        self._tills.set_amount(view.tills, view.tills_max)
        self._open.set_amount(view.open_transactions, view.open_transactions_max)
        self.retranslate()

    def set_busy(self, busy: bool) -> None:
        """A look at the service is under way; the button waits so long."""
        self._refresh.setEnabled(not busy)
        if busy:
            self._busy.start()
        else:
            self._busy.stop()

    def reason_words(self, reason: str) -> tuple[str, str]:
        """The sentence at the top and what is behind it. Unknown keys read as "not known"."""
        match reason:
            case "ready":
                return (
                    self.tr("Your shop can sell."),
                    self.tr("The TSE is in service and signs every sale."),
                )
            case "ready_test":
                return (
                    self.tr("Everything is ready – in the test environment."),
                    self.tr(
                        "The TSE signs, but nothing signed here counts. For real sales you need "
                        "a TSE in the live environment."
                    ),
                )
            case "ready_practice":
                return (
                    self.tr("Everything is ready – for practising."),
                    self.tr(
                        "The practice TSE on this computer signs. Try anything you like: nothing "
                        "here counts and nothing can break."
                    ),
                )
            case "certificate_soon":
                return (
                    self.tr("Your shop can sell, but not for long."),
                    self.tr(
                        "The certificate of the TSE runs out soon. Set up a new TSE in good time; "
                        "the old one then stops signing by itself."
                    ),
                )
            case "open_many":
                return (
                    self.tr("Your shop can sell. Open transactions are piling up."),
                    self.tr(
                        "A till begins transactions and does not end them. When the limit is "
                        "reached no new sale can be signed."
                    ),
                )
            case "tills_many":
                return (
                    self.tr("Your shop can sell. There is no room for another till."),
                    self.tr(
                        "Every place for a till at this TSE is taken. Deregister a till you no "
                        "longer use before you add one."
                    ),
                )
            case "not_set_up":
                return (
                    self.tr("This shop cannot sell yet."),
                    self.tr("The TSE is not in service. The set-up takes you there."),
                )
            case "no_till":
                return (
                    self.tr("This shop cannot sell yet."),
                    self.tr("The TSE is in service, but no till is registered with it."),
                )
            case "certificate_expired":
                return (
                    self.tr("Sales are no longer signed."),
                    self.tr(
                        "The certificate of the TSE has run out. You need a new TSE; until then "
                        "your receipts must say that the TSE has failed."
                    ),
                )
            case "open_full":
                return (
                    self.tr("No new sale can be signed."),
                    self.tr(
                        "The limit of open transactions is reached. Restart the tills so that "
                        "they end what they have begun."
                    ),
                )
            case "out_of_service":
                return (
                    self.tr("Sales are no longer signed."),
                    self.tr(
                        "This TSE has been taken out of service for good. Set up a new one to go "
                        "on selling."
                    ),
                )
            case "defective":
                return (
                    self.tr("Sales are no longer signed."),
                    self.tr(
                        "The service reports this TSE as defective. Set up a new one and register "
                        "your tills there."
                    ),
                )
            case "gone":
                return (
                    self.tr("This TSE no longer exists."),
                    self.tr(
                        "The service has released or deleted it. Set up a new one to go on selling."
                    ),
                )
            case "state_unknown":
                return (
                    self.tr("It is not clear whether this shop can sell."),
                    self.tr(
                        "The service reports a state this program does not know. A newer version "
                        "of TSE Companion may know it."
                    ),
                )
            case "offline":
                return (
                    self.tr("No connection to the service just now."),
                    self.tr(
                        "Whether the tills can sign depends on their own connection. We look "
                        "again every minute."
                    ),
                )
            case "busy":
                return (
                    self.tr("The service asks for a little patience."),
                    self.tr("It is very busy or being maintained. We look again every minute."),
                )
            case "refused":
                return (
                    self.tr("The service does not let us look."),
                    self.tr(
                        "The access of this computer was refused. Your tills have an access of "
                        "their own: look at their receipts, and check the API key."
                    ),
                )
            case "checking":
                return (
                    self.tr("One moment …"),
                    self.tr("We are asking the service how your TSE is doing."),
                )
            case "no_site":
                return (
                    self.tr("Welcome. No shop is set up yet."),
                    self.tr(
                        "Set up a TSE, connect one you already have, or practise first. You can "
                        "stop at any time and lose nothing."
                    ),
                )
            case _:
                return (
                    self.tr("It is not known whether this shop can sell."),
                    self.tr("Ask the service again."),
                )

    def showEvent(self, event: QShowEvent) -> None:
        self._tell_times()
        self._clock.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._clock.stop()
        super().hideEvent(event)

    def _build(self) -> None:
        self._verdict = _VerdictCard()
        self._refresh = button("plain", icon="refresh")
        # Not the button's own: a new text takes a button's shortcut away.
        QShortcut("F5", self).activated.connect(self._refresh.click)
        self._refresh.clicked.connect(self.refresh_requested)
        self._setup = button("primary", icon="arrow-right")
        self._setup.clicked.connect(self.setup_requested)
        self._busy = BusyLine(keep_room=False)
        self._verdict.add_actions(self._setup, self._refresh, self._busy)
        self._offline = Banner("info")
        self._environment = _Tile("info")
        self._state = _Tile()
        self._certificate = _Tile()
        self._contact = _Tile()
        self._tills = _Tile(None, gauge=True)
        self._open = _Tile(None, gauge=True)
        self._tiles = QWidget()
        flow = Flow(self._tiles, gap=16, stretch=True, least=232)
        for tile in (
            self._state,
            self._tills,
            self._open,
            self._certificate,
            self._environment,
            self._contact,
        ):
            flow.addWidget(tile)
        self.body.addWidget(self._verdict)
        self.body.addWidget(self._offline)
        self.body.addWidget(self._tiles)
        self.body.addStretch(1)
        self._say()

    def _say(self) -> None:
        self.say(self._verdict.title.setText, lambda: self.reason_words(self._view.reason)[0])
        self.say(self._verdict.text.setText, lambda: self.reason_words(self._view.reason)[1])
        self.say(self._verdict.set_spoken, self._verdict_word)
        self.say(self._refresh.setText, lambda: self.tr("Look again"))
        self.say(self._setup.setText, self._setup_words)
        self.say(self._busy.set_text, lambda: self.tr("Asking the service …"))
        self.say(self._offline.set_text, self._offline_words)
        self.say(self._state.set_caption, lambda: self.tr("TSE"))
        self.say(self._state.set_value, self._state_words)
        self.say(self._tills.set_caption, lambda: self.tr("Tills registered"))
        self.say(
            self._tills.set_value,
            lambda: self._amount_words(self._view.tills, self._view.tills_max),
        )
        self.say(self._open.set_caption, lambda: self.tr("Open transactions"))
        self.say(
            self._open.set_value,
            lambda: self._amount_words(
                self._view.open_transactions, self._view.open_transactions_max
            ),
        )
        self.say(self._certificate.set_caption, lambda: self.tr("Certificate valid until"))
        self.say(self._certificate.set_value, self._certificate_words)
        self.say(self._certificate.set_note, self._certificate_note)
        self.say(self._environment.set_caption, lambda: self.tr("Environment"))
        self.say(self._environment.set_value, self._environment_words)
        self.say(self._environment.set_note, self._environment_note)
        self.say(self._contact.set_caption, lambda: self.tr("Last contact"))
        self.say(self._contact.set_value, self._contact_words)

    def _verdict_word(self) -> str:
        return {
            "ok": self.tr("Good"),
            "warn": self.tr("Attention"),
            "bad": self.tr("Not possible"),
            "unknown": self.tr("Not known"),
        }[self._view.verdict]

    def _setup_words(self) -> str:
        if self._view.reason in ("not_set_up", "no_till"):
            return self.tr("Continue the set-up")
        return self.tr("Get started")

    def _offline_words(self) -> str:
        if self._view.last_contact is None:
            return ""
        return self.tr("What you see below is from {moment}.").format(
            moment=i18n.moment(self._view.last_contact)
        )

    def _state_words(self) -> str:
        state = self._view.tss_state
        if state is None:
            return self.tr("not known")
        from tse_companion.gui.texts import tss_state_word

        return tss_state_word(state)

    def _amount_words(self, amount: int | None, limit: int | None) -> str:
        if amount is None or limit is None:
            return self.tr("not known")
        return self.tr("{amount} of {limit}").format(
            amount=i18n.number(amount), limit=i18n.number(limit)
        )

    def _certificate_mark(self) -> MarkKind:
        until = self._view.certificate_not_after
        if until is None:
            return "unknown"
        days = self._days_left(until)
        return "bad" if days < 0 else "warn" if days <= _SOON_DAYS else "ok"

    def _certificate_words(self) -> str:
        until = self._view.certificate_not_after
        return i18n.day(until) if until is not None else self.tr("not known")

    def _certificate_note(self) -> str:
        until = self._view.certificate_not_after
        if until is None:
            return ""
        days = self._days_left(until)
        if days < 0:
            return self.tr("has run out")
        if days == 0:
            return self.tr("runs out today")
        if days == 1:
            return self.tr("1 day left")
        return self.tr("{days} days left").format(days=i18n.number(days))

    def _days_left(self, until: int) -> int:
        left = until - time.time()
        return -1 if left <= 0 else int(left // _DAY)

    def _environment_words(self) -> str:
        match self._view.badge:
            case "practice":
                return self.tr("Practice")
            case "test":
                return self.tr("Test")
            case "live":
                return self.tr("Live")
            case _:
                return self.tr("not known")

    def _environment_note(self) -> str:
        match self._view.badge:
            case "practice":
                return self.tr("on this computer only")
            case "test":
                return self.tr("signatures do not count")
            case "live":
                return self.tr("signatures are for the tax office")
            case _:
                return ""

    def _contact_words(self) -> str:
        at = self._view.last_contact
        if at is None:
            return self.tr("none yet")
        minutes = int((time.time() - at) // 60)
        if minutes < 1:
            return self.tr("just now")
        if minutes < 60:
            return self.tr("{minutes} min ago").format(minutes=minutes)
        return i18n.moment(at)

    def _tell_times(self) -> None:
        self._contact.set_value(self._contact_words())
        self._certificate.set_note(self._certificate_note())


class _VerdictCard(QFrame):
    """The answer, large: symbol, sentence, reason, and what to do."""

    def __init__(self) -> None:
        super().__init__()
        self._kind: Verdict = "unknown"
        self._mark = Mark("unknown", size=44)
        self.title = Text("title")
        self.text = Text("body")
        row = HBox(self, gap=20, margin=(28, 28, 28, 28))
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        words = VBox(gap=6)
        words.addWidget(self.title)
        words.addWidget(self.text)
        self._actions = Flow(gap=12, top=14)
        words.addLayout(self._actions)
        row.addLayout(words, 1)
        theme.current().changed.connect(self.update)

    def add_actions(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._actions.addWidget(widget)

    def set_verdict(self, verdict: Verdict, mark: MarkKind) -> None:
        self._kind = verdict
        self._mark.set_kind(mark)
        self.update()

    def set_spoken(self, word: str) -> None:
        """What the symbol says, for those who do not see it."""
        self._mark.setAccessibleName(word)
        self._mark.setToolTip(word)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        ground = "surface" if self._kind == "unknown" else f"{self._kind}_soft"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.color("line") if self._kind == "unknown" else Qt.PenStyle.NoPen)
        painter.setBrush(look.color(ground))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, look.px(14), look.px(14))
        painter.end()


class _Tile(Card):
    """One fact: caption, value with its symbol, and a note or a gauge."""

    def __init__(self, mark: MarkKind | None = "unknown", *, gauge: bool = False) -> None:
        super().__init__(gap=6, margin=20)
        self._caption = Text("caption")
        self._value = Text("heading")
        self._note = Text("caption")
        self._note.hide()
        self._mark = Mark(mark or "unknown")
        self._mark.setVisible(mark is not None)
        row = HBox(gap=8)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._value, 1)
        self._gauge = Gauge() if gauge else None
        self.body.addWidget(self._caption)
        self.body.addLayout(row)
        self.body.addWidget(self._note)
        if self._gauge is not None:
            self.body.addSpacing(theme.current().px(6))
            self.body.addWidget(self._gauge)
        self.body.addStretch(1)

    def set_mark(self, mark: MarkKind) -> None:
        self._mark.set_kind(mark)

    def set_caption(self, text: str) -> None:
        self._caption.setText(text)
        if self._gauge is not None:
            self._gauge.setAccessibleName(text)

    def set_value(self, text: str) -> None:
        self._value.setText(text)

    def set_note(self, text: str) -> None:
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def set_amount(self, amount: int | None, limit: int | None) -> None:
        if self._gauge is not None:
            self._gauge.set_amount(amount or 0, limit or 0)
            self._gauge.setVisible(amount is not None and bool(limit))
