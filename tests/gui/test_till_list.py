"""Several tills at once in the real window: the list, the dry run, the run and its end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QPlainTextEdit,
    QProgressBar,
)

from gui.looking import cut_texts, nameless, speak, sticking_out
from gui.several_stage import FATES, LIST, Several, several
from gui.shop_stage import PIN, plant
from gui.wizard_stage import GuiWorld, named, turns, until
from tse_companion.domain.models import ClientState, Env
from tse_companion.gui import theme
from tse_companion.services.admin_mode import admin_mode


@pytest.fixture
async def page(world: GuiWorld) -> AsyncIterator[Several]:
    plant(world)
    async with several(world) as made:
        yield made


async def test_from_the_list_to_the_end_by_keyboard(page: Several) -> None:
    page.stage.tab_to("till_list_text")
    page.stage.type("GARTEN-1")
    page.stage.key(Qt.Key.Key_Return)
    page.stage.type("GARTEN-2")
    await page.press("till_list_check")
    assert "2 tills will be registered" in page.words()
    assert page.sent() == 0
    await page.press("till_list_run")
    await page.type(PIN)
    assert "Done. 2 tills can sign from now on." in page.words()
    assert page.fates() == {1: "registered", 2: "registered"}
    assert page.client("GARTEN-2") is ClientState.REGISTERED
    await page.press("till_list_leave")
    assert page.stage.window.current_page == "tills"
    assert page.states()["GARTEN-1"] == "registered"


async def test_the_dry_run_says_what_will_become_of_each_line(page: Several) -> None:
    await page.check(LIST)
    assert page.fates() == FATES
    assert "3 tills will be registered · 1 already there · 3 left out" in page.words()
    assert page.world.changes() == []
    await page.press("till_list_back")  # mend the list
    edit = page.list.findChild(QPlainTextEdit)
    assert edit is not None and edit.toPlainText() == LIST


async def test_only_as_many_as_there_is_room_for(page: Several) -> None:
    page.world.control.limits.registered_clients = 5
    await page.check("\n".join(f"K{n}" for n in range(4)))
    assert list(page.fates().values())[1:] == [
        "will be registered",
        "left out: no room at this TSE",
        "left out: no room at this TSE",
    ]
    assert "2 lines are left out." in page.words()
    page.world.control.limits.registered_clients = 3
    await page.press("till_list_back")
    await page.press("till_list_check")
    assert not page.button("run").isVisible()
    assert "4 lines are left out." in page.words()


async def test_refused_lines_and_the_next_dry_run(page: Several) -> None:
    await page.open_admin_mode()
    await page.check(LIST)
    page.world.control.fault("createClient", "status", code="E_ILLEGAL_CLIENT_SERIAL", status=400)
    held = page.world.staged.hold("createClient")
    page.stage.tab_to("till_list_run")
    page.stage.key(Qt.Key.Key_Space)
    await held.arrived.wait()
    assert page.button("pause").hasFocus()  # and not the window's way back
    held.release()
    await page.stage.settle()
    assert page.button("leave").hasFocus()
    assert page.fates()[3] == "registered again"
    assert page.fates()[4] == "The service refuses this Kassen-ID"
    assert page.fates()[8] == "registered"
    assert "Done, but the service refused 1 till." in page.words()
    assert "2 of 3 tills registered" in page.words()
    await page.press("till_list_back")
    await page.press("till_list_check")
    assert [line for line, said in page.fates().items() if said == "will be registered"] == [4]


async def test_paused_gone_on_and_stopped(page: Several) -> None:
    await page.open_admin_mode()
    await page.check("K1\nK2\nK3\nK4")
    held = page.world.staged.hold("createClient")
    page.button("run").click()
    await held.arrived.wait()
    assert page.fates()[1] == "is being registered …"
    page.button("pause").click()
    held.release()
    await until(lambda: page.fates()[1] == "registered")
    await turns(10)
    assert page.world.sent("createClient") == 1 and page.button("pause").text() == "Go on"
    held = page.world.staged.hold("createClient")
    page.button("pause").click()
    await held.arrived.wait()
    page.button("stop").click()
    held.release()
    await page.stage.settle()
    assert "Stopped. 2 tills are not registered yet." in page.words()
    bar = page.list.findChild(QProgressBar)
    assert bar is not None and (bar.value(), bar.maximum()) == (2, 4)
    assert page.world.sent("createClient") == 2
    page.button("run").click()
    await page.stage.settle()
    assert "Done. 4 tills can sign from now on." in page.words()


async def test_what_would_hit_every_line_is_told_and_gone_on_from(page: Several) -> None:
    await page.open_admin_mode()
    await page.check("K1\nK2\nK3")
    page.world.control.fault("createClient", "status", code="E_CERTIFICATE_EXPIRED", nth=2)
    await page.press("till_list_run")
    assert page.told_code() == "E_CERTIFICATE_EXPIRED"
    assert "Stopped. 2 tills are not registered yet." in page.words()
    named(page.list, "Details").click()
    await page.stage.settle()
    assert len(page.stage.dialogs()) == 1
    await page.key(Qt.Key.Key_Escape)
    await page.session.client.logout_admin(admin_mode(page.session).tss_id)
    await page.press("till_list_run")
    assert page.told_code() == "admin_mode_ended"
    await page.press("till_list_run")
    await page.type(PIN)
    assert "Done. 3 tills can sign from now on." in page.words()
    assert page.told_code() is None


async def test_the_pin_is_refused_or_not_given(page: Several) -> None:
    await page.check("K1")
    await page.press("till_list_run")
    await page.key(Qt.Key.Key_Escape)
    assert page.button("run").isEnabled() and page.sent() == 0
    page.world.control.block_pin(page.session.site.tss_id or "")
    await page.press("till_list_run")
    await page.type(PIN)
    assert page.told_code() == "E_ADMIN_PIN_BLOCKED"


async def test_in_live_it_is_confirmed_first(world: GuiWorld) -> None:
    plant(world, env=Env.LIVE)
    async with several(world) as page:
        await page.check("K1")
        assert not page.button("run").isEnabled()
        await page.press("till_list_sure")
        sure = page.list.findChild(QCheckBox)
        assert sure is not None and sure.isChecked()
        await page.press("till_list_run")
        await page.type(PIN)
        assert page.client("K1") is ClientState.REGISTERED


async def test_leaving_the_page_does_not_stop_it(page: Several) -> None:
    await page.open_admin_mode()
    await page.check("K1\nK2")
    held = page.world.staged.hold("createClient")
    page.button("run").click()
    await held.arrived.wait()
    page.stage.window.show_page("support")
    held.release()
    page.stage.window.show_page("till-list")
    await page.stage.settle()
    assert "Done. 2 tills can sign from now on." in page.words()


async def test_another_shop_stops_it_and_begins_afresh(page: Several) -> None:
    await page.open_admin_mode()
    await page.check("K1\nK2\nK3")
    held = page.world.staged.hold("createClient")
    page.button("run").click()
    await held.arrived.wait()
    page.list_desk.open(None)
    held.release()
    await page.stage.settle()
    assert page.world.sent("createClient") == 1  # the one under way
    assert page.fates() == {} and not page.button("pause").isVisible()
    assert "Stopped" not in page.words() and page.told_code() is None


async def test_no_connection_while_comparing(page: Several) -> None:
    page.world.network.is_down = True
    await page.check("K1")
    assert page.told_code() == "no_connection"
    edit = page.list.findChild(QPlainTextEdit)
    assert edit is not None and edit.isVisible() and edit.toPlainText() == "K1"


async def choose(page: Several, path: Path | None) -> None:
    """Answer the system's dialog."""
    page.button("file").click()
    await until(page.stage.dialogs)
    (dialog,) = page.stage.dialogs()
    assert isinstance(dialog, QFileDialog)
    if path is None:
        dialog.reject()
    else:
        dialog.selectFile(str(path))
        dialog.accept()
    await page.stage.settle()
    await page.come_back()


