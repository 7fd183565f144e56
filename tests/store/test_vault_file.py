"""The encrypted file: nothing readable in it, nothing lost when killed at any line of code."""

from __future__ import annotations

import json
import os
import stat
import sys
import threading
import unicodedata
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from argon2.low_level import hash_secret_raw
from keyrings.cryptfile.cryptfile import CryptFileKeyring

from tse_companion.domain.credentials import Secret
from tse_companion.errors import (
    PassphraseNeeded,
    PassphraseWrong,
    VaultProblem,
    VaultRefused,
    VaultTooLong,
    VaultUnreliable,
)
from tse_companion.store import files
from tse_companion.store.secrets import FileVault, Kind, Place, Vault, ring
from tse_companion.store.secrets.places import ACCOUNT
from tse_companion.store.secrets.ring import Cost, Ring

CHEAP = Cost(time=1, memory=8, parallelism=1)
PASSPHRASE = Secret("correct horse")
MARK = "MARKED-SECRET-4711"
TSS = "0b6b3f2e-0000-4000-8000-000000000001"
PUK = Place(TSS, Kind.ADMIN_PUK)
PIN = Place(TSS, Kind.ADMIN_PIN)
OTHER_FORMAT = b"[keyring_2Dsetting]\npassword_20reference = eA==\nscheme = [Argon2] AES128.CCM\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault.cfg"


def opened(path: Path, passphrase: Secret = PASSPHRASE) -> FileVault:
    return FileVault(path, passphrase, cost=CHEAP)


def revealed(vault: Vault, place: Place) -> str | None:
    secret = vault.get(place)
    return None if secret is None else secret.reveal()


def test_put_get_delete(path: Path) -> None:
    vault: Vault = opened(path)
    assert vault.label == "vault.cfg"
    assert vault.get(PUK) is None
    vault.put(PUK, Secret("1234567890"))
    vault.put(PIN, Secret("48ßÄ€ %(x)s;#"))
    vault.put(PUK, Secret("0987654321"))
    again = opened(path)
    assert revealed(again, PUK) == "0987654321"
    assert revealed(again, PIN) == "48ßÄ€ %(x)s;#"
    again.delete(PUK)
    again.delete(PUK)
    assert vault.get(PUK) is None
    assert revealed(vault, PIN) is not None


def test_default_cost_is_the_real_one(path: Path) -> None:
    assert Cost() == Cost(time=15, memory=65536, parallelism=2)
    FileVault(path, PASSPHRASE)
    with pytest.raises(PassphraseWrong):
        opened(path)  # cheaply derived: another key


def test_file_is_the_backend_s_own(path: Path) -> None:
    """What we write the library reads, and the other way round."""
    vault = opened(path)
    vault.put(PUK, Secret("1234567890"))
    plain = CryptFileKeyring()
    plain.time_cost, plain.memory_cost, plain.parallelism = 1, 8, 1
    plain.file_path = str(path)
    plain.keyring_key = PASSPHRASE.reveal()
    assert plain.get_password(PUK.service, ACCOUNT) == "1234567890"
    plain.set_password(PIN.service, ACCOUNT, "4711")
    assert revealed(vault, PIN) == "4711"
    vault.put(PUK, Secret("0987654321"))
    assert plain.get_password(PUK.service, ACCOUNT) == "0987654321"


def test_key_is_derived_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(path).put(PUK, Secret("1234567890"))
    derived: list[int] = []

    def derive(**values: Any) -> bytes:
        derived.append(values["hash_len"])
        return hash_secret_raw(**values)

    monkeypatch.setattr(ring, "hash_secret_raw", derive)
    vault = opened(path)
    vault.put(PIN, Secret("4711"))
    assert (revealed(vault, PUK), revealed(vault, PIN)) == ("1234567890", "4711")
    vault.delete(PIN)
    assert derived == [16]
    with pytest.raises(PassphraseWrong):
        opened(path, Secret("other"))
    assert derived == [16, 16]


