"""Creating, keeping the PUK, choosing the PIN: nothing is lost, nothing is made twice."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QLabel, QRadioButton

from gui.wizard_stage import PIN, GuiWorld, Stage, staged, until
from services.steps import make_tss
from tse_companion.domain.credentials import PinFlaw, Secret
from tse_companion.domain.models import TssState
from tse_companion.errors import VaultLocked, VaultRefused
from tse_companion.gui.texts import pin_flaw_word
from tse_companion.gui.wizard.keys import KeepPukPage
from tse_companion.services.setup.flow import Step
from tse_companion.store.secrets import Kind, Place
from tse_companion.store.settings import Site

HIDDEN = "●"


async def at(stage: Stage, step: Step) -> None:
    await stage.begin(practise=True)
    await stage.to(step)


def puk_shown(stage: Stage) -> str:
    return "".join(stage.find(QLabel, "puk").text().split())


# --- create ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["lost_after", "lost_before"])
async def test_an_answer_lost_for_good_is_told_and_pressed_again(stage: Stage, kind: str) -> None:
    await at(stage, Step.CREATE)
    stage.world.control.fault("createTss", kind, times=3)
    stage.world.control.fault("retrieveTss", "lost_before", times=3)
    await stage.go_on()
    stage.expect(Step.CREATE)
    stage.assert_told("answer_lost")
    assert "not certain yet" in stage.shown_texts()
    await stage.go_on()
    stage.expect(Step.KEEP_PUK)
    puk = stage.world.control.tss(stage.tss_id).puk
    assert stage.world.vault.kept[Place(stage.tss_id, Kind.ADMIN_PUK)].same_as(puk)


async def test_a_vault_that_refuses_the_puk_stops_the_set_up(stage: Stage) -> None:
    await at(stage, Step.CREATE)
    stage.world.vault.problem = VaultRefused()
    await stage.go_on()
    stage.expect(Step.CREATE)
    stage.assert_told("vault_refused")
    stage.world.vault.problem = None
    await stage.go_on()
    stage.expect(Step.KEEP_PUK)
    assert len(stage.world.control.tss_ids()) == 1


async def test_no_way_back_over_the_creation(stage: Stage) -> None:
    await at(stage, Step.CREATE)
    assert stage.button("wizard_back").isVisible()
    await stage.go_on()
    stage.expect(Step.KEEP_PUK)
    assert not stage.button("wizard_back").isVisible()
    stage.wizard.go_back()
    await stage.settle()
    stage.expect(Step.KEEP_PUK)


async def test_going_back_sends_no_change(stage: Stage) -> None:
    await at(stage, Step.REVIEW)
    before = stage.world.changes()
    for step in (Step.TILL, Step.PIN, Step.KEEP_PUK):
        await stage.do("wizard_back")
        stage.expect(step)
    assert stage.world.changes() == before
    await stage.to(Step.REVIEW)
    assert stage.world.changes() == before


# --- the PUK ---------------------------------------------------------------------------------


async def test_the_puk_is_shown_on_purpose_and_hidden_again(stage: Stage) -> None:
    await at(stage, Step.KEEP_PUK)
    puk = stage.world.control.tss(stage.tss_id).puk.reveal()
    assert set(puk_shown(stage)) == {HIDDEN}
    await stage.do("puk_show")
    assert puk_shown(stage) == puk
    await stage.do("puk_show")
    assert set(puk_shown(stage)) == {HIDDEN}


async def test_the_puk_hides_by_itself(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KeepPukPage, "SHOWN_MS", 30_000)
    await at(stage, Step.KEEP_PUK)
    timer = next(t for t in stage.page.findChildren(QTimer) if t.interval() == 30_000)
    timer.setInterval(0)
    await stage.do("puk_show")
    await until(lambda: set(puk_shown(stage)) == {HIDDEN})
    assert stage.button("puk_show").text() == "Show the PUK"


async def test_leaving_the_page_hides_the_puk(stage: Stage) -> None:
    await at(stage, Step.KEEP_PUK)
    await stage.do("puk_show")
    label = stage.find(QLabel, "puk")
    await stage.answer()
    await stage.go_on()
    stage.expect(Step.PIN)
    assert set("".join(label.text().split())) == {HIDDEN}
    await stage.do("wizard_back")
    assert stage.field("puk_characters").text() == ""


async def test_wrong_characters_are_told_and_typed_again(stage: Stage) -> None:
    await at(stage, Step.KEEP_PUK)
    assert not stage.next.isEnabled()
    right = await stage.puk_answer()
    wrong = "".join("X" if letter != "X" else "Y" for letter in right)
    stage.fill("puk_characters", wrong[:3])
    assert not stage.next.isEnabled()
    stage.fill("puk_characters", wrong)
    await stage.go_on()
    stage.expect(Step.KEEP_PUK)
    told = "That is not what the sheet says."
    assert told in stage.shown_texts()
    assert stage.wizard.error is None
    stage.fill("puk_characters", " ".join(right).lower())
    assert told not in stage.shown_texts()
    await stage.go_on()
    stage.expect(Step.PIN)


async def test_a_vault_that_is_locked_when_the_page_opens(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await at(stage, Step.CREATE)
    vault = stage.world.vault
    kept = vault.get
    calls = 0

    def locked_later(place: Place) -> Secret | None:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise VaultLocked
        return kept(place)

    monkeypatch.setattr(vault, "get", locked_later)
    await stage.go_on()
    stage.expect(Step.KEEP_PUK)
    stage.assert_told("vault_locked")
    assert stage.next.text() == "Try again"
    await stage.go_on()
    assert stage.wizard.error is None
    await stage.answer()
    await stage.go_on()
    stage.expect(Step.PIN)


# --- the PIN ---------------------------------------------------------------------------------

WEAK = {
    "12345": PinFlaw.TOO_SHORT,
    "x" * 33: PinFlaw.TOO_LONG,
    "Grün-77-Haus": PinFlaw.CHARACTERS,
    "888888": PinFlaw.ONE_CHARACTER,
    "345678": PinFlaw.SEQUENCE,
    "474747": PinFlaw.REPEATED,
    "240612": PinFlaw.DATE,
    "geheim": PinFlaw.COMMON,
}


async def test_weak_pins_are_refused_with_the_reason(stage: Stage) -> None:
    await at(stage, Step.PIN)
    puk = stage.world.control.tss(stage.tss_id).puk.reveal()
    for weak, flaw in {**WEAK, puk[2:9]: PinFlaw.PART_OF_PUK}.items():
        stage.fill("pin", weak)
        stage.fill("pin_again", weak)
        await stage.go_on()
        stage.expect(Step.PIN)
        assert pin_flaw_word(flaw) in stage.shown_texts(), weak
    stage.fill("pin", PIN)
    assert pin_flaw_word(PinFlaw.PART_OF_PUK) not in stage.shown_texts()


async def test_the_second_pin_must_be_the_same(stage: Stage) -> None:
    await at(stage, Step.PIN)
    stage.fill("pin", PIN)
    assert not stage.next.isEnabled()
    stage.fill("pin_again", PIN + "x")
    await stage.go_on()
    stage.expect(Step.PIN)
    assert "The two entries differ." in stage.shown_texts()
    stage.fill("pin_again", PIN)
    assert "The two entries differ." not in stage.shown_texts()
    await stage.go_on()
    stage.expect(Step.TILL)


async def test_the_program_makes_a_pin_that_can_be_read(stage: Stage) -> None:
    await at(stage, Step.PIN)
    await stage.do("pin_generate")
    made = stage.field("pin").text()
    assert made == stage.field("pin_again").text()
    assert stage.field("pin").echoMode() is stage.field("pin").EchoMode.Normal
    await stage.go_on()
    stage.expect(Step.TILL)
    await stage.do("wizard_back")
    assert stage.field("pin").text() == stage.field("pin_again").text() == ""
    assert stage.field("pin").echoMode() is stage.field("pin").EchoMode.Password
    assert made not in stage.shown_texts()
    assert stage.next.isEnabled()  # the one that was chosen is used


# --- a PIN that is known -----------------------------------------------------------------------


async def on_foreign_tss(stage: Stage, state: TssState = TssState.INITIALIZED) -> None:
    """A TSS that another computer made, chosen here; its PIN page is open."""
    session = await stage.desk.connect(await practice_site(stage))
    tss_id = await make_tss(session, state)
    await stage.do("wizard_back")
    await stage.answer()
    await stage.go_on()
    stage.expect(Step.INVENTORY)
    stage.find(QRadioButton, f"tss_{tss_id}").click()
    await stage.go_on()
    if state is TssState.INITIALIZED:
        stage.expect(Step.TILL)
        stage.find(QRadioButton, "till_new").click()
        stage.fill("serial_number", "KASSE-2")
        await stage.go_on()
    stage.expect(Step.PIN)


async def practice_site(stage: Stage) -> Site:
    await stage.begin(practise=True)
    site = stage.desk.settings.site()
    assert site is not None
    return site


async def with_pin(stage: Stage, pin: str) -> None:
    """The PIN that is said to be known, and on to the work."""
    stage.fill("pin", pin)
    await stage.go_on()
    while stage.step is not Step.WORK:
        if stage.step is Step.TILL:
            stage.fill("serial_number", "KASSE-2")
        await stage.go_on()


@pytest.mark.parametrize("state", [TssState.INITIALIZED, TssState.UNINITIALIZED])
async def test_a_known_pin_is_asked_once(stage: Stage, state: TssState) -> None:
    await on_foreign_tss(stage, state)
    assert stage.find(QRadioButton, "pin_known").isChecked()
    assert not stage.field("pin_again").isVisible()
    assert "3 attempts left" in stage.shown_texts()
    await with_pin(stage, PIN)
    assert stage.wizard.error is None
    assert stage.world.control.tss(stage.tss_id).state is TssState.INITIALIZED
    assert stage.world.sent("changeAdminPin") == 1  # that of the other computer


async def test_three_wrong_pins_lead_to_the_puk(stage: Stage) -> None:
    await on_foreign_tss(stage)
    before = stage.world.sent("authenticateAdmin")
    for left in (2, 1, 0):
        await with_pin(stage, "WRONG-PIN")
        stage.assert_told("pin_refused")
        assert stage.next.text() == "Enter the PIN again"
        await stage.go_on()
        stage.expect(Step.PIN)
        assert stage.field("pin").text() == ""
        assert not stage.next.isEnabled()
        known = stage.find(QRadioButton, "pin_known")
        assert known.isEnabled() == (left > 0)
        if left:
            plural = "attempts" if left > 1 else "attempt"
            assert f"{left} {plural} left" in stage.shown_texts()
    assert stage.world.sent("authenticateAdmin") == before + 3
    assert not stage.world.control.tss(stage.tss_id).is_pin_blocked
    # The PUK path is the only one left, and it starts the count anew.
    assert stage.find(QRadioButton, "pin_new").isChecked()
    stage.fill("pin_puk", "0000000000")
    stage.fill("pin", "ANOTHER-77X")
    stage.fill("pin_again", "ANOTHER-77X")
    await stage.go_on()
    stage.expect(Step.REVIEW)
    await stage.go_on()
    stage.expect(Step.WORK)
    stage.assert_told("puk_refused")
    await stage.go_on()
    stage.expect(Step.PIN)
    assert stage.field("pin_puk").isVisible()
    stage.fill("pin_puk", stage.world.control.tss(stage.tss_id).puk.reveal())
    stage.fill("pin", "ANOTHER-77X")
    stage.fill("pin_again", "ANOTHER-77X")
    await stage.to(Step.WORK)
    assert stage.wizard.error is None
    serials = [c.serial_number for c in stage.world.control.tss(stage.tss_id).clients]
    assert serials == ["KASSE-1", "KASSE-2"]


async def test_a_blocked_pin_leads_to_the_puk(stage: Stage) -> None:
    await on_foreign_tss(stage)
    stage.world.control.block_pin(stage.tss_id)
    await with_pin(stage, PIN)
    stage.assert_told("E_ADMIN_PIN_BLOCKED")
    await stage.go_on()
    stage.expect(Step.PIN)
    assert stage.find(QRadioButton, "pin_new").isChecked()
    stage.fill("pin_puk", stage.world.control.tss(stage.tss_id).puk.reveal())
    stage.fill("pin", "ANOTHER-77X")
    stage.fill("pin_again", "ANOTHER-77X")
    await stage.to(Step.WORK)
    assert stage.wizard.error is None


async def test_a_puk_that_is_too_short_is_no_answer(stage: Stage) -> None:
    await on_foreign_tss(stage)
    stage.find(QRadioButton, "pin_new").click()
    stage.fill("pin_puk", "123456789")
    stage.fill("pin", PIN)
    stage.fill("pin_again", PIN)
    assert not stage.next.isEnabled()
    stage.fill("pin_puk", "1234567890")
    assert stage.next.isEnabled()


async def test_a_pin_that_is_not_to_be_kept_is_not_kept(world: GuiWorld) -> None:
    async with staged(world) as stage:
        await at(stage, Step.PIN)
        stage.find(QCheckBox, "pin_keep").click()
        await stage.to(Step.RECEIPT)
        assert Place(stage.tss_id, Kind.ADMIN_PIN) not in world.vault.kept
        assert all(place.kind is not Kind.ADMIN_PIN for place in world.vault.kept)


async def test_a_puk_that_left_the_vault_is_shown_once_more(stage: Stage) -> None:
    await at(stage, Step.REVIEW)
    del stage.world.vault.kept[Place(stage.tss_id, Kind.ADMIN_PUK)]
    await stage.go_on()
    stage.expect(Step.WORK)
    stage.assert_told("puk_missing")
    assert stage.world.control.tss(stage.tss_id).state is TssState.CREATED
    await stage.go_on()
    stage.expect(Step.CREATE)
    await stage.to(Step.DONE)
    puk = stage.world.control.tss(stage.tss_id).puk
    assert stage.world.vault.kept[Place(stage.tss_id, Kind.ADMIN_PUK)].same_as(puk)
