"""What every page of the wizard is: a title, its widgets, and what it does on entering and leaving.

A page shows and collects. What follows from it is decided by ``services.setup``.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QRadioButton, QWidget

from tse_companion.gui.i18n import Translated
from tse_companion.gui.widgets import VBox
from tse_companion.services.setup.flow import Step

if TYPE_CHECKING:
    from tse_companion.gui.wizard.view import WizardView
    from tse_companion.services.setup.service import SetupService


def in_order(*widgets: QWidget) -> None:
    """Let Tab and the arrows walk these one after the other, whenever each was made."""
    for before, after in itertools.pairwise(widgets):
        QWidget.setTabOrder(before, after)


class WizardPage(Translated, QWidget):
    """One page. ``changed`` says that :meth:`is_complete` or a text may have changed."""

    step: ClassVar[Step]
    changed = Signal()

    def __init__(self, view: WizardView) -> None:
        super().__init__()
        self.view = view
        self.body = VBox(self, gap=16)
        self.build()
        self.body.addStretch(1)

    @property
    def setup(self) -> SetupService:
        return self.view.setup

    def build(self) -> None:
        """Make the widgets; called once."""

    def title(self) -> str:
        """One line: what this page is about."""
        return ""

    def lead(self) -> str:
        """A sentence or two under the title."""
        return ""

    def next_words(self) -> str:
        """What the main button does here; empty for the usual "Next"."""
        return ""

    def is_complete(self) -> bool:
        """Whether the main button may be pressed."""
        return True

    def questions(self) -> Sequence[QWidget]:
        """What the person answers here, as it is read; the keyboard begins at the first."""
        return [*self.findChildren(QLineEdit), *self.findChildren(QRadioButton)]

    async def enter(self) -> None:
        """The page was opened: load what it shows."""

    async def leave(self) -> bool | Step:
        """The main button was pressed: do the page's work.

        True goes on in the usual order, a step goes there, False stays.
        """
        return True

    def closed(self) -> None:
        """The page is no longer shown: forget what was typed."""
