"""Exports of a TSS: what can be done with one, and how often it may be asked about
(contract section 7)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from tse_companion.domain.models import Export, ExportState

SOONEST, LATEST = 5.0, 60.0  # seconds between two looks; the service allows 12 a minute
_SLOWER = 1.5  # each look takes its time from the one before


class Situation(StrEnum):
    """How an export stands, as people have to know it."""

    WAITING = "waiting"
    WORKING = "working"
    READY = "ready"  # there is a file to save
    EXPIRED = "expired"  # there was one
    FAILED = "failed"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


_SITUATIONS = {
    ExportState.PENDING: Situation.WAITING,
    ExportState.WORKING: Situation.WORKING,
    ExportState.ERROR: Situation.FAILED,
    ExportState.CANCELLED: Situation.CANCELLED,
}


def situation(export: Export, now: float) -> Situation:
    """How it stands; ``now`` is the service's clock."""
    if export.state is ExportState.COMPLETED:
        return Situation.EXPIRED if has_expired(export, now) else Situation.READY
    return _SITUATIONS.get(export.state, Situation.UNKNOWN)


def is_running(export: Export) -> bool:
    """Whether the service is still at it; only then it can be cancelled."""
    return export.state in (ExportState.PENDING, ExportState.WORKING)


def has_expired(export: Export, now: float) -> bool:
    """Whether its file was deleted; ``now`` is the service's clock."""
    return export.time_expiration is not None and export.time_expiration <= now


def share_done(export: Export, now: float) -> float | None:
    """How much of the work is done by the service's own forecast, from 0 to 1; None without one."""
    begun, end = export.time_start, export.estimated_time_of_completion
    if export.state is not ExportState.WORKING or begun is None or end is None or end <= begun:
        return None
    return min(1.0, max(0.0, (now - begun) / (end - begun)))


def seconds_to_next_look(exports: Iterable[Export], now: float, looks: int) -> float | None:
    """How long to wait after so many looks, less and less often; None while none is running.

    Who is said to be ready before is looked at then.
    """
    running = [export for export in exports if is_running(export)]
    if not running:
        return None
    wait = min(LATEST, SOONEST * _SLOWER ** min(looks, 20))
    ready = (export.estimated_time_of_completion for export in running)
    left = min((at - now + 1 for at in ready if at is not None and at >= now), default=wait)
    return max(SOONEST, min(wait, left))
