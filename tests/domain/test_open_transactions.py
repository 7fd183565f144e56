"""Open transactions: which are stuck, what they are worth, what cancels them."""

from __future__ import annotations

import base64
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tse_companion.domain.cancelling import (
    Action,
    RowOutcome,
    Turn,
    default_selection,
    dry_run,
    turn,
)
from tse_companion.domain.models import (
    ClientState,
    Env,
    Signature,
    Transaction,
    TransactionLog,
    TxState,
)
from tse_companion.domain.open_transactions import (
    TAXI_TYPES,
    CancelRules,
    Cause,
    OpenTransaction,
    Why,
    amount_of,
    cancel_schema,
    causes,
    judge,
    last_signed,
    opened,
)
from tse_companion.domain.receipt import (
    OrderLine,
    Payment,
    PaymentType,
    ReceiptType,
    VatAmount,
    VatRate,
    order_process_data,
    receipt_process_data,
)

NOW = 1_768_000_000
DAY = 86_400
RULES = CancelRules()


def transaction(
    key: str = "tx-1",
    *,
    number: int = 1,
    till: str = "till-1",
    start: int = NOW - 2 * DAY,
    touched: int | None = None,
    process_type: str | None = None,
    text: str | None = None,
    revision: int = 1,
    state: TxState = TxState.ACTIVE,
) -> Transaction:
    return Transaction(
        id=key,
        number=number,
        state=state,
        revision=revision,
        latest_revision=revision,
        tss_id="tss",
        tss_serial_number="ab" * 32,
        client_id=till,
        client_serial_number=till.upper(),
        env=Env.TEST,
        time_start=start,
        log=TransactionLog("Start", start if touched is None else touched, "unixTime"),
        signature=Signature("c2ln", "ecdsa-plain-SHA256", 100 + number, "a2V5"),
        process_type=process_type,
        process_data=None if text is None else base64.b64encode(text.encode()).decode(),
    )


def row(key: str = "tx-1", *, dead: bool = False, **more: object) -> OpenTransaction:
    state = ClientState.DEREGISTERED if dead else ClientState.REGISTERED
    return opened(transaction(key, **more), state)  # type: ignore[arg-type]


def test_a_row_shows_what_the_service_said() -> None:
    one = row(number=7, till="t", start=NOW - 50, touched=NOW - 20, process_type="X", revision=3)
    assert (one.key, one.number, one.client_id, one.client_serial_number) == ("tx-1", 7, "t", "T")
    assert (one.time_start, one.last_activity, one.latest_revision) == (NOW - 50, NOW - 20, 3)
    assert (one.age(NOW), one.age(NOW - 60), one.process_type) == (50, 0, "X")


# --- what it is worth ------------------------------------------------------------------------

CENTS = st.decimals(-99_999, 99_999, places=2)


@given(
    sums=st.dictionaries(st.sampled_from(list(VatRate)), CENTS),
    kind=st.sampled_from(list(ReceiptType)),
    paid=st.lists(CENTS, max_size=2),
)
def test_a_receipt_is_worth_its_five_sums(
    sums: dict[VatRate, Decimal], kind: ReceiptType, paid: list[Decimal]
) -> None:
    text = receipt_process_data(
        kind,
        [VatAmount(rate, amount) for rate, amount in sums.items()],
        [Payment(PaymentType.CASH, amount) for amount in paid],
    )
    one = row(process_type="Kassenbeleg-V1", text=text)
    assert one.amount == sum(sums.values(), Decimal(0))


@given(
    lines=st.lists(
        st.tuples(st.decimals(-999, 999, places=3), st.text('ab";\r\n1.0', max_size=12), CENTS),
        min_size=1,
        max_size=5,
    )
)
def test_an_order_is_worth_its_lines(lines: list[tuple[Decimal, str, Decimal]]) -> None:
    text = order_process_data(OrderLine(*line) for line in lines)
    worth = sum((quantity * price for quantity, _, price in lines), Decimal(0))
    assert row(process_type="Bestellung-V1", text=text).amount == worth


@pytest.mark.parametrize(
    ("process_type", "text"),
    [
        (None, None),
        (None, "Beleg^1.00_0.00_0.00_0.00_0.00^"),
        ("SonstigerVorgang", "{}"),
        ("Kassenbeleg-V1", None),
        ("Kassenbeleg-V1", "Beleg^1.00_0.00_0.00_0.00^"),
        ("Kassenbeleg-V1", "Beleg^1.0_0.00_0.00_0.00_0.00^"),
        ("Kassenbeleg-V1", "1.00_0.00_0.00_0.00_0.00"),
        ("Bestellung-V1", ""),
        ("Bestellung-V1", '1;"Tee";2.00\t1;"Tee";2.00'),
        ("Bestellung-V1", '1;"Tee";2.00\r'),
        ("Bestellung-V1", "1;Tee;2.00"),
        ("Bestellung-V1", "1;" + '"' * 5000),
    ],
)
def test_what_cannot_be_read_has_no_amount(process_type: str | None, text: str | None) -> None:
    assert row(process_type=process_type, text=text).amount is None


