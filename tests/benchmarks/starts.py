"""Two programs that say when their window is ready: a bare one, and ours.

Run as ``python -m benchmarks.starts bare`` or ``… program FOLDER``. Ready is the first moment
after ``show()`` at which the event loop has nothing else to do. One line on standard output:
the processor seconds spent until then. ``program`` writes a second line when the first page of
the wizard can be used. Nothing is imported here that the program itself would not import.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

WHAT = ("bare", "program")


def say_now() -> None:
    """Tell that the moment has come."""
    os.write(1, f"{time.process_time()}\n".encode())


def say_when_idle(window: QWidget) -> None:
    """Tell at the first idle moment of the loop."""
    from PySide6.QtCore import QTimer

    QTimer.singleShot(0, window, say_now)


def bare() -> None:
    """The least there is: an empty main window."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.show()
    say_when_idle(window)
    app.exec()


def program(folder: str) -> None:
    """What ``tse-companion --data-dir FOLDER`` does."""
    from tse_companion.cli.main import main
    from tse_companion.gui.main_window import MainWindow

    show, show_whole = MainWindow.show, MainWindow.show_whole

    def showing(self: MainWindow) -> None:
        show(self)
        say_when_idle(self)

    def showing_wizard(self: MainWindow, wizard: QWidget) -> None:
        show_whole(self, wizard)
        wizard.idle.connect(say_now)  # type: ignore[attr-defined]

    for name, patch in (("show", showing), ("show_whole", showing_wizard)):
        setattr(MainWindow, name, patch)
    main(["--data-dir", folder])


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        program(sys.argv[2])
