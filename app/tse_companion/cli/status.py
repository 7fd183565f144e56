"""``status``: can this shop sell right now? The overview's answer, for scripts."""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING, Any

from tse_companion.cli import site

if TYPE_CHECKING:
    from tse_companion.services.desk import Session
    from tse_companion.services.tss import ShopStatus


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add this command."""
    parser = commands.add_parser(
        "status",
        parents=[common],
        help="can this shop sell right now",
        description="Says whether the TSE signs, in one sentence or as JSON. Exit status 0: yes, "
        "perhaps with something to do; 1: no, or nobody knows; 2: wrong usage.",
    )
    site.add_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Look once and say what was found."""

    async def look(session: Session) -> int:
        from tse_companion.bootstrap.words import failure_words, reason_sentence
        from tse_companion.services.tss import Overview, Verdict

        status = await Overview(session).look(time.time())
        if args.json:
            site.show(document(session.site.tss_id, status))
        else:
            name = session.site.name
            print(f"{name} ({status.env.value}): {reason_sentence(status.reason)}")
        if status.error is not None:
            site.say(f"{args.command}: {failure_words(status.error)}")
        is_good = status.verdict in (Verdict.OK, Verdict.WARN)
        return site.DONE if is_good else site.FINDING

    def not_looked(code: str, *_: object) -> dict[str, Any]:
        return {**document(None, None), "error": code}

    return site.on_site(args, look, failed=not_looked)


def document(tss_id: str | None, status: ShopStatus | None) -> dict[str, Any]:
    """The JSON document; what is not known is null. Without a status nobody could look."""
    tss = None if status is None else status.tss
    error = None if status is None else status.error
    return {
        "verdict": "unknown" if status is None else status.verdict.value,
        "reason": "not_asked" if status is None else status.reason.value,
        "env": "UNKNOWN" if status is None else status.env.value,
        "tss_id": tss_id,
        "tss_state": None if tss is None else tss.state.value,
        "certificate_until": None if status is None else site.iso(status.certificate_until),
        "tills": {
            "registered": None if tss is None else tss.number_registered_clients,
            "max": None if tss is None else tss.max_number_registered_clients,
        },
        "open_transactions": {
            "active": None if tss is None else tss.number_active_transactions,
            "max": None if tss is None else tss.max_number_active_transactions,
        },
        "checked_at": None if status is None else site.iso(status.checked_at),
        "error": None if error is None else error.code,
    }
