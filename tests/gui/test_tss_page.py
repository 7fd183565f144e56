"""The page about the TSE, through the window and by keyboard."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from gui.looking import cut_texts, nameless, settle, speak, sticking_out
from gui.tss_stage import TseStage, tse_shop
from gui.wizard_stage import GuiWorld
from tse_companion.domain.expiry import DAY, ExpiryLight
from tse_companion.domain.models import TssState
from tse_companion.gui import paper_jobs, theme
from tse_companion.gui.pages.tss import TssPage
from tse_companion.gui.pages.tss_words import light_words, situation_words
from tse_companion.gui.widgets import CopyRow
from tse_companion.services.tss_details import Check, details_of


async def open_page(shop: TseStage) -> TssPage:
    shop.stage.key(Qt.Key.Key_F5)
    await shop.stage.settle()
    await shop.press("tss_details")
    page = shop.page()
    assert isinstance(page, TssPage)
    return page


def copied(page: TssPage) -> set[str]:
    """Every value that can be copied."""
    return {row.value() for row in page.findChildren(CopyRow) if row.isVisible()}


async def test_every_fact_is_there_and_can_be_copied(world: GuiWorld) -> None:
    async with tse_shop(world) as shop:
        page = await open_page(shop)
        assert shop.stage.window.current_page == "tss"
        tss = await shop.session.client.retrieve_tss(shop.tss_id)
        values = copied(page)
        for value in (
            tss.serial_number,
            tss.id,
            tss.description,
            tss.bsi_certification_id,
            tss.public_key,
            tss.certificate,
            tss.signature_algorithm,
            tss.signature_timestamp_format,
            tss.version,
            str(tss.signature_counter),
            "INITIALIZED",
        ):
            assert value in values, value
        texts = shop.texts()
        assert " ".join(re.findall("....", tss.serial_number)) in texts
        assert "1 of 199" in texts and "0 of 2,000" in texts
        assert "The serial number is the hash of the public key, as it must be." in texts
        assert light_words(ExpiryLight.GOOD) in texts
        assert "cannot be changed afterwards" in texts  # the description
        (row,) = [r for r in page.findChildren(CopyRow) if r.value() == tss.certificate]
        copy = row.findChild(QPushButton)
        assert copy is not None
        copy.click()
        assert QGuiApplication.clipboard().text() == tss.certificate  # all of it, not its ends
        shop.stage.window.go_back()
        assert shop.stage.window.current_page == "overview"


async def test_each_state_says_what_it_means_and_what_to_do(world: GuiWorld) -> None:
    async with tse_shop(world) as shop:
        await shop.show("tss")
        end = shop.page().findChild(QPushButton, "tss_disable")
        assert end is not None
        for state in TssState:
            if state is TssState.UNKNOWN:
                continue
            world.control.put_state(shop.tss_id, state)
            await shop.press("tss_refresh")
            for part in situation_words(state, ExpiryLight.GOOD)[1:]:
                assert part in shop.texts()
            may_end = state in (TssState.UNINITIALIZED, TssState.INITIALIZED)
            assert end.isVisible() is may_end


async def test_the_end_of_the_certificate(world: GuiWorld) -> None:
    async with tse_shop(world) as shop:
        for days, light in (
            (200, ExpiryLight.NOTICE),
            (290, ExpiryLight.PLAN),
            (340, ExpiryLight.SOON),
            (360, ExpiryLight.URGENT),
            (370, ExpiryLight.EXPIRED),
        ):
            world.control.clock.advance(days * DAY - (world.control.clock.time() - begun(shop)))
            await shop.show("overview")
            await shop.show("tss")
            details = shop.tss.page.details
            assert details is not None and details.light is light
            assert light_words(light) in shop.texts()
            assert situation_words(TssState.INITIALIZED, light)[2] in shop.texts()


def begun(shop: TseStage) -> int:
    details = shop.tss.page.details
    if details is None or details.certificate is None:
        return int(shop.world.control.clock.time())
    return details.certificate.not_before


async def test_what_the_checks_say(world: GuiWorld) -> None:
    async with tse_shop(world) as shop:
        await shop.show("tss")
        page = shop.tss.page
        assert page.details is not None
        tss = page.details.tss
        page.show_details(replace(page.details, serial_check=Check.DIFFERS))
        assert "is not the hash of the public key" in shop.texts()
        page.show_details(details_of(replace(tss, certificate="?", public_key="?"), 0, 0))
        assert "cannot be read, so its end is not known" in shop.texts()
        assert "cannot be told" in shop.texts()
        parts = (base64.b64decode(tss.certificate), *world.control.chain)
        pem = "".join(
            "-----BEGIN CERTIFICATE-----\n"
            + base64.encodebytes(part).decode()
            + "-----END CERTIFICATE-----\n"
            for part in parts
        )
        page.show_details(details_of(replace(tss, certificate=pem), 0, 0))
        await shop.stage.settle()
        assert shop.texts().count("Signed by ") == 2


# --- the calendar file ---------------------------------------------------------------------------


async def test_the_end_goes_to_a_calendar(
    world: GuiWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggested: list[str] = []
    answers: list[Path | None] = [None, tmp_path / "end.ics", tmp_path / "no" / "end.ics"]

    async def ask(_: object, name: str) -> Path | None:
        suggested.append(name)
        return answers.pop(0)

    monkeypatch.setattr(paper_jobs, "ask_for_file", ask)  # the system's own dialog
    async with tse_shop(world) as shop:
        await open_page(shop)
        details = shop.tss.page.details
        assert details is not None
        await shop.press("tss_calendar")
        assert "Saved as" not in shop.texts()  # cancelled
        await shop.press("tss_calendar")
        assert "Saved as “end.ics”" in shop.texts()
        data = (tmp_path / "end.ics").read_bytes()
        assert b"\r\nBEGIN:VALARM\r\n" in data
        unfolded = data.replace(b"\r\n ", b"").decode()
        assert details.tss.serial_number in unfolded
        assert f"UID:{shop.tss_id}-certificate@" in unfolded
        assert "Backstube" in unfolded
        for secret in world.vault.kept.values():
            assert secret.reveal() not in unfolded
        assert all(re.fullmatch(r"End of TSE [0-9a-f]{8}\.ics", name) for name in suggested)
        await shop.press("tss_calendar")
        shop.assert_told(shop.tss.work, "file_unwritable")


# --- entries of one's own ------------------------------------------------------------------------


async def test_entries_are_edited(world: GuiWorld) -> None:
    async with tse_shop(world) as shop:
        await open_page(shop)
        await shop.press("tss_metadata")
        await shop.press("metadata_add")
        shop.stage.type("room")
        shop.stage.key(Qt.Key.Key_Tab)
        shop.stage.type("cellar")
        await shop.stage.enter()
        assert "The entries are saved." in shop.texts()
        assert (await shop.session.client.retrieve_tss(shop.tss_id)).metadata == {"room": "cellar"}
        assert "cellar" in copied(shop.tss.page)
        await shop.press("tss_metadata")
        await shop.press("metadata_remove")
        await shop.press("metadata_save")
        assert "There is no entry yet." in shop.texts()
        assert world.sent("authenticateAdmin") == 1  # of making it; entries need no admin


# --- what goes wrong -----------------------------------------------------------------------------


async def test_what_goes_wrong_is_told_and_what_is_known_stays(world: GuiWorld) -> None:
    async with tse_shop(world) as shop:
        page = await open_page(shop)
        assert "Nothing has to be done." in shop.texts()
        world.network.is_down = True
        await shop.press("tss_refresh")
        shop.assert_told(shop.tss.work, "no_connection")
        assert "Nothing has to be done." not in shop.texts()
        assert shop.tss_id in copied(page)
        world.network.is_down = False
        world.control.fault("retrieveTss", "status", code="E_ACCESS_DENIED")
        await shop.press("tss_refresh")
        shop.assert_told(shop.tss.work, "E_ACCESS_DENIED")
        shop.tss.page.failure_asked.emit()
        await shop.stage.settle()
        assert "This access may not use the TSE" in shop.texts(shop.dialog())
        shop.stage.key(Qt.Key.Key_Escape)
        await shop.stage.settle()
        await shop.press("tss_refresh")
        assert shop.tss.work.error is None
        world.control.reset()
        await shop.press("tss_refresh")
        shop.assert_told(shop.tss.work, "E_TSS_NOT_FOUND")
        sent = len(world.control.requests)
        shop.tss.open(None)
        await shop.stage.settle()
        assert "The overview says what is missing." in shop.texts()
        assert len(world.control.requests) == sent


# --- looks ---------------------------------------------------------------------------------------


async def test_it_looks_right(world: GuiWorld) -> None:
    async with tse_shop(world) as shop:
        long = {"address": "https://" + "a" * 480, "k" * 40: "Ä" * 500}
        await shop.session.client.update_tss_metadata(shop.tss_id, long)
        await shop.show("tss")
        page = shop.page()
        for percent in (100, 200):
            theme.current().set_look(text_percent=percent)
            speak("de")
            shop.stage.window.resize(1366, 768)
            settle(shop.stage.window)
            settle(shop.stage.window)
            assert cut_texts(page) == [] and sticking_out(page) == [] and nameless(page) == []
