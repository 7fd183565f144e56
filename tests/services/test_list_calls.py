"""Never more than 20 lists a minute for each TSS, also from one run of the program to the next."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.conftest import SITE, World
from tse_companion.sandbox.clock import FakeClock
from tse_companion.sandbox.shops import full
from tse_companion.services.transactions.listing import OpenList

OPEN = 450  # five pages, and one or two for what tills have signed lately


class Timed(World):
    """A world whose time passes only where somebody waits; the service's time is the same."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock(1_790_000_000)
        super().__init__(folder, self.clock)
        self.tss_id = self.control.seed(lambda service: full.open_transactions(service, OPEN))
        self.wall = self.monotonic = self.clock.time
        self.when_pausing = self.clock.advance

    def lists(self) -> list[float]:
        """When the service was asked for lists of transactions, by its own log."""
        return [r.time for r in self.control.requests if r.operation == "listTransactions"]

    def most_in_a_minute(self) -> int:
        times = self.lists()
        return max(sum(at <= other < at + 60 for other in times) for at in times)

    def statuses(self) -> set[int | None]:
        return {r.status for r in self.control.requests if r.operation == "listTransactions"}


@pytest.fixture
def timed(tmp_path: Path) -> Iterator[Timed]:
    made = Timed(tmp_path / "data")
    yield made
    made.sandbox.close()
    assert made.errors == []


async def load(world: Timed) -> int:
    """One run of the program that lists everything; how many it found."""
    async with world.desk() as desk:
        session = await desk.connect(replace(SITE, tss_id=world.tss_id))
        return len((await OpenList(session).load()).rows)


async def test_one_run_after_the_other(timed: Timed) -> None:
    began = timed.clock.time()
    found = [await load(timed) for _ in range(9)]
    assert found == [OPEN] * 9
    assert len(timed.lists()) > 40
    assert timed.clock.time() - began > 120  # two minutes went by: somebody waited
    assert timed.most_in_a_minute() <= 20
    assert timed.statuses() == {200}  # the service, which counts as well, had no reason to refuse


async def test_many_at_once_in_one_run(timed: Timed) -> None:
    async with timed.desk() as desk:
        session = await desk.connect(replace(SITE, tss_id=timed.tss_id))
        loads = [OpenList(session).load() for _ in range(5)]
        assert [len(one.rows) for one in await asyncio.gather(*loads)] == [OPEN] * 5
    assert timed.most_in_a_minute() <= 20
    assert timed.statuses() == {200}


async def test_a_run_that_was_killed_has_been_counted(timed: Timed) -> None:
    """What had left when the program died is in the file already."""

    async with timed.desk() as desk:
        session = await desk.connect(replace(SITE, tss_id=timed.tss_id))
        budget = session.client.list_budget(timed.tss_id)
        for _ in range(19):
            async with budget.turn():
                pass
        asked = budget.turn()
        await asked.__aenter__()  # the twentieth is under way, and nobody hears of its end
        async with timed.desk() as another:
            session = await another.connect(replace(SITE, tss_id=timed.tss_id))
            later = session.client.list_budget(timed.tss_id)
            before = timed.clock.time()
            async with later.turn():
                assert timed.clock.time() - before >= 60
        await asked.__aexit__(None, None, None)
