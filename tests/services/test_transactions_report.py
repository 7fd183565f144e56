"""The report of a batch: complete, readable by a spreadsheet, and no formula in it."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.open_shop import REASON, Shop, batch_of, open_shop
from tse_companion.domain.cancelling import Action, RowOutcome
from tse_companion.domain.open_transactions import Why
from tse_companion.errors import FileUnwritable
from tse_companion.services.transactions.batches import Batch, BatchRow
from tse_companion.services.transactions.cancel_run import CancelRun
from tse_companion.services.transactions.report import (
    COLUMNS,
    TIMES,
    WORDS,
    report_csv,
    report_rows,
    save_csv,
)


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    async with open_shop(tmp_path / "data") as shop:
        yield shop


def table(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff") and text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";"))


async def test_who_when_why_and_what_became_of_each(shop: Shop) -> None:
    ids = shop.plant(kinds=("receipt", "taxi", "empty"))
    async with shop.session() as session:
        batch = await batch_of(session)
        shop.close(ids[2:])
        work = CancelRun(session, batch)
        await work.run()
    first, taxi, closed = table(report_csv(work.batch))
    counter = shop.control.tss(shop.tss_id).signature_counter
    assert first["user"] == work.batch.user
    assert (first["reason"], first["client_serial_number"]) == (REASON, "KASSE-1")
    assert (first["number"], first["tx_id"], first["old_state"]) == ("1", ids[0], "ACTIVE")
    assert (first["old_revision"], first["process_type"]) == ("2", "Kassenbeleg-V1")
    assert (first["new_state"], first["outcome"]) == ("CANCELLED", "cancelled")
    assert first["signature_counter"] == str(counter)
    assert (first["chosen"], taxi["chosen"]) == ("rule", "person")
    assert (taxi["outcome"], taxi["why"], taxi["new_state"]) == ("skipped", "not_cancellable", "")
    assert (closed["outcome"], closed["new_state"]) == ("already_closed", "FINISHED")
    assert all(first[name].endswith("Z") for name in TIMES)
    assert len(first["tss_serial_number"]) == 64
    assert list(first) == list(COLUMNS)


async def test_the_file_is_whole_or_not_there(shop: Shop, tmp_path: Path) -> None:
    async with shop.world.desk() as desk:
        file = tmp_path / "report.csv"
        await save_csv(desk, batch(), file)
        assert file.read_bytes().decode() == report_csv(batch())
        with pytest.raises(FileUnwritable) as failed:
            await save_csv(desk, batch(), tmp_path / "absent" / "report.csv")
    assert failed.value.facts["path"] == str(tmp_path / "absent" / "report.csv")


def batch(**more: object) -> Batch:
    values: dict[str, object] = {
        "position": 0,
        "tx_id": "tx",
        "number": 7,
        "client_id": "client",
        "client_serial_number": "KASSE-1",
        "time_start": 1_767_225_600,
        "last_activity": 1_767_225_600,
        "process_type": None,
        "revision": 1,
        "action": Action.CANCEL,
        "why": Why.STUCK,
        "outcome": RowOutcome.CANCELLED,
        **more,
    }
    row = BatchRow(**values)  # type: ignore[arg-type]
    return Batch("b", "site", "tss", "ab", "Grund", "someone", 1_767_225_600, rows=(row,))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_spreadsheet_finds_no_formula(start: str) -> None:
    evil = f'{start}cmd|"x";\n1'
    cells = table(report_csv(replace(batch(process_type=evil), reason=evil, user=evil)))[0]
    assert {cells[name] for name in ("process_type", "reason", "user")} == {f"'{evil}"}
    assert cells["number"] == "7"


def test_words_and_header_in_another_language() -> None:
    header = [f"Spalte {at}" for at in range(len(COLUMNS))]
    words = {"cancelled": "abgebrochen", "rule": "nach Regel", "tx": "no word"}
    (cells,) = table(report_csv(batch(), header=header, words=words))
    shown = dict(zip(COLUMNS, cells.values(), strict=True))
    assert (shown["outcome"], shown["chosen"]) == ("abgebrochen", "nach Regel")
    assert (shown["tx_id"], shown["action"]) == ("tx", "cancel")
    assert shown["time_start"] == "2026-01-01 00:00:00Z"


def test_a_time_beyond_the_calendar_is_told_as_it_came() -> None:
    (cells,) = table(report_csv(batch(time_start=2**62)))
    assert cells["time_start"] == str(2**62)


def test_the_columns_are_those_of_the_rows() -> None:
    (row,) = report_rows(batch())
    assert all(hasattr(row, name) for name in COLUMNS)
    assert set(COLUMNS) > TIMES and set(COLUMNS) > WORDS
