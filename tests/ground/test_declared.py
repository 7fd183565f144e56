"""What is imported is declared: nothing works only because something else brought it along."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from ground import rules

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def names_of(requirements: list[str]) -> set[str]:
    return {plain(re.split(r"[<>=!~ \[]", text)[0]) for text in requirements}


def libraries(folder: Path) -> set[str]:
    """Top-level names imported below a folder that are neither Python's nor our own."""
    own = {path.stem for path in [*folder.iterdir(), *(ROOT / "packaging").iterdir()]}
    found = {
        one.name.split(".")[0]
        for file, tree in rules.modules(folder)
        for one in rules.imports(file, tree)
    }
    return found - own - set(sys.stdlib_module_names) - {"(a name made at run time)", "conftest"}


def undeclared(folder: Path, declared: set[str]) -> list[str]:
    brought_by = packages_distributions()
    return sorted(
        name
        for name in libraries(folder)
        if name != rules.PACKAGE and not declared & {plain(one) for one in brought_by.get(name, [])}
    )


RUN = names_of(PROJECT["dependencies"])
DEV = RUN | names_of(PROJECT["optional-dependencies"]["dev"])


def test_the_program_needs_only_its_dependencies() -> None:
    assert undeclared(ROOT / "app" / "tse_companion", RUN) == []


def test_the_tests_need_only_the_development_environment() -> None:
    assert undeclared(ROOT / "tests", DEV) == []


def test_an_undeclared_library_is_found(tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text("import httpx\nimport pytest\nimport nowhere\nimport json")
    assert undeclared(tmp_path, RUN) == ["nowhere", "pytest"]
    assert undeclared(tmp_path, DEV) == ["nowhere"]
