"""The journal in the real window: found, paged, looked into, and saved as a table."""

from __future__ import annotations

import asyncio
import csv
import io
import re
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

import tse_companion
from gui import looking
from gui.light_shop import plant_lightly
from gui.shop_stage import SITE_ID, at_shop
from gui.wizard_stage import GuiWorld, Stage, named, open_dialogs, turns, until
from tse_companion.api.operations import ALL_OPERATIONS
from tse_companion.errors import JournalUnwritable
from tse_companion.gui import i18n, theme
from tse_companion.gui.journal_desk import PAGE, EntryDialog, JournalDesk
from tse_companion.gui.pages.journal import JournalPage, JournalRow, JournalWish
from tse_companion.gui.texts import operation_word
from tse_companion.gui.widgets import CopyRow
from tse_companion.services.history import Entry
from tse_companion.store.journal import Journal

OTHER = "5d3a0001-0000-4000-8000-0000000000ee"
ENTRY = Entry(1, "s", "createTss", None, None, None, 1, None, None, None, None, "anna")
NOTES = (None, "KASSE-7", '=HYPERLINK("http://evil.test")', "Frau Müller; 3 Stück")


def fill(world: GuiWorld, count: int, *, site: str = SITE_ID) -> None:
    """So many entries, written by runs before."""
    journal = Journal(world.folders.journal, user="anna")
    with journal.writing() as db:  # not one by one: each would be forced to the disk
        db.executemany(
            "INSERT INTO entries (site_id, operation, tss_id, target_id, intended_at, user, "
            "outcome, request_id, note) VALUES (?, ?, 'tss', 'target', ?, 'anna', ?, ?, ?)",
            [
                (
                    site,
                    ("createClient", "upsertTransaction", "revealPuk")[n % 3],
                    1_790_000_000 + n,
                    ("done", "not_done", "unknown", None)[n % 4],
                    f"request-{n}",
                    NOTES[n % 4],
                )
                for n in range(count)
            ],
        )
    journal.close()


def page_of(stage: Stage) -> JournalPage:
    page = stage.window.page("journal")
    assert isinstance(page, JournalPage)
    return page


def rows(stage: Stage) -> tuple[JournalRow, ...]:
    return page_of(stage)._table.rows.rows


def told(stage: Stage) -> str:
    return stage.shown_texts(page_of(stage))


async def pick(stage: Stage, name: str, steps: int) -> None:
    """Walk down in a list of choices by the arrow keys."""
    stage.tab_to(f"journal_{name}")
    for _ in range(steps):
        stage.key(Qt.Key.Key_Down)
    await stage.settle()


async def save_as(stage: Stage, path: Path) -> None:
    stage.tab_to("journal_export")
    stage.key(Qt.Key.Key_Space)
    await until(stage.dialogs)
    (dialog,) = [d for d in open_dialogs() if isinstance(d, QFileDialog)]
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(str(path))
    dialog.accept()


async def test_found_by_keyboard(world: GuiWorld) -> None:
    plant_lightly(world)
    fill(world, 12)
    fill(world, 3, site=OTHER)
    async with at_shop(world, "journal") as stage:
        assert len(rows(stage)) == 12
        assert "12 entries" in told(stage)
        assert [row.entry.intended_at for row in rows(stage)] == [
            1_790_000_011 - n for n in range(12)
        ]
        stage.tab_to("journal_search")
        stage.type("kasse-7")
        stage.key(Qt.Key.Key_Return)
        await stage.settle()
        assert {row.entry.note for row in rows(stage)} == {"KASSE-7"}
        for _ in range(7):
            stage.key(Qt.Key.Key_Backspace)
        stage.type("PUK")  # a word that people read
        await until(lambda: {r.entry.operation for r in rows(stage)} == {"revealPuk"})
        stage.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        stage.key(Qt.Key.Key_Delete)
        await pick(stage, "scope", 1)
        await until(lambda: len(rows(stage)) == 15)
        assert {row.shop for row in rows(stage)} == {"Café Morgenrot", "a shop that is gone"}
        await pick(stage, "outcome", 1)
        assert {row.entry.outcome for row in rows(stage)} == {"done"}
        await pick(stage, "period", 1)
        assert rows(stage) == ()
        assert "No entry matches." in told(stage)
        assert page_of(stage).wish == JournalWish(all_shops=True, outcome="done", period="today")
        assert stage.reported == []


