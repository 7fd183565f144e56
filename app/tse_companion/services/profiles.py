"""Shops on their way to another computer: a file without secrets, read with distrust.

The file may come from anybody. So nothing in it takes the place of what is here, no id in it can
reach a secret that this computer's vault keeps for another address (``Desk.safe_of``), and an
address that is not the usual one is told: the person is about to type an API key for it.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from tse_companion.api.address import checked_address
from tse_companion.errors import AddressUnsafe, FileUnreadable, ProfileNewer, ProfileUnusable
from tse_companion.services.desk import MIDDLEWARE_URL, new_id
from tse_companion.services.history import ADD_SITE, EXPORT_SITES
from tse_companion.services.saving import save_file
from tse_companion.store.settings import (
    CANCEL_AGES,
    OpenGroups,
    Paper,
    Settings,
    ShopSettings,
    Site,
    one_of,
)

if TYPE_CHECKING:
    from tse_companion.services.desk import Desk

FORMAT, VERSION = "tse-companion-shops", 1
SIZE_MAX, SHOPS_MAX, TEXT_MAX = 1_000_000, 1000, 200
T = TypeVar("T")

_SHOP_KEYS = {"name", "base_url", "env", "organization_id", "tss_id", "client_id", "settings"}
_OWN_KEYS = {
    "paper",
    "business_name",
    "business_street",
    "business_city",
    "cancel_older_than",
    "open_groups",
}


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What a file brings: ``new`` shops, removed ones that come ``back``, and those that are
    ``there`` already and stay as they are."""

    new: tuple[Site, ...]
    back: tuple[Site, ...]
    there: tuple[str, ...]

    @property
    def strange_addresses(self) -> tuple[str, ...]:
        """Addresses that are not fiskaly's: an API key typed for them goes there."""
        return tuple(dict.fromkeys(s.base_url for s in self.new if s.base_url != MIDDLEWARE_URL))


async def export_shops(desk: Desk, sites: Iterable[Site], path: Path) -> int:
    """Write the shops to a file, without secrets; the number of them. The practice shop lives on
    this computer only. Raises ``FileUnwritable``."""
    chosen = [site for site in sites if site.kind == "service"]
    await save_file(desk, path, shops_document(chosen))
    for site in chosen:
        entry = await desk.journal.intend(
            site_id=site.id, operation=EXPORT_SITES, tss_id=site.tss_id, note=path.name
        )
        await desk.journal.conclude(entry, "done")
    return len(chosen)


def shops_document(sites: Iterable[Site]) -> bytes:
    """The file's content."""
    document = {"format": FORMAT, "version": VERSION, "shops": [_shop(site) for site in sites]}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode(errors="replace")


async def read_shops(desk: Desk, path: Path) -> ImportPlan:
    """What importing the file would do; nothing is changed.

    Raises ``FileUnreadable``, ``ProfileUnusable`` or ``ProfileNewer``.
    """

    def read() -> bytes:
        with path.open("rb") as file:
            return file.read(SIZE_MAX + 1)

    try:
        content = await desk.background.run(read)
    except OSError as error:
        raise FileUnreadable(path=str(path)) from error
    return plan_import(content, desk.settings)


def plan_import(content: bytes, settings: Settings) -> ImportPlan:
    """The same for a content; raises ``ProfileUnusable`` or ``ProfileNewer``."""
    new: list[Site] = []
    back: list[Site] = []
    there: list[str] = []
    for site in _parsed(content):
        if any(_is_same(site, other) for other in settings.sites):
            there.append(site.name)
        elif kept := [other for other in settings.removed if _is_same(site, other)]:
            back.append(kept[0])
        else:
            new.append(site)
    return ImportPlan(tuple(new), tuple(dict.fromkeys(back)), tuple(there))


async def import_shops(desk: Desk, plan: ImportPlan) -> int:
    """Add what the plan says, if it is still so; the number of shops that were added.

    Their API keys are asked for when they are opened. The shop on screen stays the one it is.
    """
    added = 0
    for site in (*plan.back, *plan.new):
        if any(_is_same(site, other) for other in desk.settings.sites):
            continue
        entry = await desk.journal.intend(
            site_id=site.id, operation=ADD_SITE, tss_id=site.tss_id, note=site.name
        )
        await desk.save_settings(desk.settings.with_site(site))
        await desk.journal.conclude(entry, "done")
        added += 1
    return added


