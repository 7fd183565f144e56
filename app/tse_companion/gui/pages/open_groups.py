"""Groups of open transactions: by till or by age, with what is to be known of each as a whole."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from operator import attrgetter

from PySide6.QtCore import Signal

from tse_companion.domain.open_transactions import Cause
from tse_companion.gui import i18n
from tse_companion.gui.grouped_table import fold_word
from tse_companion.gui.i18n import Translated
from tse_companion.gui.pages.open_transactions_table import OpenRow, OpenTable
from tse_companion.gui.pages.open_words import span_words
from tse_companion.gui.table_model import Group, Grouping
from tse_companion.gui.widgets import Choice, Field

_HOUR = 3600
AGES = (0, _HOUR, 24 * _HOUR, 7 * 24 * _HOUR)  # seconds from which a row is in the next group

OpenGroup = Group[OpenRow]

_START = attrgetter("tx.time_start")


class OpenGroups(Translated, Field):
    """The choice how the table is grouped. ``chosen`` carries it: ``none``, ``till`` or ``age``."""

    chosen = Signal(str)

    def __init__(self, table: OpenTable, clock: Callable[[], float]) -> None:
        self._list = Choice()
        super().__init__(self._list)
        self._table = table
        self._clock = clock
        self._ways = {"none": None, "till": self._by_till(), "age": self._by_age()}
        self._list.setObjectName("open_groups")
        for way in self._ways:
            self._list.addItem("", way)
        self._list.activated.connect(self._on_chosen)
        self.say(self.set_label, lambda: self.tr("Group"))
        self.say(lambda _: self._name_ways(), lambda: "")

    def group_by(self, way: str) -> None:
        """Group the table in this way; nothing is folded at first."""
        self._list.setCurrentIndex(self._list.findData(way))
        self._table.rows.group_by(self._ways[way])

    def _on_chosen(self, at: int) -> None:
        way = self._list.itemData(at)
        self.group_by(way)
        self.chosen.emit(way)

    def _name_ways(self) -> None:
        words = {
            "none": self.tr("Not grouped"),
            "till": self.tr("By till"),
            "age": self.tr("By age"),
        }
        for at, way in enumerate(self._ways):
            self._list.setItemText(at, words[way])

    # --- the groups ----------------------------------------------------------------------------

    def _by_till(self) -> Grouping[OpenRow]:
        return Grouping(
            name=lambda row: row.till,
            place=_most_to_do_first,
            title=lambda group: group.name,
            note=lambda group: self._summary(group, self._oldest_words),
            hint=lambda group: self._till_hint(group)[1],
            mark=lambda group: self._till_hint(group)[0],
            box=_box,
            spoken=self._spoken,
        )

    def _by_age(self) -> Grouping[OpenRow]:
        return Grouping(
            name=lambda row: str(bisect_right(AGES, row.tx.age(self._clock()))),
            place=lambda group: -int(group.name),  # the oldest first
            title=lambda group: self._age_words(int(group.name)),
            note=lambda group: self._summary(group, self._tills_words),
            hint=lambda group: "",
            mark=lambda group: None,
            box=_box,
            spoken=self._spoken,
        )

    # --- words ---------------------------------------------------------------------------------

    def _age_words(self, group: int) -> str:
        return (
            self.tr("Under 1 hour"),
            self.tr("1 to 24 hours"),
            self.tr("1 to 7 days"),
            self.tr("Over 7 days"),
        )[group - 1]

    def _summary(self, group: OpenGroup, about: Callable[[list[OpenRow]], str]) -> str:
        """How many of the group are open, what is to be known of them, how many are chosen."""
        rows = _still_open(group)
        if not rows:
            return self.tr("none open any more")
        parts = [self.tr("%Ln transaction(s)", "", len(rows)), about(rows)]
        if count := [row.is_chosen for row in rows].count(True):
            parts.append(self.tr("{count} chosen").format(count=i18n.number(count)))
        return " · ".join(parts)

    def _oldest_words(self, rows: list[OpenRow]) -> str:
        oldest = min(rows, key=_START).tx
        return self.tr("up to {time} old").format(time=span_words(oldest.age(self._clock())))

    def _tills_words(self, rows: list[OpenRow]) -> str:
        tills = sorted({row.till for row in rows})
        return tills[0] if len(tills) == 1 else self.tr("%n till(s)", "", len(tills))

    def _till_hint(self, group: OpenGroup) -> tuple[tuple[str, str] | None, str]:
        """What tells most about a till, with its mark."""
        rows = _still_open(group)
        found = {row.cause for row in rows}
        if Cause.DEREGISTERED in found:
            return ("skip", "muted"), self.tr("deregistered, cannot end them any more")
        by_why = {row.why: row for row in rows}  # few, where there may be thousands of rows
        if any(row.is_till_at_work for row in by_why.values()):
            return ("warn", "warn"), self.tr("till at work")
        if Cause.CRASH in found:
            return ("info", "muted"), self.tr("presumably crashed")
        if Cause.PARKED in found:
            return ("info", "muted"), self.tr("presumably parked and forgotten")
        return None, ""

    def _spoken(self, group: OpenGroup) -> str:
        said = group.grouping
        parts = (
            said.title(group),
            said.note(group),
            said.hint(group),
            fold_word(group.is_folded),
        )
        return ", ".join(part for part in parts if part)


def _still_open(group: OpenGroup) -> list[OpenRow]:
    """Without those that a run has found or made closed; they stay in sight for their results."""
    return [row for row in group.rows if not row.is_closed]


def _most_to_do_first(group: OpenGroup) -> tuple[int, int, str]:
    """What is chosen by itself is in sight without scrolling."""
    by_rule = sum(row.is_by_rule for row in group.rows)
    return -by_rule, -len(group.rows), group.name


def _box(group: OpenGroup) -> tuple[str, str] | None:
    """Whether all of the group are chosen, some, or none; no box where the rules allow none."""
    if any(row.is_chosen for row in group.rows):
        is_more = any(row.is_choosable for row in group.rows if not row.is_chosen)
        return "box-some" if is_more else "box-checked", "accent"
    return ("box", "outline") if any(row.is_by_rule for row in group.rows) else None
