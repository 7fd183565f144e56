"""JSON to domain (contract sections 1 to 6).

Unknown members are ignored and unknown enum values become ``UNKNOWN``. A missing or impossible
member that we rely on raises :class:`Malformed` naming it; ``null`` counts as absent. Counters
come as strings or numbers, so both are taken everywhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import (
    Account,
    Client,
    ClientState,
    CreatedTss,
    Env,
    Export,
    ExportState,
    Page,
    Signature,
    Transaction,
    TransactionLog,
    Tss,
    TssState,
    TxState,
)
from tse_companion.errors import API_CODES

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_CODE = re.compile(r"E_[A-Z0-9_]{2,60}")
_DIGITS = re.compile(r"\d{1,20}", re.ASCII)
_TOO_LARGE = 2**63  # no database column takes it
_TOKEN = re.compile(r"[!-~]+")  # what an HTTP header may carry without quoting


class Malformed(Exception):
    """The answer breaks the contract at ``field`` (a dotted path)."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Grant:
    """The answer to a login. ``expires_at`` is Unix time on the service's clock."""

    access_token: Secret
    account: Account
    expires_at: int | None
    expires_in: int | None


def decoded(content: bytes) -> Any:
    """The JSON value, or None where the content is no JSON."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def error_code(content: bytes | None) -> str | None:
    """The service's code in an error body; bodies may be anything.

    Only what looks like a code is taken: a message could repeat what was sent.
    """
    body = decoded(content) if content else None
    code = body.get("code") if isinstance(body, dict) else None
    if not isinstance(code, str):
        return None
    return code if code in API_CODES or _CODE.fullmatch(code) else None


def grant(value: Any) -> Grant:
    """authenticateApi: the access token is its only guaranteed member."""
    body = _Object(value)
    token = body.text("access_token")
    if not _TOKEN.fullmatch(token):
        raise Malformed("access_token")
    account = Account(Env.UNKNOWN, None)
    claims = body.maybe("access_token_claims", _Object.inside)
    if claims is not None:
        account = Account(claims.choice("env", Env), claims.maybe("organization_id", _Object.text))
    return Grant(
        Secret(token),
        account,
        body.maybe("access_token_expires_at", _Object.whole),
        body.maybe("access_token_expires_in", _Object.whole),
    )


def created_tss(value: Any) -> CreatedTss:
    """createTss: the only answer with the PUK."""
    return CreatedTss(tss(value), Secret(_Object(value).text("admin_puk")))


def tss(value: Any) -> Tss:
    """createTss, retrieveTss, updateTss."""
    return _tss(_Object(value))


def client(value: Any) -> Client:
    """createClient, retrieveClient, updateClient."""
    return _client(_Object(value))


def transaction(value: Any) -> Transaction:
    """upsertTransaction, retrieveTransaction."""
    return _transaction(_Object(value))


def export(value: Any) -> Export:
    """triggerExport, retrieveExport, cancelExport."""
    return _export(_Object(value))


def tss_page(value: Any) -> Page[Tss]:
    """listTss."""
    return _page(value, _tss)


def client_page(value: Any) -> Page[Client]:
    """listClients."""
    return _page(value, _client)


def transaction_page(value: Any) -> Page[Transaction]:
    """listTransactions."""
    return _page(value, _transaction)


def export_page(value: Any) -> Page[Export]:
    """listExports."""
    return _page(value, _export)


def metadata(value: Any) -> Mapping[str, str]:
    """updateTssMetadata, updateClientMetadata: the complete map after merging."""
    return _texts(_Object(value).members)


def _tss(body: _Object) -> Tss:
    text, whole = _Object.text, _Object.whole
    return Tss(
        id=body.text("_id"),
        state=body.choice("state", TssState),
        env=body.choice("_env", Env),
        version=body.text("_version"),
        certificate=body.text("certificate"),
        serial_number=body.text("serial_number"),
        public_key=body.text("public_key"),
        signature_algorithm=body.text("signature_algorithm"),
        signature_timestamp_format=body.text("signature_timestamp_format"),
        max_number_registered_clients=body.whole("max_number_registered_clients"),
        max_number_active_transactions=body.whole("max_number_active_transactions"),
        time_creation=body.whole("time_creation"),
        description=body.maybe("description", text),
        bsi_certification_id=body.maybe("bsi_certification_id", text),
        signature_counter=body.maybe("signature_counter", whole),
        transaction_counter=body.maybe("transaction_counter", whole),
        number_registered_clients=body.maybe("number_registered_clients", whole),
        number_active_transactions=body.maybe("number_active_transactions", whole),
        time_uninit=body.maybe("time_uninit", whole),
        time_init=body.maybe("time_init", whole),
        time_disable=body.maybe("time_disable", whole),
        time_defective=body.maybe("time_defective", whole),
        metadata=body.metadata(),
    )


def _client(body: _Object) -> Client:
    return Client(
        id=body.text("_id"),
        serial_number=body.text("serial_number"),
        state=body.choice("state", ClientState),
        tss_id=body.text("tss_id"),
        env=body.choice("_env", Env),
        time_creation=body.whole("time_creation"),
        time_update=body.maybe("time_update", _Object.whole),
        metadata=body.metadata(),
    )


def _transaction(body: _Object) -> Transaction:
    log, signature = body.inside("log"), body.inside("signature")
    schema = body.maybe("schema", _Object.inside)
    raw = schema.maybe("raw", _Object.inside) if schema else None
    return Transaction(
        id=body.text("_id"),
        number=body.whole("number"),
        state=body.choice("state", TxState),
        revision=body.whole("revision"),
        latest_revision=body.whole("latest_revision"),
        tss_id=body.text("tss_id"),
        tss_serial_number=body.text("tss_serial_number"),
        client_id=body.text("client_id"),
        client_serial_number=body.text("client_serial_number"),
        env=body.choice("_env", Env),
        time_start=body.whole("time_start"),
        log=TransactionLog(
            operation=log.text("operation"),
            timestamp=log.whole("timestamp"),
            timestamp_format=log.text("timestamp_format"),
        ),
        signature=Signature(
            value=signature.text("value"),
            algorithm=signature.text("algorithm"),
            counter=signature.whole("counter"),
            public_key=signature.text("public_key"),
        ),
        time_end=body.maybe("time_end", _Object.whole),
        process_type=raw.maybe("process_type", _Object.text) if raw else None,
        process_data=raw.maybe("process_data", _Object.text) if raw else None,
        qr_code_data=body.maybe("qr_code_data", _Object.text),
        metadata=body.metadata(),
    )


def _export(body: _Object) -> Export:
    return Export(
        id=body.text("_id"),
        state=body.choice("state", ExportState),
        tss_id=body.text("tss_id"),
        env=body.choice("_env", Env),
        time_request=body.whole("time_request"),
        time_start=body.maybe("time_start", _Object.whole),
        time_end=body.maybe("time_end", _Object.whole),
        time_error=body.maybe("time_error", _Object.whole),
        time_expiration=body.maybe("time_expiration", _Object.whole),
        estimated_time_of_completion=body.maybe("estimated_time_of_completion", _Object.whole),
        exception=body.maybe("exception", _Object.text),
    )


def _page(value: Any, read: Callable[[_Object], T]) -> Page[T]:
    body = _Object(value)
    items = body.member("data")
    if not isinstance(items, list):
        raise Malformed("data")
    return Page(
        data=tuple(read(_Object(item, f"data[{i}]")) for i, item in enumerate(items)),
        count=body.whole("count"),
        env=body.choice("_env", Env),
    )


class _Object:
    """A JSON object, read member by member; knows its place for the error."""

    def __init__(self, value: Any, path: str = "") -> None:
        if not isinstance(value, dict):
            raise Malformed(path or "body")
        self.members: Mapping[str, Any] = value
        self._path = path

    def _place(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name

    def member(self, name: str) -> Any:
        value = self.members.get(name)
        if value is None:
            raise Malformed(self._place(name))
        return value

    def maybe(self, name: str, read: Callable[[_Object, str], T]) -> T | None:
        return None if self.members.get(name) is None else read(self, name)

    def text(self, name: str) -> str:
        value = self.member(name)
        if not isinstance(value, str):
            raise Malformed(self._place(name))
        return value

    def whole(self, name: str) -> int:
        """A whole number from zero up, as a JSON number or as a string of digits."""
        value = self.member(name)
        if isinstance(value, str) and _DIGITS.fullmatch(value):
            value = int(value)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _TOO_LARGE:
            return value
        raise Malformed(self._place(name))

    def choice(self, name: str, kind: type[E]) -> E:
        try:
            return kind(self.text(name))
        except ValueError:
            return kind("UNKNOWN")

    def inside(self, name: str) -> _Object:
        return _Object(self.member(name), self._place(name))

    def metadata(self) -> Mapping[str, str]:
        value = self.members.get("metadata")
        return _texts(value) if isinstance(value, dict) else {}


def _texts(members: Mapping[str, Any]) -> Mapping[str, str]:
    return {key: text for key, text in members.items() if isinstance(text, str)}
