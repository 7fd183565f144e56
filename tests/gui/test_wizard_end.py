"""Test receipt and hand-over: what is signed, what is saved, what is printed, and the overview."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QRadioButton

from gui.wizard_stage import Stage, until
from tse_companion.domain.models import Env
from tse_companion.gui import paper_jobs
from tse_companion.gui.pages.overview import OverviewPage
from tse_companion.services.setup.flow import Step


async def at(stage: Stage, step: Step) -> None:
    await stage.begin(practise=True)
    await stage.to(step)


async def test_the_receipt_is_signed_once_and_shown(stage: Stage) -> None:
    await at(stage, Step.RECEIPT)
    assert stage.next.text() == "Sign the test receipt"
    await stage.go_on()
    stage.expect(Step.RECEIPT)
    signed = stage.wizard.setup.receipt
    assert signed is not None
    assert signed.qr_code_data.startswith("V0;KASSE-1;Kassenbeleg-V1;AVTraining^")
    assert "Signed, and the signature is proven" in stage.shown_texts()
    assert stage.world.sent("upsertTransaction") == 2
    await stage.go_on()
    stage.expect(Step.DONE)
    assert stage.world.sent("upsertTransaction") == 2


async def test_an_ordinary_receipt_can_be_chosen_in_test_only(stage: Stage) -> None:
    await at(stage, Step.RECEIPT)
    assert stage.find(QRadioButton, "kind_training").isChecked()
    stage.find(QRadioButton, "kind_receipt").click()
    await stage.go_on()
    signed = stage.wizard.setup.receipt
    assert signed is not None
    assert ";Beleg^" in signed.qr_code_data


async def test_in_live_operation_a_test_receipt_is_training(stage: Stage) -> None:
    stage.world.staged.env = Env.LIVE
    await to_live_receipt(stage)
    assert not stage.find(QRadioButton, "kind_receipt").isVisible()
    await stage.go_on()
    signed = stage.wizard.setup.receipt
    assert signed is not None
    assert ";AVTraining^" in signed.qr_code_data


async def to_live_receipt(stage: Stage) -> None:
    """The live set-up up to the receipt."""
    await stage.begin()
    await stage.go_on()
    while stage.step is not Step.RECEIPT:
        await stage.answer()
        if stage.step in (Step.CREATE, Step.REVIEW):
            stage.fill("live_word", "LIVE")
        await stage.go_on()
        assert stage.wizard.error is None


@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize("kind", ["lost_after", "lost_before"])
async def test_a_receipt_whose_answer_was_lost_is_finished(
    stage: Stage, kind: str, nth: int
) -> None:
    await at(stage, Step.RECEIPT)
    stage.world.control.fault("upsertTransaction", kind, nth=nth, times=3)
    stage.world.control.fault("retrieveTransaction", "lost_before", nth=2, times=3)
    await stage.go_on()
    stage.expect(Step.RECEIPT)
    stage.assert_told("answer_lost")
    await stage.go_on()
    assert stage.wizard.error is None
    tss = stage.world.control.tss(stage.tss_id)
    assert (tss.transaction_counter, tss.active_transactions) == (1, 0)


async def test_a_receipt_may_be_left_out(stage: Stage) -> None:
    await at(stage, Step.RECEIPT)
    await stage.do("receipt_skip")
    stage.expect(Step.DONE)
    assert stage.world.sent("upsertTransaction") == 0


async def test_sheets_are_saved_where_the_person_wants(stage: Stage, tmp_path: Path) -> None:
    await at(stage, Step.KEEP_PUK)
    await save(stage, "puk_save", tmp_path / "puk.pdf")
    await stage.to(Step.RECEIPT)
    await stage.go_on()
    await save(stage, "receipt_save", tmp_path / "receipt.pdf")
    await stage.go_on()
    await save(stage, "handover_save", tmp_path / "sheet")
    for name in ("puk.pdf", "receipt.pdf", "sheet.pdf"):
        assert (tmp_path / name).read_bytes().startswith(b"%PDF")
    assert stage.wizard.error is None


async def save(stage: Stage, button: str, path: Path) -> None:
    """Press the button and answer the dialog."""
    stage.press(button)
    await until(stage.dialogs)
    dialog = stage.dialogs()[0]
    assert isinstance(dialog, QFileDialog)
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(path.name)
    dialog.accept()
    await stage.settle()
    assert stage.dialogs() == []


async def test_a_file_that_cannot_be_written_is_told(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await at(stage, Step.DONE)
    nowhere = tmp_path / "no" / "such" / "folder" / "sheet.pdf"

    async def chosen(*args: object) -> Path:
        return nowhere

    monkeypatch.setattr(paper_jobs, "ask_for_file", chosen)
    await stage.do("handover_save")
    stage.assert_told("file_unwritable")
    assert stage.next.isEnabled()


async def test_a_dialog_that_is_cancelled_changes_nothing(stage: Stage) -> None:
    await at(stage, Step.DONE)
    stage.press("handover_save")
    await until(stage.dialogs)
    stage.dialogs()[0].reject()
    await stage.settle()
    assert stage.wizard.error is None
    stage.expect(Step.DONE)


async def test_the_last_page_that_cannot_be_loaded_is_loaded_again(stage: Stage) -> None:
    await at(stage, Step.RECEIPT)
    await stage.go_on()
    stage.world.network.is_down = True
    await stage.go_on()
    stage.expect(Step.DONE)
    stage.assert_told("no_connection")
    assert stage.next.text() == "Try again"
    assert not stage.button("handover_save").isEnabled()
    stage.world.network.is_down = False
    await stage.go_on()
    stage.expect(Step.DONE)
    assert stage.next.text() == "To the overview"
    assert stage.tss_id in stage.shown_texts()
    assert await stage.desk.journal.open_setups() == ()


async def test_the_overview_follows(stage: Stage) -> None:
    await at(stage, Step.DONE)
    assert "Done. The practice TSE is ready." in stage.shown_texts()
    assert not stage.button("wizard_leave").isVisible()
    await stage.go_on()
    assert stage.controller.wizard is None
    page = stage.window.page("overview")
    assert isinstance(page, OverviewPage)
    assert page.isVisible()
    assert stage.controller.site is not None
    assert stage.controller.site.tss_id == stage.tss_id
