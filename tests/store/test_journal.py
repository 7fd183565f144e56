"""The journal: on the disk before anything is sent, and never half."""

from __future__ import annotations

import getpass
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tse_companion.errors import JournalDamaged, JournalNewer, JournalUnwritable, Outcome
from tse_companion.store import journal as module
from tse_companion.store.journal import Journal
from tse_companion.store.setups import SetupRecord

APP = Path(__file__).resolve().parents[2] / "app"
SETUP = SetupRecord("setup", "site", "tss", "client", "tx", "KASSE-1")


class Clock:
    now = 1_767_225_600.9

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def journal(path: Path, clock: Clock) -> Iterator[Journal]:
    journal = Journal(path, clock=clock, user="someone")
    yield journal
    journal.close()


def full(journal: Journal) -> None:
    """No page more fits: what SQLite says is what it says on a full disk."""
    pages = journal._db.execute("PRAGMA page_count").fetchone()[0]
    journal._db.execute(f"PRAGMA max_page_count = {pages}")


def test_intention_and_outcome(journal: Journal, clock: Clock) -> None:
    entry = journal.intend(
        site_id="site", operation="upsertTransaction", tss_id="tss", target_id="tx", revision=1
    )
    (open_one,) = journal.unfinished()
    assert open_one.id == entry
    assert (open_one.operation, open_one.target_id, open_one.revision) == (
        "upsertTransaction",
        "tx",
        1,
    )
    assert (open_one.intended_at, open_one.user) == (1_767_225_600, "someone")
    assert (open_one.outcome, open_one.concluded_at) == (None, None)
    clock.now += 3
    journal.conclude(entry, "done", request_id="r-1")
    assert journal.unfinished() == ()
    (closed,) = journal.entries()
    assert (closed.outcome, closed.request_id) == ("done", "r-1")
    assert closed.concluded_at == 1_767_225_603


def test_unknown_stays_unfinished_until_it_is_known(journal: Journal) -> None:
    entry = journal.intend(site_id="s", operation="createTss", tss_id="tss")
    journal.conclude(entry, "unknown", code="answer_lost")
    assert [e.outcome for e in journal.unfinished("tss")] == ["unknown"]
    journal.conclude(entry, Outcome.NOT_DONE, code="E_TSS_LIMIT_REACHED")
    assert journal.unfinished("tss") == ()
    journal.conclude(entry, "done")
    (kept,) = journal.entries()
    assert (kept.outcome, kept.code) == ("not_done", "E_TSS_LIMIT_REACHED")


def test_outcome_has_three_words(journal: Journal) -> None:
    entry = journal.intend(site_id="s", operation="createTss")
    with pytest.raises(ValueError, match="perhaps"):
        journal.conclude(entry, "perhaps")
    assert len(journal.unfinished()) == 1


def test_lists_are_of_one_tss_and_in_order(journal: Journal) -> None:
    ids = [
        journal.intend(site_id="s", operation=f"o{number}", tss_id=f"tss-{number % 2}")
        for number in range(6)
    ]
    assert [e.id for e in journal.unfinished()] == ids
    assert [e.id for e in journal.unfinished("tss-1")] == ids[1::2]
    assert [e.id for e in journal.entries(limit=2, offset=1)] == [ids[4], ids[3]]
    assert [e.id for e in journal.entries(tss_id="tss-0")] == ids[::-1][1::2]


def test_setups(journal: Journal, clock: Clock) -> None:
    stored = journal.save_setup(SETUP)
    assert stored == replace(SETUP, created_at=1_767_225_600)
    clock.now += 60
    assert journal.save_setup(replace(SETUP, puk_confirmed=True)).created_at == 1_767_225_600
    later = journal.save_setup(replace(SETUP, setup_id="later", creating=True))
    assert journal.setup("setup") == replace(stored, puk_confirmed=True)
    assert journal.setup("none") is None
    assert [s.setup_id for s in journal.open_setups()] == ["later", "setup"]
    journal.save_setup(replace(later, finished=True))
    assert [s.setup_id for s in journal.open_setups()] == ["setup"]


def test_pin_attempts(journal: Journal, path: Path) -> None:
    assert journal.pin_attempts("tss") == 0
    journal.withdraw_pin_attempt("tss")
    assert [journal.begin_pin_attempt("tss") for _ in range(3)] == [1, 2, 3]
    assert journal.begin_pin_attempt("other") == 1
    journal.withdraw_pin_attempt("tss")
    again = Journal(path)
    assert again.pin_attempts("tss") == 2
    again.forget_pin_attempts("tss")
    again.close()
    assert (journal.pin_attempts("tss"), journal.pin_attempts("other")) == (0, 1)


def test_every_commit_reaches_the_disk(journal: Journal) -> None:
    db = journal._db
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.execute("PRAGMA synchronous").fetchone() == (2,)
    assert not db.in_transaction


def test_user_is_the_one_signed_in(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "kassiererin")
    journal = Journal(path)
    journal.intend(site_id="s", operation="o")
    assert journal.entries()[0].user == "kassiererin"
    journal.close()

    def nobody() -> str:
        raise OSError

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert module.login_name() == ""


