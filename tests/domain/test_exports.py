"""What can be done with an export, and when it is looked at again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tse_companion.domain.exports import (
    LATEST,
    SOONEST,
    Situation,
    has_expired,
    is_running,
    seconds_to_next_look,
    share_done,
    situation,
)
from tse_companion.domain.models import Env, Export, ExportState

NOW = 1_790_000_000
DONE = Export("e", ExportState.COMPLETED, "t", Env.TEST, NOW - 60, time_expiration=NOW + 60)
WORKING = replace(DONE, state=ExportState.WORKING, time_expiration=None, time_start=NOW - 30)


@pytest.mark.parametrize(
    ("state", "stands"),
    [
        (ExportState.PENDING, Situation.WAITING),
        (ExportState.WORKING, Situation.WORKING),
        (ExportState.COMPLETED, Situation.READY),
        (ExportState.ERROR, Situation.FAILED),
        (ExportState.CANCELLED, Situation.CANCELLED),
        (ExportState.UNKNOWN, Situation.UNKNOWN),
    ],
)
def test_only_what_is_not_ended_runs(state: ExportState, stands: Situation) -> None:
    export = replace(DONE, state=state)
    assert situation(export, NOW) is stands
    assert is_running(export) is (stands in (Situation.WAITING, Situation.WORKING))


def test_a_file_is_there_up_to_its_last_second() -> None:
    assert situation(DONE, NOW + 59.9) is Situation.READY and not has_expired(DONE, NOW + 59.9)
    assert situation(DONE, NOW + 60) is Situation.EXPIRED
    assert situation(replace(DONE, time_expiration=None), NOW + 10**9) is Situation.READY


@pytest.mark.parametrize(
    ("begun", "end", "share"),
    [
        (NOW - 30, NOW + 90, 0.25),
        (NOW - 30, NOW - 10, 1.0),
        (NOW + 5, NOW + 10, 0.0),
        (NOW, NOW, None),
        (None, NOW + 10, None),
        (NOW - 30, None, None),
    ],
)
def test_how_much_is_done_is_told_by_the_forecast(
    begun: int | None, end: int | None, share: float | None
) -> None:
    export = replace(WORKING, time_start=begun, estimated_time_of_completion=end)
    assert share_done(export, NOW) == share
    assert share_done(replace(export, state=ExportState.PENDING), NOW) is None


def test_looks_become_rarer_and_are_never_more_than_twelve_a_minute() -> None:
    waits = [seconds_to_next_look([DONE, WORKING], NOW, looks) for looks in range(40)]
    assert waits[0] == SOONEST and waits[-1] == LATEST
    assert waits == sorted(waits, key=lambda wait: wait or 0)
    assert all(wait is not None and 60 / wait <= 12 for wait in waits)


def test_the_forecast_is_looked_at_when_it_is_due() -> None:
    def wait(left: int, looks: int = 9) -> float | None:
        return seconds_to_next_look(
            [replace(WORKING, estimated_time_of_completion=NOW + left)], NOW, looks
        )

    assert wait(20) == 21
    assert wait(1) == SOONEST
    assert wait(3600) == LATEST
    assert wait(-5) == LATEST  # it was wrong
    assert wait(3600, 0) == SOONEST


def test_nobody_asks_while_none_is_running() -> None:
    assert seconds_to_next_look([DONE], NOW, 0) is None
    assert seconds_to_next_look([], NOW, 0) is None
