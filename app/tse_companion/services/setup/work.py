"""The changes of a set-up at the service, as a visible list of steps.

Each step looks before it acts, and looks again when an answer was lost. So the list can be run
again after any interruption, with the same ids, and does only what is left.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import Client, ClientState, Tss, TssState
from tse_companion.domain.states import WITH_ADMIN
from tse_companion.errors import (
    ApiRefused,
    AppError,
    PinMissing,
    PinOutcomeUnknown,
    PukMissing,
    StateNotReached,
    TssUnusable,
)
from tse_companion.services import admin, kept_pin
from tse_companion.services.desk import Session
from tse_companion.services.setup.flow import PinSource
from tse_companion.services.writes import perform
from tse_companion.store.secrets import Kind


class Work(StrEnum):
    """One line of the list."""

    DEPLOY = "deploy"
    SET_PIN = "set_pin"
    LOG_IN = "log_in"
    INITIALIZE = "initialize"
    REGISTER = "register"
    LOG_OUT = "log_out"
    CHECK = "check"


class WorkState(StrEnum):
    """How far a line is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    ALREADY = "already"  # it was so before; nothing was sent
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class WorkReport:
    """News of one line; ``seconds`` since it began."""

    work: Work
    state: WorkState
    seconds: float = 0.0
    error: AppError | None = None


