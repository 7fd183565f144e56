"""The line that tells how many deaths were survived, at the end of pytest's output."""

from __future__ import annotations

import pytest

LINES = pytest.StashKey[list[str]]()


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say it where nobody can overlook it."""
    for line in config.stash.get(LINES, []):
        terminalreporter.write_line(line)


@pytest.fixture
def say(request: pytest.FixtureRequest) -> list[str]:
    """Lines put in here are printed at the end."""
    return request.config.stash.setdefault(LINES, [])
