"""Behind the journal page: pages of entries, their details, and the table for a spreadsheet."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QTime
from PySide6.QtWidgets import QWidget

from tse_companion.gui import files, i18n
from tse_companion.gui.dialogs import DetailsDialog, shown
from tse_companion.gui.naming import site_name
from tse_companion.gui.page_work import PageWork
from tse_companion.gui.pages.journal import JournalPage, JournalRow, JournalWish
from tse_companion.gui.texts import operation_word, operation_words, outcome_word
from tse_companion.services.history import REPLACE_TSS

if TYPE_CHECKING:
    from tse_companion.gui.rooms import House
    from tse_companion.services.desk import Session
    from tse_companion.services.history import Entry, EntrySearch

PAGE = 200  # entries that are shown at a time
_DAY = 86_400
_DAYS = {"week": 7, "month": 30, "year": 365}


class JournalDesk:
    """Owns the journal page."""

    def __init__(self, house: House) -> None:
        self.page = JournalPage()
        self.work = PageWork(house.tasks, self.page, "journal")
        self._house = house
        self._rows: tuple[JournalRow, ...] = ()
        self._names: dict[str, str] = {}
        page = self.page
        page.wished.connect(lambda _: self._read())
        page.more_requested.connect(lambda: self.work.run(self._read_more, "", "more"))
        page.details_requested.connect(self._on_details)
        page.export_requested.connect(lambda: self.work.run(self._export, "", "export"))
        page.stop_requested.connect(lambda: self.work.cancel("export"))
        page.failure_asked.connect(lambda: self.work.ask_about(house.window))

    def open(self, session: Session | None) -> None:
        """The page is shown; the journal is this computer's, also while a shop is locked."""
        site = self._house.desk.settings.site()
        self.page.set_shop("" if site is None else site_name(site))
        self._read()

    # reading -----------------------------------------------------------------------------------

    def _read(self) -> None:
        self.work.run(self._load, "", "read", restart=True)

    async def _load(self) -> None:
        await self._learn_names()
        wanted = self._search(self.page.wish)
        journal = self._house.desk.journal
        found = await journal.search(wanted, limit=PAGE)
        total = len(found) if len(found) < PAGE else await journal.count(wanted)
        self._show(found, total)

    async def _read_more(self) -> None:
        wanted = self._search(self.page.wish)
        journal = self._house.desk.journal
        before = self._rows[-1].entry.id if self._rows else None
        older = await journal.search(wanted, limit=PAGE, before=before)
        total = await journal.count(wanted)
        self._show((*(row.entry for row in self._rows), *older), total)

    def _show(self, entries: tuple[Entry, ...], total: int) -> None:
        self._rows = tuple(JournalRow(e, self._shop(e.site_id)) for e in entries)
        self.page.show_entries(self._rows, max(total, len(entries)))

    async def _learn_names(self) -> None:
        """Also of shops that are not there any more: their entries stay."""
        gone = await self._house.desk.journal.recall_all("name")
        removed = QCoreApplication.translate("JournalDesk", "{shop} (removed)")
        self._names = {site_id: removed.format(shop=memo.value) for site_id, memo in gone.items()}
        settings = self._house.desk.settings
        self._names |= {s.id: removed.format(shop=site_name(s)) for s in settings.removed}
        self._names |= {s.id: site_name(s) for s in settings.sites}

    def _shop(self, site_id: str) -> str:
        return self._names.get(
            site_id, QCoreApplication.translate("JournalDesk", "a shop that is gone")
        )

    def _search(self, wish: JournalWish) -> EntrySearch:
        from tse_companion.services.history import EntrySearch

        site = self._house.desk.settings.site()
        return EntrySearch(
            site_id=None if wish.all_shops or site is None else site.id,
            operation=wish.operation,
            outcome=wish.outcome,
            since=_since(wish.period),
            text=wish.text,
            words=operation_words(),
            names=self._names,
        )

    # what can be done --------------------------------------------------------------------------

    def _on_details(self, row: JournalRow) -> None:
        dialog = EntryDialog(self._house.window, row)
        self._house.tasks.start(shown(dialog), name="journal-details", once=True)

    async def _export(self) -> None:
        from tse_companion.services.history import save_history

        wanted = self._search(self.page.wish)
        path = await files.ask_to_save(
            self._house.window,
            title=QCoreApplication.translate("JournalDesk", "Save the journal"),
            suggested=QCoreApplication.translate("JournalDesk", "Journal") + ".csv",
            kinds=[QCoreApplication.translate("JournalDesk", "Table") + " (*.csv)"],
        )
        if path is None:
            return
        self._on_progress(0)
        number = await save_history(
            self._house.desk,
            wanted,
            path,
            head=_head(),
            cells=self._cells,
            on_progress=self._on_progress,
        )
        self.page.show_done(self.page.saved_words(number, path.name))

    def _on_progress(self, number: int) -> None:
        said = QCoreApplication.translate("JournalDesk", "Saving: {number} entries …")
        self.page.set_busy(said.format(number=i18n.number(number)), can_stop=True)

    def _cells(self, entry: Entry) -> tuple[str | int | None, ...]:
        return (
            i18n.utc(entry.intended_at).removesuffix(" UTC"),
            operation_word(entry.operation, entry.target_state),
            outcome_word(entry.outcome),
            entry.note,
            entry.user,
            self._shop(entry.site_id),
            entry.tss_id,
            entry.target_id,
            entry.revision,
            entry.code,
            entry.request_id,
            entry.operation,
            entry.target_state,
        )


