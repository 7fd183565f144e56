"""The kit: what each part shows, says to a screen reader, and answers to the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.looking import cut_texts, name_of, nameless, settle, shown, speak, sticking_out
from tse_companion.gui import theme, widgets
from tse_companion.gui.widgets import (
    Badge,
    BadgeKind,
    Banner,
    BusyLine,
    CheckBox,
    CopyRow,
    Field,
    Flow,
    Gauge,
    ScrollArea,
    SecretField,
    StepList,
    StepState,
    Text,
    VBox,
    button,
    grouped,
)
from tse_companion.gui.widgets.text import breakable

LONG = "The certificate of this technical security system runs out in a few days. " * 3


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


def test_a_value_of_many_lines_has_its_button_beside_the_longest(qtbot: QtBot) -> None:
    row = CopyRow()
    row.set_value("C=DE\nO=A company\nCN=" + "a" * 20)
    shown(qtbot, row, 900, 160)
    longest = row._text.fontMetrics().horizontalAdvance("CN=" + "a" * 20)
    assert row._button.x() < longest + theme.current().px(24)


def test_long_words_may_break_and_short_ones_stay(qtbot: QtBot) -> None:
    assert breakable("5275 5284 id") == "5275 5284 id"
    long = "a" * 100
    assert breakable(f"{long} b").replace("\u200b", "") == f"{long} b"
    assert max(map(len, breakable(long).split("\u200b"))) <= 16
    for part in (row := CopyRow(), Text("mono", f"id: {long}"), CheckBox(long)):
        if part is row:
            row.set_value(long)
        shown(qtbot, part, 400, 120)
        assert part.width() == 400, part
        assert cut_texts(part) == [], part


def test_a_text_needs_no_more_room_than_its_lines(qtbot: QtBot) -> None:
    page = ScrollArea(width=0)
    page.body.addWidget(Text("body", LONG * 4))
    shown(qtbot, page, 900, 700)
    content = page.widget()
    assert content is not None
    page.resize(900, content.heightForWidth(900))
    settle(page)
    assert page.verticalScrollBar().maximum() == 0


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
