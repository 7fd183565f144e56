"""What the wizard's pages call: each method is one thing a person does on one page.

The service holds what was chosen (:class:`Draft`) and, in memory only, the PIN. Where a set-up
stands is kept in the journal before each change, so that :meth:`SetupService.resume` finds the
right page after any interruption.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from tse_companion.api.signde import ApiCredentials
from tse_companion.domain.credentials import PukChallenge, Secret
from tse_companion.domain.models import Account, Client, ClientState, Env, Tss, TssState
from tse_companion.domain.states import COUNTED_IN_TEST, DEAD, TEST_TSS_LIMIT, can_be_set_up
from tse_companion.errors import (
    ApiRefused,
    AppError,
    EnvironmentChanged,
    Outcome,
    PukMissing,
    TssUnknown,
    TssUnusable,
)
from tse_companion.services import admin
from tse_companion.services.desk import PRACTICE_URL, Desk, Session, env_of, new_id
from tse_companion.services.lists import all_clients, all_tss
from tse_companion.services.receipts import ReceiptOrder, SignedReceipt, sign_receipt
from tse_companion.services.setup.flow import Draft, Goal, PinSource, Step, first_step
from tse_companion.services.setup.work import Order, Reached, Report, carry_out, pending
from tse_companion.services.tss import validity
from tse_companion.services.writes import perform
from tse_companion.store.journal import SetupRecord
from tse_companion.store.secrets import Kind
from tse_companion.store.settings import Site


@dataclass(frozen=True, slots=True)
class TssChoice:
    """One TSS of the account as the inventory shows it."""

    tss: Tss
    puk_in_vault: bool
    tills: int | None

    @property
    def usable(self) -> bool:
        """Whether the set-up can start from it or go on with it."""
        return can_be_set_up(self.tss.state)


@dataclass(frozen=True, slots=True)
class Inventory:
    """What is there already. ``counted`` of ``limit`` are used; no limit in LIVE."""

    account: Account
    choices: tuple[TssChoice, ...]
    counted: int
    limit: int | None

    @property
    def can_create(self) -> bool:
        return self.limit is None or self.counted < self.limit


@dataclass(frozen=True, slots=True)
class HandOver:
    """What the person takes away; no secrets."""

    site: Site
    tss: Tss
    tills: tuple[Client, ...]
    validity: tuple[int, int] | None  # of the certificate, Unix seconds; None if unreadable
    made_at: int


class SetupService:
    """One run of the wizard. Raises ``AppError`` everywhere, nothing else on purpose."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.draft = Draft()
        self.session: Session | None = None
        self.account: Account | None = None
        self.inventory: Inventory | None = None
        self.receipt: SignedReceipt | None = None
        self._record: SetupRecord | None = None
        self._pin: Secret | None = None
        self._keep_pin = True

    # going on --------------------------------------------------------------------------------

    async def resume(self, record: SetupRecord) -> Step:
        """Take up an interrupted set-up and say which page it goes on with.

        Raises ``KeyError`` when the vault holds no API key for its site: the person must give
        it again on the connect page.
        """
        site = self.desk.settings.site(record.site_id)
        if site is None:
            return Step.WELCOME
        goal = Goal.PRACTISE if site.kind == "practice" else Goal.SET_UP
        self.draft = Draft(goal=goal, env=env_of(site))
        self._take(record)
        await self._open(site, None)
        await self._refresh()
        return first_step(self.draft)

    async def _refresh(self) -> None:
        """Read back what the service and the vault know of the chosen TSS."""
        session, tss_id = self._connected(), self._tss_id()
        state: TssState | None
        try:
            state = (await session.client.retrieve_tss(tss_id)).state
        except ApiRefused as error:
            if error.code != "E_TSS_NOT_FOUND":
                raise
            if not self.draft.creating:
                await self.give_up()
                raise TssUnknown(tss_id=tss_id) from error
            state = None
        if state is not None and not can_be_set_up(state):
            if state in DEAD:
                await self.give_up()  # nothing would come of it at the next start either
            raise TssUnusable(state=state)
        puk = await session.safe.get(tss_id, Kind.ADMIN_PUK)
        proven = await session.safe.get(tss_id, Kind.ADMIN_PIN)
        pin = await session.safe.get(pending(tss_id), Kind.ADMIN_PIN) or proven
        holds = proven is not None and pin is not None and pin.same_as(proven)
        if pin is not None:
            self._pin = pin
        self.draft = replace(
            self.draft,
            tss_state=state,
            puk_in_vault=puk is not None,
            pin_ready=self._pin is not None,
            pin_set=holds,
            pin_source=PinSource.KNOWN
            if holds or self._must_know_pin(state, puk)
            else PinSource.NEW,
            till_exists=await self._till_is_registered(state),
        )
        if state is not None:
            await self._close_left_open()

    def _must_know_pin(self, state: TssState | None, puk: Secret | None) -> bool:
        return state is not None and state is not TssState.CREATED and puk is None

    async def _till_is_registered(self, state: TssState | None) -> bool:
        if state is not TssState.INITIALIZED or self.draft.client_id is None:
            return False
        session = self._connected()
        try:
            till = await session.client.retrieve_client(self._tss_id(), self.draft.client_id)
        except ApiRefused as error:
            if error.code == "E_CLIENT_NOT_FOUND":
                return False
            raise
        return till.state is ClientState.REGISTERED

    async def _close_left_open(self) -> None:
        """An admin session that an interruption left open is ended first of all."""
        try:
            await admin.close_left_open(self._connected(), self._tss_id())
        except AppError:
            return  # tried again at the end of the work and at exit

    # connect ---------------------------------------------------------------------------------

    async def practise(self) -> Inventory:
        """Connect to the built-in practice service."""
        known = next((s for s in self.desk.settings.sites if s.kind == "practice"), None)
        site = known or Site(id=new_id(), name="", kind="practice", base_url=PRACTICE_URL)
        self.draft = Draft(goal=Goal.PRACTISE)
        await self._open(site, None)
        return await self.look()

    def choose_goal(self, goal: Goal) -> None:
        """Remember what the person came for."""
        self.draft = Draft(goal=goal) if self._record is None else self.draft

    def after_connect(self) -> Step:
        """The page after the connect page: an interrupted set-up goes on where it stands."""
        return Step.INVENTORY if self._record is None else first_step(self.draft)

    async def connect(self, *, name: str, base_url: str, key: Secret, secret: Secret) -> Account:
        """Log in with key and secret, and keep both in the vault of this new site.

        A site that an earlier, interrupted set-up made with the same organisation is used again.
        """
        credentials = ApiCredentials(key, secret)
        site = self._unfinished_site(base_url) or Site(
            id=new_id(), name=name, kind="service", base_url=base_url
        )
        account = await self._open(replace(site, name=name, base_url=base_url), credentials)
        session = self._connected()
        await session.safe.put(site.id, Kind.API_KEY, key)
        await session.safe.put(site.id, Kind.API_SECRET, secret)
        if self._record is not None:
            await self._refresh()
        return account

    def _unfinished_site(self, base_url: str) -> Site | None:
        if self._record is not None:
            return self.desk.settings.site(self._record.site_id)
        return next(
            (
                s
                for s in self.desk.settings.sites
                if s.kind == "service" and s.base_url == base_url and s.tss_id is None
            ),
            None,
        )

    async def _open(self, site: Site, credentials: ApiCredentials | None) -> Account:
        session = await self.desk.connect(site, credentials)
        account = await session.client.authenticate()
        before = env_of(site)
        if before is not Env.UNKNOWN and account.env is not before:
            await self.desk.disconnect(site.id)
            raise EnvironmentChanged(before=before.value, now=account.env.value)
        site = replace(site, env=account.env.value, organization_id=account.organization_id)
        await self.desk.keep_site(site)
        session.site = site
        self.session, self.account = session, account
        self.draft = replace(self.draft, env=account.env)
        return account

    # inventory -------------------------------------------------------------------------------

    async def look(self) -> Inventory:
        """Every TSS of the account, usable ones first."""
        session = self._connected()
        found = await all_tss(session.client)
        choices = [
            TssChoice(
                tss,
                await session.safe.get(tss.id, Kind.ADMIN_PUK) is not None,
                tss.number_registered_clients,
            )
            for tss in found
        ]
        choices.sort(key=lambda c: (not c.usable, -c.tss.time_creation))
        assert self.account is not None
        self.inventory = Inventory(
            account=self.account,
            choices=tuple(choices),
            counted=sum(t.state in COUNTED_IN_TEST for t in found),
            limit=TEST_TSS_LIMIT if self.account.env is Env.TEST else None,
        )
        return self.inventory

    async def choose_new(self) -> None:
        """Ask for a new TSS; its id is chosen and written down now, and stays."""
        if self.draft.creating and self._record is not None:
            return
        there = {choice.tss.id for choice in (await self.look()).choices}
        for record in await self._open_records():
            # An id that was chosen and never came to anything is used first: should its request
            # arrive late after all, it is still the only TSS.
            if record.creating and record.tss_id not in there:
                self._take(record)
                return
        await self._begin(new_id(), creating=True)

    async def choose(self, tss_id: str) -> None:
        """Go on with an existing TSS, half-made or complete."""
        if self._record is None or self._record.tss_id != tss_id:
            known = [r for r in await self._open_records() if r.tss_id == tss_id]
            if known:
                self._take(known[0])
            else:
                await self._begin(tss_id, creating=False)
        await self._refresh()
        if self.draft.tss_state is TssState.CREATED:
            # While CREATED the same request shows the PUK again, so it can still be kept.
            self.draft = replace(self.draft, creating=True)
            await self._note(creating=True)

    async def _begin(self, tss_id: str, *, creating: bool) -> None:
        session = self._connected()
        record = SetupRecord(
            setup_id=new_id(),
            site_id=session.site.id,
            tss_id=tss_id,
            client_id=new_id(),
            tx_id=new_id(),
            serial_number="",
            creating=creating,
            puk_confirmed=False,
            finished=False,
            created_at=int(time.time()),
        )
        await self.desk.journal.save_setup(record)
        self._take(record)

    def _take(self, record: SetupRecord) -> None:
        """This set-up is the one that is worked on from now on."""
        self._record, self._pin = record, None
        self.draft = Draft(
            goal=self.draft.goal,
            env=self.draft.env,
            tss_id=record.tss_id,
            creating=record.creating,
            puk_confirmed=record.puk_confirmed,
            client_id=record.client_id,
            serial_number=record.serial_number,
        )

    async def _open_records(self) -> list[SetupRecord]:
        """Unfinished set-ups of this site, newest first."""
        site_id = self._connected().site.id
        return [r for r in await self.desk.journal.open_setups() if r.site_id == site_id]

    # create, PUK -----------------------------------------------------------------------------

    async def create(self) -> Tss:
        """Create the TSS and keep its PUK; the identical request again when asked again.

        The PUK is in the vault, read back, before the journal says done.
        """
        session, tss_id = self._connected(), self._tss_id()
        try:
            created = await perform(
                session,
                "createTss",
                lambda: session.client.create_tss(tss_id),
                tss_id=tss_id,
                keep=lambda c: session.safe.put(tss_id, Kind.ADMIN_PUK, c.admin_puk),
            )
        except AppError as error:
            if error.outcome is Outcome.NOT_DONE and error.code != "E_TSS_CONFLICT":
                raise
            await self._refresh()
            if self.draft.tss_state is None or not self.draft.puk_in_vault:
                raise
            return await session.client.retrieve_tss(tss_id)
        self.draft = replace(
            self.draft, tss_state=created.tss.state, puk_in_vault=True, puk_confirmed=False
        )
        return created.tss

    async def puk(self) -> Secret:
        """The PUK from the vault, for the page and the sheet that were opened on purpose."""
        puk = await self._connected().safe.get(self._tss_id(), Kind.ADMIN_PUK)
        if puk is None:
            raise PukMissing
        return puk

    async def confirm_puk(self, challenge: PukChallenge, typed: str) -> bool:
        """Whether the four characters are right; if so it is written down."""
        if not challenge.is_met(await self.puk(), typed):
            return False
        await self._note(puk_confirmed=True)
        self.draft = replace(self.draft, puk_confirmed=True)
        return True

    async def enter_puk(self, puk: Secret) -> None:
        """Keep a PUK that the person knows from paper."""
        await self._connected().safe.put(self._tss_id(), Kind.ADMIN_PUK, puk)
        self.draft = replace(self.draft, puk_in_vault=True, puk_confirmed=True)

    # PIN, till -------------------------------------------------------------------------------

    @property
    def has_pin(self) -> bool:
        """Whether a PIN is at hand."""
        return self._pin is not None

    async def attempts_left(self) -> int:
        """How many wrong PINs the program would still send."""
        return await admin.attempts_left(self._connected(), self._tss_id())

    def choose_pin(self, pin: Secret, *, source: PinSource, keep: bool) -> None:
        """Remember the PIN until the work is done; with ``keep`` it goes to the vault then."""
        same = self._pin is not None and self._pin.same_as(pin)
        self._pin, self._keep_pin = pin, keep
        self.draft = replace(
            self.draft,
            pin_source=source,
            pin_ready=True,
            pin_set=self.draft.pin_set and same,
        )

    def drop_pin(self) -> None:
        """Forget the PIN that was given, after it was refused."""
        self._pin = None
        self.draft = replace(self.draft, pin_ready=False, pin_set=False)

    async def tills(self) -> tuple[Client, ...]:
        """All tills of the TSS, deregistered ones too; empty before there can be any."""
        if self.draft.tss_state is not TssState.INITIALIZED:
            return ()
        return await all_clients(self._connected().client, self._tss_id())

    async def choose_serial(self, serial_number: str) -> None:
        """Register a new till with this serial number."""
        assert self._record is not None
        changed = serial_number != self._record.serial_number and self._record.serial_number != ""
        # Another serial number is another till: an id that may be in use keeps its own.
        client_id = new_id() if changed or self.draft.till_exists else self._record.client_id
        await self._note(serial_number=serial_number, client_id=client_id)
        self.draft = replace(
            self.draft, serial_number=serial_number, client_id=client_id, till_exists=False
        )

    async def choose_till(self, client: Client) -> None:
        """Use a till that exists. A deregistered one is registered again by the work."""
        await self._note(serial_number=client.serial_number, client_id=client.id)
        self.draft = replace(
            self.draft,
            serial_number=client.serial_number,
            client_id=client.id,
            till_exists=client.state is ClientState.REGISTERED,
        )

    # the work --------------------------------------------------------------------------------

    async def work(self, report: Report) -> Reached:
        """Do what is left, reporting line by line; raises the error of the line that failed."""
        session = self._connected()
        draft = self.draft
        assert draft.client_id is not None
        order = Order(
            tss_id=self._tss_id(),
            client_id=draft.client_id,
            serial_number=draft.serial_number,
            pin=self._pin or Secret(""),
            pin_source=draft.pin_source,
            keep_pin=self._keep_pin,
            pin_holds=draft.pin_set,
            description=None,
        )
        reached = await carry_out(session, order, report)
        self.draft = replace(
            self.draft, tss_state=reached.tss.state, pin_set=True, till_exists=True
        )
        await self._take_site_into_use()
        return reached

    async def _take_site_into_use(self) -> None:
        session = self._connected()
        await self.desk.keep_site(
            replace(session.site, tss_id=self.draft.tss_id, client_id=self.draft.client_id)
        )

    # receipt, done ---------------------------------------------------------------------------

    async def sign_test_receipt(self, order: ReceiptOrder) -> SignedReceipt:
        """Sign the test receipt with the transaction id of this set-up."""
        await self._take_site_into_use()
        record = self._record
        assert record is not None
        assert self.draft.client_id is not None
        self.receipt = await sign_receipt(
            self._connected(),
            tss_id=self._tss_id(),
            client_id=self.draft.client_id,
            order=order,
            tx_id=record.tx_id,
        )
        await self._note(tx_id=new_id())
        self.draft = replace(self.draft, receipt_signed=True)
        return self.receipt

    async def finish(self) -> HandOver:
        """End the set-up and return what the hand-over sheet shows."""
        session, tss_id = self._connected(), self._tss_id()
        await self._take_site_into_use()
        tss = await session.client.retrieve_tss(tss_id)
        tills = await all_clients(session.client, tss_id)
        await self._note(finished=True)
        self._pin = None
        valid = await self.desk.background.run(validity, tss.certificate)
        return HandOver(session.site, tss, tills, valid, int(time.time()))

    async def give_up(self) -> None:
        """Close the set-up for good; what exists at the service stays as it is."""
        if self._record is not None:
            await self._note(finished=True)
        self._pin = None

    # helpers ---------------------------------------------------------------------------------

    async def _note(self, **changes: object) -> None:
        assert self._record is not None
        self._record = replace(self._record, **changes)  # type: ignore[arg-type]
        await self.desk.journal.save_setup(self._record)

    def _connected(self) -> Session:
        assert self.session is not None, "the connect page comes first"
        return self.session

    def _tss_id(self) -> str:
        assert self.draft.tss_id is not None, "the inventory page comes first"
        return self.draft.tss_id
