"""Every page in both languages, both looks, and with text twice as large on a shop's screen."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import translations
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QRadioButton, QScrollArea, QWidget

from gui import looking
from gui.wizard_stage import Stage, turns
from tse_companion.gui import i18n, theme
from tse_companion.services.setup.flow import Step

SCREEN = (1366, 768)
# What is no word of ours: ids, numbers, the till's name, addresses.
DATA = re.compile(
    r"[\W\d]*|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f ]{70,}|.*KASSE-1.*|https://\S*|TSE Companion"
    r"|Café Anna|BSI-\S*|Kassen-ID: K/1|TRAINING – kein Beleg.*",
    re.DOTALL,
)


async def every_page(stage: Stage) -> AsyncIterator[str]:
    """All pages, empty and answered, and with what they say against a wrong answer."""
    await stage.begin()
    yield "welcome"
    await stage.go_on()
    yield "connect"
    await stage.answer()
    stage.fill("api_secret", "wrong")
    await stage.go_on()
    assert stage.wizard.error is not None
    yield "connect, refused"
    await stage.answer()
    await stage.go_on()
    while stage.step is not Step.DONE:
        step = stage.step
        yield step.value
        await provoke(stage)
        await looking_settles(stage)
        yield f"{step.value}, flawed"
        await stage.answer()
        yield f"{step.value}, answered"
        await stage.go_on()
        if step is Step.RECEIPT and stage.step is step:
            yield "receipt, signed"
            await stage.go_on()
        assert stage.step is not step, stage.wizard.error
    yield "done"


async def provoke(stage: Stage) -> None:
    """An answer that is not right, where the page asks something."""
    match stage.step:
        case Step.INVENTORY:
            stage.find(QRadioButton, "tss_new").click()
        case Step.KEEP_PUK:
            await stage.do("puk_show")
            right = await stage.puk_answer()
            stage.fill("puk_characters", "".join("X" if c != "X" else "Y" for c in right))
            await stage.go_on()
        case Step.PIN:
            stage.fill("pin", "123456")
            stage.fill("pin_again", "1234567")
            await stage.go_on()
        case Step.TILL:
            stage.fill("serial_number", "K/1")
        case _:
            return


async def looking_settles(stage: Stage) -> None:
    await turns()
    looking.settle(stage.window)


@pytest.fixture
def same_in_both() -> set[str]:
    """Texts that are spelled alike in German and English."""
    return {source for _, source, german in translations.entries() if source == german}


def words_of(stage: Stage) -> list[str]:
    return looking.shown_words(stage.window)


async def test_every_text_follows_the_language(stage: Stage, same_in_both: set[str]) -> None:
    async for name in every_page(stage):
        english = words_of(stage)
        looking.speak("de")
        await turns()
        german = words_of(stage)
        looking.speak("en")
        await turns()
        assert words_of(stage) == english, name
        assert len(german) == len(english), name
        left = [
            text
            for text, before in zip(german, english, strict=True)
            if text == before and text not in same_in_both and not DATA.fullmatch(text)
        ]
        assert left == [], name


async def test_nothing_is_cut_at_twice_the_size(stage: Stage, qapp: QApplication) -> None:
    theme.current().set_look(text_percent=200)
    i18n.install(qapp, "de")
    stage.window.resize(*SCREEN)
    async for name in every_page(stage):
        await looking_settles(stage)
        assert looking.cut_texts(stage.window) == [], name
        assert looking.sticking_out(stage.window) == [], name
        assert can_only_scroll_down(stage.wizard), name


async def test_nothing_is_cut_in_the_smallest_window(stage: Stage, qapp: QApplication) -> None:
    i18n.install(qapp, "de")
    stage.window.resize(stage.window.minimumSize())
    async for name in every_page(stage):
        await looking_settles(stage)
        assert looking.cut_texts(stage.window) == [], name
        assert can_only_scroll_down(stage.wizard), name


def can_only_scroll_down(wizard: QWidget) -> bool:
    return all(
        area.horizontalScrollBar().maximum() == 0 for area in wizard.findChildren(QScrollArea)
    )


async def test_light_and_dark_change_under_way(stage: Stage) -> None:
    async for name in every_page(stage):
        before = words_of(stage)
        seen: dict[str, QColor] = {}
        for scheme in ("dark", "light"):
            theme.current().set_look(scheme=scheme)
            await looking_settles(stage)
            picture = stage.window.grab().toImage()
            assert not picture.isNull()
            at = stage.wizard.mapTo(stage.window, stage.wizard.rect().topRight())
            seen[scheme] = picture.pixelColor(at.x() - 12, at.y() + 4)
        assert seen["dark"].lightness() < 80 < 170 < seen["light"].lightness(), name
        assert words_of(stage) == before, name


async def test_the_size_changes_under_way_and_back(stage: Stage) -> None:
    stage.window.resize(*SCREEN)
    async for name in every_page(stage):
        await looking_settles(stage)
        before = [(w, w.geometry()) for w in looking.parts(stage.page)]
        theme.current().set_look(text_percent=150)
        await looking_settles(stage)
        assert looking.cut_texts(stage.window) == [], name
        theme.current().set_look(text_percent=100)
        await looking_settles(stage)
        moved = [type(w).__name__ for w, was in before if w.geometry() != was]
        assert moved == [], name
