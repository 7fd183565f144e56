"""The contract as a judge: every answer that passes through is held against the OpenAPI document.

The document lies beside the project and may be absent; then nothing is judged. What the sandbox
does although the document does not declare it is listed by name in ``DEVIATIONS``.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

DOCUMENT = Path(__file__).parents[3] / "shared" / "api" / "sign-de-v2.openapi.yaml"
JSON = "application/json"
_URI = "urn:contract"
_WAIT = {429, 503}
_ADMIN = ("authenticateAdmin", "logoutAdmin", "changeAdminPin")


class ContractBroken(AssertionError):
    """An answer that the contract does not allow."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer, and what it answers. ``document`` is ``None`` where no JSON came."""

    operation: str
    status: int
    media_type: str
    headers: Mapping[str, str]
    body: bytes
    document: Any

    @property
    def code(self) -> str | None:
        """The error code, if there is one."""
        return self.document.get("code") if isinstance(self.document, dict) else None


# What is allowed beyond the document, and why. Each is asked only when the document says no.
DEVIATIONS: Mapping[str, tuple[str, Callable[[Reply], bool]]] = {
    "counter-as-number": (
        "section 1, known issue: signature.counter is declared as text and also sent as a number",
        lambda r: _with_text_counters(r.document) != r.document,
    ),
    "empty-body": (
        "section 2, observed: the admin operations answer 200 with no body at all",
        lambda r: r.status == 200 and not r.body and r.operation in _ADMIN,
    ),
    "download-errors-as-json": (
        "open point 13: errors of file and log downloads are declared as tar and octet-stream",
        lambda r: (
            r.operation in ("retrieveExportFile", "retrieveTransactionLog")
            and r.status >= 400
            and r.media_type == JSON
        ),
    ),
    "parser": (
        "section 5, observed: process_data that is not base64",
        lambda r: (r.operation, r.status, r.code) == ("upsertTransaction", 400, "E_PARSER"),
    ),
    "tss-not-found-at-update": (
        "open point 14: updateTss declares no 404",
        lambda r: (r.operation, r.status, r.code) == ("updateTss", 404, "E_TSS_NOT_FOUND"),
    ),
    "export-in-progress": (
        "section 11, text only: a running export blocks the call",
        lambda r: (
            (r.operation, r.status, r.code) == ("upsertTransaction", 409, "E_EXPORT_IN_PROGRESS")
        ),
    ),
    "pin-blocked-at-login": (
        "section 2: only updateTss declares the code, the text expects it from the login too",
        lambda r: (
            (r.operation, r.status, r.code) == ("authenticateAdmin", 423, "E_ADMIN_PIN_BLOCKED")
        ),
    ),
}


def _with_text_counters(document: Any) -> Any:
    if isinstance(document, dict):
        shown = {name: _with_text_counters(value) for name, value in document.items()}
        signature = shown.get("signature")
        if isinstance(signature, dict) and type(signature.get("counter")) is int:
            shown["signature"] = {**signature, "counter": str(signature["counter"])}
        return shown
    if isinstance(document, list):
        return [_with_text_counters(item) for item in document]
    return document


