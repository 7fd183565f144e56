"""The two commands make their environment whole, whatever they find and wherever they stop."""

from __future__ import annotations

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
        monkeypatch.setattr(dev, "BUILD", root)
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
