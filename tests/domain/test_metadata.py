"""What may be kept as metadata, and what of it is sent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tse_companion.domain.metadata import (
    KEY_MAX,
    VALUE_MAX,
    MetadataEntry,
    MetadataFlaw,
    metadata_changes,
    metadata_flaws,
)

maps = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["1", "2", "3"]))


@pytest.mark.parametrize(
    ("entry", "flaw"),
    [
        (MetadataEntry("room", "cellar"), None),
        (MetadataEntry("k" * KEY_MAX, "v" * VALUE_MAX), None),
        (MetadataEntry(" ", "cellar"), MetadataFlaw.KEY_MISSING),
        (MetadataEntry("k" * (KEY_MAX + 1), "x"), MetadataFlaw.KEY_TOO_LONG),
        (MetadataEntry("room", " "), MetadataFlaw.VALUE_MISSING),
        (MetadataEntry("room", "v" * (VALUE_MAX + 1)), MetadataFlaw.VALUE_TOO_LONG),
        (MetadataEntry("there", "v"), MetadataFlaw.KEY_TWICE),
    ],
)
def test_what_is_wrong_with_an_entry(entry: MetadataEntry, flaw: MetadataFlaw | None) -> None:
    assert metadata_flaws((MetadataEntry("there", "x"), entry), {}) == (None, flaw)


def test_what_is_there_already_is_not_too_long() -> None:
    before = {"k" * 50: "v" * 600}
    (key, value), *_ = before.items()
    assert metadata_flaws([MetadataEntry(key, value)], before) == (None,)
    assert metadata_flaws([MetadataEntry(key, "short")], before) == (None,)
    assert metadata_flaws([MetadataEntry(key, "w" * 600)], before) == (MetadataFlaw.VALUE_TOO_LONG,)


@given(maps, maps, maps)
def test_merging_gives_what_was_wanted_and_leaves_the_rest(
    before: dict[str, str], after: dict[str, str], elsewhere: dict[str, str]
) -> None:
    changes = metadata_changes(before, after)
    there = before | {f"other-{key}": value for key, value in elsewhere.items()}
    merged = {key: value for key, value in (there | changes).items() if value}
    assert {k: v for k, v in merged.items() if not k.startswith("other-")} == after
    assert {k for k in merged if k.startswith("other-")} == {f"other-{k}" for k in elsewhere}
    assert (changes == {}) is (before == after)
