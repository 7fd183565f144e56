"""Welcome, access and inventory: what may be pressed, what is told, and the way on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QRadioButton

from gui.wizard_stage import BASE_URL, GuiWorld, Stage, click, named, staged, until
from tse_companion.domain.models import Env, TssState
from tse_companion.errors import (
    VaultLocked,
    VaultMissing,
    VaultProblem,
    VaultRefused,
    VaultTooLong,
    VaultUnreliable,
)
from tse_companion.gui.dialogs import ErrorDialog
from tse_companion.services.desk import MIDDLEWARE_URL
from tse_companion.services.setup.flow import Step
from tse_companion.store.secrets import Kind, Place

VAULT_PROBLEMS = (VaultMissing, VaultLocked, VaultRefused, VaultUnreliable, VaultTooLong)


async def at_connect(stage: Stage) -> None:
    await stage.begin()
    await stage.go_on()
    stage.expect(Step.CONNECT)


# --- access ----------------------------------------------------------------------------------


async def test_access_needs_every_answer(stage: Stage) -> None:
    await at_connect(stage)
    assert stage.field("base_url").text() == MIDDLEWARE_URL == BASE_URL
    assert not stage.next.isEnabled()
    await stage.answer()
    assert stage.next.isEnabled()
    for name in ("site_name", "api_key", "api_secret", "base_url"):
        before = stage.field(name).text()
        stage.fill(name, "  ")
        assert not stage.next.isEnabled(), name
        stage.fill(name, before)
    assert stage.next.isEnabled()


async def test_key_and_secret_are_kept_once_the_service_took_them(stage: Stage) -> None:
    await at_connect(stage)
    await stage.answer()
    await stage.go_on()
    stage.expect(Step.INVENTORY)
    site = stage.desk.settings.site()
    assert site is not None
    assert (site.name, site.env) == ("Café Anna", "TEST")
    kept = stage.world.vault.kept
    assert kept[Place(site.id, Kind.API_KEY)].reveal() == stage.world.sandbox.api_key
    assert kept[Place(site.id, Kind.API_SECRET)].reveal() == stage.world.sandbox.api_secret
    assert "Café Anna" in stage.window.windowTitle()
    assert "Test" in stage.window.windowTitle()


async def test_a_wrong_secret_is_told_and_may_be_entered_again(stage: Stage) -> None:
    await at_connect(stage)
    await stage.answer()
    stage.fill("api_secret", "not-the-secret")
    await stage.go_on()
    stage.expect(Step.CONNECT)
    stage.assert_told("http_401")
    assert "Check API key and API secret" in stage.shown_texts()
    assert stage.world.vault.kept == {}
    assert stage.desk.settings.sites == ()
    stage.fill("api_secret", stage.world.sandbox.api_secret)
    await stage.go_on()
    stage.expect(Step.INVENTORY)
    assert stage.wizard.error is None


async def test_without_a_connection_nothing_typed_is_lost(stage: Stage) -> None:
    await at_connect(stage)
    await stage.answer()
    stage.world.network.is_down = True
    await stage.go_on()
    stage.assert_told("no_connection")
    assert stage.field("api_secret").text() == stage.world.sandbox.api_secret
    stage.world.network.is_down = False
    await stage.go_on()
    stage.expect(Step.INVENTORY)


async def test_an_address_that_is_not_safe_is_refused(stage: Stage) -> None:
    await at_connect(stage)
    await stage.answer()
    stage.fill("base_url", "http://example.org/api/v2")
    await stage.go_on()
    stage.assert_told("address_unsafe")
    assert stage.world.control.requests == ()
    stage.fill("base_url", BASE_URL)
    await stage.go_on()
    stage.expect(Step.INVENTORY)


@pytest.mark.parametrize("problem", VAULT_PROBLEMS)
async def test_a_vault_that_does_not_work_is_told_and_tried_again(
    stage: Stage, problem: type[VaultProblem]
) -> None:
    await at_connect(stage)
    await stage.answer()
    stage.world.vault.problem = problem()
    await stage.go_on()
    stage.expect(Step.CONNECT)
    stage.assert_told(problem())
    stage.world.vault.problem = None
    await stage.go_on()
    stage.expect(Step.INVENTORY)


async def test_leaving_the_page_empties_the_secret(stage: Stage) -> None:
    await at_connect(stage)
    await stage.answer()
    await stage.do("wizard_back")
    stage.expect(Step.WELCOME)
    await stage.go_on()
    assert stage.field("api_secret").text() == ""
    assert stage.field("site_name").text() == "Café Anna"
    assert stage.world.control.requests == ()


async def test_a_live_key_may_follow_a_test_key(stage: Stage) -> None:
    await at_connect(stage)
    await stage.answer()
    await stage.go_on()
    await stage.do("wizard_back")
    stage.world.staged.env = Env.LIVE
    await stage.answer()
    await stage.go_on()
    stage.expect(Step.INVENTORY)
    assert stage.wizard.error is None
    assert "Live" in stage.window.windowTitle()


async def test_a_key_of_another_environment_does_not_reach_the_old_set_up(
    world: GuiWorld,
) -> None:
    async with staged(world) as stage:
        await at_connect(stage)
        await stage.answer()
        await stage.go_on()
        await stage.go_on()
        stage.expect(Step.CREATE)
    kept = dict(world.vault.kept)
    world.vault.kept.clear()
    async with staged(world) as stage:
        await stage.begin()
        stage.expect(Step.CONNECT)
        assert stage.field("site_name").text() == "Café Anna"
        world.staged.env = Env.LIVE
        await stage.answer()
        await stage.go_on()
        stage.assert_told("environment_changed")
        assert world.vault.kept == {}
        world.staged.env = Env.TEST
        await stage.go_on()
        stage.expect(Step.CREATE)
        assert world.vault.kept.keys() == kept.keys()


async def test_details_tell_code_time_and_request(stage: Stage) -> None:
    await at_connect(stage)
    await stage.answer()
    stage.fill("api_secret", "not-the-secret")
    await stage.go_on()
    click(named(stage.wizard, "Details"))
    await until(lambda: stage.dialogs())
    dialog = stage.dialogs()[0]
    assert isinstance(dialog, ErrorDialog)
    error = stage.wizard.error
    assert error is not None
    assert error.request_id
    assert f"code: {error.code}" in dialog.details()
    assert f"request: {error.request_id}" in dialog.details()
    click(named(dialog, "Details"))
    assert error.request_id in stage.shown_texts(dialog)
    stage.key(Qt.Key.Key_Escape)
    await stage.settle()
    assert stage.dialogs() == []
    stage.expect(Step.CONNECT)


# --- inventory -------------------------------------------------------------------------------


async def test_a_new_one_is_offered_where_nothing_is(stage: Stage) -> None:
    await stage.begin(practise=True)
    stage.expect(Step.INVENTORY)
    assert stage.find(QRadioButton, "tss_new").isChecked()
    assert stage.next.isEnabled()
    assert "0 of 5 test TSEs" in stage.shown_texts()


async def test_a_list_that_cannot_be_had_is_asked_for_again(stage: Stage) -> None:
    await at_connect(stage)
    await stage.answer()
    stage.world.control.fault("listTss", "status", status=503, code="E_TSS_LOCKED", times=3)
    await stage.go_on()
    stage.expect(Step.INVENTORY)
    stage.assert_told("E_TSS_LOCKED")
    assert stage.next.text() == "Try again"
    await stage.go_on()
    stage.expect(Step.INVENTORY)
    assert stage.wizard.error is None
    assert stage.next.text() == "Next"
    assert stage.find(QRadioButton, "tss_new").isEnabled()


async def test_a_pause_that_the_service_asks_for_is_kept_and_told(stage: Stage) -> None:
    await at_connect(stage)
    await stage.answer()
    control = stage.world.control
    control.fault("listTss", "status", status=503, code="E_TSS_LOCKED", retry_after=7, times=3)
    await stage.go_on()
    assert stage.world.pauses == [7, 7]
    stage.assert_told("E_TSS_LOCKED")
    assert "wait 7 seconds" in stage.shown_texts()


async def test_five_test_tses_are_explained_before_the_limit_hits(stage: Stage) -> None:
    stage.world.control.fill_tss_quota()
    await stage.begin(practise=True)
    stage.expect(Step.INVENTORY)
    assert "Five test TSEs are in use" in stage.shown_texts()
    new = stage.find(QRadioButton, "tss_new")
    assert not new.isEnabled()
    assert not new.isChecked()
    assert not stage.next.isEnabled()
    assert stage.world.sent("createTss") == 0


async def test_the_way_on_when_the_limit_is_reached_meanwhile(stage: Stage) -> None:
    await stage.begin(practise=True)
    await stage.go_on()
    stage.expect(Step.CREATE)
    stage.world.control.fill_tss_quota()
    await stage.go_on()
    stage.expect(Step.CREATE)
    stage.assert_told("E_TSS_LIMIT_REACHED")
    await stage.do("wizard_back")
    stage.expect(Step.INVENTORY)
    assert not stage.find(QRadioButton, "tss_new").isChecked()
    assert not stage.next.isEnabled()
    first = stage.world.control.tss_ids()[0]
    stage.find(QRadioButton, f"tss_{first}").click()
    await stage.go_on()
    stage.expect(Step.CREATE)
    await stage.go_on()
    stage.expect(Step.KEEP_PUK)
    assert len(stage.world.control.tss_ids()) == 5


async def test_too_many_in_one_day_is_told(stage: Stage) -> None:
    await stage.begin(practise=True)
    await stage.go_on()
    stage.world.control.fault("createTss", "status", status=403, code="E_TSS_LIMIT_PER_DAY_REACHED")
    await stage.go_on()
    stage.assert_told("E_TSS_LIMIT_PER_DAY_REACHED")
    await stage.go_on()
    stage.expect(Step.KEEP_PUK)


async def test_what_is_over_cannot_be_chosen(stage: Stage) -> None:
    stage.world.control.fill_tss_quota()
    gone, *rest = stage.world.control.tss_ids()
    stage.world.control.put_state(gone, TssState.DEFECTIVE)
    await stage.begin(practise=True)
    assert not stage.find(QRadioButton, f"tss_{gone}").isEnabled()
    assert stage.find(QRadioButton, f"tss_{rest[0]}").isEnabled()
    assert not stage.next.isEnabled()
    usable = {f"tss_{tss_id}" for tss_id in rest} | {"tss_new"}
    walked: set[str] = set()
    while (focus := QApplication.focusWidget()) and focus.objectName() not in walked:
        walked.add(focus.objectName())
        stage.key(Qt.Key.Key_Down)
    assert walked == usable
    stage.key(Qt.Key.Key_Space)
    assert stage.next.isEnabled()


async def test_connecting_offers_no_new_one(stage: Stage) -> None:
    await stage.begin()
    stage.find(QRadioButton, "goal_connect").click()
    await stage.go_on()
    await stage.answer()
    await stage.go_on()
    stage.expect(Step.INVENTORY)
    assert not stage.find(QRadioButton, "tss_new").isVisible()
    assert not stage.next.isEnabled()


async def test_coming_back_the_choice_still_stands(stage: Stage) -> None:
    stage.world.control.fill_tss_quota()
    chosen = f"tss_{stage.world.control.tss_ids()[2]}"
    await stage.begin(practise=True)
    stage.find(QRadioButton, chosen).click()
    await stage.do("wizard_back")
    await stage.answer()
    await stage.go_on()
    stage.expect(Step.INVENTORY)
    assert stage.find(QRadioButton, chosen).isChecked()
    assert stage.next.isEnabled()
