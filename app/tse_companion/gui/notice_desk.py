"""Behind the list of notices: what the services found, in words, and what its buttons open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tse_companion import logs
from tse_companion.errors import AppError
from tse_companion.gui.naming import site_name
from tse_companion.gui.pages.notices import NoticeView
from tse_companion.gui.texts import notice_action_word, notice_word
from tse_companion.gui.tray import Tray

if TYPE_CHECKING:
    from tse_companion.gui.pages.overview import OverviewPage
    from tse_companion.gui.rooms import House
    from tse_companion.services.desk import Session
    from tse_companion.services.notices import Notice, NoticeBoard
    from tse_companion.services.tss import ShopStatus

_MOST_IN_MESSAGE = 3
KEYS, SETUP, ADMIN = "@keys", "@setup", "@admin"  # targets that are no pages
# Where each is solved; the first page that there is.
_TARGETS: dict[str, tuple[str, ...]] = {
    "key_refused": (KEYS,),
    "certificate": ("tss",),
    "open": ("open",),
    "tills": ("tills",),
    "admin_open": (ADMIN,),
    "puk_missing": ("pin", "tss"),
    "setup_open": (SETUP,),
    "batch_open": ("open",),
    "export_overdue": ("exports",),
}


class NoticeDesk:
    """Fills the overview's list, and tells news where the window is not seen."""

    def __init__(self, house: House, page: OverviewPage) -> None:
        self._house = house
        self._page = page
        self._board: NoticeBoard | None = None
        self._session: Session | None = None
        self.tray = Tray(house.window)
        self.tray.opened.connect(self._on_tray)
        page.notice_opened.connect(self._on_opened)

    def turn_to(self, session: Session | None) -> None:
        """Another shop is shown; nothing is known of it yet."""
        from tse_companion.services.notices import NoticeBoard

        self._session = session
        self._board = None if session is None else NoticeBoard(session)
        self._page.show_notices(None)

    def forget(self) -> None:
        """A person asks for a new look: nothing is taken from memory."""
        if self._board is not None:
            self._board.forget()

    async def look(self, status: ShopStatus, now: float) -> None:
        """Show what is to be seen to after this look at the TSS, and tell what is new."""
        board, session = self._board, self._session
        if board is None or session is None:
            return
        try:
            if status.tss is not None and status.error is None:
                from tse_companion.services.sites import saw

                await saw(session, status.tss.state.value)
            notices = await board.look(status, now)
            news = await board.news(notices, now)
        except AppError as error:  # the journal; nobody is to be interrupted for that
            logs.event("notices_failed", error=error)
            return
        if session is not self._session:
            return  # another shop was chosen meanwhile
        self._page.show_notices([self._view(notice) for notice in notices])
        if news and self._house.window.is_out_of_sight:
            self._tell(news)

    def _view(self, notice: Notice) -> NoticeView:
        kind = notice.kind.value
        return NoticeView(
            key=kind,
            severity=notice.severity.value,
            sentence=partial(notice_word, kind, notice.facts),
            action=partial(notice_action_word, kind),
            target=self._target(kind),
        )

    def _target(self, kind: str) -> str:
        own = (KEYS, SETUP, ADMIN)
        has_page: Callable[[str], bool] = self._house.window.has_page
        return next((t for t in _TARGETS[kind] if t in own or has_page(t)), "")

    def _tell(self, news: Sequence[Notice]) -> None:
        assert self._session is not None
        lines = [notice_word(n.kind.value, n.facts) for n in news[:_MOST_IN_MESSAGE]]
        if len(news) > _MOST_IN_MESSAGE:
            lines.append("…")
        is_bad = any(notice.severity.value == "bad" for notice in news)
        self.tray.tell(site_name(self._session.site), "\n".join(lines), is_bad=is_bad)

    def _on_tray(self) -> None:
        window = self._house.window
        window.showNormal()
        window.raise_()
        window.activateWindow()
        window.show_page("overview")

    def _on_opened(self, target: str) -> None:
        session = self._session
        match target:
            case "@keys" if session is not None:
                self._house.front.ask_keys(session.site)
            case "@setup":
                self._house.front.continue_setup()
            case "@admin" if session is not None:
                self._house.tasks.start(self._end_admin(session), name="admin-end", once=True)
            case _:
                self._house.go(target)

    async def _end_admin(self, session: Session) -> None:
        from tse_companion.services.admin import close_left_open

        if session.site.tss_id is not None:
            await close_left_open(session, session.site.tss_id)
        self._house.refresh()
