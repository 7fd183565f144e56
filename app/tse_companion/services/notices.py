"""What a shop should see to before it hurts: pure rules, how their facts are gathered, and what
of it is news.

The rules agree with the verdict (services/tss.py): BAD only where nothing can be sold, and a
limit or date gives a WARN exactly where the verdict does. ``rank`` tells a notice from the same
one that has become worse: only that is told again.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from tse_companion import logs
from tse_companion.domain.models import Env, Export, ExportState, Tss, TssState
from tse_companion.errors import ApiRefused, AppError, VaultProblem
from tse_companion.services import admin
from tse_companion.services.tss import (
    DAY,
    EXPIRY_STEPS,
    EXPIRY_WARNING,
    FILL_STEPS,
    FULL_WARNING,
    Reason,
    ShopStatus,
)
from tse_companion.store.batches import Batches
from tse_companion.store.secrets import Kind

if TYPE_CHECKING:
    from tse_companion.services.desk import Session

EXPORT_DAYS = 30  # without a completed export from which one is overdue
EXPORTS_EVERY = 3600  # seconds between two looks at the list of exports
PUK_EVERY = 600.0  # seconds between two looks into the vault
FORGET_TOLD = DAY  # seconds after which a notice that went away is news again
_EXPORTS, _TOLD = "exports", "told"  # what is remembered of a shop


class Severity(StrEnum):
    """How much it matters, the worst first."""

    BAD = "bad"
    WARN = "warn"
    INFO = "info"


class NoticeKind(StrEnum):
    """What it is about, in the order in which people should see to it."""

    KEY_REFUSED = "key_refused"
    CERTIFICATE = "certificate"
    OPEN = "open"
    TILLS = "tills"
    ADMIN_OPEN = "admin_open"
    PUK_MISSING = "puk_missing"
    SETUP_OPEN = "setup_open"
    BATCH_OPEN = "batch_open"
    EXPORT_OVERDUE = "export_overdue"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to see to. ``facts`` are numbers for the wording; times are Unix seconds."""

    kind: NoticeKind
    severity: Severity
    rank: int = 0
    facts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What the rules judge. None is not known, and then nothing is said about it.

    ``now`` is by the service's clock. ``last_export`` is 0 where no export was ever completed.
    """

    now: float
    tss: Tss | None = None
    certificate_until: int | None = None
    key_refused: bool = False
    puk_kept: bool | None = None
    last_export: int | None = None
    admin_left_open: bool = False
    open_setups: int = 0
    open_batches: int = 0
    is_practice: bool = False


def notices_of(known: Known) -> tuple[Notice, ...]:
    """Everything to see to, the worst first; of one kind there is at most one."""
    found: list[Notice] = []
    if known.key_refused:
        found.append(Notice(NoticeKind.KEY_REFUSED, Severity.WARN))
    if known.tss is not None:
        found += _of_tss(known, known.tss)
    if known.admin_left_open:
        found.append(Notice(NoticeKind.ADMIN_OPEN, Severity.WARN))
    if known.open_setups:
        found.append(Notice(NoticeKind.SETUP_OPEN, Severity.INFO))
    if known.open_batches:
        found.append(Notice(NoticeKind.BATCH_OPEN, Severity.WARN))
    severities, kinds = list(Severity), list(NoticeKind)
    found.sort(key=lambda n: (severities.index(n.severity), kinds.index(n.kind)))
    return tuple(found)


def _of_tss(known: Known, tss: Tss) -> list[Notice]:
    counts = tss.env is Env.LIVE and not known.is_practice  # for the tax office
    matters = Severity.WARN if counts else Severity.INFO
    found: list[Notice | None] = []
    if tss.state is TssState.INITIALIZED:
        found.append(_certificate(known.certificate_until, known.now))
        found.append(_open(tss.number_active_transactions or 0, tss.max_number_active_transactions))
        found.append(_tills(tss.number_registered_clients, tss.max_number_registered_clients))
    if known.puk_kept is False and tss.state in (
        TssState.CREATED,
        TssState.UNINITIALIZED,
        TssState.INITIALIZED,
    ):
        found.append(Notice(NoticeKind.PUK_MISSING, matters))
    if known.last_export is not None:
        found.append(_export(tss, known.last_export, known.now, matters))
    return [notice for notice in found if notice is not None]


def _certificate(until: int | None, now: float) -> Notice | None:
    if until is None:
        return None
    left = until - now
    facts = {"until": until, "days": max(0, int(left // DAY))}
    if left <= 0:
        rank = len(EXPIRY_STEPS) + 1
        return Notice(NoticeKind.CERTIFICATE, Severity.BAD, rank, facts | {"over": 1})
    rank = sum(left <= days * DAY for days in EXPIRY_STEPS)
    if not rank:
        return None
    severity = Severity.WARN if left <= EXPIRY_WARNING else Severity.INFO
    return Notice(NoticeKind.CERTIFICATE, severity, rank, facts)


def _open(amount: int, limit: int) -> Notice | None:
    rank = _fill(amount, limit)
    if not rank:
        return None
    severity = Severity.BAD if amount >= limit else Severity.INFO
    if severity is not Severity.BAD and amount >= FULL_WARNING * limit:
        severity = Severity.WARN
    return Notice(NoticeKind.OPEN, severity, rank, _amount(amount, limit))


def _tills(amount: int | None, limit: int) -> Notice | None:
    """Until the last place is taken nothing stands in the way of anybody."""
    if amount is None or not (rank := _fill(amount, limit)):
        return None
    severity = Severity.WARN if amount >= limit else Severity.INFO
    return Notice(NoticeKind.TILLS, severity, rank, _amount(amount, limit))


def _fill(amount: int, limit: int) -> int:
    """How many of the steps are reached; one more when nothing is left."""
    if amount >= limit:
        return len(FILL_STEPS) + 1
    return sum(amount >= step * limit for step in FILL_STEPS)


def _amount(amount: int, limit: int) -> dict[str, int]:
    percent = 100 if amount >= limit else amount * 100 // limit
    return {"amount": amount, "limit": limit, "percent": percent}


def _export(tss: Tss, last: int, now: float, severity: Severity) -> Notice | None:
    signed = tss.transaction_counter if tss.transaction_counter is not None else 0
    if not signed:
        return None
    since = last or tss.time_init or tss.time_creation
    days = int((now - since) // DAY)
    if days < EXPORT_DAYS:
        return None
    return Notice(NoticeKind.EXPORT_OVERDUE, severity, 0, {"last": last, "days": days})


# --- gathering -------------------------------------------------------------------------------


class NoticeBoard:
    """The notices of one shop. What cannot be found out is left out; nothing is raised."""

    def __init__(
        self, session: Session, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._session = session
        self._monotonic = monotonic
        self._puk: tuple[float, bool] | None = None

    def forget(self) -> None:
        """Look into the vault anew: somebody may have put the PUK there."""
        self._puk = None

    async def look(self, status: ShopStatus, now: float) -> tuple[Notice, ...]:
        """What is to be seen to; ``status`` is the last look at the TSS, ``now`` our clock."""
        session = self._session
        error = status.error
        refused = isinstance(error, ApiRefused) and error.status in (401, 403)
        known = Known(
            now=now + (session.client.clock_offset or 0.0),
            tss=status.tss,
            certificate_until=status.certificate_until,
            key_refused=status.reason is Reason.REFUSED and refused,
            is_practice=session.site.kind == "practice",
        )
        if session.site.tss_id is None:
            return ()
        try:
            known = await self._more(known, status, session.site.tss_id, now)
        except AppError as problem:
            logs.event("notices_failed", error=problem)
        return notices_of(known)

    async def _more(self, known: Known, status: ShopStatus, tss_id: str, now: float) -> Known:
        session = self._session
        journal = session.desk.journal
        known = replace(known, puk_kept=await self._has_puk(tss_id))
        if status.reason not in (Reason.NOT_SET_UP, Reason.NO_TILL):  # there the verdict says it
            setups = await journal.open_setups()
            known = replace(known, open_setups=sum(s.site_id == session.site.id for s in setups))
        known = replace(
            known,
            open_batches=await self._interrupted_batches(),
            admin_left_open=await self._is_left_open(tss_id),
        )
        if known.tss is None or not known.tss.transaction_counter:
            return known
        return replace(known, last_export=await self._last_export(status, tss_id, now))

    async def _has_puk(self, tss_id: str) -> bool | None:
        now = self._monotonic()
        if self._puk is None or now - self._puk[0] >= PUK_EVERY:
            try:
                puk = await self._session.safe.get(tss_id, Kind.ADMIN_PUK)
            except VaultProblem:
                return None
            self._puk = (now, puk is not None)
        return self._puk[1]

    async def _interrupted_batches(self) -> int:
        """Batches that have something left to do while nobody does it."""
        desk = self._session.desk
        begun = await desk.journal.batches(Batches.unfinished, self._session.site.id)
        under_way = desk.running.values()
        return sum(batch.batch_id not in under_way for batch in begun)

    async def _is_left_open(self, tss_id: str) -> bool:
        """Admin mode that nobody here is using: a logout failed, or the program was killed."""
        session = self._session
        is_used = session.admin_mode is not None and session.admin_mode.is_open
        if is_used or session.desk.writes.names:
            return False
        return await admin.may_be_open(session, tss_id)

    async def _last_export(self, status: ShopStatus, tss_id: str, now: float) -> int | None:
        """When the newest completed export was, asked at most once an hour by all runs together."""
        session = self._session
        journal, site_id = session.desk.journal, session.site.id
        memo = await journal.recall(site_id, _EXPORTS)
        asked, last = _read_pair(memo.value if memo else "")
        if asked is not None and 0 <= now - asked < EXPORTS_EVERY:
            return last
        if status.error is not None:
            return last
        # Written down before it is asked: a refusal must not make the next minute ask again.
        await journal.remember(site_id, _EXPORTS, f"{int(now)} {'' if last is None else last}")
        page = await session.client.list_exports(tss_id, states=(ExportState.COMPLETED,), limit=1)
        return await note_exports(session, page.data, now)

    # what is news ----------------------------------------------------------------------------

    async def news(self, notices: Sequence[Notice], now: float) -> tuple[Notice, ...]:
        """Those that were not told yet or have become worse; from now on they are told.

        A notice that comes and goes, as at a limit, is not told each time. INFO is never news.
        """
        journal, site_id = self._session.desk.journal, self._session.site.id
        memo = await journal.recall(site_id, _TOLD)
        before = _read_told(memo.value if memo else "")
        told, fresh = _told_now(before, notices, now)
        if told != before:
            await journal.remember(site_id, _TOLD, json.dumps(told))
        return fresh


async def note_exports(session: Session, exports: Iterable[Export], now: float) -> int:
    """Somebody has just asked for the exports, the newest among them; when that was completed."""
    completed = (e for e in exports if e.state is ExportState.COMPLETED)
    last = max((e.time_end or e.time_request for e in completed), default=0)
    await session.desk.journal.remember(session.site.id, _EXPORTS, f"{int(now)} {last}")
    return last


def _told_now(
    before: Mapping[str, list[int]], notices: Sequence[Notice], now: float
) -> tuple[dict[str, list[int]], tuple[Notice, ...]]:
    """What counts as told from now on (rank, and when it last was so), and what is news."""
    told: dict[str, list[int]] = {}
    fresh: list[Notice] = []
    here = {n.kind.value: n for n in notices if n.severity is not Severity.INFO}
    for kind, (rank, at) in before.items():
        there = here.get(kind)
        is_old = not 0 <= now - at < FORGET_TOLD
        if there is not None and there.rank >= rank:
            # Renewed once an hour is enough, and saves a write each minute.
            told[kind] = [rank, int(now) if not 0 <= now - at < FORGET_TOLD / 24 else at]
        elif not is_old:
            told[kind] = [rank, at]
        elif there is not None:
            told[kind] = [there.rank, int(now)]
    for kind, notice in here.items():
        if kind not in told or notice.rank > told[kind][0]:
            told[kind] = [notice.rank, int(now)]
            fresh.append(notice)
    return told, tuple(fresh)


def _read_pair(text: str) -> tuple[int | None, int | None]:
    """When exports were asked for, and the time of the newest."""
    asked, _, last = text.partition(" ")
    return (int(asked) if asked.isdigit() else None, int(last) if last.isdigit() else None)


def _read_told(text: str) -> dict[str, list[int]]:
    try:
        told = json.loads(text or "{}")
        return {str(kind): [int(pair[0]), int(pair[1])] for kind, pair in told.items()}
    except (ValueError, TypeError, AttributeError, LookupError):
        return {}
