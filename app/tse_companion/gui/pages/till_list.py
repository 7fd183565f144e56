"""Several tills at once: paste a list or open a file, look what would happen, and do it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from tse_companion.domain.till_lists import WANTED, Fate, PlannedTill
from tse_companion.gui import i18n, theme
from tse_companion.gui.keyboard import FocusKeeper
from tse_companion.gui.page_work import bring_news
from tse_companion.gui.pages.news import NewsPage
from tse_companion.gui.pages.till_list_table import DONE, ListRow, columns
from tse_companion.gui.tables import Table
from tse_companion.gui.widgets import (
    Banner,
    BusyLine,
    CheckBox,
    Field,
    Flow,
    Gauge,
    Text,
    VBox,
    button,
)

if TYPE_CHECKING:
    from tse_companion.services.till_batch import RowResult

_ROWS = 6  # of the table are seen at least


class TillListPage(NewsPage):
    """Three stages on one page: the list, what would happen, and what has happened.

    ``check_requested`` carries the text of the list.
    """

    check_requested = Signal(str)
    file_requested = Signal()
    run_requested = Signal()
    pause_requested = Signal()
    stop_requested = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, width=0)
        self._stage = "list"
        self._must_confirm = False
        self._is_busy = self._is_running = self._is_paused = self._is_over = False
        self._keyboard = FocusKeeper(self)
        self._rows: dict[str, ListRow] = {}
        self._title, self._lead = Text("title"), Text("body")
        self.body.addWidget(self._title)
        self.body.addWidget(self._lead)
        self.add_news()
        self._end = Banner("ok")
        self._end.hide()
        self.body.addWidget(self._end)
        self._add_list()
        self._add_plan()
        self._busy = BusyLine(keep_room=False)
        self.body.addWidget(self._busy)
        self.body.addStretch(0)
        self.say(self._title.setText, lambda: self.tr("Register several tills"))
        self.say(self._lead.setText, self._lead_words)
        self.say(self._end.set_title, lambda: self._end_words() if self._is_over else "")
        self._look()

    # --- what others tell the page -----------------------------------------------------------

    def begin(self, *, must_confirm: bool) -> None:
        """Back to the list, which stays as it was typed. ``must_confirm``: a Kassen-ID is for
        ever, and the person says so."""
        self._must_confirm = must_confirm
        self._stage, self._rows = "list", {}
        self._sure.setChecked(False)
        self.show_end(False)
        self._table.update_rows(())
        self._look()

    def _on_back(self) -> None:
        self.begin(must_confirm=self._must_confirm)
        self._keyboard.send(self._edit)

    def set_text(self, text: str) -> None:
        """The content of a file in place of what was typed."""
        self._edit.setPlainText(text)

    def show_plan(self, planned: Sequence[PlannedTill]) -> None:
        """What would become of each line."""
        self._stage = "plan"
        self._rows = {one.key: ListRow(one) for one in planned}
        self._table.update_rows(tuple(self._rows.values()))
        self._look()
        self._keyboard.send(self._sure if self._sure.isVisibleTo(self) else self._run)

    def show_result(self, result: RowResult) -> None:
        """News of one line."""
        row = self._rows[result.key] = ListRow(self._rows[result.key].planned, result)
        self._table.update_rows(tuple(self._rows.values()))
        for number, shown in enumerate(self._table.rows.rows):
            if shown.key == row.key:
                self._table.scrollTo(self._table.rows.index(number, 0))
        self._look()

    def set_running(self, is_running: bool, *, is_paused: bool = False) -> None:
        """Whether lines are being registered. The keyboard stays at what can be done now."""
        at = self.window().focusWidget()
        self._is_running, self._is_paused = is_running, is_paused
        if is_running:
            self._stage = "run"
        self._look()
        if at is not None and at.isHidden() and self.isAncestorOf(at):
            offers = (self._pause, self._leave, self._run, self._back)
            self._keyboard.send(next(one for one in offers if not one.isHidden()))

    def set_busy(self, text: str | None) -> None:
        """Something else is under way, in words; empty while a dialog asks, None at its end."""
        self._is_busy = text is not None
        self._busy.tell(text)
        with self._keyboard.watch():
            self._look()

    def show_end(self, is_over: bool) -> None:
        """The final sentence, once nothing is under way any more."""
        self._is_over = is_over
        is_good = not (self._count("failed") or self.left_over())
        self._end.set_kind("ok" if is_good else "warn")
        self._end.setVisible(is_over)
        self.retranslate()
        if is_over:
            bring_news(self, self._end, self._end_words())

    def rows(self) -> tuple[ListRow, ...]:
        """All lines, in the order of the list."""
        return tuple(self._rows.values())

    def left_over(self) -> int:
        """Lines that are to be registered and have no result yet."""
        return sum(
            row.planned.fate in WANTED and row.outcome not in DONE | {"failed"}
            for row in self._rows.values()
        )

    # --- building ----------------------------------------------------------------------------

    def _add_list(self) -> None:
        self._list = QWidget()
        column = VBox(self._list, gap=16)
        self._edit = QPlainTextEdit()
        self._edit.setObjectName("till_list_text")
        self._edit.setTabChangesFocus(True)
        self._edit.textChanged.connect(self._look)
        field = Field(self._edit)
        column.addWidget(field)
        row = Flow(gap=12)
        self._check, self._file = button("primary"), button("plain", icon="folder")
        self._check.setObjectName("till_list_check")
        self._file.setObjectName("till_list_file")
        self._check.clicked.connect(lambda: self.check_requested.emit(self._edit.toPlainText()))
        self._file.clicked.connect(self.file_requested)
        row.addWidget(self._check)
        row.addWidget(self._file)
        column.addLayout(row)
        self.body.addWidget(self._list)
        self.say(field.set_label, lambda: self.tr("List of Kassen-IDs"))
        self.say(
            field.set_hint,
            lambda: self.tr(
                "One Kassen-ID per line. Or a table (CSV) whose first line names the columns: "
                "serial_number, and further ones such as description, which are kept with the till."
            ),
        )
        self.say(self._check.setText, lambda: self.tr("Check the list"))
        self.say(self._file.setText, lambda: self.tr("Open a file …"))

    def _add_plan(self) -> None:
        self._plan = QWidget()
        column = VBox(self._plan, gap=16)
        self._summary = Text("heading")
        self._room = Banner("warn")
        self._gauge = Gauge(warns=False)
        self._table: Table[ListRow] = Table(columns(), many=False, least=90)
        self._table.setObjectName("till_list_table")
        self._table.fill_page(_ROWS)
        self._sure = CheckBox()
        self._sure.setObjectName("till_list_sure")
        self._sure.toggled.connect(self._look)
        row = Flow(gap=12)
        self._run = button("primary")
        self._pause, self._stop, self._back = button("plain"), button("plain"), button("plain")
        self._leave = button("primary")
        for name, one in (
            ("run", self._run),
            ("pause", self._pause),
            ("stop", self._stop),
            ("leave", self._leave),
            ("back", self._back),
        ):
            one.setObjectName(f"till_list_{name}")
            row.addWidget(one)
        self._run.clicked.connect(self.run_requested)
        self._pause.clicked.connect(self.pause_requested)
        self._stop.clicked.connect(self.stop_requested)
        self._leave.clicked.connect(self.left)
        self._back.clicked.connect(self._on_back)
        for widget in (self._summary, self._gauge, self._room):
            column.addWidget(widget)
        column.addWidget(self._table, 1)
        column.addWidget(self._sure)
        column.addLayout(row)
        self.body.addWidget(self._plan, 1)
        self.say(self._summary.setText, self._summary_words)
        self.say(self._gauge.setAccessibleName, self._summary_words)
        self.say(
            self._room.set_title, lambda: self.tr("There is not enough room at this TSE for all")
        )
        self.say(
            self._room.set_text,
            lambda: self.tr(
                "%n line(s) are left out. Deregister tills that are not used any more, then check "
                "the list again.",
                "",
                self._fates(Fate.NO_ROOM),
            ),
        )
        self.say(self._table.setAccessibleName, lambda: self.tr("Lines of the list"))
        self.say(
            self._sure.setText,
            lambda: self.tr("Every Kassen-ID is right. I know that none can ever be changed."),
        )
        self.say(self._run.setText, self._run_words)
        self.say(
            self._pause.setText,
            lambda: self.tr("Go on") if self._is_paused else self.tr("Pause"),
        )
        self.say(self._stop.setText, lambda: self.tr("Stop"))
        self.say(self._back.setText, self._back_words)
        self.say(self._leave.setText, lambda: self.tr("To the tills"))
        self._fit_table()
        theme.current().changed.connect(self._fit_table)

    # --- words -------------------------------------------------------------------------------

    def _lead_words(self) -> str:
        return {
            "list": self.tr("Nothing is changed before you have seen what would happen."),
            "plan": self.tr("This is what would happen. Nothing has been changed yet."),
        }.get(
            self._stage,
            self.tr(
                "If this is interrupted, check the same list again: what was done is recognised."
            ),
        )

    def _summary_words(self) -> str:
        wanted = self._wanted()
        if self._stage == "plan":
            parts = [
                self.tr("%n till(s) will be registered", "", wanted),
                self.tr("%n already there", "", self._fates(Fate.ALREADY)),
                self.tr("%n left out", "", len(self._rows) - wanted - self._fates(Fate.ALREADY)),
            ]
            counts = (wanted, self._fates(Fate.ALREADY), len(self._rows))
            shown = [parts[0], *(parts[1:2] if counts[1] else [])]
            return " · ".join([*shown, *(parts[2:] if counts[2] > counts[0] + counts[1] else [])])
        return self.tr("{n} of {all} tills registered").format(
            n=i18n.number(wanted - self.left_over() - self._count("failed")),
            all=i18n.number(wanted),
        )

    def _end_words(self) -> str:
        if left := self.left_over():
            return self.tr("Stopped. %n till(s) are not registered yet.", "", left)
        if failed := self._count("failed"):
            return self.tr("Done, but the service refused %n till(s).", "", failed)
        return self.tr("Done. %n till(s) can sign from now on.", "", self._wanted())

    def _run_words(self) -> str:
        if self._stage == "run":
            return self.tr("Go on")
        return self.tr("Register %n till(s)", "", self._wanted())

    def _back_words(self) -> str:
        return self.tr("Another list") if self._stage == "run" else self.tr("Change the list")

    # --- state -------------------------------------------------------------------------------

    def _fates(self, *fates: Fate) -> int:
        return sum(row.planned.fate in fates for row in self._rows.values())

    def _wanted(self) -> int:
        return self._fates(*WANTED)

    def _count(self, outcome: str) -> int:
        return sum(row.outcome == outcome for row in self._rows.values())

    def _look(self) -> None:
        stage, wanted, left = self._stage, self._wanted(), self.left_over()
        self._list.setVisible(stage == "list")
        self._plan.setVisible(stage != "list")
        has_text = bool(self._edit.toPlainText().strip())
        self._check.setEnabled(has_text and not self._is_busy)
        self._file.setEnabled(not self._is_busy)
        self._gauge.setVisible(stage == "run")
        self._gauge.set_amount(wanted - left, wanted)
        self._room.setVisible(stage == "plan" and self._fates(Fate.NO_ROOM) > 0)
        self._sure.setVisible(stage == "plan" and self._must_confirm and wanted > 0)
        idle = not self._is_running
        sure = not self._sure.isVisibleTo(self) or self._sure.isChecked()
        self._run.setVisible(idle and left > 0)
        self._run.setEnabled(sure and not self._is_busy)
        self._pause.setVisible(self._is_running)
        self._stop.setVisible(self._is_running)
        self._back.setVisible(idle)
        self._back.setEnabled(not self._is_busy)
        self._leave.setVisible(idle and stage == "run" and left == 0)
        self.retranslate()

    def _fit_table(self) -> None:
        px = theme.current().px
        self._edit.setMinimumHeight(px(220))
        self._edit.setFont(theme.current().font("mono"))
