"""upsertTransaction, retrieveTransaction, listTransactions (contract section 5)."""

from __future__ import annotations

import base64
import hashlib
import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from tse_companion.domain.models import ClientState, TssState, TxState
from tse_companion.sandbox.device import SignedMessage, Step
from tse_companion.sandbox.signde import lists, process_data, schema, state
from tse_companion.sandbox.signde.errors import Answer, refused
from tse_companion.sandbox.signde.process_data import Content
from tse_companion.sandbox.signde.service import Call, Service
from tse_companion.sandbox.signde.state import ClientRow, RevisionRow, TssRow, TxRow
from tse_companion.tse.qrcode_text import QrFields, build_qr_text, iso_time

ORDERS = ("number", "state", "time_start", "time_end")
ALGORITHM = "ecdsa-plain-SHA256"

_STATES = ("ACTIVE", "CANCELLED", "FINISHED")
_EMPTY_START = " "  # V2 signs one blank as the process type of a start without data


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the request asks for, after the schema check."""

    reference: str | int
    revision: int | None
    state: TxState
    client_id: str
    content: Content | None
    metadata: dict[str, str | None]
    digest: bytes


def upsert_transaction(service: Service, call: Call) -> Answer:
    """Start, update, finish or cancel; the identical request again gives the stored answer."""
    tss_id = call.id("tss_id")
    wish = _read_wish(call)
    tss = service.signing_tss(tss_id)
    client = _client(service, tss_id, wish.client_id)
    if wish.content is not None:
        wish.content.to_sign()
    tx = _find(service, tss_id, wish.reference)
    if tx is None:
        return _start(service, tss, client, wish)
    if wish.revision is None:  # choice revision-missing
        raise refused("E_TX_UPSERT", "tx_revision is missing")
    if wish.revision <= tx.latest_revision:
        return _repeat(service, tx, wish)
    return _continue(service, tss, client, tx, wish)


def _read_wish(call: Call) -> _Wish:
    reference = schema.uuid_or_number(call.path["tx_id_or_number"], "tx_id_or_number")
    revision = call.parameters().integer("tx_revision", least=1)
    body = schema.members(
        call.document(), "body", required=("state", "client_id"), optional=("schema", "metadata")
    )
    tx_state = schema.one_of(body["state"], "body.state", _STATES)
    client_id = schema.uuid(body["client_id"], "body.client_id")
    content = process_data.read(body["schema"]) if "schema" in body else None
    same = json.dumps([tx_state, client_id, body.get("schema")], sort_keys=True)
    return _Wish(
        reference=reference,
        revision=revision,
        state=TxState(tx_state),
        client_id=client_id,
        content=content,
        metadata=schema.metadata(body),
        digest=hashlib.sha256(same.encode()).digest(),
    )


def _client(service: Service, tss_id: str, client_id: str) -> ClientRow:
    client = state.find(service.connection, ClientRow, id=client_id, tss_id=tss_id)
    if client is None:
        # In the body it is 400; only ids of the path are 404.
        raise refused(
            "E_CLIENT_NOT_FOUND", f"there is no client {client_id} at this TSS", status=400
        )
    if client.state is not ClientState.REGISTERED:
        raise refused("E_CLIENT_DEREGISTERED", "the client is DEREGISTERED")
    return client


def _find(service: Service, tss_id: str, reference: str | int) -> TxRow | None:
    if isinstance(reference, int):
        return state.find(service.connection, TxRow, tss_id=tss_id, number=reference)
    return state.find(service.connection, TxRow, tss_id=tss_id, id=reference)


def _start(service: Service, tss: TssRow, client: ClientRow, wish: _Wish) -> Answer:
    if not isinstance(wish.reference, str):
        raise refused("E_TX_UPSERT", f"there is no transaction number {wish.reference}")
    if wish.revision != 1 or wish.state is not TxState.ACTIVE:
        raise refused("E_TX_UPSERT", "a transaction starts with tx_revision 1 and state ACTIVE")
    active = state.count(service.connection, TxRow, tss_id=tss.id, state=TxState.ACTIVE)
    if active >= service.limits.active_transactions:
        raise refused("E_TX_LIMIT_REACHED", f"{active} transactions are ACTIVE")
    tss.transaction_counter += 1
    tx = TxRow(
        tss_id=tss.id,
        id=wish.reference,
        number=tss.transaction_counter,
        state=TxState.ACTIVE,
        latest_revision=1,
        client_id=client.id,
        time_start=0,  # known once it is signed
        process_type=None if wish.content is None else wish.content.process_type,
    )
    schema.merge(tx.metadata, wish.metadata)
    revision, made = _sign(service, tss, client, tx, "Start", wish)
    tx.time_start = made.log_time
    state.insert(service.connection, tx)
    state.insert(service.connection, revision)
    return Answer(200, _render(service, tss, client, tx, revision, made, is_fresh=True))


def _repeat(service: Service, tx: TxRow, wish: _Wish) -> Answer:
    """Choice ``replay``."""
    if wish.revision == tx.latest_revision:
        revision = _revision(service, tx, tx.latest_revision)
        if revision.request_digest == wish.digest:
            return Answer(200, render(service, tx, revision))
        raise refused("E_TX_UPSERT", f"revision {wish.revision} exists with other content")
    if wish.content is None and tx.process_type is not None:
        raise refused("E_TX_NO_TYPE_DEFINED", "the schema is missing")
    raise refused("E_TX_UPSERT", f"the latest revision is {tx.latest_revision}")


def _continue(service: Service, tss: TssRow, client: ClientRow, tx: TxRow, wish: _Wish) -> Answer:
    if wish.revision != tx.latest_revision + 1:
        raise refused("E_TX_UPSERT", f"the latest revision is {tx.latest_revision}")
    if tx.state is not TxState.ACTIVE:  # choice closed-first
        raise refused("E_TX_UPSERT", f"the transaction is {tx.state}")
    if wish.content is None:
        raise refused("E_TX_NO_TYPE_DEFINED", "the schema is missing")
    if tx.process_type not in (None, wish.content.process_type):
        raise refused("E_TX_ILLEGAL_TYPE_CHANGE", f"the type is {tx.process_type}")
    tx.latest_revision += 1
    tx.state = wish.state
    tx.client_id = client.id
    tx.process_type = wish.content.process_type
    schema.merge(tx.metadata, wish.metadata)
    step: Step = "Update" if wish.state is TxState.ACTIVE else "Finish"
    revision, made = _sign(service, tss, client, tx, step, wish)
    if step == "Finish":
        tx.time_end = made.log_time
    state.update(service.connection, tx)
    state.insert(service.connection, revision)
    return Answer(200, _render(service, tss, client, tx, revision, made, is_fresh=True))


def _sign(
    service: Service, tss: TssRow, client: ClientRow, tx: TxRow, step: Step, wish: _Wish
) -> tuple[RevisionRow, SignedMessage]:
    content = wish.content
    device = service.device(tss)
    made = device.transaction(
        step,
        number=tx.number,
        client_serial=client.serial_number,
        process_type=_EMPTY_START if content is None else content.process_type,
        process_data=b"" if content is None else content.to_sign(),
    )
    service.keep_counters(tss, device)
    state.update(service.connection, tss)
    revision = RevisionRow(
        tss_id=tss.id,
        tx_id=tx.id,
        revision=tx.latest_revision,
        state=tx.state,
        client_id=client.id,
        request_digest=wish.digest,
        schema={} if content is None else content.shown,
        process_type=None if content is None else content.process_type,
        process_data=b"" if content is None else content.to_sign(),
        counter=made.counter,
    )
    return revision, made


def retrieve_transaction(service: Service, call: Call) -> Answer:
    """One transaction, by id or number, at its newest or the given revision."""
    tss_id = call.id("tss_id")
    reference = schema.uuid_or_number(call.path["tx_id_or_number"], "tx_id_or_number")
    wanted = call.parameters().integer("tx_revision", least=1)
    service.tss(tss_id)
    tx = _find(service, tss_id, reference)
    if tx is None:
        raise refused("E_TX_NOT_FOUND", f"there is no transaction {reference}")
    if wanted is not None and wanted > tx.latest_revision:
        raise refused("E_TX_REVISION_NOT_FOUND", f"the latest revision is {tx.latest_revision}")
    return Answer(200, render(service, tx, _revision(service, tx, wanted or tx.latest_revision)))


def list_transactions(service: Service, call: Call) -> Answer:
    """One page of a TSS's transactions, each at its newest revision."""
    tss_id = call.id("tss_id")
    query = call.parameters()
    wanted = lists.paging(query, ORDERS)
    selection = lists.Selection("tx", ORDERS, query.many_of("states", _STATES))
    show_deleted = query.boolean("show_deleted")
    tss = service.tss(tss_id)
    service.limit_list_calls(tss_id)
    selection.add("tss_id", tss_id)
    if show_deleted is False and tss.state is TssState.DELETED:
        selection.where.append("0")
    rows, count = lists.page(service.connection, selection, wanted)
    data = [_newest(service, state.read(TxRow, row)) for row in rows]
    return lists.answer(service, "TRANSACTION_LIST", data, count)


