"""Behind the page about PIN and PUK."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tse_companion.domain.credentials import PIN_MIN, PUK_MIN
from tse_companion.errors import AppError, PinRefused
from tse_companion.gui.page_work import PageWork, start_at_top
from tse_companion.gui.pages.keys import KeysPage
from tse_companion.gui.pages.keys_words import KeysView

if TYPE_CHECKING:
    from tse_companion.domain.credentials import Secret
    from tse_companion.gui.rooms import House
    from tse_companion.services.desk import Session


class KeysDesk:
    """Owns the page about PIN and PUK."""

    def __init__(self, house: House) -> None:
        self.page = KeysPage()
        self._house = house
        self._session: Session | None = None
        self.work = PageWork(house.tasks, self.page, "keys")
        page, work, one_moment = self.page, self.work, self._one_moment
        page.pin_requested.connect(lambda: work.run(self._set_pin, self._setting(), "set"))
        page.settle_requested.connect(lambda: work.run(self._settle, one_moment(), "set"))
        page.puk_shown.connect(lambda: work.run(self._show_puk, one_moment(), "show"))
        page.pin_shown.connect(lambda: work.run(self._show_pin, one_moment(), "show"))
        page.puk_added.connect(lambda: work.run(self._add_puk, one_moment(), "keep"))
        page.pin_kept.connect(lambda: work.run(self._keep_pin, one_moment(), "keep"))
        page.pin_forgotten.connect(lambda: work.run(self._forget_pin, one_moment(), "keep"))
        page.failure_asked.connect(lambda: work.ask_about(house.window))

    def open(self, session: Session | None) -> None:
        """The page is shown for this shop; how its keys stand is read anew."""
        self.page.hide_secret()
        start_at_top(self.page)
        self.page.show_locked(session is None)
        if session is not self._session:
            self._session = session
            self.work.turn_to("" if session is None else session.site.id)
            self.page.clear()
            self.page.show_view(None)
        self.work.run(self._load, self._one_moment(), "load")

    @staticmethod
    def _one_moment() -> str:
        return QCoreApplication.translate("KeysDesk", "One moment …")

    @staticmethod
    def _setting() -> str:
        return QCoreApplication.translate("KeysDesk", "The new PIN is being set …")

    def _shop(self) -> tuple[Session, str] | None:
        session = self._session
        if session is None or session.site.tss_id is None:
            return None
        return session, session.site.tss_id

    async def _load(self) -> None:
        """Vault and journal first: they can be seen without a connection, too."""
        if (shop := self._shop()) is None:
            return
        session, tss_id = shop
        await self._look()
        tss = await session.client.retrieve_tss(tss_id)
        if session is self._session and self.page.view is not None:
            self.page.show_view(replace(self.page.view, state=tss.state))

    async def _look(self) -> None:
        from tse_companion.services.keys import look_at_keys
        from tse_companion.services.presence import Presence

        if (shop := self._shop()) is None:
            return
        session, tss_id = shop
        presence = Presence(session)
        keys, way = await look_at_keys(session, tss_id), await presence.way()
        if session is self._session:
            state = self.page.view.state if self.page.view is not None else None
            self.page.show_view(KeysView(keys, way.value, presence.user, state))

    # a new PIN -------------------------------------------------------------------------------

    async def _set_pin(self) -> str | None:
        from tse_companion.services.keys import change_pin, kept_puk

        if (shop := self._shop()) is None:
            return None
        session, tss_id = shop
        wish = self.page.wish()
        puk = wish.puk or await kept_puk(session, tss_id)
        if not self.page.judge(puk):
            return None
        try:
            await change_pin(session, tss_id, wish.pin, keep=wish.keep, puk=wish.puk)
        except AppError:
            await self._look_quietly()
            raise
        if session is self._session:
            self.page.clear()
        await self._look()
        return (
            QCoreApplication.translate("KeysDesk", "The new PIN holds.")
            if wish.keep
            else QCoreApplication.translate(
                "KeysDesk", "The new PIN holds. It is not kept here: note it in a safe place."
            )
        )

    async def _settle(self) -> str | None:
        from tse_companion.services.keys import settle_pin

        if (shop := self._shop()) is None:
            return None
        try:
            holds = await settle_pin(*shop)
        except AppError:
            await self._look_quietly()
            raise
        await self._look()
        return (
            QCoreApplication.translate("KeysDesk", "Settled: the new PIN holds.")
            if holds
            else QCoreApplication.translate(
                "KeysDesk", "Settled: the new PIN was not set. The one before still holds."
            )
        )

    async def _look_quietly(self) -> None:
        """After a failure its own words stay, whatever else is found."""
        import contextlib

        with contextlib.suppress(AppError):
            await self._look()

    # showing ---------------------------------------------------------------------------------

    async def _show_puk(self) -> None:
        await self._reveal(is_puk=True)

    async def _show_pin(self) -> None:
        await self._reveal(is_puk=False)

    async def _reveal(self, *, is_puk: bool) -> None:
        from tse_companion.gui.secret_dialogs import owner_is_here
        from tse_companion.services.keys import reveal_pin, reveal_puk
        from tse_companion.services.presence import Presence

        if (shop := self._shop()) is None:
            return
        session, tss_id = shop
        title = (
            QCoreApplication.translate("KeysDesk", "Show the PUK?")
            if is_puk
            else QCoreApplication.translate("KeysDesk", "Show the PIN?")
        )
        if not await owner_is_here(self._house.window, Presence(session), title):
            return
        secret = await (reveal_puk if is_puk else reveal_pin)(session, tss_id)
        if secret is None:
            await self._look()  # somebody has taken it out meanwhile
            return
        # Whoever went on to another page meanwhile must not find it there later.
        if session is self._session and self.page.isVisible():
            self.page.show_secret(is_puk=is_puk, secret=secret)

    # keeping ---------------------------------------------------------------------------------

    async def _add_puk(self) -> str | None:
        from tse_companion.gui.secret_dialogs import Question, ask_secret
        from tse_companion.services.keys import keep_puk

        if (shop := self._shop()) is None:
            return None
        session, tss_id = shop
        view = self.page.view
        replaces = view is not None and view.keys.puk.value == "unproven"
        question = Question(
            title=(
                QCoreApplication.translate("KeysDesk", "Replace the PUK that is kept?")
                if replaces
                else QCoreApplication.translate("KeysDesk", "Add the PUK from paper")
            ),
            text=(
                QCoreApplication.translate(
                    "KeysDesk",
                    "The one that is kept was never proven and is overwritten, once the new one "
                    "has been written and read back. Only setting a PIN can prove a PUK.",
                )
                if replaces
                else QCoreApplication.translate(
                    "KeysDesk",
                    "It is written to the protected place of this computer and read back. Whether "
                    "it is right shows only when a PIN is set with it; until then it counts as "
                    "unproven.",
                )
            ),
            label=QCoreApplication.translate("KeysDesk", "PUK"),
            verb=(
                QCoreApplication.translate("KeysDesk", "Replace the PUK")
                if replaces
                else QCoreApplication.translate("KeysDesk", "Keep the PUK")
            ),
            least=PUK_MIN,
            hint=QCoreApplication.translate("KeysDesk", "From the sealed sheet of this TSE."),
        )

        async def keep(puk: Secret) -> None:
            await keep_puk(session, tss_id, puk)

        if await ask_secret(self._house.window, question, keep):
            await self._look()
            return QCoreApplication.translate(
                "KeysDesk", "The PUK is kept, unproven. Set a new PIN with it to prove it."
            )
        return None

    async def _keep_pin(self) -> str | None:
        from tse_companion.gui.secret_dialogs import Question, ask_secret
        from tse_companion.services.keys import keep_pin

        if (shop := self._shop()) is None:
            return None
        session, tss_id = shop
        question = Question(
            title=QCoreApplication.translate("KeysDesk", "Keep the PIN on this computer"),
            text=QCoreApplication.translate(
                "KeysDesk",
                "One login proves it first: a wrong PIN is never kept. After that the program "
                "takes it from there by itself.",
            ),
            label=QCoreApplication.translate("KeysDesk", "Admin PIN"),
            verb=QCoreApplication.translate("KeysDesk", "Prove and keep it"),
            least=PIN_MIN,
        )

        async def keep(pin: Secret) -> None:
            try:
                await keep_pin(session, tss_id, pin)
            except PinRefused:
                await self._look()
                raise

        if await ask_secret(self._house.window, question, keep):
            await self._look()
            return QCoreApplication.translate(
                "KeysDesk", "The PIN is right and kept on this computer."
            )
        return None

    async def _forget_pin(self) -> str | None:
        from tse_companion.gui.dialogs import confirm
        from tse_companion.services.keys import forget_pin

        if (shop := self._shop()) is None:
            return None
        if not await confirm(
            self._house.window,
            title=QCoreApplication.translate("KeysDesk", "Forget the PIN on this computer?"),
            text=QCoreApplication.translate(
                "KeysDesk",
                "The PIN itself stays as it is. From then on it is asked for each time; make sure "
                "that somebody knows it.",
            ),
            verb=QCoreApplication.translate("KeysDesk", "Forget the PIN"),
        ):
            return None
        await forget_pin(*shop)
        await self._look()
        return QCoreApplication.translate("KeysDesk", "The PIN is no longer kept here.")
