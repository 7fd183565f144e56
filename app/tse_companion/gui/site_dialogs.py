"""Questions about one shop or a file of shops: its name, its end, what an import would do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tse_companion.gui.dialogs import Dialog
from tse_companion.gui.naming import site_name
from tse_companion.gui.widgets import Banner, Field, RadioButton, Text, VBox, button

if TYPE_CHECKING:
    from tse_companion.services.desk import Site
    from tse_companion.services.profiles import ImportPlan
    from tse_companion.services.sites import Removal

NAME_MAX = 80
_NAMES_SHOWN = 8  # of an import; the rest is counted


class EditSiteDialog(Dialog):
    """Name of a shop, and the business that stands on its test receipts. After acceptance
    ``name`` and ``business`` hold what was entered. ``is_taken`` says whether another shop is
    called so."""

    def __init__(
        self, parent: QWidget | None, site: Site, *, is_taken: Callable[[str], bool]
    ) -> None:
        super().__init__("info", parent)
        self._is_taken = is_taken
        self._name, self._business = Field(), Field()
        self._street, self._city = Field(), Field()
        fields = VBox(gap=14, margin=(0, 8, 0, 0))
        self.body.addLayout(fields)
        for field, key, text in (
            (self._name, "name", site.name),
            (self._business, "business", site.own.business_name),
            (self._street, "street", site.own.business_street),
            (self._city, "city", site.own.business_city),
        ):
            field.editor.setObjectName(f"site_{key}")
            field.set_text(text)
            field.changed.connect(self._look)
            fields.addWidget(field)
        cancel = self.add_button(button("plain"))
        cancel.clicked.connect(self.reject)
        self._ok = self.add_button(button("primary"))
        self._ok.setObjectName("site_ok")
        self._ok.setDefault(True)
        self._ok.clicked.connect(self.accept)
        self.say(self.set_title, lambda: self.tr("Name and address"))
        self.say(
            self.set_text,
            lambda: self.tr("Only on this computer: nothing of it is sent to the service."),
        )
        self.say(self._name.set_label, lambda: self.tr("Name of the shop"))
        self.say(self._name.set_error, self._flaw)
        self.say(self._business.set_label, lambda: self.tr("Business on test receipts"))
        self.say(
            self._business.set_hint,
            lambda: self.tr("Left empty, a made-up business stands there."),
        )
        self.say(self._street.set_label, lambda: self.tr("Street and number"))
        self.say(self._city.set_label, lambda: self.tr("Postcode and town"))
        self.say(cancel.setText, lambda: self.tr("Cancel"))
        self.say(self._ok.setText, lambda: self.tr("Save"))
        self._look()
        self._name.setFocus()

    @property
    def name(self) -> str:
        return self._name.text().strip()

    @property
    def business(self) -> dict[str, str]:
        """What is kept with the shop."""
        return {
            "business_name": self._business.text().strip(),
            "business_street": self._street.text().strip(),
            "business_city": self._city.text().strip(),
        }

    def _flaw(self) -> str:
        if not self.name:
            return self.tr("A shop needs a name.")
        if len(self.name) > NAME_MAX:
            return self.tr("Too long: use at most {most} characters.").format(most=NAME_MAX)
        if self._is_taken(self.name):
            return self.tr("Another shop is called so.")
        return ""

    def _look(self) -> None:
        self._name.set_error(self._flaw())
        self._ok.setEnabled(not self._flaw())
        self.fit()


class RemoveSiteDialog(Dialog):
    """Forget a shop, or delete its secrets as well: ``deletes_secrets`` after acceptance.

    Where the PUK may go with them, the shop's name has to be typed.
    """

    def __init__(
        self, parent: QWidget | None, removal: Removal, *, is_removed: bool = False
    ) -> None:
        super().__init__("warn", parent)
        self._removal = removal
        self._name = site_name(removal.site)
        self._keep, self._delete = RadioButton(), RadioButton()
        self._keep.setObjectName("remove_keep")
        self._delete.setObjectName("remove_delete")
        (self._delete if is_removed else self._keep).setChecked(True)
        self._setup, self._puk, self._shared = Banner("warn"), Banner("bad"), Banner("info")
        self._setup.setVisible(removal.has_open_setup)
        self._typed = Field()
        self._typed.editor.setObjectName("remove_name")
        choices = QWidget()
        column = VBox(choices, gap=4)
        column.addWidget(self._keep)
        column.addWidget(self._delete)
        choices.setVisible(not is_removed)
        for widget in (choices, self._setup, self._puk, self._shared, self._typed):
            self.body.addWidget(widget)
        self._cancel = self.add_button(button("plain"))
        self._ok = self.add_button(button("danger"))
        self._ok.setObjectName("remove_ok")
        self.set_answers(self._cancel, self._ok)
        self._delete.toggled.connect(self._look)
        self._typed.changed.connect(self._look)
        self._say(is_removed)
        self._look()
        self._cancel.setFocus()

    @property
    def deletes_secrets(self) -> bool:
        return self._delete.isChecked()

    def _say(self, is_removed: bool) -> None:
        name, shared = self._name, self._removal.shared
        self.say(
            self.set_title,
            lambda: (
                self.tr("Delete the secrets of “{shop}”?")
                if is_removed
                else self.tr("Remove “{shop}” from this computer?")
            ).format(shop=name),
        )
        self.say(
            self.set_text,
            lambda: self.tr(
                "Nothing changes at the TSE and at the service. The tills go on selling."
            ),
        )
        self.say(
            self._keep.setText,
            lambda: self.tr("Only forget the shop. Its secrets stay, so it can be brought back."),
        )
        self.say(
            self._delete.setText,
            lambda: self.tr("Also delete its API key, PIN and PUK from this computer."),
        )
        self.say(self._setup.set_title, lambda: self.tr("Its set-up is not finished"))
        self.say(
            self._setup.set_text,
            lambda: self.tr(
                "The TSE may exist already and cost money. Finish the set-up first, unless this "
                "shop is really not wanted any more."
            ),
        )
        self.say(
            self._puk.set_title,
            lambda: self.tr("Without the PUK the PIN can never be set again"),
        )
        self.say(
            self._puk.set_text,
            lambda: self.tr(
                "The service showed it once and never again. Only go on if the PUK is on the "
                "sealed sheet, and you have that sheet in your hand."
            ),
        )
        self.say(
            self._shared.set_text,
            lambda: self.tr(
                "PIN and PUK stay: “{shop}” has the same TSE and still needs them."
            ).format(shop=shared or ""),
        )
        self.say(
            self._typed.set_label,
            lambda: self.tr("Type “{text}” to confirm").format(text=name),
        )
        self.say(self._cancel.setText, lambda: self.tr("Cancel"))
        self.say(self._ok.setText, self._verb)

    def _verb(self) -> str:
        if self.deletes_secrets:
            return self.tr("Delete the secrets")
        return self.tr("Remove the shop")

    def _look(self) -> None:
        deletes = self.deletes_secrets
        puk = deletes and self._removal.puk_would_go
        self._puk.setVisible(puk)
        self._typed.setVisible(puk)
        has_tss = self._removal.site.tss_id is not None
        self._shared.setVisible(deletes and has_tss and self._removal.shared is not None)
        self._ok.setText(self._verb())
        self._ok.setEnabled(not puk or self._typed.text().strip() == self._name.strip())
        self.fit()


class ImportDialog(Dialog):
    """What a file of shops would bring. Without anything new it only tells so."""

    def __init__(self, parent: QWidget | None, plan: ImportPlan) -> None:
        super().__init__("info", parent)
        self._plan = plan
        added = len(plan.new) + len(plan.back)
        self._new, self._back, self._there = Text("body"), Text("body"), Text("body", tone="muted")
        self._strange = Banner("warn")
        for widget, is_shown in (
            (self._new, bool(plan.new)),
            (self._back, bool(plan.back)),
            (self._there, bool(plan.there)),
            (self._strange, bool(plan.strange_addresses)),
        ):
            widget.setVisible(is_shown)
            self.body.addWidget(widget)
        close = self.add_button(button("plain" if added else "primary"))
        close.clicked.connect(self.reject)
        self._ok = self.add_button(button("primary"))
        self._ok.setObjectName("import_ok")
        self._ok.clicked.connect(self.accept)
        self._ok.setVisible(bool(added))
        # Where keys would go elsewhere, going on takes a decision.
        first = self._ok if added and not plan.strange_addresses else close
        first.setDefault(True)
        self.say(
            self.set_title,
            lambda: (
                self.tr("Add %n shop(s)?", "", added)
                if added
                else self.tr("There is nothing to add")
            ),
        )
        self.say(
            self.set_text,
            lambda: (
                self.tr(
                    "The file holds no keys. Each shop asks for its API key when you first open it."
                )
                if added
                else ""
            ),
        )
        names = [site.name for site in plan.new]
        back = [site.name for site in plan.back]
        self.say(self._new.setText, lambda: self.tr("New: {names}").format(names=_named(names)))
        self.say(
            self._back.setText,
            lambda: self.tr("Come back as they were: {names}").format(names=_named(back)),
        )
        self.say(
            self._there.setText,
            lambda: self.tr("Here already, left as they are: {names}").format(
                names=_named(plan.there)
            ),
        )
        self.say(
            self._strange.set_title,
            lambda: self.tr("Keys you enter for these shops go to another address"),
        )
        self.say(
            self._strange.set_text,
            lambda: self.tr(
                "{addresses} is not fiskaly's usual address. What is kept on this computer is "
                "never sent there. Only go on if you know whose it is."
            ).format(addresses=_named(plan.strange_addresses)),
        )
        self.say(close.setText, lambda: self.tr("Cancel") if added else self.tr("Close"))
        self.say(self._ok.setText, lambda: self.tr("Add them"))
        first.setFocus()


def _named(names: tuple[str, ...] | list[str]) -> str:
    shown = ", ".join(names[:_NAMES_SHOWN])
    more = len(names) - _NAMES_SHOWN
    return f"{shown} … (+{more})" if more > 0 else shown
