"""What the wizard's pages call: each method is one thing a person does on one page.

The service holds what was chosen (:class:`Draft`) and, in memory only, the PIN. Where a set-up
stands is kept in the journal before each change, so that :meth:`SetupService.resume` finds the
right page after any interruption.
"""

from __future__ import annotations

from dataclasses import replace

from tse_companion.api.signde import ApiCredentials
from tse_companion.domain.credentials import PukChallenge, Secret
from tse_companion.domain.models import Account, Client, ClientState, TssState
from tse_companion.errors import (
    AppError,
    Outcome,
    PukMissing,
    PukRefused,
    TssUnknown,
    TssUnusable,
    VaultProblem,
)
from tse_companion.services import admin
from tse_companion.services.desk import PRACTICE_URL, Desk, Session, env_of, new_id
from tse_companion.services.history import REPLACE_TSS
from tse_companion.services.lists import all_clients
from tse_companion.services.receipts import ReceiptOrder, SignedReceipt, sign_receipt
from tse_companion.services.setup.access import log_in
from tse_companion.services.setup.apart import must_stay, told_apart
from tse_companion.services.setup.flow import Draft, Goal, PinSource, Step, first_step
from tse_companion.services.setup.handover import HandOver, hand_over
from tse_companion.services.setup.inventory import Inventory, take_inventory
from tse_companion.services.setup.readback import read_back
from tse_companion.services.setup.records import drafted, new_record
from tse_companion.services.setup.renewal import has_ended, replaced_by, take_over
from tse_companion.services.setup.work import Order, Reached, Report, carry_out
from tse_companion.services.writes import perform
from tse_companion.store.secrets import Kind
from tse_companion.store.settings import Site
from tse_companion.store.setups import SetupRecord


