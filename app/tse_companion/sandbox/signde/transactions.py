"""upsertTransaction: start, update, finish, cancel (contract section 5)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from tse_companion.domain.models import ClientState, TxState
from tse_companion.sandbox.device import SignedMessage, Step
from tse_companion.sandbox.signde import exports, process_data, schema, state, tx_answers
from tse_companion.sandbox.signde.errors import Answer, refused
from tse_companion.sandbox.signde.process_data import Content
from tse_companion.sandbox.signde.service import Call, Service
from tse_companion.sandbox.signde.state import ClientRow, RevisionRow, TssRow, TxRow

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
    exports.check_idle(service, tss_id)
    client = _client(service, tss_id, wish.client_id)
    if wish.content is not None:
        wish.content.to_sign()
    if service.is_pending(call):
        raise refused("E_PENDING_TX_CONFLICT", "this transaction is being processed")
    tx = tx_answers.find(service, tss_id, wish.reference)
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
    # Before the content is read, which fills in what is missing.
    same = json.dumps([tx_state, client_id, body.get("schema")], sort_keys=True)
    content = process_data.read(body["schema"]) if "schema" in body else None
    if content is not None and (tx_state == "FINISHED" or revision == 1):
        content.check_step(is_start=tx_state != "FINISHED")
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
    shown = tx_answers.Shown(tss, client, tx, revision, made)
    return Answer(200, shown.document(service, is_fresh=True))


def _repeat(service: Service, tx: TxRow, wish: _Wish) -> Answer:
    """Choice ``replay``."""
    if wish.revision == tx.latest_revision:
        revision = tx_answers.revision_of(service, tx, tx.latest_revision)
        if revision.request_digest == wish.digest:
            return Answer(200, tx_answers.render(service, tx, revision))
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
    if wish.content.taxi is not None and wish.state is not TxState.FINISHED:  # taxi-moves
        raise refused("E_TX_UPSERT", "dsfinvtw_v1 knows neither updates nor cancellations")
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
    shown = tx_answers.Shown(tss, client, tx, revision, made)
    return Answer(200, shown.document(service, is_fresh=True))


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
    state.update_counters(service.connection, tss)
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