Report = Callable[[WorkReport], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be reached. ``description`` is the TSS's label, ≤ 100 of the contract's set."""

    tss_id: str
    client_id: str
    serial_number: str
    pin: Secret
    pin_source: PinSource
    keep_pin: bool
    pin_holds: bool = False  # the service has taken this PIN already
    puk: Secret | None = None  # typed from paper; kept once the service has taken it
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """What the service showed at the end."""

    tss: Tss
    client: Client


async def carry_out(session: Session, order: Order, report: Report) -> Reached:
    """Run the whole list; raises the error of the line that failed, after closing admin mode."""
    return await _Run(session, order, report).run()


class _Run:
    def __init__(self, session: Session, order: Order, report: Report) -> None:
        self._session = session
        self._order = order
        self._report = report
        self._logged_in = False

    async def run(self) -> Reached:
        await self._step(Work.DEPLOY, self._deploy)
        try:
            await self._step(Work.SET_PIN, self._set_pin)
            await self._step(Work.LOG_IN, self._log_in)
            await self._step(Work.INITIALIZE, self._initialize)
            await self._step(Work.REGISTER, self._register)
        except BaseException:  # also when the page is gone: a login may still be under way
            await admin.close_left_open(self._session, self._order.tss_id)
            raise
        await self._step(Work.LOG_OUT, self._log_out)
        reached: list[Reached] = []

        async def check() -> bool:
            reached.append(await self._check())
            return True

        await self._step(Work.CHECK, check)
        return reached[0]

    async def _step(self, work: Work, act: Callable[[], Awaitable[bool]]) -> None:
        """``act`` tells whether it had to change anything."""
        began = time.monotonic()
        self._report(WorkReport(work, WorkState.RUNNING))
        try:
            changed = await act()
        except Exception as error:
            told = error if isinstance(error, AppError) else None
            self._report(WorkReport(work, WorkState.FAILED, time.monotonic() - began, told))
            raise
        state = WorkState.DONE if changed else WorkState.ALREADY
        self._report(WorkReport(work, state, time.monotonic() - began))

    # the lines -------------------------------------------------------------------------------

    async def _deploy(self) -> bool:
        # A change that outlived its page would make what is read here old at once.
        await self._session.desk.writes.finish()
        tss = await self._session.client.retrieve_tss(self._order.tss_id)
        if tss.state is not TssState.CREATED:
            if tss.state not in WITH_ADMIN:
                raise TssUnusable(state=tss.state)
            return False
        # Beyond CREATED no answer ever shows the PUK again.
        if await self._session.safe.get(tss.id, Kind.ADMIN_PUK) is None:
            raise PukMissing
        await self._move(TssState.UNINITIALIZED)
        return True

    async def _set_pin(self) -> bool:
        order, safe = self._order, self._session.safe
        if not order.pin:
            raise PinMissing
        if order.pin_source is PinSource.KNOWN or order.pin_holds:
            return False
        if await self._may_be_set() and await self._is_set():
            self._logged_in = True
            await self._pin_holds()
            return False
        puk = order.puk or await safe.get(order.tss_id, Kind.ADMIN_PUK)
        if puk is None:
            raise PukMissing
        if order.keep_pin:
            # Kept before it is set: whatever stops us, a PIN that holds is in the vault.
            await safe.put(pending(order.tss_id), Kind.ADMIN_PIN, order.pin)
        else:
            # Else an older one would be taken for this one after an interruption.
            await safe.delete(pending(order.tss_id), Kind.ADMIN_PIN)
        self._logged_in = await admin.set_pin(self._session, order.tss_id, puk, order.pin)
        if order.puk is not None:
            await safe.put(order.tss_id, Kind.ADMIN_PUK, order.puk)
        await self._pin_holds()
        return True

    async def _may_be_set(self) -> bool:
        """Whether an earlier run, cut off, may have set this very PIN."""
        order, safe = self._order, self._session.safe
        for entry in await self._session.desk.journal.entries(tss_id=order.tss_id):
            if entry.operation == admin.CHANGE_PIN and entry.outcome != "not_done":
                if entry.outcome != "done":
                    return True
                kept = (
                    await safe.get(pending(order.tss_id), Kind.ADMIN_PIN),
                    await safe.get(order.tss_id, Kind.ADMIN_PIN),
                )
                return any(pin is not None and pin.same_as(order.pin) for pin in kept)
        return False

    async def _is_set(self) -> bool:
        """Whether a login proves it; where none can, setting it once more costs no attempt."""
        try:
            return await admin.pin_is(self._session, self._order.tss_id, self._order.pin)
        except PinOutcomeUnknown:
            return False

    async def _pin_holds(self) -> None:
        """The service has taken the PIN: what was pending is the PIN now."""
        safe, tss_id = self._session.safe, self._order.tss_id
        if self._order.keep_pin:
            await kept_pin.keep(self._session, tss_id, self._order.pin)
        else:
            await safe.delete(tss_id, Kind.ADMIN_PIN)
        await safe.delete(pending(tss_id), Kind.ADMIN_PIN)

    async def _log_in(self) -> bool:
        if self._logged_in:
            return False
        await admin.log_in(self._session, self._order.tss_id, self._order.pin)
        self._logged_in = True
        await self._pin_holds()
        return True

    async def _initialize(self) -> bool:
        tss = await self._session.client.retrieve_tss(self._order.tss_id)
        if tss.state is TssState.INITIALIZED:
            return False
        await self._move(TssState.INITIALIZED, description=self._order.description)
        return True

    async def _register(self) -> bool:
        known = await self._client_or_none()
        if known is not None and known.state is ClientState.REGISTERED:
            return False
        order, client = self._order, self._session.client

        def create() -> Awaitable[Client]:
            return client.create_client(order.tss_id, order.client_id, order.serial_number)

        def register_again() -> Awaitable[Client]:
            return client.update_client(order.tss_id, order.client_id, ClientState.REGISTERED)

        async def look() -> Client | None:
            found = await self._client_or_none()
            return found if found and found.state is ClientState.REGISTERED else None

        await perform(
            self._session,
            "createClient" if known is None else "updateClient",
            create if known is None else register_again,
            tss_id=order.tss_id,
            target_id=order.client_id,
            state=None if known is None else ClientState.REGISTERED,
            note=order.serial_number,
            look=look,
        )
        return True

    async def _log_out(self) -> bool:
        await admin.log_out(self._session, self._order.tss_id)
        return True

    async def _check(self) -> Reached:
        client = self._session.client
        tss = await client.retrieve_tss(self._order.tss_id)
        if tss.state is not TssState.INITIALIZED:
            raise StateNotReached(state=tss.state)
        till = await client.retrieve_client(self._order.tss_id, self._order.client_id)
        if till.state is not ClientState.REGISTERED:
            raise StateNotReached(state=till.state)
        return Reached(tss, till)

    # helpers ---------------------------------------------------------------------------------

    async def _move(self, state: TssState, *, description: str | None = None) -> None:
        client, tss_id = self._session.client, self._order.tss_id

        async def look() -> Tss | None:
            tss = await client.retrieve_tss(tss_id)
            return tss if tss.state is state else None

        await perform(
            self._session,
            "updateTss",
            lambda: client.update_tss(tss_id, state, description=description),
            tss_id=tss_id,
            state=state,
            look=look,
        )

    async def _client_or_none(self) -> Client | None:
        try:
            return await self._session.client.retrieve_client(
                self._order.tss_id, self._order.client_id
            )
        except ApiRefused as error:
            if error.code == "E_CLIENT_NOT_FOUND":
                return None
            raise


def pending(tss_id: str) -> str:
    """Where the vault keeps a PIN that the service has not confirmed yet."""
    return f"{tss_id}.pending"
