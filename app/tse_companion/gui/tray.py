"""News for a person who does not see the window: beside the system's clock, or in the task bar."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from tse_companion.gui import icons
from tse_companion.gui.main_window import MainWindow

_SHOWN_MS = 15_000


class Tray(QObject):
    """Tells once, and leaves nothing behind: the icon goes when the window is seen again.

    ``opened`` says that the person clicked on the message or the icon.
    """

    opened = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._icon: QSystemTrayIcon | None = None
        window.seen_again.connect(self.clear)

    def tell(self, title: str, text: str, *, is_bad: bool) -> None:
        """Show a message; where there is no tray, the task bar's entry asks for attention."""
        if not QSystemTrayIcon.isSystemTrayAvailable():
            QApplication.alert(self._window)
            return
        if self._icon is None:
            self._icon = QSystemTrayIcon(icons.program_icon(), self)
            self._icon.activated.connect(lambda *_: self.opened.emit())
            self._icon.messageClicked.connect(self.opened)
        self._icon.setToolTip(title)
        self._icon.show()
        kinds = QSystemTrayIcon.MessageIcon
        self._icon.showMessage(title, text, kinds.Critical if is_bad else kinds.Warning, _SHOWN_MS)

    def clear(self) -> None:
        """The window is seen: the icon beside the clock has done its work."""
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None
