"""The service's own refusals (contract section 11): status, code, headers and body shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: status, a JSON document or nothing, and headers beyond the usual ones."""

    status: int
    document: Mapping[str, Any] | None = None
    headers: tuple[tuple[str, str], ...] = field(default=())
    download: Download | None = None


@dataclass(frozen=True, slots=True)
class Download:
    """Bytes instead of a document. ``parts`` is read piece by piece in the state thread."""

    media_type: str
    size: int
    parts: Iterator[bytes]


# Where a code has two statuses, the one given here is for ids in the path.
STATUS: Mapping[str, int] = {
    "ERROR_IDENTIFY_ERS": 502,
    "E_ACCESS_DENIED": 403,
    "E_ADMIN_LOGIN_FAILED": 401,
    "E_ADMIN_PIN_BLOCKED": 423,
    "E_AVAILABLE_ON_TEST_ONLY": 423,
    "E_BOOTSTRAP_FILE_NOT_AVAILABLE": 503,
    "E_CANCEL_EXPORT": 400,
    "E_CERTIFICATE_EXPIRED": 423,
    "E_CHANGE_ADMIN_PIN_FAILED": 400,
    "E_CLIENT_CONFLICT": 409,
    "E_CLIENT_DEREGISTERED": 400,
    "E_CLIENT_LIMIT_REACHED": 403,
    "E_CLIENT_NOT_FOUND": 404,
    "E_CSPL_NOT_FOUND": 404,
    "E_DUPLICATE_EXPORT": 400,
    "E_EXPORT_DUPLICATE_RATE_LIMITED": 409,
    "E_EXPORT_FORBIDDEN": 423,
    "E_EXPORT_IN_PROGRESS": 409,
    "E_EXPORT_NOT_COMPLETED": 404,
    "E_EXPORT_NOT_FOUND": 404,
    "E_EXPORT_TEMPORARILY_UNAVAILABLE": 503,
    "E_FAILED_SCHEMA_VALIDATION": 400,
    "E_ILLEGAL_CLIENT_SERIAL": 400,
    "E_ILLEGAL_TSS_STATE_CHANGE": 400,
    "E_LATEST_TX_REVISION_NOT_FOUND": 404,
    "E_LOG_NOT_FOUND": 404,
    "E_MIDDLEWARE_PENDING_REQUEST": 444,
    "E_PARAMETER_MISMATCH": 400,
    "E_PARSER": 400,
    "E_PENDING_TX_CONFLICT": 409,
    "E_SMAERS_GATEWAY_CAPACITIES_DEPLETED": 503,
    "E_TOO_MANY_EXPORTS": 409,
    "E_TSS_CONFLICT": 409,
    "E_TSS_DEFECTIVE": 423,
    "E_TSS_DELETED": 423,
    "E_TSS_DISABLED": 400,
    "E_TSS_EVICTED": 423,
    "E_TSS_ILLEGAL_STATE_TO_PERFORM_EXPORT": 409,
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
    "E_USE_MIDDLEWARE": 432,
    "SMAERS_GATEWAY_ERROR_PRECONDITION_UNEXPORTED_LOGS": 502,
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


def refused(
    code: str, message: str, *, status: int | None = None, retry_after: int | None = None
) -> ServiceError:
    """The refusal with this code and the status that belongs to it."""
    return ServiceError(
        STATUS[code] if status is None else status, code, message, retry_after=retry_after
    )


def violation(message: str) -> ServiceError:
    """The request breaks the schema; ``message`` says where and how."""
    return refused("E_FAILED_SCHEMA_VALIDATION", message)
