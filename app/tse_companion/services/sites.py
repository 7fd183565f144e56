"""The shops this program looks after: what is kept of each, and how one is added or removed.

Removing a shop changes nothing at the service. Its secrets stay in the vault unless the person
asks for their end: without the PUK the PIN of a TSS can never be set again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tse_companion.api.signde import ApiCredentials
from tse_companion.domain.credentials import Secret
from tse_companion.errors import ApiRefused, AppError, EnvironmentChanged, ShopBusy, VaultProblem
from tse_companion.services import admin
from tse_companion.services.desk import Desk, Session
from tse_companion.services.history import (
    BRING_BACK_SITE,
    CHANGE_SITE,
    DELETE_SECRETS,
    REMOVE_SITE,
)
from tse_companion.services.setup.access import matching_site
from tse_companion.services.setup.renewal import former
from tse_companion.services.setup.work import pending
from tse_companion.store.batches import Batches
from tse_companion.store.secrets import Kind as Kind
from tse_companion.store.settings import Site

NAME_MAX = 80
STATE, NAME = "state", "name"  # what is remembered of a shop
# The PUK goes last: if deleting fails on the way, the one that cannot be had again is still there.
_OF_SITE, _OF_TSS = (Kind.API_KEY, Kind.API_SECRET), (Kind.ADMIN_PIN, Kind.ADMIN_PUK)


@dataclass(frozen=True, slots=True)
class ShopLine:
    """One shop as it is listed. ``state`` is the TSS's as last seen, at ``seen_at``; ``kept`` is
    None where the vault cannot be looked into."""

    site: Site
    is_current: bool
    is_removed: bool
    state: str | None
    seen_at: int | None
    kept: frozenset[Kind] | None
    has_open_setup: bool

    @property
    def key(self) -> str:
        return self.site.id


@dataclass(frozen=True, slots=True)
class Removal:
    """What removing a shop means. ``shared`` names another shop with the same TSS: PIN and PUK
    stay for that one. ``has_open_batch`` forbids it."""

    site: Site
    kept: frozenset[Kind] | None
    shared: str | None
    has_open_setup: bool
    has_open_batch: bool

    @property
    def puk_would_go(self) -> bool:
        """Whether deleting the secrets may delete the last copy of the PUK that we know of."""
        if not self.has_open_setup and (self.site.tss_id is None or self.shared is not None):
            return False
        return self.kept is None or Kind.ADMIN_PUK in self.kept


async def shops(desk: Desk) -> tuple[ShopLine, ...]:
    """Every shop, also those that were removed while their secrets stay."""
    settings = desk.settings
    states = await desk.journal.recall_all(STATE)
    begun = {record.site_id for record in await desk.journal.open_setups()}
    lines: list[ShopLine] = []
    for site in (*settings.sites, *settings.removed):
        memo = states.get(site.id)
        lines.append(
            ShopLine(
                site=site,
                is_current=site.id == settings.current_site,
                is_removed=settings.site(site.id) is None,
                state=memo.value if memo else None,
                seen_at=memo.at if memo else None,
                kept=await kept_secrets(desk, site),
                has_open_setup=site.id in begun,
            )
        )
    return tuple(lines)


async def kept_secrets(desk: Desk, site: Site) -> frozenset[Kind] | None:
    """Which secrets of a shop are in the vault; None where it cannot be looked into now."""
    kept: set[Kind] = set()
    try:
        safe = await desk.safe_of(site)
        for owner, kinds in _places(site, await _begun(desk, site)):
            kept |= {kind for kind in kinds if await safe.get(owner, kind) is not None}
    except VaultProblem:
        return None
    return frozenset(kept)


def _places(site: Site, others: Iterable[str] = ()) -> tuple[tuple[str, tuple[Kind, ...]], ...]:
    """Where its secrets are; ``others`` are TSS that it has not yet, or had before."""
    places = [(site.id, _OF_SITE)]
    for tss_id in dict.fromkeys((*others, site.tss_id)):
        if tss_id is not None:
            # What waits to be confirmed is a secret, too, and may be the only copy of the PUK.
            places += [(pending(tss_id), _OF_TSS), (tss_id, _OF_TSS)]
    return tuple(places)


async def _begun(desk: Desk, site: Site) -> tuple[str, ...]:
    """TSS whose set-up is not ended: it has them not yet."""
    setups = await desk.journal.open_setups()
    return tuple(record.tss_id for record in setups if record.site_id == site.id)


async def saw(session: Session, state: str) -> None:
    """Remember the state in which the TSS was seen just now."""
    await session.desk.journal.remember(session.site.id, STATE, state)


# --- changing --------------------------------------------------------------------------------


async def rename(desk: Desk, site_id: str, name: str, **own: object) -> None:
    """Another name for a shop, and other settings of its own."""
    site = _there(desk, site_id)
    if name != site.name:
        entry = await desk.journal.intend(
            site_id=site.id, operation=CHANGE_SITE, tss_id=site.tss_id, note=name
        )
        await desk.change_site(site_id, name=name)
        await desk.journal.conclude(entry, "done")
    await desk.change_shop_settings(site_id, **own)


def is_name_taken(desk: Desk, site_id: str, name: str) -> bool:
    """Whether another shop is called so: two of one name would be mixed up."""
    return any(
        site.id != site_id and site.name.casefold() == name.casefold()
        for site in desk.settings.sites
    )


async def give_keys(desk: Desk, site: Site, key: Secret, secret: Secret) -> Session:
    """New keys for a shop that is there: tried out, kept in the vault, and its session from now on.

    Raises ``EnvironmentChanged`` for keys of another shop; keys that fail replace nothing.
    """
    session = await desk.open(site, ApiCredentials(key, secret))
    try:
        account = await session.client.authenticate()
        session.site = matching_site(site, account, desk.settings.sites)
        await _sees_tss(session)
        entry = await desk.journal.intend(
            site_id=site.id, operation=CHANGE_SITE, tss_id=site.tss_id, note="API key"
        )
        await session.safe.put(site.id, Kind.API_KEY, key)
        await session.safe.put(site.id, Kind.API_SECRET, secret)
        await desk.journal.conclude(entry, "done")
    except BaseException:
        await session.client.aclose()
        raise
    await desk.adopt(session)
    await desk.keep_site(session.site)
    return session


async def _sees_tss(session: Session) -> None:
    """Where the organisation is not known, the TSS tells whether the keys are this shop's."""
    if session.site.tss_id is None:
        return
    try:
        await session.client.retrieve_tss(session.site.tss_id)
    except ApiRefused as error:
        if error.code != "E_TSS_NOT_FOUND":
            raise
        site = session.site
        raise EnvironmentChanged(before=site.env, now=site.env) from error


