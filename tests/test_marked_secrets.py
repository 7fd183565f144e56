"""Key, secret, tokens, PUK and PIN are found nowhere but in memory and in the vault.

A full run leaves files, a log, pictures and paper behind; a killed one its journal's side file;
a window shows words; a failure carries an exception. All of them are searched for secrets that
are known from the sandbox.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kill.cases import PASSPHRASE, Answering, Shop
from kill.program import Moment, Point
from marked.traces import told, traces, unpacked
from marked.watched import words_of
from services.conftest import World
from tse_companion import logs
from tse_companion.domain.credentials import PukChallenge, Secret
from tse_companion.errors import AppError
from tse_companion.gui.dialogs import ErrorDialog
from tse_companion.sandbox.app import Message, Receive, SandboxApp, Send
from tse_companion.sandbox.signde import operations
from tse_companion.services.receipts import sample_order
from tse_companion.services.setup.flow import PinSource
from tse_companion.services.setup.service import SetupService

ROOT = Path(__file__).resolve().parents[1]
TOKEN = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."  # how every token of the sandbox begins


@dataclass(frozen=True, slots=True)
class Service:
    """A sandbox in another process, and what it knows."""

    state: Path
    base_url: str
    api_key: str
    api_secret: str


def python(*arguments: str | Path) -> list[str]:
    return [sys.executable, *(str(argument) for argument in arguments)]


def environment(**more: str) -> dict[str, str]:
    path = os.pathsep.join(str(ROOT / folder) for folder in ("app", "tests"))
    return {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", **more}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    state = tmp_path / "service" / "state.sqlite"
    state.parent.mkdir()
    command = python("-m", "tse_companion", "sandbox", "--state", state)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env=environment(), encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        yield Service(state, **json.loads(process.stdout.readline()))
        process.terminate()


def secrets_in(state: Path) -> dict[str, str]:
    """Everything that must not be found, from the sandbox's own books."""
    with closing(SandboxApp(state)) as sandbox:
        found = {
            "API key": sandbox.api_key,
            "API secret": sandbox.api_secret,
            "token": TOKEN,
            "passphrase": PASSPHRASE,
        }
        for tss_id in sandbox.control.tss_ids():
            tss = sandbox.control.tss(tss_id)
            found["PUK"] = tss.puk.reveal()
            if tss.pin is not None:
                found["PIN"] = tss.pin.reveal()
        return found


