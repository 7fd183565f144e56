"""A file where the person wants it."""

from __future__ import annotations

from pathlib import Path

from tse_companion.errors import FileUnwritable
from tse_companion.services.desk import Desk
from tse_companion.store.files import write_atomically

FOR_ALL = 0o644  # what is handed on is read by others, too


async def save_file(desk: Desk, path: Path, content: bytes) -> None:
    """Write ``content`` whole or not at all. Raises ``FileUnwritable``."""
    try:
        await desk.background.run(_write, path, content)
    except OSError:
        raise FileUnwritable(path=str(path)) from None


def _write(path: Path, content: bytes) -> None:
    write_atomically(path, content, mode=FOR_ALL)
