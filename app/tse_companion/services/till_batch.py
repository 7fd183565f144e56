"""Registering many tills one after the other: pause, stop, and going on where it was left.

Nothing is remembered beyond the program's end but the journal: the next dry run of the same list
finds what was done as "already there", and an attempt that was cut off keeps its id.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tse_companion.domain.till_lists import WANTED, Fate, PlannedTill
from tse_companion.errors import ApiRefused, AppError, Outcome
from tse_companion.services import clients
from tse_companion.services.admin_mode import AdminMode
from tse_companion.services.clients import How

# What concerns this one till; everything else would hit the next one as well.
_ONE_ROW = frozenset({"E_ILLEGAL_CLIENT_SERIAL", "E_CLIENT_CONFLICT", "E_FAILED_SCHEMA_VALIDATION"})


class RowOutcome(StrEnum):
    """What became of one line."""

    RUNNING = "running"
    REGISTERED = "registered"
    REGISTERED_AGAIN = "registered_again"
    ALREADY = "already"
    FAILED = "failed"
    UNKNOWN = "unknown"  # going on looks first


_OF_HOW = {
    How.NEW: RowOutcome.REGISTERED,
    How.AGAIN: RowOutcome.REGISTERED_AGAIN,
    How.ALREADY: RowOutcome.ALREADY,
}
DONE = frozenset(_OF_HOW.values())


@dataclass(frozen=True, slots=True)
class RowResult:
    """News of the line with this key."""

    key: str
    outcome: RowOutcome
    error: AppError | None = None


class RegisterRun:
    """One run over the lines that are to be registered; it can be run again to go on."""

    def __init__(self, planned: Sequence[PlannedTill]) -> None:
        self.planned = tuple(planned)
        self.wanted = tuple(till for till in planned if till.fate in WANTED)
        self.results: dict[str, RowResult] = {}
        self._going = asyncio.Event()
        self._going.set()
        self._is_stopped = False

    @property
    def finished(self) -> int:
        """How many lines have their result, good or bad."""
        return sum(r.outcome in DONE | {RowOutcome.FAILED} for r in self.results.values())

    @property
    def failed(self) -> int:
        """How many lines were refused."""
        return sum(r.outcome is RowOutcome.FAILED for r in self.results.values())

    @property
    def is_paused(self) -> bool:
        return not self._going.is_set()

    def pause(self) -> None:
        """Wait after the line that is under way."""
        self._going.clear()

    def resume(self) -> None:
        """Go on after a pause."""
        self._going.set()

    def go_on(self) -> None:
        """Take back a stop, before running again."""
        self._is_stopped = False
        self._going.set()

    def stop(self) -> None:
        """End after the line that is under way; what is left stays unregistered."""
        self._is_stopped = True
        self._going.set()

    async def run(self, mode: AdminMode, on_row: Callable[[RowResult], None]) -> None:
        """Register what is left, telling each line's beginning and result.

        Once the person has turned to another shop it ends after the line that is under way, and
        admin mode with it. A refusal of one line is its result. Raises what would hit every line,
        such as ``AdminModeEnded``; run again with a fresh mode to go on.
        """
        for till in self.wanted:
            if self._has_result(till):
                continue
            await self._going.wait()
            if self._is_stopped or mode.is_parting:
                return
            self._tell(RowResult(till.key, RowOutcome.RUNNING), on_row)
            with mode.held():  # and not while it is paused: nobody may be there
                await self._row(mode, till, on_row)

    async def _row(
        self, mode: AdminMode, till: PlannedTill, on_row: Callable[[RowResult], None]
    ) -> None:
        try:
            how = await _register(mode, till)
        except AppError as error:
            if isinstance(error, ApiRefused) and error.code in _ONE_ROW:
                self._tell(RowResult(till.key, RowOutcome.FAILED, error), on_row)
                return
            if error.outcome is Outcome.UNKNOWN:
                self._tell(RowResult(till.key, RowOutcome.UNKNOWN, error), on_row)
            else:
                self._forget(till)
            raise
        except BaseException:
            self._forget(till)
            raise
        self._tell(RowResult(till.key, _OF_HOW[how]), on_row)

    def _has_result(self, till: PlannedTill) -> bool:
        known = self.results.get(till.key)
        return known is not None and known.outcome in DONE | {RowOutcome.FAILED}

    def _forget(self, till: PlannedTill) -> None:
        del self.results[till.key]

    def _tell(self, result: RowResult, on_row: Callable[[RowResult], None]) -> None:
        self.results[result.key] = result
        on_row(result)


async def _register(mode: AdminMode, till: PlannedTill) -> How:
    metadata = dict(till.listed.metadata) or None
    if till.fate is Fate.REGISTER_AGAIN:
        assert till.client is not None
        await clients.register_again(mode, till.client, metadata=metadata)
        return How.AGAIN
    serial_number = till.listed.serial_number
    return (await clients.register(mode, serial_number, metadata=metadata)).how
