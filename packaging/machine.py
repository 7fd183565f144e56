"""What set-up needs from this machine: system libraries, a lock, and quiet commands."""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
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

NEEDED = "Some parts of the system that Qt needs are missing."


class Stop(Exception):
    """Set-up cannot go on; the text tells the person why and what to do."""


def say(text: str) -> None:
    """Tell the person what is going on; on standard error, which nobody parses."""
    print(text, file=sys.stderr, flush=True)


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


def see_to_system(*, for_tests: bool) -> None:
    """Install what Qt and venv need from the system, or tell the person the command."""
    if sys.platform != "linux":
        return
    absent = missing_libraries(for_tests=for_tests)
    if importlib.util.find_spec("ensurepip") is None:  # Debian keeps it apart
        absent["ensurepip"] = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if not absent:
        return
    packages = sorted(set(absent.values()))
    if not any(Path("/usr/share/fonts").rglob("*.[ot]tf")):
        packages.append("fonts-dejavu-core")
    if shutil.which("apt-get") is None:
        raise Stop(other_system(absent))
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if os.geteuid() != 0:
        raise Stop(f"{NEEDED} Please run:\n\n  sudo {' '.join(command)}")
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
            names = " ".join(f"'{name}()(64bit)'" for name in absent if ".so" in name)
            return f"{NEEDED} Please run:\n\n  sudo {tool} install {names}"
    return f"{NEEDED} Please install the packages that bring these: {', '.join(absent)}"


def install(command: Sequence[str]) -> None:
    """apt-get, quietly; fresh package lists only when the first try needs them."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    options = ["-o", "DPkg::Lock::Timeout=300"]
    if quietly([*command, *options], environment).returncode == 0:
        return
    quietly(["dpkg", "--configure", "-a"], environment)  # where an earlier installation was cut off
    update = quietly(["apt-get", "update", *options], environment)
    again = quietly([*command, *options], environment)
    if again.returncode != 0:
        raise Stop(
            f"apt-get could not install what Qt needs.\n{update.stdout}{again.stdout}\n"
            f"Please run it yourself:\n\n  apt-get update && {' '.join(command)}"
        )


def quietly(command: Command, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command to its end and keep what it says.

    It holds our lock, too: when this process is killed, the next one waits until the command it
    left behind has ended, instead of working against it.
    """
    return subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        pass_fds=() if sys.platform == "win32" else LOCKS,
        check=False,
    )


LOCKS: list[int] = []  # descriptors of the locks in our hands


@contextlib.contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold a lock that ends with this process, however it ends; others wait."""
    with file.open("a+") as handle:
        if not try_lock(handle.fileno()):
            say("Another set-up is under way; waiting for it ...")
            while not try_lock(handle.fileno()):
                time.sleep(0.2)
        LOCKS.append(handle.fileno())
        try:
            yield
        finally:
            LOCKS.remove(handle.fileno())


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
