"""The program keeps to its layers and rooms."""

from __future__ import annotations

from pathlib import Path

import pytest

from ground import rules

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "app" / "tse_companion"


def test_imports_point_downward() -> None:
    assert rules.wrong_arrows(PACKAGE) == []


def test_every_library_stays_in_its_room() -> None:
    assert rules.wrong_rooms(PACKAGE) == []


def test_no_bare_task_no_nested_loop_no_blocking_wait() -> None:
    assert rules.wrong_calls(PACKAGE) == []


def test_files_stop_near_400_lines() -> None:
    assert rules.too_long(ROOT) == []


def test_nothing_names_a_registry_or_a_machine() -> None:
    assert rules.machine_words(ROOT) == []


def test_the_top_level_is_fixed() -> None:
    assert rules.strange_top_level(ROOT) == []


# --- the rules themselves bite ---------------------------------------------------------------


def plant(root: Path, file: str, text: str) -> None:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("domain/x.py", "from tse_companion.tse import keys"),
        ("domain/x.py", "import tse_companion.services.tasks"),
        ("tse/x.py", "from ..api import signde"),
        ("api/x.py", "from tse_companion import store"),
        ("store/x.py", "def f():\n    from tse_companion.services import desk"),
        ("services/x.py", "from tse_companion.gui.texts import words"),
        ("services/x.py", "from tse_companion.sandbox.app import SandboxApp"),
        ("sandbox/x.py", "from tse_companion.errors import AppError"),
        ("sandbox/x.py", "import importlib\nimportlib.import_module('tse_companion.store')"),
        ("gui/x.py", "import_module(f'tse_companion.store.{name}')"),
        ("gui/x.py", "if TYPE_CHECKING:\n    from tse_companion.store.journal import Entry"),
        ("gui/x.py", "from tse_companion.bootstrap import open_window"),
        ("gui/pages/x.py", "from ...tse import verify"),
        ("cli/x.py", "from tse_companion.api.signde import SignDeClient"),
        ("errors.py", "from tse_companion.domain import states"),
        ("helpers/x.py", ""),
    ],
)
def test_a_wrong_arrow_is_found(tmp_path: Path, file: str, text: str) -> None:
    plant(tmp_path, file, text)
    assert len(rules.wrong_arrows(tmp_path)) == 1


def test_right_arrows_are_left_alone(tmp_path: Path) -> None:
    plant(tmp_path, "gui/pages/x.py", "from tse_companion import __version__\nimport json")
    plant(tmp_path, "gui/x.py", "from tse_companion.gui.pages import x\nfrom .pages import y")
    plant(tmp_path, "services/x.py", "from tse_companion.errors import AppError")
    plant(tmp_path, "bootstrap.py", "from tse_companion.sandbox import app")
    plant(tmp_path, "gui/y.py", "import_module(f'tse_companion.gui.{name}')")
    assert rules.wrong_arrows(tmp_path) == []


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("services/x.py", "from PySide6.QtCore import QObject"),
        ("cli/x.py", "def f():\n    import PySide6.QtWidgets"),
        ("api/signde.py", "import httpx"),
        ("services/x.py", "import keyring"),
        ("store/settings.py", "from keyrings.cryptfile.cryptfile import CryptFileKeyring"),
        ("store/x.py", "from cryptography.hazmat.primitives import hashes"),
        ("gui/application.py", "import qasync"),
        ("gui/x.py", "import qrcode"),
        ("paths.py", "import platformdirs"),
        ("api/x.py", "from starlette.applications import Starlette"),
        ("cli/sandbox.py", "import uvicorn"),
        ("domain/x.py", "import requests"),
        ("gui/x.py", "import_module(f'tse_companion.{name}')"),
        ("domain/x.py", "import importlib as i\nx = 'ht' + 'tpx'\ni.import_module(x)"),
    ],
)
def test_a_library_outside_its_room_is_found(tmp_path: Path, file: str, text: str) -> None:
    plant(tmp_path, file, text)
    assert len(rules.wrong_rooms(tmp_path)) == 1


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("services/x.py", "asyncio.create_task(work())"),
        ("gui/x.py", "loop.create_task(work())"),
        ("api/x.py", "async with asyncio.TaskGroup() as g:\n    g.create_task(work())"),
        ("services/x.py", "start = asyncio.ensure_future"),
        ("gui/x.py", "dialog.exec()"),
        ("gui/x.py", "QDialog(self).exec_()"),
        ("gui/x.py", "QApplication.processEvents()"),
        ("gui/x.py", "@asyncSlot()\nasync def f(): ..."),
        ("gui/x.py", "QMessageBox.question(self, 'a', 'b')"),
        ("gui/x.py", "QFileDialog.getSaveFileName(self)"),
        ("gui/x.py", "from PySide6.QtCore import QEventLoop"),
        ("store/x.py", "from time import sleep"),
        ("store/x.py", "time.sleep(1)"),
        ("services/x.py", "print('x')"),
    ],
)
def test_a_forbidden_call_is_found(tmp_path: Path, file: str, text: str) -> None:
    plant(tmp_path, file, text)
    assert len(rules.wrong_calls(tmp_path)) == 1


def test_allowed_calls_are_left_alone(tmp_path: Path) -> None:
    plant(tmp_path, "services/tasks.py", "loop.create_task(work())")
    plant(tmp_path, "cli/main.py", "print('x')")
    plant(tmp_path, "bootstrap.py", "from qasync import QEventLoop")
    plant(tmp_path, "gui/x.py", "dialog.open()\nawait asyncio.sleep(0)\nQMessageBox(self)")
    assert rules.wrong_calls(tmp_path) == []


def test_a_long_file_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "app/x.py", "x = 1\n" * (rules.MOST_LINES + 1))
    plant(tmp_path, "tests/y.py", "x = 1\n" * rules.MOST_LINES)
    assert rules.too_long(tmp_path) == [f"app/x.py: {rules.MOST_LINES + 1} lines"]


@pytest.mark.parametrize(
    "text",
    [
        "see https://" + "py" + "pi.org/simple",
        "--extra-" + "index" + "-url x",
        "open('" + "/ro" + "ot/x')",
        "cd " + "/wo" + "rk/main",
        "path = /ho" + "me/ada/till",
        "C:" + "\\Users\\ada",
    ],
)
def test_a_machine_word_is_found(tmp_path: Path, text: str) -> None:
    plant(tmp_path, "tests/data/x.txt", text)
    plant(tmp_path, ".git/config", text)
    assert len(rules.machine_words(tmp_path)) == 1


@pytest.mark.parametrize(
    "text",
    ["PUT /tss/{id}/client", "b'/root'", "~/work", "app/root", "../work", "/usr/share", "a/home/x"],
)
def test_other_paths_are_left_alone(tmp_path: Path, text: str) -> None:
    plant(tmp_path, "tests/x.py", text)
    assert rules.machine_words(tmp_path) == []


def test_a_strange_entry_on_top_is_found(tmp_path: Path) -> None:
    for name in rules.TOP_LEVEL:
        (tmp_path / name).mkdir()
    assert rules.strange_top_level(tmp_path) == []
    (tmp_path / "setup.py").touch()
    (tmp_path / "app").rmdir()
    plant(tmp_path, "packaging/__init__.py", "")
    assert len(rules.strange_top_level(tmp_path)) == 3
