"""Settings: what the person chose and which shops there are. One file, no secrets."""

from __future__ import annotations

import contextlib
import dataclasses
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from tse_companion.errors import SettingsNewer, SettingsUnwritable
from tse_companion.store.files import write_atomically

VERSION = 2
TEXT_PERCENTS = (100, 200)  # smallest and largest text size
CANCEL_AGES = (900, 30 * 86_400)  # seconds: bounds of "open for so long that it is stuck"

Language = Literal["system", "de", "en"]
Theme = Literal["system", "light", "dark"]
Paper = Literal["80", "58", "a4"]
SiteKind = Literal["service", "practice"]
OpenGroups = Literal["none", "till", "age"]  # how open transactions are put together

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ShopSettings:
    """What is set for one shop. ``cancel_older_than`` is in seconds."""

    paper: Paper = "80"
    business_name: str = ""
    business_street: str = ""
    business_city: str = ""
    cancel_older_than: int = 86_400
    open_groups: OpenGroups = "till"


@dataclass(frozen=True, slots=True)
class Site:
    """One shop's access to a TSS; its API key and secret lie in the vault under ``id``.

    ``env``, ``organization_id``, ``tss_id`` and ``client_id`` are None until they are known.
    """

    id: str
    name: str
    kind: SiteKind
    base_url: str
    env: str | None = None
    organization_id: str | None = None
    tss_id: str | None = None
    client_id: str | None = None
    own: ShopSettings = ShopSettings()


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is set; the defaults are those of a first start.

    ``removed`` are shops that were forgotten while their secrets stay in the vault.
    """

    version: int = VERSION
    language: Language = "system"
    text_percent: int = TEXT_PERCENTS[0]
    theme: Theme = "system"
    sites: tuple[Site, ...] = ()
    removed: tuple[Site, ...] = ()
    current_site: str | None = None
    password_store: str | None = None  # SystemVault.backend_name of the first run

    def site(self, site_id: str | None = None) -> Site | None:
        """The site of this id, or the current one."""
        wanted = self.current_site if site_id is None else site_id
        return next((site for site in self.sites if site.id == wanted), None)

    def with_site(self, site: Site) -> Settings:
        """These settings with the site added, or put in the place of the one of the same id."""
        if self.site(site.id) is None:
            removed = tuple(other for other in self.removed if other.id != site.id)
            return dataclasses.replace(self, sites=(*self.sites, site), removed=removed)
        sites = tuple(site if other.id == site.id else other for other in self.sites)
        return dataclasses.replace(self, sites=sites)

    def without_site(self, site_id: str, *, keep: bool) -> Settings:
        """These settings without the site; with ``keep`` it can be brought back."""
        gone = self.site(site_id)
        sites = tuple(site for site in self.sites if site.id != site_id)
        removed = tuple(site for site in self.removed if site.id != site_id)
        if keep and gone is not None:
            removed = (*removed, gone)
        current = self.current_site
        if current == site_id:
            current = sites[0].id if sites else None
        return dataclasses.replace(self, sites=sites, removed=removed, current_site=current)


class SettingsFile:
    """The settings file ``path``.

    ``kept_aside`` names the copy of a damaged file that the last ``load`` found, else None.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.kept_aside: Path | None = None

    def load(self) -> Settings:
        """What is set; defaults at the first start and for everything that cannot be read.

        A damaged file is kept as ``.damaged``. Raises SettingsNewer for a file of a newer
        version, SettingsUnwritable if the file may not be read.
        """
        self.kept_aside = None
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return Settings()
        except OSError as error:
            raise SettingsUnwritable(number=error.errno) from error
        reader = _Reader()
        settings = reader.settings(content)
        if reader.is_damaged:
            self._keep_aside(content)
        return settings

    def save(self, settings: Settings) -> None:
        """Replace the file as a whole; on the disk when this returns. Raises SettingsUnwritable."""
        document = dataclasses.asdict(settings) | {"version": VERSION}
        text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
        try:
            write_atomically(self._path, text.encode(errors="replace"))
        except OSError as error:
            raise SettingsUnwritable(number=error.errno) from error

    def _keep_aside(self, content: bytes) -> None:
        aside = self._path.with_name(self._path.name + ".damaged")
        with contextlib.suppress(OSError):  # a copy for support; the program goes on without it
            write_atomically(aside, content)
            self.kept_aside = aside


