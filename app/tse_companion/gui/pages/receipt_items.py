"""The goods of a test receipt, entered line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from tse_companion.domain.receipt import VAT_PERCENT, VatRate
from tse_companion.domain.receipt_content import Item
from tse_companion.gui import i18n
from tse_companion.gui.i18n import Translated
from tse_companion.gui.widgets import Button, Choice, Field, Flow, HBox, VBox, button

TEXT_MAX = 255
LINES_MAX = 20
_PRICE = re.compile(r"-?[0-9]{1,7}([.,][0-9]{1,2})?")
_QUANTITY = re.compile(r"-?[0-9]{1,5}([.,][0-9]{1,3})?")


def read_price(text: str) -> Decimal | None:
    """An amount in euros as people type it, with comma or dot; None if it is none."""
    return _read(text, _PRICE)


def read_quantity(text: str) -> Decimal | None:
    """A quantity other than zero, with comma or dot; None if it is none."""
    return _read(text, _QUANTITY) or None


def _read(text: str, shape: re.Pattern[str]) -> Decimal | None:
    typed = text.strip().replace("−", "-")
    return Decimal(typed.replace(",", ".")) if shape.fullmatch(typed) else None


def _typed(value: Decimal, decimals: int | None = None) -> str:
    """A number as a person would type it in the language in force."""
    text = f"{value:.{decimals}f}" if decimals is not None else f"{value.normalize():f}"
    return text.replace(".", "," if i18n.language() == "de" else ".")


class ItemRow(Translated, QWidget):
    """One line: what, how many, at which price, with which VAT key."""

    changed = Signal()
    removed = Signal()

    def __init__(self, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_named = bool(item.text)  # a line just added is not scolded for being empty
        self._text = Field(QLineEdit(item.text))
        self._quantity = Field(QLineEdit(_typed(item.quantity)))
        self._price = Field(QLineEdit(_typed(item.unit_price, 2)))
        self._rate = Choice()
        for rate in VatRate:
            self._rate.addItem("", rate.value)
        self._rate.setCurrentIndex(list(VatRate).index(item.vat_rate))
        rate_field = Field(self._rate)
        for field in (self._text, self._quantity, self._price):
            editor = field.editor
            assert isinstance(editor, QLineEdit)
            editor.setMaxLength(TEXT_MAX)
            field.changed.connect(self._on_changed)
        self._text.changed.connect(self._on_named)
        self._rate.currentIndexChanged.connect(self.changed)
        self._remove: Button = button("quiet", icon="trash")
        self._remove.clicked.connect(self.removed)
        self._text.add_beside(self._remove)
        column = VBox(self, gap=8)
        column.addWidget(self._text)
        numbers = Flow(gap=12, stretch=True, least=100)
        for field in (self._quantity, self._price, rate_field):
            numbers.addWidget(_at_top(field))
        column.addLayout(numbers)
        self.say(self._text.set_label, lambda: self.tr("Goods"))
        self.say(self._quantity.set_label, lambda: self.tr("Quantity"))
        self.say(self._price.set_label, lambda: self.tr("Gross price (€)"))
        self.say(rate_field.set_label, lambda: self.tr("VAT"))
        self.say(self._remove.set_label, lambda: self.tr("Remove these goods"))
        for number, rate in enumerate(VatRate):
            self.say(partial(self._rate.setItemText, number), partial(self._rate_words, rate))
        self.say(lambda _: self._check(), lambda: "")

    def item(self) -> Item | None:
        """What was entered, or None while something is wrong."""
        text = " ".join(self._text.text().split())
        quantity = read_quantity(self._quantity.text())
        price = read_price(self._price.text())
        if not text or quantity is None or price is None:
            return None
        return Item(quantity, text, price, VatRate(self._rate.currentData()))

    def set_removable(self, is_removable: bool) -> None:
        """The last line stays."""
        self._remove.setEnabled(is_removable)

    def begin(self) -> None:
        """Put the cursor into the first field."""
        self._text.editor.setFocus()

    def _on_named(self) -> None:
        self._is_named = True
        self._check()

    def _on_changed(self) -> None:
        self._check()
        self.changed.emit()

    def _check(self) -> None:
        is_missing = self._is_named and not self._text.text().strip()
        self._text.set_error(self.tr("Name the goods.") if is_missing else None)
        has_quantity = read_quantity(self._quantity.text()) is not None
        self._quantity.set_error(
            None if has_quantity else self.tr("Such as {sample}").format(sample=_typed(Decimal(2)))
        )
        has_price = read_price(self._price.text()) is not None
        sample = _typed(Decimal("3.50"), 2)
        self._price.set_error(
            None if has_price else self.tr("Such as {sample}").format(sample=sample)
        )

    def _rate_words(self, rate: VatRate) -> str:
        percent = VAT_PERCENT[rate]
        decimals = 0 if percent == percent.to_integral() else 1
        return self.tr("{percent} %").format(percent=i18n.number(float(percent), decimals))


def _at_top(widget: QWidget) -> QWidget:
    """Keeps a field's height where a neighbour needs more room for what is wrong with it."""
    holder = QWidget()
    column = VBox(holder, gap=0)
    column.addWidget(widget)
    column.addStretch(1)
    return holder


class ItemEditor(Translated, QWidget):
    """All lines, with a button for one more.

    ``changed`` follows every edit, ``added`` carries a new line.
    """

    changed = Signal()
    added = Signal(QWidget)

    def __init__(self, items: Iterable[Item], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ItemRow] = []
        self._list = VBox(gap=20)
        self._more = button("plain", icon="plus")
        self._more.clicked.connect(self._on_more)
        self.say(self._more.setText, lambda: self.tr("More goods"))
        column = VBox(self, gap=16)
        column.addLayout(self._list)
        line = HBox(gap=0)
        line.addWidget(self._more)
        line.addStretch(1)
        column.addLayout(line)
        for item in items:
            self._add(item)

    def items(self) -> tuple[Item, ...] | None:
        """All lines, or None while one of them is wrong."""
        found = [row.item() for row in self._rows]
        right = tuple(item for item in found if item is not None)
        return right if right and len(right) == len(found) else None

    def rows(self) -> tuple[ItemRow, ...]:
        """The lines as they stand."""
        return tuple(self._rows)

    def _add(self, item: Item) -> ItemRow:
        row = ItemRow(item)
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._list.addWidget(row)
        self._count()
        return row

    def _on_more(self) -> None:
        row = self._add(Item(Decimal(1), "", Decimal("1.00"), VatRate.NORMAL))
        row.begin()
        self.changed.emit()
        self.added.emit(row)

    def _remove(self, row: ItemRow) -> None:
        self._rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._count()
        self._more.setFocus()
        self.changed.emit()

    def _count(self) -> None:
        for row in self._rows:
            row.set_removable(len(self._rows) > 1)
        self._more.setEnabled(len(self._rows) < LINES_MAX)
