"""What runs behind a page: the keyboard after it, what was pressed twice, whose news it is."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui import looking
from gui.wizard_stage import turns, until
from tse_companion.errors import NoConnection
from tse_companion.gui.page_work import PageWork
from tse_companion.gui.pages.news import NewsPage
from tse_companion.gui.texts import Words, words
from tse_companion.gui.widgets import Text, VBox
from tse_companion.services.tasks import Tasks

# The screen without a screen knows no other windows in front of it.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Page(QWidget):
    """A button that waits while something is under way, between two fields."""

    def __init__(self) -> None:
        super().__init__()
        self.before, self.button, self.after = QLineEdit(), QPushButton("Go"), QLineEdit()
        column = VBox(self)
        for widget in (self.before, self.button, self.after):
            column.addWidget(widget)
        self.told: list[Words | None] = []

    def show_error(self, words: Words | None, /) -> None:
        self.told.append(words)

    def show_done(self, text: str) -> None:
        pass

    def set_busy(self, text: str | None) -> None:
        self.button.setEnabled(text is None)


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.button.setFocus()
    return made


@pytest.mark.parametrize("goes_elsewhere", [False, True])
async def test_the_keyboard_comes_back_unless_it_was_taken_elsewhere(
    page: Page, goes_elsewhere: bool
) -> None:
    problems: list[BaseException] = []
    tasks, end, begun = Tasks(problems.append), asyncio.Event(), 0
    work = PageWork(tasks, page, "test")

    async def wait() -> None:
        nonlocal begun
        begun += 1
        await end.wait()
        raise NoConnection

    work.run(wait, "busy", "wait")
    work.run(wait, "busy", "wait")  # a second press meanwhile
    await turns()
    assert not page.button.hasFocus()
    if goes_elsewhere:
        page.before.setFocus()
    end.set()
    await turns()
    assert page.button.hasFocus() is not goes_elsewhere
    assert page.before.hasFocus() is goes_elsewhere
    assert begun == 1
    assert isinstance(work.error, NoConnection)
    assert [words is None for words in page.told] == [True, False]
    work.tell(None)
    assert page.told[-1] is None
    assert problems == []


def test_a_failure_is_told_in_the_language_in_force(qtbot: QtBot) -> None:
    page, error = NewsPage(), NoConnection()
    qtbot.addWidget(page)
    page.add_news()
    for language in ("en", "de"):
        looking.speak(language)
        if language == "en":
            page.show_error(words(error))
        said = words(error)
        shown = "\n".join(text.text() for text in page.findChildren(Text))
        for sentence in (said.title, said.meaning, said.remedy):
            assert sentence in shown


class Told:
    """Remembers what it was told last."""

    def __init__(self) -> None:
        self.told = False  # of a failure
        self.done = ""
        self.busy: str | None = None

    def show_error(self, error: Words | None) -> None:
        self.told = error is not None

    def show_done(self, text: str) -> None:
        self.done = text

    def set_busy(self, text: str | None) -> None:
        self.busy = text


@pytest.mark.parametrize("fails", [False, True])
async def test_what_ends_at_a_shop_that_was_left_is_not_told_at_the_next(fails: bool) -> None:
    errors: list[BaseException] = []
    tasks, page = Tasks(errors.append), Told()
    work = PageWork(tasks, page, "keys")
    gates = {"Café": asyncio.Event(), "Eisdiele": asyncio.Event()}

    def change(shop: str) -> None:
        async def changed() -> str:
            await gates[shop].wait()
            if fails:
                raise NoConnection
            return f"The new PIN of {shop} holds."

        work.turn_to(shop)
        work.run(changed, f"{shop} …", "set")

    change("Café")
    await asyncio.sleep(0)
    change("Eisdiele")  # and not dropped because the other one is under way
    await asyncio.sleep(0)
    assert page.busy == "Eisdiele …"
    gates["Café"].set()
    await until(lambda: not tasks.is_running("keys-set-Café"))
    assert (page.busy, page.done, page.told, work.error) == ("Eisdiele …", "", False, None)
    gates["Eisdiele"].set()
    await tasks.finish()
    said = "" if fails else "The new PIN of Eisdiele holds."
    assert (page.busy or "", page.done, page.told, errors) == ("", said, fails, [])
