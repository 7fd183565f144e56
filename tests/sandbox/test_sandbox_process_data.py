"""What gets signed: the text behind a ``schema``, and how answers show it."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from sandbox.shop import Shop, new_id, raw, receipt
from tse_companion.sandbox.signde import process_data
from tse_companion.sandbox.signde.errors import ServiceError
from tse_companion.tse.verify import verify_qr_text


def text_of(schema: dict[str, Any]) -> str:
    data = process_data.read(schema).process_data
    assert data is not None
    return data.decode()


def standard(kind: str, part: object) -> dict[str, Any]:
    return {"standard_v1": {kind: part}}


def test_check_value_of_the_vendor() -> None:
    content = process_data.read(receipt())
    assert content.process_type == "Kassenbeleg-V1"
    expected = "QmVsZWdeMjEuNDJfMC4wMF8wLjAwXzAuMDBfMC4wMF4yMS40MjpVbmJhcg=="
    assert content.shown["raw"] == {
        "process_type": "Kassenbeleg-V1",
        "process_data": expected,
    }


def test_rates_have_places_and_old_names() -> None:
    amounts = [
        {"vat_rate": rate, "amount": amount}
        for rate, amount in (
            ("0", "5.00"),
            ("5.5", "4.00"),
            ("SPECIAL_RATE_1", "3.00"),
            ("7", "2.00"),
            ("NORMAL", "0.50"),
            ("19", "0.509"),
        )
    ]
    schema = receipt(amounts_per_vat_rate=amounts, amounts_per_payment_type=[])
    assert text_of(schema) == "Beleg^1.00_2.00_3.00_4.00_5.00^"


def test_missing_currency_comes_back_as_eur() -> None:
    shown = process_data.read(receipt()).shown["standard_v1"]["receipt"]
    assert shown["amounts_per_payment_type"][0]["currency_code"] == "EUR"
    without = receipt()
    del without["standard_v1"]["receipt"]["amounts_per_payment_type"]
    assert (
        "amounts_per_payment_type" not in process_data.read(without).shown["standard_v1"]["receipt"]
    )
    assert text_of(without).endswith("^")


def test_foreign_money() -> None:
    payments = [
        {"payment_type": "CASH", "amount": "5.00", "currency_code": "usd"},
        {"payment_type": "CASH", "amount": "5.00", "currency_code": "CHF"},
        {"payment_type": "NON_CASH", "amount": "64.30"},
        {"payment_type": "CASH", "amount": "10.00", "currency_code": "EUR"},
    ]
    text = text_of(receipt(amounts_per_payment_type=payments))
    assert text.endswith("^10.00:Bar_5.00:Bar:CHF_5.00:Bar:USD_64.30:Unbar")


def test_amounts_of_any_length_stay_exact() -> None:
    huge = "9" * 5000 + ".01"
    one = [{"vat_rate": "NORMAL", "amount": huge}, {"vat_rate": "NORMAL", "amount": "0.01"}]
    text = text_of(receipt(amounts_per_vat_rate=one, amounts_per_payment_type=[]))
    assert text.startswith(f"Beleg^{'9' * 5000}.02_")


def test_order() -> None:
    items = [
        {"quantity": "2", "text": 'Eisbecher "Himbeere"', "price_per_unit": "3.99"},
        {"quantity": "-1.50", "text": "Kaffee; groß", "price_per_unit": "2.005"},
    ]
    content = process_data.read(standard("order", {"line_items": items}))
    assert content.process_type == "Bestellung-V1"
    assert content.process_data == (
        '2;"Eisbecher ""Himbeere""";3.99\r-1.5;"Kaffee; groß";2.00'.encode()
    )
    assert content.shown["standard_v1"]["order"]["line_items"] == items


def test_other_is_compact_json() -> None:
    content = process_data.read(standard("other", {"grund": "Öffnung", "n": [1, 2.5, None]}))
    assert content.process_type == "SonstigerVorgang"
    assert content.process_data == '{"grund":"Öffnung","n":[1,2.5,null]}'.encode()


