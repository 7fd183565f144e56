"""The table of ratios at the end of pytest's output, and what the benchmarks share."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

import pytest

from benchmarks.table import LATENCY, Note, Row, SlowService

ROOT = Path(__file__).resolve().parents[2]
Service = AbstractContextManager[SlowService]
ROWS = pytest.StashKey[list[Row | Note]]()


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print what was measured; machines differ, so the ratios are what counts."""
    rows = config.stash.get(ROWS, [])
    if not rows:
        return
    terminalreporter.section("benchmarks (medians)")
    for row in sorted(rows, key=lambda row: row.what.partition(":")[0]):
        if isinstance(row, Row):
            text = f"÷ {row.baseline * 1000:7.1f} ms = {row.ratio:5.2f}   {row.against}"
            text += f" (aim {row.aim})" if row.aim else ""
        else:
            text = row.text
        terminalreporter.write_line(f"{row.what:<44} {row.seconds * 1000:8.1f} ms  {text}")


@pytest.fixture
def table(request: pytest.FixtureRequest) -> list[Row | Note]:
    """Lines put in here are printed at the end."""
    return request.config.stash.setdefault(ROWS, [])


@pytest.fixture
def runs(request: pytest.FixtureRequest) -> int:
    """How often to measure: more when the benchmarks alone were asked for."""
    return 9 if request.config.getoption("-m") == "benchmark" else 3


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """For programs started here: with byte code, as installed programs have it."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join(str(ROOT / folder) for folder in ("app", "tests")),
        "PYTHONPYCACHEPREFIX": str(tmp_path_factory.mktemp("bytecode")),
        "PYTHONUTF8": "1",
    }


@contextmanager
def slow_service(environment: dict[str, str]) -> Iterator[SlowService]:
    """A fresh one, for one set-up: five are all that a test account may have."""
    command = [sys.executable, "-m", "tse_companion", "sandbox", "--scenario", f"latency={LATENCY}"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env=environment, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        try:
            yield SlowService(**json.loads(process.stdout.readline()))
        finally:
            process.terminate()


@pytest.fixture
def slow_services(environment: dict[str, str]) -> Callable[[], Service]:
    """Starts one at each call; a context manager."""
    return partial(slow_service, environment)
