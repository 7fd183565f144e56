"""The service's own refusals (contract section 11): status, code, headers and body shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: status, a JSON document or nothing, and headers beyond the usual ones."""

    status: int
    document: Mapping[str, Any] | None = None
    headers: tuple[tuple[str, str], ...] = field(default=())


# Where a code has two statuses, the one given here is for ids in the path.
STATUS: Mapping[str, int] = {
    "E_ADMIN_LOGIN_FAILED": 401,
    "E_ADMIN_PIN_BLOCKED": 423,
    "E_BOOTSTRAP_FILE_NOT_AVAILABLE": 503,
    "E_CERTIFICATE_EXPIRED": 423,
    "E_CHANGE_ADMIN_PIN_FAILED": 400,
    "E_CLIENT_CONFLICT": 409,
    "E_CLIENT_DEREGISTERED": 400,
    "E_CLIENT_LIMIT_REACHED": 403,
    "E_CLIENT_NOT_FOUND": 404,
    "E_FAILED_SCHEMA_VALIDATION": 400,
    "E_ILLEGAL_CLIENT_SERIAL": 400,
    "E_ILLEGAL_TSS_STATE_CHANGE": 400,
    "E_PARSER": 400,
    "E_PENDING_TX_CONFLICT": 409,
    "E_SMAERS_GATEWAY_CAPACITIES_DEPLETED": 503,
    "E_TSS_CONFLICT": 409,
    "E_TSS_DEFECTIVE": 423,
    "E_TSS_DELETED": 423,
    "E_TSS_DISABLED": 400,
    "E_TSS_EVICTED": 423,
    "E_TSS_LIMIT_PER_DAY_REACHED": 403,
    "E_TSS_LIMIT_REACHED": 403,
    "E_TSS_LOCKED": 503,
    "E_TSS_NOT_FOUND": 404,
    "E_TSS_NOT_INITIALIZED": 400,
    "E_TX_ILLEGAL_TYPE_CHANGE": 409,
    "E_TX_LIMIT_REACHED": 400,
    "E_TX_NOT_FOUND": 404,
    "E_TX_NO_TYPE_DEFINED": 409,
    "E_TX_REVISION_NOT_FOUND": 400,
    "E_TX_UPSERT": 400,
    "E_UNAUTHORIZED": 401,
}


class ServiceError(Exception):
    """A refusal. Raised inside a change it undoes the change."""

    def __init__(
        self,
        status: int,
        code: str | None,
        message: str,
        *,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(code or str(status))
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after

    def answer(self) -> Answer:
        """The refusal as it goes over the wire; absent members are left out."""
        document: dict[str, Any] = {"status_code": self.status}
        if self.status in HTTPStatus._value2member_map_:
            document["error"] = HTTPStatus(self.status).phrase
        if self.code is not None:
            document["code"] = self.code
        document["message"] = self.message
        headers = () if self.retry_after is None else (("retry-after", str(self.retry_after)),)
        return Answer(self.status, document, headers)


def refused(code: str, message: str, *, status: int | None = None) -> ServiceError:
    """The refusal with this code and the status that belongs to it."""
    return ServiceError(STATUS[code] if status is None else status, code, message)


def violation(message: str) -> ServiceError:
    """The request breaks the schema; ``message`` says where and how."""
    return refused("E_FAILED_SCHEMA_VALIDATION", message)
