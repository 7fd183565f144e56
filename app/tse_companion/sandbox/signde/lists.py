"""Pages of lists: filters, order and paging (contract section 6)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tse_companion.domain.models import TssState
from tse_companion.sandbox.signde.errors import Answer
from tse_companion.sandbox.signde.schema import Query
from tse_companion.sandbox.signde.service import Service

PARAMETERS = ("order_by", "order", "limit", "offset", "show_deleted")
MAX_PAGE = 100


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of the list is wanted, and in which order."""

    order_by: str
    is_descending: bool
    limit: int
    offset: int


@dataclass(slots=True)
class Selection:
    """Which resources the list holds. Texts in ``where`` come from our own code only."""

    table: str
    orders: Sequence[str]
    states: Sequence[str] = ()
    where: list[str] = field(default_factory=list)
    values: list[str | int] = field(default_factory=list)

    def add(self, column: str, value: str | int) -> None:
        """Keep only resources with this value."""
        self.where.append(f"{column} = ?")
        self.values.append(value)

    def condition(self) -> tuple[str, list[str | int]]:
        """The condition in SQL, and its values."""
        parts, values = list(self.where), list(self.values)
        if self.states:
            parts.append(f"state IN ({', '.join('?' * len(self.states))})")
            values.extend(self.states)
        return " AND ".join(parts) or "1", values


def paging(query: Query, orders: Sequence[str]) -> Paging:
    """Read the parameters that all lists share. Choice ``count``."""
    limit = query.integer("limit", least=1, most=MAX_PAGE)
    return Paging(
        order_by=query.one_of("order_by", orders) or "position",
        is_descending=query.one_of("order", ("asc", "desc")) == "desc",
        limit=MAX_PAGE if limit is None else limit,
        offset=query.integer("offset", least=0) or 0,
    )


def within(
    service: Service, selection: Selection, tss_id: str | None, *, show_deleted: bool
) -> None:
    """Keep what belongs to this TSS, or with ``None`` to any TSS of the caller.

    Raises the refusals of a TSS that is unknown or another account's.
    """
    if tss_id is None:
        selection.where.append("tss_id IN (SELECT id FROM tss WHERE account = ? AND state <> ?)")
        selection.values.extend((service.caller.name, "" if show_deleted else TssState.DELETED))
        return
    tss = service.tss(tss_id)
    selection.add("tss_id", tss_id)
    if not show_deleted and tss.state is TssState.DELETED:
        selection.where.append("0")


def page(
    connection: sqlite3.Connection, selection: Selection, wanted: Paging
) -> tuple[list[sqlite3.Row], int]:
    """The rows of one page, and how many there are on all pages."""
    condition, values = selection.condition()
    direction = "DESC" if wanted.is_descending else "ASC"
    count = connection.execute(
        f"SELECT COUNT(*) FROM {selection.table} WHERE {condition}",  # noqa: S608 - our own names
        values,
    ).fetchone()[0]
    order = f"ORDER BY {wanted.order_by} {direction}, position {direction}"
    # Sorted are positions only: whole rows would fill the sorter with what is not shown.
    chosen = f"SELECT position FROM {selection.table} WHERE {condition} {order}"  # noqa: S608
    rows = connection.execute(
        f"SELECT * FROM {selection.table} "  # noqa: S608
        f"WHERE position IN ({chosen} LIMIT ? OFFSET ?) {order}",
        (*values, wanted.limit, wanted.offset),
    ).fetchall()
    return rows, int(count)


def answer(service: Service, kind: str, data: list[dict[str, Any]], count: int) -> Answer:
    """The list as it goes over the wire."""
    return Answer(200, {"data": data, "count": count, **service.resource(kind)})
