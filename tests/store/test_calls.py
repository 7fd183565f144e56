"""The list calls of the run before: read back, forgotten in time, and never in anybody's way."""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path

import pytest

from tse_companion.store.calls import COUNTS, CallFile


class Wall:
    """A clock to be moved."""

    now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def calls(tmp_path: Path, wall: Wall) -> CallFile:
    return CallFile(tmp_path / "calls.json", wall=wall)


def test_nothing_at_first(calls: CallFile) -> None:
    assert calls.ages("a") == ()


def test_ages_grow_from_run_to_run(calls: CallFile, wall: Wall, tmp_path: Path) -> None:
    calls.note("a", [30.0, 0.0])
    calls.note("b", [5.0])
    wall.now += 10
    again = CallFile(tmp_path / "calls.json", wall=wall)
    assert again.ages("a") == (40.0, 10.0)
    assert again.ages("b") == (15.0,)


def test_what_counts_no_more_is_forgotten(calls: CallFile, wall: Wall, tmp_path: Path) -> None:
    calls.note("a", [30.0, 0.0])
    wall.now += COUNTS - 10
    assert calls.ages("a") == (COUNTS - 10,)
    wall.now += COUNTS
    assert calls.ages("a") == ()
    calls.note("b", [0.0])
    assert list(json.loads((tmp_path / "calls.json").read_text())) == ["b"]


def test_a_clock_that_was_put_back(calls: CallFile, wall: Wall) -> None:
    calls.note("a", [0.0])
    wall.now -= 30
    assert calls.ages("a") == (0.0,)
    wall.now -= 86_400
    assert calls.ages("a") == ()


@pytest.mark.parametrize("text", ["", "[]", '{"a": 1}', '{"a": ["x"]}', "\xff", "[" * 100_000])
def test_a_damaged_file_is_no_error(calls: CallFile, tmp_path: Path, text: str) -> None:
    (tmp_path / "calls.json").write_text(text, "latin-1")
    assert calls.ages("a") == ()
    calls.note("a", [1.0])
    assert calls.ages("a") == (1.0,)


def test_a_folder_that_takes_nothing_is_no_error(tmp_path: Path, wall: Wall) -> None:
    calls = CallFile(tmp_path / "nowhere" / "calls.json", wall=wall)
    calls.note("a", [1.0])
    assert calls.ages("a") == ()


@pytest.mark.skipif(sys.platform == "win32", reason="no such modes there")
def test_only_the_owner_may_read_it(calls: CallFile, tmp_path: Path) -> None:
    before = os.umask(0)
    calls.note("a", [1.0])
    os.umask(before)
    assert stat.S_IMODE((tmp_path / "calls.json").stat().st_mode) == 0o600
