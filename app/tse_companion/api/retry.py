"""Wait and repeat, or give up: pure decisions (contract section 10).

Only an identical request is ever repeated, and never one that carries a PIN or PUK.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LIMIT = 3  # tries in all
LONGEST_WAIT = 30.0  # seconds; who is told to wait longer is better served by the error
FIRST_WAIT = 0.5

_SECONDS = re.compile(r"\d{1,9}(\.\d{1,9})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try that failed. ``number`` counts from 1; ``status`` is None where no answer came."""

    number: int
    repeatable: bool
    status: int | None
    retry_after: float | None = None


def delay_before_retry(
    attempt: Attempt, *, limit: int = LIMIT, longest_wait: float = LONGEST_WAIT
) -> float | None:
    """Seconds to wait before the identical request is sent again, or None to give up."""
    if not attempt.repeatable or attempt.number >= limit or not _passing(attempt.status):
        return None
    if attempt.retry_after is None:
        return min(FIRST_WAIT * float(2 ** (attempt.number - 1)), longest_wait)
    return attempt.retry_after if attempt.retry_after <= longest_wait else None


def may_have_happened(status: int, api_code: str | None) -> bool:
    """Whether a change may have been made although this error came back.

    A 4xx is a refusal; 408 and 499 tell that the connection ended early. A 503 with one of the
    service's codes is a refusal too ("locked", "no capacity"), without one it may come from any
    machine on the way.
    """
    if status in (408, 499):
        return True
    return status >= 500 and not (status == 503 and api_code is not None)


def retry_after_seconds(value: str | None, *, now: float) -> float | None:
    """The Retry-After header as seconds from ``now`` (Unix time of the service's clock).

    Takes seconds and HTTP dates; anything else counts as absent.
    """
    if value is None:
        return None
    text = value.strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    at = http_date(text)
    return None if at is None else max(0.0, at - now)


def http_date(value: str) -> float | None:
    """The Unix time of an HTTP date, or None for anything else."""
    from email.utils import parsedate_to_datetime  # httpx has it by the time an answer comes

    try:
        return parsedate_to_datetime(value).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _passing(status: int | None) -> bool:
    """Whether the same request may fare better a moment later."""
    return status is None or status in (429, 444, 499) or status >= 500
