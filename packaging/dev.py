"""Run or test TSE Companion from a fresh checkout; needs nothing but Python 3.11 or newer.

``python3 packaging/dev.py run`` opens the window on the built-in sandbox, or, where there is no
display, runs the self-check and names the files it wrote. ``python3 packaging/dev.py test`` runs
lint, format check, types and tests. Both first make ``.venv`` with the pinned packages and see to
the system libraries of Qt. What follows ``--`` goes to the program, or to pytest.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from machine import Stop, child_environment, has_display, locked, quietly, say, see_to_system

if TYPE_CHECKING:
    from machine import Command

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BUILD = ROOT / "build"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "made-from.json"  # written last: an environment without it is half made
PINS = ROOT / "packaging" / "constraints.txt"


def main(argv: Sequence[str]) -> int:
    """Do what the command line asks; the exit code is that of the work."""
    parser = argparse.ArgumentParser(prog="packaging/dev.py", description=__doc__.split("\n")[0])
    parser.add_argument("command", choices=("run", "test"))
    parser.add_argument("rest", nargs="*", metavar="-- ARGUMENTS", help="for the program or pytest")
    wanted = parser.parse_args(argv)
    try:
        BUILD.mkdir(exist_ok=True)
        with locked(BUILD / "dev.lock"):
            see_to_system(for_tests=wanted.command == "test")
            see_to_environment()
        return run(wanted.rest) if wanted.command == "run" else test(wanted.rest)
    except Stop as problem:
        say(f"\n{problem}")
        return 1
    except KeyboardInterrupt:
        return 130


# --- the two commands ------------------------------------------------------------------------


def run(arguments: Sequence[str]) -> int:
    """Open the window, or show without a display what the window would show."""
    if has_display():
        return call([PYTHON, "-m", "tse_companion", "--sandbox", *arguments])
    say("No display: running the self-check instead, on the built-in sandbox.")
    out = BUILD / "self-check"
    command: Command = [PYTHON, "-m", "tse_companion", "self-check", "--out", out, "--json"]
    done = subprocess.run(
        [*command, *arguments],
        cwd=ROOT,
        env=child_environment(),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    try:
        report = json.loads(done.stdout)
    except ValueError:
        say(f"The self-check did not finish; its log is in {out / 'data' / 'logs'}.")
        return done.returncode or 1
    for step in report["steps"]:
        print(f"  {step['state']:<8} {step['seconds']:6.2f} s  {step['name']}")
    print(
        "The signature of the printed receipt was "
        + ("" if report["verified"] else "NOT ")
        + "proven."
    )
    for file in report["files"]:
        print(f"Wrote {file}")
    return done.returncode


def test(arguments: Sequence[str]) -> int:
    """Lint, format, types, then the tests; pytest speaks last."""
    checks: dict[str, list[str]] = {
        "lint": ["ruff", "check", "--quiet", "."],
        "format": ["ruff", "format", "--check", "--quiet", "."],
        "types": ["mypy"],
    }
    failed = []
    for name, command in checks.items():
        say(f"{name}: {' '.join(command)}")
        if call([PYTHON, "-m", *command]) != 0:
            failed.append(name)
    environment = child_environment()
    environment["TSE_COMPANION_FAILED_CHECKS"] = ", ".join(failed)
    # One test runner for each core, up to four; what is asked for by hand runs as it was asked.
    workers = ["-n", str(min(4, os.cpu_count() or 1))] if not arguments else []
    code = call([PYTHON, "-m", "pytest", *workers, *arguments], environment)
    return code or (1 if failed else 0)


def call(command: Command, environment: dict[str, str] | None = None) -> int:
    """Run a command in the checkout, its output going where ours goes."""
    sys.stdout.flush()
    process = subprocess.Popen(command, cwd=ROOT, env=environment or child_environment())
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # Ctrl-C reached the child, too: it ends in its own time, after a write in flight.
            continue


# --- the environment -------------------------------------------------------------------------


def see_to_environment() -> None:
    """Make ``.venv`` unless it is there, whole, and of the pins in force."""
    wanted = fingerprint()
    if is_whole(wanted):
        return
    started = time.monotonic()
    say("Making .venv (once; about 100 MB are fetched unless they are in pip's cache) ...")
    STAMP.unlink(missing_ok=True)
    remove(VENV)
    step("Python could not make .venv.", [sys.executable, "-m", "venv", VENV])
    pip: Command = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    pinned: Command = [*pip, "--require-hashes", "--no-deps", "--no-build-isolation"]
    # One package comes as source: what builds it is pinned, too, and has to be there first.
    builder = BUILD / "builder.txt"
    builder.write_text(pin_of("setuptools"), encoding="utf-8")
    for file in (builder, PINS):
        step("pip could not install the pinned packages.", [*pinned, "-r", file])
    step(
        "pip could not install the program itself.",
        [*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT],
    )
    step(
        "Qt does not start on this machine.",
        [PYTHON, "-c", "import PySide6.QtWidgets, PySide6.QtPrintSupport"],
    )
    made = {"from": wanted, "packages": installed()}
    new = STAMP.with_suffix(".new")
    new.write_text(json.dumps(made), encoding="utf-8")
    new.replace(STAMP)
    say(f".venv is ready ({time.monotonic() - started:.0f} s).")


def fingerprint() -> str:
    """A digest of all that decides what is installed."""
    import tomllib  # not there before 3.11, which is reported in words first

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = [project.get("build-system"), project.get("project"), project["tool"].get("hatch")]
    digest = hashlib.sha256(PINS.read_bytes())
    digest.update(json.dumps([*parts, str(ROOT)]).encode())
    return digest.hexdigest()


def pin_of(package: str) -> str:
    """The lines of the pins that belong to one package."""
    lines = PINS.read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"{package}=="))
    length = next(n for n, line in enumerate(lines[start:], 1) if not line.endswith("\\"))
    return "\n".join(lines[start : start + length]) + "\n"


def is_whole(wanted: str) -> bool:
    """Whether ``.venv`` was finished, from these pins, and still holds what was put in."""
    try:
        made = json.loads(STAMP.read_text(encoding="utf-8"))
        if made["from"] != wanted:
            return False
        now = installed()
        return all(now.get(name) == version for name, version in made["packages"].items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError, Stop):
        return False


def installed() -> dict[str, str]:
    """Name and version of every package in ``.venv``."""
    code = (
        "import json, sys; from importlib.metadata import distributions;"
        f"assert sys.version_info >= {OLDEST};"
        "print(json.dumps({d.name: d.version for d in distributions()}))"
    )
    done = subprocess.run(
        [PYTHON, "-I", "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
    )
    if done.returncode != 0:
        raise Stop("The Python in .venv does not run.")
    found: dict[str, str] = json.loads(done.stdout)
    return found


def step(problem: str, command: Command) -> None:
    """Run one part of the set-up; its output is shown only when it fails."""
    done = quietly(command, child_environment())
    if done.returncode != 0:
        raise Stop(f"{done.stdout.strip()}\n\n{problem}")


def remove(folder: Path) -> None:
    """Take a folder away, or a link in its place."""
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        try:
            shutil.rmtree(folder)
        except OSError as error:
            raise Stop(f"Please close what uses {folder} and try again ({error}).") from error


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        found = ".".join(str(part) for part in sys.version_info[:3])
        sys.exit(f"TSE Companion needs Python 3.11 or newer; this is Python {found}.")
    sys.exit(main(sys.argv[1:]))