class EntryDialog(DetailsDialog):
    """Everything the journal knows of one entry, to be copied."""

    def __init__(self, parent: QWidget | None, row: JournalRow) -> None:
        super().__init__("info", parent)
        self._entry = entry = row.entry
        self.say(self.set_title, lambda: operation_word(entry.operation, entry.target_state))
        self.say(self.set_text, lambda: i18n.sentence(outcome_word(entry.outcome)) + ".")
        for value, caption in (
            (entry.note, lambda: self.tr("Note")),
            (row.shop, lambda: self.tr("Shop")),
            (i18n.exact(entry.intended_at), lambda: self.tr("Begun")),
            (
                None if entry.concluded_at is None else i18n.exact(entry.concluded_at),
                lambda: self.tr("Ended"),
            ),
            (entry.user, lambda: self.tr("By whom (system user)")),
            (entry.tss_id, lambda: self.tr("TSE")),
            (entry.target_id, self._target_words),
            (_text(entry.revision), lambda: self.tr("Revision")),
            (entry.code, lambda: self.tr("Code")),
            (entry.request_id, lambda: self.tr("Request id")),
            (entry.operation, lambda: self.tr("Name at the service")),
            (entry.target_state, lambda: self.tr("Target state")),
        ):
            if value:
                self.add_fact(caption, partial(str, value))
        self.add_close()

    def _target_words(self) -> str:
        if self._entry.operation == REPLACE_TSS:
            return self.tr("TSE before")
        return self.tr("Till, transaction or export")


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)


def _since(period: str) -> int | None:
    """From when; days are those of this computer's calendar."""
    if period == "today":
        midnight = QDateTime.currentDateTime()
        midnight.setTime(QTime(0, 0))
        return midnight.toSecsSinceEpoch()
    days = _DAYS.get(period)
    return None if days is None else int(time.time()) - days * _DAY


def _head() -> tuple[str, ...]:
    return (
        QCoreApplication.translate("JournalDesk", "Time (UTC)"),
        QCoreApplication.translate("JournalDesk", "What"),
        QCoreApplication.translate("JournalDesk", "Outcome"),
        QCoreApplication.translate("JournalDesk", "Note"),
        QCoreApplication.translate("JournalDesk", "By whom"),
        QCoreApplication.translate("JournalDesk", "Shop"),
        QCoreApplication.translate("JournalDesk", "TSE"),
        QCoreApplication.translate("JournalDesk", "Till, transaction or export"),
        QCoreApplication.translate("JournalDesk", "Revision"),
        QCoreApplication.translate("JournalDesk", "Code"),
        QCoreApplication.translate("JournalDesk", "Request id"),
        QCoreApplication.translate("JournalDesk", "Operation"),
        QCoreApplication.translate("JournalDesk", "Target state"),
    )
