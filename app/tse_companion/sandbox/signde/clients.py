"""createClient, retrieveClient, updateClient, listClients (contract section 4)."""

from __future__ import annotations

import re
from typing import Any

from tse_companion.domain.models import ClientState, TssState
from tse_companion.domain.serials import SERIAL_MAX
from tse_companion.sandbox.signde import lists, metadata, schema, state
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
    patch = schema.metadata(body)
    tss = service.signing_tss(tss_id)
    service.require_admin(tss)
    if service.is_pending(call):
        raise refused("E_CLIENT_CONFLICT", f"the client {client_id} is being created")
    client = state.find(service.connection, ClientRow, id=client_id)
    if client is None:
        client = _register_new(service, tss, client_id, serial, patch)
    else:
        if (client.tss_id, client.serial_number) != (tss_id, serial):
            raise refused("E_CLIENT_CONFLICT", f"the client id {client_id} is in use")
        schema.merge(client.metadata, patch)
        state.update(service.connection, client)
    document = render(service, client)
    del document["time_update"]  # this one answer goes without it
    return Answer(200, document)


def _register_new(
    service: Service,
    tss: TssRow,
    client_id: str,
    serial: str,
    patch: metadata.Patch,
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
    schema.merge(client.metadata, patch)
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
    return Answer(200, render(service, _of_path(service, call)))


def retrieve_client_metadata(service: Service, call: Call) -> Answer:
    """The metadata of a client."""
    return metadata.shown(_of_path(service, call))


def update_client_metadata(service: Service, call: Call) -> Answer:
    """Merge into the metadata of a client."""
    patch = metadata.wanted(call)
    client = _of_path(service, call)
    client.time_update = service.now
    return metadata.merged(service, client, patch)


def _of_path(service: Service, call: Call) -> ClientRow:
    tss_id, client_id = call.id("tss_id"), call.id("client_id")
    service.tss(tss_id)
    return service.client(tss_id, client_id)


def update_client(service: Service, call: Call) -> Answer:
    """Deregister or re-register a client, or merge metadata. Choice ``open-forever``."""
    tss_id, client_id = call.id("tss_id"), call.id("client_id")
    body = schema.members(call.document(), "body", required=("state",), optional=("metadata",))
    target = ClientState(schema.one_of(body["state"], "body.state", _STATES))
    patch = schema.metadata(body)
    tss = service.usable_tss(tss_id)
    if tss.state is TssState.DISABLED:
        raise refused("E_TSS_DISABLED", "the TSS is DISABLED")
    service.require_admin(tss)
    client = service.client(tss_id, client_id)
    if target is not client.state:
        if target is ClientState.REGISTERED:
            _check_limit(service, tss)
        operation = "registerClient" if target is ClientState.REGISTERED else "deregisterClient"
        service.log_event(tss, operation, (0, client.serial_number.encode()))
        client.state = target
    client.time_update = service.now
    schema.merge(client.metadata, patch)
    state.update(service.connection, client)
    return Answer(200, render(service, client))


def list_clients(service: Service, call: Call) -> Answer:
    """One page of the clients of a TSS."""
    return _page(service, call, call.id("tss_id"))


def list_all_clients(service: Service, call: Call) -> Answer:
    """One page of the clients of all TSS."""
    return _page(service, call, None)


def _page(service: Service, call: Call, tss_id: str | None) -> Answer:
    """Choice ``serial-filter``."""
    query = call.parameters()
    wanted = lists.paging(query, ORDERS)
    only_state = query.one_of("state", _STATES)
    serial = query.text("serial_number")
    show_deleted = query.boolean("show_deleted") is not False
    selection = lists.Selection(table="client", orders=ORDERS)
    lists.within(service, selection, tss_id, show_deleted=show_deleted)
    if only_state is not None:
        selection.add("state", only_state)
    if serial is not None:
        selection.add("serial_number", serial)
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
