from __future__ import annotations

import json
from email.utils import formatdate
from typing import Any

import httpx
import pytest

from api import fakes
from api.fakes import NOW, Bench, bench, lost, refusal, reply, unreachable
from tse_companion.api import operations as op
from tse_companion.api.operations import Operation
from tse_companion.api.request import Request
from tse_companion.api.transport import Transport
from tse_companion.api.tries import MAX_ANSWER
from tse_companion.domain.credentials import Secret
from tse_companion.errors import (
    API_CODES,
    AnswerLost,
    AnswerUnreadable,
    ApiRefused,
    AppError,
    NoConnection,
    Outcome,
)

READS = [o for o in op.ALL_OPERATIONS if not o.changes]
WRITES = [o for o in op.ALL_OPERATIONS if o.changes and o.repeatable]
ONCE = [o for o in op.ALL_OPERATIONS if not o.repeatable]
IDS = {
    "tss_id": fakes.TSS_ID,
    "client_id": fakes.CLIENT_ID,
    "tx_id_or_number": fakes.TX_ID,
    "export_id": fakes.TX_ID,
}


def request_of(operation: Operation) -> Request:
    body = None if operation.method == "GET" else {"x": Secret(fakes.PIN)}
    return Request(operation, IDS, body=body)


async def failure(on: Bench, operation: Operation) -> AppError:
    with pytest.raises(AppError) as caught:
        await on.transport.send(request_of(operation))
    return caught.value


# --- statuses ----------------------------------------------------------------------------------

TABLE: list[tuple[int, str | None, bool, bool]] = [
    # status, code, worth another try, may have changed something
    (301, None, False, False),
    (400, "E_TX_UPSERT", False, False),
    (400, "E_FAILED_SCHEMA_VALIDATION", False, False),
    (401, None, False, False),
    (401, "E_UNAUTHORIZED", False, False),
    (401, "E_ADMIN_LOGIN_FAILED", False, False),
    (403, "E_ACCESS_DENIED", False, False),
    (403, "E_TSS_LIMIT_REACHED", False, False),
    (404, "E_TSS_NOT_FOUND", False, False),
    (404, "E_EXPORT_NOT_COMPLETED", False, False),
    (408, None, False, True),
    (409, "E_TSS_CONFLICT", False, False),
    (413, None, False, False),
    (423, "E_ADMIN_PIN_BLOCKED", False, False),
    (429, None, True, False),
    (432, "E_USE_MIDDLEWARE", False, False),
    (444, "E_MIDDLEWARE_PENDING_REQUEST", True, False),
    (499, None, True, True),
    (500, None, True, True),
    (502, "ERROR_IDENTIFY_ERS", True, True),
    (502, None, True, True),
    (503, "E_TSS_LOCKED", True, False),
    (503, None, True, True),
    (504, None, True, True),
]


@pytest.mark.parametrize(("status", "code", "passing", "maybe"), TABLE)
@pytest.mark.parametrize("operation", [op.RETRIEVE_TSS, op.CREATE_CLIENT, op.AUTHENTICATE_ADMIN])
async def test_every_status_becomes_its_error(
    operation: Operation, status: int, code: str | None, passing: bool, maybe: bool
) -> None:
    on = bench()
    on.service.default = lambda _: refusal(status, code, {"request-id": "svc-1"})
    error = await failure(on, operation)
    assert isinstance(error, ApiRefused)
    assert (error.status, error.api_code, error.operation) == (status, code, operation.name)
    assert error.request_id == "svc-1"
    assert len(on.service.asked) == (3 if passing and operation.repeatable else 1)
    unknown = maybe and operation.changes
    assert error.outcome is (Outcome.UNKNOWN if unknown else Outcome.NOT_DONE)
    assert error.code in ApiRefused.codes
    if code is not None:
        assert error.code == code


@pytest.mark.parametrize("code", API_CODES)
async def test_every_code_of_the_contract_is_kept(code: str) -> None:
    on = bench()
    on.service.default = lambda _: refusal(400, code)
    assert (await failure(on, op.CREATE_TSS)).code == code


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<html><h1>502 Bad Gateway</h1></html>", "text/html"),
        (b"", "application/json"),
        (b"{", "application/json"),
        (b'["x"]', "application/json"),
        (b"\xff\xfe\x00", "application/octet-stream"),
        (json.dumps({"code": "E_TSS_NOT_FOUND"}).encode(), "application/x-tar"),
    ],
)
async def test_error_bodies_may_be_anything(content: bytes, kind: str) -> None:
    on = bench()
    on.service.default = lambda _: httpx.Response(
        404, content=content, headers={"content-type": kind}
    )
    error = await failure(on, op.RETRIEVE_TSS)
    assert error.code == ("E_TSS_NOT_FOUND" if b"E_TSS" in content else "http_404")


