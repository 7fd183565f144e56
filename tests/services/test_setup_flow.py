"""The order of the wizard's pages, without a display."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tse_companion.domain.models import Env, TssState
from tse_companion.services.setup.flow import (
    CHAPTERS,
    Draft,
    Goal,
    PinSource,
    Step,
    first_step,
    next_step,
    previous_step,
)

NEW = Draft(goal=Goal.SET_UP, creating=True, tss_id="t", client_id="c")
CREATED = replace(NEW, tss_state=TssState.CREATED, puk_in_vault=True)
CONFIRMED = replace(CREATED, puk_confirmed=True)

drafts = st.builds(
    Draft,
    goal=st.sampled_from(Goal),
    env=st.sampled_from(Env),
    tss_id=st.just("t"),
    tss_state=st.sampled_from(
        [None, TssState.CREATED, TssState.UNINITIALIZED, TssState.INITIALIZED]
    ),
    creating=st.booleans(),
    puk_in_vault=st.booleans(),
    puk_confirmed=st.booleans(),
    pin_source=st.sampled_from(PinSource),
    pin_ready=st.booleans(),
    pin_set=st.booleans(),
    client_id=st.just("c"),
    serial_number=st.sampled_from(["", "KASSE-1"]),
    till_exists=st.booleans(),
    receipt_signed=st.booleans(),
)


def walk(step: Step, draft: Draft) -> list[Step]:
    seen = [step]
    while step is not Step.DONE:
        step = next_step(step, draft)
        seen.append(step)
        assert len(seen) < 20
    return seen


def test_a_new_tss_passes_every_page_in_order() -> None:
    assert walk(Step.WELCOME, replace(NEW, puk_in_vault=True)) == list(Step)


def test_practising_needs_no_key() -> None:
    assert next_step(Step.WELCOME, Draft(goal=Goal.PRACTISE)) is Step.INVENTORY


def test_a_till_that_exists_needs_no_pin_and_no_work() -> None:
    draft = Draft(tss_id="t", tss_state=TssState.INITIALIZED, till_exists=True)
    assert walk(Step.INVENTORY, draft) == [Step.INVENTORY, Step.TILL, Step.RECEIPT, Step.DONE]


def test_a_new_till_at_a_ready_tss_needs_the_pin() -> None:
    draft = Draft(tss_id="t", tss_state=TssState.INITIALIZED, serial_number="K")
    assert walk(Step.INVENTORY, draft) == [
        Step.INVENTORY,
        Step.TILL,
        Step.PIN,
        Step.REVIEW,
        Step.WORK,
        Step.RECEIPT,
        Step.DONE,
    ]


def test_a_half_made_tss_asks_for_the_paper_only_until_it_is_confirmed() -> None:
    draft = Draft(tss_id="t", tss_state=TssState.UNINITIALIZED, puk_in_vault=True)
    assert next_step(Step.INVENTORY, draft) is Step.KEEP_PUK
    assert next_step(Step.INVENTORY, replace(draft, puk_confirmed=True)) is Step.PIN
    assert next_step(Step.INVENTORY, replace(draft, puk_in_vault=False)) is Step.PIN


@pytest.mark.parametrize(
    ("draft", "step"),
    [
        (Draft(), Step.WELCOME),
        (NEW, Step.CREATE),
        (replace(CREATED, puk_in_vault=False), Step.CREATE),
        (CREATED, Step.KEEP_PUK),
        (CONFIRMED, Step.PIN),
        (replace(CONFIRMED, pin_ready=True), Step.TILL),
        (replace(CONFIRMED, pin_ready=True, serial_number="K"), Step.REVIEW),
        (replace(CONFIRMED, tss_state=TssState.INITIALIZED), Step.TILL),
        (
            replace(CONFIRMED, tss_state=TssState.INITIALIZED, till_exists=True),
            Step.RECEIPT,
        ),
        (
            replace(
                CONFIRMED, tss_state=TssState.INITIALIZED, till_exists=True, receipt_signed=True
            ),
            Step.DONE,
        ),
    ],
)
def test_where_an_interrupted_setup_goes_on(draft: Draft, step: Step) -> None:
    assert first_step(draft) is step


def test_there_is_no_way_back_over_a_creation_or_a_pin_that_is_set() -> None:
    assert previous_step(Step.KEEP_PUK, CREATED) is None
    assert previous_step(Step.CREATE, CREATED) is None
    assert previous_step(Step.CREATE, NEW) is Step.INVENTORY
    assert previous_step(Step.TILL, replace(CONFIRMED, pin_set=True)) is None
    assert previous_step(Step.TILL, CONFIRMED) is Step.PIN
    assert previous_step(Step.RECEIPT, CONFIRMED) is None
    in_service = replace(CONFIRMED, tss_state=TssState.INITIALIZED)
    assert previous_step(Step.TILL, in_service) is None  # the PIN comes after it then
    assert previous_step(Step.TILL, replace(in_service, creating=False)) is Step.INVENTORY


@given(drafts, st.sampled_from(list(Step)))
def test_every_walk_ends_and_goes_forward_only(draft: Draft, step: Step) -> None:
    seen = walk(step, draft)
    assert len(seen) == len(set(seen))


@given(drafts)
def test_a_resumed_setup_never_creates_what_exists(draft: Draft) -> None:
    step = first_step(draft)
    if step is Step.CREATE:
        assert draft.tss_state in (None, TssState.CREATED)
    if draft.tss_state is TssState.CREATED:
        # Nothing may move the TSS on before its PUK is kept.
        assert draft.puk_in_vault or step is Step.CREATE


@given(drafts, st.sampled_from(list(Step)))
def test_going_back_and_on_again_comes_to_the_same_page(draft: Draft, step: Step) -> None:
    assume(draft.needs_pin)  # without need of a PIN its page is never shown
    before = previous_step(step, draft)
    if before in (Step.PIN, Step.TILL, Step.REVIEW):
        assert step in walk(before, draft)


def test_every_page_has_its_chapter() -> None:
    assert [step for chapter in CHAPTERS for step in chapter] == list(Step)
