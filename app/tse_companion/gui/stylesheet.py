"""The one style sheet, written from the tokens; for Qt's own controls only.

Parts of the kit that paint themselves (buttons, badges, cards of choice) are not in here.
"""

from __future__ import annotations

from collections.abc import Callable
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tse_companion.gui.theme import Tokens

_SHEET = Template("""
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox, QDateTimeEdit {
  background: $surface; color: $text; border: 1px solid $outline; border-radius: $r6;
  padding: $p7 $p10; selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover, QComboBox:hover, QAbstractSpinBox:hover {
  border-color: $muted;
}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $accent; padding: $p6 $p9;
}
QLineEdit[flawed="true"], QAbstractSpinBox[flawed="true"], QComboBox[flawed="true"] {
  border: 2px solid $bad; padding: $p6 $p9;
}
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled {
  background: $window; color: $disabled; border-color: $line;
}
QLineEdit[readOnly="true"] { background: $window; }
QComboBox { padding-right: $p32; }
QComboBox:focus { padding-right: $p31; }
QComboBox::drop-down { border: none; width: $p28; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView {
  background: $raised; color: $text; border: 1px solid $line; outline: none; padding: $p4;
  selection-background-color: $accent_soft; selection-color: $text;
}
QComboBox QAbstractItemView::item { min-height: $p32; padding: 0 $p6; }
QScrollArea, QScrollArea > QWidget > QWidget#page_body { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: $p12; margin: 0; }
QScrollBar:horizontal { background: transparent; height: $p12; margin: 0; }
QScrollBar::handle { background: $outline; border-radius: $r3; }
QScrollBar::handle:vertical { margin: $p2 $p3; min-height: $p40; }
QScrollBar::handle:horizontal { margin: $p3 $p2; min-width: $p40; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTableView {
  background: $surface; color: $text; border: 1px solid $line; border-radius: $r6; outline: none;
}
QTableView:focus { border: 1px solid $accent; }
QTableView::item { padding: 0 $cell; border: none; border-bottom: 1px solid $line; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QTableView::item:focus { background: $accent_soft; border: 1px solid $accent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableCornerButton::section { background: $surface; border: none; }
QHeaderView { background: $window; border: none; border-top-left-radius: $r6; }
QHeaderView::section {
  background: $window; color: $muted; border: none; border-bottom: 1px solid $line;
  padding: $p7 $p8;
}
QHeaderView::down-arrow, QHeaderView::up-arrow { width: $p8; height: $p8; }
QTableView QHeaderView::down-arrow, QTableView QHeaderView::up-arrow { width: 0; height: 0; }
QToolTip {
  background: $raised; color: $text; border: 1px solid $outline; padding: $p4 $p6;
}
QMenu {
  background: $raised; color: $text; border: 1px solid $line; padding: $p4; icon-size: $p16;
}
QMenu::icon { left: $p10; }
QMenu::item { padding: $p7 $p16; border-radius: $r4; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: $p4 $p8; }
""")


def build(tokens: Tokens, px: Callable[[float], int]) -> str:
    """The sheet for these colours and this text size."""
    sizes = {f"p{n}": f"{px(n)}px" for n in (2, 3, 4, 6, 7, 8, 9, 10, 12, 16, 28, 31, 32, 40)}
    sizes |= {f"r{n}": f"{px(n)}px" for n in (3, 4, 6)}
    # Qt adds 3 pixels round the words of a cell; with them they stand below those of the header.
    sizes["cell"] = f"{px(8) - 3}px"
    colours = {name: getattr(tokens, name) for name in type(tokens).__slots__}
    return _SHEET.substitute(sizes | colours)
