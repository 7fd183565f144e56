"""A shop with open transactions on a clock that stands still, and a second till of flesh."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from services.conftest import SITE, World
from services.open_shop_schemas import SCHEMAS
from tse_companion.api.signde import ApiCredentials, SignDeClient
from tse_companion.api.transport import Transport
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import Transaction, TxState
from tse_companion.domain.open_transactions import CancelRules
from tse_companion.sandbox.clock import FakeClock
from tse_companion.sandbox.shops.planting import PIN, Garden
from tse_companion.sandbox.signde.service import Service
from tse_companion.services.admin_mode import AdminMode, admin_mode
from tse_companion.services.desk import PRACTICE_URL, Session, new_id
from tse_companion.services.transactions.batches import Batch, create_batch, dry_run
from tse_companion.services.transactions.cancel_run import CancelRun, RunState
from tse_companion.services.transactions.listing import Loaded, OpenList

DAY = 86_400
RULES = CancelRules()
REASON = "Stromausfall am Montag"
LIST, GET, PUT = "listTransactions", "retrieveTransaction", "upsertTransaction"
ADMIN_PIN = Secret(PIN)


class Shop:
    """One TSS in a sandbox in memory; ``tills`` are client ids by serial number."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.world = World(folder, self.clock)
        self.world.wall = self.world.monotonic = self.clock.time
        self.world.when_pausing = self.clock.advance
        self.control = self.world.control
        self.tss_id = ""
        self.tills: dict[str, str] = {}

    def plant(
        self,
        tills: Sequence[str] = ("KASSE-1",),
        kinds: Iterable[str] = ("empty",) * 5,
        *,
        days: float = 3,
        apart: float = 600,
        dead: Sequence[str] = (),
    ) -> list[str]:
        """Open ones of these kinds, the tills by turns; ids in the order of their numbers."""

        def grow(service: Service) -> list[str]:
            made: list[str] = []
            with Garden(service, "shop", begin=service.clock.time() - days * DAY) as garden:
                ids = garden.set_up("Backstube", tills)
                self.tss_id, self.tills = garden.tss_id, dict(zip(tills, ids, strict=True))
                for at, kind in enumerate(kinds):
                    garden.clock.advance(apart)
                    tx_id = garden.new_transaction()
                    garden.write(tx_id, 1, "ACTIVE", ids[at % len(ids)])
                    for revision, schema in enumerate(SCHEMAS[kind], 2):
                        garden.write(tx_id, revision, "ACTIVE", ids[at % len(ids)], schema=schema)
                    made.append(tx_id)
                for serial in dead:
                    garden.deregister(self.tills[serial])
            return made

        return self.control.seed(grow)

    @asynccontextmanager
    async def session(self) -> AsyncIterator[Session]:
        """One start of the program."""
        async with self.world.desk() as desk:
            yield await desk.connect(replace(SITE, tss_id=self.tss_id))

    def till(self) -> SignDeClient:
        """A second program with the same key; close it."""
        credentials = ApiCredentials(
            Secret(self.world.sandbox.api_key), Secret(self.world.sandbox.api_secret)
        )
        transport = Transport(PRACTICE_URL, asgi_app=self.world.sandbox)
        return SignDeClient(transport, credentials)

    async def touch(
        self,
        tx_id: str,
        state: TxState = TxState.ACTIVE,
        *,
        kind: str = "receipt",
        serial: str = "KASSE-1",
    ) -> Transaction:
        """A till writes the next revision of one."""
        till = self.till()
        newest = await till.retrieve_transaction(self.tss_id, tx_id)
        written = await till.upsert_transaction(
            self.tss_id,
            tx_id,
            tx_revision=newest.latest_revision + 1,
            state=state,
            client_id=self.tills[serial],
            schema=SCHEMAS[kind][0],
        )
        await till.aclose()
        return written

    async def open(self, tx_id: str, serial: str = "KASSE-1") -> None:
        """A till starts one."""
        till = self.till()
        await till.upsert_transaction(
            self.tss_id,
            tx_id,
            tx_revision=1,
            state=TxState.ACTIVE,
            client_id=self.tills[serial],
        )
        await till.aclose()

    def close(self, keys: Iterable[str], serial: str = "KASSE-1") -> None:
        """A till finishes many that were never updated, at once."""

        def finish(service: Service) -> None:
            garden = Garden(service, "shop", begin=service.clock.time())
            for key in keys:
                schema = SCHEMAS["receipt"][0]
                garden.write(key, 2, "FINISHED", self.tills[serial], schema=schema)

        self.control.seed(finish)

    async def admin_was_here(self) -> None:
        """Two signatures that belong to no transaction."""
        till = self.till()
        await till.authenticate_admin(self.tss_id, ADMIN_PIN)
        await till.logout_admin(self.tss_id)
        await till.aclose()

    def sales(self, count: int, serial: str = "KASSE-1") -> None:
        """Many whole sales of a till, at once."""

        def sell(service: Service) -> None:
            garden = Garden(service, "shop", begin=service.clock.time())
            for _ in range(count):
                tx_id = new_id()
                garden.write(tx_id, 1, "ACTIVE", self.tills[serial])
                schema = SCHEMAS["receipt"][0]
                garden.write(tx_id, 2, "FINISHED", self.tills[serial], schema=schema)

        self.control.seed(sell)

    async def newest(self, keys: Iterable[str]) -> list[Transaction]:
        """How they stand now."""
        till = self.till()
        found = [await till.retrieve_transaction(self.tss_id, key) for key in keys]
        await till.aclose()
        return found

    async def states(self, keys: Iterable[str]) -> list[tuple[str, int]]:
        """State and newest revision of each."""
        return [(one.state.value, one.latest_revision) for one in await self.newest(keys)]

    def sent(self, operation: str) -> int:
        return self.world.sent(operation)

    def list_times(self) -> list[float]:
        """When lists of transactions were asked for, on the service's clock."""
        return [seen.time for seen in self.control.requests if seen.operation == LIST]

    @property
    def most_lists_in_a_minute(self) -> int:
        times = self.list_times()
        return max(sum(at <= other < at + 60 for other in times) for at in times)


@asynccontextmanager
async def open_shop(folder: Path) -> AsyncIterator[Shop]:
    """A shop without anything in it yet."""
    shop = Shop(folder)
    try:
        yield shop
    finally:
        await shop.world.sandbox.aclose()
        assert shop.world.errors == []


async def loaded(session: Session) -> Loaded:
    return await OpenList(session).load()


async def batch_of(
    session: Session,
    keys: Iterable[str] | None = None,
    *,
    register_again: bool = False,
) -> Batch:
    """Load, choose these or all, confirm."""
    found = await loaded(session)
    chosen = [row.key for row in found.rows] if keys is None else list(keys)
    plan = dry_run(found.rows, found.till_last_signed, found.at, RULES, chosen, register_again)
    return await create_batch(session, plan, REASON)


async def admin_of(session: Session) -> AdminMode:
    """Admin mode, opened."""
    mode = admin_mode(session)
    await mode.enter(ADMIN_PIN)
    return mode


def outcomes(batch: Batch) -> dict[str, Any]:
    """Outcome of each transaction by id."""
    return {row.tx_id: row.outcome.value for row in batch.rows}


def pausing(work: CancelRun) -> asyncio.Event:
    """Set once the run has come to rest."""
    paused = asyncio.Event()

    def told(state: RunState) -> None:
        if state is RunState.PAUSED:
            paused.set()

    work.on_state = told
    return paused
