"""The hand-over sheet: what a shop keeps in its folder after the set-up. It holds no secrets.

Unlike receipts, sheets follow the language of the window.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject

from tse_companion.domain.models import Client, ClientState, Env, Tss
from tse_companion.gui import i18n
from tse_companion.gui.printing.draw import Document, Face, wrapped
from tse_companion.gui.printing.flow import Cell, Flow, grouped
from tse_companion.gui.printing.sheets import (
    A4,
    BODY,
    LABEL,
    LABELS,
    MONO,
    SMALL,
    TITLE,
    SheetFrame,
    even_or_whole,
    fact,
    heading,
    numbered,
)


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


class HandOverSheet(QObject):
    """Fills the hand-over sheet."""

    def __init__(self, view: HandOver) -> None:
        super().__init__()
        self._view = view
        self._frame = SheetFrame(view.site_name, view.tss.env, view.is_practice)

    def document(self) -> Document:
        """The finished pages."""
        view = self._view
        flow = self._frame.begin()
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
        sheets = self._frame.footed(flow)
        return Document(title, A4.edge, A4.width - A4.edge, sheets, is_roll=False)

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
        environment = self._frame.environment
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
