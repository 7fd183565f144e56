"""What a shop is called on screen and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from tse_companion.gui.widgets import BadgeKind
    from tse_companion.services.desk import Site


def site_name(site: Site) -> str:
    """The shop's name; the practice shop has none of its own."""
    return site.name or QCoreApplication.translate("Naming", "Practice shop")


def badge_of(site: Site) -> BadgeKind:
    """The world that a shop lives in, as far as it is known."""
    if site.kind == "practice":
        return "practice"
    return {"TEST": "test", "LIVE": "live"}.get(site.env or "", "none")  # type: ignore[return-value]
