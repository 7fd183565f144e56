"""What the contract leaves open, and what this sandbox does instead of guessing anew each time.

Choices that a client must be ready for either way are fields of :class:`Habits` and can be
switched. The rest is listed here by name, and the code that makes a choice names it.

admin-session      belongs to the TSS, not to a token or connection. It has no time limit, it is
                   shared by all clients and it survives token renewals and restarts. DISABLED
                   ends it.
no-session         a privileged call without it: 401 E_UNAUTHORIZED; updateTss answers 423
                   E_ADMIN_PIN_BLOCKED if the PIN is blocked as well.
same-state         updateTss to the state the TSS is in: 200, merges metadata, signs nothing and
                   needs no admin session. A ``description`` in it must be the stored one.
puk-tries          wrong PUKs are not counted. A right PUK or PIN sets the count of failures to 0.
pin-in-created     changeAdminPin in CREATED or DISABLED: 400 E_CHANGE_ADMIN_PIN_FAILED. Logging
                   in while CREATED meets the blocked PIN; logging out is harmless everywhere.
disabled-admin     a DISABLED TSS checks the PIN but signs nothing any more.
client-too-early   createClient before INITIALIZED: 400 E_TSS_NOT_INITIALIZED.
same-client        createClient with the id, TSS and serial number of an existing client is a
                   repeat: it merges metadata and answers with the client as it is.
open-forever       deregistering a client or disabling a TSS leaves open transactions ACTIVE.
revision-missing   upsertTransaction without ``tx_revision``: 400 E_TX_UPSERT, as is a start in
                   another state than ACTIVE and a start under a number instead of an id.
replay             same revision, state, client and schema as stored: the stored answer, metadata
                   not merged. Same revision, other content: 400 E_TX_UPSERT. An older revision:
                   409 E_TX_NO_TYPE_DEFINED without a schema once a type is set, else 400
                   E_TX_UPSERT.
closed-first       a next revision on a closed transaction: 400 E_TX_UPSERT, schema or not.
other-text         ``standard_v1.other`` is signed as compact JSON.
unreadable-qr      no ``qr_code_data`` when the text cannot hold what was signed (process data
                   that is not UTF-8, a ``;`` in the process type).
null-metadata      ``null`` removes a key like the empty text does. More than 40 keys after
                   merging: 400 E_FAILED_SCHEMA_VALIDATION.
count              all matches before paging. Without ``order_by``: order of creation.
serial-filter      exact. Duplicates in ``states`` do no harm.
unknown-query      query parameters that the operation does not declare are refused.
unknown-path       404, wrong method 405, both without a code.
content-type       not looked at; the body is read as JSON.
request-id         taken from ``X-Request-Id`` or ``request-id`` when the caller sends one.
refresh            a refresh token can be used again until it expires.
unknown-members    members that the schema does not name are refused in every body, not only where
                   the text says so: a slip in a client shows up here and not in the shop.
foreign-id         createTss with the id of another account's TSS: 409 E_TSS_CONFLICT. Every other
                   operation: 403 E_ACCESS_DENIED; lists hold the caller's own resources only. A
                   LIVE and a TEST key of one organisation do not see each other's resources.
dead-metadata      the metadata paths work in every state of the TSS. They move ``time_update`` of
                   a client.
pending            while a write of a transaction is being held up by latency, another write of
                   the same transaction: 409 E_PENDING_TX_CONFLICT; the same for createClient with
                   409 E_CLIENT_CONFLICT.
certificate-end    the certificate is good to its last second; then 423 E_CERTIFICATE_EXPIRED also
                   for logging out. Reads, exports and metadata go on.
expired-or-locked  gone for good (423) comes before expired (423), before maintenance (503).
eviction           a CREATED TSS becomes EVICTED after 92 days. Time is looked at once an hour of
                   the sandbox's clock.
clean-up           the weekly wipe of TEST runs when asked for, or by itself with the habit
                   ``weekly_clean_up``; else practice data stays. It takes what is DISABLED or has
                   signed nothing for 14 days. LIVE is left alone.
capacity           no capacity refuses new TSS only; repeating a creation still answers.
taxi-moves         ``dsfinvtw_v1``: an update or a cancellation is 400 E_TX_UPSERT. Data where a
                   start must be empty, and no data at a finish: 400 E_FAILED_SCHEMA_VALIDATION.
                   ``other`` may carry text in both.
taxi-text          the text for ``dsfinvtw_v1`` is our own: parts in the order of the contract,
                   joined by ``_``, groups by ``^``, times in ISO form. See ``taxi_data``.
export-filters     filters are of one kind: a client, a transaction, a range of transactions, of
                   dates or of counters, open at one end if wanted. Two kinds at once, or a start
                   beyond its end: 400 E_PARAMETER_MISMATCH. Beside ``client_id`` the others must
                   be well formed and do nothing.
export-contents    all that was signed up to the moment of the trigger. Filters by client and by
                   transaction leave just the transaction logs of these.
export-id          unique within its TSS.
export-plan        what will become of an export is settled by the trigger; a wish that nothing
                   matches ends as ERROR with E_NO_DATA_AVAILABLE, not as a refusal.
export-quota       the two reads of an export have a quota each.
no-file            an export that ended otherwise than COMPLETED has no file either: 404
                   E_EXPORT_NOT_COMPLETED. A file past its time: 404 E_EXPORT_NOT_FOUND, while
                   the export itself stays.
blocking-exports   exports do not block signing, although the text says that they can; with the
                   habit ``exports_block_signing`` a write of a transaction is 409
                   E_EXPORT_IN_PROGRESS while one runs.
defective-export   a DEFECTIVE TSS can be exported, and such an export be cancelled.
serial-in-names    ``/``, ``:`` and ``?`` of a serial number are ``_`` in the names of log files.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tse_companion.sandbox.signde.errors import Answer

# Members of resources, errors and logins tell them from metadata, which has names of its own.
_MARKS = ("_type", "status_code", "access_token")
_EXTRA = {"x_unannounced": {"since": "tomorrow", "list": [1, "two", None]}, "x_flag": True}


@dataclass(slots=True)
class Habits:
    """Behaviour that differs between the text and what was seen, and may differ again."""

    # The text says E_UNAUTHORIZED, seen is the other one.
    wrong_pin: Literal["E_ADMIN_LOGIN_FAILED", "E_UNAUTHORIZED"] = "E_ADMIN_LOGIN_FAILED"
    # The text says E_CHANGE_ADMIN_PIN_FAILED (400), seen is E_ADMIN_LOGIN_FAILED (401).
    wrong_puk: Literal["E_CHANGE_ADMIN_PIN_FAILED", "E_ADMIN_LOGIN_FAILED"] = (
        "E_CHANGE_ADMIN_PIN_FAILED"
    )
    # Declared is a string; a fresh write was seen with a number, its repeat with a string.
    counter: Literal["observed", "number", "string"] = "observed"
    # Declared is an object; seen is no body at all.
    empty_answer: Literal["nothing", "object"] = "nothing"
    # Seen: a repeated login goes on with the session there is, and its tokens have aged.
    session: Literal["fresh", "continued"] = "fresh"
    # Seen is the bare base64 of DER; other services of the vendor send PEM.
    certificate: Literal["base64", "pem"] = "base64"
    # Members that answers leave out, such as ``time_end`` or ``access_token_claims.env``.
    absent: tuple[str, ...] = ()
    # Members that no document announces, in every resource, error and login.
    extra_members: bool = False
    # The wipe of TEST, each Sunday of the sandbox's clock.
    weekly_clean_up: bool = False
    # Nothing is said about how long an export takes and how long its file is kept, in seconds.
    export_wait_seconds: int = 2
    export_work_seconds: int = 3
    export_records_per_second: int = 5_000
    export_kept_seconds: int = 86_400
    exports_block_signing: bool = False
    # Exports triggered from now on end in ERROR with this, and with "" as they will.
    export_exception: Literal[
        "",
        "E_UNEXPECTED",
        "E_ID_NOT_FOUND",
        "E_BAD_REQUEST",
        "E_INTERNAL",
        "E_TRANSACTION_ID_NOT_FOUND",
        "E_NO_DATA_AVAILABLE",
        "E_TOO_MANY_RECORDS",
        "E_ALREADY_PROCESSING",
        "E_LOGS_NOT_DELETED",
        "E_EXPORT_PROCESSING_TIMEOUT",
    ] = ""

    def dress(self, answer: Answer) -> Answer:
        """The answer as these habits show it."""
        if answer.document is None or not (self.absent or self.extra_members):
            return answer
        document = copy.deepcopy(dict(answer.document))
        for resource in (document, *_items(document)):
            if any(mark in resource for mark in _MARKS):
                self._dress(resource)
        return Answer(answer.status, document, answer.headers)

    def _dress(self, resource: dict[str, Any]) -> None:
        for path in self.absent:
            *parents, name = path.split(".")
            inner: Any = resource
            for parent in parents:
                inner = inner.get(parent) if isinstance(inner, dict) else None
            if isinstance(inner, dict):
                inner.pop(name, None)
        if self.extra_members:
            resource.update(_EXTRA)
            for part in ("log", "signature", "access_token_claims"):
                if part in resource:
                    resource[part].update(_EXTRA)


def _items(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    data = document.get("data")
    return data if "_type" in document and isinstance(data, list) else []


@dataclass(slots=True)
class Limits:
    """Quotas of contract sections 1, 3 and 7. Tests lower them to reach them quickly."""

    active_tss: int = 5
    tss_per_day: int = 500
    registered_clients: int = 199
    active_transactions: int = 2000
    failed_logins: int = 5
    list_transactions_per_minute: int = 20
    certificate_seconds: int = 365 * 86_400  # seen in TEST: one year
    running_exports: int = 10
    export_records: int = 1_000_000
    export_reads_per_minute: int = 12
