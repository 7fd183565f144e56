"""What a benchmark measures, as lines of a table."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

LATENCY = 0.1  # seconds that the slow service takes for each request
PASSPHRASE = "a passphrase of the benchmarks"


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what was measured, against what; times in seconds, medians of all runs."""

    what: str
    seconds: float
    against: str
    baseline: float
    aim: str = ""

    @property
    def ratio(self) -> float:
        return self.seconds / self.baseline


@dataclass(frozen=True, slots=True)
class Note:
    """A line that is no ratio."""

    what: str
    seconds: float
    text: str


@dataclass(frozen=True, slots=True)
class SlowService:
    """A sandbox in another process that takes :data:`LATENCY` for every request."""

    base_url: str
    api_key: str
    api_secret: str


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)
