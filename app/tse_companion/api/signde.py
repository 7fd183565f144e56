"""SIGN DE V2: one typed method per operation.

Every method raises ``ApiRefused`` where the service says no, ``NoConnection`` (or its kin
``ProxyProblem``, ``CertificateUntrusted``) where the request never left, ``AnswerLost`` where no
answer came, and ``AnswerUnreadable`` naming the member where the answer breaks the contract. After
a change their outcome is UNKNOWN unless it is certain that nothing happened. Times are Unix
seconds. Metadata is merged by the service, never replaced.

One change at a time per TSS, as the service wants it: later ones wait for the earlier ones, and
for their repeats.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tse_companion.api import operations as op
from tse_companion.api import wire
from tse_companion.api.budget import MINUTE, Budgets, CallBudget, Told
from tse_companion.api.calling import (
    PAGE,
    Order,
    Turns,
    paging,
    read_answer,
    same,
    states_query,
    unreadable,
)
from tse_companion.api.exports import ExportCalls
from tse_companion.api.request import Request
from tse_companion.api.transport import Transport
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import (
    Account,
    Client,
    ClientState,
    CreatedTss,
    Page,
    Transaction,
    Tss,
    TssState,
    TxState,
)
from tse_companion.errors import ApiRefused


@dataclass(frozen=True, slots=True)
class ApiCredentials:
    """What an organisation's API key is made of."""

    key: Secret
    secret: Secret


