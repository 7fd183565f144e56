"""The journal: what this program changed, when, by whom and with which outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from tse_companion.gui import i18n
from tse_companion.gui.pages.news import NewsPage
from tse_companion.gui.tables import Column, SearchField, Table
from tse_companion.gui.texts import operation_word, outcome_word
from tse_companion.gui.widgets import (
    BusyLine,
    Choice,
    Field,
    Flow,
    HBox,
    Text,
    button,
)
from tse_companion.gui.wording.operations import OPERATIONS, OUTCOMES

if TYPE_CHECKING:
    from tse_companion.services.history import Entry

_ROWS = 8  # of the table are seen at least
_PATIENCE_MS = 250  # from the last key until the journal is searched
PERIODS = ("all", "today", "week", "month", "year")
_MARKS: dict[str | None, tuple[str, str]] = {
    "done": ("ok", "ok"),
    "not_done": ("skip", "muted"),
    "unknown": ("warn", "warn"),
    None: ("warn", "warn"),
}


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One entry, with what its shop is called."""

    entry: Entry
    shop: str

    @property
    def key(self) -> str:
        return str(self.entry.id)


@dataclass(frozen=True, slots=True)
class JournalWish:
    """What the person wants to see; None is anything."""

    all_shops: bool = False
    text: str = ""
    operation: str | None = None
    outcome: str | None = None
    period: str = "all"


def _what(row: JournalRow) -> str:
    return operation_word(row.entry.operation, row.entry.target_state)


