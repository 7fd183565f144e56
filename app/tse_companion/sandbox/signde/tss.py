"""createTss, retrieveTss, listTss, updateTss (contract section 3)."""

from __future__ import annotations

import base64
import re
from typing import Any

from tse_companion.domain.models import ClientState, TssState, TxState
from tse_companion.domain.states import may_move
from tse_companion.sandbox.clock import END
from tse_companion.sandbox.signde import lists, metadata, schema, state
from tse_companion.sandbox.signde.conditions import RETRY_AFTER
from tse_companion.sandbox.signde.errors import Answer, refused, violation
from tse_companion.sandbox.signde.service import Call, Service
from tse_companion.sandbox.signde.state import ClientRow, TssRow, TxRow
from tse_companion.tse.keys import SigningKey

BSI_ID = "BSI-K-TR-0717-2025"
ORDERS = ("description", "state", "time_creation", "time_init", "time_disable")

_DESCRIPTION = re.compile(r"[A-Za-z0-9 '()+,\-./:=?]{0,100}")
_TARGETS = ("UNINITIALIZED", "INITIALIZED", "DISABLED")
_STATES = tuple(value for value in TssState if value is not TssState.UNKNOWN)


def create_tss(service: Service, call: Call) -> Answer:
    """A new TSS with its PUK; repeating it while CREATED gives the same one."""
    tss_id = call.id("tss_id")
    body = schema.members(call.document(), "body", optional=("metadata",))
    patch = schema.metadata(body)
    row = state.find(service.connection, TssRow, id=tss_id)
    if row is not None and row.account != service.caller.name:  # choice foreign-id
        raise refused("E_TSS_CONFLICT", "this TSS id is in use")
    if row is None:
        row = _new_tss(service, tss_id)
        schema.merge(row.metadata, patch)
        state.insert(service.connection, row)
    else:
        if row.state is not TssState.CREATED:
            raise refused("E_TSS_CONFLICT", f"this TSS exists and is {row.state}")
        schema.merge(row.metadata, patch)
        state.update(service.connection, row)
    return Answer(200, {**render(service, row), "admin_puk": row.puk})


def new_row(service: Service, tss_id: str) -> TssRow:
    """A CREATED TSS with its own key and certificate, not yet stored."""
    now = service.now
    until = min(now + service.limits.certificate_seconds, END - 1)
    label = (tss_id, service.generation)
    key = SigningKey.from_seed(service.identity.derive("tss key", *label))
    return TssRow(
        id=tss_id,
        state=TssState.CREATED,
        puk=service.identity.puk(*label),
        private_key=key.to_bytes(),
        public_key=key.point,
        serial=key.serial_hex,
        certificate=service.authority.issue(key, not_before=now, not_after=until),
        certificate_until=until,
        time_creation=now,
        account=service.caller.name,
    )


def _new_tss(service: Service, tss_id: str) -> TssRow:
    account, limits = service.caller, service.limits
    active = state.active_tss(service.connection, account.name)
    if account.env == "TEST" and active >= limits.active_tss:
        raise refused("E_TSS_LIMIT_REACHED", f"there are {active} active TSS already")
    today = state.tss_created_today(service.connection, account.name, service.now)
    if today >= limits.tss_per_day:
        raise refused("E_TSS_LIMIT_PER_DAY_REACHED", "no more TSS can be created today")
    if service.conditions.no_capacity is not None:  # choice capacity
        code = service.conditions.no_capacity
        raise refused(code, "no TSS can be provided right now", retry_after=RETRY_AFTER)
    return new_row(service, tss_id)


def retrieve_tss(service: Service, call: Call) -> Answer:
    """One TSS."""
    return Answer(200, render(service, service.tss(call.id("tss_id"))))


def retrieve_tss_metadata(service: Service, call: Call) -> Answer:
    """The metadata of a TSS."""
    return metadata.shown(service.tss(call.id("tss_id")))


def update_tss_metadata(service: Service, call: Call) -> Answer:
    """Merge into the metadata of a TSS."""
    tss_id, patch = call.id("tss_id"), metadata.wanted(call)
    return metadata.merged(service, service.tss(tss_id), patch)


def list_tss(service: Service, call: Call) -> Answer:
    """One page of TSS."""
    query = call.parameters()
    selection = lists.Selection(
        table="tss",
        orders=ORDERS,
        states=query.many_of("states", _STATES),
    )
    selection.add("account", service.caller.name)
    if query.boolean("show_deleted") is False:
        selection.where.append("state <> 'DELETED'")
    rows, count = lists.page(service.connection, selection, lists.paging(query, ORDERS))
    return lists.answer(
        service, "TSS_LIST", [render(service, state.read(TssRow, row)) for row in rows], count
    )


