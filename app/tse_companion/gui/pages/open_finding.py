"""Finding open transactions: chips by age and by till with their numbers, a search, groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from tse_companion.gui.i18n import Translated
from tse_companion.gui.pages.open_filters import Chips
from tse_companion.gui.pages.open_groups import AGES, OpenGroups
from tse_companion.gui.pages.open_transactions_table import OpenRow, OpenTable
from tse_companion.gui.tables import SearchField
from tse_companion.gui.widgets import VBox

_SEARCH_MS = 150  # after the last letter


class OpenFinding(Translated, QWidget):
    """Filters, searches and groups the table. ``changed`` says that other rows are in sight.

    ``search`` and ``groups`` are fields of their own, to be placed by the page.
    """

    changed = Signal()

    def __init__(self, table: OpenTable, clock: Callable[[], float]) -> None:
        super().__init__()
        self._table = table
        self._clock = clock
        self._awaited = ""  # a till that was asked for; its rows may still be on their way
        self.search = SearchField(self, "open_search")
        self.groups = OpenGroups(table, clock)
        self._ages, self._tills = Chips(), Chips()
        column = VBox(self, gap=10)
        for chips in (self._ages, self._tills):
            chips.chosen.connect(self._on_filter)
            column.addWidget(chips)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_SEARCH_MS)
        self._delay.timeout.connect(self._on_search)
        self.search.changed.connect(lambda _: self._delay.start())
        self.say(lambda _: self.count(), lambda: "")

    def count(self, *, is_whole: bool = False) -> None:
        """The numbers on the chips. A till that is gone no longer filters; of one that was asked
        for, that is known when the list ``is_whole``."""
        if is_whole:
            self._awaited = ""
        rows = tuple(row for row in self._table.rows.all_rows if not row.is_closed)
        self._ages.set_kinds(self._age_kinds(rows), self._ages.current or "0")
        kinds, before = self._till_kinds(rows), self._tills.current
        current = before if before in {key for key, _, _ in kinds} else ""
        self._tills.set_kinds(kinds, current)
        if current != before:
            self._on_filter()

    def keep_to(self, till: str) -> None:
        """Only this till, whatever was searched and filtered before."""
        self.forget()
        self._awaited = till
        self._tills.set_kinds((), till)
        self.count()
        self._on_filter()

    def follow(self, before: QWidget) -> None:
        """Tab comes from this widget to the chips, before the search."""
        self._tills.follow(self._ages.follow(before))

    def forget(self) -> None:
        """Search and filters begin anew."""
        self._awaited = ""
        self.search.set_text("")
        self._delay.stop()
        self._table.rows.search("")
        self._ages.set_kinds((), "0")
        self._tills.set_kinds((), "")
        self._on_filter()

    def _age_kinds(self, rows: tuple[OpenRow, ...]) -> list[tuple[str, str, int]]:
        now = self._clock()
        words = (
            self.tr("All ages"),
            self.tr("Over 1 hour"),
            self.tr("Over 24 hours"),
            self.tr("Over 7 days"),
        )
        ages = [now - row.tx.time_start for row in rows]
        return [
            (str(least), name, sum(age >= least for age in ages))
            for least, name in zip(AGES, words, strict=True)
        ]

    def _till_kinds(self, rows: tuple[OpenRow, ...]) -> list[tuple[str, str, int]]:
        counts = Counter(row.till for row in rows)
        if self._awaited:
            counts[self._awaited] += 0
        tills = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return [("", self.tr("All tills"), len(rows)), *((till, till, n) for till, n in tills)]

    def _on_search(self) -> None:
        self._table.rows.search(self.search.text())
        self.changed.emit()

    def _on_filter(self) -> None:
        least, till = int(self._ages.current or 0), self._tills.current
        if not least and not till:
            self._table.rows.filter(None)
        else:
            now = self._clock()
            self._table.rows.filter(
                lambda row: now - row.tx.time_start >= least and (not till or row.till == till)
            )
        self.changed.emit()
