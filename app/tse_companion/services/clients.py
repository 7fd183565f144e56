"""The tills of a TSS: which there are, and registering and deregistering them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from tse_companion.domain.models import Client, ClientState, Tss, TxState
from tse_companion.domain.open_transactions import last_signed
from tse_companion.errors import ApiRefused
from tse_companion.services.admin_mode import AdminMode
from tse_companion.services.desk import Session, new_id
from tse_companion.services.lists import all_clients
from tse_companion.services.transactions.listing import OnProgress, OpenList
from tse_companion.services.writes import perform

CREATE, UPDATE = "createClient", "updateClient"


@dataclass(frozen=True, slots=True)
class Till:
    """One till as the list shows it; what is None is not known. Times are Unix seconds."""

    client: Client
    open_transactions: int | None = None
    last_activity: int | None = None

    @property
    def key(self) -> str:
        return self.client.id


@dataclass(frozen=True, slots=True)
class TillList:
    """All tills of a TSS, deregistered ones included, and when the service said so."""

    tss: Tss
    tills: tuple[Till, ...]
    at: float

    @property
    def registered(self) -> int:
        """As the TSS counts them; before it does, as the list shows them."""
        if self.tss.number_registered_clients is not None:
            return self.tss.number_registered_clients
        return sum(till.client.state is ClientState.REGISTERED for till in self.tills)

    @property
    def room(self) -> int:
        """How many more can be registered."""
        return max(0, self.tss.max_number_registered_clients - self.registered)

    @property
    def clients(self) -> tuple[Client, ...]:
        return tuple(till.client for till in self.tills)

    def counted(self, counts: Counts) -> TillList:
        """The same list with what was counted; a till without any entry has none open."""
        return self._each(
            lambda till: replace(
                till,
                open_transactions=counts.open_of.get(till.key, 0),
                last_activity=counts.signed_at.get(till.key),
            )
        )

    def with_counts_of(self, before: TillList) -> TillList:
        """The same list with what was known before about its tills; a new one has none open."""
        known = {till.key: till for till in before.tills}
        was_counted = all(till.open_transactions is not None for till in before.tills)
        fresh = Till(before.tills[0].client, 0 if was_counted else None) if before.tills else None

        def counts(till: Till) -> Till:
            told = known.get(till.key, fresh)
            if told is None or till.open_transactions is not None:
                return till
            return replace(
                till,
                open_transactions=told.open_transactions,
                last_activity=told.last_activity,
            )

        return self._each(counts)

    def replaced(self, till: Till) -> TillList:
        """The same list with this till as it is now."""
        return self._each(lambda before: till if before.key == till.key else before)

    def _each(self, change: Callable[[Till], Till]) -> TillList:
        return replace(self, tills=tuple(change(till) for till in self.tills))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many transactions of each till are open, and when it last signed, by the till's id."""

    open_of: Mapping[str, int]
    signed_at: Mapping[str, int]


class How(StrEnum):
    """How a till came to be registered."""

    NEW = "new"
    AGAIN = "again"
    ALREADY = "already"  # by an earlier attempt or by somebody else


@dataclass(frozen=True, slots=True)
class Registration:
    """A till that is registered now."""

    client: Client
    how: How


async def load(session: Session) -> TillList:
    """Ask the service for all tills. Registrations that were cut off and are there are settled."""
    tss_id = _tss_id(session)
    tss = await session.client.retrieve_tss(tss_id)
    clients = await all_clients(session.client, tss_id)
    await _settle(session, {client.id for client in clients})
    tills = tuple(Till(client) for client in clients)
    if tss.number_active_transactions == 0:
        tills = tuple(replace(till, open_transactions=0) for till in tills)
    return TillList(tss, tills, time.time())


async def count_all(session: Session, on_progress: OnProgress | None = None) -> Counts:
    """How many transactions are open at each till and when it last signed, as far as the newest
    transactions tell; by as many of the twenty lists a minute as that takes."""
    loaded = await OpenList(session).load(on_progress, quiet_for=0)
    open_of = Counter(row.client_id for row in loaded.rows)
    signed_at = loaded.till_last_signed
    if not loaded.rows:  # then nobody has looked at the closed ones
        page = await session.client.list_transactions(
            _tss_id(session),
            states=[TxState.FINISHED, TxState.CANCELLED],
            order_by="time_end",
            order="desc",
        )
        signed_at = last_signed(page.data)
    return Counts(open_of, signed_at)


async def count_open(
    session: Session, client_id: str, waiting: Callable[[float], object] | None = None
) -> int:
    """How many transactions of this till are open, by one list.

    ``waiting`` hears every second how long it has to wait for its turn.
    """
    page = await session.client.list_transactions(
        _tss_id(session), client_id=client_id, states=[TxState.ACTIVE], limit=1, waiting=waiting
    )
    return page.count


