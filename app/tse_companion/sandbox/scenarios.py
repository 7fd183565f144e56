"""Named faults for the command line: ``NAME``, ``NAME=VALUE``, ``NAME:OPERATION=VALUE``.

``latency=0.1`` slows every request; ``lost-after:createTss`` loses the answer of the first
createTss. Without an operation the faults that strike once hit the first write.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tse_companion.sandbox.control import Control
from tse_companion.sandbox.faults import ANY, FaultKind
from tse_companion.sandbox.signde import operations

PERSONALISATION_SECONDS = 30.0

_FORM = re.compile(r"(?P<name>[a-z0-9-]+)(:(?P<operation>\w+|\*))?(=(?P<value>[0-9.]+))?")


class UnknownScenario(ValueError):
    """The text names no scenario; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One name: what it does, the operation it means by itself, and the unit of its value."""

    name: str
    about: str
    operation: str
    value: float
    apply: Callable[[Control, str, float], object]


SCENARIOS = (
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
        "tss-quota",
        "five TSS exist already, so that no more can be created",
        ANY,
        0,
        lambda control, op, value: control.fill_tss_quota(),
    ),
)
_BY_NAME = {scenario.name: scenario for scenario in SCENARIOS}


@dataclass(frozen=True, slots=True)
class Chosen:
    """One scenario as it was asked for."""

    scenario: Scenario
    operation: str
    value: float

    def start(self, control: Control) -> None:
        """Set it up."""
        self.scenario.apply(control, self.operation, self.value)


def parse(text: str) -> Chosen:
    """The scenario behind a text of the command line; raises :class:`UnknownScenario`."""
    found = _FORM.fullmatch(text)
    scenario = _BY_NAME.get(found["name"]) if found else None
    if found is None or scenario is None:
        raise UnknownScenario(f"unknown scenario {text!r}; known are {', '.join(_BY_NAME)}")
    operation = found["operation"] or scenario.operation
    if operation != ANY and operation not in operations.NAMES:
        raise UnknownScenario(f"unknown operation in {text!r}")
    try:
        value = scenario.value if found["value"] is None else float(found["value"])
    except ValueError as problem:
        raise UnknownScenario(f"no number in {text!r}") from problem
    if value < 0 or (scenario.value >= 1 and value < 1):
        raise UnknownScenario(f"the value in {text!r} is too small")
    return Chosen(scenario, operation, value)


def overview() -> str:
    """One line per scenario, for help texts."""
    width = max(len(name) for name in _BY_NAME)
    return "\n".join(f"{s.name:<{width}}  {s.about}" for s in SCENARIOS)
