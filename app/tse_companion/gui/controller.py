"""Brings window and services together: who is shown what, and which button asks for what.

It decides nothing about a TSS; it hands what the services say to the pages, and what people
press to the services.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer

from tse_companion.errors import AppError
from tse_companion.gui.naming import badge_of, site_name
from tse_companion.gui.pages.overview import OverviewPage, OverviewView
from tse_companion.gui.wizard_host import WizardHost
from tse_companion.services.tasks import Tasks

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tse_companion.gui.main_window import MainWindow
    from tse_companion.gui.notice_desk import NoticeDesk
    from tse_companion.gui.receipt_desk import ReceiptDesk
    from tse_companion.gui.rooms import House, PageDesk, Room
    from tse_companion.gui.wizard.view import WizardView
    from tse_companion.services.desk import Desk, Session, SetupRecord, Site
    from tse_companion.services.setup.service import SetupService
    from tse_companion.services.tss import Overview, ShopStatus

REFRESH_MS = 60_000  # retrieveTss has no rate limit; once a minute is what a person notices


class Controller:
    """Owns the window's tasks. ``take`` gives it the services once they are loaded."""

    def __init__(self, window: MainWindow, report: Callable[[BaseException], None]) -> None:
        self.window = window
        self.tasks = Tasks(report)
        self._wizards = WizardHost(window, self.tasks, report, self._leaving, self._after_wizard)
        self._report = report
        self._desk: Desk | None = None
        self._site: Site | None = None
        self._session: Session | None = None
        self._overview: Overview | None = None
        self._house: House | None = None
        self._notices: NoticeDesk | None = None
        self._desks: dict[str, PageDesk] = {}
        self.overview_page = OverviewPage()
        self.overview_page.refresh_requested.connect(self._on_refresh)
        self.overview_page.setup_requested.connect(self.continue_setup)
        self.overview_page.renewal_requested.connect(self.renew)
        self.overview_page.show_view(OverviewView(reason="checking"))
        window.add_page(
            "overview",
            "overview",
            lambda: QCoreApplication.translate("Controller", "Overview"),
            self.overview_page,
        )
        self._timer = QTimer(window, interval=REFRESH_MS)
        self._timer.timeout.connect(self.refresh)

    @property
    def site(self) -> Site | None:
        """The shop that is shown."""
        return self._session.site if self._session is not None else self._site

    @property
    def wizard(self) -> WizardView | None:
        """The wizard while it has the window."""
        return self._wizards.view

    @property
    def receipt_desk(self) -> ReceiptDesk:
        """What stands behind the receipts page, made with it."""
        from tse_companion.gui.receipt_desk import ReceiptDesk

        found = self.page_desk("receipts")
        assert isinstance(found, ReceiptDesk)
        return found

    def page_desk(self, key: str) -> PageDesk:
        """What stands behind a page, made with it."""
        self.window.page(key)
        return self._desks[key]

    # beginning -------------------------------------------------------------------------------

    def take(self, desk: Desk) -> None:
        """The services are there: the other pages can be opened from now on."""
        from tse_companion.gui.admin_gate import AdminGate
        from tse_companion.gui.notice_desk import NoticeDesk
        from tse_companion.gui.rooms import ROOMS, House

        self._desk = desk
        self._house = House(
            desk=desk,
            tasks=self.tasks,
            window=self.window,
            admin=AdminGate(self.window, self.tasks),
            go=self._go,
            refresh=self.refresh,
            front=self,
        )
        self._notices = NoticeDesk(self._house, self.overview_page)
        self.overview_page.keys_requested.connect(self._on_keys)
        self.window.page_shown.connect(self._on_page)
        self.window.site_chosen.connect(self.choose_site)
        self.window.sites_requested.connect(lambda: self.window.show_page("sites"))
        self.overview_page.details_requested.connect(lambda: self.window.show_page("tss"))
        for room in ROOMS:
            self.window.add_page(
                room.key, room.icon, room.title, partial(self._furnish, room), under=room.under
            )

    async def begin(self, *, practise: bool = False) -> None:
        """Show what the person needs first: an interrupted set-up, the shop, or a welcome."""
        desk = self._taken()
        site = self._first_site(practise)
        records = [
            record
            for record in await desk.journal.open_setups()
            if (at := desk.settings.site(record.site_id)) is not None
            and (at.kind == "practice" or not practise)
        ]
        if records and (site is None or site.tss_id is None or not practise):
            self.open_wizard(records[0])
        elif site is not None and site.tss_id is not None:
            await self.open_site(site)
            self.tasks.start(self._close_admin(), name="log-out", once=True)
        else:
            self.open_wizard(practise=practise)
        self.tasks.start(desk.warm_up(), name="warm-up", once=True)

    async def _close_admin(self) -> None:
        """Admin mode that a killed run left open is ended as soon as there is a connection."""
        from tse_companion.services.admin import close_all_left_open

        if self._session is not None:
            await close_all_left_open(self._session)

    def _first_site(self, practise: bool) -> Site | None:
        settings = self._taken().settings
        if not practise:
            return settings.site()
        return next((s for s in settings.sites if s.kind == "practice"), None)

    # a site ----------------------------------------------------------------------------------

    async def open_site(self, site: Site) -> None:
        """Connect to a shop and show how it is doing."""
        from tse_companion.gui.passphrase import open_vault
        from tse_companion.services.tss import Overview

        desk = self._taken()
        self._turn_away()
        self._site = site
        self.name_sites()
        self.overview_page.show_view(OverviewView(reason="checking", site_name=site.name))
        self.overview_page.set_busy(False)
        try:
            if not await open_vault(self.window, desk, site.kind):
                self._show_locked(site)
                return
            self._session = await desk.connect(site)
        except KeyError:
            self._show_locked(site, "no_keys")
            self.ask_keys(site)
            return
        except AppError as error:
            self._show_locked(site)
            self._report(error)
            return
        self._turn_to(self._session)
        self._overview = Overview(self._session)
        self._timer.start()
        self.refresh()

    def _show_locked(self, site: Site, reason: str = "locked") -> None:
        """The keys of this shop could not be had; looking again asks for them again."""
        self._timer.stop()
        self.overview_page.show_view(OverviewView(reason=reason, site_name=site.name))

    def _turn_away(self) -> None:
        """No shop is shown. Work that is under way for the one before goes on."""
        self._site = self._session = self._overview = None
        self._timer.stop()
        self._turn_to(None)

    def _turn_to(self, session: Session | None) -> None:
        """Pages, admin mode and notices are about this shop from now on."""
        if self._house is not None and self._notices is not None:
            self._house.admin.turn_to(session)
            self._notices.turn_to(session)
        self._on_page(self.window.current_page)

    def _on_refresh(self) -> None:
        """A person asks: nothing is taken from memory."""
        if self._notices is not None:
            self._notices.forget()
        self.refresh()

    def _on_keys(self) -> None:
        if (site := self.site) is not None:
            self.ask_keys(site)

    def ask_keys(self, site: Site) -> None:
        """Ask for another API key of this shop."""
        self.tasks.start(self._ask_keys(site), name="keys", once=True)

    async def _ask_keys(self, site: Site) -> None:
        from tse_companion.gui.keys import ask_for_keys

        if await ask_for_keys(self.window, self._taken(), site):
            await self.open_site(self._taken().settings.site(site.id) or site)

    def refresh(self) -> None:
        """Look at the TSS now, unless a look is under way."""
        if self.wizard is not None:
            return
        if self._overview is not None:
            # By its shop: a look at the one before may still be under way.
            name = f"refresh-{self.site.id if self.site is not None else ''}"
            self.tasks.start(self._refresh(self._overview), name=name, once=True)
        elif self._site is not None:
            self.tasks.start(self.open_site(self._site), name="open-site", once=True)

    async def _refresh(self, overview: Overview) -> None:
        self.overview_page.set_busy(True)
        now = time.time()
        try:
            status = await overview.look(now)
            if overview is self._overview:
                self._show(status)
                if self._notices is not None:
                    await self._notices.look(status, now)
        except AppError as error:
            self._report(error)
        finally:
            if overview is self._overview:
                self.overview_page.set_busy(False)

    def _show(self, status: ShopStatus) -> None:
        assert self._session is not None
        site, tss = self._session.site, status.tss
        practice = site.kind == "practice"
        reason = status.reason.value
        view = OverviewView(
            verdict=status.verdict.value,
            reason="ready_practice" if practice and reason == "ready_test" else reason,
            site_name=site.name,
            env=status.env,
            practice=practice,
            tss_state=tss.state if tss else None,
            certificate_not_after=status.certificate_until,
            tills=tss.number_registered_clients if tss else None,
            tills_max=tss.max_number_registered_clients if tss else None,
            open_transactions=tss.number_active_transactions if tss else None,
            open_transactions_max=tss.max_number_active_transactions if tss else None,
            last_contact=None if status.checked_at is None else int(status.checked_at),
            offline=status.error is not None,
            has_ended=status.has_ended,
            clock_offset=self._session.client.clock_offset or 0.0,
        )
        self.overview_page.show_view(view)
        self.window.set_site(site_name(site), view.badge)

    def choose_site(self, site_id: str) -> None:
        """Show another shop, or (empty) set a further one up."""
        site = self._taken().settings.site(site_id) if site_id else None
        if site is None:
            self.open_wizard()
        elif self._session is None or site.id != self._session.site.id:
            self.tasks.start(self._change_site(site), name="open-site", restart=True)

    async def _change_site(self, site: Site) -> None:
        desk = self._taken()
        await desk.save_settings(replace(desk.settings, current_site=site.id))
        await self.open_site(site)

    def sites_changed(self) -> None:
        """Shops were added, renamed or removed, perhaps the one that is shown."""
        self.tasks.start(self._look_at_sites(), name="open-site", restart=True)

    async def _look_at_sites(self) -> None:
        shown, settings = self.site, self._taken().settings
        if shown is not None and (fresh := settings.site(shown.id)) is not None:
            self._site = fresh
            self.name_sites()
            self.refresh()
        elif (other := settings.site()) is not None:
            await self.open_site(other)
        else:
            self._show_nothing()

    def _show_nothing(self) -> None:
        """There is no shop any more, or none yet."""
        self._turn_away()
        self.overview_page.show_view(OverviewView())
        self.name_sites()

    def name_sites(self) -> None:
        """Tell anew how the shops are called, in the header and in the choice of shops."""
        from tse_companion.gui.switcher import ShopEntry

        site = self.site
        entries = [ShopEntry(s.id, site_name(s), badge_of(s)) for s in self._taken().settings.sites]
        self.window.set_sites(entries, site.id if site is not None else "")
        if site is None:
            self.window.set_site("", "none")
        else:
            self.window.set_site(site_name(site), badge_of(site))

    # wizard ----------------------------------------------------------------------------------

    def open_wizard(self, record: SetupRecord | None = None, *, practise: bool = False) -> None:
        """Give the window to the wizard."""
        self._open_wizard(lambda wizard: wizard.begin(record, practise=practise))

    def renew(self) -> None:
        """Open the wizard for a new TSS of the shop that is shown, whose own has ended."""
        if (site := self.site) is not None:
            self._open_wizard(lambda wizard: wizard.renew(site))

    def _open_wizard(self, begin: Callable[[WizardView], None]) -> None:
        def work(wizard: WizardView) -> None:
            self._timer.stop()
            begin(wizard)

        self._wizards.open(self._taken(), work)

    def _leaving(self) -> None:
        """No page offers anything about a shop until it is known how that stands now."""
        self._turn_away()
        self.overview_page.show_view(OverviewView(reason="checking"))

    async def _after_wizard(self, setup: SetupService, completed: bool) -> None:
        from tse_companion.services.history import REPLACE_TSS
        from tse_companion.services.sites import end_session

        desk = self._taken()
        site = desk.settings.site()
        if site is not None and (setup.has_replaced or desk.writes.is_running(REPLACE_TSS)):
            await end_session(desk, site)  # what the pages know is about the TSS before
        if site is None:
            self._show_nothing()
        elif self.site is None:  # else another shop was chosen meanwhile
            await self.open_site(desk.settings.site() or site)
            if completed and setup.draft.replaces is not None:
                self.window.show_page("tills")

    def continue_setup(self) -> None:
        """Open the wizard where the set-up of the shop that is shown stands."""
        self.tasks.start(self._continue_setup(), name="setup", once=True)

    async def _continue_setup(self) -> None:
        desk = self._taken()
        site = self._session.site if self._session is not None else None
        setups = await desk.journal.open_setups()
        mine = [s for s in setups if site is None or s.site_id == site.id]
        known = [s for s in mine if desk.settings.site(s.site_id) is not None]
        self.open_wizard(known[0] if known else None)

    # the other pages -------------------------------------------------------------------------

    def _furnish(self, room: Room) -> QWidget:
        assert self._house is not None
        self._desks[room.key] = room.make(self._house)
        return self._desks[room.key].page

    def _on_page(self, key: str) -> None:
        if key in self._desks and self.wizard is None:
            self._desks[key].open(self._session)

    def _go(self, key: str, *, till: str = "") -> None:
        from tse_companion.gui.rooms import TillsInSight

        self.window.show_page(key)
        if till and isinstance(desk := self._desks.get(key), TillsInSight):
            desk.show_till(till)

    def practise_afresh(self) -> None:
        """Ask whether the practice TSE is to be thrown away, and do it."""
        self.tasks.start(self._reset_practice(), name="practice-reset", once=True)

    async def _reset_practice(self) -> None:
        from tse_companion.gui.support_desk import is_sure_to_practise_afresh

        if not await is_sure_to_practise_afresh(self.window):
            return
        was_current = self.site is not None and self.site.kind == "practice"
        if was_current:
            self._turn_away()
        await self._taken().reset_practice()
        self.name_sites()
        if was_current:
            self.window.show_page("overview")
            await self.begin()

    # ending ----------------------------------------------------------------------------------

    def stop_asking(self) -> None:
        """No new look at the service from now on."""
        self._timer.stop()
        self._site = self._overview = None

    async def aclose(self) -> None:
        """End the window's own work; changes under way belong to the desk and go on."""
        await self._wizards.aclose()
        await self.tasks.aclose()
        await self._wizards.bury_all()

    def _taken(self) -> Desk:
        assert self._desk is not None, "take() comes first"
        return self._desk
