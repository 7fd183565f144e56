"""A TSS that is to be replaced: is everything it signed exported, and the file saved?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from services.conftest import World
from services.steps import PIN, make_tss
from tse_companion.domain.disabling import DisableFinding
from tse_companion.domain.models import TssState
from tse_companion.errors import AppError
from tse_companion.services import exports
from tse_companion.services.desk import Session
from tse_companion.services.setup.last_export import LastExport, missing_export

F = DisableFinding


@pytest.fixture
async def shop(world: World, session: Session, tss_id: str) -> Session:
    session.site = replace(session.site, tss_id=tss_id)
    world.when_pausing = world.control.clock.advance
    return session


async def exported(session: Session) -> str:
    """A completed export of everything so far; its id."""
    begun = await exports.begin(session)
    looks = 0
    while await exports.pause_before_next_look(session, await exports.load(session), looks):
        looks += 1
    return begun.id


async def disable(session: Session) -> None:
    """As a person does: the service notes when."""
    tss_id = session.site.tss_id or ""
    await session.client.authenticate_admin(tss_id, PIN)
    await session.client.update_tss(tss_id, TssState.DISABLED)


async def missing(session: Session) -> LastExport | None:
    return await missing_export(session, session.site.tss_id)


async def test_one_that_holds_all_has_to_be_made_and_saved(
    world: World, shop: Session, tmp_path: Path
) -> None:
    assert await missing(shop) == LastExport(F.NO_EXPORT, can_be_made=True)
    early = await exported(shop)
    await exports.save(shop, early, tmp_path / "early.tar", lambda *_: None)
    world.control.clock.advance(60)
    await disable(shop)
    assert await missing(shop) == LastExport(F.EXPORT_OLD, can_be_made=True)
    last = await exported(shop)
    assert await missing(shop) == LastExport(F.EXPORT_NOT_VERIFIED, can_be_made=True)
    await exports.save(shop, last, tmp_path / "last.tar", lambda *_: None)
    assert await missing(shop) is None


async def test_one_whose_certificate_ran_out_signs_no_more_since_then(
    world: World, shop: Session, tmp_path: Path
) -> None:
    early = await exported(shop)
    await exports.save(shop, early, tmp_path / "early.tar", lambda *_: None)
    world.control.clock.advance(60)
    world.control.end_certificate(shop.site.tss_id or "")
    assert await missing(shop) == LastExport(F.EXPORT_OLD, can_be_made=True)


@pytest.mark.parametrize("state", [TssState.DEFECTIVE, TssState.EVICTED, TssState.DELETED])
async def test_one_that_makes_no_export_any_more(
    world: World, shop: Session, state: TssState
) -> None:
    world.control.put_state(shop.site.tss_id or "", state)
    assert await missing(shop) == LastExport(F.NO_EXPORT, can_be_made=False)


async def test_exports_that_are_refused_are_not_there(world: World, shop: Session) -> None:
    world.control.fault("listExports", "status", status=423, code="E_TSS_DELETED")
    found = await missing(shop)
    assert found is not None and found.finding is F.NO_EXPORT


async def test_what_cannot_be_asked_is_said(world: World, shop: Session) -> None:
    world.control.fault("listExports", "lost_before", times=9)
    with pytest.raises(AppError):
        await missing(shop)


async def test_nothing_is_missing_of_one_that_never_was_in_service(
    world: World, session: Session
) -> None:
    tss_id = await make_tss(session, TssState.UNINITIALIZED)
    session.site = replace(session.site, tss_id=tss_id)
    world.control.put_state(tss_id, TssState.DISABLED)
    assert await missing(session) is None


async def test_nothing_is_asked_where_none_is_replaced(world: World, shop: Session) -> None:
    sent = len(world.control.requests)
    assert await missing_export(shop, None) is None
    assert await missing_export(shop, "another") is None
    assert len(world.control.requests) == sent
