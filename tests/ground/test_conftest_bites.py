"""The net under every test holds: each kind of leftover makes a test fail."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

SUITE = """
import asyncio, logging, os, threading, warnings
from pathlib import Path

async def fails():
    raise ValueError("lost")

def test_clean(): ...

async def test_clean_async(): await asyncio.sleep(0)

async def test_clean_qt(qtbot, sig):
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QLabel
    label = QLabel("x")
    qtbot.addWidget(label)
    label.show()
    async with sig(label.linkActivated) as heard:
        QTimer.singleShot(0, lambda: label.linkActivated.emit("there"))
    assert heard.args == ("there",)
    assert type(asyncio.get_running_loop()).__module__ == "qasync"
    size = label.screen().size()
    assert (size.width(), size.height()) == (1366, 768)
    assert label.fontInfo().family() == "Inter"

async def test_bad_task(): asyncio.create_task(asyncio.sleep(60), name="forgotten")

async def test_bad_task_qt(qtbot): asyncio.create_task(asyncio.sleep(60), name="forgotten")

async def test_bad_lost_exception():
    asyncio.create_task(fails())
    await asyncio.sleep(0)
    await asyncio.sleep(0)

async def test_bad_lost_exception_qt(qapp):
    asyncio.create_task(fails())
    await asyncio.sleep(0)
    await asyncio.sleep(0)

async def test_bad_signal_never_comes(qtbot, sig):
    from PySide6.QtWidgets import QLabel
    label = QLabel("x")
    qtbot.addWidget(label)
    async with sig(label.linkActivated, timeout=0.01): ...

def test_bad_window(qapp):
    from PySide6.QtWidgets import QLabel
    global window
    window = QLabel("x")
    window.show()

def test_bad_qt_message(qapp):
    from PySide6.QtCore import qWarning
    qWarning("hm")

def test_bad_log(): logging.getLogger("tse_companion.x").warning("hm")

def test_clean_log(caplog):
    logging.getLogger("tse_companion.x").warning("hm")
    assert "hm" in caplog.text

def test_bad_thread(): threading.Thread(target=threading.Event().wait, args=(1.5,)).start()

def test_bad_warning(): warnings.warn("hm")

def test_clean_home():
    assert Path.home() != Path(os.environ["REAL_HOME"])
    assert list(Path.home().iterdir()) == []

def test_clean_keyring():
    import keyring
    assert type(keyring.get_keyring()).__module__ == "keyring.backends.fail"
"""


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("bites")
    (folder / "tests").mkdir()
    (folder / "tests" / "test_suite.py").write_text(SUITE, encoding="utf-8")
    shutil.copy(ROOT / "tests" / "conftest.py", folder / "tests")
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copytree(ROOT / "resources" / "fonts", folder / "resources" / "fonts")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-vv", "-p", "no:cacheprovider"],
        cwd=folder,
        env={**os.environ, "REAL_HOME": str(Path.home())},
        capture_output=True,
        encoding="utf-8",
        timeout=50,
        check=False,
    )
    found: dict[str, str] = {}
    for name, word in re.findall(r"::test_(\w+) (PASSED|FAILED|ERROR)", done.stdout):
        if found.get(name) in {None, "PASSED"}:
            found[name] = word
    assert len(found) == SUITE.count("def test_"), done.stdout + done.stderr
    return found


def test_what_is_clean_passes(outcome: dict[str, str]) -> None:
    assert {name for name, word in outcome.items() if word == "PASSED"} == {
        name for name in outcome if name.startswith("clean")
    }


def test_every_leftover_fails(outcome: dict[str, str]) -> None:
    bad = {name: word for name, word in outcome.items() if name.startswith("bad")}
    assert len(bad) == 10
    assert "PASSED" not in bad.values()
