"""Lists of tills to register: read from what was pasted or from a file, and judged line by line.

A list is one serial number per line, or CSV whose first line names the columns. A serial number
may hold a comma, so a list without such a line is never split.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from tse_companion.domain.metadata import ENTRIES_MAX, KEY_MAX, VALUE_MAX
from tse_companion.domain.models import Client, ClientState
from tse_companion.domain.serials import SerialFlaw, serial_flaws

_SERIAL_COLUMN = frozenset(
    {"serial_number", "serial number", "serial", "kassen-id", "kassen_id", "seriennummer"}
)
_DELIMITERS = ";\t,"


@dataclass(frozen=True, slots=True)
class ListedTill:
    """One line of a list. ``metadata`` holds the further columns, without empty ones;
    ``has_surplus``: the line has more columns than the first one names."""

    line: int
    serial_number: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    has_surplus: bool = False


class Fate(StrEnum):
    """What will become of a line."""

    REGISTER = "register"
    REGISTER_AGAIN = "register_again"  # deregistered with this serial number
    ALREADY = "already"  # registered with this serial number
    FLAWED = "flawed"  # the serial number itself; the flaws say why
    TWICE = "twice"  # an earlier line has it
    COLUMNS = "columns"  # the further columns cannot be kept
    UNCLEAR = "unclear"  # a till has it whose state we do not know
    NO_ROOM = "no_room"  # the TSS takes no more registered tills


WANTED = frozenset({Fate.REGISTER, Fate.REGISTER_AGAIN})


@dataclass(frozen=True, slots=True)
class PlannedTill:
    """A line and what will become of it. ``client`` is the till that has its serial number."""

    listed: ListedTill
    fate: Fate
    flaws: tuple[SerialFlaw, ...] = ()
    client: Client | None = None

    @property
    def key(self) -> str:
        return f"{self.listed.line:06}"


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8 with or without its mark, UTF-16 with it, else Latin-1's kin."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")  # what Windows programs call Latin-1


def read_list(text: str) -> tuple[ListedTill, ...]:
    """The tills of a list; empty lines are passed over, blanks round a serial number taken off."""
    lines = text.removeprefix("\ufeff").splitlines()
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return ()
    for delimiter in _DELIMITERS:
        head = _cells(lines[first], delimiter)
        if any(name.casefold() in _SERIAL_COLUMN for name in head):
            return tuple(_table(lines, first, head, delimiter))
    return tuple(
        ListedTill(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()
    )


def _table(
    lines: Sequence[str], first: int, head: Sequence[str], delimiter: str
) -> list[ListedTill]:
    at = next(i for i, name in enumerate(head) if name.casefold() in _SERIAL_COLUMN)
    found: list[ListedTill] = []
    for number, line in enumerate(lines[first + 1 :], first + 2):
        cells = [line.strip()] if len(head) == 1 else _cells(line, delimiter)
        if not any(cells):
            continue
        metadata = {
            name: cell
            for i, (name, cell) in enumerate(zip(head, cells, strict=False))
            if i != at and cell
        }
        found.append(
            ListedTill(
                number,
                _unquoted(cells[at]) if at < len(cells) else "",
                metadata,
                has_surplus=any(cells[len(head) :]),
            )
        )
    return found


def _cells(line: str, delimiter: str) -> list[str]:
    """One line on its own: a stray quotation mark spoils this line and no other."""
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:  # longer than any cell may be
        return [line.strip()]


def _unquoted(cell: str) -> str:
    """A single column is not split, but a spreadsheet may have put it in quotation marks."""
    if len(cell) >= 2 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"').strip()
    return cell


def plan_list(
    listed: Sequence[ListedTill], clients: Sequence[Client], *, room: int | None
) -> tuple[PlannedTill, ...]:
    """What will become of each line at a TSS with these tills, deregistered ones included.

    ``room`` is how many more may be registered; None where the TSS does not say.
    """
    known = {client.serial_number: client for client in clients}
    seen: set[str] = set()
    planned: list[PlannedTill] = []
    wanted = 0
    for one in listed:
        till = _judged(one, known.get(one.serial_number), seen)
        seen.add(one.serial_number)
        if till.fate in WANTED:
            wanted += 1
            if room is not None and wanted > room:
                till = PlannedTill(one, Fate.NO_ROOM, client=till.client)
        planned.append(till)
    return tuple(planned)


def _judged(one: ListedTill, client: Client | None, seen: set[str]) -> PlannedTill:
    if flaws := serial_flaws(one.serial_number):
        return PlannedTill(one, Fate.FLAWED, flaws)
    if one.serial_number in seen:
        return PlannedTill(one, Fate.TWICE)
    if client is not None and client.state is ClientState.REGISTERED:
        return PlannedTill(one, Fate.ALREADY, client=client)
    if client is not None and client.state is not ClientState.DEREGISTERED:
        return PlannedTill(one, Fate.UNCLEAR, client=client)
    if one.has_surplus or not _can_be_kept(one.metadata):
        return PlannedTill(one, Fate.COLUMNS, client=client)
    fate = Fate.REGISTER if client is None else Fate.REGISTER_AGAIN
    return PlannedTill(one, fate, client=client)


def _can_be_kept(metadata: Mapping[str, str]) -> bool:
    return len(metadata) <= ENTRIES_MAX and all(
        0 < len(key) <= KEY_MAX and len(value) <= VALUE_MAX for key, value in metadata.items()
    )
