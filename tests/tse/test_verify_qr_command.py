"""The command ``verify-qr``, and what its packages load."""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tse_companion.cli import verify_qr
from tse_companion.tse.keys import SigningKey
from tse_companion.tse.qrcode_text import build_qr_text

KEY = SigningKey.from_seed(b"command")


@pytest.fixture
def good(make_fields: Any) -> str:
    return build_qr_text(make_fields(KEY))


@pytest.fixture
def order(make_fields: Any) -> str:
    data = '1;"Tasse Kaffee";2.00\r1;"Espresso";1.90'
    return build_qr_text(make_fields(KEY, process_type="Bestellung-V1", process_data=data))


def run(*arguments: str) -> int:
    top = argparse.ArgumentParser()
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true")
    verify_qr.add_parser(top.add_subparsers(), common)
    args = top.parse_args(["verify-qr", *arguments])
    code: int = args.run(args)
    return code


def test_valid_code(good: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(good) == 0
    assert capsys.readouterr().out == f"1: valid TSE {KEY.serial_hex}\n"


def test_json(good: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(good, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["codes"]
    (code,) = answer["codes"]
    assert list(code) == ["status", "category", "warnings", "fields"]
    assert (code["status"], code["category"], code["warnings"]) == ("valid", "ok", [])
    assert code["fields"]["transaction_number"] == 200
    assert code["fields"]["client_id"] == "KASSE-1"
    assert code["fields"]["tse_serial_number"] == KEY.serial_hex


def test_finding(good: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(good.replace("KASSE-1", "KASSE-2")) == 1
    assert capsys.readouterr().out == "1: invalid bad_signature\n"
    assert run("nothing", "--json") == 1
    (code,) = json.loads(capsys.readouterr().out)["codes"]
    assert code == {
        "status": "malformed",
        "category": "not_a_tse_code",
        "warnings": [],
        "fields": {},
    }


def test_file(tmp_path: Path, good: str, order: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "codes.txt"
    # A carriage return inside an order is data; one at the end of a line is the editor's.
    text = f"\ufeff{good}\r\n\n{order}\n{good.replace('T11:13:20', 'T11:13:26')}\n"
    file.write_bytes(text.encode())
    assert run("--file", str(file)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["1:", "valid"],
        ["2:", "valid"],
        ["3:", "valid"],
    ]
    assert "(start_time_unprotected)" in lines[2]
    file.write_bytes(text.encode() + b"V0;\xff;\n")
    assert run("--file", str(file), "--json") == 1
    statuses = [code["status"] for code in json.loads(capsys.readouterr().out)["codes"]]
    assert statuses == ["valid", "valid", "valid", "malformed"]


def test_standard_input(
    order: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(order.encode())))
    assert run("--file", "-") == 0
    assert capsys.readouterr().out.startswith("1: valid")


def test_wrong_usage(tmp_path: Path, good: str, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"\n \n")
    missing = str(tmp_path / "missing.txt")
    for arguments in ([], [good, "--file", missing], ["--file", missing], ["--file", str(empty)]):
        assert run(*arguments) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert shown.err.startswith("verify-qr: ")


def test_text_modules_leave_cryptography_unloaded() -> None:
    """What the window may import before it is shown."""
    modules = ("messages", "qrcode_text", "log_time", "form", "der")
    imports = "; ".join(f"import tse_companion.tse.{name}" for name in modules)
    script = (
        f"{imports}; import tse_companion.cli.verify_qr, sys; print('cryptography' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(verify_qr.__file__).parents[2],
    )
    assert done.stdout.strip() == "False"
