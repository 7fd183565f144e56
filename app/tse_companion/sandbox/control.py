"""The side door: look inside the sandbox, move its time, make things go wrong.

For tests and for the window; it is no part of the imitated service. Every method may be called
from any thread and from the loop; those that read the state wait for it briefly.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from typing import TypeVar

from tse_companion.domain.models import TssState
from tse_companion.sandbox import device
from tse_companion.sandbox.clock import Clock
from tse_companion.sandbox.device import SignedMessage
from tse_companion.sandbox.faults import ANY, Fault, FaultBoard, FaultKind
from tse_companion.sandbox.identity import Account
from tse_companion.sandbox.signde import life, operations, state, tss
from tse_companion.sandbox.signde.choices import Habits, Limits
from tse_companion.sandbox.signde.conditions import EVERYWHERE, Conditions
from tse_companion.sandbox.signde.errors import STATUS
from tse_companion.sandbox.signde.service import Service
from tse_companion.sandbox.signde.state import TssRow
from tse_companion.sandbox.views import SeenRequest, TssView, tss_view

T = TypeVar("T")
_REMEMBERED = 10_000  # requests


class Control:
    """What tests and the window may do to a sandbox."""

    def __init__(
        self,
        service: Service,
        faults: FaultBoard,
        worker: Executor,
        worker_thread: int,
        clock: Clock,
    ) -> None:
        self.clock = clock
        self._worker_thread = worker_thread
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
    def conditions(self) -> Conditions:
        """What is true for a while: no capacity, maintenance."""
        return self._service.conditions

    @property
    def accounts(self) -> Mapping[str, Account]:
        """The API keys by name: ``own``, ``live``, and ``other`` for a second organisation."""
        return self._service.identity.accounts

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
        probability: float = 1,
    ) -> Fault:
        """Disturb the ``nth`` request of an operation from now on (``"*"``: of any), and as
        many after it as ``times`` says (``None``: all), each with the given probability.

        Without ``status`` it is the one that belongs to ``code``, or 503. Raises ValueError for
        unknown names and impossible numbers.
        """
        if operation != ANY and operation not in operations.NAMES:
            raise ValueError(f"no operation {operation}")
        if nth < 1 or (times is not None and times < 1):
            raise ValueError("nth and times count from 1")
        if not 0 <= probability <= 1:
            raise ValueError("a probability is between 0 and 1")
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
            probability=probability,
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

        return self._run(lambda: tss_view(self._service, self._row(tss_id)))

    def signed_messages(self, tss_id: str) -> Sequence[SignedMessage]:
        """Every log message of a TSS as it was signed, by counter."""
        return self._run(lambda: device.signed_messages(self._service.connection, tss_id))

    # --- changing the world ------------------------------------------------------------------

    def block_pin(self, tss_id: str) -> None:
        """As if five logins had failed."""
        self._change(lambda: block_pin(self._service, tss_id))

    def put_state(self, tss_id: str, target: TssState) -> None:
        """Move a TSS where no request can: DEFECTIVE, DELETED, EVICTED. Nothing is signed.

        Raises KeyError for an unknown TSS.
        """

        def change() -> None:
            row = self._row(tss_id)
            row.state = target
            if target is TssState.DEFECTIVE:
                row.time_defective = self._service.now
            state.update(self._service.connection, row)

        self._change(change)

    def end_certificate(self, tss_id: str) -> None:
        """Let the certificate of a TSS run out now; raises KeyError for an unknown one."""
        self._change(lambda: life.end_certificate(self._service, self._row(tss_id)))

    def clean_up(self) -> int:
        """The weekly wipe of TEST, now; returns how many TSS became DELETED."""
        return self._change(lambda: life.clean_up(self._service))

    def lock(self, seconds: float, tss_id: str = EVERYWHERE) -> None:
        """Maintenance of one TSS or of all for so long; 0 ends it."""
        self.conditions.maintenance_until[tss_id] = self.clock.time() + seconds

    def revoke_tokens(self) -> None:
        """Every token issued so far stops working; the credentials stay good."""
        self._change(self._service.revoke_tokens)

    def reset(self) -> None:
        """Remove all TSS and everything at them; API keys and secrets stay as they are."""
        self._change(self._service.wipe)

    def fill_tss_quota(self) -> None:
        """Add CREATED TSS, whose PUKs nobody has, until no more can be created."""
        self.seed(fill_tss_quota)

    def seed(self, plant: Callable[[Service], T]) -> T:
        """Let ``plant`` change the state in one go, in the state's own thread."""
        return self._change(lambda: plant(self._service))

    # --- inside ------------------------------------------------------------------------------

    def _row(self, tss_id: str) -> TssRow:
        row = state.find(self._service.connection, TssRow, id=tss_id)
        if row is None:
            raise KeyError(tss_id)
        return row

    def _run(self, work: Callable[[], T]) -> T:
        if threading.get_ident() == self._worker_thread:
            return work()
        return self._worker.submit(work).result()

    def _change(self, work: Callable[[], T]) -> T:
        def change() -> T:
            with self._service.database.change():
                return work()

        return self._run(change)

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
