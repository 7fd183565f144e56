"""The wizard in the window: given to it, and taken back once it is left."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from tse_companion.gui.naming import site_name
from tse_companion.services.tasks import Tasks

if TYPE_CHECKING:
    from tse_companion.gui.main_window import MainWindow
    from tse_companion.gui.wizard.view import WizardView
    from tse_companion.services.desk import Desk
    from tse_companion.services.setup.service import SetupService


class WizardHost:
    """``view`` is the wizard while it has the window. ``before`` is called when it is left and
    ``after`` awaited then, with its set-up and whether that was completed."""

    def __init__(
        self,
        window: MainWindow,
        tasks: Tasks,
        report: Callable[[BaseException], None],
        before: Callable[[], None],
        after: Callable[[SetupService, bool], Awaitable[None]],
    ) -> None:
        self.view: WizardView | None = None
        self._window = window
        self._tasks = tasks
        self._farewells = Tasks(report)  # of wizards that were left
        self._report = report
        self._before = before
        self._after = after
        self._is_leaving = False
        self._next: Callable[[], None] | None = None

    def open(self, desk: Desk, begin: Callable[[WizardView], None]) -> None:
        """Give the window to a wizard and let it ``begin``, unless it has one.

        While the last one is being left the new one waits: it would lose its session with that.
        """
        if self._is_leaving:
            self._next = lambda: self.open(desk, begin)
        elif self.view is None:
            begin(self._made(desk))

    def _made(self, desk: Desk) -> WizardView:
        from tse_companion.gui.wizard.view import WizardView
        from tse_companion.services.setup.service import SetupService

        self.view = WizardView(SetupService(desk), self._report)
        self.view.left.connect(self._on_left)
        self.view.environment_changed.connect(self._on_environment)
        self._window.show_whole(self.view)
        return self.view

    def _on_environment(self, badge: str) -> None:
        session = self.view.setup.session if self.view is not None else None
        name = site_name(session.site) if session is not None else ""
        self._window.set_site(name, badge)  # type: ignore[arg-type]

    def _on_left(self, completed: bool) -> None:
        self._tasks.start(self._leave(completed), name="leave-wizard", once=True)

    async def _leave(self, completed: bool) -> None:
        view, self.view = self.view, None
        if view is None:
            return
        self._is_leaving = True
        try:
            self._before()
            self._window.leave_whole()
            await view.aclose()
            self._farewells.start(self._bury(view), name="bury")
            await self._after(view.setup, completed)
            if view.next_page:
                self._window.show_page(view.next_page)
        finally:
            self._is_leaving = False
            begin, self._next = self._next, None
            if begin is not None:
                begin()

    async def _bury(self, view: WizardView) -> None:
        """A page that waits for the end of a change is still written to when it ends."""
        await view.tasks.finish()
        view.deleteLater()

    async def aclose(self) -> None:
        """End the work of the wizard that is open; changes under way go on elsewhere."""
        self._next = None
        if self.view is not None:
            await self.view.aclose()

    async def bury_all(self) -> None:
        """End the wait for wizards that were left."""
        await self._farewells.aclose()
