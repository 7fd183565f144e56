"""The report on a batch of cancelled transactions, for the shop's records: A4, no secrets.

Long batches take many pages, so the pages are filled in steps: the window lives on in between.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject

from tse_companion.domain.models import Env
from tse_companion.gui import i18n
from tse_companion.gui.printing.draw import Document, Face, wrapped
from tse_companion.gui.printing.flow import Align, Cell, Flow, grouped
from tse_companion.gui.printing.sheets import (
    A4,
    BODY,
    LABEL,
    LABELS,
    MONO,
    SMALL,
    TITLE,
    SheetFrame,
    fact,
    heading,
)

_ROWS_A_STEP = 10
# Where each column lies, how wide it is, and how its text stands.
_COLUMNS: tuple[tuple[int, int, Align], ...] = (
    (0, 100, "right"),
    (124, 236, "left"),
    (376, 216, "left"),
    (608, 264, "left"),
    (880, 130, "right"),
    (1034, 326, "left"),
)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One transaction of the batch; ``before`` and ``after`` are its states in words."""

    number: int
    till: str
    time_start: int
    before: str
    after: str
    counter: int | None
    outcome: str


@dataclass(frozen=True, slots=True)
class CancelReport:
    """What the report shows. Times are Unix seconds; ``sums`` is the result in one sentence."""

    site_name: str
    tss_id: str
    tss_serial_number: str
    env: Env
    is_practice: bool
    begun: int
    made_at: int
    user: str
    reason: str
    sums: str
    lines: tuple[ReportLine, ...]


class CancelReportSheet(QObject):
    """Fills the report. ``steps`` does it bit by bit, ``document`` holds it afterwards."""

    def __init__(self, view: CancelReport) -> None:
        super().__init__()
        self._view = view
        self._frame = SheetFrame(view.site_name, view.env, view.is_practice)
        self._document: Document | None = None

    @property
    def document(self) -> Document:
        """The finished pages; takes the steps that were not taken."""
        if self._document is None:
            for _ in self.steps():
                pass
        assert self._document is not None
        return self._document

    def steps(self) -> Iterator[None]:
        """Fill the pages; each step takes a few milliseconds."""
        view = self._view
        flow = self._frame.begin(gap=20, on_new_page=self._names)
        flow.text(self.tr("Cancelled transactions"), TITLE)
        flow.gap(10)
        made = self.tr("{site} · made on {date}").format(
            site=view.site_name, date=i18n.day(view.made_at)
        )
        flow.text(made, BODY)
        flow.gap(44)
        self._facts(flow)
        flow.gap(44)
        heading(flow, self.tr("Transactions"))
        self._names(flow)
        yield
        for at, line in enumerate(view.lines):
            self._line(flow, line)
            if at % _ROWS_A_STEP == _ROWS_A_STEP - 1:
                yield
        flow.gap(30)
        flow.text(self._explanation(), SMALL)
        yield
        self._document = Document(
            self.tr("Cancelled transactions {site}").format(site=view.site_name),
            A4.edge,
            A4.width - A4.edge,
            self._frame.footed(flow),
            is_roll=False,
        )

    def _facts(self, flow: Flow) -> None:
        view, width = self._view, flow.width - LABELS
        fact(flow, self.tr("Reason"), wrapped(view.reason, BODY, width))
        fact(flow, self.tr("Cancelled by"), wrapped(view.user or "–", BODY, width))
        fact(flow, self.tr("Begun"), [i18n.exact(view.begun)])
        fact(flow, self.tr("Result"), wrapped(view.sums, BODY, width))
        fact(flow, self.tr("TSE ID"), [view.tss_id], MONO)
        if view.tss_serial_number:
            fact(
                flow,
                self.tr("Serial number"),
                grouped(view.tss_serial_number, MONO, width),
                MONO,
            )
        environment = self._frame.environment
        fact(flow, self.tr("Environment"), [environment], Face(BODY.size, 600))

    def _names(self, flow: Flow) -> None:
        names = (
            self.tr("No."),
            self.tr("Till"),
            self.tr("Started"),
            self.tr("Before → after"),
            self.tr("Counter"),
            self.tr("Result"),
        )
        flow.row(_cells(names), Face(LABEL.size, 600))
        flow.rule(2, space=6)

    def _line(self, flow: Flow, line: ReportLine) -> None:
        texts = (
            str(line.number),
            line.till,
            i18n.moment(line.time_start),
            f"{line.before} → {line.after}",
            "–" if line.counter is None else str(line.counter),
            line.outcome,
        )
        flow.row(_cells(texts), SMALL)
        flow.gap(6)

    def _explanation(self) -> str:
        return self.tr(
            "Counter is the signature counter of the signed cancellation in the TSE. Each "
            "cancellation was sent one after another and signed by the TSE; the transaction and "
            "its number stay in the TSE's records. Times are local time. Keep this report with "
            "your records."
        )


def _cells(texts: tuple[str, ...]) -> list[Cell]:
    return [
        Cell(text, x, width, align) for text, (x, width, align) in zip(texts, _COLUMNS, strict=True)
    ]
