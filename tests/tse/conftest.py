"""Codes and logs made on the spot, and the reference data where they are at hand."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest

from tse_companion.tse.keys import SigningKey
from tse_companion.tse.messages import LogTime, TransactionMessage
from tse_companion.tse.qrcode_text import QrFields, iso_time

_SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"

MakeFields = Callable[..., QrFields]


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """The folder with published codes and exports; they are not part of the project."""
    if not _SHARED.is_dir():
        pytest.skip("no reference data beside the project")
    return _SHARED


@pytest.fixture(scope="session")
def make_fields() -> MakeFields:
    """Makes the fields of a code whose signature is right, whatever else is asked for."""

    def make(
        key: SigningKey,
        *,
        algorithm: str = "ecdsa-plain-SHA256",
        version: Literal[2, 3] = 2,
        indefinite: bool = False,
        without_seconds: bool = False,
        log_time: LogTime | None = None,
        **changes: Any,
    ) -> QrFields:
        moment = log_time or LogTime(1735730005)
        values: dict[str, Any] = {
            "client_id": "KASSE-1",
            "process_type": "Kassenbeleg-V1",
            "process_data": "Beleg^11.90_0.00_0.00_0.00_0.00^11.90:Bar",
            "transaction_number": 200,
            "signature_counter": 128,
            "start": iso_time(moment.unix - 5),
            **changes,
        }
        message = TransactionMessage(
            operation="Finish",
            client_id=values["client_id"],
            process_data=values["process_data"].encode(),
            process_type=values["process_type"],
            transaction_number=values["transaction_number"],
            serial=key.serial,
            counter=values["signature_counter"],
            log_time=moment,
            algorithm=algorithm,
            version=version,
        )
        signed = message.signed_bytes(indefinite=indefinite, without_seconds=without_seconds)
        return QrFields(
            **values,
            log_time=iso_time(moment.unix, moment.millis),
            algorithm=algorithm,
            log_time_format=moment.format,
            signature=base64.b64encode(key.sign(signed, algorithm)).decode(),
            public_key=base64.b64encode(key.point).decode(),
        )

    return make
