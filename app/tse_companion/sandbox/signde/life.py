"""What becomes of a TSS without a request: eviction, the clean-up of TEST, the certificate's end.

Contract sections 3 and 9.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tse_companion.domain.models import TssState
from tse_companion.sandbox.device import signing_key
from tse_companion.sandbox.signde import state
from tse_companion.sandbox.signde.state import TssRow

if TYPE_CHECKING:
    from tse_companion.sandbox.signde.service import Service

DAY = 86_400
EVICTED_AFTER = 92 * DAY  # three months, the longest there are
IDLE_AFTER = 14 * DAY

_CLEANED_UP = "newest clean-up"
_WEEK = 7 * DAY
_SUNDAY = 3 * DAY  # 4 January 1970 was the first one


def grow_older(service: Service) -> None:
    """Evict what nobody deployed, and clean up if a Sunday went by. Call inside a change."""
    now = service.now
    service.connection.execute(
        "UPDATE tss SET state = ? WHERE state = ? AND time_creation <= ?",
        (TssState.EVICTED, TssState.CREATED, now - EVICTED_AFTER),
    )
    newest = service.database.number(_CLEANED_UP)
    if not newest:  # the first look: there is no Sunday to make up for
        service.database.set_meta(_CLEANED_UP, str(now).encode())
    elif service.habits.weekly_clean_up and newest < now - (now - _SUNDAY) % _WEEK:
        clean_up(service)


def clean_up(service: Service) -> int:
    """The wipe of TEST: DISABLED or idle TSS become DELETED. Returns how many did."""
    service.database.set_meta(_CLEANED_UP, str(service.now).encode())
    done = service.connection.execute(
        "UPDATE tss SET state = ?, admin_logged_in = 0 WHERE account <> ? AND (state = ? OR "
        "(state IN (?, ?, ?) AND max(time_creation, last_log_time) < ?))",
        (
            TssState.DELETED,
            "live",
            TssState.DISABLED,
            TssState.CREATED,
            TssState.UNINITIALIZED,
            TssState.INITIALIZED,
            service.now - IDLE_AFTER,
        ),
    )
    return done.rowcount


def end_certificate(service: Service, row: TssRow) -> None:
    """Certify the same key anew, to the newest signature at least. Call inside a change.

    If that was in this very second, the clock moves on by one.
    """
    until = max(service.now - 1, row.last_log_time)
    service.clock.advance(max(0, until + 1 - service.clock.time()))
    certify(service, row, until)
    state.update(service.connection, row)


def certify(service: Service, row: TssRow, until: int) -> None:
    """A certificate of the TSS's key that is valid to the end of the second ``until``."""
    row.certificate_until = until
    row.certificate = service.authority.issue(
        signing_key(row.private_key),
        not_before=min(row.time_creation, until),
        not_after=until,
    )
