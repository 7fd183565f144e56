"""Exports of a TSS: asked for, looked at, cancelled, and saved where the person wants them.

The service makes the archive; this program fetches it, sees that it is whole, and checks no
signature in it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from tse_companion import logs
from tse_companion.domain.exports import is_running, seconds_to_next_look
from tse_companion.domain.models import Export, ExportState
from tse_companion.errors import (
    AnswerUnreadable,
    ApiRefused,
    AppError,
    DownloadBroken,
    FileUnwritable,
    Outcome,
)
from tse_companion.services.desk import Desk, Session, new_id
from tse_companion.services.history import EntrySearch
from tse_companion.services.lists import PAGE_SIZE, all_pages
from tse_companion.services.notices import note_exports
from tse_companion.services.saving import FOR_ALL
from tse_companion.services.tasks import BackgroundClosed
from tse_companion.services.writes import perform
from tse_companion.store.files import FreshFile
from tse_companion.tse.archive import ArchiveBroken, count_entries

BEGIN, CANCEL = "triggerExport", "cancelExport"
SAVED = "exports-saved"  # what is remembered of a shop
_KNOWN = 1000  # exports of this program that are told from others
_LANE = "export-file"
_TELL_EVERY = 1 << 20  # bytes
_NEW = 3600  # seconds; whoever asks again later wants what was signed since


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A file that was saved: its name, and what shows later that it is still the same."""

    name: str
    size: int
    sha256: str
    at: int


@dataclass(frozen=True, slots=True)
class KnownExport:
    """One export, and what this computer knows of it beside the service.

    ``is_complete`` is True where this program asked for everything; of others nobody says what
    they hold.
    """

    export: Export
    is_complete: bool = False
    saved: SavedFile | None = None

    @property
    def key(self) -> str:
        return self.export.id


@dataclass(frozen=True, slots=True)
class ExportList:
    """All exports of a TSS, newest first; ``at`` is when the service said so, by its clock."""

    exports: tuple[KnownExport, ...]
    at: float

    def of(self, export_id: str) -> KnownExport | None:
        """The export of this id, if there is one."""
        return next((known for known in self.exports if known.key == export_id), None)


async def load(session: Session) -> ExportList:
    """Ask the service for all exports. Those that were cut off and are there are settled."""
    tss_id, client = _tss_id(session), session.client
    found = await all_pages(
        lambda offset: client.list_exports(tss_id, limit=PAGE_SIZE, offset=offset)
    )
    await _settle(session, {export.id for export in found})
    await note_exports(session, found, time.time())
    begun = await session.desk.journal.search(EntrySearch(operation=BEGIN), limit=_KNOWN)
    own = {entry.target_id for entry in begun}
    saved = await _saved(session)
    exports = tuple(KnownExport(e, e.id in own, saved.get(e.id)) for e in found)
    return ExportList(exports, client.server_now())


async def pause_before_next_look(session: Session, exports: ExportList, looks: int) -> bool:
    """Wait as long as is polite while one is running; False at once while none is."""
    now = session.client.server_now()
    wait = seconds_to_next_look((known.export for known in exports.exports), now, looks)
    if wait is None:
        return False
    await session.desk.pause(wait)
    return True


async def begin(session: Session) -> Export:
    """Ask for an export of everything that the TSS has signed.

    An attempt of which nobody knows whether it arrived never becomes two: where it did, its
    export is the answer, else it is gone on with under its own id. Raises ``AppError``.
    """
    tss_id, client = _tss_id(session), session.client
    cut_off = await _cut_off(session)
    if isinstance(cut_off, Export):
        return cut_off
    export_id = cut_off or new_id()

    async def call() -> Export:
        try:
            return await client.trigger_export(tss_id, export_id)
        except ApiRefused as error:
            if error.code == "E_DUPLICATE_EXPORT":  # then it did arrive, however long ago
                error.outcome = Outcome.UNKNOWN
            raise

    async def look() -> Export | None:
        return await _export(session, export_id)

    return await perform(session, BEGIN, call, tss_id=tss_id, target_id=export_id, look=look)


async def cancel(session: Session, export_id: str) -> Export:
    """End an export that is still running. Raises ``AppError``, also where it was quicker."""
    tss_id, client = _tss_id(session), session.client

    async def call() -> Export:
        done = await client.cancel_export(tss_id, export_id)
        if done.state is ExportState.CANCELLED:
            return done
        # A yes that shows something else is no yes.
        raise AnswerUnreadable(outcome=Outcome.UNKNOWN, field="state", operation=CANCEL)

    async def look() -> Export | None:
        found = await _export(session, export_id)
        return found if found is not None and found.state is ExportState.CANCELLED else None

    return await perform(session, CANCEL, call, tss_id=tss_id, target_id=export_id, look=look)


