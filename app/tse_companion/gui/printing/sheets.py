"""What the sheets for a shop's folder have in common: faces, words, parts, banner and footer.

Unlike receipts, sheets follow the language of the window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from tse_companion.domain.models import Env
from tse_companion.gui.printing.draw import Face, Sheet, even_lines
from tse_companion.gui.printing.flow import Cell, Flow
from tse_companion.gui.printing.papers import PAPERS, Paper

A4 = PAPERS[Paper.A4]
TITLE = Face(52, 700)
HEADING = Face(32, 600)
BODY = Face(28)
LABEL = Face(24, 500)
SMALL = Face(24)
MONO = Face(25, mono=True)

TOP = 110
FOOT = 170  # dots at the bottom that belong to the footer
LABELS = 400  # width of the column with names


class SheetWords(QObject):
    """Words that all sheets share."""

    def environment(self, env: Env, is_practice: bool) -> str:
        """The world the TSE belongs to."""
        if is_practice:
            return self.tr("Practice")
        return {
            Env.LIVE: self.tr("Live operation"),
            Env.TEST: self.tr("Test operation"),
            Env.UNKNOWN: self.tr("Environment unknown"),
        }[env]

    def banner(self, env: Env, is_practice: bool) -> str | None:
        """What stands on top of a sheet that is not about real sales."""
        if env is Env.LIVE and not is_practice:
            return None
        return self.tr("{environment} – not for real sales").format(
            environment=self.environment(env, is_practice)
        )

    def page(self, number: int, count: int) -> str:
        return self.tr("Page {number} of {count}").format(number=number, count=count)


class SheetFrame:
    """The edge of a sheet that may take several pages: a banner on top of each where the sheet is
    not about real sales, the shop's name on further ones, and a line at the foot."""

    def __init__(self, site_name: str, env: Env, is_practice: bool) -> None:
        self._site_name = site_name
        self._words = SheetWords()
        self._banner = self._words.banner(env, is_practice)
        self.environment = self._words.environment(env, is_practice)

    def begin(
        self, *, gap: int = 24, on_new_page: Callable[[Flow], object] = lambda _: None
    ) -> Flow:
        """The first page, its banner done. Each further one has a ``gap`` below the shop's name,
        then ``on_new_page`` may fill in more."""

        def further(flow: Flow) -> None:
            self._put_banner(flow)
            flow.text(self._site_name, HEADING)
            flow.gap(gap)
            on_new_page(flow)

        flow = Flow(
            A4.margin, A4.printable, top=TOP, bottom=(A4.height or 0) - FOOT, on_new_page=further
        )
        self._put_banner(flow)
        return flow

    def footed(self, flow: Flow) -> tuple[Sheet, ...]:
        """The finished pages, each with its number at the foot."""
        sheets = flow.sheets(A4.width, A4.height)
        done = []
        for number, sheet in enumerate(sheets, 1):
            page = self._words.page(number, len(sheets))
            foot = Flow(A4.margin, A4.printable, top=sheet.height - FOOT + 40)
            foot.text(f"{self._site_name} · {self.environment} · {page}", SMALL, align="center")
            (drawn,) = foot.sheets(sheet.width, sheet.height)
            done.append(replace(sheet, marks=sheet.marks + drawn.marks))
        return tuple(done)

    def _put_banner(self, flow: Flow) -> None:
        if self._banner is not None:
            flow.banner(self._banner, Face(30, 700))
            flow.gap(36)


def heading(flow: Flow, text: str) -> None:
    """A heading that stays with what follows."""
    flow.need(200)
    flow.text(text, HEADING)
    flow.gap(14)


def fact(flow: Flow, name: str, lines: list[str], face: Face = BODY) -> None:
    """A name and its value beside it."""
    flow.labelled(name, lines, (LABEL, face), LABELS)
    flow.gap(10)


def numbered(flow: Flow, number: int, text: str, face: Face = BODY) -> None:
    """A step with its number hanging on the left."""
    flow.row([Cell(f"{number}.", 0, 56), Cell(text, 56, flow.width - 56)], face)
    flow.gap(12)


def even_or_whole(text: str, width: int) -> list[str]:
    """A technical value on one line, or on lines of equal length."""
    return even_lines(text, MONO, width)
