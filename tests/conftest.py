"""What every test gets: a fixed screen, fixed fonts, an empty home, and no leftovers.

A test fails when it leaves behind a visible window, a running task, a thread, or an unexpected
warning in the log. A test that asks for ``caplog`` judges the log itself.
"""

from __future__ import annotations

import asyncio
import functools
import gc
import json
import logging
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings as hypothesis_settings

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parents[1]

# The screen of a shop's back office. Qt splits this text at colons: no drive letter may be in it.
_SCREEN = {
    "screens": [
        {
            "name": "HD",
            "x": 0,
            "y": 0,
            "width": 1366,
            "height": 768,
            "logicalDpi": 96,
            "logicalBaseDpi": 96,
            "dpr": 1,
        }
    ]
}


def _make_world() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="tse-companion-screen-"))
    file = folder / "screen.json"
    file.write_text(json.dumps(_SCREEN), encoding="utf-8")
    shown = os.path.relpath(file) if sys.platform == "win32" else str(file)
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={shown}"
    os.environ["QT_API"] = "pyside6"
    os.environ["PYTHONPATH"] = str(ROOT / "app")  # for programs that tests start
    for name in (
        "QT_SCALE_FACTOR",
        "QT_SCREEN_SCALE_FACTORS",
        "QT_FONT_DPI",
        "QT_STYLE_OVERRIDE",
        "QT_QPA_PLATFORMTHEME",
        "QT_LOGGING_RULES",
        "TSE_COMPANION_API_SECRET",
        "TSE_COMPANION_VAULT_PASSPHRASE",
        "TSE_COMPANION_ADMIN_PIN",
    ):
        os.environ.pop(name, None)
    if sys.platform != "win32":
        # Central European time in words, so that no time zone database is needed.
        os.environ["TZ"] = "CET-1CEST,M3.5.0,M10.5.0/3"
        time.tzset()
    return folder


_screen_folder = _make_world()

hypothesis_settings.register_profile(
    "project", deadline=None, database=None, derandomize=bool(os.environ.get("CI"))
)
# By hand, for the tests that say so: pytest <file> --hypothesis-profile=long
hypothesis_settings.register_profile(
    "long", deadline=None, database=None, max_examples=2000, stateful_step_count=60
)
hypothesis_settings.load_profile("project")


