"""The side door: look inside the sandbox, move its time, make things go wrong.

For tests and for the window; it is no part of the imitated service. Every method may be called
from any thread and from the loop; those that read the state wait for it briefly.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TypeVar

from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import ClientState, TssState, TxState
from tse_companion.sandbox import device
from tse_companion.sandbox.clock import Clock
from tse_companion.sandbox.device import SignedMessage
from tse_companion.sandbox.faults import ANY, Fault, FaultBoard, FaultKind
from tse_companion.sandbox.signde import operations, state, tss
from tse_companion.sandbox.signde.choices import Habits, Limits
from tse_companion.sandbox.signde.errors import STATUS
from tse_companion.sandbox.signde.service import Service
from tse_companion.sandbox.signde.state import ClientRow, TssRow, TxRow

T = TypeVar("T")
_REMEMBERED = 10_000  # requests


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
    state: TssState
    puk: Secret
    pin: Secret | None
    failures: int  # failed logins since the last success
    is_pin_blocked: bool
    admin_logged_in: bool
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


class Control:
    """What tests and the window may do to a sandbox."""

    def __init__(
        self, service: Service, faults: FaultBoard, worker: Executor, clock: Clock
    ) -> None:
        self.clock = clock
        self._requests: deque[SeenRequest] = deque(maxlen=_REMEMBERED)
        self._lock = threading.Lock()
        self._service = service
        self._faults = faults
        self._worker = worker

    @property
    def habits(self) -> Habits:
        """Behaviour that real clients meet either way; set its fields."""
        return self._service.habits

    @property
    def limits(self) -> Limits:
        """Quotas; lower them to reach them."""
        return self._service.limits

    @property
    def requests(self) -> tuple[SeenRequest, ...]:
        """The newest requests, oldest first; one is noted before its answer leaves."""
        with self._lock:
            return tuple(self._requests)

    @property
    def chain(self) -> tuple[bytes, ...]:
        """DER of the sandbox's sub CA and root."""
        return self._run(lambda: self._service.authority.chain)

    # --- faults ------------------------------------------------------------------------------

    def fault(
        self,
        operation: str,
        kind: FaultKind | str,
        *,
        nth: int = 1,
        times: int | None = 1,
        seconds: float = 0,
        status: int | None = None,
        code: str | None = None,
        message: str = "a fault of the sandbox",
        retry_after: int | None = None,
        after: bool = False,
        body_state: str | None = None,
    ) -> Fault:
        """Disturb the ``nth`` request of an operation from now on (``"*"``: of any), and as
        many after it as ``times`` says (``None``: all).

        Without ``status`` it is the one that belongs to ``code``, or 503. Raises ValueError for
        unknown names.
        """
        if operation != ANY and operation not in operations.NAMES:
            raise ValueError(f"no operation {operation}")
        if nth < 1 or (times is not None and times < 1):
            raise ValueError("nth and times count from 1")
        fault = Fault(
            operation=operation,
            kind=FaultKind(kind),
            skip=nth - 1,
            left=times,
            seconds=seconds,
            status=STATUS.get(code or "", 503) if status is None else status,
            code=code,
            message=message,
            retry_after=retry_after,
            after=after,
            body_state=body_state,
        )
        self._faults.add(fault)
        return fault

    def clear(self, fault: Fault | None = None) -> None:
        """Take back one fault, or all of them."""
        self._faults.clear(fault)

    def faults(self) -> tuple[Fault, ...]:
        """The faults that have not struck for the last time."""
        return self._faults.waiting()

    # --- looking inside ----------------------------------------------------------------------

    def tss_ids(self) -> tuple[str, ...]:
        """All TSS, in the order of their creation."""

        def read() -> tuple[str, ...]:
            rows = self._service.connection.execute("SELECT id FROM tss ORDER BY position")
            return tuple(row["id"] for row in rows)

        return self._run(read)

    def tss(self, tss_id: str) -> TssView:
        """One TSS with its secrets and session; raises KeyError when there is none."""

        def read() -> TssView:
            row = self._row(tss_id)
            rows = self._service.connection.execute(
                "SELECT * FROM client WHERE tss_id = ? ORDER BY position", (tss_id,)
            )
            clients = tuple(
                ClientView(c.id, c.serial_number, c.state)
                for c in (state.read(ClientRow, client) for client in rows)
            )
            active = state.count(
                self._service.connection, TxRow, tss_id=tss_id, state=TxState.ACTIVE
            )
            return TssView(
                id=row.id,
                state=row.state,
                puk=Secret(row.puk),
                pin=None if row.pin is None else Secret(row.pin),
                failures=row.pin_failures,
                is_pin_blocked=self._service.is_pin_blocked(row),
                admin_logged_in=row.admin_logged_in,
                signature_counter=row.signature_counter,
                transaction_counter=row.transaction_counter,
                active_transactions=active,
                clients=clients,
            )

        return self._run(read)

    def signed_messages(self, tss_id: str) -> Sequence[SignedMessage]:
        """Every log message of a TSS as it was signed, by counter."""
        return self._run(lambda: device.signed_messages(self._service.connection, tss_id))

    # --- changing the world ------------------------------------------------------------------

    def block_pin(self, tss_id: str) -> None:
        """As if five logins had failed."""

        def change() -> None:
            block_pin(self._service, tss_id)

        self._change(change)

    def put_state(self, tss_id: str, target: TssState) -> None:
        """Move a TSS where no request can: DEFECTIVE, DELETED, EVICTED. Nothing is signed."""

        def change() -> None:
            row = self._row(tss_id)
            row.state = target
            if target is TssState.DEFECTIVE:
                row.time_defective = self._service.now
            state.update(self._service.connection, row)

        self._change(change)

    def revoke_tokens(self) -> None:
        """Every token issued so far stops working; the credentials stay good."""
        self._change(self._service.revoke_tokens)

    def fill_tss_quota(self) -> None:
        """Add CREATED TSS, whose PUKs nobody has, until no more can be created."""
        self._change(lambda: fill_tss_quota(self._service))

    def reset(self) -> None:
        """Remove all TSS and everything at them; API key and secret stay as they are."""
        self._change(self._service.wipe)

    # --- inside ------------------------------------------------------------------------------

    def _row(self, tss_id: str) -> TssRow:
        row = state.find(self._service.connection, TssRow, id=tss_id)
        if row is None:
            raise KeyError(tss_id)
        return row

    def _run(self, work: Callable[[], T]) -> T:
        return self._worker.submit(work).result()

    def _change(self, work: Callable[[], None]) -> None:
        def change() -> None:
            with self._service.database.change():
                work()

        self._run(change)

    def saw(
        self,
        operation: str | None,
        method: str,
        path: str,
        status: int | None,
        begun: float,
        request_id: str,
        faults: Iterable[Fault] = (),
    ) -> None:
        """Remember a request; ``begun`` is of :func:`time.perf_counter`."""
        seen = SeenRequest(
            operation=operation,
            method=method,
            path=path,
            status=status,
            time=self.clock.time(),
            seconds=time.perf_counter() - begun,
            request_id=request_id,
            faults=tuple(fault.kind for fault in faults),
        )
        with self._lock:
            self._requests.append(seen)


def block_pin(service: Service, tss_id: str) -> None:
    """Block the PIN of a TSS, if it exists. Call inside a change."""
    row = state.find(service.connection, TssRow, id=tss_id)
    if row is not None:
        row.pin_failures = service.limits.failed_logins
        state.update(service.connection, row)


def fill_tss_quota(service: Service) -> None:
    """Add CREATED TSS up to the quota. Call inside a change."""
    total = service.connection.execute("SELECT COUNT(*) FROM tss").fetchone()[0]
    missing = service.limits.active_tss - state.active_tss(service.connection, service.caller.name)
    for number in range(missing):
        tss_id = service.identity.uuid("filler", service.generation, str(total + number))
        state.insert(service.connection, tss.new_row(service, tss_id))