class SetupService:
    """One run of the wizard. Raises ``AppError`` everywhere, nothing else on purpose."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.draft = Draft()
        self.session: Session | None = None
        self.account: Account | None = None
        self.inventory: Inventory | None = None
        self.receipt: SignedReceipt | None = None
        self.has_replaced = False  # the shop had another TSS before
        self.stayed: Site | None = None  # whose set-up stays at its address; this one is anew
        self._record: SetupRecord | None = None
        self._pin: Secret | None = None
        self._puk: Secret | None = None  # typed from paper, not yet proven
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
        before = await replaced_by(self.desk, site.id, record.tss_id)
        self.draft = Draft(goal=goal, env=env_of(site), replaces=before)
        self._take(record)
        await self._open(site, None)
        await self._refresh()
        return first_step(self.draft)

    async def renew(self, site: Site) -> Step | None:
        """Begin, or go on with, a new TSS for a shop whose own has ended; says the page.

        None where it has not ended after all. Raises ``KeyError`` as :meth:`resume` does.
        """
        goal = Goal.PRACTISE if site.kind == "practice" else Goal.SET_UP
        self.draft = Draft(goal=goal, replaces=site.tss_id)
        await self._open(site, None)
        if not await has_ended(self._connected()):
            return None
        begun = [r for r in await self._open_records() if r.tss_id != site.tss_id]
        return await self.resume(begun[0]) if begun else Step.INVENTORY

    async def _refresh(self) -> None:
        """Read back what the service and the vault know of the chosen TSS."""
        try:
            found = await read_back(self._connected(), self.draft)
        except (TssUnusable, TssUnknown):
            await self.give_up()  # nothing would come of it at the next start either
            raise
        self._pin = found.pin or self._pin
        self.draft = replace(found.draft, pin_ready=self._pin is not None)

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
        if self._record is None or self.draft.goal is Goal.PRACTISE:
            self._let_go()
            self.draft = Draft(goal=goal)

    def after_connect(self) -> Step:
        """The page after the connect page: an interrupted set-up goes on where it stands."""
        return Step.INVENTORY if self._record is None else first_step(self.draft)

    async def connect(self, *, name: str, base_url: str, key: Secret, secret: Secret) -> Account:
        """Log in with key and secret, and keep both in the vault of this new site.

        A site that an earlier, interrupted set-up made with the same organisation is used again.
        For another address another site begins where PIN or PUK are kept for the one before.
        """
        at = self.site_of_record()
        stays = at is not None and await must_stay(self.desk, at, base_url)
        fresh = Site(id=new_id(), name=name, kind="service", base_url=base_url)
        site = fresh if at is None or stays else replace(at, name=name, base_url=base_url)
        account = await self._open(site, ApiCredentials(key, secret))
        if at is not None and stays:
            self.stayed = await told_apart(self.desk, at)
        if at is None or stays:
            self._let_go()  # it was about practising, or goes on at its own address
            self.draft = replace(self.draft, replaces=None)
        if self._record is not None:
            await self._refresh()
        session = self._connected()
        await session.safe.put(session.site.id, Kind.API_KEY, key)
        await session.safe.put(session.site.id, Kind.API_SECRET, secret)
        return account

    def site_of_record(self) -> Site | None:
        """The shop of the set-up that is worked on, when it is a real one."""
        record = self._record
        site = None if record is None else self.desk.settings.site(record.site_id)
        return site if site is not None and site.kind == "service" else None

    async def _open(self, site: Site, credentials: ApiCredentials | None) -> Account:
        self.session, account = await log_in(self.desk, site, credentials)
        self.account = account
        self.draft = replace(self.draft, env=account.env)
        return account

    # inventory -------------------------------------------------------------------------------

    async def look(self) -> Inventory:
        """Every TSS of the account, usable ones first."""
        assert self.account is not None
        self.inventory = await take_inventory(self._connected(), self.account)
        return self.inventory

    async def choose_new(self) -> None:
        """Ask for a new TSS; its id is chosen and written down now, and stays."""
        if self.draft.creating and self._record is not None:
            return
        there = {choice.tss.id for choice in (await self.look()).choices}
        for record in await self._open_records():
            # An id that was chosen and never came to anything is used first: should its request
            # arrive late after all, it is still the only TSS.
            is_ended = record.tss_id == self.draft.replaces  # one that is gone is not there, too
            if record.creating and record.tss_id not in there and not is_ended:
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
        record = new_record(self._connected().site.id, tss_id, creating=creating)
        await self.desk.journal.save_setup(record)
        self._take(record)

    def _take(self, record: SetupRecord) -> None:
        """This set-up is the one that is worked on from now on."""
        self._record, self._pin, self._puk = record, None, None
        self.draft = drafted(record, self.draft)

    async def _open_records(self) -> list[SetupRecord]:
        """Unfinished set-ups of this site, newest first."""
        site_id = self._connected().site.id
        return [r for r in await self.desk.journal.open_setups() if r.site_id == site_id]

    # create, PUK -----------------------------------------------------------------------------

    async def create(self) -> None:
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
        except VaultProblem:
            raise  # whatever the vault shows now, it is not this PUK
        except AppError as error:
            settled = error.outcome is Outcome.NOT_DONE and error.code != "E_TSS_CONFLICT"
            if settled or not await self._is_created():
                raise
        else:
            self.draft = replace(
                self.draft, tss_state=created.tss.state, puk_in_vault=True, puk_confirmed=False
            )

    async def _is_created(self) -> bool:
        """Whether the TSS exists and its PUK is kept, although the creation ended in an error."""
        try:
            await self._refresh()
        except (TssUnusable, TssUnknown):
            raise
        except AppError:
            return False  # nothing is known: the first error stands
        return self.draft.tss_state is not None and self.draft.puk_in_vault

    async def puk(self) -> Secret:
        """The PUK that was typed or is in the vault, for what was opened on purpose."""
        puk = self._puk or await self._connected().safe.get(self._tss_id(), Kind.ADMIN_PUK)
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

    def enter_puk(self, puk: Secret) -> None:
        """Use a PUK that the person knows from paper.

        It goes to the vault when the service has taken it: a typing error must not stand there
        as the PUK, and still less take the place of the right one.
        """
        self._puk = puk

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

    def drop_pin(self, *, blocked: bool = False) -> None:
        """Forget the PIN that was given, after it was refused; a blocked one is set anew."""
        self._pin = None
        source = PinSource.NEW if blocked else self.draft.pin_source
        self.draft = replace(self.draft, pin_source=source, pin_ready=False, pin_set=False)

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
            puk=self._puk,
        )
        try:
            reached = await carry_out(session, order, report)
        except (PukRefused, PukMissing):
            # It is asked for again, whether it was typed or in the vault.
            self._puk = None
            self.draft = replace(self.draft, puk_in_vault=False)
            raise
        self._puk = None
        self.draft = replace(
            self.draft, tss_state=reached.tss.state, pin_set=True, till_exists=True
        )
        await self._take_site_into_use()
        return reached

    async def _take_site_into_use(self) -> None:
        await self.desk.writes.shielded(self._take_over(), name=REPLACE_TSS)

    async def _take_over(self) -> None:
        if await take_over(self._connected(), self._tss_id(), self.draft.client_id):
            self.has_replaced = True

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
        await self._take_site_into_use()
        handed = await hand_over(self._connected(), self._tss_id())
        await self._note(finished=True)
        for record in await self._open_records():
            # Others of this shop came to nothing; the next start must not go on with them.
            await self.desk.journal.save_setup(replace(record, finished=True))
        self._pin = None
        return handed

    async def give_up(self) -> None:
        """Close the set-up for good; what exists at the service stays as it is."""
        if self._record is not None:
            await self._note(finished=True)
        self._let_go()

    def _let_go(self) -> None:
        """Work on no set-up: what is chosen next begins another one."""
        self._record = self._pin = self._puk = None
        before = self.draft
        self.draft = Draft(goal=before.goal, env=before.env, replaces=before.replaces)

    # helpers ---------------------------------------------------------------------------------

    async def _note(self, **changes: object) -> None:
        assert self._record is not None
        record = replace(self._record, **changes)  # type: ignore[arg-type]
        await self.desk.journal.save_setup(record)
        self._record = record

    def _connected(self) -> Session:
        assert self.session is not None, "the connect page comes first"
        return self.session

    def _tss_id(self) -> str:
        assert self.draft.tss_id is not None, "the inventory page comes first"
        return self.draft.tss_id
