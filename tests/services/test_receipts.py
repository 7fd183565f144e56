"""Test receipts: signed once, proven before they are shown, gone on with after any stop."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import replace
from typing import Any

import pytest

from services.conftest import SITE, World
from services.steps import CLIENT_ID, Gate, entries, written
from tse_companion.domain.models import Transaction, TxState
from tse_companion.domain.receipt import PROCESS_TYPE_RECEIPT, ReceiptType
from tse_companion.errors import AnswerLost, ApiRefused, AppError, Outcome, SignatureUnproven
from tse_companion.services.desk import Session
from tse_companion.services.receipts import (
    ReceiptOrder,
    SignedReceipt,
    prove,
    sample_order,
    sign_receipt,
)

TX_ID = "2c8d0e33-5a7b-4d69-9e15-63f2a10b8c03"
ORDER = sample_order()
UPSERT = "upsertTransaction"


async def sign(
    session: Session, tss_id: str, order: ReceiptOrder = ORDER, tx_id: str | None = TX_ID
) -> SignedReceipt:
    return await sign_receipt(session, tss_id=tss_id, client_id=CLIENT_ID, order=order, tx_id=tx_id)


# --- good path -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [ReceiptType.TRAINING, ReceiptType.RECEIPT])
async def test_a_receipt_is_started_finished_and_proven(
    world: World, session: Session, tss_id: str, kind: ReceiptType
) -> None:
    order = sample_order(kind)
    signed = await sign(session, tss_id, order)
    transaction = signed.transaction
    assert (transaction.state, transaction.number, transaction.revision) == (
        TxState.FINISHED,
        1,
        2,
    )
    assert transaction.process_type == PROCESS_TYPE_RECEIPT
    assert base64.b64decode(transaction.process_data or "").decode() == order.process_data
    verdict = await prove(session.desk, signed.qr_code_data)
    assert (verdict.status, signed.warnings) == ("valid", ())
    assert verdict.fields["process_data"] == order.process_data
    assert [(e.operation, e.target_id, e.revision, e.outcome) for e in await entries(session)] == [
        (UPSERT, TX_ID, 1, "done"),
        (UPSERT, TX_ID, 2, "done"),
    ]
    assert [e.target_state for e in await entries(session)] == ["ACTIVE", "FINISHED"]
    assert world.control.tss(tss_id).active_transactions == 0


async def test_each_receipt_without_an_id_has_its_own(session: Session, tss_id: str) -> None:
    signed = [(await sign(session, tss_id, tx_id=None)).transaction for _ in range(2)]
    assert [transaction.number for transaction in signed] == [1, 2]
    assert len({transaction.id for transaction in signed}) == 2


async def test_in_live_turnover_is_signed_only_when_a_person_confirmed_it(
    world: World, session: Session, tss_id: str
) -> None:
    session.site = replace(SITE, env="LIVE")
    before = len(world.control.requests)
    with pytest.raises(ValueError, match="turnover"):
        await sign(session, tss_id, sample_order(ReceiptType.RECEIPT))
    assert len(world.control.requests) == before
    await sign(session, tss_id, sample_order(ReceiptType.TRAINING))
    signed = await sign_receipt(
        session,
        tss_id=tss_id,
        client_id=CLIENT_ID,
        order=sample_order(ReceiptType.RECEIPT),
        turnover_confirmed=True,
    )
    assert signed.order.receipt_type is ReceiptType.RECEIPT


# --- lost answers ----------------------------------------------------------------------------


@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize("kind", ["lost_before", "lost_after", "status"])
async def test_one_lost_answer_is_made_up_for(
    world: World, session: Session, tss_id: str, kind: str, nth: int
) -> None:
    world.control.fault(UPSERT, kind, nth=nth, status=502, after=True)
    signed = await sign(session, tss_id)
    assert signed.transaction.number == 1
    assert await written(session) == [(UPSERT, "done")] * 2
    assert world.control.tss(tss_id).transaction_counter == 1


@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize("kind", ["lost_after", "status"])
async def test_what_was_signed_is_found_when_no_answer_comes_at_all(
    world: World, session: Session, tss_id: str, kind: str, nth: int
) -> None:
    world.control.fault(UPSERT, kind, nth=nth, times=3, status=504, after=True)
    signed = await sign(session, tss_id)
    assert signed.transaction.number == 1
    assert await written(session) == [(UPSERT, "done")] * 2


@pytest.mark.parametrize("nth", [1, 2])
async def test_what_was_not_signed_is_gone_on_with_under_the_same_id(
    world: World, session: Session, tss_id: str, nth: int
) -> None:
    world.control.fault(UPSERT, "lost_before", nth=nth, times=3)
    with pytest.raises(AnswerLost) as lost:
        await sign(session, tss_id)
    assert lost.value.outcome is Outcome.UNKNOWN
    assert (await written(session))[-1] == (UPSERT, "unknown")
    signed = await sign(session, tss_id)
    assert (signed.transaction.id, signed.transaction.number) == (TX_ID, 1)
    tss = world.control.tss(tss_id)
    assert (tss.transaction_counter, tss.active_transactions) == (1, 0)


async def test_a_look_that_fails_leaves_it_unknown(
    world: World, session: Session, tss_id: str
) -> None:
    world.control.fault(UPSERT, "lost_after", times=3)
    # The first look belongs to the beginning: is there a transaction of this id?
    world.control.fault("retrieveTransaction", "status", nth=2, status=503, times=3)
    with pytest.raises(AnswerLost) as lost:
        await sign(session, tss_id)
    assert lost.value.outcome is Outcome.UNKNOWN
    assert await written(session) == [(UPSERT, "unknown")]
    assert (await sign(session, tss_id)).transaction.number == 1


@pytest.mark.parametrize("nth", [1, 2])
async def test_leaving_the_page_lets_the_signature_end(
    world: World, session: Session, tss_id: str, nth: int
) -> None:
    gate, client = Gate(), session.client
    client.upsert_transaction = gate.before(  # type: ignore[method-assign]
        client.upsert_transaction, nth=nth
    )
    task = asyncio.ensure_future(sign(session, tss_id))
    await gate.entered.wait()
    task.cancel()
    await asyncio.wait([task])
    assert task.cancelled()
    gate.open()
    await session.desk.writes.finish()
    assert await written(session) == [(UPSERT, "done")] * nth
    assert (await sign(session, tss_id)).transaction.number == 1
    assert world.control.tss(tss_id).transaction_counter == 1


# --- an id that was used before --------------------------------------------------------------


async def test_a_finished_receipt_of_the_same_content_is_taken_as_it_is(
    world: World, session: Session, tss_id: str
) -> None:
    first = await sign(session, tss_id)
    sent = world.sent(UPSERT)
    again = await sign(session, tss_id)
    assert again.qr_code_data == first.qr_code_data
    assert world.sent(UPSERT) == sent


@pytest.mark.parametrize("state", [TxState.FINISHED, TxState.CANCELLED])
async def test_a_closed_one_of_another_content_is_left_alone(
    world: World, session: Session, tss_id: str, state: TxState
) -> None:
    other = sample_order(ReceiptType.RECEIPT)
    for revision, (to, schema) in enumerate([(TxState.ACTIVE, None), (state, other.schema())], 1):
        await session.client.upsert_transaction(
            tss_id, TX_ID, tx_revision=revision, state=to, client_id=CLIENT_ID, schema=schema
        )
    signed = await sign(session, tss_id)
    assert signed.transaction.id != TX_ID
    assert signed.transaction.number == 2
    assert world.control.tss(tss_id).active_transactions == 0


# --- refusals --------------------------------------------------------------------------------


@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize(
    "code",
    [
        "E_ACCESS_DENIED",
        "E_CERTIFICATE_EXPIRED",
        "E_CLIENT_DEREGISTERED",
        "E_FAILED_SCHEMA_VALIDATION",
        "E_PENDING_TX_CONFLICT",
        "E_TSS_DEFECTIVE",
        "E_TSS_DISABLED",
        "E_TSS_LOCKED",
        "E_TX_ILLEGAL_TYPE_CHANGE",
        "E_TX_LIMIT_REACHED",
        "E_TX_NO_TYPE_DEFINED",
        "E_TX_UPSERT",
    ],
)
async def test_a_refusal_is_told_and_the_receipt_can_be_signed_later(
    world: World, session: Session, tss_id: str, code: str, nth: int
) -> None:
    world.control.fault(UPSERT, "status", nth=nth, code=code, times=3)
    with pytest.raises(ApiRefused) as refused:
        await sign(session, tss_id)
    assert (refused.value.code, refused.value.outcome) == (code, Outcome.NOT_DONE)
    entry = (await entries(session))[-1]
    assert (entry.outcome, entry.code, entry.revision) == ("not_done", code, nth)
    world.control.clear()
    assert (await sign(session, tss_id)).transaction.number == 1


async def test_the_service_s_own_limits_and_states(
    world: World, session: Session, tss_id: str
) -> None:
    world.control.limits.active_transactions = 0
    with pytest.raises(ApiRefused) as refused:
        await sign(session, tss_id)
    assert refused.value.code == "E_TX_LIMIT_REACHED"
    world.control.limits.active_transactions = 2000
    with pytest.raises(ApiRefused) as refused:
        await sign_receipt(session, tss_id=tss_id, client_id=TX_ID, order=ORDER)
    assert refused.value.code == "E_CLIENT_NOT_FOUND"


async def test_being_unable_to_look_is_told_before_anything_is_signed(
    world: World, session: Session, tss_id: str
) -> None:
    world.control.fault("retrieveTransaction", "lost_before", times=3)
    with pytest.raises(AppError) as error:
        await sign(session, tss_id)
    assert error.value.outcome is Outcome.NOT_DONE
    assert world.sent(UPSERT) == 0


# --- proof -----------------------------------------------------------------------------------


def spoiled(session: Session, **changes: Any) -> None:
    """The service answers with another code, or with other facts about it."""
    upsert = session.client.upsert_transaction

    async def answer(*args: Any, **kwargs: Any) -> Transaction:
        transaction = await upsert(*args, **kwargs)
        return (
            transaction if transaction.state is TxState.ACTIVE else replace(transaction, **changes)
        )

    session.client.upsert_transaction = answer  # type: ignore[method-assign]


@pytest.mark.parametrize(
    ("text", "category"),
    [("forged", "bad_signature"), ("V0;half", "bad_field_count"), (None, "not_a_tse_code")],
)
async def test_a_code_that_does_not_verify_is_not_shown(
    session: Session, tss_id: str, text: str | None, category: str
) -> None:
    good = await sign(session, tss_id, tx_id=None)
    forged = good.qr_code_data.replace("AVTraining", "Beleg")
    spoiled(session, qr_code_data=forged if text == "forged" else text)
    with pytest.raises(SignatureUnproven) as unproven:
        await sign(session, tss_id)
    assert unproven.value.outcome is Outcome.UNKNOWN  # it was signed all the same
    assert unproven.value.facts["category"] == category


async def test_a_valid_code_of_another_receipt_is_not_shown(session: Session, tss_id: str) -> None:
    other = await sign(session, tss_id, tx_id=None)
    spoiled(session, qr_code_data=other.qr_code_data)
    with pytest.raises(SignatureUnproven):
        await sign(session, tss_id)


@pytest.mark.parametrize(
    "changes",
    [{"tss_serial_number": "ab" * 32}, {"client_serial_number": "KASSE-2"}, {"number": 77}],
)
async def test_a_code_that_contradicts_its_transaction_is_not_shown(
    session: Session, tss_id: str, changes: dict[str, Any]
) -> None:
    spoiled(session, **changes)
    with pytest.raises(SignatureUnproven):
        await sign(session, tss_id)
