"""Transactions: calls, revisions, repeats, refusals (contract section 5)."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from sandbox.shop import Shop, new_id, raw, receipt
from tse_companion.sandbox.clock import FakeClock
from tse_companion.tse.verify import verify_qr_text

ALWAYS = {
    "_id",
    "_type",
    "_env",
    "_version",
    "number",
    "state",
    "revision",
    "latest_revision",
    "tss_id",
    "tss_serial_number",
    "client_id",
    "client_serial_number",
    "time_start",
    "schema",
    "log",
    "signature",
}


async def test_start_update_finish(till: Shop, clock: FakeClock) -> None:
    tx_id = new_id()
    started = await till.start(tx_id)
    begun = int(clock.time())
    assert set(started) == ALWAYS
    assert (started["number"], started["revision"], started["latest_revision"]) == (1, 1, 1)
    assert started["schema"] == {}
    assert started["log"] == {
        "operation": "Start",
        "timestamp": begun,
        "timestamp_format": "unixTime",
    }
    clock.advance(7)
    body = till.wish(schema=receipt())
    updated = await till.ok("PUT", till.tx(tx_id, 2), body)
    assert set(updated) == ALWAYS
    assert (updated["state"], updated["log"]["operation"]) == ("ACTIVE", "Update")
    assert updated["time_start"] == begun
    clock.advance(7)
    finished = await till.finish(tx_id, 3)
    assert set(finished) == ALWAYS | {"time_end", "qr_code_data"}
    assert (finished["state"], finished["log"]["operation"]) == ("FINISHED", "Finish")
    assert (finished["time_start"], finished["time_end"]) == (begun, begun + 14)
    assert finished["log"]["timestamp"] == begun + 14
    counters = [answer["signature"]["counter"] for answer in (started, updated, finished)]
    assert counters == [30, 31, 32]
    assert finished["client_serial_number"] == "KASSE-1"


async def test_qr_text_of_a_finished_transaction_verifies(till: Shop) -> None:
    tx_id = new_id()
    await till.start(tx_id)
    finished = await till.finish(tx_id)
    verdict = verify_qr_text(finished["qr_code_data"])
    assert (verdict.status, verdict.category, verdict.warnings) == ("valid", "ok", ())
    assert verdict.fields["tse_serial_number"] == finished["tss_serial_number"]
    assert verdict.fields["process_data"] == "Beleg^21.42_0.00_0.00_0.00_0.00^21.42:Unbar"


async def test_cancelled_transaction_is_final_and_has_no_code(till: Shop) -> None:
    tx_id = new_id()
    await till.start(tx_id)
    content = receipt(
        receipt_type="CANCELLATION", amounts_per_vat_rate=[], amounts_per_payment_type=[]
    )
    body = till.wish("CANCELLED", schema=content)
    cancelled = await till.ok("PUT", till.tx(tx_id, 2), body)
    assert (cancelled["state"], cancelled["log"]["operation"]) == ("CANCELLED", "Finish")
    assert "time_end" in cancelled
    assert "qr_code_data" not in cancelled
    text = base64.b64decode(cancelled["schema"]["raw"]["process_data"])
    assert text == b"AVBelegabbruch^0.00_0.00_0.00_0.00_0.00^"


async def test_start_may_carry_data(till: Shop) -> None:
    started = await till.start(schema=raw(process_data=""))
    assert started["schema"] == raw(process_data="")


async def test_numbers_rise_over_clients_and_transactions(till: Shop) -> None:
    assert [(await till.start())["number"] for _ in range(3)] == [1, 2, 3]


async def test_client_may_change_between_revisions(till: Shop) -> None:
    tx_id = new_id()
    await till.start(tx_id)
    await till.open_admin()
    till.client_id = new_id()
    await till.register("KASSE-2")
    finished = await till.finish(tx_id)
    assert finished["client_serial_number"] == "KASSE-2"
    first = await till.ok("GET", till.tx(tx_id, 1))
    assert first["client_serial_number"] == "KASSE-1"
    assert verify_qr_text(finished["qr_code_data"]).status == "valid"


async def test_metadata_is_merged_over_the_calls(till: Shop) -> None:
    tx_id = new_id()
    await till.start(tx_id, metadata={"bon": "1", "table": "4"})
    finished = await till.finish(tx_id, metadata={"table": "", "paid": "yes"})
    assert finished["metadata"] == {"bon": "1", "paid": "yes"}


# --- repeats ---------------------------------------------------------------------------------


def without_counter(answer: dict[str, Any]) -> dict[str, Any]:
    signature = {**answer["signature"], "counter": int(answer["signature"]["counter"])}
    return {**answer, "signature": signature}


async def test_repeats_give_the_stored_answer_with_the_counter_as_text(
    till: Shop, clock: FakeClock
) -> None:
    tx_id = new_id()
    for revision, state, more in (
        (1, "ACTIVE", {}),
        (2, "ACTIVE", {"schema": receipt()}),
        (3, "FINISHED", {"schema": receipt()}),
    ):
        body = till.wish(state, **more)
        first = await till.ok("PUT", till.tx(tx_id, revision), body)
        signed = len(till.app.control.signed_messages(till.tss_id))
        clock.advance(60)
        again = await till.ok("PUT", till.tx(tx_id, revision), body)
        shown = await till.ok("GET", till.tx(tx_id))
        assert isinstance(first["signature"]["counter"], int)
        assert isinstance(again["signature"]["counter"], str)
        assert without_counter(again) == without_counter(first) == without_counter(shown)
        assert len(till.app.control.signed_messages(till.tss_id)) == signed


async def test_repeat_is_known_by_content_not_by_spelling(till: Shop) -> None:
    tx_id = new_id()
    await till.start(tx_id)
    first = await till.finish(tx_id)
    turned = {
        "schema": receipt(),
        "client_id": till.client_id.upper(),
        "state": "FINISHED",
    }
    again = await till.ok("PUT", f"{till.tss}/tx/{tx_id.upper()}?tx_revision=2", turned)
    assert without_counter(again) == without_counter(first)


@pytest.mark.parametrize(
    ("habit", "fresh", "repeat"),
    [("observed", int, str), ("number", int, int), ("string", str, str)],
)
async def test_counter_habits(till: Shop, habit: Any, fresh: type, repeat: type) -> None:
    till.app.control.habits.counter = habit
    tx_id = new_id()
    assert type((await till.start(tx_id))["signature"]["counter"]) is fresh
    assert type((await till.start(tx_id))["signature"]["counter"]) is repeat


async def test_same_revision_with_other_content_is_refused(till: Shop) -> None:
    tx_id = new_id()
    await till.start(tx_id)
    path = till.tx(tx_id, 1)
    await till.refused("E_TX_UPSERT", 400, "PUT", path, till.wish(schema=receipt()))
    await till.finish(tx_id)
    for state, content in (("CANCELLED", receipt()), ("FINISHED", receipt(receipt_type="OTHER"))):
        body = till.wish(state, schema=content)
        await till.refused("E_TX_UPSERT", 400, "PUT", till.tx(tx_id, 2), body)


async def test_bare_start_of_a_finished_transaction(till: Shop) -> None:
    tx_id = new_id()
    await till.start(tx_id)
    await till.finish(tx_id)
    path = till.tx(tx_id, 1)
    await till.refused("E_TX_NO_TYPE_DEFINED", 409, "PUT", path, till.wish())
    await till.refused("E_TX_UPSERT", 400, "PUT", path, till.wish(schema=receipt()))


# --- refusals --------------------------------------------------------------------------------


async def test_wrong_revisions(till: Shop) -> None:
    tx_id = new_id()
    for revision in (None, 2):
        await till.refused("E_TX_UPSERT", 400, "PUT", till.tx(tx_id, revision), till.wish())
    await till.start(tx_id)
    body = till.wish("FINISHED", schema=receipt())
    for revision in (None, 3):
        await till.refused("E_TX_UPSERT", 400, "PUT", till.tx(tx_id, revision), body)


@pytest.mark.parametrize("state", ["FINISHED", "CANCELLED"])
async def test_closed_transactions_stay_closed(till: Shop, state: str) -> None:
    tx_id = new_id()
    await till.start(tx_id)
    await till.ok("PUT", till.tx(tx_id, 2), till.wish(state, schema=receipt()))
    contents: list[dict[str, Any]] = [{}, {"schema": receipt()}]
    for content in contents:
        body = till.wish(**content)
        answer = await till.refused("E_TX_UPSERT", 400, "PUT", till.tx(tx_id, 3), body)
        assert state in answer.json()["message"]


@pytest.mark.parametrize("state", ["FINISHED", "CANCELLED"])
async def test_transactions_start_active(till: Shop, state: str) -> None:
    body = till.wish(state, schema=receipt())
    await till.refused("E_TX_UPSERT", 400, "PUT", till.tx(new_id(), 1), body)


async def test_type_rules(till: Shop) -> None:
    tx_id = new_id()
    await till.start(tx_id)
    path = till.tx(tx_id, 2)
    for state in ("ACTIVE", "FINISHED", "CANCELLED"):
        await till.refused("E_TX_NO_TYPE_DEFINED", 409, "PUT", path, till.wish(state))
    await till.ok("PUT", path, till.wish(schema=receipt()))
    body = till.wish("FINISHED", schema=raw("Bestellung-V1"))
    await till.refused("E_TX_ILLEGAL_TYPE_CHANGE", 409, "PUT", till.tx(tx_id, 3), body)


async def test_data_must_be_base64(till: Shop) -> None:
    for text in ("a", "ab=c", "äöü=", "dGVz dA=="):
        body = till.wish(schema=raw(process_data=text))
        await till.refused("E_PARSER", 400, "PUT", till.tx(new_id(), 1), body)
    assert till.app.control.tss(till.tss_id).transaction_counter == 0


async def test_clients_that_may_not_sign(till: Shop) -> None:
    tx_id = new_id()
    await till.start(tx_id)
    body = {"state": "ACTIVE", "client_id": new_id()}
    await till.refused("E_CLIENT_NOT_FOUND", 400, "PUT", till.tx(new_id(), 1), body)
    await till.open_admin()
    await till.ok("PATCH", till.client, {"state": "DEREGISTERED"})
    await till.refused("E_CLIENT_DEREGISTERED", 400, "PUT", till.tx(new_id(), 1), till.wish())
    body = till.wish("FINISHED", schema=receipt())
    await till.refused("E_CLIENT_DEREGISTERED", 400, "PUT", till.tx(tx_id, 2), body)
    await till.ok("PATCH", till.client, {"state": "REGISTERED"})
    await till.finish(tx_id)


async def test_states_of_the_tss(shop: Shop) -> None:
    path, body = shop.tx(new_id(), 1), shop.wish()
    await shop.refused("E_TSS_NOT_FOUND", 404, "PUT", path, body)
    await shop.create()
    await shop.refused("E_TSS_NOT_INITIALIZED", 400, "PUT", path, body)
    await shop.move("UNINITIALIZED")
    await shop.refused("E_TSS_NOT_INITIALIZED", 400, "PUT", path, body)
    await shop.set_pin()
    await shop.open_admin()
    await shop.move("INITIALIZED")
    await shop.refused("E_CLIENT_NOT_FOUND", 400, "PUT", path, body)
    await shop.register()
    await shop.ok("PUT", path, body)
    await shop.move("DISABLED")
    await shop.refused("E_TSS_DISABLED", 400, "PUT", path, body)
    assert (await shop.ok("GET", shop.tx(1)))["state"] == "ACTIVE"


async def test_limit_of_open_transactions(till: Shop) -> None:
    till.app.control.limits.active_transactions = 2
    first = new_id()
    await till.start(first)
    await till.start()
    await till.refused("E_TX_LIMIT_REACHED", 400, "PUT", till.tx(new_id(), 1), till.wish())
    await till.start(first)  # a repeat is no new one
    await till.finish(first)
    await till.start()
    assert (await till.ok("GET", till.tss))["number_active_transactions"] == 2


@pytest.mark.parametrize(
    "revision", ["0", "-1", "x", "1.0", "9007199254740992", "", "1&tx_revision=2"]
)
async def test_malformed_revisions(till: Shop, revision: str) -> None:
    path = f"{till.tx(new_id())}?tx_revision={revision}"
    await till.refused("E_FAILED_SCHEMA_VALIDATION", 400, "PUT", path, till.wish())
    await till.refused("E_FAILED_SCHEMA_VALIDATION", 400, "GET", path)


@pytest.mark.parametrize(
    "change",
    [
        {"state": None},
        {"state": "OPEN"},
        {"client_id": "kiosk"},
        {"client_id": 1},
        {"schema": None},
        {"schema": {}},
        {"more": 1},
        {"metadata": {"a": 1}},
    ],
)
async def test_malformed_writes(till: Shop, change: dict[str, Any]) -> None:
    body = {**till.wish(), **change}
    await till.refused("E_FAILED_SCHEMA_VALIDATION", 400, "PUT", till.tx(new_id(), 1), body)
    assert till.app.control.tss(till.tss_id).transaction_counter == 0


# --- reading ---------------------------------------------------------------------------------


async def test_reading_by_id_number_and_revision(till: Shop) -> None:
    tx_id = new_id()
    started = await till.start(tx_id)
    finished = await till.finish(tx_id)
    assert without_counter(await till.ok("GET", till.tx(tx_id))) == without_counter(finished)
    assert without_counter(await till.ok("GET", till.tx(1))) == without_counter(finished)
    first = await till.ok("GET", till.tx(1, 1))
    assert (first["state"], first["revision"], first["latest_revision"]) == ("ACTIVE", 1, 2)
    assert "time_end" not in first
    assert "qr_code_data" not in first
    assert first["signature"]["value"] == started["signature"]["value"]


async def test_writing_by_number(till: Shop) -> None:
    await till.start()
    body = till.wish("FINISHED", schema=receipt())
    assert (await till.ok("PUT", till.tx(1, 2), body))["state"] == "FINISHED"
    await till.refused("E_TX_UPSERT", 400, "PUT", till.tx(2, 1), till.wish())


async def test_reading_what_is_not_there(till: Shop) -> None:
    tx_id = new_id()
    await till.start(tx_id)
    await till.refused("E_TX_REVISION_NOT_FOUND", 400, "GET", till.tx(tx_id, 2))
    for reference in (new_id(), 2, 2**53 - 1):
        await till.refused("E_TX_NOT_FOUND", 404, "GET", till.tx(reference))
    for reference in ("kiosk", 2**53, "-1"):
        await till.refused("E_FAILED_SCHEMA_VALIDATION", 400, "GET", till.tx(reference))
    await till.refused("E_TSS_NOT_FOUND", 404, "GET", f"/tss/{new_id()}/tx/{tx_id}")


async def test_ids_are_unique_within_their_tss_only(till: Shop) -> None:
    tx_id = new_id()
    await till.start(tx_id)
    till.tss_id, till.client_id = new_id(), new_id()
    await till.set_up()
    assert (await till.start(tx_id))["number"] == 1
