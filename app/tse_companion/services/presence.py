"""Who is at the keyboard? Asked before a secret is shown that opens everything.

A file vault has a passphrase: whoever knows it may see what it opens. Secrets in the system's
password store are open to everybody who finds the computer unlocked, so there the system is asked.
"""

from __future__ import annotations

from enum import StrEnum

from tse_companion.domain.credentials import Secret
from tse_companion.errors import PassphraseWrong, PresenceImpossible, PresenceRefused
from tse_companion.services.desk import Session
from tse_companion.store.presence import Answer, SystemPresence


class Way(StrEnum):
    """How this shop's secrets are protected from a passer-by."""

    PRACTICE = "practice"  # they open nothing real: a plain question is enough
    PASSPHRASE = "passphrase"  # noqa: S105 - the passphrase of the encrypted file
    PASSWORD = "password"  # noqa: S105 - that of the system's account; we ask for it
    SYSTEM = "system"  # the system asks in a dialog of its own
    NONE = "none"  # nobody can tell: nothing is shown


class Presence:
    """Asks for one session. ``user`` is whose password is meant, where the system is asked."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._system: SystemPresence | None = None

    @property
    def user(self) -> str:
        return "" if self._system is None else self._system.user

    async def way(self) -> Way:
        """How the person can be asked here."""
        desk, kind = self._session.desk, self._session.site.kind
        if kind == "practice":
            return Way.PRACTICE
        if desk.vaults.opens_with_passphrase(kind):
            return Way.PASSPHRASE
        self._system = await desk.background.run(desk.presence)
        if self._system is None:
            return Way.NONE
        return Way.SYSTEM if self._system.asks_itself else Way.PASSWORD

    async def confirm(
        self, answer: Secret | None = None, *, title: str = "", text: str = "", window: int = 0
    ) -> bool:
        """Whether the owner is there; False when they cancelled the system's dialog.

        ``answer`` is the passphrase or password, where it is asked for here. Raises
        ``PassphraseWrong``, ``PresenceRefused`` and ``PresenceImpossible``.
        """
        desk = self._session.desk
        match await self.way():
            case Way.PRACTICE:
                return True
            case Way.PASSPHRASE:
                if not answer:
                    raise PassphraseWrong
                await desk.vaults.check_passphrase(answer)
                return True
            case Way.NONE:
                raise PresenceImpossible
        assert self._system is not None
        given = await desk.background.run(self._ask, answer, title, text, window, lane="presence")
        if given is Answer.IMPOSSIBLE:
            raise PresenceImpossible
        if given is Answer.REFUSED:
            raise PresenceRefused
        return given is Answer.CONFIRMED

    def _ask(self, answer: Secret | None, title: str, text: str, window: int) -> Answer:
        assert self._system is not None
        return self._system.check(answer, title=title, text=text, window=window)
