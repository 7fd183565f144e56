"""Cancelling open transactions in the window: dry run, run, and what comes of it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QWidget

from gui import looking
from gui.open_stage import (
    ALL,
    OLD_TILL,
    PIN,
    PLAIN,
    STUCK,
    OpenStage,
    batch_of,
    held_run,
    opened,
    outcomes,
)
from gui.wizard_stage import GuiWorld, type_into, until
from tse_companion.domain.cancelling import RowOutcome
from tse_companion.domain.models import ClientState, Env, TxState
from tse_companion.domain.open_transactions import Why
from tse_companion.errors import FileUnwritable
from tse_companion.gui import cancel_papers
from tse_companion.gui.pages.cancel_plan import CancelDialog, PlanAnswer
from tse_companion.gui.pages.cancel_run import RunState
from tse_companion.gui.pages.open_filters import Chip
from tse_companion.gui.printing.cancel_report import CancelReportSheet
from tse_companion.gui.texts import words
from tse_companion.services.desk import new_id
from tse_companion.services.transactions.batches import open_batches

# --- the good path ----------------------------------------------------------------------------


async def test_what_is_left_behind_is_cancelled_by_keyboard(world: GuiWorld) -> None:
    async with opened(world) as open_:
        await open_.ask(reason="")
        (dialog,) = open_.stage.dialogs()
        told = open_.texts(dialog)
        assert f"Cancel {PLAIN} transactions?" in told
        assert f"{PLAIN} transactions will be cancelled." in told
        assert f"{OLD_TILL} transactions stay open: their till is deregistered." in told
        assert not open_.find(QPushButton, "plan_go").isEnabled()
        assert open_.find(QPushButton, "plan_go").toolTip() == "Give a reason first."
        assert looking.nameless(dialog) == []
        open_.type_into("plan_reason", "Till crashed")
        open_.stage.key(Qt.Key.Key_Return)  # on to the verb, not back
        assert open_.find(QPushButton, "plan_go").hasFocus()
        await open_.go()
        await open_.stage.settle()
        assert outcomes(open_) == {RowOutcome.CANCELLED: PLAIN, RowOutcome.SKIPPED: OLD_TILL}
        told = open_.texts()
        assert f"{PLAIN} cancelled, {OLD_TILL} left alone." in told
        states = await open_.states()
        closed = {row.key for row in open_.rows if row.is_closed}
        assert {key for key, state in states.items() if state is TxState.CANCELLED} == closed
        assert len(closed) == PLAIN
        assert world.sent("upsertTransaction") == PLAIN
        # What is done is not chosen any more, and looking again clears it away.
        await open_.press("run_close")
        assert len(open_.rows) == ALL - PLAIN
        assert open_.page.run_card.isHidden()
        assert open_.shop.run is None
        # Its report can still be had.
        await open_.press("open_report")
        assert f"{PLAIN} cancelled, {OLD_TILL} left alone." in open_.texts()
        await open_.press("run_close")
        assert open_.page.run_card.isHidden()


async def test_escape_leaves_everything_as_it_is(world: GuiWorld) -> None:
    async with opened(world) as open_:
        await open_.ask()
        open_.stage.key(Qt.Key.Key_Escape)
        await open_.stage.settle()
        assert open_.stage.dialogs() == []
        assert open_.shop.run is None
        assert world.sent("upsertTransaction") == 0


async def test_a_reason_can_be_taken_from_the_suggestions(world: GuiWorld) -> None:
    async with opened(world) as open_:
        await open_.press("open_cancel")
        (dialog,) = open_.stage.dialogs()
        suggestion = next(
            b for b in dialog.findChildren(QPushButton) if b.text() == "Till was replaced"
        )
        suggestion.click()
        await open_.go()
        await open_.stage.settle()
        assert open_.shop.run is not None
        assert open_.shop.run.batch.reason == "Till was replaced"


async def test_what_a_till_may_be_using_needs_another_confirmation(world: GuiWorld) -> None:
    async with opened(world) as open_:
        await open_.press("open_none")
        young = open_.go_to(lambda row: row.why is Why.TOO_YOUNG)
        open_.stage.key(Qt.Key.Key_Space)
        await open_.ask()
        (dialog,) = open_.stage.dialogs()
        assert f"No. {young.tx.number} of THEKE-2: still young" in open_.texts(dialog)
        go = open_.find(QPushButton, "plan_go")
        assert not go.isEnabled()
        assert go.toolTip() == "Confirm first that no till is using them any more."
        await open_.press("plan_sure")
        assert go.toolTip() == ""
        await open_.go()
        await open_.stage.settle()
        assert outcomes(open_) == {RowOutcome.CANCELLED: 1}
        assert (await open_.states())[young.key] is TxState.CANCELLED


async def test_a_list_of_long_ago_is_read_again_before_the_question(world: GuiWorld) -> None:
    async with opened(world) as open_:
        await grown_old(open_, "THEKE-1")
        await open_.ask()
        (dialog,) = open_.stage.dialogs()
        assert isinstance(dialog, CancelDialog)
        assert {p.tx.client_serial_number for p in dialog.planned} == {"THEKE-2", "THEKE-ALT"}
        texts = open_.texts(dialog)
        await open_.press("plan_register")
        # And after one that was left waiting: what a till did meanwhile is asked about.
        await grown_old(open_, "THEKE-2")
        await open_.go()
        await open_.stage.settle()
        assert open_.shop.run is None
        (dialog_now,) = open_.stage.dialogs()
        assert isinstance(dialog_now, CancelDialog)
        assert {p.tx.client_serial_number for p in dialog_now.planned} == {"THEKE-ALT"}
        # What was answered is kept, what was confirmed is not.
        told = "Something has changed since you confirmed"
        assert (told in texts, told in open_.texts(dialog_now)) == (False, True)
        assert dialog_now.answer == PlanAnswer("Till crashed", register_again=True)
        assert open_.find(QCheckBox, "plan_register").isVisible()
        assert open_.find(QPushButton, "plan_go").isEnabled()
        open_.stage.key(Qt.Key.Key_Escape)
        await open_.stage.settle()
        assert set((await open_.states()).values()) == {TxState.ACTIVE}


async def grown_old(open_: OpenStage, serial: str) -> None:
    """The page was left for ten minutes, and this till has begun to sell."""
    row = open_.row(lambda row: row.tx.client_serial_number == serial)
    assert open_.shop.at is not None
    open_.shop.at -= 600
    await open_.shop.session.client.upsert_transaction(
        row.tx.transaction.tss_id,
        new_id(),
        tx_revision=1,
        state=TxState.ACTIVE,
        client_id=row.tx.client_id,
    )


async def test_what_was_left_waiting_and_is_the_same_is_not_asked_again(world: GuiWorld) -> None:
    async with opened(world) as open_:
        await open_.ask()
        assert open_.shop.at is not None
        open_.shop.at -= 600
        await open_.go()
        await open_.stage.settle()
        assert outcomes(open_)[RowOutcome.CANCELLED] == PLAIN


async def test_in_live_the_number_is_typed(world: GuiWorld) -> None:
    world.staged.env = Env.LIVE
    async with opened(world, env="LIVE") as open_:
        await open_.ask()
        go = open_.find(QPushButton, "plan_go")
        assert not go.isEnabled()
        assert go.toolTip() == "Type the number first."
        open_.type_into("plan_typed", f"{PLAIN}0")
        assert not go.isEnabled()
        open_.stage.key(Qt.Key.Key_Backspace)
        assert go.isEnabled()
        # Another plan, another number.
        await open_.press("plan_register")
        assert not go.isEnabled()
        open_.stage.key(Qt.Key.Key_Escape)
        await open_.stage.settle()


# --- deregistered tills -----------------------------------------------------------------------


async def test_a_deregistered_till_comes_back_for_it_and_goes_again(world: GuiWorld) -> None:
    async with opened(world) as open_:
        await open_.ask()
        await open_.press("plan_register")
        (dialog,) = open_.stage.dialogs()
        assert "THEKE-ALT" in open_.texts(dialog)
        assert f"Cancel {STUCK} transactions?" in open_.texts(dialog)
        await open_.focus("plan_go")
        open_.stage.key(Qt.Key.Key_Space)
        await until(lambda: any(d is not dialog for d in open_.stage.dialogs()))
        pin = open_.find(QLineEdit, "admin_pin")
        await until(pin.hasFocus)
        type_into(pin, PIN)
        await open_.stage.enter()
        await open_.stage.settle()
        assert outcomes(open_) == {RowOutcome.CANCELLED: STUCK}
        assert world.sent("updateClient") == 2
        session = open_.shop.session
        old = next(row for row in open_.rows if row.till == "THEKE-ALT")
        assert session.site.tss_id is not None
        client = await session.client.retrieve_client(session.site.tss_id, old.tx.client_id)
        assert client.state is ClientState.DEREGISTERED


async def test_without_the_pin_nothing_begins(world: GuiWorld) -> None:
    async with opened(world) as open_:
        await open_.ask()
        await open_.press("plan_register")
        (dialog,) = open_.stage.dialogs()
        await open_.focus("plan_go")
        open_.stage.key(Qt.Key.Key_Space)
        await until(lambda: any(d is not dialog for d in open_.stage.dialogs()))
        open_.stage.key(Qt.Key.Key_Escape)
        await open_.stage.settle()
        assert open_.shop.run is None
        assert world.sent("upsertTransaction") == world.sent("updateClient") == 0
        assert open_.count_chosen() == STUCK


# --- tills that are alive ---------------------------------------------------------------------


async def test_a_till_that_goes_on_meanwhile_is_left_alone(world: GuiWorld) -> None:
    async with opened(world) as open_:
        used = open_.row(lambda row: row.till == "THEKE-2" and row.is_chosen)
        await open_.ask()
        await open_.touch(used.tx)
        await open_.go()
        await open_.stage.settle()
        assert outcomes(open_)[RowOutcome.SKIPPED_IN_USE] == 1
        assert "1 left alone because in use" in open_.texts()
        assert (await open_.states())[used.key] is TxState.ACTIVE
        assert open_.shop.rows[used.key].outcome is RowOutcome.SKIPPED_IN_USE


async def test_a_conflict_means_a_till_is_alive(world: GuiWorld) -> None:
    async with opened(world) as open_:
        world.control.fault("upsertTransaction", "status", status=400, code="E_TX_UPSERT")
        await open_.run()
        assert outcomes(open_)[RowOutcome.SKIPPED_IN_USE] == 1
        assert outcomes(open_)[RowOutcome.CANCELLED] == PLAIN - 1


# --- pause, resume, stop ----------------------------------------------------------------------


async def test_pause_resume_and_stop(world: GuiWorld) -> None:
    async with opened(world) as open_:
        held = await held_run(open_)
        assert f"Cancelling: 0 of {PLAIN}" in open_.texts()  # what is left alone is no work
        assert not open_.page.choosing.isVisible()
        open_.page.refresh_requested.emit()  # nothing is read meanwhile
        await open_.focus("run_pause")
        open_.stage.key(Qt.Key.Key_Space)
        assert "Paused" in open_.texts()
        held.release()
        await until(lambda: outcomes(open_).get(RowOutcome.CANCELLED) == 1)
        assert world.sent("upsertTransaction") == 1
        again = world.staged.hold("upsertTransaction")
        await open_.focus("run_resume")
        open_.stage.key(Qt.Key.Key_Space)
        await again.arrived.wait()
        await open_.focus("run_stop")
        open_.stage.key(Qt.Key.Key_Space)
        assert "Stopping after the transaction that is being written" in open_.texts()
        again.release()
        await open_.stage.settle()
        focus = open_.stage.window.focusWidget()
        assert (
            focus is not None and focus.objectName() == "run_continue"
        )  # as soon as there is something to press
        chips = open_.page.finding.findChildren(Chip)
        assert next(c.count for c in chips if c.text() == "All ages") == ALL - 2
        assert outcomes(open_) == {
            RowOutcome.CANCELLED: 2,
            RowOutcome.SKIPPED: OLD_TILL,
            RowOutcome.PENDING: PLAIN - 2,
        }
        assert f"2 cancelled, {OLD_TILL} left alone, {PLAIN - 2} still open." in open_.texts()
        # The rest can be done later on.
        await open_.press("run_continue")
        assert outcomes(open_) == {RowOutcome.CANCELLED: PLAIN, RowOutcome.SKIPPED: OLD_TILL}


async def test_the_rest_can_be_left_open(world: GuiWorld) -> None:
    async with opened(world) as open_:
        held = await held_run(open_)
        open_.page.run_card.stopped.emit()
        held.release()
        await open_.stage.settle()
        await open_.press("run_give_up")
        assert outcomes(open_) == {
            RowOutcome.CANCELLED: 1,
            RowOutcome.SKIPPED: OLD_TILL + PLAIN - 1,
        }
        assert open_.shop.run is not None
        assert open_.shop.run.state is RunState.DONE
        assert await open_batches(open_.shop.session) == ()


# --- reports ----------------------------------------------------------------------------------


async def test_the_report_is_saved_as_pdf_and_csv(
    world: GuiWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def chosen(_: QWidget, suggested: str) -> Path | None:
        asked.append(suggested)
        return tmp_path / suggested if len(asked) < 3 else None

    monkeypatch.setattr(cancel_papers, "ask_for_file", chosen)
    async with opened(world) as open_:
        await open_.run("Kasse abgestürzt")
        for name in ("run_pdf", "run_csv", "run_csv"):
            await open_.press(name)
        pdf, csv_, _ = (tmp_path / name for name in asked)
        assert pdf.name.startswith("Cancelled transactions ")
        assert pdf.read_bytes().startswith(b"%PDF")
        assert f"Saved as “{csv_.name}”." in open_.texts()
        rows = list(csv.reader(csv_.read_text("utf-8-sig").splitlines(), delimiter=";"))
        assert len(rows) == 1 + STUCK
        lines = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
        assert {line["Reason"] for line in lines} == {"Kasse abgestürzt"}
        done = [line for line in lines if line["Result"] == "cancelled"]
        assert len(done) == PLAIN
        assert {line["State after"] for line in done} == {"cancelled"}
        assert all(line["Signature counter"].isdigit() for line in done)
        assert {line["Till"] for line in lines if line not in done} == {"THEKE-ALT"}
        report = cancel_papers.report_of(open_.shop.session, batch_of(open_))
        document = CancelReportSheet(report).document
        said = " ".join(document.words().split())
        for expected in ("Kasse abgestürzt", "THEKE-1", f"{PLAIN} cancelled", report.tss_id):
            assert expected in said


async def test_a_report_that_cannot_be_saved_is_told(
    world: GuiWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def chosen(_: QWidget, suggested: str) -> Path:
        return tmp_path / "gone" / suggested

    monkeypatch.setattr(cancel_papers, "ask_for_file", chosen)
    async with opened(world) as open_:
        await open_.run()
        for name in ("run_pdf", "run_csv"):
            await open_.press(name)
            error = open_.shop.error
            assert isinstance(error, FileUnwritable)
            assert words(error).title in open_.texts()
            open_.shop.error = None
