"""A shop with open transactions of every kind, and a window that shows them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from gui.wizard_stage import BASE_URL, GuiWorld, Held, Stage, staged, until
from tse_companion.domain.cancelling import RowOutcome
from tse_companion.domain.credentials import Secret
from tse_companion.domain.models import TxState
from tse_companion.domain.open_transactions import OpenTransaction
from tse_companion.gui.open_desk import OpenDesk
from tse_companion.gui.open_shop import OpenShop
from tse_companion.gui.pages.open_transactions import OpenTransactionsPage
from tse_companion.gui.pages.open_transactions_table import OpenRow
from tse_companion.gui.tables import ROW
from tse_companion.sandbox.shops import full
from tse_companion.sandbox.shops.planting import PIN as PIN
from tse_companion.sandbox.shops.planting import Garden
from tse_companion.sandbox.signde.service import Service
from tse_companion.services.transactions.batches import Batch
from tse_companion.store.secrets import Kind, Place
from tse_companion.store.settings import Settings, SettingsFile, Site

W = TypeVar("W", bound=QWidget)
SITE_ID = "5d3a0001-0000-4000-8000-0000000000a1"
_MINUTE, _HOUR = 60, 3600
CRASHED, PARKED, OLD_TILL = 3, 1, 2
STUCK = CRASHED + PARKED + OLD_TILL
PLAIN = STUCK - OLD_TILL  # those of tills that may sign
ALL = STUCK + 2  # a young one, and one of a taxi meter

_ORDER: Mapping[str, Any] = {
    "standard_v1": {
        "order": {"line_items": [{"quantity": "2", "text": "Tee", "price_per_unit": "3.10"}]}
    }
}
_RECEIPT: Mapping[str, Any] = {
    "standard_v1": {
        "receipt": {
            "receipt_type": "RECEIPT",
            "amounts_per_vat_rate": [{"vat_rate": "NORMAL", "amount": "12.50"}],
            "amounts_per_payment_type": [{"payment_type": "CASH", "amount": "12.50"}],
        }
    }
}
_TAXI: Mapping[str, Any] = {"raw": {"process_type": "Fahrer-V1", "process_data": ""}}


def cafe(service: Service) -> str:
    """What three tills have left open, of every kind. Returns the TSS's id."""
    now = service.clock.time()
    with Garden(service, "left open", begin=now - 70 * _HOUR) as garden:
        if garden.is_planted:
            return garden.tss_id
        first, second, old = garden.set_up("Cafe", ["THEKE-1", "THEKE-2", "THEKE-ALT"])

        def leave(hours: float, till: str, schema: Mapping[str, Any] | None = None) -> None:
            garden.until(now - hours * _HOUR)
            tx_id = garden.new_transaction()
            garden.write(tx_id, 1, "ACTIVE", till)
            if schema is not None:
                garden.until(now - hours * _HOUR + 2 * _MINUTE)
                garden.write(tx_id, 2, "ACTIVE", till, schema=schema)

        leave(60, old)
        leave(59, old, _ORDER)
        garden.until(now - 58 * _HOUR)
        garden.deregister(old)
        for number in range(CRASHED):
            leave(40 - number / 600, first)
        leave(30, second, _ORDER)
        leave(28, first, _TAXI)
        leave(2, second, _RECEIPT)
    return garden.tss_id


def many(count: int) -> Callable[[Service], str]:
    """A till that left so many open, one a minute, the newest half an hour old or older."""

    def plant(service: Service) -> str:
        return full.open_transactions(service, count)

    return plant


