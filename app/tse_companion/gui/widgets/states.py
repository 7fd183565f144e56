"""How things stand: environment badge, gauge, progress, and the list of steps."""

from __future__ import annotations

import time
from enum import StrEnum
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QProgressBar, QSizePolicy, QWidget

from tse_companion.gui import i18n, icons, theme
from tse_companion.gui.i18n import Translated
from tse_companion.gui.widgets.cards import Mark, MarkKind
from tse_companion.gui.widgets.layouts import HBox, VBox
from tse_companion.gui.widgets.speech import announce
from tse_companion.gui.widgets.text import Text

BadgeKind = Literal["test", "live", "practice", "none"]


class Badge(Translated, QLabel):
    """Which world this is: word, colour and symbol. LIVE is filled, the others are tinted."""

    def __init__(self, kind: BadgeKind = "none", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: BadgeKind = kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._restyle()
        theme.current().changed.connect(self._restyle)
        self.say(self.setText, self.word)
        self.say(self.setToolTip, self._meaning)
        self.setVisible(kind != "none")

    @property
    def kind(self) -> BadgeKind:
        return self._kind

    def set_kind(self, kind: BadgeKind) -> None:
        self._kind = kind
        self.retranslate()
        self.updateGeometry()
        self.setVisible(kind != "none")
        self.update()

    def word(self) -> str:
        """The environment in one word."""
        match self._kind:
            case "test":
                return self.tr("Test")
            case "live":
                return self.tr("Live")
            case "practice":
                return self.tr("Practice")
            case _:
                return ""

    def sizeHint(self) -> QSize:
        px = theme.current().px
        height = max(px(28), self.fontMetrics().height() + px(8))
        width = px(10) + px(16) + px(6) + self.fontMetrics().horizontalAdvance(self.text()) + px(12)
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._kind == "none":
            return
        look = theme.current()
        ground, ink = {
            "test": ("warn_soft", "warn"),
            "live": ("accent", "on_accent"),
            "practice": ("practice_soft", "practice"),
        }[self._kind]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(ground))
        radius = self.height() / 2
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        side = look.px(16)
        box = QRectF(look.px(10), (self.height() - side) / 2, side, side)
        icons.draw(painter, self._kind, box, look.color(ink))
        painter.setPen(look.color(ink))
        painter.setFont(self.font())
        words = self.rect().adjusted(look.px(32), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()

    def _meaning(self) -> str:
        match self._kind:
            case "test":
                return self.tr("Test environment: nothing signed here counts as turnover.")
            case "live":
                return self.tr("Live environment: everything signed here is for the tax office.")
            case "practice":
                return self.tr("Built-in practice TSE: nothing leaves this computer.")
            case _:
                return ""

    def _restyle(self) -> None:
        self.setFont(theme.current().font("strong"))
        self.updateGeometry()
        self.update()


class Gauge(QProgressBar):
    """A filled bar for ``n`` of ``limit``; turns to the warning colour from nine tenths on.

    Without ``warns`` it never does: nine tenths of a piece of work are good news.
    """

    def __init__(
        self,
        n: int = 0,
        limit: int = 0,
        parent: QWidget | None = None,
        *,
        warns: bool = True,
    ) -> None:
        super().__init__(parent)
        self._warns = warns
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.updateGeometry)
        theme.current().changed.connect(self.update)
        self.set_amount(n, limit)

    def set_amount(self, n: int, limit: int) -> None:
        self.setRange(0, max(1, limit))
        self.setValue(min(n, max(1, limit)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(80), theme.current().px(6))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(40), theme.current().px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        share = self.value() / self.maximum()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect())
        radius = box.height() / 2
        painter.setBrush(look.color("line"))
        painter.drawRoundedRect(box, radius, radius)
        if share > 0:
            box.setWidth(max(box.height(), box.width() * share))
            painter.setBrush(look.color("warn" if self._warns and share >= 0.9 else "accent"))
            painter.drawRoundedRect(box, radius, radius)
        painter.end()