async def test_every_period_and_operation_can_be_asked_for(world: GuiWorld) -> None:
    plant_lightly(world)
    fill(world, 3)
    async with at_shop(world, "journal") as stage:
        for _ in range(4):
            await pick(stage, "period", 1)
        await pick(stage, "period", 0)
        await pick(stage, "operation", 2)
        assert page_of(stage).wish.operation == "updateTss"
        assert page_of(stage).wish.period == "year"
        assert page_of(stage)._failure.isHidden()


async def test_paged_and_saved(world: GuiWorld, tmp_path: Path) -> None:
    plant_lightly(world)
    fill(world, 2 * PAGE + 150)
    path = tmp_path / "journal.csv"
    async with at_shop(world, "journal") as stage:
        assert len(rows(stage)) == PAGE
        assert "The newest 200 of 550 entries" in told(stage)
        stage.tab_to("journal_more")
        stage.key(Qt.Key.Key_Space)
        await stage.settle()
        assert len(rows(stage)) == 2 * PAGE
        stage.tab_to("journal_more")
        stage.key(Qt.Key.Key_Space)
        await stage.settle()
        assert len(rows(stage)) == 2 * PAGE + 150
        assert len({row.key for row in rows(stage)}) == 2 * PAGE + 150
        assert not page_of(stage)._more.isVisible()
        await save_as(stage, path)
        await stage.settle()
        assert "550 entries saved as “journal.csv”." in told(stage)
        assert stage.reported == []
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(table) == 551
    assert table[0][:5] == ["Time (UTC)", "What", "Outcome", "Note", "By whom"]
    newest = table[1]
    assert newest[0] == "2026-09-21 14:22:29"
    assert newest[1:6] == ["Register a till", "not done", "KASSE-7", "anna", "Café Morgenrot"]
    assert {row[3] for row in table[1:]} == {
        "",
        "KASSE-7",
        '\'=HYPERLINK("http://evil.test")',
        "Frau Müller; 3 Stück",
    }


async def test_saving_can_be_stopped_and_leaves_nothing(world: GuiWorld, tmp_path: Path) -> None:
    plant_lightly(world)
    fill(world, 2000)
    path = tmp_path / "journal.csv"
    async with at_shop(world, "journal") as stage:
        begun, go = threading.Event(), threading.Event()

        def held() -> None:
            begun.set()
            assert go.wait(5)

        # The journal's lane is busy with this, so that the export waits in its middle.
        lane = stage.desk.background.run(held, lane="journal")
        blocking = asyncio.ensure_future(lane)
        await until(begun.is_set)
        await save_as(stage, path)
        await until(lambda: page_of(stage)._stop.isVisible())
        page_of(stage)._stop.click()
        go.set()
        await blocking
        await stage.settle()
        assert not path.exists()
        assert page_of(stage)._export.isEnabled()
        assert not page_of(stage)._stop.isVisible()
        stage.window.activateWindow()
        await until(stage.window.isActiveWindow)
        await save_as(stage, path)
        await stage.settle()
        assert path.exists()


async def test_details_can_be_copied(world: GuiWorld) -> None:
    plant_lightly(world)
    fill(world, 2)
    async with at_shop(world, "journal") as stage:
        button = page_of(stage)._details
        assert button.toolTip() == "Select an entry in the table first."
        stage.tab_to("journal_table")
        stage.key(Qt.Key.Key_Down)
        assert button.isEnabled() and button.toolTip() == ""
        stage.key(Qt.Key.Key_Up)
        await stage.enter()
        (dialog,) = stage.dialogs()
        told = stage.shown_texts(dialog)
        for part in ("Sign or cancel a transaction", "request-1", "anna", "upsertTransaction"):
            assert part in told
        (entry,) = {row.entry for row in rows(stage)[:1]}
        assert i18n.exact(entry.intended_at) in told and "UTC" not in told
        assert looking.nameless(dialog) == []
        stage.key(Qt.Key.Key_Escape)
        await stage.settle()
        page = page_of(stage)
        page._table.selectRow(1)
        page._details.click()
        await until(stage.dialogs)
        named(stage.dialogs()[0], "Close").click()
        await stage.settle()


