"""Cyclic garbage is collected in the window's thread only.

Python collects it in whatever thread happens to allocate just then. A Qt object that dies in
another thread than its own leaves timers behind that nobody may stop, and the program crashes.
"""

from __future__ import annotations

import gc
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 500
STANDS = 4  # so many intervals after its start the window stands


class Collector(QObject):
    """Takes the work over from Python when it is made; a child of the application."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._intervals = 0
        self._is_settled = False
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect what Python would have collected by now."""
        self._intervals += 1
        if self._intervals == STANDS:
            # Modules, classes and the window stay, and looking at all of them takes longer than
            # a person should wait. What little is garbage among them stays, too.
            gc.freeze()
        generation = due(gc.get_count(), gc.get_threshold())
        if generation is None:
            return
        gc.collect(generation)
        if generation == 2 and not self._is_settled:
            # The same for what came with the pages that were opened since.
            self._is_settled = True
            gc.freeze()


def due(counts: Sequence[int], thresholds: Sequence[int]) -> int | None:
    """The oldest generation whose count is above its threshold; it takes in the younger ones."""
    for generation in (2, 1, 0):
        if counts[generation] > thresholds[generation] > 0:
            return generation
    return None
