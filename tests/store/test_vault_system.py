"""The system's password store: what is asked of it, what it may not be, and how it fails."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable, Iterator

import pytest
from keyring import errors as foreign
from keyring.backends import chainer, fail, null
from keyring.compat import properties
from keyrings.cryptfile.file import PlaintextKeyring

from store.memory_ring import MemoryRing, MemoryVault, raising
from tse_companion.domain.credentials import Secret
from tse_companion.errors import (
    VaultLocked,
    VaultMissing,
    VaultProblem,
    VaultRefused,
    VaultTooLong,
    VaultUnreliable,
)
from tse_companion.store.secrets import (
    Kind,
    Place,
    SystemVault,
    Vault,
    system_vault_or_problem,
)
from tse_companion.store.secrets.system import ALLOWED, choose_ring

MARK = "MARKED-SECRET-4711"
PUK = Place("0b6b3f2e-0000-4000-8000-000000000001", Kind.ADMIN_PUK)
PIN = Place("0b6b3f2e-0000-4000-8000-000000000001", Kind.ADMIN_PIN)


class LockedException(Exception):
    """Like that of secretstorage, which is not one of keyring's."""

    __module__ = "secretstorage.exceptions"


class WindowsError(OSError):
    """Like pywintypes.error."""

    def __init__(self, winerror: int) -> None:
        super().__init__(MARK)
        self.winerror = winerror


def test_put_get_delete() -> None:
    vault: Vault = MemoryVault()
    assert vault.get(PUK) is None
    vault.put(PUK, Secret("1234567890"))
    vault.put(PIN, Secret("48ßÄ€"))
    vault.put(PUK, Secret("0987654321"))
    kept = vault.get(PUK), vault.get(PIN)
    assert [secret and secret.reveal() for secret in kept] == ["0987654321", "48ßÄ€"]
    vault.delete(PUK)
    vault.delete(PUK)
    assert vault.get(PUK) is None
    assert vault.get(PIN) is not None


def test_each_secret_has_a_service_name_of_its_own() -> None:
    vault = MemoryVault()
    for kind in Kind:
        vault.put(Place("a", kind), Secret("x"))
        vault.put(Place("b", kind), Secret("y"))
    services = [service for service, _ in vault.ring.kept]
    assert len(set(services)) == len(services) == 2 * len(Kind)


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (foreign.NoKeyringError(MARK), VaultMissing),
        (foreign.KeyringLocked(MARK), VaultLocked),
        (foreign.InitError(MARK), VaultLocked),
        (LockedException(MARK), VaultLocked),
        (foreign.PasswordSetError(MARK), VaultRefused),
        (foreign.PasswordDeleteError(MARK), VaultRefused),
        (WindowsError(1312), VaultMissing),
        (WindowsError(1783), VaultTooLong),
        (WindowsError(5), VaultRefused),
        (WindowsError(87), VaultProblem),
        (foreign.KeyringError(MARK), VaultProblem),
        (ZeroDivisionError(MARK), VaultProblem),
    ],
    ids=lambda value: getattr(value, "__name__", type(value).__name__),
)
@pytest.mark.parametrize("operation", ["set", "get", "delete"])
def test_problems_have_one_error_each_and_no_past(
    raised: Exception, told: type[VaultProblem], operation: str
) -> None:
    vault = MemoryVault()
    vault.put(PUK, Secret(MARK))
    vault.ring.faults[operation] = raising(raised)
    operations: dict[str, Callable[[], object]] = {
        "set": lambda: vault.put(PUK, Secret(MARK)),
        "get": lambda: vault.get(PUK),
        "delete": lambda: vault.delete(PUK),
    }
    with pytest.raises(VaultProblem) as caught:
        operations[operation]()
    assert type(caught.value) is told
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None
    assert MARK not in repr(caught.value) + repr(caught.value.facts)
    assert MARK not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("damage", [lambda text: text and text[:-1], lambda text: None])
def test_what_comes_back_differs(damage: Callable[[str | None], str | None]) -> None:
    vault = MemoryVault(MemoryRing(set=damage))
    with pytest.raises(VaultUnreliable):
        vault.put(PUK, Secret(MARK))


def test_delete_that_deletes_nothing() -> None:
    vault = MemoryVault(MemoryRing(delete=lambda text: None))
    vault.put(PUK, Secret(MARK))
    with pytest.raises(VaultUnreliable):
        vault.delete(PUK)


def test_length_counts_utf_16_units() -> None:
    vault = MemoryVault()
    vault.put(PUK, Secret("x" * 1280))
    vault.put(PUK, Secret("😀" * 640))
    for text in ("x" * 1281, "😀" * 640 + "x"):
        with pytest.raises(VaultTooLong) as caught:
            vault.put(PIN, Secret(text))
        assert caught.value.facts == {"units": 1281, "limit": 1280}
    assert vault.get(PIN) is None


def test_probe_leaves_nothing() -> None:
    vault = MemoryVault()
    vault.probe()
    assert vault.ring.kept == {}
    vault.ring.faults["set"] = raising(foreign.KeyringLocked())
    with pytest.raises(VaultLocked):
        vault.probe()


# --- which backend ---------------------------------------------------------------------------


class Good(MemoryRing):
    priority = 4.0


class Better(MemoryRing):
    priority = 5.0


class Broken(MemoryRing):
    """Not viable: it has no priority here."""

    @properties.classproperty
    def priority(cls) -> float:  # noqa: N805
        raise RuntimeError(MARK)


@pytest.fixture
def here() -> Iterator[str]:
    """The name under which this file's classes are found."""
    sys.modules["tests_of_the_vault"] = sys.modules[__name__]
    yield "tests_of_the_vault"
    del sys.modules["tests_of_the_vault"]


def test_best_one_that_works(here: str) -> None:
    names = [f"{here}.{name}" for name in ("Good", "Broken", "Better", "Absent")]
    assert type(choose_ring([*names, "no.such.Module"])) is Better


def test_the_one_of_an_earlier_run_stays(here: str) -> None:
    names = [f"{here}.Good", f"{here}.Better"]
    assert type(choose_ring(names, prefer=f"{__name__}.Good")) is Good
    assert type(choose_ring(names, prefer="gone.Backend")) is Better


def test_none_works(here: str) -> None:
    with pytest.raises(VaultMissing):
        choose_ring([f"{here}.Broken"])


def test_only_stores_of_the_operating_system_are_allowed(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    assert not [name for name in ALLOWED if not name.startswith("keyring.backends.")]
    for kind in (chainer.ChainerBackend, null.Keyring, fail.Keyring, PlaintextKeyring):
        name = f"{kind.__module__}.{kind.__qualname__}"
        assert name not in ALLOWED
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)
        found = system_vault_or_problem()
        if isinstance(found, SystemVault):
            assert found.backend_name in ALLOWED
        else:
            assert isinstance(found, VaultMissing)


def test_problem_instead_of_vault(monkeypatch: pytest.MonkeyPatch) -> None:
    module = "tse_companion.store.secrets.system"
    monkeypatch.setattr(f"{module}.choose_ring", lambda prefer=None: MemoryRing())
    assert isinstance(system_vault_or_problem(probe=True), SystemVault)
    locked = MemoryRing(set=raising(foreign.InitError(MARK)))
    monkeypatch.setattr(f"{module}.choose_ring", lambda prefer=None: locked)
    assert isinstance(system_vault_or_problem(), SystemVault)
    assert isinstance(system_vault_or_problem(probe=True), VaultLocked)
