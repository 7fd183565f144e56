"""What a TSS should be like after any sequence of requests: an oracle told from the contract.

It knows no signatures and no bytes: only states, counters, PIN rules and which refusal is due.
Each method foretells one request: the code of the refusal, or ``None`` for success, in which
case the model has moved on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

CLIENTS, OPEN, FAILURES = 3, 4, 5  # the quotas that the tests set; FAILURES is the contract's
DEPLOYMENT = 23  # system logs of bringing up a device

_MOVES = {
    ("CREATED", "UNINITIALIZED"),
    ("UNINITIALIZED", "INITIALIZED"),
    ("UNINITIALIZED", "DISABLED"),
    ("INITIALIZED", "DISABLED"),
}


@dataclass
class ClientModel:
    """One till."""

    id: str
    serial: str
    is_registered: bool = True


@dataclass
class Write:
    """One write of a transaction, to be sent again as it was."""

    revision: int
    body: dict[str, Any]
    answer: dict[str, Any] = field(default_factory=dict)


@dataclass
class TxModel:
    """One transaction with all its revisions."""

    id: str
    number: int
    state: str = "ACTIVE"
    type: str | None = None
    writes: list[Write] = field(default_factory=list)

    @property
    def latest(self) -> int:
        return len(self.writes)


@dataclass
class TssModel:
    """One TSS. ``counter`` is what was signed last; 1 went into the certificate request."""

    id: str
    puk: str
    state: str = "CREATED"
    pin: str | None = None
    failures: int = 0
    is_admin: bool = False
    counter: int = 1
    clients: list[ClientModel] = field(default_factory=list)
    txs: list[TxModel] = field(default_factory=list)

    # --- PIN and PUK -------------------------------------------------------------------------

    @property
    def is_blocked(self) -> bool:
        return self.pin is None or self.failures >= FAILURES

    def set_pin(self, puk: str, pin: str) -> str | None:
        if self.state not in ("UNINITIALIZED", "INITIALIZED") or puk != self.puk:
            return "E_CHANGE_ADMIN_PIN_FAILED"
        self.pin, self.failures = pin, 0
        self.counter += 1
        return None

    def log_in(self, pin: str) -> str | None:
        if self.is_blocked:
            return "E_ADMIN_PIN_BLOCKED"
        self.counter += self.state != "DISABLED"
        if pin != self.pin:
            self.failures += 1
            return "E_ADMIN_LOGIN_FAILED"
        self.failures = 0
        self.is_admin = self.state != "DISABLED"
        return None

    def log_out(self) -> str | None:
        self.counter += self.is_admin
        self.is_admin = False
        return None

    # --- state -------------------------------------------------------------------------------

    def create_again(self) -> str | None:
        return None if self.state == "CREATED" else "E_TSS_CONFLICT"

    def move(self, target: str) -> str | None:
        if target == self.state:
            return None
        if (self.state, target) not in _MOVES:
            return "E_ILLEGAL_TSS_STATE_CHANGE"
        if target != "UNINITIALIZED" and not self.is_admin:
            return "E_ADMIN_PIN_BLOCKED" if self.is_blocked else "E_UNAUTHORIZED"
        self.state = target
        self.counter += DEPLOYMENT if target == "UNINITIALIZED" else 1
        if target == "DISABLED":
            self.is_admin = False
        return None

    # --- clients -----------------------------------------------------------------------------

    @property
    def registered(self) -> int:
        return sum(client.is_registered for client in self.clients)

    def create_client(self, client_id: str, serial: str, owner: str | None) -> str | None:
        """``owner`` is the TSS that has a client of this id already."""
        code = self._may_sign() or ("E_UNAUTHORIZED" if not self.is_admin else None)
        if code is not None:
            return code
        if owner is not None:
            known = [c.serial for c in self.clients if c.id == client_id]
            return None if known == [serial] else "E_CLIENT_CONFLICT"
        if any(client.serial == serial for client in self.clients):
            return "E_ILLEGAL_CLIENT_SERIAL"
        if self.registered >= CLIENTS:
            return "E_CLIENT_LIMIT_REACHED"
        self.clients.append(ClientModel(client_id, serial))
        self.counter += 1
        return None

    def update_client(self, client: ClientModel, *, registered: bool) -> str | None:
        if self.state == "DISABLED":
            return "E_TSS_DISABLED"
        if not self.is_admin:
            return "E_UNAUTHORIZED"
        if registered == client.is_registered:
            return None
        if registered and self.registered >= CLIENTS:
            return "E_CLIENT_LIMIT_REACHED"
        client.is_registered = registered
        self.counter += 1
        return None

    # --- transactions ------------------------------------------------------------------------

    @property
    def open(self) -> int:
        return sum(tx.state == "ACTIVE" for tx in self.txs)

    def write(self, tx_id: str, wish: Write) -> str | None:
        """A write with ``tx_revision``; the answer of a repeat is the one of the last write."""
        client = next((c for c in self.clients if c.id == wish.body["client_id"]), None)
        code = self._may_sign()
        if code is not None:
            return code
        if client is None:
            return "E_CLIENT_NOT_FOUND"
        if not client.is_registered:
            return "E_CLIENT_DEREGISTERED"
        tx = next((tx for tx in self.txs if tx.id == tx_id), None)
        if tx is None:
            return self._start(tx_id, wish)
        if wish.revision <= tx.latest:
            return self._repeat(tx, wish)
        if wish.revision > tx.latest + 1 or tx.state != "ACTIVE":
            return "E_TX_UPSERT"
        if "schema" not in wish.body:
            return "E_TX_NO_TYPE_DEFINED"
        if tx.type not in (None, type_of(wish)):
            return "E_TX_ILLEGAL_TYPE_CHANGE"
        tx.type, tx.state = type_of(wish), wish.body["state"]
        tx.writes.append(wish)
        self.counter += 1
        return None

    def _may_sign(self) -> str | None:
        if self.state == "DISABLED":
            return "E_TSS_DISABLED"
        return None if self.state == "INITIALIZED" else "E_TSS_NOT_INITIALIZED"

    def _start(self, tx_id: str, wish: Write) -> str | None:
        if wish.revision != 1 or wish.body["state"] != "ACTIVE":
            return "E_TX_UPSERT"
        if self.open >= OPEN:
            return "E_TX_LIMIT_REACHED"
        tx = TxModel(tx_id, len(self.txs) + 1, type=type_of(wish))
        tx.writes.append(wish)
        self.txs.append(tx)
        self.counter += 1
        return None

    def _repeat(self, tx: TxModel, wish: Write) -> str | None:
        if wish.revision == tx.latest:
            return None if wish.body == tx.writes[-1].body else "E_TX_UPSERT"
        is_untyped = "schema" not in wish.body and tx.type is not None
        return "E_TX_NO_TYPE_DEFINED" if is_untyped else "E_TX_UPSERT"


def type_of(wish: Write) -> str | None:
    """The transaction type that a write asks for."""
    match wish.body.get("schema"):
        case {"standard_v1": {"receipt": _}}:
            return "Kassenbeleg-V1"
        case {"standard_v1": {"order": _}}:
            return "Bestellung-V1"
        case {"raw": {"process_type": str(name)}}:
            return name
        case _:
            return None
