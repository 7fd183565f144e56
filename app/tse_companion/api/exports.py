"""The operations on exports (contract section 7). What they raise: see ``signde``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from tse_companion.api import operations as op
from tse_companion.api import wire
from tse_companion.api.calling import PAGE, Calls, Order, paging, same, states_query
from tse_companion.api.request import Request, Sink
from tse_companion.domain.models import Export, ExportState, Page


class ExportCalls(Calls):
    """The part of the client that is about exports."""

    async def trigger_export(self, tss_id: str, export_id: str) -> Export:
        """Begin an export of everything that the TSS has signed.

        Under the same id it is begun once: a repeat is refused (``E_DUPLICATE_EXPORT``), and
        ``retrieve_export`` tells how the first one stands.
        """
        return await self._one(op.TRIGGER_EXPORT, tss_id, export_id)

    async def retrieve_export(self, tss_id: str, export_id: str) -> Export:
        """The export as it is now. The service allows 12 of these a minute per export."""
        return await self._one(op.RETRIEVE_EXPORT, tss_id, export_id)

    async def cancel_export(self, tss_id: str, export_id: str) -> Export:
        """End an export that is PENDING or WORKING; one that has ended is refused."""
        return await self._one(op.CANCEL_EXPORT, tss_id, export_id)

    async def fetch_export_file(self, tss_id: str, export_id: str, sink: Sink) -> None:
        """Pour the archive of a COMPLETED export into ``sink``, without checking what it is.

        Raises ``DownloadBroken`` where it does not arrive whole, and what the sink raises.
        """
        ids = {"tss_id": tss_id, "export_id": export_id}
        await self._transport.send(Request(op.RETRIEVE_EXPORT_FILE, ids, sink=sink), self._tokens)

    async def list_exports(
        self,
        tss_id: str,
        *,
        states: Sequence[ExportState] = (),
        order_by: Literal["state", "time_request", "time_start", "time_end"] = "time_request",
        order: Order = "desc",
        limit: int = PAGE,
        offset: int = 0,
        show_deleted: bool = True,
    ) -> Page[Export]:
        """One page of the exports of a TSS, newest first."""
        query = [*states_query(states), *paging(order_by, order, limit, offset, show_deleted)]
        request = Request(op.LIST_EXPORTS, {"tss_id": tss_id}, query)
        return await self._call(request, wire.export_page)

    async def _one(self, operation: op.Operation, tss_id: str, export_id: str) -> Export:
        request = Request(operation, {"tss_id": tss_id, "export_id": export_id})
        if operation.changes:
            export = await self._write(tss_id, request, wire.export)
        else:
            export = await self._call(request, wire.export)
        return same(request, export, export.id, export_id)
