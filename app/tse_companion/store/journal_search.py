"""Searching the journal: by shop, time, operation, outcome and text, newest first, in pages.

A page begins below the last entry of the one before (its id), not at a number of rows: new
entries shift nothing, and the thousandth page costs as much as the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tse_companion.store.journal import ENTRY_COLUMNS, Entry, Journal

_TEXTS = ("note", "target_id", "tss_id", "request_id", "user", "code", "operation", "target_state")


@dataclass(frozen=True, slots=True)
class EntrySearch:
    """What is looked for; None is anything. Times are Unix seconds, ``until`` is not included.

    ``outcome`` is ``done``, ``not_done``, ``unknown`` or ``open`` (nobody knows yet). ``text`` is
    found whatever its case. ``words`` says what people read for an operation with the state it
    asks for (or without one) and ``names`` what they read for a shop, so that these are found, too.
    """

    site_id: str | None = None
    operation: str | None = None
    outcome: str | None = None
    since: int | None = None
    until: int | None = None
    text: str = ""
    words: Mapping[tuple[str, str | None], str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


def search(
    journal: Journal, wanted: EntrySearch, *, limit: int, before: int | None = None
) -> tuple[Entry, ...]:
    """At most ``limit`` entries, newest first, all older than the entry ``before``."""
    where, values = _where(wanted)
    if before is not None:
        where += " AND id < :before"
    with journal.reading() as db:
        db.create_function("is_found", -1, _is_found, deterministic=True)
        rows = db.execute(
            f"SELECT {ENTRY_COLUMNS} FROM entries WHERE {where} ORDER BY id DESC LIMIT :limit",  # noqa: S608
            values | {"before": before, "limit": limit},
        ).fetchall()
    return tuple(Entry(*row) for row in rows)


def count(journal: Journal, wanted: EntrySearch) -> int:
    """How many entries there are."""
    where, values = _where(wanted)
    with journal.reading() as db:
        db.create_function("is_found", -1, _is_found, deterministic=True)
        (number,) = db.execute(f"SELECT count(*) FROM entries WHERE {where}", values).fetchone()  # noqa: S608
    return int(number)


def _where(wanted: EntrySearch) -> tuple[str, dict[str, str | int | None]]:
    parts, values = ["TRUE"], dict[str, str | int | None]()
    for name in ("site_id", "operation"):
        if (value := getattr(wanted, name)) is not None:
            parts.append(f"{name} = :{name}")
            values[name] = value
    if wanted.outcome == "open":
        parts.append("outcome IS NULL")
    elif wanted.outcome is not None:
        parts.append("outcome = :outcome")
        values["outcome"] = wanted.outcome
    if wanted.since is not None:
        parts.append("intended_at >= :since")
        values["since"] = wanted.since
    if wanted.until is not None:
        parts.append("intended_at < :until")
        values["until"] = wanted.until
    if text := wanted.text.strip().casefold():
        values["text"] = text
        found = [f"is_found(:text, {', '.join(_TEXTS)})"]
        changes = [key for key, word in wanted.words.items() if text in word.casefold()]
        for number, (operation, state) in enumerate(changes):
            found.append(f"operation = :operation_{number} AND target_state IS :state_{number}")
            values |= {f"operation_{number}": operation, f"state_{number}": state}
        sites = [key for key, name in wanted.names.items() if text in name.casefold()]
        for number, site in enumerate(sites):
            found.append(f"site_id = :site_{number}")
            values[f"site_{number}"] = site
        parts.append(f"({' OR '.join(found)})")
    return " AND ".join(parts), values


def _is_found(text: str, *texts: str | None) -> bool:
    """SQLite's own comparison knows no case beyond ASCII."""
    return any(given is not None and text in given.casefold() for given in texts)