def test_lines_may_end_as_on_windows() -> None:
    text = '2;"Tee";2.50\r\n1;"Kaffee\r\nklein";3.00'
    assert row(process_type="Bestellung-V1", text=text).amount == Decimal("8.00")


@pytest.mark.parametrize("data", ["%%%", "/w==", "AAA"])
def test_data_that_is_no_text_has_no_amount(data: str) -> None:
    broken = replace(transaction(process_type="Kassenbeleg-V1"), process_data=data)
    assert amount_of(broken) is None


# --- is it stuck? ----------------------------------------------------------------------------


def why(one: OpenTransaction, signed: int | None = None, **more: object) -> Why:
    given: dict[str, object] = {"now": NOW, "rules": RULES, **more}
    return judge(one, till_last_signed=signed, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "touched", "signed", "expected"),
    [
        (DAY + 1, DAY + 1, None, Why.STUCK),
        (DAY + 1, DAY + 1, 900, Why.STUCK),
        (DAY, DAY, None, Why.TOO_YOUNG),
        (DAY + 1, 900, None, Why.STUCK),
        (DAY + 1, 899, None, Why.TOUCHED),
        (DAY + 1, 899, 899, Why.TOUCHED),
        (DAY + 1, DAY, 899, Why.TILL_ACTIVE),
        (DAY + 1, DAY, -5, Why.TILL_ACTIVE),  # clocks differ
        (10, 10, 10, Why.TOUCHED),
        (3600, 3600, 899, Why.TOO_YOUNG),
    ],
)
def test_only_what_is_old_untouched_and_of_a_quiet_till_is_stuck(
    start: int, touched: int, signed: int | None, expected: Why
) -> None:
    one = row(start=NOW - start, touched=NOW - touched)
    assert why(one, None if signed is None else NOW - signed) is expected


def test_the_rules_can_be_others() -> None:
    one = row(start=NOW - 7200, touched=NOW - 120)
    rules = CancelRules(older_than=3600, untouched_for=60, till_quiet_for=60)
    assert why(one, NOW - 100, rules=rules) is Why.STUCK
    assert why(one, NOW - 59, rules=rules) is Why.TILL_ACTIVE


def test_nothing_is_stuck_before_it_is_known_what_its_till_did() -> None:
    assert why(row(), is_activity_known=False) is Why.CHECKING
    assert why(row(), NOW - 1, is_activity_known=False) is Why.TILL_ACTIVE
    rows = [row()]
    assert default_selection(rows, {}, NOW, RULES) == {"tx-1"}
    assert default_selection(rows, {}, NOW, RULES, is_activity_known=False) == frozenset()


@pytest.mark.parametrize("process_type", sorted(TAXI_TYPES))
def test_taxi_data_cannot_be_cancelled(process_type: str) -> None:
    one = row(process_type=process_type)
    assert why(one) is Why.NOT_CANCELLABLE
    assert cancel_schema(one.transaction) is None
    assert not one.is_cancellable


def test_the_last_signature_of_each_till() -> None:
    found = last_signed(
        [
            transaction("a", till="x", touched=50),
            transaction("b", till="x", touched=70),
            transaction("c", till="x", touched=60),
            transaction("d", till="y", touched=10),
        ]
    )
    assert found == {"x": 70, "y": 10}


# --- why was it left? ------------------------------------------------------------------------


def test_three_of_one_till_in_a_minute_are_a_crash() -> None:
    rows = [row(f"x{n}", number=n, till="x", start=NOW - 5 * DAY + 29 * n) for n in range(3)]
    rows += [row(f"y{n}", number=n, till="y", start=NOW - 5 * DAY + 30 * n) for n in range(3)]
    found = causes(rows, NOW)
    assert [found[f"x{n}"] for n in range(3)] == [Cause.CRASH] * 3
    assert [found[f"y{n}"] for n in range(3)] == [Cause.UNKNOWN] * 3


