"""What a page says belongs to the shop that is shown on it."""

from __future__ import annotations

import asyncio

import pytest

from gui.wizard_stage import until
from tse_companion.errors import NoConnection
from tse_companion.gui.page_work import PageWork
from tse_companion.gui.texts import Words
from tse_companion.services.tasks import Tasks


class Page:
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
    tasks, page = Tasks(errors.append), Page()
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
