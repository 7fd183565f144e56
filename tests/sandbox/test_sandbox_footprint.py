"""What must not grow: memory with what is stored, and the start with what only some need.

How fast the sandbox is, the benchmarks tell.
"""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from sandbox.speed import memory_growth, resident


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
