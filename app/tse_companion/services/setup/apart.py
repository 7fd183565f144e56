"""A set-up whose address is corrected: what was kept for the old one is found only there."""

from __future__ import annotations

from urllib.parse import urlsplit

from tse_companion.services.desk import Desk
from tse_companion.services.sites import NAME_MAX, is_name_taken, kept_secrets, rename
from tse_companion.store.secrets import Kind
from tse_companion.store.settings import Site


async def must_stay(desk: Desk, site: Site, base_url: str) -> bool:
    """Whether this shop has to keep its own address: a PIN or PUK is kept for that, and never
    found under another (:meth:`Desk.safe_of`)."""
    if site.base_url == base_url:
        return False
    kept = await kept_secrets(desk, site)
    return kept is None or not kept.isdisjoint({Kind.ADMIN_PIN, Kind.ADMIN_PUK})


async def told_apart(desk: Desk, site: Site) -> Site:
    """The shop that stays; where the new one bears its name it is called after its address, too."""
    if is_name_taken(desk, site.id, site.name):
        host = f" ({urlsplit(site.base_url).hostname})"
        await rename(desk, site.id, site.name[: NAME_MAX - len(host)] + host)
    return desk.settings.site(site.id) or site
