"""What an open transaction can be about: the revisions after its start, by kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_RECEIPT = {
    "receipt_type": "RECEIPT",
    "amounts_per_vat_rate": [{"vat_rate": "NORMAL", "amount": "21.42"}],
    "amounts_per_payment_type": [{"payment_type": "CASH", "amount": "21.42"}],
}
_ORDER = {"line_items": [{"quantity": "2", "text": "Tee", "price_per_unit": "2.50"}]}

SCHEMAS: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "empty": (),
    "receipt": ({"standard_v1": {"receipt": _RECEIPT}},),
    "order": ({"standard_v1": {"order": _ORDER}},) * 2,
    "other": ({"standard_v1": {"other": {"note": "Kassensturz"}}},),
    "raw": ({"raw": {"process_type": "Eigenes", "process_data": "dGVzdA=="}},),
    "taxi": ({"raw": {"process_type": "Fahrtbeleg-V1", "process_data": ""}},),
}
