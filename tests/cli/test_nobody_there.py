"""Started where nobody can be asked, or no window can open."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SECRET, PASSPHRASE = "TSE_COMPANION_API_SECRET", "TSE_COMPANION_VAULT_PASSPHRASE"


def started(
    *arguments: str, given: dict[str, str] | None = None, without: tuple[str, ...] = ()
) -> tuple[int, str, str]:
    """The program as a process without a terminal: its exit code, stdout and stderr."""
    environment = {k: v for k, v in os.environ.items() if k not in without}
    done = subprocess.run(
        [sys.executable, "-m", "tse_companion", *arguments],
        env={**environment, **(given or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=50,
        check=False,
        start_new_session=True,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(("given", "missing"), [({}, SECRET), ({SECRET: "s"}, PASSPHRASE)])
@pytest.mark.parametrize("how", [(), ("--json",)])
def test_a_self_check_asks_nobody_for_its_secrets(
    tmp_path: Path, given: dict[str, str], missing: str, how: tuple[str, ...]
) -> None:
    where = ("--base-url", "http://127.0.0.1:9/api/v2", "--api-key", "k")
    out = tmp_path / "out"
    said = started("self-check", "--out", str(out), *where, *how, given=given)
    assert said == (2, "", f"self-check: there is nobody to ask here: set {missing}\n")
    assert not out.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
@pytest.mark.parametrize("how", [(), ("--sandbox",)])
def test_without_a_screen_no_window_is_tried(tmp_path: Path, how: tuple[str, ...]) -> None:
    data = tmp_path / "data"
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")
    code, out, err = started("--data-dir", str(data), *how, without=screens)
    assert (code, out) == (1, "")
    assert err == (
        "tse-companion: there is no screen here to open the window on; "
        "tse-companion self-check works without one\n"
    )
    assert not data.exists()
