"""What a shop should see to: the rules agree with the verdict, and nobody is nagged."""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.conftest import SITE, World
from services.steps import PIN, make_tss, puk_of
from services.test_overview import NOW, READY, YEAR
from tse_companion.domain.cancelling import Action
from tse_companion.domain.models import Env, ExportState, Tss, TssState
from tse_companion.domain.open_transactions import Why
from tse_companion.errors import VaultLocked
from tse_companion.services.admin import log_in
from tse_companion.services.admin_mode import admin_mode
from tse_companion.services.desk import Desk, Session
from tse_companion.services.notices import (
    EXPORTS_EVERY,
    FORGET_TOLD,
    PUK_EVERY,
    Known,
    Notice,
    NoticeBoard,
    NoticeKind,
    Severity,
    _read_told,
    notices_of,
)
from tse_companion.services.tss import DAY, Overview, ShopStatus, Verdict, judge
from tse_companion.store.batches import Batch, Batches, BatchRow
from tse_companion.store.secrets import Kind, Place
from tse_companion.store.setups import SetupRecord

# --- the rules -------------------------------------------------------------------------------

KNOWN = Known(now=NOW, tss=READY, certificate_until=YEAR, puk_kept=True, last_export=NOW)


def told(**changes: Any) -> list[tuple[str, str]]:
    """Kind and severity of what is said."""
    tss = {k: v for k, v in changes.items() if k in Tss.__dataclass_fields__}
    known = {k: v for k, v in changes.items() if k not in tss}
    found = notices_of(replace(KNOWN, tss=replace(READY, **tss), **known))
    return [(notice.kind.value, notice.severity.value) for notice in found]


