"""The card about the certificate: until when it holds, and whether it is what it says."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from tse_companion.domain.expiry import days_left
from tse_companion.gui import i18n
from tse_companion.gui.pages.facts import Verdict
from tse_companion.gui.pages.tss_cards import DetailsCard, Value
from tse_companion.gui.pages.tss_words import light_mark, light_words
from tse_companion.gui.widgets import Flow, MarkKind, VBox, button, grouped

if TYPE_CHECKING:
    from tse_companion.services.tss_details import Certificate, TssDetails

# By value, so that the services are not needed for the first picture.
_CHECK_MARKS: dict[str, MarkKind] = {"agrees": "ok", "differs": "bad", "unreadable": "unknown"}


class CertificateCard(DetailsCard):
    """``calendar`` is the button that saves the end as a calendar file."""

    def __init__(self) -> None:
        super().__init__(lambda: self.tr("Certificate"))
        self._light = Verdict()
        self._serial_check, self._key_check = Verdict(), Verdict()
        self._chain = VBox(gap=8)
        self._links: list[Verdict] = []
        self.calendar = button("plain", icon="calendar")
        self.calendar.setObjectName("tss_calendar")
        row = Flow()
        row.addWidget(self.calendar)
        self.add(self._light)
        self.in_columns(
            self.fact(
                lambda: self.tr("Valid until"), _of(lambda c: i18n.exact(c.not_after)), self._left
            ),
            self.fact(lambda: self.tr("Valid from"), _of(lambda c: i18n.exact(c.not_before))),
        )
        self.body.addLayout(row)
        self.add(self._serial_check, self._key_check)
        self.add(
            self.fact(lambda: self.tr("Issued to"), _of(lambda c: c.subject), shown=_name_in_lines),
            self.fact(
                lambda: self.tr("Issued by"),
                _of(lambda c: c.issuer),
                lambda: self.tr(
                    "The certificates of the issuers are in every TSE export; the service shows "
                    "what is listed here."
                ),
                shown=_name_in_lines,
            ),
        )
        self.body.addLayout(self._chain)
        self.in_columns(
            self.fact(
                lambda: self.tr("Number of the certificate"),
                _of(lambda c: c.serial_hex),
                shown=grouped,
            ),
            self.fact(lambda: self.tr("Curve of the key"), _of(lambda c: c.curve or "")),
        )
        self.say(self.calendar.setText, lambda: self.tr("Save the end to a calendar …"))
        self.say(self._light.set_text, self._light_words)
        self.say(self._serial_check.set_text, self._serial_words)
        self.say(self._key_check.set_text, self._key_words)

    def fill(self, details: TssDetails) -> None:
        self._light.set_kind(light_mark(details.light))
        self._serial_check.set_kind(_CHECK_MARKS[details.serial_check.value])
        self._key_check.set_kind(_CHECK_MARKS[details.key_check.value])
        self.calendar.setVisible(details.certificate is not None)
        for link in self._links:
            self._chain.removeWidget(link)
            link.hide()
            link.deleteLater()
        self._links = []
        for issuer in details.certificate.issuers if details.certificate else ():
            said = (
                self.tr("Signed by {name}, valid until {day}")
                if issuer.signed
                else self.tr("Not signed by {name}, valid until {day}, although it should be")
            )
            link = Verdict()
            self._links.append(link)
            self._chain.addWidget(link)  # first, or it would be a window for a moment
            link.set_kind("ok" if issuer.signed else "bad")
            link.set_text(said.format(name=issuer.subject, day=i18n.day(issuer.not_after)))

    def _light_words(self) -> str:
        return "" if self._details is None else light_words(self._details.light)

    def _left(self) -> str:
        details = self._details
        if details is None or details.certificate is None:
            return ""
        days = days_left(details.certificate.not_after, details.now)
        left = self.tr("%n day(s) left", "", days)
        if days <= 0:
            left = self.tr("has run out") if days < 0 else self.tr("less than a day left")
        return f"{i18n.day(details.certificate.not_after)}, {left}"

    def _serial_words(self) -> str:
        match "" if self._details is None else self._details.serial_check.value:
            case "agrees":
                return self.tr("The serial number is the hash of the public key, as it must be.")
            case "differs":
                return self.tr(
                    "The serial number is not the hash of the public key. Do not rely on this "
                    "TSE; send the details to fiskaly's support."
                )
            case "unreadable":
                return self.tr("The public key cannot be read, so the serial number is unproven.")
            case _:
                return ""

    def _key_words(self) -> str:
        match "" if self._details is None else self._details.key_check.value:
            case "agrees":
                return self.tr("The certificate belongs to the public key of this TSE.")
            case "differs":
                return self.tr(
                    "The certificate belongs to another key than that of this TSE. Send the "
                    "details to fiskaly's support."
                )
            case "unreadable":
                return self.tr("Whether the certificate belongs to this TSE cannot be told.")
            case _:
                return ""


def _name_in_lines(name: str) -> str:
    """A distinguished name part by part, long numbers in it in groups."""
    parts = re.split(r"(?<!\\),", name)
    return "\n".join(re.sub(r"[0-9a-f]{32,}", lambda hit: grouped(hit[0]), p) for p in parts)


def _of(value: Callable[[Certificate], str]) -> Value:
    """A value of the certificate; none where it cannot be read."""
    return lambda details: "" if details.certificate is None else value(details.certificate)
