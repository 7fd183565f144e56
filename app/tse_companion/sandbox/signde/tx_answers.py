"""Transactions as answers show them: single ones, lists, metadata (contract sections 5 and 6)."""

from __future__ import annotations

import base64
import sqlite3
from dataclasses import dataclass
from typing import Any

from tse_companion.domain.models import TxState
from tse_companion.sandbox.device import SignedMessage, stored_message
from tse_companion.sandbox.signde import lists, metadata, schema, state
from tse_companion.sandbox.signde.errors import Answer, refused
from tse_companion.sandbox.signde.service import Call, Service
from tse_companion.sandbox.signde.state import ClientRow, RevisionRow, TssRow, TxRow
from tse_companion.tse.qrcode_text import QrFields, build_qr_text, iso_time

ORDERS = ("number", "state", "time_start", "time_end")
STATES = ("ACTIVE", "CANCELLED", "FINISHED")
ALGORITHM = "ecdsa-plain-SHA256"


def retrieve_transaction(service: Service, call: Call) -> Answer:
    """One transaction, by id or number, at its newest or the given revision."""
    tx, revision = of_path(service, call)
    return Answer(200, render(service, tx, revision))


def retrieve_transaction_metadata(service: Service, call: Call) -> Answer:
    """The metadata of a transaction."""
    tx, _ = of_path(service, call)
    return metadata.shown(tx)


def update_transaction_metadata(service: Service, call: Call) -> Answer:
    """Merge into the metadata of a transaction."""
    patch = metadata.wanted(call)
    tx, _ = of_path(service, call)
    return metadata.merged(service, tx, patch)


def of_path(service: Service, call: Call) -> tuple[TxRow, RevisionRow]:
    """The transaction of the path, and its newest revision or the one of ``tx_revision``."""
    tss_id = call.id("tss_id")
    reference = schema.uuid_or_number(call.path["tx_id_or_number"], "tx_id_or_number")
    wanted = call.parameters().integer("tx_revision", least=1)
    service.tss(tss_id)
    tx = find(service, tss_id, reference)
    if tx is None:
        raise refused("E_TX_NOT_FOUND", f"there is no transaction {reference}")
    if wanted is not None and wanted > tx.latest_revision:
        raise refused("E_TX_REVISION_NOT_FOUND", f"the latest revision is {tx.latest_revision}")
    return tx, revision_of(service, tx, wanted or tx.latest_revision)


def find(service: Service, tss_id: str, reference: str | int) -> TxRow | None:
    """The transaction with this id or number."""
    if isinstance(reference, int):
        return state.find(service.connection, TxRow, tss_id=tss_id, number=reference)
    return state.find(service.connection, TxRow, tss_id=tss_id, id=reference)


def revision_of(service: Service, tx: TxRow, revision: int) -> RevisionRow:
    """One stored revision; it has to exist."""
    row = state.find(
        service.connection, RevisionRow, tss_id=tx.tss_id, tx_id=tx.id, revision=revision
    )
    assert row is not None, "every revision up to the latest is stored"
    return row


# --- lists -----------------------------------------------------------------------------------


def list_transactions(service: Service, call: Call) -> Answer:
    """One page of a TSS's transactions, each at its newest revision."""
    tss_id = call.id("tss_id")
    query = call.parameters()
    selection, wanted = _selection(service, query, tss_id)
    service.limit_rate(call.operation.name, tss_id, service.limits.list_transactions_per_minute)
    return _page(service, selection, wanted)


def list_client_transactions(service: Service, call: Call) -> Answer:
    """The same for the transactions whose newest revision belongs to this client."""
    tss_id, client_id = call.id("tss_id"), call.id("client_id")
    selection, wanted = _selection(service, call.parameters(), tss_id)
    service.client(tss_id, client_id)
    selection.add("client_id", client_id)
    return _page(service, selection, wanted)


def list_all_transactions(service: Service, call: Call) -> Answer:
    """The same for all TSS."""
    return _page(service, *_selection(service, call.parameters(), None))


def _selection(
    service: Service, query: schema.Query, tss_id: str | None
) -> tuple[lists.Selection, lists.Paging]:
    wanted = lists.paging(query, ORDERS)
    selection = lists.Selection("tx", ORDERS, query.many_of("states", STATES))
    show_deleted = query.boolean("show_deleted") is not False
    lists.within(service, selection, tss_id, show_deleted=show_deleted)
    return selection, wanted


