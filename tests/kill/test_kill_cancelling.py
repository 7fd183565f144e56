"""Killed anywhere while it cancels, gone on with: exactly the chosen ones, each once."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from kill.cases import Answering
from kill.left_open import CHOICE, Case, Template, died_and_went_on, faults
from kill.program import Moment, Point

DEATHS = 20
FULL = 1990  # with the few that are never chosen, all that a TSE can have open


@pytest.fixture
def hired() -> Iterator[Callable[[Path, Template], Case]]:
    """Makes cases on one sandbox process and one program process."""
    with ExitStack() as stack:
        services, program = Answering("kill.services"), Answering("kill.program")
        stack.callback(services.close)
        stack.callback(program.close)
        yield lambda folder, template: Case(folder, template, services, program)


def undisturbed(case: Case) -> list[Point]:
    """The points of a run that nobody kills, which is as it must be."""
    case.open()
    try:
        code, came = case.run("undisturbed", *CHOICE)
    finally:
        case.close()
    assert code == 0, case.output("undisturbed")
    assert case.document("undisturbed")["cancelled"] == len(case.template.left.stuck)
    assert faults(case) == []
    return list(came)


def drawn(came: list[Point], deaths: int, dice: random.Random) -> list[Point]:
    """So many points spread over the run, with every kind of moment among them."""
    kinds = {point.moment for point in came}
    assert kinds >= {Moment.BEFORE, Moment.UNREAD, Moment.CONCLUDING, Moment.COMMITTING}
    writes = [p for p in came if p.what.startswith("upsertTransaction")]
    chosen = [
        dice.choice([p for p in writes if p.moment is moment])
        for moment in (Moment.BEFORE, Moment.UNREAD, Moment.CONCLUDING, Moment.COMMITTING)
        for _ in range(2)
    ]
    width = len(came) / (deaths - len(chosen))
    for part in range(deaths - len(chosen)):
        chosen.append(came[int(part * width + dice.random() * width)])
    return chosen


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_a_cancellation_survives_death(
    hired: Callable[[Path, Template], Case], tmp_path: Path, say: Callable[[str], None]
) -> None:
    template = Template.planted(tmp_path / "template.sqlite", stuck=4)
    came = undisturbed(hired(tmp_path / "undisturbed", template))
    report(hired, tmp_path, lambda _: template, drawn(came, DEATHS, random.Random(4)), say)


@pytest.mark.benchmark  # by hand: it takes minutes
@pytest.mark.timeout(3600)
def test_a_cancellation_survives_every_death(
    hired: Callable[[Path, Template], Case], tmp_path: Path, say: Callable[[str], None]
) -> None:
    template = Template.planted(tmp_path / "template.sqlite", stuck=12)
    came = undisturbed(hired(tmp_path / "undisturbed", template))
    report(hired, tmp_path, lambda _: template, came, say)


@pytest.mark.benchmark  # by hand: it takes a quarter of an hour
@pytest.mark.timeout(7200)
def test_a_full_tse_survives_death(
    hired: Callable[[Path, Template], Case], tmp_path: Path, say: Callable[[str], None]
) -> None:
    def planted(number: int) -> Template:
        """A fresh one: what was touched lately, and may not be chosen, ages while others die."""
        return Template.planted(tmp_path / f"template-{number}.sqlite", stuck=FULL)

    came = undisturbed(hired(tmp_path / "undisturbed", planted(DEATHS)))
    report(hired, tmp_path, planted, drawn(came, DEATHS, random.Random()), say)


def report(
    hired: Callable[[Path, Template], Case],
    folder: Path,
    planted: Callable[[int], Template],
    deaths: list[Point],
    say: Callable[[str], None],
) -> None:
    """Die all these deaths and say how many were survived."""
    outcomes = []
    for number, point in enumerate(deaths):
        found = died_and_went_on(hired(folder / f"case-{number}", planted(number)), point)
        outcomes.append([f"{point.what}, {point.moment} ({point.number}): {f}" for f in found])
    survived = sum(not found for found in outcomes)
    say(f"cancelling, killed and gone on with: {survived} of {len(outcomes)} survived")
    assert [line for found in outcomes for line in found] == []
