"""Signed receipts to print: real signatures, made here with keys of our own."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from datetime import UTC

from tse_companion.domain.models import Env, Signature, Transaction, TransactionLog, TxState
from tse_companion.domain.receipt import (
    PROCESS_TYPE_RECEIPT,
    Payment,
    ReceiptType,
    receipt_process_data,
)
from tse_companion.domain.receipt_content import (
    Business,
    Item,
    ReceiptContent,
    amounts_per_vat_rate,
    paid_in_full,
    receipt_content,
    sample_business,
    sample_items,
)
from tse_companion.tse.keys import SigningKey
from tse_companion.tse.log_time import LogTime
from tse_companion.tse.messages import TransactionMessage
from tse_companion.tse.qrcode_text import QrFields, build_qr_text, iso_time

START = 1_795_266_300  # 2026-11-21T13:05:00Z
ALGORITHM = "ecdsa-plain-SHA256"


def signed_transaction(
    process_data: str,
    *,
    till: str = "Kasse 1",
    env: Env = Env.TEST,
    number: int = 4711,
    start: int = START,
) -> Transaction:
    """A finished transaction whose QR code verifies."""
    key = SigningKey.from_seed(b"printing")
    end, counter = start + 9, 2 * number + 31
    signed = TransactionMessage(
        operation="Finish",
        client_id=till,
        process_data=process_data.encode(),
        process_type=PROCESS_TYPE_RECEIPT,
        transaction_number=number,
        serial=key.serial,
        counter=counter,
        log_time=LogTime(end),
    ).signed_bytes()
    signature = base64.b64encode(key.sign(signed)).decode()
    public_key = base64.b64encode(key.point).decode()
    fields = QrFields(
        client_id=till,
        process_type=PROCESS_TYPE_RECEIPT,
        process_data=process_data,
        transaction_number=number,
        signature_counter=counter,
        start=iso_time(start),
        log_time=iso_time(end),
        algorithm=ALGORITHM,
        log_time_format="unixTime",
        signature=signature,
        public_key=public_key,
    )
    return Transaction(
        id="8c1f9a3e-5f0e-4f8e-9a55-0e6f3d1c2b4a",
        number=number,
        state=TxState.FINISHED,
        revision=2,
        latest_revision=2,
        tss_id="0d9a54b2-74c4-4e4b-93a8-4a5a0ac70aa1",
        tss_serial_number=key.serial_hex,
        client_id="f5c3c7b0-86a4-4a8e-b5a0-3b3f2f7f1c55",
        client_serial_number=till,
        env=env,
        time_start=start,
        time_end=end,
        log=TransactionLog("Finish", end, "unixTime"),
        signature=Signature(signature, ALGORITHM, counter, public_key),
        process_type=PROCESS_TYPE_RECEIPT,
        process_data=base64.b64encode(process_data.encode()).decode(),
        qr_code_data=build_qr_text(fields),
    )


def signed_content(
    items: Iterable[Item] | None = None,
    *,
    business: Business | None = None,
    receipt_type: ReceiptType = ReceiptType.TRAINING,
    payments: Iterable[Payment] | None = None,
    till: str = "Kasse 1",
    env: Env = Env.TEST,
    is_practice: bool = False,
) -> ReceiptContent:
    """A receipt, signed for exactly these goods."""
    lines = tuple(items) if items is not None else sample_items()
    paid = tuple(payments) if payments is not None else paid_in_full(lines)
    data = receipt_process_data(receipt_type, amounts_per_vat_rate(lines), paid)
    return receipt_content(
        business or sample_business(),
        lines,
        paid,
        receipt_type,
        signed_transaction(data, till=till, env=env),
        is_practice=is_practice,
        zone=UTC,
    )
