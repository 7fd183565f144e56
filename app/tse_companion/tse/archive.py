"""The archive of an export as a TAR: whether all of it is there. Signatures are not looked at."""

from __future__ import annotations

import tarfile
from collections.abc import Callable
from typing import BinaryIO

_PIECE = 1 << 16
_END = 1024  # bytes of nothing at the end of every archive


class ArchiveBroken(ValueError):
    """It is no TAR, or a TAR that breaks off."""


def count_entries(file: BinaryIO, *, is_wanted: Callable[[], bool] = lambda: True) -> int:
    """How many entries there are in an archive that can be read to its end.

    Takes the same memory whatever its size. Ends early once it is not ``is_wanted`` any more.
    Raises ``ArchiveBroken`` and OSError.
    """
    count = 0
    try:
        with tarfile.open(fileobj=file, mode="r|", errors="replace") as archive:
            while is_wanted() and archive.next() is not None:
                count += 1
                archive.members.clear()  # type: ignore[attr-defined]  # else it keeps them all
            end = archive.offset
    except (tarfile.TarError, ValueError, EOFError) as problem:
        raise ArchiveBroken(str(problem)) from None
    # Python takes an archive that breaks off between two entries for a whole one.
    if is_wanted() and not (count and _is_nothing_but_end(file, end)):
        raise ArchiveBroken("it breaks off")
    return count


def _is_nothing_but_end(file: BinaryIO, at: int) -> bool:
    file.seek(at)
    size = 0
    while piece := file.read(_PIECE):
        if any(piece):
            return False
        size += len(piece)
    return size >= _END