SIGNED = {"transaction_counter": 1, "time_init": NOW - 90 * DAY}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"number_active_transactions": 49}, []),
        ({"number_active_transactions": 50}, [("open", "info")]),
        ({"number_active_transactions": 80}, [("open", "warn")]),
        ({"number_active_transactions": 95}, [("open", "warn")]),
        ({"number_active_transactions": 100}, [("open", "bad")]),
        ({"number_active_transactions": None}, []),
        ({"number_registered_clients": 4}, []),
        ({"number_registered_clients": 5}, [("tills", "info")]),
        ({"number_registered_clients": 9}, [("tills", "info")]),
        ({"number_registered_clients": 10}, [("tills", "warn")]),
        ({"number_registered_clients": None}, []),
        ({"certificate_until": NOW + 180 * DAY + 1}, []),
        ({"certificate_until": NOW + 180 * DAY}, [("certificate", "info")]),
        ({"certificate_until": NOW + 30 * DAY + 1}, [("certificate", "info")]),
        ({"certificate_until": NOW + 30 * DAY}, [("certificate", "warn")]),
        ({"certificate_until": NOW + 7 * DAY}, [("certificate", "warn")]),
        ({"certificate_until": NOW}, [("certificate", "bad")]),
        ({"certificate_until": None}, []),
        ({"certificate_until": NOW, "state": TssState.DISABLED}, []),
        ({"puk_kept": None}, []),
        ({"puk_kept": False}, [("puk_missing", "warn")]),
        ({"puk_kept": False, "env": Env.TEST}, [("puk_missing", "info")]),
        ({"puk_kept": False, "state": TssState.CREATED}, [("puk_missing", "warn")]),
        ({"puk_kept": False, "state": TssState.DISABLED}, []),
        ({"key_refused": True}, [("key_refused", "warn")]),
        ({"admin_left_open": True}, [("admin_open", "warn")]),
        ({"open_setups": 2}, [("setup_open", "info")]),
        ({"open_batches": 1}, [("batch_open", "warn")]),
        ({"last_export": 0}, []),  # nothing was signed yet
        ({"last_export": 0, **SIGNED}, [("export_overdue", "warn")]),
        ({"last_export": 0, **SIGNED, "env": Env.TEST}, [("export_overdue", "info")]),
        ({"last_export": 0, **SIGNED, "is_practice": True}, [("export_overdue", "info")]),
        ({"last_export": 0, "transaction_counter": 1, "time_init": NOW - 29 * DAY}, []),
        ({"last_export": NOW - 30 * DAY + 1, **SIGNED}, []),
        ({"last_export": NOW - 30 * DAY, **SIGNED}, [("export_overdue", "warn")]),
        ({"last_export": None, **SIGNED}, []),
    ],
    ids=str,
)
def test_the_rules(changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert told(**changes) == expected


def test_the_worst_comes_first() -> None:
    assert told(
        number_active_transactions=100,
        number_registered_clients=5,
        certificate_until=NOW + DAY,
        puk_kept=False,
        open_setups=1,
    ) == [
        ("open", "bad"),
        ("certificate", "warn"),
        ("puk_missing", "warn"),
        ("tills", "info"),
        ("setup_open", "info"),
    ]


def test_what_the_wording_is_given() -> None:
    (certificate, full) = notices_of(
        replace(
            KNOWN,
            tss=replace(READY, number_active_transactions=85),
            certificate_until=NOW + 6 * DAY + 5,
        )
    )
    assert certificate.facts == {"until": NOW + 6 * DAY + 5, "days": 6}
    assert full.facts == {"amount": 85, "limit": 100, "percent": 85}


def test_it_gets_worse_step_by_step() -> None:
    ranks = []
    for days in (170, 80, 20, 5, 0):
        (notice,) = notices_of(replace(KNOWN, certificate_until=NOW + days * DAY))
        ranks.append(notice.rank)
    for amount in (50, 80, 95, 100):
        tss = replace(READY, number_active_transactions=amount)
        (notice,) = notices_of(replace(KNOWN, tss=tss))
        ranks.append(notice.rank)
    assert ranks == [1, 2, 3, 4, 5, 1, 2, 3, 4]


@given(
    st.builds(
        functools.partial(replace, READY),
        state=st.sampled_from(TssState),
        number_registered_clients=st.none() | st.integers(0, 300),
        number_active_transactions=st.none() | st.integers(0, 3000),
        max_number_registered_clients=st.integers(1, 300),
        max_number_active_transactions=st.integers(0, 3000),
    ),
    st.none() | st.integers(NOW - 2 * DAY, YEAR),
)
def test_notices_and_verdict_agree(tss: Tss, until: int | None) -> None:
    verdict, _ = judge(tss, until, NOW)
    severities = {n.severity for n in notices_of(Known(NOW, tss, until))}
    if verdict is Verdict.OK:
        assert severities <= {Severity.INFO}
    if verdict is Verdict.WARN:
        assert Severity.WARN in severities
        assert Severity.BAD not in severities
    if Severity.BAD in severities:
        assert verdict is Verdict.BAD


# --- gathering -------------------------------------------------------------------------------


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def shop(session: Session, tss_id: str) -> AsyncIterator[Session]:
    """A shop that can sell, with the PUK in the vault."""
    session.site = replace(SITE, env="TEST", tss_id=tss_id)
    yield session


async def seen(session: Session, board: NoticeBoard, now: float | None = None) -> list[str]:
    """The kinds that a look brings."""
    import time

    at = time.time() if now is None else now
    status = await Overview(session).look(at)
    return [notice.kind.value for notice in await board.look(status, at)]


def keep_puk(world: World, tss_id: str | None) -> None:
    world.vault.kept[Place(tss_id or "", Kind.ADMIN_PUK)] = puk_of(world, tss_id or "")


async def test_calm(world: World, shop: Session) -> None:
    keep_puk(world, shop.site.tss_id)
    assert await seen(shop, NoticeBoard(shop)) == []
    shop.site = replace(shop.site, tss_id=None)
    assert await seen(shop, NoticeBoard(shop)) == []


async def test_the_vault_is_looked_into_now_and_then(world: World, shop: Session) -> None:
    clock = Clock()
    board = NoticeBoard(shop, monotonic=clock)
    world.vault.problem = VaultLocked()
    assert await seen(shop, board) == []  # it is not known
    world.vault.problem = None
    assert await seen(shop, board) == ["puk_missing"]
    keep_puk(world, shop.site.tss_id)
    assert await seen(shop, board) == ["puk_missing"]
    clock.now += PUK_EVERY
    assert await seen(shop, board) == []
    world.vault.kept.clear()
    board.forget()
    assert await seen(shop, board) == ["puk_missing"]


@pytest.mark.parametrize(("status", "code"), [(401, None), (403, "E_ACCESS_DENIED")])
async def test_keys_that_are_refused(
    world: World, shop: Session, status: int, code: str | None
) -> None:
    keep_puk(world, shop.site.tss_id)
    world.control.fault("retrieveTss", "status", status=status, code=code, times=2)
    assert await seen(shop, NoticeBoard(shop)) == ["key_refused"]


async def test_a_busy_service_is_no_matter_of_the_keys(world: World, shop: Session) -> None:
    keep_puk(world, shop.site.tss_id)
    world.control.fault("retrieveTss", "status", status=503, times=9)
    assert await seen(shop, NoticeBoard(shop)) == []


async def test_admin_mode_that_nobody_uses(world: World, shop: Session) -> None:
    assert shop.site.tss_id is not None
    keep_puk(world, shop.site.tss_id)
    board = NoticeBoard(shop)
    await log_in(shop, shop.site.tss_id, PIN)
    assert await seen(shop, board) == ["admin_open"]
    await admin_mode(shop).enter(PIN)
    assert await seen(shop, board) == []
    await admin_mode(shop).leave()
    assert await seen(shop, board) == []


async def open_batch(desk: Desk, site_id: str, tss_id: str) -> None:
    """A batch of one cancellation that was begun and not ended."""
    row = BatchRow(0, "tx", 1, "c", "K", 1, 1, None, 1, Action.CANCEL, Why.STUCK)
    batch = Batch("b", site_id, tss_id, "s", "why", rows=(row,))
    await desk.journal.batches(Batches.begin, batch)


async def test_what_was_begun_and_not_ended(world: World, shop: Session) -> None:
    keep_puk(world, shop.site.tss_id)
    await shop.desk.journal.save_setup(SetupRecord("s", SITE.id, "t", "c", "x", "K"))
    await shop.desk.journal.save_setup(SetupRecord("o", "other", "t", "c", "x", "K"))
    await open_batch(shop.desk, SITE.id, "t")
    assert await seen(shop, NoticeBoard(shop)) == ["batch_open", "setup_open"]
    shop.desk.running["t"] = "b"
    assert await seen(shop, NoticeBoard(shop)) == ["setup_open"]


async def test_the_verdict_says_itself_that_a_set_up_waits(world: World, session: Session) -> None:
    tss_id = await make_tss(session, till=False)
    session.site = replace(SITE, env="TEST", tss_id=tss_id)
    keep_puk(world, tss_id)
    await session.desk.journal.save_setup(SetupRecord("s", SITE.id, "t", "c", "x", "K"))
    assert await seen(session, NoticeBoard(session)) == []


# --- exports ---------------------------------------------------------------------------------


def of(tss_id: str | None, **changes: Any) -> ShopStatus:
    """A look at a shop that has signed for long."""
    from tse_companion.services.tss import Reason

    tss = replace(READY, id=tss_id or "", **{**SIGNED, **changes})
    return ShopStatus(Verdict.OK, Reason.READY, tss.env, tss, YEAR, NOW)


async def exports_overdue(session: Session, now: float, **changes: Any) -> bool:
    session.client._transport.clock_offset = 0.0
    found = await NoticeBoard(session).look(of(session.site.tss_id, **changes), now)
    return NoticeKind.EXPORT_OVERDUE in {notice.kind for notice in found}


async def test_exports_are_asked_for_once_an_hour_by_all_runs(world: World, shop: Session) -> None:
    assert await exports_overdue(shop, NOW)
    assert await exports_overdue(shop, NOW + 60)
    assert await exports_overdue(shop, NOW + EXPORTS_EVERY - 1)
    assert world.sent("listExports") == 1
    async with world.session() as again:
        again.site = shop.site
        assert await exports_overdue(again, NOW + EXPORTS_EVERY - 1)
        assert world.sent("listExports") == 1
        assert await exports_overdue(again, NOW + EXPORTS_EVERY)
        assert world.sent("listExports") == 2
        # A clock that was set back does not put it off for ever.
        assert await exports_overdue(again, NOW - DAY)
        assert world.sent("listExports") == 3


async def test_a_refusal_is_not_asked_again_each_minute(world: World, shop: Session) -> None:
    world.control.fault("listExports", "status", status=403, code="E_ACCESS_DENIED", times=9)
    for minute in range(5):
        assert not await exports_overdue(shop, NOW + 60 * minute)
    assert world.sent("listExports") == 1


async def test_before_anything_is_signed_nobody_asks(world: World, shop: Session) -> None:
    assert not await exports_overdue(shop, NOW, transaction_counter=0)
    assert world.sent("listExports") == 0


async def test_a_completed_export_is_enough(shop: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    from tse_companion.domain.models import Export, Page

    asked: list[object] = []

    async def answer(tss_id: str, **query: object) -> Page[Export]:
        asked.append(query["states"])
        begun, end = NOW - 40 * DAY, NOW - DAY
        done = Export("e", ExportState.COMPLETED, tss_id, Env.TEST, begun, time_end=end)
        return Page((done,), 1, Env.TEST)

    monkeypatch.setattr(shop.client, "list_exports", answer)
    assert not await exports_overdue(shop, NOW)
    assert asked == [(ExportState.COMPLETED,)]
    # An hour later without a connection what was seen last still holds.
    offline = replace(of(shop.site.tss_id), error=VaultLocked())
    found = await NoticeBoard(shop).look(offline, NOW + 2 * EXPORTS_EVERY)
    assert NoticeKind.EXPORT_OVERDUE not in {notice.kind for notice in found}
    assert len(asked) == 1


# --- news ------------------------------------------------------------------------------------

MANY = Notice(NoticeKind.OPEN, Severity.WARN, 2)
MORE = Notice(NoticeKind.OPEN, Severity.WARN, 3)
SOON = Notice(NoticeKind.CERTIFICATE, Severity.WARN, 3)
SOME = Notice(NoticeKind.TILLS, Severity.INFO, 1)


async def test_a_notice_is_told_once_until_it_gets_worse(world: World) -> None:
    async with world.session() as session:
        board = NoticeBoard(session)
        assert await board.news([MANY, SOME], NOW) == (MANY,)
        assert await board.news([MANY, SOME], NOW + 60) == ()
        assert await board.news([MORE, SOON], NOW + 120) == (MORE, SOON)
        assert await board.news([MORE, SOON], NOW + 180) == ()
        # Better and worse again, as at a limit: nobody is told each time.
        for step, notices in enumerate(([MANY], [], [MORE], [], [MANY])):
            assert await board.news([*notices, SOON], NOW + 200 + step * 3600) == ()
    async with world.session() as session:  # nor at the next start
        assert await NoticeBoard(session).news([MORE, SOON], NOW + 7 * 3600) == ()


async def test_what_was_gone_for_a_day_is_news_again(session: Session) -> None:
    board = NoticeBoard(session)
    assert await board.news([MORE], NOW) == (MORE,)
    assert await board.news([], NOW + FORGET_TOLD) == ()
    assert await board.news([MANY], NOW + FORGET_TOLD + 60) == (MANY,)
    assert await board.news([MANY], NOW + 10 * FORGET_TOLD) == ()
    assert await board.news([MORE], NOW + 10 * FORGET_TOLD) == (MORE,)


async def test_what_stays_for_days_is_told_once(session: Session) -> None:
    board = NoticeBoard(session)
    news = [await board.news([SOON], NOW + hour * 1800) for hour in range(100)]
    assert news == [(SOON,), *[()] * 99]


async def test_what_got_better_counts_as_it_is_after_a_day(session: Session) -> None:
    board = NoticeBoard(session)
    assert await board.news([MORE], NOW) == (MORE,)
    assert await board.news([MANY], NOW + FORGET_TOLD) == ()
    assert await board.news([MORE], NOW + FORGET_TOLD + 60) == (MORE,)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"open": 1}', '{"open": ["x", 1]}', '{"a": []}'])
def test_a_memory_that_is_damaged_is_forgotten(text: str) -> None:
    assert _read_told(text) == {}
