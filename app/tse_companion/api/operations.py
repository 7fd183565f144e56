"""The table of requests: method, path, time limit, and what a lost answer means for each.

Names are the operationIds of SIGN DE V2 2.2.2 (contract section 1); limits follow section 10,
generously, because a request that is given up too early leaves an unknown outcome behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Effect(StrEnum):
    """What a request does to the service, and so what a lost answer means."""

    READ = "read"  # changes nothing: may be repeated, and nothing is unknown afterwards
    WRITE = "write"  # idempotent by its ids and revision: the identical request may be repeated
    ONCE = "once"  # carries a PIN or PUK and may cost an attempt: never repeated


@dataclass(frozen=True, slots=True)
class Operation:
    """One kind of request. ``path`` is the template that is logged; ``timeout`` in seconds
    covers one try from connecting to the last byte of the answer. Of a file it covers the time
    up to its next piece."""

    name: str
    method: str
    path: str
    timeout: float
    effect: Effect
    answers: bool = True  # False: success has no content worth reading (contract section 2)

    @property
    def repeatable(self) -> bool:
        return self.effect is not Effect.ONCE

    @property
    def changes(self) -> bool:
        return self.effect is not Effect.READ


READ, WRITE, ONCE = Effect.READ, Effect.WRITE, Effect.ONCE
_TSS = "/tss/{tss_id}"
_CLIENT = f"{_TSS}/client/{{client_id}}"
_TX = f"{_TSS}/tx/{{tx_id_or_number}}"
_EXPORT = f"{_TSS}/export/{{export_id}}"

AUTHENTICATE_API = Operation("authenticateApi", "POST", "/auth", 10, READ)

AUTHENTICATE_ADMIN = Operation(
    "authenticateAdmin", "POST", f"{_TSS}/admin/auth", 15, ONCE, answers=False
)
CHANGE_ADMIN_PIN = Operation("changeAdminPin", "PATCH", f"{_TSS}/admin", 15, ONCE, answers=False)
# Logging out when nobody is logged in is harmless, so it may be repeated.
LOGOUT_ADMIN = Operation("logoutAdmin", "POST", f"{_TSS}/admin/logout", 15, WRITE, answers=False)

CREATE_TSS = Operation("createTss", "PUT", _TSS, 60, WRITE)
RETRIEVE_TSS = Operation("retrieveTss", "GET", _TSS, 10, READ)
LIST_TSS = Operation("listTss", "GET", "/tss", 10, READ)
UPDATE_TSS = Operation("updateTss", "PATCH", _TSS, 60, WRITE)
# The step to UNINITIALIZED deploys the signing process: by far the slowest request there is.
PERSONALISE_TSS = Operation("updateTss", "PATCH", _TSS, 90, WRITE)
UPDATE_TSS_METADATA = Operation("updateTssMetadata", "PATCH", f"{_TSS}/metadata", 15, WRITE)

CREATE_CLIENT = Operation("createClient", "PUT", _CLIENT, 15, WRITE)
RETRIEVE_CLIENT = Operation("retrieveClient", "GET", _CLIENT, 10, READ)
UPDATE_CLIENT = Operation("updateClient", "PATCH", _CLIENT, 15, WRITE)
LIST_CLIENTS = Operation("listClients", "GET", f"{_TSS}/client", 10, READ)
UPDATE_CLIENT_METADATA = Operation(
    "updateClientMetadata", "PATCH", f"{_CLIENT}/metadata", 15, WRITE
)

UPSERT_TRANSACTION = Operation("upsertTransaction", "PUT", _TX, 10, WRITE)
RETRIEVE_TRANSACTION = Operation("retrieveTransaction", "GET", _TX, 10, READ)
LIST_TRANSACTIONS = Operation("listTransactions", "GET", f"{_TSS}/tx", 10, READ)
LIST_CLIENT_TRANSACTIONS = Operation("listClientTransactions", "GET", f"{_CLIENT}/tx", 10, READ)

# A repeat under the same id starts no second export.
TRIGGER_EXPORT = Operation("triggerExport", "PUT", _EXPORT, 30, WRITE)
RETRIEVE_EXPORT = Operation("retrieveExport", "GET", _EXPORT, 10, READ)
CANCEL_EXPORT = Operation("cancelExport", "DELETE", _EXPORT, 15, WRITE)
RETRIEVE_EXPORT_FILE = Operation(
    "retrieveExportFile", "GET", f"{_EXPORT}/file", 60, READ, answers=False
)
LIST_EXPORTS = Operation("listExports", "GET", f"{_TSS}/export", 10, READ)

ALL_OPERATIONS = (
    AUTHENTICATE_API,
    AUTHENTICATE_ADMIN,
    CHANGE_ADMIN_PIN,
    LOGOUT_ADMIN,
    CREATE_TSS,
    RETRIEVE_TSS,
    LIST_TSS,
    UPDATE_TSS,
    PERSONALISE_TSS,
    UPDATE_TSS_METADATA,
    CREATE_CLIENT,
    RETRIEVE_CLIENT,
    UPDATE_CLIENT,
    LIST_CLIENTS,
    UPDATE_CLIENT_METADATA,
    UPSERT_TRANSACTION,
    RETRIEVE_TRANSACTION,
    LIST_TRANSACTIONS,
    LIST_CLIENT_TRANSACTIONS,
    TRIGGER_EXPORT,
    RETRIEVE_EXPORT,
    CANCEL_EXPORT,
    RETRIEVE_EXPORT_FILE,
    LIST_EXPORTS,
)
