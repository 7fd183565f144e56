"""Behind the page about the TSE."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tse_companion.gui import paper_jobs
from tse_companion.gui.page_work import PageWork, start_at_top
from tse_companion.gui.pages.tss import TssPage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tse_companion.domain.calendar import CalendarDate
    from tse_companion.gui.rooms import House
    from tse_companion.services.desk import Session
    from tse_companion.services.tss_details import TssDetails


class TssDesk:
    """Owns the page about the TSE."""

    def __init__(self, house: House) -> None:
        self.page = TssPage()
        self._house = house
        self._session: Session | None = None
        self.work = PageWork(house.tasks, self.page, "tss")
        self.page.refresh_requested.connect(self._on_refresh)
        self.page.calendar_requested.connect(self._on_calendar)
        self.page.metadata_requested.connect(self._on_metadata)
        self.page.keys_requested.connect(lambda: house.go("pin"))
        self.page.disable_requested.connect(self._on_disable)
        self.page.renewal_requested.connect(house.front.renew)
        self.page.failure_asked.connect(lambda: self.work.ask_about(house.window))

    def open(self, session: Session | None) -> None:
        """The page is shown for this shop; its TSS is read anew."""
        start_at_top(self.page)
        self.page.show_locked(session is None)
        if session is not self._session:
            self._session = session
            self.work.turn_to("" if session is None else session.site.id)
            self.page.show_details(None)
        self._on_refresh()

    def _on_refresh(self) -> None:
        said = QCoreApplication.translate("TssDesk", "Asking the service …")
        self.work.run(self._load, said, "load")

    async def _load(self) -> None:
        from tse_companion.services.tss_details import read_details

        session = self._session
        if session is None or session.site.tss_id is None:
            return
        details = await read_details(session, session.site.tss_id, time.time())
        if session is self._session:  # another shop may be shown by now
            self.page.show_details(details)

    # the end of the certificate ------------------------------------------------------------------

    def _on_calendar(self) -> None:
        said = QCoreApplication.translate("TssDesk", "Saving …")
        self.work.run(self._save_calendar, said, "calendar")

    async def _save_calendar(self) -> str | None:
        from tse_companion.domain.calendar import calendar_file
        from tse_companion.services.saving import save_file

        details = self.page.details
        if details is None or details.certificate is None:
            return None
        serial = details.tss.serial_number[-8:]
        name = QCoreApplication.translate("TssDesk", "End of TSE {serial}").format(serial=serial)
        path = await paper_jobs.ask_for_file(self._house.window, f"{name}.ics")
        if path is None:
            return None
        await save_file(self._house.desk, path, calendar_file(self._date(details)))
        said = QCoreApplication.translate("TssDesk", "Saved as “{name}”. Open it to take it over.")
        return said.format(name=path.name)

    def _date(self, details: TssDetails) -> CalendarDate:
        from tse_companion.domain.calendar import CalendarDate
        from tse_companion.domain.expiry import WARNING_DAYS
        from tse_companion.gui.naming import site_name

        assert self._session is not None and details.certificate is not None
        title = QCoreApplication.translate("TssDesk", "TSE certificate runs out: {shop}")
        text = QCoreApplication.translate(
            "TssDesk",
            "After this moment the TSE signs no more. A certificate cannot be renewed: set up a "
            "new TSE before and register the tills there.\nSerial number of the TSE: {serial}\n"
            "TSE id: {tss_id}",
        )
        tss = details.tss
        return CalendarDate(
            uid=f"{tss.id}-certificate@tse-companion",
            at=details.certificate.not_after,
            title=title.format(shop=site_name(self._session.site)),
            text=text.format(serial=tss.serial_number, tss_id=tss.id),
            days_before=WARNING_DAYS,
            made_at=int(details.at),
        )

    # entries of one's own ------------------------------------------------------------------------

    def _on_metadata(self) -> None:
        said = QCoreApplication.translate("TssDesk", "Saving …")
        self.work.run(self._edit_metadata, said, "metadata")

    async def _edit_metadata(self) -> str | None:
        from tse_companion.gui.metadata_editor import edit_metadata
        from tse_companion.services.metadata import change_tss_metadata

        session, details = self._session, self.page.details
        if session is None or details is None:
            return None
        before = details.tss.metadata

        async def save(wanted: Mapping[str, str]) -> Mapping[str, str]:
            return await change_tss_metadata(session, details.tss.id, before, wanted)

        if await edit_metadata(self._house.window, before, save) is None:
            return None
        await self._load()
        return QCoreApplication.translate("TssDesk", "The entries are saved.")

    # out of service ------------------------------------------------------------------------------

    def _on_disable(self) -> None:
        said = QCoreApplication.translate("TssDesk", "Looking what speaks against it …")
        self.work.run(self._disable, said, "disable")

    async def _disable(self) -> str | None:
        from tse_companion.gui.disable_dialog import ask_to_disable, last_question
        from tse_companion.services.disable import check_disable, disable

        session, window = self._session, self._house.window
        if session is None or session.site.tss_id is None:
            return None
        check = await check_disable(session, session.site.tss_id, time.time())
        if not check.is_possible:
            await self._load()
            return None
        is_practice = session.site.kind == "practice"
        reason = await ask_to_disable(
            window,
            check,
            is_practice=is_practice,
            to_exports=lambda: self._house.go("exports"),
        )
        if reason is None:
            return None
        mode = await self._house.admin.open_for(session, final=last_question())
        if mode is None:
            return None
        if session is self._session:
            self.page.set_busy(
                QCoreApplication.translate("TssDesk", "The TSE is taken out of service …")
            )
        await disable(session, mode, reason=reason, confirmed=check.findings, now=time.time())
        self._house.refresh()
        await self._load()
        return QCoreApplication.translate("TssDesk", "The TSE is out of service for good.")
