"""Intention, call, outcome: whatever happens in between, the journal tells the truth."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from services.conftest import World
from services.steps import Gate, cancelled_at, entries, written
from tse_companion.domain.models import ClientState, TssState, TxState
from tse_companion.errors import (
    AnswerLost,
    AnswerUnreadable,
    ApiRefused,
    AppError,
    CertificateUntrusted,
    JournalUnwritable,
    NoConnection,
    Outcome,
    ProxyProblem,
    VaultRefused,
)
from tse_companion.services.desk import Session
from tse_companion.services.writes import perform

TSS_ID = "0e9b7a11-7c4e-4f0b-9a51-1f6d3c2b8e01"
TX_ID = "2c8d0e33-5a7b-4d69-9e15-63f2a10b8c03"
LOST = AnswerLost(outcome=Outcome.UNKNOWN, request_id="r-1")

Call = Callable[[], Awaitable[str]]


def answering(value: str) -> Call:
    async def call() -> str:
        return value

    return call


def failing(error: BaseException) -> Call:
    async def call() -> str:
        raise error

    return call


async def change(session: Session, call: Call, **more: object) -> str:
    return await perform(session, "updateTss", call, tss_id=TSS_ID, **more)  # type: ignore[arg-type]


async def test_the_intention_is_written_before_the_request_leaves(session: Session) -> None:
    seen: list[tuple[str, str | None]] = []

    async def call() -> str:
        seen.extend(await written(session))
        return "answer"

    result = await perform(
        session, "upsertTransaction", call, tss_id=TSS_ID, target_id=TX_ID, revision=2
    )
    assert result == "answer"
    assert seen == [("upsertTransaction", None)]
    (entry,) = await entries(session)
    assert (entry.outcome, entry.code, entry.request_id) == ("done", None, None)
    assert (entry.site_id, entry.tss_id) == (session.site.id, TSS_ID)
    assert (entry.target_id, entry.revision) == (TX_ID, 2)


async def test_what_comes_once_is_kept_before_it_is_called_done(session: Session) -> None:
    seen: list[tuple[str, str | None]] = []

    async def keep(answer: str) -> None:
        assert answer == "PUK"
        seen.extend(await written(session))

    await change(session, answering("PUK"), keep=keep)
    assert seen == [("updateTss", None)]
    assert await written(session) == [("updateTss", "done")]


@pytest.mark.parametrize("kind", [NoConnection, ProxyProblem, CertificateUntrusted])
async def test_what_never_left_is_not_done(session: Session, kind: type[AppError]) -> None:
    with pytest.raises(kind):
        await change(session, failing(kind(request_id="r-1")), look=failing(AssertionError()))
    (entry,) = await entries(session)
    assert (entry.outcome, entry.code, entry.request_id) == ("not_done", kind.code, "r-1")


@pytest.mark.parametrize("kind", [AnswerLost, AnswerUnreadable])
async def test_what_got_no_answer_is_unknown(session: Session, kind: type[AppError]) -> None:
    with pytest.raises(kind):
        await change(session, failing(kind(outcome=Outcome.UNKNOWN, request_id="r-1")))
    (entry,) = await entries(session)
    assert (entry.outcome, entry.code, entry.request_id) == ("unknown", kind.code, "r-1")


async def test_a_look_that_finds_the_change_settles_it(session: Session) -> None:
    kept: list[str] = []

    async def keep(answer: str) -> None:
        kept.append(answer)

    found = await change(session, failing(LOST), look=answering("there"), keep=keep)
    assert (found, kept) == ("there", ["there"])
    assert await written(session) == [("updateTss", "done")]


async def test_a_look_that_finds_nothing_leaves_it_unknown(session: Session) -> None:
    async def look() -> None:
        return None

    with pytest.raises(AnswerLost):
        await change(session, failing(LOST), look=look)
    assert await written(session) == [("updateTss", "unknown")]


async def test_a_look_that_fails_does_not_hide_that_it_is_unknown(session: Session) -> None:
    with pytest.raises(AnswerLost) as lost:
        await change(session, failing(LOST), look=failing(NoConnection()))
    assert lost.value.outcome is Outcome.UNKNOWN
    assert await written(session) == [("updateTss", "unknown")]


async def test_an_answer_that_cannot_be_kept_is_not_called_undone(session: Session) -> None:
    async def keep(_: str) -> None:
        raise VaultRefused

    with pytest.raises(VaultRefused) as refused:
        await change(session, answering("PUK"), keep=keep)
    assert refused.value.outcome is Outcome.UNKNOWN
    (entry,) = await entries(session)
    assert (entry.outcome, entry.code) == ("unknown", "vault_refused")


async def test_a_failure_nobody_expected_is_unknown(session: Session) -> None:
    with pytest.raises(ZeroDivisionError):
        await change(session, failing(ZeroDivisionError()))
    (entry,) = await entries(session)
    assert (entry.outcome, entry.code) == ("unknown", "unexpected")


# --- a journal that cannot be written --------------------------------------------------------


async def full_disk(*_: object, **__: object) -> int:
    raise JournalUnwritable


async def test_without_an_intention_nothing_is_sent(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session.desk.journal, "intend", full_disk)
    with pytest.raises(JournalUnwritable) as unwritable:
        await change(session, failing(AssertionError("sent")))
    assert unwritable.value.outcome is Outcome.NOT_DONE


async def test_a_refusal_is_told_even_if_it_cannot_be_written_down(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session.desk.journal, "conclude", full_disk)
    with pytest.raises(NoConnection):
        await change(session, failing(NoConnection()))
    assert await written(session) == [("updateTss", None)]


async def test_done_is_not_said_before_it_is_written_down(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session.desk.journal, "conclude", full_disk)
    with pytest.raises(JournalUnwritable):
        await change(session, answering("answer"))
    assert await written(session) == [("updateTss", None)]


# --- a caller that leaves, a program that ends -----------------------------------------------


async def test_a_change_outlives_its_page(session: Session) -> None:
    gate, kept = Gate(), list[str]()

    async def keep(answer: str) -> None:
        kept.append(answer)

    async with cancelled_at(gate, change(session, gate.before(answering("PUK")), keep=keep)):
        assert await written(session) == [("updateTss", None)]
    await session.desk.writes.finish()
    assert kept == ["PUK"]
    assert await written(session) == [("updateTss", "done")]


async def test_a_failure_after_its_page_is_gone_is_heard(world: World) -> None:
    async with world.session() as session:
        gate = Gate()
        async with cancelled_at(gate, change(session, gate.before(failing(LOST)))):
            pass
        await session.desk.writes.finish()
        assert await written(session) == [("updateTss", "unknown")]
    assert world.errors == [LOST]
    world.errors.clear()


async def test_closing_waits_for_a_change_and_begins_no_other(session: Session) -> None:
    gate, writes = Gate(), session.desk.writes
    caller = asyncio.ensure_future(change(session, gate.before(answering("answer"))))
    await gate.entered.wait()
    closing = asyncio.ensure_future(writes.finish())
    await session.desk.background.run(bool)
    assert writes.names == ("updateTss",)
    assert not closing.done()
    gate.open()
    await closing
    assert await caller == "answer"
    await writes.aclose()
    with pytest.raises(asyncio.CancelledError):
        await change(session, failing(AssertionError("sent")))
    assert await written(session) == [("updateTss", "done")]


async def test_a_change_cut_off_at_the_end_is_unknown(session: Session) -> None:
    gate = Gate()
    caller = asyncio.ensure_future(change(session, gate.before(answering("answer"))))
    await gate.entered.wait()
    assert await session.desk.writes.aclose() == ()
    with pytest.raises(asyncio.CancelledError):
        await caller
    assert await written(session) == [("updateTss", "unknown")]


# --- every refusal the contract names --------------------------------------------------------

ADMIN_STATES = ("E_CERTIFICATE_EXPIRED", "E_TSS_DEFECTIVE", "E_TSS_DELETED", "E_TSS_EVICTED")
ANYWHERE = ("E_ACCESS_DENIED", "E_FAILED_SCHEMA_VALIDATION", "E_TSS_NOT_FOUND", "E_UNAUTHORIZED")
REFUSALS = {
    "createTss": (
        "E_BOOTSTRAP_FILE_NOT_AVAILABLE",
        "E_SMAERS_GATEWAY_CAPACITIES_DEPLETED",
        "E_TSS_CONFLICT",
        "E_TSS_LIMIT_PER_DAY_REACHED",
        "E_TSS_LIMIT_REACHED",
        "E_FAILED_SCHEMA_VALIDATION",
    ),
    "updateTss": (
        *ANYWHERE,
        *ADMIN_STATES,
        "E_ADMIN_PIN_BLOCKED",
        "E_ILLEGAL_TSS_STATE_CHANGE",
        "E_TSS_LOCKED",
        "E_USE_MIDDLEWARE",
    ),
    "createClient": (
        *ANYWHERE,
        *ADMIN_STATES,
        "E_CLIENT_CONFLICT",
        "E_CLIENT_LIMIT_REACHED",
        "E_ILLEGAL_CLIENT_SERIAL",
        "E_TSS_DISABLED",
        "E_TSS_LOCKED",
        "E_TSS_NOT_INITIALIZED",
    ),
    "updateClient": (
        *ANYWHERE,
        *ADMIN_STATES,
        "E_CLIENT_LIMIT_REACHED",
        "E_CLIENT_NOT_FOUND",
        "E_TSS_DISABLED",
        "E_TSS_LOCKED",
    ),
    "logoutAdmin": (*ANYWHERE, *ADMIN_STATES, "E_TSS_LOCKED", "E_USE_MIDDLEWARE"),
    "upsertTransaction": (
        *ANYWHERE,
        *ADMIN_STATES,
        "E_CLIENT_DEREGISTERED",
        "E_CLIENT_NOT_FOUND",
        "E_PENDING_TX_CONFLICT",
        "E_TSS_DISABLED",
        "E_TSS_LOCKED",
        "E_TSS_NOT_INITIALIZED",
        "E_TX_ILLEGAL_TYPE_CHANGE",
        "E_TX_LIMIT_REACHED",
        "E_TX_NO_TYPE_DEFINED",
        "E_TX_UPSERT",
    ),
}
STATUSES = [413, 418, 423, 429]  # without a code, and no answer to what was asked
UNSURE = [408, 499, 500, 502, 503, 504]


def call_of(session: Session, operation: str) -> Callable[[], Awaitable[object]]:
    client = session.client
    return {
        "createTss": lambda: client.create_tss(TSS_ID),
        "updateTss": lambda: client.update_tss(TSS_ID, TssState.UNINITIALIZED),
        "createClient": lambda: client.create_client(TSS_ID, TX_ID, "KASSE-1"),
        "updateClient": lambda: client.update_client(TSS_ID, TX_ID, ClientState.REGISTERED),
        "logoutAdmin": lambda: client.logout_admin(TSS_ID),
        "upsertTransaction": lambda: client.upsert_transaction(
            TSS_ID, TX_ID, tx_revision=1, state=TxState.ACTIVE, client_id=TX_ID
        ),
    }[operation]


@pytest.mark.parametrize(
    ("operation", "code"), [(name, code) for name, codes in REFUSALS.items() for code in codes]
)
async def test_a_refusal_keeps_its_code_and_is_not_done(
    world: World, session: Session, operation: str, code: str
) -> None:
    status = 401 if code == "E_UNAUTHORIZED" else None
    world.control.fault(operation, "status", status=status, code=code, times=None)
    with pytest.raises(ApiRefused) as refused:
        await perform(session, operation, call_of(session, operation), tss_id=TSS_ID)
    error = refused.value
    assert (error.code, error.outcome) == (code, Outcome.NOT_DONE)
    (entry,) = await entries(session)
    assert (entry.operation, entry.outcome, entry.code) == (operation, "not_done", code)
    assert entry.request_id == error.request_id == world.control.requests[-1].request_id


@pytest.mark.parametrize("operation", REFUSALS)
@pytest.mark.parametrize("status", STATUSES)
async def test_a_refusal_without_a_code_has_that_of_its_status(
    world: World, session: Session, operation: str, status: int
) -> None:
    world.control.fault(operation, "status", status=status, times=None)
    with pytest.raises(ApiRefused) as refused:
        await perform(session, operation, call_of(session, operation), tss_id=TSS_ID)
    (entry,) = await entries(session)
    assert refused.value.outcome is Outcome.NOT_DONE
    assert (entry.outcome, entry.code) == ("not_done", refused.value.code)


@pytest.mark.parametrize("operation", REFUSALS)
@pytest.mark.parametrize("status", UNSURE)
async def test_an_error_on_the_way_leaves_it_unknown(
    world: World, session: Session, operation: str, status: int
) -> None:
    world.control.fault(operation, "status", status=status, times=None)
    with pytest.raises(ApiRefused) as refused:
        await perform(session, operation, call_of(session, operation), tss_id=TSS_ID)
    (entry,) = await entries(session)
    assert refused.value.outcome is Outcome.UNKNOWN
    assert (entry.outcome, entry.code) == ("unknown", refused.value.code)
