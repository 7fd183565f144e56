"""What goes wrong with exports is told in words, and nothing is called done that is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from gui.exports_stage import Shop, at_exports, choose, files_in, ready
from gui.shop_stage import plant
from gui.wizard_stage import GuiWorld, killed, until
from tse_companion.sandbox import archive
from tse_companion.store import files


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (409, "E_EXPORT_DUPLICATE_RATE_LIMITED"),
        (409, "E_TOO_MANY_EXPORTS"),
        (413, None),
        (423, "E_EXPORT_FORBIDDEN"),
        (429, None),
        (503, "E_EXPORT_TEMPORARILY_UNAVAILABLE"),
    ],
)
async def test_a_refusal_is_told_in_words(world: GuiWorld, status: int, code: str | None) -> None:
    async with at_exports(world) as shop:
        world.control.fault("triggerExport", "status", status=status, code=code, times=None)
        await shop.begin()
        shop.assert_told(code or f"http_{status}")
        assert shop.states == [] and shop.can("begin")


async def test_a_lost_answer_is_gone_on_with_after_a_restart(world: GuiWorld) -> None:
    plant(world)
    world.when_pausing = world.control.clock.advance
    async with killed(world) as stage:
        await stage.begin()
        stage.window.show_page("exports")
        await stage.settle()
        world.control.fault("triggerExport", "lost_after", times=None)
        world.control.fault("retrieveExport", "lost_before", times=None)
        await Shop(stage).begin()
        world.control.clear()
    async with at_exports(world) as shop:
        await shop.ended()
        assert shop.states == ["ready"] and shop.column(3) == ["everything"]
        await shop.select()
        assert shop.can("save")
        (entry,) = [
            e for e in await shop.stage.desk.journal.entries() if e.operation == "triggerExport"
        ]
        assert entry.outcome == "done"


async def test_a_file_that_cannot_be_written_is_told(
    world: GuiWorld, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, stick / "missing" / "x.tar")
    async with at_exports(world) as shop:
        await ready(shop)
        await shop.press("save")
        shop.assert_told("file_unwritable")
        assert world.sent("retrieveExportFile") == 0 and shop.can("save")
        choose(monkeypatch, stick / "x.tar")

        def full(*_: object) -> None:
            raise OSError("no space left")

        monkeypatch.setattr(files.FreshFile, "write", full)
        await shop.press("save")
        shop.assert_told("file_unwritable")
        assert files_in(stick) == [] and shop.column(5) == ["–"]


async def test_a_cut_file_is_never_called_saved_and_can_be_saved_again(
    world: GuiWorld, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, stick / "x.tar")
    async with at_exports(world) as shop:
        await ready(shop)
        with monkeypatch.context() as patched:
            patched.setattr(archive, "END", b"")
            await shop.press("save")
        shop.assert_told("download_broken")
        assert "Saved whole" not in shop.words() and files_in(stick) == []
        await shop.press("save")
        assert "Saved whole" in shop.words() and shop.desk.work.error is None


async def test_one_that_was_deleted_meanwhile_is_told_and_shown(
    world: GuiWorld, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.control.habits.export_kept_seconds = 60
    choose(monkeypatch, stick / "x.tar")
    async with at_exports(world) as shop:
        await ready(shop)
        world.control.clock.advance(600)
        await shop.press("save")
        shop.assert_told("E_EXPORT_NOT_FOUND")
        assert shop.states == ["file deleted"] and not shop.can("save")
        assert shop.tip("save") == "There is no file to save."


async def test_saving_is_stopped_by_keyboard_and_leaves_nothing(
    world: GuiWorld, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, stick / "x.tar")
    async with at_exports(world) as shop:
        await ready(shop)
        held = world.staged.hold("retrieveExportFile")
        shop.stage.tab_to("exports_save")
        shop.stage.key(Qt.Key.Key_Space)
        await held.arrived.wait()
        shop.desk._on_progress(shop.session, 1_500_000, 3_000_000)
        await until(lambda: "Saving: 1.5\u00a0MB of 3.0\u00a0MB …" in shop.words())
        assert not shop.can("begin")
        await shop.press("stop")
        assert files_in(stick) == []
        assert shop.can("save") and shop.column(5) == ["–"]
        assert shop.desk.work.error is None
        held.release()


async def test_without_keys_and_without_an_answer_nothing_can_be_done(world: GuiWorld) -> None:
    async with at_exports(world) as shop:
        shop.desk.open(None)
        await shop.stage.settle()
        assert not shop.can("begin") and shop.tip("begin") == "The exports are not read yet."
        world.network.is_down = True
        shop.desk.open(shop.session)
        await shop.stage.settle()
        shop.assert_told("no_connection")
        assert not shop.can("begin") and shop.can("refresh")
        world.network.is_down = False
        shop.stage.key(Qt.Key.Key_F5)
        await shop.stage.settle()
        assert shop.can("begin") and shop.desk.work.error is None
