"""The work of ``cancel-open``: choose, plan, run until done or stopped, report."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tse_companion.bootstrap.words import failure_words, interruption_words
from tse_companion.cli import site
from tse_companion.cli.durations import shown
from tse_companion.cli.open_transactions import judgements, load
from tse_companion.domain.models import TxState
from tse_companion.domain.open_transactions import CancelRules, OpenTransaction, Why
from tse_companion.errors import ApiRefused, FileUnwritable
from tse_companion.services.admin import attempts_left
from tse_companion.services.admin_mode import AdminMode, admin_mode
from tse_companion.services.desk import Session
from tse_companion.services.transactions.batches import (
    Action,
    Batch,
    Planned,
    RowOutcome,
    create_batch,
    default_selection,
    dry_run,
    open_batches,
)
from tse_companion.services.transactions.cancel_run import CancelRun, RunState
from tse_companion.services.transactions.listing import Loaded
from tse_companion.services.transactions.report import save_csv

_AGAINST = {
    Why.TOO_YOUNG: "it is not old",
    Why.TOUCHED: "it was touched in the last 15 minutes",
    Why.TILL_ACTIVE: "its till signed in the last 15 minutes",
    Why.CHECKING: "the service told no time, so nobody knows what its till has done lately",
}
_SKIPPED = (RowOutcome.SKIPPED, RowOutcome.SKIPPED_IN_USE)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line. Without ``older_than`` only ``tx`` counts."""

    command: str
    as_json: bool
    is_dry: bool
    older_than: int | None
    client: str | None
    tx: tuple[str, ...]
    reason: str
    includes_deregistered: bool
    report: Path | None

    def say(self, words: str) -> None:
        """A message on stderr."""
        site.say(f"{self.command}: {words}")


@dataclass(slots=True)
class Result:
    """The document, as it grows."""

    selected: int = 0
    cancelled: int = 0
    already_closed: int = 0
    skipped: list[dict[str, str]] = field(default_factory=list)
    failed: list[dict[str, str | None]] = field(default_factory=list)
    unknown: int = 0  # of the failed ones: perhaps they are cancelled all the same
    report: str | None = None
    is_done: bool = True  # nothing that was chosen is still open

    def skip(self, tx_id: str, why: str, *, is_finding: bool) -> None:
        """One that stays open."""
        self.skipped.append({"tx_id": tx_id, "why": why})
        self.is_done = self.is_done and not is_finding

    def end(self, wish: Wish) -> int:
        """Show it; the exit code."""
        document: dict[str, Any] = {
            "selected": self.selected,
            "cancelled": self.cancelled,
            "already_closed": self.already_closed,
            "skipped": self.skipped,
            "failed": self.failed,
            "report": self.report,
        }
        if wish.as_json:
            site.show(document)
        elif wish.is_dry:
            print(f"{self.selected} would be cancelled, {len(self.skipped)} left open")
        else:
            print(
                f"{self.cancelled} of {self.selected} cancelled, {self.already_closed} were closed "
                f"already, {len(self.skipped)} left open, {len(self.failed) - self.unknown} failed"
                + (f", {self.unknown} unknown" if self.unknown else "")
            )
            if self.report:
                print(f"Report: {self.report}")
        if self.skipped and not wish.as_json:
            whys = Counter(skipped["why"] for skipped in self.skipped)
            print("Left open: " + ", ".join(f"{n} {why}" for why, n in whys.most_common()))
        return site.DONE if self.is_done else site.FINDING


# --- a new run -------------------------------------------------------------------------------


async def begin(session: Session, wish: Wish) -> int:
    """Choose by the rules or by id, and cancel those; with ``is_dry`` only say which."""
    report = _report_file(wish)
    if not wish.is_dry and (unfinished := await open_batches(session)):
        raise site.Stop(
            site.FINDING,
            f"a run of {site.iso(unfinished[0].created_at)} was interrupted: --resume --yes goes "
            "on with it first",
            name="batch_unfinished",
        )
    loaded = await load(session, wish.command)
    if not loaded.is_complete:
        wish.say(f"{len(loaded.rows)} of {loaded.total} are known; the others are left alone")
    result = Result()
    chosen = _Choice(wish, loaded)
    await _look_for_closed(session, wish, chosen.missing, result)
    planned = chosen.planned()
    is_named = bool(wish.tx)  # who names it wants it closed, however old it is
    for one in planned:
        if one.action is Action.LEAVE_DEREGISTERED:
            result.skip(one.tx.key, "deregistered_till", is_finding=is_named)
        elif one.action is Action.LEAVE_NOT_CANCELLABLE:
            result.skip(one.tx.key, "not_cancellable", is_finding=is_named)
        elif one.is_explicit:
            wish.say(
                f"warning: {one.tx.number} of till {one.tx.client_serial_number} was chosen "
                f"although {_AGAINST.get(one.why, one.why.value)}: the till may be using it"
            )
    for row, why in chosen.held_back():
        result.skip(row.key, why.value, is_finding=False)
    to_do = tuple(one for one in planned if not one.action.is_leaving)
    if wish.is_dry or not to_do:
        result.selected += len(to_do)
        if wish.is_dry and not wish.as_json:
            _show_plan(planned, loaded.at)
        return result.end(wish)
    admin = await _admin_for(session, (one.action for one in planned))
    batch = await create_batch(session, planned, wish.reason)
    return await _work(session, wish, batch, admin, result, report)


