"""Exports and the signed log of one revision (contract section 7).

An export does not run: its row holds what will become of it and when, and the sandbox's clock
tells how far that is. So it moves on without a task, also while the sandbox is not running.
"""

from __future__ import annotations

from typing import Any

from tse_companion.domain.models import TssState
from tse_companion.sandbox.device import stored_message
from tse_companion.sandbox.signde import export_file, lists, metadata, schema, state, tx_answers
from tse_companion.sandbox.signde.conditions import RETRY_AFTER
from tse_companion.sandbox.signde.errors import Answer, Download, refused, violation
from tse_companion.sandbox.signde.export_file import Contents
from tse_companion.sandbox.signde.schema import Query
from tse_companion.sandbox.signde.service import Call, Service
from tse_companion.sandbox.signde.state import ClientRow, ExportRow, ExportState, TssRow, TxRow
from tse_companion.tse.messages import log_file

ORDERS = ("state", "time_request", "time_start", "time_end", "time_expiration", "time_error")
LOG_MEDIA_TYPE = "application/octet-stream"
TIMEOUT = 86_400  # seconds of work after which an export is given up

_LONGEST = 100 * 365 * 86_400  # seconds; habits may be set to any number
_STATES = tuple(ExportState)
_RUNNING = (ExportState.PENDING, ExportState.WORKING)
_DATES = ("start_date", "end_date")
_RANGES = (
    ("start_transaction_number", "end_transaction_number"),
    ("start_signature_counter", "end_signature_counter"),
    _DATES,
)
_NUMBERS = ("transaction_number", *_RANGES[0], *_RANGES[1])
_MOST = "maximum_number_records"
FILTERS = ("client_id", *_NUMBERS, *_DATES, _MOST)

# The end of the way comes last; what lies in the future does not show yet.
_AS_OF = """(
    SELECT position, tss_id, id, filters, metadata, time_request,
        CASE WHEN {end} <= {now} THEN state WHEN time_start <= {now} THEN 'WORKING'
            ELSE 'PENDING' END AS state,
        CASE WHEN time_start <= {now} THEN time_start END AS time_start,
        CASE WHEN time_end <= {now} THEN time_end END AS time_end,
        CASE WHEN time_end <= {now} THEN time_expiration END AS time_expiration,
        CASE WHEN time_error <= {now} THEN time_error END AS time_error,
        CASE WHEN time_error <= {now} THEN exception END AS exception,
        CASE WHEN {end} > {now} THEN {end} END AS estimated_time_of_completion
    FROM export)"""


# --- trigger ---------------------------------------------------------------------------------


def trigger_export(service: Service, call: Call) -> Answer:
    """Queue an export of the logs that the filters let through."""
    tss_id, export_id = call.id("tss_id"), call.id("export_id")
    filters = _filters(service, call.parameters())
    schema.members(call.document(), "body")
    tss = _exportable_tss(service, tss_id)
    if state.find(service.connection, ExportRow, tss_id=tss_id, id=export_id) is not None:
        raise refused("E_DUPLICATE_EXPORT", f"there is an export {export_id} already")
    _check_combination(filters)
    client_serial = _client_serial(service, tss_id, filters)
    _check_transaction(service, tss_id, filters)
    _check_running(service, tss_id, filters)
    last_counter = tss.signature_counter
    contents = Contents(tss_id, filters, client_serial=client_serial, last_counter=last_counter)
    row = ExportRow(
        tss_id=tss_id,
        id=export_id,
        state=ExportState.COMPLETED,
        filters={"asked": filters, "client_serial": client_serial, "last_counter": last_counter},
        time_request=service.now,
    )
    _plan(service, row, contents.count(service.connection), filters[_MOST])
    state.insert(service.connection, row)
    return Answer(200, _render(service, _shown(service, tss_id, export_id)))


def _filters(service: Service, query: Query) -> dict[str, Any]:
    """The filters that count, by their names. Choice ``export-filters``."""
    most = service.limits.export_records
    filters: dict[str, Any] = {name: _digits(query, name) for name in (*_NUMBERS, _MOST)}
    filters.update({name: query.integer(name, least=0) for name in _DATES})
    wanted = filters[_MOST]
    if wanted is None:
        filters[_MOST] = most
    elif not 1 <= wanted <= most:
        raise violation(f"query.{_MOST} must be from 1 to {most}")
    client_id = query.text("client_id")
    if client_id is not None:
        return {"client_id": client_id.lower(), _MOST: most}
    return {name: value for name, value in filters.items() if value is not None}


def _digits(query: Query, name: str) -> int | None:
    """A number of any length; beyond the largest there can be, one is like another."""
    value = query.text(name)
    if value is None:
        return None
    if not (value.isascii() and value.isdigit()):
        raise violation(f"query.{name} must match pattern ^\\d+$")
    value = value.lstrip("0") or "0"
    return schema.MAX_INTEGER if len(value) > 16 else min(int(value), schema.MAX_INTEGER)


