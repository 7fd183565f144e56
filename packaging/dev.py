"""Run or test TSE Companion from a fresh checkout; needs nothing but Python 3.11 or newer.

``python3 packaging/dev.py run`` opens the window on the built-in sandbox, or, where there is no
display, runs the self-check and names the files it wrote. ``python3 packaging/dev.py test`` runs
lint, format check, types and tests. Both first make ``.venv`` with the pinned packages and see to
the system libraries of Qt. What follows ``--`` goes to the program, or to pytest.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeAlias

    Command: TypeAlias = Sequence[str | Path]

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BUILD = ROOT / "build"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "made-from.json"  # written last: an environment without it is half made
PINS = ROOT / "packaging" / "constraints.txt"

# What the wheels of PySide6 expect the system to have, by soname, and Debian's package for it.
QT_LIBRARIES: Mapping[str, str] = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libbrotlidec.so.1": "libbrotli1",
    "libcups.so.2": "libcups2",  # without it Qt finds no printer
}
X11_LIBRARIES: Mapping[str, str] = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND_LIBRARIES: Mapping[str, str] = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
TEST_LIBRARIES: Mapping[str, str] = {"libzbar.so.0": "libzbar0"}  # second judge of QR codes


class Stop(Exception):
    """Set-up cannot go on; the text tells the person why and what to do."""


def say(text: str) -> None:
    """Tell the person what is going on; on standard error, which nobody parses."""
    print(text, file=sys.stderr, flush=True)


def main(argv: Sequence[str]) -> int:
    """Do what the command line asks; the exit code is that of the work."""
    parser = argparse.ArgumentParser(prog="packaging/dev.py", description=__doc__.split("\n")[0])
    parser.add_argument("command", choices=("run", "test"))
    parser.add_argument("rest", nargs="*", metavar="-- ARGUMENTS", help="for the program or pytest")
    wanted = parser.parse_args(argv)
    try:
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
    environment = child_environment()
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    command: Command = [PYTHON, "-m", "tse_companion", "self-check", "--out", out, "--json"]
    done = subprocess.run(
        [*command, *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    try:
        report = json.loads(done.stdout)
        for step in report["steps"]:
            print(f"  {step['state']:<8} {step['seconds']:6.2f} s  {step['name']}")
        print(f"The signature of the printed receipt verifies: {report['verified']}")
        for file in report["files"]:
            print(f"Wrote {file}")
    except (ValueError, KeyError, TypeError):
        print(done.stdout)
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
    code = call([PYTHON, "-m", "pytest", *arguments], environment)
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


def child_environment() -> dict[str, str]:
    """Our environment without what would lead another Python astray."""
    unwanted = {"PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX"}
    return {name: value for name, value in os.environ.items() if name not in unwanted}


def has_display() -> bool:
    """Whether a window can be shown to somebody."""
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in {"offscreen", "minimal"}:
        return False
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# --- the system's part -----------------------------------------------------------------------


def see_to_system(*, for_tests: bool) -> None:
    """Install what Qt and venv need from the system, or tell the person the command."""
    if sys.platform != "linux":
        return
    absent = missing_libraries(for_tests=for_tests)
    packages = sorted(set(absent.values()))
    if importlib.util.find_spec("ensurepip") is None and not PYTHON.exists():
        packages.append(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
    if not packages:
        return
    if not any(Path("/usr/share/fonts").rglob("*.[ot]tf")):
        packages.append("fonts-dejavu-core")
    if shutil.which("apt-get") is None:
        raise Stop(other_system(absent))
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if os.geteuid() != 0:
        raise Stop(f"Qt needs some system libraries. Please run:\n\n  sudo {' '.join(command)}")
    say(f"Installing system packages: {' '.join(packages)}")
    install(command)
    still = missing_libraries(for_tests=for_tests)
    if still:
        raise Stop(f"These libraries are still missing after the installation: {', '.join(still)}")


def missing_libraries(*, for_tests: bool) -> dict[str, str]:
    """Sonames the loader does not find, with the Debian package that brings each."""
    wanted = dict(QT_LIBRARIES)
    if os.environ.get("DISPLAY"):
        wanted.update(X11_LIBRARIES)
    if os.environ.get("WAYLAND_DISPLAY"):
        wanted.update(WAYLAND_LIBRARIES)
    if for_tests:
        wanted.update(TEST_LIBRARIES)
    absent = {}
    for soname, package in wanted.items():
        try:
            ctypes.CDLL(soname)
        except OSError:
            absent[soname] = package
    return absent


def other_system(absent: Mapping[str, str]) -> str:
    """What to do on a Linux without apt."""
    for tool in ("dnf", "zypper"):
        if shutil.which(tool):  # both understand sonames
            names = " ".join(f"'{soname}()(64bit)'" for soname in absent)
            return f"Qt needs some system libraries. Please run:\n\n  sudo {tool} install {names}"
    return "Please install the packages that bring these libraries: " + ", ".join(absent)


def install(command: Sequence[str]) -> None:
    """apt-get, quietly; fresh package lists only when the first try needs them."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    options = ["-o", "DPkg::Lock::Timeout=300"]

    def attempt(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )

    if attempt(*command, *options).returncode == 0:
        return
    attempt("dpkg", "--configure", "-a")  # where an earlier installation was cut off
    update = attempt("apt-get", "update", *options)
    again = attempt(*command, *options)
    if again.returncode != 0:
        raise Stop(
            f"apt-get could not install what Qt needs.\n{update.stdout}{again.stdout}\n"
            f"Please run it yourself:\n\n  apt-get update && {' '.join(command)}"
        )


# --- the environment -------------------------------------------------------------------------


def see_to_environment() -> None:
    """Make ``.venv`` unless it is there, whole, and of the pins in force."""
    BUILD.mkdir(exist_ok=True)
    with locked(BUILD / "dev.lock"):
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
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=child_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
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


@contextlib.contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold a lock that ends with this process, however it ends; others wait."""
    with file.open("a+") as handle:
        if not try_lock(handle.fileno()):
            say("Another set-up is under way; waiting for it ...")
            while not try_lock(handle.fileno()):
                time.sleep(0.2)
        yield


if sys.platform == "win32":
    import msvcrt

    def try_lock(number: int) -> bool:
        """Take the lock if it is free."""
        os.lseek(number, 0, os.SEEK_SET)
        try:
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def try_lock(number: int) -> bool:
        """Take the lock if it is free."""
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        found = ".".join(str(part) for part in sys.version_info[:3])
        sys.exit(f"TSE Companion needs Python 3.11 or newer; this is Python {found}.")
    sys.exit(main(sys.argv[1:]))
