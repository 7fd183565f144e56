"""Behind the page of open transactions: reads them, keeps the choice, and starts the runs."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tse_companion.errors import AppError
from tse_companion.gui.cancel_desk import CancelDesk
from tse_companion.gui.dialogs import shown
from tse_companion.gui.open_shop import OpenShop
from tse_companion.gui.pages.open_transactions import LoadView, OpenTransactionsPage
from tse_companion.gui.pages.open_transactions_table import OpenRow
from tse_companion.services.transactions.listing import OpenList

if TYPE_CHECKING:
    from tse_companion.gui.rooms import House
    from tse_companion.services.desk import Session
    from tse_companion.services.transactions.listing import Loading

_SHOW_EVERY = 0.25  # seconds; a table that is told of every page would be all there is to do


class OpenDesk:
    """Owns the page. What is known of each shop stays while another one is shown."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._shops: dict[str, OpenShop] = {}
        self._shop: OpenShop | None = None
        self._shown_at = 0.0  # when part of a list was shown last
        self.page = OpenTransactionsPage(self._now)
        self.runs = CancelDesk(house, self)
        page = self.page
        page.refresh_requested.connect(self.refresh)
        page.load_stopped.connect(self._on_load_stopped)
        page.toggled.connect(self._on_toggled)
        page.report_wanted.connect(self._on_report)
        page.choosing.rule_wanted.connect(self._on_rule)
        page.choosing.none_wanted.connect(self._on_none)
        page.choosing.age_chosen.connect(self._on_age)
        page.finding.groups.chosen.connect(self._on_groups)
        page.opened.connect(self._on_opened)
        page.choosing.cancel_requested.connect(self._on_cancel)

    @property
    def shop(self) -> OpenShop | None:
        """The shop that is shown."""
        return self._shop

    @property
    def shops(self) -> tuple[OpenShop, ...]:
        """All that were shown since the program began."""
        return tuple(self._shops.values())

    def open(self, session: Session | None) -> None:
        """The page is shown for this shop; what a run is doing there is shown again."""
        if session is None or session.site.tss_id is None:
            self._shop = None
            self.page.show_rows(())
            self.page.show_load(LoadView(is_shut=True))
            self.page.run_card.show_view(None)
            return
        known = self._shops.get(session.site.id)
        if known is None or known.session is not session:
            if known is not None:
                self.runs.stop(known)  # it could reach the service no more
            known = self._shops[session.site.id] = OpenShop(session)
        is_other = known is not self._shop
        self._shop = known
        if is_other:
            self.page.forget()
            self.page.choosing.set_least_age(session.site.own.cancel_older_than)
            self.page.finding.groups.group_by(session.site.own.open_groups)
            self._show_rows(known)
            self.tell_load(known)
        self.runs.show(known)
        if not known.has_looked_for_batches:
            self.runs.look_for_batches(known)
        if not known.is_fresh and not known.is_loading and not self.runs.is_at_work(known):
            self._start_loading(known)

    def show_till(self, serial_number: str) -> None:
        """Show only what this till has left open, until a person wants to see more."""
        shop = self._shop
        if shop is None:
            return
        self.page.finding.keep_to(serial_number)
        if all(row.till != serial_number for row in self.page.rows):
            self.refresh()  # what is known is older than what was said of this till

    def _now(self) -> float:
        return time.time() if self._shop is None else self._shop.now()

    # reading ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the list of the shop that is shown anew."""
        shop = self._shop
        if shop is not None and not self.runs.is_at_work(shop):
            self._start_loading(shop)

    def _start_loading(self, shop: OpenShop) -> None:
        self._house.tasks.start(self._load(shop), name=_loading(shop), once=True)

    async def read_again(self, shop: OpenShop) -> None:
        """Read the list of this shop anew, to its end or until it is stopped, and judge it."""
        ended = asyncio.Event()

        async def load() -> None:
            try:
                await self._load(shop)
            finally:
                ended.set()

        if self._house.tasks.start(load(), name=_loading(shop), once=True):
            await ended.wait()
            await self.show_all(shop)

    def _on_load_stopped(self) -> None:
        if self._shop is not None:
            self._house.tasks.cancel(_loading(self._shop))

    async def _load(self, shop: OpenShop) -> None:
        shop.begin_loading()
        self.tell_load(shop)
        try:
            loaded = await OpenList(shop.session).load(lambda part: self._on_part(shop, part))
            shop.take(loaded)
        except AppError as error:
            shop.error = error
        finally:
            shop.stop_loading()
            self.tell_load(shop)
            # Also when it was stopped: what was read so far can be looked at.
            self._house.tasks.start(self.show_all(shop), name=_judging(shop), restart=True)

    def _on_part(self, shop: OpenShop, part: Loading) -> None:
        is_more = shop.take_part(part)
        now = time.monotonic()
        if is_more and now - self._shown_at > _SHOW_EVERY:
            self._shown_at = now
            shop.add_rows()
            self._show_rows(shop)
        self.tell_load(shop)

    async def show_all(self, shop: OpenShop) -> None:
        """Judge every row anew, and show them if it is this shop's turn."""
        shop.rows = await self._house.desk.background.run(shop.made_rows)
        self._show_rows(shop)
        self.tell_load(shop)

    def _show_rows(self, shop: OpenShop) -> None:
        if shop is self._shop:
            self.page.show_rows(tuple(shop.rows.values()))

    def tell_load(self, shop: OpenShop) -> None:
        """Show how far the list is, and what failed."""
        if shop is self._shop:
            self.page.show_load(shop.load_view())

    # choosing --------------------------------------------------------------------------------

    def _on_toggled(self, rows: Sequence[OpenRow], together: bool) -> None:
        shop = self._shop
        if shop is None or shop.is_loading or self.runs.is_at_work(shop):
            return
        known = [shop.rows[row.key] for row in rows if row.key in shop.rows]
        fresh, left_out = shop.toggle(known, together=together)
        self.page.change_rows(fresh)
        self.page.choosing.tell_left_out(left_out)

    def _on_rule(self) -> None:
        if (shop := self._shop) is not None:
            self.page.change_rows(shop.choose_by_rule())
            self.page.choosing.tell_left_out(0)

    def _on_none(self) -> None:
        if (shop := self._shop) is not None:
            self.page.change_rows(shop.choose_none())
            self.page.choosing.tell_left_out(0)

    def _on_age(self, seconds: int) -> None:
        shop = self._shop
        if shop is not None:
            self._house.tasks.start(self._keep_age(shop, seconds), name="open-age", restart=True)

    async def _keep_age(self, shop: OpenShop, seconds: int) -> None:
        desk = self._house.desk
        await desk.change_shop_settings(shop.session.site.id, cancel_older_than=seconds)
        await self.show_all(shop)

    def _on_groups(self, way: str) -> None:
        if (shop := self._shop) is not None:
            keep = self._house.desk.change_shop_settings(shop.session.site.id, open_groups=way)
            self._house.tasks.start(keep, name="open-groups")

    # looking closer --------------------------------------------------------------------------

    def _on_opened(self, row: OpenRow) -> None:
        self._house.tasks.start(self._details(row), name="open-details", once=True)

    async def _details(self, row: OpenRow) -> None:
        from tse_companion.gui.pages.open_details import OpenDetails

        await shown(OpenDetails(row, self._now, self.page.window()))

    def _on_report(self) -> None:
        if (shop := self._shop) is not None:
            self.runs.show_last(shop)

    def _on_cancel(self) -> None:
        if (shop := self._shop) is not None:
            self.runs.ask(shop)


def _judging(shop: OpenShop) -> str:
    return f"open-judge-{shop.session.site.id}"


def _loading(shop: OpenShop) -> str:
    return f"open-load-{shop.session.site.id}"
