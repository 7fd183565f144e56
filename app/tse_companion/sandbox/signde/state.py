"""The service's resources as they lie in the database: rows, and the questions asked of them."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
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

_TABLES: Mapping[type, str] = {
    TssRow: "tss",
    ClientRow: "client",
    TxRow: "tx",
    RevisionRow: "revision",
    ExportRow: "export",
}
_KEYS: Mapping[type, tuple[str, ...]] = {
    TssRow: ("id",),
    ClientRow: ("id",),
    TxRow: ("tss_id", "id"),
    RevisionRow: ("tss_id", "tx_id", "revision"),
    ExportRow: ("tss_id", "id"),
}
_STATES: Mapping[type, type[TssState | ClientState | TxState | ExportState]] = {
    TssRow: TssState,
    ClientRow: ClientState,
    TxRow: TxState,
    RevisionRow: TxState,
    ExportRow: ExportState,
}
_AS_JSON = ("metadata", "schema", "filters")
_COLUMNS: Mapping[type, tuple[str, ...]] = {
    kind: tuple(column.name for column in dataclasses.fields(kind)) for kind in _TABLES
}


def _packed(row: object, column: str) -> object:
    value = getattr(row, column)
    return json.dumps(value, separators=(",", ":")) if column in _AS_JSON else value


def insert(connection: sqlite3.Connection, row: Row | RevisionRow) -> None:
    """Store a new resource."""
    columns = _COLUMNS[type(row)]
    connection.execute(
        f"INSERT INTO {_TABLES[type(row)]} ({', '.join(columns)}) "  # noqa: S608 - our own names
        f"VALUES ({', '.join('?' * len(columns))})",
        [_packed(row, column) for column in columns],
    )


def update(connection: sqlite3.Connection, row: Row) -> None:
    """Store a resource that exists already."""
    keys = _KEYS[type(row)]
    columns = [column for column in _COLUMNS[type(row)] if column not in keys]
    connection.execute(
        f"UPDATE {_TABLES[type(row)]} SET {', '.join(f'{c} = ?' for c in columns)} "  # noqa: S608
        f"WHERE {' AND '.join(f'{key} = ?' for key in keys)}",
        [_packed(row, column) for column in (*columns, *keys)],
    )


def read(kind: type[R], row: sqlite3.Row) -> R:
    """The resource in this database row."""
    values = {column: row[column] for column in _COLUMNS[kind]}
    for column in _AS_JSON:
        if column in values:
            values[column] = json.loads(values[column])
    values["state"] = _STATES[kind](values["state"])
    if kind is TssRow:
        values["admin_logged_in"] = bool(values["admin_logged_in"])
    return kind(**values)


def find(connection: sqlite3.Connection, kind: type[R], **equals: str | int) -> R | None:
    """The one resource with these values, or ``None``."""
    row = connection.execute(
        f"SELECT * FROM {_TABLES[kind]} "  # noqa: S608 - names from our own code
        f"WHERE {' AND '.join(f'{column} = ?' for column in equals)}",
        tuple(equals.values()),
    ).fetchone()
    return None if row is None else read(kind, row)


def count(connection: sqlite3.Connection, kind: type[R], **equals: str | int) -> int:
    """How many resources have these values."""
    row = connection.execute(
        f"SELECT COUNT(*) FROM {_TABLES[kind]} "  # noqa: S608 - names from our own code
        f"WHERE {' AND '.join(f'{column} = ?' for column in equals)}",
        tuple(equals.values()),
    ).fetchone()
    return int(row[0])


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
