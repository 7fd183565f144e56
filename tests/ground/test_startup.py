"""The window is on screen before anything heavy, a second of imports, is asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

HEAVY = {
    "anyio",
    "argon2",
    "cryptography",
    "Crypto",
    "h11",
    "httpcore",
    "httpx",
    "keyring",
    "keyrings",
    "PIL",
    "qrcode",
    "starlette",
    "truststore",
    "uvicorn",
}

# The real way in, stopped where the loop would begin.
START = """
import json, sys
from tse_companion import bootstrap
from tse_companion.cli.main import main

def stop_here(program, work):
    work.close()
    program.app.processEvents()
    assert program.window.isVisible()
    print(json.dumps(sorted(sys.modules)))
    return 7

bootstrap.Program.run = stop_here
sys.exit(main(["--data-dir", sys.argv[1]]))
"""


def modules_at_first_show(folder: Path, before: str = "") -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", before + START, folder],
        capture_output=True,
        encoding="utf-8",
        timeout=50,
        check=False,
    )
    assert done.returncode == 7, done.stderr
    return {name.split(".")[0] for name in json.loads(done.stdout)}


def test_nothing_heavy_is_imported_before_the_window_shows(tmp_path: Path) -> None:
    loaded = modules_at_first_show(tmp_path)
    assert "PySide6" in loaded
    assert loaded & HEAVY == set()


def test_a_heavy_import_would_be_noticed(tmp_path: Path) -> None:
    assert "httpx" in modules_at_first_show(tmp_path, "import httpx\n")
