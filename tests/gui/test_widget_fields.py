"""The kit: fields, secrets and choices, by keyboard and by ear."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from gui.looking import cut_texts, name_of, shown
from tse_companion.domain.credentials import Secret
from tse_companion.gui import widgets
from tse_companion.gui.widgets import (
    CheckBox,
    Choice,
    ChoiceCard,
    Field,
    RadioButton,
    SecretField,
    Text,
    VBox,
)

LONG = "The certificate of this technical security system runs out in a few days. " * 3


def test_a_field_tells_label_hint_and_error(qtbot: QtBot) -> None:
    field = Field()
    field.set_label("Kassen-ID")
    field.set_hint("As the till prints it")
    shown(qtbot, field)
    editor = field.editor
    assert name_of(editor) == "Kassen-ID"
    assert editor.accessibleDescription() == "As the till prints it"
    field.set_error("This character is not permitted")
    wrong = field.has_error
    assert editor.accessibleDescription() == "This character is not permitted"
    assert editor.property("flawed") is True
    field.set_error(None)
    assert (wrong, field.has_error) == (True, False)
    assert editor.accessibleDescription() == "As the till prints it"


def test_a_field_passes_the_focus_and_the_text_on(qtbot: QtBot) -> None:
    field = Field()
    shown(qtbot, field)
    heard: list[str] = []
    field.changed.connect(heard.append)
    field.setFocus()
    QTest.keyClicks(field.editor, "KASSE-1")
    assert field.text() == "KASSE-1"
    assert heard[-1] == "KASSE-1"
    field.set_text("KASSE-2")
    assert field.text() == "KASSE-2"


def test_a_field_may_hold_any_editor(qtbot: QtBot) -> None:
    choice = Choice()
    choice.addItems(["80 mm", "58 mm"])
    field = Field(choice)
    field.set_label("Paper")
    shown(qtbot, field)
    # On Linux a list is named by its choice; its label is a relation.
    assert choice.accessibleName() == "Paper"
    assert field.text() == ""
    field.set_text("ignored")
    assert choice.currentText() == "80 mm"


def secret_field(qtbot: QtBot, *, clear: bool = True) -> SecretField:
    field = SecretField(clear_when_hidden=clear)
    field.set_label("Admin PIN")
    shown(qtbot, field)
    return field


def test_a_secret_is_masked_until_the_person_looks(qtbot: QtBot) -> None:
    field = secret_field(qtbot)
    edit = field.editor
    assert isinstance(edit, QLineEdit)
    field.set_text(" 4711-0815 ")
    assert edit.echoMode() is QLineEdit.EchoMode.Password
    eye = field.findChildren(widgets.Button)[0]
    assert name_of(eye) == "Show what was typed"
    eye.click()
    assert edit.echoMode() is QLineEdit.EchoMode.Normal
    assert name_of(eye) == "Hide what was typed"
    assert field.secret().same_as(Secret("4711-0815"))


def test_a_secret_does_not_get_into_the_clipboard(qtbot: QtBot) -> None:
    field = secret_field(qtbot)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    field.show_secret(Secret("marked-secret"))
    edit = field.editor
    assert isinstance(edit, QLineEdit)
    edit.setFocus()
    edit.selectAll()
    assert not edit.hasSelectedText()
    for key in (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut):
        QTest.keySequence(edit, QKeySequence(key))
    assert clipboard.text() == "before"
    assert field.text() == "marked-secret"
    assert edit.contextMenuPolicy() is Qt.ContextMenuPolicy.NoContextMenu


def test_a_secret_is_forgotten_when_its_page_goes(qtbot: QtBot) -> None:
    field = secret_field(qtbot)
    field.show_secret(Secret("123-456"))
    field.hide()
    assert field.text() == ""
    field.show()
    edit = field.editor
    assert isinstance(edit, QLineEdit)
    assert edit.echoMode() is QLineEdit.EchoMode.Password


def test_a_secret_may_be_told_to_stay(qtbot: QtBot) -> None:
    field = secret_field(qtbot, clear=False)
    field.set_text("123-456")
    field.hide()
    assert field.text() == "123-456"


def test_choice_cards_exclude_each_other_and_obey_the_arrows(qtbot: QtBot) -> None:
    window = QWidget()
    box = VBox(window)
    cards = [ChoiceCard(f"Option {n}", LONG, icon="tse") for n in range(3)]
    for card in cards:
        box.addWidget(card)
    cards[0].setChecked(True)
    shown(qtbot, window, 500, 700)
    cards[0].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(cards[0], Qt.Key.Key_Down)
    assert [card.isChecked() for card in cards] == [False, True, False]
    QTest.mouseClick(cards[2], Qt.MouseButton.LeftButton, pos=QPoint(480, 10))
    assert [card.isChecked() for card in cards] == [False, False, True]
    assert isinstance(cards[0], QRadioButton)
    assert name_of(cards[0]) == "Option 0"
    assert cards[0].accessibleDescription() == LONG
    assert cut_texts(window) == []


def test_a_choice_card_may_be_retold(qtbot: QtBot) -> None:
    card = ChoiceCard("Exports & checks")
    card.set_title("Exports & checks")
    shown(qtbot, card)
    assert card.title() == "Exports & checks"
    assert name_of(card) == "Exports & checks"
    before = card.heightForWidth(300)
    card.set_explanation(LONG)
    assert card.heightForWidth(300) > before
    card.setEnabled(False)
    card.grab()


def test_radio_buttons_exclude_each_other(qtbot: QtBot) -> None:
    window = QWidget()
    box = VBox(window)
    both = [RadioButton("Training"), RadioButton("Sale")]
    for one in both:
        box.addWidget(one)
    both[0].setChecked(True)
    shown(qtbot, window)
    chosen = both[0].grab().toImage()
    both[0].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(both[0], Qt.Key.Key_Down)
    assert [one.isChecked() for one in both] == [False, True]
    assert both[0].grab().toImage() != chosen
    assert name_of(both[1]) == "Sale"


def test_a_short_word_that_does_not_fit_ends_in_dots(qtbot: QtBot) -> None:
    text = Text("strong", "Bäckerei und Konditorei Müller-Lüdenscheidt", wrap=False)
    shown(qtbot, text, 120, 30)
    cut = text.grab().toImage()
    text.resize(600, 30)
    assert text.heightForWidth(120) == text.heightForWidth(600)
    assert cut.width() == 120


def test_a_check_box_wraps_and_grows(qtbot: QtBot) -> None:
    box = CheckBox(LONG)
    shown(qtbot, box, 300, 300)
    assert box.heightForWidth(200) > box.heightForWidth(600)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(250, 20))
    assert box.isChecked()
    checked = box.grab().toImage()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert not box.isChecked()
    assert box.grab().toImage() != checked
    box.setFocus(Qt.FocusReason.TabFocusReason)
    box.grab()


def test_scrolling_a_page_does_not_turn_its_lists(qtbot: QtBot) -> None:
    choice = Choice()
    choice.addItems(["one", "two", "three"])
    shown(qtbot, choice)
    choice.clearFocus()
    centre = choice.rect().center()
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QWheelEvent

    def turn() -> None:
        event = QWheelEvent(
            QPointF(centre),
            QPointF(choice.mapToGlobal(centre)),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(choice, event)

    turn()
    assert choice.currentText() == "one"
    choice.setFocus()
    turn()
    assert choice.currentText() == "two"