def test_one_old_one_with_something_on_it_is_parked() -> None:
    at = NOW - 3601
    assert causes([row(start=at, process_type="X")], NOW) == {"tx-1": Cause.PARKED}
    assert causes([row(start=at + 1, process_type="X")], NOW) == {"tx-1": Cause.UNKNOWN}
    assert causes([row(start=at)], NOW) == {"tx-1": Cause.UNKNOWN}
    two = [row("a", start=at, process_type="X"), row("b", start=at, process_type="X")]
    assert set(causes(two, NOW).values()) == {Cause.UNKNOWN}


def test_a_deregistered_till_is_cause_enough() -> None:
    rows = [row(f"x{n}", start=NOW - DAY, dead=True) for n in range(3)]
    assert set(causes(rows, NOW).values()) == {Cause.DEREGISTERED}
    assert causes([], NOW) == {}


# --- what cancels it? ------------------------------------------------------------------------

ABORT = {
    "standard_v1": {
        "receipt": {
            "receipt_type": "ABORT",
            "amounts_per_vat_rate": [],
            "amounts_per_payment_type": [],
        }
    }
}


@pytest.mark.parametrize(
    ("process_type", "schema"),
    [
        (None, ABORT),
        ("", ABORT),
        (" ", ABORT),  # what is signed at a start without data
        ("Kassenbeleg-V1", ABORT),
        ("Bestellung-V1", {"standard_v1": {"order": {"line_items": []}}}),
        ("SonstigerVorgang", {"standard_v1": {"other": {}}}),
        (
            "SonstigerVorgang-V1",
            {"raw": {"process_type": "SonstigerVorgang-V1", "process_data": ""}},
        ),
        (" own ", {"raw": {"process_type": " own ", "process_data": ""}}),
    ],
)
def test_the_schema_fits_the_type(process_type: str | None, schema: object) -> None:
    assert cancel_schema(transaction(process_type=process_type)) == schema


# --- the dry run -----------------------------------------------------------------------------


def test_the_dry_run_says_what_happens_to_each_chosen_one() -> None:
    rows = [
        row("dead-b", number=1, till="b", dead=True),
        row("taxi", number=2, process_type="Frei-V1"),
        row("young", number=3, start=NOW - 3600, touched=NOW - 3600),
        row("dead-a", number=4, till="a", dead=True),
        row("plain", number=5),
        row("not chosen", number=6),
        row("dead-b2", number=7, till="b", dead=True),
    ]
    chosen = {one.key for one in rows} - {"not chosen"}

    def planned(register_again: bool) -> list[tuple[str, Action, Why, bool]]:
        plan = dry_run(rows, {}, NOW, RULES, chosen, register_again)
        return [(one.tx.key, one.action, one.why, one.is_explicit) for one in plan]

    again, leave = Action.REGISTER_CANCEL_DEREGISTER, Action.LEAVE_DEREGISTERED
    first = [
        ("taxi", Action.LEAVE_NOT_CANCELLABLE, Why.NOT_CANCELLABLE, True),
        ("young", Action.CANCEL, Why.TOO_YOUNG, True),
        ("plain", Action.CANCEL, Why.STUCK, False),
    ]
    assert planned(True) == [
        *first,
        ("dead-a", again, Why.STUCK, False),
        ("dead-b", again, Why.STUCK, False),
        ("dead-b2", again, Why.STUCK, False),
    ]
    assert sorted(planned(False)) == sorted(
        [*first, *((f"dead-{name}", leave, Why.STUCK, False) for name in ("a", "b", "b2"))]
    )
    assert [action.is_leaving for action in Action] == [False, False, True, True]


# --- its turn --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "revision", "sent", "expected"),
    [
        (TxState.ACTIVE, 2, False, Turn.GO),
        (TxState.ACTIVE, 2, True, Turn.GO),
        (TxState.ACTIVE, 3, False, Turn.TOUCHED),
        (TxState.ACTIVE, 3, True, Turn.TOUCHED),
        (TxState.ACTIVE, 1, False, Turn.TOUCHED),
        (TxState.UNKNOWN, 2, False, Turn.TOUCHED),
        (TxState.CANCELLED, 3, False, Turn.CLOSED),
        (TxState.CANCELLED, 3, True, Turn.OURS),
        (TxState.CANCELLED, 4, True, Turn.CLOSED),
        (TxState.FINISHED, 3, True, Turn.CLOSED),
        (TxState.FINISHED, 5, False, Turn.CLOSED),
    ],
)
def test_a_turn(state: TxState, revision: int, sent: bool, expected: Turn) -> None:
    newest = transaction(state=state, revision=revision)
    assert turn(newest, confirmed_revision=2, sent=sent) is expected


def test_two_outcomes_are_not_final() -> None:
    assert {one for one in RowOutcome if not one.is_final} == {
        RowOutcome.PENDING,
        RowOutcome.UNKNOWN,
    }
