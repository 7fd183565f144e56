"""Each operation of the client: how it is called, what must arrive, what comes back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from api import fakes
from api.fakes import CLIENT_ID, TSS_ID, TX_ID, reply
from tse_companion.api.signde import SignDeClient
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import (
    ClientState,
    ExportState,
    TssState,
    TxState,
)

Call = Callable[[SignDeClient], Awaitable[Any]]

TSS = f"/tss/{TSS_ID}"
PAGING = "&order=asc&limit=100&offset=0&show_deleted="

# Each operation: how it is called, what must arrive, what comes back.
OPERATIONS: dict[str, tuple[Call, str, str, Any, Any]] = {
    "createTss": (lambda c: c.create_tss(TSS_ID), f"PUT {TSS}", "", {}, fakes.tss(admin_puk="p")),
    "createTss with metadata": (
        lambda c: c.create_tss(TSS_ID, metadata={"a": "b"}),
        f"PUT {TSS}",
        "",
        {"metadata": {"a": "b"}},
        fakes.tss(admin_puk="p"),
    ),
    "retrieveTss": (lambda c: c.retrieve_tss(TSS_ID), f"GET {TSS}", "", None, fakes.tss()),
    "listTss": (
        lambda c: c.list_tss(),
        "GET /tss",
        f"order_by=time_creation{PAGING}false",
        None,
        fakes.page("TSS_LIST", [fakes.tss()]),
    ),
    "listTss by state": (
        lambda c: c.list_tss(
            states=(TssState.CREATED, TssState.INITIALIZED),
            order_by="state",
            order="desc",
            limit=5,
            offset=10,
            show_deleted=True,
        ),
        "GET /tss",
        "states[0]=CREATED&states[1]=INITIALIZED&order_by=state&order=desc&limit=5&offset=10"
        "&show_deleted=true",
        None,
        fakes.page("TSS_LIST", []),
    ),
    "updateTss": (
        lambda c: c.update_tss(TSS_ID, TssState.INITIALIZED, description="Laden"),
        f"PATCH {TSS}",
        "",
        {"state": "INITIALIZED", "description": "Laden"},
        fakes.tss(),
    ),
    "updateTss to deploy": (
        lambda c: c.update_tss(TSS_ID, TssState.UNINITIALIZED),
        f"PATCH {TSS}",
        "",
        {"state": "UNINITIALIZED"},
        fakes.tss(state="UNINITIALIZED"),
    ),
    "changeAdminPin": (
        lambda c: c.change_admin_pin(TSS_ID, Secret(fakes.PUK), Secret(fakes.PIN)),
        f"PATCH {TSS}/admin",
        "",
        {"admin_puk": fakes.PUK, "new_admin_pin": fakes.PIN},
        None,
    ),
    "authenticateAdmin": (
        lambda c: c.authenticate_admin(TSS_ID, Secret(fakes.PIN)),
        f"POST {TSS}/admin/auth",
        "",
        {"admin_pin": fakes.PIN},
        None,
    ),
    "logoutAdmin": (
        lambda c: c.logout_admin(TSS_ID),
        f"POST {TSS}/admin/logout",
        "",
        {},
        None,
    ),
    "createClient": (
        lambda c: c.create_client(TSS_ID, CLIENT_ID, "Kasse 1"),
        f"PUT {TSS}/client/{CLIENT_ID}",
        "",
        {"serial_number": "Kasse 1"},
        fakes.client(),
    ),
    "retrieveClient": (
        lambda c: c.retrieve_client(TSS_ID, CLIENT_ID),
        f"GET {TSS}/client/{CLIENT_ID}",
        "",
        None,
        fakes.client(),
    ),
    "updateClient": (
        lambda c: c.update_client(TSS_ID, CLIENT_ID, ClientState.DEREGISTERED),
        f"PATCH {TSS}/client/{CLIENT_ID}",
        "",
        {"state": "DEREGISTERED"},
        fakes.client(state="DEREGISTERED", time_update=5),
    ),
    "listClients": (
        lambda c: c.list_clients(
            TSS_ID, state=ClientState.REGISTERED, serial_number="Kasse 1 & Café"
        ),
        f"GET {TSS}/client",
        f"state=REGISTERED&serial_number=Kasse 1 & Café&order_by=serial_number{PAGING}true",
        None,
        fakes.page("CLIENT_LIST", [fakes.client()]),
    ),
    "start": (
        lambda c: c.upsert_transaction(
            TSS_ID, TX_ID, tx_revision=1, state=TxState.ACTIVE, client_id=CLIENT_ID
        ),
        f"PUT {TSS}/tx/{TX_ID}",
        "tx_revision=1",
        {"state": "ACTIVE", "client_id": CLIENT_ID},
        fakes.transaction(),
    ),
    "finish": (
        lambda c: c.upsert_transaction(
            TSS_ID,
            TX_ID,
            tx_revision=2,
            state=TxState.FINISHED,
            client_id=CLIENT_ID,
            schema={"raw": {"process_type": "x", "process_data": "QQ=="}},
            metadata={"n": "1"},
        ),
        f"PUT {TSS}/tx/{TX_ID}",
        "tx_revision=2",
        {
            "state": "FINISHED",
            "client_id": CLIENT_ID,
            "schema": {"raw": {"process_type": "x", "process_data": "QQ=="}},
            "metadata": {"n": "1"},
        },
        fakes.transaction(state="FINISHED"),
    ),
    "retrieveTransaction": (
        lambda c: c.retrieve_transaction(TSS_ID, TX_ID),
        f"GET {TSS}/tx/{TX_ID}",
        "",
        None,
        fakes.transaction(),
    ),
    "retrieveTransaction by number": (
        lambda c: c.retrieve_transaction(TSS_ID, 7, tx_revision=1),
        f"GET {TSS}/tx/7",
        "tx_revision=1",
        None,
        fakes.transaction(),
    ),
    "listTransactions": (
        lambda c: c.list_transactions(TSS_ID, states=[TxState.ACTIVE]),
        f"GET {TSS}/tx",
        f"states[0]=ACTIVE&order_by=number{PAGING}true",
        None,
        fakes.page("TRANSACTION_LIST", [fakes.transaction()]),
    ),
    "listClientTransactions": (
        lambda c: c.list_transactions(TSS_ID, client_id=CLIENT_ID, states=[TxState.ACTIVE]),
        f"GET {TSS}/client/{CLIENT_ID}/tx",
        f"states[0]=ACTIVE&order_by=number{PAGING}true",
        None,
        fakes.page("TRANSACTION_LIST", [fakes.transaction()]),
    ),
    "updateTssMetadata": (
        lambda c: c.update_tss_metadata(TSS_ID, {"shop": "Mitte", "old": ""}),
        f"PATCH {TSS}/metadata",
        "",
        {"shop": "Mitte", "old": ""},
        {"shop": "Mitte"},
    ),
    "updateClientMetadata": (
        lambda c: c.update_client_metadata(TSS_ID, CLIENT_ID, {"place": "Theke"}),
        f"PATCH {TSS}/client/{CLIENT_ID}/metadata",
        "",
        {"place": "Theke"},
        {"place": "Theke"},
    ),
    "triggerExport": (
        lambda c: c.trigger_export(TSS_ID, TX_ID),
        f"PUT {TSS}/export/{TX_ID}",
        "",
        None,
        fakes.export(state="PENDING"),
    ),
    "retrieveExport": (
        lambda c: c.retrieve_export(TSS_ID, TX_ID),
        f"GET {TSS}/export/{TX_ID}",
        "",
        None,
        fakes.export(),
    ),
    "cancelExport": (
        lambda c: c.cancel_export(TSS_ID, TX_ID),
        f"DELETE {TSS}/export/{TX_ID}",
        "",
        None,
        fakes.export(state="CANCELLED"),
    ),
    "listExports": (
        lambda c: c.list_exports(TSS_ID, states=[ExportState.COMPLETED], limit=1),
        f"GET {TSS}/export",
        "states[0]=COMPLETED&order_by=time_request&order=desc&limit=1&offset=0&show_deleted=true",
        None,
        fakes.page("EXPORT_LIST", [fakes.export()]),
    ),
}

CALLS = {name: entry[0] for name, entry in OPERATIONS.items()}
WRITES = {n: c for n, c in CALLS.items() if not n.startswith(("list", "retrieve"))}
PIN_CALLS = ("changeAdminPin", "authenticateAdmin")


def answering(name: str) -> httpx.Response:
    answer = OPERATIONS[name][4]
    return httpx.Response(200) if answer is None else reply(answer)
