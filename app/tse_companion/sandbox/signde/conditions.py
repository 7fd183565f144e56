"""What can be true of the imitated service for a while: maintenance, no capacity, no exports.

Set by the control side, kept in memory: a restart is a fresh day.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal

RETRY_AFTER = 60  # seconds; what refusals without an end of their own advise
EVERYWHERE = "*"

NoCapacity = Literal["E_BOOTSTRAP_FILE_NOT_AVAILABLE", "E_SMAERS_GATEWAY_CAPACITIES_DEPLETED"]
NoExports = Literal["E_EXPORT_FORBIDDEN", "E_EXPORT_TEMPORARILY_UNAVAILABLE"]


@dataclass(slots=True)
class Conditions:
    """Codes that createTss and triggerExport answer with, and Unix seconds by TSS."""

    no_capacity: NoCapacity | None = None
    no_exports: NoExports | None = None
    maintenance_until: dict[str, float] = field(default_factory=dict)

    def maintenance_left(self, tss_id: str, now: float) -> int:
        """Whole seconds until this TSS is back, 0 when it is there."""
        until = max(self.maintenance_until.get(key, 0) for key in (tss_id, EVERYWHERE))
        return max(0, math.ceil(until - now))