class OpenStage:
    """The page on a :class:`Stage`, driven by the keyboard."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.world = stage.world

    @property
    def desk(self) -> OpenDesk:
        found = self.stage.controller.page_desk("open")
        assert isinstance(found, OpenDesk)
        return found

    @property
    def page(self) -> OpenTransactionsPage:
        return self.desk.page

    @property
    def shop(self) -> OpenShop:
        assert self.desk.shop is not None
        return self.desk.shop

    @property
    def rows(self) -> tuple[OpenRow, ...]:
        return self.page.rows

    def in_sight(self) -> tuple[OpenRow, ...]:
        """What search and filters leave."""
        return self.page.table.rows.rows

    def is_chosen(self, row: OpenRow) -> bool:
        """Whether it is chosen now."""
        return self.shop.rows[row.key].is_chosen

    def count_chosen(self) -> int:
        return sum(row.is_chosen for row in self.rows)

    def row(self, wanted: Callable[[OpenRow], bool]) -> OpenRow:
        return next(row for row in self.rows if wanted(row))

    def texts(self, room: QWidget | None = None) -> str:
        return self.stage.shown_texts(room or self.page)

    def find(self, kind: type[W], name: str) -> W:
        """A widget of the page or of the dialog in front."""
        for room in (*self.stage.dialogs(), self.page):
            if (found := room.findChild(kind, name)) is not None:
                return found
        raise AssertionError(f"no {name!r}")

    async def show(self) -> None:
        """Bring the page up and wait for the list."""
        self.stage.window.show_page("open")
        await self.stage.settle()

    async def press(self, name: str) -> None:
        """Tab to a button and press Space; then wait until something waits for us."""
        await self.focus(name)
        self.stage.key(Qt.Key.Key_Space)
        await self.stage.settle()

    async def focus(self, name: str) -> None:
        if not self.stage.dialogs():
            # What a window system does when a dialog closes.
            self.stage.window.activateWindow()
            await until(self.stage.window.isActiveWindow)
        button = self.find(QAbstractButton, name)
        assert button.isVisible(), name
        assert button.isEnabled(), name
        self.stage.tab_to(name)

    def go_to(self, wanted: Callable[[OpenRow], bool]) -> OpenRow:
        """Tab to the table and walk to the row with the arrow keys."""
        self.stage.tab_to("open_table")
        table = self.page.table
        self.stage.key(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        for _ in range(table.rows.rowCount()):
            row: OpenRow | None = table.currentIndex().data(ROW)  # None on the line of a group
            if row is not None and wanted(row):
                return row
            self.stage.key(Qt.Key.Key_Down)
        raise AssertionError("no such row in sight")

    async def ask(self, reason: str = "Till crashed") -> None:
        """Open the dry run and give a reason."""
        await self.press("open_cancel")
        self.type_into("plan_reason", reason)

    def type_into(self, name: str, text: str) -> None:
        self.stage.tab_to(name)
        self.stage.type(text)

    async def go(self) -> None:
        """Confirm the dry run; returns while the run is at work."""
        await self.focus("plan_go")
        self.stage.key(Qt.Key.Key_Space)
        await until(lambda: not self.stage.dialogs())

    async def run(self, reason: str = "Till crashed") -> None:
        """Dry run, reason, confirmation, and the run to its end."""
        await self.ask(reason)
        await self.go()
        await self.stage.settle()

    async def states(self) -> dict[str, TxState]:
        """What the service says now of each that was shown, by id."""
        client, tss_id = self.shop.session.client, self.shop.session.site.tss_id
        assert tss_id is not None
        return {
            row.key: (await client.retrieve_transaction(tss_id, row.key)).state for row in self.rows
        }

    async def touch(self, tx: OpenTransaction) -> None:
        """A till goes on with this order."""
        await self.shop.session.client.upsert_transaction(
            tx.transaction.tss_id,
            tx.key,
            tx_revision=tx.latest_revision + 1,
            state=TxState.ACTIVE,
            client_id=tx.client_id,
            schema=_ORDER,
        )


def set_up(world: GuiWorld, plant: Callable[[Service], str], *, env: str = "TEST") -> Site:
    """A site on a shop that is planted now, as the settings and the vault keep it."""
    tss_id = world.control.seed(plant)
    site = Site(SITE_ID, "Café Morgenrot", "service", BASE_URL, env=env, tss_id=tss_id)
    world.vault.kept[Place(SITE_ID, Kind.API_KEY)] = Secret(world.sandbox.api_key)
    world.vault.kept[Place(SITE_ID, Kind.API_SECRET)] = Secret(world.sandbox.api_secret)
    SettingsFile(world.folders.settings).save(Settings(sites=(site,), current_site=site.id))
    return site


@asynccontextmanager
async def opened(
    world: GuiWorld, plant: Callable[[Service], str] | None = cafe, *, env: str = "TEST"
) -> AsyncIterator[OpenStage]:
    """A start of the program on this shop, with the page of open transactions in front.

    Without ``plant`` it is the shop that is there already.
    """
    if plant is not None:
        set_up(world, plant, env=env)
    async with staged(world) as stage:
        await stage.begin()
        made = OpenStage(stage)
        await made.show()
        yield made


def outcomes(open_: OpenStage) -> dict[RowOutcome, int]:
    run = open_.shop.run
    assert run is not None
    return dict(run.view().counts)


def batch_of(open_: OpenStage) -> Batch:
    assert open_.shop.run is not None
    return open_.shop.run.batch


async def held_run(open_: OpenStage) -> Held:
    """Begin a run whose first cancellation waits at the service's door."""
    held = open_.world.staged.hold("upsertTransaction")
    await open_.ask()
    await open_.go()
    await held.arrived.wait()
    return held
