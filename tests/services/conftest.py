"""A desk with the real services below it, on a sandbox in memory."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tse_companion.api.signde import ApiCredentials
from tse_companion.api.transport import HttpSettings
from tse_companion.domain.credentials import Secret
from tse_companion.paths import Folders
from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.clock import Clock
from tse_companion.services.desk import PRACTICE_URL, Desk, Practice, Session
from tse_companion.services.setup.service import SetupService
from tse_companion.services.tasks import Background, Tasks
from tse_companion.services.vaults import Safe, Vaults
from tse_companion.store.journal import Journal
from tse_companion.store.secrets import Place
from tse_companion.store.settings import SettingsFile, Site

SITE = Site("5d3a0001-0000-4000-8000-000000000001", "Backstube", "practice", PRACTICE_URL)


class MemoryVault:
    """A vault that forgets everything with the test; ``problem`` makes every call fail."""

    label = "Memory"

    def __init__(self) -> None:
        self.kept: dict[Place, Secret] = {}
        self.problem: Exception | None = None

    def put(self, place: Place, secret: Secret) -> None:
        self._fail()
        self.kept[place] = secret

    def get(self, place: Place) -> Secret | None:
        self._fail()
        return self.kept.get(place)

    def delete(self, place: Place) -> None:
        self._fail()
        self.kept.pop(place, None)

    def _fail(self) -> None:
        if self.problem is not None:
            raise self.problem


class OneVault(Vaults):
    """The same vault for every kind of site."""

    def __init__(self, folders: Folders, background: Background, vault: MemoryVault) -> None:
        super().__init__(folders, background)
        self._one = Safe(vault, background)

    async def safe(self, site_kind: str) -> Safe:
        return self._one


class World:
    """One data folder, one vault and one sandbox; the program may start on them many times."""

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        self.folders = Folders.below(folder)
        self.folders.make()
        self.vault = MemoryVault()
        self.sandbox = SandboxApp(None, seed=7, clock=clock)
        self.control = self.sandbox.control
        self.errors: list[BaseException] = []  # of changes whose caller was gone
        self.open_practice: Callable[[], Awaitable[Practice]] = self._open_practice
        self.wall: Callable[[], float] = time.time  # the clock of this computer
        self.monotonic: Callable[[], float] = time.monotonic
        self.pauses: list[float] = []  # between repeats and lists; they take no time
        self.when_pausing: Callable[[float], object] = float  # what moves the clocks
        self.make_vaults: Callable[[Background], Vaults] = lambda background: OneVault(
            self.folders, background, self.vault
        )

    async def _open_practice(self) -> Practice:
        return Practice(
            asgi_app=self.sandbox,
            credentials=ApiCredentials(
                Secret(self.sandbox.api_key), Secret(self.sandbox.api_secret)
            ),
            passphrase=Secret("practice"),
            aclose=_nothing,
            reset=_nothing,
        )

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.when_pausing(seconds)
        await asyncio.sleep(0)

    def sent(self, operation: str) -> int:
        """How many requests of this operation have reached the service."""
        return sum(request.operation == operation for request in self.control.requests)

    @asynccontextmanager
    async def desk(self) -> AsyncIterator[Desk]:
        """One start of the program, ended properly."""
        background = Background()
        journal = Journal(self.folders.journal)
        writes = Tasks(self.errors.append)

        desk = Desk(
            folders=self.folders,
            settings_file=SettingsFile(self.folders.settings),
            journal=journal,
            background=background,
            writes=writes,
            vaults=self.make_vaults(background),
            open_practice=self.open_practice,
            http=HttpSettings(
                wall=lambda: self.wall(), monotonic=lambda: self.monotonic(), pause=self._pause
            ),
        )
        try:
            yield desk
        finally:
            await writes.finish()
            await writes.aclose()
            await desk.aclose()
            await background.aclose()
            journal.close()

    @asynccontextmanager
    async def session(self) -> AsyncIterator[Session]:
        """One start of the program, connected to the sandbox."""
        async with self.desk() as desk:
            yield await desk.connect(SITE)

    @asynccontextmanager
    async def setup(self) -> AsyncIterator[SetupService]:
        """One start of the program with a set-up on it."""
        async with self.desk() as desk:
            yield SetupService(desk)


async def _nothing() -> None:
    return None


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    made = World(tmp_path / "data")
    yield made
    await made.sandbox.aclose()
    assert made.errors == []


@pytest.fixture
async def session(world: World) -> AsyncIterator[Session]:
    async with world.session() as session:
        yield session


@pytest.fixture
async def tss_id(session: Session) -> str:
    """An INITIALIZED TSS with one till and ``steps.PIN``."""
    from services.steps import make_tss

    return await make_tss(session)
