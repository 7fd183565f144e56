"""Choosing what to cancel: the rule's age, how many are chosen, and a warning about some."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from tse_companion.gui.i18n import Translated
from tse_companion.gui.pages.open_transactions_table import OpenRow, OpenTable
from tse_companion.gui.pages.open_words import span_words
from tse_companion.gui.widgets import Banner, Choice, Field, Flow, Text, VBox, button

_HOUR, _DAY = 3600, 86_400
_LEAST_AGES = tuple(_HOUR * hours for hours in (1, 2, 4, 8, 12, 24, 48, 72, 168, 720))
_NAMED = 3  # risky rows that are named in the warning


class OpenChoosing(Translated, QWidget):
    """Tells what is chosen in the table, and asks for other choices.

    ``rule_wanted`` and ``none_wanted`` choose anew, ``age_chosen`` carries the seconds from which
    the rules choose, ``cancel_requested`` asks for the dry run. ``age`` is a field of its own, to
    be placed by the page.
    """

    rule_wanted = Signal()
    none_wanted = Signal()
    age_chosen = Signal(int)
    cancel_requested = Signal()

    def __init__(self, table: OpenTable, clock: Callable[[], float]) -> None:
        super().__init__()
        self._table = table
        self._clock = clock
        self._left_out = 0
        self._least_age = _DAY
        self._list = Choice()
        self._list.setObjectName("open_age")
        self._list.activated.connect(lambda at: self.age_chosen.emit(self._list.itemData(at)))
        self.age = Field(self._list)
        self._choice, self._warning = Text("strong"), Banner("warn")
        self._cancel, self._rule, self._none = button("danger"), button("plain"), button("plain")
        for made, name, signal in (
            (self._cancel, "open_cancel", self.cancel_requested),
            (self._rule, "open_rule", self.rule_wanted),
            (self._none, "open_none", self.none_wanted),
        ):
            made.setObjectName(name)
            made.clicked.connect(signal)
        column = VBox(self, gap=10)
        column.addWidget(self._choice)
        column.addWidget(self._warning)
        row = Flow(gap=8)
        for made in (self._cancel, self._rule, self._none):
            row.addWidget(made)
        column.addLayout(row)
        self._is_free = True
        self.say(self.age.set_label, lambda: self.tr("Choose what is open for more than"))
        self.say(lambda _: self._name_ages(), lambda: "")
        self.say(self._cancel.setText, lambda: self.tr("Cancel selected transactions …"))
        self.say(self._rule.setText, lambda: self.tr("Choose by the rules"))
        self.say(self._none.setText, lambda: self.tr("Choose none"))
        for made in (self._cancel, self._none):
            self.say(made.setToolTip, partial(self._why_not, made))
        self.say(lambda _: self.tell(), lambda: "")

    def set_free(self, is_free: bool) -> None:
        """Whether anything may be chosen now."""
        self._is_free = is_free
        self.tell()

    def set_least_age(self, seconds: int) -> None:
        """The age from which the rules choose."""
        self._least_age = seconds
        self._name_ages()

    def tell_left_out(self, count: int) -> None:
        """So many were not chosen with the others."""
        self._left_out = count
        self.tell()

    def tell(self) -> None:
        """What is chosen now."""
        chosen = [row for row in self._table.rows.all_rows if row.is_chosen]
        risky = [row for row in chosen if row.is_risky]
        self._cancel.setEnabled(bool(chosen) and self._is_free)
        self._rule.setEnabled(self._is_free)
        self._none.setEnabled(bool(chosen) and self._is_free)
        self._list.setEnabled(self._is_free)
        for made in (self._cancel, self._none):
            made.setToolTip(self._why_not(made))
        self._choice.setText(self._choice_words(chosen))
        self._warning.set_title(self._warning_title(len(risky)))
        self._warning.set_text(self._warning_text(risky))
        self._warning.set_kind("warn" if risky else "info")
        self._warning.setVisible(bool(risky) or self._left_out > 0)

    # --- words -------------------------------------------------------------------------------

    def _why_not(self, action: QWidget) -> str:
        """Why it cannot be pressed now; nothing where it can."""
        if action.isEnabled():
            return ""
        if not self._is_free:
            return self.tr("Not while the list is loaded or transactions are cancelled.")
        return self.tr("No transaction is chosen.")

    def _choice_words(self, chosen: list[OpenRow]) -> str:
        if not chosen:
            return self.tr("No transaction is chosen. Space or a click on the box chooses one.")
        parts = [self.tr("%Ln transaction(s) chosen.", "", len(chosen))]
        shown = {row.key for row in self._table.rows.rows}
        if hidden := sum(row.key not in shown for row in chosen):
            parts.append(self.tr("%n of them not in sight: see search and filters.", "", hidden))
        return " ".join(parts)

    def _warning_title(self, risky: int) -> str:
        if risky:
            return self.tr("A till may be using %n of the chosen transactions", "", risky)
        if self._left_out:
            return self.tr("%Ln transaction(s) were left out", "", self._left_out)
        return ""

    def _warning_text(self, risky: list[OpenRow]) -> str:
        if not risky:
            if not self._left_out:
                return ""
            return self.tr(
                "A till may be using them. What the rules leave out is chosen one by one."
            )
        named = [
            self.tr("no. {number} of {till}, open for {time}").format(
                number=row.tx.number,
                till=row.till,
                time=span_words(self._clock() - row.tx.time_start),
            )
            for row in risky[:_NAMED]
        ]
        if len(risky) > _NAMED:
            named.append("…")
        return self.tr(
            "Not chosen by the rules: {list}. If such a transaction is cancelled, a sale under way "
            "can be lost at the till."
        ).format(list="; ".join(named))

    def _name_ages(self) -> None:
        with QSignalBlocker(self._list):
            self._list.clear()
            for seconds in sorted({*_LEAST_AGES, self._least_age}):
                self._list.addItem(self._age_words(seconds), seconds)
            self._list.setCurrentIndex(self._list.findData(self._least_age))

    def _age_words(self, seconds: int) -> str:
        if seconds > 3 * _DAY and seconds % _DAY == 0:
            return self.tr("%n day(s)", "", seconds // _DAY)
        if seconds % _HOUR == 0:
            return self.tr("%n hour(s)", "", seconds // _HOUR)
        return self.tr("%n minute(s)", "", seconds // 60)
