"""The kit: what each part shows, says to a screen reader, and answers to the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from gui.looking import cut_texts, nameless, settle, speak, sticking_out
from tse_companion.domain.credentials import Secret
from tse_companion.gui import theme, widgets
from tse_companion.gui.widgets import (
    Badge,
    BadgeKind,
    Banner,
    BusyLine,
    CheckBox,
    Choice,
    ChoiceCard,
    CopyRow,
    Field,
    Flow,
    Gauge,
    RadioButton,
    ScrollArea,
    SecretField,
    StepList,
    StepState,
    Text,
    VBox,
    button,
    grouped,
)

LONG = "The certificate of this technical security system runs out in a few days. " * 3


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return str(interface.text(QAccessible.Text.Name))


def shown(qtbot: QtBot, widget: QWidget, width: int = 400, height: int = 300) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    settle(widget)


def test_the_kit_gives_every_name_it_lists(qapp: QApplication) -> None:
    assert set(widgets._ROOMS) == set(widgets.__all__)
    for name in widgets.__all__:
        assert getattr(widgets, name) is not None
    with pytest.raises(AttributeError):
        _ = widgets.Nothing


def test_text_wraps_and_never_reads_markup(qtbot: QtBot) -> None:
    text = Text("body", "<b>not bold</b> " + LONG)
    shown(qtbot, text, 200, 600)
    assert text.textFormat() is Qt.TextFormat.PlainText
    assert text.heightForWidth(200) > 5 * text.heightForWidth(5000)
    assert name_of(text).startswith("<b>not bold</b>")


def test_text_has_room_between_its_lines(qtbot: QtBot) -> None:
    text = Text("body", LONG)
    shown(qtbot, text, 300, 600)
    one = text.heightForWidth(100_000)
    assert one >= text.fontMetrics().ascent() * 1.3
    assert text.heightForWidth(300) % one == 0


@pytest.mark.parametrize("alignment", ["AlignHCenter", "AlignRight", "AlignTop"])
def test_text_is_painted_where_it_is_aligned(qtbot: QtBot, alignment: str) -> None:
    plain, moved = Text("body", "Till"), Text("body", "Till")
    moved.setAlignment(Qt.AlignmentFlag[alignment])
    for text in (plain, moved):
        shown(qtbot, text, 300, 100)
    assert plain.grab().toImage() != moved.grab().toImage()


def test_a_button_is_pressed_by_keyboard_and_shows_its_ring_only_then(qtbot: QtBot) -> None:
    window = QWidget()
    box = VBox(window)
    first, second = button("primary", "First"), button("plain", "Second", icon="refresh")
    box.addWidget(first)
    box.addWidget(second)
    shown(qtbot, window)
    pressed: list[str] = []
    second.clicked.connect(lambda: pressed.append("second"))
    without = second.grab().toImage()
    second.setFocus(Qt.FocusReason.MouseFocusReason)
    assert second.grab().toImage() == without
    second.clearFocus()
    second.setFocus(Qt.FocusReason.TabFocusReason)
    assert second.grab().toImage() != without
    QTest.keyClick(second, Qt.Key.Key_Space)
    assert pressed == ["second"]


@pytest.mark.parametrize("kind", ["primary", "plain", "danger", "quiet"])
def test_each_kind_of_button_looks_its_part(qtbot: QtBot, kind: widgets.ButtonKind) -> None:
    one = button(kind, "Continue")
    shown(qtbot, one)
    usual = one.grab().toImage()
    one.setEnabled(False)
    assert one.grab().toImage() != usual
    one.setEnabled(True)
    one.setDown(True)
    assert one.grab().toImage() != usual


def test_an_icon_button_has_a_name(qtbot: QtBot) -> None:
    one = button("quiet", icon="copy")
    one.set_label("Copy the id")
    shown(qtbot, one)
    assert name_of(one) == "Copy the id"
    assert one.toolTip() == "Copy the id"
    assert one.width() >= one.sizeHint().width()


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


@pytest.mark.parametrize("kind", ["test", "live", "practice"])
def test_the_badge_says_its_world_in_both_languages(qtbot: QtBot, kind: BadgeKind) -> None:
    badge = Badge(kind)
    shown(qtbot, badge)
    english = badge.word()
    assert name_of(badge) == english
    speak("de")
    assert badge.word() != english
    assert name_of(badge) == badge.word()
    assert badge.toolTip()


def test_no_badge_without_a_world(qtbot: QtBot) -> None:
    badge = Badge()
    qtbot.addWidget(badge)
    assert badge.isHidden()
    badge.set_kind("live")
    assert not badge.isHidden()
    badge.set_kind("none")
    assert badge.isHidden()
    assert badge.word() == ""


def test_the_gauge_warns_when_it_is_nearly_full(qtbot: QtBot) -> None:
    gauge = Gauge(3, 199)
    shown(qtbot, gauge, 200, 6)
    low = gauge.grab().toImage()
    gauge.set_amount(190, 199)
    assert gauge.grab().toImage() != low
    assert (gauge.value(), gauge.maximum()) == (190, 199)
    gauge.set_amount(250, 199)
    assert gauge.value() == 199
    gauge.set_amount(0, 0)
    assert gauge.value() == 0


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


def test_steps_tell_state_time_and_result(qtbot: QtBot) -> None:
    steps = StepList()
    steps.set_steps([("create", "Create the TSE"), ("pin", "Set the PIN"), ("till", "Register")])
    shown(qtbot, steps, 500, 300)
    assert steps.state("create") is StepState.WAITING
    steps.set_state("create", StepState.RUNNING)
    steps.set_state("create", StepState.DONE, "TSE 4711", seconds=1.25)
    steps.set_state("pin", StepState.FAILED, "PUK refused", seconds=75)
    steps.set_state("till", StepState.SKIPPED)
    names = [child.accessibleName() for child in steps.findChildren(QWidget)]
    assert "Create the TSE: done. TSE 4711" in names
    assert "Set the PIN: failed. PUK refused" in names
    assert "Register: not needed." in names
    words = [label.text() for label in steps.findChildren(Text)]
    assert "1.2 s" in words or "1.3 s" in words
    assert "1 min 15 s" in words
    speak("de")
    assert "Register: nicht nötig." in [c.accessibleName() for c in steps.findChildren(QWidget)]
    steps.set_steps([("create", "TSE anlegen"), ("pin", "PIN setzen"), ("till", "Kasse anmelden")])
    assert steps.state("create") is StepState.DONE
    steps.set_steps([("other", "Something else")])
    assert steps.state("other") is StepState.WAITING


def test_a_running_step_counts_and_stops_counting(qtbot: QtBot) -> None:
    steps = StepList()
    steps.set_steps([("a", "A")])
    qtbot.addWidget(steps)
    steps.set_state("a", StepState.RUNNING)
    assert steps._timer.isActive()
    steps._timer.timeout.emit()
    steps.set_state("a", StepState.DONE)
    assert not steps._timer.isActive()
    steps.set_state("a", StepState.WAITING)
    assert "" in [label.text() for label in steps.findChildren(Text)]


def test_busy_shows_after_a_moment_and_keeps_its_room(qtbot: QtBot) -> None:
    line = BusyLine()
    qtbot.addWidget(line)
    assert line.sizePolicy().retainSizeWhenHidden()
    assert line._delay.interval() == 300
    line.start("Asking the service …")
    assert line.isHidden()
    line._delay.timeout.emit()
    assert not line.isHidden()
    assert line.accessibleName() == "Asking the service …"
    line.start()
    line.stop()
    assert line.isHidden()
    assert not line._delay.isActive()


def test_a_quick_answer_never_shows_busy(qtbot: QtBot) -> None:
    line = BusyLine(keep_room=False)
    qtbot.addWidget(line)
    line.start()
    line.stop()
    assert line.isHidden()
    assert not line._delay.isActive()
    assert not line.sizePolicy().retainSizeWhenHidden()


def test_a_value_is_copied_as_it_is_not_as_it_looks(qtbot: QtBot) -> None:
    row = CopyRow()
    row.set_caption("Serial number")
    digits = "0123456789abcdef" * 4
    row.set_value(digits, grouped(digits))
    shown(qtbot, row, 700, 80)
    copy = row.findChildren(widgets.Button)[0]
    assert name_of(copy) == "Copy Serial number"
    copy.click()
    assert QGuiApplication.clipboard().text() == digits
    assert name_of(copy) == "Copied"
    row._back.timeout.emit()
    assert name_of(copy) == "Copy Serial number"
    assert row.value() == digits
    row.set_value("")
    assert not copy.isEnabled()


def test_digits_are_grouped_for_reading_out() -> None:
    assert grouped("0123456789") == "0123 4567 89"
    assert grouped("") == ""


def test_a_banner_takes_room_only_for_what_it_says(qtbot: QtBot) -> None:
    banner = Banner("warn")
    banner.set_text("The certificate runs out soon.")
    shown(qtbot, banner, 500, 100)
    small = banner.heightForWidth(500)
    banner.set_title("Attention")
    banner.set_action("Look")
    settle(banner)
    assert banner.heightForWidth(500) > small
    pressed: list[int] = []
    banner.acted.connect(lambda: pressed.append(1))
    banner.findChildren(widgets.Button)[0].click()
    assert pressed == [1]
    banner.set_action("")
    assert banner.findChildren(widgets.Button)[0].isHidden()
    banner.set_kind("bad")
    banner.grab()


def test_flow_wraps_and_gives_tiles_equal_width(qtbot: QtBot) -> None:
    window = QWidget()
    flow = Flow(window, gap=10, stretch=True, least=200)
    tiles = [Text("body", f"Tile {n}") for n in range(4)]
    for tile in tiles:
        flow.addWidget(tile)
    shown(qtbot, window, 660, 400)
    tops = {tile.y() for tile in tiles}
    assert len(tops) == 2, "three would fit, two and two look calmer"
    assert len({tile.width() for tile in tiles}) == 1
    assert flow.heightForWidth(150) > flow.heightForWidth(2000)
    assert flow.count() == 4
    assert flow.itemAt(9) is None
    assert flow.takeAt(9) is None
    taken = flow.takeAt(0)
    assert taken is not None
    assert flow.count() == 3


def test_flow_puts_buttons_at_the_end(qtbot: QtBot) -> None:
    window = QWidget()
    flow = Flow(window, end=True, top=10)
    one = button("plain", "Cancel")
    flow.addWidget(one)
    shown(qtbot, window, 500, 60)
    assert one.geometry().right() >= 498
    one.hide()
    assert flow.heightForWidth(500) == 0


def test_a_page_scrolls_rather_than_clips(qtbot: QtBot) -> None:
    page = ScrollArea()
    for _ in range(12):
        page.body.addWidget(Text("body", LONG))
    shown(qtbot, page, 300, 200)
    assert page.verticalScrollBar().maximum() > 0
    assert page.horizontalScrollBar().maximum() == 0
    assert cut_texts(page) == []
    assert sticking_out(page) == []
    assert page.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_everything_restyles_at_once(qtbot: QtBot) -> None:
    window = QWidget()
    box = VBox(window, gap=8, margin=16)
    field, secret, row = Field(), SecretField(), CopyRow()
    field.set_label("A")
    secret.set_label("B")
    row.set_caption("C")
    row.set_value("value")
    for part in (Text("title", "Title"), field, secret, row, Badge("test"), Gauge(1, 2)):
        box.addWidget(part)
    shown(qtbot, window, 700, 700)
    before = window.grab().toImage()
    margin = box.contentsMargins().left()
    theme.current().set_look(scheme="dark", text_percent=200)
    settle(window)
    assert window.grab().toImage() != before
    assert box.contentsMargins().left() == 2 * margin
    assert nameless(window) == []


def test_news_is_said_aloud_to_those_who_listen(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda e: said.append(e.message()))
    field, steps = Field(), StepList()
    qtbot.addWidget(field)
    qtbot.addWidget(steps)
    field.set_error("Too short")
    field.set_error("Too short")
    field.set_error(None)
    steps.set_steps([("a", "Create the TSE")])
    steps.set_state("a", StepState.RUNNING)
    steps.set_state("a", StepState.DONE)
    assert said == ["Too short", "Create the TSE: done."]
