"""The report of a batch for the Verfahrensdokumentation: who, when, why, what, and the outcome."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from tse_companion.errors import FileUnwritable
from tse_companion.services.desk import Desk
from tse_companion.services.transactions.batches import Batch, BatchRow
from tse_companion.store.files import write_atomically

_BOM = "\ufeff"  # without it a spreadsheet takes UTF-8 for something else
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One transaction in the report. Times are Unix seconds; words are the codes of the enums.

    ``chosen`` is ``rule`` or ``person``: chosen against the rules, after a warning.
    """

    batch_id: str
    user: str
    confirmed_at: int
    reason: str
    tss_serial_number: str
    client_serial_number: str
    number: int
    tx_id: str
    time_start: int
    last_activity: int
    process_type: str | None
    chosen: str
    action: str
    old_state: str
    old_revision: int
    outcome: str
    why: str | None
    new_state: str | None
    signature_counter: int | None
    finished_at: int | None
    code: str | None
    request_id: str | None


COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(ReportRow))
TIMES = frozenset({"confirmed_at", "time_start", "last_activity", "finished_at"})
WORDS = frozenset({"chosen", "action", "old_state", "outcome", "why", "new_state"})


def report_rows(batch: Batch) -> tuple[ReportRow, ...]:
    """All transactions of a batch, in the order of the run."""
    return tuple(_row(batch, row) for row in batch.rows)


def report_csv(
    batch: Batch,
    *,
    header: Sequence[str] = COLUMNS,
    words: Mapping[str, str] | None = None,
) -> str:
    """The report as text of a CSV file: semicolons, CRLF, a byte order mark in front.

    ``header`` names the columns in the order of ``COLUMNS``; ``words`` translates the codes in
    the columns of ``WORDS``. Times are UTC. Thousands of rows hold a window up: :func:`save_csv`
    does it beside it.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_safe(name) for name in header])
    for row in report_rows(batch):
        writer.writerow([_cell(name, getattr(row, name), words or {}) for name in COLUMNS])
    return _BOM + text.getvalue()


async def save_csv(
    desk: Desk,
    batch: Batch,
    path: Path,
    *,
    header: Sequence[str] = COLUMNS,
    words: Mapping[str, str] | None = None,
) -> None:
    """Write the report, whole or not at all. Raises ``FileUnwritable``."""

    def write() -> None:
        text = report_csv(batch, header=header, words=words)
        write_atomically(path, text.encode(), mode=0o644)

    try:
        await desk.background.run(write)
    except OSError:
        problem = FileUnwritable(path=str(path))
    else:
        return
    raise problem


def _row(batch: Batch, row: BatchRow) -> ReportRow:
    return ReportRow(
        batch_id=batch.batch_id,
        user=batch.user,
        confirmed_at=batch.created_at,
        reason=batch.reason,
        tss_serial_number=batch.tss_serial_number,
        client_serial_number=row.client_serial_number,
        number=row.number,
        tx_id=row.tx_id,
        time_start=row.time_start,
        last_activity=row.last_activity,
        process_type=row.process_type,
        chosen="person" if row.is_explicit else "rule",
        action=row.action.value,
        old_state="ACTIVE",
        old_revision=row.revision,
        outcome=row.outcome.value,
        why=None if row.skip_reason is None else row.skip_reason.value,
        new_state=None if row.new_state is None else row.new_state.value,
        signature_counter=row.signature_counter,
        finished_at=row.finished_at,
        code=row.code,
        request_id=row.request_id,
    )


def _cell(name: str, value: str | int | None, words: Mapping[str, str]) -> str | int:
    if value is None:
        return ""
    if name in TIMES:
        return _time(int(value))
    if isinstance(value, int):
        return value
    return _safe(words.get(value, value) if name in WORDS else value)


def _time(unix: int) -> str:
    try:
        return datetime.fromtimestamp(unix, UTC).strftime("%Y-%m-%d %H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return str(unix)  # a log time from beyond the calendar is told as it came


def _safe(text: str) -> str:
    """A spreadsheet must not take what a person or a till wrote for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