def _exportable_tss(service: Service, tss_id: str) -> TssRow:
    """The TSS, if its state permits exports. Choice ``defective-export``."""
    tss = _tss_with_exports(service, tss_id)
    service.check_maintenance(tss)
    code = service.conditions.no_exports
    if code is not None:
        wait = RETRY_AFTER if code == "E_EXPORT_TEMPORARILY_UNAVAILABLE" else None
        raise refused(code, "exports are not possible", retry_after=wait)
    if tss.state in (TssState.CREATED, TssState.UNINITIALIZED):
        raise refused("E_TSS_ILLEGAL_STATE_TO_PERFORM_EXPORT", f"the TSS is {tss.state}")
    return tss


def _tss_with_exports(service: Service, tss_id: str) -> TssRow:
    tss = service.tss(tss_id)
    return tss if tss.state is TssState.DEFECTIVE else service.living_tss(tss_id)


def _check_combination(filters: dict[str, Any]) -> None:
    """Choice ``export-filters``."""
    kinds = [pair for pair in _RANGES if any(name in filters for name in pair)]
    if len(kinds) + ("transaction_number" in filters) > 1:
        raise refused("E_PARAMETER_MISMATCH", "filters of two kinds cannot be combined")
    for start, end in kinds:
        if filters.get(start, 0) > filters.get(end, schema.MAX_INTEGER):
            raise refused("E_PARAMETER_MISMATCH", f"{start} is beyond {end}")


def _client_serial(service: Service, tss_id: str, filters: dict[str, Any]) -> str | None:
    if "client_id" not in filters:
        return None
    client_id = filters["client_id"]
    client = state.find(service.connection, ClientRow, id=client_id, tss_id=tss_id)
    if client is None:
        raise refused(
            "E_CLIENT_NOT_FOUND", f"there is no client {client_id} at this TSS", status=400
        )
    return client.serial_number


def _check_transaction(service: Service, tss_id: str, filters: dict[str, Any]) -> None:
    number = filters.get("transaction_number")
    if number is None:
        return
    if state.find(service.connection, TxRow, tss_id=tss_id, number=number) is None:
        raise refused("E_TX_NOT_FOUND", f"there is no transaction number {number}", status=400)


def check_idle(service: Service, tss_id: str) -> None:
    """409 while an export of this TSS runs, if exports block. Choice ``blocking-exports``."""
    if service.habits.exports_block_signing and _running(service, tss_id):
        raise refused("E_EXPORT_IN_PROGRESS", "an export is running")


def _check_running(service: Service, tss_id: str, filters: dict[str, Any]) -> None:
    running = _running(service, tss_id)
    if any(row.filters["asked"] == filters for row in running):
        raise refused(
            "E_EXPORT_DUPLICATE_RATE_LIMITED", "an export with these filters is running already"
        )
    if len(running) >= service.limits.running_exports:
        raise refused("E_TOO_MANY_EXPORTS", f"{len(running)} exports are running")


def _running(service: Service, tss_id: str) -> list[ExportRow]:
    rows = service.connection.execute(
        f"SELECT * FROM {_as_of(service.now)} WHERE tss_id = ? AND state IN (?, ?)",  # noqa: S608
        (tss_id, *_RUNNING),
    ).fetchall()
    return [state.read(ExportRow, row) for row in rows]


