"""How fast the sandbox is: a sale against its bare signatures and commits, a page of a long list.

Run and printed as said in ``test_benchmarks``; ``python -m sandbox.speed`` measures in full.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.table import Note, Row
from sandbox.speed import AIM, PAGE_AIM, first_page, throughput

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(300)]

PAIRS = 10
LISTED = 10_000


def test_a_pair_against_its_signatures_and_commits(
    table: list[Row | Note], runs: int, tmp_path: Path
) -> None:
    ways = throughput(tmp_path, rounds=runs, pairs=PAIRS)
    bare = ways.pop("bare")
    for way, pair in ways.items():
        against = "two signatures and two commits"
        table.append(Row(f"sandbox: start and finish, {way}", pair, against, bare, f"{AIM:g}"))
        assert pair > bare / 10


def test_first_page_of_a_long_list(table: list[Row | Note], tmp_path: Path) -> None:
    for query, seconds in first_page(tmp_path, LISTED).items():
        aim = f"processor, of {LISTED} transactions (aim {PAGE_AIM * 1000:g} ms)"
        table.append(Note(f"sandbox: first page, {query}", seconds, aim))
        assert seconds > 0