def test_nobody_else_may_read_it(journal: Journal, path: Path) -> None:
    journal.intend(site_id="s", operation="o")
    files = list(path.parent.glob("journal*"))
    assert len(files) == 3
    if os.name == "posix":
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_from_several_threads(journal: Journal) -> None:
    def work(number: int) -> None:
        for _ in range(10):
            entry = journal.intend(site_id="s", operation=f"o{number}")
            journal.begin_pin_attempt("tss")
            journal.conclude(entry, "done")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({entry.id for entry in journal.entries()}) == 40
    assert journal.unfinished() == ()
    assert journal.pin_attempts("tss") == 40


def test_second_program_waits_its_turn(journal: Journal, path: Path) -> None:
    other = Journal(path)
    first = journal.intend(site_id="s", operation="o")
    second = other.intend(site_id="s", operation="o")
    assert [e.id for e in journal.unfinished()] == [first, second]
    other.close()


# --- interruptions ---------------------------------------------------------------------------

KILLED = """
import os, signal, sys
from pathlib import Path
from tse_companion.store.journal import Journal, SetupRecord
journal = Journal(Path(sys.argv[1]))
journal.save_setup(SetupRecord("setup", "site", "tss", "client", "tx", "KASSE-1"))
done = journal.intend(site_id="site", operation="createTss", tss_id="tss")
journal.conclude(done, "done")
journal.intend(site_id="site", operation="updateTss", tss_id="tss")
journal.begin_pin_attempt("tss")
if sys.argv[2] == "inside":
    journal._db.execute("BEGIN IMMEDIATE")
    journal._db.execute("DELETE FROM entries")
os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
"""


@pytest.mark.parametrize("moment", ["after", "inside"])
def test_killed(path: Path, moment: str) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), moment],
        env={**os.environ, "PYTHONPATH": str(APP)},
        check=False,
    )
    assert killed.returncode in (-getattr(signal, "SIGKILL", 0), int(signal.SIGTERM))
    journal = Journal(path)
    assert [(e.operation, e.outcome) for e in journal.entries()] == [
        ("updateTss", None),
        ("createTss", "done"),
    ]
    assert [s.tss_id for s in journal.open_setups()] == ["tss"]
    assert journal.pin_attempts("tss") == 1
    journal.close()


def test_killed_while_the_file_is_made(path: Path) -> None:
    path.touch()
    journal = Journal(path)
    assert journal.entries() == ()
    journal.close()


# --- failures --------------------------------------------------------------------------------


def test_disk_full(journal: Journal) -> None:
    first = journal.intend(site_id="s", operation="first")
    full(journal)
    with pytest.raises(JournalUnwritable) as caught:
        journal.save_setup(replace(SETUP, serial_number="x" * 20_000))
    assert caught.value.outcome is Outcome.NOT_DONE
    assert caught.value.facts == {"reason": "SQLITE_FULL"}
    journal._db.execute("PRAGMA max_page_count = 100000")
    journal.save_setup(SETUP)
    journal.conclude(first, "done")
    assert journal.unfinished() == ()


def test_disk_full_when_the_request_is_gone(journal: Journal) -> None:
    entry = journal.intend(site_id="s", operation="first")
    full(journal)
    with pytest.raises(JournalUnwritable) as caught:
        journal.conclude(entry, "done", request_id="x" * 20_000)
    assert caught.value.outcome is Outcome.UNKNOWN
    assert [e.outcome for e in journal.unfinished()] == [None]


def test_held_by_another(journal: Journal, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    journal._db.execute("PRAGMA busy_timeout = 0")
    with pytest.raises(JournalUnwritable) as caught:
        journal.intend(site_id="s", operation="o")
    assert caught.value.facts == {"reason": "SQLITE_BUSY"}
    other.execute("ROLLBACK")
    other.close()
    journal.intend(site_id="s", operation="o")


def test_newer_version_is_left_alone(path: Path) -> None:
    Journal(path).close()
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version = {module.SCHEMA_VERSION + 1}")
    db.close()
    before = path.read_bytes()
    with pytest.raises(JournalNewer):
        Journal(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"not a database" * 100, b"SQLite format 3\x00" + b"\xff" * 4000]
)
def test_damaged_file_is_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(JournalDamaged):
        Journal(path)
    assert path.read_bytes() == content


def test_folder_is_missing(tmp_path: Path) -> None:
    with pytest.raises(JournalUnwritable):
        Journal(tmp_path / "absent" / "journal.sqlite")


def test_a_mistake_of_ours_is_not_the_file_s(journal: Journal) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        journal.intend(site_id=None, operation="o")  # type: ignore[arg-type]
    journal.close()
    journal.close()
    with pytest.raises(sqlite3.ProgrammingError):
        journal.entries()


def test_the_newest_that_is_done(journal: Journal) -> None:
    for tss, operation, outcome in (
        ("tss", "authenticateAdmin", "done"),
        ("tss", "changeAdminPin", "done"),
        ("tss", "authenticateAdmin", "not_done"),
        ("tss", "updateTss", "done"),
        ("other", "authenticateAdmin", "done"),
        ("tss", "changeAdminPin", None),
    ):
        entry = journal.intend(site_id="site", operation=operation, tss_id=tss)
        if outcome is not None:
            journal.conclude(entry, outcome)
    found = journal.newest("tss", ("authenticateAdmin", "changeAdminPin"))
    assert found is not None and (found.id, found.operation) == (2, "changeAdminPin")
    assert journal.newest("tss", ("createTss",)) is None
    assert journal.newest("tss", ()) is None
