"""Builds the whole program.

program     with a window: the one loop of Qt, the stages of the end
headless    without one, for the command line; nothing here loads Qt
desk        what both stand on: folders, journal, vaults, services

What needs a window is looked up when it is asked for, so that a script never waits for Qt.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tse_companion.bootstrap.program import INTERRUPTED as INTERRUPTED
    from tse_companion.bootstrap.program import Options as Options
    from tse_companion.bootstrap.program import Program as Program
    from tse_companion.bootstrap.program import Report as Report
    from tse_companion.bootstrap.program import run_self_check as run_self_check
    from tse_companion.bootstrap.program import run_window as run_window

_OF_THE_PROGRAM = frozenset({"INTERRUPTED", "Options", "Program", "run_self_check", "run_window"})


def __getattr__(name: str) -> Any:
    if name in _OF_THE_PROGRAM:
        return getattr(importlib.import_module("tse_companion.bootstrap.program"), name)
    raise AttributeError(name)
