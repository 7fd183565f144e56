"""One running program per data folder, held by the operating system so that a kill frees it."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from tse_companion.errors import DataFolderBusy, FileUnwritable

_HELD_BY_ANOTHER = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


class FolderLock:
    """Holds the lock file ``path`` from ``acquire`` to ``release``, or as a context manager.

    Raises DataFolderBusy while another program holds it, FileUnwritable if it cannot be made. On
    file systems without locks it holds nothing and says nothing: a shop must be able to work.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    @property
    def is_held(self) -> bool:
        """Whether this object holds the lock."""
        return self._handle is not None

    def acquire(self) -> None:
        """Take the lock at once or raise; taking it twice is one lock."""
        if self._handle is not None:
            return
        problem: DataFolderBusy | FileUnwritable
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            problem = FileUnwritable(path=self._path.name)
        else:
            try:
                _lock(handle)
                self._handle = handle
                return
            except OSError as error:
                if error.errno not in _HELD_BY_ANOTHER:
                    self._handle = handle
                    return
            os.close(handle)
            problem = DataFolderBusy()
        raise problem

    def release(self) -> None:
        """Let go; the file stays, because removing it would let two programs hold two files."""
        if self._handle is not None:
            handle, self._handle = self._handle, None
            with contextlib.suppress(OSError):
                _unlock(handle)
            os.close(handle)

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
