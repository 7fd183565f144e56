"""Saying aloud what changed on screen, to those who listen with a screen reader."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say this now; silent where none is running."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
