"""Set-ups in the journal: the ids that each has chosen, so that it goes on with the same ones."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

SCHEMA = """\
CREATE TABLE setups (
    setup_id TEXT PRIMARY KEY,
    site_id TEXT NOT NULL,
    tss_id TEXT NOT NULL,
    client_id TEXT NOT NULL,
    tx_id TEXT NOT NULL,
    serial_number TEXT NOT NULL,
    puk_confirmed INTEGER NOT NULL,
    creating INTEGER NOT NULL,
    finished INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) WITHOUT ROWID;"""
_COLUMNS = (
    "setup_id, site_id, tss_id, client_id, tx_id, serial_number, "
    "puk_confirmed, creating, finished, created_at"
)


@dataclass(frozen=True, slots=True)
class SetupRecord:
    """The ids one set-up has chosen, so that it goes on with the same ones after any stop.

    ``creating``: the TSS is a new one of ours. ``puk_confirmed``: the person has typed part of
    the PUK from paper. ``created_at`` 0 stands for the moment the record is first saved.
    """

    setup_id: str
    site_id: str
    tss_id: str
    client_id: str
    tx_id: str
    serial_number: str
    puk_confirmed: bool = False
    creating: bool = False
    finished: bool = False
    created_at: int = 0


def put(db: sqlite3.Connection, record: SetupRecord) -> SetupRecord:
    """Store or renew one; gives back what is stored."""
    row = db.execute(
        f"INSERT INTO setups ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "  # noqa: S608
        "ON CONFLICT (setup_id) DO UPDATE SET site_id = excluded.site_id, "
        "tss_id = excluded.tss_id, client_id = excluded.client_id, "
        "tx_id = excluded.tx_id, serial_number = excluded.serial_number, "
        "puk_confirmed = excluded.puk_confirmed, "
        "creating = excluded.creating, finished = excluded.finished "
        f"RETURNING {_COLUMNS}",
        (
            record.setup_id,
            record.site_id,
            record.tss_id,
            record.client_id,
            record.tx_id,
            record.serial_number,
            record.puk_confirmed,
            record.creating,
            record.finished,
            record.created_at,
        ),
    ).fetchone()
    return _record(row)


def one(db: sqlite3.Connection, setup_id: str) -> SetupRecord | None:
    """One set-up, or None."""
    return next(iter(_found(db, "WHERE setup_id = ?", (setup_id,))), None)


def begun(db: sqlite3.Connection) -> tuple[SetupRecord, ...]:
    """Those that were begun and not finished, newest first."""
    return _found(db, "WHERE NOT finished ORDER BY created_at DESC, setup_id", ())


def _found(db: sqlite3.Connection, rest: str, values: tuple[str, ...]) -> tuple[SetupRecord, ...]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM setups {rest}", values).fetchall()  # noqa: S608
    return tuple(_record(row) for row in rows)


def _record(row: tuple[str, str, str, str, str, str, int, int, int, int]) -> SetupRecord:
    return SetupRecord(*row[:6], bool(row[6]), bool(row[7]), bool(row[8]), row[9])