def pytest_unconfigure() -> None:
    shutil.rmtree(_screen_folder, ignore_errors=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say again what failed before the tests began, where it cannot be overlooked."""
    failed = os.environ.get("TSE_COMPANION_FAILED_CHECKS")
    if failed:
        terminalreporter.section("checks before the tests", red=True, bold=True)
        terminalreporter.line(f"FAILED: {failed} (see above)", red=True)


# --- Qt and the loop -------------------------------------------------------------------------


@functools.cache
def _application() -> QApplication:
    from PySide6.QtGui import QFont, QFontDatabase
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["tse-companion"])
    app.setApplicationName("tse-companion-tests")
    # Else closing a dialog, the only window of a test, would stop the loop.
    app.setQuitOnLastWindowClosed(False)
    for file in sorted((ROOT / "resources" / "fonts").glob("*.?tf")):
        QFontDatabase.addApplicationFont(str(file))
    app.setFont(QFont("Inter", 10))
    app.setStyle("Fusion")
    # As in the program, only this thread may collect: see gui/collector. Nothing turns it on again.
    gc.collect()
    gc.freeze()
    gc.disable()
    return app


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The one application, with the bundled font whatever this machine has installed."""
    return _application()


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Coroutine tests that use Qt run on the program's own kind of loop."""
    if {"qtbot", "qapp"} & set(getattr(item, "fixturenames", ())):

        def make() -> asyncio.AbstractEventLoop:
            import qasync

            loop: asyncio.AbstractEventLoop = qasync.QEventLoop(_application())
            return loop

        return {"qt": make}
    return {"plain": asyncio.new_event_loop}


class Sig:
    """Wait for a Qt signal in a coroutine: ``async with sig(button.clicked) as s: act()``.

    Afterwards ``s.args`` holds what the signal carried. ``qtbot.waitSignal`` would run a nested
    loop, from which no task returns.
    """

    def __init__(self, signal: SignalInstance, timeout: float = 5.0) -> None:
        self._signal = signal
        self._timeout = timeout
        self.args: tuple[Any, ...] = ()

    async def __aenter__(self) -> Sig:
        self._answer: asyncio.Future[tuple[Any, ...]]
        self._answer = asyncio.get_running_loop().create_future()
        self._signal.connect(self._heard)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self.args = await asyncio.wait_for(self._answer, self._timeout)
        finally:
            self._signal.disconnect(self._heard)

    def _heard(self, *args: Any) -> None:
        if not self._answer.done():
            self._answer.set_result(args)


@pytest.fixture
def sig() -> type[Sig]:
    """The class that waits for a signal; see there."""
    return Sig


# --- a world of its own for each test --------------------------------------------------------


@pytest.fixture(autouse=True)
def own_world(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """An empty home folder, and no password store unless the test puts one in."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name, below in (
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_DATA_HOME", ".local/share"),
        ("XDG_STATE_HOME", ".local/state"),
        ("XDG_CACHE_HOME", ".cache"),
        ("XDG_RUNTIME_DIR", ".run"),
        ("APPDATA", "AppData/Roaming"),
        ("LOCALAPPDATA", "AppData/Local"),
    ):
        monkeypatch.setenv(name, str(home / below))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    yield
    # A back end that one test put in must not reach the next.
    core = sys.modules.get("keyring.core")
    if core is not None:
        vars(core)["_keyring_backend"] = None


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = f"{record.levelname} {record.name}: {record.getMessage()}"
        if record.exc_info and record.exc_info[1] is not None:
            text += f" ({record.exc_info[1]!r})"
        self.heard.append(text)


@pytest.fixture(autouse=True)
def nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test that leaves a task, thread, window or unexpected warning behind."""
    from pytest_asyncio.plugin import is_async_test

    loop: asyncio.AbstractEventLoop | None = None
    if is_async_test(request.node):
        # Set up before the test's own fixtures, so that it is judged after they have ended.
        loop = request.getfixturevalue("_function_scoped_runner").get_loop()
    threads = set(threading.enumerate())
    root = logging.getLogger()
    ours = logging.getLogger("tse_companion")
    handlers = {log: (log.handlers[:], log.level, log.propagate) for log in (root, ours)}
    listener = _Listener()
    root.addHandler(listener)

    yield

    problems: list[str] = []
    if loop is not None and not loop.is_closed():
        problems += [
            f"task still running: {task.get_name()} {task.get_coro()}"
            for task in asyncio.all_tasks(loop)
            if not task.done()
        ]
        gc.collect(1)  # brings exceptions to light that no one fetched
    problems += _windows_left()
    if _application.cache_info().currsize:
        if gc.isenabled():
            problems.append("collection was left to any thread: see _application")
            gc.disable()
        gc.collect()
    for thread in set(threading.enumerate()) - threads:
        thread.join(0 if thread.daemon else 1.0)
        if thread.is_alive() and not thread.daemon:
            problems.append(f"thread still running: {thread.name}")
    root.removeHandler(listener)
    for log, (before, level, propagate) in handlers.items():
        for handler in log.handlers[:]:
            if handler not in before:
                log.removeHandler(handler)
                handler.close()
        log.setLevel(level)
        log.propagate = propagate
    if "caplog" not in request.fixturenames:
        problems += [f"unexpected in the log: {text}" for text in listener.heard]
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


def _windows_left() -> list[str]:
    if not _application.cache_info().currsize:
        return []
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left: list[str] = []
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            left.append(f"window still open: {type(window).__name__} {window.windowTitle()!r}")
            window.close()
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    _look_as_before()
    return left


def _look_as_before() -> None:
    """Undo what a test did to the look and language of the one application."""
    theme = sys.modules.get("tse_companion.gui.theme")
    i18n = sys.modules.get("tse_companion.gui.i18n")
    app = _application()
    if theme is not None and app.findChild(theme.Theme) is not None:
        theme.current().set_look(scheme="light", text_percent=100)
    if i18n is not None and i18n.language() != "en":
        i18n.install(app, "en")
