"""Where secrets are kept: which vault, what opens it, and what happens when it does not."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from keyring.errors import (
    InitError,
    KeyringLocked,
    NoKeyringError,
    PasswordDeleteError,
    PasswordSetError,
)

from services.conftest import World
from services.steps import quiet
from services.test_setup_service import PIN, assert_ready, confirm_puk, to_work
from store.memory_ring import MemoryRing, MemoryVault, raising
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import TssState
from tse_companion.errors import (
    AppError,
    Outcome,
    PassphraseNeeded,
    PassphraseWrong,
    VaultLocked,
    VaultMissing,
    VaultProblem,
    VaultRefused,
    VaultTooLong,
    VaultUnreliable,
)
from tse_companion.paths import Folders
from tse_companion.services.setup.flow import PinSource
from tse_companion.services.tasks import Background
from tse_companion.services.vaults import Safe, VaultNeed, Vaults
from tse_companion.store.secrets import FileVault, Kind, Place, SystemVault
from tse_companion.store.secrets.ring import Cost

CHEAP = Cost(time=1, memory=8, parallelism=1)
PASSPHRASE = Secret("correct horse battery")
OWNER = "0b6b3f2e-0000-4000-8000-000000000001"

Make = Callable[..., Vaults]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file vault without the half second that opening it costs on purpose."""
    cheap = functools.partial(FileVault, cost=CHEAP)
    monkeypatch.setattr("tse_companion.services.vaults.FileVault", cheap)