class JournalPage(NewsPage):
    """The list and its filters. ``wished`` carries another :class:`JournalWish`, ``more_requested``
    asks for older entries, ``details_requested`` carries a row."""

    wished = Signal(object)
    more_requested = Signal()
    details_requested = Signal(object)
    export_requested = Signal()
    stop_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, width=0)
        self._total = 0
        self._is_busy = False
        self._shop = ""
        title, lead = Text("title"), Text("body", tone="muted")
        self.say(title.setText, lambda: self.tr("Journal"))
        self.say(
            lead.setText,
            lambda: self.tr(
                "Everything this program changed or was about to change on this computer. What "
                "the tills do is not in here."
            ),
        )
        self.body.addWidget(title)
        self.body.addWidget(lead)
        self.add_news()
        self._add_filters()
        self._add_table()
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_PATIENCE_MS)
        self._waiting.timeout.connect(self._wish)

    # --- what others tell the page -----------------------------------------------------------

    @property
    def wish(self) -> JournalWish:
        """What the filters say now."""
        return JournalWish(
            all_shops=bool(self._scope.currentData()),
            text=self._search.text(),
            operation=self._operation.currentData() or None,
            outcome=self._outcome.currentData() or None,
            period=self._period.currentData(),
        )

    def set_shop(self, name: str) -> None:
        """The shop that is on screen; empty when there is none, then all are shown."""
        self._shop = name
        with QSignalBlocker(self._scope):
            if not name:
                self._scope.setCurrentIndex(1)
        self._scope.setEnabled(bool(name))
        self.retranslate()

    def show_entries(self, rows: Sequence[JournalRow], total: int) -> None:
        """Show these of so many that match; selection and scroll position stay."""
        self._total = total
        self._table.update_rows(rows)
        self._look()

    def set_busy(self, text: str | None, *, can_stop: bool = False) -> None:
        """Something is under way, in words; None when it has ended."""
        self._is_busy = text is not None
        self._stop.setVisible(can_stop and self._is_busy)
        self._busy.tell(text)
        self._look()

    def saved_words(self, number: int, name: str) -> str:
        """So many entries are in the file of this name."""
        return self.tr("%n entry(ies) saved as “{name}”.", "", number).replace("{name}", name)

    # --- building ----------------------------------------------------------------------------

    def _add_filters(self) -> None:
        self._search = SearchField(self, "journal_search")
        self._scope, self._operation = Choice(), Choice()
        self._outcome, self._period = Choice(), Choice()
        for value in (False, True):
            self._scope.addItem("", value)
        for name in ("", *OPERATIONS):
            self._operation.addItem("", name)
        for name in ("", *OUTCOMES):
            self._outcome.addItem("", name)
        for name in PERIODS:
            self._period.addItem("", name)
        row = Flow(gap=12, stretch=True, least=200)
        row.addWidget(self._search)
        for name, choice, label in (
            ("scope", self._scope, lambda: self.tr("Shop")),
            ("operation", self._operation, lambda: self.tr("What")),
            ("outcome", self._outcome, lambda: self.tr("Outcome")),
            ("period", self._period, lambda: self.tr("When")),
        ):
            choice.setObjectName(f"journal_{name}")
            # The longest name must not make the page wider than the screen.
            choice.setSizeAdjustPolicy(
                Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            choice.setMinimumContentsLength(12)
            choice.currentIndexChanged.connect(self._wish)
            field = Field(choice)
            self.say(field.set_label, label)
            row.addWidget(field)
        self.body.addLayout(row)
        self._search.changed.connect(lambda _: self._waiting.start())
        self._search.entered.connect(self._wish)
        self.say(self._name_choices, lambda: "")

    def _add_table(self) -> None:
        self._table: Table[JournalRow] = Table(self._columns(), many=False)
        self._table.setObjectName("journal_table")
        self._table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self._table.opened.connect(self.details_requested)
        self._table.chosen.connect(self._look)
        self._table.fill_page(_ROWS)
        self.body.addWidget(self._table, 1)
        self._count = Text("caption")
        self.body.addWidget(self._count)
        row = Flow(gap=12)
        self._details = button("plain")
        self._details.setObjectName("journal_details")
        self._more = button("plain")
        self._more.setObjectName("journal_more")
        self._export = button("plain", icon="export")
        self._export.setObjectName("journal_export")
        self._details.clicked.connect(self._on_details)
        self._more.clicked.connect(self.more_requested)
        self._export.clicked.connect(self.export_requested)
        for made in (self._details, self._more, self._export):
            row.addWidget(made)
        self.body.addLayout(row)
        line = HBox(gap=12)
        self._busy = BusyLine(keep_room=False)
        self._stop = button("quiet")
        self._stop.setObjectName("journal_stop")
        self._stop.hide()
        self._stop.clicked.connect(self.stop_requested)
        line.addWidget(self._busy, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._stop)
        self.body.addLayout(line)
        self.say(self._table.setAccessibleName, lambda: self.tr("Journal"))
        self.say(self._table.set_nothing, self._nothing_words)
        self.say(self._count.setText, self._count_words)
        self.say(self._details.setText, lambda: self.tr("Details …"))
        self.say(self._details.setToolTip, self._details_tip)
        self.say(self._more.setText, lambda: self.tr("Show older ones"))
        self.say(self._export.setText, lambda: self.tr("Save as table (CSV) …"))
        self.say(self._stop.setText, lambda: self.tr("Cancel"))
        self._look()

    def _columns(self) -> tuple[Column[JournalRow], ...]:
        return (
            Column(
                lambda: self.tr("When"),
                lambda row: i18n.moment(row.entry.intended_at),
                sort=lambda row: (row.entry.intended_at, row.entry.id),
                tip=lambda row: i18n.exact(row.entry.intended_at),
                width=150,
            ),
            Column(
                lambda: self.tr("What"),
                _what,
                tip=_what,
                width=245,
            ),
            Column(
                lambda: self.tr("Outcome"),
                lambda row: outcome_word(row.entry.outcome),
                mark=lambda row: _MARKS[row.entry.outcome],
                width=155,
            ),
            Column(
                lambda: self.tr("Note"),
                lambda row: row.entry.note or "",
                tip=lambda row: row.entry.note or "",
                width=170,
            ),
            Column(lambda: self.tr("By whom"), lambda row: row.entry.user, width=100),
            Column(
                lambda: self.tr("Shop"),
                lambda row: row.shop,
                tip=lambda row: row.shop,
                width=140,
            ),
            Column(
                lambda: self.tr("Request id"),
                lambda row: row.entry.request_id or "",
                tip=lambda row: row.entry.request_id or "",
            ),
        )

    # --- words -------------------------------------------------------------------------------

    def _name_choices(self, _: str) -> None:
        this = self._shop or self.tr("no shop")
        words = (
            (self._scope, (self.tr("only {shop}").format(shop=this), self.tr("all shops"))),
            (self._operation, (self.tr("everything"), *map(operation_word, OPERATIONS))),
            (self._outcome, (self.tr("any"), *map(self._outcome_word, OUTCOMES))),
            (self._period, tuple(self._period_word(period) for period in PERIODS)),
        )
        for choice, names in words:
            for number, name in enumerate(names):
                choice.setItemText(number, name)

    def _outcome_word(self, key: str) -> str:
        return outcome_word(None if key == "open" else key)

    def _period_word(self, period: str) -> str:
        return {
            "today": self.tr("today"),
            "week": self.tr("the last 7 days"),
            "month": self.tr("the last 30 days"),
            "year": self.tr("the last 365 days"),
        }.get(period, self.tr("at any time"))

    def _nothing_words(self) -> str:
        is_all = self.wish == JournalWish(all_shops=self.wish.all_shops)
        return self.tr("No entry yet.") if is_all else self.tr("No entry matches.")

    def _count_words(self) -> str:
        shown = len(self._table.rows.all_rows)
        if not self._total:
            return ""
        if shown < self._total:
            return self.tr("The newest {shown} of {total} entries").format(
                shown=i18n.number(shown), total=i18n.number(self._total)
            )
        return self.tr("%n entry(ies)", "", self._total)

    def _details_tip(self) -> str:
        return "" if self._details.isEnabled() else self.tr("Select an entry in the table first.")

    # --- events ------------------------------------------------------------------------------

    def _wish(self) -> None:
        self._waiting.stop()
        self.wished.emit(self.wish)

    def _on_details(self) -> None:
        for row in self._table.selected()[:1]:
            self.details_requested.emit(row)

    def _look(self) -> None:
        free = not self._is_busy
        self._details.setEnabled(bool(self._table.selected()))
        self._details.setToolTip(self._details_tip())
        self._more.setVisible(len(self._table.rows.all_rows) < self._total)
        self._more.setEnabled(free)
        self._export.setEnabled(free and self._total > 0)
        self._table.set_nothing(self._nothing_words())
        self._count.setText(self._count_words())
