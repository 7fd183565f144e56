"""Behind the page that registers several tills: the dry run, the run, and its end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tse_companion.domain.models import Env
from tse_companion.domain.till_lists import decoded, plan_list, read_list
from tse_companion.errors import AppError, FileUnreadable
from tse_companion.gui.files import ask_to_open
from tse_companion.gui.page_work import PageFailure
from tse_companion.gui.pages.till_list import TillListPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tse_companion.gui.rooms import House
    from tse_companion.services.desk import Session
    from tse_companion.services.till_batch import RegisterRun, RowResult

_LARGEST = 1_000_000  # bytes; a list of tills is a few thousand


class TillListDesk:
    """Owns the page. ``run`` is the one that was begun last."""

    def __init__(self, house: House) -> None:
        self.page = TillListPage()
        self.run: RegisterRun | None = None
        self._house = house
        self._session: Session | None = None
        self._runs: dict[str, tuple[Session, RegisterRun]] = {}  # what was begun, by shop
        self._at_work: set[RegisterRun] = set()
        self.failure = PageFailure(house.tasks, self.page, "till-list")
        page = self.page
        page.check_requested.connect(self._on_check)
        page.file_requested.connect(self._on_file)
        page.run_requested.connect(self._on_run)
        page.pause_requested.connect(self._on_pause)
        page.stop_requested.connect(self._on_stop)
        page.failure_asked.connect(lambda: self.failure.ask_about(house.window))
        page.left.connect(lambda: house.go("tills"))

    def open(self, session: Session | None) -> None:
        """The page is shown for this shop. What is under way goes on, the list stays; at another
        shop it ends after the line under way, and how far it came is shown when that is back."""
        if session is self._session:
            return
        if self.run is not None:
            self.run.stop()
        self._session, self.run = session, None
        self.failure.tell(None)
        self.page.set_running(False)
        self.page.set_busy(None)
        self.page.begin(must_confirm=self._must_confirm())
        if session is not None:
            before, run = self._runs.get(session.site.id, (None, None))
            if run is not None and before is session:
                self._show_again(run)

    def _show_again(self, run: RegisterRun) -> None:
        self.run = run
        self.page.show_plan(run.planned)
        self.page.set_running(True)
        for result in run.results.values():
            self.page.show_result(result)
        if run not in self._at_work:
            self._tell_end(run)

    def _must_confirm(self) -> bool:
        from tse_companion.services.desk import env_of

        return self._session is None or env_of(self._session.site) is not Env.TEST

    # the list ----------------------------------------------------------------------------------

    def _on_file(self) -> None:
        self._start(self._read_file)

    async def _read_file(self) -> None:
        path = await _ask_for_list(self.page.window())
        if path is not None:
            self.page.set_text(await self._house.desk.background.run(_content, path))

    def _on_check(self, text: str) -> None:
        if (session := self._session) is not None:
            busy = QCoreApplication.translate("TillListDesk", "Comparing with the tills …")
            self._start(lambda: self._check(session, text), busy)

    async def _check(self, session: Session, text: str) -> None:
        from tse_companion.services.clients import load
        from tse_companion.services.till_batch import RegisterRun

        found = await load(session)
        if session is not self._session:
            return
        planned = plan_list(read_list(text), found.clients, room=found.room)
        self.run = RegisterRun(planned)
        self.page.show_plan(planned)

    # the run -----------------------------------------------------------------------------------

    def _on_run(self) -> None:
        session, run = self._session, self.run
        if session is not None and run is not None:
            self._start(lambda: self._carry_out(session, run))

    async def _carry_out(self, session: Session, run: RegisterRun) -> None:
        mode = await self._house.admin.open_for(session)
        if mode is None or run is not self.run:  # the shop was left while the PIN was asked for
            return
        self.page.set_busy(None)
        self.page.set_running(True)
        self._runs[session.site.id] = session, run
        self._at_work.add(run)
        try:
            run.go_on()
            await run.run(mode, lambda result: self._on_row(run, result))
        finally:
            self._at_work.discard(run)
            self._tell_end(run)
        self._house.refresh()

    def _tell_end(self, run: RegisterRun) -> None:
        if run is self.run:
            self.page.set_running(False)
            self.page.show_end(True)

    def _on_row(self, run: RegisterRun, result: RowResult) -> None:
        if run is self.run:  # and not of a shop that was left
            self.page.show_result(result)

    def _on_pause(self) -> None:
        if (run := self.run) is not None:
            (run.resume if run.is_paused else run.pause)()
            self.page.set_running(True, is_paused=run.is_paused)

    def _on_stop(self) -> None:
        if self.run is not None:
            self.run.stop()

    # -------------------------------------------------------------------------------------------

    def _start(self, work: Callable[[], Awaitable[None]], busy: str = "") -> None:
        """One thing at a time for each shop; failures are told while its page is shown."""
        session = self._session
        if session is not None:
            name = f"till-list-{session.site.id}"
            self._house.tasks.start(self._told(session, work, busy), name=name, once=True)

    async def _told(self, session: Session, work: Callable[[], Awaitable[None]], busy: str) -> None:
        self.failure.tell(None)
        self.page.show_end(False)
        self.page.set_busy(busy)
        try:
            await work()
        except AppError as error:
            if session is self._session:
                self.failure.tell(error)
        finally:
            if session is self._session:
                self.page.set_busy(None)


def _content(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as problem:
        raise FileUnreadable(path=str(path)) from problem
    if len(data) > _LARGEST:
        raise FileUnreadable(path=str(path))
    return decoded(data)


async def _ask_for_list(parent: QWidget) -> Path | None:
    lists = QCoreApplication.translate("TillListDesk", "Lists")
    everything = QCoreApplication.translate("TillListDesk", "All files")
    return await ask_to_open(
        parent,
        title=QCoreApplication.translate("TillListDesk", "Open a list of tills"),
        kinds=(f"{lists} (*.csv *.txt *.tsv)", f"{everything} (*)"),
    )
