"""Which moves between TSS states exist (contract section 3) and what a state means for a shop."""

from __future__ import annotations

from tse_companion.domain.models import TssState

# What updateTss can reach from where. CREATED comes from createTss alone.
MOVES: dict[TssState, frozenset[TssState]] = {
    TssState.CREATED: frozenset({TssState.UNINITIALIZED}),
    TssState.UNINITIALIZED: frozenset({TssState.INITIALIZED, TssState.DISABLED}),
    TssState.INITIALIZED: frozenset({TssState.DISABLED}),
    TssState.DISABLED: frozenset(),
    TssState.DELETED: frozenset(),
    TssState.DEFECTIVE: frozenset(),
    TssState.EVICTED: frozenset(),
    TssState.UNKNOWN: frozenset(),
}

# TEST: these count against the limit of five.
COUNTED_IN_TEST = frozenset({TssState.CREATED, TssState.UNINITIALIZED, TssState.INITIALIZED})
TEST_TSS_LIMIT = 5

# There is an admin: the PIN can be set with the PUK, and used.
WITH_ADMIN = frozenset({TssState.UNINITIALIZED, TssState.INITIALIZED})

# Signing has ended, for good or until the vendor acts.
DEAD = frozenset({TssState.DISABLED, TssState.DELETED, TssState.DEFECTIVE, TssState.EVICTED})


def may_move(before: TssState, after: TssState) -> bool:
    """Whether updateTss takes a TSS from ``before`` to ``after``."""
    return after in MOVES[before]


def has_ended(state: TssState, *, is_expired: bool) -> bool:
    """Whether a TSS signs no more and never will: a new one takes its place."""
    return state in DEAD or (is_expired and state in WITH_ADMIN)


def can_be_set_up(state: TssState) -> bool:
    """Whether the set-up can start from or go on with a TSS in this state."""
    return state in COUNTED_IN_TEST
