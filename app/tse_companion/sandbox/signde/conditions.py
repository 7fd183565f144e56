"""What can be true of the imitated service for a while: maintenance, no capacity.

Set by the control side, kept in memory: a restart is a fresh day.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

RETRY_AFTER = 60  # seconds; what refusals without an end of their own advise
EVERYWHERE = "*"


@dataclass(slots=True)
class Conditions:
    """``no_capacity`` is the code createTss answers with; ``*_until`` are Unix seconds."""

    no_capacity: str | None = None
    maintenance_until: dict[str, float] = field(default_factory=dict)

    def maintenance_left(self, tss_id: str, now: float) -> int:
        """Whole seconds until this TSS is back, 0 when it is there."""
        until = max(self.maintenance_until.get(key, 0) for key in (tss_id, EVERYWHERE))
        return max(0, math.ceil(until - now))
