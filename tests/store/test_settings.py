"""Settings: one bad value does not cost a shop its sites, and an old program keeps off."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tse_companion.errors import SettingsNewer, SettingsUnwritable
from tse_companion.store import settings as module
from tse_companion.store.settings import Settings, SettingsFile, ShopSettings, Site

OWN = ShopSettings("58", "Bäckerei „Ähre“", "Hauptstraße 1", "12345 Köln", 7200, "age")
SHOP = Site("1", "Bäckerei Ähre", "service", "https://example.invalid/api/v2", env="LIVE", own=OWN)
PRACTICE = Site("2", "Übung", "practice", "http://practice.invalid/api/v2", tss_id="t")
GONE = Site("4", "Café Ende", "service", "https://example.invalid/api/v2")
FULL = Settings(
    language="de",
    text_percent=150,
    theme="dark",
    sites=(SHOP, PRACTICE),
    removed=(GONE,),
    current_site="2",
    password_store="keyring.backends.SecretService.Keyring",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def written(path: Path, **changes: Any) -> SettingsFile:
    file = SettingsFile(path)
    file.save(FULL)
    path.write_text(json.dumps(json.loads(path.read_bytes()) | changes), encoding="utf-8")
    return file


def test_first_start(path: Path) -> None:
    file = SettingsFile(path)
    assert file.load() == Settings()
    assert file.kept_aside is None
    assert not path.exists()


def test_what_was_saved_comes_back(path: Path) -> None:
    file = SettingsFile(path)
    file.save(FULL)
    assert file.load() == FULL
    assert file.kept_aside is None
    assert "Bäckerei „Ähre“" in path.read_text(encoding="utf-8")
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_sites() -> None:
    assert FULL.site() == PRACTICE
    assert FULL.site("1") == SHOP
    assert FULL.site("9") is None
    changed = replace(SHOP, tss_id="t")
    assert FULL.with_site(changed).sites == (changed, PRACTICE)
    assert FULL.with_site(replace(SHOP, id="3")).sites[-1].id == "3"


@pytest.mark.parametrize(
    "changes",
    [
        {"language": "fr"},
        {"language": ["de"]},
        {"text_percent": "150"},
        {"text_percent": True},
        {"theme": 7},
        {"password_store": 1},
        {"version": "1"},
        {"current_site": 1},
    ],
    ids=str,
)
def test_bad_value_costs_only_itself(path: Path, changes: dict[str, Any]) -> None:
    file = written(path, **changes)
    content = path.read_bytes()
    settings = file.load()
    (name,) = changes
    assert settings == replace(FULL, **{name: getattr(Settings(), name)})
    assert file.kept_aside == path.with_name("settings.json.damaged")
    assert file.kept_aside.read_bytes() == content


@pytest.mark.parametrize(
    "bad",
    [None, "x", {}, {"id": "3", "name": 1}, {"id": "3", "name": "n", "kind": "x", "base_url": ""}],
)
def test_bad_site_costs_only_itself(path: Path, bad: Any) -> None:
    document = {"version": 2, "sites": [vars_of(SHOP), bad, vars_of(SHOP)]}
    path.write_text(json.dumps(document), encoding="utf-8")
    file = SettingsFile(path)
    assert file.load().sites == (SHOP,)
    assert file.kept_aside is not None


def vars_of(site: Site, **own: Any) -> dict[str, Any]:
    document = asdict(site)
    return document | {"own": document["own"] | own}


@pytest.mark.parametrize(
    "own",
    [
        {"paper": None},
        {"business_name": {}},
        {"business_city": "\ud800"},
        {"cancel_older_than": "1"},
        {"open_groups": "colour"},
    ],
    ids=str,
)
def test_bad_value_of_a_shop_costs_only_itself(path: Path, own: dict[str, Any]) -> None:
    file = written(path, sites=[vars_of(SHOP, **own), vars_of(PRACTICE)])
    (name,) = own
    kept = replace(OWN, **{name: getattr(ShopSettings(), name)})
    assert file.load() == replace(FULL, sites=(replace(SHOP, own=kept), PRACTICE))
    assert file.kept_aside is not None


def test_shop_settings_of_the_wrong_shape(path: Path) -> None:
    file = written(path, sites=[vars_of(SHOP) | {"own": 1}, vars_of(PRACTICE)])
    assert file.load().sites == (replace(SHOP, own=ShopSettings()), PRACTICE)
    assert file.kept_aside is not None


def test_age_from_which_a_transaction_is_stuck_has_bounds(path: Path) -> None:
    sites = [vars_of(SHOP, cancel_older_than=1), vars_of(PRACTICE, cancel_older_than=10**9)]
    loaded = written(path, sites=sites).load().sites
    assert [site.own.cancel_older_than for site in loaded] == list(module.CANCEL_AGES)


def test_what_once_held_for_all_shops_holds_for_each(path: Path) -> None:
    """A file of version 1 has one paper and one business."""
    old = {
        "version": 1,
        "language": "de",
        "sites": [{k: v for k, v in vars_of(s).items() if k != "own"} for s in (SHOP, PRACTICE)],
        "current_site": "2",
        "paper": "58",
        "business_name": OWN.business_name,
        "business_street": OWN.business_street,
        "business_city": OWN.business_city,
    }
    path.write_text(json.dumps(old), encoding="utf-8")
    file = SettingsFile(path)
    own = replace(OWN, cancel_older_than=86_400, open_groups="till")
    sites = (replace(SHOP, own=own), replace(PRACTICE, own=own))
    settings = file.load()
    assert settings == Settings(language="de", sites=sites, current_site="2")
    assert file.kept_aside is None
    file.save(settings)
    assert json.loads(path.read_bytes())["version"] == 2
    assert file.load() == settings


def test_a_damaged_file_of_version_1(path: Path) -> None:
    path.write_text('{"version": 1, "paper": 7, "sites": [{"id": 1}]}', encoding="utf-8")
    file = SettingsFile(path)
    assert file.load() == Settings()
    assert file.kept_aside is not None


def test_shops_go_and_come_back() -> None:
    kept = FULL.without_site("2", keep=True)
    assert kept.sites == (SHOP,)
    assert kept.removed == (GONE, PRACTICE)
    assert kept.current_site == "1"
    assert kept.without_site("1", keep=False).current_site is None
    back = kept.with_site(PRACTICE)
    assert (back.sites, back.removed) == ((SHOP, PRACTICE), (GONE,))
    assert back.without_site("4", keep=False).removed == ()
    assert FULL.without_site("9", keep=True) == FULL


def test_a_shop_is_not_both_there_and_removed(path: Path) -> None:
    assert written(path, removed=[vars_of(SHOP), vars_of(GONE)]).load() == FULL


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b"null"])
def test_damaged_file_is_kept_aside(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    file = SettingsFile(path)
    assert file.load() == Settings()
    assert file.kept_aside is not None
    assert file.kept_aside.read_bytes() == content
    file.save(FULL)
    assert file.load() == FULL
    assert file.kept_aside is None


def test_sites_of_the_wrong_shape(path: Path) -> None:
    assert written(path, sites={"a": 1}).load() == replace(FULL, sites=(), current_site=None)


def test_current_site_that_is_gone(path: Path) -> None:
    assert written(path, current_site="9").load().current_site is None


def test_text_size_has_bounds(path: Path) -> None:
    assert written(path, text_percent=5).load().text_percent == 100
    assert written(path, text_percent=5000).load().text_percent == 200


def test_older_file_without_some_fields(path: Path) -> None:
    path.write_text('{"version": 1, "language": "en", "once": "was"}', encoding="utf-8")
    file = SettingsFile(path)
    assert file.load() == Settings(language="en")
    assert file.kept_aside is None


def test_newer_version_is_left_alone(path: Path) -> None:
    file = written(path, version=module.VERSION + 1)
    content = path.read_bytes()
    with pytest.raises(SettingsNewer):
        file.load()
    assert path.read_bytes() == content


def test_disk_refuses(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = SettingsFile(path)
    file.save(FULL)

    def refuse(*args: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(module, "write_atomically", refuse)
    with pytest.raises(SettingsUnwritable) as caught:
        file.save(Settings())
    assert caught.value.facts == {"number": 28}
    assert file.load() == FULL
    path.write_text("damaged", encoding="utf-8")
    assert file.load() == Settings()
    assert file.kept_aside is None


def test_unreadable(path: Path) -> None:
    path.mkdir()
    with pytest.raises(SettingsUnwritable):
        SettingsFile(path).load()


def test_half_a_character_is_saved_as_a_question_mark(path: Path) -> None:
    file = SettingsFile(path)
    file.save(Settings(password_store="a\ud800b"))
    assert file.load() == Settings(password_store="a?b")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
names = st.sampled_from(sorted(Settings.__dataclass_fields__))


@given(st.dictionaries(names, json_values))
def test_anything_gives_settings(document: dict[str, Any]) -> None:
    reader = module._Reader()
    try:
        settings = reader.settings(json.dumps(document).encode())
    except SettingsNewer:
        return
    assert settings.text_percent in range(100, 201)
    assert settings.language in ("system", "de", "en")
