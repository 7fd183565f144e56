"""An archive is whole, or it is said that it is not: wherever it breaks off."""

from __future__ import annotations

import io
import tarfile
import tracemalloc
from pathlib import Path
from typing import BinaryIO

import pytest

from tse_companion.tse.archive import ArchiveBroken, count_entries

SIZES = (0, 10, 512, 700)


def made(sizes: tuple[int, ...] = SIZES, *, format: int = tarfile.USTAR_FORMAT) -> bytes:
    long = 5 if format == tarfile.USTAR_FORMAT else 90  # more than a plain header takes
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=format) as archive:
        for number, size in enumerate(sizes):
            entry = tarfile.TarInfo(f"Unixt_{number}_Sig-{number}_Log-{'x' * long}.log")
            entry.size = size
            archive.addfile(entry, io.BytesIO(b"x" * size))
    return file.getvalue()


def count(data: bytes) -> int:
    return count_entries(io.BytesIO(data))


@pytest.mark.parametrize("format", [tarfile.USTAR_FORMAT, tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
def test_the_entries_of_a_whole_one(format: int) -> None:
    assert count(made(format=format)) == len(SIZES)


def test_one_that_breaks_off_anywhere_is_not_whole() -> None:
    whole = made()
    end = len(whole.rstrip(b"\0"))
    end += -end % 512  # what follows is the end mark, of which two blocks are needed
    for length in range(0, end + 1024, 64):
        with pytest.raises(ArchiveBroken):
            count(whole[:length])
    assert count(whole[: end + 1024]) == len(SIZES)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(10_240),
        b"<!doctype html><title>Sign in to the hotel's network</title>" * 100,
        made()[:600] + b"x" * 600 + made()[1200:],
        made() + b"more",
        made()[:512].replace(b"0", b"\xff") + made()[512:],
    ],
    ids=["empty", "nothing in it", "a page", "damaged inside", "something behind", "no number"],
)
def test_what_is_no_archive(data: bytes) -> None:
    with pytest.raises(ArchiveBroken):
        count(data)


def test_exports_of_real_devices(reference_data: Path) -> None:
    folder = reference_data / "exports"
    for name, entries in (("fiskaly_live_complete", 55), ("fiskaly_live_filtered", 145)):
        with (folder / f"{name}.tar").open("rb") as file:
            assert count_entries(file) == entries
    with (folder / "tampered_truncated.tar").open("rb") as file, pytest.raises(ArchiveBroken):
        count_entries(file)


def test_it_ends_early_when_nobody_wants_it_any_more() -> None:
    asked: list[None] = []

    def is_wanted() -> bool:
        asked.append(None)
        return len(asked) < 3

    assert count_entries(io.BytesIO(made()), is_wanted=is_wanted) == 2


def test_its_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    def peak(entries: int) -> int:
        path = tmp_path / str(entries)
        path.write_bytes(made((100,) * entries))
        with path.open("rb") as file:
            return _peak(file)

    peak(10)  # what is loaded at first use
    assert peak(4000) < peak(100) + 100_000


def _peak(file: BinaryIO) -> int:
    tracemalloc.start()
    count_entries(file)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most
