"""The state file: it survives the end of the process, and refuses what it cannot read."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from sandbox.shop import Shop, client_for, new_id, receipt
from tse_companion.domain.models import TssState
from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.clock import FakeClock, SeededClock
from tse_companion.sandbox.database import SCHEMA_VERSION, Database, StateUnreadable
from tse_companion.tse.authority import certificate_facts


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state.sqlite"


async def test_life_goes_on_in_the_file(file: Path, clock: FakeClock) -> None:
    """Each request finds what the ones before it left in the file, tokens included."""
    tss_id, client_id, tx_id = new_id(), new_id(), new_id()
    puk = ""
    token = ""
    steps = ["log_in", "create", "uninit", "pin", "admin", "init", "client", "start", "finish"]
    for step in steps:
        app = SandboxApp(file, clock=clock)
        async with client_for(app) as http:
            http.headers["Authorization"] = token
            shop = Shop(http, app, tss_id, client_id, puk)
            match step:
                case "log_in":
                    await shop.log_in()
                    token = http.headers["Authorization"]
                case "create":
                    puk = (await shop.create())["admin_puk"]
                case "uninit":
                    await shop.move("UNINITIALIZED")
                case "pin":
                    await shop.set_pin()
                case "admin":
                    await shop.open_admin()
                case "init":
                    await shop.move("INITIALIZED")
                case "client":
                    await shop.register()
                case "start":
                    await shop.start(tx_id)
                case "finish":
                    finished = await shop.finish(tx_id)
        clock.advance(1)
        app.close()
    app = SandboxApp(file, clock=clock)
    async with client_for(app) as http:
        http.headers["Authorization"] = token
        shop = Shop(http, app, tss_id, client_id, puk)
        shown = await shop.ok("GET", shop.tx(tx_id))
        assert shown["qr_code_data"] == finished["qr_code_data"]
        again = await shop.finish(tx_id)
        assert again["signature"]["value"] == finished["signature"]["value"]
        assert (await shop.start())["number"] == 2
    view = app.control.tss(tss_id)
    assert (view.state, view.admin_logged_in) == (TssState.INITIALIZED, True)
    counters = [m.counter for m in app.control.signed_messages(tss_id)]
    assert counters == list(range(2, view.signature_counter + 1))
    app.close()


async def test_credentials_stay_with_the_file(file: Path) -> None:
    first = SandboxApp(file)
    first.close()
    again = SandboxApp(file, seed=5)
    again.close()
    other = SandboxApp(None)
    other.close()
    assert (again.api_key, again.api_secret) == (first.api_key, first.api_secret)
    assert (other.api_key, other.api_secret) != (first.api_key, first.api_secret)


async def test_a_refused_request_leaves_no_trace(file: Path, clock: FakeClock) -> None:
    app = SandboxApp(file, clock=clock)
    async with client_for(app) as http:
        shop = Shop(http, app)
        await shop.log_in()
        await shop.set_up()
        before = app.control.signed_messages(shop.tss_id)
        body = shop.wish("FINISHED", schema=receipt())
        await shop.refused("E_TX_UPSERT", 400, "PUT", shop.tx(new_id(), 1), body)
        assert app.control.signed_messages(shop.tss_id) == before
    app.close()


async def test_a_file_that_cannot_be_written_answers_503(till: Shop) -> None:
    till.app._database.connection.execute("PRAGMA query_only = ON")
    before = till.app.control.signed_messages(till.tss_id)
    await till.refused(None, 503, "PUT", till.tx(new_id(), 1), till.wish())
    await till.ok("GET", till.tss)
    till.app._database.connection.execute("PRAGMA query_only = OFF")
    assert till.app.control.signed_messages(till.tss_id) == before
    assert (await till.start())["number"] == 1


def test_changes_are_all_or_nothing(file: Path) -> None:
    database = Database(file)
    with pytest.raises(KeyError), database.change():
        database.set_meta("a", b"1")
        raise KeyError
    assert database.meta("a") is None
    with database.change():
        database.set_meta("a", b"2")
    assert database.number("a") == 2
    assert database.connection.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL
    assert database.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    database.close()


@pytest.mark.skipif(os.name != "posix", reason="rights of files differ")
def test_only_the_owner_may_read_the_file(file: Path) -> None:
    app = SandboxApp(file)
    assert {stat.S_IMODE(f.stat().st_mode) for f in file.parent.iterdir()} == {0o600}
    app.close()


def reason_of(file: Path) -> str:
    with pytest.raises(StateUnreadable) as caught:
        SandboxApp(file)
    return caught.value.reason


def test_damaged_file(file: Path) -> None:
    file.write_bytes(b"this is no database, but it is long enough to look like one" * 20)
    assert reason_of(file) == "damaged"


def test_file_of_another_program(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE letters (text)")
    connection.commit()
    assert reason_of(file) == "damaged"
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    assert reason_of(file) == "damaged"


async def test_file_of_the_first_version_goes_on(file: Path, clock: FakeClock) -> None:
    """What version 2 added is taken away again; then the file is opened as before."""
    app = SandboxApp(file, clock=clock)
    async with client_for(app) as http:
        shop = Shop(http, app)
        await shop.log_in()
        await shop.set_up()
        before = await shop.ok("GET", shop.tss)
    app.close()
    connection = sqlite3.connect(file)
    connection.executescript(
        "DROP TABLE export; ALTER TABLE tss DROP COLUMN account;"
        "ALTER TABLE tss DROP COLUMN certificate_until; PRAGMA user_version = 1;"
    )
    connection.close()
    app = SandboxApp(file, clock=clock)
    async with client_for(app) as http:
        again = Shop(http, app, shop.tss_id, shop.client_id)
        await again.log_in()
        assert await again.ok("GET", again.tss) == before
        assert (await again.start())["number"] == 1
        await again.ok("PUT", f"{again.tss}/export/{new_id()}")
        view = app.control.tss(again.tss_id)
        assert (view.account, view.certificate_until) == (
            "own",
            certificate_facts(before["certificate"]).not_after,
        )
    app.close()


def test_file_of_a_newer_version(file: Path) -> None:
    SandboxApp(file).close()
    connection = sqlite3.connect(file)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    assert reason_of(file) == "newer"


def test_place_that_cannot_be_reached(tmp_path: Path) -> None:
    assert reason_of(tmp_path / "missing" / "state.sqlite") == "unreachable"


def test_seeded_clock_never_begins_before_what_was_signed() -> None:
    assert SeededClock(3).time() == pytest.approx(SeededClock(3).time(), abs=1)
    assert SeededClock(3, not_before=9e9).time() >= 9e9


def test_clocks_only_move_forward(clock: FakeClock) -> None:
    with pytest.raises(ValueError, match="forward"):
        clock.advance(-1)
