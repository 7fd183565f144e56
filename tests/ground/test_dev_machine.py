"""Qt's system libraries: installed where that can be done, otherwise the command is named."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import machine
import pytest

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has these libraries apart")


def fake_tool(folder: Path, name: str, script: str) -> Path:
    folder.mkdir(exist_ok=True)
    tool = folder / name
    tool.write_text(f"#!/bin/sh\necho {name} \"$@\" >> '{folder}/log'\n{script}\n", "utf-8")
    tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    return folder / "log"


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without one of Qt's libraries, until the file ``there`` exists."""
    there = tmp_path / "there"
    monkeypatch.setattr(
        machine,
        "missing_libraries",
        lambda for_tests: {} if there.exists() else {"libGL.so.1": "libgl1"},
    )
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin")
    return tmp_path


@linux
def test_root_on_debian_gets_what_is_missing(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    log = fake_tool(bare / "bin", "apt-get", f"touch '{bare}/there'")
    machine.see_to_system(for_tests=True)
    (line,) = log.read_text("utf-8").splitlines()
    assert line.startswith("apt-get install -y --no-install-recommends libgl1")


@linux
def test_lists_are_fetched_when_the_first_try_fails(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    fake_tool(bare / "bin", "dpkg", "")
    updated = f"'{bare}/updated'"
    log = fake_tool(
        bare / "bin",
        "apt-get",
        f"[ $1 = update ] && touch {updated}\n[ -e {updated} ] && touch '{bare}/there'",
    )
    machine.see_to_system(for_tests=True)
    verbs = [" ".join(line.split()[:2]) for line in log.read_text("utf-8").splitlines()]
    assert verbs == ["apt-get install", "dpkg --configure", "apt-get update", "apt-get install"]


@linux
def test_a_failing_apt_ends_with_its_own_words(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    fake_tool(bare / "bin", "dpkg", "")
    fake_tool(bare / "bin", "apt-get", "echo no network; exit 100")
    with pytest.raises(machine.Stop, match=r"(?s)no network.*apt-get update && apt-get install"):
        machine.see_to_system(for_tests=True)


@linux
def test_others_are_told_the_exact_command(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    log = fake_tool(bare / "bin", "apt-get", "")
    with pytest.raises(machine.Stop, match="sudo apt-get install -y --no-install-rec"):
        machine.see_to_system(for_tests=True)
    assert not log.exists()
    (bare / "bin" / "apt-get").unlink()
    fake_tool(bare / "bin", "dnf", "")
    monkeypatch.setenv("PATH", str(bare / "bin"))
    with pytest.raises(machine.Stop, match=r"sudo dnf install 'libGL\.so\.1\(\)\(64bit\)'"):
        machine.see_to_system(for_tests=True)


@linux
def test_a_library_that_is_absent_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert machine.missing_libraries(for_tests=True) == {}
    monkeypatch.setattr(machine, "QT_LIBRARIES", {"libnot-there.so.9": "libnot-there9"})
    assert machine.missing_libraries(for_tests=False) == {"libnot-there.so.9": "libnot-there9"}


@pytest.mark.parametrize(
    ("environment", "answer"),
    [
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({}, sys.platform in {"win32", "darwin"}),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen:configfile=x"}, False),
    ],
)
def test_a_display_is_recognised(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], answer: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert machine.has_display() is answer
