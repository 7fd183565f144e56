"""Shops: all that this program looks after, what is kept of each, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tse_companion.domain.models import TssState
from tse_companion.gui import i18n
from tse_companion.gui.keyboard import FocusKeeper
from tse_companion.gui.naming import badge_of, site_name
from tse_companion.gui.pages.news import NewsPage
from tse_companion.gui.tables import Column, SearchField, Table
from tse_companion.gui.texts import tss_state_word
from tse_companion.gui.widgets import (
    BusyLine,
    Button,
    Flow,
    Text,
    button,
)
from tse_companion.services.sites import Kind, ShopLine

if TYPE_CHECKING:
    from tse_companion.gui.widgets.buttons import ButtonKind

_ROWS = 7  # of the table are seen at least
_MARKS: dict[str, tuple[str, str]] = {
    "live": ("live", "accent"),
    "test": ("test", "warn"),
    "practice": ("practice", "practice"),
    "none": ("unknown", "muted"),
}
_STATE_MARKS: dict[str, tuple[str, str]] = {
    "CREATED": ("wait", "muted"),
    "UNINITIALIZED": ("wait", "muted"),
    "INITIALIZED": ("ok", "ok"),
    "DISABLED": ("bad", "bad"),
    "DELETED": ("bad", "bad"),
    "DEFECTIVE": ("bad", "bad"),
    "EVICTED": ("bad", "bad"),
}


class SitesPage(NewsPage):
    """The list of shops, searched, and the actions on it. Signals about one shop carry its line;
    ``export_requested`` carries those that are selected, or all."""

    open_requested = Signal(object)
    add_requested = Signal()
    edit_requested = Signal(object)
    keys_requested = Signal(object)
    remove_requested = Signal(object)
    back_requested = Signal(object)
    export_requested = Signal(object)
    import_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, width=0)
        self._is_busy = False
        self._keyboard = FocusKeeper(self)
        self._table: Table[ShopLine] = Table(self._columns())
        self._title, lead = Text("title"), Text("body", tone="muted")
        self.say(self._title.setText, lambda: self.tr("Shops"))
        self.say(
            lead.setText,
            lambda: self.tr(
                "Each shop has its own TSE, its own keys and its own journal. Removing one here "
                "changes nothing at its TSE; the tills go on selling."
            ),
        )
        self.body.addWidget(self._title)
        self.body.addWidget(lead)
        self.add_news()
        self._add_actions()
        self._add_table()
        self._look()

    # --- what others tell the page -----------------------------------------------------------

    def show_shops(self, lines: Sequence[ShopLine]) -> None:
        """Show these shops; the selection stays, at first it is the shop on screen."""
        is_first = not self._table.rows.all_rows
        self._table.update_rows(lines)
        for line in lines:
            if is_first and line.is_current:
                self.select(line.key)
        self._look()

    def set_busy(self, text: str | None) -> None:
        """Something is under way, in words; empty while a dialog asks, None when it has ended."""
        self._is_busy = text is not None
        self._busy.tell(text)
        with self._keyboard.watch():
            self._look()

    def exported_words(self, number: int, name: str) -> str:
        """So many shops are in the file of this name."""
        said = self.tr("%n shop(s) exported as “{name}”. The file holds no keys.", "", number)
        return said.replace("{name}", name)

    def added_words(self, number: int) -> str:
        """So many shops came from a file."""
        return self.tr(
            "%n shop(s) added. Each asks for its API key when you first open it.", "", number
        )

    def selected(self) -> ShopLine | None:
        """The shop that is selected, if it is one."""
        lines = self._table.selected()
        return lines[0] if len(lines) == 1 else None

    def select(self, site_id: str) -> None:
        """Select this shop, if it is shown."""
        self._table.select(lambda line: line.key == site_id)
        for index in self._table.selectionModel().selectedRows():
            self._table.setCurrentIndex(index)

    # --- building ----------------------------------------------------------------------------

    def _add_actions(self) -> None:
        over, about = Flow(gap=12), Flow(gap=12)
        self._add = self._action(over, "add", self.add_requested.emit, "primary")
        self._import = self._action(over, "import", self.import_requested.emit)
        self._export = self._action(over, "export", self._on_export)
        self._open = self._action(about, "open", self._of_one(self.open_requested))
        self._edit = self._action(about, "edit", self._of_one(self.edit_requested))
        self._keys = self._action(about, "keys", self._of_one(self.keys_requested))
        self._remove = self._action(about, "remove", self._of_one(self.remove_requested))
        self._back = self._action(about, "back", self._of_one(self.back_requested))
        self.body.addLayout(over)
        self._about = about
        self._busy = BusyLine(keep_room=False)
        self.say(self._add.setText, lambda: self.tr("Add a shop …"))
        self.say(self._import.setText, lambda: self.tr("Import shops …"))
        self.say(self._export.setText, self._export_words)
        self.say(self._open.setText, lambda: self.tr("Show this shop"))
        self.say(self._edit.setText, lambda: self.tr("Name and address …"))
        self.say(self._keys.setText, lambda: self.tr("API key …"))
        self.say(self._remove.setText, self._remove_words)
        self.say(self._back.setText, lambda: self.tr("Bring back"))
        for made in (self._open, self._edit, self._keys, self._remove, self._back):
            self.say(made.setToolTip, partial(self._why_not, made))
        self.say(
            self._export.setToolTip,
            lambda: (
                "" if self._export.isEnabled() else self.tr("There is no shop that could be saved.")
            ),
        )

    def _action(
        self, row: Flow, name: str, act: Callable[[], object], kind: ButtonKind = "plain"
    ) -> Button:
        made = button(kind)
        made.setObjectName(f"sites_{name}")
        made.clicked.connect(lambda: act())
        row.addWidget(made)
        return made

    def _add_table(self) -> None:
        search = SearchField(self, "sites_search")
        search.changed.connect(self._on_search)
        self.body.addWidget(search)
        self._table.setObjectName("sites_table")
        self._table.opened.connect(self._on_opened)
        self._table.chosen.connect(self._look)
        self._table.fill_page(_ROWS)
        self.body.addWidget(self._table, 1)
        self._none = Text("body", tone="muted")
        self.body.addWidget(self._none)
        self.body.addLayout(self._about)
        self.body.addWidget(self._busy)
        self.say(self._table.setAccessibleName, lambda: self.tr("Shops"))
        self.say(self._none.setText, self._none_words)

    def _columns(self) -> tuple[Column[ShopLine], ...]:
        return (
            Column(
                lambda: self.tr("Shop"),
                lambda line: site_name(line.site),
                tip=lambda line: site_name(line.site),
                width=220,
            ),
            Column(
                lambda: self.tr("Environment"),
                self._environment,
                mark=lambda line: _MARKS[badge_of(line.site)],
                width=150,
            ),
            Column(
                lambda: self.tr("TSE, last seen"),
                self._state,
                sort=lambda line: line.state or "",
                mark=lambda line: _STATE_MARKS.get(line.state or "", ("unknown", "muted")),
                spoken=lambda line: " ".join((self._state(line), self._state_tip(line))).strip(),
                tip=self._state_tip,
                width=220,
            ),
            Column(
                lambda: self.tr("Kept on this computer"),
                self._kept,
                tip=self._kept,
                width=240,
            ),
            Column(lambda: self.tr("Note"), self._note, tip=self._note),
        )

    # --- words -------------------------------------------------------------------------------

    def _environment(self, line: ShopLine) -> str:
        return {
            "live": self.tr("Live"),
            "test": self.tr("Test"),
            "practice": self.tr("Practice"),
        }.get(badge_of(line.site), self.tr("not known"))

    def _state(self, line: ShopLine) -> str:
        if line.state is None or line.seen_at is None:
            return self.tr("not seen yet")
        known = line.state in TssState.__members__
        return tss_state_word(TssState(line.state) if known else TssState.UNKNOWN)

    def _state_tip(self, line: ShopLine) -> str:
        if line.seen_at is None:
            return ""
        return self.tr("as of {moment}").format(moment=i18n.moment(line.seen_at))

    def _kept(self, line: ShopLine) -> str:
        if line.kept is None:
            return self.tr("locked just now")
        names = {
            Kind.API_KEY: self.tr("API key"),
            Kind.ADMIN_PIN: self.tr("PIN"),
            Kind.ADMIN_PUK: self.tr("PUK"),
        }
        if line.site.kind == "practice":
            del names[Kind.API_KEY]  # the practice service has its own
        kept = [name for kind, name in names.items() if kind in line.kept]
        return ", ".join(kept) if kept else self.tr("nothing")

    def _note(self, line: ShopLine) -> str:
        if line.is_removed:
            return self.tr("removed; secrets kept")
        if line.is_current:
            return self.tr("shown now")
        if line.has_open_setup:
            return self.tr("set-up not finished")
        needs = line.kept is not None and Kind.API_KEY not in line.kept
        if needs and line.site.kind == "service":
            return self.tr("needs its API key")
        return ""

    def _export_words(self) -> str:
        if len(self._table.selected()) > 1:
            return self.tr("Export the selected ones …")
        return self.tr("Export shops …")

    def _remove_words(self) -> str:
        line = self.selected()
        if line is not None and line.is_removed:
            return self.tr("Delete its secrets …")
        if line is not None and line.site.kind == "practice":
            return self.tr("Start practising afresh …")
        return self.tr("Remove …")

    def _none_words(self) -> str:
        if self._table.rows.all_rows:
            return self.tr("No shop matches.")
        return self.tr("No shop is set up yet.")

    def _why_not(self, action: QWidget) -> str:
        """Why it cannot be pressed now; nothing where it can."""
        line = self.selected()
        if action.isEnabled() or self._is_busy:
            return ""
        if line is None:
            return self.tr("Select one shop in the table first.")
        if action is self._back:
            return self.tr("Only for a shop that was removed and whose keys stayed here.")
        if line.is_removed:
            return self.tr("This shop is removed. Bring it back first.")
        return self.tr("Not for the practice shop.")

    # --- events ------------------------------------------------------------------------------

    def _of_one(self, signal: object) -> Callable[[], None]:
        def emit() -> None:
            if (line := self.selected()) is not None:
                signal.emit(line)  # type: ignore[attr-defined]

        return emit

    def _on_opened(self, line: ShopLine) -> None:
        if not self._is_busy:
            (self.back_requested if line.is_removed else self.open_requested).emit(line)

    def _on_export(self) -> None:
        chosen = self._table.selected()
        self.export_requested.emit(chosen if len(chosen) > 1 else ())

    def _on_search(self, text: str) -> None:
        self._table.rows.search(text)
        self._look()

    def _look(self) -> None:
        """What can be done now."""
        line, free = self.selected(), not self._is_busy
        here = line is not None and not line.is_removed
        real = line is not None and line.site.kind == "service"
        for made in (self._add, self._import):
            made.setEnabled(free)
        self._export.setEnabled(free and any(_may_travel(r) for r in self._table.rows.all_rows))
        self._open.setEnabled(free and here)
        self._edit.setEnabled(free and here and real)
        self._keys.setEnabled(free and here and real)
        self._remove.setEnabled(free and line is not None)
        self._back.setEnabled(free and line is not None and line.is_removed)
        self._none.setVisible(not self._table.rows.rows)
        self.retranslate()


def _may_travel(line: ShopLine) -> bool:
    return line.site.kind == "service" and not line.is_removed
