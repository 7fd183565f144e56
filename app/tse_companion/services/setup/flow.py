"""The whole order of the wizard's pages, without a widget or a request in sight."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tse_companion.domain.models import Env, TssState


class Step(StrEnum):
    """One page of the wizard."""

    WELCOME = "welcome"
    CONNECT = "connect"
    INVENTORY = "inventory"
    CREATE = "create"
    KEEP_PUK = "keep_puk"
    PIN = "pin"
    TILL = "till"
    REVIEW = "review"
    WORK = "work"
    RECEIPT = "receipt"
    DONE = "done"


class Goal(StrEnum):
    """What the person came for."""

    SET_UP = "set_up"
    CONNECT = "connect"
    PRACTISE = "practise"


class PinSource(StrEnum):
    """Where the admin PIN comes from."""

    NEW = "new"  # chosen now, set with the PUK
    KNOWN = "known"  # set earlier; the person or the vault knows it


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known and chosen so far; no secrets."""

    goal: Goal = Goal.SET_UP
    env: Env = Env.UNKNOWN
    replaces: str | None = None  # the shop's TSS that has ended; this one takes its place
    tss_id: str | None = None
    tss_state: TssState | None = None  # None: it does not exist yet
    creating: bool = False  # a new TSS was asked for
    puk_in_vault: bool = False
    puk_confirmed: bool = False  # the person typed four characters from paper
    pin_source: PinSource = PinSource.NEW
    pin_ready: bool = False  # a PIN is at hand, in memory or in the vault
    pin_set: bool = False  # the service took the PIN that this set-up chose
    client_id: str | None = None
    serial_number: str = ""
    till_exists: bool = False  # an existing till was chosen; nothing is registered
    receipt_signed: bool = False

    @property
    def needs_pin(self) -> bool:
        """Whether anything that is left needs the admin."""
        return not (self.tss_state is TssState.INITIALIZED and self.till_exists)


def next_step(step: Step, draft: Draft) -> Step:
    """The page after ``step``; the last one leads to itself."""
    initialized = draft.tss_state is TssState.INITIALIZED
    match step:
        case Step.WELCOME:
            return Step.INVENTORY if draft.goal is Goal.PRACTISE else Step.CONNECT
        case Step.CONNECT:
            return Step.INVENTORY
        case Step.INVENTORY if draft.creating:
            return Step.CREATE
        case Step.INVENTORY if initialized:
            return Step.TILL
        case Step.INVENTORY | Step.CREATE:
            return Step.KEEP_PUK if draft.puk_in_vault and not draft.puk_confirmed else Step.PIN
        case Step.KEEP_PUK:
            return Step.PIN
        case Step.PIN:
            return Step.REVIEW if initialized else Step.TILL
        case Step.TILL if not draft.needs_pin:
            return Step.RECEIPT
        case Step.TILL if initialized:
            return Step.PIN
        case Step.TILL:
            return Step.REVIEW
        case Step.REVIEW:
            return Step.WORK
        case Step.WORK:
            return Step.RECEIPT
        case _:
            return Step.DONE


def previous_step(step: Step, draft: Draft) -> Step | None:
    """The page before ``step``, or None where going back would promise to undo a change.

    Nothing that the service has done is undone or repeated by going back: there is no way back
    over the creation, and none over a PIN that is set.
    """
    initialized = draft.tss_state is TssState.INITIALIZED
    match step:
        case Step.CONNECT:
            return Step.WELCOME
        case Step.INVENTORY if draft.replaces is not None:
            return None  # the shop is there, and its keys are
        case Step.INVENTORY:
            return Step.WELCOME if draft.goal is Goal.PRACTISE else Step.CONNECT
        case Step.CREATE if draft.tss_state is None:
            return Step.INVENTORY
        case Step.PIN if initialized:
            return Step.TILL
        case Step.PIN if draft.creating:
            return Step.KEEP_PUK
        case Step.PIN:
            return Step.INVENTORY
        case Step.TILL if initialized:
            return None if draft.creating else Step.INVENTORY
        case Step.TILL if not draft.pin_set:
            return Step.PIN
        case Step.REVIEW:
            return Step.PIN if initialized and not draft.pin_set else Step.TILL
        case Step.WORK:
            return Step.REVIEW
        case _:
            return None


def first_step(draft: Draft) -> Step:
    """Where a set-up that was interrupted goes on."""
    if draft.tss_id is None:
        return Step.WELCOME
    if draft.tss_state is None or (draft.tss_state is TssState.CREATED and not draft.puk_in_vault):
        return Step.CREATE
    if draft.till_exists and draft.tss_state is TssState.INITIALIZED:
        return Step.DONE if draft.receipt_signed else Step.RECEIPT
    if draft.creating and draft.puk_in_vault and not draft.puk_confirmed:
        return Step.KEEP_PUK
    if draft.pin_ready and draft.serial_number:
        return Step.REVIEW
    if draft.pin_ready or draft.tss_state is TssState.INITIALIZED:
        return Step.TILL
    return Step.PIN


# The pages as the rail beside the wizard shows them, several pages under one heading.
CHAPTERS: tuple[tuple[Step, ...], ...] = (
    (Step.WELCOME,),
    (Step.CONNECT, Step.INVENTORY),
    (Step.CREATE, Step.KEEP_PUK),
    (Step.PIN,),
    (Step.TILL,),
    (Step.REVIEW, Step.WORK),
    (Step.RECEIPT,),
    (Step.DONE,),
)
