"""The pages beside the overview: what they are called, and how each is made when first opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tse_companion.gui.admin_gate import AdminGate
    from tse_companion.gui.main_window import MainWindow
    from tse_companion.services.desk import Desk, Session, Site
    from tse_companion.services.tasks import Tasks


class PageDesk(Protocol):
    """Stands behind a page: what is asked there goes to the services, what they say comes back."""

    @property
    def page(self) -> QWidget:
        """The page, made once."""

    def open(self, session: Session | None) -> None:
        """The page is shown for this shop; None while its keys are not at hand."""


@runtime_checkable
class TillsInSight(PageDesk, Protocol):
    """A page that can keep to one till."""

    def show_till(self, serial_number: str) -> None:
        """Show only what it has of the till of this Kassen-ID, until a person wants more."""


class Go(Protocol):
    """The way from page to page."""

    def __call__(self, key: str, *, till: str = "") -> None:
        """Bring up the page of this key; with ``till``, its Kassen-ID, kept to that one."""


class Front(Protocol):
    """Who decides which shop is shown."""

    def choose_site(self, site_id: str) -> None:
        """Show another shop; an empty id sets a further one up."""

    def sites_changed(self) -> None:
        """Shops were added, renamed or removed, perhaps the one that is shown."""

    def name_sites(self) -> None:
        """Tell anew how the shops are called."""

    def practise_afresh(self) -> None:
        """Ask whether the practice TSE is to be thrown away, and do it."""

    def ask_keys(self, site: Site) -> None:
        """Ask for another API key of this shop."""

    def renew(self) -> None:
        """Open the wizard for a new TSS of the shop that is shown, whose own has ended."""

    def continue_setup(self) -> None:
        """Open the wizard where the set-up of the shop that is shown stands."""


@dataclass(frozen=True, slots=True)
class House:
    """What a page's desk works with. ``go`` brings up another page, ``refresh`` lets the overview
    look again, ``tasks`` end with the window, ``front`` changes the shop."""

    desk: Desk
    tasks: Tasks
    window: MainWindow
    admin: AdminGate
    go: Go
    refresh: Callable[[], None]
    front: Front


@dataclass(frozen=True, slots=True)
class Room:
    """One page. With ``under`` it has no entry in the sidebar and is reached from that page."""

    key: str
    icon: str
    title: Callable[[], str]
    make: Callable[[House], PageDesk]
    under: str | None = None


def _tss(house: House) -> PageDesk:
    from tse_companion.gui.tss_desk import TssDesk

    return TssDesk(house)


def _keys(house: House) -> PageDesk:
    from tse_companion.gui.keys_desk import KeysDesk

    return KeysDesk(house)


def _tills(house: House) -> PageDesk:
    from tse_companion.gui.till_desk import TillDesk

    return TillDesk(house)


def _till_list(house: House) -> PageDesk:
    from tse_companion.gui.till_list_desk import TillListDesk

    return TillListDesk(house)


def _open(house: House) -> PageDesk:
    from tse_companion.gui.open_desk import OpenDesk

    return OpenDesk(house)


def _receipts(house: House) -> PageDesk:
    from tse_companion.gui.receipt_desk import ReceiptDesk

    return ReceiptDesk(house.desk, house.tasks)


def _exports(house: House) -> PageDesk:
    from tse_companion.gui.exports_desk import ExportsDesk

    return ExportsDesk(house)


def _support(house: House) -> PageDesk:
    from tse_companion.gui.support_desk import SupportDesk

    return SupportDesk(house)


def _journal(house: House) -> PageDesk:
    from tse_companion.gui.journal_desk import JournalDesk

    return JournalDesk(house)


def _sites(house: House) -> PageDesk:
    from tse_companion.gui.sites_desk import SitesDesk

    return SitesDesk(house)


ROOMS: tuple[Room, ...] = (
    Room("tills", "till", lambda: QCoreApplication.translate("Rooms", "Tills"), _tills),
    Room(
        "till-list",
        "till",
        lambda: QCoreApplication.translate("Rooms", "Register several tills"),
        _till_list,
        under="tills",
    ),
    Room(
        "open",
        "open-transactions",
        lambda: QCoreApplication.translate("Rooms", "Open transactions"),
        _open,
    ),
    Room("receipts", "receipt", lambda: QCoreApplication.translate("Rooms", "Receipts"), _receipts),
    Room("exports", "export", lambda: QCoreApplication.translate("Rooms", "Exports"), _exports),
    Room("tss", "tse", lambda: QCoreApplication.translate("Rooms", "TSE"), _tss, under="overview"),
    Room(
        "pin", "key", lambda: QCoreApplication.translate("Rooms", "PIN and PUK"), _keys, under="tss"
    ),
    Room("support", "support", lambda: QCoreApplication.translate("Rooms", "Support"), _support),
    Room(
        "journal",
        "journal",
        lambda: QCoreApplication.translate("Rooms", "Journal"),
        _journal,
        under="support",
    ),
    Room(
        "sites",
        "shop",
        lambda: QCoreApplication.translate("Rooms", "Shops"),
        _sites,
        under="support",
    ),
)
