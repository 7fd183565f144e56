"""``status``: one verdict, its document, its exit codes, and what it leaves behind: nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from cli.shell import Said, Shop
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import TssState
from tse_companion.paths import Folders
from tse_companion.sandbox.app import SandboxApp
from tse_companion.store.lock import FolderLock
from tse_companion.store.secrets import FileVault, Kind, Place, owner_at
from tse_companion.store.settings import Settings, SettingsFile, Site

MEMBERS = [
    "verdict",
    "reason",
    "env",
    "tss_id",
    "tss_state",
    "certificate_until",
    "tills",
    "open_transactions",
    "checked_at",
    "error",
]
PASSPHRASE = "a passphrase of the tests"
SITE = Site("5d3a0001-0000-4000-8000-000000000001", "Café Morgenrot", "service", "")
OTHER = Site("5d3a0001-0000-4000-8000-000000000002", "Kiosk", "service", "http://127.0.0.1:9/x")


def test_a_shop_that_can_sell(cafe: Shop) -> None:
    said = cafe("status", "--json")
    assert (said.code, said.err) == (0, "")
    document = said.document
    assert list(document) == MEMBERS
    until = document.pop("certificate_until")
    checked = document.pop("checked_at")
    assert len(until) == len(checked) == len("2026-11-25T21:31:39Z")
    assert checked < until
    assert document == {
        "verdict": "ok",
        "reason": "ready_test",
        "env": "TEST",
        "tss_id": cafe.tss_id,
        "tss_state": "INITIALIZED",
        "tills": {"registered": 3, "max": 199},
        "open_transactions": {"active": 40, "max": 2000},
        "error": None,
    }


def test_one_calm_sentence(cafe: Shop) -> None:
    said = cafe("status", "--tss", cafe.tss_id)
    assert said == Said(
        0, f"{cafe.base_url} (TEST): Everything is ready – in the test environment.\n", ""
    )


def test_nothing_of_a_service_is_kept(cafe: Shop) -> None:
    assert cafe("status").code == 0
    assert {file.name for file in cafe.data.rglob("*") if file.is_file()} == {
        "in-use.lock",
        "journal.sqlite",
        "tse-companion.log",
    }
    kept = b"".join(file.read_bytes() for file in cafe.data.rglob("*") if file.is_file())
    assert cafe.app.api_secret.encode() not in kept
    assert cafe.app.api_key.encode() not in kept


def test_a_service_that_asks_for_patience(cafe: Shop) -> None:
    cafe.control.fault("retrieveTss", "status", status=429, retry_after=99, times=None)
    said = cafe("status", "--json", "--tss", cafe.tss_id)
    assert said.code == 1
    document = said.document
    assert (document["verdict"], document["reason"]) == ("unknown", "busy")
    assert (document["error"], document["tss_state"]) == ("http_429", None)
    assert said.err.startswith("status: ")
    assert "http_429" in said.err


def test_a_login_that_is_refused(cafe: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TSE_COMPANION_API_SECRET", "another-secret")
    said = cafe("status", "--json")
    assert said.code == 1
    document = said.document
    assert list(document) == MEMBERS
    assert (document["verdict"], document["reason"]) == ("unknown", "not_asked")
    assert document["error"] == "http_401"
    assert "The service did not accept the login." in said.err
    assert "another-secret" not in said.err + said.out


def test_a_tse_out_of_service_is_a_finding(shop: Shop) -> None:
    shop.control.put_state(shop.tss_id, TssState.DEFECTIVE)
    said = shop("status", "--json")
    assert said.code == 1
    assert (said.document["verdict"], said.document["reason"]) == ("bad", "defective")
    assert said.document["tss_state"] == "DEFECTIVE"


def test_which_tse_has_to_be_said(shop: Shop) -> None:
    shop.control.fill_tss_quota()
    assert shop("status").code == 0  # one only is in service
    first = shop.control.tss_ids()[0]
    shop.control.put_state(first, TssState.EVICTED)
    said = shop("status")
    assert (said.code, said.out) == (2, "")
    assert "--tss" in said.err
    assert all(tss_id in said.err for tss_id in shop.control.tss_ids())


def test_an_account_without_a_tse(shop: Shop) -> None:
    shop.control.reset()
    said = shop("status", "--json")
    assert (said.code, said.document["error"]) == (1, "tss_unknown")


# --- shops of this computer ------------------------------------------------------------------


def local(shop: Shop, *sites: Site) -> Folders:
    """The data folder knows these shops; the first is the current one."""
    folders = Folders.below(shop.data)
    folders.make()
    current = sites[0].id if sites else None
    SettingsFile(folders.settings).save(Settings(sites=sites, current_site=current))
    return folders


@pytest.mark.usefixtures("quick_vaults")
def test_a_shop_of_this_computer(cafe: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    site = replace(SITE, base_url=cafe.base_url, tss_id=cafe.tss_id)
    folders = local(cafe, OTHER, site)
    vault = FileVault(folders.vault, Secret(PASSPHRASE))
    owner = owner_at(site.base_url, site.id)
    vault.put(Place(owner, Kind.API_KEY), Secret(cafe.app.api_key))
    vault.put(Place(owner, Kind.API_SECRET), Secret(cafe.app.api_secret))
    monkeypatch.delenv("TSE_COMPANION_API_SECRET")
    monkeypatch.setenv("TSE_COMPANION_VAULT_PASSPHRASE", PASSPHRASE)
    before = folders.settings.read_bytes()
    for name in (site.name, site.id):
        said = cafe.local("status", "--site", name)
        assert said.code == 0
        assert said.out.startswith("Café Morgenrot (TEST): ")
    assert folders.settings.read_bytes() == before
    said = cafe.local("status", "--json")  # the current one: no key of it is kept
    assert (said.code, said.document["error"]) == (1, "api_key_missing")
    assert "no API key is kept for Kiosk" in said.err
    monkeypatch.setenv("TSE_COMPANION_VAULT_PASSPHRASE", "another one")
    said = cafe.local("status", "--site", site.id, "--json")
    assert (said.code, said.document["error"]) == (1, "vault_passphrase_wrong")
    assert PASSPHRASE not in said.out + said.err


@pytest.mark.usefixtures("quick_vaults")
def test_the_practice_tse(cafe: Shop) -> None:
    site = replace(SITE, kind="practice", base_url="http://practice.localhost/api/v2")
    folders = local(cafe, site)
    app = SandboxApp(folders.practice, scenarios=["clients-199=2"])
    (tss_id,) = app.control.tss_ids()
    app.close()
    local(cafe, replace(site, tss_id=tss_id))
    said = cafe.local("status", "--json")
    assert (said.code, said.document["tills"]["registered"]) == (0, 2)


@pytest.mark.usefixtures("quick_vaults")
def test_a_shop_whose_set_up_has_not_got_far(cafe: Shop) -> None:
    local(cafe, replace(SITE, kind="practice", base_url="http://practice.localhost/api/v2"))
    said = cafe.local("status", "--json")
    assert (said.code, said.document["reason"], said.err) == (1, "not_set_up", "")
    for command in (
        ("open-transactions",),
        ("cancel-open", "--older-than", "1h", "--dry-run"),
    ):
        said = cafe.local(*command, "--json")
        assert (said.code, said.document["error"]["code"]) == (1, "not_set_up")
        assert f"the TSE of {SITE.name} is not set up yet" in said.err


def test_a_fault_of_ours_is_told_in_words(
    cafe: Shop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the-text-of-the-exception")

    monkeypatch.setattr("tse_companion.services.tss.judge", broken)
    said = cafe("status", "--json")
    assert (said.code, said.document["error"]) == (1, "unexpected")
    assert said.err.startswith("status: Something went wrong that we did not foresee.")
    log = (cafe.data / "logs" / "tse-companion.log").read_text("utf-8")
    assert "command_failed" in log
    assert "the-text-of-the-exception" not in log + said.err + said.out


def test_a_shop_that_was_never_set_up(cafe: Shop) -> None:
    said = cafe.local("status")
    assert (said.code, said.out) == (2, "")
    assert "no shop is set up" in said.err


def test_without_a_vault_none_is_made(cafe: Shop) -> None:
    folders = local(cafe, SITE)
    said = cafe.local("status", "--json")
    assert (said.code, said.document["error"]) == (1, "vault_missing")
    assert not folders.vault.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--site", "Nowhere"], "there is no shop 'Nowhere'"),
        (["--site", "Kiosk"], "several shops are called 'Kiosk'"),
        (["--base-url", "http://127.0.0.1:9/api/v2"], "belong together"),
        (["--api-key", "k"], "belong together"),
        (["--tss", "x"], "--tss belongs to --base-url"),
        (["--site", "x", "--base-url", "u", "--api-key", "k"], "either --site or --base-url"),
        (["--api-secret", "x"], "unrecognized arguments"),
    ],
)
def test_wrong_usage(cafe: Shop, arguments: list[str], words: str) -> None:
    local(cafe, OTHER, replace(OTHER, id="5d3a0001-0000-4000-8000-000000000003"))
    said = cafe.local("status", "--json", *arguments)
    assert (said.code, said.out) == (2, "")
    assert words in said.err


def test_an_address_that_is_not_safe(cafe: Shop) -> None:
    said = cafe.local("status", "--base-url", "http://example.org/api/v2", "--api-key", "k")
    assert said.code == 1
    assert "address_unsafe" in said.err


def test_another_copy_on_the_same_folder(cafe: Shop) -> None:
    folders = Folders.below(cafe.data)
    folders.make()
    with FolderLock(folders.lock):
        said = cafe("status", "--json")
    assert (said.code, said.document["error"]) == (1, "data_folder_busy")
    assert "TSE Companion is already open." in said.err


# --- a process of its own --------------------------------------------------------------------

RUN = """
import sys
from tse_companion.cli.main import main
code = main(sys.argv[1:])
print(sorted(n for n in sys.modules if n.split(".")[0] in ("PySide6", "qasync", "shiboken6")))
sys.exit(code)
"""


def test_no_qt_is_loaded(cafe: Shop) -> None:
    where = ("--base-url", cafe.base_url, "--api-key", cafe.app.api_key)
    done = subprocess.run(
        [sys.executable, "-c", RUN, "--data-dir", str(cafe.data), "status", *where, "--json"],
        capture_output=True,
        encoding="utf-8",
        timeout=50,
        check=False,
    )
    document, modules = done.stdout.splitlines()
    assert (done.returncode, done.stderr, modules) == (0, "", "[]")
    assert json.loads(document)["verdict"] == "ok"


def test_nobody_to_ask(cafe: Shop, tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "TSE_COMPANION_API_SECRET"}
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tse_companion", "status", "--data-dir", str(tmp_path)),
            *("--base-url", cafe.base_url, "--api-key", "k", "--json"),
        ],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=50,
        check=False,
        start_new_session=True,  # no terminal either
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "status: there is nobody to ask here: set TSE_COMPANION_API_SECRET\n"
