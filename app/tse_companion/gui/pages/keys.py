"""The page about PIN and PUK: how they stand, showing them, and setting a new PIN."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from tse_companion.domain.credentials import PUK_MIN
from tse_companion.gui.pages.facts import Verdict
from tse_companion.gui.pages.keys_words import LINES, KeysView, how_words
from tse_companion.gui.pages.news import NewsPage
from tse_companion.gui.pin_entry import PinEntry
from tse_companion.gui.texts import no_access_sentence, tss_state_explained, tss_state_word
from tse_companion.gui.widgets import (
    Banner,
    BusyLine,
    Button,
    Card,
    CheckBox,
    Flow,
    MarkKind,
    Revealed,
    SecretField,
    Text,
    button,
)

if TYPE_CHECKING:
    from tse_companion.domain.credentials import Secret


@dataclass(frozen=True, slots=True)
class PinWish:
    """A new PIN, the PUK from paper (None: the kept one is used), and whether to keep the PIN."""

    pin: Secret
    puk: Secret | None
    keep: bool


class KeysPage(NewsPage):
    """Shows a :class:`KeysView`; signals say what the person asks for.

    ``pin_requested`` is asked with what was typed in the form, see :meth:`wish`.
    """

    pin_requested = Signal()
    settle_requested = Signal()
    puk_shown = Signal()
    pin_shown = Signal()
    puk_added = Signal()
    pin_kept = Signal()
    pin_forgotten = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: KeysView | None = None
        self._is_locked = False
        self._is_busy = False
        self._build()
        self._show()

    @property
    def view(self) -> KeysView | None:
        return self._view

    def show_view(self, view: KeysView | None) -> None:
        """Show this; None while nothing is known."""
        self._view = view
        self._show()

    def show_locked(self, locked: bool) -> None:
        """Whether the shop's keys are not at hand."""
        self._is_locked = locked
        self._show()

    def show_secret(self, *, is_puk: bool, secret: Secret) -> None:
        """Let it be read for half a minute."""
        self._revealed.show_secret(
            lambda: self.tr("Admin PUK") if is_puk else self.tr("Admin PIN"), secret
        )
        self.ensureWidgetVisible(self._revealed)

    def hide_secret(self) -> None:
        self._revealed.conceal()

    def wish(self) -> PinWish:
        """What the form asks for."""
        puk = None if self._puk.isHidden() else self._puk.secret()
        return PinWish(self._entry.pin(), puk, self._keep.isChecked())

    def judge(self, puk: Secret | None) -> bool:
        """Whether the new PIN may be used; what is wrong is said at its field."""
        return self._entry.judge(puk)

    def clear(self) -> None:
        """Forget what was typed."""
        self._puk.clear()
        self._entry.clear()
        self._other.setChecked(False)

    def set_busy(self, text: str | None) -> None:
        """Something is under way; the buttons wait so long."""
        self._is_busy = text is not None
        self._busy.tell(text)
        self._arrange()

    # building --------------------------------------------------------------------------------

    def _build(self) -> None:
        title, self._none = Text("title"), Text("body", tone="muted")
        self._busy = BusyLine(keep_room=False)
        self._doubt = Banner("warn")
        self._doubt.acted.connect(self.settle_requested)
        self._standing, self._form = self._standing_card(), self._form_card()
        self.body.addWidget(title)
        self.body.addWidget(self._busy)
        self.add_news()
        for widget in (self._none, self._doubt, self._standing, self._form):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.say(title.setText, lambda: self.tr("PIN and PUK"))
        self.say(self._none.setText, self._none_words)
        self.say(self._doubt.set_title, lambda: self.tr("It is not certain which PIN holds"))
        self.say(
            self._doubt.set_text,
            lambda: self.tr(
                "A new PIN was sent and its answer was lost. One login with it settles that; if it "
                "does not hold, the login counts as one wrong attempt."
            ),
        )
        self.say(self._doubt.set_action, lambda: self.tr("Find out by one login"))

    def _standing_card(self) -> Card:
        card, head = Card(gap=12), Text("heading")
        self._lines = tuple((Verdict(), words) for words in LINES)
        self._revealed = Revealed()
        self._how = Text("caption")
        self._show_puk = self._action("show_puk", "eye", self.puk_shown)
        self._show_pin = self._action("show_pin", "eye", self.pin_shown)
        self._add_puk = self._action("add_puk", "key", self.puk_added)
        self._keep_pin = self._action("keep_pin", "save", self.pin_kept)
        self._forget_pin = self._action("forget_pin", "trash", self.pin_forgotten)
        for widget in (head, *(line for line, _ in self._lines), self._revealed):
            card.body.addWidget(widget)
        row = Flow(gap=8, top=4)
        for action in self._actions:
            row.addWidget(action)
        card.body.addLayout(row)
        card.body.addWidget(self._how)
        self.say(head.setText, lambda: self.tr("How they stand"))
        for line, words in self._lines:
            self.say(line.set_text, partial(self._line_words, words))
        self.say(self._show_puk.setText, lambda: self.tr("Show the PUK …"))
        self.say(self._show_pin.setText, lambda: self.tr("Show the PIN …"))
        self.say(self._add_puk.setText, self._add_words)
        self.say(self._keep_pin.setText, self._keep_words)
        self.say(self._forget_pin.setText, lambda: self.tr("Forget the PIN …"))
        self.say(self._how.setText, lambda: how_words(self._view) if self._view else "")
        return card

    def _action(self, name: str, icon: str, asks: SignalInstance) -> Button:
        made = button("plain", icon=icon)
        made.setObjectName(name)
        made.clicked.connect(asks)
        return made

    @property
    def _actions(self) -> tuple[Button, ...]:
        show, change = (self._show_puk, self._show_pin), (self._keep_pin, self._forget_pin)
        return (*show, self._add_puk, *change)

    def _form_card(self) -> Card:
        card, head, lead = Card(gap=16), Text("heading"), Text("body", tone="muted")
        self._other = CheckBox()
        self._other.setObjectName("other_puk")
        self._puk = SecretField()
        self._puk.editor.setObjectName("puk")
        self._entry = PinEntry()
        self._keep = CheckBox()
        self._keep.setObjectName("pin_keep")
        self._keep.setChecked(True)
        self._set = button("primary")
        self._set.setObjectName("pin_set")
        self._cannot = Text("body")
        self._fields = (self._other, self._puk, self._entry, self._keep, self._set)
        for widget in (head, lead, self._cannot, self._other, self._puk, self._entry, self._keep):
            card.body.addWidget(widget)
        row = Flow()
        row.addWidget(self._set)
        card.body.addLayout(row)
        self._other.toggled.connect(lambda _: self._arrange())
        self._puk.changed.connect(lambda _: self._arrange())
        self._entry.changed.connect(self._arrange)
        self._set.clicked.connect(self.pin_requested)
        for entered in (self._puk.entered, self._entry.entered):
            entered.connect(self._set.click)  # which does nothing until all is filled in
        self.say(head.setText, lambda: self.tr("Set a new PIN"))
        self.say(
            lead.setText,
            lambda: self.tr(
                "You need the PUK for it, whether the PIN is known, forgotten or blocked. Tills go "
                "on selling meanwhile."
            ),
        )
        self.say(self._cannot.setText, self._cannot_words)
        self.say(self._other.setText, lambda: self.tr("Use another PUK than the kept one"))
        self.say(self._puk.set_label, lambda: self.tr("PUK"))
        self.say(
            self._puk.set_hint,
            lambda: self.tr(
                "From the sealed sheet of this TSE. It is kept here once the service has taken it."
            ),
        )
        self.say(self._keep.setText, lambda: self.tr("Keep the PIN on this computer"))
        self.say(self._set.setText, lambda: self.tr("Set the new PIN"))
        return card

    # showing ---------------------------------------------------------------------------------

    def _show(self) -> None:
        view = self._view
        self._none.setVisible(view is None)
        self._standing.setVisible(view is not None)
        self._form.setVisible(view is not None)
        self._doubt.setVisible(view is not None and view.keys.pin_in_doubt)
        if view is not None:
            for line, words in self._lines:
                line.set_kind(words(view)[0])
        else:
            self._revealed.conceal()
        self._arrange()
        self.retranslate()

    def _arrange(self) -> None:
        view, free = self._view, not self._is_busy
        if view is None:
            return
        keys = view.keys
        has_puk = keys.puk.value != "missing"
        can_show = view.way != "none"
        self._show_puk.setVisible(has_puk and can_show)
        self._show_pin.setVisible(keys.pin_kept and can_show)
        self._add_puk.setVisible(keys.puk.value != "proven")
        is_asked = not keys.pin_kept or keys.pin_refused_at is not None
        self._keep_pin.setVisible(is_asked and view.can_set_pin)
        self._forget_pin.setVisible(keys.pin_kept)
        for action in self._actions:
            action.setEnabled(free)
        self._keep_pin.setEnabled(free and keys.attempts_left > 0)
        can = view.can_set_pin
        for widget in self._fields:
            widget.setVisible(can)
        self._cannot.setVisible(not can)
        self._other.setVisible(can and has_puk)
        self._puk.setVisible(can and (not has_puk or self._other.isChecked()))
        puk_ready = self._puk.isHidden() or len(self._puk.secret().reveal()) >= PUK_MIN
        self._set.setEnabled(free and puk_ready and self._entry.is_filled)

    def _line_words(self, words: Callable[[KeysView], tuple[MarkKind, str]]) -> str:
        return words(self._view)[1] if self._view is not None else ""

    def _add_words(self) -> str:
        if self._view is not None and self._view.keys.puk.value == "unproven":
            return self.tr("Replace the PUK …")
        return self.tr("Add the PUK from paper …")

    def _keep_words(self) -> str:
        if self._view is not None and self._view.keys.pin_refused_at is not None:
            return self.tr("Keep the right PIN …")
        return self.tr("Keep the PIN here …")

    def _cannot_words(self) -> str:
        state = None if self._view is None else self._view.state
        if state is None:
            return ""
        word = tss_state_word(state)
        return self.tr("Not in this state: {state}. {meaning}").format(
            state=word, meaning=tss_state_explained(state)
        )

    def _none_words(self) -> str:
        if self._is_locked:
            return no_access_sentence()
        return self.tr("There is nothing to show yet.")
