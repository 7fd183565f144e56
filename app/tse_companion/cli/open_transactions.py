"""``open-transactions``: every ACTIVE transaction of the TSE, and whether it counts as stuck."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from tse_companion.cli import site
from tse_companion.cli.durations import duration, shown

if TYPE_CHECKING:
    from tse_companion.domain.open_transactions import CancelRules, OpenTransaction, Why
    from tse_companion.services.desk import Session
    from tse_companion.services.transactions.listing import Loaded, Loading


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add this command."""
    parser = commands.add_parser(
        "open-transactions",
        parents=[common],
        help="list what tills have begun and not ended",
        description="Lists the open transactions of the TSE. The service allows 20 lists a minute: "
        "where more are needed the command waits. Exit status 0: all are listed; 1: some are "
        "missing, or a failure; 2: wrong usage.",
    )
    site.add_options(parser)
    parser.add_argument(
        "--older-than",
        type=duration,
        metavar="AGE",
        help="from which age on one counts as stuck: 90m, 24h, 7d; else as set for the shop",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """List them."""

    async def listed(session: Session) -> int:
        from tse_companion.domain.open_transactions import CancelRules, Why

        loaded = await load(session, args.command)
        own = session.site.own.cancel_older_than
        rules = CancelRules(older_than=own if args.older_than is None else args.older_than)
        judged = judgements(loaded, rules)
        if args.json:
            rows = [entry(row, loaded.at, judged[row.key]) for row in loaded.rows]
            site.show({"total": loaded.total, "loaded": len(loaded.rows), "transactions": rows})
        else:
            stuck = sum(why is Why.STUCK for why in judged.values())
            print(f"{len(loaded.rows)} of {loaded.total} open transactions, {stuck} of them stuck")
            for row in loaded.rows:
                print(line(row, loaded.at, judged[row.key]))
        if not loaded.is_complete:
            site.say(f"{args.command}: some are missing: tills were closing others meanwhile")
        return site.DONE if loaded.is_complete else site.FINDING

    return site.on_site(args, listed)


async def load(session: Session, command: str) -> Loaded:
    """All of them; a long wait is told once."""
    from tse_companion.services.transactions.listing import OpenList

    site.require_tss(session)
    is_told = False

    def progress(loading: Loading) -> None:
        nonlocal is_told
        if loading.waiting >= 1 and not is_told:
            is_told = True
            site.say(
                f"{command}: {loading.loaded} of {loading.total} are loaded; the service "
                f"allows 20 lists a minute, the next one in {loading.waiting:.0f} s"
            )

    return await OpenList(session).load(progress)


def judgements(loaded: Loaded, rules: CancelRules) -> dict[str, Why]:
    """By key, what speaks for or against cancelling each."""
    from tse_companion.domain.open_transactions import judge

    return {
        row.key: judge(
            row,
            till_last_signed=loaded.till_last_signed.get(row.client_id),
            now=loaded.at,
            rules=rules,
            is_activity_known=loaded.is_clock_known,
        )
        for row in loaded.rows
    }


def entry(row: OpenTransaction, now: float, why: Why) -> dict[str, Any]:
    """One transaction in the document; times are Unix seconds, as the API has them."""
    return {
        "tx_id": row.key,
        "number": row.number,
        "client_id": row.client_id,
        "client_serial_number": row.client_serial_number,
        "client_state": row.client_state.value,
        "time_start": row.time_start,
        "last_activity": row.last_activity,
        "latest_revision": row.latest_revision,
        "process_type": row.process_type,
        "age_s": int(row.age(now)),
        "default_selected": why.value == "stuck",
        "reason": why.value,
    }


def line(row: OpenTransaction, now: float, why: Why) -> str:
    """One transaction as a line of text."""
    return (
        f"{row.number:>8}  {row.client_serial_number:<20}  {shown(row.age(now)):>7}  "
        f"{row.process_type or '-':<16}  {why.value:<18}  {row.key}"
    )
