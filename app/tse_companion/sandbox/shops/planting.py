"""Growing a shop from the inside: the service's own handlers, at any time in the past.

Everything happens in one change of the database, so it is there as a whole or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from tse_companion.sandbox.clock import FakeClock
from tse_companion.sandbox.identity import Identity
from tse_companion.sandbox.signde import operations, state, tss
from tse_companion.sandbox.signde.service import Call, Service
from tse_companion.sandbox.signde.state import TssRow

T = TypeVar("T")

PIN = "Kiosk-2468"
"""The admin PIN of every planted TSS."""

_OPERATIONS = {operation.name: operation for operation in operations.OPERATIONS}


class Dice:
    """Throws that are the same for the same sandbox and label."""

    def __init__(self, identity: Identity, label: str) -> None:
        self._identity = identity
        self._label = label
        self._thrown = 0

    def number(self, least: int, most: int) -> int:
        """A whole number from ``least`` to ``most``, both included."""
        self._thrown += 1
        drawn = self._identity.derive("dice", self._label, str(self._thrown))
        return least + int.from_bytes(drawn[:8]) % (most - least + 1)

    def pick(self, choices: Sequence[T]) -> T:
        """One of these."""
        return choices[self.number(0, len(choices) - 1)]


class Garden:
    """One planted TSS. ``label`` names it: the same one is found again, not planted twice.

    Between entering and leaving the service lives on ``clock``, which begins in the past.
    """

    def __init__(self, service: Service, label: str, *, begin: float) -> None:
        self._service = service
        self._label = label
        self._made = 0
        self.clock = FakeClock(begin)
        self.dice = Dice(service.identity, label)
        self.tss_id = self.uuid("tss")

    def __enter__(self) -> Garden:
        self._real_clock, self._service.clock = self._service.clock, self.clock
        return self

    def __exit__(self, *_: object) -> None:
        self._service.clock = self._real_clock

    @property
    def is_planted(self) -> bool:
        """Whether this TSS is there already."""
        return state.find(self._service.connection, TssRow, id=self.tss_id) is not None

    def uuid(self, *labels: str) -> str:
        """An id that belongs to this garden."""
        return self._service.identity.uuid("garden", self._service.generation, self._label, *labels)

    def until(self, moment: float) -> None:
        """Let time pass; moments that are over do nothing."""
        self.clock.advance(max(0.0, moment - self.clock.time()))

    def do(
        self, operation: str, body: Mapping[str, Any], query: str = "", **path: str
    ) -> Mapping[str, Any]:
        """One request, without its way over the wire. Raises ``ServiceError``."""
        entry = _OPERATIONS[operation]
        call = Call(
            operation=entry,
            path={"tss_id": self.tss_id, **path},
            query=query,
            body=json.dumps(body).encode(),
            authorization="",
        )
        return entry.handle(self._service, call).document or {}

    def set_up(self, description: str, serials: Sequence[str]) -> list[str]:
        """An INITIALIZED TSS with these clients, admin logged out; returns the clients' ids.

        The quota of TSS does not count here.
        """
        row = tss.new_row(self._service, self.tss_id)
        state.insert(self._service.connection, row)
        self.do("updateTss", {"state": "UNINITIALIZED"})
        self.do("changeAdminPin", {"admin_puk": row.puk, "new_admin_pin": PIN})
        self.do("authenticateAdmin", {"admin_pin": PIN})
        self.do("updateTss", {"state": "INITIALIZED", "description": description})
        clients = [self.uuid("client", serial) for serial in serials]
        for client_id, serial in zip(clients, serials, strict=True):
            self.do("createClient", {"serial_number": serial}, client_id=client_id)
        self.do("logoutAdmin", {})
        return clients

    def deregister(self, client_id: str) -> None:
        """Take a till out of use."""
        self.do("authenticateAdmin", {"admin_pin": PIN})
        self.do("updateClient", {"state": "DEREGISTERED"}, client_id=client_id)
        self.do("logoutAdmin", {})

    def new_transaction(self) -> str:
        """An id for the next transaction."""
        self._made += 1
        return self.uuid("tx", str(self._made))

    def write(
        self, tx_id: str, revision: int, tx_state: str, client_id: str, **more: Any
    ) -> Mapping[str, Any]:
        """The next revision of a transaction."""
        body = {"state": tx_state, "client_id": client_id, **more}
        query = f"tx_revision={revision}"
        return self.do("upsertTransaction", body, query, tx_id_or_number=tx_id)
