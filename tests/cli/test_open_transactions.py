"""``open-transactions``: every one of them, with what the rules say about it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from cli.shell import Shop
from left_open.planting import BUSY_TILL, OLD_TILL, QUIET_TILL, LeftOpen, leave_open
from tse_companion.paths import Folders
from tse_companion.sandbox.app import SandboxApp
from tse_companion.store.settings import Settings, SettingsFile, ShopSettings, Site

MEMBERS = [
    "tx_id",
    "number",
    "client_id",
    "client_serial_number",
    "client_state",
    "time_start",
    "last_activity",
    "latest_revision",
    "process_type",
    "age_s",
    "default_selected",
    "reason",
]


def test_the_document(shop: Shop, left: LeftOpen) -> None:
    said = shop("open-transactions", "--json")
    assert (said.code, said.err) == (0, "")
    document = said.document
    assert list(document) == ["total", "loaded", "transactions"]
    assert document["total"] == document["loaded"] == len(document["transactions"]) == 11
    assert all(list(entry) == MEMBERS for entry in document["transactions"])
    by_id = {entry["tx_id"]: entry for entry in document["transactions"]}
    reasons = {
        **dict.fromkeys(left.stuck + left.deregistered, "stuck"),
        **dict.fromkeys(left.too_young, "too_young"),
        **dict.fromkeys(left.touched, "recently_touched"),
        **dict.fromkeys(left.till_active, "till_active"),
    }
    assert {tx_id: entry["reason"] for tx_id, entry in by_id.items()} == reasons
    for entry in by_id.values():
        assert entry["default_selected"] is (entry["reason"] == "stuck")
    first = by_id[left.stuck[0]]
    assert (first["client_serial_number"], first["client_state"]) == (QUIET_TILL, "REGISTERED")
    assert (first["latest_revision"], first["process_type"]) == (1, None)
    assert 71 * 3600 < first["age_s"] <= 72 * 3600 + 60
    second = by_id[left.stuck[1]]
    assert (second["latest_revision"], second["process_type"]) == (2, "Kassenbeleg-V1")
    touched = by_id[left.touched[0]]
    assert touched["client_serial_number"] == BUSY_TILL
    assert touched["last_activity"] > touched["time_start"]
    gone = by_id[left.deregistered[0]]
    assert (gone["client_serial_number"], gone["client_state"]) == (OLD_TILL, "DEREGISTERED")


def test_another_age(shop: Shop, left: LeftOpen) -> None:
    said = shop("open-transactions", "--json", "--older-than", "90m")
    chosen = {e["tx_id"] for e in said.document["transactions"] if e["default_selected"]}
    assert chosen == {*left.stuck, *left.too_young, *left.deregistered}


@pytest.mark.usefixtures("quick_vaults")
def test_the_age_that_is_set_for_a_shop(cafe: Shop) -> None:
    """The same shop as a site of this computer, where an hour is old enough."""
    site = Site(
        "5d3a0001-0000-4000-8000-000000000001",
        "Café",
        "practice",
        "http://practice.localhost/api/v2",
        own=ShopSettings(cancel_older_than=3600),
    )
    folders = Folders.below(cafe.data)
    folders.make()
    practice = SandboxApp(folders.practice)
    left = practice.control.seed(lambda service: leave_open(service, stuck=2))
    practice.close()
    site = replace(site, tss_id=left.tss_id)
    SettingsFile(folders.settings).save(Settings(sites=(site,), current_site=site.id))
    said = cafe.local("open-transactions", "--json")
    chosen = {e["tx_id"] for e in said.document["transactions"] if e["default_selected"]}
    assert chosen == {*left.stuck, *left.too_young, *left.deregistered}


def test_lines_for_people(shop: Shop, left: LeftOpen) -> None:
    said = shop("open-transactions")
    head, *lines = said.out.splitlines()
    assert head == "11 of 11 open transactions, 7 of them stuck"
    assert len(lines) == 11
    assert all(any(tx_id in line for line in lines) for tx_id in left.stuck + left.touched)


def test_many_need_many_lists(cafe: Shop) -> None:
    said = cafe("open-transactions", "--json")
    assert said.document["total"] == said.document["loaded"] == 40


def test_a_refusal(shop: Shop, left: LeftOpen) -> None:
    said = shop("open-transactions", "--json", "--tss", "5d3a0001-0000-4000-8000-00000000000f")
    assert said.code == 1
    assert said.document["error"]["code"] == "E_TSS_NOT_FOUND"
    assert list(said.document["error"]) == ["code", "outcome", "request_id"]
    assert said.err.startswith("open-transactions: The service does not know this TSE.")


@pytest.mark.parametrize("age", ["", "24", "24 hours", "1.5h", "1w", "h"])
def test_no_duration(shop: Shop, age: str) -> None:
    said = shop("open-transactions", "--older-than", age)
    assert (said.code, said.out) == (2, "")
    assert "no duration such as 90m, 24h or 7d" in said.err


def test_whoever_reads_it_may_go(cafe: Shop) -> None:
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "tse_companion", "open-transactions"),
            *("--data-dir", str(cafe.data), "--base-url", cafe.base_url),
            *("--api-key", cafe.app.api_key),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    err = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=50), err) == (1, "")
