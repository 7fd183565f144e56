"""The operation table of SIGN DE V2, and finding the entry for a request."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tse_companion.sandbox.signde import admin, auth, clients, lists, transactions, tss
from tse_companion.sandbox.signde.service import Operation

BASE = "/api/v2"

_TSS = f"{BASE}/tss/{{tss_id}}"
_CLIENT = f"{_TSS}/client/{{client_id}}"
_TX = f"{_TSS}/tx/{{tx_id_or_number}}"

OPERATIONS = (
    Operation("authenticateApi", "POST", f"{BASE}/auth", auth.authenticate_api, needs_token=False),
    Operation("listTss", "GET", f"{BASE}/tss", tss.list_tss, query=("states", *lists.PARAMETERS)),
    Operation("createTss", "PUT", _TSS, tss.create_tss, changes=True),
    Operation("retrieveTss", "GET", _TSS, tss.retrieve_tss),
    Operation("updateTss", "PATCH", _TSS, tss.update_tss, changes=True),
    Operation("changeAdminPin", "PATCH", f"{_TSS}/admin", admin.change_admin_pin, changes=True),
    Operation(
        "authenticateAdmin", "POST", f"{_TSS}/admin/auth", admin.authenticate_admin, changes=True
    ),
    Operation("logoutAdmin", "POST", f"{_TSS}/admin/logout", admin.logout_admin, changes=True),
    Operation(
        "listClients",
        "GET",
        f"{_TSS}/client",
        clients.list_clients,
        query=("serial_number", "state", *lists.PARAMETERS),
    ),
    Operation("createClient", "PUT", _CLIENT, clients.create_client, changes=True),
    Operation("retrieveClient", "GET", _CLIENT, clients.retrieve_client),
    Operation("updateClient", "PATCH", _CLIENT, clients.update_client, changes=True),
    Operation(
        "listTransactions",
        "GET",
        f"{_TSS}/tx",
        transactions.list_transactions,
        query=("states", *lists.PARAMETERS),
    ),
    Operation(
        "upsertTransaction",
        "PUT",
        _TX,
        transactions.upsert_transaction,
        changes=True,
        query=("tx_revision",),
    ),
    Operation(
        "retrieveTransaction", "GET", _TX, transactions.retrieve_transaction, query=("tx_revision",)
    ),
)

NAMES = tuple(operation.name for operation in OPERATIONS)


@dataclass(frozen=True, slots=True)
class Match:
    """What a path leads to: an operation, or only the methods that it would take."""

    operation: Operation | None
    path: dict[str, str]
    methods: tuple[str, ...]


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template))


_PATTERNS = tuple((_pattern(operation.template), operation) for operation in OPERATIONS)


def match(method: str, path: str) -> Match | None:
    """The operation behind this request, or ``None`` for an unknown path."""
    found = [(hit, operation) for p, operation in _PATTERNS if (hit := p.fullmatch(path))]
    if not found:
        return None
    methods = tuple(sorted(operation.method for _, operation in found))
    for hit, operation in found:
        if operation.method == method:
            return Match(operation, hit.groupdict(), methods)
    return Match(None, {}, methods)
