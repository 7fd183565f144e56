"""The two commands make their environment whole, whatever they find and wherever they stop."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from pathlib import Path

import dev
import pytest

ROOT = Path(__file__).resolve().parents[2]


class Maker:
    """Stands in for venv and pip; can be cut off before any step."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
        self.commands: list[str] = []
        self.cut_before = -1
        self.packages = {"one": "1"}
        monkeypatch.setattr(dev, "VENV", root / ".venv")
        monkeypatch.setattr(dev, "BUILD", root / "build")
        monkeypatch.setattr(dev, "STAMP", root / ".venv" / "made-from.json")
        monkeypatch.setattr(dev, "step", self.step)
        monkeypatch.setattr(dev, "installed", lambda: dict(self.packages))

    def step(self, problem: str, command: Sequence[str | Path]) -> None:
        if len(self.commands) == self.cut_before:
            raise KeyboardInterrupt
        self.commands.append(" ".join(str(word) for word in command))
        if "venv" in command:
            assert not dev.VENV.exists(), "made anew, never patched up"
            dev.VENV.mkdir()


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Maker:
    return Maker(monkeypatch, tmp_path)


def test_the_second_run_finds_everything_done(maker: Maker) -> None:
    dev.see_to_environment()
    assert len(maker.commands) == 5
    dev.see_to_environment()
    assert len(maker.commands) == 5


@pytest.mark.parametrize("at", range(5))
def test_cut_off_anywhere_it_is_made_again(maker: Maker, at: int) -> None:
    maker.cut_before = at
    with pytest.raises(KeyboardInterrupt):
        dev.see_to_environment()
    assert not dev.STAMP.exists()
    maker.cut_before = -1
    maker.commands.clear()
    dev.see_to_environment()
    assert len(maker.commands) == 5
    assert dev.STAMP.exists()


def test_other_pins_or_a_changed_package_make_it_anew(
    maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    dev.see_to_environment()
    maker.packages["two"] = "2"  # something the person added
    dev.see_to_environment()
    assert len(maker.commands) == 5
    maker.packages["one"] = "2"
    dev.see_to_environment()
    assert len(maker.commands) == 10
    monkeypatch.setattr(dev, "fingerprint", lambda: "other")
    dev.see_to_environment()
    assert len(maker.commands) == 15


@pytest.mark.parametrize("text", ["", "{", "[]", '{"from": 1}', '{"packages": []}'])
def test_an_unreadable_stamp_counts_as_none(maker: Maker, text: str) -> None:
    dev.VENV.mkdir()
    dev.STAMP.write_text(text, encoding="utf-8")
    dev.see_to_environment()
    assert len(maker.commands) == 5


def test_the_fingerprint_follows_pins_and_project(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pins = tmp_path / "packaging" / "constraints.txt"
    pins.parent.mkdir()
    pins.write_text("one==1", encoding="utf-8")
    project = tmp_path / "pyproject.toml"
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    project.write_text(text, encoding="utf-8")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "PINS", pins)
    first = dev.fingerprint()
    project.write_text(text.replace("line-length = 100", "line-length = 99"), encoding="utf-8")
    assert dev.fingerprint() == first
    project.write_text(text.replace("qrcode==8.2", "qrcode==8.1"), encoding="utf-8")
    second = dev.fingerprint()
    pins.write_text("one==2", encoding="utf-8")
    assert len({first, second, dev.fingerprint()}) == 3


def test_the_builder_is_pinned_like_everything_else() -> None:
    lines = dev.pin_of("setuptools").splitlines()
    assert lines[0].startswith("setuptools==")
    assert all(line.strip().startswith("--hash=sha256:") for line in lines[1:])
    assert len(lines) >= 2


# --- the system's part -----------------------------------------------------------------------

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
        dev,
        "missing_libraries",
        lambda for_tests: {} if there.exists() else {"libGL.so.1": "libgl1"},
    )
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin")
    return tmp_path


@linux
def test_root_on_debian_gets_what_is_missing(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    log = fake_tool(bare / "bin", "apt-get", f"touch '{bare}/there'")
    dev.see_to_system(for_tests=True)
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
    dev.see_to_system(for_tests=True)
    verbs = [" ".join(line.split()[:2]) for line in log.read_text("utf-8").splitlines()]
    assert verbs == ["apt-get install", "dpkg --configure", "apt-get update", "apt-get install"]


@linux
def test_a_failing_apt_ends_with_its_own_words(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    fake_tool(bare / "bin", "dpkg", "")
    fake_tool(bare / "bin", "apt-get", "echo no network; exit 100")
    with pytest.raises(dev.Stop, match=r"(?s)no network.*apt-get update && apt-get install"):
        dev.see_to_system(for_tests=True)


@linux
def test_others_are_told_the_exact_command(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    log = fake_tool(bare / "bin", "apt-get", "")
    with pytest.raises(dev.Stop, match="sudo apt-get install -y --no-install-recommends libgl1"):
        dev.see_to_system(for_tests=True)
    assert not log.exists()
    (bare / "bin" / "apt-get").unlink()
    fake_tool(bare / "bin", "dnf", "")
    monkeypatch.setenv("PATH", str(bare / "bin"))
    with pytest.raises(dev.Stop, match=r"sudo dnf install 'libGL\.so\.1\(\)\(64bit\)'"):
        dev.see_to_system(for_tests=True)


@linux
def test_a_library_that_is_absent_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert dev.missing_libraries(for_tests=True) == {}
    monkeypatch.setattr(dev, "QT_LIBRARIES", {"libnot-there.so.9": "libnot-there9"})
    assert dev.missing_libraries(for_tests=False) == {"libnot-there.so.9": "libnot-there9"}


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
    assert dev.has_display() is answer
