"""How near the end of a certificate is: a traffic light with four warnings before it."""

from __future__ import annotations

from enum import StrEnum

DAY = 86_400
WARNING_DAYS = (180, 90, 30, 7)


class ExpiryLight(StrEnum):
    """The stages on the way to the end, from far to past."""

    GOOD = "good"
    NOTICE = "notice"  # 180 days: a successor belongs into the budget
    PLAN = "plan"  # 90 days: choose the day of the change
    SOON = "soon"  # 30 days: set up the successor
    URGENT = "urgent"  # 7 days: change now
    EXPIRED = "expired"
    UNKNOWN = "unknown"


_STAGES = (ExpiryLight.NOTICE, ExpiryLight.PLAN, ExpiryLight.SOON, ExpiryLight.URGENT)


def expiry_light(until: int | None, now: float) -> ExpiryLight:
    """The stage at ``now`` of what ends at ``until`` (Unix seconds; None: not known).

    The last second belongs to the validity; a threshold belongs to the nearer stage.
    """
    if until is None:
        return ExpiryLight.UNKNOWN
    if now > until:
        return ExpiryLight.EXPIRED
    light = ExpiryLight.GOOD
    for days, stage in zip(WARNING_DAYS, _STAGES, strict=True):
        if until - now <= days * DAY:
            light = stage
    return light


def days_left(until: int, now: float) -> int:
    """Whole days until the end; 0 on the last day and -1 after it."""
    return -1 if now > until else int((until - now) // DAY)
