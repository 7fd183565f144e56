"""Behind the support page: choices that are kept, and the ways to journal and shops."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tse_companion.gui.dialogs import confirm
from tse_companion.gui.pages.support import SupportPage, SupportView

if TYPE_CHECKING:
    from tse_companion.gui.main_window import MainWindow
    from tse_companion.gui.rooms import House
    from tse_companion.services.desk import Session, Settings


class SupportDesk:
    """Owns the support page."""

    def __init__(self, house: House) -> None:
        desk = house.desk
        settings = desk.settings
        self._house = house
        self.page = SupportPage(
            SupportView(
                data_folder=desk.folders.data,
                log_folder=desk.folders.logs,
                language=settings.language,
                scheme=settings.theme,
                text_percent=settings.text_percent,
            )
        )
        page = self.page
        page.language_chosen.connect(self._on_language)
        page.scheme_chosen.connect(lambda wish: self._keep(theme=wish))
        page.text_percent_chosen.connect(lambda percent: self._keep(text_percent=percent))
        page.practice_reset_requested.connect(house.front.practise_afresh)
        page.journal_requested.connect(lambda: house.go("journal"))
        page.sites_requested.connect(lambda: house.go("sites"))

    def open(self, session: Session | None) -> None:
        """Nothing here depends on the shop."""

    def _on_language(self, wish: str) -> None:
        self._house.front.name_sites()  # the practice shop has a name in each language
        self._keep(language=wish)

    def _keep(self, **changes: object) -> None:
        self._house.tasks.start(self._save(changes), name="settings")

    async def _save(self, changes: dict[str, object]) -> None:
        # Taken from what holds now: another change may have come since this one was asked for.
        desk = self._house.desk
        settings: Settings = replace(desk.settings, **changes)  # type: ignore[arg-type]
        await desk.save_settings(settings)


async def is_sure_to_practise_afresh(window: MainWindow) -> bool:
    """Whether the practice TSE is to be thrown away."""
    return await confirm(
        window,
        title=QCoreApplication.translate("Controller", "Start practising afresh?"),
        text=QCoreApplication.translate(
            "Controller",
            "The practice TSE and everything signed with it are thrown away. Real shops are "
            "not touched.",
        ),
        verb=QCoreApplication.translate("Controller", "Throw the practice TSE away"),
        danger=True,
    )
