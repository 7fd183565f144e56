"""The operation table of SIGN DE V2, and finding the entry for a request."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tse_companion.sandbox.signde import (
    admin,
    auth,
    clients,
    exports,
    lists,
    transactions,
    tss,
    tx_answers,
)
from tse_companion.sandbox.signde.service import Operation

BASE = "/api/v2"

_TSS = f"{BASE}/tss/{{tss_id}}"
_CLIENT = f"{_TSS}/client/{{client_id}}"
_TX = f"{_TSS}/tx/{{tx_id_or_number}}"
_EXPORT = f"{_TSS}/export/{{export_id}}"

_STATES = ("states", *lists.PARAMETERS)
_CLIENTS = ("serial_number", "state", *lists.PARAMETERS)
_REVISION = ("tx_revision",)

_ACCESS = (
    Operation("authenticateApi", "POST", f"{BASE}/auth", auth.authenticate_api, needs_token=False),
    Operation(
        "authenticateAdmin",
        "POST",
        f"{_TSS}/admin/auth",
        admin.authenticate_admin,
        changes=True,
        is_mw=True,
    ),
    Operation(
        "logoutAdmin",
        "POST",
        f"{_TSS}/admin/logout",
        admin.logout_admin,
        changes=True,
        is_mw=True,
    ),
    Operation(
        "changeAdminPin",
        "PATCH",
        f"{_TSS}/admin",
        admin.change_admin_pin,
        changes=True,
        is_mw=True,
    ),
)
_TSS_OPERATIONS = (
    Operation("listTss", "GET", f"{BASE}/tss", tss.list_tss, query=_STATES),
    Operation("createTss", "PUT", _TSS, tss.create_tss, changes=True),
    Operation("retrieveTss", "GET", _TSS, tss.retrieve_tss),
    Operation("updateTss", "PATCH", _TSS, tss.update_tss, changes=True, is_mw=True),
    Operation("retrieveTssMetadata", "GET", f"{_TSS}/metadata", tss.retrieve_tss_metadata),
    Operation(
        "updateTssMetadata", "PATCH", f"{_TSS}/metadata", tss.update_tss_metadata, changes=True
    ),
)
_CLIENT_OPERATIONS = (
    Operation("listAllClients", "GET", f"{BASE}/client", clients.list_all_clients, query=_CLIENTS),
    Operation("listClients", "GET", f"{_TSS}/client", clients.list_clients, query=_CLIENTS),
    Operation("createClient", "PUT", _CLIENT, clients.create_client, changes=True, is_mw=True),
    Operation("retrieveClient", "GET", _CLIENT, clients.retrieve_client),
    Operation("updateClient", "PATCH", _CLIENT, clients.update_client, changes=True, is_mw=True),
    Operation(
        "retrieveClientMetadata", "GET", f"{_CLIENT}/metadata", clients.retrieve_client_metadata
    ),
    Operation(
        "updateClientMetadata",
        "PATCH",
        f"{_CLIENT}/metadata",
        clients.update_client_metadata,
        changes=True,
    ),
)
_TX_OPERATIONS = (
    Operation(
        "listAllTransactions",
        "GET",
        f"{BASE}/tx",
        tx_answers.list_all_transactions,
        query=_STATES,
    ),
    Operation("listTransactions", "GET", f"{_TSS}/tx", tx_answers.list_transactions, query=_STATES),
    Operation(
        "listClientTransactions",
        "GET",
        f"{_CLIENT}/tx",
        tx_answers.list_client_transactions,
        query=_STATES,
    ),
    Operation(
        "upsertTransaction",
        "PUT",
        _TX,
        transactions.upsert_transaction,
        changes=True,
        is_mw=True,
        query=_REVISION,
    ),
    Operation("retrieveTransaction", "GET", _TX, tx_answers.retrieve_transaction, query=_REVISION),
    Operation(
        "retrieveTransactionLog",
        "GET",
        f"{_TX}/log",
        exports.retrieve_transaction_log,
        query=_REVISION,
    ),
    Operation(
        "retrieveTransactionMetadata",
        "GET",
        f"{_TX}/metadata",
        tx_answers.retrieve_transaction_metadata,
    ),
    Operation(
        "updateTransactionMetadata",
        "PATCH",
        f"{_TX}/metadata",
        tx_answers.update_transaction_metadata,
        changes=True,
    ),
)
_EXPORT_OPERATIONS = (
    Operation("listAllExports", "GET", f"{BASE}/export", exports.list_all_exports, query=_STATES),
    Operation("listExports", "GET", f"{_TSS}/export", exports.list_exports, query=_STATES),
    Operation(
        "triggerExport",
        "PUT",
        _EXPORT,
        exports.trigger_export,
        changes=True,
        query=exports.FILTERS,
    ),
    Operation("retrieveExport", "GET", _EXPORT, exports.retrieve_export),
    Operation("cancelExport", "DELETE", _EXPORT, exports.cancel_export, changes=True),
    Operation("retrieveExportFile", "GET", f"{_EXPORT}/file", exports.retrieve_export_file),
    Operation(
        "retrieveExportMetadata", "GET", f"{_EXPORT}/metadata", exports.retrieve_export_metadata
    ),
    Operation(
        "updateExportMetadata",
        "PATCH",
        f"{_EXPORT}/metadata",
        exports.update_export_metadata,
        changes=True,
    ),
)

OPERATIONS = (
    *_ACCESS,
    *_TSS_OPERATIONS,
    *_CLIENT_OPERATIONS,
    *_TX_OPERATIONS,
    *_EXPORT_OPERATIONS,
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