@pytest.fixture
def no_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a password store."""

    def missing(**_: object) -> SystemVault:
        raise VaultMissing

    monkeypatch.setattr("tse_companion.services.vaults.SystemVault", missing)


@pytest.fixture
async def make(tmp_path: Path) -> Any:
    """Vaults as at a start of the program, on one data folder."""
    background, folders = Background(), Folders.below(tmp_path / "data")
    folders.make()

    yield functools.partial(Vaults, folders, background)
    await background.aclose()


async def revealed(vaults: Vaults, kind: Kind = Kind.ADMIN_PUK) -> str | None:
    secret = await (await vaults.safe("service")).get(OWNER, kind)
    return None if secret is None else secret.reveal()


# --- which vault -----------------------------------------------------------------------------


async def test_the_system_s_store_needs_nothing(make: Make, tmp_path: Path) -> None:
    vault = MemoryVault()
    vaults = make(system=vault)
    assert await vaults.need("service") is VaultNeed.NOTHING
    safe = await vaults.safe("service")
    assert safe is await vaults.safe("service")
    assert safe.label == vault.label
    await safe.put(OWNER, Kind.ADMIN_PUK, Secret("1234567890"))
    assert await revealed(vaults) == "1234567890"
    await safe.delete(OWNER, Kind.ADMIN_PUK)
    await safe.delete(OWNER, Kind.ADMIN_PUK)
    assert await revealed(vaults) is None
    assert not (tmp_path / "data" / "vault.cfg").exists()
    assert vaults.prefer == vault.backend_name


@pytest.mark.usefixtures("no_store")
async def test_a_machine_without_a_store_gets_an_encrypted_file(make: Make) -> None:
    vaults = make()
    assert await vaults.need("service") is VaultNeed.NEW_FILE
    with pytest.raises(PassphraseNeeded):
        await vaults.safe("service")
    await vaults.unlock(PASSPHRASE)
    assert await vaults.need("service") is VaultNeed.NOTHING
    await (await vaults.safe("service")).put(OWNER, Kind.ADMIN_PUK, Secret("1234567890"))

    again = make()
    assert await again.need("service") is VaultNeed.UNLOCK
    with pytest.raises(PassphraseWrong):
        await again.unlock(Secret("wrong"))
    with pytest.raises(PassphraseNeeded):
        await again.unlock(Secret("  "))
    assert await again.need("service") is VaultNeed.UNLOCK
    await again.unlock(PASSPHRASE)
    assert await revealed(again) == "1234567890"


async def test_a_portable_folder_uses_its_file_whatever_the_system_has(make: Make) -> None:
    vault = MemoryVault()
    vaults = make(file_only=True, passphrase=PASSPHRASE, system=vault)
    assert await vaults.need("service") is VaultNeed.NOTHING
    await (await vaults.safe("service")).put(OWNER, Kind.ADMIN_PUK, Secret("1234567890"))
    assert vault.ring.kept == {}
    assert vaults.prefer is None


async def test_a_given_passphrase_that_is_wrong_can_be_typed_instead(make: Make) -> None:
    await make(file_only=True).unlock(PASSPHRASE)
    vaults = make(file_only=True, passphrase=Secret("from a script, wrong"))
    with pytest.raises(PassphraseWrong):
        await vaults.safe("service")
    assert await vaults.need("service") is VaultNeed.UNLOCK
    await vaults.unlock(PASSPHRASE)
    assert await vaults.need("service") is VaultNeed.NOTHING


async def test_secrets_stay_in_the_file_when_a_store_turns_up(make: Make) -> None:
    vaults = make(file_only=True, passphrase=PASSPHRASE)
    await (await vaults.safe("service")).put(OWNER, Kind.ADMIN_PUK, Secret("1234567890"))
    later = make(system=MemoryVault())
    assert await later.need("service") is VaultNeed.UNLOCK
    await later.unlock(PASSPHRASE)
    assert await revealed(later) == "1234567890"


@pytest.mark.usefixtures("no_store")
async def test_a_store_that_is_gone_is_not_replaced_by_an_empty_file(
    make: Make, tmp_path: Path
) -> None:
    vaults = make(prefer="keyring.backends.SecretService.Keyring")
    with pytest.raises(VaultMissing):
        await vaults.need("service")
    with pytest.raises(VaultMissing):
        await vaults.safe("service")
    assert not (tmp_path / "data" / "vault.cfg").exists()


async def test_a_file_that_is_no_vault_is_left_as_it_is(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "data" / "vault.cfg"
    path.write_bytes(b"[half a file")
    vaults = make(file_only=True, passphrase=PASSPHRASE)
    with pytest.raises(VaultProblem) as problem:
        await vaults.need("service")
    assert problem.value.code == "vault_broken"
    assert path.read_bytes() == b"[half a file"


async def test_the_loop_is_never_held_up(make: Make) -> None:
    seen: set[str] = set()

    def note(text: str | None) -> str | None:
        seen.add(threading.current_thread().name)
        return text

    safe = await make(system=MemoryVault(MemoryRing(set=note, get=note))).safe("service")
    await safe.put(OWNER, Kind.ADMIN_PUK, Secret("1234567890"))
    await safe.get(OWNER, Kind.ADMIN_PUK)
    assert seen == {"background-vault"}


# --- the practice TSE's own ------------------------------------------------------------------


async def test_practising_asks_for_nothing_and_keeps_to_its_own_file(
    make: Make, tmp_path: Path
) -> None:
    vault = MemoryVault()
    vaults = make(system=vault)
    with pytest.raises(PassphraseNeeded):
        await vaults.safe("practice")  # the practice service brings it when it is opened
    vaults.practice_passphrase = Secret("of the practice service")
    safe = await vaults.safe("practice")
    await safe.put(OWNER, Kind.ADMIN_PUK, Secret("1234567890"))
    assert vault.ring.kept == {}
    assert (tmp_path / "data" / "practice-vault.cfg").exists()
    again = make(system=vault)
    again.practice_passphrase = Secret("of the practice service")
    kept = await (await again.safe("practice")).get(OWNER, Kind.ADMIN_PUK)
    assert kept is not None
    assert kept.reveal() == "1234567890"


async def test_a_new_practice_service_begins_with_an_empty_file(make: Make) -> None:
    vaults = make()
    vaults.practice_passphrase = Secret("of the first")
    await (await vaults.safe("practice")).put(OWNER, Kind.ADMIN_PUK, Secret("1234567890"))
    again = make()
    again.practice_passphrase = Secret("of the second")
    assert await (await again.safe("practice")).get(OWNER, Kind.ADMIN_PUK) is None
    again.forget_practice()
    again.forget_practice()
    assert await (await again.safe("practice")).get(OWNER, Kind.ADMIN_PUK) is None


# --- five problems ---------------------------------------------------------------------------

FIVE: list[tuple[str, Callable[[], MemoryRing], type[VaultProblem]]] = [
    ("missing", lambda: MemoryRing(set=raising(NoKeyringError("MARK"))), VaultMissing),
    ("locked", lambda: MemoryRing(set=raising(KeyringLocked("MARK"))), VaultLocked),
    ("dismissed", lambda: MemoryRing(set=raising(InitError("MARK"))), VaultLocked),
    ("refused", lambda: MemoryRing(set=raising(PasswordSetError("MARK"))), VaultRefused),
    ("unreliable", lambda: MemoryRing(set=lambda _: None), VaultUnreliable),
    ("cut", lambda: MemoryRing(set=lambda text: text and text[:5]), VaultUnreliable),
    ("changed", lambda: MemoryRing(get=lambda _: "another"), VaultUnreliable),
    ("unknown", lambda: MemoryRing(set=raising(ZeroDivisionError("MARK"))), VaultProblem),
]


@pytest.mark.parametrize(("ring", "kind"), [(r, k) for _, r, k in FIVE], ids=[n for n, *_ in FIVE])
async def test_a_puk_that_cannot_be_kept_stops_the_set_up_and_is_not_lost(
    world: World, ring: Callable[[], MemoryRing], kind: type[VaultProblem]
) -> None:
    broken, good = MemoryVault(ring()), MemoryVault()
    world.vault = broken  # type: ignore[assignment]
    async with world.setup() as setup:
        await setup.practise()
        await setup.choose_new()
        with pytest.raises(VaultProblem) as problem:
            await setup.create()
        error = problem.value
        assert type(error) is kind
        assert error.outcome is Outcome.UNKNOWN  # the TSS may well be there
        assert error.__cause__ is error.__context__ is None
        assert "MARK" not in repr(error) + repr(error.args)
        tss_id = setup.draft.tss_id or ""
        (entry,) = await setup.desk.journal.entries(tss_id=tss_id)
        assert (entry.outcome, entry.code) == ("unknown", error.code)
        assert world.control.tss(tss_id).state is TssState.CREATED
    assert broken.ring.kept == {}  # nothing that could pass for the PUK
    world.vault = good  # type: ignore[assignment]
    async with world.setup() as setup:
        await setup.resume((await setup.desk.journal.open_setups())[0])
        await setup.create()  # shows the same PUK again
        assert (await setup.puk()).same_as(world.control.tss(tss_id).puk)
    assert world.control.tss_ids() == (tss_id,)


async def test_a_secret_that_is_too_long_for_some_store_is_refused_everywhere(make: Make) -> None:
    safe = await make(system=MemoryVault()).safe("service")
    with pytest.raises(VaultTooLong):
        await safe.put(OWNER, Kind.API_SECRET, Secret("x" * 1281))


async def test_a_store_that_refuses_to_forget_says_so(make: Make) -> None:
    vault = MemoryVault(MemoryRing(delete=raising(PasswordDeleteError("MARK"))))
    safe = await make(system=vault).safe("service")
    await safe.put(OWNER, Kind.ADMIN_PIN, Secret("KX73-MQ9P"))
    with pytest.raises(VaultRefused):
        await safe.delete(OWNER, Kind.ADMIN_PIN)


@pytest.mark.parametrize("problem", [VaultLocked, VaultRefused, VaultUnreliable, VaultMissing])
async def test_a_pin_that_cannot_be_kept_is_not_set(world: World, problem: type[AppError]) -> None:
    async with world.setup() as setup:
        await to_work(setup)
        put = world.vault.put

        def failing(place: Place, secret: Secret) -> None:
            if place.kind is Kind.ADMIN_PIN:
                raise problem
            put(place, secret)

        world.vault.put = failing  # type: ignore[method-assign]
        with pytest.raises(problem):
            await setup.work(quiet)
        assert world.sent("changeAdminPin") == 0
        world.vault.put = put  # type: ignore[method-assign]
        await setup.work(quiet)
    assert_ready(world)


# --- a whole set-up with the encrypted file --------------------------------------------------


class FileAlways(Vaults):
    """Keeps the practice TSE's secrets where a real one's would be."""

    async def safe(self, site_kind: str) -> Safe:
        return await super().safe("service")


@pytest.mark.usefixtures("no_store")
async def test_a_set_up_with_the_file_goes_on_after_the_passphrase(world: World) -> None:
    world.make_vaults = lambda background: FileAlways(world.folders, background)
    async with world.setup() as setup:
        await setup.desk.vaults.unlock(PASSPHRASE)
        await setup.practise()
        await setup.choose_new()
        await setup.create()
    async with world.setup() as setup:
        record = (await setup.desk.journal.open_setups())[0]
        with pytest.raises(PassphraseNeeded):
            await setup.resume(record)
        await setup.desk.vaults.unlock(PASSPHRASE)
        await setup.resume(record)
        await confirm_puk(setup)
        setup.choose_pin(PIN, source=PinSource.NEW, keep=True)
        await setup.choose_serial("KASSE-1")
        await setup.work(quiet)
        tss = world.control.tss(setup.draft.tss_id or "")
    vault = FileVault(world.folders.vault, PASSPHRASE, cost=CHEAP)
    puk, pin = (vault.get(Place(tss.id, kind)) for kind in (Kind.ADMIN_PUK, Kind.ADMIN_PIN))
    assert puk is not None
    assert pin is not None
    assert tss.pin is not None
    assert puk.same_as(tss.puk)
    assert pin.same_as(tss.pin)
    content = world.folders.vault.read_text("ascii")
    assert tss.puk.reveal() not in content
    assert PIN.reveal() not in content
