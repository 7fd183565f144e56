"""First pages: why one is here, the access to the service, and what is there already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QButtonGroup, QWidget

from tse_companion.domain.models import Env, TssState
from tse_companion.gui import i18n
from tse_companion.gui.passphrase import open_vault
from tse_companion.gui.texts import tss_state_word
from tse_companion.gui.widgets import Banner, ChoiceCard, Field, SecretField, Text, VBox
from tse_companion.gui.wizard import last_export
from tse_companion.gui.wizard.page import WizardPage, in_order
from tse_companion.services.setup.flow import Goal, Step

if TYPE_CHECKING:
    from tse_companion.services.setup.inventory import Inventory, TssChoice
    from tse_companion.services.setup.last_export import LastExport


class WelcomePage(WizardPage):
    """Set up, connect, or practise."""

    step = Step.WELCOME

    def build(self) -> None:
        self._cards: dict[Goal, ChoiceCard] = {}
        for goal, icon in (
            (Goal.SET_UP, "tse"),
            (Goal.CONNECT, "link"),
            (Goal.PRACTISE, "practice"),
        ):
            card = ChoiceCard(icon=icon)
            card.setObjectName(f"goal_{goal.value}")
            self._cards[goal] = card
            self.body.addWidget(card)
        cards = self._cards
        self.say(cards[Goal.SET_UP].set_title, lambda: self.tr("Set up a TSE"))
        self.say(
            cards[Goal.SET_UP].set_explanation,
            lambda: self.tr(
                "For a new shop, or to finish a set-up that was begun. You need the API key and "
                "API secret from the fiskaly dashboard, and about ten minutes."
            ),
        )
        self.say(cards[Goal.CONNECT].set_title, lambda: self.tr("Connect an existing TSE"))
        self.say(
            cards[Goal.CONNECT].set_explanation,
            lambda: self.tr(
                "For a shop whose TSE works already. Nothing is changed; you see how it is doing "
                "and can print test receipts."
            ),
        )
        self.say(
            cards[Goal.PRACTISE].set_title, lambda: self.tr("Practise with the built-in sandbox")
        )
        self.say(
            cards[Goal.PRACTISE].set_explanation,
            lambda: self.tr(
                "No account, no costs, nothing leaves this computer. The practice TSE behaves "
                "and signs like a real one."
            ),
        )
        cards[Goal.SET_UP].setChecked(True)

    def title(self) -> str:
        return self.tr("What would you like to do?")

    def lead(self) -> str:
        return self.tr(
            "You can stop at any moment. Nothing gets lost, and the next start goes on where you "
            "left off."
        )

    def choose(self, goal: Goal) -> None:
        """Choose for the person, as the command line does."""
        self._cards[goal].setChecked(True)

    def goal(self) -> Goal:
        return next(goal for goal, card in self._cards.items() if card.isChecked())

    async def leave(self) -> bool | Step:
        goal = self.goal()
        if goal is Goal.PRACTISE:
            await self.setup.practise()
            return Step.INVENTORY
        self.setup.choose_goal(goal)
        return True


class ConnectPage(WizardPage):
    """API key and secret; they go to the vault as soon as the service has taken them."""

    step = Step.CONNECT

    def build(self) -> None:
        self._name = Field()
        self._key = SecretField(clear_when_hidden=False)
        self._secret = SecretField()
        self._address = Field()
        for name, field in (
            ("site_name", self._name),
            ("api_key", self._key),
            ("api_secret", self._secret),
            ("base_url", self._address),
        ):
            field.editor.setObjectName(name)
            field.changed.connect(self.changed)
            self.body.addWidget(field)
        self.say(self._name.set_label, lambda: self.tr("Name of the shop"))
        self.say(
            self._name.set_hint,
            lambda: self.tr("Only for you, to tell several shops apart."),
        )
        self.say(self._key.set_label, lambda: self.tr("API key"))
        self.say(
            self._key.set_hint,
            lambda: self.tr(
                "fiskaly dashboard → your organisation → API keys. Begins with “test_” or “live_”."
            ),
        )
        self.say(self._secret.set_label, lambda: self.tr("API secret"))
        self.say(
            self._secret.set_hint,
            lambda: self.tr(
                "Shown once, when the key was made. It will be kept in the password "
                "store of this computer, never in a file in clear text."
            ),
        )
        self.say(self._address.set_label, lambda: self.tr("Address of the service"))
        self.say(
            self._address.set_hint,
            lambda: self.tr("Leave it as it is unless support tells you otherwise."),
        )

    def title(self) -> str:
        return self.tr("Access to the service")

    def lead(self) -> str:
        return self.tr(
            "The key decides whether you work in test or in live operation; the answer is shown "
            "at the top right from then on."
        )

    def fill(self, *, name: str, key: str, secret: str, base_url: str) -> None:
        """Fill in the fields, as the command line does."""
        self._name.set_text(name)
        self._key.set_text(key)
        self._secret.set_text(secret)
        self._address.set_text(base_url)

    def is_complete(self) -> bool:
        return all(f.text().strip() for f in (self._name, self._key, self._secret, self._address))

    async def enter(self) -> None:
        from tse_companion.services.desk import MIDDLEWARE_URL

        site = self.setup.site_of_record()
        if not self._name.text() and site is not None:
            self._name.set_text(site.name)
        if not self._address.text():
            self._address.set_text(MIDDLEWARE_URL if site is None else site.base_url)

    async def leave(self) -> bool | Step:
        if not await open_vault(self, self.setup.desk, "service"):
            return False
        await self.setup.connect(
            name=self._name.text().strip(),
            base_url=self._address.text().strip().rstrip("/"),
            key=self._key.secret(),
            secret=self._secret.secret(),
        )
        return self.setup.after_connect()

    def closed(self) -> None:
        self._secret.clear()


class InventoryPage(WizardPage):
    """What is there: go on with a TSS that exists, or make a new one."""

    step = Step.INVENTORY

    def build(self) -> None:
        self._missing: LastExport | None = None
        self._stayed, self._unexported, self._limit = Banner(), Banner("warn"), Banner("warn")
        for banner in (self._stayed, self._unexported, self._limit):
            banner.hide()
            self.body.addWidget(banner)
        self._unexported.acted.connect(lambda: self.view.leave_for("exports"))
        self._new = ChoiceCard(icon="plus")
        self._new.setObjectName("tss_new")
        self._holder = QWidget()
        self._list = VBox(self._holder, gap=12)
        self._list.addWidget(self._new)
        self.body.addWidget(self._holder)
        self._none = Text("caption")
        self.body.addWidget(self._none)
        self._group = QButtonGroup(self)
        self._group.addButton(self._new)
        self._group.buttonToggled.connect(lambda *_: self.changed.emit())
        self._cards: dict[str, ChoiceCard] = {}
        self._inventory: Inventory | None = None
        self.say(self._new.set_title, lambda: self.tr("Create a new TSE"))
        self.say(self._new.set_explanation, self._new_words)
        self.say(
            self._stayed.set_title,
            lambda: self.tr("The set-up at the old address stays as a shop of its own"),
        )
        self.say(self._stayed.set_text, self._stayed_words)
        self.say(self._limit.set_title, lambda: self.tr("Five test TSEs are in use"))
        self.say(
            self._limit.set_text,
            lambda: self.tr(
                "In test operation an organisation may have five TSEs that are not out of "
                "service. Go on with one of them, or take one out of service first."
            ),
        )
        self.say(self._none.setText, self._count_words)

    def title(self) -> str:
        if self.setup.draft.replaces is not None:
            return self.tr("A new TSE for this shop")
        return self.tr("What is there already")

    def lead(self) -> str:
        if self.setup.draft.replaces is not None:
            return self.tr(
                "The TSE of this shop signs no more. Create a new one, or go on with another of "
                "your organisation. The shop changes over once the new one is in service."
            )
        return self.tr("These are the TSEs of your organisation. A half-made one can be finished.")

    def is_complete(self) -> bool:
        return self._group.checkedButton() is not None

    def questions(self) -> Sequence[QWidget]:
        return [*self._cards.values(), self._new]

    async def enter(self) -> None:
        from tse_companion.services.setup.last_export import missing_export

        self._stayed.setVisible(self.setup.stayed is not None)
        found = await self.setup.look()
        assert self.setup.session is not None
        self._missing = await missing_export(self.setup.session, self.setup.draft.replaces)
        self._unexported.setVisible(self._missing is not None)
        self._show(found)

    async def leave(self) -> bool | Step:
        chosen = self.chosen()
        if chosen is None:
            await self.setup.choose_new()
        else:
            await self.setup.choose(chosen)
        return True

    def chosen(self) -> str | None:
        """The id of the TSS that was chosen; None stands for a new one."""
        return next((tss_id for tss_id, card in self._cards.items() if card.isChecked()), None)

    def choose(self, tss_id: str | None) -> None:
        """Choose for the person, as the command line does."""
        (self._new if tss_id is None else self._cards[tss_id]).setChecked(True)

    def _show(self, inventory: Inventory) -> None:
        self._inventory = inventory
        before = self.chosen() or self.setup.draft.tss_id
        for card in self._cards.values():
            self._group.removeButton(card)
            self._list.removeWidget(card)
            card.deleteLater()
        self._cards = {}
        for index, choice in enumerate(inventory.choices):
            card = ChoiceCard()
            card.setEnabled(choice.usable)
            card.setObjectName(f"tss_{choice.tss.id}")
            card.set_title(self._title_of(choice))
            card.set_explanation(self._explanation_of(choice))
            self._group.addButton(card)
            self._list.insertWidget(index, card)
            card.show()  # at once: the keyboard looks for it
            self._cards[choice.tss.id] = card
        in_order(*self._cards.values(), self._new)
        connecting = self.setup.draft.goal is Goal.CONNECT
        self._new.setVisible(not connecting)
        self._new.setEnabled(inventory.can_create)
        if self._new.isChecked() and not inventory.can_create:
            self._group.setExclusive(False)  # else a choice is never taken back
            self._new.setChecked(False)
            self._group.setExclusive(True)
        self._limit.setVisible(not inventory.can_create and not connecting)
        if before in self._cards and self._cards[before].isEnabledTo(self):
            self._cards[before].setChecked(True)
        elif (
            not connecting and inventory.can_create and not any(c.usable for c in inventory.choices)
        ):
            self._new.setChecked(True)
        self.retranslate()
        QTimer.singleShot(0, self.changed.emit)

    def retranslate(self) -> None:
        super().retranslate()
        if self._missing is not None:
            self._unexported.set_title(last_export.title_of(self._missing))
            self._unexported.set_text(last_export.text_of(self._missing))
            self._unexported.set_action(self.tr("To the exports"))
        if self._inventory is not None:
            for choice in self._inventory.choices:
                if (card := self._cards.get(choice.tss.id)) is not None:
                    card.set_title(self._title_of(choice))
                    card.set_explanation(self._explanation_of(choice))

    def _title_of(self, choice: TssChoice) -> str:
        return self.tr("TSE of {date} · {state}").format(
            date=i18n.day(choice.tss.time_creation), state=tss_state_word(choice.tss.state)
        )

    def _explanation_of(self, choice: TssChoice) -> str:
        parts = [self._what_next(choice)]
        if choice.used_by is not None:
            words = self.tr("“{shop}” works with it.")
            parts.append(words.replace("{shop}", choice.used_by))
        if choice.tills:
            parts.append(self.tr("%n till(s) registered.", "", choice.tills))
        parts.append(self.tr("Id {id}").format(id=choice.tss.id))
        return "\n".join(parts)

    def _what_next(self, choice: TssChoice) -> str:
        if choice.is_expired:
            return self.tr("Its certificate has run out. Cannot be used any more.")
        match choice.tss.state:
            case TssState.CREATED:
                return self.tr("Created and nothing more. The set-up can go on from here.")
            case TssState.UNINITIALIZED if choice.puk_in_vault:
                return self.tr("Half-made. Its PUK is kept on this computer; the set-up can go on.")
            case TssState.UNINITIALIZED:
                return self.tr(
                    "Half-made, and its PUK is not on this computer. You need the PUK or the "
                    "admin PIN from your papers."
                )
            case TssState.INITIALIZED:
                return self.tr("Ready for use.")
            case _:
                return self.tr("Cannot be used any more.")

    def _new_words(self) -> str:
        live = self.setup.draft.env is Env.LIVE
        if live:
            return self.tr(
                "A new TSE in live operation. It is part of your contract with fiskaly and may "
                "cost money every month."
            )
        return self.tr("A new TSE in test operation, free of charge.")

    def _stayed_words(self) -> str:
        site = self.setup.stayed
        if site is None:
            return ""
        words = self.tr(
            "PIN and PUK kept for {address} are only found there. They are with the shop “{shop}”, "
            "whose set-up can go on at any time. Here a new set-up begins."
        )
        return words.replace("{address}", site.base_url).replace("{shop}", site.name)

    def _count_words(self) -> str:
        inventory = self._inventory
        if inventory is None or inventory.limit is None:
            return ""
        return self.tr(
            "{n} of {limit} test TSEs are in use. Test TSEs without activity are deleted by the "
            "service from time to time."
        ).format(n=inventory.counted, limit=inventory.limit)


PAGES: tuple[type[WizardPage], ...] = (WelcomePage, ConnectPage, InventoryPage)
