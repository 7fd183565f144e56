"""What ``pip install .`` puts on a machine: the program, its resources and its command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index"]
    subprocess.run(
        [*build, "--no-build-isolation", "--wheel-dir", folder, ROOT],
        check=True,
        capture_output=True,
        timeout=50,
    )
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    folder = wheel.with_name("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def python(installed: Path, home: Path, arguments: Sequence[str]) -> str:
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=home,
        env=environment,
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=50,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_wheel_holds_every_module_and_resource(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for root, below in ((ROOT / "app", ""), (ROOT / "resources", "tse_companion/resources/")):
        for file in root.rglob("*"):
            if file.is_file() and not {"__pycache__", ".mypy_cache"} & set(file.parts):
                assert below + file.relative_to(root).as_posix() in names
    for kind in ("fonts/Inter-Regular.otf", "fonts/Inter-OFL.txt", "icons/ok.svg"):
        assert f"tse_companion/resources/{kind}" in names
    assert not [name for name in names if "test" in name.split("/")[0] or "__pycache__" in name]


def test_the_installed_program_finds_its_resources(installed: Path, tmp_path: Path) -> None:
    code = (
        "from tse_companion.paths import resources; from pathlib import Path; import json;"
        "print(json.dumps([str(resources()), sorted(x.name for x in resources().iterdir())]))"
    )
    where, what = json.loads(python(installed, tmp_path, ["-c", code]))
    assert Path(where) == installed / "tse_companion" / "resources"
    assert {"fonts", "icons", "translations"} <= set(what)


def test_the_installed_command_answers(installed: Path, tmp_path: Path) -> None:
    (points,) = installed.glob("*.dist-info/entry_points.txt")
    assert "tse-companion = tse_companion.cli.main:main" in points.read_text("utf-8")
    as_command = "import sys; from tse_companion.cli.main import main; sys.exit(main())"
    version = python(installed, tmp_path, ["-c", as_command, "--version"])
    assert points.parent.name == f"tse_companion-{version.removeprefix('tse-companion ')}.dist-info"
    assert python(installed, tmp_path, ["-m", "tse_companion", "--version"]) == version
