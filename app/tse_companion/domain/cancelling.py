"""Cancelling open transactions: the plan for each, what the newest revision allows, how it ended.

The one rule above all: a transaction that was touched after a person confirmed its cancellation
belongs to a till that is alive, and is left alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tse_companion.domain.models import ClientState, Transaction, TxState
from tse_companion.domain.open_transactions import CancelRules, OpenTransaction, Why, judge


class Action(StrEnum):
    """What a run will do to one transaction."""

    CANCEL = "cancel"
    REGISTER_CANCEL_DEREGISTER = "register_cancel_deregister"
    LEAVE_DEREGISTERED = "leave_deregistered"  # its till may not sign
    LEAVE_NOT_CANCELLABLE = "leave_not_cancellable"

    @property
    def is_leaving(self) -> bool:
        return self in (Action.LEAVE_DEREGISTERED, Action.LEAVE_NOT_CANCELLABLE)


class RowOutcome(StrEnum):
    """How it ended for one transaction."""

    PENDING = "pending"  # nothing was sent, or it is certain that nothing happened
    CANCELLED = "cancelled"
    ALREADY_CLOSED = "already_closed"  # by somebody else; as good as cancelled
    SKIPPED_IN_USE = "skipped_in_use"  # touched after it was confirmed: a till is alive
    SKIPPED = "skipped"
    FAILED = "failed"
    UNKNOWN = "unknown"  # sent, and nobody knows yet; it is read back first

    @property
    def is_final(self) -> bool:
        return self not in (RowOutcome.PENDING, RowOutcome.UNKNOWN)


class SkipReason(StrEnum):
    """Why one was skipped."""

    TOUCHED = "touched_since"  # its newest revision is newer than the one confirmed
    CONFLICT = "revision_conflict"  # the service refused: a till was quicker
    NOT_CANCELLABLE = "not_cancellable"
    DEREGISTERED = "deregistered_till"
    STOPPED = "stopped"  # the person ended the batch before its turn


@dataclass(frozen=True, slots=True)
class Planned:
    """One line of the dry run. ``why`` is what spoke for or against it when it was chosen."""

    tx: OpenTransaction
    action: Action
    why: Why

    @property
    def is_explicit(self) -> bool:
        """Whether a person chose it against the rules: a till may be using it."""
        return self.why is not Why.STUCK


def default_selection(
    rows: Iterable[OpenTransaction],
    till_last_signed: Mapping[str, int],
    now: float,
    rules: CancelRules,
    *,
    is_activity_known: bool = True,
) -> frozenset[str]:
    """Keys of those that are stuck; none while the tills' activity is not known."""
    return frozenset(
        row.key
        for row in rows
        if judge(
            row,
            till_last_signed=till_last_signed.get(row.client_id),
            now=now,
            rules=rules,
            is_activity_known=is_activity_known,
        )
        is Why.STUCK
    )


def dry_run(
    rows: Iterable[OpenTransaction],
    till_last_signed: Mapping[str, int],
    now: float,
    rules: CancelRules,
    chosen_keys: Collection[str],
    register_again: bool,
    *,
    is_activity_known: bool = True,
) -> tuple[Planned, ...]:
    """What would happen to each of the chosen ones, in the order of a run.

    ``register_again``: tills that are deregistered are registered for it, and deregistered again.
    Theirs come last, till by till.
    """
    chosen = frozenset(chosen_keys)
    planned = []
    for row in rows:
        if row.key in chosen:
            why = judge(
                row,
                till_last_signed=till_last_signed.get(row.client_id),
                now=now,
                rules=rules,
                is_activity_known=is_activity_known,
            )
            planned.append(Planned(row, _action(row, register_again), why))
    return tuple(sorted(planned, key=_place))


def _action(row: OpenTransaction, register_again: bool) -> Action:
    if not row.is_cancellable:
        return Action.LEAVE_NOT_CANCELLABLE
    if row.client_state is not ClientState.DEREGISTERED:
        return Action.CANCEL
    return Action.REGISTER_CANCEL_DEREGISTER if register_again else Action.LEAVE_DEREGISTERED


def _place(planned: Planned) -> tuple[bool, str, int]:
    last = planned.action is Action.REGISTER_CANCEL_DEREGISTER
    return last, planned.tx.client_serial_number if last else "", planned.tx.number


# --- one transaction's turn ------------------------------------------------------------------


class Turn(StrEnum):
    """What the newest revision, just read, means for the cancellation of one transaction."""

    GO = "go"  # untouched since it was confirmed
    OURS = "ours"  # it is cancelled, by the revision that we sent
    CLOSED = "closed"
    TOUCHED = "touched"


def turn(newest: Transaction, *, confirmed_revision: int, sent: bool) -> Turn:
    """Decide on ``newest``. ``sent``: a cancellation of ours may have reached the service."""
    ours = confirmed_revision + 1
    if sent and newest.state is TxState.CANCELLED and newest.latest_revision == ours:
        return Turn.OURS
    if newest.state in (TxState.CANCELLED, TxState.FINISHED):
        return Turn.CLOSED
    # An unknown state is nobody's to close, and a lower revision is not what was confirmed.
    if newest.state is not TxState.ACTIVE or newest.latest_revision != confirmed_revision:
        return Turn.TOUCHED
    return Turn.GO
