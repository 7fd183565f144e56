"""The overview: can this shop sell right now, and the six things behind the answer."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from tse_companion.gui import i18n
from tse_companion.gui.i18n import Translated
from tse_companion.gui.keyboard import FocusKeeper
from tse_companion.gui.pages.overview_parts import Tile, Verdict, VerdictCard
from tse_companion.gui.pages.reasons import reason_words
from tse_companion.gui.widgets import (
    BadgeKind,
    Banner,
    BusyLine,
    Flow,
    MarkKind,
    ScrollArea,
    button,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tse_companion.domain.expiry import ExpiryLight
    from tse_companion.domain.models import Env, TssState
    from tse_companion.gui.pages.notices import NoticeList, NoticeView

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
    "no_keys": "info",
    "offline": "offline",
}


@dataclass(frozen=True, slots=True)
class OverviewView:
    """What the page shows. Times are Unix seconds; None means not known.

    ``reason`` is one of the keys of :func:`reason_words`. While ``offline`` the
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
    has_ended: bool = False  # the TSE signs no more and never will
    clock_offset: float = 0.0  # seconds that the service's clock is ahead of this computer's

    @property
    def badge(self) -> BadgeKind:
        """The environment badge that belongs to this."""
        if self.practice:
            return "practice"
        return "none" if self.env is None else _BADGES.get(self.env.value, "none")


class OverviewPage(Translated, ScrollArea):
    """Shows an :class:`OverviewView`.

    ``refresh_requested`` asks for a new look (button or F5), ``setup_requested`` for the wizard,
    ``keys_requested`` for the question for another API key. ``notice_opened`` carries the target
    of a notice below the verdict.
    ``details_requested`` for the page about the TSE, ``renewal_requested`` for a new TSE.
    """

    refresh_requested = Signal()
    setup_requested = Signal()
    keys_requested = Signal()
    notice_opened = Signal(str)
    renewal_requested = Signal()
    details_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = OverviewView()
        self._notices: NoticeList | None = None
        self._has_notices = False
        self._keyboard = FocusKeeper(self)
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
        self._renew.setVisible(view.has_ended)
        self._refresh.setVisible(view.reason not in ("no_site", "no_keys"))
        self._keys.setVisible(view.reason in ("no_keys", "refused"))
        self._details.setVisible(known)
        self._state.set_mark(self._state_mark())
        self._certificate.set_mark(self._certificate_mark())
        self._environment.set_mark("unknown" if view.badge == "none" else view.badge)
        self._contact.set_mark("offline" if view.offline else "ok")
        self._tills.set_amount(view.tills, view.tills_max)
        self._open.set_amount(view.open_transactions, view.open_transactions_max)
        self._show_list()
        self.retranslate()

    def show_notices(self, views: Sequence[NoticeView] | None) -> None:
        """What should be seen to; None while that is not known."""
        if views is not None and self._notices is None:
            # Made when it is first needed: the window comes up before that.
            from tse_companion.gui.pages.notices import NoticeList

            self._notices = NoticeList()
            self._notices.opened.connect(self.notice_opened)
            self.body.insertWidget(self.body.indexOf(self._offline), self._notices)
        self._has_notices = views is not None
        if self._notices is not None:
            self._notices.show_notices(views or ())
            self._notices.follow(self._details)
        self._show_list()

    def _show_list(self) -> None:
        """Where the verdict asks for something, an empty list would say that nothing is to do."""
        if self._notices is not None:
            is_true = bool(self._notices.views) or self._view.verdict == "ok"
            self._notices.setVisible(self._has_notices and is_true)

    def set_busy(self, busy: bool) -> None:
        """A look at the service is under way; the button waits so long."""
        with self._keyboard.watch():
            self._refresh.setEnabled(not busy)
        if busy:
            self._busy.start()
        else:
            self._busy.stop()

    def showEvent(self, event: QShowEvent) -> None:
        self._tell_times()
        self._clock.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._clock.stop()
        super().hideEvent(event)

    def _build(self) -> None:
        self._verdict = VerdictCard()
        self._refresh = button("plain", icon="refresh")
        # Not the button's own: a new text takes a button's shortcut away.
        QShortcut("F5", self).activated.connect(self._refresh.click)
        self._refresh.clicked.connect(self.refresh_requested)
        self._setup = button("primary")
        self._setup.clicked.connect(self.setup_requested)
        self._renew = button("primary")
        self._renew.setObjectName("overview_renew")
        self._renew.clicked.connect(self.renewal_requested)
        self._keys = button("primary", icon="key")
        self._keys.setObjectName("overview_keys")
        self._keys.clicked.connect(self.keys_requested)
        self._details = button("quiet", icon="tse")
        self._details.setObjectName("tss_details")
        self._details.clicked.connect(self.details_requested)
        self._busy = BusyLine(keep_room=False)
        chief = (self._setup, self._renew, self._keys)
        self._verdict.add_actions(*chief, self._refresh, self._details, self._busy)
        self._offline = Banner("info")
        self._environment = Tile("info")
        self._state = Tile()
        self._certificate = Tile()
        self._contact = Tile()
        self._tills = Tile(None, gauge=True)
        self._open = Tile(None, gauge=True)
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
        self.say(self._verdict.title.setText, lambda: reason_words(self._view.reason)[0])
        self.say(self._verdict.text.setText, lambda: reason_words(self._view.reason)[1])
        self.say(self._verdict.set_spoken, self._verdict_word)
        self.say(self._refresh.setText, lambda: self.tr("Look again"))
        self.say(self._setup.setText, self._setup_words)
        self.say(self._renew.setText, lambda: self.tr("Set up a new TSE …"))
        self.say(self._keys.setText, lambda: self.tr("Enter the API key …"))
        self.say(self._details.setText, lambda: self.tr("Details of the TSE"))
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

    def _state_mark(self) -> MarkKind:
        if self._view.tss_state is None:
            return "unknown"
        return "bad" if self._view.has_ended else _STATE_MARKS[self._view.tss_state.value]

    def _state_words(self) -> str:
        state = self._view.tss_state
        if state is None:
            return self.tr("not known")
        from tse_companion.gui.pages.tss_words import situation_words

        return situation_words(state, self._light())[0]

    def _amount_words(self, amount: int | None, limit: int | None) -> str:
        if amount is None or limit is None:
            return self.tr("not known")
        return self.tr("{amount} of {limit}").format(
            amount=i18n.number(amount), limit=i18n.number(limit)
        )

    def _certificate_mark(self) -> MarkKind:
        if self._view.certificate_not_after is None:
            return "unknown"
        from tse_companion.gui.pages.tss_words import light_mark

        return light_mark(self._light())

    def _certificate_words(self) -> str:
        until = self._view.certificate_not_after
        return i18n.day(until) if until is not None else self.tr("not known")

    def _certificate_note(self) -> str:
        until = self._view.certificate_not_after
        if until is None:
            return ""
        from tse_companion.domain.expiry import days_left

        days = days_left(until, self._service_now())
        if days < 0:
            return self.tr("has run out")
        if days == 0:
            return self.tr("runs out today")
        if days == 1:
            return self.tr("1 day left")
        return self.tr("{days} days left").format(days=i18n.number(days))

    def _light(self) -> ExpiryLight:
        from tse_companion.domain.expiry import expiry_light

        return expiry_light(self._view.certificate_not_after, self._service_now())

    def _service_now(self) -> float:
        return time.time() + self._view.clock_offset

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
