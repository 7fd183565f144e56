"""What can be asked for by name: ``NAME``, ``NAME=VALUE``, ``NAME:OPERATION=VALUE``.

``latency=0.1`` slows every request; ``lost-after:createTss`` loses the answer of the first
createTss; ``shop`` plants a shop. Several are set up in the order in which they are given.
Without an operation the faults that strike once hit the first write.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tse_companion.sandbox.control import Control
from tse_companion.sandbox.faults import ANY
from tse_companion.sandbox.scenario_table import GROUPS, SCENARIOS, Scenario
from tse_companion.sandbox.signde import operations

__all__ = ["SCENARIOS", "Chosen", "Scenario", "UnknownScenario", "overview", "parse"]

_FORM = re.compile(r"(?P<name>[a-z0-9-]+)(:(?P<operation>\w+|\*))?(=(?P<value>[0-9.]+))?")


class UnknownScenario(ValueError):
    """The text names no scenario; the message says what is wrong with it."""


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
    if value > scenario.most:
        raise UnknownScenario(f"the value in {text!r} is above {scenario.most}")
    return Chosen(scenario, operation, value)


def overview() -> str:
    """All scenarios in their groups, one a line, for help texts."""
    width = max(len(name) for name in _BY_NAME)
    parts = []
    for title, group in GROUPS.items():
        parts += ["", f"{title}:", *(f"  {s.name:<{width}}  {s.about}" for s in group)]
    return "\n".join(parts[1:])
