"""The log: only what is allowed gets in, whoever writes."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tse_companion import logs
from tse_companion.domain.credentials import Secret
from tse_companion.errors import AnswerLost, Outcome

MARK = "MARKED-SECRET-4711"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "logs"
    logs.set_up(folder, level=logging.INFO)
    yield folder
    logs.shut_down()


def lines(folder: Path) -> list[dict[str, Any]]:
    text = (folder / logs.FILE_NAME).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_request_line(folder: Path) -> None:
    logs.event(
        "request",
        method="PUT",
        path="/tss/{tss_id}",
        status=200,
        duration_ms=12.5,
        request_id="7f0c-1",
        attempt=None,
    )
    (line,) = lines(folder)
    moment = line.pop("time")
    assert moment.endswith("Z")
    assert len(moment) == len("2026-01-01T00:00:00.000Z")
    assert line == {
        "level": "info",
        "event": "request",
        "method": "PUT",
        "path": "/tss/{tss_id}",
        "status": 200,
        "duration_ms": 12.5,
        "request_id": "7f0c-1",
    }


def test_other_fields_do_not_get_in(folder: Path) -> None:
    foreign: dict[str, Any] = {"body": {"pin": MARK}, MARK: 1}
    logs.event("request", status=200, **foreign)
    (line,) = lines(folder)
    assert line["[redacted]"] == 2
    assert "body" not in line
    assert MARK not in json.dumps(line)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", Secret(MARK)),
        ("code", {"pin": MARK}),
        ("code", f"wrong pin {MARK}"),
        ("operation", MARK.encode()),
        ("request_id", f"a\n{MARK}"),
        ("request_id", "x" * 81),
        ("request_id", "eyJhbGciOi.eyJzdWIiOi.c2ln"),
        ("where", f"{MARK}=1;" * 2),
        ("path", f"/auth {MARK}"),
    ],
    ids=str,
)
def test_allowed_fields_have_a_narrow_shape(folder: Path, field: str, value: Any) -> None:
    logs.event("request", **{field: value})
    assert lines(folder)[0][field] == "[redacted]"


def test_path_loses_ids_and_query(folder: Path) -> None:
    tss_id = "0b6b3f2e-0000-4000-8000-0000000000ff"
    logs.event("request", path=f"/api/v2/tss/{tss_id}/client?secret={MARK}")
    assert lines(folder)[0]["path"] == "/api/v2/tss/{id}/client"


def test_name_is_a_word(folder: Path) -> None:
    logs.event(f"failed: {MARK}")
    assert lines(folder)[0]["event"] == "[redacted]"


def fail_with(secret: str) -> None:
    try:
        raise ValueError(secret)
    except ValueError as error:
        raise KeyError(secret) from error


def test_exception_without_its_text(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    try:
        fail_with(MARK)
    except KeyError as error:
        logs.event("unexpected", level=logging.ERROR, error=error)
    (line,) = lines(folder)
    assert line["level"] == "error"
    assert [part["type"] for part in line["error"]] == ["builtins.KeyError", "builtins.ValueError"]
    assert line["error"][0]["at"][-1].endswith(" fail_with")
    assert MARK not in json.dumps(line)


def test_expected_failure_brings_its_facts(folder: Path) -> None:
    error = AnswerLost(outcome=Outcome.UNKNOWN, request_id="r-1", note=MARK)
    logs.event("write", error=error)
    logs.event("write", error=error, code="other")
    first, second = lines(folder)
    assert (first["code"], first["outcome"], first["request_id"]) == (
        "answer_lost",
        "unknown",
        "r-1",
    )
    assert second["code"] == "other"
    assert MARK not in json.dumps(first)


def test_exceptions_in_a_ring(folder: Path) -> None:
    first, second = ValueError(MARK), KeyError(MARK)
    first.__context__, second.__context__ = second, first
    logs.event("unexpected", error=first)
    assert len(lines(folder)[0]["error"]) == 2


def test_folders_of_the_user_stay_out(folder: Path) -> None:
    code = compile("raise ValueError", "/home/erika-mustermann/a/b/c.py", "exec")
    try:
        exec(code)
    except ValueError as error:
        logs.event("unexpected", error=error)
    assert "mustermann" not in json.dumps(lines(folder))


def test_other_libraries_leave_only_the_place(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("httpx").info("HTTP Request: GET https://x.invalid/?%s", MARK)
    logging.getLogger("httpcore.connection").debug(MARK)
    logging.getLogger("tse_companion.api").warning(MARK)
    try:
        fail_with(MARK)
    except KeyError:
        logging.getLogger("asyncio").exception("Task exception: %s", MARK)
    first, second = lines(folder)
    assert (first["event"], first["logger"]) == ("library", "tse_companion.api")
    assert second["logger"] == "asyncio"
    assert "test_logs.py:" in second["where"]
    assert second["error"][0]["type"] == "builtins.KeyError"
    assert MARK not in json.dumps([first, second])


async def test_lost_task_exception(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    loop = asyncio.get_running_loop()
    loop.call_exception_handler({"message": MARK, "exception": ValueError(MARK), "future": MARK})
    (line,) = lines(folder)
    assert line["error"] == [{"type": "builtins.ValueError", "at": []}]
    assert MARK not in json.dumps(line)


def test_forged_fields_of_a_library(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("other").warning("x", extra={"tse_fields": {"pin": MARK}})
    assert MARK not in json.dumps(lines(folder))


def test_level(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    logs.event("detail", level=logging.DEBUG)
    logs.event("warned", level=logging.WARNING)
    assert [line["event"] for line in lines(folder)] == ["warned"]


def test_five_files_of_a_megabyte(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    logs.shut_down()
    monkeypatch.setattr(logs, "FILE_BYTES", 1000)
    logs.set_up(folder)
    for number in range(200):
        logs.event("request", attempt=number)
    files = sorted(folder.iterdir())
    assert [file.name for file in files] == [
        logs.FILE_NAME,
        *(f"{logs.FILE_NAME}.{number}" for number in range(1, 5)),
    ]
    assert max(file.stat().st_size for file in files) <= 1000
    if os.name == "posix":
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_goes_on_when_the_file_cannot_be_renamed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    logs.shut_down()
    monkeypatch.setattr(logs, "FILE_BYTES", 200)
    logs.set_up(folder)

    def refuse(*args: object) -> None:
        raise PermissionError(MARK)

    monkeypatch.setattr(os, "rename", refuse)
    for number in range(10):
        logs.event("request", attempt=number)
    assert [line["attempt"] for line in lines(folder)] == list(range(10))


def test_goes_on_without_a_place_to_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    logs.set_up(tmp_path / "file" / "logs")
    logs.event("request", status=200)
    logs.shut_down()
    assert capsys.readouterr() == ("", "")


def test_set_up_again_moves_the_log(folder: Path, tmp_path: Path) -> None:
    logs.event("first")
    logs.set_up(tmp_path / "elsewhere")
    logs.event("second")
    assert [line["event"] for line in lines(folder)] == ["first"]
    assert [line["event"] for line in lines(tmp_path / "elsewhere")] == ["second"]


def test_libraries_are_quiet(folder: Path) -> None:
    for name in ("httpx", "httpcore", "asyncio", "qasync"):
        assert logging.getLogger(name).level == logging.WARNING


def test_needs_the_standard_library_only() -> None:
    heavy = {"httpx", "keyring", "cryptography", "PySide6"}
    names = {name.partition(".")[0] for name in vars(logs)}
    assert not heavy & names
    assert sys.modules[logs.__name__] is logs
