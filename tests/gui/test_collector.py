"""Qt objects die in the window's thread, whatever thread makes the garbage."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from tse_companion.gui import application
from tse_companion.gui.collector import STANDS, Collector, due


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Collector]:
    made = Collector(qapp)
    yield made
    made.deleteLater()


class Ring(QObject):
    """Garbage that only a collection finds, with a timer, as dialogs have."""

    died_in: list[threading.Thread]

    def __init__(self, died_in: list[threading.Thread]) -> None:
        super().__init__()
        self.died_in = died_in
        self.me = self
        self.timer = QTimer(self)
        self.timer.start(1000)

    def __del__(self) -> None:
        self.died_in.append(threading.current_thread())


def allocate() -> None:
    """More than enough for a collection of every generation."""
    kept = [[n] for n in range(200_000)]
    del kept


def test_a_busy_thread_destroys_nothing_of_qt(collector: Collector) -> None:
    died_in: list[threading.Thread] = []
    Ring(died_in)
    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()
    assert died_in == []
    gc.collect()
    assert died_in == [threading.main_thread()]


def test_garbage_does_not_pile_up(collector: Collector) -> None:
    died_in: list[threading.Thread] = []
    Ring(died_in)
    kept = [[n] for n in range(2_000)]
    collector.collect()
    assert died_in == [threading.main_thread()]
    assert len(kept) == 2_000
    assert not gc.isenabled()


def test_what_the_window_stands_on_is_looked_at_no_more(collector: Collector) -> None:
    gc.collect()  # so that no full one is due in between
    kept = [[n] for n in range(2_000)]
    for _ in range(STANDS - 1):
        collector.collect()
    before, seen = gc.get_freeze_count(), len(gc.get_objects())
    collector.collect()
    assert seen > len(kept)
    assert gc.get_freeze_count() - before >= len(kept)
    assert len(gc.get_objects()) < seen / 2


@pytest.mark.parametrize(
    ("counts", "generation"),
    [
        ((0, 0, 0), None),
        ((700, 10, 10), None),
        ((701, 0, 0), 0),
        ((701, 11, 0), 1),
        ((701, 11, 11), 2),
        ((0, 0, 11), 2),
    ],
)
def test_what_is_due(counts: tuple[int, ...], generation: int | None) -> None:
    assert due(counts, (700, 10, 10)) == generation


def test_a_threshold_of_zero_means_never() -> None:
    assert due((9999, 9999, 9999), (0, 0, 0)) is None


def test_the_program_has_one(qapp: QApplication) -> None:
    application.create()
    application.create()
    assert len(qapp.findChildren(Collector)) == 1
