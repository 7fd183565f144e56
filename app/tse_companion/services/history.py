"""What this program changed, as people look it up: searched, and as a table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tse_companion.services.csv_text import Cell, csv_bytes
from tse_companion.services.saving import save_file
from tse_companion.store.journal import Entry as Entry
from tse_companion.store.journal_search import EntrySearch as EntrySearch

if TYPE_CHECKING:
    from tse_companion.services.desk import Desk

# What the program writes into its own journal beside the operations of the service.
ADD_SITE, CHANGE_SITE, REMOVE_SITE = "addSite", "changeSite", "removeSite"
BRING_BACK_SITE, DELETE_SECRETS, EXPORT_SITES = "bringBackSite", "deleteSecrets", "exportSites"
REPLACE_TSS = "replaceTss"  # ``tss_id`` took the place of ``target_id``
_PAGE = 500


async def save_history(
    desk: Desk,
    wanted: EntrySearch,
    path: Path,
    *,
    head: Iterable[str],
    cells: Callable[[Entry], Iterable[Cell]],
    on_progress: Callable[[int], None],
) -> int:
    """Write all entries that are looked for to a CSV file; the number of them.

    Raises ``FileUnwritable``. Cancelled at any moment, the file is the old one or none.
    """
    rows: list[tuple[Cell, ...]] = []
    before: int | None = None
    while page := await desk.journal.search(wanted, limit=_PAGE, before=before):
        rows += [tuple(cells(entry)) for entry in page]
        before = page[-1].id
        on_progress(len(rows))
    await save_file(desk, path, await desk.background.run(csv_bytes, tuple(head), rows))
    return len(rows)
