"""All open transactions of the TSS, and what its tills have signed lately.

The service shows 100 a page, 20 pages a minute, and has no search. Tills go on meanwhile: what
they open or close behind the part already read does no harm, because pages are in the order of
their numbers; what they close before it moves the rest forward, past us. So pages overlap a
little wherever the 20 calls allow it, and one that does not continue what is known is read
again from further ahead. What is missed all the same is missing in "loaded x of y" and is never
selected by default.

At most 1 900 open ones leave a call for the tills' activity. With more, the rows come first and
the activity a minute later, unless the TSS's signature counter proves that nothing was signed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tse_companion.api.budget import LIST_CALLS
from tse_companion.api.calling import PAGE
from tse_companion.domain.models import ClientState, Page, Transaction, Tss, TxState
from tse_companion.domain.open_transactions import OpenTransaction, last_signed, opened
from tse_companion.errors import ApiRefused
from tse_companion.services.desk import Session
from tse_companion.services.lists import all_clients

QUIET = 900  # seconds; looked back so far for what tills have signed
_OVERLAP = 10
_STEPS_BACK = 5  # in one load; more closing than that is not left-overs but business
_PATIENCE = 3  # refusals in a row (429) before it is a failure


@dataclass(frozen=True, slots=True)
class Loading:
    """Where a load stands: what is there may be shown, and nothing of it be selected yet.

    ``waiting``: seconds until the service allows the next call; 0 while it is being asked.
    """

    loaded: int
    total: int
    rows: tuple[OpenTransaction, ...] = field(repr=False)
    waiting: float = 0.0


@dataclass(frozen=True, slots=True)
class Loaded:
    """What there is. ``at`` is the service's clock; where it has told no time, ``is_clock_known``
    is False and ``at`` is this computer's, by which nobody can say what is old or quiet.

    ``till_last_signed``: by client id, the newest signature known, of any transaction. A till
    that is missing has signed nothing in the time asked for.
    """

    total: int
    rows: tuple[OpenTransaction, ...] = field(repr=False)
    till_last_signed: Mapping[str, int] = field(repr=False)
    at: int
    is_complete: bool
    is_clock_known: bool = True


OnProgress = Callable[[Loading], object]


class OpenList:
    """The open transactions of the session's TSS."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def load(
        self, on_progress: OnProgress | None = None, *, quiet_for: int = QUIET
    ) -> Loaded:
        """All of them, and who signed within the last ``quiet_for`` seconds.

        Tells ``on_progress`` of every page, and every second while the service makes us wait.
        Raises what the client raises; a 429 is waited for as long as the service asks.
        """
        assert self._session.site.tss_id is not None, "a site without a TSS has no transactions"
        load = _Load(self._session, self._session.site.tss_id, on_progress or _unheard)
        await load.begin()
        await load.read_open_ones()
        signed = await load.read_activity(quiet_for)
        return Loaded(
            total=load.total,
            rows=load.rows,
            till_last_signed=signed,
            at=int(self._session.client.server_now()),
            is_complete=len(load.rows) >= load.total,
            is_clock_known=self._session.client.clock_offset is not None,
        )


def _unheard(_: Loading) -> None:
    """Nobody wants to know."""


