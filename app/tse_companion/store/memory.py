"""What was last seen of each shop or TSS, so that a new start need not ask again or tell it twice.

Kept in the journal's file. Nothing in here is needed: what is not remembered is looked at anew.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from tse_companion.store.journal import Journal


@dataclass(frozen=True, slots=True)
class Memo:
    """One thing that is remembered, and when it was; Unix seconds."""

    value: str
    at: int


class Memory:
    """Small texts by the id of a shop or TSS and by name, in the journal's file. Raises what the
    journal raises."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def remember(self, site_id: str, name: str, value: str) -> None:
        """Keep this in the place of what was there; it is as of now."""
        with self._journal.writing() as db:
            db.execute(
                "INSERT INTO memory (site_id, name, value, at) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (site_id, name) DO UPDATE SET value = excluded.value, "
                "at = excluded.at",
                (site_id, name, value, self._journal.now()),
            )

    def recall(self, site_id: str, name: str) -> Memo | None:
        """What is remembered of one shop."""
        with self._journal.reading() as db:
            row = db.execute(
                "SELECT value, at FROM memory WHERE site_id = ? AND name = ?", (site_id, name)
            ).fetchone()
        return None if row is None else Memo(*row)

    def recall_all(self, name: str) -> dict[str, Memo]:
        """What is remembered of every shop, by its id."""
        with self._journal.reading() as db:
            rows = db.execute(
                "SELECT site_id, value, at FROM memory WHERE name = ?", (name,)
            ).fetchall()
        return {row[0]: Memo(row[1], row[2]) for row in rows}

    def forget(self, site_id: str, *, but: Collection[str] = ()) -> None:
        """Everything about a shop but its name, which its entries in the journal still need, and
        what is named in ``but``."""
        with self._journal.writing() as db:
            db.execute(
                "DELETE FROM memory WHERE site_id = ? "
                "AND name NOT IN (SELECT value FROM json_each(?))",
                (site_id, json.dumps(["name", *but])),
            )
