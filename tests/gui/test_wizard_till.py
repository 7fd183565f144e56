"""Till, review and work: a Kassen-ID that holds, and a list that can be run until all is done."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QRadioButton

from gui.wizard_stage import BASE_URL, GuiWorld, Stage, staged
from services.steps import CLIENT_ID, PIN, make_tss
from tse_companion.domain.models import ClientState, Env, TssState
from tse_companion.domain.serials import SERIAL_MAX, SerialFlaw
from tse_companion.gui.texts import serial_flaw_word
from tse_companion.gui.widgets import StepList, StepState
from tse_companion.gui.wizard.till import WorkPage
from tse_companion.services.setup.flow import Step
from tse_companion.services.setup.work import Work


async def at(stage: Stage, step: Step) -> None:
    await stage.begin(practise=True)
    await stage.to(step)


async def on_existing(stage: Stage) -> str:
    """The till page of a TSS that is in service already."""
    await stage.begin(practise=True)
    site = stage.desk.settings.site()
    assert site is not None
    tss_id = await make_tss(await stage.desk.connect(site))
    await stage.do("wizard_back")
    await stage.answer()
    await stage.go_on()
    stage.find(QRadioButton, f"tss_{tss_id}").click()
    await stage.go_on()
    stage.expect(Step.TILL)
    return tss_id


# --- the Kassen-ID ---------------------------------------------------------------------------

FLAWS = {
    "K/1": SerialFlaw.SLASH,
    "K_1": SerialFlaw.UNDERSCORE,
    " K1": SerialFlaw.EDGE_BLANK,
    "K1 ": SerialFlaw.EDGE_BLANK,
    "K" * (SERIAL_MAX + 1): SerialFlaw.TOO_LONG,
    "Kä1€": SerialFlaw.CHARACTER,
}


async def test_a_flaw_is_told_while_typing_and_holds_the_page(stage: Stage) -> None:
    await at(stage, Step.TILL)
    assert not stage.next.isEnabled()
    for serial, flaw in FLAWS.items():
        stage.fill("serial_number", serial)
        told = serial_flaw_word(flaw, characters="ä€")
        assert told in stage.shown_texts(), serial
        await stage.go_on()
        stage.expect(Step.TILL)
        assert told in stage.shown_texts(), serial
    stage.fill("serial_number", "Kasse 1 (Theke)")
    assert told not in stage.shown_texts()
    assert "Kassen-ID: Kasse 1 (Theke)" in stage.shown_texts()
    await stage.go_on()
    stage.expect(Step.REVIEW)


async def test_a_kassen_id_that_is_taken_is_refused(stage: Stage) -> None:
    await on_existing(stage)
    stage.find(QRadioButton, "till_new").click()
    stage.fill("serial_number", "KASSE-1")
    await stage.go_on()
    stage.expect(Step.TILL)
    assert serial_flaw_word(SerialFlaw.TAKEN) in stage.shown_texts()
    stage.fill("serial_number", "KASSE-2")
    await stage.go_on()
    stage.expect(Step.PIN)


async def test_an_existing_till_is_taken_without_any_change(stage: Stage) -> None:
    await on_existing(stage)
    before = stage.world.changes()
    stage.find(QRadioButton, f"till_{CLIENT_ID}").click()
    assert not stage.field("serial_number").isVisible()
    await stage.go_on()
    stage.expect(Step.RECEIPT)
    await stage.do("receipt_skip")
    stage.expect(Step.DONE)
    assert stage.world.changes() == before


async def test_a_deregistered_till_is_registered_again(stage: Stage) -> None:
    await on_existing(stage)
    tss_id = stage.tss_id
    session = stage.desk.sessions()[0]
    await session.client.authenticate_admin(tss_id, PIN)
    await session.client.update_client(tss_id, CLIENT_ID, ClientState.DEREGISTERED)
    await session.client.logout_admin(tss_id)
    await stage.do("wizard_back")
    await stage.go_on()
    stage.expect(Step.TILL)
    card = stage.find(QRadioButton, f"till_{CLIENT_ID}")
    assert "registered again" in card.accessibleDescription()
    card.click()
    await stage.go_on()
    stage.expect(Step.PIN)
    stage.fill("pin", PIN.reveal())
    await stage.to(Step.RECEIPT)
    (till,) = stage.world.control.tss(tss_id).clients
    assert till.state is ClientState.REGISTERED


async def test_tills_that_cannot_be_read_are_asked_for_again(stage: Stage) -> None:
    await on_existing(stage)
    await stage.do("wizard_back")
    stage.world.control.fault("listClients", "lost_before", times=3)
    await stage.go_on()
    stage.expect(Step.TILL)
    stage.assert_told("answer_lost")
    assert stage.next.text() == "Try again"
    assert not stage.page.isEnabled()  # a Kassen-ID could be taken without our knowing
    await stage.go_on()
    assert stage.find(QRadioButton, f"till_{CLIENT_ID}").isVisible()


# --- review ----------------------------------------------------------------------------------


async def test_the_review_shows_what_was_chosen(stage: Stage) -> None:
    await at(stage, Step.REVIEW)
    texts = stage.shown_texts()
    for fact in ("Practice shop", "KASSE-1", stage.tss_id, "confirmed from paper"):
        assert fact in texts
    assert stage.world.sent("updateTss") == 0


async def test_live_asks_for_the_word_before_what_is_final(stage: Stage) -> None:
    stage.world.staged.env = Env.LIVE
    await stage.begin()
    await stage.go_on()
    await stage.answer()
    await stage.go_on()
    stage.expect(Step.INVENTORY)
    await stage.go_on()
    stage.expect(Step.CREATE)
    for word in ("", "live", "LIVE!"):
        stage.fill("live_word", word)
        assert not stage.next.isEnabled()
    stage.fill("live_word", "LIVE")
    await stage.go_on()
    for step in (Step.KEEP_PUK, Step.PIN, Step.TILL):
        stage.expect(step)
        await stage.answer()
        await stage.go_on()
    stage.expect(Step.REVIEW)
    assert not stage.next.isEnabled()
    stage.fill("live_word", "LIVE")
    assert stage.next.isEnabled()


# --- the work --------------------------------------------------------------------------------


def states(stage: Stage) -> dict[str, StepState]:
    page = stage.page
    assert isinstance(page, WorkPage)
    steps = page.findChild(StepList)
    assert steps is not None
    return {work.value: steps.state(work.value) for work in Work}


async def test_every_line_is_done(stage: Stage) -> None:
    await at(stage, Step.WORK)
    assert set(states(stage).values()) == {StepState.DONE}
    assert stage.next.text() == "Next"
    assert "Ready" in stage.shown_texts()


@pytest.mark.parametrize(
    ("operation", "nth", "line"),
    [
        ("updateTss", 1, "deploy"),
        ("changeAdminPin", 1, "set_pin"),
        ("authenticateAdmin", 1, "log_in"),
        ("updateTss", 2, "initialize"),
        ("createClient", 1, "register"),
        ("logoutAdmin", 1, "log_out"),
    ],
)
async def test_a_line_that_fails_is_shown_and_run_again(
    stage: Stage, operation: str, nth: int, line: str
) -> None:
    await at(stage, Step.REVIEW)
    stage.world.control.fault(operation, "status", nth=nth, status=409, code="E_TSS_LOCKED")
    await stage.go_on()
    stage.expect(Step.WORK)
    stage.assert_told("E_TSS_LOCKED")
    assert states(stage)[line] is StepState.FAILED
    assert stage.next.text() == "Try again"
    assert stage.button("wizard_back").isVisible()
    await stage.go_on()
    assert stage.wizard.error is None
    assert set(states(stage).values()) == {StepState.DONE}
    tss = stage.world.control.tss(stage.tss_id)
    assert tss.state is TssState.INITIALIZED
    assert not tss.admin_logged_in
    assert len(tss.clients) == 1


async def test_without_a_connection_the_work_waits(stage: Stage) -> None:
    await at(stage, Step.REVIEW)
    stage.world.network.is_down = True
    await stage.go_on()
    stage.assert_told("no_connection")
    before = stage.world.control.requests
    await stage.do("wizard_back")
    stage.expect(Step.REVIEW)
    assert stage.world.control.requests == before
    stage.world.network.is_down = False
    await stage.go_on()
    assert stage.wizard.error is None
    assert stage.world.sent("createTss") == 1


async def test_work_that_is_done_is_not_done_again(stage: Stage) -> None:
    await at(stage, Step.WORK)
    before = stage.world.changes()
    await stage.do("wizard_back")
    await stage.go_on()
    stage.expect(Step.WORK)
    assert stage.wizard.error is None
    again = stage.world.changes()[len(before) :]
    assert set(again) <= {"authenticateAdmin", "logoutAdmin"}


async def test_a_shop_of_its_own_goes_all_the_way(world: GuiWorld) -> None:
    async with staged(world) as stage:
        await stage.begin()
        await stage.go_on()
        await stage.answer()
        await stage.go_on()
        await stage.to(Step.DONE)
        site = stage.desk.settings.site()
        assert site is not None
        assert (site.kind, site.base_url, site.name) == ("service", BASE_URL, "Café Anna")
        assert site.tss_id == stage.tss_id
