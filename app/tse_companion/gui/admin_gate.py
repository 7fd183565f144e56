"""The admin PIN, asked once: the question, and the time that is left in sight on every page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QSizePolicy, QWidget

from tse_companion.domain.credentials import PIN_MIN, Secret
from tse_companion.errors import PinAttemptsUsed, PinRefused, VaultProblem
from tse_companion.gui.dialogs import Dialog, shown
from tse_companion.gui.i18n import Translated
from tse_companion.gui.widgets import (
    Button,
    CheckBox,
    HBox,
    Mark,
    SecretField,
    Text,
    announce,
    button,
)

if TYPE_CHECKING:
    from tse_companion.gui.main_window import MainWindow
    from tse_companion.services.admin_mode import AdminMode
    from tse_companion.services.desk import Session
    from tse_companion.services.tasks import Tasks

WATCH = "admin-mode"  # what the tasks are called that end it by themselves
_TELL_MS = 500
_SOON = 60  # seconds from which the end of the time is announced


@dataclass(frozen=True, slots=True)
class Final:
    """What the PIN is the last question before, where nobody can undo it: what happens then, the
    button's verb, and the words for leaving it."""

    text: Callable[[], str]
    verb: Callable[[], str]
    leave: Callable[[], str]


class AdminGate:
    """Opens admin mode where it is needed, and shows in the header that it is open."""

    def __init__(self, window: MainWindow, tasks: Tasks) -> None:
        self._window = window
        self._tasks = tasks
        self._shown: Session | None = None
        self.badge = AdminBadge()
        self.badge.end_requested.connect(self._on_end)
        window.add_to_header(self.badge)

    async def open_for(self, session: Session, *, final: Final | None = None) -> AdminMode | None:
        """Admin mode of this shop's TSS, asking for the PIN unless it is open.

        ``final`` is what follows, where that cannot be undone: the question says so.
        None when the person cancelled, or has turned to another shop meanwhile. Raises
        ``AppError``; a wrong PIN is told in the question and raises ``PinAttemptsUsed`` only when
        the program stops asking.
        """
        from tse_companion.services.admin import attempts_left
        from tse_companion.services.admin_mode import admin_mode

        mode = admin_mode(session)
        kept, refused = await _kept_pin(mode), False
        while not mode.is_open:
            left = await attempts_left(session, mode.tss_id)
            if left == 0:
                raise PinAttemptsUsed
            dialog = PinDialog(
                self._window, left=left, is_kept=kept is not None, refused=refused, final=final
            )
            if await shown(dialog) != QDialog.DialogCode.Accepted:
                return None
            pin = kept if dialog.uses_kept else dialog.pin
            assert pin is not None
            try:
                await mode.enter(pin)
            except PinRefused:
                kept, refused = None, True
        if session is not self._shown:
            await mode.leave()  # nobody would see that it is open
            return None
        if (other := self.badge.mode) is not None and other is not mode:
            self._part(other)
        self.badge.watch(mode)
        self._tasks.start(mode.watch(), name=f"{WATCH}-{session.site.id}", once=True)
        return mode

    def turn_to(self, session: Session | None) -> None:
        """Another shop is shown: nobody would see that admin mode of the one before is open."""
        self._shown = session
        mode = session.admin_mode if session is not None else None
        if self.badge.mode is not None and self.badge.mode is not mode:
            self._part(self.badge.mode)
        if mode is not None and mode.is_open:
            mode.stay()
        self.badge.watch(mode)

    def _part(self, mode: AdminMode) -> None:
        self._tasks.start(mode.part(), name=f"admin-leave-{mode.site_id}", once=True)

    def _on_end(self) -> None:
        if (mode := self.badge.mode) is not None:
            self._tasks.start(mode.leave(), name=f"admin-leave-{mode.site_id}", once=True)


async def _kept_pin(mode: AdminMode) -> Secret | None:
    """The PIN kept in the vault; one that cannot be had is typed."""
    if mode.is_open:
        return None
    try:
        return await mode.kept_pin()
    except VaultProblem:
        return None


