"""While something is under way: one press is one request, and what began is brought to its end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from gui.wizard_stage import GuiWorld, Stage, staged, turns, until
from tse_companion.domain.models import TssState
from tse_companion.services.setup.flow import Step
from tse_companion.services.tasks import Tasks
from tse_companion.store.journal import Entry


async def at(stage: Stage, step: Step) -> None:
    await stage.begin(practise=True)
    await stage.to(step)


def double_click(widget: QWidget) -> None:
    """As a mouse sends it: press, release, double click, release."""
    middle = QPointF(widget.rect().center())
    kinds = QEvent.Type
    for kind in (
        kinds.MouseButtonPress,
        kinds.MouseButtonRelease,
        kinds.MouseButtonDblClick,
        kinds.MouseButtonRelease,
    ):
        held = (
            Qt.MouseButton.NoButton
            if kind is kinds.MouseButtonRelease
            else Qt.MouseButton.LeftButton
        )
        QApplication.sendEvent(
            widget,
            QMouseEvent(
                kind,
                middle,
                widget.mapToGlobal(middle),
                Qt.MouseButton.LeftButton,
                held,
                Qt.KeyboardModifier.NoModifier,
            ),
        )


async def newest(stage: Stage, tss_id: str) -> Entry:
    return (await stage.desk.journal.entries(tss_id=tss_id))[0]


# --- one press, one request --------------------------------------------------------------------


async def test_a_double_click_creates_one_tss(stage: Stage) -> None:
    await at(stage, Step.CREATE)
    double_click(stage.next)
    await stage.settle()
    stage.expect(Step.KEEP_PUK)
    assert stage.world.sent("createTss") == 1


async def test_a_double_click_does_not_press_the_next_page_too(stage: Stage) -> None:
    await at(stage, Step.INVENTORY)
    button = stage.next
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        send(button, kind)
    await stage.settle()
    stage.expect(Step.CREATE)
    for kind in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
        send(button, kind)
    await stage.settle()
    stage.expect(Step.CREATE)
    assert stage.world.sent("createTss") == 0


def send(widget: QPushButton, kind: QEvent.Type) -> None:
    middle = QPointF(widget.rect().center())
    left = Qt.MouseButton.LeftButton
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else left
    event = QMouseEvent(
        kind, middle, widget.mapToGlobal(middle), left, held, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
async def test_a_key_pressed_twice_sends_one_request(stage: Stage, key: Qt.Key) -> None:
    await at(stage, Step.CREATE)
    held = stage.world.staged.hold("createTss")
    stage.tab_to("wizard_next")
    stage.key(key)
    stage.key(key)
    await held.arrived.wait()
    stage.key(key)
    await turns()
    assert stage.wizard.is_busy
    held.release()
    await stage.settle()
    stage.expect(Step.KEEP_PUK)
    assert stage.world.sent("createTss") == 1


@pytest.mark.parametrize(
    ("step", "operation"),
    [
        (Step.REVIEW, "updateTss"),
        (Step.RECEIPT, "upsertTransaction"),
    ],
)
async def test_everything_rests_while_a_request_is_under_way(
    stage: Stage, step: Step, operation: str
) -> None:
    await at(stage, step)
    held = stage.world.staged.hold(operation)
    stage.press("wizard_next")
    await held.arrived.wait()
    sent = len(stage.world.changes())
    assert stage.wizard.is_busy
    assert not stage.next.isEnabled()
    assert not stage.button("wizard_back").isEnabled()
    assert not stage.page.isEnabled()
    focus = QApplication.focusWidget()
    assert focus is stage.wizard  # not on a button that the next key would press
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape):
        stage.key(key)
    stage.wizard.go_back()
    stage.wizard.go_on()
    await turns()
    assert len(stage.world.changes()) == sent
    held.release()
    await stage.settle()
    assert stage.wizard.error is None
    assert stage.next.isEnabled()


# --- leaving the wizard --------------------------------------------------------------------------


async def test_leaving_brings_a_change_to_its_end(stage: Stage) -> None:
    await at(stage, Step.CREATE)
    held = stage.world.staged.hold("createTss")
    stage.press("wizard_next")
    await held.arrived.wait()
    stage.press("wizard_leave")
    await stage.settle()
    assert stage.controller.wizard is None
    assert stage.world.control.tss_ids() == ()
    held.release()
    await stage.desk.writes.finish()
    entry = await newest(stage, stage.tss_id)
    assert (entry.operation, entry.outcome) == ("createTss", "done")
    kept = {place.owner for place in stage.world.vault.kept}
    assert stage.tss_id in kept


async def test_a_set_up_that_was_left_is_taken_up_again(stage: Stage) -> None:
    await at(stage, Step.CREATE)
    held = stage.world.staged.hold("createTss")
    stage.press("wizard_next")
    await held.arrived.wait()
    stage.press("wizard_leave")
    await stage.settle()
    stage.controller.overview_page.setup_requested.emit()
    await until(lambda: stage.controller.wizard)
    await turns()
    held.release()
    await stage.settle()
    stage.expect(Step.KEEP_PUK)
    assert stage.world.sent("createTss") == 1


async def test_leaving_in_the_middle_of_the_work_closes_admin_mode(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    impatient(monkeypatch)
    await at(stage, Step.REVIEW)
    tss_id = stage.tss_id
    held = stage.world.staged.hold("createClient")
    stage.press("wizard_next")
    await held.arrived.wait()
    assert stage.world.control.tss(tss_id).admin_logged_in
    wizard = stage.wizard
    stage.press("wizard_leave")
    await until(lambda: stage.controller.wizard is None)
    await turns()
    held.release()
    await stage.desk.writes.finish()
    await until(lambda: not stage.world.control.tss(tss_id).admin_logged_in)
    await stage.desk.writes.finish()
    await until(lambda: not wizard.tasks.names)
    await stage.settle()
    tss = stage.world.control.tss(tss_id)
    assert not tss.admin_logged_in
    assert tss.state is TssState.INITIALIZED
    assert len(tss.clients) == 1


def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The owner of tasks that were cancelled does not wait for them."""
    aclose = Tasks.aclose

    async def at_once(self: Tasks, grace: float = 0.0) -> tuple[str, ...]:
        return await aclose(self, 0.0)

    monkeypatch.setattr(Tasks, "aclose", at_once)


