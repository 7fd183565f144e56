from __future__ import annotations

import json
import traceback
from pathlib import Path
from typing import Any

import httpx
import pytest

from api import fakes
from api.fakes import bench, lost, refusal, reply, unreachable
from tse_companion import logs
from tse_companion.api import operations as op
from tse_companion.api.request import Request
from tse_companion.api.transport import HttpSettings
from tse_companion.domain.credentials import Secret
from tse_companion.errors import (
    AnswerLost,
    ApiRefused,
    AppError,
)

IDS = {"tss_id": fakes.TSS_ID, "client_id": fakes.CLIENT_ID, "tx_id_or_number": fakes.TX_ID}


def all_texts(error: BaseException) -> str:
    """Everything a careless program could print of an error."""
    texts: list[str] = []
    current: BaseException | None = error
    while current is not None:
        texts += [repr(current), str(current), repr(current.args), repr(vars(current))]
        texts += traceback.format_exception(current)
        assert not isinstance(current, httpx.HTTPError)
        current = current.__cause__ or current.__context__
    return "\n".join(texts)


@pytest.mark.parametrize(
    "step",
    [
        lost,
        unreachable,
        lambda: refusal(500),
        lambda: refusal(401, "E_ADMIN_LOGIN_FAILED"),
        lambda: ValueError(fakes.MARK),
        lambda: httpx.InvalidURL(fakes.MARK),
    ],
)
@pytest.mark.parametrize("operation", ["login", "pin", "puk", "create"])
async def test_no_error_holds_a_secret_or_a_foreign_exception(step: Any, operation: str) -> None:
    on = bench()
    on.service.default = lambda _: step()
    if operation == "login":
        on.service.login = lambda _: step()
    with pytest.raises(AppError) as caught:
        if operation == "puk":
            await on.client.change_admin_pin(fakes.TSS_ID, Secret(fakes.PUK), Secret(fakes.PIN))
        elif operation == "create":
            await on.client.create_tss(fakes.TSS_ID)
        else:
            await on.client.authenticate_admin(fakes.TSS_ID, Secret(fakes.PIN))
    assert fakes.MARK not in all_texts(caught.value)


async def test_the_log_tells_of_requests_and_of_no_secret(tmp_path: Path) -> None:
    logs.set_up(tmp_path)
    try:
        on = bench()
        created = fakes.tss(admin_puk=fakes.PUK, state="CREATED")
        on.service.script = [
            reply(created, headers={"request-id": "svc-7"}),
            lost(),
            refusal(401, "E_ADMIN_LOGIN_FAILED"),
        ]
        await on.client.create_tss(fakes.TSS_ID)
        with pytest.raises(AnswerLost):
            await on.client.change_admin_pin(fakes.TSS_ID, Secret(fakes.PUK), Secret(fakes.PIN))
        with pytest.raises(ApiRefused):
            await on.client.authenticate_admin(fakes.TSS_ID, Secret(fakes.PIN))
    finally:
        logs.shut_down()
    text = (tmp_path / logs.FILE_NAME).read_text()
    assert fakes.MARK not in text
    assert fakes.TSS_ID not in text
    assert "Bearer" not in text
    assert logs.REDACTED not in text
    lines = [json.loads(line) for line in text.splitlines()]
    assert [(x["method"], x["path"], x.get("status"), x.get("code")) for x in lines] == [
        ("POST", "/auth", 200, None),
        ("PUT", "/tss/{tss_id}", 200, None),
        ("PATCH", "/tss/{tss_id}/admin", None, "answer_lost"),
        ("POST", "/tss/{tss_id}/admin/auth", 401, None),
    ]
    assert lines[1]["request_id"] == "svc-7"
    assert all(isinstance(x["duration_ms"], int) for x in lines)


def test_no_repr_shows_a_secret() -> None:
    on = bench()
    request = Request(op.CHANGE_ADMIN_PIN, IDS, body={"admin_puk": Secret(fakes.PUK)})
    settings = HttpSettings(proxy=f"http://me:{fakes.MARK}@proxy.test:8080")
    shown = [on.transport, on.client, request, settings, fakes.credentials()]
    assert all(fakes.MARK not in repr(thing) for thing in shown)


async def test_an_answer_does_not_show_what_it_brought() -> None:
    on = bench()
    on.service.default = lambda _: reply({"admin_puk": fakes.PUK}, headers={"set-cookie": "MARK"})
    answer = await on.transport.send(Request(op.CREATE_TSS, IDS, body={}))
    assert fakes.MARK not in repr(answer)


def test_what_is_no_secret_and_no_json_cannot_be_sent() -> None:
    with pytest.raises(TypeError, match="object cannot be sent"):
        Request(op.CREATE_TSS, IDS, body={"x": object()}).encoded()
