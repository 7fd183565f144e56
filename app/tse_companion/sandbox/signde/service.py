"""One request in, one answer out: the checks that all operations share, and what they stand on.

Everything here runs in the app's one state thread. Checks come in the order of contract
section 12: host, token, schema, TSS exists, TSS usable, TSS state, admin session, client, rules.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tse_companion.domain.models import TssState
from tse_companion.sandbox.clock import Clock
from tse_companion.sandbox.database import Database
from tse_companion.sandbox.device import Device, Item
from tse_companion.sandbox.identity import Identity
from tse_companion.sandbox.signde import schema, state
from tse_companion.sandbox.signde.choices import Habits, Limits
from tse_companion.sandbox.signde.errors import Answer, ServiceError, refused
from tse_companion.sandbox.signde.state import TssRow
from tse_companion.tse.authority import TestAuthority

ENV = "TEST"
VERSION = "2.2.2"

_EPOCH = "token epoch"
_GENERATION = "generation"
_UNUSABLE = {
    TssState.DEFECTIVE: "E_TSS_DEFECTIVE",
    TssState.DELETED: "E_TSS_DELETED",
    TssState.EVICTED: "E_TSS_EVICTED",
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One entry of the operation table. ``query`` names the declared parameters."""

    name: str
    method: str
    template: str
    handle: Callable[[Service, Call], Answer]
    changes: bool = False
    needs_token: bool = True
    query: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """One request as it arrived. ``path`` holds the parameters of the template."""

    operation: Operation
    path: Mapping[str, str]
    query: str
    body: bytes
    authorization: str

    def document(self) -> dict[str, Any]:
        """The body, as an object."""
        return schema.json_object(self.body)

    def parameters(self) -> schema.Query:
        """The query, refused if it has an undeclared parameter."""
        return schema.Query(self.query, self.operation.query)

    def id(self, name: str) -> str:
        """A UUID of the path, in lower case."""
        return schema.uuid(self.path[name], name)


class Service:
    """SIGN DE V2 over one database."""

    def __init__(self, database: Database, identity: Identity, clock: Clock) -> None:
        self.database = database
        self.identity = identity
        self.clock = clock
        self.habits = Habits()
        self.limits = Limits()
        self._list_calls: dict[str, deque[float]] = {}

    # --- a request ---------------------------------------------------------------------------

    def answer(self, call: Call) -> Answer:
        """The answer to this request; when it arrives, the change behind it is in the file."""
        try:
            if call.operation.needs_token:
                self._check_token(call.authorization)
            call.parameters()
            if not call.operation.changes:
                return call.operation.handle(self, call)
            with self.database.change():
                return call.operation.handle(self, call)
        except ServiceError as refusal:
            return refusal.answer()
        except sqlite3.OperationalError:
            return ServiceError(503, None, "the state file cannot be written").answer()

    def _check_token(self, authorization: str) -> None:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not self.identity.accepts(
            token.strip(), "access", self.now, self.token_epoch
        ):
            raise refused("E_UNAUTHORIZED", "the access token is missing, invalid or expired")

    # --- what handlers stand on --------------------------------------------------------------

    @property
    def connection(self) -> sqlite3.Connection:
        return self.database.connection

    @property
    def now(self) -> int:
        """Unix seconds."""
        return int(self.clock.time())

    @property
    def token_epoch(self) -> int:
        """Tokens of earlier epochs are dead."""
        return self.database.number(_EPOCH)

    def revoke_tokens(self) -> None:
        """Every token issued so far stops working. Call inside a change."""
        self.database.set_meta(_EPOCH, str(self.token_epoch + 1).encode())

    @property
    def generation(self) -> str:
        """Moves on with every reset, so that a key never signs the same counter twice."""
        return str(self.database.number(_GENERATION))

    def wipe(self) -> None:
        """Remove all shops and start a new generation. Call inside a change."""
        self.database.set_meta(_GENERATION, str(int(self.generation) + 1).encode())
        self.database.wipe()
        self._list_calls.clear()

    @cached_property
    def authority(self) -> TestAuthority:
        """The CA that certifies this sandbox's devices."""
        return TestAuthority.from_seed(self.identity.derive("authority"))

    def resource(self, kind: str, identifier: str | None = None) -> dict[str, Any]:
        """The members that every resource and list carries."""
        head: dict[str, Any] = {} if identifier is None else {"_id": identifier}
        return {**head, "_type": kind, "_env": ENV, "_version": VERSION}

    def empty(self) -> Answer:
        """Done, and nothing to tell."""
        return Answer(200, {} if self.habits.empty_answer == "object" else None)

    # --- shared checks -----------------------------------------------------------------------

    def tss(self, tss_id: str) -> TssRow:
        """The TSS of the path, or 404."""
        row = state.find(self.connection, TssRow, id=tss_id)
        if row is None:
            raise refused("E_TSS_NOT_FOUND", f"there is no TSS {tss_id}")
        return row

    def usable_tss(self, tss_id: str) -> TssRow:
        """The TSS of the path, or 404, or 423 when it is gone for good."""
        row = self.tss(tss_id)
        code = _UNUSABLE.get(row.state)
        if code is not None:
            raise refused(code, f"the TSS is {row.state}")
        return row

    def signing_tss(self, tss_id: str) -> TssRow:
        """A usable TSS that is INITIALIZED, or 400."""
        row = self.usable_tss(tss_id)
        if row.state is TssState.DISABLED:
            raise refused("E_TSS_DISABLED", "the TSS is DISABLED")
        if row.state is not TssState.INITIALIZED:
            raise refused("E_TSS_NOT_INITIALIZED", f"the TSS is {row.state}, not INITIALIZED")
        return row

    def require_admin(self, row: TssRow) -> None:
        """An admin session, or 401. Choice ``no-session``."""
        if not row.admin_logged_in:
            raise refused("E_UNAUTHORIZED", "this operation needs an admin session")

    def is_pin_blocked(self, row: TssRow) -> bool:
        """Never set, or too many failed logins."""
        return row.is_pin_blocked(self.limits.failed_logins)

    def limit_list_calls(self, tss_id: str) -> None:
        """Count a listTransactions of this TSS, or 429."""
        now = self.clock.time()
        calls = self._list_calls.setdefault(tss_id, deque())
        while calls and calls[0] <= now - 60:
            calls.popleft()
        if len(calls) >= self.limits.list_transactions_per_minute:
            wait = int(calls[0] + 60 - now) + 1
            raise ServiceError(429, None, "too many requests for this TSS", retry_after=wait)
        calls.append(now)

    # --- signing -----------------------------------------------------------------------------

    def device(self, row: TssRow) -> Device:
        """The TSS ready to sign; hand it to :meth:`keep_counters` afterwards."""
        return Device(
            self.connection,
            row.id,
            row.private_key,
            counter=row.signature_counter,
            last_log_time=row.last_log_time,
            now=self.now,
        )

    def keep_counters(self, row: TssRow, device: Device) -> None:
        """Take over what signing has used up. The caller stores the row."""
        row.signature_counter = device.counter
        row.last_log_time = device.log_time

    def log_event(self, row: TssRow, operation: str, *items: Item) -> int:
        """Sign one system log, store the TSS, and return the log time."""
        device = self.device(row)
        made = device.system(operation, *items)
        self.keep_counters(row, device)
        state.update(self.connection, row)
        return made.log_time
