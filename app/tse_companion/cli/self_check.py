"""``self-check``: the main job without a screen, through the real window."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tse_companion.cli import site

if TYPE_CHECKING:
    from tse_companion.bootstrap import Report


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add this command."""
    parser = commands.add_parser(
        "self-check",
        parents=[common],
        help="do the main job without a screen and prove the result",
        description="Drives the real window through the set-up and a test receipt, on the "
        "built-in sandbox or on the service given. Goes on after an interruption.",
    )
    parser.add_argument("--out", type=Path, default=Path("build/self-check"), metavar="DIR")
    parser.add_argument("--base-url", metavar="URL", help="a service instead of the sandbox")
    parser.add_argument(
        "--api-key", metavar="K", help=f"its key; the secret is ${site.SECRET_VARIABLE}"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do it; the report goes to stdout."""
    if bool(args.base_url) != bool(args.api_key):
        print("--base-url and --api-key belong together", file=sys.stderr)
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tse_companion.bootstrap import run_self_check
    from tse_companion.domain.credentials import Secret

    service: tuple[str, Secret, Secret] | None = None
    passphrase: Secret | None = None
    if args.base_url:
        try:
            secret = site.asked(site.SECRET_VARIABLE, "API secret: ")
            passphrase = site.asked(site.PASSPHRASE_VARIABLE, "Passphrase of the file vault: ")
        except site.Stop as stop:
            site.say(f"{args.command}: {stop.words}")
            return stop.code
        service = (args.base_url.rstrip("/"), Secret(args.api_key), secret)
    data_dir = args.data_dir if args.data_dir is not None else args.out / "data"
    try:
        args.out.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        print(f"{args.out}: {problem.strerror}", file=sys.stderr)
        return 2
    code, report, problem_words = run_self_check(
        args.out, data_dir=data_dir, service=service, passphrase=passphrase
    )
    _print(report, as_json=args.json)
    if problem_words:
        print(problem_words, file=sys.stderr)
    return code


def _print(report: Report, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(dataclasses.asdict(report), ensure_ascii=False))
        return
    for step in report.steps:
        print(f"{step.state:>7}  {step.seconds:7.3f} s  {step.name}")
    print("signature proven" if report.verified else "NOT proven")
    for file in report.files:
        print(file)
