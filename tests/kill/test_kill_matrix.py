"""Killed anywhere in the set-up, started again: one TSS, one till, and nothing lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from queue import SimpleQueue

import pytest

from kill.cases import Answering, Shop, died_and_lived, faults
from kill.program import Moment, Point

AT_ONCE = 2
# Every request of a set-up from nothing, as the undisturbed run must send them.
WRITES = (
    "createTss",
    "updateTss UNINITIALIZED",
    "changeAdminPin",
    "authenticateAdmin",
    "updateTss INITIALIZED",
    "createClient",
    "logoutAdmin",
    "upsertTransaction ACTIVE",
    "upsertTransaction FINISHED",
)
READS = {
    "authenticateApi",
    "listTss",
    "retrieveTss",
    "retrieveClient",
    "listClients",
    "retrieveTransaction",
    "listExports",
}


@pytest.fixture
def hired(tmp_path: Path) -> Iterator[Callable[[Callable[[Shop], object]], object]]:
    """Calls work with a fresh shop, at most two at a time."""
    with ExitStack() as stack:
        services = Answering("kill.services")
        stack.callback(services.close)
        free: SimpleQueue[Answering] = SimpleQueue()
        for _ in range(AT_ONCE):
            program = Answering("kill.program")
            stack.callback(program.close)
            free.put(program)
        numbers = count()

        def call(work: Callable[[Shop], object]) -> object:
            program = free.get()
            try:
                return work(Shop(tmp_path / f"shop-{next(numbers)}", services, program))
            finally:
                free.put(program)

        yield call


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_set_up_survives_every_death(
    hired: Callable[[Callable[[Shop], object]], object], say: Callable[[str], None]
) -> None:
    undisturbed: list[Point] = []

    def without_death(shop: Shop) -> None:
        shop.open()
        try:
            code, came = shop.run("undisturbed")
        finally:
            shop.close()
        output = (shop.folder / "undisturbed.output").read_text("utf-8", "replace")
        assert code == 0, output
        assert faults(shop) == []
        undisturbed.extend(came)

    hired(without_death)
    sent = [p.what for p in undisturbed if p.moment is Moment.BEFORE]
    assert [what for what in sent if what not in READS] == list(WRITES)
    assert set(sent) >= READS
    # Three deaths for every request, and more in between.
    met = Counter(p.moment for p in undisturbed)
    assert met[Moment.BEFORE] == met[Moment.UNREAD] == len(sent)
    assert met[Moment.ANSWERED] + met[Moment.CONCLUDING] == len(sent)

    def death(number: int) -> list[str]:
        point, expected = undisturbed[number], tuple(undisturbed[: number + 1])

        def work(shop: Shop) -> object:
            return died_and_lived(shop, point, expected)

        found = hired(work)
        assert isinstance(found, list)
        return [f"{point.what}, {point.moment.value} ({point.number}): {f}" for f in found]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = list(pool.map(death, range(len(undisturbed))))
    survived = sum(not found for found in outcomes)
    say(f"kill matrix: {survived} of {len(outcomes)} survived")
    assert [line for found in outcomes for line in found] == []
