"""Which vault keeps which site's secrets, and how it is opened."""

from __future__ import annotations

import contextlib
from enum import StrEnum
from pathlib import Path

from tse_companion.domain.credentials import Secret
from tse_companion.errors import (
    PassphraseNeeded,
    PassphraseWrong,
    VaultMissing,
    VaultProblem,
    VaultUnreliable,
)
from tse_companion.paths import Folders
from tse_companion.services.tasks import Background
from tse_companion.store.secrets import FileVault, Kind, Place, SystemVault, Vault, owner_at


class VaultNeed(StrEnum):
    """What the person must do before secrets can be kept."""

    NOTHING = "nothing"
    UNLOCK = "unlock"  # the encrypted file is there: its passphrase opens it
    NEW_FILE = "new_file"  # no password store here: an encrypted file is made


class Safe:
    """A vault, asked from the window's thread without holding it up.

    ``put`` returns when the secret was read back unchanged.
    """

    def __init__(self, vault: Vault, background: Background, *, address: str | None = None) -> None:
        self._vault = vault
        self._background = background
        self._address = address

    def at(self, address: str) -> Safe:
        """The part for a service that is not the usual one. Secrets kept for another address are
        not found in it, whoever says that shop or TSS have the same id there."""
        return Safe(self._vault, self._background, address=address)

    @property
    def label(self) -> str:
        """The store's own name, to say where the secrets are."""
        return self._vault.label

    async def put(self, owner: str, kind: Kind, secret: Secret) -> None:
        """Keep the secret; raises ``VaultProblem``."""
        try:
            await self._background.run(
                self._vault.put, self._place(owner, kind), secret, lane="vault"
            )
        except VaultUnreliable:
            # What came back instead must not pass for the secret later.
            with contextlib.suppress(VaultProblem):
                await self.delete(owner, kind)
            raise

    async def get(self, owner: str, kind: Kind) -> Secret | None:
        """The secret, or None; raises ``VaultProblem``."""
        return await self._background.run(self._vault.get, self._place(owner, kind), lane="vault")

    async def delete(self, owner: str, kind: Kind) -> None:
        """Forget the secret; no error when there is none."""
        await self._background.run(self._vault.delete, self._place(owner, kind), lane="vault")

    def name_of(self, owner: str) -> str:
        """What a site or TSS is called in it: shops that share a TSS at one address share that."""
        return owner if self._address is None else owner_at(self._address, owner)

    def _place(self, owner: str, kind: Kind) -> Place:
        return Place(self.name_of(owner), kind)


class Vaults:
    """The system's password store; without one, or with ``file_only``, an encrypted file.

    The practice TSE has a file of its own: its keys open nothing real, and practising must not
    ask for a passphrase or fill the system's store.
    """

    def __init__(
        self,
        folders: Folders,
        background: Background,
        *,
        file_only: bool = False,
        passphrase: Secret | None = None,
        prefer: str | None = None,
        system: SystemVault | None = None,
    ) -> None:
        self._folders = folders
        self._background = background
        self._file_only = file_only
        self._passphrase = passphrase
        self.prefer = prefer  # the password store that keeps the secrets, once one does
        self._system = system
        self._safes: dict[str, Safe] = {}
        self.practice_passphrase: Secret | None = None

    async def need(self, site_kind: str) -> VaultNeed:
        """What stands between us and an open vault; raises ``VaultProblem`` when it is broken."""
        try:
            await self.safe(site_kind)
        except (PassphraseNeeded, PassphraseWrong):
            there = self._folders.vault.exists()
            return VaultNeed.UNLOCK if there else VaultNeed.NEW_FILE
        return VaultNeed.NOTHING

    async def unlock(self, passphrase: Secret) -> None:
        """Open (or make) the encrypted file; raises ``PassphraseWrong``."""
        vault = await self._open_file(self._folders.vault, passphrase)
        self._passphrase = passphrase
        self._safes["file"] = Safe(vault, self._background)

    def opens_with_passphrase(self, site_kind: str) -> bool:
        """Whether a passphrase that a person knows opens the vault of such a site."""
        return site_kind != "practice" and self._uses_file

    async def check_passphrase(self, passphrase: Secret) -> None:
        """Raises ``PassphraseWrong`` unless it opens the encrypted file; changes nothing."""
        if not self._folders.vault.exists():
            raise VaultProblem(kind="gone")  # opening it would make a new one
        await self._open_file(self._folders.vault, passphrase)

    async def safe(self, site_kind: str) -> Safe:
        """The open vault for sites of this kind; raises ``PassphraseNeeded``."""
        if site_kind == "practice":
            return await self._practice_safe()
        if not self._uses_file:
            try:
                return await self._system_safe()
            except VaultMissing:
                if self.prefer is not None:
                    raise  # what was kept there must not be missed in a new, empty file
        if "file" not in self._safes:
            if self._passphrase is None:
                raise PassphraseNeeded
            await self.unlock(self._passphrase)
        return self._safes["file"]

    @property
    def _uses_file(self) -> bool:
        """Once secrets are in the file they stay there, also if a password store turns up."""
        kept_in_file = self.prefer is None and self._folders.vault.exists()
        return self._file_only or "file" in self._safes or kept_in_file

    async def _open_file(self, path: Path, passphrase: Secret) -> Vault:
        return await self._background.run(FileVault, path, passphrase, lane="vault")

    async def _system_safe(self) -> Safe:
        if "system" not in self._safes:
            vault = self._system
            if vault is None:
                vault = await self._background.run(self._open_system, lane="vault")
            self.prefer = vault.backend_name
            self._safes["system"] = Safe(vault, self._background)
        return self._safes["system"]

    def _open_system(self) -> SystemVault:
        return SystemVault(prefer=self.prefer)

    async def _practice_safe(self) -> Safe:
        if "practice" not in self._safes:
            if self.practice_passphrase is None:
                raise PassphraseNeeded
            try:
                vault = await self._open_file(
                    self._folders.practice_vault, self.practice_passphrase
                )
            except PassphraseWrong:
                # The practice TSE it belonged to is gone, so what is in it opens nothing.
                self.forget_practice()
                vault = await self._open_file(
                    self._folders.practice_vault, self.practice_passphrase
                )
            self._safes["practice"] = Safe(vault, self._background)
        return self._safes["practice"]

    def forget_practice(self) -> None:
        """The practice TSE starts afresh: its vault's file goes with it."""
        self._safes.pop("practice", None)
        self._folders.practice_vault.unlink(missing_ok=True)
