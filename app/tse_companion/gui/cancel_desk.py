"""Behind the cancelling of open transactions: the dry run, the run, what came of it, the report.

A run belongs to its shop, not to the page: it goes on while another page or shop is shown. It
ends with the window, after the transaction that is being written; the journal knows the rest.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QDialog

from tse_companion.domain.cancelling import Action, Planned, RowOutcome
from tse_companion.domain.models import Env
from tse_companion.domain.open_transactions import Why
from tse_companion.errors import AppError
from tse_companion.gui.cancel_papers import save_report
from tse_companion.gui.dialogs import shown
from tse_companion.gui.pages.cancel_run import RunState, RunView
from tse_companion.gui.texts import words
from tse_companion.services.desk import env_of
from tse_companion.services.transactions.batches import TillState

if TYPE_CHECKING:
    from tse_companion.gui.open_desk import OpenDesk
    from tse_companion.gui.open_shop import OpenShop
    from tse_companion.gui.pages.cancel_plan import PlanAnswer
    from tse_companion.gui.rooms import House
    from tse_companion.services.admin_mode import AdminMode
    from tse_companion.services.transactions.batches import Batch
    from tse_companion.services.transactions.cancel_run import CancelRun, RowResult, RunEnd

_TELL_MS = 200  # results are shown together: a table that is told of each would be all it does
_AT_WORK = (RunState.RUNNING, RunState.PAUSED, RunState.STOPPING)


@dataclass(slots=True)
class Run:
    """One batch at work, or found interrupted. ``outcomes`` are those of its rows, by key."""

    batch: Batch
    state: RunState = RunState.RUNNING
    outcomes: dict[str, RowOutcome] = field(default_factory=dict)
    untouched: int = 0  # of these, those that are in it for the report only
    work: CancelRun | None = None
    error: AppError | None = None
    tills_left: tuple[str, ...] = ()
    tills_in_use: tuple[str, ...] = ()
    begun_with: int = 0  # rows that were done when this stretch of work began
    begun_at: float = 0.0
    untold: list[str] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        return self.state is RunState.DONE

    @property
    def is_at_work(self) -> bool:
        return self.state in _AT_WORK

    @property
    def is_quiet(self) -> bool:
        """Whether nothing of it is begun and unfinished: it has ended, or was only found."""
        return self.is_over or self.state is RunState.INTERRUPTED

    @property
    def done(self) -> int:
        return self.total - list(self.outcomes.values()).count(RowOutcome.PENDING)

    @property
    def total(self) -> int:
        """How many it was begun for, without those that it was to leave alone."""
        return len(self.outcomes) - self.untouched

    def seconds_left(self) -> float | None:
        """By the time the ones of this stretch took."""
        fresh = self.done - self.begun_with
        if fresh < 3 or self.state is not RunState.RUNNING:
            return None
        each = (time.monotonic() - self.begun_at) / fresh
        return each * (self.total - self.done)

    def view(self, waiting: int = 0) -> RunView:
        """As the card shows it, with so many others waiting for their turn."""
        return RunView(
            state=self.state,
            total=self.total,
            counts=Counter(self.outcomes.values()),
            seconds_left=self.seconds_left(),
            begun=self.batch.created_at,
            user=self.batch.user,
            reason=self.batch.reason,
            failure=None if self.error is None else words(self.error),
            tills_left=self.tills_left,
            tills_in_use=self.tills_in_use,
            waiting=waiting,
        )

    @property
    def needs_admin(self) -> bool:
        """Whether a till has to be registered, or deregistered again, to go on."""
        again = Action.REGISTER_CANCEL_DEREGISTER
        left = any(
            row.action is again and self.outcomes[row.key] is RowOutcome.PENDING
            for row in self.batch.rows
        )
        return left or bool(self.tills_left)


def run_of(batch: Batch, state: RunState) -> Run:
    """A run of this batch as the journal knows it."""
    in_use = (till for till in batch.tills if till.state is TillState.IN_USE)
    return Run(
        batch,
        state,
        {row.key: row.outcome for row in batch.rows},
        untouched=sum(row.action.is_leaving for row in batch.rows),
        tills_left=tuple(till.client_serial_number for till in batch.tills_left),
        tills_in_use=tuple(till.client_serial_number for till in in_use),
    )


class CancelDesk:
    """Starts, steers and shows the runs of all shops; ``desk`` owns the page and the shops."""

    def __init__(self, house: House, desk: OpenDesk) -> None:
        self._house = house
        self._desk = desk
        card = desk.page.run_card
        card.paused.connect(lambda: self._steer("pause"))
        card.resumed.connect(lambda: self._steer("resume"))
        card.stopped.connect(lambda: self._steer("stop"))
        card.continued.connect(lambda: self._for_shop(self._go_on, "run"))
        card.given_up.connect(lambda: self._for_shop(self._give_up, "give-up"))
        card.closed.connect(lambda: self._for_shop(self._close, "close"))
        card.report_requested.connect(self._on_report)
        self._timer = QTimer(desk.page)
        self._timer.setInterval(_TELL_MS)
        self._timer.timeout.connect(self._tell)

    # showing ---------------------------------------------------------------------------------

    def is_at_work(self, shop: OpenShop) -> bool:
        """Whether transactions of this shop are being cancelled."""
        return shop.run is not None and shop.run.is_at_work

    def show(self, shop: OpenShop) -> None:
        """Show how it stands with this shop's run, if it is the one on screen."""
        if shop is not self._desk.shop:
            return
        page, run = self._desk.page, shop.run
        page.run_card.show_view(None if run is None else run.view(shop.runs_waiting))
        page.set_running(self.is_at_work(shop))

    def _tell(self) -> None:
        """What came of the last few; all of it at once."""
        is_any_at_work = False
        for shop in self._desk.shops:
            run = shop.run
            if run is None or not (run.untold or run.is_at_work):
                continue
            is_any_at_work = is_any_at_work or run.is_at_work
            keys, run.untold = run.untold, []
            shop.outcomes.update((key, run.outcomes[key]) for key in keys)
            fresh = shop.renewed(keys)
            if shop is self._desk.shop:
                self._desk.page.change_rows(fresh)
                self._desk.page.run_card.show_view(run.view(shop.runs_waiting))
        if not is_any_at_work:
            self._timer.stop()

    # beginning -------------------------------------------------------------------------------

    def ask(self, shop: OpenShop) -> None:
        """Show what would happen, ask for a reason, and begin."""
        if not self.is_at_work(shop):
            self._start(shop, lambda: self._ask(shop), "run")

    async def _ask(self, shop: OpenShop) -> None:
        from tse_companion.services.transactions.batches import create_batch

        confirmed = await self._confirmed(shop)
        if confirmed is None:
            return
        planned, reason = confirmed
        admin: AdminMode | None = None
        if any(p.action is Action.REGISTER_CANCEL_DEREGISTER for p in planned):
            admin = await self._house.admin.open_for(shop.session)
            if admin is None:
                return
        batch = await create_batch(shop.session, planned, reason)
        shop.run = run_of(batch, RunState.RUNNING)
        await self._work(shop, shop.run, admin)

    async def _confirmed(self, shop: OpenShop) -> tuple[tuple[Planned, ...], str] | None:
        """What was confirmed and why; None when it was not.

        A list that was read a while ago says nothing about the tills that are at work now. So it
        is read again, before the question and after one that was left waiting; what has changed
        by then is asked once more.
        """
        from tse_companion.gui.pages.cancel_plan import CancelDialog

        site, run = shop.session.site, self._house.desk.background.run
        answer: PlanAnswer | None = None
        while True:
            if shop.has_aged():
                await self._desk.read_again(shop)
            chosen = shop.chosen
            if shop.has_aged() or not chosen:
                return None
            plans = {again: await run(shop.plan, chosen, again) for again in (False, True)}
            dialog = CancelDialog(
                plans.__getitem__,
                shop.now,
                is_real=env_of(site) is not Env.TEST and site.kind != "practice",
                before=answer,
                parent=self._house.window,
            )
            dialog.fit()
            await asyncio.sleep(0)  # many rows take a moment to be laid out
            if await shown(dialog) != QDialog.DialogCode.Accepted:
                return None
            planned, answer = dialog.planned, dialog.answer
            if not shop.has_aged():
                return planned, answer.reason
            await self._desk.read_again(shop)
            if shop.has_aged():
                return None
            fresh = await run(shop.plan, chosen, answer.register_again)
            if _judged(fresh) == _judged(planned):
                return planned, answer.reason

    async def _work(
        self, shop: OpenShop, run: Run, admin: AdminMode | None, *, abandon: bool = False
    ) -> None:
        from tse_companion.services.transactions.cancel_run import CancelRun

        work = run.work = CancelRun(shop.session, run.batch, admin)
        run.state, run.error = RunState.STOPPING if abandon else RunState.RUNNING, None
        run.begun_with, run.begun_at = run.done, time.monotonic()
        run.untold = list(run.outcomes)
        self.show(shop)
        if shop is self._desk.shop:
            self._desk.page.run_card.take_focus()
        try:
            await asyncio.sleep(0)  # that it has begun is seen before very many rows say so
            self._tell()
            self._timer.start()
            do = work.abandon if abandon else work.run
            self._take_end(run, await do(lambda result: self._on_row(run, result)))
        except BaseException:  # the window closes
            run.state = RunState.STOPPED
            raise
        finally:
            run.work = None
            self._tell()
            self.show(shop)
        self._house.refresh()

    def _take_end(self, run: Run, end: RunEnd) -> None:
        run.error, run.tills_left = end.error, end.tills_left
        run.tills_in_use += end.tills_in_use
        if end.error is not None:
            run.state = RunState.FAILED
        else:
            run.state = RunState.STOPPED if end.left or end.tills_left else RunState.DONE

    def _on_row(self, run: Run, result: RowResult) -> None:
        run.outcomes[result.key] = result.outcome
        run.untold.append(result.key)

    # steering --------------------------------------------------------------------------------

    def _steer(self, what: str) -> None:
        shop = self._desk.shop
        run = None if shop is None else shop.run
        if shop is None or run is None or run.work is None:
            return
        match what:
            case "pause":
                run.work.pause()
                run.state = RunState.PAUSED
            case "resume":
                run.work.resume()
                run.state = RunState.RUNNING
                run.begun_with, run.begun_at = run.done, time.monotonic()
            case _:
                run.work.stop()
                run.state = RunState.STOPPING
        self.show(shop)

    def stop(self, shop: OpenShop) -> None:
        """End this shop's run, if there is one; the journal knows the rest."""
        if shop.run is not None and shop.run.work is not None:
            shop.run.work.stop()

    def look_for_batches(self, shop: OpenShop) -> None:
        """Find out whether earlier starts of the program have left batches unfinished."""
        shop.has_looked_for_batches = True
        self._start(shop, lambda: self._look(shop), "batches")

    async def _look(self, shop: OpenShop) -> None:
        from tse_companion.services.transactions.batches import open_batches, recent_batches

        shop.unfinished = await open_batches(shop.session)
        if shop.unfinished and shop.run is None:
            shop.run = run_of(shop.unfinished[0], RunState.INTERRUPTED)
        self.show(shop)
        recent = await recent_batches(shop.session, 1)
        shop.last_batch = next((batch for batch in recent if batch.is_finished), None)
        self._desk.tell_load(shop)

    def show_last(self, shop: OpenShop) -> None:
        """The batch that ended last, once more, for its report."""
        if shop.run is None and shop.last_batch is not None:
            shop.run = run_of(shop.last_batch, RunState.DONE)
            self.show(shop)
            self._desk.tell_load(shop)
            self._desk.page.run_card.take_focus()

    async def _go_on(self, shop: OpenShop, run: Run, *, abandon: bool = False) -> None:
        admin: AdminMode | None = None
        if run.needs_admin if not abandon else run.tills_left:
            admin = await self._house.admin.open_for(shop.session)
            if admin is None:
                return
        await self._work(shop, run, admin, abandon=abandon)

    async def _give_up(self, shop: OpenShop, run: Run) -> None:
        await self._go_on(shop, run, abandon=True)

    async def _close(self, shop: OpenShop, run: Run) -> None:
        """What came of it has been read: the next one that waits, or just the list again."""
        if not run.is_over:
            return
        shop.run = None
        try:
            await self._look(shop)
        finally:
            self.show(shop)
        if shop is not self._desk.shop:
            return
        if shop.unfinished:
            self._desk.page.run_card.take_focus()
        if shop.outcomes:  # else it was looked at for its report only
            self._desk.refresh()

    # report ----------------------------------------------------------------------------------

    def _on_report(self, kind: str) -> None:
        self._for_shop(lambda shop, run: self._report(shop, run, kind), "report")

    async def _report(self, shop: OpenShop, run: Run, kind: str) -> None:
        from tse_companion.services.transactions.batches import stored_batch

        run.batch = await stored_batch(shop.session, run.batch.batch_id) or run.batch
        path = await save_report(self._house.window, shop.session, run.batch, kind)
        if path is not None:
            said = QCoreApplication.translate("CancelDesk", "Saved as “{name}”.")
            self._desk.page.run_card.tell(said.format(name=path.name))

    # inside ----------------------------------------------------------------------------------

    def _for_shop(self, work: Callable[[OpenShop, Run], Awaitable[None]], name: str) -> None:
        shop = self._desk.shop
        if shop is not None and (run := shop.run) is not None and not run.is_at_work:
            self._start(shop, lambda: work(shop, run), name)

    def _start(self, shop: OpenShop, work: Callable[[], Awaitable[None]], name: str) -> None:
        full = f"open-{name}-{shop.session.site.id}"
        self._house.tasks.start(self._told(shop, work), name=full, once=True)

    async def _told(self, shop: OpenShop, work: Callable[[], Awaitable[None]]) -> None:
        """Failures are told on the page."""
        try:
            await work()
        except AppError as error:
            shop.error = error
            self._desk.tell_load(shop)


def _judged(planned: Iterable[Planned]) -> list[tuple[str, int, Action, Why]]:
    """What a person has confirmed of each."""
    return [(one.tx.key, one.tx.latest_revision, one.action, one.why) for one in planned]
