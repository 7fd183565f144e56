"""The one QApplication: name, look, language; and the one way a failure reaches the screen."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from tse_companion import __version__
from tse_companion.errors import AppError
from tse_companion.gui import i18n, icons, theme
from tse_companion.gui.collector import Collector
from tse_companion.gui.i18n import LanguageWish
from tse_companion.gui.theme import Scheme
from tse_companion.paths import APP_ID, APP_NAME


def create(
    argv: Sequence[str] = (),
    *,
    language: LanguageWish = "system",
    scheme: Scheme = "system",
    text_percent: int = 100,
) -> QApplication:
    """The application with its look and language in force; windows are made after this."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        app = found
    else:
        # The style is named here because naming it later loads all of QStyle at the start.
        app = QApplication([*(argv or sys.argv[:1]), "-style", "fusion"])
    app.setApplicationName(APP_ID)
    app.setApplicationDisplayName(APP_NAME)
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(APP_ID)
    # The end of the program is decided by the bootstrap, not by the last window.
    app.setQuitOnLastWindowClosed(False)
    if app.findChild(Collector) is None:
        Collector(app)
    theme.install(app, scheme=scheme, text_percent=text_percent)
    i18n.install(app, i18n.resolve(language))
    QTimer.singleShot(0, app, lambda: app.setWindowIcon(icons.program_icon()))
    return app


class Reporter(QObject):
    """Where every failure nobody awaited ends: in the log, redacted, and in one dialog.

    ``window`` gives the window to show it over. While a dialog stands, further failures are
    logged only: a broken connection must not build a tower of dialogs.
    """

    _heard_elsewhere = Signal(object)

    def __init__(self, window: Callable[[], QWidget | None]) -> None:
        super().__init__()
        self._thread = threading.get_ident()
        self._heard_elsewhere.connect(self.report, Qt.ConnectionType.QueuedConnection)
        self._window = window
        self._dialog: QWidget | None = None
        self.count = 0  # failures reported so far

    def report(self, error: BaseException) -> None:
        """Log the failure and show it; from another thread, when the window's comes to it."""
        if threading.get_ident() != self._thread:
            self._heard_elsewhere.emit(error)
            return
        self.count += 1
        # Only now: log, wording and dialogs are not needed before something fails.
        import logging

        from tse_companion import logs
        from tse_companion.gui.dialogs import ErrorDialog

        level = logging.WARNING if isinstance(error, AppError) else logging.ERROR
        logs.event("failure", level=level, error=error)
        if self._dialog is not None:
            return
        known = error if isinstance(error, AppError) else AppError()
        dialog = ErrorDialog(known, self._window())
        dialog.finished.connect(self._on_closed)
        self._dialog = dialog
        dialog.open()

    def close(self) -> None:
        """Take the dialog away, as at the end of the program."""
        if self._dialog is not None:
            self._dialog.close()

    def _on_closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
        self._dialog = None
