"""The command line in this process, against a sandbox behind a socket."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.shell import Shop
from kill.program import COST
from left_open.planting import LeftOpen, leave_open
from tse_companion.sandbox.app import SandboxApp
from tse_companion.sandbox.serve import served
from tse_companion.store.secrets import ring


@pytest.fixture(scope="session")
def lively() -> Iterator[tuple[SandboxApp, str]]:
    """A café with open transactions, for those who only look; with its address."""
    app = SandboxApp(None, seed=7, scenarios=["shop=1"])
    with served(app) as ready:
        yield app, ready.base_url
    app.close()


@pytest.fixture
def cafe(
    lively: tuple[SandboxApp, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Shop]:
    """The café of ``lively``: nothing is changed in it."""
    app, base_url = lively
    monkeypatch.setenv("TSE_COMPANION_API_SECRET", app.api_secret)
    yield Shop(app, base_url, tmp_path / "data", capsys)
    app.control.clear()


@pytest.fixture
def shop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Shop]:
    """A café of its own to do anything with; what is open in it is ``left``."""
    app = SandboxApp(None, seed=8)
    monkeypatch.setenv("TSE_COMPANION_API_SECRET", app.api_secret)
    monkeypatch.chdir(tmp_path)  # reports go to the current folder
    left = app.control.seed(lambda service: leave_open(service, stuck=6))
    with served(app) as ready:
        yield Shop(app, ready.base_url, tmp_path / "data", capsys, left)
    app.close()


@pytest.fixture
def left(shop: Shop) -> LeftOpen:
    """What is open in the ``shop``."""
    assert shop.left is not None
    return shop.left


@pytest.fixture
def quick_vaults(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 at the least price there is."""
    monkeypatch.setattr(ring, "Cost", functools.partial(ring.Cost, *COST))
