"""The string map on a TSS or a till, and what of it has to be sent (contract section 8).

The service merges: what is not named stays, and an empty value takes an entry away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

ENTRIES_MAX = 40
KEY_MAX = 40
VALUE_MAX = 500


class MetadataFlaw(StrEnum):
    """Why an entry is not acceptable."""

    KEY_MISSING = "key_missing"
    KEY_TOO_LONG = "key_too_long"
    KEY_TWICE = "key_twice"
    VALUE_MISSING = "value_missing"  # sent like that it would take the entry away
    VALUE_TOO_LONG = "value_too_long"


@dataclass(frozen=True, slots=True)
class MetadataEntry:
    """One line as it was typed."""

    key: str
    value: str


def metadata_flaws(
    entries: Sequence[MetadataEntry], before: Mapping[str, str]
) -> tuple[MetadataFlaw | None, ...]:
    """What is wrong with each entry. What the service holds already is never wrong by length."""
    seen: set[str] = set()
    flaws: list[MetadataFlaw | None] = []
    for entry in entries:
        flaws.append(_flaw(entry, before, seen))
        seen.add(entry.key)
    return tuple(flaws)


def _flaw(entry: MetadataEntry, before: Mapping[str, str], seen: set[str]) -> MetadataFlaw | None:
    if not entry.key.strip():
        return MetadataFlaw.KEY_MISSING
    if entry.key in seen:
        return MetadataFlaw.KEY_TWICE
    if not entry.value.strip():
        return MetadataFlaw.VALUE_MISSING
    if before.get(entry.key) == entry.value:
        return None
    if len(entry.key) > KEY_MAX and entry.key not in before:
        return MetadataFlaw.KEY_TOO_LONG
    if len(entry.value) > VALUE_MAX:
        return MetadataFlaw.VALUE_TOO_LONG
    return None


def metadata_changes(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """What makes ``after`` out of ``before``: an empty value for each entry that goes.

    Entries that stay are left out, so that what somebody else changed meanwhile survives.
    """
    gone = dict.fromkeys((key for key in before if key not in after), "")
    return gone | {key: value for key, value in after.items() if before.get(key) != value}