class _Choice:
    """Which ones are meant, among those that are open."""

    def __init__(self, wish: Wish, loaded: Loaded) -> None:
        self._wish = wish
        self._loaded = loaded
        older_than = wish.older_than if wish.older_than is not None else CancelRules().older_than
        self._rules = CancelRules(older_than=older_than)
        self._rows = [
            row
            for row in loaded.rows
            if wish.client is None or wish.client in (row.client_id, row.client_serial_number)
        ]
        if wish.client is not None and not self._rows:
            wish.say(f"till {wish.client} has no open transaction")
        wanted = {name.lower() for name in wish.tx}
        if wanted:
            self._keys = frozenset(
                row.key for row in self._rows if wanted & {row.key.lower(), str(row.number)}
            )
        else:
            self._keys = default_selection(
                self._rows,
                loaded.till_last_signed,
                loaded.at,
                self._rules,
                is_activity_known=loaded.is_clock_known,
            )
        known = {row.key.lower() for row in self._rows} | {str(row.number) for row in self._rows}
        self.missing = tuple(name for name in wish.tx if name.lower() not in known)

    def planned(self) -> tuple[Planned, ...]:
        """What would happen to each of them."""
        return dry_run(
            self._rows,
            self._loaded.till_last_signed,
            self._loaded.at,
            self._rules,
            self._keys,
            self._wish.includes_deregistered,
            is_activity_known=self._loaded.is_clock_known,
        )

    def held_back(self) -> Iterator[tuple[OpenTransaction, Why]]:
        """Those that are old enough, and left alone by another rule."""
        if self._wish.tx:
            return
        whys = judgements(self._loaded, self._rules)
        for row in self._rows:
            if row.age(self._loaded.at) > self._rules.older_than and row.key not in self._keys:
                yield row, whys[row.key]


async def _look_for_closed(
    session: Session, wish: Wish, missing: tuple[str, ...], result: Result
) -> None:
    """Those chosen by id that are not open: closed already is as good as cancelled."""
    tss_id = site.require_tss(session)
    for name in missing:
        try:
            found = await session.client.retrieve_transaction(
                tss_id, int(name) if name.isdecimal() else name
            )
        except ApiRefused as error:
            if error.status not in (400, 404):
                raise
            wish.say(f"{name} is not known to the service")
            result.skip(name, "not_found", is_finding=True)
            continue
        if found.state in (TxState.FINISHED, TxState.CANCELLED):
            result.selected += 1
            result.already_closed += 1
        else:
            wish.say(f"{name} was left alone: it was not listed, or belongs to another till")
            result.skip(found.id, "not_listed", is_finding=True)


def _show_plan(planned: tuple[Planned, ...], now: float) -> None:
    for one in planned:
        print(
            f"{one.tx.number:>8}  {one.tx.client_serial_number:<20}  "
            f"{shown(one.tx.age(now)):>7}  {one.action.value:<26}  {one.tx.key}"
        )


# --- a run that was interrupted --------------------------------------------------------------


async def resume(session: Session, wish: Wish) -> int:
    """Go on with the oldest run of this TSS that has something left to do."""
    report = _report_file(wish)
    unfinished = await open_batches(session)
    if not unfinished:
        wish.say("no run was interrupted: there is nothing to go on with")
        return Result().end(wish)
    batch = unfinished[0]
    if wish.is_dry:
        return Result(selected=len(batch.left)).end(wish)
    actions = {row.action for row in batch.left}
    if batch.tills_left:
        actions.add(Action.REGISTER_CANCEL_DEREGISTER)
    admin = await _admin_for(session, actions)
    code = await _work(session, wish, batch, admin, Result(), report)
    if len(unfinished) > 1:
        wish.say("another run was interrupted, too: --resume --yes goes on with that one")
        return site.FINDING
    return code