class _Reader:
    """Reads field by field, so that one bad value does not cost a shop its sites."""

    def __init__(self) -> None:
        self.is_damaged = False

    def settings(self, content: bytes) -> Settings:
        try:
            document = json.loads(content)
        except (ValueError, RecursionError):
            document = None
        if not isinstance(document, dict):
            self.is_damaged = True
            return Settings()
        version = self._field(document, "version", _number, VERSION)
        if version > VERSION:
            raise SettingsNewer(version=version)
        usual = Settings()
        # Before version 2 there was one paper and one business for all shops.
        common = self._shop_settings(document) if version < 2 else ShopSettings()
        sites = self._sites(document.get("sites", []), common)
        ids = {site.id for site in sites}
        removed = self._sites(document.get("removed", []), common)
        current = self._field(document, "current_site", _text_or_none, None)
        return Settings(
            language=self._field(document, "language", one_of(Language), usual.language),
            text_percent=self._field(document, "text_percent", _percent, usual.text_percent),
            theme=self._field(document, "theme", one_of(Theme), usual.theme),
            sites=sites,
            removed=tuple(site for site in removed if site.id not in ids),
            current_site=current if current in ids else None,
            password_store=self._field(document, "password_store", _text_or_none, None),
        )

    def _sites(self, value: object, common: ShopSettings) -> tuple[Site, ...]:
        if not isinstance(value, list):
            self.is_damaged = True
            return ()
        sites: dict[str, Site] = {}
        for item in value:
            try:
                own = self._shop_settings(item["own"]) if "own" in item else common
                site = _site(item, own)
            except (ValueError, TypeError, KeyError):
                self.is_damaged = True
            else:
                sites.setdefault(site.id, site)
        return tuple(sites.values())

    def _shop_settings(self, value: object) -> ShopSettings:
        usual = ShopSettings()
        if not isinstance(value, dict):
            self.is_damaged = True
            return usual
        return ShopSettings(
            paper=self._field(value, "paper", one_of(Paper), usual.paper),
            business_name=self._field(value, "business_name", _text, ""),
            business_street=self._field(value, "business_street", _text, ""),
            business_city=self._field(value, "business_city", _text, ""),
            cancel_older_than=self._field(
                value, "cancel_older_than", _cancel_age, usual.cancel_older_than
            ),
            open_groups=self._field(value, "open_groups", one_of(OpenGroups), usual.open_groups),
        )

    def _field(
        self, document: Mapping[str, Any], name: str, read: Callable[[Any], T], usual: T
    ) -> T:
        if name not in document:
            return usual
        try:
            return read(document[name])
        except ValueError:
            self.is_damaged = True
            return usual


def _site(item: Mapping[str, Any], own: ShopSettings) -> Site:
    return Site(
        id=_text(item["id"]),
        name=_text(item["name"]),
        kind=one_of(SiteKind)(item["kind"]),
        base_url=_text(item["base_url"]),
        env=_text_or_none(item.get("env")),
        organization_id=_text_or_none(item.get("organization_id")),
        tss_id=_text_or_none(item.get("tss_id")),
        client_id=_text_or_none(item.get("client_id")),
        own=own,
    )


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError
    return value


def _percent(value: Any) -> int:
    return min(max(_number(value), TEXT_PERCENTS[0]), TEXT_PERCENTS[1])


def _cancel_age(value: Any) -> int:
    return min(max(_number(value), CANCEL_AGES[0]), CANCEL_AGES[1])


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError
    value.encode()  # half a surrogate pair could be neither shown nor saved again
    return value


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value)


def one_of(choices: Any) -> Callable[[Any], Any]:
    """Reads a value of this Literal; what is none raises ValueError."""

    def read(value: Any) -> Any:
        if value not in get_args(choices):
            raise ValueError
        return value

    return read