@pytest.mark.parametrize("operation", op.ALL_OPERATIONS, ids=lambda o: o.name)
@pytest.mark.parametrize("status", [200, 201, 204])
@pytest.mark.parametrize("content", [b"", b"no json"])
async def test_a_success_without_json(operation: Operation, status: int, content: bytes) -> None:
    on = bench()
    on.service.login = on.service.default = lambda _: httpx.Response(status, content=content)
    if not operation.answers:
        answer = await on.transport.send(request_of(operation))
        assert answer.json is None
        return
    error = await failure(on, operation)
    assert isinstance(error, AnswerUnreadable)
    assert error.facts["field"] == "body"
    assert error.outcome is (Outcome.UNKNOWN if operation.changes else Outcome.NOT_DONE)


async def test_an_answer_that_is_far_too_long_is_not_kept() -> None:
    on = bench()
    on.service.default = lambda _: httpx.Response(200, content=b" " * (MAX_ANSWER + 1))
    error = await failure(on, op.RETRIEVE_TSS)
    assert isinstance(error, AnswerUnreadable)


# --- no answer ---------------------------------------------------------------------------------


@pytest.mark.parametrize("operation", op.ALL_OPERATIONS, ids=lambda o: o.name)
async def test_a_lost_answer_is_unknown_after_a_change(operation: Operation) -> None:
    on = bench()
    on.service.login = on.service.default = lambda _: lost()
    error = await failure(on, operation)
    assert isinstance(error, AnswerLost)
    assert error.outcome is (Outcome.UNKNOWN if operation.changes else Outcome.NOT_DONE)
    assert len(on.service.seen) == (3 if operation.repeatable else 1)
    assert error.request_id == on.service.seen[0].headers["x-request-id"]


@pytest.mark.parametrize("operation", op.ALL_OPERATIONS, ids=lambda o: o.name)
async def test_a_request_that_never_left_changed_nothing(operation: Operation) -> None:
    on = bench()
    on.service.login = on.service.default = lambda _: unreachable()
    error = await failure(on, operation)
    assert type(error) is NoConnection
    assert error.outcome is Outcome.NOT_DONE
    assert len(on.service.seen) == (3 if operation.repeatable else 1)


LATER: list[tuple[Any, type[AppError]]] = [
    (unreachable, AnswerLost),
    (lambda: refusal(400, "E_ILLEGAL_TSS_STATE_CHANGE"), ApiRefused),
    (lambda: refusal(409, "E_CLIENT_CONFLICT"), ApiRefused),
    (lambda: refusal(401, "E_UNAUTHORIZED"), ApiRefused),
]


@pytest.mark.parametrize(("later", "kind"), LATER)
@pytest.mark.parametrize("first", [lost, lambda: refusal(500), lambda: refusal(499)])
async def test_once_it_may_have_happened_the_outcome_stays_unknown(
    first: Any, later: Any, kind: type[AppError]
) -> None:
    on = bench()
    on.service.script = [first()]
    on.service.default = lambda _: later()
    error = await failure(on, op.UPDATE_TSS)
    assert isinstance(error, kind)
    assert error.outcome is Outcome.UNKNOWN


async def test_a_repeat_that_succeeds_is_a_success() -> None:
    on = bench()
    on.service.script = [lost(), refusal(503, "E_TSS_LOCKED"), reply({"ok": 1})]
    answer = await on.transport.send(request_of(op.CREATE_TSS))
    assert answer.json == {"ok": 1}


# --- repeats -----------------------------------------------------------------------------------


@pytest.mark.parametrize("operation", READS + WRITES, ids=lambda o: o.name)
async def test_the_repeated_request_is_identical(operation: Operation) -> None:
    on = bench()
    on.service.login = on.service.default = lambda _: lost()
    await failure(on, operation)
    assert len(on.service.seen) == 3
    assert on.service.seen[0] == on.service.seen[1] == on.service.seen[2]
    assert on.clock.pauses == [0.5, 1.0]


@pytest.mark.parametrize("operation", ONCE, ids=lambda o: o.name)
@pytest.mark.parametrize(
    "step",
    [
        lost,
        unreachable,
        lambda: httpx.ReadTimeout("x"),
        lambda: httpx.RemoteProtocolError("x"),
        *[lambda s=s: refusal(s, None, {"retry-after": "1"}) for s in (429, 444, 499, 503)],
        *[lambda s=s: refusal(s) for s in (400, 401, 403, 404, 423, 500, 502, 504)],
        lambda: refusal(401, "E_UNAUTHORIZED"),
        lambda: refusal(401, "E_ADMIN_LOGIN_FAILED"),
    ],
)
async def test_a_pin_request_is_sent_once_whatever_happens(operation: Operation, step: Any) -> None:
    on = bench()
    on.service.default = lambda _: step()
    with pytest.raises(AppError):
        if operation is op.AUTHENTICATE_ADMIN:
            await on.client.authenticate_admin(fakes.TSS_ID, Secret(fakes.PIN))
        else:
            await on.client.change_admin_pin(fakes.TSS_ID, Secret(fakes.PUK), Secret(fakes.PIN))
    assert len(on.service.asked) == 1
    assert on.clock.pauses == []


