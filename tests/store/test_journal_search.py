"""The journal is found again: by what people read, in pages, quickly also when it is big."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tse_companion.store.journal import Journal
from tse_companion.store.journal_search import EntrySearch, _where, count, search
from tse_companion.store.memory import Memo, Memory

START = 1_767_225_600
DAY = 86_400
TILL_WORDS: dict[tuple[str, str | None], str] = {
    ("updateClient", "DEREGISTERED"): "Kasse abmelden",
    ("updateClient", "REGISTERED"): "Kasse wieder anmelden",
}


class Clock:
    now = START

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def journal(tmp_path: Path, clock: Clock) -> Iterator[Journal]:
    made = Journal(tmp_path / "journal.sqlite", clock=clock, user="Jürgen")
    yield made
    made.close()


@pytest.fixture
def filled(journal: Journal, clock: Clock) -> Journal:
    """One entry a day: A done, B refused, A unknown, B not known yet."""
    for number, (site, operation, state, outcome, note) in enumerate(
        [
            ("a", "createTss", None, "done", None),
            ("b", "createClient", None, "not_done", "KASSE-7_%"),
            ("a", "updateClient", "DEREGISTERED", "unknown", "Äpfel und Birnen"),
            ("b", "upsertTransaction", "ACTIVE", None, None),
        ]
    ):
        clock.now = START + number * DAY
        entry = journal.intend(
            site_id=site,
            operation=operation,
            tss_id=f"tss-{site}",
            target_id="t",
            note=note,
            target_state=state,
        )
        if outcome is not None:
            journal.conclude(entry, outcome, code="E_X", request_id=f"req-{number}")
    return journal


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (EntrySearch(), [4, 3, 2, 1]),
        (EntrySearch(site_id="a"), [3, 1]),
        (EntrySearch(site_id="c"), []),
        (EntrySearch(operation="createTss"), [1]),
        (EntrySearch(outcome="done"), [1]),
        (EntrySearch(outcome="not_done"), [2]),
        (EntrySearch(outcome="unknown"), [3]),
        (EntrySearch(outcome="open"), [4]),
        (EntrySearch(since=START + DAY), [4, 3, 2]),
        (EntrySearch(until=START + DAY), [1]),
        (EntrySearch(site_id="b", since=START + 2 * DAY), [4]),
        (EntrySearch(text="ÄPFEL"), [3]),
        (EntrySearch(text=" kasse-7_% "), [2]),
        (EntrySearch(text="kasse-77"), []),
        (EntrySearch(text="req-1"), [2]),
        (EntrySearch(text="jürgen"), [4, 3, 2, 1]),
        (EntrySearch(text="tss-a"), [3, 1]),
        (EntrySearch(text="e_x"), [3, 2, 1]),
        (EntrySearch(text="anmelden", words={("createClient", None): "Kasse anmelden"}), [2]),
        (EntrySearch(text="abmelden", words=TILL_WORDS), [3]),
        (EntrySearch(text="wieder", words=TILL_WORDS), []),
        (EntrySearch(text="deregistered"), [3]),
        (EntrySearch(text="café", names={"b": "Café Süd"}), [4, 2]),
        (EntrySearch(text="'; DROP TABLE entries; --"), []),
        (EntrySearch(site_id="a", text="kasse"), []),
    ],
    ids=str,
)
def test_what_is_found(filled: Journal, wanted: EntrySearch, found: list[int]) -> None:
    assert [entry.id for entry in search(filled, wanted, limit=100)] == found
    assert count(filled, wanted) == len(found)


def test_pages_follow_each_other_while_new_entries_come(filled: Journal) -> None:
    first = search(filled, EntrySearch(), limit=2)
    filled.intend(site_id="a", operation="updateTss")
    second = search(filled, EntrySearch(), limit=2, before=first[-1].id)
    assert [entry.id for entry in (*first, *second)] == [4, 3, 2, 1]
    assert search(filled, EntrySearch(), limit=2, before=1) == ()


@pytest.mark.parametrize(
    "wanted", [EntrySearch(), EntrySearch(site_id="a"), EntrySearch(site_id="a", text="x")]
)
def test_a_page_costs_the_same_in_a_big_journal(filled: Journal, wanted: EntrySearch) -> None:
    where, values = _where(wanted)
    with filled.reading() as db:
        db.create_function("is_found", -1, lambda *_: True)
        plan = db.execute(
            f"EXPLAIN QUERY PLAN SELECT * FROM entries WHERE {where} AND id < 9 "
            "ORDER BY id DESC LIMIT 5",
            values,
        ).fetchall()
    assert "TEMP B-TREE" not in str(plan)  # nothing is sorted: the index has the order


def test_a_journal_of_the_first_version_is_searched(tmp_path: Path) -> None:
    from tse_companion.store import journal as module

    path = tmp_path / "old.sqlite"
    db = sqlite3.connect(path)
    db.executescript(module._SCHEMA)
    db.execute(
        "INSERT INTO entries (site_id, operation, intended_at, user) VALUES ('a', 'x', 1, 'u')"
    )
    db.execute("PRAGMA user_version = 1")
    db.commit()
    db.close()
    journal = Journal(path)
    assert count(journal, EntrySearch(site_id="a")) == 1
    Memory(journal).remember("a", "state", "INITIALIZED")
    journal.close()


# --- memory ----------------------------------------------------------------------------------


def test_memory(journal: Journal, clock: Clock) -> None:
    memory = Memory(journal)
    assert memory.recall("a", "state") is None
    memory.remember("a", "state", "CREATED")
    memory.remember("b", "state", "DISABLED")
    clock.now += 60
    memory.remember("a", "state", "INITIALIZED")
    memory.remember("a", "name", "Café")
    assert memory.recall("a", "state") == Memo("INITIALIZED", START + 60)
    assert memory.recall_all("state") == {
        "a": Memo("INITIALIZED", START + 60),
        "b": Memo("DISABLED", START),
    }
    memory.forget("a")
    assert memory.recall("a", "state") is None
    assert memory.recall("a", "name") == Memo("Café", START + 60)
    assert memory.recall_all("state") == {"b": Memo("DISABLED", START)}