async def save(
    session: Session, export_id: str, path: Path, on_progress: Callable[[int, int | None], object]
) -> SavedFile:
    """Fetch the archive into ``path``, which is written whole or stays as it was.

    ``on_progress`` hears how many bytes there are, and of how many. Raises ``FileUnwritable``,
    ``DownloadBroken`` where it is no whole archive, and what the service says.
    """
    file = _ArrivingFile(session.desk, path, on_progress)
    try:
        await file.open()
        await session.client.fetch_export_file(_tss_id(session), export_id, file)
        saved = await file.finish()
    except BaseException:
        await file.drop()
        if file.saved is not None:  # it was in its place before it was given up
            await _note_saved(session, export_id, file.saved)
        raise
    await _note_saved(session, export_id, saved)
    return saved


async def _note_saved(session: Session, export_id: str, saved: SavedFile) -> None:
    try:
        known = {**await _saved(session), export_id: saved}
        text = json.dumps({key: asdict(value) for key, value in known.items()})
        await session.desk.journal.remember(session.site.id, SAVED, text)
    except AppError as error:  # the file is there all the same
        logs.event("saved_export_not_noted", error=error)


class _ArrivingFile:
    """Takes the archive into a file beside its place; everything that blocks is in a thread."""

    def __init__(
        self, desk: Desk, path: Path, on_progress: Callable[[int, int | None], object]
    ) -> None:
        self._desk = desk
        self._path = path
        self._on_progress = on_progress
        self.saved: SavedFile | None = None  # once it is in its place
        self._fresh: FreshFile | None = None
        self._is_given_up = False
        self._digest = hashlib.sha256()
        self._announced: int | None = None
        self._size = self._told = 0

    async def open(self) -> None:
        """Before anything is asked for: a place that takes no file is told at once."""
        await self._run(self._open)

    async def begin(self, size: int | None) -> None:
        self._announced = size
        self._on_progress(0, size)

    async def take(self, piece: bytes) -> None:
        await self._run(lambda: self._write(piece))
        self._size += len(piece)
        if self._size - self._told >= _TELL_EVERY:
            self._told = self._size
            self._on_progress(self._size, self._announced)

    async def finish(self) -> SavedFile:
        """Look whether it is a whole archive, and put it in its place."""
        self._on_progress(self._size, self._size)
        try:
            await self._run(self._finish)
        except ArchiveBroken:
            raise DownloadBroken from None
        assert self.saved is not None
        return self.saved

    async def drop(self) -> None:
        """Nothing is left of it; a check under way ends soon."""
        self._is_given_up = True
        with contextlib.suppress(BackgroundClosed, OSError):
            await self._desk.background.run(self._drop, lane=_LANE)

    async def _run(self, work: Callable[[], None]) -> None:
        try:
            await self._desk.background.run(work, lane=_LANE)
        except OSError:
            raise FileUnwritable(path=str(self._path)) from None

    # in the thread -----------------------------------------------------------------------------

    def _open(self) -> None:
        self._fresh = FreshFile(self._path, mode=FOR_ALL)

    def _write(self, piece: bytes) -> None:
        assert self._fresh is not None
        self._fresh.write(piece)
        self._digest.update(piece)

    def _finish(self) -> None:
        assert self._fresh is not None
        self._fresh.close()
        with self._fresh.beside.open("rb") as file:
            count_entries(file, is_wanted=lambda: not self._is_given_up)
        if not self._is_given_up:
            self._fresh.keep()
            checksum = self._digest.hexdigest()
            self.saved = SavedFile(self._path.name, self._size, checksum, int(time.time()))

    def _drop(self) -> None:
        if self._fresh is not None:
            self._fresh.drop()


# --- what this computer knows --------------------------------------------------------------------


async def _saved(session: Session) -> Mapping[str, SavedFile]:
    memo = await session.desk.journal.recall(session.site.id, SAVED)
    try:
        found = json.loads(memo.value if memo is not None else "{}")
        return {str(export_id): SavedFile(**facts) for export_id, facts in found.items()}
    except (ValueError, TypeError, AttributeError):
        return {}


async def _cut_off(session: Session) -> Export | str | None:
    """An attempt to begin an export of which nobody knew whether it arrived: its export where it
    did and is what is wanted, its id where it did not, None where there is none."""
    for entry in reversed(await session.desk.journal.unfinished(_tss_id(session))):
        if entry.operation == BEGIN and entry.target_id is not None:
            found = await _export(session, entry.target_id)
            if found is None:
                return entry.target_id
            await session.desk.journal.conclude(entry.id, "done")
            is_new = time.time() - entry.intended_at < _NEW
            if is_running(found) or (found.state is ExportState.COMPLETED and is_new):
                return found
    return None


async def _settle(session: Session, there: Collection[str]) -> None:
    """The journal learns of exports whose answer never came and that were begun."""
    desk = session.desk
    for entry in await desk.journal.unfinished(_tss_id(session)):
        # One that is still under way finds its own end.
        if (
            entry.operation == BEGIN
            and entry.target_id in there
            and not desk.writes.is_running(BEGIN)
        ):
            await desk.journal.conclude(entry.id, "done")


async def _export(session: Session, export_id: str) -> Export | None:
    try:
        return await session.client.retrieve_export(_tss_id(session), export_id)
    except ApiRefused as error:
        if error.code == "E_EXPORT_NOT_FOUND":
            return None
        raise


def _tss_id(session: Session) -> str:
    assert session.site.tss_id is not None, "a site without a TSS has no exports"
    return session.site.tss_id
