from __future__ import annotations

import math
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tse_companion.api.retry import (
    LIMIT,
    LONGEST_WAIT,
    Attempt,
    delay_before_retry,
    may_have_happened,
    retry_after_seconds,
)

statuses = st.none() | st.integers(100, 599)
waits = st.none() | st.floats(0, 1e6)
attempts = st.builds(
    Attempt, number=st.integers(1, 10), repeatable=st.booleans(), status=statuses, retry_after=waits
)


@given(attempts)
def test_the_decision_depends_on_the_attempt_alone(attempt: Attempt) -> None:
    assert delay_before_retry(attempt) == delay_before_retry(attempt)


@given(attempts)
def test_a_wait_is_finite_bounded_and_never_shorter_than_asked_for(attempt: Attempt) -> None:
    delay = delay_before_retry(attempt)
    if delay is not None:
        assert attempt.repeatable
        assert attempt.number < LIMIT
        assert math.isfinite(delay) and 0 <= delay <= LONGEST_WAIT
        assert attempt.retry_after is None or delay == attempt.retry_after


@given(st.integers(1, 10), statuses, waits)
def test_what_may_not_be_repeated_never_is(
    number: int, status: int | None, wait: float | None
) -> None:
    assert delay_before_retry(Attempt(number, False, status, wait)) is None


@given(statuses, waits)
def test_three_tries_are_the_end(status: int | None, wait: float | None) -> None:
    assert delay_before_retry(Attempt(LIMIT, True, status, wait)) is None


@pytest.mark.parametrize("status", [None, 429, 444, 499, 500, 502, 503, 504, 599])
def test_passing_troubles_are_worth_another_try(status: int | None) -> None:
    assert delay_before_retry(Attempt(1, True, status)) == 0.5
    assert delay_before_retry(Attempt(2, True, status)) == 1.0
    assert delay_before_retry(Attempt(1, True, status, retry_after=7)) == 7


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 409, 413, 418, 423, 432])
def test_a_refusal_is_not_asked_again(status: int) -> None:
    assert delay_before_retry(Attempt(1, True, status, retry_after=1)) is None


def test_a_wait_of_more_than_half_a_minute_is_left_to_the_caller() -> None:
    assert delay_before_retry(Attempt(1, True, 503, retry_after=30)) == 30
    assert delay_before_retry(Attempt(1, True, 503, retry_after=30.1)) is None


@pytest.mark.parametrize(
    ("status", "code", "maybe"),
    [
        (400, None, False),
        (401, None, False),
        (408, None, True),
        (409, "E_PENDING_TX_CONFLICT", False),
        (429, None, False),
        (444, "E_MIDDLEWARE_PENDING_REQUEST", False),
        (499, None, True),
        (500, None, True),
        (502, "ERROR_IDENTIFY_ERS", True),
        (503, None, True),
        (503, "E_TSS_LOCKED", False),
        (504, None, True),
    ],
)
def test_which_errors_leave_it_open_whether_something_changed(
    status: int, code: str | None, maybe: bool
) -> None:
    assert may_have_happened(status, code) is maybe


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("60", 60.0),
        (" 2.5 ", 2.5),
        ("0", 0.0),
        ("-3", None),
        ("soon", None),
        ("", None),
        ("inf", None),
        ("٣", None),
        (formatdate(1_000_090, usegmt=True), 90.0),
        (formatdate(999_000, usegmt=True), 0.0),
    ],
)
def test_retry_after_in_seconds_and_as_a_date(value: str | None, seconds: float | None) -> None:
    assert retry_after_seconds(value, now=1_000_000) == seconds


@given(st.text(max_size=60))
def test_retry_after_survives_any_text(value: str) -> None:
    seconds = retry_after_seconds(value, now=1_000_000)
    assert seconds is None or (math.isfinite(seconds) and seconds >= 0)
