"""Dialogs: awaited, safe by default, as tall as their words, and silent about exceptions."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from gui.looking import cut_texts, nameless, settle, shown_words, speak, sticking_out
from tse_companion.errors import ApiRefused, AppError, NoConnection, Outcome
from tse_companion.gui import application, theme
from tse_companion.gui.application import Reporter
from tse_companion.gui.dialogs import ConfirmDialog, Dialog, ErrorDialog, confirm, shown
from tse_companion.gui.widgets import Banner, Button, Field, Text

REQUEST = "6f1c9d0e-6d7b-4f3a-a0de-30c2b1b0c111"


def locked() -> ApiRefused:
    return ApiRefused(
        status=503,
        api_code="E_TSS_LOCKED",
        operation="updateTss",
        request_id=REQUEST,
        retry_after=30,
        outcome=Outcome.UNKNOWN,
    )


def open_dialog(kind: type[QDialog]) -> QDialog:
    """The dialog that is on screen."""
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    assert len(found) == 1
    return found[0]


def press(dialog: QDialog, words: str) -> None:
    for button in dialog.findChildren(Button):
        if button.text() == words:
            button.click()
            return
    raise AssertionError(f"no button {words}")


def ask(*, typed: str | None = None) -> ConfirmDialog:
    return ConfirmDialog(
        title="Take the TSE out of service?",
        text="This cannot be undone.",
        verb="Take out of service",
        danger=True,
        typed=typed,
    )


async def test_the_answer_is_awaited(qtbot: QtBot) -> None:
    loop = asyncio.get_running_loop()
    dialog = ask()
    loop.call_soon(lambda: press(dialog, "Take out of service"))
    assert await shown(dialog) == QDialog.DialogCode.Accepted


async def test_cancelling_the_task_closes_the_dialog(qtbot: QtBot) -> None:
    dialog = ask()
    task = asyncio.ensure_future(shown(dialog))
    await asyncio.sleep(0)
    assert dialog.isVisible()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not [w for w in QApplication.topLevelWidgets() if w.isVisible()]


async def test_confirm_means_the_verb_and_nothing_else(qtbot: QtBot) -> None:
    loop = asyncio.get_running_loop()
    parent = QWidget()
    qtbot.addWidget(parent)

    async def answer(words: str) -> bool:
        loop.call_soon(lambda: press(open_dialog(ConfirmDialog), words))
        return await confirm(parent, title="Sure?", text="It is final.", verb="Do it")

    assert await answer("Do it")
    assert not await answer("Cancel")
    loop.call_soon(lambda: QTest.keyClick(open_dialog(ConfirmDialog), Qt.Key.Key_Escape))
    assert not await confirm(parent, title="Sure?", text="It is final.", verb="Do it")


def test_enter_is_the_safe_answer(qtbot: QtBot) -> None:
    dialog = ask()
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.open()
    answers: list[int] = []
    dialog.finished.connect(answers.append)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert answers == [QDialog.DialogCode.Rejected]


def test_what_is_final_asks_for_the_name(qtbot: QtBot) -> None:
    dialog = ask(typed="Bäckerei Müller")
    qtbot.addWidget(dialog)
    dialog.open()
    verb = next(b for b in dialog.findChildren(Button) if b.text() == "Take out of service")
    field = dialog.findChildren(Field)[0]
    assert not verb.isEnabled()
    field.set_text("Bäckerei")
    assert not verb.isEnabled()
    field.set_text(" Bäckerei Müller ")
    assert verb.isEnabled()
    assert nameless(dialog) == []
    assert "Type “Bäckerei Müller” to confirm" in shown_words(dialog)


def test_enter_in_a_field_throws_nothing_away(qtbot: QtBot) -> None:
    dialog = ask(typed="Café")
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.open()
    answers: list[int] = []
    dialog.finished.connect(answers.append)
    field = dialog.findChildren(Field)[0]
    verb = next(b for b in dialog.findChildren(Button) if b.text() == "Take out of service")
    QTest.keyClick(field.editor, Qt.Key.Key_Return)
    assert field.editor.hasFocus() and answers == []
    field.set_text("Café")
    QTest.keyClick(field.editor, Qt.Key.Key_Return)
    assert verb.hasFocus() and answers == []
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True
    )
    QApplication.sendEvent(verb, held)  # the key was not let go
    assert answers == []
    QTest.keyClick(verb, Qt.Key.Key_Enter)
    assert answers == [QDialog.DialogCode.Accepted]


def test_it_opens_where_the_keyboard_is(qtbot: QtBot) -> None:
    dialog = Dialog()
    qtbot.addWidget(dialog)
    for _ in range(30):
        dialog.body.addWidget(Text("title", "A great deal to read."))
    field = Field()
    dialog.body.addWidget(field)
    field.setFocus()
    dialog.show()
    qtbot.waitUntil(lambda: not field.visibleRegion().isEmpty(), timeout=1000)
    assert field.visibleRegion().boundingRect() == field.rect()


def test_it_shrinks_with_what_it_asks_and_says_where_more_is(qtbot: QtBot) -> None:
    dialog = Dialog()
    qtbot.addWidget(dialog)
    more = [Banner("warn") for _ in range(30)]
    for banner in more:
        banner.set_text("Something to think of.")
        banner.hide()
        dialog.body.addWidget(banner)
    dialog.set_title("Sure?")
    dialog.show()
    settle(dialog)
    low, bar = dialog.height(), dialog._scroll.verticalScrollBar()
    below = dialog._scroll.geometry().bottom() + 1
    assert line_at(dialog, below) == dialog.palette().window().color()
    for is_shown in (True, False):
        for banner in more:
            banner.setVisible(is_shown)
        dialog.fit()
        settle(dialog)
        below = dialog._scroll.geometry().bottom() + 1
        is_line = line_at(dialog, below) == theme.current().color("line")
        assert (bar.maximum() > 0) is is_shown
        assert is_line is is_shown
    assert dialog.height() == low


def line_at(dialog: Dialog, y: int) -> QColor:
    return dialog.grab().toImage().pixelColor(dialog.width() // 2, y)


def test_a_failure_tells_what_it_means_and_hides_the_details(qtbot: QtBot) -> None:
    dialog = ErrorDialog(locked())
    qtbot.addWidget(dialog)
    dialog.open()
    settle(dialog)
    seen = " ".join(shown_words(dialog))
    assert "maintaining this TSE" in seen
    assert "not certain yet" in seen
    assert "wait 30 seconds" in seen
    assert REQUEST not in seen
    before = dialog.height()
    press(dialog, "Details")
    settle(dialog)
    seen = " ".join(shown_words(dialog))
    assert REQUEST in seen
    assert "E_TSS_LOCKED" in seen
    assert dialog.height() > before
    assert nameless(dialog) == []
    press(dialog, "Hide details")
    assert REQUEST not in " ".join(shown_words(dialog))
    press(dialog, "Close")
    assert not dialog.isVisible()


def test_everything_for_support_in_one_copy(qtbot: QtBot) -> None:
    dialog = ErrorDialog(locked())
    qtbot.addWidget(dialog)
    dialog.open()
    press(dialog, "Details")
    press(dialog, "Copy everything for support")
    copied = QGuiApplication.clipboard().text().splitlines()
    assert "code: E_TSS_LOCKED" in copied
    assert "outcome: unknown" in copied
    assert f"request: {REQUEST}" in copied
    assert "operation: updateTss" in copied
    assert any(line.startswith("time: ") and line.endswith(" UTC") for line in copied)
    assert any(line.startswith("version: TSE Companion ") for line in copied)


def test_an_open_failure_changes_its_language(qtbot: QtBot) -> None:
    dialog = ErrorDialog(NoConnection())
    qtbot.addWidget(dialog)
    dialog.open()
    speak("de")
    assert dialog.windowTitle() == "Keine Verbindung zum Dienst"
    assert "Schließen" in shown_words(dialog)
    assert "request" not in dialog.details()


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("language", ["de", "en"])
def test_dialogs_fit_the_screen_and_cut_nothing(qtbot: QtBot, percent: int, language: str) -> None:
    theme.current().set_look(text_percent=percent)
    speak("de" if language == "de" else "en")
    failure = ErrorDialog(locked())
    failure.open()
    press(failure, "Details")
    for dialog in (failure, ask(typed="Bäckerei Müller")):
        qtbot.addWidget(dialog)
        dialog.open()
        settle(dialog)
        room = dialog.screen().availableGeometry()
        assert dialog.width() <= room.width()
        assert dialog.height() <= room.height()
        assert cut_texts(dialog) == []
        assert sticking_out(dialog) == []


def test_a_dialog_of_few_words_is_small(qtbot: QtBot) -> None:
    dialog = Dialog("ok")
    dialog.set_title("Done")
    dialog.set_text("")
    qtbot.addWidget(dialog)
    dialog.open()
    assert dialog.height() < 200


def reporter(window: QWidget | None = None) -> Reporter:
    return Reporter(lambda: window)


def test_what_nobody_awaited_is_logged_and_shown_once(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    one = reporter(window)
    one.report(locked())
    one.report(NoConnection())
    dialog = open_dialog(ErrorDialog)
    assert dialog.windowTitle() == "The service is maintaining this TSE"
    assert one.count == 2
    assert [record.message for record in caplog.records] == ["failure", "failure"]
    dialog.accept()
    one.report(NoConnection())
    assert open_dialog(ErrorDialog).windowTitle() == "No connection to the service"
    one.close()
    one.close()


def test_a_fault_of_ours_shows_no_exception(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    one = reporter()
    try:
        raise ZeroDivisionError("marked-secret")
    except ZeroDivisionError as error:
        one.report(error)
    dialog = open_dialog(ErrorDialog)
    seen = " ".join(shown_words(dialog))
    assert "marked-secret" not in seen
    assert "ZeroDivisionError" not in seen
    assert "marked-secret" not in caplog.text
    assert isinstance(dialog, ErrorDialog)
    assert dialog.details().startswith(f"code: {AppError.code}")
    one.close()


def test_the_application_gets_name_look_and_language(qapp: QApplication) -> None:
    made = application.create(language="de", scheme="dark", text_percent=125)
    assert made is qapp
    assert made.applicationDisplayName() == "TSE Companion"
    assert not made.quitOnLastWindowClosed()
    assert theme.current().is_dark
    assert theme.current().text_percent == 125
    assert QApplication.translate("ConfirmDialog", "Cancel") == "Abbrechen"


def test_an_open_one_takes_the_size_of_larger_text_and_other_words(qtbot: QtBot) -> None:
    theme.current().set_look(text_percent=100)
    dialog = ask()
    dialog.show()
    settle(dialog)
    before = dialog.size()
    try:
        theme.current().set_look(text_percent=150)
        qtbot.waitUntil(lambda: dialog.width() > before.width())
        assert dialog.height() > before.height()
        settle(dialog)
        assert cut_texts(dialog) == [] and sticking_out(dialog) == []
        width = dialog.width()
        dialog.resize(width + 40, dialog.height())
        speak("de")
        qtbot.waitUntil(lambda: dialog.width() == width)
        settle(dialog)
        assert cut_texts(dialog) == [] and sticking_out(dialog) == []
    finally:
        theme.current().set_look(text_percent=100)
        dialog.close()
        dialog.deleteLater()
