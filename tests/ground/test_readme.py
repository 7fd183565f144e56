"""README and changelog stay true."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
CHANGES = (ROOT / "packaging" / "CHANGELOG.md").read_text("utf-8")


def test_what_it_links_to_exists() -> None:
    links = re.findall(r"\]\(([^)]+)\)", README)
    assert "packaging/screenshot.png" in links
    assert [link for link in links if not (ROOT / link).is_file()] == []


@pytest.mark.parametrize("command", re.findall(r"^\| `tse-companion ([a-z-]+)", README, re.M))
def test_every_command_it_names_exists(command: str) -> None:
    row = next(
        line for line in README.splitlines() if line.startswith(f"| `tse-companion {command}")
    )
    done = subprocess.run(
        [sys.executable, "-m", "tse_companion", command, "--help"],
        capture_output=True,
        encoding="utf-8",
        timeout=30,
        check=True,
    )
    for option in re.findall(r"--[a-z-]+", row):
        assert option in done.stdout


def test_it_names_both_variables_for_secrets() -> None:
    source = "".join(
        file.read_text("utf-8") for file in (ROOT / "app" / "tse_companion" / "cli").glob("*.py")
    )
    for name in re.findall(r"TSE_COMPANION_[A-Z_]+", README):
        assert name in source


def test_the_changelog_keeps_to_its_headings() -> None:
    headings = re.findall(r"^### (.+)$", CHANGES, re.M)
    assert headings
    assert set(headings) <= {"Added", "Changed", "Fixed", "Security"}
