"""Speed and memory, reduced; ``sandbox.speed`` measures in full. Bounds leave room for a machine
that is busy with other things: what matters is that nothing grows with what is stored.
"""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from sandbox.speed import AIM, PAGE_AIM, first_page, memory_growth, resident, throughput


@pytest.mark.slow
def test_a_pair_costs_little_more_than_its_signatures_and_commits(tmp_path: Path) -> None:
    ways = throughput(tmp_path, rounds=5, pairs=10)
    bare = ways.pop("bare")
    for way, pair in ways.items():
        assert pair < 4 * AIM * bare, way


@pytest.mark.slow
def test_first_page_of_a_long_list(tmp_path: Path) -> None:
    for query, seconds in first_page(tmp_path, 3_000).items():
        assert seconds < 2 * PAGE_AIM, query


@pytest.mark.slow
def test_memory_does_not_grow_with_transactions(tmp_path: Path) -> None:
    tracemalloc.start()
    try:
        look = tracemalloc.get_traced_memory
        first, *_, last = memory_growth(tmp_path, 600, lambda: look()[0], steps=3)
    finally:
        tracemalloc.stop()
    assert last - first < 100_000  # bytes; an object kept for each would be far more
    assert resident() >= 0


def test_starting_does_not_load_what_only_some_need() -> None:
    """The window waits for this: shops and the control side come when they are asked for."""
    code = (
        "import sys; import tse_companion.sandbox.app;"
        "print(*[m for m in sys.modules if 'shops' in m or 'side_door' in m or 'serve' in m"
        " or m in ('uvicorn', 'starlette')])"
    )
    found = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
    )
    assert [name for name in found.stdout.split() if name.startswith(("tse_", "uv", "star"))] == []