async def register(
    mode: AdminMode, serial_number: str, *, metadata: Mapping[str, str] | None = None
) -> Registration:
    """Register a till under this serial number, which is for ever.

    An attempt that was cut off is gone on with under its own id, so there is never a second
    till. The serial number must have no flaw. Raises ``AdminModeEnded`` and ``AppError``.
    """
    session, tss_id = mode.session, mode.tss_id
    client_id = await _begun(session, serial_number)
    if client_id is not None:
        known = await _till(session, client_id)
        if known is not None:
            return await _use(mode, known, metadata)
    client_id = client_id or new_id()

    def create() -> Awaitable[Client]:
        return session.client.create_client(tss_id, client_id, serial_number, metadata=metadata)

    async def look() -> Client | None:
        return await _till(session, client_id)

    try:
        async with mode.at_work():
            client = await perform(
                session,
                CREATE,
                create,
                tss_id=tss_id,
                target_id=client_id,
                note=serial_number,
                look=look,
            )
    except ApiRefused as error:
        if error.code not in ("E_ILLEGAL_CLIENT_SERIAL", "E_CLIENT_CONFLICT"):
            raise
        # Perhaps it is there already: from an attempt that ended late, or by somebody else.
        found = await _by_serial(session, serial_number)
        if found is None:
            raise
        return await _use(mode, found, metadata)
    return Registration(client, How.NEW)


async def register_again(
    mode: AdminMode, client: Client, *, metadata: Mapping[str, str] | None = None
) -> Client:
    """Let a deregistered till sign again, under the serial number it has."""
    return await change_state(
        mode,
        client.id,
        ClientState.REGISTERED,
        note=client.serial_number,
        metadata=metadata,
    )


async def deregister(mode: AdminMode, client: Client) -> Client:
    """Take a till out of use: it cannot sign until it is registered again."""
    return await change_state(mode, client.id, ClientState.DEREGISTERED, note=client.serial_number)


async def change_state(
    mode: AdminMode,
    client_id: str,
    state: ClientState,
    *,
    note: str,
    metadata: Mapping[str, str] | None = None,
) -> Client:
    """The till in its other state. ``note`` is what people read in the journal.

    Raises ``AdminModeEnded`` and ``AppError``; a lost answer is settled by looking.
    """
    session, tss_id = mode.session, mode.tss_id

    def call() -> Awaitable[Client]:
        return session.client.update_client(tss_id, client_id, state, metadata=metadata)

    async def look() -> Client | None:
        found = await session.client.retrieve_client(tss_id, client_id)
        return found if found.state is state else None

    async with mode.at_work():
        return await perform(
            session,
            UPDATE,
            call,
            tss_id=tss_id,
            target_id=client_id,
            state=state,
            note=note,
            look=look,
        )


async def _use(mode: AdminMode, client: Client, metadata: Mapping[str, str] | None) -> Registration:
    if client.state is ClientState.REGISTERED:
        return Registration(client, How.ALREADY)
    return Registration(await register_again(mode, client, metadata=metadata), How.AGAIN)


# --- what an earlier attempt has left behind -----------------------------------------------------


async def _begun(session: Session, serial_number: str) -> str | None:
    """The id that an attempt to register this serial number has chosen, if nobody knows its end."""
    for entry in reversed(await session.desk.journal.unfinished(_tss_id(session))):
        if entry.operation == CREATE and entry.note == serial_number:
            return entry.target_id
    return None


async def _settle(session: Session, there: set[str]) -> None:
    """The journal learns of registrations whose answer never came and that were made."""
    journal = session.desk.journal
    for entry in await journal.unfinished(_tss_id(session)):
        # One that is still under way finds its own end.
        if entry.operation == CREATE and entry.target_id in there and not _is_under_way(session):
            await journal.conclude(entry.id, "done")


def _is_under_way(session: Session) -> bool:
    return session.desk.writes.is_running(CREATE)


async def _till(session: Session, client_id: str) -> Client | None:
    try:
        return await session.client.retrieve_client(_tss_id(session), client_id)
    except ApiRefused as error:
        if error.code == "E_CLIENT_NOT_FOUND":
            return None
        raise


async def _by_serial(session: Session, serial_number: str) -> Client | None:
    page = await session.client.list_clients(_tss_id(session), serial_number=serial_number)
    return next((c for c in page.data if c.serial_number == serial_number), None)


def _tss_id(session: Session) -> str:
    assert session.site.tss_id is not None, "a site without a TSS has no tills"
    return session.site.tss_id
