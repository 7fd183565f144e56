"""Every question with the longest that people may have entered, in both languages and at 200 %."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from gui.looking import cut_texts, nameless, settle, speak, sticking_out
from tse_companion.domain.models import Client, ClientState, Env
from tse_companion.domain.serials import SERIAL_MAX
from tse_companion.errors import EnvironmentChanged
from tse_companion.gui import theme
from tse_companion.gui.admin_gate import PinDialog
from tse_companion.gui.dialogs import ConfirmDialog, Dialog, ErrorDialog
from tse_companion.gui.disable_dialog import last_question
from tse_companion.gui.journal_desk import EntryDialog
from tse_companion.gui.keys import KeysDialog
from tse_companion.gui.metadata_editor import MetadataDialog
from tse_companion.gui.pages.journal import JournalRow
from tse_companion.gui.site_dialogs import (
    NAME_MAX,
    EditSiteDialog,
    ImportDialog,
    RemoveSiteDialog,
)
from tse_companion.gui.till_dialogs import DeregisterDialog, RegisterTillDialog, TillDetailsDialog
from tse_companion.services.clients import Till
from tse_companion.services.history import Entry
from tse_companion.services.profiles import ImportPlan
from tse_companion.services.sites import Removal
from tse_companion.store.secrets import Kind
from tse_companion.store.settings import Site

SERIAL = "K" * SERIAL_MAX
NAME = "W" * NAME_MAX
ADDRESS = "https://" + "w" * 200 + ".test/api/v2"
UUID = "5d3a0001-0000-4000-8000-0000000000aa"
NOTES = {"k" * 40: "w" * 500, "note": "Anything that was worth remembering, " * 10}
SITE = Site(UUID, NAME, "service", ADDRESS, env="LIVE", tss_id=UUID)
TILL = Till(
    Client(UUID, SERIAL, ClientState.REGISTERED, UUID, Env.TEST, 1_790_000_000, None, NOTES), 3, 0
)
ENTRY = Entry(1, UUID, "createTss", UUID, UUID, 1, 1, "done", None, None, None, NAME)


def _removal() -> Dialog:
    dialog = RemoveSiteDialog(None, Removal(SITE, frozenset(Kind), None, True, False))
    dialog._delete.setChecked(True)
    return dialog


QUESTIONS: Mapping[str, Callable[[], Dialog]] = {
    "register": lambda: RegisterTillDialog(None, {}, is_live=True, serial_number=SERIAL + "K"),
    "taken": lambda: RegisterTillDialog(
        None, {SERIAL: ClientState.DEREGISTERED}, is_live=True, serial_number=SERIAL
    ),
    "deregister": lambda: DeregisterDialog(None, SERIAL, open_count=2000),
    "till": lambda: TillDetailsDialog(None, TILL),
    "pin": lambda: PinDialog(None, left=1, is_kept=False, refused=True),
    "last pin": lambda: PinDialog(None, left=1, is_kept=True, final=last_question()),
    "entries": lambda: MetadataDialog(None, NOTES),
    "site": lambda: EditSiteDialog(None, replace(SITE, name=NAME * 2), is_taken=lambda _: True),
    "remove": _removal,
    "import": lambda: ImportDialog(
        None, ImportPlan((SITE, replace(SITE, base_url=ADDRESS[:-1])), (SITE,), (NAME,))
    ),
    "keys": lambda: KeysDialog(
        None, NAME, address=ADDRESS, error=EnvironmentChanged(before="LIVE", now="TEST")
    ),
    "confirm": lambda: ConfirmDialog(title=NAME, text=NAME, verb="Do it", typed=NAME),
    "error": lambda: ErrorDialog(EnvironmentChanged(before="LIVE", now="TEST")),
    "journal": lambda: EntryDialog(None, JournalRow(replace(ENTRY, note="w" * 500), NAME)),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_nothing_is_cut(qtbot: QtBot, name: str) -> None:
    dialog = QUESTIONS[name]()
    qtbot.addWidget(dialog)
    dialog.show()
    for percent in (100, 200):
        theme.current().set_look(text_percent=percent)
        for language in ("en", "de"):
            speak(language)
            settle(dialog)
            dialog.fit()
            settle(dialog)
            assert cut_texts(dialog) == []
            assert sticking_out(dialog) == []
            assert nameless(dialog) == []
            for area in dialog.findChildren(QScrollArea):
                assert area.horizontalScrollBar().maximum() == 0
