"""Behind the tills page: what is asked there goes to the services, what they say comes back."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog

from tse_companion.domain.models import Env
from tse_companion.errors import AppError
from tse_companion.gui import i18n
from tse_companion.gui.dialogs import confirm, shown
from tse_companion.gui.page_work import PageFailure
from tse_companion.gui.pages.tills import TillsPage, TillsView
from tse_companion.gui.till_dialogs import (
    DeregisterDialog,
    RegisterTillDialog,
    TillDetailsDialog,
    Way,
)

if TYPE_CHECKING:
    from tse_companion.gui.rooms import House
    from tse_companion.services.clients import Till, TillList
    from tse_companion.services.desk import Session
    from tse_companion.services.transactions.listing import Loading

_COUNT = "tills-count"
_FEW = 100  # open transactions that are counted unasked: one list of the twenty a minute


class TillDesk:
    """Owns the tills page. ``tills`` is what was read last."""

    def __init__(self, house: House) -> None:
        self.page = TillsPage()
        self.tills: TillList | None = None
        self._house = house
        self._session: Session | None = None
        self._typed = ""  # a Kassen-ID that could not be registered, to be mended
        self.failure = PageFailure(house.tasks, self.page, "tills")
        page = self.page
        page.register_requested.connect(self._on_register)
        page.many_requested.connect(lambda: house.go("till-list"))
        page.deregister_requested.connect(self._on_deregister)
        page.again_requested.connect(self._on_again)
        page.details_requested.connect(self._on_details)
        page.refresh_requested.connect(self._on_refresh)
        page.count_requested.connect(self._on_count)
        page.count_given_up.connect(lambda: house.tasks.cancel(_COUNT))
        page.busy_given_up.connect(self._on_given_up)
        page.failure_asked.connect(lambda: self.failure.ask_about(house.window))

    def open(self, session: Session | None) -> None:
        """The page is shown for this shop; its tills are read anew."""
        if session is not self._session:
            self._house.tasks.cancel(_COUNT)
            self._session, self.tills, self._typed = session, None, ""
            self.failure.tell(None)
            self.page.set_busy(None)
            self.page.show_view(TillsView())
            self.page.show_done("")
        if session is not None:
            self._read(session)

    # reading -----------------------------------------------------------------------------------

    def _on_refresh(self) -> None:
        if self._session is not None:
            self._read(self._session)

    def _read(self, session: Session) -> None:
        busy = QCoreApplication.translate("TillDesk", "Reading the tills …")
        self._run(session, lambda: self._load(session), busy, can_stop=True)

    async def _load(self, session: Session, *, keep_counts: bool = False) -> None:
        """Read all tills; what is open at each is counted with them where that is one list."""
        from tse_companion.services.clients import load

        if session.site.tss_id is None:
            return
        fresh = await load(session)
        if session is not self._session:
            return
        if keep_counts and self.tills is not None:
            fresh = fresh.with_counts_of(self.tills)
        self.tills = fresh
        self._show()
        if not keep_counts and (fresh.tss.number_active_transactions or 0) <= _FEW:
            self._on_count()

    def _show(self) -> None:
        found = self.tills
        if found is not None:
            self.page.show_view(
                TillsView(
                    tills=found.tills,
                    registered=found.registered,
                    limit=found.tss.max_number_registered_clients,
                    state=found.tss.state,
                    at=int(found.at),
                )
            )

    def _on_count(self) -> None:
        if self._session is not None:
            self._house.tasks.start(self._count(self._session), name=_COUNT, once=True)

    async def _count(self, session: Session) -> None:
        from tse_companion.services.clients import count_all

        self.page.set_counting(
            QCoreApplication.translate("TillDesk", "Counting the open transactions …")
        )
        try:
            counts = await count_all(session, self._on_progress)
            if session is self._session and self.tills is not None:
                self.tills = self.tills.counted(counts)
                self._show()
        except AppError as error:
            if session is self._session:
                self.failure.tell(error)
        finally:
            self.page.set_counting("")

    def _on_progress(self, loading: Loading) -> None:
        if loading.waiting > 0:
            said = QCoreApplication.translate(
                "TillDesk",
                "{n} of {total} open transactions counted; the service asks for a pause of "
                "{seconds} s.",
            )
        else:
            said = QCoreApplication.translate(
                "TillDesk", "{n} of {total} open transactions counted …"
            )
        self.page.set_counting(
            said.format(
                n=i18n.number(loading.loaded),
                total=i18n.number(loading.total),
                seconds=i18n.number(math.ceil(loading.waiting)),
            )
        )

    # changing ----------------------------------------------------------------------------------

    def _on_register(self) -> None:
        session, found = self._session, self.tills
        if session is not None and found is not None:
            self._run(session, lambda: self._register(session, found))

    async def _register(self, session: Session, found: TillList) -> None:
        from tse_companion.services.clients import How, register

        known = {client.serial_number: client.state for client in found.clients}
        dialog = RegisterTillDialog(
            self._house.window, known, is_live=_asks_more(session), serial_number=self._typed
        )
        if await shown(dialog) != QDialog.DialogCode.Accepted:
            self._typed = ""
            return
        self._typed = dialog.serial_number()
        mode = await self._house.admin.open_for(session)
        if mode is None:
            return
        self.page.set_busy(QCoreApplication.translate("TillDesk", "Registering the till …"))
        done = await register(mode, self._typed)
        self._typed = ""
        said = {
            How.NEW: QCoreApplication.translate(
                "TillDesk", "“{name}” is registered and can sign from now on."
            ),
            How.AGAIN: QCoreApplication.translate(
                "TillDesk", "“{name}” is registered again and can sign from now on."
            ),
            How.ALREADY: QCoreApplication.translate(
                "TillDesk", "“{name}” was registered already; no second till was made."
            ),
        }[done.how]
        await self._changed(session, done.client.id, said.format(name=done.client.serial_number))

    def _on_deregister(self, till: Till) -> None:
        if (session := self._session) is not None:
            busy = QCoreApplication.translate(
                "TillDesk", "Looking for open transactions of this till …"
            )
            self._run(session, lambda: self._deregister(session, till), busy, can_stop=True)

    async def _deregister(self, session: Session, till: Till) -> None:
        from tse_companion.services.clients import count_open, deregister

        def waiting(seconds: float) -> None:
            said = QCoreApplication.translate(
                "TillDesk", "The service asks for a pause of {seconds} s …"
            )
            text = said.format(seconds=i18n.number(math.ceil(seconds)))
            self.page.set_busy(text, can_stop=True)

        # Asked anew: what was counted a while ago may have changed since.
        count = await count_open(session, till.key, waiting)
        self.page.set_busy("")
        dialog = DeregisterDialog(self._house.window, till.client.serial_number, open_count=count)
        await shown(dialog)
        if dialog.way is Way.OPEN_FIRST:
            self._house.go("open", till=till.client.serial_number)
        if dialog.way is not Way.DEREGISTER:
            return
        mode = await self._house.admin.open_for(session)
        if mode is None:
            return
        self.page.set_busy(QCoreApplication.translate("TillDesk", "Deregistering the till …"))
        await deregister(mode, till.client)
        said = QCoreApplication.translate(
            "TillDesk", "“{name}” is deregistered and cannot sign any more."
        )
        await self._changed(session, till.key, said.format(name=till.client.serial_number))

    def _on_again(self, till: Till) -> None:
        if (session := self._session) is not None:
            self._run(session, lambda: self._register_again(session, till))

    async def _register_again(self, session: Session, till: Till) -> None:
        from tse_companion.services.clients import register_again

        name = till.client.serial_number
        if _asks_more(session) and not await confirm(
            self._house.window,
            title=QCoreApplication.translate("TillDesk", "Register the till {name} again?").format(
                name=name
            ),
            text=QCoreApplication.translate(
                "TillDesk",
                "From then on it can sign again under its Kassen-ID. It must be the same till as "
                "before.",
            ),
            verb=QCoreApplication.translate("TillDesk", "Register again"),
        ):
            return
        mode = await self._house.admin.open_for(session)
        if mode is None:
            return
        self.page.set_busy(QCoreApplication.translate("TillDesk", "Registering the till …"))
        await register_again(mode, till.client)
        said = QCoreApplication.translate(
            "TillDesk", "“{name}” is registered again and can sign from now on."
        )
        await self._changed(session, till.key, said.format(name=name))

    async def _changed(self, session: Session, client_id: str, said: str) -> None:
        """Show how it is now, and say what was done even where that cannot be read."""
        try:
            await self._load(session, keep_counts=True)
        except AppError as error:
            self.failure.tell(error)
        if session is self._session:
            self.page.select(client_id)
            self.page.show_done(said)
        self._house.refresh()

    # details -----------------------------------------------------------------------------------

    def _on_details(self, till: Till) -> None:
        if (session := self._session) is not None:
            self._run(session, lambda: self._details(session, till))

    async def _details(self, session: Session, till: Till) -> None:
        from tse_companion.gui.metadata_editor import edit_metadata
        from tse_companion.services.metadata import change_client_metadata

        async def save(wanted: Mapping[str, str]) -> Mapping[str, str]:
            return await change_client_metadata(
                session, till.client.tss_id, till.key, till.client.metadata, wanted
            )

        window = self._house.window
        while await shown(TillDetailsDialog(window, till)) == QDialog.DialogCode.Accepted:
            saved = await edit_metadata(window, till.client.metadata, save)
            if saved is not None:
                till = replace(till, client=replace(till.client, metadata=saved))
                if self.tills is not None:
                    self.tills = self.tills.replaced(till)
                    self._show()

    # -------------------------------------------------------------------------------------------

    def _run(
        self,
        session: Session,
        work: Callable[[], Awaitable[None]],
        busy: str = "",
        *,
        can_stop: bool = False,
    ) -> None:
        """One thing at a time for each shop; failures are told on the page while it is shown."""
        told = self._told(session, work, busy, can_stop=can_stop)
        self._house.tasks.start(told, name=_work_of(session), once=True)

    async def _told(
        self,
        session: Session,
        work: Callable[[], Awaitable[None]],
        busy: str,
        *,
        can_stop: bool,
    ) -> None:
        self.failure.tell(None)
        self.page.show_done("")
        self.page.set_busy(busy, can_stop=can_stop)
        try:
            await work()
        except AppError as error:
            if session is self._session:
                self.failure.tell(error)
        finally:
            if session is self._session:
                self.page.set_busy(None)

    def _on_given_up(self) -> None:
        if self._session is not None:
            self._house.tasks.cancel(_work_of(self._session))


def _asks_more(session: Session) -> bool:
    """Whether what is done is for good: in LIVE, and where nobody knows."""
    from tse_companion.services.desk import env_of

    return env_of(session.site) is not Env.TEST


def _work_of(session: Session) -> str:
    return f"tills-{session.site.id}"