async def test_retry_after_is_honoured() -> None:
    on = bench()
    on.service.script = [
        refusal(429, None, {"retry-after": "7"}),
        refusal(503, "E_TSS_LOCKED", {"retry-after": formatdate(NOW + 7 + 12, usegmt=True)}),
        reply({}),
    ]
    await on.transport.send(request_of(op.RETRIEVE_TSS))
    assert on.clock.pauses == [7, pytest.approx(12, abs=1)]


async def test_a_long_retry_after_is_handed_on() -> None:
    on = bench()
    on.service.default = lambda _: refusal(503, "E_TSS_LOCKED", {"retry-after": "600"})
    error = await failure(on, op.UPDATE_TSS)
    assert isinstance(error, ApiRefused)
    assert error.retry_after == 600
    assert error.facts["retry_after"] == 600
    assert on.clock.pauses == []


# --- the table of operations -------------------------------------------------------------------


def test_the_time_limits_are_long_enough() -> None:
    assert op.AUTHENTICATE_API.timeout == 10
    assert op.PERSONALISE_TSS.timeout == 90
    assert op.UPDATE_TSS.timeout == op.CREATE_TSS.timeout == 60
    for operation in op.ALL_OPERATIONS:
        assert 10 <= operation.timeout <= 90, operation.name


def test_only_reads_and_the_login_are_without_effect() -> None:
    assert {o.name for o in READS if o.method != "GET"} == {"authenticateApi"}
    assert {o.name for o in ONCE} == {"authenticateAdmin", "changeAdminPin"}
    assert {o.name for o in op.ALL_OPERATIONS if not o.answers} == {
        "authenticateAdmin",
        "changeAdminPin",
        "logoutAdmin",
        "retrieveExportFile",
    }


def test_ids_are_escaped_in_the_path() -> None:
    request = Request(op.RETRIEVE_TSS, {"tss_id": "a/b?c#d ü"})
    assert request.target == "/tss/a%2Fb%3Fc%23d%20%C3%BC"


# --- request id, clock, contact ------------------------------------------------------------------


async def test_the_request_id_is_ours_until_the_service_names_another() -> None:
    on = bench()
    on.service.script = [reply({}), reply({}, headers={"request-id": "svc-42"})]
    first = await on.transport.send(request_of(op.RETRIEVE_TSS))
    second = await on.transport.send(request_of(op.RETRIEVE_TSS))
    ids = [seen.headers["x-request-id"] for seen in on.service.seen]
    assert first.request_id == ids[0] != ids[1]
    assert second.request_id == "svc-42"


@pytest.mark.parametrize("given", ["", "x" * 200, "two words", "<script>"])
async def test_an_odd_request_id_is_not_taken(given: str) -> None:
    on = bench()
    on.service.default = lambda _: reply({}, headers={"request-id": given})
    answer = await on.transport.send(request_of(op.RETRIEVE_TSS))
    assert answer.request_id == on.service.seen[0].headers["x-request-id"]


async def test_clock_offset_and_last_contact_come_from_any_answer() -> None:
    on = bench()
    assert (on.client.last_contact, on.client.clock_offset) == (None, None)
    on.service.script = [refusal(404, None, {"date": formatdate(NOW + 3600, usegmt=True)})]
    await failure(on, op.RETRIEVE_TSS)
    assert on.client.last_contact == NOW
    assert on.client.clock_offset == pytest.approx(3600, abs=1)
    assert on.transport.server_now() == pytest.approx(NOW + 3600, abs=1)
    on.clock.now += 60
    on.service.script = [reply({}, headers={"date": "yesterday"})]
    await on.transport.send(request_of(op.RETRIEVE_TSS))
    assert on.client.last_contact == NOW + 60
    assert on.client.clock_offset == pytest.approx(3600, abs=1)


async def test_no_answer_is_no_contact() -> None:
    on = bench()
    on.service.default = lambda _: lost()
    await failure(on, op.RETRIEVE_TSS)
    assert on.client.last_contact is None


async def test_nothing_is_sent_after_closing() -> None:
    on = bench()
    await on.transport.send(request_of(op.RETRIEVE_TSS))
    await on.client.aclose()
    await on.client.aclose()
    error = await failure(on, op.CREATE_TSS)
    assert type(error) is NoConnection
    assert error.outcome is Outcome.NOT_DONE
    assert len(on.service.seen) == 1


# --- making one


def test_a_transport_is_made_without_a_loop_and_at_once() -> None:
    transport = Transport("https://service.test/api/v2")
    assert repr(transport) == "Transport('https://service.test/api/v2')"
