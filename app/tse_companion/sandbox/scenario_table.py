"""The scenarios by name: shops to begin with, what is wrong with a TSS, habits, and faults."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tse_companion.domain.models import TssState
from tse_companion.sandbox.control import Control
from tse_companion.sandbox.faults import ANY, FaultKind

PERSONALISATION_SECONDS = 30.0
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Scenario:
    """One name: what it does, the operation it means by itself, and the bounds of its value."""

    name: str
    about: str
    operation: str
    value: float
    apply: Callable[[Control, str, float], object]
    most: float = math.inf


def _shop(control: Control, _: str, days: float) -> object:
    from tse_companion.sandbox.shops import lively

    return control.seed(lambda service: lively.cafe(service, int(days)))


def _open_transactions(control: Control, _: str, count: float) -> object:
    from tse_companion.sandbox.shops import full

    return control.seed(lambda service: full.open_transactions(service, int(count)))


def _clients(control: Control, _: str, count: float) -> object:
    from tse_companion.sandbox.shops import full

    return control.seed(lambda service: full.clients(service, int(count)))


def _every_tss(act: Callable[[Control, str], object], control: Control, *_: object) -> None:
    for tss_id in control.tss_ids():
        act(control, tss_id)


def _habit(name: str, setting: object) -> Callable[[Control, str, float], object]:
    return lambda control, op, value: setattr(control.habits, name, setting)


def _condition(name: str, setting: object) -> Callable[[Control, str, float], object]:
    return lambda control, op, value: setattr(control.conditions, name, setting)


SHOPS = (
    Scenario("shop", "a café after VALUE days (7), with 40 open transactions", ANY, 7, _shop, 300),
    Scenario(
        "open-2000",
        "a TSS with VALUE open transactions (2000)",
        ANY,
        2000,
        _open_transactions,
        100_000,
    ),
    Scenario(
        "clients-199", "a TSS with VALUE registered clients (199)", ANY, 199, _clients, 100_000
    ),
    Scenario(
        "tss-quota",
        "five TSS exist already, so that no more can be created",
        ANY,
        0,
        lambda control, op, value: control.fill_tss_quota(),
    ),
)
LIFE = (
    Scenario(
        "later",
        "VALUE days have passed (1)",
        ANY,
        1,
        lambda control, op, value: control.clock.advance(value * _DAY),
    ),
    Scenario(
        "clean-up",
        "the weekly wipe of TEST has just been: what is disabled or idle is DELETED",
        ANY,
        0,
        lambda control, op, value: control.clean_up(),
    ),
    Scenario(
        "defective",
        "every TSS there is becomes DEFECTIVE",
        ANY,
        0,
        partial(_every_tss, lambda control, id_: control.put_state(id_, TssState.DEFECTIVE)),
    ),
    Scenario(
        "certificate-expired",
        "the certificate of every TSS there is has run out",
        ANY,
        0,
        partial(_every_tss, lambda control, id_: control.end_certificate(id_)),
    ),
    Scenario(
        "short-certificates",
        "new certificates are good for VALUE seconds (60)",
        ANY,
        60,
        lambda control, op, value: setattr(control.limits, "certificate_seconds", int(value)),
    ),
    Scenario(
        "locked",
        "all TSS are in maintenance for VALUE seconds (60)",
        ANY,
        60,
        lambda control, op, value: control.lock(value),
    ),
    Scenario(
        "no-bootstrap-file",
        "no TSS can be created: E_BOOTSTRAP_FILE_NOT_AVAILABLE",
        ANY,
        0,
        _condition("no_capacity", "E_BOOTSTRAP_FILE_NOT_AVAILABLE"),
    ),
    Scenario(
        "no-capacity",
        "no TSS can be created: E_SMAERS_GATEWAY_CAPACITIES_DEPLETED",
        ANY,
        0,
        _condition("no_capacity", "E_SMAERS_GATEWAY_CAPACITIES_DEPLETED"),
    ),
    Scenario(
        "exports-paused",
        "no export can be triggered: E_EXPORT_TEMPORARILY_UNAVAILABLE",
        ANY,
        0,
        _condition("no_exports", "E_EXPORT_TEMPORARILY_UNAVAILABLE"),
    ),
    Scenario(
        "exports-forbidden",
        "no export can be triggered: E_EXPORT_FORBIDDEN",
        ANY,
        0,
        _condition("no_exports", "E_EXPORT_FORBIDDEN"),
    ),
)
HABITS = (
    Scenario(
        "blocking-exports",
        "a running export refuses transactions: E_EXPORT_IN_PROGRESS",
        ANY,
        0,
        _habit("exports_block_signing", True),
    ),
    Scenario(
        "extra-members",
        "answers have members that no document announces",
        ANY,
        0,
        _habit("extra_members", True),
    ),
    Scenario(
        "number-counters",
        "signature.counter is always a number",
        ANY,
        0,
        _habit("counter", "number"),
    ),
    Scenario(
        "text-counters", "signature.counter is always a text", ANY, 0, _habit("counter", "string")
    ),
    Scenario(
        "continued-session",
        "a repeated login answers with the tokens there are",
        ANY,
        0,
        _habit("session", "continued"),
    ),
    Scenario(
        "pem-certificates", "certificates are PEM texts", ANY, 0, _habit("certificate", "pem")
    ),
    Scenario(
        "weekly-clean-up",
        "the wipe of TEST comes by itself, each Sunday",
        ANY,
        0,
        _habit("weekly_clean_up", True),
    ),
)
FAULTS = (
    Scenario(
        "latency",
        "every request takes VALUE seconds (0.1)",
        ANY,
        0.1,
        lambda control, op, value: control.fault(op, FaultKind.LATENCY, seconds=value, times=None),
    ),
    Scenario(
        "lost-after",
        "the VALUEth request is carried out, but its answer is lost (1)",
        "upsertTransaction",
        1,
        lambda control, op, value: control.fault(op, FaultKind.LOST_AFTER, nth=int(value)),
    ),
    Scenario(
        "lost-before",
        "the connection breaks before the VALUEth request is carried out (1)",
        "upsertTransaction",
        1,
        lambda control, op, value: control.fault(op, FaultKind.LOST_BEFORE, nth=int(value)),
    ),
    Scenario(
        "server-error",
        "the first VALUE requests are answered with 503, without Retry-After (1)",
        "upsertTransaction",
        1,
        lambda control, op, value: control.fault(
            op, FaultKind.STATUS, times=int(value), code="E_TSS_LOCKED"
        ),
    ),
    Scenario(
        "maintenance",
        "one request is answered with 503 and Retry-After: VALUE seconds (2)",
        "upsertTransaction",
        2,
        lambda control, op, value: control.fault(
            op, FaultKind.STATUS, code="E_TSS_LOCKED", retry_after=int(value)
        ),
    ),
    Scenario(
        "bad-gateway",
        "the first VALUE requests are carried out, but answered with 502 (1)",
        "upsertTransaction",
        1,
        lambda control, op, value: control.fault(
            op,
            FaultKind.STATUS,
            times=int(value),
            status=502,
            code="ERROR_IDENTIFY_ERS",
            after=True,
        ),
    ),
    Scenario(
        "too-many-requests",
        "one request is answered with 429 and Retry-After: VALUE seconds (2)",
        "listTransactions",
        2,
        lambda control, op, value: control.fault(
            op, FaultKind.STATUS, status=429, retry_after=int(value)
        ),
    ),
    Scenario(
        "token-expired",
        "all tokens die at the VALUEth request (1)",
        "upsertTransaction",
        1,
        lambda control, op, value: control.fault(op, FaultKind.UNAUTHORIZED, nth=int(value)),
    ),
    Scenario(
        "slow-personalisation",
        "UNINITIALIZED takes VALUE seconds (30)",
        "updateTss",
        PERSONALISATION_SECONDS,
        lambda control, op, value: control.fault(
            op, FaultKind.LATENCY, seconds=value, times=None, body_state="UNINITIALIZED"
        ),
    ),
    Scenario(
        "pin-blocked",
        "the PIN is blocked at the VALUEth login (1)",
        "authenticateAdmin",
        1,
        lambda control, op, value: control.fault(op, FaultKind.PIN_BLOCKED, nth=int(value)),
    ),
    Scenario(
        "flaky",
        "a share of VALUE of all answers is lost after the change (0.1)",
        ANY,
        0.1,
        lambda control, op, value: control.fault(
            op, FaultKind.LOST_AFTER, times=None, probability=min(value, 1)
        ),
    ),
    Scenario(
        "overloaded",
        "a share of VALUE of all requests meets 429 with Retry-After: 1 (0.1)",
        ANY,
        0.1,
        lambda control, op, value: control.fault(
            op,
            FaultKind.STATUS,
            times=None,
            probability=min(value, 1),
            status=429,
            retry_after=1,
        ),
    ),
)
GROUPS = {
    "Shops to begin with": SHOPS,
    "What becomes of TSS": LIFE,
    "How answers look": HABITS,
    "What goes wrong, by operation": FAULTS,
}
SCENARIOS = tuple(scenario for group in GROUPS.values() for scenario in group)
