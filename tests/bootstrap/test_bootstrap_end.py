"""The end in stages, whatever is under way; practising goes on afterwards."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QRadioButton

from bootstrap.running import (
    MARK,
    assert_ended,
    close,
    dialogs,
    log_of,
    program_on,
    serve,
    text_of,
)
from gui.wizard_stage import Held, Stage, StagedSandbox, click, named, turns, until
from tse_companion import bootstrap
from tse_companion.bootstrap import Program
from tse_companion.gui.passphrase import PassphraseDialog
from tse_companion.paths import Folders
from tse_companion.services.setup.flow import Step
from tse_companion.store.journal import Journal
from tse_companion.store.settings import Settings, SettingsFile, Site

# --- a run that ends as it should -----------------------------------------------------------------


def test_closing_the_window_ends_the_program(folders: Folders) -> None:
    program = program_on(folders)
    assert program.window.isVisible()
    assert serve(program, close) == 0
    assert_ended(program, folders)
    assert log_of(folders)[-1]["event"] == "ended"


def test_closing_it_twice_is_the_same(folders: Folders) -> None:
    program = program_on(folders)

    async def twice(program: Program) -> None:
        await close(program)
        program.window.close()
        program.stop()
        QApplication.sendEvent(program.window, QCloseEvent())

    assert serve(program, twice) == 0
    assert_ended(program, folders)


def test_an_end_before_the_beginning(folders: Folders) -> None:
    program = program_on(folders)

    async def at_once(program: Program) -> None:
        program.window.close()

    assert serve(program, at_once) == 0
    assert_ended(program, folders)


def test_ctrl_c_ends_it_in_order(folders: Folders) -> None:
    program = program_on(folders)

    async def interrupted() -> int:
        await program.open()
        signal.raise_signal(signal.SIGINT)
        await asyncio.Event().wait()
        return 0

    assert program.run(interrupted()) == bootstrap.INTERRUPTED
    assert_ended(program, folders)
    assert log_of(folders)[-1]["event"] == "ended"


def test_a_stage_of_the_end_that_fails_holds_up_nothing(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(journal: Journal) -> None:
        journal_close(journal)
        raise OSError(MARK)

    journal_close = Journal.close
    monkeypatch.setattr(Journal, "close", broken)
    program = program_on(folders)
    assert serve(program, close) == 0
    assert_ended(program, folders)
    assert "end_failed" in [line["event"] for line in log_of(folders)]


def test_a_passphrase_that_is_asked_for_does_not_hold_the_end(folders: Folders) -> None:
    site = Site(
        id="1b7c9d22-3f6a-4c58-8d04-52e1f09a7b02",
        name="Café Anna",
        kind="service",
        base_url="https://example.org/api/v2",
        tss_id="1b7c9d22-3f6a-4c58-8d04-52e1f09a7b03",
    )
    settings = Settings(language="en", theme="light", current_site=site.id).with_site(site)
    SettingsFile(folders.settings).save(settings)
    program = program_on(folders)

    async def close_while_asked(program: Program) -> None:
        await until(dialogs)
        assert isinstance(dialogs()[0], PassphraseDialog)
        program.window.close()

    assert serve(program, close_while_asked) == 0
    assert_ended(program, folders)


# --- practising, and the end in the middle of things ----------------------------------------------


@pytest.fixture
def sandboxes(monkeypatch: pytest.MonkeyPatch) -> list[StagedSandbox]:
    """Every practice service the program opens."""
    made: list[StagedSandbox] = []

    def make(state: Path) -> StagedSandbox:
        made.append(StagedSandbox(state))
        return made[-1]

    monkeypatch.setattr("tse_companion.sandbox.app.SandboxApp", make)
    return made


class Practice:
    """What the stage needs of a world."""

    def __init__(self, sandbox: StagedSandbox) -> None:
        self.staged = self.sandbox = sandbox
        self.control = sandbox.control


async def stage_of(program: Program, sandboxes: list[StagedSandbox]) -> Stage:
    """The program as a stage, once the practice service is open."""
    await until(lambda: sandboxes and program.controller and program.controller.wizard)
    assert program.controller is not None
    assert program.desk is not None
    world: Any = Practice(sandboxes[-1])
    made = Stage(world, program.desk, program.window, program.controller, [])
    await made.settle()
    return made


def test_the_window_waits_for_a_change_and_says_so(
    folders: Folders, sandboxes: list[StagedSandbox]
) -> None:
    program = program_on(folders, practise=True)

    async def close_during(program: Program) -> None:
        stage = await stage_of(program, sandboxes)
        await stage.go_on()
        stage.expect(Step.CREATE)
        held: Held = sandboxes[-1].hold("createTss")
        stage.press("wizard_next")
        await held.arrived.wait()
        program.window.close()
        await until(lambda: "A change is still being written" in text_of(program.window))
        assert program.window.isVisible()
        program.window.close()
        await turns(20)
        assert program.window.isVisible()
        held.release()

    assert serve(program, close_during) == 0
    assert_ended(program, folders)
    journal = Journal(folders.journal)
    (entry,) = [e for e in journal.entries() if e.operation == "createTss"]
    assert entry.outcome == "done"
    journal.close()

    again = program_on(folders)

    async def look(program: Program) -> None:
        stage = await stage_of(program, sandboxes)
        stage.expect(Step.KEEP_PUK)
        program.window.close()

    assert serve(again, look) == 0


def test_an_admin_session_that_was_left_open_is_ended(
    folders: Folders, sandboxes: list[StagedSandbox]
) -> None:
    program = program_on(folders, practise=True)
    tss_ids: list[str] = []

    async def leave_open(program: Program) -> None:
        stage = await stage_of(program, sandboxes)
        await stage.to(Step.REVIEW)
        control = sandboxes[-1].control
        control.fault("createClient", "status", status=409, code="E_TSS_LOCKED")
        control.fault("logoutAdmin", "status", status=409, code="E_TSS_LOCKED")
        await stage.go_on()
        stage.expect(Step.WORK)
        tss_ids.append(stage.tss_id)
        assert control.tss(stage.tss_id).admin_logged_in
        program.window.close()

    assert serve(program, leave_open) == 0
    state = StagedSandbox(folders.practice)
    assert not state.control.tss(tss_ids[0]).admin_logged_in
    state.close()


def test_practising_goes_on_after_a_restart(
    folders: Folders, sandboxes: list[StagedSandbox]
) -> None:
    async def begin(program: Program) -> None:
        stage = await stage_of(program, sandboxes)
        await stage.to(Step.DONE)
        await stage.go_on()
        program.window.close()

    assert serve(program_on(folders, practise=True), begin) == 0

    async def look(program: Program) -> None:
        await until(lambda: program.controller and program.controller.site)
        assert program.controller is not None
        await program.controller.tasks.finish()
        assert program.controller.wizard is None
        assert "Practice shop" in program.window.windowTitle()
        program.window.close()

    assert serve(program_on(folders, practise=True), look) == 0


def test_a_broken_practice_tse_is_told_and_can_be_reset(folders: Folders) -> None:
    folders.practice.write_bytes(b"no database at all" * 100)
    program = program_on(folders, practise=True)

    async def reset(program: Program) -> None:
        await until(lambda: program.controller and program.controller.wizard)
        controller = program.controller
        assert controller is not None
        wizard = controller.wizard
        assert wizard is not None
        await wizard.tasks.finish()
        assert wizard.error is not None
        assert wizard.error.code == "practice_broken"
        click(named(wizard, "Finish later"))
        await until(lambda: controller.wizard is None)
        await controller.tasks.finish()
        program.window.show_page("support")
        controller.window.page("support").practice_reset_requested.emit()  # type: ignore[attr-defined]
        await until(dialogs)
        click(named(dialogs()[0], "Throw the practice TSE away"))
        await controller.tasks.finish()
        assert dialogs() == []
        controller.open_wizard(practise=True)
        again = controller.wizard
        assert again is not None
        await until(lambda: again.current and again.current.step is Step.INVENTORY)
        await again.tasks.finish()
        assert again.error is None
        assert again.findChild(QRadioButton, "tss_new") is not None
        program.window.close()

    assert serve(program, reset) == 0
    assert program.reporter.count == 0
    assert_ended(program, folders)
