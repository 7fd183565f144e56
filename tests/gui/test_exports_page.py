"""Exports in the real window, by the keyboard: made, watched, cancelled, saved."""

from __future__ import annotations

import hashlib
import tarfile
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from gui.exports_stage import Shop, at_exports, choose, content, ready
from gui.looking import cut_texts, nameless, settle, speak, sticking_out
from gui.shop_stage import at_shop, plant
from gui.wizard_stage import GuiWorld
from tse_companion.gui import theme
from tse_companion.gui.pages.export_words import size_word
from tse_companion.gui.texts import export_error_words
from tse_companion.gui.wording.export_errors import EXPORT_ERRORS, export_error_texts
from tse_companion.services.exports import begin as begin_export
from tse_companion.services.tss import DAY

# --- the whole way -----------------------------------------------------------------------------


async def test_from_the_notice_to_a_saved_file_by_keyboard(
    world: GuiWorld, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(world)
    world.control.clock.advance(40 * DAY)
    world.when_pausing = world.control.clock.advance
    path = stick / "TSE-Export.tar"
    suggested = choose(monkeypatch, path)
    async with at_shop(world, "overview") as stage:
        stage.tab_to("notice_export_overdue")
        stage.key(Qt.Key.Key_Space)
        await stage.settle()
        assert stage.window.current_page == "exports"
        shop = Shop(stage)
        assert shop.states == [] and "There is no export of this TSE yet." in shop.words()
        assert not shop.can("save") and not shop.can("cancel") and not shop.can("details")
        await shop.press("begin")
        assert "after closing time" in shop.words()
        await shop.confirm("Make the export")
        await shop.ended()
        assert shop.states == ["ready"] and shop.column(3) == ["everything"]
        assert "The export is ready: save its file now." in shop.words()
        assert world.sent("triggerExport") == 1
        await shop.press("save")
        assert suggested == [f"TSE export {time.strftime('%Y')}{suggested[0][15:21]}.tar"]
        data = content(path)
        assert tarfile.is_tarfile(path)
        said = shop.words()
        assert f"Saved whole as “{path.name}” ({size_word(len(data))})." in said
        assert "The signatures in it were not checked." in said
        assert "verified" not in said
        assert shop.column(5) == [f"{size_word(len(data))} · {path.name}"]
        await shop.press("details")
        assert hashlib.sha256(data).hexdigest() in shop.words().replace("\u200b", "")
        await shop.leave()
        stage.window.show_page("overview")
        await stage.settle()
        assert stage.window.findChild(QPushButton, "notice_export_overdue") is None
        assert stage.reported == []


async def test_the_question_can_be_left(world: GuiWorld) -> None:
    async with at_exports(world) as shop:
        await shop.press("begin")
        await shop.leave()
        assert world.sent("triggerExport") == 0 and shop.states == []


async def test_the_keyboard_stays_on_the_page_while_one_is_made(world: GuiWorld) -> None:
    world.control.habits.export_work_seconds = 5000
    async with at_exports(world) as shop:
        await shop.begin()
        at = QApplication.focusWidget()
        assert not shop.can("begin")
        assert at is not None and shop.page.isAncestorOf(at)
        world.control.clock.advance(6000)
        await shop.ended()


# --- watching ----------------------------------------------------------------------------------


async def test_how_it_goes_is_shown_while_it_is_made(world: GuiWorld) -> None:
    world.control.habits.export_wait_seconds = 4
    world.control.habits.export_work_seconds = 9
    async with at_exports(world) as shop:
        await begin_export(shop.session)
        seen: list[str] = []

        def pausing(seconds: float) -> None:
            seen.append(shop.words())
            world.control.clock.advance(seconds)

        world.when_pausing = pausing
        shop.stage.key(Qt.Key.Key_F5)
        await shop.stage.settle()
        await shop.ended()
        assert "An export is being made" in seen[0] and "Ready at about" in seen[0]
        assert "One is being made already." in seen[0]
        assert "An export is being made" not in shop.words()
        assert shop.states == ["ready"]


async def test_a_network_that_is_down_for_a_while_is_told_and_outlived(world: GuiWorld) -> None:
    async with at_exports(world) as shop:
        await begin_export(shop.session)
        seen: list[str] = []

        def pausing(seconds: float) -> None:
            seen.append(shop.words())
            world.network.is_down = len(seen) < 5
            world.control.clock.advance(seconds)

        world.when_pausing = pausing
        shop.stage.key(Qt.Key.Key_F5)
        await shop.stage.settle()
        await shop.ended()
        missed = "The service could not be asked how it stands."
        assert missed not in seen[0] and any(missed in said for said in seen)
        assert missed not in shop.words()
        assert shop.states == ["ready"] and shop.desk.work.error is None


async def test_another_shop_ends_the_watch_and_shows_nothing_of_this_one(world: GuiWorld) -> None:
    world.control.habits.export_work_seconds = 5000
    async with at_exports(world) as shop:
        await shop.begin()
        held = world.staged.hold("listExports")
        await held.arrived.wait()
        assert shop.is_watched
        shop.desk.open(None)
        await shop.stage.settle()
        held.release()
        await shop.ended()
        assert shop.states == [] and "An export is being made" not in shop.words()
        shop.desk.open(shop.session)
        await shop.stage.settle()
        assert shop.is_watched and "An export is being made" in shop.words()
        world.control.clock.advance(6000)
        await shop.ended()


@pytest.mark.parametrize("code", EXPORT_ERRORS)
async def test_one_that_fails_says_why_and_what_to_do(world: GuiWorld, code: str) -> None:
    setattr(world.control.habits, "export_exception", code)  # noqa: B010
    async with at_exports(world) as shop:
        await shop.begin()
        await shop.ended()
        assert shop.states == ["failed"]
        said = shop.words()
        for text in export_error_texts(code):
            assert text in said
        assert code not in said
        assert not shop.can("save") and "ready" not in said
        await shop.press("details")
        assert code in shop.words()  # for support
        await shop.leave()


# --- cancelling --------------------------------------------------------------------------------


async def test_a_running_one_is_cancelled_after_a_question(world: GuiWorld) -> None:
    world.control.habits.export_work_seconds = 5000
    async with at_exports(world) as shop:
        await shop.begin()
        held = world.staged.hold("listExports")  # the watch waits here
        await held.arrived.wait()
        assert not shop.can("begin") and shop.tip("begin") == "One is being made already."
        await shop.press("cancel")
        await shop.leave(Qt.Key.Key_Return)  # the safe answer comes first
        assert world.sent("cancelExport") == 0
        await shop.press("cancel")
        await shop.confirm("Cancel the export")
        held.release()
        await shop.ended()
        assert shop.states == ["cancelled"] and shop.can("begin")
        assert "The export is cancelled." in shop.words()


async def test_cancelling_what_has_ended_meanwhile_shows_how_it_ended(world: GuiWorld) -> None:
    world.control.habits.export_work_seconds = 5000
    async with at_exports(world) as shop:
        await shop.begin()
        held = world.staged.hold("listExports")
        await held.arrived.wait()
        world.control.clock.advance(6000)
        await shop.press("cancel")
        await shop.confirm("Cancel the export")
        held.release()
        await shop.ended()
        assert shop.states == ["ready"]


# --- how it looks ------------------------------------------------------------------------------


async def test_it_looks_right(world: GuiWorld) -> None:
    async with at_exports(world) as shop:
        await ready(shop)
        for percent in (100, 200):
            theme.current().set_look(text_percent=percent)
            for language in ("en", "de"):
                speak("de" if language == "de" else "en")
                shop.stage.window.resize(1366, 768)
                settle(shop.stage.window)
                settle(shop.stage.window)
                page = shop.page
                assert cut_texts(page) == [] and sticking_out(page) == [] and nameless(page) == []
        assert shop.states == ["fertig"]
        await shop.press("details")
        (dialog,) = shop.stage.dialogs()
        settle(dialog)
        assert cut_texts(dialog) == [] and nameless(dialog) == []
        await shop.leave()


def test_sizes_are_read_by_people(qapp: QApplication) -> None:
    speak("en")
    said = [size_word(size) for size in (0, 999, 1000, 56_320, 999_949, 1_688_064, 5_400_000_000)]
    assert [word.replace("\u00a0", " ") for word in said] == [
        "0 B",
        "999 B",
        "1.0 kB",
        "56.3 kB",
        "999.9 kB",
        "1.7 MB",
        "5.4 GB",
    ]


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_went_wrong_is_said_for_shop_owners(qapp: QApplication, language: str) -> None:
    speak("de" if language == "de" else "en")
    for code in (*EXPORT_ERRORS, "E_SOMETHING_NEW", None):
        said, texts = export_error_words(code), export_error_texts(code)
        assert said.endswith(".") and "E_" not in said and "TSS" not in said
        assert (said == " ".join(texts)) is (language == "en")


async def test_what_is_saved_can_no_longer_be_given_up(
    world: GuiWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_exports(world) as shop:
        await ready(shop)
        path = tmp_path / "a.tar"
        choose(monkeypatch, path)
        held = world.staged.hold("listExports")
        shop.stage.tab_to("exports_save")
        shop.stage.key(Qt.Key.Key_Space)
        await held.arrived.wait()
        stop = shop.page.findChild(QPushButton, "exports_stop")
        assert path.exists() and stop is not None and not stop.isVisible()
        held.release()
        await shop.stage.settle()
        assert "Saved whole as “a.tar”" in shop.words()
