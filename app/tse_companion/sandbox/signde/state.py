"""The service's resources as they lie in the database: rows, and the questions asked of them."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from tse_companion.domain.models import ClientState, TssState, TxState
from tse_companion.domain.states import COUNTED_IN_TEST
from tse_companion.sandbox.device import FIRST_COUNTER

R = TypeVar("R", "TssRow", "ClientRow", "TxRow", "RevisionRow", "ExportRow")
_DAY = 86_400


@dataclass(slots=True)
class TssRow:
    """One TSS with everything about it, secrets included."""

    id: str
    state: TssState
    puk: str
    private_key: bytes
    public_key: bytes
    serial: str
    certificate: bytes
    certificate_until: int
    time_creation: int
    account: str = "own"
    pin: str | None = None
    pin_failures: int = 0
    admin_logged_in: bool = False
    signature_counter: int = FIRST_COUNTER
    transaction_counter: int = 0
    last_log_time: int = 0
    description: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    time_uninit: int | None = None
    time_init: int | None = None
    time_disable: int | None = None
    time_defective: int | None = None

    def is_pin_blocked(self, limit: int) -> bool:
        """Never set, or too many failed logins."""
        return self.pin is None or self.pin_failures >= limit


@dataclass(slots=True)
class ClientRow:
    """One client; it belongs to its TSS for ever."""

    id: str
    tss_id: str
    serial_number: str
    state: ClientState
    time_creation: int
    time_update: int
    metadata: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class TxRow:
    """One transaction as of its newest revision. ``process_type`` is fixed once it is set."""

    tss_id: str
    id: str
    number: int
    state: TxState
    latest_revision: int
    client_id: str
    time_start: int
    process_type: str | None = None
    time_end: int | None = None
    metadata: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class RevisionRow:
    """One signed revision. ``request_digest`` tells a repeat from another request."""

    tss_id: str
    tx_id: str
    revision: int
    state: TxState
    client_id: str
    request_digest: bytes
    schema: dict[str, Any]
    process_type: str | None
    process_data: bytes
    counter: int


class ExportState(StrEnum):
    """Contract section 7."""

    PENDING = "PENDING"
    WORKING = "WORKING"
    COMPLETED = "COMPLETED"
    ERROR = "ERROR"
    CANCELLED = "CANCELLED"


@dataclass(slots=True)
class ExportRow:
    """One export with the filters it was asked for."""

    tss_id: str
    id: str
    state: ExportState
    filters: dict[str, Any]
    time_request: int
    time_start: int | None = None
    time_end: int | None = None
    time_expiration: int | None = None
    time_error: int | None = None
    estimated_time_of_completion: int | None = None
    exception: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)


Row = TssRow | ClientRow | TxRow | ExportRow  # what can change once it is stored


@dataclass(frozen=True, slots=True)
class _Form:
    """How one kind of resource lies in its table. SQL is made once: every request needs some."""

    table: str
    keys: tuple[str, ...]
    columns: tuple[str, ...]
    states: Callable[[str], Any]
    insert: str
    update: str
    changing: tuple[str, ...]

    @classmethod
    def of(cls, kind: type, table: str, keys: tuple[str, ...], states: type[StrEnum]) -> _Form:
        columns = tuple(column.name for column in dataclasses.fields(kind))
        changing = tuple(column for column in columns if column not in keys)
        return cls(
            table,
            keys,
            columns,
            {str(value): value for value in states}.__getitem__,
            f"INSERT INTO {table} ({', '.join(columns)}) "  # noqa: S608 - our own names
            f"VALUES ({', '.join('?' * len(columns))})",
            f"UPDATE {table} SET {', '.join(f'{column} = ?' for column in changing)} "  # noqa: S608
            f"WHERE {_all_equal(keys)}",
            changing,
        )


def _all_equal(columns: Iterable[str]) -> str:
    return " AND ".join(f"{column} = ?" for column in columns)


_FORMS: Mapping[type, _Form] = {
    TssRow: _Form.of(TssRow, "tss", ("id",), TssState),
    ClientRow: _Form.of(ClientRow, "client", ("id",), ClientState),
    TxRow: _Form.of(TxRow, "tx", ("tss_id", "id"), TxState),
    RevisionRow: _Form.of(RevisionRow, "revision", ("tss_id", "tx_id", "revision"), TxState),
    ExportRow: _Form.of(ExportRow, "export", ("tss_id", "id"), ExportState),
}
_AS_JSON = frozenset({"metadata", "schema", "filters"})


def _packed(row: object, columns: Iterable[str]) -> list[object]:
    return [
        _json(getattr(row, column)) if column in _AS_JSON else getattr(row, column)
        for column in columns
    ]


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, separators=(",", ":")) if value else "{}"


def insert(connection: sqlite3.Connection, row: Row | RevisionRow) -> None:
    """Store a new resource."""
    form = _FORMS[type(row)]
    connection.execute(form.insert, _packed(row, form.columns))


def update(connection: sqlite3.Connection, row: Row) -> None:
    """Store a resource that exists already."""
    form = _FORMS[type(row)]
    connection.execute(form.update, _packed(row, (*form.changing, *form.keys)))


def update_counters(connection: sqlite3.Connection, row: TssRow) -> None:
    """Store what signing has used up, and nothing else of the TSS."""
    connection.execute(
        "UPDATE tss SET signature_counter = ?, transaction_counter = ?, last_log_time = ? "
        "WHERE id = ?",
        (row.signature_counter, row.transaction_counter, row.last_log_time, row.id),
    )


def read(kind: type[R], row: sqlite3.Row) -> R:
    """The resource in this database row."""
    return _read(kind, dict(zip(row.keys(), row, strict=True)))


def _read(kind: type[R], found: Mapping[str, Any]) -> R:
    form = _FORMS[kind]
    values = {column: found[column] for column in form.columns}
    for column in _AS_JSON & values.keys():
        values[column] = {} if values[column] == "{}" else json.loads(values[column])
    values["state"] = form.states(values["state"])
    if kind is TssRow:
        values["admin_logged_in"] = bool(values["admin_logged_in"])
    return kind(**values)


def find(connection: sqlite3.Connection, kind: type[R], **equals: str | int) -> R | None:
    """The one resource with these values, or ``None``."""
    form = _FORMS[kind]
    sql = _select(", ".join(form.columns), form.table, tuple(equals))
    row = connection.execute(sql, tuple(equals.values())).fetchone()
    return None if row is None else _read(kind, dict(zip(form.columns, row, strict=True)))


def count(connection: sqlite3.Connection, kind: type[R], **equals: str | int) -> int:
    """How many resources have these values."""
    sql = _select("COUNT(*)", _FORMS[kind].table, tuple(equals))
    return int(connection.execute(sql, tuple(equals.values())).fetchone()[0])


@cache
def _select(what: str, table: str, equal: tuple[str, ...]) -> str:
    return f"SELECT {what} FROM {table} WHERE {_all_equal(equal)}"  # noqa: S608 - our own names


def active_tss(connection: sqlite3.Connection, account: str) -> int:
    """How many TSS of an account count against the quota of the TEST environment."""
    states = sorted(COUNTED_IN_TEST)
    row = connection.execute(
        f"SELECT COUNT(*) FROM tss WHERE account = ? AND state IN ({', '.join('?' * len(states))})",  # noqa: S608
        (account, *states),
    ).fetchone()
    return int(row[0])


def tss_created_today(connection: sqlite3.Connection, account: str, now: int) -> int:
    """How many TSS of an account were created on this UTC day."""
    row = connection.execute(
        "SELECT COUNT(*) FROM tss WHERE account = ? AND time_creation >= ?",
        (account, now - now % _DAY),
    ).fetchone()
    return int(row[0])
