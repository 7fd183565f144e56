"""The signing side of one TSS: one counter over all log messages, and every message kept.

Message forms and habits: tse-formats sections 1, 5 and 9. What is signed is stored byte for
byte together with its signature, so that an export can be built from it later.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tse_companion.tse.keys import SigningKey
from tse_companion.tse.messages import LogTime, SystemMessage, TransactionMessage, system_data

FIRST_COUNTER = 1  # spent on the certificate request; no log message ever carries it

# Seen after deployment: counter 24. So 23 messages come from bringing up the parts of a device.
_PART = ("authenticateUser", "updateTime", "selfTest", "configureLogging", "logOut")
_DEPLOYMENT = _PART * 4 + ("exitSecureState", "selfTest", "enterSecureState")

Item = tuple[int, bytes]
Step = Literal["Start", "Update", "Finish"]


@dataclass(frozen=True, slots=True)
class SignedMessage:
    """One log message as it was signed. ``kind`` is ``transaction`` or ``system``."""

    counter: int
    kind: str
    operation: str
    log_time: int
    transaction_number: int | None
    client_serial: str | None
    signed: bytes
    signature: bytes


class Device:
    """Signs for one TSS. Use it inside one database change; the caller keeps its counters."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        tss_id: str,
        private_key: bytes,
        *,
        counter: int,
        last_log_time: int,
        now: int,
    ) -> None:
        self._connection = connection
        self._tss_id = tss_id
        self._key = signing_key(private_key)
        self.counter = counter
        # Log times never fall, whatever the clock does.
        self.log_time = max(now, last_log_time)

    def transaction(
        self,
        step: Step,
        *,
        number: int,
        client_serial: str,
        process_type: str,
        process_data: bytes,
    ) -> SignedMessage:
        """Sign one step of a transaction. An empty Start has one blank as its process type."""
        message = TransactionMessage(
            operation=step,
            client_id=client_serial,
            process_data=process_data,
            process_type=process_type,
            transaction_number=number,
            serial=self._key.serial,
            counter=self.counter + 1,
            log_time=LogTime(self.log_time),
        )
        return self._keep("transaction", step, message.signed_bytes(), number, client_serial)

    def system(self, operation: str, *items: Item) -> SignedMessage:
        """Sign a system log; ``items`` are the tagged parts of its data."""
        message = SystemMessage(
            operation=operation,
            data=system_data(items),
            serial=self._key.serial,
            counter=self.counter + 1,
            log_time=LogTime(self.log_time),
        )
        return self._keep("system", operation, message.signed_bytes(), None, None)

    def deploy(self) -> None:
        """All that is logged when the signing process of a TSS is brought up."""
        for operation in _DEPLOYMENT:
            self.system(operation, (0, b"Deployment"))

    def _keep(
        self,
        kind: str,
        operation: str,
        signed: bytes,
        number: int | None,
        client_serial: str | None,
    ) -> SignedMessage:
        self.counter += 1
        made = SignedMessage(
            counter=self.counter,
            kind=kind,
            operation=operation,
            log_time=self.log_time,
            transaction_number=number,
            client_serial=client_serial,
            signed=signed,
            signature=self._key.sign(signed),
        )
        self._connection.execute(
            "INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self._tss_id,
                made.counter,
                kind,
                operation,
                made.log_time,
                number,
                client_serial,
                signed,
                made.signature,
            ),
        )
        return made


def signed_messages(connection: sqlite3.Connection, tss_id: str) -> Sequence[SignedMessage]:
    """Every message this TSS has signed, by counter."""
    rows: Iterable[sqlite3.Row] = connection.execute(
        "SELECT * FROM log WHERE tss_id = ? ORDER BY counter", (tss_id,)
    )
    return tuple(message_of(row) for row in rows)


def stored_message(connection: sqlite3.Connection, tss_id: str, counter: int) -> SignedMessage:
    """The message with this counter; it has to exist."""
    return message_of(
        connection.execute(
            "SELECT * FROM log WHERE tss_id = ? AND counter = ?", (tss_id, counter)
        ).fetchone()
    )


def message_of(row: sqlite3.Row) -> SignedMessage:
    """The message in this row of the table ``log``."""
    return SignedMessage(
        counter=row["counter"],
        kind=row["kind"],
        operation=row["operation"],
        log_time=row["log_time"],
        transaction_number=row["transaction_number"],
        client_serial=row["client_serial"],
        signed=row["signed"],
        signature=row["signature"],
    )


@lru_cache(maxsize=64)
def signing_key(private_key: bytes) -> SigningKey:
    """The key object for stored bytes; making one costs more than a signature."""
    return SigningKey.from_bytes(private_key)