class PinDialog(Dialog):
    """Asks for the PIN. After acceptance ``pin`` holds it, unless ``uses_kept``.

    Before something ``final`` the safe answer is the default until a PIN is typed.
    """

    def __init__(
        self,
        parent: QWidget | None,
        *,
        left: int,
        is_kept: bool = False,
        refused: bool = False,
        final: Final | None = None,
    ) -> None:
        super().__init__("warn" if left == 1 or final is not None else "info", parent)
        self._left = left
        self._final = final
        self._refused = refused
        self._given = Secret("")
        self._field = SecretField()
        self._field.editor.setObjectName("admin_pin")
        self._kept = CheckBox()
        self._kept.setObjectName("admin_pin_kept")
        self._kept.setVisible(is_kept)
        self._kept.setChecked(is_kept)
        self._note = Text("strong" if left == 1 else "caption")
        for widget in (self._kept, self._field, self._note):
            self.body.addWidget(widget)
        self._cancel = self.add_button(button("plain"))
        self._cancel.clicked.connect(self.reject)
        self._ok = self.add_button(button("primary" if final is None else "danger"))
        self._ok.setObjectName("admin_pin_ok")
        self._ok.clicked.connect(self.accept)
        self._kept.toggled.connect(self._look)
        self._field.changed.connect(self._on_typed)
        self.say(self.set_title, lambda: self.tr("The admin PIN of this TSE"))
        self.say(self.set_text, self._text_words if final is None else final.text)
        self.say(self._kept.setText, lambda: self.tr("Use the PIN kept on this computer"))
        self.say(self._field.set_label, lambda: self.tr("Admin PIN"))
        self.say(
            self._field.set_error,
            lambda: self.tr("The service refused this PIN.") if self._refused else "",
        )
        self.say(
            self._note.setText,
            lambda: self.tr("%n attempt(s) left before the program stops.", "", self._left),
        )
        leave = (lambda: self.tr("Cancel")) if final is None else final.leave
        verb = (lambda: self.tr("Open admin mode")) if final is None else final.verb
        self.say(self._cancel.setText, leave)
        self.say(self._ok.setText, verb)
        self._look()
        (self._default if is_kept else self._field).setFocus()

    @property
    def uses_kept(self) -> bool:
        return self._kept.isChecked()

    @property
    def pin(self) -> Secret:
        return self._given

    def accept(self) -> None:
        # Taken before the dialog hides, for then the field forgets it.
        self._given = self._field.secret()
        super().accept()

    @property
    def _default(self) -> Button:
        """What Enter presses."""
        return self._cancel if self._final is not None and self.uses_kept else self._ok

    def _text_words(self) -> str:
        return self.tr(
            "It opens admin mode until five minutes after the last change. Selling goes on "
            "meanwhile."
        )

    def _on_typed(self) -> None:
        if self._refused:
            self._refused = False
            self.retranslate()
        self._look()

    def _look(self) -> None:
        self._field.setVisible(not self.uses_kept)
        self._ok.setEnabled(self.uses_kept or len(self._field.secret().reveal()) >= PIN_MIN)
        self._default.setDefault(True)
        self.fit()


class AdminBadge(Translated, QWidget):
    """Says that admin mode is open, how long still, and ends it. Hidden while it is not."""

    end_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mode: AdminMode | None = None
        self._is_soon = False
        self._words = Text("strong", wrap=False)
        self._end = button("quiet")
        self._end.setObjectName("admin_end")
        self._end.clicked.connect(self.end_requested)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        row = HBox(self, gap=8)
        row.addWidget(Mark("info"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words)
        row.addWidget(self._end)
        self._timer = QTimer(self)
        self._timer.setInterval(_TELL_MS)
        self._timer.timeout.connect(self._tell)
        self.say(self._words.setText, self._time_words)
        self.say(self._end.setText, lambda: self.tr("End"))
        self.say(self._end.setToolTip, lambda: self.tr("End admin mode now"))
        self.hide()

    def watch(self, mode: AdminMode | None) -> None:
        """Show the time that is left of this one until it is over; None shows nothing."""
        self.mode = mode
        self._is_soon = False
        self._timer.start()
        self._tell()

    def _tell(self) -> None:
        is_open = self.mode is not None and self.mode.is_open
        self.setVisible(is_open)
        if not is_open:
            self._timer.stop()
            self.mode = None
            return
        self._words.setText(self._time_words())
        is_soon = self._seconds() <= _SOON
        if is_soon and not self._is_soon:
            announce(self._words, self._words.text())
        self._is_soon = is_soon

    def _seconds(self) -> int:
        return 0 if self.mode is None else int(self.mode.seconds_left)

    def _time_words(self) -> str:
        minutes, seconds = divmod(self._seconds(), 60)
        return self.tr("Admin mode {time}").format(time=f"{minutes}:{seconds:02}")
