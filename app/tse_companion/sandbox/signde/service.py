"""One request in, one answer out: the checks that all operations share, and what they stand on.

Everything here runs in the app's one state thread. Checks come in the order of contract
section 12: host, token, schema, TSS exists, TSS usable, TSS state, admin session, client, rules.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from tse_companion.domain.models import TssState
from tse_companion.sandbox.clock import Clock
from tse_companion.sandbox.database import Database
from tse_companion.sandbox.device import Device, Item
from tse_companion.sandbox.identity import Account, Identity, TokenPair
from tse_companion.sandbox.signde import life, schema, state
from tse_companion.sandbox.signde.choices import Habits, Limits
from tse_companion.sandbox.signde.conditions import Conditions
from tse_companion.sandbox.signde.errors import Answer, ServiceError, refused
from tse_companion.sandbox.signde.state import ClientRow, TssRow
from tse_companion.tse.authority import TestAuthority

VERSION = "2.2.2"

_EPOCH = "token epoch"
_HOUR = 3600
_SUBJECTS = 1000  # with more of them, those that had a quiet minute are forgotten
_GENERATION = "generation"
_UNUSABLE = {
    TssState.DEFECTIVE: "E_TSS_DEFECTIVE",
    TssState.DELETED: "E_TSS_DELETED",
    TssState.EVICTED: "E_TSS_EVICTED",
}


@lru_cache(maxsize=256)
def _query(raw: str, declared: tuple[str, ...]) -> schema.Query:
    """Most queries are a few revisions and pages, each read twice: when checked and when used."""
    return schema.Query(raw, declared)


@dataclass(frozen=True, slots=True)
class Operation:
    """One entry of the operation table. ``query`` names the declared parameters.

    ``changes`` runs it in a change of the database; ``is_mw`` keeps it off the backend host.
    """

    name: str
    method: str
    template: str
    handle: Callable[[Service, Call], Answer]
    changes: bool = False
    needs_token: bool = True
    is_mw: bool = False
    query: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """One request as it arrived. ``path`` holds the parameters of the template."""

    operation: Operation
    path: Mapping[str, str]
    query: str
    body: bytes
    authorization: str
    is_backend: bool = False
    holds: bool = False  # see Service.holding

    @property
    def subject(self) -> tuple[str, ...]:
        """What this is about: two calls with the same one mean the same resource."""
        return (self.operation.name, *(part.lower() for part in self.path.values()))

    def document(self) -> dict[str, Any]:
        """The body, as an object."""
        return schema.json_object(self.body)

    def parameters(self) -> schema.Query:
        """The query, refused if it has an undeclared parameter."""
        return _query(self.query, self.operation.query)

    def id(self, name: str) -> str:
        """A UUID of the path, in lower case."""
        return schema.uuid(self.path[name], name)


class Service:
    """SIGN DE V2 over one database.

    ``caller`` is the account of the request in hand, and the announced one in between.
    """

    def __init__(self, database: Database, identity: Identity, clock: Clock) -> None:
        self.database = database
        self.identity = identity
        self.clock = clock
        self.caller: Account = identity.own
        self.habits = Habits()
        self.limits = Limits()
        self.conditions = Conditions()
        self._recent_calls: dict[tuple[str, str], deque[float]] = {}
        self._sessions: dict[str, tuple[int, TokenPair]] = {}
        self._aged_until = 0.0
        self._in_hand: set[tuple[str, ...]] = set()

    # --- a request ---------------------------------------------------------------------------

    def answer(self, call: Call) -> Answer:
        """The answer to this request; when it arrives, the change behind it is in the file."""
        try:
            return self.habits.dress(self._answer(call))
        except ServiceError as refusal:
            return self.habits.dress(refusal.answer())
        except sqlite3.OperationalError:
            return ServiceError(503, None, "the state file cannot be written").answer()
        finally:
            self.caller = self.identity.own

    def _answer(self, call: Call) -> Answer:
        operation = call.operation
        if call.is_backend and operation.is_mw:
            raise refused("E_USE_MIDDLEWARE", f"{operation.name} is served by the middleware only")
        if operation.needs_token:
            self.caller = self._bearer(call.authorization)
        call.parameters()
        self._grow_older()
        if not operation.changes:
            return operation.handle(self, call)
        with self.database.change():
            return operation.handle(self, call)

    def _bearer(self, authorization: str) -> Account:
        scheme, _, token = authorization.partition(" ")
        account = None
        if scheme.lower() == "bearer":
            account = self.identity.bearer(token.strip(), "access", self.now, self.token_epoch)
        if account is None:
            raise refused("E_UNAUTHORIZED", "the access token is missing, invalid or expired")
        return account

    def _grow_older(self) -> None:
        """What time alone brings about; looked after once an hour of the sandbox's clock."""
        now = self.clock.time()
        if now >= self._aged_until:
            self._aged_until = now + _HOUR
            with self.database.change():
                life.grow_older(self)

    @contextmanager
    def holding(self, call: Call, *, is_slow: bool) -> Iterator[Call]:
        """While a slow call is in hand, others about the same thing find it pending.

        Used on the app's loop, unlike everything else here.
        """
        holds = is_slow and call.subject not in self._in_hand
        if holds:
            self._in_hand.add(call.subject)
            call = replace(call, holds=True)
        try:
            yield call
        finally:
            if holds:
                self._in_hand.discard(call.subject)

    def is_pending(self, call: Call) -> bool:
        """Whether another call about the same thing is being held up. Choice ``pending``."""
        return call.subject in self._in_hand and not call.holds

    # --- what handlers stand on --------------------------------------------------------------

    @cached_property
    def connection(self) -> sqlite3.Connection:
        """The state; to be used in its own thread only."""
        return self.database.connection

    @property
    def now(self) -> int:
        """Unix seconds."""
        return int(self.clock.time())

    @cached_property
    def token_epoch(self) -> int:
        """Tokens of earlier epochs are dead."""
        return self.database.number(_EPOCH)

    def session(self, account: Account, *, is_new: bool) -> TokenPair:
        """Tokens for an account; with the habit ``continued`` a login finds the old ones."""
        now, epoch = self.now, self.token_epoch
        known_epoch, known = self._sessions.get(account.name, (None, None))
        is_alive = known is not None and known_epoch == epoch and now < known.access_expires_at
        if self.habits.session == "continued" and not is_new and known is not None and is_alive:
            return known
        tokens = self.identity.issue(account, now, epoch)
        self._sessions[account.name] = (epoch, tokens)
        return tokens

    def revoke_tokens(self) -> None:
        """Every token issued so far stops working. Call inside a change."""
        self.database.set_meta(_EPOCH, str(self.token_epoch + 1).encode())
        self.token_epoch += 1

    @property
    def generation(self) -> str:
        """Moves on with every reset, so that a key never signs the same counter twice."""
        return str(self.database.number(_GENERATION))

    def wipe(self) -> None:
        """Remove all shops and start a new generation. Call inside a change."""
        self.database.set_meta(_GENERATION, str(int(self.generation) + 1).encode())
        self.database.wipe()
        self._recent_calls.clear()
        self.conditions = Conditions()

    @cached_property
    def authority(self) -> TestAuthority:
        """The CA that certifies this sandbox's devices."""
        return TestAuthority.from_seed(self.identity.derive("authority"))

    def resource(self, kind: str, identifier: str | None = None) -> dict[str, Any]:
        """The members that every resource and list carries."""
        head: dict[str, Any] = {} if identifier is None else {"_id": identifier}
        return {**head, "_type": kind, "_env": self.caller.env, "_version": VERSION}

    def empty(self) -> Answer:
        """Done, and nothing to tell."""
        return Answer(200, {} if self.habits.empty_answer == "object" else None)

    # --- shared checks, in their order -------------------------------------------------------

    def tss(self, tss_id: str) -> TssRow:
        """The TSS of the path, or 404, or 403 when it is another account's."""
        row = state.find(self.connection, TssRow, id=tss_id)
        if row is None:
            raise refused("E_TSS_NOT_FOUND", f"there is no TSS {tss_id}")
        if row.account != self.caller.name:
            raise refused("E_ACCESS_DENIED", f"the TSS {tss_id} is not yours")
        return row

    def living_tss(self, tss_id: str) -> TssRow:
        """The TSS of the path; 423 when it is gone for good."""
        row = self.tss(tss_id)
        code = _UNUSABLE.get(row.state)
        if code is not None:
            raise refused(code, f"the TSS is {row.state}")
        return row

    def usable_tss(self, tss_id: str) -> TssRow:
        """A living TSS; 423 when its certificate ran out, 503 during maintenance."""
        row = self.living_tss(tss_id)
        self.check_certificate(row)
        self.check_maintenance(row)
        return row

    def check_certificate(self, row: TssRow) -> None:
        """423 after the last second of the certificate's validity."""
        if self.now > row.certificate_until:
            raise refused("E_CERTIFICATE_EXPIRED", "the certificate of the TSS has expired")

    def check_maintenance(self, row: TssRow) -> None:
        """503 with Retry-After while this TSS is in maintenance."""
        seconds = self.conditions.maintenance_left(row.id, self.clock.time())
        if seconds:
            raise refused("E_TSS_LOCKED", "the TSS is in maintenance", retry_after=seconds)

    def signing_tss(self, tss_id: str) -> TssRow:
        """A usable TSS that is INITIALIZED, or 400."""
        row = self.usable_tss(tss_id)
        if row.state is TssState.DISABLED:
            raise refused("E_TSS_DISABLED", "the TSS is DISABLED")
        if row.state is not TssState.INITIALIZED:
            raise refused("E_TSS_NOT_INITIALIZED", f"the TSS is {row.state}, not INITIALIZED")
        return row

    def client(self, tss_id: str, client_id: str) -> ClientRow:
        """The client of the path, or 404. Check the TSS first."""
        row = state.find(self.connection, ClientRow, id=client_id, tss_id=tss_id)
        if row is None:
            raise refused("E_CLIENT_NOT_FOUND", f"there is no client {client_id} at this TSS")
        return row

    def require_admin(self, row: TssRow) -> None:
        """An admin session, or 401. Choice ``no-session``."""
        if not row.admin_logged_in:
            raise refused("E_UNAUTHORIZED", "this operation needs an admin session")

    def is_pin_blocked(self, row: TssRow) -> bool:
        """Never set, or too many failed logins."""
        return row.is_pin_blocked(self.limits.failed_logins)

    def limit_rate(self, operation: str, subject: str, per_minute: int) -> None:
        """Count a call of this operation for this subject, or 429 when it is one too many."""
        now = self.clock.time()
        if len(self._recent_calls) > _SUBJECTS:
            self._recent_calls = {k: c for k, c in self._recent_calls.items() if c[-1] > now - 60}
        calls = self._recent_calls.setdefault((operation, subject), deque())
        while calls and calls[0] <= now - 60:
            calls.popleft()
        if len(calls) >= per_minute:
            wait = int(calls[0] + 60 - now) + 1
            raise ServiceError(429, None, "too many requests", retry_after=wait)
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
