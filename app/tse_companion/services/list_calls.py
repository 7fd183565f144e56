"""The list calls of a data folder: counted from one run of the program to the next."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from tse_companion.api.budget import Budgets
from tse_companion.api.transport import HttpSettings
from tse_companion.paths import Folders
from tse_companion.services.tasks import Background, BackgroundClosed
from tse_companion.store.calls import CallFile


def kept_budgets(folders: Folders, http: HttpSettings, background: Background) -> Budgets:
    """Budgets that know what the last run of the program has asked, and tell the next one."""
    kept = _KeptCalls(CallFile(folders.list_calls, wall=http.wall), background)
    return Budgets(monotonic=http.monotonic, pause=http.pause, kept=kept)


class _KeptCalls:
    """Read and written off the window's thread."""

    def __init__(self, calls: CallFile, background: Background) -> None:
        self._calls = calls
        self._background = background

    async def ages(self, tss_id: str) -> Sequence[float]:
        return await self._background.run(self._calls.ages, tss_id, lane="calls")

    async def note(self, tss_id: str, ages: Sequence[float]) -> None:
        # A load that is given up at the program's end finds the threads gone.
        with contextlib.suppress(BackgroundClosed):
            await self._background.run(self._calls.note, tss_id, ages, lane="calls")
