"""Taking a TSE out of service: what follows from it, and the confirmations it asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

from tse_companion.domain.disabling import DisableFinding, typed_serial
from tse_companion.domain.models import TssState
from tse_companion.gui import i18n
from tse_companion.gui.admin_gate import Final
from tse_companion.gui.dialogs import Dialog, confirm, shown
from tse_companion.gui.pages.facts import Verdict
from tse_companion.gui.widgets import Field, Flow, MarkKind, Text, VBox, button

if TYPE_CHECKING:
    from tse_companion.services.disable import DisableCheck

LIVE_WORD = "LIVE"
REASON_MIN = 3
_MISSING = {DisableFinding.NO_EXPORT, DisableFinding.EXPORT_OLD}


async def ask_to_disable(
    parent: QWidget,
    check: DisableCheck,
    *,
    is_practice: bool = False,
    to_exports: Callable[[], object],
) -> str | None:
    """The reason, once everything is confirmed; None when the person left it, perhaps for
    ``to_exports``.

    Where something speaks against it, it is asked once more, naming just that.
    """
    dialog = DisableDialog(parent, check, is_practice=is_practice)
    if await shown(dialog) != QDialog.DialogCode.Accepted:
        if dialog.wants_export:
            to_exports()
        return None
    reason = dialog.reason
    if not check.findings:
        return reason
    really = await confirm(
        parent,
        title=QCoreApplication.translate("DisableDialog", "Take it out of service all the same?"),
        text=QCoreApplication.translate("DisableDialog", "What you lose for ever:")
        + "\n"
        + "\n".join(f"– {finding_words(finding, check)}" for finding in check.findings),
        verb=QCoreApplication.translate("DisableDialog", "Take it out of service all the same"),
        cancel=QCoreApplication.translate("DisableDialog", "Leave it in service"),
        danger=True,
    )
    return reason if really else None


def last_question() -> Final:
    """What the admin PIN is asked for, once all of that is confirmed."""
    return Final(
        text=lambda: QCoreApplication.translate(
            "DisableDialog",
            "This is the last question: after that the TSE is taken out of service for good, and "
            "nobody can undo it.",
        ),
        verb=lambda: QCoreApplication.translate("DisableDialog", "Take out of service"),
        leave=lambda: QCoreApplication.translate("DisableDialog", "Leave it in service"),
    )


class DisableDialog(Dialog):
    """The sheet of consequences. Its verb is pressable once serial and reason were typed.

    ``wants_export`` after it was left: an export is to be made first.
    """

    def __init__(
        self, parent: QWidget | None, check: DisableCheck, *, is_practice: bool = False
    ) -> None:
        super().__init__("warn", parent)
        self._check = check
        self._wanted = typed_serial(check.tss.serial_number)
        for mark, getter in _consequences(check):
            line = Verdict()
            self.body.addWidget(line)
            line.set_kind(mark)
            self.say(line.set_text, getter)
        self.wants_export = False
        export = button("plain", icon="export")
        export.setObjectName("disable_export")
        export.clicked.connect(self._on_export)
        export.setVisible(bool(_MISSING & set(check.findings)))
        way_out = Flow(top=4)
        way_out.addWidget(export)
        self.body.addLayout(way_out)
        self._duty = Text("body")
        self._duty.setVisible(check.is_live and not is_practice)
        self.body.addWidget(self._duty)
        self._serial, self._reason, self._live = Field(), Field(), Field()
        fields = VBox(gap=14, margin=(0, 6, 0, 0))
        self.body.addLayout(fields)
        for name, field in (
            ("disable_serial", self._serial),
            ("disable_reason", self._reason),
            ("disable_live", self._live),
        ):
            field.editor.setObjectName(name)
            field.changed.connect(self._look)
            fields.addWidget(field)
        self._live.setVisible(check.is_live)
        cancel = self.add_button(button("plain"))
        cancel.setObjectName("disable_cancel")
        self._verb = self.add_button(button("danger"))
        self._verb.setObjectName("disable_verb")
        self.set_answers(cancel, self._verb)
        self.say(self.set_title, lambda: self.tr("Take this TSE out of service for good?"))
        self.say(self.set_text, self._lead_words)
        self.say(
            self._duty.setText,
            lambda: self.tr(
                "You must report the end of its use to the tax office through ELSTER within one "
                "month (§ 146a (4) AO)."
            ),
        )
        self.say(
            self._serial.set_label,
            lambda: self.tr("The last eight characters of its serial number"),
        )
        self.say(
            self._serial.set_hint,
            lambda: self.tr("This TSE ends in {serial}.").format(serial=self._wanted),
        )
        self.say(self._reason.set_label, lambda: self.tr("Reason"))
        self.say(
            self._reason.set_hint,
            lambda: self.tr("Goes into the journal, such as: replaced by a new TSE."),
        )
        self.say(
            self._live.set_label,
            lambda: self.tr("Live operation: type {word} to confirm").format(word=LIVE_WORD),
        )
        self.say(export.setText, lambda: self.tr("Make an export first …"))
        self.say(cancel.setText, lambda: self.tr("Leave it in service"))
        self.say(self._verb.setText, lambda: self.tr("Take out of service"))
        self._look()
        self._serial.setFocus()

    @property
    def reason(self) -> str:
        return self._reason.text().strip()

    def _lead_words(self) -> str:
        lead = self.tr(
            "From then on nothing can be signed with it, no till can be registered, and nobody can "
            "undo it."
        )
        if self._check.is_live:
            kept = self.tr("What was signed stays valid and can still be exported.")
        else:
            kept = self.tr(
                "What was signed can still be exported until the test environment is cleared, "
                "every Sunday."
            )
        return f"{lead} {kept}"

    def _on_export(self) -> None:
        self.wants_export = True
        self.reject()

    def _look(self) -> None:
        typed = "".join(self._serial.text().split()).lower()
        is_right = typed == self._wanted.lower() and len(self.reason) >= REASON_MIN
        is_live = self._check.is_live
        self._verb.setEnabled(is_right and (not is_live or self._live.text().strip() == LIVE_WORD))


def finding_words(finding: DisableFinding, check: DisableCheck) -> str:
    """What speaks against it, in one sentence."""
    match finding:
        case DisableFinding.OPEN_TRANSACTIONS:
            return QCoreApplication.translate(
                "DisableDialog",
                "Transactions that are open: {n}. They can never be ended any more; cancel them "
                "first.",
            ).format(n=i18n.number(check.open_transactions))
        case DisableFinding.NO_EXPORT:
            return QCoreApplication.translate(
                "DisableDialog",
                "The service knows no completed export of this TSE. Without one you cannot show "
                "the tax office what was signed.",
            )
        case DisableFinding.EXPORT_OLD:
            return QCoreApplication.translate(
                "DisableDialog",
                "The last export was asked for on {moment}. What was signed since then is in none.",
            ).format(moment=i18n.moment(check.exported_at or 0))
        case DisableFinding.EXPORT_NOT_VERIFIED:
            return QCoreApplication.translate(
                "DisableDialog",
                "This version of the program cannot check the file of an export. Make sure "
                "yourself that you have it and that it can be read.",
            )


def _consequences(check: DisableCheck) -> list[tuple[MarkKind, Callable[[], str]]]:
    """Every line of the sheet, with its symbol."""
    found = check.findings
    lines: list[tuple[MarkKind, Callable[[], str]]] = []
    if DisableFinding.OPEN_TRANSACTIONS not in found:
        lines.append(
            ("ok", lambda: QCoreApplication.translate("DisableDialog", "No transaction is open."))
        )
    if check.tss.state is TssState.UNINITIALIZED:
        lines.append(
            (
                "info",
                lambda: QCoreApplication.translate(
                    "DisableDialog", "It never was in service: there is nothing to export."
                ),
            )
        )
    elif check.exported_at is not None and DisableFinding.EXPORT_OLD not in found:
        lines.append(("ok", lambda: _exported(check)))
    for finding in found:
        mark: MarkKind = "warn" if finding is DisableFinding.EXPORT_NOT_VERIFIED else "bad"
        lines.append((mark, partial(finding_words, finding, check)))
    lines.append(("info", lambda: _tills(check)))
    return lines


def _exported(check: DisableCheck) -> str:
    return QCoreApplication.translate(
        "DisableDialog", "The last export was asked for on {moment}."
    ).format(moment=i18n.moment(check.exported_at or 0))


def _tills(check: DisableCheck) -> str:
    if not check.tills:
        return QCoreApplication.translate("DisableDialog", "No till is registered with it.")
    return QCoreApplication.translate(
        "DisableDialog", "Tills registered with it: {n}. None of them can sign any more."
    ).format(n=i18n.number(check.tills))
