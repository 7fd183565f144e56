"""Which file: the system's own dialogs, awaited."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget


async def ask_to_save(
    parent: QWidget, *, title: str, suggested: str, kinds: Sequence[str]
) -> Path | None:
    """Where to save; the suffix is that of the suggestion. None if cancelled."""
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(Path(suggested).suffix.removeprefix("."))
    return await _answer(dialog, kinds, suggested)


async def ask_to_open(parent: QWidget, *, title: str, kinds: Sequence[str]) -> Path | None:
    """Which file to read. None if cancelled."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return await _answer(dialog, kinds, "")


async def _answer(dialog: QFileDialog, kinds: Sequence[str], suggested: str) -> Path | None:
    dialog.setNameFilters(list(kinds))
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    dialog.setDirectory(QStandardPaths.writableLocation(documents))
    if suggested:
        dialog.selectFile(suggested)
    answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def finish(code: int) -> None:
        if not answer.done():
            answer.set_result(code)

    dialog.finished.connect(finish)
    # Where the dialog is the system's own, opening it may block: it must not run in a task.
    QTimer.singleShot(0, lambda: QDialog.open(dialog))
    try:
        accepted = await answer == QDialog.DialogCode.Accepted
        return Path(dialog.selectedFiles()[0]) if accepted else None
    finally:
        dialog.close()
        dialog.deleteLater()
