"""The dialog that edits entries of a person's own, by keyboard."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.looking import cut_texts, nameless, settle, shown_words, sticking_out
from gui.wizard_stage import open_dialogs, turns, type_into
from tse_companion.domain.metadata import ENTRIES_MAX
from tse_companion.errors import NoConnection
from tse_companion.gui import theme
from tse_companion.gui.metadata_editor import MetadataDialog, edit_metadata
from tse_companion.gui.texts import words


@pytest.fixture
def dialog(qtbot: QtBot) -> MetadataDialog:
    made = MetadataDialog(None, {"room": "cellar", "note": "one\ntwo"})
    qtbot.addWidget(made)
    made.show()
    settle(made)
    return made


def part(dialog: QWidget, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, name)
    assert found is not None
    return found


def retype(field: QWidget, text: str) -> None:
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    type_into(field, text)


def test_nothing_can_be_saved_before_something_differs(dialog: MetadataDialog) -> None:
    save = part(dialog, "metadata_save")
    assert not save.isEnabled()
    value = dialog.rows()[0].value.editor
    retype(value, "attic")
    assert save.isEnabled()
    assert dialog.metadata() == {"room": "attic", "note": "one\ntwo"}
    retype(value, "cellar")
    assert not save.isEnabled()


def test_what_is_wrong_is_said_at_its_field(dialog: MetadataDialog) -> None:
    first = dialog.rows()[0]
    for field, text, said in (
        (first.key.editor, "", "Give the entry a name."),
        (first.key.editor, "k" * 41, "Too long: use at most 40 characters."),
        (first.key.editor, "room", ""),
        (first.value.editor, "", "Say something, or remove the entry."),
        (first.value.editor, "v" * 501, "Too long: use at most 500 characters."),
    ):
        retype(field, text)
        assert (said in shown_words(dialog)) or not said
        assert part(dialog, "metadata_save").isEnabled() is False
    retype(first.value.editor, "cellar")
    retype(dialog.rows()[1].key.editor, "room")
    assert "Another entry has this name." in shown_words(dialog)


def test_entries_are_added_and_removed(dialog: MetadataDialog) -> None:
    part(dialog, "metadata_add").click()
    row = dialog.rows()[-1]
    assert QApplication.focusWidget() is row.key.editor
    assert "Give the entry a name." not in shown_words(dialog)  # not yet
    type_into(row.key.editor, "contract")
    type_into(row.value.editor, "K-77")
    part(dialog.rows()[0], "metadata_remove").click()
    assert dialog.metadata() == {"note": "one\ntwo", "contract": "K-77"}
    assert part(dialog, "metadata_save").isEnabled()


def test_forty_are_the_most(qtbot: QtBot) -> None:
    dialog = MetadataDialog(None, {f"k{n}": "x" for n in range(ENTRIES_MAX - 1)})
    qtbot.addWidget(dialog)
    part(dialog, "metadata_add").click()
    assert not part(dialog, "metadata_add").isEnabled()
    assert "40 of 40 entries" in shown_words(dialog)


async def test_a_failure_brings_it_back_with_what_was_typed(
    qapp: QApplication, qtbot: QtBot
) -> None:
    theme.install(qapp, scheme="light", text_percent=100)
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    error = NoConnection()
    failures = [error]

    async def save(wanted: Mapping[str, str]) -> Mapping[str, str]:
        if failures:
            raise failures.pop()
        return wanted

    asking = asyncio.ensure_future(edit_metadata(parent, {"room": "cellar"}, save))
    await turns()
    (dialog,) = open_dialogs()
    assert isinstance(dialog, MetadataDialog)
    retype(dialog.rows()[0].value.editor, "attic")
    QTest.keyClick(dialog.rows()[0].value.editor, Qt.Key.Key_Return)
    await turns(6)
    (dialog,) = open_dialogs()
    assert isinstance(dialog, MetadataDialog)
    assert words(error).title in shown_words(dialog)
    assert dialog.metadata() == {"room": "attic"}
    part(dialog, "metadata_save").click()
    assert await asking == {"room": "attic"}

    asking = asyncio.ensure_future(edit_metadata(parent, {}, save))
    await turns()
    QTest.keyClick(open_dialogs()[0], Qt.Key.Key_Escape)
    assert await asking is None


def test_it_looks_right(dialog: MetadataDialog) -> None:
    part(dialog, "metadata_add").click()
    settle(dialog)
    assert cut_texts(dialog) == [] and sticking_out(dialog) == [] and nameless(dialog) == []
