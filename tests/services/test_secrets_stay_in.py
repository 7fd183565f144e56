"""Marked secrets of whole runs are found in no file but the vault, and in no exception."""

from __future__ import annotations

import base64
import functools
import logging
import traceback
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.conftest import World
from services.steps import quiet
from services.test_setup_service import confirm_puk, resumed
from tse_companion import logs
from tse_companion.api.auth import TokenKeeper
from tse_companion.api.signde import ApiCredentials
from tse_companion.api.transport import Transport
from tse_companion.domain.credentials import Secret
from tse_companion.errors import AppError, PassphraseWrong, VaultRefused
from tse_companion.sandbox.app import SandboxApp
from tse_companion.services import admin, keys
from tse_companion.services.desk import Session
from tse_companion.services.presence import Presence
from tse_companion.services.receipts import sample_order
from tse_companion.services.setup.flow import PinSource
from tse_companion.services.setup.service import SetupService
from tse_companion.services.vaults import Vaults
from tse_companion.store.secrets import FileVault, Place, SystemVault
from tse_companion.store.secrets.ring import Cost

URL = "https://service.test/api/v2"
PIN = Secret("MARKED-PIN-73")
WRONG = Secret("MARKED-WRONG-PIN")
PASSPHRASE = Secret("MARKED passphrase of the file")


