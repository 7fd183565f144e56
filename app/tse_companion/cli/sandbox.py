"""``sandbox``: the imitated service on a loopback port, for other programs."""

from __future__ import annotations

import argparse
import dataclasses
import json
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tse_companion.sandbox.serve import Ready

DONE, REFUSED, USAGE = 0, 1, 2


def add_parser(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the program's own parser; ``common`` holds what all commands take."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "sandbox",
        parents=[common],
        help="serve an imitation of SIGN DE V2 on this machine",
        description="Serves an imitation of SIGN DE V2 on a loopback port until it is stopped. "
        "The first line on standard output is JSON with base_url, api_key and api_secret. "
        "Below /sandbox at the same port lies the control side.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address (127.0.0.1)")
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes a free one")
    parser.add_argument(
        "--backend-port",
        type=int,
        metavar="N",
        help="a second port that answers as the backend host; 0 takes a free one",
    )
    parser.add_argument(
        "--public",
        action="store_true",
        help="permit a --host that other machines can reach",
    )
    parser.add_argument("--state", type=Path, metavar="FILE", help="keep the state in this file")
    parser.add_argument("--seed", type=int, help="fixes credentials, ids, keys and the first time")
    parser.add_argument(
        "--scenario",
        action="append",
        default=[],
        metavar="NAME",
        help="a shop, a condition, a habit or a fault, as NAME, NAME=VALUE or "
        "NAME:OPERATION=VALUE; can be repeated",
    )
    parser.add_argument(
        "--list-scenarios", action="store_true", help="name all scenarios and serve nothing"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until stopped; 0 afterwards, 1 when the port or the file refuses, 2 on bad usage."""
    # Imported here: the other commands start without a web server.
    from tse_companion.sandbox.database import StateUnreadable
    from tse_companion.sandbox.scenarios import SCENARIOS, UnknownScenario, overview
    from tse_companion.sandbox.serve import NotLoopback, serve

    if args.list_scenarios:
        if args.json:
            print(json.dumps([{"name": s.name, "about": s.about} for s in SCENARIOS]))
        else:
            print(overview())
        return DONE
    # Ends like Ctrl-C does: the request in hand is finished, the state file is let go of.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        serve(
            args.host,
            args.port,
            args.state,
            args.seed,
            args.scenario,
            _announce,
            backend_port=args.backend_port,
            is_public=args.public,
        )
    except KeyboardInterrupt:
        return DONE
    except UnknownScenario as problem:
        print(f"{problem}\n\n{overview()}", file=sys.stderr)
        return USAGE
    except NotLoopback as problem:
        print(f"{problem}; --public permits it", file=sys.stderr)
        return USAGE
    except (ValueError, OverflowError) as problem:
        print(problem, file=sys.stderr)
        return USAGE
    except StateUnreadable as problem:
        print(f"{args.state}: the state file is {problem.reason}", file=sys.stderr)
        return REFUSED
    except OSError as problem:
        print(f"{args.host}:{args.port}: {problem.strerror}", file=sys.stderr)
        return REFUSED
    return DONE


def _announce(ready: Ready) -> None:
    shown = {k: v for k, v in dataclasses.asdict(ready).items() if v is not None}
    print(json.dumps(shown), flush=True)
