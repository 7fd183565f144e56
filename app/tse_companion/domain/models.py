"""What the service tells us, as frozen data (SIGN DE V2 2.2.2; names are the API's own).

Unknown enum values become ``UNKNOWN``; absent members become ``None``. Times are Unix seconds
in UTC. Counters are integers although the wire sends them as strings or numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from tse_companion.domain.credentials import Secret

T = TypeVar("T")


class Env(StrEnum):
    """Which world a resource belongs to; comes from the token's claim, never from the host."""

    TEST = "TEST"
    LIVE = "LIVE"
    UNKNOWN = "UNKNOWN"


class TssState(StrEnum):
    """Contract section 3."""

    CREATED = "CREATED"
    UNINITIALIZED = "UNINITIALIZED"
    INITIALIZED = "INITIALIZED"
    DISABLED = "DISABLED"
    DELETED = "DELETED"
    DEFECTIVE = "DEFECTIVE"
    EVICTED = "EVICTED"
    UNKNOWN = "UNKNOWN"


class ClientState(StrEnum):
    """Contract section 4."""

    REGISTERED = "REGISTERED"
    DEREGISTERED = "DEREGISTERED"
    UNKNOWN = "UNKNOWN"


class TxState(StrEnum):
    """Contract section 5."""

    ACTIVE = "ACTIVE"
    FINISHED = "FINISHED"
    CANCELLED = "CANCELLED"
    UNKNOWN = "UNKNOWN"


class ExportState(StrEnum):
    """Contract section 7."""

    PENDING = "PENDING"
    WORKING = "WORKING"
    COMPLETED = "COMPLETED"
    ERROR = "ERROR"
    CANCELLED = "CANCELLED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Tss:
    """One technical security system, without its PUK."""

    id: str
    state: TssState
    env: Env
    version: str
    certificate: str  # base64 DER
    serial_number: str  # 64 hex digits: SHA-256 of the public key's point
    public_key: str  # base64
    signature_algorithm: str
    signature_timestamp_format: str
    max_number_registered_clients: int
    max_number_active_transactions: int
    time_creation: int
    description: str | None = None
    bsi_certification_id: str | None = None
    signature_counter: int | None = None
    transaction_counter: int | None = None
    number_registered_clients: int | None = None
    number_active_transactions: int | None = None
    time_uninit: int | None = None
    time_init: int | None = None
    time_disable: int | None = None
    time_defective: int | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CreatedTss:
    """The answer to createTss: the only one that carries the PUK."""

    tss: Tss
    admin_puk: Secret


@dataclass(frozen=True, slots=True)
class Client:
    """One till at one TSS."""

    id: str
    serial_number: str
    state: ClientState
    tss_id: str
    env: Env
    time_creation: int
    time_update: int | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TransactionLog:
    """The signed log message of the shown revision."""

    operation: str  # Start, Update, Finish
    timestamp: int
    timestamp_format: str


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature of the shown revision; value and key in base64."""

    value: str
    algorithm: str
    counter: int
    public_key: str


@dataclass(frozen=True, slots=True)
class Transaction:
    """One revision of one transaction."""

    id: str
    number: int
    state: TxState
    revision: int
    latest_revision: int
    tss_id: str
    tss_serial_number: str
    client_id: str
    client_serial_number: str
    env: Env
    time_start: int
    log: TransactionLog
    signature: Signature
    time_end: int | None = None
    process_type: str | None = None  # schema.raw.process_type
    process_data: str | None = None  # schema.raw.process_data, still base64
    qr_code_data: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Export:
    """One export of a TSS. ``time_end`` is when it was processed to its end, ``time_expiration``
    until when its file is kept."""

    id: str
    state: ExportState
    tss_id: str
    env: Env
    time_request: int
    time_start: int | None = None
    time_end: int | None = None
    time_error: int | None = None
    time_expiration: int | None = None
    estimated_time_of_completion: int | None = None
    exception: str | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list. ``count`` is what the service reports as available."""

    data: tuple[T, ...]
    count: int
    env: Env


@dataclass(frozen=True, slots=True)
class Account:
    """Whom the API key belongs to, from the token's claims."""

    env: Env
    organization_id: str | None
