"""Entries of a person's own at a TSE or a till: a dialog that edits them all at once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from tse_companion.domain.metadata import (
    ENTRIES_MAX,
    KEY_MAX,
    VALUE_MAX,
    MetadataEntry,
    MetadataFlaw,
    metadata_changes,
    metadata_flaws,
)
from tse_companion.errors import AppError
from tse_companion.gui.dialogs import Dialog, shown
from tse_companion.gui.i18n import Translated
from tse_companion.gui.texts import words
from tse_companion.gui.widgets import Banner, Field, Flow, HBox, Text, VBox, button

Texts = Mapping[str, str]


async def edit_metadata(
    parent: QWidget, metadata: Texts, save: Callable[[Texts], Awaitable[Texts]]
) -> Texts | None:
    """Let the person edit ``metadata`` and save it; the entries as they are then.

    ``save`` is given what is wanted. When it fails the dialog comes back with all that was typed
    and says why. None when the person cancelled.
    """
    typed: Texts | None = None
    error: AppError | None = None
    while True:
        dialog = MetadataDialog(parent, metadata, typed=typed, error=error)
        if await shown(dialog) != QDialog.DialogCode.Accepted:
            return None
        typed = dialog.metadata()
        try:
            return await save(typed)
        except AppError as problem:
            error = problem


class MetadataDialog(Dialog):
    """Edits a whole map. Saving is possible once something differs and nothing is wrong."""

    def __init__(
        self,
        parent: QWidget | None,
        metadata: Texts,
        *,
        typed: Texts | None = None,
        error: AppError | None = None,
    ) -> None:
        super().__init__("info", parent)
        self._before = dict(metadata)
        self._error = error
        self._rows: list[MetadataRow] = []
        self._banner = Banner("bad")
        self._banner.setVisible(error is not None)
        self._list = VBox(gap=16)
        self._none = Text("body", tone="muted")
        self._add = button("plain", icon="plus")
        self._add.setObjectName("metadata_add")
        self._add.clicked.connect(self._on_add)
        self._count = Text("caption")
        self.body.addWidget(self._banner)
        self.body.addSpacing(4)
        self.body.addWidget(self._none)
        self.body.addLayout(self._list)
        line = Flow(gap=12, top=8)
        line.addWidget(self._add)
        line.addWidget(self._count)
        self.body.addLayout(line)
        cancel = self.add_button(button("plain"))
        cancel.setObjectName("metadata_cancel")
        cancel.clicked.connect(self.reject)
        self._save = self.add_button(button("primary"))
        self._save.setObjectName("metadata_save")
        self._save.setDefault(True)
        self._save.clicked.connect(self.accept)
        self.say(self.set_title, lambda: self.tr("Entries of your own"))
        self.say(
            self.set_text,
            lambda: self.tr(
                "Anything worth remembering, such as a room or a contract number. The service "
                "keeps it beside the signed data, and everybody with access can read it: no PIN, "
                "PUK or password belongs here."
            ),
        )
        self.say(self._banner.set_title, lambda: words(error).title if error else "")
        self.say(self._banner.set_text, self._error_words)
        self.say(self._none.setText, lambda: self.tr("There is no entry yet."))
        self.say(self._add.setText, lambda: self.tr("Add an entry"))
        self.say(self._count.setText, self._count_words)
        self.say(cancel.setText, lambda: self.tr("Cancel"))
        self.say(self._save.setText, lambda: self.tr("Save the entries"))
        for key, value in (typed if typed is not None else self._before).items():
            self._put(MetadataEntry(key, value))
        self._look()
        (self._rows[0].key if self._rows else self._add).setFocus()

    def metadata(self) -> dict[str, str]:
        """The whole map as it was typed."""
        return {entry.key: entry.value for entry in self._entries()}

    def rows(self) -> tuple[MetadataRow, ...]:
        """The lines as they stand."""
        return tuple(self._rows)

    def _entries(self) -> list[MetadataEntry]:
        return [row.entry() for row in self._rows]

    def _put(self, entry: MetadataEntry) -> MetadataRow:
        row = MetadataRow(entry)
        row.changed.connect(self._look)
        row.removed.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._list.addWidget(row)
        return row

    def _on_add(self) -> None:
        row = self._put(MetadataEntry("", ""))
        self._look()
        row.key.setFocus()
        self.bring_into_view(row)

    def _remove(self, row: MetadataRow) -> None:
        self._rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._add.setFocus()
        self._look()

    def _look(self) -> None:
        flaws = metadata_flaws(self._entries(), self._before)
        for row, flaw in zip(self._rows, flaws, strict=True):
            row.tell(flaw)
        differs = bool(metadata_changes(self._before, self.metadata()))
        right = not any(flaws) and len(self._rows) <= ENTRIES_MAX
        self._save.setEnabled(right and differs)
        self._add.setEnabled(len(self._rows) < ENTRIES_MAX)
        self._none.setVisible(not self._rows)
        self._count.setText(self._count_words())
        self.fit()

    def _count_words(self) -> str:
        return self.tr("{n} of {most} entries").format(n=len(self._rows), most=ENTRIES_MAX)

    def _error_words(self) -> str:
        if self._error is None:
            return ""
        said = words(self._error)
        return f"{said.meaning} {said.remedy}"


class MetadataRow(Translated, QWidget):
    """One entry: what it is called, what it says, and a button that takes it away."""

    changed = Signal()
    removed = Signal()

    def __init__(self, entry: MetadataEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry = entry
        self._flaw: MetadataFlaw | None = None
        self._is_touched = bool(entry.key)  # a line just added is not scolded for being empty
        self.key = Field(QLineEdit(entry.key))
        self.value = Field(QLineEdit(entry.value))
        self.key.editor.setObjectName("metadata_key")
        self.value.editor.setObjectName("metadata_value")
        self._remove = button("quiet", icon="trash")
        self._remove.setObjectName("metadata_remove")
        self._remove.clicked.connect(self.removed)
        for field in (self.key, self.value):
            editor = field.editor
            assert isinstance(editor, QLineEdit)
            editor.setCursorPosition(0)
            field.changed.connect(self._on_changed)
        self.value.changed.connect(self._on_value)
        column = VBox(self, gap=8)
        column.addWidget(self.key)
        line = HBox(gap=8)
        line.addWidget(self.value, 1)
        column.addLayout(line)
        self.key.add_beside(self._remove)
        self.say(self.key.set_label, lambda: self.tr("Name"))
        self.say(self.value.set_label, lambda: self.tr("Content"))
        self.say(self._remove.set_label, self._remove_words)
        self.say(self.key.set_error, lambda: self._words(of_key=True))
        self.say(self.value.set_error, lambda: self._words(of_key=False))

    def entry(self) -> MetadataEntry:
        """What was typed, without blanks around it; untouched, exactly what was there."""
        key = self.key.text().strip() if self._modified(self.key) else self._entry.key
        value = self.value.text().strip() if self._modified(self.value) else self._entry.value
        return MetadataEntry(key, value)

    def tell(self, flaw: MetadataFlaw | None) -> None:
        """Say what is wrong with this entry."""
        self._flaw = flaw
        self.retranslate()

    @staticmethod
    def _modified(field: Field) -> bool:
        return isinstance(field.editor, QLineEdit) and field.editor.isModified()

    def _on_changed(self) -> None:
        self.changed.emit()

    def _on_value(self) -> None:
        if not self._is_touched:
            self._is_touched = True
            self.retranslate()

    def _remove_words(self) -> str:
        return self.tr("Remove the entry {name}").format(name=self.key.text())

    def _words(self, *, of_key: bool) -> str:
        flaw = self._flaw
        about_key = flaw in (
            MetadataFlaw.KEY_MISSING,
            MetadataFlaw.KEY_TOO_LONG,
            MetadataFlaw.KEY_TWICE,
        )
        if flaw is None or about_key is not of_key:
            return ""
        match flaw:
            case MetadataFlaw.KEY_MISSING:
                return self.tr("Give the entry a name.") if self._is_touched else ""
            case MetadataFlaw.KEY_TWICE:
                return self.tr("Another entry has this name.")
            case MetadataFlaw.VALUE_MISSING:
                if not self._is_touched:
                    return ""
                return self.tr("Say something, or remove the entry.")
            case _:
                most = KEY_MAX if of_key else VALUE_MAX
                return self.tr("Too long: use at most {most} characters.").format(most=most)
