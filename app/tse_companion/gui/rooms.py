"""The pages beside the overview: what they are called, and how each is made when first opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tse_companion.gui.admin_gate import AdminGate
    from tse_companion.gui.main_window import MainWindow
    from tse_companion.services.desk import Desk, Session
    from tse_companion.services.tasks import Tasks


class PageDesk(Protocol):
    """Stands behind a page: what is asked there goes to the services, what they say comes back."""

    @property
    def page(self) -> QWidget:
        """The page, made once."""

    def open(self, session: Session | None) -> None:
        """The page is shown for this shop; None while its keys are not at hand."""


@dataclass(frozen=True, slots=True)
class House:
    """What a page's desk works with. ``go`` brings up another page by its key, ``refresh`` lets
    the overview look again, ``tasks`` end with the window."""

    desk: Desk
    tasks: Tasks
    window: MainWindow
    admin: AdminGate
    go: Callable[[str], None]
    refresh: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Room:
    """One page. With ``under`` it has no entry in the sidebar and is reached from that page."""

    key: str
    icon: str
    title: Callable[[], str]
    make: Callable[[House], PageDesk]
    under: str | None = None


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
)
