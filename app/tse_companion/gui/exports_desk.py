"""Behind the exports page: asking for one, watching it, saving its file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tse_companion import logs
from tse_companion.domain.exports import Situation, is_running, situation
from tse_companion.errors import AppError
from tse_companion.gui import i18n, paper_jobs
from tse_companion.gui.dialogs import confirm, shown
from tse_companion.gui.page_work import PageWork, start_at_top
from tse_companion.gui.pages.export_words import size_word
from tse_companion.gui.pages.exports import ExportsPage

if TYPE_CHECKING:
    from tse_companion.gui.rooms import House
    from tse_companion.services.desk import Session
    from tse_companion.services.exports import ExportList, KnownExport

WATCH = "exports-watch"  # what the task is called that looks how an export stands
_WORK = "work"  # one thing at a time


class ExportsDesk:
    """Owns the exports page. ``found`` is what was read last."""

    def __init__(self, house: House) -> None:
        self.page = ExportsPage()
        self.work = PageWork(house.tasks, self.page, "exports")
        self.found: ExportList | None = None
        self._house = house
        self._session: Session | None = None
        page = self.page
        page.begin_requested.connect(lambda: self.work.run(self._begin, "", _WORK))
        page.save_requested.connect(
            lambda known: self.work.run(partial(self._save, known), "", _WORK)
        )
        page.cancel_requested.connect(
            lambda known: self.work.run(partial(self._cancel, known), "", _WORK)
        )
        page.details_requested.connect(self._on_details)
        page.refresh_requested.connect(self._on_refresh)
        page.stop_requested.connect(lambda: self.work.cancel(_WORK))
        page.failure_asked.connect(lambda: self.work.ask_about(house.window))

    def open(self, session: Session | None) -> None:
        """The page is shown for this shop; its exports are read anew."""
        start_at_top(self.page)
        if session is not self._session:
            if self._session is not None:
                self._house.tasks.cancel(_watch_of(self._session))
            self._session, self.found = session, None
            self.work.turn_to("" if session is None else session.site.id)
            self.page.show_exports(None)
        if session is not None:
            self._on_refresh()

    # reading -----------------------------------------------------------------------------------

    def _on_refresh(self) -> None:
        said = QCoreApplication.translate("ExportsDesk", "Reading the exports …")
        self.work.run(self._read, said, _WORK)

    async def _read(self) -> None:
        if self._session is not None and self._session.site.tss_id is not None:
            await self._load(self._session)

    async def _load(self, session: Session) -> None:
        from tse_companion.services import exports

        self._take(session, await exports.load(session))

    def _take(self, session: Session, found: ExportList) -> None:
        if session is not self._session:
            return  # another shop may be shown by now
        before, self.found = self.found, found
        self.page.show_exports(found)
        for known in found.exports:
            earlier = before.of(known.key) if before is not None else None
            if earlier is not None and is_running(earlier.export):
                self._tell_end(known, found.at)
        if any(is_running(known.export) for known in found.exports):
            self._house.tasks.start(self._watch(session), name=_watch_of(session), once=True)

    async def _watch(self, session: Session) -> None:
        """Look how it stands, less and less often, until none is being made any more."""
        from tse_companion.services import exports

        looks = 0
        while (
            session is self._session
            and self.found is not None
            and await exports.pause_before_next_look(session, self.found, looks)
        ):
            looks += 1
            try:
                await self._load(session)
            except AppError as error:  # it goes on there, whether we see it or not
                logs.event("export_not_seen", error=error)
                if session is self._session:
                    self.page.show_missed()

    def _tell_end(self, known: KnownExport, now: float) -> None:
        """One that was being made has ended, or not."""
        if is_running(known.export):
            return
        self.page.select(known.key, tell=True)
        if situation(known.export, now) is Situation.READY:
            self.page.show_done(
                QCoreApplication.translate("ExportsDesk", "The export is ready: save its file now.")
            )
            self._house.refresh()  # the notice that one is overdue is settled

    # doing -------------------------------------------------------------------------------------

    async def _begin(self) -> str | None:
        from tse_companion.services import exports

        session = self._session
        if session is None or not await confirm(
            self._house.window,
            title=QCoreApplication.translate("ExportsDesk", "Make a complete export?"),
            text=QCoreApplication.translate(
                "ExportsDesk",
                "The service puts everything that this TSE has signed into one file. That takes "
                "from a few seconds to an hour. Meanwhile it may hold up the signing of sales: if "
                "you can, do it after closing time.",
            ),
            verb=QCoreApplication.translate("ExportsDesk", "Make the export"),
        ):
            return None
        self._say(session, QCoreApplication.translate("ExportsDesk", "Asking for the export …"))
        try:
            begun = await exports.begin(session)
        except AppError:
            await self._look_again(session)  # perhaps another one is being made
            raise
        await self._load(session)
        if session is self._session:
            self.page.select(begun.id)
        return None

    async def _cancel(self, known: KnownExport) -> str | None:
        from tse_companion.services import exports

        session = self._session
        if session is None or not await confirm(
            self._house.window,
            title=QCoreApplication.translate("ExportsDesk", "Cancel this export?"),
            text=QCoreApplication.translate(
                "ExportsDesk",
                "What the service has put together so far is thrown away. Nothing that was signed "
                "is lost, and you can make a new export at any time.",
            ),
            verb=QCoreApplication.translate("ExportsDesk", "Cancel the export"),
            cancel=QCoreApplication.translate("ExportsDesk", "Let it go on"),
        ):
            return None
        self._say(session, QCoreApplication.translate("ExportsDesk", "Cancelling the export …"))
        try:
            await exports.cancel(session, known.key)
        finally:
            await self._look_again(session)
        return QCoreApplication.translate("ExportsDesk", "The export is cancelled.")

    async def _save(self, known: KnownExport) -> str | None:
        from tse_companion.services import exports

        session = self._session
        if session is None:
            return None
        name = QCoreApplication.translate("ExportsDesk", "TSE export {day}").format(
            day=i18n.file_day(known.export.time_request)
        )
        path = await paper_jobs.ask_for_file(self._house.window, f"{name}.tar")
        if path is None:
            return None
        try:
            saved = await exports.save(
                session, known.key, path, lambda size, of: self._on_progress(session, size, of)
            )
        except AppError:
            await self._look_again(session)  # it may have been deleted there meanwhile
            raise
        # What is saved can no longer be given up.
        self._say(session, QCoreApplication.translate("ExportsDesk", "Reading the exports …"))
        await self._look_again(session)
        said = QCoreApplication.translate(
            "ExportsDesk",
            "Saved whole as “{name}” ({size}). The signatures in it were not checked. Keep a "
            "second copy elsewhere; its checksum (SHA-256) is in the details.",
        )
        return said.format(name=saved.name, size=size_word(saved.size))

    def _on_progress(self, session: Session, size: int, of: int | None) -> None:
        if of is None:
            said = QCoreApplication.translate("ExportsDesk", "Saving: {size} …")
        elif size < of:
            said = QCoreApplication.translate("ExportsDesk", "Saving: {size} of {whole} …")
        else:
            said = QCoreApplication.translate(
                "ExportsDesk", "Looking whether the file is whole ({whole}) …"
            )
        text = said.format(size=size_word(size), whole=size_word(of or 0))
        self._say(session, text, can_stop=True)

    def _say(self, session: Session, text: str, *, can_stop: bool = False) -> None:
        if session is self._session:
            self.page.set_busy(text, can_stop=can_stop)

    async def _look_again(self, session: Session) -> None:
        """Show how it stands now; what just happened is told whether that works or not."""
        try:
            await self._load(session)
        except AppError as error:
            logs.event("export_not_seen", error=error)

    def _on_details(self, known: KnownExport) -> None:
        from tse_companion.gui.export_details import ExportDetailsDialog

        now = self.found.at if self.found is not None else 0.0
        dialog = ExportDetailsDialog(self._house.window, known, now)
        self._house.tasks.start(shown(dialog), name="exports-details", once=True)


def _watch_of(session: Session) -> str:
    return f"{WATCH}-{session.site.id}"
