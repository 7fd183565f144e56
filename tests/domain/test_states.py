"""Which moves between TSS states exist."""

from __future__ import annotations

import itertools

import pytest

from tse_companion.domain.models import TssState
from tse_companion.domain.states import (
    COUNTED_IN_TEST,
    DEAD,
    MOVES,
    TEST_TSS_LIMIT,
    can_be_set_up,
    may_move,
)

ALLOWED = {
    (TssState.CREATED, TssState.UNINITIALIZED),
    (TssState.UNINITIALIZED, TssState.INITIALIZED),
    (TssState.UNINITIALIZED, TssState.DISABLED),
    (TssState.INITIALIZED, TssState.DISABLED),
}


@pytest.mark.parametrize(("before", "after"), list(itertools.product(TssState, TssState)))
def test_exactly_the_moves_of_the_contract(before: TssState, after: TssState) -> None:
    assert may_move(before, after) is ((before, after) in ALLOWED)


def test_every_state_has_its_moves() -> None:
    assert set(MOVES) == set(TssState)


@pytest.mark.parametrize("state", list(TssState))
def test_no_way_leads_back_from_the_dead(state: TssState) -> None:
    if state in DEAD:
        assert MOVES[state] == frozenset()
        assert not can_be_set_up(state)


def test_what_can_be_set_up_is_what_counts() -> None:
    assert {state for state in TssState if can_be_set_up(state)} == COUNTED_IN_TEST
    assert not COUNTED_IN_TEST & DEAD
    assert TEST_TSS_LIMIT == 5


def test_an_unknown_state_is_left_alone() -> None:
    assert not can_be_set_up(TssState.UNKNOWN)
    assert TssState.UNKNOWN not in DEAD
