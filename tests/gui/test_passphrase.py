"""The passphrase of the encrypted file: chosen twice, asked once a run, a wrong one asked again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from gui import looking
from gui.wizard_stage import GuiWorld, Stage, click, killed, named, staged, type_into, until
from tse_companion.gui.passphrase import PASSPHRASE_MIN, PassphraseDialog
from tse_companion.services.setup.flow import Step
from tse_companion.services.tasks import Background
from tse_companion.services.vaults import Vaults

PASSPHRASE = "Neun Enten im Teich"


@pytest.fixture
def world(world: GuiWorld) -> GuiWorld:
    """A world whose keys lie in an encrypted file."""

    def make(background: Background) -> Vaults:
        return Vaults(world.folders, background, file_only=True)

    world.make_vaults = make
    return world


async def asked(stage: Stage) -> PassphraseDialog:
    """The dialog, once it is there."""
    await until(stage.dialogs)
    (dialog,) = stage.dialogs()
    assert isinstance(dialog, PassphraseDialog)
    return dialog


def fill(dialog: PassphraseDialog, name: str, text: str) -> None:
    field = dialog.findChild(QLineEdit, name)
    assert field is not None
    field.setFocus()
    field.clear()
    type_into(field, text)


def go_on(dialog: PassphraseDialog) -> QPushButton:
    found = dialog.findChild(QPushButton, "passphrase_ok")
    assert found is not None
    return found


async def at_connect(stage: Stage) -> PassphraseDialog:
    """The access page, answered and left: the passphrase is asked for."""
    await stage.begin()
    await stage.go_on()
    await stage.answer()
    stage.press("wizard_next")
    return await asked(stage)


async def test_a_new_one_is_entered_twice(stage: Stage) -> None:
    dialog = await at_connect(stage)
    assert stage.world.control.requests == ()  # no key is tried before it can be kept
    assert looking.nameless(dialog) == []
    fill(dialog, "passphrase", "x" * (PASSPHRASE_MIN - 1))
    assert not go_on(dialog).isEnabled()
    fill(dialog, "passphrase", " " * PASSPHRASE_MIN)
    assert not go_on(dialog).isEnabled()
    fill(dialog, "passphrase", PASSPHRASE)
    fill(dialog, "passphrase_again", PASSPHRASE + "!")
    click(go_on(dialog))
    assert dialog.isVisible()
    assert "The two entries differ." in stage.shown_texts(dialog)
    looking.speak("de")
    assert "The two entries differ." not in stage.shown_texts(dialog)
    looking.speak("en")
    fill(dialog, "passphrase_again", PASSPHRASE)
    assert "The two entries differ." not in stage.shown_texts(dialog)
    stage.key(Qt.Key.Key_Return)
    await stage.settle()
    stage.expect(Step.INVENTORY)
    vault = stage.world.folders.vault.read_bytes()
    assert stage.world.sandbox.api_secret.encode() not in vault
    assert PASSPHRASE.encode() not in vault


@pytest.mark.parametrize("way", ["escape", "cancel"])
async def test_who_has_none_may_turn_back(stage: Stage, way: str) -> None:
    dialog = await at_connect(stage)
    if way == "escape":
        stage.key(Qt.Key.Key_Escape)
    else:
        click(named(dialog, "Cancel"))
    await stage.settle()
    assert stage.dialogs() == []
    stage.expect(Step.CONNECT)
    assert stage.wizard.error is None
    assert stage.world.control.requests == ()
    assert not stage.world.folders.vault.exists()
    assert stage.field("api_secret").text() != ""


async def test_after_a_restart_it_is_asked_for_and_a_wrong_one_again(world: GuiWorld) -> None:
    async with killed(world) as stage:
        dialog = await at_connect(stage)
        fill(dialog, "passphrase", PASSPHRASE)
        fill(dialog, "passphrase_again", PASSPHRASE)
        click(go_on(dialog))
        await stage.settle()
        await stage.to(Step.KEEP_PUK)
    async with staged(world) as stage:
        await stage.begin()
        dialog = await asked(stage)
        again = dialog.findChild(QLineEdit, "passphrase_again")
        assert again is not None
        assert not again.isVisible()
        fill(dialog, "passphrase", "Acht Enten im Teich")
        click(go_on(dialog))
        await until(lambda: stage.dialogs() and stage.dialogs()[0] is not dialog)
        dialog = await asked(stage)
        wrong = "That passphrase does not open the file."
        assert wrong in stage.shown_texts(dialog)
        looking.speak("de")
        assert wrong not in stage.shown_texts(dialog)
        looking.speak("en")
        assert wrong in stage.shown_texts(dialog)
        fill(dialog, "passphrase", PASSPHRASE)
        assert wrong not in stage.shown_texts(dialog)
        click(go_on(dialog))
        await stage.settle()
        stage.expect(Step.KEEP_PUK)


async def test_practising_asks_for_none(world: GuiWorld, tmp_path: Path) -> None:
    async with staged(world) as stage:
        await stage.begin(practise=True)
        stage.expect(Step.INVENTORY)
        assert stage.dialogs() == []


async def test_nothing_is_cut_at_twice_the_size_in_german(stage: Stage) -> None:
    from tse_companion.gui import theme

    looking.speak("de")
    theme.current().set_look(text_percent=200)
    dialog = await at_connect(stage)
    looking.settle(dialog)
    assert looking.cut_texts(dialog) == []
    room = dialog.screen().availableGeometry()
    assert dialog.width() <= room.width()
    assert dialog.height() <= room.height()
    dialog.reject()
    await stage.settle()
