"""Where secrets are kept; the only room with keyring in it.

places    what is kept under which name, and what every vault promises
system    the operating system's own password store
file      an encrypted file for machines without one
ring      the keyring backend behind that file
problems  from foreign exceptions to ours

keyring is imported when a vault is opened, not with this package: the window shows first.
"""

from tse_companion.store.secrets.file import FileVault
from tse_companion.store.secrets.places import Kind, Place, Vault, owner_at
from tse_companion.store.secrets.system import SystemVault, system_vault_or_problem

__all__ = [
    "FileVault",
    "Kind",
    "Place",
    "SystemVault",
    "Vault",
    "owner_at",
    "system_vault_or_problem",
]
