"""``self-check``: the main job without a screen, through the real window."""

from __future__ import annotations

import argparse
import dataclasses
import getpass
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tse_companion.gui.self_check import Access, SelfCheck

SECRET_VARIABLE = "TSE_COMPANION_API_SECRET"  # noqa: S105 - the name of a variable
PASSPHRASE_VARIABLE = "TSE_COMPANION_VAULT_PASSPHRASE"  # noqa: S105


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
    parser.add_argument("--api-key", metavar="K", help=f"its key; the secret is ${SECRET_VARIABLE}")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do it; the report goes to stdout."""
    if bool(args.base_url) != bool(args.api_key):
        print("--base-url and --api-key belong together", file=sys.stderr)
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tse_companion.bootstrap import Options, Program
    from tse_companion.domain.credentials import Secret
    from tse_companion.gui.self_check import Access, SelfCheck

    access: Access | None = None
    passphrase: Secret | None = None
    if args.base_url:
        access = Access(
            args.base_url.rstrip("/"),
            Secret(args.api_key),
            Secret(_ask(SECRET_VARIABLE, "API secret: ")),
        )
        passphrase = Secret(_ask(PASSPHRASE_VARIABLE, "Passphrase of the file vault: "))
    data_dir = args.data_dir if args.data_dir is not None else args.out / "data"
    program = Program(Options(data_dir=data_dir, passphrase=passphrase))
    program.show()
    check = SelfCheck(program, args.out, access)
    code = program.run(check.run())
    _print(check, as_json=args.json)
    return code


def _ask(variable: str, prompt: str) -> str:
    return os.environ.get(variable) or getpass.getpass(prompt, sys.stderr)


def _print(check: SelfCheck, *, as_json: bool) -> None:
    report = check.report
    if as_json:
        print(json.dumps(dataclasses.asdict(report), ensure_ascii=False))
        return
    for step in report.steps:
        print(f"{step.state:>7}  {step.seconds:7.3f} s  {step.name}")
    print("signature proven" if report.verified else "NOT proven")
    for file in report.files:
        print(file)
