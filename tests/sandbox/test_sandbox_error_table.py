"""Every error code of section 11: what provokes it, or why it cannot occur.

The table is checked against the contract for completeness, and each provocation is carried out.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest

from sandbox.contract import DOCUMENT, contract
from sandbox.provocations import PROVOKED, Key
from sandbox.shop import Shop
from tse_companion.sandbox.signde.choices import Limits
from tse_companion.sandbox.signde.errors import STATUS

TABLE_OF_CODES = DOCUMENT.with_name("sign-de-v2.md")

# What no request brings about. Each can still be made to appear by a fault of that code.
IMPOSSIBLE: dict[Key, str] = {
    ("E_AVAILABLE_ON_TEST_ONLY", 423): "there is no experimental feature, in TEST or in LIVE",
    ("E_CSPL_NOT_FOUND", 404): "an unused component of the document, internal to the service",
    ("E_LATEST_TX_REVISION_NOT_FOUND", 404): "a transaction and its newest revision are stored"
    " in one change, so a list never misses one",
    ("E_LOG_NOT_FOUND", 404): "a revision and its signed log are stored in one change, and a"
    " foreign key holds them together",
    ("E_MIDDLEWARE_PENDING_REQUEST", 444): "an unused component of the document, without a"
    " condition",
    ("ERROR_IDENTIFY_ERS", 502): "there is no gateway between the sandbox and its device",
    ("SMAERS_GATEWAY_ERROR_PRECONDITION_UNEXPORTED_LOGS", 502): "there is no gateway between the"
    " sandbox and its device",
    (None, 499): "said of a caller that hung up, so nobody is there to be told; see"
    " test_a_caller_that_hangs_up_early_changes_nothing",
}


# --- the checks ------------------------------------------------------------------------------

_ROW = re.compile(r"^\| (?P<code>[A-Z_0-9]+|–)(?: \[O\])? \| (?P<status>[0-9]{3}) \|", re.MULTILINE)


@pytest.fixture(autouse=True)
async def _its_own_clock(shop: Shop) -> AsyncIterator[None]:
    clock = shop.app.control.clock
    yield
    shop.app.control.clock = clock


@pytest.mark.parametrize("key", PROVOKED, ids=lambda key: f"{key[0]}-{key[1]}")
async def test_provocation(till: Shop, key: Key) -> None:
    code, status = key
    answer = await PROVOKED[key](till)
    document = answer.json()
    assert (document.get("code"), answer.status_code) == key, answer.text
    assert document["status_code"] == status
    assert document["message"]
    assert answer.headers["request-id"]
    assert answer.headers["content-type"].startswith("application/json")
    has_to_wait = status in (429, 503) or code == "E_EXPORT_NOT_COMPLETED"
    assert ("retry-after" in answer.headers) == has_to_wait
    if code == "E_EXPORT_NOT_COMPLETED":
        assert answer.headers["retry-after"] == "60"


@pytest.mark.parametrize("key", [k for k in IMPOSSIBLE if k[0]], ids=lambda key: f"{key[0]}")
async def test_what_cannot_occur_can_be_imitated(shop: Shop, key: Key) -> None:
    code, status = key
    shop.app.control.fault("listTss", "status", code=code)
    await shop.refused(code, status, "GET", "/tss")


@pytest.mark.skipif(not DOCUMENT.exists(), reason="the contract is not here")
def test_the_table_is_complete() -> None:
    text = TABLE_OF_CODES.read_text("utf-8")
    section = text.partition("\n## 11. ")[2].partition("\n## 12. ")[0]
    rows = {
        (None if row["code"] == "–" else row["code"], int(row["status"]))
        for row in _ROW.finditer(section)
    }
    assert len(rows) > 50
    assert PROVOKED.keys() | IMPOSSIBLE.keys() == rows
    assert not PROVOKED.keys() & IMPOSSIBLE.keys()
    judge = contract()
    assert judge is not None
    named = set(judge.document["x-error-catalog"])
    # E_PARSER was seen, but no document names it.
    assert named | {"E_PARSER"} == {code for code, _ in rows if code}


def test_limits_are_those_of_the_contract() -> None:
    """The table reaches some of them sooner."""
    limits = Limits()
    assert (limits.active_tss, limits.tss_per_day, limits.failed_logins) == (5, 500, 5)
    assert (limits.active_transactions, limits.registered_clients) == (2000, 199)
    assert (limits.running_exports, limits.export_records) == (10, 1_000_000)
    assert limits.list_transactions_per_minute == 20
    assert limits.export_reads_per_minute == 12


def test_statuses_are_those_of_the_table() -> None:
    table = PROVOKED.keys() | IMPOSSIBLE.keys()
    assert {code for code, _ in table if code} == set(STATUS)
    for code, status in STATUS.items():
        assert (code, status) in table