def test_each_entry_has_its_own_nonce(path: Path) -> None:
    vault = opened(path)
    sealed = ring.Ring(path, PASSPHRASE.reveal(), CHEAP, {})
    vault.put(PUK, Secret("1234567890"))
    entries = [json.loads(sealed.encrypt(b"the same", b"name")) for _ in range(50)]
    assert len({entry["nonce"] for entry in entries}) == 50
    assert len({entry["data"] for entry in entries}) == 50


def test_wrong_passphrase_is_told_at_once(path: Path) -> None:
    opened(path)
    with pytest.raises(PassphraseWrong) as caught:
        opened(path, Secret(MARK))
    assert caught.value.__context__ is None
    assert MARK not in repr(caught.value.facts)


@pytest.mark.parametrize("text", ["", "  "])
def test_no_passphrase(path: Path, text: str) -> None:
    with pytest.raises(PassphraseNeeded):
        opened(path, Secret(text))
    assert not path.exists()


def test_passphrase_typed_on_another_system(path: Path) -> None:
    opened(path, Secret(unicodedata.normalize("NFD", "Käsekuchen")))
    opened(path, Secret(unicodedata.normalize("NFC", "Käsekuchen")))


def test_nothing_readable_and_nobody_else(path: Path) -> None:
    vault = opened(path, Secret(MARK + "-passphrase"))
    vault.put(PUK, Secret(MARK))
    content = path.read_bytes()
    assert MARK.encode() not in content
    assert PASSPHRASE.reveal().encode() not in content
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.glob("vault*")) == [path]


def test_entry_does_not_open_under_another_name(path: Path) -> None:
    vault = opened(path)
    vault.put(PUK, Secret(MARK))
    moved = path.read_text("ascii").replace("admin_2Dpuk", "admin_2Dpin")
    path.write_text(moved, "ascii")
    with pytest.raises(VaultProblem):
        vault.get(PIN)


@pytest.mark.parametrize(
    "content", [b"\x00\xff", b"[a]\nb = c\n", b"no section", b"[a]\n[a]\n", OTHER_FORMAT]
)
def test_damaged_file_is_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(VaultProblem) as caught:
        opened(path)
    assert type(caught.value) is VaultProblem
    assert path.read_bytes() == content


def test_empty_file_is_begun(path: Path) -> None:
    path.touch()
    opened(path).put(PUK, Secret("1"))
    assert revealed(opened(path), PUK) == "1"


def test_too_long(path: Path) -> None:
    with pytest.raises(VaultTooLong):
        opened(path).put(PUK, Secret("x" * 1281))


def test_what_comes_back_differs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = opened(path)
    vault.put(PUK, Secret("1234567890"))
    before = path.read_bytes()
    monkeypatch.setattr(Ring, "decrypt", lambda *args: b"something else")
    with pytest.raises(VaultUnreliable) as caught:
        vault.put(PUK, Secret(MARK))
    assert caught.value.__context__ is None
    assert path.read_bytes() == before
    assert list(path.parent.glob("vault*")) == [path]


