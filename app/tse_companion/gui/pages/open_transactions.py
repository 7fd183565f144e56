"""Open transactions: what tills have left open, and which of it is to be cancelled."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from tse_companion.gui import i18n
from tse_companion.gui.i18n import Translated
from tse_companion.gui.keyboard import FocusKeeper
from tse_companion.gui.pages.cancel_run import RunCard
from tse_companion.gui.pages.open_choosing import OpenChoosing
from tse_companion.gui.pages.open_finding import OpenFinding
from tse_companion.gui.pages.open_transactions_table import OpenRow, OpenTable
from tse_companion.gui.texts import Words, no_access_sentence
from tse_companion.gui.widgets import Banner, BusyLine, Flow, HBox, ScrollArea, Text, button

_TELL_AGAIN_MS = 20_000
_LONG = 200  # from so many on reading may take long enough to be stopped
_LEAST_ROWS = 6  # in sight, also where the page has to scroll


@dataclass(frozen=True, slots=True)
class LoadView:
    """How the list came about.

    ``total`` is what the TSS itself says; ``at`` is when the list was read, None while it never
    was. ``waiting`` are seconds until the service allows the next call. While ``is_offline`` the
    rows are the last ones known. ``has_report``: an earlier batch can be looked at. ``is_shut``:
    nothing of this shop can be read.
    """

    loaded: int = 0
    total: int | None = None
    at: int | None = None
    is_loading: bool = False
    waiting: int = 0
    is_offline: bool = False
    failure: Words | None = None
    has_report: bool = False
    is_shut: bool = False


class OpenTransactionsPage(Translated, ScrollArea):
    """Shows :class:`OpenRow` and :class:`LoadView`; keeps search, filters and groups, and nothing
    else.

    ``refresh_requested`` asks for the list anew, ``load_stopped`` to leave off, ``report_wanted``
    for the card of the last batch; ``toggled`` carries rows to be chosen or not, and whether as a
    group, ``opened`` a row to look at. ``choosing`` and ``run_card`` have signals of their own.
    """

    refresh_requested = Signal()
    report_wanted = Signal()
    load_stopped = Signal()
    toggled = Signal(object, bool)
    opened = Signal(object)

    def __init__(
        self, clock: Callable[[], float] = time.time, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, width=0, gap=12, margin=(32, 24, 32, 32))
        self._load = LoadView()
        self._keyboard = FocusKeeper(self)
        self._is_running = False
        self.run_card = RunCard()
        self.table = OpenTable(clock)
        self.finding = OpenFinding(self.table, clock)
        self.choosing = OpenChoosing(self.table, clock)
        self._build()
        self._ages_timer = QTimer(self)
        self._ages_timer.setInterval(_TELL_AGAIN_MS)
        self._ages_timer.timeout.connect(self.table.rows.retell)
        self.show_load(self._load)

    # --- what others tell the page -----------------------------------------------------------

    def show_rows(self, rows: Sequence[OpenRow]) -> None:
        """These are open now; what is selected and where the table stands is kept."""
        self.table.update_rows(rows)
        self.finding.count(is_whole=self._load.at is not None and not self._load.is_loading)
        self.finding.follow(self._again)
        self._refresh()

    def change_rows(self, rows: Sequence[OpenRow]) -> None:
        """Other values for some of them, each at its place."""
        self.table.rows.change_rows(rows)
        self.choosing.tell()

    def show_load(self, load: LoadView) -> None:
        """How the list came about, or how far it is."""
        self._load = load
        self._failure.setVisible(load.failure is not None)
        if load.failure is not None:
            self._failure.set_kind("info" if load.is_offline else "bad")
        self._stop.setVisible(load.is_loading and (load.waiting > 0 or (load.total or 0) > _LONG))
        if load.is_loading:
            self._busy.start()
        else:
            self._busy.stop()
        self.retranslate()
        self._refresh()

    def set_running(self, is_running: bool) -> None:
        """While transactions are cancelled neither the choice nor the list changes."""
        has_ended, self._is_running = self._is_running and not is_running, is_running
        if has_ended:
            self.finding.count()  # what is closed now is open no more
        self._refresh()

    def forget(self) -> None:
        """Another shop is shown: its search and filters begin anew."""
        self.choosing.tell_left_out(0)
        self.finding.forget()
        self.table.verticalScrollBar().setValue(0)

    @property
    def rows(self) -> tuple[OpenRow, ...]:
        """All rows, also those that are filtered away."""
        return self.table.rows.all_rows

    # --- building ----------------------------------------------------------------------------

    def _build(self) -> None:
        self._title = Text("title")
        self._state = Text("caption")
        self._again = button("plain", icon="refresh")
        self._again.setObjectName("open_again")
        self._again.clicked.connect(self.refresh_requested)
        QShortcut("F5", self).activated.connect(self._again.click)
        head = HBox(gap=12)
        self._report = button("quiet", icon="file")
        self._report.setObjectName("open_report")
        self._report.clicked.connect(self.report_wanted)
        head.addWidget(self._title, 1)
        head.addWidget(self._report)
        head.addWidget(self._again)
        self.body.addLayout(head)
        self.body.addWidget(self._state)
        self._failure = Banner("bad")
        self.body.addWidget(self._failure)
        self._busy = BusyLine(keep_room=False)
        self._stop = button("quiet")
        self._stop.setObjectName("open_stop")
        self._stop.clicked.connect(self.load_stopped)
        line = Flow(gap=12)
        line.addWidget(self._busy)
        line.addWidget(self._stop)
        self.body.addLayout(line)
        self.body.addWidget(self.run_card)
        self._nothing = Banner("ok")
        self._shut = Banner("info")
        self.body.addWidget(self._nothing)
        self.body.addWidget(self._shut)
        self.body.addWidget(self.finding)
        self._fields = QWidget()
        fields = Flow(self._fields, gap=16, stretch=True, least=220)
        fields.addWidget(self.finding.search)
        fields.addWidget(self.finding.groups)
        fields.addWidget(self.choosing.age)
        self.body.addWidget(self._fields)
        self.body.addWidget(self.choosing)
        self.table.setObjectName("open_table")
        self.table.toggled.connect(self.toggled)
        self.table.opened.connect(self.opened)
        self.body.addWidget(self.table, 1)
        self.finding.changed.connect(self.choosing.tell)
        self.table.fill_page(_LEAST_ROWS)
        self._rest = QWidget()  # takes the room while there is no table
        self.body.addWidget(self._rest, 1)
        self._say()

    def _say(self) -> None:
        self.say(self._title.setText, lambda: self.tr("Open transactions"))
        self.say(self._state.setText, self._state_words)
        self.say(self._again.setText, lambda: self.tr("Look again"))
        self.say(self._report.setText, lambda: self.tr("Last report"))
        self.say(self._busy.set_text, self._busy_words)
        self.say(self._stop.setText, lambda: self.tr("Stop loading"))
        self.say(self._failure.set_title, self._failure_title)
        self.say(self._failure.set_text, self._failure_words)
        self.say(self._nothing.set_title, lambda: self.tr("Nothing is open"))
        self.say(
            self._nothing.set_text,
            lambda: self.tr("Every transaction of this TSE has been finished or cancelled."),
        )
        self.say(self._shut.set_title, no_access_sentence)
        self.say(self.table.setAccessibleName, lambda: self.tr("Open transactions"))
        self.say(self.table.set_nothing, lambda: self.tr("No transaction matches."))
        self.say(
            self.table.setAccessibleDescription,
            lambda: self.tr(
                "Space chooses a transaction, Enter shows all about it. On the line of a group "
                "Space chooses all of it that the rules allow, Enter folds it."
            ),
        )

    # --- words -------------------------------------------------------------------------------

    def _state_words(self) -> str:
        load = self._load
        if load.at is None:
            return ""
        total = load.loaded if load.total is None else load.total
        words = self.tr("Loaded {loaded} of {total}, as of {time}.")
        return words.format(
            loaded=i18n.number(load.loaded), total=i18n.number(total), time=i18n.clock(load.at)
        )

    def _busy_words(self) -> str:
        load = self._load
        if load.total and load.loaded >= load.total:
            parts = [self.tr("All are here. Finding out which tills are at work …")]
        else:
            parts = [self.tr("Reading the open transactions …")]
            if load.total is not None:
                words = self.tr("Loaded {loaded} of {total}.")
                loaded, total = i18n.number(load.loaded), i18n.number(load.total)
                parts.append(words.format(loaded=loaded, total=total))
        if load.waiting > 0:
            words = self.tr(
                "Waiting {seconds} s because the service allows 20 list calls a minute."
            )
            parts.append(words.format(seconds=i18n.number(load.waiting)))
        return " ".join(parts)

    def _failure_title(self) -> str:
        return "" if self._load.failure is None else self._load.failure.title

    def _failure_words(self) -> str:
        load = self._load
        if load.failure is None:
            return ""
        lines = [load.failure.meaning, load.failure.remedy]
        if load.at is not None:
            words = self.tr("What you see below is from {moment}.")
            lines.append(words.format(moment=i18n.moment(load.at)))
        return "\n".join(lines)

    # --- state -------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        self.table.rows.retell()
        self._ages_timer.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._ages_timer.stop()
        super().hideEvent(event)

    def _refresh(self) -> None:
        load, has_rows = self._load, bool(self.rows)
        with self._keyboard.watch():
            can_look = not (load.is_loading or self._is_running or load.is_shut)
            self._again.setEnabled(can_look)
            self._shut.setVisible(load.is_shut)
        for part in (self.finding, self._fields, self.table):
            part.setVisible(has_rows)
        self._rest.setVisible(not has_rows)
        self.choosing.setVisible(has_rows and not self._is_running)
        self.choosing.set_free(not self._is_running and not load.is_loading)
        is_calm = load.at is not None and not load.is_loading and load.failure is None
        self._nothing.setVisible(is_calm and not has_rows and self.run_card.isHidden())
        self._state.setVisible(load.at is not None)
        self._report.setVisible(load.has_report)
