"""The report on a batch as PDF or CSV, saved where the person wants it."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from tse_companion.domain.models import TxState
from tse_companion.gui import i18n
from tse_companion.gui.naming import site_name
from tse_companion.gui.pages.cancel_plan import action_word
from tse_companion.gui.pages.cancel_run import outcome_sentence
from tse_companion.gui.pages.open_words import outcome_word
from tse_companion.gui.paper_jobs import ask_for_file
from tse_companion.gui.texts import tx_state_word
from tse_companion.services.desk import env_of

if TYPE_CHECKING:
    from tse_companion.gui.printing.cancel_report import CancelReport
    from tse_companion.services.desk import Session
    from tse_companion.services.transactions.batches import Batch


async def save_report(parent: QWidget, session: Session, batch: Batch, kind: str) -> Path | None:
    """Ask where to and write the report as ``pdf`` or ``csv``; None if cancelled.

    Raises ``FileUnwritable``. Long ones are written in steps, so that the window lives on.
    """
    day = i18n.file_day(batch.created_at)
    name = QCoreApplication.translate("CancelPapers", "Cancelled transactions {day}")
    path = await ask_for_file(parent, f"{name.format(day=day)}.{kind}")
    if path is None:
        return None
    if kind == "csv":
        from tse_companion.services.transactions.report import save_csv

        await save_csv(session.desk, batch, path, header=_headers(), words=_words())
        return path
    from tse_companion.gui.printing.cancel_report import CancelReportSheet
    from tse_companion.gui.printing.render import save_long_pdf

    sheet = CancelReportSheet(report_of(session, batch))
    for _ in sheet.steps():
        await asyncio.sleep(0)
    await save_long_pdf(sheet.document, path)
    return path


def report_of(session: Session, batch: Batch) -> CancelReport:
    """What is printed about this batch, in the language in force."""
    from collections import Counter

    from tse_companion.gui.printing.cancel_report import CancelReport, ReportLine

    site = session.site
    before = tx_state_word(TxState.ACTIVE)
    return CancelReport(
        site_name=site_name(site),
        tss_id=batch.tss_id,
        tss_serial_number=batch.tss_serial_number,
        env=env_of(site),
        is_practice=site.kind == "practice",
        begun=batch.created_at,
        made_at=int(time.time()),
        user=batch.user,
        reason=batch.reason,
        sums=outcome_sentence(Counter(row.outcome for row in batch.rows)),
        lines=tuple(
            ReportLine(
                number=row.number,
                till=row.client_serial_number,
                time_start=row.time_start,
                before=before,
                after=before if row.new_state is None else tx_state_word(row.new_state),
                counter=row.signature_counter,
                outcome=outcome_word(row.outcome),
            )
            for row in batch.rows
        ),
    )


def _headers() -> list[str]:
    """The columns of the CSV by name, in its order."""
    translate = QCoreApplication.translate
    return [
        translate("CancelPapers", "Batch"),
        translate("CancelPapers", "Cancelled by"),
        translate("CancelPapers", "Confirmed at (UTC)"),
        translate("CancelPapers", "Reason"),
        translate("CancelPapers", "Serial number of the TSE"),
        translate("CancelPapers", "Till"),
        translate("CancelPapers", "Transaction number"),
        translate("CancelPapers", "Transaction ID"),
        translate("CancelPapers", "Started (UTC)"),
        translate("CancelPapers", "Last activity (UTC)"),
        translate("CancelPapers", "Type"),
        translate("CancelPapers", "Chosen by"),
        translate("CancelPapers", "Planned"),
        translate("CancelPapers", "State before"),
        translate("CancelPapers", "Revision before"),
        translate("CancelPapers", "Result"),
        translate("CancelPapers", "Why left alone"),
        translate("CancelPapers", "State after"),
        translate("CancelPapers", "Signature counter"),
        translate("CancelPapers", "Ended at (UTC)"),
        translate("CancelPapers", "Code"),
        translate("CancelPapers", "Request ID"),
    ]


def _words() -> dict[str, str]:
    """The codes of the CSV in words."""
    from tse_companion.domain.cancelling import Action, RowOutcome, SkipReason

    translate = QCoreApplication.translate
    reasons = {
        SkipReason.TOUCHED: translate("CancelPapers", "changed after it was chosen"),
        SkipReason.CONFLICT: translate("CancelPapers", "the till was quicker"),
        SkipReason.NOT_CANCELLABLE: translate("CancelPapers", "cannot be cancelled"),
        SkipReason.DEREGISTERED: translate("CancelPapers", "till deregistered"),
        SkipReason.STOPPED: translate("CancelPapers", "stopped before its turn"),
    }
    return {
        "rule": translate("CancelPapers", "rule"),
        "person": translate("CancelPapers", "person, against the rules"),
        **{state.value: tx_state_word(state) for state in TxState},
        **{action.value: action_word(action) for action in Action},
        **{outcome.value: outcome_word(outcome) for outcome in RowOutcome},
        **{reason.value: word for reason, word in reasons.items()},
    }
