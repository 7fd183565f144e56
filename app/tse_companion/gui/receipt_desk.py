"""Behind the receipts page: what is asked there goes to the services, what they say comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tse_companion.domain.models import ClientState
from tse_companion.gui import paper_jobs
from tse_companion.gui.page_work import PageWork
from tse_companion.gui.pages.receipts import ReceiptsPage, ReceiptWish, TillChoice
from tse_companion.gui.printing.papers import Paper

if TYPE_CHECKING:
    from tse_companion.gui.printing.draw import Document
    from tse_companion.services.desk import Desk, Session
    from tse_companion.services.receipts import SignedReceipt
    from tse_companion.services.tasks import Tasks


class ReceiptDesk:
    """Owns the receipts page. ``signed`` is the last receipt."""

    def __init__(self, desk: Desk, tasks: Tasks) -> None:
        self.desk = desk
        self.page = ReceiptsPage()
        self.signed: SignedReceipt | None = None
        self.work = PageWork(tasks, self.page, "receipts")
        self._tasks = tasks
        self._session: Session | None = None
        self.page.sign_requested.connect(self._on_sign)
        self.page.print_requested.connect(self._on_print)
        self.page.save_requested.connect(self._on_save)
        self.page.paper_chosen.connect(self._on_paper)

    def open(self, session: Session | None) -> None:
        """The page is shown for this shop; its tills are read anew."""
        self.page.show_locked(session is None)
        if session is not self._session:
            # Nothing may be signed for a shop that is not on screen any more.
            self._session, self.signed = session, None
            self.page.show_receipt(None)
            self.page.set_tills(None)
            if session is not None:
                self.page.set_paper(Paper(session.site.own.paper))
        if session is None:
            return
        self.work.run(
            lambda: self._load(session),
            QCoreApplication.translate("ReceiptDesk", "Reading the tills …"),
            f"tills-{session.site.id}",  # those of another shop may still be on their way
        )

    async def _load(self, session: Session) -> None:
        from tse_companion.services.desk import env_of
        from tse_companion.services.lists import all_clients

        site = session.site
        self.page.set_environment(env_of(site), is_practice=site.kind == "practice")
        if site.tss_id is None:
            self.page.set_tills(())
            return
        tss = await session.client.retrieve_tss(site.tss_id)
        clients = await all_clients(session.client, site.tss_id)
        if session is not self._session:
            return
        tills = [
            TillChoice(client.id, client.serial_number)
            for client in clients
            if client.state is ClientState.REGISTERED
        ]
        tills.sort(key=lambda till: till.client_id != site.client_id)  # the shop's own first
        self.page.set_tills(tills, tss.state)

    def _on_sign(self, wish: ReceiptWish) -> None:
        session = self._session
        if session is not None:
            self.work.run(
                lambda: self._sign(session, wish),
                QCoreApplication.translate("ReceiptDesk", "Signing …"),
                "sign",
            )

    async def _sign(self, session: Session, wish: ReceiptWish) -> None:
        from tse_companion.services.receipts import ReceiptOrder, sign_receipt

        assert session.site.tss_id is not None
        signed = await sign_receipt(
            session,
            tss_id=session.site.tss_id,
            client_id=wish.client_id,
            order=ReceiptOrder(wish.receipt_type, wish.items, wish.payments),
            turnover_confirmed=True,  # in LIVE the page asks for a typed word first
        )
        await paper_jobs.prepare(self.desk, signed)
        if session is not self._session:
            return  # another shop is on screen; the journal knows of this receipt
        self.signed = signed
        self.page.show_receipt(paper_jobs.receipt_of(self.desk, self.signed))
        self.page.show_done(
            QCoreApplication.translate("ReceiptDesk", "Signed, and the signature is proven.")
        )

    def _on_print(self, document: Document) -> None:
        self.work.run(
            lambda: self._print(document),
            QCoreApplication.translate("ReceiptDesk", "Printing …"),
            "print",
        )

    async def _print(self, document: Document) -> None:
        target = await paper_jobs.print_paper(self.page.window(), document)
        if target is not None:
            said = QCoreApplication.translate("ReceiptDesk", "Handed to “{name}”.")
            self.page.show_done(said.format(name=target.name))

    def _on_save(self, document: Document) -> None:
        self.work.run(
            lambda: self._save(document),
            QCoreApplication.translate("ReceiptDesk", "Saving …"),
            "save",
        )

    async def _save(self, document: Document) -> None:
        name = QCoreApplication.translate("ReceiptDesk", "Test receipt")
        path = await paper_jobs.save_paper(self.page.window(), document, name)
        if path is not None:
            said = QCoreApplication.translate("ReceiptDesk", "Saved as “{name}”.")
            self.page.show_done(said.format(name=path.name))

    def _on_paper(self, paper: str) -> None:
        if self._session is not None:
            keep = self.desk.change_shop_settings(self._session.site.id, paper=Paper(paper).value)
            self._tasks.start(keep, name="settings")
