"""A run of cancelling that ends early, and one that is left and found again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton

from gui.open_stage import (
    OLD_TILL,
    PLAIN,
    SITE_ID,
    STUCK,
    OpenStage,
    cafe,
    held_run,
    many,
    opened,
    outcomes,
    set_up,
)
from gui.wizard_stage import GuiWorld, until
from tse_companion.domain.cancelling import RowOutcome
from tse_companion.errors import JournalUnwritable
from tse_companion.gui.pages.cancel_run import RunState
from tse_companion.gui.texts import words
from tse_companion.services.transactions.batches import create_batch, open_batches
from tse_companion.store.secrets import Kind, Place
from tse_companion.store.settings import Settings, SettingsFile

# --- what ends a run early --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "code"),
    [(403, "E_ACCESS_DENIED"), (423, "E_CERTIFICATE_EXPIRED"), (401, None)],
)
async def test_a_refusal_that_stays_ends_the_run_in_words(
    world: GuiWorld, status: int, code: str | None
) -> None:
    async with opened(world) as open_:
        fault = world.control.fault(
            "upsertTransaction", "status", status=status, code=code, nth=2, times=None
        )
        await open_.run()
        run = open_.shop.run
        assert run is not None
        assert run.state is RunState.FAILED
        assert run.error is not None
        said = words(run.error)
        for sentence in (said.title, said.meaning, said.remedy):
            assert sentence in open_.texts()
        assert outcomes(open_)[RowOutcome.CANCELLED] == 1
        world.control.clear(fault)
        await open_.press("run_continue")
        assert outcomes(open_) == {RowOutcome.CANCELLED: PLAIN, RowOutcome.SKIPPED: OLD_TILL}


async def test_a_lost_connection_ends_the_run_and_it_goes_on_later(world: GuiWorld) -> None:
    async with opened(world) as open_:
        held = await held_run(open_)
        world.network.is_down = True
        held.release()
        await open_.stage.settle()
        run = open_.shop.run
        assert run is not None
        assert run.state is RunState.FAILED
        world.network.is_down = False
        await open_.press("run_continue")
        assert outcomes(open_) == {RowOutcome.CANCELLED: PLAIN, RowOutcome.SKIPPED: OLD_TILL}


def make_read_only(open_: OpenStage, is_on: bool) -> None:
    """The journal's disk is full, or has room again."""
    db = open_.stage.desk.journal._journal._db
    db.execute(f"PRAGMA query_only = {int(is_on)}")


async def test_without_a_journal_nothing_is_sent(world: GuiWorld) -> None:
    async with opened(world) as open_:
        make_read_only(open_, True)
        await open_.run()
        make_read_only(open_, False)
        assert open_.shop.run is None
        assert isinstance(open_.shop.error, JournalUnwritable)
        assert words(open_.shop.error).title in open_.texts()
        assert world.sent("upsertTransaction") == 0


async def test_a_disk_that_fills_up_ends_the_run_in_words(world: GuiWorld) -> None:
    async with opened(world) as open_:
        held = await held_run(open_)
        make_read_only(open_, True)
        held.release()
        await open_.stage.settle()
        run = open_.shop.run
        assert run is not None
        assert run.state is RunState.FAILED
        assert isinstance(run.error, JournalUnwritable)
        assert words(run.error).remedy in open_.texts()
        make_read_only(open_, False)
        await open_.press("run_continue")
        assert outcomes(open_) == {RowOutcome.CANCELLED: PLAIN, RowOutcome.SKIPPED: OLD_TILL}
        assert world.sent("upsertTransaction") == PLAIN


# --- going away and coming back ---------------------------------------------------------------


async def test_a_run_goes_on_while_another_page_is_shown(world: GuiWorld) -> None:
    async with opened(world) as open_:
        held = await held_run(open_)
        open_.stage.window.show_page("overview")
        held.release()
        await until(lambda: RowOutcome.PENDING not in outcomes(open_))
        await open_.stage.settle()
        await open_.show()
        assert f"{PLAIN} cancelled" in open_.texts()


