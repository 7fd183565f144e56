"""The program with somebody reading every word of its window, page by page.

Run as ``python -m marked.watched FILE ARGUMENTS…``: runs the command line ``ARGUMENTS`` and
writes what was there to be read at each moment to ``FILE``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from tse_companion.cli.main import main
from tse_companion.gui.self_check import SelfCheck
from tse_companion.gui.wizard.view import WizardView

SPEAKING = (
    "text",
    "title",
    "windowTitle",
    "toolTip",
    "statusTip",
    "whatsThis",
    "accessibleName",
    "accessibleDescription",
    "placeholderText",
    "toPlainText",
    "currentText",
    "format",
)


@dataclass(frozen=True, slots=True)
class Glance:
    """All words at one moment, also those of pages that are hidden just then.

    ``on_page`` are those of the wizard's page that is open, ``elsewhere`` all others and the
    clipboard. ``held`` is what fields hold behind their dots, that page aside.
    """

    moment: str
    on_page: list[str]
    elsewhere: list[str]
    held: list[str]


def words_of(widget: QWidget) -> set[str]:
    """What one widget shows, says in a bubble, or tells a screen reader."""
    found: set[str] = set()
    # What a field of ours calls its text is no word of the window: it may be behind dots.
    qt = next(kind for kind in type(widget).__mro__ if kind.__module__.startswith("PySide6"))
    for name in SPEAKING:
        speak = "displayText" if name == "text" and isinstance(widget, QLineEdit) else name
        if hasattr(qt, speak):
            found.add(str(getattr(widget, speak)()))
    spoken = QAccessible.queryAccessibleInterface(widget)
    if spoken is not None:
        found |= {spoken.text(kind) for kind in QAccessible.Text}
    return found


def glance(moment: str, wizard: WizardView | None) -> Glance:
    """Read everything there is now."""
    widgets = QApplication.allWidgets()
    page = wizard.current if wizard is not None else None
    ours = [w for w in widgets if page is not None and (w is page or page.isAncestorOf(w))]
    others = [w for w in widgets if not any(w is one for one in ours)]
    return Glance(
        moment,
        on_page=_all_words(ours),
        elsewhere=[*_all_words(others), QGuiApplication.clipboard().text()],
        held=[w.text() for w in others if isinstance(w, QLineEdit) and w.text()],
    )


def _all_words(widgets: Iterable[QWidget]) -> list[str]:
    found: set[str] = set()
    for widget in widgets:
        found |= words_of(widget)
    return sorted(found - {""})


def watch(glances: list[Glance]) -> None:
    """Look whenever the self-check looks, before each press, and at what was shown on purpose."""
    picture, press, keep_puk = SelfCheck._picture, SelfCheck._press, SelfCheck._keep_puk

    def look(check: Any, moment: str) -> None:
        glances.append(glance(moment, check._program.controller.wizard))

    async def looking(self: SelfCheck, name: str, widget: QWidget) -> None:
        await picture(self, name, widget)
        look(self, name)

    def pressing(self: SelfCheck, parent: QWidget, name: str) -> None:
        look(self, f"before {name}")
        press(self, parent, name)

    async def keeping(self: SelfCheck, wizard: WizardView) -> None:
        await keep_puk(self, wizard)
        press(self, wizard, "puk_show")
        await wizard.tasks.finish()
        look(self, "PUK shown")

    patches = {"_picture": looking, "_press": pressing, "_keep_puk": keeping}
    for name, patch in patches.items():
        setattr(SelfCheck, name, patch)


if __name__ == "__main__":
    seen: list[Glance] = []
    watch(seen)
    code = main(sys.argv[2:])
    Path(sys.argv[1]).write_text(json.dumps([asdict(g) for g in seen]), "utf-8")
    sys.exit(code)
