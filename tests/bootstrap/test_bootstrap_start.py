"""Starts that cannot be: why is told, and the exit code is 1."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bootstrap.running import (
    MARK,
    Boom,
    assert_ended,
    dialogs,
    program_on,
    serve,
    text_of,
)
from gui.wizard_stage import click, named, turns, until
from tse_companion.bootstrap import Program
from tse_companion.errors import AppError, DataFolderBusy, JournalNewer, SettingsNewer
from tse_companion.gui import i18n
from tse_companion.gui.dialogs import ErrorDialog
from tse_companion.gui.texts import words
from tse_companion.paths import Folders
from tse_companion.store.lock import FolderLock


def newer_settings(folders: Folders) -> None:
    folders.settings.write_text('{"version": 999, "language": "en"}', "utf-8")


def newer_journal(folders: Folders) -> None:
    with sqlite3.connect(folders.journal) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "error"), [(newer_settings, SettingsNewer()), (newer_journal, JournalNewer())]
)
def test_files_of_a_newer_version_are_left_alone(
    folders: Folders,
    spoil: Callable[[Folders], None],
    error: AppError,
    caplog: pytest.LogCaptureFixture,
) -> None:
    spoil(folders)
    before = {p.name: p.read_bytes() for p in (folders.settings, folders.journal) if p.exists()}
    told = run_into_problem(folders)
    said = words(error)
    for sentence in (said.title, said.meaning, said.remedy):
        assert sentence in told
    for name, content in before.items():
        assert (folders.data / name).read_bytes() == content


def test_a_folder_in_use_is_told(folders: Folders, caplog: pytest.LogCaptureFixture) -> None:
    with FolderLock(folders.lock):
        told = run_into_problem(folders, is_free=False)
    assert words(DataFolderBusy()).title in told


def test_a_folder_that_cannot_be_made_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("no folder")
    told = run_into_problem(Folders.below(tmp_path / "file" / "data"), is_free=False)
    assert "settings could not be saved" in told


def run_into_problem(folders: Folders, *, is_free: bool = True) -> str:
    """Start, read the dialog, close it; the program ends with 1."""
    told: list[str] = []
    program = program_on(folders)
    i18n.install(program.app, "en")

    async def read(program: Program) -> None:
        await until(dialogs)
        assert isinstance(dialogs()[0], ErrorDialog)
        told.append(text_of(dialogs()[0]))
        program.window.close()  # the window alone does not end it: the message stays readable
        await turns()
        click(named(dialogs()[0], "Close"))

    assert serve(program, read) == 1
    assert not program.window.isVisible()
    if is_free:
        assert_ended(program, folders)
    return told[0]


def test_a_start_that_fails_in_an_unforeseen_way_is_told(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(program: Program) -> None:
        raise Boom(MARK)

    monkeypatch.setattr("tse_companion.bootstrap.program._build_desk_parts", broken)
    told = run_into_problem(folders)
    assert words(AppError()).title in told
    assert MARK not in told
