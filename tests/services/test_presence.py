"""Who is at the keyboard, by each way there is to tell."""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from services.conftest import SITE, World
from tse_companion.domain.credentials import Secret
from tse_companion.errors import (
    PassphraseWrong,
    PresenceImpossible,
    PresenceRefused,
    VaultProblem,
)
from tse_companion.services.desk import Session
from tse_companion.services.presence import Presence, Way
from tse_companion.services.vaults import Vaults
from tse_companion.store.presence import Answer
from tse_companion.store.secrets import FileVault
from tse_companion.store.secrets.ring import Cost

PASSPHRASE = Secret("correct horse battery")


class FakeSystem:
    """What the operating system would say."""

    user = "anna"

    def __init__(self, answer: Answer, *, asks_itself: bool) -> None:
        self.answer = answer
        self.asks_itself = asks_itself
        self.asked: list[tuple[str | None, str, str, int]] = []

    def check(self, password: Secret | None, *, title: str, text: str, window: int) -> Answer:
        self.asked.append((None if password is None else password.reveal(), title, text, window))
        return self.answer


@pytest.fixture
async def real(session: Session) -> AsyncIterator[Session]:
    """The session of a real shop, its vault the system's password store."""
    session.site = replace(SITE, kind="service")
    session.desk.presence = lambda: None
    yield session


async def test_practice_needs_no_more_than_a_question(session: Session) -> None:
    presence = Presence(session)
    assert await presence.way() is Way.PRACTICE
    assert await presence.confirm()


async def test_where_nobody_can_tell_nothing_is_shown(real: Session) -> None:
    presence = Presence(real)
    assert await presence.way() is Way.NONE
    with pytest.raises(PresenceImpossible):
        await presence.confirm(Secret("anything"))


@pytest.mark.parametrize("asks_itself", [True, False])
async def test_the_system_is_asked(real: Session, asks_itself: bool) -> None:
    system = FakeSystem(Answer.CONFIRMED, asks_itself=asks_itself)
    real.desk.presence = lambda: system
    presence = Presence(real)
    assert await presence.way() is (Way.SYSTEM if asks_itself else Way.PASSWORD)
    assert presence.user == "anna"
    given = None if asks_itself else Secret("hers")
    assert await presence.confirm(given, title="Title", text="Text", window=7)
    assert system.asked == [(None if asks_itself else "hers", "Title", "Text", 7)]
    system.answer = Answer.CANCELLED
    assert not await presence.confirm(given)
    system.answer = Answer.REFUSED
    with pytest.raises(PresenceRefused):
        await presence.confirm(given)
    system.answer = Answer.IMPOSSIBLE
    with pytest.raises(PresenceImpossible):
        await presence.confirm(given)


async def test_the_passphrase_of_the_file_is_asked_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    cheap = functools.partial(FileVault, cost=Cost(time=1, memory=8, parallelism=1))
    monkeypatch.setattr("tse_companion.services.vaults.FileVault", cheap)
    world.make_vaults = lambda background: Vaults(world.folders, background, file_only=True)
    async with world.desk() as desk:
        await desk.vaults.unlock(PASSPHRASE)
        session = await desk.connect(SITE)
        session.site = replace(SITE, kind="service")
        presence = Presence(session)
        assert await presence.way() is Way.PASSPHRASE
        assert await presence.confirm(PASSPHRASE)
        for wrong in (Secret("something else"), Secret(""), None):
            with pytest.raises(PassphraseWrong):
                await presence.confirm(wrong)
        world.folders.vault.unlink()
        with pytest.raises(VaultProblem):
            await presence.confirm(PASSPHRASE)
        assert not world.folders.vault.exists()  # none was made for the asking