class _Load:
    """One load. Rows are by id: pages overlap, and the later one knows better."""

    def __init__(self, session: Session, tss_id: str, on_progress: OnProgress) -> None:
        self._client = session.client
        self._tss_id = tss_id
        self._on_progress = on_progress
        self._found: dict[str, OpenTransaction] = {}
        self._states: Mapping[str, ClientState] = {}
        self._steps_back = 0
        self.rows: tuple[OpenTransaction, ...] = ()
        self.total = 0

    async def begin(self) -> None:
        """How many there are, and which tills may sign."""
        await self._look_at_tss()
        clients = await all_clients(self._client, self._tss_id)
        self._states = {client.id: client.state for client in clients}

    async def _look_at_tss(self) -> Tss:
        tss = await self._client.retrieve_tss(self._tss_id)
        self.total = tss.number_active_transactions or 0
        return tss

    # --- the open ones -----------------------------------------------------------------------

    async def read_open_ones(self) -> None:
        """Page by page, in the order of their numbers."""
        told = self.total
        step = _step(told)
        offset = 0
        while True:
            known = frozenset(self._found)
            page = await self._page(offset, (TxState.ACTIVE,))
            self._add(page)
            if offset and step < PAGE and _is_gap(page, known):
                await self._bridge(offset, step, known)
            if len(page.data) < PAGE or offset + PAGE >= _expected(page, told):
                break
            offset += step
        if offset or len(self._found) != told:  # it took its time, or it moved at once
            tss = await self._look_at_tss()
            if tss.number_active_transactions is None:
                self.total = len(self._found)
        self._tell()

    async def _bridge(self, offset: int, step: int, known: frozenset[str]) -> None:
        """Some were closed before us and the rest moved up: read what came in between."""
        while offset > 0 and self._steps_back < _STEPS_BACK:
            self._steps_back += 1
            offset = max(0, offset - step)
            page = await self._page(offset, (TxState.ACTIVE,))
            self._add(page)
            if not _is_gap(page, known):
                return

    def _add(self, page: Page[Transaction]) -> None:
        for transaction in page.data:
            state = self._states.get(transaction.client_id, ClientState.UNKNOWN)
            self._found[transaction.id] = opened(transaction, state)
        self.rows = tuple(sorted(self._found.values(), key=lambda row: row.number))
        self._tell()

    # --- who signed lately -------------------------------------------------------------------

    async def read_activity(self, quiet_for: int) -> dict[str, int]:
        """By client id, the newest signature known; as much as says who was quiet."""
        signed = last_signed(row.transaction for row in self.rows)
        since = self._client.server_now() - quiet_for
        if not self._client.list_budget(self._tss_id).left and await self._was_quiet(since):
            return signed
        offset = 0
        while any(at < since for at in signed.values()):
            page = await self._page(offset, (TxState.FINISHED, TxState.CANCELLED))
            for client_id, at in last_signed(page.data).items():
                signed[client_id] = max(at, signed.get(client_id, 0))
            if len(page.data) < PAGE or page.data[-1].log.timestamp < since:
                break
            offset += PAGE  # whoever closes more meanwhile moves these back, past nobody
        return signed

    async def _was_quiet(self, since: float) -> bool:
        """Whether the rows account for every signature since then.

        Asked only where the list of those closed lately would cost a minute. Log times never
        fall, so all of them are above the last counter from before.
        """
        counter = (await self._look_at_tss()).signature_counter
        logs = [(row.last_activity, row.transaction.signature.counter) for row in self.rows]
        before = [number for at, number in logs if at < since]
        if counter is None or not before or counter < max(number for _, number in logs):
            return False
        return counter - max(before) <= len(logs) - len(before)

    # --- one call ----------------------------------------------------------------------------

    async def _page(self, offset: int, states: tuple[TxState, ...]) -> Page[Transaction]:
        is_open = states == (TxState.ACTIVE,)
        for refusals_left in reversed(range(_PATIENCE)):
            try:
                return await self._client.list_transactions(
                    self._tss_id,
                    states=states,
                    order_by="number" if is_open else "time_end",
                    order="asc" if is_open else "desc",
                    limit=PAGE,
                    offset=offset,
                    waiting=self._tell,
                )
            except ApiRefused as error:
                if error.status != 429 or not refusals_left:
                    raise
        raise AssertionError("the last refusal is raised")

    def _tell(self, waiting: float = 0.0) -> None:
        loaded = len(self.rows)
        self._on_progress(Loading(loaded, max(self.total, loaded), self.rows, waiting))


def _step(told: int) -> int:
    """From page to page: with overlap as long as one call is left for the tills' activity."""
    widest = math.ceil(max(0, told - PAGE) / (LIST_CALLS - 2))
    return min(PAGE, max(PAGE - _OVERLAP, widest))


def _expected(page: Page[Transaction], told: int) -> float:
    """How many there are. A count of just this page says nothing (contract section 14, 11)."""
    if page.count > len(page.data):
        return page.count
    return told or math.inf


def _is_gap(page: Page[Transaction], known: frozenset[str]) -> bool:
    """Whether nothing shows that this page continues what is known."""
    return bool(page.data) and not any(transaction.id in known for transaction in page.data)