async def test_leaving_on_any_page_and_going_on_there(stage: Stage) -> None:
    await stage.begin(practise=True)
    for step in (Step.CREATE, Step.KEEP_PUK, Step.PIN, Step.RECEIPT):
        await stage.to(step)
        await stage.do("wizard_leave")
        assert stage.controller.wizard is None
        assert stage.window.current_page == "overview"
        stage.controller.overview_page.setup_requested.emit()
        await stage.settle()
        stage.expect(step)


async def test_a_dialog_goes_with_the_wizard(stage: Stage) -> None:
    await at(stage, Step.KEEP_PUK)
    stage.press("puk_save")
    await until(stage.dialogs)
    stage.wizard.left.emit(False)
    await until(lambda: not stage.dialogs())
    await stage.settle()
    assert stage.controller.wizard is None


# --- nothing open, nothing lost ------------------------------------------------------------------


async def test_the_end_of_the_program_waits_for_the_change(world: GuiWorld) -> None:
    async with staged(world) as stage:
        await at(stage, Step.CREATE)
        held = world.staged.hold("createTss")
        stage.press("wizard_next")
        await held.arrived.wait()
        await stage.controller.aclose()
        assert stage.desk.writes.names == ("createTss",)
        held.release()
        await stage.desk.writes.finish()
        assert world.vault.kept
    async with staged(world) as stage:
        await stage.begin()
        stage.expect(Step.KEEP_PUK)


async def test_the_file_dialog_may_be_answered_after_the_page_went(stage: Stage) -> None:
    await at(stage, Step.DONE)
    stage.press("handover_save")
    await until(stage.dialogs)
    dialog: QDialog = stage.dialogs()[0]
    assert not stage.next.isEnabled()
    dialog.reject()
    await stage.settle()
    assert stage.next.isEnabled()
