"""Test receipts: a transaction started and finished, and its QR code proven before it is shown."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tse_companion.domain.models import Env, Transaction, TxState
from tse_companion.domain.receipt import (
    PROCESS_TYPE_RECEIPT,
    Payment,
    ReceiptType,
    receipt_process_data,
)
from tse_companion.domain.receipt_content import (
    Item,
    amounts_per_vat_rate,
    paid_in_full,
    receipt_schema,
    sample_items,
)
from tse_companion.errors import ApiRefused, Outcome, SignatureUnproven
from tse_companion.services.desk import Desk, Session, env_of, new_id
from tse_companion.services.writes import perform
from tse_companion.tse.verify import QrVerdict, verify_qr_text


@dataclass(frozen=True, slots=True)
class ReceiptOrder:
    """What is to be signed."""

    receipt_type: ReceiptType
    items: tuple[Item, ...]
    payments: tuple[Payment, ...]

    @property
    def process_data(self) -> str:
        """The text the signature will cover."""
        amounts = amounts_per_vat_rate(self.items)
        return receipt_process_data(self.receipt_type, amounts, self.payments)

    def schema(self) -> Mapping[str, Any]:
        """The request's ``schema`` member (contract section 5)."""
        return receipt_schema(self.receipt_type, self.items, self.payments)


def sample_order(receipt_type: ReceiptType = ReceiptType.TRAINING) -> ReceiptOrder:
    """A small test receipt, paid in cash."""
    items = sample_items()
    return ReceiptOrder(receipt_type, items, paid_in_full(items))


@dataclass(frozen=True, slots=True)
class SignedReceipt:
    """A finished transaction whose QR code verified. ``warnings`` are those of ``verify-qr``."""

    order: ReceiptOrder
    transaction: Transaction
    qr_code_data: str
    warnings: tuple[str, ...]


async def sign_receipt(
    session: Session,
    *,
    tss_id: str,
    client_id: str,
    order: ReceiptOrder,
    tx_id: str | None = None,
    turnover_confirmed: bool = False,
) -> SignedReceipt:
    """Start and finish one transaction.

    With a ``tx_id`` that an interrupted run used, what is there is gone on with: an ACTIVE
    transaction is finished, a FINISHED one with the same content is taken as it is, and one that
    was finished with other content is left alone (a new id is used).
    In LIVE anything but a training is turnover: ``turnover_confirmed`` says that a person wants it.
    Raises ``SignatureUnproven`` when the service signed but the code does not verify, or is not
    the code of this transaction and TSS.
    """
    is_turnover = order.receipt_type is not ReceiptType.TRAINING
    if env_of(session.site) is Env.LIVE and is_turnover and not turnover_confirmed:
        raise ValueError("in LIVE a receipt is turnover: a person confirms it first")
    found = None
    if tx_id is None:
        tx_id = new_id()
    else:
        found = await _find(session, tss_id, tx_id)
    if found is not None and found.state is not TxState.ACTIVE and not _is_same(found, order):
        tx_id, found = new_id(), None
    if found is None:
        found = await _put(session, tss_id, tx_id, client_id, 1, TxState.ACTIVE, None)
    if found.state is TxState.ACTIVE:
        revision = found.latest_revision + 1
        found = await _put(
            session, tss_id, tx_id, client_id, revision, TxState.FINISHED, order.schema()
        )
    text = found.qr_code_data or ""
    verdict = await prove(session.desk, text)
    if verdict.status != "valid":
        raise SignatureUnproven(category=verdict.category, outcome=Outcome.UNKNOWN)
    if not _belongs_to(verdict, found):
        raise SignatureUnproven(outcome=Outcome.UNKNOWN)
    return SignedReceipt(order, found, text, verdict.warnings)


async def prove(desk: Desk, qr_code_data: str) -> QrVerdict:
    """What the QR code's own signature says about it."""
    return await desk.background.run(verify_qr_text, qr_code_data)


async def _put(
    session: Session,
    tss_id: str,
    tx_id: str,
    client_id: str,
    revision: int,
    state: TxState,
    schema: Mapping[str, Any] | None,
) -> Transaction:
    async def look() -> Transaction | None:
        found = await _find(session, tss_id, tx_id)
        return found if found is not None and found.latest_revision >= revision else None

    return await perform(
        session,
        "upsertTransaction",
        lambda: session.client.upsert_transaction(
            tss_id,
            tx_id,
            tx_revision=revision,
            state=state,
            client_id=client_id,
            schema=schema,
        ),
        tss_id=tss_id,
        target_id=tx_id,
        revision=revision,
        state=state,
        look=look,
    )


async def _find(session: Session, tss_id: str, tx_id: str) -> Transaction | None:
    try:
        return await session.client.retrieve_transaction(tss_id, tx_id)
    except ApiRefused as error:
        if error.code == "E_TX_NOT_FOUND":
            return None
        raise


def _is_same(found: Transaction, order: ReceiptOrder) -> bool:
    signed = base64.b64encode(order.process_data.encode()).decode()
    return (
        found.state is TxState.FINISHED
        and found.process_type == PROCESS_TYPE_RECEIPT
        and found.process_data == signed
    )


def _belongs_to(verdict: QrVerdict, transaction: Transaction) -> bool:
    """Whether the proven code is this transaction's: any key could have signed a valid one."""
    wanted = {
        "client_id": transaction.client_serial_number,
        "transaction_number": transaction.number,
        "signature_counter": transaction.signature.counter,
        "tse_serial_number": transaction.tss_serial_number.lower(),
    }
    return all(verdict.fields.get(name) == value for name, value in wanted.items())
