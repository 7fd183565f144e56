"""The hand-over sheet: what a shop keeps in its folder after the set-up. It holds no secrets.

Unlike receipts, sheets follow the language of the window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject

from tse_companion.domain.models import Client, ClientState, Env, Tss
from tse_companion.gui import i18n
from tse_companion.gui.printing.draw import Document, Face, Sheet, even_lines, wrapped
from tse_companion.gui.printing.flow import Cell, Flow, grouped
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


@dataclass(frozen=True, slots=True)
class HandOver:
    """What the hand-over sheet shows. Times are Unix seconds.

    ``tills`` are all clients of the TSE, deregistered ones included.
    """

    site_name: str
    tss: Tss
    validity: tuple[int, int] | None  # of the certificate; None if it could not be read
    tills: tuple[Client, ...]
    made_at: int
    is_practice: bool = False


def hand_over_document(view: HandOver) -> Document:
    """The hand-over sheet on A4, in the language in force."""
    return HandOverSheet(view).document()


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


class HandOverSheet(QObject):
    """Fills the hand-over sheet."""

    def __init__(self, view: HandOver) -> None:
        super().__init__()
        self._view = view
        self._shared = SheetWords()

    def document(self) -> Document:
        """The finished pages."""
        view = self._view
        flow = Flow(
            A4.margin,
            A4.printable,
            top=TOP,
            bottom=(A4.height or 0) - FOOT,
            on_new_page=self._further_page,
        )
        self._banner(flow)
        flow.text(self.tr("Hand-over sheet: TSE of this shop"), TITLE)
        flow.gap(10)
        made = self.tr("{site} · made on {date}").format(
            site=view.site_name, date=i18n.day(view.made_at)
        )
        flow.text(made, BODY)
        flow.gap(44)
        self._tse(flow)
        flow.gap(44)
        self._tills(flow)
        flow.gap(44)
        flow.keep(self._next_steps)
        title = self.tr("Hand-over sheet {site}").format(site=view.site_name)
        sheets = self._with_footers(flow.sheets(A4.width, A4.height))
        return Document(title, A4.edge, A4.width - A4.edge, sheets, is_roll=False)

    def _banner(self, flow: Flow) -> None:
        view = self._view
        if (text := self._shared.banner(view.tss.env, view.is_practice)) is not None:
            flow.banner(text, Face(30, 700))
            flow.gap(36)

    def _further_page(self, flow: Flow) -> None:
        self._banner(flow)
        flow.text(self._view.site_name, HEADING)
        flow.gap(24)

    def _tse(self, flow: Flow) -> None:
        view, tss = self._view, self._view.tss
        heading(flow, self.tr("Technical security system (TSE)"))
        fact(flow, self.tr("TSE ID"), [tss.id], MONO)
        width = flow.width - LABELS
        fact(flow, self.tr("Serial number"), grouped(tss.serial_number, MONO, width), MONO)
        validity = self.tr("not stated")
        if view.validity is not None:
            start, end = map(i18n.day, view.validity)
            validity = self.tr("{start} to {end}").format(start=start, end=end)
        fact(flow, self.tr("Certificate valid"), wrapped(validity, BODY, width))
        bsi = tss.bsi_certification_id or self.tr("not stated")
        fact(flow, self.tr("BSI certification ID"), wrapped(bsi, BODY, width))
        if tss.time_init is not None:
            fact(flow, self.tr("In operation since"), [i18n.day(tss.time_init)])
        algorithm = f"{tss.signature_algorithm}, {tss.signature_timestamp_format}"
        fact(flow, self.tr("Signature"), even_or_whole(algorithm, width), MONO)
        environment = self._shared.environment(tss.env, view.is_practice)
        fact(flow, self.tr("Environment"), [environment], Face(BODY.size, 600))

    def _tills(self, flow: Flow) -> None:
        heading(flow, self.tr("Tills"))
        if not self._view.tills:
            flow.text(self.tr("No till is registered yet."), BODY)
            return
        columns = ((0, 440), (460, 610), (1090, 270))
        names = (self.tr("Till ID"), self.tr("Client ID"), self.tr("Registered"))
        cells = [Cell(name, *place) for name, place in zip(names, columns, strict=True)]
        flow.row(cells, Face(LABEL.size, 600))
        flow.rule(2, space=6)
        for till in self._view.tills:
            since = (
                i18n.day(till.time_creation)
                if till.state is ClientState.REGISTERED
                else self.tr("deregistered")
            )
            texts = (till.serial_number, till.id, since)
            faces = (BODY, replace(MONO, size=23), SMALL)
            flow.row(
                [
                    Cell(text, *place, face=face)
                    for text, place, face in zip(texts, columns, faces, strict=True)
                ],
                BODY,
            )
            flow.gap(6)

    def _next_steps(self, flow: Flow) -> None:
        heading(flow, self.tr("What to do next"))
        for number, step in enumerate(self._steps(), 1):
            numbered(flow, number, step)

    def _steps(self) -> list[str]:
        view = self._view
        enter = self.tr(
            "Enter the TSE ID and the client ID of each till in its till software, together "
            "with the API key. From then on the till signs every receipt."
        )
        check = self.tr(
            "Ring up a sale at each till and check that its receipt shows the QR code or the "
            "TSE data in plain text."
        )
        keep = self.tr(
            "Keep the sealed PUK sheet locked away, apart from this sheet and from the tills."
        )
        if view.tss.env is not Env.LIVE or view.is_practice:
            return [
                enter,
                check,
                keep,
                self.tr(
                    "This TSE is for trying out. Before real sales, set up a TSE for live "
                    "operation; nothing of this one is reported to the tax office."
                ),
            ]
        return [
            enter,
            check,
            keep,
            self.tr(
                "Report the tills and this TSE to the tax office through ELSTER within one month "
                "(§ 146a (4) AO). The form asks for the serial number and the BSI certification "
                "ID above."
            ),
            *self._renewal(),
        ]

    def _renewal(self) -> list[str]:
        if self._view.validity is None:
            return []
        words = self.tr(
            "Plan the change of TSE before the certificate ends on {date}. After that day it "
            "may not sign any more."
        )
        return [words.format(date=i18n.day(self._view.validity[1]))]

    def _with_footers(self, sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
        environment = self._shared.environment(self._view.tss.env, self._view.is_practice)
        return footed(
            sheets,
            lambda number: (
                f"{self._view.site_name} · {environment} · {self._shared.page(number, len(sheets))}"
            ),
        )


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


def footed(sheets: tuple[Sheet, ...], text: Callable[[int], str]) -> tuple[Sheet, ...]:
    """The same pages with a line at the foot of each; ``text`` gets the page's number."""
    done = []
    for number, sheet in enumerate(sheets, 1):
        foot = Flow(A4.margin, A4.printable, top=sheet.height - FOOT + 40)
        foot.text(text(number), SMALL, align="center")
        (drawn,) = foot.sheets(sheet.width, sheet.height)
        done.append(replace(sheet, marks=sheet.marks + drawn.marks))
    return tuple(done)
