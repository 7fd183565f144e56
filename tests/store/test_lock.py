"""One program per data folder; a kill frees it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tse_companion.errors import DataFolderBusy, FileUnwritable
from tse_companion.store import lock as module
from tse_companion.store.lock import FolderLock

APP = Path(__file__).resolve().parents[2] / "app"
HOLDER = """
import sys
from pathlib import Path
from tse_companion.store.lock import FolderLock
lock = FolderLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "in-use.lock"


def test_one_at_a_time(path: Path) -> None:
    first, second = FolderLock(path), FolderLock(path)
    with first:
        first.acquire()
        with pytest.raises(DataFolderBusy) as caught:
            second.acquire()
        assert caught.value.__context__ is None
        assert not second.is_held
    assert not first.is_held
    first.release()
    with FolderLock(path) as third:
        assert third.is_held
    assert path.exists()


def test_another_program_and_its_death(path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        env={**os.environ, "PYTHONPATH": str(APP)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(DataFolderBusy):
            FolderLock(path).acquire()
        holder.kill()
        holder.wait()
        with FolderLock(path) as lock:
            assert lock.is_held


def test_folder_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileUnwritable):
        FolderLock(tmp_path / "absent" / "in-use.lock").acquire()


def test_file_system_without_locks(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(handle: int) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr(module, "_lock", refuse)
    with FolderLock(path) as lock:
        assert lock.is_held
