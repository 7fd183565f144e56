"""Exports: which there are of this TSE, how they stand, and what can be done with them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from tse_companion.domain.exports import Situation, is_running, share_done, situation
from tse_companion.gui import i18n
from tse_companion.gui.page_work import bring_news
from tse_companion.gui.pages.export_words import (
    MARKS,
    situation_explained,
    situation_word,
)
from tse_companion.gui.pages.exports_table import ASKED, columns
from tse_companion.gui.pages.facts import Verdict
from tse_companion.gui.pages.news import NewsPage
from tse_companion.gui.tables import Table
from tse_companion.gui.widgets import BusyLine, Card, Flow, Gauge, HBox, Text, VBox, button

if TYPE_CHECKING:
    from collections.abc import Callable

    from tse_companion.gui.widgets import Button, ButtonKind
    from tse_companion.services.exports import ExportList, KnownExport

_ROWS = 6  # of the table are seen at least


class ExportsPage(NewsPage):
    """The list of exports and the actions on it. Signals about one export carry it;
    ``stop_requested`` ends what is under way here, not at the service."""

    begin_requested = Signal()
    save_requested = Signal(object)
    cancel_requested = Signal(object)
    details_requested = Signal(object)
    refresh_requested = Signal()
    stop_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, width=0)
        self._found: ExportList | None = None
        self._is_busy = False
        self._has_missed = False
        title, lead = Text("title"), Text("body", tone="muted")
        self.say(title.setText, lambda: self.tr("Exports"))
        self.say(
            lead.setText,
            lambda: self.tr(
                "A TSE export (TAR) holds what the TSE has signed; tax auditors ask for it. Make "
                "one at least every month, and keep the files as long as your books."
            ),
        )
        self.body.addWidget(title)
        self.body.addWidget(lead)
        self.add_news()
        self._add_running()
        self._add_actions()
        self._add_table()
        self._look()

    # --- what others tell the page -----------------------------------------------------------

    def show_exports(self, found: ExportList | None) -> None:
        """Show these; selection and scroll position stay. None: nothing is known."""
        self._found, self._has_missed = found, False
        self._table.update_rows(() if found is None else found.exports)
        self._table.rows.retell()  # what stands in the rows depends on the time, too
        self._look()

    def show_missed(self) -> None:
        """The service could not be asked how it stands; it will be asked again."""
        self._has_missed = True
        self._look()

    def select(self, export_id: str, *, tell: bool = False) -> None:
        """Select this export; with ``tell`` what is said about it is brought into view."""
        self._table.select(lambda known: known.key == export_id)
        for index in self._table.selectionModel().selectedRows():
            self._table.setCurrentIndex(index)
            self._table.scrollTo(index)
        known = self.selected()
        if tell and known is not None:
            bring_news(self, self._explained, situation_explained(known, self._now()))

    def selected(self) -> KnownExport | None:
        """The export that is selected."""
        return next(iter(self._table.selected()), None)

    def set_busy(self, text: str | None, *, can_stop: bool = False) -> None:
        """Something is under way, in words; None when it has ended."""
        self._is_busy = text is not None
        self._stop.setVisible(can_stop and self._is_busy)
        self._busy.tell(text)
        self._look()

    # --- building ----------------------------------------------------------------------------

    def _add_running(self) -> None:
        self._running = Card(gap=8, margin=20)
        head, text, self._gauge = Text("heading"), Text("body", tone="muted"), Gauge(warns=False)
        words = VBox(gap=2)
        words.addWidget(head)
        words.addWidget(text)
        self._running.body.addLayout(words)
        self._running.body.addWidget(self._gauge)
        self.body.addWidget(self._running)
        self.say(head.setText, lambda: self.tr("An export is being made"))
        self.say(text.setText, self._running_words)
        self.say(self._gauge.setAccessibleName, self._running_words)

    def _add_actions(self) -> None:
        row = Flow(gap=12)
        self._begin = self._action("begin", "primary", row, self.begin_requested.emit)
        self._save = self._action("save", "plain", row, self._on(self.save_requested.emit))
        self._details = self._action("details", "plain", row, self._on(self.details_requested.emit))
        self._cancel = self._action("cancel", "plain", row, self._on(self.cancel_requested.emit))
        self._refresh = self._action("refresh", "quiet", row, self.refresh_requested.emit)
        self._refresh.set_icon("refresh")
        self.body.addLayout(row)
        again = QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self)
        again.activated.connect(self._refresh.click)
        self.say(self._begin.setText, lambda: self.tr("Make a complete export …"))
        self.say(self._save.setText, lambda: self.tr("Save the file …"))
        self.say(self._details.setText, lambda: self.tr("Details …"))
        self.say(self._cancel.setText, lambda: self.tr("Cancel the export …"))
        self.say(self._refresh.set_label, lambda: self.tr("Read the exports anew"))
        for made in (self._begin, self._save, self._details, self._cancel):
            self.say(made.setToolTip, partial(self._why_not, made))
        line = HBox(gap=12)
        self._busy = BusyLine(keep_room=False)
        self._stop = button("quiet")
        self._stop.setObjectName("exports_stop")
        self._stop.hide()
        self._stop.clicked.connect(self.stop_requested)
        line.addWidget(self._busy, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._stop)
        self.body.addLayout(line)
        self.say(self._stop.setText, lambda: self.tr("Cancel"))

    def _action(self, name: str, kind: ButtonKind, row: Flow, act: Callable[[], object]) -> Button:
        made = button(kind)
        made.setObjectName(f"exports_{name}")
        made.clicked.connect(lambda: act())
        row.addWidget(made)
        return made

    def _on(self, emit: Callable[[KnownExport], object]) -> Callable[[], None]:
        def act() -> None:
            if (known := self.selected()) is not None:
                emit(known)

        return act

    def _add_table(self) -> None:
        self._table: Table[KnownExport] = Table(columns(self._now), many=False, least=100)
        self._table.setObjectName("exports_table")
        self._table.sortByColumn(ASKED, Qt.SortOrder.DescendingOrder)
        self._table.opened.connect(self.details_requested)
        self._table.chosen.connect(self._look)
        self._table.fill_page(_ROWS)
        self.body.addWidget(self._table, 1)
        self._explained = Verdict()
        self.body.addWidget(self._explained)
        foot = Text("caption")
        self.body.addWidget(foot)
        self.say(self._table.setAccessibleName, lambda: self.tr("Exports"))
        self.say(self._explained.set_text, self._explained_words)
        self.say(self._table.set_nothing, self._nothing_words)
        self.say(foot.setText, self._foot_words)

    # --- words -------------------------------------------------------------------------------

    def _running_words(self) -> str:
        known = self._running_one()
        if known is None or self._found is None:
            return ""
        if self._has_missed:
            said = self.tr(
                "The service could not be asked how it stands. It goes on there all the same, and "
                "is asked again by itself."
            )
        elif known.export.estimated_time_of_completion is None:
            said = self.tr(
                "When it will be ready is not known yet. You may leave this page or close the "
                "program: the service goes on by itself."
            )
        else:
            said = self.tr(
                "Ready at about {moment}. You may leave this page or close the program: the "
                "service goes on by itself."
            ).format(moment=i18n.moment(known.export.estimated_time_of_completion))
        asked = self.tr("As of {time}").format(time=i18n.clock(int(self._found.at)))
        return f"{said} {asked}."

    def _explained_words(self) -> str:
        known = self.selected()
        if known is None:
            return ""
        now = self._now()
        word = i18n.sentence(situation_word(situation(known.export, now)))
        return f"{word}. {situation_explained(known, now)}"

    def _nothing_words(self) -> str:
        return "" if self._found is None else self.tr("There is no export of this TSE yet.")

    def _foot_words(self) -> str:
        if self._found is None or not self._found.exports:
            return ""
        return self.tr(
            "This program sees that a file arrived whole. It cannot check yet whether the "
            "signatures in it are right."
        )

    def _why_not(self, action: QWidget) -> str:
        """Why it cannot be pressed now; nothing where it can."""
        if action.isEnabled() or self._is_busy:
            return ""
        if self._found is None:
            return self.tr("The exports are not read yet.")
        if action is self._begin:
            return self.tr("One is being made already.")
        if self.selected() is None:
            return self.tr("Select an export in the table first.")
        if action is self._cancel:
            return self.tr("It is not being made any more.")
        return self.tr("There is no file to save.")

    # --- state -------------------------------------------------------------------------------

    def _now(self) -> float:
        return 0.0 if self._found is None else self._found.at

    def _running_one(self) -> KnownExport | None:
        found = () if self._found is None else self._found.exports
        return next((known for known in found if is_running(known.export)), None)

    def _look(self) -> None:
        known, running, now = self.selected(), self._running_one(), self._now()
        free = not self._is_busy and self._found is not None
        stands = Situation.UNKNOWN if known is None else situation(known.export, now)
        self._begin.setEnabled(free and not (running is not None and running.is_complete))
        self._save.setEnabled(free and stands is Situation.READY)
        self._details.setEnabled(known is not None and not self._is_busy)
        self._cancel.setEnabled(free and known is not None and is_running(known.export))
        self._refresh.setEnabled(not self._is_busy)
        self._explained.set_kind(MARKS[stands][0])
        self._running.setVisible(running is not None)
        share = None if running is None else share_done(running.export, now)
        self._gauge.setVisible(share is not None)
        self._gauge.set_amount(round((share or 0.0) * 100), 100)
        self.retranslate()