def update_tss(service: Service, call: Call) -> Answer:
    """Move a TSS to its next state, or merge metadata. Choice ``same-state``."""
    tss_id = call.id("tss_id")
    body = schema.members(
        call.document(), "body", required=("state",), optional=("description", "metadata")
    )
    target = TssState(schema.one_of(body["state"], "body.state", _TARGETS))
    patch = schema.metadata(body)
    description = _description(body, target)
    row = service.usable_tss(tss_id)
    if target is not row.state:
        if not may_move(row.state, target):
            raise refused("E_ILLEGAL_TSS_STATE_CHANGE", f"{row.state} cannot become {target}")
        _move(service, row, target, description)
    elif description is not None and description != row.description:
        raise violation("body.description can be set with INITIALIZED only, once")
    schema.merge(row.metadata, patch)
    state.update(service.connection, row)
    return Answer(200, render(service, row))


def _description(body: dict[str, Any], target: TssState) -> str | None:
    if "description" not in body:
        return None
    if target is not TssState.INITIALIZED:
        raise violation("body.description can be set with INITIALIZED only")
    return schema.text(body["description"], "body.description", pattern=_DESCRIPTION)


def _move(service: Service, row: TssRow, target: TssState, description: str | None) -> None:
    if target is not TssState.UNINITIALIZED:
        if not row.admin_logged_in and service.is_pin_blocked(row):
            raise refused("E_ADMIN_PIN_BLOCKED", "the PIN is blocked; set a new one with the PUK")
        service.require_admin(row)
    row.state = target
    match target:
        case TssState.UNINITIALIZED:
            device = service.device(row)
            device.deploy()
            service.keep_counters(row, device)
            row.time_uninit = device.log_time
        case TssState.INITIALIZED:
            row.description = f"fiskaly sign cloud-TSE ({row.id})"
            if description is not None:
                row.description = description
            row.time_init = service.log_event(row, "initialize", (0, row.description.encode()))
        case _:
            row.time_disable = service.log_event(row, "disableSecureElement")
            row.admin_logged_in = False


def render(service: Service, row: TssRow) -> dict[str, Any]:
    """The TSS as answers show it; what does not apply yet is absent."""
    document: dict[str, Any] = {
        **service.resource("TSS", row.id),
        "state": row.state.value,
        "certificate": _certificate(service, row),
        "public_key": base64.b64encode(row.public_key).decode(),
        "serial_number": row.serial,
        "signature_algorithm": "ecdsa-plain-SHA256",
        "signature_timestamp_format": "unixTime",
        "transaction_data_encoding": "UTF-8",
        "supported_update_variants": "SIGNED",
        "max_number_registered_clients": service.limits.registered_clients,
        "max_number_active_transactions": service.limits.active_transactions,
        "time_creation": row.time_creation,
    }
    optional = {
        "description": row.description,
        "time_uninit": row.time_uninit,
        "time_init": row.time_init,
        "time_disable": row.time_disable,
        "time_defective": row.time_defective,
    }
    document.update({name: value for name, value in optional.items() if value is not None})
    if row.metadata:
        document["metadata"] = row.metadata
    if row.state in (TssState.UNINITIALIZED, TssState.INITIALIZED, TssState.DISABLED):
        document["bsi_certification_id"] = BSI_ID
    if row.time_uninit is not None:
        document.update(_counters(service, row))
    return document


def _certificate(service: Service, row: TssRow) -> str:
    text = base64.b64encode(row.certificate).decode()
    if service.habits.certificate == "base64":
        return text
    lines = [text[at : at + 64] for at in range(0, len(text), 64)]
    return "\n".join(("-----BEGIN CERTIFICATE-----", *lines, "-----END CERTIFICATE-----", ""))


def _counters(service: Service, row: TssRow) -> dict[str, Any]:
    connection = service.connection
    counters: dict[str, Any] = {
        "signature_counter": str(row.signature_counter),
        "number_registered_clients": state.count(
            connection, ClientRow, tss_id=row.id, state=ClientState.REGISTERED
        ),
        "number_active_transactions": state.count(
            connection, TxRow, tss_id=row.id, state=TxState.ACTIVE
        ),
    }
    if row.transaction_counter:
        counters["transaction_counter"] = str(row.transaction_counter)
    return counters
