"""The judge of answers bites, and the operation table is the contract's."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx
import pytest

from sandbox.contract import DEVIATIONS, DOCUMENT, Contract, ContractBroken, contract
from sandbox.shop import Shop
from tse_companion.sandbox.signde.operations import OPERATIONS

pytestmark = pytest.mark.skipif(not DOCUMENT.exists(), reason="the contract is not here")


@pytest.fixture
def judge() -> Contract:
    found = contract()
    assert found is not None
    return found


def answer(status: int, document: Any, **headers: str) -> httpx.Response:
    headers = {"request-id": "r", "content-type": "application/json", **headers}
    body = b"" if document is None else json.dumps(document).encode()
    return httpx.Response(status, headers=headers, content=body)


TSS = "/api/v2/tss/00000000-0000-4000-8000-000000000001"
TX = f"{TSS}/tx/7"


async def test_good_answers_pass_and_altered_ones_do_not(till: Shop, judge: Contract) -> None:
    good = await till.ok("GET", till.tss)
    judge.judge("GET", TSS, answer(200, good))
    for change in (
        {"state": "SOLD"},
        {"state": None},
        {"time_creation": "today"},
        {"_id": "kiosk"},
        {"signature_counter": "many"},
        {"metadata": {"a": 1}},
    ):
        with pytest.raises(ContractBroken):
            judge.judge("GET", TSS, answer(200, {**good, **change}))
    del good["certificate"]
    with pytest.raises(ContractBroken, match="certificate"):
        judge.judge("GET", TSS, answer(200, good))


@pytest.mark.parametrize(
    ("status", "document", "headers"),
    [
        (418, {}, {}),
        (400, {"code": "E_CANCEL_EXPORT"}, {}),
        (404, {"code": "E_CLIENT_NOT_FOUND"}, {}),
        (404, {"code": "E_TSS_NOT_FOUND", "message": 1}, {}),
        (404, {"code": "E_TSS_NOT_FOUND"}, {"content-type": "text/plain"}),
        (503, {"code": "E_TSS_LOCKED"}, {}),
        (200, None, {}),
        (200, [], {}),
    ],
)
def test_wrong_answers_are_found(
    judge: Contract, status: int, document: Any, headers: dict[str, str]
) -> None:
    with pytest.raises(ContractBroken):
        judge.judge("GET", TSS, answer(status, document, **headers))


def test_an_answer_without_request_id_is_wrong_everywhere(judge: Contract) -> None:
    with pytest.raises(ContractBroken, match="request-id"):
        judge.judge("GET", "/nowhere", httpx.Response(404))


async def test_deviations_do_not_excuse_the_rest(till: Shop, judge: Contract) -> None:
    good = await till.start()
    judge.judge("PUT", TX, answer(200, good))
    with pytest.raises(ContractBroken, match="number"):
        judge.judge("PUT", TX, answer(200, {**good, "number": "7"}))


def test_every_deviation_says_why() -> None:
    assert all(re.match(r"(section|open point) \d+", reason) for reason, _ in DEVIATIONS.values())


def test_the_table_is_that_of_the_document(judge: Contract) -> None:
    declared = {
        operation["operationId"]: (
            method.upper(),
            path,
            bool(operation.get("x-middleware-only")),
            operation.get("security") != [],
            {
                parameter["name"]
                for parameter in map(judge.resolved, operation.get("parameters", ()))
                if parameter["in"] == "query"
            },
        )
        for path, methods in judge.document["paths"].items()
        for method, operation in methods.items()
    }
    ours = {
        o.name: (o.method, o.template, o.is_mw, o.needs_token, set(o.query)) for o in OPERATIONS
    }
    assert len(ours) == 33
    assert ours == declared