def self_check(service: Service, place: Path, *run_by: str | Path) -> str:
    """A full run that keeps everything it writes below one folder; what it printed."""
    temporary = place / "temporary"
    temporary.mkdir(parents=True)
    done = subprocess.run(
        python(
            *run_by,
            *("self-check", "--json", "--data-dir", place / "data", "--out", place / "out"),
            *("--base-url", service.base_url, "--api-key", service.api_key),
        ),
        env=environment(
            HOME=str(place),
            XDG_CONFIG_HOME=str(place / "config"),
            XDG_CACHE_HOME=str(place / "cache"),
            TMPDIR=str(temporary),
            TSE_COMPANION_API_SECRET=service.api_secret,
            TSE_COMPANION_VAULT_PASSPHRASE=PASSPHRASE,
        ),
        cwd=place,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    (place / "stdout").write_text(done.stdout, "utf-8")
    (place / "stderr").write_text(done.stderr, "utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_no_file_of_a_full_run_holds_a_secret(service: Service, tmp_path: Path) -> None:
    place = tmp_path / "place"
    printed = self_check(service, place, "-m", "tse_companion")
    secrets = secrets_in(service.state)
    assert secrets.keys() >= {"PUK", "PIN"}
    written = [path for path in place.rglob("*") if path.is_file()]
    for name in ("journal.sqlite", "settings.json", "tse-companion.log", "receipt.pdf"):
        assert name in {path.name for path in written}
    # The vault is searched, too: what it holds is encrypted.
    assert traces(place, secrets) == []
    # And the search would have found them.
    report = json.loads(printed)
    assert traces(place, {"the id": report["tss_id"]}) != []
    paper = list(unpacked((place / "out" / "receipt.pdf").read_bytes()))
    assert any(b"KASSE-1" in part for part in paper)
    assert len(traces(service.state.parent, {"PUK": secrets["PUK"]})) >= 1


def test_no_word_of_the_window_is_a_secret(service: Service, tmp_path: Path) -> None:
    file = tmp_path / "glances.json"
    self_check(service, tmp_path / "place", "-m", "marked.watched", file)
    secrets = secrets_in(service.state)
    glances = json.loads(file.read_text("utf-8"))
    moments = [glance["moment"] for glance in glances]
    for moment in ("connect", "keep_puk", "PUK shown", "pin", "work", "overview"):
        assert moment in moments
    shown_at: dict[str, set[str]] = {}
    for glance in glances:
        assert told(glance["elsewhere"], secrets) == [], glance["moment"]
        for name in told(glance["on_page"], secrets):
            shown_at.setdefault(name, set()).add(glance["moment"])
        # Behind dots the key may stay for a step back; nothing else outlives its page.
        rest = {name: secret for name, secret in secrets.items() if name != "API key"}
        assert told(glance["held"], rest) == [], glance["moment"]
    # On the page that is there for it, the PUK is shown once asked for, and nothing else ever.
    assert shown_at.pop("PUK") >= {"PUK shown"}
    assert shown_at.keys() <= {"PIN"}


def test_the_side_file_of_a_killed_journal_holds_no_secret(tmp_path: Path) -> None:
    with ExitStack() as stack:
        services, program = Answering("kill.services"), Answering("kill.program")
        stack.callback(services.close)
        stack.callback(program.close)
        shop = Shop(tmp_path / "shop", services, program)
        shop.open()
        shop.run("killed", Point(Moment.CONCLUDING, 1, "upsertTransaction FINISHED"))
        shop.close()
    assert shop.folders.journal.with_name(shop.folders.journal.name + "-wal").stat().st_size > 0
    secrets = secrets_in(shop.state)
    assert secrets.keys() >= {"PUK", "PIN"}
    assert traces(shop.folder / "data", secrets) == []


# --- failures --------------------------------------------------------------------------------

PIN = Secret("KX73-MQ9P")
OPERATIONS = (
    "authenticateApi",
    "listTss",
    "createTss",
    "retrieveTss",
    "updateTss",
    "changeAdminPin",
    "authenticateAdmin",
    "retrieveClient",
    "createClient",
    "logoutAdmin",
    "retrieveTransaction",
    "upsertTransaction",
)


class Parrot(SandboxApp):
    """A service that fails at one operation and repeats to you what you and it have said."""

    def __init__(self, operation: str, failure: str) -> None:
        super().__init__(None, seed=11)
        self._operation, self._failure = operation, failure
        self.spoke = 0

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        found = operations.match(scope["method"], scope["path"])
        name = found.operation.name if found is not None and found.operation is not None else ""
        if name != self._operation:
            await super().__call__(scope, receive, send)
            return
        self.spoke += 1
        heard = [b"".join(value for _, value in scope["headers"])]

        async def hearing() -> Message:
            message = await receive()
            heard.append(message.get("body", b""))
            return message

        async def holding(message: Message) -> None:
            heard.append(message.get("body", b""))

        await super().__call__(scope, hearing, holding)
        echo = b" ".join(heard).decode("utf-8", "replace")
        status, kind, body = self._said_back(echo)
        headers = [(b"content-type", kind), (b"request-id", b"parrot-1")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body.encode()})

    def _said_back(self, echo: str) -> tuple[int, bytes, str]:
        refusal = {"status_code": 400, "error": echo, "code": echo, "message": echo, echo: echo}
        match self._failure:
            case "refused":
                return 400, b"application/json", json.dumps(refusal)
            case "broken":
                return 500, b"text/html", f"<h1>{echo}</h1>"
            case "gibberish":
                return 200, b"application/json", f"{{{echo}"
            case _:
                return 200, b"application/json", json.dumps({"_id": echo, "state": echo})


async def set_up(setup: SetupService, secrets: dict[str, str]) -> None:
    """The whole set-up, which fails somewhere."""
    await setup.practise()
    await setup.look()
    await setup.choose_new()
    await setup.create()
    puk = await setup.puk()
    secrets["PUK"] = puk.reveal()
    challenge = PukChallenge.draw(puk)
    await setup.confirm_puk(
        challenge, "".join(puk.reveal()[position - 1] for position in challenge.positions)
    )
    setup.choose_pin(PIN, source=PinSource.NEW, keep=True)
    await setup.choose_serial("KASSE-1")
    await setup.work(lambda _: None)
    await setup.sign_test_receipt(sample_order())
    await setup.finish()


def exceptions(error: BaseException) -> Iterator[BaseException]:
    """The error and all it came from."""
    todo, seen = [error], set[int]()
    while todo:
        one = todo.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        todo += [e for e in (one.__cause__, one.__context__) if e is not None]


def all_text(error: BaseException) -> Iterator[str]:
    """Whatever an exception could print, and what it carries."""
    yield from traceback.format_exception(error)
    for one in exceptions(error):
        yield from (str(one), repr(one), repr(one.args), repr(getattr(one, "facts", None)))
        yield repr(getattr(one, "__notes__", None))
        yield repr(getattr(one, "request_id", None))
        if not isinstance(one, AppError):
            yield repr(vars(one))


@pytest.mark.parametrize("failure", ["refused", "broken", "gibberish", "incomplete"])
@pytest.mark.parametrize("operation", OPERATIONS)
async def test_no_failure_carries_a_secret(
    operation: str,
    failure: str,
    tmp_path: Path,
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
) -> None:
    logs.set_up(tmp_path / "logs", level=0)
    world = World(tmp_path / "data")
    await world.sandbox.aclose()
    parrot = world.sandbox = Parrot(operation, failure)
    secrets = {
        "API key": parrot.api_key,
        "API secret": parrot.api_secret,
        "token": TOKEN,
        "PIN": PIN.reveal(),
    }
    errors: list[BaseException] = []
    async with world.setup() as setup:
        try:
            await set_up(setup, secrets)
        except AppError as error:
            errors.append(error)
            logs.event("failure", error=error)
    errors += world.errors
    await parrot.aclose()
    assert parrot.spoke
    for raised in errors:
        assert told(all_text(raised), secrets) == []
        assert told(_dialog_words(raised, qtbot), secrets) == []
    assert traces(tmp_path, secrets) == []
    assert told([record.getMessage() for record in caplog.records], secrets) == []


def _dialog_words(error: BaseException, qtbot: QtBot) -> list[str]:
    assert isinstance(error, AppError)
    dialog = ErrorDialog(error)
    qtbot.addWidget(dialog)
    widgets = [dialog, *dialog.findChildren(QWidget)]
    return [dialog.details(), *(word for widget in widgets for word in words_of(widget))]
