"""What the control side shows of the sandbox's inside, secrets included."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import ClientState, TssState, TxState
from tse_companion.sandbox.faults import FaultKind
from tse_companion.sandbox.signde import state
from tse_companion.sandbox.signde.service import Service
from tse_companion.sandbox.signde.state import ClientRow, TssRow, TxRow


@dataclass(frozen=True, slots=True)
class ClientView:
    """One client as the sandbox holds it."""

    id: str
    serial_number: str
    state: ClientState


@dataclass(frozen=True, slots=True)
class TssView:
    """One TSS as the sandbox holds it, with what no answer tells."""

    id: str
    account: str
    state: TssState
    puk: Secret
    pin: Secret | None
    failures: int  # failed logins since the last success
    is_pin_blocked: bool
    admin_logged_in: bool
    certificate_until: int
    signature_counter: int
    transaction_counter: int
    active_transactions: int
    clients: tuple[ClientView, ...]


@dataclass(frozen=True, slots=True)
class SeenRequest:
    """One request that arrived, without its content.

    ``operation`` is ``None`` for unknown paths; ``status`` is ``None`` when the connection was
    cut or the client hung up; ``time`` is the sandbox's, ``seconds`` how long it really took.
    ``faults`` are the kinds of those that struck.
    """

    operation: str | None
    method: str
    path: str
    status: int | None
    time: float
    seconds: float
    request_id: str
    faults: tuple[FaultKind, ...] = ()


def tss_view(service: Service, row: TssRow) -> TssView:
    """The inside of one TSS."""
    connection: sqlite3.Connection = service.connection
    rows = connection.execute("SELECT * FROM client WHERE tss_id = ? ORDER BY position", (row.id,))
    clients = tuple(
        ClientView(c.id, c.serial_number, c.state)
        for c in (state.read(ClientRow, client) for client in rows)
    )
    return TssView(
        id=row.id,
        account=row.account,
        state=row.state,
        puk=Secret(row.puk),
        pin=None if row.pin is None else Secret(row.pin),
        failures=row.pin_failures,
        is_pin_blocked=service.is_pin_blocked(row),
        admin_logged_in=row.admin_logged_in,
        certificate_until=row.certificate_until,
        signature_counter=row.signature_counter,
        transaction_counter=row.transaction_counter,
        active_transactions=state.count(connection, TxRow, tss_id=row.id, state=TxState.ACTIVE),
        clients=clients,
    )
