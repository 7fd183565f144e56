"""A sandbox in memory on a clock that stands still, and clients for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from sandbox.shop import Shop, client_for
from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.clock import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def sandbox(clock: FakeClock) -> Iterator[SandboxApp]:
    """An empty sandbox in memory."""
    app = SandboxApp(None, seed=1, clock=clock)
    yield app
    app.close()


@pytest.fixture
async def stranger(sandbox: SandboxApp) -> AsyncIterator[Shop]:
    """A client that has not logged in."""
    async with client_for(sandbox) as http:
        yield Shop(http, sandbox)


@pytest.fixture
async def shop(stranger: Shop) -> Shop:
    """A client with a token and nothing else."""
    await stranger.log_in()
    return stranger


@pytest.fixture
async def till(shop: Shop) -> Shop:
    """A client whose till can sign; admin logged out."""
    await shop.set_up()
    return shop
