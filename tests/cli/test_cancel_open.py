"""``cancel-open``: what it asks for, chooses, does, leaves alone, and says about it."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from cli.shell import Said, Shop
from left_open.planting import BUSY_TILL, OLD_TILL, QUIET_TILL, LeftOpen, cancelled, transactions
from tse_companion.domain.models import ClientState
from tse_companion.sandbox.shops.planting import PIN

MEMBERS = ["selected", "cancelled", "already_closed", "skipped", "failed", "report"]
REASON = ("--reason", "left by a crash")
BY_AGE = ("--older-than", "24h", *REASON)


def whys(said: Said) -> dict[str, str]:
    """Why each was left open, by id."""
    return {entry["tx_id"]: entry["why"] for entry in said.document["skipped"]}


def report_of(said: Said) -> list[dict[str, str]]:
    """The rows of the report that was written."""
    text = Path(said.document["report"]).read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def writes(shop: Shop) -> list[str]:
    """Every change that was asked of the service."""
    reading = ("authenticateApi", "retrieve", "list")
    names = (request.operation or "" for request in shop.control.requests)
    return [name for name in names if not name.startswith(reading)]


# --- by age ----------------------------------------------------------------------------------


def test_exactly_the_stuck_ones_are_cancelled(shop: Shop, left: LeftOpen) -> None:
    before = transactions(shop.app)
    said = shop("cancel-open", "--json", *BY_AGE, "--yes")
    assert (said.code, said.err) == (0, "")
    document = said.document
    assert list(document) == MEMBERS
    assert (document["selected"], document["cancelled"], document["already_closed"]) == (6, 6, 0)
    assert document["failed"] == []
    assert whys(said) == {
        left.touched[0]: "recently_touched",
        left.till_active[0]: "till_active",
        left.deregistered[0]: "deregistered_till",
    }
    after = transactions(shop.app)
    assert cancelled(shop.app) == set(left.stuck)
    for tx_id in left.stuck:
        assert after[tx_id].latest_revision == before[tx_id].latest_revision + 1
    assert {tx_id: after[tx_id] for tx_id in left.others} == {
        tx_id: before[tx_id] for tx_id in left.others
    }
    assert writes(shop) == ["upsertTransaction"] * 6


def test_the_report(shop: Shop, left: LeftOpen, tmp_path: Path) -> None:
    file = tmp_path / "Bericht Kasse.csv"
    said = shop("cancel-open", "--json", *BY_AGE, "--yes", "--report", str(file))
    assert said.document["report"] == str(file)
    rows = report_of(said)
    done = [row for row in rows if row["outcome"] == "cancelled"]
    assert {row["tx_id"] for row in done} == set(left.stuck)
    for row in done:
        assert (row["old_state"], row["new_state"]) == ("ACTIVE", "CANCELLED")
        assert row["client_serial_number"] == QUIET_TILL
        assert row["reason"] == "left by a crash"
        assert int(row["signature_counter"]) > 0


def test_a_report_by_itself_goes_to_the_current_folder(shop: Shop, tmp_path: Path) -> None:
    said = shop("cancel-open", *BY_AGE, "--yes")
    assert said.code == 0
    first, second, third = said.out.splitlines()
    assert third == "Left open: 1 deregistered_till, 1 recently_touched, 1 till_active"
    assert first == "6 of 6 cancelled, 0 were closed already, 3 left open, 0 failed"
    name = second.removeprefix("Report: ")
    assert re.fullmatch(r"cancel-open-\d{8}-\d{6}\.csv", name)
    assert (tmp_path / name).exists()


def test_reports_of_one_second_have_a_name_each(
    shop: Shop, left: LeftOpen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(strftime=lambda _: "20260301-020000")
    monkeypatch.setattr("tse_companion.cli.cancelling.time", clock)
    named = []
    for tx_id in left.stuck[:3]:
        said = shop("cancel-open", "--json", "--tx", tx_id, *REASON, "--yes")
        assert (said.code, said.document["cancelled"]) == (0, 1)
        named.append(said.document["report"])
    stem = "cancel-open-20260301-020000"
    assert named == [f"{stem}.csv", f"{stem}-2.csv", f"{stem}-3.csv"]
    assert {file.name for file in tmp_path.glob("*.csv")} == {*named}


def test_a_dry_run_changes_nothing(shop: Shop, left: LeftOpen, tmp_path: Path) -> None:
    before = transactions(shop.app)
    said = shop("cancel-open", "--json", "--older-than", "24h", "--dry-run")
    assert (said.code, said.err) == (0, "")
    document = said.document
    assert list(document) == MEMBERS
    assert (document["selected"], document["cancelled"], document["report"]) == (6, 0, None)
    assert transactions(shop.app) == before
    assert list(tmp_path.glob("*.csv")) == []
    said = shop("cancel-open", "--older-than", "24h", "--dry-run", "--include-deregistered")
    *lines, end, _ = said.out.splitlines()
    assert end == "7 would be cancelled, 2 left open"
    assert sum("register_cancel_deregister" in line for line in lines) == 1
    assert all(any(tx_id in line for line in lines) for tx_id in left.stuck)
    assert writes(shop) == []


@pytest.mark.parametrize("by_id", [True, False])
def test_of_one_till(shop: Shop, left: LeftOpen, *, by_id: bool) -> None:
    quiet = transactions(shop.app)[left.stuck[0]].client_id
    till = quiet if by_id else QUIET_TILL
    said = shop("cancel-open", "--json", "--older-than", "1h", "--client", till, *REASON, "--yes")
    assert said.code == 0
    assert cancelled(shop.app) == {*left.stuck, *left.too_young}
    assert said.document["skipped"] == []


def test_a_till_without_open_ones(shop: Shop) -> None:
    said = shop("cancel-open", "--json", "--client", "KASSE-9", *BY_AGE, "--yes")
    assert (said.code, said.document["selected"], said.document["report"]) == (0, 0, None)
    assert said.err == "cancel-open: till KASSE-9 has no open transaction\n"


# --- one by one ------------------------------------------------------------------------------


def test_chosen_against_the_rules_with_a_warning(shop: Shop, left: LeftOpen) -> None:
    chosen = (left.too_young[0], left.touched[0], left.stuck[0])
    options = [part for tx_id in chosen for part in ("--tx", tx_id)]
    said = shop("cancel-open", "--json", *options, *REASON, "--yes")
    assert said.code == 0
    assert cancelled(shop.app) == set(chosen)
    assert said.document["skipped"] == []
    touched, young = said.err.splitlines()
    assert touched.startswith("cancel-open: warning: ")
    assert f"of till {BUSY_TILL} was chosen although it was touched in the last" in touched
    assert f"of till {QUIET_TILL} was chosen although it is not old" in young
    chosen_by = {row["tx_id"]: row["chosen"] for row in report_of(said)}
    assert chosen_by == dict(zip(chosen, ("person", "person", "rule"), strict=True))


def test_by_number_closed_and_unknown(shop: Shop, left: LeftOpen) -> None:
    rows = transactions(shop.app)
    first, second = left.stuck[:2]
    assert shop("cancel-open", "--tx", str(rows[first].number), *REASON, "--yes").code == 0
    assert cancelled(shop.app) == {first}
    nobody = "5d3a0001-0000-4000-8000-00000000000f"
    options = ("--tx", first, "--tx", second, "--tx", "999999", "--tx", nobody)
    said = shop("cancel-open", "--json", *options, *REASON, "--yes", "--report", "second.csv")
    assert said.code == 1  # what nobody knows is a finding
    document = said.document
    assert (document["selected"], document["cancelled"], document["already_closed"]) == (2, 1, 1)
    assert whys(said) == {"999999": "not_found", nobody: "not_found"}
    assert "999999 is not known to the service" in said.err


@pytest.mark.parametrize("how", ["--yes", "--dry-run"])
def test_one_that_is_named_and_stays_open_is_a_finding(
    shop: Shop, left: LeftOpen, how: str
) -> None:
    """It is old enough for the rules, too: what they leave open is none."""
    tx_id = left.deregistered[0]
    said = shop("cancel-open", "--json", "--tx", tx_id, *REASON, how)
    assert (said.code, whys(said)) == (1, {tx_id: "deregistered_till"})
    said = shop("cancel-open", "--json", "--client", OLD_TILL, *BY_AGE, how)
    assert (said.code, whys(said)) == (0, {tx_id: "deregistered_till"})


def test_of_another_till_than_said(shop: Shop, left: LeftOpen) -> None:
    tx_id = left.touched[0]
    said = shop("cancel-open", "--json", "--client", QUIET_TILL, "--tx", tx_id, *REASON, "--yes")
    assert (said.code, whys(said)) == (1, {tx_id: "not_listed"})
    assert cancelled(shop.app) == set()


# --- tills that are alive --------------------------------------------------------------------


def test_a_till_that_was_quicker_is_reported(shop: Shop, left: LeftOpen) -> None:
    """A revision conflict: the service refuses, and the transaction stays the till's."""
    shop.control.fault("upsertTransaction", "status", nth=2, status=400, code="E_TX_UPSERT")
    said = shop("cancel-open", "--json", *BY_AGE, "--yes")
    assert said.code == 1
    assert (said.document["selected"], said.document["cancelled"]) == (6, 5)
    conflicts = [tx_id for tx_id, why in whys(said).items() if why == "revision_conflict"]
    assert len(conflicts) == 1
    assert cancelled(shop.app) == {*left.stuck} - {*conflicts}
    outcomes = {row["tx_id"]: row["outcome"] for row in report_of(said)}
    assert outcomes[conflicts[0]] == "skipped_in_use"


