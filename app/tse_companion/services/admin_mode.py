"""Admin mode while a person works: the PIN once, then many changes, and an end by itself.

The service says nothing about how long its admin session lasts (contract section 14, point 1), so
the program sets its own end: five minutes after the last privileged change.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

from tse_companion.api.waiting import pause as really_pause
from tse_companion.domain.credentials import Secret
from tse_companion.errors import AdminModeEnded, ApiRefused
from tse_companion.services import admin, kept_pin
from tse_companion.services.desk import Session

IDLE = 300.0  # seconds after the last change until admin mode ends by itself
_TICK = 1.0


class AdminMode:
    """Admin mode of one TSS; made by :func:`admin_mode`. ``monotonic`` is in seconds."""

    def __init__(
        self, session: Session, tss_id: str, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.session = session
        self.tss_id = tss_id
        self._monotonic = monotonic
        self._until: float | None = None
        self._at_work = 0
        self._held = 0
        self._is_parting = False

    @property
    def site_id(self) -> str:
        return self.session.site.id

    @property
    def is_open(self) -> bool:
        """Whether privileged changes can be made without asking for the PIN."""
        return self._until is not None

    @property
    def seconds_left(self) -> float:
        """Until admin mode ends by itself; it does not run down while a change is under way."""
        if self._until is None:
            return 0.0
        return IDLE if self._at_work else max(0.0, self._until - self._monotonic())

    async def kept_pin(self) -> Secret | None:
        """The PIN that the person chose to keep in the vault; raises ``VaultProblem``.

        None too for one that the service has refused, until another is kept.
        """
        return await kept_pin.usable(self.session, self.tss_id)

    async def enter(self, pin: Secret) -> None:
        """Log in; raises what :func:`admin.log_in` raises."""
        await admin.log_in(self.session, self.tss_id, pin)
        self.stay()
        self._touch()

    def stay(self) -> None:
        """The person has come back to this shop."""
        self._is_parting = False

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Round each privileged change. Raises ``AdminModeEnded`` where the mode is not open, and
        where the service has ended it: then nothing was changed."""
        if self._until is None:
            raise AdminModeEnded
        self._at_work += 1
        try:
            yield
        except ApiRefused as error:
            if error.status != 401:
                raise
            self._until = None
            raise AdminModeEnded(request_id=error.request_id, outcome=error.outcome) from error
        finally:
            self._at_work -= 1
            if self._until is not None:
                self._touch()

    @property
    def is_parting(self) -> bool:
        """Whether the person has turned to another shop while a run is under way."""
        return self._is_parting

    @contextmanager
    def held(self) -> Iterator[None]:
        """Round a run of many changes: :meth:`part` waits for its end."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1

    async def part(self) -> None:
        """The person turns to another shop: log out, now or when the run under way has ended.

        The later end needs :meth:`watch`, which is under way wherever the mode is open.
        """
        self._is_parting = True
        if not self._is_needed:
            await self.leave()

    @property
    def _is_needed(self) -> bool:
        return self._held > 0 or self._at_work > 0

    async def leave(self) -> None:
        """Log out now; harmless when nobody is logged in.

        The service has one login per TSS: while another shop with this TSS is in admin mode, its
        end is the logout.
        """
        self._until = None
        self._is_parting = False
        if not any(mode.is_open for mode in self._others()):
            await admin.close_left_open(self.session, self.tss_id)

    def _others(self) -> Iterator[AdminMode]:
        """The modes of other shops that have the same TSS."""
        for session in self.session.desk.sessions():
            mode = session.admin_mode
            if mode is not None and mode is not self and mode.tss_id == self.tss_id:
                yield mode

    async def watch(self, pause: Callable[[float], Awaitable[None]] = really_pause) -> None:
        """Log out once nothing was changed for five minutes; ends when admin mode has ended."""
        while self._until is not None:
            if self.seconds_left <= 0 or (self._is_parting and not self._is_needed):
                await self.leave()
                return
            await pause(_TICK)

    def _touch(self) -> None:
        self._until = self._monotonic() + IDLE


def admin_mode(session: Session) -> AdminMode:
    """The admin mode of this session's TSS, the same one each time."""
    tss_id = session.site.tss_id
    assert tss_id is not None, "a site without a TSS has no admin"
    if session.admin_mode is None or session.admin_mode.tss_id != tss_id:
        session.admin_mode = AdminMode(session, tss_id)
    return session.admin_mode
