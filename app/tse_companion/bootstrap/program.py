"""The program with a window: owns its one loop, and ends it in stages.

The window is shown before anything heavy is imported. Closing waits for a change under way, ends
admin sessions that are open, closes the clients, and only then the window.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
import threading
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from tse_companion import logs
from tse_companion.bootstrap.desk import build_desk, end_admin_sessions, folders_for
from tse_companion.domain.credentials import Secret
from tse_companion.errors import AppError
from tse_companion.gui import application
from tse_companion.gui.main_window import MainWindow
from tse_companion.services.tasks import Background, DaemonExecutor, Tasks
from tse_companion.store.lock import FolderLock
from tse_companion.store.settings import Settings, SettingsFile

if TYPE_CHECKING:
    from tse_companion.gui.controller import Controller
    from tse_companion.gui.self_check import Report as Report
    from tse_companion.services.desk import Desk
    from tse_companion.store.journal import Journal

T = TypeVar("T")
INTERRUPTED = 130  # the exit code of a program that Ctrl-C ended


@dataclass(frozen=True, slots=True)
class Options:
    """How the program was started. ``passphrase`` opens the file vault without asking."""

    data_dir: Path | None = None
    practise: bool = False
    passphrase: Secret | None = None


def run_window(*, data_dir: Path | None = None, practise: bool = False) -> int:
    """Open the window and run until it is closed; returns the exit code."""
    program = Program(Options(data_dir=data_dir, practise=practise))
    program.show()
    return program.run(program.serve())


def run_self_check(
    out: Path,
    *,
    data_dir: Path,
    service: tuple[str, Secret, Secret] | None = None,
    passphrase: Secret | None = None,
) -> tuple[int, Report, str]:
    """Drive the window through the main job; the exit code, what was done, and what went wrong.

    ``service`` is base URL, key and secret of a service to use instead of the built-in one.
    """
    from tse_companion.gui.self_check import Access, SelfCheck

    program = Program(Options(data_dir=data_dir, passphrase=passphrase))
    program.show()
    check = SelfCheck(program, out, None if service is None else Access(*service))
    return program.run(check.run()), check.report, check.failure_words()


class Program:
    """One run of the program with a window.

    ``show`` first, then ``run`` with what is to happen: :meth:`serve` for a person, or the steps
    of a self-check.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self.folders = folders_for(options.data_dir)
        self.controller: Controller | None = None
        self.desk: Desk | None = None
        self._lock = FolderLock(self.folders.lock)
        self._settings_file = SettingsFile(self.folders.settings)
        self._problem: AppError | None = None
        self._background = Background()
        self._journal: Journal | None = None
        self._stop: asyncio.Event | None = None
        settings = self._take_folders()
        self.app: QApplication = application.create(
            language=settings.language,
            scheme=settings.theme,
            text_percent=settings.text_percent,
        )
        self.window = MainWindow()
        self.reporter = application.Reporter(lambda: self.window)
        self._writes = Tasks(self.reporter.report)
        self._install_hooks()

    def _take_folders(self) -> Settings:
        """Claim the data folder and read the settings; a failure is told by the window."""
        try:
            self.folders.make()
            self._lock.acquire()
            logs.set_up(self.folders.logs)
            return self._settings_file.load()
        except AppError as error:
            self._problem = error
        except OSError as error:
            from tse_companion.errors import SettingsUnwritable

            self._problem = SettingsUnwritable(number=error.errno)
        return Settings()

    def show(self) -> None:
        """Bring the window up, before anything heavy is imported."""
        if self._problem is None:
            from tse_companion.gui.controller import Controller

            self.controller = Controller(self.window, self.reporter.report)
            self.window.close_requested.connect(self.stop)
        else:
            self.window.close_requested.connect(self.window.finish)
        self.window.show()

    def run(self, work: Coroutine[Any, Any, int]) -> int:
        """Run the loop for ``work`` and end the program in stages, whatever happens."""
        from qasync import QEventLoop

        try:
            with asyncio.Runner(loop_factory=lambda: QEventLoop(self.app)) as runner:
                loop = runner.get_loop()
                loop.set_exception_handler(self._on_loop_error)
                loop.set_default_executor(DaemonExecutor())
                return runner.run(self._whole(work))
        except KeyboardInterrupt:
            return INTERRUPTED
        finally:
            self._remove_hooks()

    async def _whole(self, work: Coroutine[Any, Any, int]) -> int:
        try:
            return await work
        finally:
            await self._end()

    # serving ---------------------------------------------------------------------------------

    async def serve(self) -> int:
        """Until the window is closed."""
        self._stop = asyncio.Event()
        if self._problem is not None:
            await self._show_problem(self._problem)
            return 1
        try:
            controller = await self.open()
        except Exception as error:  # whatever it is, the person is told
            await self._show_problem(error)
            return 1
        self._listen_to_signals()
        # Beginning may wait for a passphrase; the window can be closed meanwhile.
        controller.tasks.start(controller.begin(practise=self.options.practise), name="begin")
        await self._stop.wait()
        return 0

    def _listen_to_signals(self) -> None:
        """Ctrl-C and the system's shutdown end the program as closing the window does."""
        loop = asyncio.get_running_loop()
        for name in ("SIGINT", "SIGTERM"):
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(getattr(signal, name), self.stop)

    async def open(self) -> Controller:
        """Load the services and give them to the window; raises ``AppError``."""
        if self._problem is not None:
            raise self._problem
        assert self.controller is not None
        self.desk = await self._background.run(_build_desk_parts, self)
        self.controller.take(self.desk)
        return self.controller

    def stop(self) -> None:
        """Ask the program to end; safe to call again."""
        if self._stop is not None:
            self._stop.set()

    async def _show_problem(self, error: Exception) -> None:
        """Nothing can be done but to tell why."""
        from tse_companion.gui.dialogs import ErrorDialog, shown

        logs.event("start_failed", level=logging.ERROR, error=error)
        known = error if isinstance(error, AppError) else AppError()
        await shown(ErrorDialog(known, self.window))

    # ending ----------------------------------------------------------------------------------

    async def _end(self) -> None:
        """In stages: pages, changes under way, admin sessions, clients, files, window.

        Each stage gets its turn whatever became of the one before.
        """
        for stage in (self._end_pages, self._end_services, self._end_files):
            try:
                await stage()
            except Exception as error:
                logs.event("end_failed", level=logging.ERROR, error=error)
        self.reporter.close()
        self.window.finish()
        logs.event("ended")
        logs.shut_down()
        self._lock.release()

    async def _end_pages(self) -> None:
        if self.controller is not None:
            self.controller.stop_asking()
        if self._writes.names:
            self.window.say_waiting()
        if self.controller is not None:
            await self.controller.aclose()
        await self._writes.finish()

    async def _end_services(self) -> None:
        if self.desk is not None:
            await end_admin_sessions(self.desk)
            await self._writes.aclose()  # a logout that takes longer is given up
            await self.desk.aclose()

    async def _end_files(self) -> None:
        try:
            if self._journal is not None:
                await self._background.run(self._journal.close, lane="journal")
        finally:
            await self._background.aclose()

    # failures --------------------------------------------------------------------------------

    def _install_hooks(self) -> None:
        """Every exception nobody caught leads to the one reporter."""

        def in_window(
            kind: type[BaseException], error: BaseException, trace: TracebackType | None
        ) -> None:
            if isinstance(error, KeyboardInterrupt):
                self.stop()
            else:
                self.reporter.report(error.with_traceback(trace))

        def in_thread(args: threading.ExceptHookArgs) -> None:
            if args.exc_value is not None:
                self.reporter.report(args.exc_value)

        self._hooks_before = (sys.excepthook, threading.excepthook)
        sys.excepthook, threading.excepthook = in_window, in_thread
        self._qt_hook = qInstallMessageHandler(_on_qt_message)

    def _remove_hooks(self) -> None:
        """What fails after the end has no window to be told in."""
        sys.excepthook, threading.excepthook = self._hooks_before
        qInstallMessageHandler(self._qt_hook)

    def _on_loop_error(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        self.reporter.report(error if isinstance(error, BaseException) else AppError())


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Qt's own remarks go to the log, by kind and place; their text may quote anything."""
    if kind is QtMsgType.QtFatalMsg:
        sys.stderr.write(f"{text}\n")  # Qt ends the process now
    place = f"{Path(context.file).name}:{context.line}" if context.file else None
    logs.event("qt_message", kind=kind.name.lower(), where=place)


def _build_desk_parts(program: Program) -> Desk:
    """Import and open what the services stand on; runs in a thread, the window stays alive."""
    # The wizard and the overview need these next; importing them there would hold the window up.
    import tse_companion.services.setup.service
    import tse_companion.services.tss  # noqa: F401
    from tse_companion.services.vaults import Vaults
    from tse_companion.store.journal import Journal

    folders = program.folders
    program._journal = Journal(folders.journal)
    settings_file = program._settings_file
    return build_desk(
        folders=folders,
        settings_file=settings_file,
        journal=program._journal,
        background=program._background,
        writes=program._writes,
        vaults=Vaults(
            folders,
            program._background,
            file_only=program.options.data_dir is not None,
            passphrase=program.options.passphrase,
            prefer=settings_file.load().password_store,
        ),
    )
