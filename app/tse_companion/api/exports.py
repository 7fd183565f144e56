"""The operations on exports (contract section 7). What they raise: see ``signde``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from tse_companion.api import operations as op
from tse_companion.api import wire
from tse_companion.api.calling import PAGE, Calls, Order, paging, states_query
from tse_companion.api.request import Request
from tse_companion.domain.models import Export, ExportState, Page


class ExportCalls(Calls):
    """The part of the client that is about exports."""

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