def _newest(service: Service, tx: TxRow) -> dict[str, Any]:
    return render(service, tx, _revision(service, tx, tx.latest_revision))


def _revision(service: Service, tx: TxRow, revision: int) -> RevisionRow:
    row = state.find(
        service.connection, RevisionRow, tss_id=tx.tss_id, tx_id=tx.id, revision=revision
    )
    assert row is not None, "every revision up to the latest is stored"
    return row


def render(service: Service, tx: TxRow, revision: RevisionRow) -> dict[str, Any]:
    """A stored revision as answers show it."""
    connection = service.connection
    tss = service.tss(tx.tss_id)
    client = state.find(connection, ClientRow, id=revision.client_id)
    assert client is not None, "clients are never removed alone"
    row: sqlite3.Row = connection.execute(
        "SELECT * FROM log WHERE tss_id = ? AND counter = ?", (tss.id, revision.counter)
    ).fetchone()
    made = SignedMessage(**{key: row[key] for key in SignedMessage.__slots__})
    return _render(service, tss, client, tx, revision, made, is_fresh=False)


def _render(
    service: Service,
    tss: TssRow,
    client: ClientRow,
    tx: TxRow,
    revision: RevisionRow,
    made: SignedMessage,
    *,
    is_fresh: bool,
) -> dict[str, Any]:
    public_key = base64.b64encode(tss.public_key).decode()
    document: dict[str, Any] = {
        **service.resource("TRANSACTION", tx.id),
        "number": tx.number,
        "state": revision.state.value,
        "revision": revision.revision,
        "latest_revision": tx.latest_revision,
        "tss_id": tss.id,
        "tss_serial_number": tss.serial,
        "client_id": client.id,
        "client_serial_number": client.serial_number,
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
        qr_text = _qr_text(tx, client, revision, made, public_key)
        if qr_text is not None:
            document["qr_code_data"] = qr_text
    if tx.metadata:
        document["metadata"] = tx.metadata
    return document


def _counter(service: Service, counter: int, *, is_fresh: bool) -> int | str:
    habit = service.habits.counter
    if habit == "number" or (habit == "observed" and is_fresh):
        return counter
    return str(counter)


def _qr_text(
    tx: TxRow, client: ClientRow, revision: RevisionRow, made: SignedMessage, public_key: str
) -> str | None:
    """The text for the receipt's code, or ``None``. Choice ``unreadable-qr``."""
    try:
        return build_qr_text(
            QrFields(
                client_id=client.serial_number,
                process_type=revision.process_type or "",
                process_data=revision.process_data.decode(),
                transaction_number=tx.number,
                signature_counter=made.counter,
                start=iso_time(tx.time_start),
                log_time=iso_time(made.log_time),
                algorithm=ALGORITHM,
                log_time_format="unixTime",
                signature=base64.b64encode(made.signature).decode(),
                public_key=public_key,
            )
        )
    except ValueError:
        return None