async def test_a_file(page: Several, tmp_path: Path) -> None:
    file = tmp_path / "kassen.csv"
    file.write_bytes("serial_number;description\r\nK1;Süd\r\n".encode("latin-1"))
    await choose(page, None)
    await choose(page, file)
    edit = page.list.findChild(QPlainTextEdit)
    assert edit is not None and edit.toPlainText() == "serial_number;description\nK1;Süd\n"
    await page.press("till_list_check")
    assert page.fates() == {2: "will be registered"}
    big = tmp_path / "big.csv"
    big.write_bytes(b"x" * 1_000_001)
    await page.press("till_list_back")
    await choose(page, big)
    assert page.told_code() == "file_unreadable"
    assert edit.toPlainText().startswith("serial_number")


async def test_a_file_that_is_gone() -> None:
    from tse_companion.errors import FileUnreadable
    from tse_companion.gui.till_list_desk import _content

    with pytest.raises(FileUnreadable):
        _content(Path("there is no such file"))


async def test_nothing_is_cut_and_everything_has_a_name(page: Several) -> None:
    page.stage.window.resize(1366, 768)
    for percent, language in ((100, "en"), (200, "de")):
        theme.current().set_look(text_percent=percent)
        speak(language)  # type: ignore[arg-type]
        page.list.begin(must_confirm=True)
        await turns()
        assert cut_texts(page.list) == sticking_out(page.list) == nameless(page.list) == []
        edit = page.list.findChild(QPlainTextEdit)
        assert edit is not None
        edit.setPlainText(LIST)
        page.button("check").click()
        await page.stage.settle()
        await turns()
        assert cut_texts(page.list) == sticking_out(page.list) == nameless(page.list) == []
