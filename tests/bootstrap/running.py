"""The whole program in this process, with a person who acts while it runs."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gui.wizard_stage import until
from tse_companion.bootstrap import Options, Program
from tse_companion.paths import Folders
from tse_companion.store.lock import FolderLock

MARK = "the-text-of-the-exception"
Acts = Callable[[Program], Coroutine[Any, Any, None]]
PROGRAMS: list[Program] = []  # whose windows are still to be thrown away


class Boom(Exception):
    """A failure nobody foresaw."""


def program_on(folders: Folders, **options: Any) -> Program:
    program = Program(Options(data_dir=folders.data, **options))
    program.show()
    PROGRAMS.append(program)
    return program


def serve(program: Program, acts: Acts) -> int:
    """Serve while ``acts`` is the person; the exit code."""

    async def person() -> None:
        try:
            await acts(program)
        except BaseException:
            program.stop()  # else a test that fails would wait for its own window
            for dialog in dialogs():
                dialog.reject()
            raise

    acting: list[asyncio.Task[None]] = []

    async def both() -> int:
        acting.append(asyncio.get_running_loop().create_task(person()))
        return await program.serve()

    code = program.run(both())
    acting[0].result()
    return code


async def close(program: Program) -> None:
    """Wait until the program is there, then close its window."""
    await until(lambda: program.desk is not None)
    program.window.close()


def dialogs() -> list[QDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]


def text_of(widget: QWidget) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def log_of(folders: Folders) -> list[dict[str, Any]]:
    lines = (folders.logs / "tse-companion.log").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def assert_ended(program: Program, folders: Folders) -> None:
    """The window is gone and the folder is free."""
    assert not program.window.isVisible()
    assert dialogs() == []
    lock = FolderLock(folders.lock)
    lock.acquire()
    lock.release()
