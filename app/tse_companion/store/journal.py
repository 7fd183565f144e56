"""The journal: what the program was about to change, and what came of it (SQLite, no secrets).

An intention is on the disk before its request leaves, so that after a kill or a power cut the
next start knows which ids were chosen and where to look.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tse_companion.errors import JournalDamaged, JournalNewer, JournalUnwritable, Outcome
from tse_companion.store import batches, setups
from tse_companion.store.batches import Batches, RowMark
from tse_companion.store.files import sync_folder
from tse_companion.store.setups import SetupRecord

SCHEMA_VERSION = 2
_CONCLUSIONS = ("done", "not_done", "unknown")

_SCHEMA = f"""
CREATE TABLE entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    site_id TEXT NOT NULL,
    operation TEXT NOT NULL,
    tss_id TEXT,
    target_id TEXT,
    revision INTEGER,
    intended_at INTEGER NOT NULL,
    user TEXT NOT NULL,
    outcome TEXT CHECK (outcome IN ('done', 'not_done', 'unknown')),
    code TEXT,
    request_id TEXT,
    concluded_at INTEGER
);
CREATE INDEX entries_open ON entries (tss_id) WHERE outcome IS NULL OR outcome = 'unknown';
{setups.SCHEMA}
CREATE TABLE pin_attempts (
    tss_id TEXT PRIMARY KEY,
    begun INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) WITHOUT ROWID;
"""
_SCHEMA_2 = f"""
ALTER TABLE entries ADD COLUMN note TEXT;
ALTER TABLE entries ADD COLUMN target_state TEXT;
CREATE INDEX entries_site ON entries (site_id, id);
CREATE INDEX entries_tss ON entries (tss_id, id);
CREATE TABLE memory (
    site_id TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (site_id, name)
) WITHOUT ROWID;
{batches.SCHEMA}
"""
_SCHEMAS = (_SCHEMA, _SCHEMA_2)  # each makes the file of the version before into the next
ENTRY_COLUMNS = (
    "id, site_id, operation, tss_id, target_id, revision, intended_at, outcome, code, "
    "request_id, concluded_at, user, note, target_state"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One intended change and, once known, its outcome; times are Unix seconds.

    ``outcome`` is None while nobody knows whether the request left: the program was killed.
    ``note`` is what a person reads: the reason that was given, the serial number of a till.
    ``target_state`` is the state that was asked for, where the operation knows several.
    """

    id: int
    site_id: str
    operation: str
    tss_id: str | None
    target_id: str | None
    revision: int | None
    intended_at: int
    outcome: str | None
    code: str | None
    request_id: str | None
    concluded_at: int | None
    user: str
    note: str | None = None
    target_state: str | None = None


