"""Behind the page of shops: what is asked there goes to the services, what they say comes back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog

from tse_companion.errors import ShopBusy
from tse_companion.gui import files
from tse_companion.gui.dialogs import shown
from tse_companion.gui.naming import site_name
from tse_companion.gui.page_work import PageWork
from tse_companion.gui.pages.sites import SitesPage
from tse_companion.gui.site_dialogs import EditSiteDialog, ImportDialog, RemoveSiteDialog

if TYPE_CHECKING:
    from tse_companion.gui.rooms import House
    from tse_companion.services.desk import Session
    from tse_companion.services.sites import ShopLine


class SitesDesk:
    """Owns the page of shops."""

    def __init__(self, house: House) -> None:
        self.page = SitesPage()
        self.work = PageWork(house.tasks, self.page, "sites")
        self._house = house
        self._is_up = False
        house.window.page_shown.connect(self._on_page)
        page = self.page
        page.open_requested.connect(self._on_open)
        page.add_requested.connect(lambda: house.front.choose_site(""))
        page.edit_requested.connect(lambda line: self._start(lambda: self._edit(line)))
        page.keys_requested.connect(lambda line: house.front.ask_keys(line.site))
        page.remove_requested.connect(self._on_remove)
        page.back_requested.connect(lambda line: self._start(lambda: self._bring_back(line)))
        page.export_requested.connect(lambda lines: self._start(lambda: self._export(lines)))
        page.import_requested.connect(lambda: self._start(self._import))
        page.failure_asked.connect(lambda: self.work.ask_about(house.window))

    def open(self, session: Session | None) -> None:
        """The page is shown, or another shop is while it is up; the shops are listed anew. That
        the shop before was removed is still news then."""
        self.work.run(self._load, "", "list", restart=True, keep_done=self._is_up)
        self._is_up = True

    async def _load(self) -> None:
        from tse_companion.services.sites import shops

        self.page.show_shops(await shops(self._house.desk))

    # -------------------------------------------------------------------------------------------

    def _on_page(self, key: str) -> None:
        if key != "sites":
            self._is_up = False

    def _on_open(self, line: ShopLine) -> None:
        self._house.go("overview")
        self._house.front.choose_site(line.site.id)

    async def _edit(self, line: ShopLine) -> None:
        from tse_companion.services import sites

        desk = self._house.desk
        dialog = EditSiteDialog(
            self._house.window,
            line.site,
            is_taken=lambda name: sites.is_name_taken(desk, line.site.id, name),
        )
        if await shown(dialog) != QDialog.DialogCode.Accepted:
            return
        name = dialog.name
        await sites.rename(desk, line.site.id, name, **dialog.business)
        said = QCoreApplication.translate("SitesDesk", "Saved: “{shop}”.")
        await self._changed(said.replace("{shop}", name))

    def _on_remove(self, line: ShopLine) -> None:
        if line.site.kind == "practice":
            self._house.front.practise_afresh()
        else:
            self._start(lambda: self._remove(line))

    async def _remove(self, line: ShopLine) -> None:
        from tse_companion.services import sites

        desk = self._house.desk
        removal = await sites.look_at_removal(desk, line.site.id)
        if removal.has_open_batch:
            raise ShopBusy
        dialog = RemoveSiteDialog(self._house.window, removal, is_removed=line.is_removed)
        if await shown(dialog) != QDialog.DialogCode.Accepted:
            return
        deletes = dialog.deletes_secrets
        self.page.set_busy(QCoreApplication.translate("SitesDesk", "Removing the shop …"))
        await sites.remove(desk, line.site.id, delete_secrets=deletes)
        if deletes:
            said = QCoreApplication.translate(
                "SitesDesk", "“{shop}” is removed, and its secrets are deleted."
            )
        else:
            said = QCoreApplication.translate(
                "SitesDesk", "“{shop}” is removed. Its secrets are kept: it can be brought back."
            )
        await self._changed(said.replace("{shop}", site_name(line.site)))

    async def _bring_back(self, line: ShopLine) -> None:
        from tse_companion.services import sites

        await sites.bring_back(self._house.desk, line.site.id)
        said = QCoreApplication.translate("SitesDesk", "“{shop}” is back.")
        await self._changed(said.replace("{shop}", site_name(line.site)))

    # -------------------------------------------------------------------------------------------

    async def _export(self, lines: Sequence[ShopLine]) -> None:
        from tse_companion.services.profiles import export_shops

        path = await files.ask_to_save(
            self._house.window,
            title=QCoreApplication.translate("SitesDesk", "Export shops"),
            suggested=QCoreApplication.translate("SitesDesk", "Shops") + ".json",
            kinds=[_kind()],
        )
        if path is None:
            return
        desk = self._house.desk
        chosen = [line.site for line in lines if not line.is_removed] or desk.settings.sites
        number = await export_shops(desk, chosen, path)
        self.page.show_done(self.page.exported_words(number, path.name))

    async def _import(self) -> None:
        from tse_companion.services.profiles import import_shops, read_shops

        path = await files.ask_to_open(
            self._house.window,
            title=QCoreApplication.translate("SitesDesk", "Import shops"),
            kinds=[_kind()],
        )
        if path is None:
            return
        plan = await read_shops(self._house.desk, path)
        if await shown(ImportDialog(self._house.window, plan)) != QDialog.DialogCode.Accepted:
            return
        number = await import_shops(self._house.desk, plan)
        await self._changed(self.page.added_words(number))

    # -------------------------------------------------------------------------------------------

    async def _changed(self, said: str) -> None:
        """What was changed is told and seen before another shop that is shown now asks for its
        keys."""
        await self._load()
        self.page.show_done(said)
        self._house.front.sites_changed()

    def _start(self, work: Callable[[], Awaitable[None]]) -> None:
        """One thing at a time; failures are told on the page."""
        self.work.run(work, "", "change")


def _kind() -> str:
    return QCoreApplication.translate("SitesDesk", "Shops of TSE Companion") + " (*.json)"