@pytest.mark.parametrize("step", ["write_durably", "sync_file", "replace"])
def test_disk_refuses(path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    vault = opened(path)
    vault.put(PUK, Secret("1234567890"))

    def refuse(*args: object) -> None:
        raise OSError(28, MARK)

    with monkeypatch.context() as patch:
        patch.setattr(f"tse_companion.store.secrets.file.{step}", refuse)
        with pytest.raises(VaultRefused) as caught:
            vault.put(PUK, Secret(MARK))
    assert caught.value.facts == {"number": 28}
    assert caught.value.__context__ is None
    assert revealed(opened(path), PUK) == "1234567890"
    assert list(path.parent.glob("vault*")) == [path]


def test_folder_is_missing(tmp_path: Path) -> None:
    with pytest.raises(VaultRefused):
        opened(tmp_path / "absent" / "vault.cfg")


def test_from_several_threads(path: Path) -> None:
    vault = opened(path)
    places = [Place(f"tss-{number}", Kind.ADMIN_PUK) for number in range(8)]

    def put(place: Place) -> None:
        vault.put(place, Secret(place.owner))

    threads = [threading.Thread(target=put, args=(place,)) for place in places]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [revealed(vault, place) for place in places] == [place.owner for place in places]


# --- killed between any two lines ------------------------------------------------------------


def states_during(work: Callable[[], object], path: Path) -> list[dict[str, bytes]]:
    """Every distinct state of the folder seen before each line of code that ``work`` runs.

    What a killed process leaves behind is just what other processes could see at that moment.
    """
    states: list[dict[str, bytes]] = []

    def look() -> None:
        state = {}
        for name in (path.name, path.name + ".new"):
            file = path.with_name(name)
            if file.exists():
                state[name] = file.read_bytes()
        if state not in states:
            states.append(state)

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        look()
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    look()
    return states


def restored(state: dict[str, bytes], folder: Path) -> Path:
    folder.mkdir()
    for name, content in state.items():
        (folder / name).write_bytes(content)
    return folder / "vault.cfg"


def test_killed_at_any_line_of_a_put_or_delete(path: Path, tmp_path: Path) -> None:
    vault = opened(path)
    vault.put(PUK, Secret("1234567890"))
    vault.put(PIN, Secret("old-pin"))
    seen: dict[str, set[str | None]] = {}
    number = 0
    for name, work in (
        ("change", lambda: vault.put(PIN, Secret("new-pin"))),
        ("add", lambda: vault.put(Place("site", Kind.API_KEY), Secret("key"))),
        ("delete", lambda: vault.delete(PIN)),
    ):
        states = states_during(work, path)
        assert len(states) >= 4, "the copy was seen growing, and gone"
        for state in states:
            number += 1
            left = opened(restored(state, tmp_path / f"killed-{number}"))
            assert revealed(left, PUK) == "1234567890"
            seen.setdefault(name, set()).add(revealed(left, PIN))
            left.put(PUK, Secret("goes on"))
            assert revealed(left, PUK) == "goes on"
    assert seen == {
        "change": {"old-pin", "new-pin"},
        "add": {"new-pin"},
        "delete": {"new-pin", None},
    }


def test_killed_while_the_file_is_made(path: Path, tmp_path: Path) -> None:
    states = states_during(lambda: opened(path), path)
    assert len(states) >= 4
    for number, state in enumerate(states):
        left = restored(state, tmp_path / f"killed-{number}")
        if path.name in state:
            with pytest.raises(PassphraseWrong):
                opened(left, Secret("other"))
        opened(left).put(PUK, Secret("1"))
        assert revealed(opened(left), PUK) == "1"


# --- whole files -----------------------------------------------------------------------------


def test_order_of_the_disk(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The content is on the disk before the name points to it, and then the name is."""
    steps: list[str] = []
    real = os.fsync, Path.replace

    def fsync(handle: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        real[0](handle)

    def rename(self: Path, target: Path) -> Path:
        steps.append("rename")
        return real[1](self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", rename)
    files.write_atomically(path, b"content")
    expected = ["file", "rename", "folder"] if os.name == "posix" else ["file", "rename"]
    if sys.platform != "darwin":
        assert steps == expected
    steps.clear()
    opened(path.with_name("other.cfg"))
    assert steps[-3:] == expected[-3:] or sys.platform == "darwin"


def test_scanner_holds_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refusals = iter([True, True, False])
    real = Path.replace

    def rename(self: Path, target: Path) -> Path:
        if next(refusals):
            raise PermissionError
        return real(self, target)

    waits: list[float] = []
    monkeypatch.setattr(Path, "replace", rename)
    monkeypatch.setattr(threading.Event, "wait", lambda self, timeout: waits.append(timeout))
    monkeypatch.setattr(files, "is_windows", lambda: True)
    files.write_atomically(path, b"content")
    assert path.read_bytes() == b"content"
    assert len(waits) == 2


def test_failed_write_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files.write_atomically(path, b"old")

    def refuse(handle: int) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(files, "force_to_disk", refuse)
    with pytest.raises(OSError, match="full"):
        files.write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(path.parent.glob("vault*")) == [path]