async def test_a_journal_that_cannot_be_read_is_told(
    world: GuiWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant_lightly(world)
    async with at_shop(world, "support") as stage:

        def fail(*_: object) -> None:
            raise JournalUnwritable

        monkeypatch.setattr(stage.desk.journal._journal, "reading", fail)
        stage.tab_to("support_journal")
        stage.key(Qt.Key.Key_Space)
        await stage.settle()
        assert stage.window.current_page == "journal"
        desk = stage.controller.page_desk("journal")
        assert isinstance(desk, JournalDesk)
        assert isinstance(desk.work.error, JournalUnwritable)
        assert page_of(stage)._failure.isVisible()
        page_of(stage).failure_asked.emit()
        await until(stage.dialogs)
        stage.dialogs()[0].reject()
        await stage.settle()


async def test_it_fits_every_text_size(world: GuiWorld) -> None:
    plant_lightly(world)
    fill(world, 30)
    async with at_shop(world, "journal") as stage:
        stage.window.resize(1366, 768)
        for percent, language in ((100, "de"), (200, "en"), (200, "de")):
            looking.speak("de" if language == "de" else "en")
            theme.current().set_look(text_percent=percent)
            looking.settle(stage.window)
            await turns(2)
            assert looking.cut_texts(stage.window) == []
            assert looking.sticking_out(stage.window) == []
            assert looking.nameless(stage.window) == []


def test_without_a_shop_all_of_them_are_shown(qtbot: QtBot) -> None:
    page = JournalPage()
    qtbot.addWidget(page)
    page.set_shop("")
    assert page.wish.all_shops
    assert "No entry yet." in looking.shown_words(page)
    assert not page._scope.isEnabled()
    page.set_shop("Café")
    assert page._scope.isEnabled()
    assert page._scope.itemText(0) == "only Café"


def test_every_change_has_words(qapp: QWidget) -> None:
    for operation in ALL_OPERATIONS:
        if operation.changes:
            assert operation_word(operation.name) != operation.name
    for name in noted_by_the_services():
        assert operation_word(name) != name
    assert operation_word("somethingNew") == "somethingNew"


def noted_by_the_services() -> set[str]:
    """Every name that looks like an operation, from the source."""
    services = Path(tse_companion.__file__).parent / "services"
    found: set[str] = set()
    for file in services.rglob("*.py"):
        found |= set(re.findall(r'"([a-z]+[A-Z][A-Za-z]+)"', file.read_text("utf-8")))
    assert {"keepPin", "revealPuk", "updateClient"} <= found
    return found


def test_changes_of_state_are_told_apart(qtbot: QtBot) -> None:
    looking.speak("de")
    asked = (
        ("updateClient", "DEREGISTERED", "Kasse abmelden"),
        ("updateClient", "REGISTERED", "Kasse wieder anmelden"),
        ("updateTss", "INITIALIZED", "TSE in Betrieb nehmen"),
        ("updateTss", "DISABLED", "TSE endgültig außer Betrieb nehmen"),
        ("upsertTransaction", "CANCELLED", "Vorgang abbrechen"),
        ("updateClient", None, "Kasse wieder anmelden oder abmelden"),  # from an older version
        ("updateClient", "NEW_ONE", "Kasse wieder anmelden oder abmelden"),
    )
    page = JournalPage()
    qtbot.addWidget(page)
    page.show_entries(
        [
            JournalRow(replace(ENTRY, id=n, operation=operation, target_state=state), "Café")
            for n, (operation, state, _) in enumerate(asked, 1)
        ],
        len(asked),
    )
    table = page._table.rows
    shown = [table.index(n, 1).data() for n in range(table.rowCount())]
    assert shown == [said for *_, said in reversed(asked)]  # the newest first
    dialog = EntryDialog(None, JournalRow(replace(ENTRY, target_state="DISABLED"), "Café"))
    qtbot.addWidget(dialog)
    assert "DISABLED" in {row.value() for row in dialog.findChildren(CopyRow)}


@pytest.mark.parametrize(
    ("operation", "said"),
    [("replaceTss", "TSE before"), ("createClient", "Till, transaction or export")],
)
def test_what_it_was_about_is_called_what_it_is(qtbot: QtBot, operation: str, said: str) -> None:
    dialog = EntryDialog(
        None, JournalRow(replace(ENTRY, operation=operation, target_id="old"), "Café")
    )
    qtbot.addWidget(dialog)
    assert said in looking.shown_words(dialog)


def test_the_table_is_a_good_model(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    page = JournalPage()
    qtbot.addWidget(page)
    page.show_entries([JournalRow(ENTRY, "Café")], 1)
    qtmodeltester.check(page._table.rows)  # type: ignore[no-untyped-call]