def _plan(service: Service, row: ExportRow, records: int, most: int) -> None:
    """Write down what becomes of the export, and when."""
    habits = service.habits
    row.exception = habits.export_exception or None
    if not records:
        row.exception = "E_NO_DATA_AVAILABLE"
    elif records > most:
        row.exception = "E_TOO_MANY_RECORDS"
    work = habits.export_work_seconds + -(-records // max(1, habits.export_records_per_second))
    if work > TIMEOUT:
        work, row.exception = TIMEOUT, "E_EXPORT_PROCESSING_TIMEOUT"
    row.time_start = row.time_request + min(habits.export_wait_seconds, _LONGEST)
    end = row.time_start + work
    if row.exception is None:
        row.time_end, row.time_expiration = end, end + min(habits.export_kept_seconds, _LONGEST)
    else:
        row.state, row.time_error = ExportState.ERROR, end


# --- reading ---------------------------------------------------------------------------------


def retrieve_export(service: Service, call: Call) -> Answer:
    """One export as it is now."""
    return Answer(200, _render(service, _polled(service, call)[1]))


def list_exports(service: Service, call: Call) -> Answer:
    """One page of a TSS's exports."""
    return _list(service, call, call.id("tss_id"))


def list_all_exports(service: Service, call: Call) -> Answer:
    """The same for all TSS."""
    return _list(service, call, None)


def _list(service: Service, call: Call, tss_id: str | None) -> Answer:
    query = call.parameters()
    wanted = lists.paging(query, ORDERS)
    selection = lists.Selection(_as_of(service.now), ORDERS, query.many_of("states", _STATES))
    show_deleted = query.boolean("show_deleted") is not False
    lists.within(service, selection, tss_id, show_deleted=show_deleted)
    rows, count = lists.page(service.connection, selection, wanted)
    data = [_render(service, state.read(ExportRow, row)) for row in rows]
    return lists.answer(service, "EXPORT_LIST", data, count)


def retrieve_export_file(service: Service, call: Call) -> Answer:
    """The archive of a COMPLETED export. Choice ``no-file``."""
    tss, row = _polled(service, call)
    if row.state is not ExportState.COMPLETED:
        raise refused(
            "E_EXPORT_NOT_COMPLETED", f"the export is {row.state}", retry_after=RETRY_AFTER
        )
    if row.time_expiration is not None and row.time_expiration <= service.now:
        raise refused("E_EXPORT_NOT_FOUND", "the file of this export has been deleted")
    contents = Contents(
        tss.id,
        row.filters["asked"],
        client_serial=row.filters["client_serial"],
        last_counter=row.filters["last_counter"],
    )
    disposition = ("content-disposition", f'attachment; filename="{row.id}.tar"')
    download = export_file.download(service, tss, contents)
    return Answer(200, headers=(disposition,), download=download)


def cancel_export(service: Service, call: Call) -> Answer:
    """End an export that is still running."""
    tss_id, export_id = call.id("tss_id"), call.id("export_id")
    service.check_certificate(_tss_with_exports(service, tss_id))
    if _shown(service, tss_id, export_id).state not in _RUNNING:
        raise refused("E_CANCEL_EXPORT", "the export has ended already")
    row, now = _stored(service, tss_id, export_id), service.now
    row.state, row.time_end = ExportState.CANCELLED, now
    row.time_expiration = row.time_error = row.exception = None
    if row.time_start is not None and row.time_start > now:
        row.time_start = None
    state.update(service.connection, row)
    return Answer(200, _render(service, _shown(service, tss_id, export_id)))


def retrieve_export_metadata(service: Service, call: Call) -> Answer:
    """The metadata of an export."""
    tss_id, export_id = call.id("tss_id"), call.id("export_id")
    service.tss(tss_id)
    return metadata.shown(_stored(service, tss_id, export_id))


def update_export_metadata(service: Service, call: Call) -> Answer:
    """Merge into the metadata of an export."""
    tss_id, export_id = call.id("tss_id"), call.id("export_id")
    patch = metadata.wanted(call)
    service.tss(tss_id)
    return metadata.merged(service, _stored(service, tss_id, export_id), patch)


def _polled(service: Service, call: Call) -> tuple[TssRow, ExportRow]:
    """The export of the path, counted against its quota of reads. Choice ``export-quota``."""
    tss_id, export_id = call.id("tss_id"), call.id("export_id")
    tss = service.tss(tss_id)
    row = _shown(service, tss_id, export_id)
    subject = f"{tss_id}/{export_id}"
    service.limit_rate(call.operation.name, subject, service.limits.export_reads_per_minute)
    return tss, row


def _stored(service: Service, tss_id: str, export_id: str) -> ExportRow:
    """The export with its future."""
    row = state.find(service.connection, ExportRow, tss_id=tss_id, id=export_id)
    if row is None:
        raise refused("E_EXPORT_NOT_FOUND", f"there is no export {export_id}")
    return row


def _shown(service: Service, tss_id: str, export_id: str) -> ExportRow:
    """The export as far as it has come."""
    row = service.connection.execute(
        f"SELECT * FROM {_as_of(service.now)} WHERE tss_id = ? AND id = ?",  # noqa: S608
        (tss_id, export_id),
    ).fetchone()
    if row is None:
        raise refused("E_EXPORT_NOT_FOUND", f"there is no export {export_id}")
    return state.read(ExportRow, row)


def _as_of(now: int) -> str:
    """The exports as they are at this time, to select from."""
    return _AS_OF.format(now=now, end="coalesce(time_end, time_error)")


def _render(service: Service, row: ExportRow) -> dict[str, Any]:
    document: dict[str, Any] = {
        **service.resource("EXPORT", row.id),
        "tss_id": row.tss_id,
        "state": row.state.value,
        "time_request": row.time_request,
    }
    optional = {
        "exception": row.exception,
        "time_start": row.time_start,
        "time_end": row.time_end,
        "time_expiration": row.time_expiration,
        "time_error": row.time_error,
        "estimated_time_of_completion": row.estimated_time_of_completion,
    }
    document.update({name: value for name, value in optional.items() if value is not None})
    if row.metadata:
        document["metadata"] = row.metadata
    return document


# --- one signed log --------------------------------------------------------------------------


def retrieve_transaction_log(service: Service, call: Call) -> Answer:
    """The signed log message of one revision; every revision has one."""
    tx, revision = tx_answers.of_path(service, call)
    made = stored_message(service.connection, tx.tss_id, revision.counter)
    content = log_file(made.signed, made.signature)
    return Answer(200, download=Download(LOG_MEDIA_TYPE, len(content), iter((content,))))
