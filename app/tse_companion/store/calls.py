"""When the newest list calls were made, by TSS, for the next run of the program."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tse_companion import logs

COUNTS = 120.0  # seconds; older ones count for nobody


class CallFile:
    """The file ``path``. A convenience, not a record: what cannot be read or written is no error.

    Ages are seconds. ``wall`` is a clock that goes on between two runs.
    """

    def __init__(self, path: Path, *, wall: Callable[[], float] = time.time) -> None:
        self._path = path
        self._wall = wall

    def ages(self, tss_id: str) -> tuple[float, ...]:
        """How long ago the calls were that may still count."""
        now = self._wall()
        ages = (now - moment for moment in self._read().get(tss_id, []))
        # A clock that was put back a little must not forget them.
        return tuple(max(0.0, age) for age in ages if -COUNTS < age < COUNTS)

    def note(self, tss_id: str, ages: Sequence[float]) -> None:
        """Keep these; those of other TSS as long as they may count."""
        now = self._wall()
        calls = {**self._read(), tss_id: [now - age for age in ages]}
        fresh = {
            tss: [moment for moment in moments if now - moment < COUNTS]
            for tss, moments in calls.items()
        }
        text = json.dumps({tss: moments for tss, moments in fresh.items() if moments})
        aside = self._path.with_name(self._path.name + ".new")
        try:
            # Not brought to the disk: after a power cut a minute has passed.
            handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            aside.replace(self._path)
        except OSError as error:
            logs.event("calls_not_kept", error=error)

    def _read(self) -> dict[str, list[float]]:
        try:
            found = json.loads(self._path.read_text("utf-8"))
            return {
                str(tss): [float(moment) for moment in moments] for tss, moments in found.items()
            }
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
            logs.event("calls_not_read", error=error)
            return {}
