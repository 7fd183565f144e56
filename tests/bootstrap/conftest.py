"""A data folder, and one application for every program that is started in this process."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from bootstrap.running import (
    PROGRAMS,
)
from tse_companion.gui import i18n
from tse_companion.gui.collector import Collector
from tse_companion.paths import Folders
from tse_companion.store.settings import Settings, SettingsFile


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """The data folder of the program, with its language said."""
    made = Folders.below(tmp_path / "data")
    made.make()
    SettingsFile(made.settings).save(Settings(language="en", theme="light"))
    return made


@pytest.fixture(autouse=True)
def the_application_as_before(qapp: QApplication) -> Iterator[None]:
    """The program takes over what the whole process has only once."""
    name, quits = qapp.applicationName(), qapp.quitOnLastWindowClosed()
    yield
    while PROGRAMS:
        PROGRAMS.pop().window.deleteLater()
    for collector in qapp.findChildren(Collector):
        collector.deleteLater()
    # The program settles what it has; its windows must not stay for ever.
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    qapp.setApplicationName(name)
    qapp.setApplicationDisplayName("")
    qapp.setQuitOnLastWindowClosed(quits)
    i18n.install(qapp, "en")
