"""The OpenAPI document with what the contract says beside it written into it.

Each amendment has the name that the deviation has in :mod:`sandbox.contract`, and one of its own
where the document itself speaks in prose of what it does not declare.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Document = dict[str, Any]
_JSON = "application/json"
_DOWNLOADS = ("retrieveExportFile", "retrieveTransactionLog")
_ADMIN = ("authenticateAdmin", "logoutAdmin", "changeAdminPin")
_ERROR = {"description": "See x-general-errors.", "content": {
    _JSON: {"schema": {"$ref": "#/components/schemas/ErrorBody"}}
}}  # fmt: skip


def amended(document: Mapping[str, Any]) -> Document:
    """A copy of the document with every amendment."""
    made = copy.deepcopy(dict(document))
    for operation in _operations(made):  # else a change would reach those that share a part
        operation["responses"] = {
            status: copy.deepcopy(_resolved(made, response))
            for status, response in operation["responses"].items()
        }
    for amend in AMENDMENTS.values():
        amend(made)
    return made


def _operations(document: Document) -> Iterator[Document]:
    for path in document["paths"].values():
        yield from path.values()


def _named(document: Document, name: str) -> Document:
    return next(o for o in _operations(document) if o["operationId"] == name)


def _resolved(document: Document, part: Document) -> Document:
    if "$ref" not in part:
        return part
    found: Any = document
    for key in part["$ref"].removeprefix("#/").split("/"):
        found = found[key]
    return dict(found)


def _add_codes(response: Document, *codes: str) -> None:
    """Let these codes pass too, where the response lists codes at all."""
    for media in response["content"].values():
        for part in media["schema"].get("allOf", ()):
            if "code" in part.get("properties", {}):
                part["properties"]["code"]["enum"] += codes


def _general_errors(document: Document) -> None:
    for operation in _operations(document):
        for error in document["x-general-errors"]:
            if error["status"] < 500:
                responses = operation["responses"]
                found = responses.setdefault(str(error["status"]), copy.deepcopy(_ERROR))
                _add_codes(found, *error["codes"])


def _counter_as_number(document: Document) -> None:
    transaction = document["components"]["schemas"]["TxResponse"]
    signature = transaction["properties"]["signature"]["properties"]
    signature["counter"] = {"anyOf": [signature["counter"], {"type": "integer", "minimum": 1}]}


def _empty_body(document: Document) -> None:
    for name in _ADMIN:
        del _named(document, name)["responses"]["200"]["content"]


def _download_errors_as_json(document: Document) -> None:
    for name in _DOWNLOADS:
        for status, response in _named(document, name)["responses"].items():
            if status != "200":
                response["content"] = {_JSON: next(iter(response["content"].values()))}


def _parser(document: Document) -> None:
    _add_codes(_named(document, "upsertTransaction")["responses"]["400"], "E_PARSER")


def _tss_not_found_at_update(document: Document) -> None:
    found = document["components"]["responses"]["TssNotFound404"]
    _named(document, "updateTss")["responses"]["404"] = copy.deepcopy(found)


def _export_in_progress(document: Document) -> None:
    _add_codes(_named(document, "upsertTransaction")["responses"]["409"], "E_EXPORT_IN_PROGRESS")


def _pin_blocked_at_login(document: Document) -> None:
    _add_codes(_named(document, "authenticateAdmin")["responses"]["423"], "E_ADMIN_PIN_BLOCKED")


AMENDMENTS: Mapping[str, Callable[[Document], None]] = {
    "x-general-errors": _general_errors,  # first: others add to what it adds
    "counter-as-number": _counter_as_number,
    "empty-body": _empty_body,
    "download-errors-as-json": _download_errors_as_json,
    "parser": _parser,
    "tss-not-found-at-update": _tss_not_found_at_update,
    "export-in-progress": _export_in_progress,
    "pin-blocked-at-login": _pin_blocked_at_login,
}