class Watch:
    """Collects every secret there is in a run, and looks for them everywhere."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.secrets: dict[str, str] = {
            "PIN": PIN.reveal(),
            "wrong PIN": WRONG.reveal(),
            "passphrase": PASSPHRASE.reveal(),
            "API key": world.sandbox.api_key,
            "API secret": world.sandbox.api_secret,
        }
        self.raised: list[BaseException] = []

    def take(self, name: str, secret: Secret) -> None:
        self.secrets[f"{name} {len(self.secrets)}"] = secret.reveal()

    def forms(self) -> Iterator[tuple[str, bytes]]:
        """Each secret as it might be written: plain, quoted, in base64 whatever stands before."""
        for name, text in self.secrets.items():
            raw = text.encode()
            yield name, raw
            yield f"{name} in UTF-16", text.encode("utf-16-le")
            if (quoted := urllib.parse.quote(text, safe="")) != text:
                yield f"{name} quoted", quoted.encode()
            for before in range(3):
                whole = base64.b64encode(b"\0" * before + raw)
                yield (
                    f"{name} in base64",
                    whole[(before * 8 + 5) // 6 : (before + len(raw)) * 8 // 6],
                )

    def found_in(self, content: bytes) -> list[str]:
        return sorted({name for name, form in self.forms() if form in content})

    def found_in_files(self, *, vault: Path) -> dict[str, list[str]]:
        files = [f for f in self.world.folders.data.rglob("*") if f.is_file() and f != vault]
        assert {"journal.sqlite", "settings.json", logs.FILE_NAME} <= {f.name for f in files}
        found = {f.name: self.found_in(f.read_bytes()) for f in files}
        return {name: what for name, what in found.items() if what}

    def found_in_exceptions(self) -> list[str]:
        assert self.raised
        return self.found_in("\n".join(_all_texts(e) for e in self.raised).encode())


def _all_texts(error: BaseException) -> str:
    """Everything an exception says by itself: texts, arguments, attributes, causes, notes."""
    texts = ["".join(traceback.format_exception(error))]
    seen: set[int] = set()
    todo: list[BaseException] = [error]
    while todo:
        one = todo.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        texts += [str(one), repr(one), repr(one.args), repr(vars(one))]
        todo += [cause for cause in (one.__cause__, one.__context__) if cause is not None]
    return "\n".join(texts)


@pytest.fixture
def watch(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """Log, journal and settings as in earnest; every token and PUK is noted when it appears."""
    watch = Watch(world)
    logs.set_up(world.folders.logs, level=logging.DEBUG)
    cheap = functools.partial(FileVault, cost=Cost(time=1, memory=8, parallelism=1))
    monkeypatch.setattr("tse_companion.services.vaults.FileVault", cheap)
    current = TokenKeeper.current

    async def noted(self: TokenKeeper, *, fresh: bool = False) -> Secret:
        token = await current(self, fresh=fresh)
        watch.take("token", token)
        return token

    def in_memory(base_url: str, **more: Any) -> Transport:
        return Transport(base_url, **{**more, "asgi_app": world.sandbox})

    monkeypatch.setattr(TokenKeeper, "current", noted)
    monkeypatch.setattr("tse_companion.services.desk.Transport", in_memory)
    world.make_vaults = lambda background: Vaults(
        world.folders, background, file_only=True, passphrase=PASSPHRASE
    )
    yield watch
    logs.shut_down()


async def log_in(setup: SetupService, sandbox: SandboxApp) -> None:
    await setup.connect(
        name="Backstube",
        base_url=URL,
        key=Secret(sandbox.api_key),
        secret=Secret(sandbox.api_secret),
    )


async def failing(watch: Watch, work: Any) -> None:
    """Await what must fail, and keep the failure."""
    with pytest.raises(Exception) as raised:
        await work
    watch.raised.append(raised.value)


def test_the_watch_sees_what_it_should(world: World) -> None:
    watch = Watch(world)
    assert watch.found_in(b'{"pin":"MARKED-PIN-73"}') == ["PIN"]
    for before in ("", "a", "ab", "abc"):
        hidden = base64.b64encode(f"{before}{PIN.reveal()} and more".encode())
        assert watch.found_in(b"x" + hidden) == ["PIN in base64"]
    assert watch.found_in("MARKED-PIN-73".encode("utf-16-le")) == ["PIN in UTF-16"]
    error = ValueError("outer")
    error.__context__ = AppError(pin=PIN.reveal())
    watch.raised.append(error)
    assert watch.found_in_exceptions() == ["PIN"]


async def test_a_whole_run_leaves_no_secret_behind(world: World, watch: Watch) -> None:
    async with world.setup() as setup:
        await log_in(setup, world.sandbox)
        await setup.look()
        await setup.choose_new()
        await setup.create()
        watch.take("PUK", await setup.puk())
    async with world.setup() as setup:  # stopped and gone on with
        await resumed(setup)
        await confirm_puk(setup)
        setup.choose_pin(PIN, source=PinSource.NEW, keep=True)
        await setup.choose_serial("KASSE-1")
        await setup.work(quiet)
        await setup.sign_test_receipt(sample_order())
        await setup.finish()
        assert "PIN" not in repr(setup.__dict__)
        assert setup.session is not None
        await everyday(watch, setup.session)
    logs.shut_down()
    assert watch.found_in_exceptions() == []
    assert len(watch.secrets) > 10  # keys, PIN, PUK and the tokens of two starts
    assert watch.found_in_files(vault=world.folders.vault) == {}
    assert watch.found_in(world.folders.vault.read_bytes()) == []  # encrypted


async def everyday(watch: Watch, session: Session) -> None:
    """PIN and PUK shown, changed, kept and refused."""
    tss_id = session.site.tss_id or ""
    fresh, typed = Secret("MARKED-PIN-74"), Secret("MARKED-PUK-0000001")
    watch.take("new PIN", fresh)
    watch.take("typed PUK", typed)
    assert await keys.reveal_puk(session, tss_id) and await keys.reveal_pin(session, tss_id)
    await keys.change_pin(session, tss_id, fresh, keep=True)
    await failing(watch, keys.change_pin(session, tss_id, PIN, keep=True, puk=typed))
    await failing(watch, keys.keep_puk(session, tss_id, typed))
    await failing(watch, keys.keep_pin(session, tss_id, WRONG))
    watch.world.control.fault("changeAdminPin", "lost_after")
    watch.world.control.fault("authenticateAdmin", "lost_before")
    await failing(watch, keys.change_pin(session, tss_id, PIN, keep=True))
    assert await keys.settle_pin(session, tss_id)
    await failing(watch, Presence(session).confirm(WRONG))
    assert await Presence(session).confirm(PASSPHRASE)


@pytest.mark.usefixtures("caplog")  # errors in the log are meant here
async def test_forced_failures_tell_no_secret(
    world: World, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    control = world.control
    async with world.setup() as setup:
        key = Secret(world.sandbox.api_key)
        await failing(watch, setup.connect(name="x", base_url=URL, key=key, secret=WRONG))
        for kind in ("lost_before", "lost_after"):
            control.fault("authenticateApi", kind, times=3)
            await failing(watch, log_in(setup, world.sandbox))
        control.fault("authenticateApi", "status", status=500, message=PIN.reveal(), times=3)
        await failing(watch, log_in(setup, world.sandbox))
        await log_in(setup, world.sandbox)
        await setup.look()
        await setup.choose_new()
        with monkeypatch.context() as patch:
            patch.setattr(FileVault, "put", _refusing)
            await failing(watch, setup.create())
        control.fault("createTss", "lost_after", times=3)
        control.fault("retrieveTss", "lost_after", times=3)
        await failing(watch, setup.create())
        await setup.create()
        puk = await setup.puk()
        watch.take("PUK", puk)
        await confirm_puk(setup)
        await setup.choose_serial("KASSE-1")
        setup.choose_pin(PIN, source=PinSource.NEW, keep=True)
        faults: list[tuple[str, dict[str, Any]]] = [
            ("lost_before", {}),
            ("status", {"status": 401, "message": PIN.reveal()}),
            ("status", {"status": 400, "code": PIN.reveal(), "message": puk.reveal()}),
            ("status", {"status": 502, "after": True, "message": puk.reveal()}),
        ]
        for kind, more in faults:
            control.fault("authenticateAdmin", "lost_before")
            control.fault("changeAdminPin", kind, **more)
            await failing(watch, setup.work(quiet))
            control.clear()
        setup.enter_puk(Secret("MARKED-PUK-0000000"))
        watch.take("typed PUK", Secret("MARKED-PUK-0000000"))
        await failing(watch, setup.work(quiet))
        session, tss_id = setup.session, setup.draft.tss_id or ""
        assert session is not None
        for _ in range(4):
            await failing(watch, admin.log_in(session, tss_id, WRONG))
        with monkeypatch.context() as patch:
            patch.setattr(session.client._transport, "send", _broken)
            await failing(watch, admin.set_pin(session, tss_id, puk, PIN))
        await setup.work(quiet)
        for kind in ("lost_before", "status"):
            control.fault("upsertTransaction", kind, status=503, times=3)
            await failing(watch, setup.sign_test_receipt(sample_order()))
        control.revoke_tokens()
        control.fault("authenticateApi", "status", status=401, times=3)
        await failing(watch, setup.sign_test_receipt(sample_order()))
    await failing(watch, _wrong_passphrase(world))
    for error in watch.raised:
        logs.event("failed", level=logging.ERROR, error=error, pin=PIN.reveal())
        logging.getLogger("httpx").error("%s %r", PIN.reveal(), error, exc_info=error)
    logs.shut_down()
    assert len(watch.raised) > 15
    assert watch.found_in_exceptions() == []
    assert watch.found_in_files(vault=world.folders.vault) == {}
    world.errors.clear()


def _refusing(self: FileVault, place: Place, secret: Secret) -> None:
    raise VaultRefused


async def _broken(*args: object, **kwargs: object) -> None:
    raise RuntimeError(f"{args!r} {kwargs!r}")


async def _wrong_passphrase(world: World) -> None:
    async with world.desk() as desk:
        await desk.vaults.unlock(WRONG)
    raise AssertionError("it opened")


def test_nothing_that_holds_a_secret_shows_it() -> None:
    credentials = ApiCredentials(PIN, WRONG)
    error = PassphraseWrong()
    for shown in (repr(credentials), f"{PIN}", f"{PIN!r:>40}", repr(error), str([PIN])):
        assert "MARKED" not in shown
    assert SystemVault.__module__.startswith("tse_companion.store")