# --- the work itself -------------------------------------------------------------------------


async def _work(
    session: Session,
    wish: Wish,
    batch: Batch,
    admin: AdminMode | None,
    result: Result,
    report: Path,
) -> int:
    run = CancelRun(session, batch, admin)
    try:
        with _stopped_by_signals(run.stop):
            end = await run.run()
    finally:
        if admin is not None:
            await admin.leave()
    _count(run.batch, result)
    if end.error is not None:
        wish.say(interruption_words(end.error))
    for serial in end.tills_left:
        wish.say(f"till {serial} is still registered because of this run")
    for serial in end.tills_in_use:
        wish.say(f"till {serial} has begun to sell meanwhile: it stays registered")
    if end.state is not RunState.FINISHED:
        doubt = (
            f"; of {result.unknown} it is not certain whether it was cancelled, the others are "
            "unchanged"
        )
        wish.say(
            f"{end.left} are left to do: --resume --yes goes on with them"
            f"{doubt if result.unknown else ''}"
        )
        result.is_done = False
    try:
        await save_csv(session.desk, run.batch, report)
        result.report = str(report)
    except FileUnwritable as error:
        wish.say(f"{failure_words(error)} {report}")
        result.is_done = False
    return result.end(wish)


def _count(batch: Batch, result: Result) -> None:
    """What the journal says about each row."""
    known = {skipped["tx_id"] for skipped in result.skipped}
    for row in batch.rows:
        if not row.action.is_leaving:
            result.selected += 1
        if row.outcome is RowOutcome.CANCELLED:
            result.cancelled += 1
        elif row.outcome is RowOutcome.ALREADY_CLOSED:
            result.already_closed += 1
        elif row.outcome in _SKIPPED and row.tx_id not in known:
            why = "skipped" if row.skip_reason is None else row.skip_reason.value
            result.skip(row.tx_id, why, is_finding=not row.action.is_leaving)
        elif row.outcome in (RowOutcome.FAILED, RowOutcome.UNKNOWN):
            result.failed.append(
                {"tx_id": row.tx_id, "code": row.code, "request_id": row.request_id}
            )
            result.unknown += row.outcome is RowOutcome.UNKNOWN
            result.is_done = False


async def _admin_for(session: Session, actions: Iterable[Action]) -> AdminMode | None:
    """Admin mode, where tills have to be registered for it; the PIN is asked for here."""
    if Action.REGISTER_CANCEL_DEREGISTER not in actions:
        return None
    admin = admin_mode(session)
    pin = await admin.kept_pin()
    # A script that runs every night would use up what a person needs to put it right.
    nobody_is_there = pin is not None or bool(os.environ.get(site.PIN_VARIABLE))
    if nobody_is_there and await attempts_left(session, admin.tss_id) == 1:
        raise site.Stop(
            site.FINDING,
            "the admin PIN was refused twice; the last attempt is left to a person: open admin "
            "mode in the window, or set a new PIN with the PUK",
            name="pin_attempts_used",
        )
    await admin.enter(pin or site.asked(site.PIN_VARIABLE, "Admin PIN: "))
    return admin


def _report_file(wish: Wish) -> Path:
    """Where the report will go; nothing is begun that cannot be reported."""
    path = wish.report or _free_name(f"cancel-open-{time.strftime('%Y%m%d-%H%M%S')}")
    if wish.is_dry:
        return path
    if path.exists():
        raise site.Stop(site.USAGE, f"{path} is there already: a report replaces no other")
    if not path.absolute().parent.is_dir():
        raise site.Stop(site.USAGE, f"there is no folder {path.absolute().parent}")
    return path


def _free_name(stem: str) -> Path:
    """A name in the current folder that no report has: two runs may begin in one second."""
    numbered = (f"{stem}-{number}" for number in itertools.count(2))
    names = (Path(f"{name}.csv") for name in itertools.chain((stem,), numbered))
    return next(name for name in names if not name.exists())


@contextlib.contextmanager
def _stopped_by_signals(stop: Callable[[], object]) -> Iterator[None]:
    """Ctrl-C and the system's wish to end let the request in flight come to its end."""
    loop = asyncio.get_running_loop()

    def heard(*_: object) -> None:
        loop.call_soon_threadsafe(stop)

    before = {number: signal.signal(number, heard) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
