"""What all services share: settings, journal, vaults, and one session per site."""

from __future__ import annotations

import asyncio
import functools
import uuid
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from tse_companion.api.calling import Turns
from tse_companion.api.signde import ApiCredentials, SignDeClient
from tse_companion.api.transport import HttpSettings, Transport, preload
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import Env
from tse_companion.errors import PracticeBroken
from tse_companion.paths import Folders
from tse_companion.services.list_calls import kept_budgets
from tse_companion.services.tasks import Background, Tasks
from tse_companion.services.vaults import Safe, Vaults
from tse_companion.store.batches import Batches, RowMark
from tse_companion.store.journal import Entry, Journal
from tse_companion.store.journal_search import EntrySearch, count, search
from tse_companion.store.memory import Memo as Memo
from tse_companion.store.memory import Memory
from tse_companion.store.presence import SystemPresence, system_presence
from tse_companion.store.secrets import Kind
from tse_companion.store.settings import Settings as Settings
from tse_companion.store.settings import SettingsFile
from tse_companion.store.settings import Site as Site
from tse_companion.store.setups import SetupRecord as SetupRecord

if TYPE_CHECKING:
    from tse_companion.services.admin_mode import AdminMode

P = ParamSpec("P")
R = TypeVar("R")

MIDDLEWARE_URL = "https://kassensichv-middleware.fiskaly.com/api/v2"
PRACTICE_URL = "http://practice.localhost/api/v2"  # never leaves the process


@dataclass(frozen=True, slots=True)
class Practice:
    """The built-in practice service, ready to be called in memory."""

    asgi_app: Any
    credentials: ApiCredentials
    passphrase: Secret  # of the vault that keeps the practice keys
    aclose: Callable[[], Awaitable[None]]
    reset: Callable[[], Awaitable[None]]


