"""``tse-companion``: the window, and one sub-command per job (design.md, command line)."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tse_companion import __version__
from tse_companion.cli import (
    cancel_open,
    open_transactions,
    sandbox,
    self_check,
    site,
    status,
    verify_qr,
)

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")

COMMANDS = (self_check, sandbox, status, open_transactions, cancel_open, verify_qr)


def parser() -> argparse.ArgumentParser:
    """The whole command line; secrets are never among its arguments."""
    top = argparse.ArgumentParser(
        prog="tse-companion",
        description="Gives a German shop its cloud TSE and keeps it healthy. "
        "Without a command the window opens.",
    )
    top.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    top.add_argument(
        "--data-dir",
        type=Path,
        metavar="DIR",
        help="keep settings, journal, logs and the file vault in this folder",
    )
    top.add_argument(
        "--sandbox", action="store_true", help="open the window on the built-in practice TSE"
    )
    common = argparse.ArgumentParser(add_help=False)
    # SUPPRESS: a default here would overwrite what was given before the command.
    common.add_argument(
        "--data-dir", type=Path, metavar="DIR", default=argparse.SUPPRESS, help=argparse.SUPPRESS
    )
    common.add_argument("--json", action="store_true", help="one JSON document on stdout")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    for command in COMMANDS:
        command.add_parser(commands, common)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run it; returns the exit code: 0 done, 1 a finding or refusal, 2 bad usage."""
    args = parser().parse_args(argv)
    if args.command is None:
        if not _has_screen():
            site.say(
                "tse-companion: there is no screen here to open the window on; "
                "tse-companion self-check works without one"
            )
            return site.FINDING
        # From its first picture on the window collects by itself; before, there is no garbage.
        gc.disable()
        from tse_companion import bootstrap

        return bootstrap.run_window(data_dir=args.data_dir, practise=args.sandbox)
    code: int = args.run(args)
    return code


def _has_screen() -> bool:
    """Whether a window can open; where it cannot, Qt aborts."""
    return sys.platform != "linux" or any(os.environ.get(name) for name in _SCREENS)
