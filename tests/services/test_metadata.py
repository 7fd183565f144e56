"""Entries of a person's own at a TSS and a till: merged, removed, and never lost by an answer."""

from __future__ import annotations

import pytest

from services.conftest import World
from services.steps import CLIENT_ID, entries
from tse_companion.domain.metadata import ENTRIES_MAX
from tse_companion.domain.models import TssState
from tse_companion.errors import AnswerLost, ApiRefused
from tse_companion.sandbox.faults import FaultKind
from tse_companion.services.desk import Session
from tse_companion.services.metadata import change_client_metadata, change_tss_metadata


async def test_only_what_changed_is_sent(session: Session, tss_id: str) -> None:
    before = await change_tss_metadata(session, tss_id, {}, {"room": "cellar", "till": "bar"})
    assert before == {"room": "cellar", "till": "bar"}
    await session.client.update_tss_metadata(tss_id, {"elsewhere": "yes", "till": "terrace"})
    now = await change_tss_metadata(session, tss_id, before, {"till": "bar", "contract": "K-77"})
    assert now == {"till": "terrace", "contract": "K-77", "elsewhere": "yes"}
    newest = (await entries(session, tss_id))[-1]
    assert (newest.operation, newest.outcome) == ("updateTssMetadata", "done")
    assert newest.note == "room, contract"


async def test_nothing_is_sent_for_nothing(world: World, session: Session, tss_id: str) -> None:
    assert await change_tss_metadata(session, tss_id, {"a": "1"}, {"a": "1"}) == {"a": "1"}
    assert world.sent("updateTssMetadata") == 0


async def test_of_a_till(session: Session, tss_id: str) -> None:
    now = await change_client_metadata(session, tss_id, CLIENT_ID, {}, {"place": "bar"})
    assert now == {"place": "bar"}
    assert (await session.client.retrieve_client(tss_id, CLIENT_ID)).metadata == now
    newest = (await entries(session, tss_id))[-1]
    assert (newest.operation, newest.target_id) == ("updateClientMetadata", CLIENT_ID)


async def test_forty_others_in_place_of_forty(session: Session, tss_id: str) -> None:
    before = {f"old-{n}": "x" for n in range(ENTRIES_MAX)}
    after = {f"new-{n}": "y" for n in range(ENTRIES_MAX)}
    await change_tss_metadata(session, tss_id, {}, before)
    assert await change_tss_metadata(session, tss_id, before, after) == after


async def test_a_lost_answer_is_looked_for(world: World, session: Session, tss_id: str) -> None:
    world.control.fault("updateTssMetadata", FaultKind.LOST_AFTER, times=None)
    now = await change_tss_metadata(session, tss_id, {}, {"room": "cellar"})
    assert now == {"room": "cellar"}
    assert (await entries(session, tss_id))[-1].outcome == "done"


async def test_what_never_arrived_stays_unknown(
    world: World, session: Session, tss_id: str
) -> None:
    world.control.fault("updateTssMetadata", FaultKind.LOST_BEFORE, times=None)
    with pytest.raises(AnswerLost):
        await change_tss_metadata(session, tss_id, {}, {"room": "cellar"})
    assert (await entries(session, tss_id))[-1].outcome == "unknown"


async def test_a_refusal_is_the_callers(world: World, session: Session, tss_id: str) -> None:
    world.control.fault("updateTssMetadata", FaultKind.STATUS, code="E_TSS_DELETED")
    with pytest.raises(ApiRefused, match="E_TSS_DELETED"):
        await change_tss_metadata(session, tss_id, {}, {"room": "cellar"})
    assert (await session.client.retrieve_tss(tss_id)).state is TssState.INITIALIZED
