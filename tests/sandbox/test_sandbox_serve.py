"""The listener: the public quickstart with a plain client, broken connections, and SIGKILL."""

from __future__ import annotations

import argparse
import http.client
import json
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

import tse_companion
from sandbox.contract import contract
from sandbox.shop import PIN, new_id, receipt
from tse_companion.cli import sandbox as command
from tse_companion.domain.models import TssState
from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.clock import FakeClock
from tse_companion.sandbox.serve import NotLoopback, Ready, serve, served
from tse_companion.tse.verify import verify_qr_text


class PlainClient:
    """What any program with an HTTP library would do; no help from this project.

    Good answers are held against the contract here too.
    """

    def __init__(self, base_url: str, api_key: str, api_secret: str) -> None:
        self.base_url = base_url
        self.login = {"api_key": api_key, "api_secret": api_secret}
        self.token = ""
        self._direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def send(self, method: str, path: str, body: Any = None) -> Any:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base_url + path, data, headers, method=method)
        with self._direct.open(request) as answer:
            text = answer.read()
            seen = httpx.Response(answer.status, headers=list(answer.headers.items()), content=text)
        judge = contract()
        if judge is not None:
            judge.judge(method, urllib.parse.urlsplit(request.full_url).path, seen)
        return json.loads(text) if text else None

    def log_in(self) -> None:
        self.token = self.send("POST", "/auth", self.login)["access_token"]


class Quickstart:
    """The steps of the public quickstart, one by one; each can be repeated."""

    LENGTH = 9

    def __init__(self) -> None:
        self.tss, self.client, self.tx = (new_id() for _ in range(3))
        self.puk = ""
        self.qr_text = ""

    def steps(self) -> list[tuple[str, str, str, Any]]:
        tss = f"/tss/{self.tss}"
        sale = {"state": "FINISHED", "client_id": self.client, "schema": receipt()}
        start = {"state": "ACTIVE", "client_id": self.client}
        return [
            ("create", "PUT", tss, {}),
            ("personalise", "PATCH", tss, {"state": "UNINITIALIZED"}),
            ("pin", "PATCH", f"{tss}/admin", {"admin_puk": self.puk, "new_admin_pin": PIN}),
            ("admin", "POST", f"{tss}/admin/auth", {"admin_pin": PIN}),
            ("initialise", "PATCH", tss, {"state": "INITIALIZED"}),
            ("client", "PUT", f"{tss}/client/{self.client}", {"serial_number": "KASSE-1"}),
            ("logout", "POST", f"{tss}/admin/logout", {}),
            ("start", "PUT", f"{tss}/tx/{self.tx}?tx_revision=1", start),
            ("finish", "PUT", f"{tss}/tx/{self.tx}?tx_revision=2", sale),
        ]

    def do(self, client: PlainClient, number: int) -> None:
        name, method, path, body = self.steps()[number]
        answer = client.send(method, path, body)
        if name == "create":
            self.puk = answer["admin_puk"]
        if name == "finish":
            self.qr_text = answer["qr_code_data"]


@pytest.fixture
def listening() -> Iterator[SandboxApp]:
    app = SandboxApp(None, seed=2, clock=FakeClock())
    yield app
    app.close()


def test_quickstart(listening: SandboxApp) -> None:
    with served(listening) as ready:
        assert ready.base_url.startswith("http://127.0.0.1:")
        assert ready.base_url.endswith("/api/v2")
        client = PlainClient(ready.base_url, ready.api_key, ready.api_secret)
        client.log_in()
        quickstart = Quickstart()
        for number in range(Quickstart.LENGTH):
            quickstart.do(client, number)
        assert verify_qr_text(quickstart.qr_text).status == "valid"
        view = listening.control.tss(quickstart.tss)
        assert (view.state, view.admin_logged_in) == (TssState.INITIALIZED, False)


@pytest.mark.parametrize("kind", ["lost_before", "lost_after"])
def test_lost_answers_break_the_connection(listening: SandboxApp, kind: str) -> None:
    with served(listening, "localhost") as ready:
        client = PlainClient(ready.base_url, ready.api_key, ready.api_secret)
        client.log_in()
        listening.control.fault("createTss", kind)
        quickstart = Quickstart()
        with pytest.raises((ConnectionError, http.client.HTTPException)):
            quickstart.do(client, 0)
        assert len(listening.control.tss_ids()) == (kind == "lost_after")
        quickstart.do(client, 0)  # the next connection works
        assert len(listening.control.tss_ids()) == 1


def test_server_does_not_name_itself_and_sends_the_sandbox_date(listening: SandboxApp) -> None:
    with served(listening) as ready:
        host = ready.base_url.split("/")[2]
        connection = http.client.HTTPConnection(host)
        connection.request("GET", "/api/v2/tss")
        answer = connection.getresponse()
        answer.read()
        connection.close()
        assert answer.status == 401
        assert answer.getheader("server") is None
        assert answer.headers.get_all("date") == ["Mon, 05 Jan 2026 08:00:00 GMT"]


