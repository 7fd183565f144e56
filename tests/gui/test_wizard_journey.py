"""The whole way by keyboard alone, in German; names for screen readers; Enter and Escape."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QRadioButton, QWidget

from gui import looking
from gui.wizard_stage import PIN, Stage, focusables
from tse_companion.domain.models import TssState
from tse_companion.gui import i18n
from tse_companion.services.setup.flow import Step


async def test_the_whole_way_by_keyboard_in_german(stage: Stage, qapp: QApplication) -> None:
    i18n.install(qapp, "de")
    await stage.begin()
    stage.expect(Step.WELCOME)
    stage.key(Qt.Key.Key_Down)
    stage.key(Qt.Key.Key_Down)
    await stage.enter()
    stage.expect(Step.INVENTORY)
    await stage.enter()
    stage.expect(Step.CREATE)
    await stage.enter()
    stage.expect(Step.KEEP_PUK)
    stage.tab_to("puk_show")
    stage.key(Qt.Key.Key_Space)
    await stage.settle()
    puk = "".join(stage.find(QLabel, "puk").text().split())
    assert puk == stage.world.control.tss(stage.tss_id).puk.reveal()
    stage.tab_to("puk_characters")
    stage.type(await stage.puk_answer())
    await stage.enter()
    stage.expect(Step.PIN)
    stage.type(PIN)
    stage.tab_to("pin_again")
    stage.type(PIN)
    await stage.enter()
    stage.expect(Step.TILL)
    stage.type("KASSE-1")
    await stage.enter()
    stage.expect(Step.REVIEW)
    await stage.enter()
    stage.expect(Step.WORK)
    assert stage.wizard.error is None
    await stage.enter()
    stage.expect(Step.RECEIPT)
    await stage.enter()
    stage.expect(Step.RECEIPT)
    assert stage.wizard.setup.receipt is not None
    await stage.enter()
    stage.expect(Step.DONE)
    await stage.enter()
    assert stage.controller.wizard is None
    assert stage.window.current_page == "overview"
    tss = stage.world.control.tss(stage.tss_id)
    assert tss.state is TssState.INITIALIZED
    assert [c.serial_number for c in tss.clients] == ["KASSE-1"]
    assert not tss.admin_logged_in


EVERY_PAGE = [step for step in Step if step is not Step.CONNECT]


async def test_every_control_of_every_page_has_a_name(stage: Stage) -> None:
    await stage.begin()
    for step in EVERY_PAGE:
        await stage.to(step)
        assert looking.nameless(stage.window) == [], step
    await stage.go_on()
    assert looking.nameless(stage.window) == []


async def test_the_controls_of_the_access_page_have_names(stage: Stage) -> None:
    await stage.begin()
    await stage.go_on()
    stage.expect(Step.CONNECT)
    assert looking.nameless(stage.window) == []


async def test_tab_goes_down_the_page_and_then_to_the_buttons(stage: Stage) -> None:
    await stage.begin()
    for step in EVERY_PAGE:
        await stage.to(step)
        if step is not Step.DONE:
            await stage.answer()
        order = tab_round(stage)
        assert len(set(order)) == len(order)
        inside = [w for w in order if stage.page.isAncestorOf(w)]
        tops = [top_of(w, stage.page) for w in inside]
        assert tops == sorted(tops), step
        outside = [w.objectName() for w in order if w not in inside]
        buttons = ["wizard_leave", "wizard_back", "wizard_next"]
        assert outside == [name for name in buttons if stage.button(name).isVisible()], step
        assert set(focusables(stage.page)) - set(order) <= unchosen(stage), step


def tab_round(stage: Stage) -> list[QWidget]:
    """What Tab visits, from the first control of the page until it comes round again."""
    first = next(iter(w for w in focusables(stage.wizard)))
    first.setFocus(Qt.FocusReason.TabFocusReason)
    order: list[QWidget] = []
    while (focus := QApplication.focusWidget()) is not None and focus not in order:
        order.append(focus)
        stage.key(Qt.Key.Key_Tab)
    backwards: list[QWidget] = []
    stage.key(Qt.Key.Key_Backtab)
    for _ in order:
        at = QApplication.focusWidget()
        assert at is not None
        backwards.append(at)
        stage.key(Qt.Key.Key_Backtab)
    assert backwards == order[::-1]
    return order


def unchosen(stage: Stage) -> set[QWidget]:
    """Radio buttons that Tab passes over because another of their group is chosen."""
    return {r for r in stage.page.findChildren(QRadioButton) if not r.isChecked()}


def top_of(widget: QWidget, page: QWidget) -> tuple[int, int]:
    """Row and column: what stands beside each other is one row."""
    at = widget.mapTo(page, widget.rect().center())
    return at.y() // 12, at.x()


async def test_the_keyboard_is_always_somewhere(stage: Stage) -> None:
    await stage.begin()
    for step in EVERY_PAGE:
        await stage.to(step)
        focus = QApplication.focusWidget()
        assert focus is not None, step
        assert stage.wizard.isAncestorOf(focus), step
        assert focus.isEnabled(), step


async def test_escape_changes_nothing_on_any_page(stage: Stage) -> None:
    await stage.begin()
    for step in EVERY_PAGE:
        await stage.to(step)
        await stage.answer()
        before = looking.shown_words(stage.window)
        stage.key(Qt.Key.Key_Escape)
        await stage.settle()
        stage.expect(step)
        assert looking.shown_words(stage.window) == before
    stage.world.control.tss(stage.tss_id)


async def test_enter_on_another_button_presses_that_one(stage: Stage) -> None:
    await stage.begin()
    await stage.to(Step.REVIEW)
    sent = len(stage.world.changes())
    stage.tab_to("wizard_back")
    await stage.enter()
    stage.expect(Step.TILL)
    assert len(stage.world.changes()) == sent


async def test_a_key_held_down_does_not_run_through_the_pages(stage: Stage) -> None:
    await stage.begin(practise=True)
    stage.expect(Step.INVENTORY)
    repeated = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True
    )
    QApplication.sendEvent(stage.wizard, repeated)
    await stage.settle()
    stage.expect(Step.INVENTORY)
    await stage.enter()
    stage.expect(Step.CREATE)


async def test_enter_in_a_field_that_is_not_answered_does_nothing(stage: Stage) -> None:
    await stage.begin()
    await stage.go_on()
    stage.expect(Step.CONNECT)
    stage.fill("site_name", "Café Anna")
    await stage.enter()
    stage.expect(Step.CONNECT)
    assert stage.wizard.error is None
    assert stage.world.control.requests == ()
