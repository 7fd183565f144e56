"""Cancelling very many: against the sum of what the service takes, and never holding the loop up.

``pytest -m benchmark tests/benchmarks/test_benchmark_cancelling.py`` cancels 2 000, which takes
minutes; beside the other tests a few.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.table import Note, Row

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1800)]

LATENCY = 0.05  # seconds that the service takes for each request
ALL, FEW = 2000, 60
STEPS = 2  # requests that each needs: read the newest revision, cancel


def test_cancelling_many(
    table: list[Row | Note],
    request: pytest.FixtureRequest,
    environment: dict[str, str],
    tmp_path: Path,
) -> None:
    count = ALL if request.config.getoption("-m") == "benchmark" else FEW
    result = measured(count, environment, tmp_path)
    assert result["cancelled"] == count
    seconds, waited = result["seconds"]["cancelling"], STEPS * count * LATENCY
    table.append(
        Row(f"cancel: {count}", seconds, f"{STEPS * count} requests of 50 ms", waited, "1.10")
    )
    asked = result["requests"]["cancelling"]
    table.append(Note("cancel: a request", seconds / asked, f"{asked} were sent"))
    for phase, gaps in result["gaps"].items():
        stall = next(s for s in result["stalls"] if s["phase"] == phase)
        table.append(
            Note(
                f"cancel: loop, {phase}, longest",
                gaps["longest"],
                f"(aim 50 ms) {gaps['over_50_ms']} of {gaps['beats']} beats over it, busy "
                f"{stall['busy'] * 1000:.1f} ms, {stall['where']}",
            )
        )
        table.append(Note(f"cancel: loop, {phase}, 99 %", gaps["p99"], "(aim 16 ms)"))
    memory = [value / 1e6 for value in result["memory"]]
    shown = " ".join(f"{value:.1f}" for value in memory)
    table.append(Note("cancel: memory at each fifth", 0, f"{shown} MB"))
    assert memory[-1] - memory[1] < 20  # flat, but for the allocator's mood
    assert seconds < 5 * waited


def measured(count: int, environment: dict[str, str], folder: Path) -> dict[str, Any]:
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
                    *(sys.executable, "-m", "benchmarks.cancelling", str(file)),
                    *(str(folder / "data"), ready["base_url"], ready["api_key"]),
                ],
                env={**environment, "TSE_COMPANION_API_SECRET": ready["api_secret"]},
                check=True,
            )
        finally:
            process.terminate()
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found
