"""Whatever fails, wherever: one reporter tells it in words and logs it without its text."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer

from bootstrap.running import (
    MARK,
    Boom,
    assert_ended,
    dialogs,
    log_of,
    program_on,
    serve,
    text_of,
)
from gui.wizard_stage import click, named, until
from tse_companion.bootstrap import Program
from tse_companion.errors import AppError, NoConnection
from tse_companion.gui.dialogs import ErrorDialog
from tse_companion.gui.texts import words
from tse_companion.paths import Folders


def in_task(program: Program) -> None:
    async def fail() -> None:
        raise Boom(MARK)

    assert program.controller is not None
    program.controller.tasks.start(fail(), name="boom")


def in_slot(program: Program) -> None:
    def fail() -> None:
        raise Boom(MARK)

    QTimer.singleShot(0, fail)


def in_thread(program: Program) -> None:
    def fail() -> None:
        raise Boom(MARK)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


def in_loop(program: Program) -> None:
    loop = asyncio.get_running_loop()
    loop.call_exception_handler({"message": MARK, "exception": Boom(MARK)})


def without_exception(program: Program) -> None:
    asyncio.get_running_loop().call_exception_handler({"message": MARK})


@pytest.mark.parametrize("fail", [in_task, in_slot, in_thread, in_loop, without_exception])
def test_a_failure_is_told_in_words_and_logged_without_its_text(
    folders: Folders, fail: Callable[[Program], None], caplog: pytest.LogCaptureFixture
) -> None:
    program = program_on(folders)

    async def watch(program: Program) -> None:
        await until(lambda: program.desk is not None)
        fail(program)
        await until(dialogs)
        (dialog,) = dialogs()
        assert isinstance(dialog, ErrorDialog)
        assert words(AppError()).title in text_of(dialog)
        assert MARK not in text_of(dialog)
        assert MARK not in dialog.details()
        fail(program)  # a second one builds no tower of dialogs
        await until(lambda: program.reporter.count == 2)
        assert dialogs() == [dialog]
        click(named(dialog, "Close"))
        await until(lambda: not dialogs())
        program.window.close()

    assert serve(program, watch) == 0
    assert_ended(program, folders)
    failures = [line for line in log_of(folders) if line["event"] == "failure"]
    assert len(failures) == 2
    assert MARK not in (folders.logs / "tse-companion.log").read_text("utf-8")


def test_an_expected_failure_keeps_its_words(
    folders: Folders, caplog: pytest.LogCaptureFixture
) -> None:
    program = program_on(folders)

    async def watch(program: Program) -> None:
        await until(lambda: program.desk is not None)
        program.reporter.report(NoConnection())
        await until(dialogs)
        assert words(NoConnection()).title in text_of(dialogs()[0])
        program.window.close()  # a dialog that stands does not hold the end

    assert serve(program, watch) == 0
    assert_ended(program, folders)
