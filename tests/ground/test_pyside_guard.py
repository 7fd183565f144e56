"""PySide6 6.12.0 drops a reference to True at each slot call and aborts Python 3.11."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PINS = (ROOT / "packaging" / "constraints.txt").read_text("utf-8")

# Each emit lost a reference in 6.12.0; a thousand were enough to reach zero.
EMITS = """
import sys
from PySide6.QtCore import QObject, QTimer, QCoreApplication, Signal

class Bell(QObject):
    rung = Signal()

app = QCoreApplication([])
bell = Bell()
bell.rung.connect(lambda: None)
before = sys.getrefcount(True), sys.getrefcount(None)
for _ in range(20_000):
    bell.rung.emit()
for _ in range(2_000):
    QTimer.singleShot(0, lambda: None)
app.processEvents()
lost = before[0] - sys.getrefcount(True), before[1] - sys.getrefcount(None)
assert max(lost) < 200, lost
print("alive")
"""


def test_python_survives_many_slot_calls() -> None:
    done = subprocess.run(
        [sys.executable, "-c", EMITS], capture_output=True, text=True, timeout=50, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr


def requirement(name: str) -> Requirement:
    wanted = [Requirement(text) for text in PROJECT["dependencies"]]
    return next(one for one in wanted if one.name == name)


def test_the_broken_version_cannot_be_installed() -> None:
    allowed = requirement("PySide6-Essentials").specifier
    assert "6.12.0" not in allowed
    assert "6.12.1" not in allowed
    assert "6.11.2" not in allowed
    assert version("PySide6_Essentials") in allowed


def pins() -> dict[str, str]:
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", PINS, re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower(): number for name, number in found}


def test_pins_agree_with_the_project() -> None:
    extras = PROJECT["optional-dependencies"].values()
    for text in [*PROJECT["dependencies"], *(text for extra in extras for text in extra)]:
        wanted = Requirement(text)
        pinned = pins()[re.sub(r"[-_.]+", "-", wanted.name).lower()]
        assert Version(pinned) in wanted.specifier, text


def test_every_pin_is_exact_and_has_a_digest() -> None:
    blocks = re.split(r"\n(?=[A-Za-z])", re.sub(r"^\s*#.*\n", "", PINS, flags=re.MULTILINE))
    assert len(blocks) == len(pins()) > 40
    for block in blocks:
        assert re.match(r"[\w.-]+==[\w.]+ ", block), block
        assert "--hash=sha256:" in block, block


def test_pins_serve_all_three_systems() -> None:
    for name in ("pywin32-ctypes", "colorama", "secretstorage", "jeepney"):
        assert name in pins()