# --- removing --------------------------------------------------------------------------------


async def look_at_removal(desk: Desk, site_id: str) -> Removal:
    """What the person must know before a shop is removed."""
    site = _there(desk, site_id)
    shared = [o.name for o in _others(desk, site) if o.tss_id == site.tss_id is not None]
    begun = {record.site_id for record in await desk.journal.open_setups()}
    return Removal(
        site=site,
        kept=await kept_secrets(desk, site),
        shared=shared[0] if shared else None,
        has_open_setup=site.id in begun,
        has_open_batch=await has_open_batch(desk, site),
    )


async def has_open_batch(desk: Desk, site: Site) -> bool:
    """Whether cancelling many transactions was begun for this shop and not ended."""
    return bool(await desk.journal.batches(Batches.unfinished, site.id))


async def remove(desk: Desk, site_id: str, *, delete_secrets: bool = False) -> None:
    """Forget a shop; with ``delete_secrets`` its API key, PIN and PUK leave the vault, too.

    Admin mode is ended and changes under way are waited for. Raises ``ShopBusy`` while a batch is
    open, and ``VaultProblem`` where a secret cannot be deleted: then the shop stays.
    """
    site = _there(desk, site_id)
    if await has_open_batch(desk, site):
        raise ShopBusy
    operation = DELETE_SECRETS if delete_secrets else REMOVE_SITE
    entry = await desk.journal.intend(
        site_id=site.id, operation=operation, tss_id=site.tss_id, note=site.name
    )
    try:
        await end_session(desk, site)
        if delete_secrets:
            await _delete_secrets(desk, site)
            for record in await desk.journal.open_setups():
                if record.site_id == site.id:
                    await desk.journal.finish_setup(record)
        await desk.save_settings(desk.settings.without_site(site.id, keep=not delete_secrets))
        await desk.journal.remember(site.id, NAME, site.name)
        await desk.journal.forget_memory(site.id)
    except AppError as error:
        await desk.journal.conclude(entry, error.outcome.value, code=error.code)
        raise
    await desk.journal.conclude(entry, "done")


async def bring_back(desk: Desk, site_id: str) -> None:
    """A removed shop is there again, with the secrets that were kept."""
    site = _there(desk, site_id)
    entry = await desk.journal.intend(
        site_id=site.id, operation=BRING_BACK_SITE, tss_id=site.tss_id, note=site.name
    )
    await desk.save_settings(desk.settings.with_site(site))
    await desk.journal.conclude(entry, "done")


async def end_session(desk: Desk, site: Site) -> None:
    """Log out of admin mode and close the shop's session, once no change is under way."""
    for session in desk.sessions():
        if session.site.id == site.id:
            if session.admin_mode is not None:
                await session.admin_mode.leave()
            elif site.tss_id is not None:
                await admin.close_left_open(session, site.tss_id)
            await desk.disconnect(site.id)


async def _delete_secrets(desk: Desk, site: Site) -> None:
    safe = await desk.safe_of(site)
    shared = {o.tss_id for o in _others(desk, site) if o.tss_id is not None}
    needed = shared | {pending(tss_id) for tss_id in shared}
    # PIN and PUK of a TSS that was replaced are of no use, but they are secrets of this shop.
    mine = (*await _begun(desk, site), *await former(desk, site.id))
    for owner, kinds in _places(site, mine):
        if owner in needed:
            continue
        for kind in kinds:
            await safe.delete(owner, kind)


def _others(desk: Desk, site: Site) -> tuple[Site, ...]:
    """The other shops of the same service, also the removed ones: they may have the same TSS."""
    everyone = (*desk.settings.sites, *desk.settings.removed)
    return tuple(o for o in everyone if o.id != site.id and o.base_url == site.base_url)


def _there(desk: Desk, site_id: str) -> Site:
    site = desk.settings.site(site_id)
    if site is None:
        site = next((s for s in desk.settings.removed if s.id == site_id), None)
    if site is None:
        raise KeyError(site_id)
    return site
