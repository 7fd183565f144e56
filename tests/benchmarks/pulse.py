"""Feels the pulse of an event loop: when it missed a beat, for how long, and what it did then."""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass
from types import FrameType

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 5
LONG = 0.05  # seconds; what a person begins to notice


@dataclass(frozen=True, slots=True)
class Stall:
    """The loop did not turn for ``seconds``; ``busy`` of them its thread had the processor.

    The rest is other programs' work, or a thread of ours that held the interpreter. ``where``
    is the line of the program that was seen most often meanwhile.
    """

    phase: str
    seconds: float
    busy: float
    where: str


class Pulse(QObject):
    """A timer that should fire every 5 ms, and a thread that looks where the loop's thread is."""

    def __init__(self) -> None:
        super().__init__()
        self.phase = ""
        self.longest: dict[str, Stall] = {}
        self.gaps: dict[str, list[tuple[float, float]]] = {}  # each one, and its ``busy``
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._last = (time.perf_counter(), time.thread_time())
        self._seen: Counter[str] = Counter()
        self._main = threading.get_ident()
        self._ended = threading.Event()

    def start(self) -> None:
        """Begin; in the loop's thread."""
        self._last = (time.perf_counter(), time.thread_time())
        self._timer.start()
        threading.Thread(target=self._look, name="pulse", daemon=True).start()

    def stop(self) -> None:
        """End."""
        self._timer.stop()
        self._ended.set()

    def _beat(self) -> None:
        now, busy = time.perf_counter(), time.thread_time()
        gap = now - self._last[0] - BEAT_MS / 1000
        self.gaps.setdefault(self.phase, []).append((gap, busy - self._last[1]))
        known = self.longest.get(self.phase)
        if known is None or gap > known.seconds:
            where = next(iter(self._seen.most_common(1)), ("", 0))[0]
            self.longest[self.phase] = Stall(self.phase, gap, busy - self._last[1], where)
        self._last = (now, busy)
        self._seen.clear()

    def _look(self) -> None:
        while not self._ended.wait(0.002):
            frame = sys._current_frames().get(self._main)
            self._seen[place(frame)] += 1


def place(frame: FrameType | None) -> str:
    """The innermost line of ours."""
    while frame is not None:
        _, found, file = frame.f_code.co_filename.replace("\\", "/").rpartition("/tse_companion/")
        if found:
            return f"{file}:{frame.f_lineno} {frame.f_code.co_name}"
        frame = frame.f_back
    return ""
