"""createClient, retrieveClient, updateClient, listClients (contract section 4)."""

from __future__ import annotations

import re
from typing import Any

from tse_companion.domain.models import ClientState, TssState
from tse_companion.domain.serials import SERIAL_MAX
from tse_companion.sandbox.signde import lists, schema, state
from tse_companion.sandbox.signde.errors import Answer, refused
from tse_companion.sandbox.signde.service import Call, Service
from tse_companion.sandbox.signde.state import ClientRow, TssRow

ORDERS = ("serial_number", "time_creation")

# The service's own rule. It lets "/" through, which DSFinV-K forbids; clients must know better.
_SERIAL = re.compile(r"[A-Za-z0-9 '()+,\-./:=?]+")
_STATES = ("REGISTERED", "DEREGISTERED")


def create_client(service: Service, call: Call) -> Answer:
    """Register a new client. Choices ``client-too-early`` and ``same-client``."""
    tss_id, client_id = call.id("tss_id"), call.id("client_id")
    body = schema.members(
        call.document(), "body", required=("serial_number",), optional=("metadata",)
    )
    serial = schema.text(body["serial_number"], "body.serial_number")
    metadata = schema.metadata(body)
    tss = service.signing_tss(tss_id)
    service.require_admin(tss)
    client = state.find(service.connection, ClientRow, id=client_id)
    if client is None:
        client = _register_new(service, tss, client_id, serial, metadata)
    else:
        if (client.tss_id, client.serial_number) != (tss_id, serial):
            raise refused("E_CLIENT_CONFLICT", f"the client id {client_id} is in use")
        schema.merge(client.metadata, metadata)
        state.update(service.connection, client)
    document = render(service, client)
    del document["time_update"]  # this one answer goes without it
    return Answer(200, document)


def _register_new(
    service: Service,
    tss: TssRow,
    client_id: str,
    serial: str,
    metadata: dict[str, str | None],
) -> ClientRow:
    if flaw := _flaw(serial):
        raise refused("E_ILLEGAL_CLIENT_SERIAL", f"serial_number {flaw}")
    if state.find(service.connection, ClientRow, tss_id=tss.id, serial_number=serial):
        raise refused("E_ILLEGAL_CLIENT_SERIAL", "serial_number is taken at this TSS")
    _check_limit(service, tss)
    client = ClientRow(
        id=client_id,
        tss_id=tss.id,
        serial_number=serial,
        state=ClientState.REGISTERED,
        time_creation=service.now,
        time_update=service.now,
    )
    schema.merge(client.metadata, metadata)
    service.log_event(tss, "registerClient", (0, serial.encode()))
    state.insert(service.connection, client)
    return client


def _flaw(serial: str) -> str | None:
    if not 1 <= len(serial) <= SERIAL_MAX:
        return f"must have 1 to {SERIAL_MAX} characters"
    if serial != serial.strip():
        return "must not begin or end with whitespace"
    if _SERIAL.fullmatch(serial) is None:
        return "may hold A-Z a-z 0-9 blank ' ( ) + , - . / : = ? only"
    return None


def _check_limit(service: Service, tss: TssRow) -> None:
    registered = state.count(
        service.connection, ClientRow, tss_id=tss.id, state=ClientState.REGISTERED
    )
    if registered >= service.limits.registered_clients:
        raise refused("E_CLIENT_LIMIT_REACHED", f"{registered} clients are registered")


def retrieve_client(service: Service, call: Call) -> Answer:
    """One client."""
    tss_id, client_id = call.id("tss_id"), call.id("client_id")
    service.tss(tss_id)
    return Answer(200, render(service, _client(service, tss_id, client_id)))


def _client(service: Service, tss_id: str, client_id: str) -> ClientRow:
    client = state.find(service.connection, ClientRow, id=client_id, tss_id=tss_id)
    if client is None:
        raise refused("E_CLIENT_NOT_FOUND", f"there is no client {client_id} at this TSS")
    return client


def update_client(service: Service, call: Call) -> Answer:
    """Deregister or re-register a client, or merge metadata. Choice ``open-forever``."""
    tss_id, client_id = call.id("tss_id"), call.id("client_id")
    body = schema.members(call.document(), "body", required=("state",), optional=("metadata",))
    target = ClientState(schema.one_of(body["state"], "body.state", _STATES))
    metadata = schema.metadata(body)
    tss = service.usable_tss(tss_id)
    if tss.state is TssState.DISABLED:
        raise refused("E_TSS_DISABLED", "the TSS is DISABLED")
    service.require_admin(tss)
    client = _client(service, tss_id, client_id)
    if target is not client.state:
        if target is ClientState.REGISTERED:
            _check_limit(service, tss)
        operation = "registerClient" if target is ClientState.REGISTERED else "deregisterClient"
        service.log_event(tss, operation, (0, client.serial_number.encode()))
        client.state = target
    client.time_update = service.now
    schema.merge(client.metadata, metadata)
    state.update(service.connection, client)
    return Answer(200, render(service, client))


def list_clients(service: Service, call: Call) -> Answer:
    """One page of the clients of a TSS. Choice ``serial-filter``."""
    tss_id = call.id("tss_id")
    query = call.parameters()
    wanted = lists.paging(query, ORDERS)
    only_state = query.one_of("state", _STATES)
    serial = query.text("serial_number")
    show_deleted = query.boolean("show_deleted")
    tss = service.tss(tss_id)
    selection = lists.Selection(table="client", orders=ORDERS)
    selection.add("tss_id", tss_id)
    if only_state is not None:
        selection.add("state", only_state)
    if serial is not None:
        selection.add("serial_number", serial)
    if show_deleted is False and tss.state is TssState.DELETED:
        selection.where.append("0")
    rows, count = lists.page(service.connection, selection, wanted)
    data = [render(service, state.read(ClientRow, row)) for row in rows]
    return lists.answer(service, "CLIENT_LIST", data, count)


def render(service: Service, client: ClientRow) -> dict[str, Any]:
    """The client as answers show it."""
    document = {
        **service.resource("CLIENT", client.id),
        "tss_id": client.tss_id,
        "serial_number": client.serial_number,
        "state": client.state.value,
        "time_creation": client.time_creation,
        "time_update": client.time_update,
    }
    if client.metadata:
        document["metadata"] = client.metadata
    return document
