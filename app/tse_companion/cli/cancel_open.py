"""``cancel-open``: cancel what tills have left open. A dry run first, ``--yes`` to act.

By age with the rules of the window, or one by one with ``--tx``. What a till touched after it was
listed is left alone, whoever chose it. An interrupted run is gone on with by ``--resume``.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from tse_companion.cli import site
from tse_companion.cli.durations import duration

if TYPE_CHECKING:
    from tse_companion.services.desk import Session


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add this command."""
    parser = commands.add_parser(
        "cancel-open",
        parents=[common],
        help="cancel what tills have begun and not ended",
        description="Cancels open transactions of the TSE that are older than AGE, untouched for "
        "15 minutes, and of tills that have signed nothing for 15 minutes. Writes a report. Exit "
        "status 0: done, also where these rules leave some open; 1: one that --tx names or that "
        "was chosen stays open, the report was not written, or it was stopped (--resume goes on); "
        "2: wrong usage.",
    )
    site.add_options(parser)
    parser.add_argument(
        "--older-than", type=duration, metavar="AGE", help="which ones: 90m, 24h, 7d"
    )
    parser.add_argument(
        "--client", metavar="ID", help="only those of this till: its id or its Kassen-ID"
    )
    parser.add_argument(
        "--tx",
        action="append",
        default=[],
        metavar="ID",
        help="just this one, by id or number, also if it is younger or its till is at work; can "
        "be repeated",
    )
    parser.add_argument("--reason", metavar="TEXT", help="why; goes into the report")
    parser.add_argument(
        "--include-deregistered",
        action="store_true",
        help="register a deregistered till for its transactions and deregister it again; takes "
        f"the admin PIN from the vault, from ${site.PIN_VARIABLE} or from a question",
    )
    parser.add_argument(
        "--report",
        type=Path,
        metavar="FILE",
        help="where the report goes (a new CSV file in the current folder)",
    )
    parser.add_argument(
        "--resume", action="store_true", help="go on with the run that was interrupted"
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--dry-run", action="store_true", help="say what would happen")
    how.add_argument("--yes", action="store_true", help="do it")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do it, or say what would be done."""
    if problem := _misuse(args):
        site.say(f"{args.command}: {problem}")
        return site.USAGE

    async def cancel(session: Session) -> int:
        from tse_companion.cli import cancelling

        wish = cancelling.Wish(
            command=args.command,
            as_json=args.json,
            is_dry=args.dry_run,
            older_than=args.older_than,
            client=args.client,
            tx=tuple(args.tx),
            reason=args.reason or "",
            includes_deregistered=args.include_deregistered,
            report=args.report,
        )
        if args.resume:
            return await cancelling.resume(session, wish)
        return await cancelling.begin(session, wish)

    return site.on_site(args, cancel)


def _misuse(args: argparse.Namespace) -> str | None:
    """What is wrong with the arguments, in words."""
    if not (args.dry_run or args.yes):
        return "nothing was done: --dry-run shows what would happen, --yes does it"
    if args.resume:
        if args.older_than is not None or args.tx or args.client or args.reason:
            return "--resume goes on with what was chosen before, for the reason given then"
        return None
    if args.older_than is None and not args.tx:
        return "say which ones: --older-than AGE or --tx ID"
    if args.yes and not (args.reason or "").strip():
        return "--reason is needed: it goes into the report"
    return None
