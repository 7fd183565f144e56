"""Deregistered tills: registered for their transactions, and deregistered again.

The batch knows of each before its registration is asked for, so that whatever happens in between
the next run deregisters it again. One that has begun to sell by then is left registered: whoever
sells there could not end a sale any more.
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import replace

from tse_companion.domain.models import ClientState
from tse_companion.errors import AdminModeEnded
from tse_companion.services.admin_mode import AdminMode
from tse_companion.services.clients import change_state
from tse_companion.services.desk import Session
from tse_companion.store.batches import Batch, Batches, BatchTill, TillState


class CancelTills:
    """The tills of one batch. ``admin`` is needed where one has to be registered."""

    def __init__(self, session: Session, batch: Batch, admin: AdminMode | None) -> None:
        self._session = session
        self._batch = batch
        self._admin = admin
        self._left = {till.client_id: till for till in batch.tills_left}
        self._lent: set[str] = set()  # by this very run
        self.in_use: list[str] = []  # serial numbers of tills that stay registered

    @property
    def left(self) -> tuple[BatchTill, ...]:
        """Tills that may be registered because of this batch."""
        return tuple(self._left.values())

    async def lend(self, client_id: str, serial_number: str) -> None:
        """Register it, unless somebody else has; raises what the client raises.

        ``AdminModeEnded`` where admin mode is not open: then nothing was asked.
        """
        if await self._state(client_id) is ClientState.REGISTERED:
            return  # by this batch before a stop, or by somebody who will need it
        self._open_admin()
        tss = await self._session.client.retrieve_tss(self._batch.tss_id)
        newest = tss.transaction_counter or 0
        till = BatchTill(client_id, serial_number, TillState.REGISTERING, newest)
        self._lent.add(client_id)
        await self._session.desk.journal.batches(Batches.till, self._batch.batch_id, till)
        self._left[client_id] = till
        await self._move(till, ClientState.REGISTERED)

    def at_work(self, client_id: str) -> AbstractAsyncContextManager[None]:
        """Round each of its cancellations: admin mode must last until it is deregistered again."""
        return self._open_admin().at_work() if client_id in self._left else nullcontext()

    async def give_back(self, client_id: str) -> None:
        """Deregister it again if this batch has registered it; raises as :meth:`lend`."""
        till = self._left.get(client_id)
        if till is None:
            return
        done = replace(till, state=TillState.DONE)
        if await self._state(client_id) is ClientState.REGISTERED:
            if await self._sells(till):
                done = replace(till, state=TillState.IN_USE)
                self.in_use.append(till.client_serial_number)
            else:
                await self._move(till, ClientState.DEREGISTERED)
        await self._session.desk.journal.batches(Batches.till, self._batch.batch_id, done)
        del self._left[client_id]

    async def _sells(self, till: BatchTill) -> bool:
        """Whether it has begun a transaction since an earlier run registered it."""
        if till.client_id in self._lent or till.newest is None:
            return False
        page = await self._session.client.list_transactions(
            self._batch.tss_id,
            client_id=till.client_id,
            order_by="number",
            order="desc",
            limit=1,
        )
        return any(transaction.number > till.newest for transaction in page.data)

    async def _state(self, client_id: str) -> ClientState:
        client = await self._session.client.retrieve_client(self._batch.tss_id, client_id)
        return client.state

    async def _move(self, till: BatchTill, target: ClientState) -> None:
        note = f"{till.client_serial_number}: {self._batch.reason}"
        await change_state(self._open_admin(), till.client_id, target, note=note)

    def _open_admin(self) -> AdminMode:
        if self._admin is None or not self._admin.is_open:
            raise AdminModeEnded
        return self._admin
