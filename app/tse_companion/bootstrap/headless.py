"""The services without a window: one job of the command line, from the folder's lock to its end."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tse_companion import logs
from tse_companion.api.signde import ApiCredentials
from tse_companion.bootstrap.desk import build_desk, end_admin_sessions, folders_for
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import Tss, TssState
from tse_companion.errors import PassphraseNeeded, SettingsUnwritable, TssUnknown, VaultMissing
from tse_companion.paths import Folders
from tse_companion.services.desk import Desk, Session, Site
from tse_companion.services.lists import all_tss
from tse_companion.services.tasks import Background, DaemonExecutor, Tasks
from tse_companion.services.vaults import Safe, Vaults
from tse_companion.store.journal import Journal
from tse_companion.store.lock import FolderLock
from tse_companion.store.secrets import Place
from tse_companion.store.settings import SettingsFile

# A batch begun at one address of a service is gone on with at another: the TSS names the site.
_NAMELESS = uuid.UUID("6f0a5a2e-0a5c-4e0e-9d55-2f3c1f2d7a10")


@dataclass(frozen=True, slots=True)
class Access:
    """A service named on the command line. Without ``tss_id`` it has to have just one TSS."""

    base_url: str
    key: Secret
    secret: Secret
    tss_id: str | None = None


class ManyTss(Exception):
    """Which TSS is meant has to be said; ``found`` are those in service."""

    def __init__(self, found: tuple[Tss, ...]) -> None:
        super().__init__(len(found))
        self.found = found


def run_headless(
    work: Callable[[Desk], Coroutine[Any, Any, int]],
    *,
    data_dir: Path | None,
    keeps_secrets: bool = True,
) -> int:
    """Open the services for ``work`` and end them in stages, whatever happens; its exit code.

    Raises what stands in the way: ``DataFolderBusy``, ``SettingsNewer``, ``JournalNewer`` and
    their kin. Without ``keeps_secrets`` no vault is opened and none is made.
    """
    folders = folders_for(data_dir)
    try:
        folders.make()
    except OSError as error:
        raise SettingsUnwritable(number=error.errno) from error
    with FolderLock(folders.lock):
        logs.set_up(folders.logs)
        try:
            settings_file = SettingsFile(folders.settings)
            preferred = settings_file.load().password_store
            journal = Journal(folders.journal)
            background = Background()
            vaults: Vaults = _NothingKept(folders, background, prefer=preferred)
            if keeps_secrets:
                vaults = Vaults(
                    folders, background, file_only=data_dir is not None, prefer=preferred
                )
            writes = Tasks(_nobody_waits)
            desk = build_desk(
                folders=folders,
                settings_file=settings_file,
                journal=journal,
                background=background,
                writes=writes,
                vaults=vaults,
            )
            with asyncio.Runner() as runner:
                runner.get_loop().set_default_executor(DaemonExecutor())
                return runner.run(_whole(work, desk, journal))
        finally:
            logs.event("ended")
            logs.shut_down()


async def _whole(
    work: Callable[[Desk], Coroutine[Any, Any, int]], desk: Desk, journal: Journal
) -> int:
    try:
        return await work(desk)
    finally:
        await desk.writes.finish()
        await end_admin_sessions(desk)
        await desk.writes.aclose()
        await desk.aclose()
        await desk.background.run(journal.close, lane="journal")
        await desk.background.aclose()


def _nobody_waits(error: BaseException) -> None:
    logs.event("write_failed", level=logging.ERROR, error=error)


# --- which TSS is meant ----------------------------------------------------------------------


async def connect_site(desk: Desk, site: Site, ask_passphrase: Callable[[], Secret]) -> Session:
    """The session of a site; the passphrase of a file vault is asked for where it is needed.

    Raises what :meth:`Desk.open` raises; ``PassphraseWrong`` too.
    """
    try:
        return await desk.connect(site)
    except PassphraseNeeded:
        if not desk.folders.vault.exists():
            raise VaultMissing from None  # a new, empty file would hold no key
    await desk.vaults.unlock(ask_passphrase())
    return await desk.connect(site)


async def connect_service(desk: Desk, access: Access) -> Session:
    """The session of a TSS at a service that is no site of this computer.

    Raises ``AddressUnsafe``, what requests raise, ``TssUnknown`` where the service shows none, and
    ``ManyTss``.
    """
    site = Site(access.base_url, access.base_url, "service", access.base_url)
    session = await desk.open(site, ApiCredentials(access.key, access.secret))
    await desk.adopt(session)  # closed at the end, whatever comes now
    account = await session.client.authenticate()
    tss_id = access.tss_id
    if tss_id is None:
        there = await all_tss(session.client)
        found = tuple(tss for tss in there if tss.state is TssState.INITIALIZED) or there
        if len(found) > 1:
            raise ManyTss(found)
        if not found:
            raise TssUnknown
        tss_id = found[0].id
    site_id = str(uuid.uuid5(_NAMELESS, tss_id.lower()))
    session.site = replace(
        site,
        id=site_id,
        env=account.env.value,
        organization_id=account.organization_id,
        tss_id=tss_id,
    )
    return session


class _NoVault:
    """Holds nothing and keeps nothing."""

    label = ""

    def put(self, place: Place, secret: Secret) -> None:
        raise VaultMissing

    def get(self, place: Place) -> Secret | None:
        return None

    def delete(self, place: Place) -> None:
        return None


class _NothingKept(Vaults):
    """No vault for any site, and no question for one."""

    def __init__(self, folders: Folders, background: Background, *, prefer: str | None) -> None:
        super().__init__(folders, background, prefer=prefer)
        self._empty = Safe(_NoVault(), background)

    async def safe(self, site_kind: str) -> Safe:
        return self._empty
