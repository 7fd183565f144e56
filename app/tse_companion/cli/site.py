"""What the commands on a TSS share: which one is meant, its secrets, and how they end.

A site of this computer (``--site``, by default the one the window shows), or a service that is
named with ``--base-url`` and ``--api-key``; of the latter nothing is kept but the journal.
"""

from __future__ import annotations

import argparse
import datetime
import getpass
import json
import logging
import os
import signal
import sys
import warnings
from collections.abc import Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Any

from tse_companion import logs
from tse_companion.errors import AppError

if TYPE_CHECKING:
    from tse_companion.domain.credentials import Secret
    from tse_companion.services.desk import Desk, Session, Site

DONE, FINDING, USAGE = 0, 1, 2
SECRET_VARIABLE = "TSE_COMPANION_API_SECRET"  # noqa: S105 - the name of a variable
PASSPHRASE_VARIABLE = "TSE_COMPANION_VAULT_PASSPHRASE"  # noqa: S105
PIN_VARIABLE = "TSE_COMPANION_ADMIN_PIN"

Document = Mapping[str, Any]
Failed = Callable[[str, str, str | None], Document]
Work = Callable[["Session"], Coroutine[Any, Any, int]]


class Stop(Exception):
    """The command ends here with this exit code, and with words for a person."""

    def __init__(self, code: int, words: str, *, name: str = "usage") -> None:
        super().__init__(name)
        self.code, self.words, self.name = code, words, name


def _error(code: str, outcome: str, request_id: str | None) -> Document:
    return {"error": {"code": code, "outcome": outcome, "request_id": request_id}}


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options that say which TSS is meant."""
    group = parser.add_argument_group("which TSE")
    group.add_argument(
        "--site", metavar="NAME_OR_ID", help="a shop of this computer; else the current one"
    )
    group.add_argument(
        "--base-url", metavar="URL", help="a service that is no shop of this computer"
    )
    group.add_argument("--api-key", metavar="K", help=f"its key; the secret is ${SECRET_VARIABLE}")
    group.add_argument("--tss", metavar="ID", help="which TSE of that service, if it has several")


def on_site(args: argparse.Namespace, work: Work, failed: Failed = _error) -> int:
    """Do ``work`` on the session that is meant; the exit code. Failures are told on stderr.

    With ``--json`` a failure is a document too: what ``failed`` makes of its code, its outcome and
    its request id, by default ``{"error": {"code", "outcome", "request_id"}}``.
    """
    from tse_companion.bootstrap.words import failure_words

    try:
        code = _run(args, work)
        print(end="", flush=True)
        return code
    except Stop as stop:
        say(f"{args.command}: {stop.words}")
        if args.json and stop.code != USAGE:
            show(failed(stop.name, "not_done", None))
        return stop.code
    except AppError as error:
        say(f"{args.command}: {failure_words(error)}")
        if args.json:
            show(failed(error.code, error.outcome.value, error.request_id))
        return FINDING
    except BrokenPipeError:  # whoever was to read it has gone, as "head" does
        sys.stdout = None  # else Python complains of it once more at its end
        return FINDING
    except KeyboardInterrupt:
        say(f"{args.command}: stopped.")
        if args.json:
            show(failed("stopped", "not_done", None))
        return FINDING


def require_tss(session: Session) -> str:
    """The id of the session's TSS; stops where the shop has none yet."""
    if session.site.tss_id is None:
        raise Stop(FINDING, f"the TSE of {session.site.name} is not set up yet", name="not_set_up")
    return session.site.tss_id


def show(document: Document) -> None:
    """The one JSON document, on stdout."""
    print(json.dumps(document))


def iso(moment: float | None) -> str | None:
    """A moment as scripts read it, in UTC and to the second."""
    if moment is None:
        return None
    return datetime.datetime.fromtimestamp(int(moment), datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def say(words: str) -> None:
    """A message for a person, on stderr."""
    print(words, file=sys.stderr)


def asked(variable: str, prompt: str) -> Secret:
    """A secret from the environment or, at a terminal, from a question without echo."""
    from tse_companion.domain.credentials import Secret

    if given := os.environ.get(variable):
        return Secret(given)
    # Under the loop Ctrl-C only leaves a note, which nobody reads while the question waits.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            typed = getpass.getpass(prompt, sys.stderr)
    except (EOFError, getpass.GetPassWarning):
        raise Stop(USAGE, f"there is nobody to ask here: set {variable}") from None
    finally:
        signal.signal(signal.SIGINT, before)
    return Secret(typed)


def _run(args: argparse.Namespace, work: Work) -> int:
    if bool(args.base_url) != bool(args.api_key):
        raise Stop(USAGE, "--base-url and --api-key belong together")
    if args.base_url and args.site:
        raise Stop(USAGE, "give either --site or --base-url")
    if args.tss and not args.base_url:
        raise Stop(USAGE, "--tss belongs to --base-url")
    from tse_companion.bootstrap import headless
    from tse_companion.domain.credentials import Secret

    access: headless.Access | None = None
    if args.base_url:
        secret = asked(SECRET_VARIABLE, "API secret: ")
        access = headless.Access(args.base_url.rstrip("/"), Secret(args.api_key), secret, args.tss)

    async def all_of_it(desk: Desk) -> int:
        try:
            return await work(await session(desk))
        except (AppError, Stop, BrokenPipeError):
            raise
        except Exception as error:  # a fault of ours: told in words, kept in the log
            logs.event("command_failed", level=logging.ERROR, error=error)
            raise AppError from error

    async def session(desk: Desk) -> Session:
        if access is None:
            return await _site_session(desk, args.site)
        try:
            return await headless.connect_service(desk, access)
        except headless.ManyTss as many:
            ids = ", ".join(tss.id for tss in many.found)
            raise Stop(USAGE, f"say with --tss which TSE is meant: {ids}") from None

    return headless.run_headless(all_of_it, data_dir=args.data_dir, keeps_secrets=access is None)


async def _site_session(desk: Desk, wanted: str | None) -> Session:
    from tse_companion.bootstrap import headless

    site = _chosen(desk.settings.sites, desk.settings.current_site, wanted)
    try:
        return await headless.connect_site(
            desk, site, lambda: asked(PASSPHRASE_VARIABLE, "Passphrase of the file vault: ")
        )
    except KeyError:
        raise Stop(
            FINDING,
            f"no API key is kept for {site.name}: enter it in the window, or use --base-url",
            name="api_key_missing",
        ) from None


def _chosen(sites: tuple[Site, ...], current: str | None, wanted: str | None) -> Site:
    if not sites:
        raise Stop(USAGE, "no shop is set up on this computer: use --base-url and --api-key")
    name = current if wanted is None else wanted
    if name is None:
        names = ", ".join(site.name for site in sites)
        raise Stop(USAGE, f"say with --site which shop is meant: {names}")
    found = [site for site in sites if site.id == name] or [
        site for site in sites if site.name == name
    ]
    if not found:
        names = ", ".join(site.name for site in sites)
        raise Stop(USAGE, f"there is no shop {name!r} here; there are: {names}")
    if len(found) > 1:
        ids = ", ".join(site.id for site in found)
        raise Stop(USAGE, f"several shops are called {name!r}; say with --site which: {ids}")
    return found[0]
