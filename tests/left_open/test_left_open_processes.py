"""Cancelling while others are at work: a till that comes back to life, a person who stops it."""

from __future__ import annotations

import dataclasses
import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from left_open.planting import SCHEMAS, cancelled, leave_open, transactions
from left_open.running import Meddling, cancelling, ended, started
from tse_companion.domain.models import TxState
from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.shops.planting import Garden
from tse_companion.sandbox.signde.service import Service

IN_USE = {"touched_since", "revision_conflict"}


@pytest.fixture
def app() -> Iterator[SandboxApp]:
    made = SandboxApp(None)
    yield made
    made.close()


def whys(document: dict[str, Any]) -> dict[str, str]:
    return {entry["tx_id"]: entry["why"] for entry in document["skipped"]}


@pytest.mark.skipif(sys.platform == "win32", reason="no Ctrl-C for a single process there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_it_after_the_row_in_flight(
    app: SandboxApp, tmp_path: Path, number: signal.Signals
) -> None:
    left = app.control.seed(lambda service: leave_open(service, 10))
    app.control.fault("upsertTransaction", "latency", seconds=0.05, times=None)
    service = Meddling(app)
    with service.served() as ready:
        process = cancelling(app, ready.base_url, tmp_path)
        assert service.written.wait(30)
        process.send_signal(number)
        code, document, err = ended(process)
        assert code == 1
        assert 1 <= document["cancelled"] < 10
        assert document["selected"] == 10
        assert len(cancelled(app)) == document["cancelled"]  # nothing is left in flight
        assert f"{10 - document['cancelled']} are left to do: --resume --yes goes on" in err
        assert "Traceback" not in err
        assert Path(document["report"]).exists()
        app.control.clear()
        code, document, err = ended(cancelling(app, ready.base_url, tmp_path, "--resume", "--yes"))
    assert (code, document["cancelled"], err) == (0, 10, "")
    assert cancelled(app) == set(left.stuck)


@pytest.mark.skipif(sys.platform == "win32", reason="no Ctrl-C for a single process there")
def test_a_signal_before_anything_was_confirmed(app: SandboxApp, tmp_path: Path) -> None:
    app.control.seed(lambda service: leave_open(service, 2))
    service = Meddling(app)
    service.may_list.clear()
    with service.served() as ready:
        process = cancelling(app, ready.base_url, tmp_path)
        assert service.listing.wait(30)
        process.send_signal(signal.SIGINT)
        code, document, err = ended(process)
        service.may_list.set()
    assert (code, err) == (1, "cancel-open: stopped.\n")
    assert document == {"error": {"code": "stopped", "outcome": "not_done", "request_id": None}}
    assert list(tmp_path.glob("report-*")) == []
    assert cancelled(app) == set()


def test_a_till_between_our_look_and_our_write_keeps_its_sale(
    app: SandboxApp, tmp_path: Path
) -> None:
    left = app.control.seed(lambda service: leave_open(service, 8))
    alive = frozenset(left.stuck[1::3])
    sold: dict[str, Any] = {}

    def update(service: Service, tx_id: str) -> None:
        row = transactions_of(service)[tx_id]
        with Garden(service, "left open", begin=service.clock.time()) as garden:
            sold[tx_id] = garden.write(
                tx_id,
                row["latest_revision"] + 1,
                "ACTIVE",
                row["client_id"],
                schema=fitting(row["process_type"]),
            )

    def meddle(tx_id: str) -> None:
        if tx_id in alive and tx_id not in sold:
            app.control.seed(lambda service: update(service, tx_id))

    with Meddling(app, meddle).served() as ready:
        code, document, _ = ended(cancelling(app, ready.base_url, tmp_path))
    assert sold.keys() == alive
    assert code == 1
    assert {tx_id for tx_id, why in whys(document).items() if why in IN_USE} == alive
    assert cancelled(app) == {*left.stuck} - alive
    after = transactions(app)
    for tx_id, answer in sold.items():
        assert after[tx_id].state is TxState.ACTIVE
        assert after[tx_id].latest_revision == answer["latest_revision"]


def test_a_till_at_work_meanwhile_never_loses_a_sale(app: SandboxApp, tmp_path: Path) -> None:
    left = app.control.seed(lambda service: leave_open(service, 24))
    app.control.fault("retrieveTransaction", "latency", seconds=0.01, after=True, times=None)
    service = Meddling(app)
    with service.served() as ready:
        till = started("left_open.till")
        order = {
            **dataclasses.asdict(ready),
            "tss_id": left.tss_id,
            "tx_ids": left.stuck,
            "seed": 5,
        }
        assert till.stdin is not None
        assert till.stdout is not None
        till.stdin.write(json.dumps(order) + "\n")
        till.stdin.flush()
        assert json.loads(till.stdout.readline()) == {"ready": True}
        process = cancelling(app, ready.base_url, tmp_path)
        assert service.written.wait(30)
        out, err = till.communicate("go\n", timeout=50)
        assert till.returncode == 0, err
        code, document, err = ended(process)
    heard = [json.loads(line) for line in out.splitlines()]
    signed = {line["tx_id"]: line for line in heard if "revision" in line}  # the last of each
    after = transactions(app)
    ours = cancelled(app)
    assert signed, "the till never came to its turn"
    assert ours
    # Nothing that the till has signed for is cancelled, and it is as the till left it.
    assert not ours & signed.keys()
    for tx_id, line in signed.items():
        assert (after[tx_id].latest_revision, after[tx_id].state) == (
            line["revision"],
            line["state"],
        )
    # Each one that was chosen is accounted for, and every conflict is told.
    assert document["cancelled"] == len(ours)
    told = {tx_id for tx_id, why in whys(document).items() if why in IN_USE}
    assert told <= signed.keys()
    assert ours | signed.keys() == set(left.stuck)
    assert document["selected"] == 24
    assert document["cancelled"] + document["already_closed"] + len(told) == 24
    assert document["failed"] == []
    assert code == (1 if told else 0), err


def transactions_of(service: Service) -> dict[str, Any]:
    rows = service.connection.execute("SELECT * FROM tx").fetchall()
    return {row["id"]: row for row in rows}


def fitting(process_type: str | None) -> Any:
    """Content of the type that the transaction has."""
    if process_type == "Bestellung-V1":
        return SCHEMAS[2]
    if process_type == "Hausbon-V3":
        return SCHEMAS[3]
    return SCHEMAS[1]
