"""A shop with a past, as other programs meet it: every signature holds, no counter is missing."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from sandbox.archives import TAKES, gaps, judged
from sandbox.shop import new_id
from tse_companion.tse.verify import verify_qr_text


@pytest.fixture
def served_shop() -> Iterator[httpx.Client]:
    """A client of ``sandbox --scenario shop``, logged in."""
    command = [sys.executable, "-m", "tse_companion", "sandbox", "--seed", "5"]
    with subprocess.Popen(
        [*command, "--scenario", "shop", "--json"], stdout=subprocess.PIPE, text=True
    ) as running:
        try:
            assert running.stdout is not None
            ready = json.loads(running.stdout.readline())
            with httpx.Client(base_url=ready["base_url"], trust_env=False, timeout=30) as http:
                login = {name: ready[name] for name in ("api_key", "api_secret")}
                token = http.post("/auth", json=login).json()["access_token"]
                http.headers["Authorization"] = f"Bearer {token}"
                yield http
        finally:
            running.kill()


def every_transaction(http: httpx.Client, tss_id: str) -> Iterator[Any]:
    offset, count = 0, 1
    while offset < count:
        page = http.get(f"/tss/{tss_id}/tx?order_by=number&offset={offset}").json()
        yield from page["data"]
        offset, count = offset + 100, page["count"]


@pytest.mark.slow
def test_the_export_of_a_shop_with_a_past_is_whole(served_shop: httpx.Client) -> None:
    http = served_shop
    (tss,) = http.get("/tss").json()["data"]
    export = f"/tss/{tss['_id']}/export/{new_id()}"
    assert http.put(export).json()["state"] == "PENDING"
    control = http.base_url.copy_with(path="/sandbox/clock")
    http.post(control, json={"advance": TAKES}).raise_for_status()
    assert http.get(export).json()["state"] == "COMPLETED"
    found = judged(http.get(f"{export}/file").content)

    assert gaps(found.counters) == []
    assert (found.counters[0], found.counters[-1]) == (2, int(tss["signature_counter"]))
    steps: dict[int, list[str | None]] = {}
    for log in found.logs:
        if log.transaction_number is not None:
            steps.setdefault(log.transaction_number, []).append(log.step)
    assert list(steps) == list(range(1, int(tss["transaction_counter"]) + 1))
    assert all(made.count("Start") == 1 and made[0] == "Start" for made in steps.values())
    assert sum(made[-1] != "Finish" for made in steps.values()) == 40

    signed = {log.counter: log for log in found.logs}
    kinds: Counter[str] = Counter()
    for shown in every_transaction(http, tss["_id"]):
        log = signed[int(shown["signature"]["counter"])]
        assert log.transaction_number == shown["number"]
        assert (log.process_type or "").strip() == shown["schema"].get("raw", {}).get(
            "process_type", ""
        )
        kinds[f"{shown['state']} {(log.process_data or b'').partition(b'^')[0].decode()}"] += 1
        if "qr_code_data" in shown:
            assert verify_qr_text(shown["qr_code_data"]).status == "valid"
    assert kinds["FINISHED Beleg"] > 400
    assert kinds["FINISHED AVTraining"] > 10