class SignDeClient(ExportCalls):
    """The client of one API key; see the module for what its methods raise.

    Clients that may work at the same TSS share ``budgets`` (of list calls) and ``turns``.
    """

    def __init__(
        self,
        transport: Transport,
        credentials: ApiCredentials,
        *,
        budgets: Budgets | None = None,
        turns: Turns | None = None,
    ) -> None:
        super().__init__(transport, self._grant, turns)
        self._budgets = budgets or Budgets()
        self._credentials = credentials

    @property
    def account(self) -> Account | None:
        """Environment and organisation, once logged in."""
        return self._tokens.account

    def list_budget(self, tss_id: str) -> CallBudget:
        """How many lists of transactions of this TSS can still be asked for now."""
        return self._budgets.of(tss_id)

    @property
    def last_contact(self) -> float | None:
        """Our wall clock when the service last answered, whatever it said."""
        return self._transport.last_contact

    @property
    def clock_offset(self) -> float | None:
        """Seconds the service's clock is ahead of ours; None before the first answer."""
        return self._transport.clock_offset

    def server_now(self) -> float:
        """The service's clock, Unix seconds, as well as we know it."""
        return self._transport.server_now()

    async def aclose(self) -> None:
        """Close the connections; later calls fail without sending anything."""
        await self._transport.aclose()

    # API key ---------------------------------------------------------------------------------

    async def authenticate(self) -> Account:
        """Log in with key and secret now. Everything else logs in by itself when needed."""
        return await self._tokens.log_in()

    async def _grant(self) -> wire.Grant:
        body = {"api_key": self._credentials.key, "api_secret": self._credentials.secret}
        request = Request(op.AUTHENTICATE_API, body=body)
        return read_answer(request, await self._transport.send(request), wire.grant)

    # TSS -------------------------------------------------------------------------------------

    async def create_tss(
        self, tss_id: str, *, metadata: Mapping[str, str] | None = None
    ) -> CreatedTss:
        """A new TSS, with its PUK. Repeating it gives the same TSS and PUK while it is CREATED."""
        body = _filled(metadata=metadata)
        request = Request(op.CREATE_TSS, {"tss_id": tss_id}, body=body)
        created = await self._write(tss_id, request, wire.created_tss)
        return same(request, created, created.tss.id, tss_id)

    async def retrieve_tss(self, tss_id: str) -> Tss:
        request = Request(op.RETRIEVE_TSS, {"tss_id": tss_id})
        tss = await self._call(request, wire.tss)
        return same(request, tss, tss.id, tss_id)

    async def list_tss(
        self,
        *,
        states: Sequence[TssState] = (),
        order_by: Literal[
            "description", "state", "time_creation", "time_init", "time_disable"
        ] = "time_creation",
        order: Order = "asc",
        limit: int = PAGE,
        offset: int = 0,
        show_deleted: bool = False,
    ) -> Page[Tss]:
        """One page of the organisation's TSS; ``show_deleted``: also those wiped in TEST."""
        query = [*states_query(states), *paging(order_by, order, limit, offset, show_deleted)]
        return await self._call(Request(op.LIST_TSS, query=query), wire.tss_page)

    async def update_tss(
        self,
        tss_id: str,
        state: TssState,
        *,
        description: str | None = None,
        metadata: Mapping[str, str] | None = None,
    ) -> Tss:
        """Move the TSS to ``state``; ``description`` is taken with INITIALIZED only.

        INITIALIZED and DISABLED need an admin session; DISABLED is for ever. A repeat of a move
        that had been made is refused (``E_ILLEGAL_TSS_STATE_CHANGE``): after a lost answer that
        refusal comes with outcome UNKNOWN, and ``retrieve_tss`` tells.
        """
        operation = op.PERSONALISE_TSS if state is TssState.UNINITIALIZED else op.UPDATE_TSS
        body = _filled(state=str(state), description=description, metadata=metadata)
        request = Request(operation, {"tss_id": tss_id}, body=body)
        tss = await self._write(tss_id, request, wire.tss)
        return same(request, tss, tss.id, tss_id)

    async def update_tss_metadata(
        self, tss_id: str, metadata: Mapping[str, str]
    ) -> Mapping[str, str]:
        """Merge these entries in and give all back; an empty value takes an entry away.

        Needs no admin session (contract section 8).
        """
        request = Request(op.UPDATE_TSS_METADATA, {"tss_id": tss_id}, body=dict(metadata))
        return await self._write(tss_id, request, wire.metadata)

    # admin: requests with a PIN or PUK are sent once, whatever happens -------------------------

    async def change_admin_pin(self, tss_id: str, admin_puk: Secret, new_admin_pin: Secret) -> None:
        """Set, change or unblock the PIN. Never repeated."""
        body = {"admin_puk": admin_puk, "new_admin_pin": new_admin_pin}
        request = Request(op.CHANGE_ADMIN_PIN, {"tss_id": tss_id}, body=body)
        await self._write(tss_id, request, _nothing)

    async def authenticate_admin(self, tss_id: str, admin_pin: Secret) -> None:
        """Open admin mode. Never repeated; five wrong PINs block it.

        A wrong PIN is a 401, mostly with ``E_ADMIN_LOGIN_FAILED``; the access token was obtained
        within the last ten minutes, so any other 401 most likely means the PIN as well.
        """
        body = {"admin_pin": admin_pin}
        request = Request(op.AUTHENTICATE_ADMIN, {"tss_id": tss_id}, body=body)
        await self._write(tss_id, request, _nothing)

    async def logout_admin(self, tss_id: str) -> None:
        """End admin mode; harmless when nobody is logged in."""
        request = Request(op.LOGOUT_ADMIN, {"tss_id": tss_id}, body={})
        await self._write(tss_id, request, _nothing)

    # clients -----------------------------------------------------------------------------------

    async def create_client(
        self,
        tss_id: str,
        client_id: str,
        serial_number: str,
        *,
        metadata: Mapping[str, str] | None = None,
    ) -> Client:
        """Register a till; needs an admin session. The serial number is for ever."""
        body = _filled(serial_number=serial_number, metadata=metadata)
        return await self._write_client(op.CREATE_CLIENT, tss_id, client_id, body)

    async def update_client(
        self,
        tss_id: str,
        client_id: str,
        state: ClientState,
        *,
        metadata: Mapping[str, str] | None = None,
    ) -> Client:
        """Deregister or re-register a till; needs an admin session."""
        body = _filled(state=str(state), metadata=metadata)
        return await self._write_client(op.UPDATE_CLIENT, tss_id, client_id, body, state)

    async def _write_client(
        self,
        operation: op.Operation,
        tss_id: str,
        client_id: str,
        body: Mapping[str, Any],
        state: ClientState | None = None,
    ) -> Client:
        request = Request(operation, {"tss_id": tss_id, "client_id": client_id}, body=body)
        client = await self._write(tss_id, request, wire.client)
        if state is not None and client.state is not state:  # such a yes is no yes
            raise unreadable(request, "state", None)
        return same(request, client, client.id, client_id)

    async def retrieve_client(self, tss_id: str, client_id: str) -> Client:
        request = Request(op.RETRIEVE_CLIENT, {"tss_id": tss_id, "client_id": client_id})
        client = await self._call(request, wire.client)
        return same(request, client, client.id, client_id)

    async def list_clients(
        self,
        tss_id: str,
        *,
        state: ClientState | None = None,
        serial_number: str | None = None,
        order_by: Literal["serial_number", "time_creation"] = "serial_number",
        order: Order = "asc",
        limit: int = PAGE,
        offset: int = 0,
        show_deleted: bool = True,
    ) -> Page[Client]:
        """One page of the tills of a TSS, deregistered ones included."""
        query: list[tuple[str, str]] = []
        if state is not None:
            query.append(("state", state.value))
        if serial_number is not None:
            query.append(("serial_number", serial_number))
        query += paging(order_by, order, limit, offset, show_deleted)
        request = Request(op.LIST_CLIENTS, {"tss_id": tss_id}, query)
        return await self._call(request, wire.client_page)

    async def update_client_metadata(
        self, tss_id: str, client_id: str, metadata: Mapping[str, str]
    ) -> Mapping[str, str]:
        """As :meth:`update_tss_metadata`, for a till."""
        ids = {"tss_id": tss_id, "client_id": client_id}
        request = Request(op.UPDATE_CLIENT_METADATA, ids, body=dict(metadata))
        return await self._write(tss_id, request, wire.metadata)

    # transactions ------------------------------------------------------------------------------

    async def upsert_transaction(
        self,
        tss_id: str,
        tx_id: str,
        *,
        tx_revision: int,
        state: TxState,
        client_id: str,
        schema: Mapping[str, Any] | None = None,
        metadata: Mapping[str, str] | None = None,
    ) -> Transaction:
        """Sign one revision: 1 starts, every further one is ``latest_revision`` + 1.

        ``schema`` holds one of ``standard_v1``, ``dsfinvtw_v1``, ``raw``; a start goes without.
        The identical call never signs twice, so it may be made again after a lost answer.
        """
        body = _filled(state=str(state), client_id=client_id, schema=schema, metadata=metadata)
        request = Request(
            op.UPSERT_TRANSACTION,
            {"tss_id": tss_id, "tx_id_or_number": tx_id},
            [("tx_revision", str(tx_revision))],
            body,
        )
        transaction = await self._write(tss_id, request, wire.transaction)
        return same(request, transaction, transaction.id, tx_id)

    async def retrieve_transaction(
        self, tss_id: str, tx_id_or_number: str | int, *, tx_revision: int | None = None
    ) -> Transaction:
        """The newest revision, or the one asked for."""
        query = [] if tx_revision is None else [("tx_revision", str(tx_revision))]
        ids = {"tss_id": tss_id, "tx_id_or_number": tx_id_or_number}
        request = Request(op.RETRIEVE_TRANSACTION, ids, query)
        transaction = await self._call(request, wire.transaction)
        if isinstance(tx_id_or_number, int):
            return same(request, transaction, str(transaction.number), str(tx_id_or_number))
        return same(request, transaction, transaction.id, tx_id_or_number)

    async def list_transactions(
        self,
        tss_id: str,
        *,
        client_id: str | None = None,
        states: Sequence[TxState] = (),
        order_by: Literal["number", "state", "time_start", "time_end"] = "number",
        order: Order = "asc",
        limit: int = PAGE,
        offset: int = 0,
        show_deleted: bool = True,
        waiting: Told | None = None,
    ) -> Page[Transaction]:
        """One page of newest revisions, with ``client_id`` only those of that till. The service
        allows 20 of these a minute per TSS.

        Waits for its turn, and tells ``waiting`` every second how many seconds are left. After a
        429 the next ones wait as long as the service asked for.
        """
        budget = self.list_budget(tss_id)
        query = [*states_query(states), *paging(order_by, order, limit, offset, show_deleted)]
        operation, ids = op.LIST_TRANSACTIONS, {"tss_id": tss_id}
        if client_id is not None:
            operation, ids = op.LIST_CLIENT_TRANSACTIONS, ids | {"client_id": client_id}
        request = Request(operation, ids, query, turn=lambda: budget.turn(waiting))
        try:
            return await self._call(request, wire.transaction_page)
        except ApiRefused as error:
            if error.status == 429:
                budget.hold(MINUTE if error.retry_after is None else error.retry_after)
            raise


def _nothing(_: Any) -> None:
    """Reads an answer that has no content."""


def _filled(**members: Any) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}