def test_raw_is_taken_as_it_is() -> None:
    content = process_data.read(raw("Anything at all", base64.b64encode(b"\xff\x00").decode()))
    assert (content.process_type, content.process_data) == ("Anything at all", b"\xff\x00")
    assert "standard_v1" not in content.shown


@pytest.mark.parametrize(
    "schema",
    [
        [],
        {},
        {"standard_v1": {}},
        {"raw": {}},
        {"raw": {"process_type": "a"}},
        {"raw": {"process_type": 1, "process_data": ""}},
        {"raw": {"process_type": "a", "process_data": "", "more": 1}},
        {**raw(), **receipt()},
        {"more": {}},
        {"standard_v1": {"receipt": {}, "order": {}}},
        {"standard_v1": {"more": {}}},
        standard("receipt", []),
        standard("receipt", {"receipt_type": "RECEIPT"}),
        receipt(receipt_type="Beleg"),
        receipt(receipt_type=None),
        receipt(more=1),
        receipt(amounts_per_vat_rate={}),
        receipt(amounts_per_vat_rate=[1]),
        receipt(amounts_per_vat_rate=[{"vat_rate": "NORMAL"}]),
        receipt(amounts_per_vat_rate=[{"vat_rate": "16", "amount": "1.00"}]),
        receipt(amounts_per_vat_rate=[{"vat_rate": 19, "amount": "1.00"}]),
        receipt(amounts_per_vat_rate=[{"vat_rate": "NORMAL", "amount": 1.0}]),
        receipt(amounts_per_vat_rate=[{"vat_rate": "NORMAL", "amount": "1"}]),
        receipt(amounts_per_vat_rate=[{"vat_rate": "NORMAL", "amount": "1.0"}]),
        receipt(amounts_per_vat_rate=[{"vat_rate": "NORMAL", "amount": "1.000000"}]),
        receipt(amounts_per_vat_rate=[{"vat_rate": "NORMAL", "amount": "+1.00"}]),
        receipt(amounts_per_vat_rate=[{"vat_rate": "NORMAL", "amount": "1.00\n"}]),
        receipt(amounts_per_vat_rate=[{"vat_rate": "NORMAL", "amount": "١.٠٠"}]),
        receipt(amounts_per_payment_type=[{"payment_type": "CARD", "amount": "1.00"}]),
        receipt(
            amounts_per_payment_type=[
                {"payment_type": "CASH", "amount": "1.00", "currency_code": "EURO"}
            ]
        ),
        standard("order", {}),
        standard("order", {"line_items": [{"quantity": "1", "text": "a"}]}),
        standard(
            "order", {"line_items": [{"quantity": "1.", "text": "a", "price_per_unit": "1.00"}]}
        ),
        standard(
            "order",
            {"line_items": [{"quantity": "1", "text": "a" * 256, "price_per_unit": "1.00"}]},
        ),
        standard("other", "text"),
    ],
)
def test_malformed_schemas(schema: object) -> None:
    with pytest.raises(ServiceError) as caught:
        process_data.read(schema)
    assert caught.value.code == "E_FAILED_SCHEMA_VALIDATION"


ORDER = {"line_items": [{"quantity": "1", "text": 'a;b"c', "price_per_unit": "1.00"}]}


@pytest.mark.parametrize(
    "schema",
    [
        receipt(),
        standard("order", ORDER),
        standard("other", {"ü": ";"}),
        raw("SonstigerVorgang", base64.b64encode("Öffnung;\r\n ".encode()).decode()),
        raw("", ""),
        raw("Kassenbeleg-V1", base64.b64encode(b"x" * 200).decode()),
    ],
)
async def test_every_finished_text_verifies(till: Shop, schema: dict[str, Any]) -> None:
    tx_id = new_id()
    await till.start(tx_id)
    finished = await till.finish(tx_id, schema=schema)
    assert verify_qr_text(finished["qr_code_data"]).status == "valid"


@pytest.mark.parametrize("schema", [raw("a", "/w=="), raw("a;b", "")])
async def test_no_code_where_the_text_cannot_hold_it(till: Shop, schema: dict[str, Any]) -> None:
    tx_id = new_id()
    await till.start(tx_id)
    finished = await till.finish(tx_id, schema=schema)
    assert "qr_code_data" not in finished
    assert finished["schema"] == schema
