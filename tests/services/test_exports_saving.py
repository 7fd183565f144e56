"""The file of an export: whole where the person wants it, or not there at all."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import tarfile
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from services.conftest import World
from services.steps import CLIENT_ID, Gate, cancelled_at
from tse_companion.domain.models import TxState
from tse_companion.errors import (
    AnswerLost,
    ApiRefused,
    DownloadBroken,
    FileUnwritable,
    JournalUnwritable,
    Outcome,
)
from tse_companion.sandbox import archive
from tse_companion.services import exports
from tse_companion.services.desk import Session, new_id
from tse_companion.store import files

Told = list[tuple[int, int | None]]


@pytest.fixture
async def shop(world: World, session: Session, tss_id: str) -> Session:
    """A shop whose TSS has signed a little."""
    session.site = replace(session.site, tss_id=tss_id)
    world.when_pausing = world.control.clock.advance
    for _ in range(3):
        await session.client.upsert_transaction(
            tss_id, new_id(), tx_revision=1, state=TxState.ACTIVE, client_id=CLIENT_ID
        )
    return session


@pytest.fixture
async def export_id(world: World, shop: Session) -> str:
    """A completed export."""
    begun = await exports.begin(shop)
    world.control.clock.advance(60)
    return begun.id


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder / "TSE-Export.tar"


async def save(shop: Session, export_id: str, path: Path, told: Told | None = None) -> None:
    heard: Told = [] if told is None else told
    await exports.save(shop, export_id, path, lambda *given: heard.append(given))


def content(path: Path) -> bytes:
    return path.read_bytes()


def put(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def assert_nothing(path: Path) -> None:
    """No file, no part of one, and nothing that is taken for one."""
    assert list(path.parent.iterdir()) == []


async def test_saved_whole_and_known_from_then_on(
    world: World, shop: Session, export_id: str, path: Path
) -> None:
    told: Told = []
    await save(shop, export_id, path, told)
    with tarfile.open(path) as saved:
        names = saved.getnames()
    signed = world.control.signed_messages(shop.site.tss_id or "")
    assert sum(name.endswith(".log") for name in names) == len(signed)
    data = content(path)
    known = (await exports.load(shop)).of(export_id)
    assert known is not None and known.saved is not None
    assert known.saved.name == path.name
    assert known.saved.size == len(data)
    assert known.saved.sha256 == hashlib.sha256(data).hexdigest()
    assert told[0] == (0, len(data)) and told[-1] == (len(data), len(data))
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    async with world.session() as again:
        again.site = shop.site
        later = (await exports.load(again)).of(export_id)
        assert later is not None and later.saved == known.saved


async def test_what_was_there_is_replaced_only_by_a_whole_file(
    world: World, shop: Session, export_id: str, path: Path
) -> None:
    put(path, b"of last month")
    world.control.fault("retrieveExportFile", "lost_before", times=None)
    with pytest.raises(AnswerLost):
        await save(shop, export_id, path)
    assert content(path) == b"of last month"
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    world.control.clear()
    await save(shop, export_id, path)
    assert tarfile.is_tarfile(path)


REFUSALS = [
    (403, "E_ACCESS_DENIED"),
    (404, "E_EXPORT_NOT_COMPLETED"),
    (404, "E_EXPORT_NOT_FOUND"),
    (404, "E_TSS_NOT_FOUND"),
    (423, None),
    (429, None),
]


@pytest.mark.parametrize(("status", "code"), REFUSALS)
async def test_a_refusal_leaves_no_file(
    world: World, shop: Session, export_id: str, path: Path, status: int, code: str | None
) -> None:
    world.control.fault("retrieveExportFile", "status", status=status, code=code, times=None)
    with pytest.raises(ApiRefused) as caught:
        await save(shop, export_id, path)
    assert caught.value.code == (code or f"http_{status}")
    assert_nothing(path)
    known = (await exports.load(shop)).of(export_id)
    assert known is not None and known.saved is None


async def test_one_that_is_not_ready_and_one_that_has_expired(
    world: World, shop: Session, path: Path
) -> None:
    world.control.habits.export_kept_seconds = 60
    begun = await exports.begin(shop)
    for seconds, code in ((0, "E_EXPORT_NOT_COMPLETED"), (600, "E_EXPORT_NOT_FOUND")):
        world.control.clock.advance(seconds)
        with pytest.raises(ApiRefused) as caught:
            await save(shop, begun.id, path)
        assert caught.value.code == code
        assert_nothing(path)


async def test_an_archive_without_its_end_is_never_taken_for_whole(
    world: World, shop: Session, export_id: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as it was announced, and yet not all of it."""
    monkeypatch.setattr(archive, "END", b"")
    with pytest.raises(DownloadBroken) as caught:
        await save(shop, export_id, path)
    assert caught.value.outcome is Outcome.NOT_DONE
    assert_nothing(path)
    monkeypatch.undo()
    await save(shop, export_id, path)
    assert content(path)


