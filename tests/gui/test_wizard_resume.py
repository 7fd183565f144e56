"""Cut off anywhere and started again: the right page comes up, with nothing typed left over."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from PySide6.QtWidgets import QLineEdit, QRadioButton

from gui.wizard_stage import BASE_URL, PIN, GuiWorld, Stage, killed, staged
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import TssState
from tse_companion.errors import VaultLocked
from tse_companion.services.setup.flow import Step
from tse_companion.store.secrets import Kind, Place

# The page that is open when the power goes, and the one that comes up afterwards.
COMES_UP = {
    Step.INVENTORY: Step.WELCOME,
    Step.CREATE: Step.CREATE,
    Step.KEEP_PUK: Step.KEEP_PUK,
    Step.PIN: Step.PIN,
    Step.TILL: Step.PIN,  # a PIN that was only chosen is nowhere but in memory
    Step.REVIEW: Step.PIN,
    Step.WORK: Step.RECEIPT,
    Step.RECEIPT: Step.RECEIPT,
    Step.DONE: None,
}


@pytest.mark.parametrize("step", list(COMES_UP))
async def test_the_right_page_comes_up(world: GuiWorld, step: Step) -> None:
    async with killed(world) as stage:
        await stage.begin(practise=True)
        await stage.to(step)
    async with staged(world) as stage:
        await stage.begin()
        expected = COMES_UP[step]
        if expected is None:
            assert stage.controller.wizard is None
            assert stage.window.current_page == "overview"
            return
        stage.expect(expected)
        assert stage.wizard.error is None
        await stage.to(Step.DONE)
        assert world.control.tss(stage.tss_id).state is TssState.INITIALIZED
        assert world.sent("createTss") == 1


@pytest.mark.parametrize("operation", ["createTss", "updateTss", "changeAdminPin", "createClient"])
async def test_cut_off_while_a_request_is_under_way(world: GuiWorld, operation: str) -> None:
    async with killed(world) as stage:
        await stage.begin(practise=True)
        await stage.to(Step.CREATE if operation == "createTss" else Step.REVIEW)
        held = world.staged.hold(operation)
        stage.press("wizard_next")
        await held.arrived.wait()
    async with staged(world) as stage:
        await stage.begin()
        await stage.to(Step.DONE)
        tss = world.control.tss(stage.tss_id)
        assert tss.state is TssState.INITIALIZED
        assert len(tss.clients) == 1
        assert not tss.admin_logged_in


async def test_nothing_typed_is_left_over(world: GuiWorld) -> None:
    async with killed(world) as stage:
        await stage.begin(practise=True)
        await stage.to(Step.PIN)
        await stage.answer()
    async with staged(world) as stage:
        await stage.begin()
        stage.expect(Step.PIN)
        assert [f.text() for f in stage.page.findChildren(QLineEdit)] == ["", "", ""]
        assert PIN not in stage.shown_texts()


async def test_hidden_fields_are_empty_on_every_page(stage: Stage) -> None:
    await stage.begin(practise=True)
    await stage.to(Step.PIN)
    await stage.answer()
    pin, again = stage.field("pin"), stage.field("pin_again")
    await stage.go_on()
    stage.expect(Step.TILL)
    assert (pin.text(), again.text()) == ("", "")


async def test_without_a_connection_the_set_up_waits(world: GuiWorld) -> None:
    async with killed(world) as stage:
        await stage.begin(practise=True)
        await stage.to(Step.PIN)
    async with staged(world) as stage:
        world.network.is_down = True
        await stage.begin()
        stage.assert_told("no_connection")
        assert stage.next.text() == "Try again"
        assert not stage.page.isEnabled()
        world.network.is_down = False
        await stage.go_on()
        stage.expect(Step.PIN)
        assert stage.wizard.error is None


async def test_a_vault_that_is_locked_is_tried_again(world: GuiWorld) -> None:
    async with killed(world) as stage:
        await stage.begin(practise=True)
        await stage.to(Step.PIN)
    async with staged(world) as stage:
        world.vault.problem = VaultLocked()
        await stage.begin()
        stage.assert_told("vault_locked")
        world.vault.problem = None
        await stage.go_on()
        stage.expect(Step.PIN)


async def in_a_shop(world: GuiWorld, step: Step) -> None:
    """A set-up of a shop of its own, cut off at this page."""
    async with killed(world) as stage:
        await stage.begin()
        await stage.go_on()
        await stage.answer()
        await stage.go_on()
        await stage.to(step)


async def test_keys_that_were_changed_meanwhile_are_asked_for(world: GuiWorld) -> None:
    await in_a_shop(world, Step.KEEP_PUK)
    place = next(p for p in world.vault.kept if p.kind is Kind.API_SECRET)
    world.vault.kept[place] = Secret("the-old-one")
    async with staged(world) as stage:
        await stage.begin()
        stage.expect(Step.CONNECT)
        stage.assert_told("http_401")
        assert stage.field("site_name").text() == "Café Anna"
        await stage.answer()
        await stage.go_on()
        stage.expect(Step.KEEP_PUK)


async def test_another_address_costs_no_puk(world: GuiWorld) -> None:
    """What is kept for one address is found under no other: the begun set-up stays at its own."""
    await in_a_shop(world, Step.KEEP_PUK)
    for place in [p for p in world.vault.kept if p.kind is not Kind.ADMIN_PUK]:
        del world.vault.kept[place]
    async with staged(world) as stage:
        begun = stage.tss_id
        await stage.begin()
        stage.expect(Step.CONNECT)
        await stage.answer()
        stage.fill("base_url", "https://other.test/api/v2")
        await stage.enter()
        stage.expect(Step.INVENTORY)
        texts = stage.shown_texts()
        assert "The set-up at the old address stays as a shop of its own" in texts
        assert f"“Café Anna ({urlsplit(BASE_URL).hostname})”" in texts
        await stage.to(Step.DONE)
        assert stage.wizard.setup.draft.tss_id != begun
        await stage.go_on()
        old, new = stage.desk.settings.sites
        assert (old.base_url, new.base_url) == (BASE_URL, "https://other.test/api/v2")
        assert world.vault.kept[Place(begun, Kind.ADMIN_PUK)].same_as(world.control.tss(begun).puk)
        (record,) = await stage.desk.journal.open_setups()
        assert (record.site_id, record.tss_id) == (old.id, begun)


async def test_keys_that_left_the_vault_are_asked_for(world: GuiWorld) -> None:
    await in_a_shop(world, Step.KEEP_PUK)
    for place in [p for p in world.vault.kept if p.kind is not Kind.ADMIN_PUK]:
        del world.vault.kept[place]
    async with staged(world) as stage:
        await stage.begin()
        stage.expect(Step.CONNECT)
        assert stage.wizard.error is None
        await stage.answer()
        await stage.go_on()
        stage.expect(Step.KEEP_PUK)


async def test_a_tss_that_is_over_lets_go_of_the_set_up(world: GuiWorld) -> None:
    await in_a_shop(world, Step.KEEP_PUK)
    async with staged(world) as stage:
        world.control.put_state(stage.tss_id, TssState.DEFECTIVE)
        await stage.begin()
        stage.expect(Step.WELCOME)
        stage.assert_told("tss_unusable")
        assert stage.next.text() == "Next"
        stage.find(QRadioButton, "goal_set_up").click()
        await stage.go_on()
        stage.expect(Step.CONNECT)
    async with staged(world) as stage:
        await stage.begin()
        stage.expect(Step.WELCOME)
        assert stage.wizard.error is None


async def test_a_tss_of_an_empty_vault_is_created_no_second_time(world: GuiWorld) -> None:
    async with killed(world) as stage:
        await stage.begin(practise=True)
        await stage.to(Step.PIN)
        tss_id = stage.tss_id
    del world.vault.kept[Place(tss_id, Kind.ADMIN_PUK)]
    async with staged(world) as stage:
        await stage.begin()
        stage.expect(Step.CREATE)
        await stage.go_on()
        stage.expect(Step.KEEP_PUK)
        assert stage.tss_id == tss_id


async def test_practising_is_not_the_set_up_of_the_shop(world: GuiWorld) -> None:
    await in_a_shop(world, Step.KEEP_PUK)
    async with staged(world) as stage:
        await stage.begin(practise=True)
        stage.expect(Step.INVENTORY)
        assert stage.window.windowTitle().startswith("Practice shop")
