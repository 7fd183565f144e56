"""Tills: which there are at this TSE, which of them can sign, and what can be done with them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from tse_companion.domain.models import ClientState, TssState
from tse_companion.gui import i18n
from tse_companion.gui.pages.news import NewsPage
from tse_companion.gui.pages.tills_table import FILTERS, columns
from tse_companion.gui.tables import SearchField, Table
from tse_companion.gui.texts import tss_state_explained, tss_state_word
from tse_companion.gui.widgets import (
    Banner,
    BusyLine,
    Card,
    Choice,
    Field,
    Flow,
    Gauge,
    HBox,
    Text,
    VBox,
    button,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tse_companion.gui.widgets import Button
    from tse_companion.services.clients import Till

_ROWS = 7  # of the table are seen at least


@dataclass(frozen=True, slots=True)
class TillsView:
    """What the page shows. ``at`` is when the service said so, in Unix seconds."""

    tills: tuple[Till, ...] = ()
    registered: int = 0
    limit: int = 0
    state: TssState = TssState.UNKNOWN
    at: int | None = None

    @property
    def is_counted(self) -> bool:
        """Whether it is known how many transactions of each till are open."""
        return all(till.open_transactions is not None for till in self.tills)


class TillsPage(NewsPage):
    """The list of tills, searched and filtered, and the actions on it.

    Signals about one till carry it. ``count_requested`` asks how many transactions of each till
    are open, ``count_given_up`` to stop that; ``failure_asked`` for more about the failure shown.
    """

    register_requested = Signal()
    many_requested = Signal()
    deregister_requested = Signal(object)
    again_requested = Signal(object)
    details_requested = Signal(object)
    refresh_requested = Signal()
    count_requested = Signal()
    count_given_up = Signal()
    busy_given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, width=0)
        self._view = TillsView()
        self._is_busy = False
        self._counting = ""
        self._actions: list[QWidget] = []
        self._left_off: QWidget | None = None  # where the keyboard was when it got busy
        self._put_to: QWidget | None = None  # and where Qt has put it then
        self._title = Text("title")
        self.say(self._title.setText, lambda: self.tr("Tills"))
        self.body.addWidget(self._title)
        self._add_banners()
        self._add_count()
        self._add_actions()
        self._add_table()
        self._show()

    # --- what others tell the page -----------------------------------------------------------

    def show_view(self, view: TillsView) -> None:
        """Show these tills; selection and scroll position stay."""
        self._view = view
        self._table.update_rows(view.tills)
        self._show()

    def set_busy(self, text: str | None, *, can_stop: bool = False) -> None:
        """Something is under way, in words; empty while a dialog asks, None when it has ended.

        The keyboard comes back to the button that is switched off meanwhile.
        """
        at = self.window().focusWidget()  # looked up before the button to stop goes
        before = at if text is not None and not self._is_busy else None
        self._is_busy = text is not None
        self._stop.setVisible(can_stop and self._is_busy)
        self._busy.tell(text)
        self._show()
        if before in self._actions and not before.isEnabled():
            self._left_off, self._put_to = before, self.window().focusWidget()
        elif text is not None and at is self._put_to:
            self._put_to = self.window().focusWidget()  # the button to stop has gone meanwhile
        elif text is None and self._left_off is not None:
            self._take_up(self._left_off, at)
            self._left_off = None

    def _take_up(self, button: QWidget, at: QWidget | None) -> None:
        """Unless the person has gone elsewhere meanwhile."""
        if not self.isVisible():
            return
        if at is None or at in (self._put_to, *self._actions) or not self.isAncestorOf(at):
            (button if button.isEnabled() else self._table).setFocus()

    def set_counting(self, text: str) -> None:
        """Open transactions are being counted, in words; empty when that has ended."""
        self._counting = text
        self._show()

    def select(self, client_id: str) -> None:
        """Select this till and bring it into view, if it is shown."""
        self._table.select(lambda till: till.key == client_id)
        for index in self._table.selectionModel().selectedRows():
            self._table.setCurrentIndex(index)
            self._table.scrollTo(index)

    def selected(self) -> Till | None:
        """The till that is selected."""
        return next(iter(self._table.selected()), None)

    # --- building ----------------------------------------------------------------------------

    def _add_banners(self) -> None:
        self.add_news()
        self._not_ready = Banner("warn")
        self._not_ready.hide()
        self.body.addWidget(self._not_ready)
        self.say(self._not_ready.set_title, lambda: i18n.sentence(tss_state_word(self._view.state)))
        self.say(self._not_ready.set_text, self._not_ready_words)

    def _add_count(self) -> None:
        card = Card(gap=8, margin=20)
        row = HBox(gap=12)
        self._count, self._at = Text("heading"), Text("caption")
        words = VBox(gap=2)
        words.addWidget(self._count)
        words.addWidget(self._at)
        row.addLayout(words, 1)
        self._refresh = button("quiet", icon="refresh")
        self._refresh.setObjectName("tills_refresh")
        self._refresh.clicked.connect(self.refresh_requested)
        row.addWidget(self._refresh, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(row)
        self._gauge = Gauge()
        card.body.addWidget(self._gauge)
        self.body.addWidget(card)
        self._actions.append(self._refresh)
        again = QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self)
        again.activated.connect(self._refresh.click)
        self.say(self._count.setText, self._count_words)
        self.say(self._gauge.setAccessibleName, self._count_words)
        self.say(self._at.setText, self._at_words)
        self.say(self._refresh.set_label, lambda: self.tr("Read the tills anew"))

    def _add_actions(self) -> None:
        row = Flow(gap=12)
        self._register = self._action("register", "primary", self.register_requested.emit, row)
        self._many = self._action("many", "plain", self.many_requested.emit, row)
        self._details = self._action("details", "plain", self._on_details, row)
        self._deregister = self._action("deregister", "plain", self._on_deregister, row)
        self._again = self._action("again", "plain", self._on_again, row)
        self.body.addLayout(row)
        self.say(self._register.setText, lambda: self.tr("Register a till …"))
        self.say(self._many.setText, lambda: self.tr("Register several …"))
        self.say(self._details.setText, lambda: self.tr("Details …"))
        self.say(self._deregister.setText, lambda: self.tr("Deregister …"))
        self.say(self._again.setText, lambda: self.tr("Register again"))
        for made in self._actions[1:]:  # the first one looks again, which always can be done
            self.say(made.setToolTip, partial(self._why_not, made))
        line = HBox(gap=12)
        self._busy = BusyLine(keep_room=False)
        self._stop = button("quiet")
        self._stop.hide()
        self._stop.clicked.connect(self.busy_given_up)
        line.addWidget(self._busy, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._stop)
        self.body.addLayout(line)
        self.say(self._stop.setText, lambda: self.tr("Cancel"))

    def _action(self, name: str, kind: str, act: Callable[[], object], row: Flow) -> Button:
        made = button("primary" if kind == "primary" else "plain")
        made.setObjectName(f"tills_{name}")
        made.clicked.connect(lambda: act())
        row.addWidget(made)
        self._actions.append(made)
        return made

    def _add_table(self) -> None:
        row = Flow(gap=12, stretch=True, least=220)
        search, self._filter = SearchField(self, "tills_search"), Choice()
        self._filter.setObjectName("tills_filter")
        chosen = Field(self._filter)
        for key in FILTERS:
            self._filter.addItem("", key)
        search.changed.connect(self._on_search)
        self._filter.currentIndexChanged.connect(self._on_filter)
        row.addWidget(search)
        row.addWidget(chosen)
        self.body.addLayout(row)
        self._table: Table[Till] = Table(columns(), many=False, least=120)
        self._table.setObjectName("tills_table")
        self._table.opened.connect(self.details_requested)
        self._table.chosen.connect(self._show)
        self._table.fill_page(_ROWS)
        self.body.addWidget(self._table, 1)
        foot = Flow(gap=12)
        self._uncounted = Text("caption", wrap=False)
        self._counter = button("quiet")
        self._counter.setObjectName("tills_count")
        self._counter.clicked.connect(self._on_counter)
        foot.addWidget(self._uncounted)
        foot.addWidget(self._counter)
        self.body.addLayout(foot)
        self.say(chosen.set_label, lambda: self.tr("Show"))
        self.say(self._name_filters, lambda: "")
        self.say(self._table.setAccessibleName, lambda: self.tr("Tills"))
        self.say(self._table.set_nothing, self._nothing_words)
        self.say(self._uncounted.setText, self._uncounted_words)
        self.say(self._counter.setText, self._counter_words)

    # --- words -------------------------------------------------------------------------------

    def _count_words(self) -> str:
        if self._view.at is None:
            return self.tr("Not read yet")
        return self.tr("{n} of {most} tills registered").format(
            n=i18n.number(self._view.registered), most=i18n.number(self._view.limit)
        )

    def _at_words(self) -> str:
        if self._view.at is None:
            return ""
        return self.tr("As of {time}").format(time=i18n.moment(self._view.at))

    def _not_ready_words(self) -> str:
        return " ".join(
            (
                tss_state_explained(self._view.state),
                self.tr("Tills can be registered and deregistered only while it is in service."),
            )
        )

    def _nothing_words(self) -> str:
        if self._view.at is None:
            return ""
        if self._view.tills:
            return self.tr("No till matches.")
        return self.tr("No till has been registered with this TSE yet.")

    def _uncounted_words(self) -> str:
        if self._counting:
            return self._counting
        return self.tr("How many transactions are open at each till is not known yet.")

    def _why_not(self, action: QWidget) -> str:
        """Why it cannot be pressed now; nothing where it can."""
        if action.isEnabled() or self._is_busy:
            return ""
        needs_till = action not in (self._register, self._many)
        chosen = self.selected()
        if needs_till and chosen is None:
            return self.tr("Select a till in the table first.")
        if self._view.state is not TssState.INITIALIZED:
            return self.tr("Only while the TSE is in service.")
        if action is self._deregister:
            return self.tr("This till is not registered.")
        return self.tr("This till is registered already.")

    def _counter_words(self) -> str:
        return self.tr("Cancel") if self._counting else self.tr("Count them")

    def _name_filters(self, _: str) -> None:
        for number, words in enumerate(
            (
                self.tr("All tills"),
                self.tr("Registered ones"),
                self.tr("Deregistered ones"),
                self.tr("Those with open transactions"),
            )
        ):
            self._filter.setItemText(number, words)

    # --- state -------------------------------------------------------------------------------

    def _show(self) -> None:
        view = self._view
        is_read = view.at is not None
        works = view.state is TssState.INITIALIZED and not self._is_busy
        chosen = self.selected()
        state = chosen.client.state if chosen is not None else None
        self._register.setEnabled(works)
        self._many.setEnabled(works)
        self._details.setEnabled(chosen is not None and not self._is_busy)
        self._deregister.setEnabled(works and state is ClientState.REGISTERED)
        self._again.setEnabled(works and state is ClientState.DEREGISTERED)
        self._refresh.setEnabled(not self._is_busy)
        self._not_ready.setVisible(is_read and view.state is not TssState.INITIALIZED)
        self._gauge.set_amount(view.registered, view.limit)
        must_count = is_read and bool(view.tills) and not view.is_counted
        self._uncounted.setVisible(must_count or bool(self._counting))
        self._counter.setVisible(must_count or bool(self._counting))
        self.retranslate()

    def _on_search(self, text: str) -> None:
        self._table.rows.search(text)
        self._show()

    def _on_filter(self) -> None:
        self._table.rows.filter(FILTERS[self._filter.currentData()])
        self._show()

    def _on_counter(self) -> None:
        (self.count_given_up if self._counting else self.count_requested).emit()

    def _on_details(self) -> None:
        if (till := self.selected()) is not None:
            self.details_requested.emit(till)

    def _on_deregister(self) -> None:
        if (till := self.selected()) is not None:
            self.deregister_requested.emit(till)

    def _on_again(self) -> None:
        if (till := self.selected()) is not None:
            self.again_requested.emit(till)
