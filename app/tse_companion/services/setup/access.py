"""Whose key it is, and which site it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tse_companion.api.signde import ApiCredentials
from tse_companion.domain.models import Account, Env
from tse_companion.errors import EnvironmentChanged
from tse_companion.services.desk import Desk, Session, env_of
from tse_companion.store.settings import Site


async def log_in(
    desk: Desk, site: Site, credentials: ApiCredentials | None
) -> tuple[Session, Account]:
    """A session that is the site's own once it is known whose key it is.

    Without ``credentials`` the site's session is used. Raises ``EnvironmentChanged`` for a key of
    another shop; keys that fail replace nothing.
    """
    session = await (desk.connect(site) if credentials is None else desk.open(site, credentials))
    try:
        account = await session.client.authenticate()
        session.site = matching_site(site, account, desk.settings.sites)
    except BaseException:
        if credentials is not None:
            await session.client.aclose()
        raise
    await desk.adopt(session)
    await desk.keep_site(session.site)
    return session, account


def matching_site(site: Site, account: Account, known: Iterable[Site]) -> Site:
    """The site with the facts of its account; raises ``EnvironmentChanged`` for another one's.

    For a site that is not ``known`` yet the one is taken that an unfinished set-up made for the
    same organisation. Another organisation's is never touched: its API secret was shown once.
    """
    env, organization = account.env, account.organization_id
    same = env_of(site) in (Env.UNKNOWN, env) and _may_equal(site.organization_id, organization)
    if site.kind == "service" and not same:  # a practice service may have been made anew
        raise EnvironmentChanged(before=site.env, now=env.value)
    others = {other.id: other for other in known}
    if site.id not in others and organization is not None:
        asked = (site.kind, site.base_url, env.value, organization, None)
        for other in others.values():
            found = (other.kind, other.base_url, other.env, other.organization_id, other.tss_id)
            if found == asked:
                site = replace(other, name=site.name)
    return replace(site, env=env.value, organization_id=organization or site.organization_id)


def _may_equal(one: str | None, other: str | None) -> bool:
    """A missing claim says nothing."""
    return one is None or other is None or one == other
