"""Short ways to what a test starts from, and a gate that holds a request back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from services.conftest import World
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import TssState
from tse_companion.errors import AppError
from tse_companion.services import admin
from tse_companion.services.desk import Session, new_id
from tse_companion.services.setup.work import WorkReport
from tse_companion.store.journal import Entry

PIN = Secret("KX73-MQ9P")
WRONG = Secret("WRONG-PIN")
CLIENT_ID = "1b7c9d22-3f6a-4c58-8d04-52e1f09a7b02"


async def make_tss(
    session: Session, state: TssState = TssState.INITIALIZED, *, till: bool = True
) -> str:
    """A TSS in this state with ``PIN`` set, made past the journal; admin is logged out."""
    client, tss_id = session.client, new_id()
    created = await client.create_tss(tss_id)
    if state is TssState.CREATED:
        return tss_id
    await client.update_tss(tss_id, TssState.UNINITIALIZED)
    await client.change_admin_pin(tss_id, created.admin_puk, PIN)
    if state is TssState.UNINITIALIZED:
        return tss_id
    await client.authenticate_admin(tss_id, PIN)
    await client.update_tss(tss_id, TssState.INITIALIZED)
    if till:
        await client.create_client(tss_id, CLIENT_ID, "KASSE-1")
    await client.logout_admin(tss_id)
    return tss_id


def quiet(_: WorkReport) -> None:
    """A page that shows nothing of the work."""


async def outcome_of_login(session: Session, tss_id: str, pin: Secret = WRONG) -> str:
    """How a login ends, in one word."""
    try:
        await admin.log_in(session, tss_id, pin)
    except AppError as error:
        return error.code
    return "in"


def puk_of(world: World, tss_id: str) -> Secret:
    """The PUK as the service knows it."""
    return world.control.tss(tss_id).puk


async def written(session: Session, tss_id: str | None = None) -> list[tuple[str, str | None]]:
    """Operation and outcome of every journal entry, oldest first."""
    return [(e.operation, e.outcome) for e in await entries(session, tss_id)]


async def entries(session: Session, tss_id: str | None = None) -> list[Entry]:
    """Every journal entry, oldest first."""
    return list(reversed(await session.desk.journal.entries(tss_id=tss_id)))


class Gate:
    """Holds the next call back: ``entered`` when it is there, goes on with ``open()``."""

    def __init__(self) -> None:
        self.entered = asyncio.Event()
        self._opened = asyncio.Event()

    def open(self) -> None:
        self._opened.set()

    def before(self, call: Callable[..., Any], *, nth: int = 1) -> Callable[..., Any]:
        """The same call; from the ``nth`` time on it is held back until the gate is opened."""
        times = 0

        async def held(*args: Any, **kwargs: Any) -> Any:
            nonlocal times
            times += 1
            if times >= nth:
                self.entered.set()
                await self._opened.wait()
            return await call(*args, **kwargs)

        return held


@asynccontextmanager
async def cancelled_at(gate: Gate, caller: Any) -> AsyncIterator[asyncio.Task[Any]]:
    """Start ``caller``, cancel it as soon as it stands at the gate, and see that it has ended."""
    task = asyncio.ensure_future(caller)
    await gate.entered.wait()
    task.cancel()
    await asyncio.wait([task])
    assert task.cancelled()
    try:
        yield task
    finally:
        gate.open()
