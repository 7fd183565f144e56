"""From what the services know to paper: which document is made, and where it goes."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from tse_companion.domain.receipt_content import Business, receipt_content, sample_business
from tse_companion.gui.files import ask_to_save
from tse_companion.gui.naming import site_name
from tse_companion.gui.printing.papers import Paper
from tse_companion.gui.printing.receipt_layout import prepare_receipt
from tse_companion.gui.printing.receipt_layout import receipt_document as lay_out_receipt
from tse_companion.gui.printing.render import save_pdf

if TYPE_CHECKING:
    from tse_companion.domain.credentials import Secret
    from tse_companion.domain.receipt_content import ReceiptContent
    from tse_companion.gui.printing.draw import Document
    from tse_companion.gui.printing.output import Target
    from tse_companion.services.desk import Desk, Site
    from tse_companion.services.receipts import SignedReceipt
    from tse_companion.services.setup.handover import HandOver
    from tse_companion.services.setup.service import SetupService


def receipt_of(desk: Desk, signed: SignedReceipt) -> ReceiptContent:
    """Everything that is printed on this receipt, with the business of its shop."""
    site = _shop_of(desk, signed)
    return receipt_content(
        _business(site) or sample_business(),
        signed.order.items,
        signed.order.payments,
        signed.order.receipt_type,
        signed.transaction,
        is_practice=site is not None and site.kind == "practice",
    )


def _shop_of(desk: Desk, signed: SignedReceipt) -> Site | None:
    """The shop whose TSS has signed: another one may be on screen by now."""
    current = desk.settings.site()
    theirs = (s for s in desk.settings.sites if s.tss_id == signed.transaction.tss_id)
    if current is not None and current.tss_id in (None, signed.transaction.tss_id):
        return current
    return next(theirs, current)


def _business(site: Site | None) -> Business | None:
    if site is None:
        return None
    own = site.own
    business = Business(own.business_name, own.business_street, own.business_city)
    return business if business.is_complete else None


async def prepare(desk: Desk, signed: SignedReceipt) -> None:
    """Make the QR code off the window's thread; laying out finds it made."""
    await desk.background.run(prepare_receipt, receipt_of(desk, signed))


def receipt_document(desk: Desk, signed: SignedReceipt) -> Document:
    """The receipt on the paper of its shop."""
    site = _shop_of(desk, signed)
    paper = Paper.ROLL_80 if site is None else Paper(site.own.paper)
    return lay_out_receipt(receipt_of(desk, signed), paper)


def hand_over_document(handed: HandOver) -> Document:
    """The sheet for the till and the tax adviser; no secrets."""
    from tse_companion.gui.printing import hand_over_sheet

    return hand_over_sheet.hand_over_document(
        hand_over_sheet.HandOver(
            site_name=site_name(handed.site),
            tss=handed.tss,
            validity=handed.validity,
            tills=handed.tills,
            made_at=handed.made_at,
            is_practice=handed.site.kind == "practice",
        )
    )


def puk_document(setup: SetupService, puk: Secret) -> Document:
    """The sealed sheet with the PUK."""
    from tse_companion.gui.printing import puk_sheet

    session = setup.session
    assert session is not None
    return puk_sheet.puk_document(
        puk_sheet.PukSheetView(
            puk=puk,
            tss_id=setup.draft.tss_id or "",
            site_name=site_name(session.site),
            env=setup.draft.env,
            is_practice=session.site.kind == "practice",
            made_at=int(time.time()),
        )
    )


async def print_paper(parent: QWidget, document: Document) -> Target | None:
    """Hand a document to a printer of the person's choice; None if they cancelled."""
    from tse_companion.gui.printing.output import print_document

    return await print_document(document, parent)


async def save_paper(parent: QWidget, document: Document, name: str) -> Path | None:
    """Save a document as PDF where the person wants it; None if cancelled."""
    path = await ask_for_file(parent, f"{name}.pdf")
    if path is not None:
        save_pdf(document, path)
    return path


async def ask_for_file(parent: QWidget, suggested: str) -> Path | None:
    """Where to save; the suggestion says what kind of file it is. None if cancelled."""
    kind = Path(suggested).suffix.removeprefix(".")
    title = QCoreApplication.translate("PaperJobs", "Save as {kind}").format(kind=kind.upper())
    return await ask_to_save(
        parent, title=title, suggested=suggested, kinds=[f"{kind.upper()} (*.{kind})"]
    )