class Spinner(QWidget):
    """A turning arc; stands still where the system asks for no animation."""

    def __init__(self, *, size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._angle = 90
        self._timer = QTimer(self)
        self._timer.setInterval(40)
        self._timer.timeout.connect(self._turn)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        side = theme.current().px(self._size)
        return QSize(side, side)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            from PySide6.QtWidgets import QStyle  # its enums cost as much as a window

            hint = QStyle.StyleHint.SH_Widget_Animation_Duration
            if self.style().styleHint(hint, None, self) > 0:
                self._timer.start()
        elif event.type() == QEvent.Type.Hide:
            self._timer.stop()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = max(2, look.px(2.25))
        box = QRectF(self.rect()).adjusted(width, width, -width, -width)
        track = QPen(look.color("line"), width)
        painter.setPen(track)
        painter.drawEllipse(box)
        pen = QPen(look.color("accent"), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawArc(box, self._angle * 16, -100 * 16)
        painter.end()

    def _turn(self) -> None:
        self._angle = (self._angle - 12) % 360
        self.update()


class BusyLine(QWidget):
    """A spinner with words that appears when something takes longer than 300 ms.

    It keeps its room while hidden, so that nothing jumps, unless ``keep_room`` is False.
    """

    DELAY_MS = 300

    def __init__(self, parent: QWidget | None = None, *, keep_room: bool = True) -> None:
        super().__init__(parent)
        self._spinner = Spinner()
        self._words = Text("body", tone="muted")
        row = HBox(self, gap=10)
        row.addWidget(self._spinner, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(keep_room)
        self.setSizePolicy(policy)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(self.DELAY_MS)
        self._delay.timeout.connect(self.show)
        self.hide()

    def set_text(self, text: str) -> None:
        self._words.setText(text)
        self.setAccessibleName(text)

    def start(self, text: str | None = None) -> None:
        """Something began; shown once it has taken 300 ms."""
        if text is not None:
            self.set_text(text)
        if self.isHidden() and not self._delay.isActive():
            self._delay.start()

    def stop(self) -> None:
        """It has ended."""
        self._delay.stop()
        self.hide()

    def tell(self, text: str | None) -> None:
        """What is under way; nothing is shown without words."""
        if text:
            self.start(text)
        else:
            self.stop()


class StepState(StrEnum):
    """How far one step is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"


_MARKS: dict[StepState, MarkKind] = {
    StepState.WAITING: "wait",
    StepState.DONE: "ok",
    StepState.FAILED: "bad",
    StepState.SKIPPED: "skip",
}


class _StepRow(Translated, QWidget):
    def __init__(self, title: str) -> None:
        super().__init__()
        self.state = StepState.WAITING
        self.started: float | None = None
        self.seconds: float | None = None
        self._mark = Mark("wait", size=22)
        self._spinner = Spinner(size=22)
        self._spinner.hide()
        self._title = Text("body", title, tone="muted")
        self._result = Text("caption")
        self._result.hide()
        self._time = Text("caption", wrap=False)
        row = HBox(self, gap=12, margin=(0, 8, 0, 8))
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._mark, 0, top)
        row.addWidget(self._spinner, 0, top)
        words = VBox(gap=2)
        words.addWidget(self._title)
        words.addWidget(self._result)
        row.addLayout(words, 1)
        row.addWidget(self._time, 0, top)
        self.say(self.setAccessibleName, self._spoken)

    def set_title(self, title: str) -> None:
        self._title.setText(title)
        self.retranslate()

    def set_result(self, result: str) -> None:
        self._result.setText(result)
        self._result.setVisible(bool(result))
        self.retranslate()

    def set_state(self, state: StepState) -> None:
        self.state = state
        running = state is StepState.RUNNING
        self._mark.setVisible(not running)
        self._spinner.setVisible(running)
        if not running:
            self._mark.set_kind(_MARKS[state])
        quiet = state in (StepState.WAITING, StepState.SKIPPED)
        self._title.set_tone("muted" if quiet else "text")
        self._result.set_tone("bad" if state is StepState.FAILED else "muted")
        self.retranslate()

    def tick(self) -> None:
        seconds = self.seconds
        if seconds is None and self.started is not None:
            seconds = time.monotonic() - self.started
        self._time.setText("" if seconds is None else _duration(seconds))

    def _spoken(self) -> str:
        word = {
            StepState.WAITING: self.tr("waiting"),
            StepState.RUNNING: self.tr("running"),
            StepState.DONE: self.tr("done"),
            StepState.FAILED: self.tr("failed"),
            StepState.SKIPPED: self.tr("not needed"),
        }[self.state]
        self.tick()
        return f"{self._title.text()}: {word}. {self._result.text()}".strip()


def _duration(seconds: float) -> str:
    if seconds < 9.95:
        return f"{i18n.number(seconds, 1)} s"
    if seconds < 60:
        return f"{i18n.number(seconds)} s"
    return f"{i18n.number(seconds // 60)} min {i18n.number(seconds % 60)} s"


class StepList(QWidget):
    """Steps of a longer piece of work: state, title, time taken and result of each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, _StepRow] = {}
        self._column = VBox(self, gap=0)
        self._timer = QTimer(self)
        self._timer.setInterval(200)
        self._timer.timeout.connect(self._tick)

    def set_steps(self, steps: list[tuple[str, str]]) -> None:
        """All steps in order as (key, title); known ones keep their state."""
        if [key for key, _ in steps] != list(self._rows):
            for row in self._rows.values():
                self._column.removeWidget(row)
                row.deleteLater()
            self._rows = {key: _StepRow(title) for key, title in steps}
            for row in self._rows.values():
                self._column.addWidget(row)
        for key, title in steps:
            self._rows[key].set_title(title)

    def set_state(
        self, key: str, state: StepState, result: str = "", *, seconds: float | None = None
    ) -> None:
        """What became of a step; time is measured here unless ``seconds`` is given."""
        row = self._rows[key]
        if state is StepState.RUNNING and row.started is None:
            row.started = time.monotonic()
        if seconds is not None:
            row.seconds = seconds
        elif state in (StepState.DONE, StepState.FAILED) and row.started is not None:
            row.seconds = time.monotonic() - row.started
        elif state in (StepState.WAITING, StepState.SKIPPED):
            row.seconds = row.started = None
        elif state is StepState.RUNNING:
            row.seconds = None
        row.set_state(state)
        row.set_result(result)
        row.tick()
        if state in (StepState.DONE, StepState.FAILED):
            announce(row, row.accessibleName())
        if any(r.state is StepState.RUNNING for r in self._rows.values()):
            self._timer.start()
        else:
            self._timer.stop()

    def state(self, key: str) -> StepState:
        return self._rows[key].state

    def _tick(self) -> None:
        for row in self._rows.values():
            if row.state is StepState.RUNNING:
                row.tick()