class Ledger:
    """The journal, asked from the window's thread without holding it up."""

    def __init__(self, journal: Journal, background: Background) -> None:
        self._journal = journal
        self._background = background
        self._memory = Memory(journal)

    async def _ask(self, call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        return await self._background.run(functools.partial(call, *args, **kwargs), lane="journal")

    async def intend(
        self,
        *,
        site_id: str,
        operation: str,
        tss_id: str | None = None,
        target_id: str | None = None,
        revision: int | None = None,
        note: str | None = None,
        target_state: str | None = None,
        row: tuple[str, int] | None = None,
    ) -> int:
        """Write down what is about to be asked; on disk when this returns."""
        return await self._ask(
            self._journal.intend,
            site_id=site_id,
            operation=operation,
            tss_id=tss_id,
            target_id=target_id,
            revision=revision,
            note=note,
            target_state=target_state,
            row=row,
        )

    async def conclude(
        self,
        entry: int,
        outcome: str,
        *,
        code: str | None = None,
        request_id: str | None = None,
        mark: RowMark | None = None,
    ) -> None:
        """Write down how it ended: done, not_done or unknown; and with it a row of a batch."""
        await self._ask(
            self._journal.conclude, entry, outcome, code=code, request_id=request_id, mark=mark
        )

    async def batches(
        self, call: Callable[Concatenate[Batches, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """What this method of :class:`Batches` returns: ``await batches(Batches.get, id)``."""
        return await self._ask(call, self._journal.batches, *args, **kwargs)

    async def entries(self, *, tss_id: str | None = None, limit: int = 500) -> tuple[Entry, ...]:
        """What was asked of this TSS or of all, newest first."""
        return await self._ask(self._journal.entries, limit=limit, tss_id=tss_id)

    async def unfinished(self, tss_id: str) -> tuple[Entry, ...]:
        """What was asked of this TSS without anybody knowing how it ended, oldest first."""
        return await self._ask(self._journal.unfinished, tss_id)

    async def search(
        self, wanted: EntrySearch, *, limit: int, before: int | None = None
    ) -> tuple[Entry, ...]:
        """A page of what is looked for, newest first, below the entry ``before``."""
        return await self._ask(search, self._journal, wanted, limit=limit, before=before)

    async def count(self, wanted: EntrySearch) -> int:
        """How many entries there are of what is looked for."""
        return await self._ask(count, self._journal, wanted)

    async def remember(self, site_id: str, name: str, value: str) -> None:
        """Keep a small text about a shop or TSS for the next start."""
        await self._ask(self._memory.remember, site_id, name, value)

    async def recall(self, site_id: str, name: str) -> Memo | None:
        """What is remembered of a shop or TSS."""
        return await self._ask(self._memory.recall, site_id, name)

    async def recall_all(self, name: str) -> dict[str, Memo]:
        """What is remembered of all shops, by their ids."""
        return await self._ask(self._memory.recall_all, name)

    async def forget_memory(self, site_id: str, *, but: Collection[str] = ()) -> None:
        """Everything that is remembered of a shop but its name and what is named in ``but``."""
        await self._ask(self._memory.forget, site_id, but=but)

    async def newest(self, tss_id: str, operations: Collection[str]) -> Entry | None:
        """The last time one of these was done at this TSS."""
        return await self._ask(self._journal.newest, tss_id, operations)

    async def save_setup(self, record: SetupRecord) -> None:
        """Keep where a set-up stands."""
        await self._ask(self._journal.save_setup, record)

    async def finish_setup(self, record: SetupRecord) -> None:
        """A set-up that is given up for good."""
        await self.save_setup(replace(record, finished=True))

    async def open_setups(self) -> tuple[SetupRecord, ...]:
        """Set-ups that were begun and not finished, newest first."""
        return await self._ask(self._journal.open_setups)

    async def begin_pin_attempt(self, tss_id: str) -> int:
        """Count a login that is about to be sent; returns how many now count."""
        return await self._ask(self._journal.begin_pin_attempt, tss_id)

    async def withdraw_pin_attempt(self, tss_id: str) -> None:
        """Take back the newest one: the service refused it before it looked at the PIN."""
        await self._ask(self._journal.withdraw_pin_attempt, tss_id)

    async def pin_attempts(self, tss_id: str) -> int:
        """Logins since the last good one that failed or whose end is unknown."""
        return await self._ask(self._journal.pin_attempts, tss_id)

    async def forget_pin_attempts(self, tss_id: str) -> None:
        """A login or a PIN change succeeded."""
        await self._ask(self._journal.forget_pin_attempts, tss_id)


@dataclass(slots=True)
class Session:
    """One site, connected: its client, its vault, and the desk they share."""

    desk: Desk
    site: Site
    client: SignDeClient
    safe: Safe
    admin_mode: AdminMode | None = None  # made by services/admin_mode when first needed


class Desk:
    """Made once by ``bootstrap``. ``writes`` owns the changes under way; closing waits for them."""

    def __init__(
        self,
        *,
        folders: Folders,
        settings_file: SettingsFile,
        journal: Journal,
        background: Background,
        writes: Tasks,
        vaults: Vaults,
        open_practice: Callable[[], Awaitable[Practice]],
        http: HttpSettings | None = None,
        discard_practice: Callable[[], Awaitable[None]] | None = None,
        presence: Callable[[], SystemPresence | None] = system_presence,
    ) -> None:
        self.folders = folders
        self.settings: Settings = settings_file.load()
        self.journal = Ledger(journal, background)
        self.background = background
        self.writes = writes
        self.vaults = vaults
        self._settings_file = settings_file
        self._open_practice = open_practice
        self._discard_practice = discard_practice  # of a file that cannot be opened
        self._http = http or HttpSettings()
        self.pause = self._http.pause
        self._budgets = kept_budgets(folders, self._http, background)
        self._turns = Turns()  # of all sessions: two shops may have one TSS
        self.presence = presence  # how the system tells who is at the keyboard
        # Cancellations under way, by TSS: one run at a time, whatever session it belongs to. Other
        # processes are kept out by the folder's lock.
        self.running: dict[str, str] = {}
        self._connecting = asyncio.Lock()
        self._practice: Practice | None = None
        self._sessions: dict[str, Session] = {}

    # settings ------------------------------------------------------------------------------

    async def save_settings(self, settings: Settings) -> None:
        """Keep these settings; they hold from now on, written when this returns."""
        self.settings = settings
        await self.background.run(self._settings_file.save, settings)

    async def keep_site(self, site: Site) -> None:
        """Add or replace a site and make it the current one."""
        await self.save_settings(replace(self.settings.with_site(site), current_site=site.id))
        if site.id in self._sessions:
            self._sessions[site.id].site = site

    async def change_site(self, site_id: str, **changes: object) -> None:
        """Change fields of a site, whatever else became of it meanwhile; gone ones stay gone."""
        site = self.settings.site(site_id)
        if site is not None:
            await self._renew(replace(site, **changes))  # type: ignore[arg-type]

    async def change_shop_settings(self, site_id: str, **changes: object) -> None:
        """Change what is set for one shop."""
        site = self.settings.site(site_id)
        if site is not None:
            await self._renew(replace(site, own=replace(site.own, **changes)))  # type: ignore[arg-type]

    async def _renew(self, site: Site) -> None:
        if site.id in self._sessions:
            self._sessions[site.id].site = site
        await self.save_settings(self.settings.with_site(site))

    async def warm_up(self) -> None:
        """Load what the first request needs, so that nobody waits for it then."""
        await self.background.run(preload, lane="warm-up")

    # sessions ------------------------------------------------------------------------------

    async def practice(self) -> Practice:
        """The built-in practice service, opened at first use."""
        if self._practice is None:
            self._practice = await self._open_practice()
            self.vaults.practice_passphrase = self._practice.passphrase
        return self._practice

    async def connect(self, site: Site) -> Session:
        """The session of this site, opened at first use; raises what :meth:`open` raises."""
        async with self._connecting:
            if site.id not in self._sessions:
                await self.adopt(await self.open(site))
            return self._sessions[site.id]

    async def open(self, site: Site, credentials: ApiCredentials | None = None) -> Session:
        """A session of its own, to try keys out; close its client, or :meth:`adopt` it.

        Without ``credentials`` those in the vault are used. Raises ``VaultProblem`` where the
        vault cannot be opened, ``KeyError`` where it holds no key for the site, and
        ``AddressUnsafe``.
        """
        asgi_app = None
        if site.kind == "practice":
            practice = await self.practice()
            asgi_app, credentials = practice.asgi_app, practice.credentials
        safe = await self.safe_of(site)
        if self.vaults.prefer != self.settings.password_store:
            await self.save_settings(replace(self.settings, password_store=self.vaults.prefer))
        if credentials is None:
            key = await safe.get(site.id, Kind.API_KEY)
            secret = await safe.get(site.id, Kind.API_SECRET)
            if key is None or secret is None:
                raise KeyError(site.id)
            credentials = ApiCredentials(key, secret)
        transport = Transport(site.base_url, http=self._http, asgi_app=asgi_app)
        client = SignDeClient(transport, credentials, budgets=self._budgets, turns=self._turns)
        return Session(self, site, client, safe)

    async def safe_of(self, site: Site) -> Safe:
        """Where the site's secrets lie. What was kept for one address is never sent to another: a
        file with shops, or whoever edits the settings, may say anything. Raises ``VaultProblem``.
        """
        safe = await self.vaults.safe(site.kind)
        if site.kind == "practice" or site.base_url == MIDDLEWARE_URL:
            return safe
        return safe.at(site.base_url)

    async def adopt(self, session: Session) -> None:
        """This is the session of its site from now on; an older one is closed."""
        if self._sessions.get(session.site.id) is not session:
            await self.disconnect(session.site.id)
            self._sessions[session.site.id] = session

    async def disconnect(self, site_id: str) -> None:
        """Close the site's session, if there is one, once no change is under way."""
        if (session := self._sessions.pop(site_id, None)) is not None:
            await self.writes.finish()
            await session.client.aclose()

    def sessions(self) -> tuple[Session, ...]:
        return tuple(self._sessions.values())

    async def reset_practice(self) -> None:
        """Throw the practice TSE away with all that belongs to it, and start afresh."""
        practice: Practice | None = None
        try:
            practice = await self.practice()
        except PracticeBroken:
            if self._discard_practice is None:
                raise
        gone = {s.id for s in self.settings.sites if s.kind == "practice"}
        for site_id in gone:
            await self.disconnect(site_id)
        self._practice = None  # even if the reset fails half-way, the next use opens it anew
        if practice is not None:
            await practice.reset()
            await practice.aclose()
        elif self._discard_practice is not None:
            await self._discard_practice()
        await self.background.run(self.vaults.forget_practice)
        for record in await self.journal.open_setups():
            if record.site_id in gone:
                await self.journal.finish_setup(record)
        kept = tuple(s for s in self.settings.sites if s.id not in gone)
        current = self.settings.current_site
        if current in gone:
            current = kept[0].id if kept else None
        await self.save_settings(replace(self.settings, sites=kept, current_site=current))

    async def aclose(self) -> None:
        """Close every client and the practice service; writes must have ended before."""
        while self._sessions:
            await self._sessions.popitem()[1].client.aclose()
        if self._practice is not None:
            await self._practice.aclose()
            self._practice = None


def env_of(site: Site) -> Env:
    """The environment this site was last seen in."""
    return Env(site.env) if site.env is not None else Env.UNKNOWN


def new_id() -> str:
    """A fresh UUIDv4, as the contract wants ids."""
    return str(uuid.uuid4())
