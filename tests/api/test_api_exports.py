"""Exports at the sandbox: in memory, and through a real socket."""

from __future__ import annotations

import io
import tarfile
import uuid
from collections.abc import AsyncIterator

import pytest

from api.shop import Shop, opened
from tse_companion.domain.models import ExportState, TxState
from tse_companion.errors import ApiRefused


class Bucket:
    """Keeps what is poured into it."""

    def __init__(self) -> None:
        self.size: int | None = None
        self.content = b""

    async def begin(self, size: int | None) -> None:
        self.size = size

    async def take(self, piece: bytes) -> None:
        self.content += piece


@pytest.fixture(params=["memory", "socket"])
async def shop(request: pytest.FixtureRequest) -> AsyncIterator[Shop]:
    async with opened(request.param) as shop:
        await shop.set_up()
        await shop.write(1, TxState.ACTIVE)
        yield shop


async def test_from_the_beginning_to_the_file(shop: Shop) -> None:
    client, tss_id, export_id = shop.client, shop.tss_id, str(uuid.uuid4())
    begun = await client.trigger_export(tss_id, export_id)
    assert begun.state is ExportState.PENDING
    assert begun.estimated_time_of_completion is not None
    early = Bucket()
    with pytest.raises(ApiRefused) as caught:
        await client.fetch_export_file(tss_id, export_id, early)
    assert (caught.value.code, caught.value.retry_after) == ("E_EXPORT_NOT_COMPLETED", 60)
    assert early.content == b""
    with pytest.raises(ApiRefused) as caught:
        await client.trigger_export(tss_id, export_id)
    assert caught.value.code == "E_DUPLICATE_EXPORT"

    shop.control.clock.advance(60)
    done = await client.retrieve_export(tss_id, export_id)
    assert done.state is ExportState.COMPLETED
    assert done.time_start is not None and done.time_end is not None
    assert done.time_expiration is not None and done.time_expiration > done.time_end
    bucket = Bucket()
    await client.fetch_export_file(tss_id, export_id, bucket)
    assert bucket.size == len(bucket.content)
    with tarfile.open(fileobj=io.BytesIO(bucket.content)) as found:
        logs = [name for name in found.getnames() if name.endswith(".log")]
    assert len(logs) == len(shop.signed())
    with pytest.raises(ApiRefused) as caught:
        await client.cancel_export(tss_id, export_id)
    assert caught.value.code == "E_CANCEL_EXPORT"


async def test_one_that_is_cancelled_never_completes(shop: Shop) -> None:
    export_id = str(uuid.uuid4())
    await shop.client.trigger_export(shop.tss_id, export_id)
    cancelled = await shop.client.cancel_export(shop.tss_id, export_id)
    assert cancelled.state is ExportState.CANCELLED
    shop.control.clock.advance(60)
    assert (await shop.client.retrieve_export(shop.tss_id, export_id)) == cancelled