def test_a_second_port_answers_as_the_backend(listening: SandboxApp) -> None:
    with served(listening, backend_port=0) as ready:
        assert ready.backend_url is not None
        middleware = PlainClient(ready.base_url, ready.api_key, ready.api_secret)
        backend = PlainClient(ready.backend_url, ready.api_key, ready.api_secret)
        for client in (middleware, backend):
            client.log_in()
        quickstart = Quickstart()
        quickstart.do(backend, 0)
        with pytest.raises(urllib.error.HTTPError) as caught:
            quickstart.do(backend, 1)
        assert caught.value.code == 432
        caught.value.close()
        quickstart.do(middleware, 1)
        assert backend.send("GET", f"/tss/{quickstart.tss}")["state"] == "UNINITIALIZED"


def test_the_control_side_has_the_same_port(listening: SandboxApp) -> None:
    with served(listening) as ready:
        client = PlainClient(ready.base_url.removesuffix("/api/v2"), "", "")
        assert client.send("GET", "/sandbox/tss") == {"tss": []}
        client.send("POST", "/sandbox/scenarios", {"name": "clients-199=1"})
        assert len(client.send("GET", "/sandbox/tss")["tss"]) == 1


def test_a_public_address_has_to_be_wanted() -> None:
    seen: list[str] = []

    def stop(ready: Ready) -> None:
        seen.append(ready.base_url)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        serve("0.0.0.0", 0, None, None, (), stop, is_public=True)
    assert seen[0].startswith("http://0.0.0.0:")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.org"])
def test_only_the_loopback_interface(host: str) -> None:
    with pytest.raises(ValueError):
        serve(host, 0, None, None, (), lambda ready: None)


def test_public_address_is_named(listening: SandboxApp) -> None:
    with pytest.raises(NotLoopback, match="0\\.0\\.0\\.0"), served(listening, "0.0.0.0"):
        pass


# --- as its own process ----------------------------------------------------------------------

_RUN = (
    "import argparse, sys; from tse_companion.cli import sandbox; "
    "top = argparse.ArgumentParser(); "
    "sandbox.add_parser(top.add_subparsers(), argparse.ArgumentParser(add_help=False)); "
    "args = top.parse_args(); sys.exit(args.run(args))"
)


@contextmanager
def process(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], PlainClient]]:
    """The command in a process of its own, killed at the end if it still runs."""
    running = subprocess.Popen(
        [sys.executable, "-c", _RUN, "sandbox", *arguments],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(tse_companion.__file__).parents[1],
    )
    try:
        assert running.stdout is not None
        ready = json.loads(running.stdout.readline())
        assert ("backend_url" in ready) == ("--backend-port" in arguments)
        ready.pop("backend_url", None)
        assert set(ready) == {"base_url", "api_key", "api_secret"}
        yield running, PlainClient(**ready)
    finally:
        running.kill()
        running.communicate()


@pytest.mark.slow
def test_every_answer_survives_sigkill(tmp_path: Path) -> None:
    """After each answered request the process dies; the next one continues from the file."""
    file = tmp_path / "state.sqlite"
    quickstart = Quickstart()
    logins: list[dict[str, str]] = []
    for number in range(Quickstart.LENGTH):
        with process("--state", str(file), "--port", "0") as (running, client):
            logins.append(client.login)
            client.log_in()
            if number:
                quickstart.do(client, number - 1)  # was answered before the kill
            quickstart.do(client, number)
            running.kill()
            running.wait()
    assert all(login == logins[0] for login in logins)
    assert verify_qr_text(quickstart.qr_text).status == "valid"
    app = SandboxApp(file)
    view = app.control.tss(quickstart.tss)
    counters = [m.counter for m in app.control.signed_messages(quickstart.tss)]
    app.close()
    assert counters == list(range(2, view.signature_counter + 1))
    assert (view.transaction_counter, len(view.clients)) == (1, 1)


def test_stopping_in_order(tmp_path: Path) -> None:
    with process("--seed", "4", "--scenario", "latency=0.01") as (running, client):
        client.log_in()
        if sys.platform != "win32":
            running.terminate()
            assert running.wait(20) == 0
    assert client.login["api_key"] == _seeded_key(4)


def _seeded_key(seed: int) -> str:
    app = SandboxApp(None, seed=seed)
    app.close()
    return app.api_key


def run(*arguments: str) -> int:
    top = argparse.ArgumentParser()
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true")
    command.add_parser(top.add_subparsers(), common)
    args = top.parse_args(["sandbox", *arguments])
    code: int = args.run(args)
    return code


def test_command_refuses_bad_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("signal.signal", lambda *_: None)
    assert run("--scenario", "meteor") == 2
    assert "slow-personalisation" in capsys.readouterr().err
    assert run("--host", "0.0.0.0") == 2
    assert "--public" in capsys.readouterr().err
    assert run("--host", "kiosk") == 2
    assert run("--port", "70000") == 2
    assert run("--backend-port", "70000") == 2
    (tmp_path / "state").write_bytes(b"x" * 2000)
    assert run("--state", str(tmp_path / "state")) == 1
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert run("--port", str(taken.getsockname()[1])) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err


def test_command_lists_the_scenarios(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--list-scenarios") == 0
    text = capsys.readouterr().out
    assert run("--list-scenarios", "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert {"name": "shop", "about": listed[0]["about"]} == listed[0]
    for scenario in listed:
        assert f"  {scenario['name']} " in text


def test_command_announces_the_backend_too() -> None:
    with process("--backend-port", "0") as (_, client):
        client.log_in()
