"""Which log messages an export holds, and the bytes of its file, made while it is fetched.

No file is kept: log messages never change, so those up to the counter of the moment when the
export was triggered give the same archive every time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from tse_companion.sandbox import archive
from tse_companion.sandbox.device import message_of
from tse_companion.sandbox.faults import ConnectionCut
from tse_companion.sandbox.signde.errors import Download
from tse_companion.sandbox.signde.service import VERSION, Service
from tse_companion.sandbox.signde.state import TssRow

MEDIA_TYPE = "application/x-tar"
PART = 128  # log messages; some 128 kB of archive

_UNTIL_EVER = 2**62
# Columns that can be restricted to a range, and the filters that name its ends.
_RANGES = (
    ("counter", "start_signature_counter", "end_signature_counter"),
    ("log_time", "start_date", "end_date"),
    ("transaction_number", "start_transaction_number", "end_transaction_number"),
    ("transaction_number", "transaction_number", "transaction_number"),
)
# Messages of one group have names and contents of the same lengths.
_SIZES = """
    SELECT COUNT(*) AS copies, MIN(counter) AS counter, kind, operation, log_time,
        transaction_number, client_serial, zeroblob(LENGTH(signed)) AS signed,
        zeroblob(LENGTH(signature)) AS signature
    FROM log WHERE {condition}
    GROUP BY kind, operation, client_serial, LENGTH(counter), LENGTH(log_time),
        LENGTH(transaction_number), LENGTH(signed), LENGTH(signature)
"""


class Contents:
    """The log messages of a TSS that these filters let through. Choice ``export-contents``."""

    def __init__(
        self,
        tss_id: str,
        filters: dict[str, Any],
        *,
        client_serial: str | None,
        last_counter: int,
    ) -> None:
        where = ["tss_id = ?", "counter <= ?"]
        values: list[str | int] = [tss_id, last_counter]
        for column, start, end in _RANGES:
            if start in filters or end in filters:
                where.append(f"{column} BETWEEN ? AND ?")
                values += [filters.get(start, 0), filters.get(end, _UNTIL_EVER)]
        if client_serial is not None:
            where.append("client_serial = ?")
            values.append(client_serial)
        self._condition = " AND ".join(where)
        self._values = values

    def count(self, connection: sqlite3.Connection) -> int:
        """How many messages there are."""
        row = connection.execute(
            f"SELECT COUNT(*) FROM log WHERE {self._condition}",  # noqa: S608 - our own names
            self._values,
        ).fetchone()
        return int(row[0])

    def size(self, connection: sqlite3.Connection) -> int:
        """How many bytes their entries have in the archive."""
        rows: Iterator[sqlite3.Row] = connection.execute(
            _SIZES.format(condition=self._condition), self._values
        )
        return sum(row["copies"] * archive.log_size(message_of(row)) for row in rows)

    def entries(self, connection: sqlite3.Connection) -> Iterator[bytes]:
        """Their entries by counter, several at a time. Other changes may come in between."""
        after = 0
        while True:
            rows = connection.execute(
                f"SELECT * FROM log WHERE {self._condition} AND counter > ? "  # noqa: S608
                "ORDER BY counter LIMIT ?",
                (*self._values, after, PART),
            ).fetchall()
            if rows:
                after = rows[-1]["counter"]
                yield b"".join(archive.log(message_of(row)) for row in rows)
            if len(rows) < PART:
                return


def download(service: Service, tss: TssRow, contents: Contents) -> Download:
    """The archive with device data, certificates with their chain, and these messages."""
    connection = service.connection
    head = b"".join(
        (
            archive.device_data(f"sandbox {VERSION}", tss.time_creation),
            *(
                archive.certificate(der, tss.time_creation)
                for der in (tss.certificate, *service.authority.chain)
            ),
        )
    )
    size = len(head) + contents.size(connection) + len(archive.END)
    return Download(MEDIA_TYPE, size, _parts(connection, head, contents, size))


def _parts(
    connection: sqlite3.Connection, head: bytes, contents: Contents, size: int
) -> Iterator[bytes]:
    yield head
    sent = len(head) + len(archive.END)
    for part in contents.entries(connection):
        sent += len(part)
        yield part
    if sent != size:
        raise ConnectionCut("the TSS was removed during the download")
    yield archive.END