class Journal:
    """The journal file ``path``, made where it is missing; usable from any thread.

    Raises JournalUnwritable, JournalNewer or JournalDamaged, at opening and from every method.
    """

    def __init__(
        self, path: Path, *, clock: Callable[[], float] = time.time, user: str | None = None
    ) -> None:
        self._path = path
        self._clock = clock
        self._user = login_name() if user is None else user
        self._lock = threading.RLock()
        self.batches = Batches(self._writing, self._reading, self._now, self._user)
        with _problems_told():
            self._db = self._open()

    def close(self) -> None:
        """Close the file; safe to call twice."""
        with self._lock, _problems_told():
            self._db.close()

    # --- intentions and outcomes

    def intend(
        self,
        *,
        site_id: str,
        operation: str,
        tss_id: str | None = None,
        target_id: str | None = None,
        revision: int | None = None,
        note: str | None = None,
        target_state: str | None = None,
        row: tuple[str, int] | None = None,
    ) -> int:
        """The new entry's id; the entry is on the disk when this returns.

        ``row``: batch and position of the row whose request it is.
        """
        with self._writing() as db:
            entry = db.execute(
                "INSERT INTO entries "
                "(site_id, operation, tss_id, target_id, revision, intended_at, user, note, "
                "target_state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                (
                    *(site_id, operation, tss_id, target_id, revision, self._now(), self._user),
                    *(note, target_state),
                ),
            ).fetchone()[0]
            if row is not None:
                self.batches.sending(db, row, entry)
            return int(entry)

    def conclude(
        self,
        entry: int,
        outcome: str,
        *,
        code: str | None = None,
        request_id: str | None = None,
        mark: RowMark | None = None,
    ) -> None:
        """Record what came of an entry: ``done``, ``not_done`` or ``unknown``.

        ``mark`` goes with it: both are on the disk, or neither.
        What is unknown may become known later; what is known stays as it is.
        JournalUnwritable from here has the outcome UNKNOWN: the request did leave.
        """
        if outcome not in _CONCLUSIONS:
            raise ValueError(outcome)
        with self._writing(Outcome.UNKNOWN) as db:
            db.execute(
                "UPDATE entries SET outcome = ?, code = ?, request_id = ?, concluded_at = ? "
                "WHERE id = ? AND (outcome IS NULL OR outcome = 'unknown')",
                (str(outcome), code, request_id, self._now(), entry),
            )
            if mark is not None:
                self.batches.put(db, mark)

    def unfinished(self, tss_id: str | None = None) -> tuple[Entry, ...]:
        """Entries without an outcome or with an unknown one, oldest first; of one TSS or all."""
        return self._entries(
            "WHERE (outcome IS NULL OR outcome = 'unknown') AND (:tss IS NULL OR tss_id = :tss) "
            "ORDER BY id",
            {"tss": tss_id},
        )

    def entries(
        self, limit: int = 100, offset: int = 0, *, tss_id: str | None = None
    ) -> tuple[Entry, ...]:
        """What was done on this machine, newest first; to one TSS or to all."""
        return self._entries(
            "WHERE :tss IS NULL OR tss_id = :tss ORDER BY id DESC LIMIT :limit OFFSET :offset",
            {"limit": limit, "offset": offset, "tss": tss_id},
        )

    def newest(self, tss_id: str, operations: Collection[str]) -> Entry | None:
        """The last entry of one of these operations that is done, or None."""
        found = self._entries(
            "WHERE tss_id = :tss AND outcome = 'done' "
            "AND operation IN (SELECT value FROM json_each(:operations)) ORDER BY id DESC LIMIT 1",
            {"tss": tss_id, "operations": json.dumps(list(operations))},
        )
        return next(iter(found), None)

    # --- set-ups

    def save_setup(self, record: SetupRecord) -> SetupRecord:
        """Store or renew a set-up, on the disk when this returns; gives back what is stored."""
        record = replace(record, created_at=record.created_at or self._now())
        with self._writing() as db:
            return setups.put(db, record)

    def setup(self, setup_id: str) -> SetupRecord | None:
        """One set-up, or None."""
        with self._reading() as db:
            return setups.one(db, setup_id)

    def open_setups(self) -> tuple[SetupRecord, ...]:
        """Set-ups that were begun and not finished, newest first."""
        with self._reading() as db:
            return setups.begun(db)

    # --- PIN attempts

    def begin_pin_attempt(self, tss_id: str) -> int:
        """Count a login before it is sent; the number of this one since the last success."""
        with self._writing() as db:
            row = db.execute(
                "INSERT INTO pin_attempts (tss_id, begun, last_at) VALUES (?, 1, ?) "
                "ON CONFLICT (tss_id) DO UPDATE SET begun = begun + 1, last_at = excluded.last_at "
                "RETURNING begun",
                (tss_id, self._now()),
            ).fetchone()
            return int(row[0])

    def withdraw_pin_attempt(self, tss_id: str) -> None:
        """Take back the newest one: it was refused before anybody looked at the PIN."""
        with self._writing(Outcome.UNKNOWN) as db:
            db.execute(
                "UPDATE pin_attempts SET begun = begun - 1 WHERE tss_id = ? AND begun > 0",
                (tss_id,),
            )

    def pin_attempts(self, tss_id: str) -> int:
        """Logins begun since the last one that was proven right, less those withdrawn."""
        with self._reading() as db:
            row = db.execute(
                "SELECT begun FROM pin_attempts WHERE tss_id = ?", (tss_id,)
            ).fetchone()
        return 0 if row is None else int(row[0])

    def forget_pin_attempts(self, tss_id: str) -> None:
        """Begin counting anew: the PIN was right, or it was set anew with the PUK."""
        with self._writing(Outcome.UNKNOWN) as db:
            db.execute("DELETE FROM pin_attempts WHERE tss_id = ?", (tss_id,))

    # --- inside

    def _open(self) -> sqlite3.Connection:
        is_new = not self._path.exists()
        # SQLite gives its side files the mode of the main one.
        os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
        if is_new:
            sync_folder(self._path.parent)
        db = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, timeout=5.0)
        try:
            self._prepare(db)
        except BaseException:
            db.close()
            raise
        return db

    def _prepare(self, db: sqlite3.Connection) -> None:
        if _version(db) > SCHEMA_VERSION:
            raise JournalNewer()  # before anything in the file is touched
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")  # each commit reaches the disk
        db.execute("PRAGMA fullfsync = ON")  # macOS: past the drive's cache
        if _version(db) < SCHEMA_VERSION:
            with _transaction(db):
                for version, schema in enumerate(_SCHEMAS, 1):
                    if _version(db) < version:  # another program may have been quicker
                        for statement in schema.split(";\n"):
                            db.execute(statement)
                db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def _now(self) -> int:
        return int(self._clock())

    # For the modules beside this one, which keep more in the same file.

    def now(self) -> int:
        """The clock that entries are stamped with."""
        return self._now()

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The file, for one transaction that is on the disk when the block ends."""
        with self._writing() as db:
            yield db

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The file, to read from."""
        with self._reading() as db:
            yield db

    @contextlib.contextmanager
    def _writing(self, outcome: Outcome = Outcome.NOT_DONE) -> Iterator[sqlite3.Connection]:
        with self._lock, _problems_told(outcome), _transaction(self._db):
            yield self._db

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock, _problems_told():
            yield self._db

    def _entries(self, rest: str, values: dict[str, str | int | None]) -> tuple[Entry, ...]:
        with self._reading() as db:
            rows = db.execute(f"SELECT {ENTRY_COLUMNS} FROM entries {rest}", values).fetchall()  # noqa: S608
        return tuple(Entry(*row) for row in rows)


def login_name() -> str:
    """Who is signed in to the operating system; empty where it does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


@contextlib.contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):  # a full disk has rolled back already
            db.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def _problems_told(outcome: Outcome = Outcome.NOT_DONE) -> Iterator[None]:
    """Turn what SQLite and the file system say into one of our errors."""
    try:
        yield
    except sqlite3.OperationalError as error:
        reason = getattr(error, "sqlite_errorname", None)
        raise JournalUnwritable(outcome=outcome, reason=reason) from error
    except OSError as error:
        raise JournalUnwritable(outcome=outcome) from error
    except sqlite3.DatabaseError as error:
        if type(error) is not sqlite3.DatabaseError:
            raise  # a statement of ours is wrong; that is no matter of the file
        raise JournalDamaged(outcome=outcome) from error