class Contract:
    """The OpenAPI document, ready to judge."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        import referencing
        from referencing.jsonschema import DRAFT202012

        self.document = document
        resource = DRAFT202012.create_resource(document)
        self._registry = referencing.Registry[Any]().with_resource(_URI, resource)
        self._validators: dict[str, Any] = {}
        self._paths = [
            (re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), path) for path in document["paths"]
        ]
        self._general = {
            entry["status"]: tuple(entry["codes"]) for entry in document["x-general-errors"]
        }

    def operation_of(self, method: str, path: str) -> tuple[str, str] | None:
        """Path template and operation id of a request; ``None`` where there is no operation."""
        for pattern, template in self._paths:
            if pattern.fullmatch(path):
                found = self.document["paths"][template].get(method.lower())
                return None if found is None else (template, found["operationId"])
        return None

    def resolved(self, part: Mapping[str, Any]) -> Mapping[str, Any]:
        """The part itself, or what its ``$ref`` means."""
        if "$ref" not in part:
            return part
        found: Mapping[str, Any] = self._at(part["$ref"].removeprefix("#"))
        return found

    def judge(self, method: str, path: str, answer: httpx.Response) -> None:
        """Raises :class:`ContractBroken` for an answer that is not allowed."""
        where = self.operation_of(method, path)
        if "request-id" not in answer.headers:
            raise ContractBroken(f"{method} {path}: no request-id")
        if where is None or answer.status_code == 413:
            return
        template, operation = where
        media_type = answer.headers.get("content-type", "").partition(";")[0]
        has_json = media_type == JSON and answer.content
        document = json.loads(answer.content) if has_json else None
        reply = Reply(
            operation, answer.status_code, media_type, answer.headers, answer.content, document
        )
        problem = self._problem(reply, f"/paths/{_escaped(template)}/{method.lower()}")
        if problem is not None:
            raise ContractBroken(f"{operation} {reply.status} {reply.code}: {problem}")

    def _problem(self, reply: Reply, pointer: str) -> str | None:
        if reply.status in _WAIT or reply.code == "E_EXPORT_NOT_COMPLETED":
            wait = reply.headers.get("retry-after", "")
            # A file that cannot be written is the sandbox's own trouble: no end is known.
            if not wait.isdecimal() and (reply.status, reply.code) != (503, None):
                return "no Retry-After in seconds"
        problem = self._declared(reply, pointer)
        if problem is None or self._is_general(reply):
            return None
        if any(is_meant(reply) for _, is_meant in DEVIATIONS.values()):
            return self._remaining(reply, pointer)
        return problem

    def _remaining(self, reply: Reply, pointer: str) -> str | None:
        """What a deviation does not explain: the rest of the body has to be right."""
        if reply.status != 200 or reply.document is None:
            return None
        text = _with_text_counters(reply.document)
        return self._declared(
            Reply(reply.operation, 200, reply.media_type, reply.headers, reply.body, text), pointer
        )

    def _is_general(self, reply: Reply) -> bool:
        codes = self._general.get(reply.status)
        return codes is not None and (reply.code is None or reply.code in codes)

    def _declared(self, reply: Reply, pointer: str) -> str | None:
        pointer = f"{pointer}/responses/{reply.status}"
        response = self._at(pointer)
        if response is None:
            return "the status is not declared"
        if "$ref" in response:
            pointer = response["$ref"].removeprefix("#")
            response = self._at(pointer)
        if reply.media_type not in response["content"]:
            return f"the media type {reply.media_type!r} is not declared"
        if reply.media_type != JSON:
            return None
        return self._violation(
            reply.document, f"{pointer}/content/{_escaped(reply.media_type)}/schema"
        )

    def _violation(self, document: Any, pointer: str) -> str | None:
        from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
        from jsonschema.exceptions import best_match  # type: ignore[import-untyped]

        if pointer not in self._validators:
            self._validators[pointer] = Draft202012Validator(
                {"$ref": f"{_URI}#{pointer}"},
                registry=self._registry,
                format_checker=_formats(),
            )
        error = best_match(self._validators[pointer].iter_errors(document))
        return None if error is None else f"{error.json_path}: {error.message}"

    def _at(self, pointer: str) -> Any:
        found: Any = self.document
        for part in pointer.split("/")[1:]:
            found = found.get(part.replace("~1", "/").replace("~0", "~"))
            if found is None:
                return None
        return found


def _escaped(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")


@functools.cache
def _formats() -> Any:
    from jsonschema import FormatChecker

    checker = FormatChecker(formats=("uuid",))
    checker.checks("bigint")(lambda value: not isinstance(value, str) or value.isdecimal())
    return checker


@functools.cache
def contract() -> Contract | None:
    """The contract, if it lies beside the project."""
    if not DOCUMENT.exists():
        return None
    import yaml  # type: ignore[import-untyped]

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    # Read as OpenAPI does: keys are text, and so are the statuses.
    return Contract(yaml.load(DOCUMENT.read_text("utf-8"), loader))


class JudgedTransport(httpx.AsyncBaseTransport):
    """Hands requests on, and judges what comes back unless a fault of the sandbox made it up."""

    def __init__(self, inner: httpx.AsyncBaseTransport, is_made_up: Callable[[str], bool]) -> None:
        self._inner = inner
        self._is_made_up = is_made_up

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await self._inner.handle_async_request(request)
        await answer.aread()
        judge = contract()
        if judge is not None and not self._is_made_up(answer.headers.get("request-id", "")):
            judge.judge(request.method, request.url.path, answer)
        return answer

    async def aclose(self) -> None:
        await self._inner.aclose()