# --- deregistered tills ----------------------------------------------------------------------


def test_a_deregistered_till_is_registered_for_it(
    shop: Shop, left: LeftOpen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TSE_COMPANION_ADMIN_PIN", PIN)
    options = ("--client", OLD_TILL, "--include-deregistered", *BY_AGE)
    said = shop("cancel-open", "--json", *options, "--yes")
    assert said.code == 0
    assert (said.document["selected"], said.document["cancelled"]) == (1, 1)
    assert cancelled(shop.app) == set(left.deregistered)
    view = shop.control.tss(left.tss_id)
    states = {client.serial_number: client.state for client in view.clients}
    assert states[OLD_TILL] is ClientState.DEREGISTERED
    assert not view.admin_logged_in
    assert writes(shop) == [
        "authenticateAdmin",
        "updateClient",
        "upsertTransaction",
        "updateClient",
        "logoutAdmin",
    ]
    kept = b"".join(file.read_bytes() for file in shop.data.rglob("*") if file.is_file())
    assert PIN.encode() not in kept + (said.out + said.err).encode()


def test_a_wrong_pin_begins_nothing(
    shop: Shop, left: LeftOpen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TSE_COMPANION_ADMIN_PIN", "Wrong-2468")
    said = shop("cancel-open", "--json", "--include-deregistered", *BY_AGE, "--yes")
    assert (said.code, said.document["error"]["code"]) == (1, "pin_refused")
    assert cancelled(shop.app) == set()
    assert writes(shop) == ["authenticateAdmin"]
    # Night after night: the last attempt is not a script's.
    for code in ("pin_refused", "pin_attempts_used", "pin_attempts_used"):
        said = shop("cancel-open", "--json", "--include-deregistered", *BY_AGE, "--yes")
        assert (said.code, said.document["error"]["code"]) == (1, code)
    assert "left to a person" in said.err
    assert writes(shop) == ["authenticateAdmin"] * 2
    monkeypatch.delenv("TSE_COMPANION_ADMIN_PIN")
    said = shop("cancel-open", "--json", *BY_AGE, "--yes")  # nothing stands in the way
    assert (said.code, said.document["cancelled"]) == (0, 6)


# --- failures and going on -------------------------------------------------------------------


def test_what_ends_a_run_is_told_and_gone_on_with(shop: Shop, left: LeftOpen) -> None:
    fault = shop.control.fault("upsertTransaction", "status", nth=3, times=None, status=403)
    said = shop("cancel-open", "--json", *BY_AGE, "--yes", "--report", "first.csv")
    assert said.code == 1
    document = said.document
    assert (document["selected"], document["cancelled"]) == (6, 2)
    assert "4 are left to do: --resume --yes goes on with them" in said.err
    assert "http_403" in said.err
    assert [r["outcome"] for r in report_of(said)].count("pending") == 4
    shop.control.clear(fault)
    said = shop("cancel-open", "--json", *BY_AGE, "--yes")  # not a second run beside the first
    assert (said.code, said.document["error"]["code"]) == (1, "batch_unfinished")
    assert "--resume --yes" in said.err
    said = shop("cancel-open", "--json", "--resume", "--dry-run")
    assert (said.code, said.document["selected"]) == (0, 4)
    said = shop("cancel-open", "--json", "--resume", "--yes", "--report", "second.csv")
    assert (said.code, said.err) == (0, "")
    document = said.document
    assert (document["selected"], document["cancelled"]) == (6, 6)  # the whole run
    assert cancelled(shop.app) == set(left.stuck)
    assert len(writes(shop)) == 3 + 4


def test_a_run_that_ends_in_doubt_says_so(shop: Shop, left: LeftOpen) -> None:
    """The second answer is lost, and from then on nobody may look at what became of it."""
    faults = (
        shop.control.fault("upsertTransaction", "lost_after", nth=2, times=None),
        shop.control.fault("retrieveTransaction", "status", nth=3, times=None, status=403),
    )
    said = shop("cancel-open", *BY_AGE, "--yes", "--report", "first.csv")
    assert said.code == 1
    assert said.out.startswith(
        "1 of 6 cancelled, 0 were closed already, 3 left open, 0 failed, 1 unknown\n"
    )
    why, rest = said.err.splitlines()
    assert why.startswith("cancel-open: ")
    assert "(http_403, request " in why
    assert "othing was changed" not in why
    assert rest == (
        "cancel-open: 5 are left to do: --resume --yes goes on with them; of 1 it is not certain "
        "whether it was cancelled, the others are unchanged"
    )
    assert len(cancelled(shop.app)) == 2
    for fault in faults:
        shop.control.clear(fault)
    said = shop("cancel-open", "--resume", "--yes", "--report", "second.csv")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("6 of 6 cancelled, 0 were closed already, 1 left open, 0 failed\n")
    assert cancelled(shop.app) == set(left.stuck)


def test_nothing_to_go_on_with(shop: Shop) -> None:
    said = shop("cancel-open", "--json", "--resume", "--yes")
    assert (said.code, said.document["selected"]) == (0, 0)
    assert "nothing to go on with" in said.err


def test_one_that_the_service_refuses(shop: Shop, left: LeftOpen) -> None:
    code = "E_FAILED_SCHEMA_VALIDATION"
    shop.control.fault("upsertTransaction", "status", nth=1, status=400, code=code)
    said = shop("cancel-open", "--json", *BY_AGE, "--yes")
    assert said.code == 1
    (failed,) = said.document["failed"]
    assert list(failed) == ["tx_id", "code", "request_id"]
    assert failed["code"] == code
    assert failed["request_id"]
    assert cancelled(shop.app) == {*left.stuck} - {failed["tx_id"]}


def test_a_lost_answer_is_looked_at(shop: Shop, left: LeftOpen) -> None:
    shop.control.fault("upsertTransaction", "lost_after", nth=2)
    said = shop("cancel-open", "--json", *BY_AGE, "--yes")
    assert (said.code, said.document["cancelled"]) == (0, 6)
    assert cancelled(shop.app) == set(left.stuck)


def test_a_report_that_cannot_be_written_afterwards(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tse_companion.services.saving.write_atomically", full)
    said = shop("cancel-open", "--json", *BY_AGE, "--yes")
    assert (said.code, said.document["cancelled"], said.document["report"]) == (1, 6, None)
    assert "(file_unwritable)" in said.err
    assert list(tmp_path.glob("*.csv")) == []


# --- wrong usage -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (BY_AGE, "nothing was done: --dry-run shows what would happen, --yes does it"),
        ((*BY_AGE, "--yes", "--dry-run"), "not allowed with argument"),
        (("--older-than", "24h", "--yes"), "--reason is needed"),
        (("--older-than", "24h", "--yes", "--reason", " "), "--reason is needed"),
        ((*REASON, "--yes"), "say which ones: --older-than AGE or --tx ID"),
        (("--client", QUIET_TILL, "--dry-run"), "say which ones"),
        (("--resume",), "nothing was done"),
        (("--resume", "--yes", "--tx", "1"), "--resume goes on with what was chosen before"),
        (("--older-than", "soon", "--dry-run"), "no duration"),
        ((*BY_AGE, "--yes", "--report", "no-such-folder/x.csv"), "there is no folder"),
        ((*BY_AGE, "--yes", "--admin-pin", "1"), "unrecognized arguments"),
    ],
)
def test_wrong_usage(cafe: Shop, arguments: tuple[str, ...], words: str) -> None:
    said = cafe("cancel-open", "--json", *arguments)
    assert (said.code, said.out) == (2, "")
    assert words in said.err
    assert writes(cafe) == []


def test_a_report_replaces_no_other(shop: Shop, tmp_path: Path) -> None:
    file = tmp_path / "report.csv"
    file.write_text("of last year")
    said = shop("cancel-open", *BY_AGE, "--yes", "--report", str(file))
    assert (said.code, said.out) == (2, "")
    assert file.read_text() == "of last year"
    assert writes(shop) == []