def _page(service: Service, selection: lists.Selection, wanted: lists.Paging) -> Answer:
    rows, count = lists.page(service.connection, selection, wanted)
    owners = _Owners(service)
    data = []
    for row in rows:
        tx = state.read(TxRow, row)
        revision = revision_of(service, tx, tx.latest_revision)
        data.append(owners.shown(tx, revision).document(service))
    return lists.answer(service, "TRANSACTION_LIST", data, count)


# --- rendering -------------------------------------------------------------------------------


class _Owners:
    """The few TSS and clients that many transactions of a page share."""

    def __init__(self, service: Service) -> None:
        self._connection: sqlite3.Connection = service.connection
        self._service = service
        self._tss: dict[str, TssRow] = {}
        self._clients: dict[str, ClientRow] = {}

    def shown(self, tx: TxRow, revision: RevisionRow) -> Shown:
        """All that belongs to a stored revision."""
        if tx.tss_id not in self._tss:
            self._tss[tx.tss_id] = self._service.tss(tx.tss_id)
        if revision.client_id not in self._clients:
            client = state.find(self._connection, ClientRow, id=revision.client_id)
            assert client is not None, "clients are never removed alone"
            self._clients[client.id] = client
        made = stored_message(self._connection, tx.tss_id, revision.counter)
        return Shown(self._tss[tx.tss_id], self._clients[revision.client_id], tx, revision, made)


def render(service: Service, tx: TxRow, revision: RevisionRow) -> dict[str, Any]:
    """A stored revision as answers show it."""
    return _Owners(service).shown(tx, revision).document(service)


@dataclass(frozen=True, slots=True)
class Shown:
    """One revision of one transaction with all that its answer is made of."""

    tss: TssRow
    client: ClientRow
    tx: TxRow
    revision: RevisionRow
    made: SignedMessage

    def document(self, service: Service, *, is_fresh: bool = False) -> dict[str, Any]:
        """The answer; ``is_fresh`` says that it was signed just now."""
        tx, revision, made = self.tx, self.revision, self.made
        public_key = base64.b64encode(self.tss.public_key).decode()
        document: dict[str, Any] = {
            **service.resource("TRANSACTION", tx.id),
            "number": tx.number,
            "state": revision.state.value,
            "revision": revision.revision,
            "latest_revision": tx.latest_revision,
            "tss_id": tx.tss_id,
            "tss_serial_number": self.tss.serial,
            "client_id": self.client.id,
            "client_serial_number": self.client.serial_number,
            "time_start": tx.time_start,
            "schema": revision.schema,
            "log": {
                "operation": made.operation,
                "timestamp": made.log_time,
                "timestamp_format": "unixTime",
            },
            "signature": {
                "value": base64.b64encode(made.signature).decode(),
                "algorithm": ALGORITHM,
                "counter": _counter(service, made.counter, is_fresh=is_fresh),
                "public_key": public_key,
            },
        }
        if revision.state is not TxState.ACTIVE:
            document["time_end"] = made.log_time
        if revision.state is TxState.FINISHED:
            qr_text = self._qr_text(public_key)
            if qr_text is not None:
                document["qr_code_data"] = qr_text
        if tx.metadata:
            document["metadata"] = tx.metadata
        return document

    def _qr_text(self, public_key: str) -> str | None:
        """The text for the receipt's code, or ``None``. Choice ``unreadable-qr``."""
        try:
            return build_qr_text(
                QrFields(
                    client_id=self.client.serial_number,
                    process_type=self.revision.process_type or "",
                    process_data=self.revision.process_data.decode(),
                    transaction_number=self.tx.number,
                    signature_counter=self.made.counter,
                    start=iso_time(self.tx.time_start),
                    log_time=iso_time(self.made.log_time),
                    algorithm=ALGORITHM,
                    log_time_format="unixTime",
                    signature=base64.b64encode(self.made.signature).decode(),
                    public_key=public_key,
                )
            )
        except ValueError:
            return None


def _counter(service: Service, counter: int, *, is_fresh: bool) -> int | str:
    habit = service.habits.counter
    if habit == "number" or (habit == "observed" and is_fresh):
        return counter
    return str(counter)
