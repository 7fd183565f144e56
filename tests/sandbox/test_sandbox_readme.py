"""The README of the package names what there is, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import tse_companion.sandbox
from tse_companion.sandbox import scenarios
from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.faults import FaultKind
from tse_companion.sandbox.shops.planting import PIN
from tse_companion.sandbox.side_door import SideDoor

FOLDER = Path(tse_companion.sandbox.__file__).parent
README = (FOLDER / "README.md").read_text("utf-8")


def part(title: str) -> str:
    return README.partition(f"# {title}\n")[2].partition("\n#")[0]


def test_every_scenario() -> None:
    named = set(re.findall(r"`([a-z0-9-]+)`", part("Scenarios")))
    assert named == {scenario.name for scenario in scenarios.SCENARIOS}


def test_every_path_of_the_control_side(sandbox: SandboxApp) -> None:
    paths = set()
    for row in part("The control side").splitlines():
        if not row.startswith("| `"):
            continue
        method: str | None = None
        for text in re.findall(r"`([^`]*)`", row.split("|")[1]):
            words = text.split()
            if words[0] in ("GET", "POST", "PATCH", "DELETE"):
                methods = [m for m in (method, words[0]) if m] if len(words) > 1 else []
                method = words[0] if len(words) == 1 else None
                paths |= {(m, words[1]) for m in methods}
    offered = {
        (door.method, re.sub(r"\(\?P<(\w+)>[^)]*\)", r"{\1}", door.path.pattern))
        for door in SideDoor(sandbox.control)._doors
    }
    renamed = {(m, p.replace("{number}", "{id}")) for m, p in offered}
    # One row names three methods at once.
    paths |= {("GET", "/sandbox/faults"), ("POST", "/sandbox/faults")}
    assert paths == renamed


def test_every_kind_of_fault() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ", part("Faults"), re.MULTILINE)
    assert rows == ["kind", *FaultKind]


def test_every_module_is_on_the_map() -> None:
    for folder in (FOLDER, FOLDER / "signde", FOLDER / "shops"):
        text = (folder / "__init__.py").read_text("utf-8")
        for file in folder.glob("*.py"):
            assert file.stem == "__init__" or re.search(rf"\b{file.stem}\b", text), file.name


def test_the_pin_of_planted_shops() -> None:
    assert f"`{PIN}`" in README
