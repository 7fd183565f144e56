"""The state in SQLite, in memory or in a file.

WAL with ``synchronous=FULL``: once a change is committed it survives SIGKILL and power loss, and
answers are sent only after the commit. The file holds the secrets of the practice account in
plain form (see ``identity``); on POSIX only its owner may read it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_APPLICATION_ID = 0x54534543  # "TSEC": tells our files from other SQLite files

_FIRST = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE tss (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    puk TEXT NOT NULL,
    pin TEXT,
    pin_failures INTEGER NOT NULL,
    admin_logged_in INTEGER NOT NULL,
    private_key BLOB NOT NULL,
    public_key BLOB NOT NULL,
    serial TEXT NOT NULL,
    certificate BLOB NOT NULL,
    signature_counter INTEGER NOT NULL,
    transaction_counter INTEGER NOT NULL,
    last_log_time INTEGER NOT NULL,
    description TEXT,
    metadata TEXT NOT NULL,
    time_creation INTEGER NOT NULL,
    time_uninit INTEGER,
    time_init INTEGER,
    time_disable INTEGER,
    time_defective INTEGER
);
CREATE TABLE client (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    tss_id TEXT NOT NULL REFERENCES tss (id),
    serial_number TEXT NOT NULL,
    state TEXT NOT NULL,
    metadata TEXT NOT NULL,
    time_creation INTEGER NOT NULL,
    time_update INTEGER NOT NULL,
    UNIQUE (tss_id, serial_number)
);
CREATE TABLE tx (
    position INTEGER PRIMARY KEY,
    tss_id TEXT NOT NULL REFERENCES tss (id),
    id TEXT NOT NULL,
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    latest_revision INTEGER NOT NULL,
    process_type TEXT,
    client_id TEXT NOT NULL REFERENCES client (id),
    metadata TEXT NOT NULL,
    time_start INTEGER NOT NULL,
    time_end INTEGER,
    UNIQUE (tss_id, id),
    UNIQUE (tss_id, number)
);
CREATE INDEX tx_by_state ON tx (tss_id, state);
CREATE INDEX tx_by_client ON tx (client_id);
CREATE TABLE revision (
    tss_id TEXT NOT NULL,
    tx_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    state TEXT NOT NULL,
    client_id TEXT NOT NULL,
    request_digest BLOB NOT NULL,
    schema TEXT NOT NULL,
    process_type TEXT,
    process_data BLOB NOT NULL,
    counter INTEGER NOT NULL,
    PRIMARY KEY (tss_id, tx_id, revision),
    FOREIGN KEY (tss_id, counter) REFERENCES log (tss_id, counter)
) WITHOUT ROWID;
CREATE TABLE log (
    tss_id TEXT NOT NULL REFERENCES tss (id),
    counter INTEGER NOT NULL,
    kind TEXT NOT NULL,
    operation TEXT NOT NULL,
    log_time INTEGER NOT NULL,
    transaction_number INTEGER,
    client_serial TEXT,
    signed BLOB NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (tss_id, counter)
);
"""

# Accounts, the end of certificates, exports. Version 1 certified for 365 days.
_SECOND = """
ALTER TABLE tss ADD COLUMN account TEXT NOT NULL DEFAULT 'own';
ALTER TABLE tss ADD COLUMN certificate_until INTEGER NOT NULL DEFAULT 0;
UPDATE tss SET certificate_until = time_creation + 31536000;
CREATE TABLE export (
    position INTEGER PRIMARY KEY,
    tss_id TEXT NOT NULL REFERENCES tss (id),
    id TEXT NOT NULL,
    state TEXT NOT NULL,
    filters TEXT NOT NULL,
    time_request INTEGER NOT NULL,
    time_start INTEGER,
    time_end INTEGER,
    time_expiration INTEGER,
    time_error INTEGER,
    estimated_time_of_completion INTEGER,
    exception TEXT,
    metadata TEXT NOT NULL,
    UNIQUE (tss_id, id)
);
"""

_STEPS = (_FIRST, _SECOND)  # each takes the file from the version before it to its own
SCHEMA_VERSION = len(_STEPS)

_TABLES_OF_SHOPS = ("export", "revision", "tx", "client", "log", "tss")  # children first


class StateUnreadable(Exception):
    """The state file cannot be used; ``reason`` is ``damaged``, ``newer`` or ``unreachable``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Database:
    """One connection, to be used by one thread at a time."""

    def __init__(self, path: Path | None) -> None:
        """Open or create the state; :class:`StateUnreadable` when that is not possible."""
        try:
            if path is not None:
                _make_private(path)
            self.connection = sqlite3.connect(
                ":memory:" if path is None else path,
                isolation_level=None,  # transactions are opened where they begin
                check_same_thread=False,
            )
        except (OSError, sqlite3.OperationalError) as problem:
            raise StateUnreadable("unreachable") from problem
        try:
            self._prepare()
        except sqlite3.DatabaseError as problem:
            self.connection.close()
            raise StateUnreadable("damaged") from problem
        except StateUnreadable:
            self.connection.close()
            raise

    @contextmanager
    def change(self) -> Iterator[None]:
        """All that happens inside is in the file afterwards, or nothing of it."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:  # a full disk has already undone it
                self.connection.execute("ROLLBACK")
            raise

    def meta(self, name: str) -> bytes | None:
        """A value kept beside the shops."""
        row = self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else bytes(row[0])

    def set_meta(self, name: str, value: bytes) -> None:
        """Keep a value beside the shops."""
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def number(self, name: str) -> int:
        """A number kept beside the shops; 0 before it is first set."""
        return int(self.meta(name) or b"0")

    def latest_log_time(self) -> int:
        """The newest time that was signed, 0 when nothing was."""
        row = self.connection.execute("SELECT MAX(last_log_time) FROM tss").fetchone()
        return int(row[0] or 0)

    def wipe(self) -> None:
        """Remove all shops; the account with its credentials stays. Call inside a change."""
        for table in _TABLES_OF_SHOPS:
            self.connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names

    def close(self) -> None:
        """Let go of the file; a second call does nothing."""
        self.connection.close()

    def _prepare(self) -> None:
        connection = self.connection
        connection.row_factory = sqlite3.Row
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > SCHEMA_VERSION:
            raise StateUnreadable("newer")
        if version:
            if connection.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION_ID:
                raise StateUnreadable("damaged")
        elif connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]:
            raise StateUnreadable("damaged")  # a file of another program
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        if version < SCHEMA_VERSION:
            self._bring_up_from(version)

    def _bring_up_from(self, version: int) -> None:
        with self.change():
            for step in _STEPS[version:]:
                for statement in step.split(";"):
                    if statement.strip():
                        self.connection.execute(statement)
            self.connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            self.connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _make_private(path: Path) -> None:
    # SQLite gives its side files the rights of the main one.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
