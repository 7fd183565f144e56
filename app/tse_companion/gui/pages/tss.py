"""The page about the TSE: every fact with its meaning, its certificate, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from tse_companion.domain.models import TssState
from tse_companion.domain.states import DEAD, may_move
from tse_companion.gui import i18n
from tse_companion.gui.pages.news import NewsPage
from tse_companion.gui.pages.tss_cards import (
    CountersCard,
    EntriesCard,
    IdentityCard,
    LifeCard,
    TechnicalCard,
)
from tse_companion.gui.pages.tss_certificate import CertificateCard
from tse_companion.gui.pages.tss_words import situation_kind, situation_words
from tse_companion.gui.texts import no_access_sentence
from tse_companion.gui.widgets import ActionCard, Banner, BusyLine, Card, HBox, Text, button

if TYPE_CHECKING:
    from tse_companion.gui.texts import Words
    from tse_companion.services.tss_details import TssDetails


class TssPage(NewsPage):
    """Shows :class:`TssDetails`; signals say what the person asks for."""

    refresh_requested = Signal()
    calendar_requested = Signal()
    metadata_requested = Signal()
    keys_requested = Signal()
    disable_requested = Signal()
    renewal_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._details: TssDetails | None = None
        self._is_locked = False
        self._build()
        self._show()

    @property
    def details(self) -> TssDetails | None:
        return self._details

    def show_details(self, details: TssDetails | None) -> None:
        """Show this TSS; None while it is not known."""
        self._details = details
        self._show()

    def show_locked(self, locked: bool) -> None:
        """Whether the shop's keys are not at hand, so that nothing can be asked."""
        self._is_locked = locked
        self._show()

    def show_error(self, told: Words | None, /) -> None:
        """What did not work; what is known stays below it."""
        super().show_error(told)
        self._show_kind()
        self.retranslate()

    def set_busy(self, text: str | None) -> None:
        """Something is under way; the buttons wait so long."""
        for widget in (self._refresh, self._renew, self._disable, *self._buttons):
            widget.setEnabled(text is None)
        self._busy.tell(text)

    def _build(self) -> None:
        title, self._refresh = Text("title"), button("plain", icon="refresh")
        self._refresh.setObjectName("tss_refresh")
        QShortcut("F5", self).activated.connect(self._refresh.click)
        self._refresh.clicked.connect(self.refresh_requested)
        head = HBox(gap=12)
        head.addWidget(title, 1)
        head.addWidget(self._refresh)
        self._busy = BusyLine(keep_room=False)
        self._situation, self._none = Banner(), Text("body", tone="muted")
        self._identity, self._certificate = IdentityCard(), CertificateCard()
        self._counters, self._life = CountersCard(), LifeCard()
        self._technical, self._entries = TechnicalCard(), EntriesCard()
        self._certificate.calendar.clicked.connect(self.calendar_requested)
        self._entries.edit.clicked.connect(self.metadata_requested)
        self._successor = self._successor_card()
        self._keys, self._end = self._keys_card(), self._end_card()
        self._buttons = (self._certificate.calendar, self._entries.edit)
        self._cards = (
            self._successor,
            self._identity,
            self._certificate,
            self._counters,
            self._keys,
            self._entries,
            self._life,
            self._technical,
            self._end,
        )
        self.body.addLayout(head)
        self.body.addWidget(self._busy)
        self.add_news()
        for widget in (self._none, self._situation, *self._cards):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.say(title.setText, lambda: self.tr("The TSE"))
        self.say(self._refresh.setText, lambda: self.tr("Look again"))
        self.say(self._none.setText, self._none_words)
        self.say(self._situation.set_title, lambda: self._situation_words()[0])
        self.say(self._situation.set_text, lambda: self._situation_words()[1])

    def _successor_card(self) -> Card:
        self._renew = button("primary")
        self._renew.setObjectName("tss_renew")
        self._renew.clicked.connect(self.renewal_requested)
        card = ActionCard(self._renew)
        self.say(card.set_title, lambda: self.tr("A new TSE for this shop"))
        self.say(
            card.set_text,
            lambda: self.tr(
                "The set-up asks for nothing it knows already. The shop stays with this TSE until "
                "the new one is in service; then the tills are registered there."
            ),
        )
        self.say(self._renew.setText, lambda: self.tr("Set up a new TSE …"))
        return card

    def _keys_card(self) -> Card:
        show = button("plain", icon="key")
        show.setObjectName("tss_keys")
        show.clicked.connect(self.keys_requested)
        card = ActionCard(show)
        self.say(card.set_title, lambda: self.tr("PIN and PUK"))
        self.say(
            card.set_text,
            lambda: self.tr(
                "The admin PIN is needed to register tills and to end the TSE; the PUK sets a new "
                "PIN. Selling needs neither."
            ),
        )
        self.say(show.setText, lambda: self.tr("PIN and PUK …"))
        return card

    def _end_card(self) -> Card:
        self._disable = button("danger")
        self._disable.setObjectName("tss_disable")
        self._disable.clicked.connect(self.disable_requested)
        card = ActionCard(self._disable)
        self.say(card.set_title, lambda: self.tr("Take out of service"))
        self.say(
            card.set_text,
            lambda: self.tr(
                "For ever: nothing can be signed with this TSE afterwards, and nobody can put it "
                "back into service. You see first what speaks against it."
            ),
        )
        self.say(self._disable.setText, lambda: self.tr("Take the TSE out of service …"))
        return card

    def _show(self) -> None:
        details = self._details
        self._none.setVisible(details is None)
        self._situation.setVisible(details is not None)
        for card in self._cards:
            card.setVisible(details is not None)
        self._refresh.setVisible(not self._is_locked)
        if details is not None:
            state = details.tss.state
            self._show_kind()
            for shows in (
                self._identity,
                self._certificate,
                self._counters,
                self._life,
                self._technical,
                self._entries,
            ):
                shows.show_details(details)
            self._successor.setVisible(details.has_ended)
            self._keys.setVisible(state not in DEAD)
            self._end.setVisible(may_move(state, TssState.DISABLED))
        self.retranslate()

    def _situation_words(self) -> tuple[str, str]:
        if self._details is None:
            return "", ""
        tss = self._details.tss
        word, meaning, advice = situation_words(tss.state, self._details.light)
        seen = self.tr("Seen {moment}.").format(moment=i18n.moment(int(self._details.at)))
        if self._is_doubtful():
            return i18n.sentence(word), f"{meaning}\n{seen}"
        return i18n.sentence(word), f"{meaning} {advice}\n{seen}"

    def _is_doubtful(self) -> bool:
        """Whether all was well when it was last seen, and something has failed since."""
        details = self._details
        if self._told is None or details is None:
            return False
        return situation_kind(details.tss.state, details.light) == "ok"

    def _show_kind(self) -> None:
        if self._details is not None:
            kind = situation_kind(self._details.tss.state, self._details.light)
            self._situation.set_kind("info" if self._is_doubtful() else kind)

    def _none_words(self) -> str:
        if self._is_locked:
            return no_access_sentence()
        return self.tr("The TSE has not been seen yet.")