async def test_one_that_breaks_off_is_told_and_not_fetched_again_by_itself(
    world: World, shop: Session, export_id: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = httpx.Response.aiter_bytes

    async def cut(response: httpx.Response) -> object:
        async for piece in whole(response):
            yield piece[: len(piece) // 2]
            raise httpx.ReadError("cut")

    monkeypatch.setattr(
        httpx.Response,
        "aiter_bytes",
        lambda response: (
            cut(response) if "tar" in response.headers["content-type"] else whole(response)
        ),
    )
    before = world.sent("retrieveExportFile")
    with pytest.raises(DownloadBroken):
        await save(shop, export_id, path)
    assert world.sent("retrieveExportFile") == before + 1
    assert_nothing(path)


@pytest.mark.parametrize("where", ["missing", "stick/a-file"])
async def test_a_place_that_takes_no_file_is_told_before_anything_is_asked(
    world: World, shop: Session, export_id: str, path: Path, where: str
) -> None:
    put(path.with_name("a-file"), b"")
    with pytest.raises(FileUnwritable):
        await save(shop, export_id, path.parent.parent / where / "TSE-Export.tar")
    assert world.sent("retrieveExportFile") == 0


@pytest.mark.parametrize("at", ["write", "close", "keep"])
async def test_a_full_disk_is_told_and_leaves_nothing(
    world: World,
    shop: Session,
    export_id: str,
    path: Path,
    at: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(files.FreshFile, at, full)
    with pytest.raises(FileUnwritable) as caught:
        await save(shop, export_id, path)
    assert caught.value.facts["path"] == str(path)
    assert world.sent("retrieveExportFile") == 1
    assert_nothing(path)
    await asyncio.sleep(0)  # what httpx had opened inside is closed by the loop


async def test_cancelled_while_it_arrives_nothing_is_left(
    shop: Session, export_id: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate()
    taking = exports._ArrivingFile.take
    monkeypatch.setattr(exports._ArrivingFile, "take", gate.before(taking))
    saving = exports.save(shop, export_id, path, lambda *_: None)
    async with cancelled_at(gate, saving):
        assert_nothing(path)


async def test_given_up_when_it_is_in_its_place_it_is_known_all_the_same(
    shop: Session, export_id: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, loop = files.FreshFile.keep, asyncio.get_running_loop()
    saving = asyncio.ensure_future(save(shop, export_id, path))

    def keep_and_give_up(fresh: files.FreshFile) -> None:
        keep(fresh)
        loop.call_soon_threadsafe(saving.cancel)

    monkeypatch.setattr(files.FreshFile, "keep", keep_and_give_up)
    with pytest.raises(asyncio.CancelledError):
        await saving
    known = (await exports.load(shop)).of(export_id)
    assert known is not None and known.saved is not None
    assert known.saved.sha256 == hashlib.sha256(content(path)).hexdigest()


async def test_the_loop_is_not_held_up_by_the_disk(
    shop: Session, export_id: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    threads: set[int] = set()
    for name in ("__init__", "write", "close", "keep"):
        work = getattr(files.FreshFile, name)

        def noting(*args: object, work: object = work, **kwargs: object) -> object:
            threads.add(threading.get_ident())
            return work(*args, **kwargs)  # type: ignore[operator]

        monkeypatch.setattr(files.FreshFile, name, noting)
    await save(shop, export_id, path)
    assert len(threads) == 1 and threading.get_ident() not in threads


async def test_a_file_that_is_there_is_saved_although_nobody_noted_it(
    shop: Session, export_id: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise JournalUnwritable

    with monkeypatch.context() as patched:
        patched.setattr(shop.desk.journal, "remember", full)
        await save(shop, export_id, path)
    assert content(path)
    known = (await exports.load(shop)).of(export_id)
    assert known is not None and known.saved is None


async def test_what_is_remembered_wrongly_is_forgotten(shop: Session, export_id: str) -> None:
    for text in ("no json", "[]", '{"x": {"name": 1}}'):
        await shop.desk.journal.remember(shop.site.id, "exports-saved", text)
        known = (await exports.load(shop)).of(export_id)
        assert known is not None and known.saved is None
