"""Cancelling very many: against the sum of what the service takes, and never holding the loop up.

``pytest -m benchmark tests/benchmarks/test_benchmark_cancelling.py`` cancels 2 000, which takes
minutes; beside the other tests a few. "Its own work" is the part of a stall in which the loop's
thread had the processor: what is left when other programs take their share.
"""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from benchmarks.table import Note, Row

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1800)]

LATENCY = 0.05  # seconds that the service takes for each request
ALL, FEW = 2000, 60
WAYS = {"services": "benchmarks.cancelling", "window": "benchmarks.cancelling_window"}
STEPS = 2  # requests that each needs: read the newest revision, cancel


@pytest.mark.parametrize("way", WAYS)
def test_cancelling_many(
    way: str,
    table: list[Row | Note],
    request: pytest.FixtureRequest,
    environment: dict[str, str],
    tmp_path: Path,
) -> None:
    count = ALL if request.config.getoption("-m") == "benchmark" else FEW
    result = measured(WAYS[way], count, environment, tmp_path)
    assert result["cancelled"] == count
    seconds, waited = result["seconds"]["cancelling"], STEPS * count * LATENCY
    table.append(
        Row(
            f"cancel by the {way}: {count}",
            seconds,
            f"{STEPS * count} requests of 50 ms",
            waited,
            "1.10",
        )
    )
    asked = result["requests"]["cancelling"]
    table.append(Note(f"cancel by the {way}: a request", seconds / asked, f"{asked} were sent"))
    for phase, kinds in result["gaps"].items():
        for kind, word in (("stood", ""), ("busy", ", its own work")):
            gaps = kinds[kind]
            what = f"cancel by the {way}: loop, {phase}{word}"
            over = f"{gaps['over_50_ms']} of {gaps['beats']} beats over it"
            table.append(Note(f"{what}, longest", gaps["longest"], f"(aim 50 ms) {over}"))
            table.append(Note(f"{what}, 99 %", gaps["p99"], "(aim 16 ms)"))
    memory = [value / 1e6 for value in result["memory"]]
    shown = " ".join(f"{value:.1f}" for value in memory)
    table.append(Note(f"cancel by the {way}: memory at each fifth", 0, f"{shown} MB"))
    assert memory[-1] - memory[1] < 20  # flat, but for the allocator's mood
    assert seconds < 5 * waited


def measured(module: str, count: int, environment: dict[str, str], folder: Path) -> dict[str, Any]:
    """Cancel so many in a process of its own, at a service in another one."""
    command = [sys.executable, "-m", "tse_companion", "sandbox"]
    scenarios = (f"open-2000={count}", "later=3", f"latency={LATENCY}")
    for name in scenarios:
        command += ["--scenario", name]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env=environment, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        try:
            ready = json.loads(process.stdout.readline())
            file = folder / "result.json"
            subprocess.run(
                [
                    *(sys.executable, "-m", module, str(file)),
                    *(str(folder / "data"), ready["base_url"], ready["api_key"], tss_of(ready)),
                ],
                env={**environment, "TSE_COMPANION_API_SECRET": ready["api_secret"]},
                check=True,
            )
        finally:
            process.terminate()
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found


def tss_of(ready: dict[str, str]) -> str:
    """The id of the only TSS, from the sandbox's control side."""
    address = ready["base_url"].removesuffix("/api/v2") + "/sandbox/tss"
    with urllib.request.urlopen(address, timeout=10) as answer:
        found = json.load(answer)
    tss = found["tss"] if isinstance(found, dict) else found
    return str(tss[0]["id"])
