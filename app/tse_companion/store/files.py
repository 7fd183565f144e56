"""Files that are either old or new, never half: written beside, forced to disk, then renamed."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from pathlib import Path
from typing import BinaryIO


def write_atomically(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Replace ``path`` by ``data``; after it returns the new content survives a power cut.

    Killed at any moment the file holds all of the old or all of the new content. Raises OSError.
    """
    beside = path.with_name(path.name + ".new")
    try:
        write_durably(beside, data, mode=mode)
        replace(beside, path)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def write_durably(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Write and force to disk, not atomically; only its owner may read it. Raises OSError."""
    with _opened(path, mode) as file:
        file.write(data)
        file.flush()
        force_to_disk(file.fileno())


class FreshFile:
    """A file that is written piece by piece beside its place, and put there when it is whole.

    Every method raises OSError. What is killed in between leaves the part that was there.
    """

    def __init__(self, path: Path, *, mode: int = 0o600) -> None:
        self._path = path
        self.beside = path.with_name(path.name + ".part")
        self._file = _opened(self.beside, mode)

    def write(self, piece: bytes) -> None:
        self._file.write(piece)

    def close(self) -> None:
        """Everything is written; it survives a power cut, still beside its place."""
        self._file.flush()
        force_to_disk(self._file.fileno())
        self._file.close()

    def keep(self) -> None:
        """Put it in its place."""
        replace(self.beside, self._path)

    def drop(self) -> None:
        """Give it up; safe to call twice, and after :meth:`keep`."""
        with contextlib.suppress(OSError):  # what could not be written fails once more here
            self._file.close()
        self.beside.unlink(missing_ok=True)


def _opened(path: Path, mode: int) -> BinaryIO:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, mode), "wb")


def replace(fresh: Path, path: Path) -> None:
    """Rename ``fresh`` over ``path`` and make the rename itself durable. Raises OSError."""
    for attempt in range(5):
        try:
            fresh.replace(path)
            break
        except PermissionError:
            # Windows: a virus scanner holds a new file open for some milliseconds.
            if not is_windows() or attempt == 4:
                raise
            threading.Event().wait(0.05)
    sync_folder(path.parent)


def is_windows() -> bool:
    """Whether files that are open somewhere cannot be renamed."""
    return os.name == "nt"


def force_to_disk(handle: int) -> None:
    """fsync, and on macOS past the drive's own cache."""
    if sys.platform == "darwin":
        import fcntl

        with contextlib.suppress(OSError):  # not every file system knows it
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
    os.fsync(handle)


def sync_folder(folder: Path) -> None:
    """Make names that were added to or changed in a folder durable, where the system can."""
    if sys.platform == "win32":
        return  # NTFS journals renames; folders cannot be opened for it
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network file systems refuse it
            os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Force what others wrote into ``path`` to disk. Raises OSError."""
    handle = os.open(path, os.O_RDWR)
    try:
        force_to_disk(handle)
    finally:
        os.close(handle)
