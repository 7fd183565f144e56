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
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


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


@dataclass(slots=True)
class Limits:
    """Quotas of contract section 3 and 1. Tests lower them to reach them quickly."""

    active_tss: int = 5
    tss_per_day: int = 500
    registered_clients: int = 199
    active_transactions: int = 2000
    failed_logins: int = 5
    list_transactions_per_minute: int = 20