async def test_a_run_goes_on_while_another_shop_is_shown(world: GuiWorld) -> None:
    other = replace(set_up(world, many(3)), id=SITE_ID[:-1] + "b", name="Markt")
    mine = set_up(world, cafe)
    for kind in (Kind.API_KEY, Kind.API_SECRET):
        world.vault.kept[Place(other.id, kind)] = world.vault.kept[Place(mine.id, kind)]
    SettingsFile(world.folders.settings).save(Settings(sites=(mine, other), current_site=mine.id))
    async with opened(world, None) as open_:
        held = await held_run(open_)
        open_.stage.controller.choose_site(other.id)
        await until(lambda: len(open_.rows) == 3 and not open_.shop.is_loading)
        assert open_.page.run_card.isHidden()
        assert open_.page.choosing.isVisible()
        held.release()
        (busy,) = (shop for shop in open_.desk.shops if shop.session.site.id == mine.id)
        await until(lambda: busy.run is not None and busy.run.is_over)
        open_.stage.controller.choose_site(mine.id)
        await open_.stage.settle()
        assert f"{PLAIN} cancelled" in open_.texts()


async def test_closing_the_window_stops_after_the_one_being_written(world: GuiWorld) -> None:
    async with opened(world) as open_:
        held = await held_run(open_)
        session = open_.shop.session
        await open_.stage.controller.tasks.aclose(0.5)
        held.release()
        await open_.stage.desk.writes.finish()
        assert world.sent("upsertTransaction") == 1
        (batch,) = await open_batches(session)
        assert batch.count(RowOutcome.CANCELLED) == 1
    async with opened(world, None) as open_:
        told = open_.texts()
        assert f"Cancelling was interrupted: 1 of {STUCK - OLD_TILL} done." in told
        assert "Reason: Till crashed" in told
        await open_.press("run_continue")
        assert outcomes(open_) == {RowOutcome.CANCELLED: PLAIN, RowOutcome.SKIPPED: OLD_TILL}
        assert world.sent("upsertTransaction") == PLAIN  # each once


async def test_each_interrupted_run_has_its_turn(world: GuiWorld) -> None:
    async with opened(world) as open_:
        session, shop = open_.shop.session, open_.shop
        stuck = [row.key for row in open_.rows if row.is_chosen and not row.is_deregistered]
        for key in stuck[:3]:
            await create_batch(session, shop.plan(frozenset({key}), False), f"Reason of {key}")
        reasons = [batch.reason for batch in await open_batches(session)]
    async with opened(world, None) as open_:
        # The oldest is shown, and how many more there are.
        told = open_.texts()
        assert f"Reason: {reasons[0]}" in told
        assert "2 more runs were interrupted; their turn comes after this one." in told
        await open_.press("run_give_up")
        told = open_.texts()
        assert "0 cancelled, 1 left alone." in told
        assert "2 more runs were interrupted" in told
        close = open_.find(QPushButton, "run_close")
        assert close.text() == "Go to the next interrupted run"
        await open_.press("run_close")
        told = open_.texts()
        assert f"Reason: {reasons[1]}" in told
        assert "1 more run was interrupted; its turn comes after this one." in told
        assert open_.find(QPushButton, "run_continue").hasFocus()
        # What became of the one before stands in no row any more.
        assert {row.outcome for row in open_.rows} == {None}
        await open_.press("run_continue")
        assert "1 cancelled." in open_.texts()
        await open_.press("run_close")
        assert f"Reason: {reasons[2]}" in open_.texts()
        assert "interrupted; " not in open_.texts()
        await open_.press("run_continue")
        assert close.text() == "Close"
        await open_.press("run_close")
        assert open_.page.run_card.isHidden()
        assert await open_batches(open_.shop.session) == ()
        assert world.sent("upsertTransaction") == 2


async def test_a_journal_that_cannot_be_read_keeps_no_ended_run_in_sight(world: GuiWorld) -> None:
    async with opened(world) as open_:
        await open_.run()
        db = open_.stage.desk.journal._journal._db
        db.execute("ALTER TABLE batches RENAME TO elsewhere")
        await open_.press("run_close")
        assert open_.page.run_card.isHidden()
        assert isinstance(open_.shop.error, JournalUnwritable)
        assert words(open_.shop.error).title in open_.texts()


async def test_many_are_cancelled_one_after_the_other(world: GuiWorld) -> None:
    async with opened(world, many(20)) as open_:
        open_.shop.by_hand = dict.fromkeys(open_.shop.rows, True)
        await open_.desk.show_all(open_.shop)
        await open_.ask()
        await open_.press("plan_sure")
        await open_.go()
        await open_.stage.settle()
        assert outcomes(open_) == {RowOutcome.CANCELLED: 20}
        assert open_.count_chosen() == 0
        await open_.press("run_close")
        assert "Nothing is open" in open_.texts()
