"""What is known of one shop's open transactions, and which of them are chosen.

It outlives the page's visit to another shop; the rules themselves are the domain's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tse_companion.domain.cancelling import Planned, RowOutcome, dry_run
from tse_companion.domain.open_transactions import (
    CancelRules,
    Cause,
    OpenTransaction,
    Why,
    causes,
    judge,
)
from tse_companion.errors import AppError, NoConnection
from tse_companion.gui.pages.open_transactions import LoadView
from tse_companion.gui.pages.open_transactions_table import OpenRow
from tse_companion.gui.texts import words

if TYPE_CHECKING:
    from tse_companion.gui.cancel_desk import Run
    from tse_companion.services.desk import Session
    from tse_companion.services.transactions.batches import Batch
    from tse_companion.services.transactions.listing import Loaded, Loading

FRESH = 60  # seconds for which a list is not read again by itself: it costs calls
STALE = 300  # seconds after which it says too little about which tills are at work


@dataclass(slots=True)
class OpenShop:
    """One shop. ``by_hand`` holds what a person chose or left against the rules, by key."""

    session: Session
    transactions: tuple[OpenTransaction, ...] = ()
    till_last_signed: Mapping[str, int] = field(default_factory=dict)
    total: int | None = None
    at: int | None = None
    is_activity_known: bool = False
    is_loading: bool = False
    waiting: float = 0.0
    error: AppError | None = None
    by_hand: dict[str, bool] = field(default_factory=dict)
    outcomes: dict[str, RowOutcome] = field(default_factory=dict)
    run: Run | None = None
    unfinished: tuple[Batch, ...] = ()  # batches that were begun and not ended, oldest first
    last_batch: Batch | None = None  # the newest one that has ended, for its report
    has_looked_for_batches: bool = False
    rows: dict[str, OpenRow] = field(default_factory=dict)

    def now(self) -> float:
        """The service's clock."""
        return self.session.client.server_now()

    @property
    def rules(self) -> CancelRules:
        """What is set for this shop."""
        return CancelRules(older_than=self.session.site.own.cancel_older_than)

    @property
    def runs_waiting(self) -> int:
        """How many interrupted runs have their turn after the one that is shown."""
        shown = None if self.run is None else self.run.batch.batch_id
        return sum(batch.batch_id != shown for batch in self.unfinished)

    @property
    def is_fresh(self) -> bool:
        """Whether the list need not be read again by itself."""
        return self.at is not None and self.now() - self.at < FRESH

    def has_aged(self) -> bool:
        """Whether tills that were quiet then may long be at work again."""
        return self.at is not None and self.now() - self.at > STALE

    def begin_loading(self) -> None:
        self.is_loading, self.error, self.waiting = True, None, 0.0

    def take_part(self, part: Loading) -> bool:
        """What is there so far; whether there is more of it than is shown.

        What was known before a refresh is better than the beginning of the new list.
        """
        self.total, self.waiting = part.total, part.waiting
        if self.at is not None and part.loaded < part.total:
            return False
        self.transactions, self.is_activity_known = part.rows, False
        return part.loaded > len(self.rows)

    def add_rows(self) -> None:
        """Rows for what has come; they are judged when all of it is here."""
        for tx in self.transactions:
            if tx.key not in self.rows:
                why = Why.CHECKING if tx.is_cancellable else Why.NOT_CANCELLABLE
                self.rows[tx.key] = OpenRow(tx.key, tx, why)

    def take(self, loaded: Loaded) -> None:
        """The whole list, or as much of it as could be had."""
        self.transactions, self.total = loaded.rows, loaded.total
        self.till_last_signed, self.at = loaded.till_last_signed, loaded.at
        self.is_activity_known = loaded.is_clock_known
        there = {row.key for row in loaded.rows}
        self.by_hand = {key: wish for key, wish in self.by_hand.items() if key in there}
        if self.run is None or self.run.is_quiet:
            self.outcomes.clear()

    def stop_loading(self) -> None:
        """No more is read for now; what is there can be looked at."""
        self.is_loading, self.waiting = False, 0.0
        if self.at is None and self.transactions:
            self.at = int(self.now())

    def made_rows(self) -> dict[str, OpenRow]:
        """All rows anew, judged by the time it is now."""
        now = self.now()
        likely = causes(self.transactions, now)
        return {tx.key: self._row(tx, likely[tx.key], now) for tx in self.transactions}

    def renewed(self, keys: Iterable[str]) -> list[OpenRow]:
        """These rows anew, and kept."""
        now = self.now()
        fresh = [
            self._row(old.tx, old.cause, now)
            for key in keys
            if (old := self.rows.get(key)) is not None
        ]
        self.rows.update((row.key, row) for row in fresh)
        return fresh

    def _row(self, tx: OpenTransaction, cause: Cause, now: float) -> OpenRow:
        why = self._why(tx, now)
        by_rule = why is Why.STUCK and self.at is not None
        key = tx.key
        chosen = self.by_hand.get(key, by_rule)
        row = OpenRow(key, tx, why, cause, chosen, self.outcomes.get(key))
        return row if row.is_choosable else replace(row, is_chosen=False)

    def _why(self, tx: OpenTransaction, now: float) -> Why:
        return judge(
            tx,
            till_last_signed=self.till_last_signed.get(tx.client_id),
            now=now,
            rules=self.rules,
            is_activity_known=self.is_activity_known,
        )

    # choosing --------------------------------------------------------------------------------

    def toggle(
        self, rows: Sequence[OpenRow], *, together: bool = False
    ) -> tuple[list[OpenRow], int]:
        """Choose these, or leave them if all that may be chosen are; the rows as they are then,
        and how many were left out: against the rules one is chosen by itself, never ``together``
        with others."""
        able = [row for row in rows if row.is_choosable]
        if not able:
            return [], 0
        together = together or len(rows) > 1
        wanted = [row for row in able if row.is_by_rule or not together]
        chosen = [row for row in able if row.is_chosen]
        wish = not chosen or any(not row.is_chosen for row in wanted)
        meant = [row for row in wanted if not row.is_chosen] if wish else chosen
        for row in meant:
            self.by_hand[row.key] = wish
        left_out = 0
        if wish and together:
            left_out = sum(not (row.is_by_rule or row.is_chosen) for row in able)
        return self.renewed([row.key for row in meant]), left_out

    def choose_by_rule(self) -> list[OpenRow]:
        """Only what the rules choose; the rows that differ from before."""
        self.by_hand.clear()
        return self._differing()

    def choose_none(self) -> list[OpenRow]:
        """Nothing; the rows that differ from before."""
        self.by_hand = dict.fromkeys(self.rows, False)
        return self._differing()

    def _differing(self) -> list[OpenRow]:
        before = dict(self.rows)
        return [row for row in self.renewed(list(before)) if row != before[row.key]]

    @property
    def chosen(self) -> frozenset[str]:
        return frozenset(key for key, row in self.rows.items() if row.is_chosen)

    def plan(self, chosen: frozenset[str], register_again: bool) -> tuple[Planned, ...]:
        """What would happen to these."""
        return dry_run(
            self.transactions,
            self.till_last_signed,
            self.now(),
            self.rules,
            chosen,
            register_again,
            is_activity_known=self.is_activity_known,
        )

    # showing ---------------------------------------------------------------------------------

    def load_view(self) -> LoadView:
        return LoadView(
            loaded=len(self.transactions),
            total=self.total,
            at=self.at,
            is_loading=self.is_loading,
            has_report=self.last_batch is not None and self.run is None,
            waiting=int(self.waiting + 0.999),
            is_offline=isinstance(self.error, NoConnection),
            failure=None if self.error is None else words(self.error),
        )