def _is_same(one: Site, other: Site) -> bool:
    """A TSS has one shop. Before there is one, address, organisation and name tell shops apart."""
    if one.tss_id is not None or other.tss_id is not None:
        return one.tss_id == other.tss_id
    return (one.base_url, one.organization_id, one.name) == (
        other.base_url,
        other.organization_id,
        other.name,
    )


def _shop(site: Site) -> dict[str, Any]:
    own = {name: getattr(site.own, name) for name in sorted(_OWN_KEYS)}
    shop = {name: getattr(site, name) for name in sorted(_SHOP_KEYS - {"settings"})}
    return shop | {"settings": own}


# --- reading, strictly -----------------------------------------------------------------------


def _parsed(content: bytes) -> tuple[Site, ...]:
    if len(content) > SIZE_MAX:
        raise ProfileUnusable(where="size")
    try:
        document = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once_each)
    except (ValueError, RecursionError) as error:
        raise ProfileUnusable(where="JSON") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ProfileUnusable(where="format")
    version = document.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise ProfileUnusable(where="version")
    if version > VERSION:
        raise ProfileNewer(version=version)
    _only(document, {"format", "version", "shops"}, "")
    shops = document.get("shops")
    if not isinstance(shops, list) or not 0 < len(shops) <= SHOPS_MAX:
        raise ProfileUnusable(where="shops")
    sites = tuple(_site(shop, f"shops[{number}]") for number, shop in enumerate(shops, 1))
    for number, site in enumerate(sites):
        if any(_is_same(site, other) for other in sites[:number]):
            raise ProfileUnusable(where=f"shops[{number + 1}].tss_id")
    return sites


def _site(shop: object, where: str) -> Site:
    document = _only(shop, _SHOP_KEYS, where)
    given = _Given(document, where)
    return Site(
        id=new_id(),  # never one from the file: secrets are kept under it
        name=given.read("name", _name),
        kind="service",
        base_url=given.read("base_url", _address),
        env=given.read("env", _env),
        organization_id=given.read("organization_id", _id),
        tss_id=given.read("tss_id", _id),
        client_id=given.read("client_id", _id),
        own=_own(document.get("settings", {}), f"{where}.settings"),
    )


def _own(settings: object, where: str) -> ShopSettings:
    given = _Given(_only(settings, _OWN_KEYS, where), where)
    usual = ShopSettings()
    return ShopSettings(
        paper=given.read("paper", one_of(Paper), usual.paper),
        business_name=given.read("business_name", _text, ""),
        business_street=given.read("business_street", _text, ""),
        business_city=given.read("business_city", _text, ""),
        cancel_older_than=given.read("cancel_older_than", _age, usual.cancel_older_than),
        open_groups=given.read("open_groups", one_of(OpenGroups), usual.open_groups),
    )


class _Given:
    """Reads members by name; what is wrong is told with its place."""

    def __init__(self, document: Mapping[str, Any], where: str) -> None:
        self._document = document
        self._where = where

    def read(self, name: str, reader: Callable[[Any], T], usual: T | None = None) -> T:
        if usual is not None and name not in self._document:
            return usual
        try:
            return reader(self._document.get(name))
        except (ValueError, AddressUnsafe) as error:
            raise ProfileUnusable(where=f"{self._where}.{name}") from error


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise ValueError  # which of two values holds would be a guess
    return document


def _only(document: object, names: set[str], where: str) -> dict[str, Any]:
    if not isinstance(document, dict):
        raise ProfileUnusable(where=where)
    for name in document:
        if name not in names:
            raise ProfileUnusable(where=f"{where}.{name}"[:TEXT_MAX].lstrip("."))
    return document


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > TEXT_MAX or not value.isprintable():
        raise ValueError
    return value.strip()


def _name(value: Any) -> str:
    name = _text(value)
    if not name:
        raise ValueError
    return name


def _address(value: Any) -> str:
    return checked_address(_text(value)).url


def _env(value: Any) -> str | None:
    if value not in (None, "TEST", "LIVE"):
        raise ValueError
    return value if isinstance(value, str) else None


def _id(value: Any) -> str | None:
    return None if value is None else str(uuid.UUID(_text(value)))


def _age(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError
    if not CANCEL_AGES[0] <= value <= CANCEL_AGES[1]:
        raise ValueError
    return value
