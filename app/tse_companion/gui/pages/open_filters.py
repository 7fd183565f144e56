"""Chips that show how many there are of each kind, and keep to one kind when pressed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from tse_companion.gui import i18n, theme
from tse_companion.gui.i18n import Translated
from tse_companion.gui.widgets import Choice, Flow
from tse_companion.gui.widgets.buttons import paint_focus_ring, shows_ring

_MOST = 6  # chips in one row before the rest goes into a list


class Chip(QPushButton):
    """One kind with its number. The pressed one carries a bar, not its colour alone."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.count = 0
        self._ring = False
        self._measured: QSize | None = None  # layouts ask for it very often
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._restyle()
        theme.current().changed.connect(self._restyle)

    def set_words(self, words: str, count: int) -> None:
        self._measured = None
        self.count = count
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(f"{words}: {i18n.number(count)}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if self._measured is None:
            px = theme.current().px
            metrics = self.fontMetrics()
            width = metrics.horizontalAdvance(self._words()) + px(8)
            self._measured = QSize(
                width + metrics.horizontalAdvance(i18n.number(self.count)) + px(24),
                metrics.height() + px(14),
            )
        return self._measured

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = shows_ring(event, self._ring)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        px, color = look.px, look.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        pressed = self.isChecked()
        over = self.underMouse() and self.isEnabled()
        painter.setPen(QPen(color("accent" if pressed else "line"), 1))
        painter.setBrush(color("accent_soft" if pressed or over else "surface"))
        painter.drawRoundedRect(box, px(7), px(7))
        if pressed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("accent"))
            wide = box.width() - px(20)
            bar = QRectF(px(10), box.bottom() - px(3), wide, px(3))
            painter.drawRoundedRect(bar, px(1.5), px(1.5))
        painter.setFont(self.font())
        painter.setPen(color("text" if self.isEnabled() else "disabled"))
        room = self.rect().adjusted(px(12), 0, -px(12), 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._words())
        painter.setPen(color("muted" if self.isEnabled() else "disabled"))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(room, right, i18n.number(self.count))
        if self._ring and self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), px(7))
        painter.end()

    def _words(self) -> str:
        return self.text().replace("&&", "&")

    def _restyle(self) -> None:
        self._measured = None
        self.setFont(theme.current().font("body"))
        self.updateGeometry()
        self.update()


class Chips(Translated, QWidget):
    """A row of chips of which one is pressed; arrow keys walk in it.

    ``chosen`` carries the key of the one that was pressed. What does not fit in the row is in a
    list behind it.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: dict[str, Chip] = {}
        self._kinds: tuple[tuple[str, str, int], ...] = ()
        self._current = ""
        self._group = QButtonGroup(self)
        self._row = Flow(self, gap=8)
        self._more = Choice()
        self._more.activated.connect(self._on_more)
        self._row.addWidget(self._more)
        self._more.hide()
        self.say(self._more.setAccessibleName, lambda: self.tr("More tills"))

    @property
    def current(self) -> str:
        return self._current

    def set_kinds(self, kinds: Sequence[tuple[str, str, int]], current: str) -> None:
        """All kinds as (key, words, number), the most telling first, and the one that holds."""
        self._kinds, self._current = tuple(kinds), current
        shown, rest = kinds[: _MOST + 1], kinds[_MOST + 1 :]
        keys = [key for key, _, _ in shown]
        for key in [key for key in self._chips if key not in keys]:
            chip = self._chips.pop(key)
            self._group.removeButton(chip)
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        if list(self._chips) != keys:
            self._arrange(keys)
        for key, words, count in shown:
            self._chips[key].set_words(words, count)
        self._group.setExclusive(False)
        for key, chip in self._chips.items():
            chip.setChecked(key == current)
        self._group.setExclusive(True)
        self._show_rest(rest)

    def follow(self, before: QWidget) -> QWidget:
        """Tab comes from this widget to the chips; returns the last of them."""
        for widget in (*self._chips.values(), self._more):
            QWidget.setTabOrder(before, widget)
            before = widget
        return before

    def _arrange(self, keys: Sequence[str]) -> None:
        for chip in self._chips.values():
            self._row.removeWidget(chip)
        self._row.removeWidget(self._more)
        self._chips = {key: self._chips.get(key) or self._made(key) for key in keys}
        for chip in self._chips.values():
            self._row.addWidget(chip)
            chip.show()
        self._row.addWidget(self._more)

    def _made(self, key: str) -> Chip:
        chip = Chip(key)
        chip.setParent(self)
        self._group.addButton(chip)
        chip.clicked.connect(lambda: self._on_chip(key))
        return chip

    def _show_rest(self, rest: Sequence[tuple[str, str, int]]) -> None:
        self._more.setVisible(bool(rest))
        self._more.clear()
        self._more.addItem(self.tr("More tills …"), None)
        for key, words, count in rest:
            self._more.addItem(f"{words} ({i18n.number(count)})", key)
        self._more.setCurrentIndex(max(0, self._more.findData(self._current)))

    def _on_chip(self, key: str) -> None:
        self._more.setCurrentIndex(0)
        if key != self._current:
            self._current = key
            self.chosen.emit(key)

    def _on_more(self, index: int) -> None:
        if (key := self._more.itemData(index)) is not None:
            self.set_kinds(self._kinds, key)
            self.chosen.emit(key)
