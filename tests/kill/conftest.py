"""The line that tells how many deaths were survived, at the end of pytest's output."""

from __future__ import annotations

from collections.abc import Callable

import pytest

PROPERTY = "closing line"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it where nobody can overlook it, also when another process ran the test."""
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", None) == "call":
                for name, line in report.user_properties:
                    if name == PROPERTY:
                        terminalreporter.write_line(line)


@pytest.fixture
def say(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """What is said here is printed at the end."""
    node: pytest.Item = request.node
    return lambda line: node.user_properties.append((PROPERTY, line))
